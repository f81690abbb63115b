-- Grain: a printed line.
-- Key: document_id, page, line.
-- Every fact cites lines; here they are.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as page,
    null::bigint as line,
    null::bigint as char_from,
    null::bigint as char_to,
    null::varchar as text
where false
