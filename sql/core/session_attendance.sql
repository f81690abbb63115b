-- Grain: a session and a councillor named in its opening roll call of record.
-- Key: session_id, councillor_id.
-- What the session's roll call says of each councillor. Whom it does not name has no row: nothing is made up for members it leaves out.
with
session as (select * from core.session),

roll_call as (select * from core.roll_call)

select
    session.session_id,
    session.council_id,
    roll_call.councillor_id,
    roll_call.state,
    roll_call.proxy_holder_id,
    roll_call.document_id,
    roll_call.part,
    roll_call.position,
    roll_call.page,
    roll_call.line_from,
    roll_call.line_to,
    roll_call.quote,
    roll_call.certainty
from session
inner join roll_call
    on session.roll_call_document_id = roll_call.document_id and session.roll_call_part = roll_call.part
