-- Grain: a printed arrival or departure of a linked councillor.
-- Key: document_id, part, position.
-- Positions count within the document that prints the movement, so a movement is replayed over that document's own roll call only.
with
session_document as (select * from core.session_document),

session as (select * from core.session),

change as (select * from printed.change),

resolved_name as (select * from printed.resolved_name)

select
    session.session_id,
    session.council_id,
    mover.councillor_id,
    change.event,
    change.proxy,
    holder.councillor_id as proxy_holder_id,
    change.time,
    change.from_position,
    coalesce(change.document_id = session.roll_call_document_id and change.part = session.roll_call_part, false) as is_of_record,
    change.document_id,
    change.part,
    change.position,
    change.page,
    change.line_from,
    change.line_to,
    change.quote,
    change.certainty
from change
inner join session_document on change.document_id = session_document.document_id and change.part = session_document.part
inner join session on session_document.session_id = session.session_id
inner join resolved_name as mover
    on
    change.document_id = mover.document_id
    and change.part = mover.part
    and change.position = mover.position
    and mover.role = 'change'
left join resolved_name as holder
    on
    change.document_id = holder.document_id
    and change.part = holder.part
    and change.position = holder.position
    and holder.role = 'change_proxy'
where mover.councillor_id is not null
