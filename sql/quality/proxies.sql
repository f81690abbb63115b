-- Grain: a power printed in a roll call that the warehouse rests on, or beside a departure in the same document.
-- Key: subject.
-- Rules N2 and N3. Who holds a power may arrive after the roll call, and who leaves was present: both movements are read from the same
-- document. A state is null where the name is linked to nobody, is not in the roll call, or stands there in two states (rule N1 says so).
with
roll_call as (select * from quality.roll_call),

session_law as (select * from quality.session_law),

attendance as (select * from printed.attendance),

change as (select * from printed.change),

resolved_name as (select * from printed.resolved_name),

collect_powers as (
    select
        document_id,
        part,
        position,
        'attendance' as giver_role,
        'proxy' as holder_role,
        name as giver,
        proxy as holder,
        page,
        line_from,
        line_to,
        quote
    from attendance
    where proxy is not null
    union all
    select
        document_id,
        part,
        position,
        'change' as giver_role,
        'change_proxy' as holder_role,
        name as giver,
        proxy as holder,
        page,
        line_from,
        line_to,
        quote
    from change
    where event = 'departure' and proxy is not null
),

link_powers as (
    select
        collect_powers.*,
        giver_name.councillor_id as giver_id,
        holder_name.councillor_id as holder_id
    from collect_powers
    left join resolved_name as giver_name
        on
        collect_powers.document_id = giver_name.document_id
        and collect_powers.part = giver_name.part
        and collect_powers.giver_role = giver_name.role
        and collect_powers.position = giver_name.position
    left join resolved_name as holder_name
        on
        collect_powers.document_id = holder_name.document_id
        and collect_powers.part = holder_name.part
        and collect_powers.holder_role = holder_name.role
        and collect_powers.position = holder_name.position
),

find_states as (
    select
        attendance.document_id,
        attendance.part,
        resolved_name.councillor_id,
        if(count(distinct attendance.status) = 1, min(attendance.status), null) as state
    from attendance
    inner join resolved_name
        on
        attendance.document_id = resolved_name.document_id
        and attendance.part = resolved_name.part
        and attendance.position = resolved_name.position
        and resolved_name.role = 'attendance'
    where resolved_name.councillor_id is not null
    group by attendance.document_id, attendance.part, resolved_name.councillor_id
),

find_movements as (
    select
        change.document_id,
        change.part,
        resolved_name.councillor_id,
        bool_or(change.event = 'arrival') as arrives,
        bool_or(change.event = 'departure') as departs
    from change
    inner join resolved_name
        on
        change.document_id = resolved_name.document_id
        and change.part = resolved_name.part
        and change.position = resolved_name.position
        and resolved_name.role = 'change'
    where resolved_name.councillor_id is not null
    group by change.document_id, change.part, resolved_name.councillor_id
),

count_powers as (
    select
        document_id,
        part,
        holder_id,
        count(distinct coalesce(giver_id, giver)) as proxies_held
    from link_powers
    where holder_id is not null
    group by document_id, part, holder_id
)

select
    roll_call.subject || '|' || link_powers.giver_role || '|' || link_powers.position as subject,
    roll_call.document_id,
    roll_call.part,
    roll_call.session_id,
    roll_call.deliberation_id,
    link_powers.giver_id,
    link_powers.holder_id,
    link_powers.giver,
    link_powers.holder,
    case
        when giver_movement.departs and coalesce(giver_state.state, 'present') = 'present' then 'departed'
        else giver_state.state
    end as giver_state,
    case
        when coalesce(holder_state.state, '') <> 'present' and holder_movement.arrives then 'arrived'
        else holder_state.state
    end as holder_state,
    count_powers.proxies_held,
    session_law.proxies_allowed,
    link_powers.page,
    link_powers.line_from,
    link_powers.line_to,
    link_powers.quote
from roll_call
inner join link_powers on roll_call.document_id = link_powers.document_id and roll_call.part = link_powers.part
left join session_law on roll_call.session_id = session_law.session_id
left join find_states as giver_state
    on
    link_powers.document_id = giver_state.document_id
    and link_powers.part = giver_state.part
    and link_powers.giver_id = giver_state.councillor_id
left join find_states as holder_state
    on
    link_powers.document_id = holder_state.document_id
    and link_powers.part = holder_state.part
    and link_powers.holder_id = holder_state.councillor_id
left join find_movements as giver_movement
    on
    link_powers.document_id = giver_movement.document_id
    and link_powers.part = giver_movement.part
    and link_powers.giver_id = giver_movement.councillor_id
left join find_movements as holder_movement
    on
    link_powers.document_id = holder_movement.document_id
    and link_powers.part = holder_movement.part
    and link_powers.holder_id = holder_movement.councillor_id
left join count_powers
    on
    link_powers.document_id = count_powers.document_id
    and link_powers.part = count_powers.part
    and link_powers.holder_id = count_powers.holder_id
