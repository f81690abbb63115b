-- Grain: a session and a councillor whose membership it falls into.
-- Key: session_id, councillor_id.
-- Over the whole session, not its opening alone: who sat at any moment was present. A session within a membership that does not name the
-- councillor is unknown, never absent; one outside of it has no row.
with
session as (select * from core.session),

session_document as (select * from core.session_document),

roll_call as (select * from core.roll_call),

change as (select * from core.change),

membership as (select * from core.membership),

-- who arrives or leaves sat there for a part of the session
collect_states as (
    select
        session_document.session_id,
        roll_call.councillor_id,
        roll_call.state
    from roll_call
    inner join session_document on roll_call.document_id = session_document.document_id and roll_call.part = session_document.part
    union all
    select
        session_id,
        councillor_id,
        'present' as state
    from change
),

judge_sessions as (
    select
        session_id,
        councillor_id,
        arg_min(
            state,
            case state when 'present' then 1 when 'represented' then 2 when 'excused' then 3 when 'absent' then 4 else 5 end
        ) as state
    from collect_states
    group by session_id, councillor_id
)

select
    session.session_id,
    session.council_id,
    membership.councillor_id,
    coalesce(judge_sessions.state, 'unknown') as state
from membership
inner join session
    on
    membership.council_id = session.council_id
    and session.date between membership.from_date and coalesce(membership.to_date, date '9999-12-31')
left join judge_sessions
    on
    membership.councillor_id = judge_sessions.councillor_id
    and session.session_id = judge_sessions.session_id
