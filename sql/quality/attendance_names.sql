-- Grain: a name printed in a roll call that the warehouse rests on.
-- Key: subject.
-- Rules N1 and N6. The state is counted over the roll call of one document: a deliberation's own roll call may differ from the opening one.
with
roll_call as (select * from quality.roll_call),

attendance as (select * from printed.attendance),

resolved_name as (
    select * from printed.resolved_name
    where role = 'attendance'
),

name_councillors as (
    select
        attendance.*,
        resolved_name.councillor_id
    from attendance
    left join resolved_name
        on
        attendance.document_id = resolved_name.document_id
        and attendance.part = resolved_name.part
        and attendance.position = resolved_name.position
),

count_states as (
    select
        document_id,
        part,
        councillor_id,
        count(distinct status) as states
    from name_councillors
    where councillor_id is not null
    group by document_id, part, councillor_id
)

select
    roll_call.subject || '|' || name_councillors.position as subject,
    roll_call.document_id,
    roll_call.part,
    roll_call.session_id,
    roll_call.deliberation_id,
    name_councillors.councillor_id,
    name_councillors.name,
    nullif(trim(regexp_replace(strip_accents(name_councillors.name), '\s+', ' ', 'g')), '') as plain_name,
    name_councillors.status,
    count_states.states as states_of_councillor,
    name_councillors.page,
    name_councillors.line_from,
    name_councillors.line_to,
    name_councillors.quote
from roll_call
inner join name_councillors
    on roll_call.document_id = name_councillors.document_id and roll_call.part = name_councillors.part
left join count_states
    on
    name_councillors.document_id = count_states.document_id
    and name_councillors.part = count_states.part
    and name_councillors.councillor_id = count_states.councillor_id
