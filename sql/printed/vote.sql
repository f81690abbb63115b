-- Grain: a name printed beside a vote.
-- Key: document_id, part, deliberation_position, position.
-- Named votes are the only votes that are stated.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::bigint as deliberation_position,
    null::bigint as position,
    null::varchar as choice,
    null::varchar as name,
    null::varchar as civility,
    null::varchar as function
where false
