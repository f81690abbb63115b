-- Grain: a printed sitting.
-- Key: document_id, part.
-- The output of transforms.identity: which council, and how that is known.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::varchar as council_id,
    null::varchar as name,
    null::varchar as kind,
    null::varchar as siren,
    null::varchar as department,
    null::varchar as how,
    null::varchar as source_council,
    null::boolean as agrees_with_source
where false
