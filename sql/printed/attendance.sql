-- Grain: a councillor of a document's opening roll call.
-- Key: document_id, part, position.
-- Printed names stay as printed; who they are is in printed.resolved_name.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::bigint as position,
    null::varchar as name,
    null::varchar as civility,
    null::varchar as function,
    null::varchar as status,
    null::varchar as proxy,
    null::varchar as proxy_civility,
    null::varchar as proxy_function,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote,
    null::varchar as certainty,
    null::varchar as doubt,
    null::boolean as is_corrected
where false
