-- Grain: a council, a councillor and a period (each year, each term, and all of it).
-- Key: councillor_id, period.
-- Numerators and denominators stand beside each rate, with what is left out of them. A session within a membership (core.membership) that
-- does not name the councillor is unknown, one outside is out of membership, and neither counts as absent.
with
council as (select * from core.council),

councillor as (select * from core.councillor),

session as (select * from core.session),

session_state as (select * from core.session_state),

session_period as (select * from core.session_period),

deliberation as (select * from core.deliberation),

ledger as (select * from core.attendance),

proxy as (select * from core.proxy),

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

-- the days of the first and the last session within a membership
find_memberships as (
    select
        session_state.councillor_id,
        min(session.date) as first_named_on,
        max(session.date) as last_named_on
    from session_state
    inner join session on session_state.session_id = session.session_id
    group by session_state.councillor_id
),

hold_sessions as (
    select
        session_state.councillor_id,
        session_state.council_id,
        session_state.session_id,
        session_state.state,
        set_aside_sessions.session_id is not null as is_quarantined
    from session_state
    left join set_aside_sessions on session_state.session_id = set_aside_sessions.session_id
),

count_given as (
    select
        session_id,
        giver_id as councillor_id,
        1 as proxies_given
    from proxy
    group by session_id, giver_id
),

count_held as (
    select
        session_id,
        holder_id as councillor_id,
        count(distinct giver_id) as proxies_held
    from proxy
    where holder_id is not null
    group by session_id, holder_id
),

count_sessions as (
    select
        hold_sessions.councillor_id,
        hold_sessions.council_id,
        session_period.period_kind,
        session_period.period,
        count(*) filter (where not hold_sessions.is_quarantined) as sessions_held,
        count(*) filter (where not hold_sessions.is_quarantined and hold_sessions.state = 'present') as sessions_present,
        count(*) filter (where not hold_sessions.is_quarantined and hold_sessions.state = 'represented') as sessions_represented,
        count(*) filter (where not hold_sessions.is_quarantined and hold_sessions.state = 'excused') as sessions_excused,
        count(*) filter (where not hold_sessions.is_quarantined and hold_sessions.state = 'absent') as sessions_absent,
        count(*) filter (where not hold_sessions.is_quarantined and hold_sessions.state = 'unknown') as sessions_unknown,
        count(*) filter (where not hold_sessions.is_quarantined and hold_sessions.state <> 'unknown') as sessions_known,
        count(*) filter (where hold_sessions.is_quarantined) as sessions_quarantined,
        count(count_given.proxies_given) filter (where not hold_sessions.is_quarantined) as proxies_given,
        coalesce(sum(count_held.proxies_held) filter (where not hold_sessions.is_quarantined), 0)::bigint as proxies_held
    from hold_sessions
    inner join session_period on hold_sessions.session_id = session_period.session_id
    left join count_given
        on hold_sessions.session_id = count_given.session_id and hold_sessions.councillor_id = count_given.councillor_id
    left join count_held
        on hold_sessions.session_id = count_held.session_id and hold_sessions.councillor_id = count_held.councillor_id
    group by hold_sessions.councillor_id, hold_sessions.council_id, session_period.period_kind, session_period.period
),

count_council_sessions as (
    select
        council_id,
        period,
        count(*) as sessions
    from session_period
    group by council_id, period
),

hold_deliberations as (
    select
        hold_sessions.councillor_id,
        hold_sessions.session_id,
        hold_sessions.is_quarantined or set_aside_deliberations.deliberation_id is not null as is_quarantined,
        coalesce(ledger.state, 'unknown') as state
    from hold_sessions
    inner join deliberation on hold_sessions.session_id = deliberation.session_id
    left join set_aside_deliberations on deliberation.deliberation_id = set_aside_deliberations.deliberation_id
    left join ledger
        on deliberation.deliberation_id = ledger.deliberation_id and hold_sessions.councillor_id = ledger.councillor_id
),

count_deliberations as (
    select
        hold_deliberations.councillor_id,
        session_period.period,
        count(*) filter (where not hold_deliberations.is_quarantined) as held,
        count(*) filter (where not hold_deliberations.is_quarantined and hold_deliberations.state = 'present') as present,
        count(*) filter (where not hold_deliberations.is_quarantined and hold_deliberations.state = 'represented') as represented,
        count(*) filter (where not hold_deliberations.is_quarantined and hold_deliberations.state = 'excused') as excused,
        count(*) filter (where not hold_deliberations.is_quarantined and hold_deliberations.state = 'absent') as absent,
        count(*) filter (where not hold_deliberations.is_quarantined and hold_deliberations.state = 'withdrawn') as withdrawn,
        count(*) filter (where not hold_deliberations.is_quarantined and hold_deliberations.state = 'unknown') as unknown,
        count(*) filter (where hold_deliberations.is_quarantined) as quarantined
    from hold_deliberations
    inner join session_period on hold_deliberations.session_id = session_period.session_id
    group by hold_deliberations.councillor_id, session_period.period
),

gather as (
    select
        count_sessions.*,
        council.name as council,
        councillor.name as councillor,
        find_memberships.first_named_on,
        find_memberships.last_named_on,
        count_council_sessions.sessions - count_sessions.sessions_held - count_sessions.sessions_quarantined as sessions_out_of_membership,
        coalesce(count_deliberations.held, 0) as deliberations_held,
        coalesce(count_deliberations.present, 0) as deliberations_present,
        coalesce(count_deliberations.represented, 0) as deliberations_represented,
        coalesce(count_deliberations.excused, 0) as deliberations_excused,
        coalesce(count_deliberations.absent, 0) as deliberations_absent,
        coalesce(count_deliberations.withdrawn, 0) as deliberations_withdrawn,
        coalesce(count_deliberations.unknown, 0) as deliberations_unknown,
        coalesce(
            count_deliberations.present + count_deliberations.represented + count_deliberations.excused + count_deliberations.absent, 0
        ) as deliberations_known,
        coalesce(count_deliberations.quarantined, 0) as deliberations_quarantined
    from count_sessions
    inner join council on count_sessions.council_id = council.council_id
    inner join councillor on count_sessions.councillor_id = councillor.councillor_id
    inner join find_memberships on count_sessions.councillor_id = find_memberships.councillor_id
    inner join count_council_sessions
        on count_sessions.council_id = count_council_sessions.council_id and count_sessions.period = count_council_sessions.period
    left join count_deliberations
        on count_sessions.councillor_id = count_deliberations.councillor_id and count_sessions.period = count_deliberations.period
)

select
    council_id,
    council,
    councillor_id,
    councillor,
    period_kind,
    period,
    first_named_on,
    last_named_on,
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
    sessions_out_of_membership,
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
    deliberations_quarantined,
    proxies_given,
    proxies_held
from gather
