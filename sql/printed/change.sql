-- Grain: a printed arrival or departure.
-- Key: document_id, part, position.
-- The seat ledger replays these rows over the opening roll call.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::bigint as position,
    null::varchar as name,
    null::varchar as civility,
    null::varchar as function,
    null::varchar as event,
    null::varchar as proxy,
    null::varchar as proxy_civility,
    null::varchar as proxy_function,
    null::varchar as time,
    null::varchar as item,
    null::bigint as from_position,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote,
    null::varchar as certainty,
    null::varchar as doubt,
    null::boolean as is_corrected
where false
