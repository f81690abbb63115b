-- Grain: a council and a period (each quarter and each year from its first known session to its last, and all of it); besides them one row
-- without a council for the documents that lead to none.
-- Key: council_id, period (council_id null once).
-- What is known of a council and what is missing: a council meets once a quarter at least (CGCT L.2121-7). Quarantined sessions are known
-- and counted apart. A document that was not read tells neither council nor date, so that it is counted where neither is claimed.
with
council as (select * from core.council),

session as (select * from core.session),

sitting as (select * from core.sitting),

document as (select * from core.document),

deliberation as (select * from core.deliberation),

numbering as (select * from quality.numbering),

quarantine as (select * from quality.quarantine),

set_aside_sessions as (
    select distinct session_id
    from quarantine
    where deliberation_id is null
),

set_aside_deliberations as (
    select distinct deliberation_id
    from quarantine
    where deliberation_id is not null
),

bound_councils as (
    select
        council_id,
        date_trunc('quarter', min(date))::date as first_quarter,
        date_trunc('quarter', max(date))::date as last_quarter
    from session
    group by council_id
),

list_quarters as (
    select
        council_id,
        unnest(generate_series(first_quarter, last_quarter, interval 3 month))::date as starts_on
    from bound_councils
),

-- of several agendas of one day the longest
read_agendas as (
    select
        council_id,
        date,
        max(deliberation_count) as agenda_items
    from sitting
    where doc_type = 'agenda' and council_id is not null and date is not null
    group by council_id, date
),

count_deliberations as (
    select
        deliberation.session_id,
        count(*) as deliberations,
        count(*) filter (
            where set_aside_sessions.session_id is not null or set_aside_deliberations.deliberation_id is not null
        ) as deliberations_quarantined,
        count(*) filter (where deliberation.outcome = 'unknown') as outcome_unknown,
        count(deliberation.number) as numbered,
        sum(numbering.numbers_missing) as numbers_missing
    from deliberation
    left join set_aside_sessions on deliberation.session_id = set_aside_sessions.session_id
    left join set_aside_deliberations on deliberation.deliberation_id = set_aside_deliberations.deliberation_id
    left join numbering on deliberation.deliberation_id = numbering.deliberation_id
    group by deliberation.session_id
),

measure_sessions as (
    select
        session.session_id,
        session.council_id,
        date_trunc('quarter', session.date)::date as starts_on,
        session.document_count,
        set_aside_sessions.session_id is not null as is_quarantined,
        session.roll_call_document_id is null as is_without_roll_call,
        coalesce(count_deliberations.deliberations, 0) as deliberations,
        coalesce(count_deliberations.deliberations_quarantined, 0) as deliberations_quarantined,
        coalesce(count_deliberations.outcome_unknown, 0) as outcome_unknown,
        coalesce(count_deliberations.numbered, 0) as numbered,
        count_deliberations.numbers_missing,
        -- an agenda of which no item was read tells nothing
        nullif(read_agendas.agenda_items, 0) as agenda_items
    from session
    left join set_aside_sessions on session.session_id = set_aside_sessions.session_id
    left join count_deliberations on session.session_id = count_deliberations.session_id
    left join read_agendas on session.council_id = read_agendas.council_id and session.date = read_agendas.date
),

count_announced as (
    select
        read_agendas.council_id,
        date_trunc('quarter', read_agendas.date)::date as starts_on,
        count(*) as sessions_announced_only
    from read_agendas
    anti join session on read_agendas.council_id = session.council_id and read_agendas.date = session.date
    group by read_agendas.council_id, date_trunc('quarter', read_agendas.date)::date
),

count_sessions as (
    select
        council_id,
        starts_on,
        count(*) as sessions,
        count(*) filter (where is_quarantined) as sessions_quarantined,
        count(*) filter (where is_without_roll_call) as sessions_without_roll_call,
        count(*) filter (where deliberations = 0) as sessions_without_deliberation,
        sum(document_count) as documents,
        sum(deliberations) as deliberations,
        sum(deliberations_quarantined) as deliberations_quarantined,
        sum(outcome_unknown) as outcome_unknown,
        sum(numbered) as numbered,
        sum(numbers_missing) as numbers_missing,
        count(agenda_items) as sessions_with_agenda,
        sum(agenda_items) as agenda_items,
        sum(if(agenda_items is null, null, greatest(agenda_items - deliberations, 0))) as agenda_items_without_deliberation
    from measure_sessions
    group by council_id, starts_on
),

