-- Grain: two councillors of a council who may be one person.
-- Key: councillor_id, other_id.
-- The output of transforms.identity: names that are near, but too little speaks for one person, so that they are kept apart.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as council_id,
    null::varchar as councillor_id,
    null::varchar as other_id,
    null::double as score,
    null::varchar as doubt
where false
