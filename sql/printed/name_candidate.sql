-- Grain: a printed name that is linked to nobody and a councillor whom it may mean.
-- Key: document_id, part, role, position, sub_position, councillor_id.
-- The output of transforms.identity: what a person has to choose from.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::varchar as role,
    null::bigint as position,
    null::bigint as sub_position,
    null::varchar as councillor_id,
    null::double as score
where false
