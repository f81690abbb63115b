-- Grain: a page of a document.
-- Key: document_id, page.
-- Says which engine read the page, and which pages still hold something unread.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as page,
    null::varchar as engine,
    null::boolean as is_without_text,
    null::bigint as line_count,
    null::bigint as char_count
where false
