-- Grain: a row of a populations file.
-- Key: file, line.
-- How many people a commune has, as the user knows it: the legal size of its council follows from it.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as file,
    null::bigint as line,
    null::varchar as council,
    null::bigint as population,
    null::varchar as council_id
where false
