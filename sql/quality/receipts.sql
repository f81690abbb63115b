-- Grain: a préfecture's receipt in a document of a session.
-- Key: subject.
-- The dates of the receipt beside the session's (rules D2b and D3), as text in ISO 8601: nothing is sent before it is decided.
with
session_document as (select * from core.session_document),

session as (select * from core.session),

receipt as (select * from printed.receipt)

select
    session_document.session_id || '|' || receipt.document_id || '|' || receipt.part || '|' || receipt.position as subject,
    receipt.document_id,
    receipt.part,
    session_document.session_id,
    null::varchar as deliberation_id,
    receipt.number,
    session.date::varchar as session_date,
    receipt.date::varchar as receipt_date,
    least(receipt.transmitted_on, receipt.received_on, receipt.published_on)::varchar as first_stamp,
    receipt.page,
    receipt.line_from,
    receipt.line_to,
    receipt.quote
from receipt
inner join session_document on receipt.document_id = session_document.document_id and receipt.part = session_document.part
inner join session on session_document.session_id = session.session_id
