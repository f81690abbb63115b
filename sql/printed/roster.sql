-- Grain: a row of a roster file.
-- Key: file, line.
-- Who is in office, as the user knows it, and the councillor whom the row means.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as file,
    null::bigint as line,
    null::varchar as council,
    null::varchar as department,
    null::varchar as name,
    null::varchar as civility,
    null::date as starts_on,
    null::varchar as function,
    null::date as function_starts_on,
    null::varchar as council_id,
    null::varchar as councillor_id
where false
