-- Grain: a sitting that is merged into a session and whose source publishes the documents of one council, as the sources file says.
-- Key: subject.
-- Rule D5: the print names that council. Town pages publish the papers of other bodies too, and a header may be misread.
with
session_document as (select * from core.session_document),

resolved_council as (
    select * from printed.resolved_council
    where source_council is not null
),

council_fact as (
    select * from printed.session_fact
    where field = 'council'
)

select
    session_document.session_id || '|' || session_document.document_id || '|' || session_document.part as subject,
    session_document.document_id,
    session_document.part,
    session_document.session_id,
    null::varchar as deliberation_id,
    coalesce(resolved_council.name, resolved_council.siren) as printed_council,
    resolved_council.source_council,
    case resolved_council.agrees_with_source when true then 'same' when false then 'other' end as council_agreement,
    resolved_council.how as council_link,
    council_fact.page,
    council_fact.line_from,
    council_fact.line_to,
    council_fact.quote
from session_document
inner join resolved_council
    on session_document.document_id = resolved_council.document_id and session_document.part = resolved_council.part
left join council_fact
    on session_document.document_id = council_fact.document_id and session_document.part = council_fact.part
