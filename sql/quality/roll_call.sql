-- Grain: a roll call that the warehouse rests on: that of record of a session (deliberation_id null), or another one that the seat ledger
-- of a deliberation starts from.
-- Key: session_id, deliberation_id, document_id, part.
-- A session without a roll call has its first document here, so that the rules say of it too that they cannot be decided. Roll calls on
-- which nothing rests are left out: what they get wrong reaches no figure.
with
session as (select * from core.session),

session_document as (select * from core.session_document),

ledger as (select * from core.attendance),

of_record as (
    select
        session.session_id,
        coalesce(session.roll_call_document_id, session_document.document_id) as document_id,
        coalesce(session.roll_call_part, session_document.part) as part
    from session
    inner join session_document
        on session.session_id = session_document.session_id and session_document.session_rank = 1
),

of_a_deliberation as (
    select distinct
        ledger.session_id,
        ledger.deliberation_id,
        ledger.document_id,
        ledger.part
    from ledger
    anti join of_record
        on
        ledger.session_id = of_record.session_id
        and ledger.document_id = of_record.document_id
        and ledger.part = of_record.part
),

roll_call as (
    select
        session_id,
        null::varchar as deliberation_id,
        document_id,
        part
    from of_record
    union all
    select
        session_id,
        deliberation_id,
        document_id,
        part
    from of_a_deliberation
)

select
    coalesce(deliberation_id, session_id) || '|' || document_id || '|' || part as subject,
    document_id,
    part,
    session_id,
    deliberation_id
from roll_call
