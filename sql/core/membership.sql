-- Grain: a councillor and a term in which they sit.
-- Key: councillor_id, term_id (null for sessions before the first election that is known).
-- From the roster of the user where it names them, else from an installation or a resignation that is printed, else from the first and the
-- last session that names them. What is printed never shortens what roll calls show: a councillor who is named later had not left yet.
with
session as (select * from core.session),

session_document as (select * from core.session_document),

roll_call as (select * from core.roll_call),

change as (select * from core.change),

term as (select * from core.term),

mandate as (select * from printed.mandate),

attendance as (select * from printed.attendance),

resolved_name as (select * from printed.resolved_name),

roster as (
    select * from printed.roster
    where councillor_id is not null
),

group_member as (
    select * from printed.group_member
    where councillor_id is not null
),

date_sessions as (
    select
        session.session_id,
        session.council_id,
        session.date,
        term.term_id,
        term.starts_on,
        term.ends_on
    from session
    left join term
        on session.council_id = term.council_id and session.date between term.starts_on and coalesce(term.ends_on, date '9999-12-31')
),

name_councillors as (
    select
        session_document.session_id,
        roll_call.councillor_id
    from roll_call
    inner join session_document on roll_call.document_id = session_document.document_id and roll_call.part = session_document.part
    union
    select
        session_id,
        councillor_id
    from change
),

find_appearances as (
    select
        name_councillors.councillor_id,
        date_sessions.council_id,
        date_sessions.term_id,
        min(date_sessions.date) as first_named_on,
        max(date_sessions.date) as last_named_on
    from name_councillors
    inner join date_sessions on name_councillors.session_id = date_sessions.session_id
    group by name_councillors.councillor_id, date_sessions.council_id, date_sessions.term_id
),

find_mandates as (
    select
        resolved_name.councillor_id,
        date_sessions.term_id,
        min(date_sessions.date) filter (where mandate.event = 'joined') as joined_on,
        max(date_sessions.date) filter (where mandate.event = 'left') as left_on
    from mandate
    inner join resolved_name
        on
        mandate.document_id = resolved_name.document_id
        and mandate.part = resolved_name.part
        and mandate.position = resolved_name.position
        and resolved_name.role = 'mandate'
    inner join session_document on mandate.document_id = session_document.document_id and mandate.part = session_document.part
    inner join date_sessions on session_document.session_id = date_sessions.session_id
    where resolved_name.councillor_id is not null
    group by resolved_name.councillor_id, date_sessions.term_id
),

-- a snapshot of every year repeats a member: the first day counts, and the last office
read_roster as (
    select
        roster.councillor_id,
        roster.council_id,
        term.term_id,
        min(roster.starts_on) as roster_from,
        arg_max(roster.function, (coalesce(roster.function_starts_on, roster.starts_on), roster.file, roster.line)) as function
    from roster
    left join term
        on roster.council_id = term.council_id and roster.starts_on between term.starts_on and coalesce(term.ends_on, date '9999-12-31')
    group by roster.councillor_id, roster.council_id, term.term_id
),

read_functions as (
    select
        resolved_name.councillor_id,
        date_sessions.term_id,
        arg_max(attendance.function, (date_sessions.date, attendance.document_id, attendance.part, attendance.position)) as function
    from attendance
    inner join resolved_name
        on
        attendance.document_id = resolved_name.document_id
        and attendance.part = resolved_name.part
        and attendance.position = resolved_name.position
        and resolved_name.role = 'attendance'
    inner join session_document on attendance.document_id = session_document.document_id and attendance.part = session_document.part
    inner join date_sessions on session_document.session_id = date_sessions.session_id
    where attendance.function is not null and resolved_name.councillor_id is not null
    group by resolved_name.councillor_id, date_sessions.term_id
),

list_members as (
    select
        councillor_id,
        council_id,
        term_id
    from find_appearances
    union
    select
        councillor_id,
        council_id,
        term_id
    from read_roster
),

