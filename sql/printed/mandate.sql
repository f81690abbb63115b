-- Grain: somebody who joined or left the council, as told in a sitting.
-- Key: document_id, part, position.
-- Printed beside an installation: it bounds memberships where the roster of the user does not.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::bigint as position,
    null::varchar as name,
    null::varchar as civility,
    null::varchar as function,
    null::varchar as event,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
