-- Grain: a document (distinct bytes).
-- Key: document_id.
-- Every document that was landed stands here, read or not.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::varchar as sha256,
    null::varchar as file_name,
    null::bigint as byte_size,
    null::bigint as page_count,
    null::varchar as landing,
    null::varchar as reason,
    null::varchar as engine,
    null::varchar as doc_type,
    null::varchar as reader_version
where false
