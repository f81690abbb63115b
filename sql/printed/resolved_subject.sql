-- Grain: an item put to the council, as one document prints it.
-- Key: document_id, part, position.
-- The output of transforms.subjects: what it is about by the ACTES nomenclature, or why that is not known.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::bigint as position,
    null::varchar as code,
    null::varchar as label,
    null::varchar as family_code,
    null::varchar as family_label,
    null::varchar as basis,
    null::varchar as rule,
    null::varchar as evidence,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
