-- Grain: a document, source and file name.
-- Key: document_id, source, name.
-- The same bytes come under several names; none is lost.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::varchar as source,
    null::varchar as name
where false