bound as (
    select
        list_members.councillor_id,
        list_members.council_id,
        list_members.term_id,
        find_appearances.first_named_on,
        find_appearances.last_named_on,
        read_roster.roster_from,
        read_roster.councillor_id is not null as is_on_roster,
        if(find_mandates.joined_on <= find_appearances.first_named_on, find_mandates.joined_on, null) as joined_on,
        -- the session that tells of it comes afterwards
        if(find_mandates.left_on > coalesce(find_appearances.last_named_on, read_roster.roster_from), find_mandates.left_on - 1, null)
            as left_on,
        if(find_mandates.left_on = find_appearances.last_named_on, find_mandates.left_on, null) as left_then_on,
        coalesce(read_roster.function, read_functions.function) as function,
        if(read_roster.function is not null, 'roster', if(read_functions.function is not null, 'printed', null)) as role_basis
    from list_members
    left join find_appearances
        on
        list_members.councillor_id = find_appearances.councillor_id
        and list_members.term_id is not distinct from find_appearances.term_id
    left join read_roster
        on list_members.councillor_id = read_roster.councillor_id and list_members.term_id is not distinct from read_roster.term_id
    left join find_mandates
        on list_members.councillor_id = find_mandates.councillor_id and list_members.term_id is not distinct from find_mandates.term_id
    left join read_functions
        on list_members.councillor_id = read_functions.councillor_id and list_members.term_id is not distinct from read_functions.term_id
),

date_members as (
    select
        bound.*,
        term.ends_on as term_ends_on,
        coalesce(bound.roster_from, bound.joined_on, bound.first_named_on) as from_date,
        case
            when bound.roster_from is not null then 'roster'
            when bound.joined_on is not null then 'printed'
            else 'derived'
        end as from_basis,
        coalesce(bound.left_then_on, bound.left_on) as printed_to,
        case
            when coalesce(bound.left_then_on, bound.left_on) is not null then 'printed'
            when bound.is_on_roster then 'roster'
            else 'derived'
        end as to_basis
    from bound
    left join term on bound.term_id = term.term_id
),

choose_groups as (
    select
        date_members.councillor_id,
        date_members.term_id,
        arg_max(group_member.group_name, (coalesce(group_member.starts_on, date '0001-01-01'), group_member.file, group_member.line))
            as group_name
    from date_members
    inner join group_member
        on
        date_members.councillor_id = group_member.councillor_id
        and coalesce(group_member.starts_on, date '0001-01-01')
        <= coalesce(date_members.last_named_on, date_members.term_ends_on, date '9999-12-31')
        and coalesce(group_member.ends_on, date '9999-12-31') >= date_members.from_date
    group by date_members.councillor_id, date_members.term_id
)

select
    date_members.councillor_id,
    date_members.council_id,
    date_members.term_id,
    case
        when date_members.function is null then null
        -- the mayor of a part of a merged commune is a deputy in the whole (CGCT L.2113-13)
        when regexp_matches(lower(strip_accents(date_members.function)), '\b(adjointe?s?|maires? deleguee?s?)\b') then 'deputy'
        -- "conseillère déléguée auprès du maire"
        when regexp_matches(lower(strip_accents(date_members.function)), '\bconseill') then 'councillor'
        when regexp_matches(lower(strip_accents(date_members.function)), '\bmaire\b') then 'mayor'
        else 'councillor'
    end as role,
    date_members.role_basis,
    choose_groups.group_name,
    date_members.from_date,
    date_members.from_basis,
    if(
        date_members.to_basis = 'roster', date_members.term_ends_on, coalesce(date_members.printed_to, date_members.last_named_on)
    ) as to_date,
    date_members.to_basis
from date_members
left join choose_groups
    on
    date_members.councillor_id = choose_groups.councillor_id
    and date_members.term_id is not distinct from choose_groups.term_id
