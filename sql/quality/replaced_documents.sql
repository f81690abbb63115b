-- Grain: a web address at which a document was retrieved whose current version is merged into a session.
-- Key: subject.
-- Rule D6: what is published stays as it was. An older version of the same session is set aside, one of another session still counts.
with
session_document as (select * from core.session_document),

document as (select * from core.document),

retrieval as (
    select * from printed.retrieval
    where status is not null
),

count_versions as (
    select
        retrieval.source,
        retrieval.name,
        max(retrieval.version) as versions,
        max(retrieval.retrieved_at)[:10] as retrieved_on,
        count(*) filter (where retrieval.is_replaced and document.set_aside_reason is null) as older_in_use
    from retrieval
    inner join document on retrieval.document_id = document.document_id
    group by retrieval.source, retrieval.name
),

first_session as (
    select
        document_id,
        min(part) as part,
        arg_min(session_id, part) as session_id
    from session_document
    group by document_id
)

select
    retrieval.source || '|' || retrieval.name as subject,
    retrieval.document_id,
    first_session.part,
    first_session.session_id,
    null::varchar as deliberation_id,
    retrieval.source,
    retrieval.name,
    count_versions.versions,
    count_versions.retrieved_on,
    if(count_versions.older_in_use > 0, 'both_count', 'newer_counts') as replacement,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
from retrieval
inner join first_session on retrieval.document_id = first_session.document_id
inner join count_versions on retrieval.source = count_versions.source and retrieval.name = count_versions.name
where not retrieval.is_replaced and retrieval.version = count_versions.versions
