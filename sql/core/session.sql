-- Grain: a session of a council.
-- Key: session_id.
-- All documents of one council and date are one session. Each header fact comes from the first document that prints it; the roll call of
-- record is the first that is not empty, taken whole: roll calls of two documents are never mixed.
with
session_document as (select * from core.session_document),

sitting as (select * from core.sitting),

printed_session as (select * from printed.session),

attendance as (select * from printed.attendance),

resolved_name as (select * from printed.resolved_name),

deliberation_document as (select * from core.deliberation_document),

gather_sittings as (
    select
        session_document.session_id,
        session_document.session_rank,
        sitting.council_id,
        sitting.attendance_count,
        printed_session.*
    from session_document
    inner join sitting on session_document.document_id = sitting.document_id and session_document.part = sitting.part
    inner join printed_session
        on session_document.document_id = printed_session.document_id and session_document.part = printed_session.part
),

-- arg_min leaves nulls out: the first document that prints the fact
merge_headers as (
    select
        session_id,
        min(council_id) as council_id,
        min(date) as date,
        arg_min(start_time, session_rank) as start_time,
        arg_min(convened_on, session_rank) as convened_on,
        arg_min(members_in_office, session_rank) as members_in_office,
        arg_min(stated_present, session_rank) as stated_present,
        arg_min(stated_represented, session_rank) as stated_represented,
        arg_min(stated_excused, session_rank) as stated_excused,
        arg_min(stated_absent, session_rank) as stated_absent,
        arg_min(stated_voters, session_rank) as stated_voters,
        bool_or(is_second_convocation) as is_second_convocation,
        count(distinct document_id) as document_count
    from gather_sittings
    group by session_id
),

choose_presidents as (
    select
        gather_sittings.session_id,
        gather_sittings.president,
        resolved_name.councillor_id as president_id
    from gather_sittings
    left join resolved_name
        on
        gather_sittings.document_id = resolved_name.document_id
        and gather_sittings.part = resolved_name.part
        and resolved_name.role = 'president'
    where gather_sittings.president is not null
    qualify row_number() over (partition by gather_sittings.session_id order by gather_sittings.session_rank) = 1
),

choose_secretaries as (
    select
        gather_sittings.session_id,
        gather_sittings.secretary,
        resolved_name.councillor_id as secretary_id
    from gather_sittings
    left join resolved_name
        on
        gather_sittings.document_id = resolved_name.document_id
        and gather_sittings.part = resolved_name.part
        and resolved_name.role = 'secretary'
    where gather_sittings.secretary is not null
    qualify row_number() over (partition by gather_sittings.session_id order by gather_sittings.session_rank) = 1
),

choose_roll_calls as (
    select
        session_id,
        document_id,
        part
    from gather_sittings
    where attendance_count > 0
    qualify row_number() over (partition by session_id order by session_rank) = 1
),

count_names as (
    select
        choose_roll_calls.session_id,
        choose_roll_calls.document_id,
        choose_roll_calls.part,
        count(*) filter (where attendance.status = 'present') as listed_present,
        count(*) filter (where attendance.status = 'represented') as listed_represented,
        count(*) filter (where attendance.status = 'excused') as listed_excused,
        count(*) filter (where attendance.status = 'absent') as listed_absent
    from choose_roll_calls
    inner join attendance on choose_roll_calls.document_id = attendance.document_id and choose_roll_calls.part = attendance.part
    group by choose_roll_calls.session_id, choose_roll_calls.document_id, choose_roll_calls.part
),

count_deliberations as (
    select
        session_id,
        count(distinct deliberation_id) as deliberation_count
    from deliberation_document
    group by session_id
)

select
    merge_headers.session_id,
    merge_headers.council_id,
    merge_headers.date,
    merge_headers.start_time,
    merge_headers.convened_on,
    choose_presidents.president,
    choose_presidents.president_id,
    choose_secretaries.secretary,
    choose_secretaries.secretary_id,
    merge_headers.members_in_office,
    merge_headers.stated_present,
    merge_headers.stated_represented,
    merge_headers.stated_excused,
    merge_headers.stated_absent,
    merge_headers.stated_voters,
    merge_headers.is_second_convocation,
    count_names.document_id as roll_call_document_id,
    count_names.part as roll_call_part,
    count_names.listed_present,
    count_names.listed_represented,
    count_names.listed_excused,
    count_names.listed_absent,
    merge_headers.document_count,
    coalesce(count_deliberations.deliberation_count, 0) as deliberation_count
from merge_headers
left join choose_presidents on merge_headers.session_id = choose_presidents.session_id
left join choose_secretaries on merge_headers.session_id = choose_secretaries.session_id
left join count_names on merge_headers.session_id = count_names.session_id
left join count_deliberations on merge_headers.session_id = count_deliberations.session_id
