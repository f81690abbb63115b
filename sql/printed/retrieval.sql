-- Grain: a version of a document under a name of a source: a row each time that the bytes under the name were others than before.
-- Key: source, name, version.
-- What was retrieved, when, and what the server said; the log of every retrieval is provenance.jsonl in the store.
-- Landed by pipelines.landing: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::varchar as source,
    null::varchar as name,
    null::bigint as version,
    null::boolean as is_replaced,
    null::varchar as retrieved_at,
    null::bigint as status,
    null::varchar as url,
    null::varchar as etag,
    null::varchar as last_modified,
    null::varchar as content_type,
    null::varchar as licence
where false
