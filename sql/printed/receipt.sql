-- Grain: a préfecture's acknowledgement of receipt.
-- Key: document_id, part, position.
-- Gives the SIREN of the council and the dates of transmission and publication.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::bigint as position,
    null::varchar as number,
    null::varchar as department,
    null::varchar as siren,
    null::date as date,
    null::varchar as act_number,
    null::varchar as nature,
    null::date as transmitted_on,
    null::date as received_on,
    null::date as published_on,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