fill_quarters as (
    select
        list_quarters.council_id,
        list_quarters.starts_on,
        year(list_quarters.starts_on)::varchar as year,
        year(list_quarters.starts_on) || '-Q' || quarter(list_quarters.starts_on) as quarter,
        coalesce(count_sessions.sessions, 0) as sessions,
        coalesce(count_sessions.sessions_quarantined, 0) as sessions_quarantined,
        coalesce(count_sessions.sessions_without_roll_call, 0) as sessions_without_roll_call,
        coalesce(count_sessions.sessions_without_deliberation, 0) as sessions_without_deliberation,
        coalesce(count_announced.sessions_announced_only, 0) as sessions_announced_only,
        coalesce(count_sessions.documents, 0) as documents,
        coalesce(count_sessions.deliberations, 0) as deliberations,
        coalesce(count_sessions.deliberations_quarantined, 0) as deliberations_quarantined,
        coalesce(count_sessions.outcome_unknown, 0) as outcome_unknown,
        coalesce(count_sessions.numbered, 0) as numbered,
        count_sessions.numbers_missing,
        coalesce(count_sessions.sessions_with_agenda, 0) as sessions_with_agenda,
        count_sessions.agenda_items,
        count_sessions.agenda_items_without_deliberation
    from list_quarters
    left join count_sessions
        on list_quarters.council_id = count_sessions.council_id and list_quarters.starts_on = count_sessions.starts_on
    left join count_announced
        on list_quarters.council_id = count_announced.council_id and list_quarters.starts_on = count_announced.starts_on
),

sum_periods as (
    select
        council_id,
        case when quarter is not null then 'quarter' when year is not null then 'year' else 'all' end as period_kind,
        coalesce(quarter, year, 'all') as period,
        min(starts_on) as starts_on,
        count(*) as quarters,
        count(*) filter (where sessions = 0) as quarters_without_session,
        sum(sessions)::bigint as sessions,
        sum(sessions_quarantined)::bigint as sessions_quarantined,
        sum(sessions_without_roll_call)::bigint as sessions_without_roll_call,
        sum(sessions_without_deliberation)::bigint as sessions_without_deliberation,
        sum(sessions_announced_only)::bigint as sessions_announced_only,
        sum(documents)::bigint as documents,
        sum(deliberations)::bigint as deliberations,
        sum(deliberations_quarantined)::bigint as deliberations_quarantined,
        sum(outcome_unknown)::bigint as outcome_unknown,
        sum(numbered)::bigint as numbered,
        sum(numbers_missing)::bigint as numbers_missing,
        sum(sessions_with_agenda)::bigint as sessions_with_agenda,
        sum(agenda_items)::bigint as agenda_items,
        sum(agenda_items_without_deliberation)::bigint as agenda_items_without_deliberation
    from fill_quarters
    group by grouping sets ((council_id, quarter), (council_id, year), (council_id))
),

-- a document without a date belongs to no quarter; whatever else is set aside without a council, to nobody
count_set_aside as (
    select
        council_id,
        'all' as period,
        count(*) filter (where set_aside_reason = 'no_date') as documents_without_date,
        count(*) filter (where set_aside_reason = 'no_council') as documents_without_council,
        count(*) filter (where set_aside_reason = 'needs_ocr') as documents_needing_ocr,
        count(*) filter (where set_aside_reason = 'unreadable') as documents_unreadable
    from document
    where set_aside_reason in ('no_date', 'no_council', 'needs_ocr', 'unreadable')
    group by council_id
),

list_periods as (
    select
        council_id,
        period_kind,
        period
    from sum_periods
    union
    select
        council_id,
        'all' as period_kind,
        period
    from count_set_aside
)

select
    list_periods.council_id,
    council.name as council,
    list_periods.period_kind,
    list_periods.period,
    sum_periods.starts_on,
    sum_periods.quarters,
    sum_periods.quarters_without_session,
    sum_periods.sessions,
    sum_periods.sessions_quarantined,
    sum_periods.sessions_without_roll_call,
    sum_periods.sessions_without_deliberation,
    sum_periods.sessions_announced_only,
    sum_periods.documents,
    sum_periods.deliberations,
    sum_periods.deliberations_quarantined,
    sum_periods.outcome_unknown,
    sum_periods.numbered,
    sum_periods.numbers_missing,
    sum_periods.sessions_with_agenda,
    sum_periods.agenda_items,
    sum_periods.agenda_items_without_deliberation,
    if(
        list_periods.council_id is null or list_periods.period <> 'all', null, coalesce(count_set_aside.documents_without_date, 0)
    ) as documents_without_date,
    if(list_periods.council_id is null, count_set_aside.documents_without_council, null) as documents_without_council,
    if(list_periods.council_id is null, count_set_aside.documents_needing_ocr, null) as documents_needing_ocr,
    if(list_periods.council_id is null, count_set_aside.documents_unreadable, null) as documents_unreadable
from list_periods
left join council on list_periods.council_id = council.council_id
left join sum_periods
    on list_periods.council_id is not distinct from sum_periods.council_id and list_periods.period = sum_periods.period
left join count_set_aside
    on list_periods.council_id is not distinct from count_set_aside.council_id and list_periods.period = count_set_aside.period
