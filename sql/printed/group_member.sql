-- Grain: a row of a groups file.
-- Key: file, line.
-- Which list or group somebody belongs to, as the user knows it, and the councillor whom the row means.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as file,
    null::bigint as line,
    null::varchar as council,
    null::varchar as name,
    null::varchar as civility,
    null::varchar as group_name,
    null::date as starts_on,
    null::date as ends_on,
    null::varchar as council_id,
    null::varchar as councillor_id
where false
