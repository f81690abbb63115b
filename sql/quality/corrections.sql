-- Grain: a row of a corrections file.
-- Key: subject.
-- What became of each correction: rule K2. A correction whose document or sitting is in no session has none here either.
with
correction as (select * from printed.correction),

session_document as (select * from core.session_document)

select
    correction.file || ':' || correction.line as subject,
    correction.council_id,
    correction.document_id,
    correction.part,
    session_document.session_id,
    null::varchar as deliberation_id,
    correction.file,
    correction.line,
    correction.target,
    correction.field,
    correction.printed,
    correction.corrected,
    correction.state as correction_state,
    correction.found,
    correction.page,
    correction.line_from,
    correction.line_to,
    correction.quote
from correction
left join session_document
    on correction.document_id = session_document.document_id and correction.part = session_document.part
