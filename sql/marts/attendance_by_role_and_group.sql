-- Grain: a council, a role or a group of its members, and a period (each year, each term, and all of it).
-- Key: council_id, grouped_by, label, period.
-- The sessions of the members are summed before they are divided, so that nobody who sat for a month weighs as much as who sat for years.
-- Role and group are those of the membership into which a session falls. Groups are there where the user supplies any.
with
council as (select * from core.council),

session as (select * from core.session),

session_state as (select * from core.session_state),

session_period as (select * from core.session_period),

membership as (select * from core.membership),

know_groups as (
    select * from membership
    where group_name is not null
),

deliberation as (select * from core.deliberation),

ledger as (select * from core.attendance),

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

hold_sessions as (
    select
        session_state.session_id,
        session_state.council_id,
        session_state.councillor_id,
        session_state.state,
        coalesce(membership.role, 'unknown') as role,
        coalesce(membership.group_name, 'unknown') as group_name,
        set_aside_sessions.session_id is not null as is_quarantined
    from session_state
    inner join session on session_state.session_id = session.session_id
    inner join membership
        on
        session_state.councillor_id = membership.councillor_id
        and session.date between membership.from_date and coalesce(membership.to_date, date '9999-12-31')
    left join set_aside_sessions on session_state.session_id = set_aside_sessions.session_id
),

count_deliberations as (
    select
        hold_sessions.session_id,
        hold_sessions.councillor_id,
        count(*) filter (where set_aside_deliberations.deliberation_id is null) as held,
        count(*) filter (where set_aside_deliberations.deliberation_id is null and ledger.state = 'present') as present,
        count(*) filter (where set_aside_deliberations.deliberation_id is null and ledger.state = 'represented') as represented,
        count(*) filter (where set_aside_deliberations.deliberation_id is null and ledger.state = 'excused') as excused,
        count(*) filter (where set_aside_deliberations.deliberation_id is null and ledger.state = 'absent') as absent,
        count(*) filter (where set_aside_deliberations.deliberation_id is null and ledger.state = 'withdrawn') as withdrawn,
        count(*) filter (
            where set_aside_deliberations.deliberation_id is null and coalesce(ledger.state, 'unknown') = 'unknown'
        ) as unknown,
        count(*) as deliberations
    from hold_sessions
    inner join deliberation on hold_sessions.session_id = deliberation.session_id
    left join set_aside_deliberations on deliberation.deliberation_id = set_aside_deliberations.deliberation_id
    left join ledger
        on deliberation.deliberation_id = ledger.deliberation_id and hold_sessions.councillor_id = ledger.councillor_id
    group by hold_sessions.session_id, hold_sessions.councillor_id
),

label_sessions as (
    select
        *,
        'role' as grouped_by,
        role as label
    from hold_sessions
    union all
    select
        hold_sessions.*,
        'group' as grouped_by,
        hold_sessions.group_name as label
    from hold_sessions
    semi join know_groups on hold_sessions.council_id = know_groups.council_id
),

sum_sessions as (
    select
        label_sessions.council_id,
        label_sessions.grouped_by,
        label_sessions.label,
        session_period.period_kind,
        session_period.period,
        count(distinct label_sessions.councillor_id) as members,
        count(*) filter (where not label_sessions.is_quarantined) as sessions_held,
        count(*) filter (where not label_sessions.is_quarantined and label_sessions.state = 'present') as sessions_present,
        count(*) filter (where not label_sessions.is_quarantined and label_sessions.state = 'represented') as sessions_represented,
        count(*) filter (where not label_sessions.is_quarantined and label_sessions.state = 'excused') as sessions_excused,
        count(*) filter (where not label_sessions.is_quarantined and label_sessions.state = 'absent') as sessions_absent,
        count(*) filter (where not label_sessions.is_quarantined and label_sessions.state = 'unknown') as sessions_unknown,
        count(*) filter (where not label_sessions.is_quarantined and label_sessions.state <> 'unknown') as sessions_known,
        count(*) filter (where label_sessions.is_quarantined) as sessions_quarantined,
        sum(count_deliberations.held) filter (where not label_sessions.is_quarantined) as held,
        sum(count_deliberations.present) filter (where not label_sessions.is_quarantined) as present,
        sum(count_deliberations.represented) filter (where not label_sessions.is_quarantined) as represented,
        sum(count_deliberations.excused) filter (where not label_sessions.is_quarantined) as excused,
        sum(count_deliberations.absent) filter (where not label_sessions.is_quarantined) as absent,
        sum(count_deliberations.withdrawn) filter (where not label_sessions.is_quarantined) as withdrawn,
        sum(count_deliberations.unknown) filter (where not label_sessions.is_quarantined) as unknown,
        sum(count_deliberations.deliberations) as deliberations
    from label_sessions
    inner join session_period on label_sessions.session_id = session_period.session_id
    left join count_deliberations
        on
        label_sessions.session_id = count_deliberations.session_id
        and label_sessions.councillor_id = count_deliberations.councillor_id
    group by
        label_sessions.council_id, label_sessions.grouped_by, label_sessions.label, session_period.period_kind, session_period.period
),

gather as (
    select
        sum_sessions.*,
        council.name as council,
        coalesce(sum_sessions.held, 0)::bigint as deliberations_held,
        coalesce(sum_sessions.present, 0)::bigint as deliberations_present,
        coalesce(sum_sessions.represented, 0)::bigint as deliberations_represented,
        coalesce(sum_sessions.excused, 0)::bigint as deliberations_excused,
        coalesce(sum_sessions.absent, 0)::bigint as deliberations_absent,
        coalesce(sum_sessions.withdrawn, 0)::bigint as deliberations_withdrawn,
        coalesce(sum_sessions.unknown, 0)::bigint as deliberations_unknown,
        coalesce(sum_sessions.present + sum_sessions.represented + sum_sessions.excused + sum_sessions.absent, 0)::bigint
            as deliberations_known,
        (coalesce(sum_sessions.deliberations, 0) - coalesce(sum_sessions.held, 0))::bigint as deliberations_quarantined
    from sum_sessions
    inner join council on sum_sessions.council_id = council.council_id
)

select
    council_id,
    council,
    grouped_by,
    label,
    period_kind,
    period,
    members,
    sessions_held,
    sessions_present,
    sessions_represented,
    sessions_excused,
    sessions_absent,
    sessions_unknown,
    sessions_known,
    sessions_present / nullif(sessions_known, 0) as attendance_rate,
    (sessions_present + sessions_represented) / nullif(sessions_known, 0) as representation_inclusive_rate,
    case
        when sessions_known > 0 then null
        when sessions_held = 0 then 'all_sessions_quarantined'
        else 'all_sessions_unknown'
    end as no_rate_reason,
    sessions_quarantined,
    deliberations_held,
    deliberations_present,
    deliberations_represented,
    deliberations_excused,
    deliberations_absent,
    deliberations_withdrawn,
    deliberations_unknown,
    deliberations_known,
    deliberations_present / nullif(deliberations_known, 0) as deliberation_attendance_rate,
    (deliberations_present + deliberations_represented)
    / nullif(deliberations_known, 0) as deliberation_representation_inclusive_rate,
    case
        when deliberations_known > 0 then null
        when deliberations_held + deliberations_quarantined = 0 then 'no_deliberation'
        when deliberations_held = 0 then 'all_deliberations_quarantined'
        when deliberations_held = deliberations_withdrawn then 'all_deliberations_withdrawn'
        else 'all_deliberations_unknown'
    end as deliberation_no_rate_reason,
    deliberations_quarantined
from gather
