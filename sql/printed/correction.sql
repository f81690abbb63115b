-- Grain: a row of a corrections file.
-- Key: file, line.
-- What people put right, and what became of it: applied to what was read, or stale.
-- Landed by transforms.corrections: this SELECT gives columns and types and has no rows.
select
    null::varchar as file,
    null::bigint as line,
    null::varchar as target,
    null::varchar as field,
    null::varchar as printed,
    null::varchar as corrected,
    null::varchar as reason,
    null::varchar as author,
    null::date as date,
    null::varchar as state,
    null::varchar as found,
    null::varchar as council_id,
    null::varchar as document_id,
    null::bigint as part,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
