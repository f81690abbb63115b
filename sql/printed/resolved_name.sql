-- Grain: a printed name in one role.
-- Key: document_id, part, role, position, sub_position.
-- The output of transforms.identity: which councillor, or why none.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::varchar as role,
    null::bigint as position,
    null::bigint as sub_position,
    null::varchar as name,
    null::varchar as councillor_id,
    null::varchar as how,
    null::varchar as certainty,
    null::varchar as form_id,
    null::double as score
where false
