-- Grain: a header fact whose place is known.
-- Key: document_id, part, field.
-- Each header fact has a place of its own, so places stand in rows and not in columns.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::varchar as field,
    null::varchar as value,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
