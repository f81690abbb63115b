-- Grain: a document, read or not.
-- Key: document_id.
-- Every document that was landed is either part of a session or set aside for one stated reason.
with
document as (select * from printed.document),

sitting as (select * from core.sitting),

gather_sittings as (
    select
        document_id,
        count(*) as sitting_count,
        arg_min(session_id, part) as session_id, -- the first that is not null
        max(council_id) filter (where part = 1) as council_id,
        max(set_aside_reason) filter (where part = 1) as set_aside_reason
    from sitting
    group by document_id
)

select
    document.document_id,
    document.sha256,
    document.file_name,
    document.byte_size,
    document.page_count,
    document.landing,
    document.reason,
    document.engine,
    document.doc_type,
    document.reader_version,
    coalesce(gather_sittings.sitting_count, 0) as sitting_count,
    gather_sittings.council_id,
    gather_sittings.session_id,
    case
        when gather_sittings.session_id is not null then null
        when document.landing <> 'read' then document.landing
        else coalesce(gather_sittings.set_aside_reason, 'not_a_sitting')
    end as set_aside_reason
from document
left join gather_sittings on document.document_id = gather_sittings.document_id
