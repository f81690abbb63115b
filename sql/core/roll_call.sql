-- Grain: a sitting and a councillor named in its own roll call.
-- Key: document_id, part, councillor_id.
-- A roll call that lists one councillor twice gives one row here; where it does so in two states, the state is unknown.
with
session_document as (select * from core.session_document),

attendance as (select * from printed.attendance),

resolved_name as (select * from printed.resolved_name),

link_names as (
    select
        attendance.*,
        session_document.session_id,
        giver.councillor_id,
        holder.councillor_id as proxy_holder_id
    from attendance
    inner join session_document
        on attendance.document_id = session_document.document_id and attendance.part = session_document.part
    inner join resolved_name as giver
        on
        attendance.document_id = giver.document_id
        and attendance.part = giver.part
        and attendance.position = giver.position
        and giver.role = 'attendance'
    left join resolved_name as holder
        on
        attendance.document_id = holder.document_id
        and attendance.part = holder.part
        and attendance.position = holder.position
        and holder.role = 'proxy'
    where giver.councillor_id is not null
),

judge_states as (
    select
        document_id,
        part,
        councillor_id,
        if(count(distinct status) = 1, min(status), 'unknown') as state,
        max(certainty) as certainty, -- 'doubtful' is greater than 'certain'
        min(position) as position
    from link_names
    group by document_id, part, councillor_id
)

select
    link_names.document_id,
    link_names.part,
    link_names.session_id,
    judge_states.councillor_id,
    judge_states.state,
    link_names.proxy,
    link_names.proxy_holder_id,
    judge_states.position,
    link_names.page,
    link_names.line_from,
    link_names.line_to,
    link_names.quote,
    judge_states.certainty
from judge_states
inner join link_names
    on
    judge_states.document_id = link_names.document_id
    and judge_states.part = link_names.part
    and judge_states.position = link_names.position
