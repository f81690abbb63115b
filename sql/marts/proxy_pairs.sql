-- Grain: a council, who gave proxies, who held them and a period (each year, each term, and all of it).
-- Key: giver_id, holder_id, period (holder_id null at most once a giver and period: the printed holder is linked to nobody).
-- By session as printed, by deliberation as the seat ledger has it. A pair that stands in quarantined sessions only has no share.
with
council as (select * from core.council),

councillor as (select * from core.councillor),

ledger as (select * from core.attendance),

proxy as (select * from core.proxy),

session_period as (select * from core.session_period),

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

-- several powers of one giver to holders who are linked to nobody are one pair
list_proxies as (
    select distinct
        proxy.session_id,
        proxy.council_id,
        proxy.giver_id,
        proxy.holder_id,
        set_aside_sessions.session_id is not null as is_quarantined
    from proxy
    left join set_aside_sessions on proxy.session_id = set_aside_sessions.session_id
),

count_represented as (
    select
        ledger.session_id,
        ledger.councillor_id as giver_id,
        ledger.proxy_holder_id as holder_id,
        count(*) filter (where set_aside_deliberations.deliberation_id is null) as deliberations,
        count(*) filter (where set_aside_deliberations.deliberation_id is not null) as deliberations_quarantined
    from ledger
    left join set_aside_deliberations on ledger.deliberation_id = set_aside_deliberations.deliberation_id
    where ledger.state = 'represented'
    group by ledger.session_id, ledger.councillor_id, ledger.proxy_holder_id
),

count_pairs as (
    select
        list_proxies.council_id,
        list_proxies.giver_id,
        list_proxies.holder_id,
        session_period.period_kind,
        session_period.period,
        count(*) filter (where not list_proxies.is_quarantined) as sessions,
        count(*) filter (where list_proxies.is_quarantined) as sessions_quarantined,
        coalesce(sum(count_represented.deliberations) filter (where not list_proxies.is_quarantined), 0)::bigint as deliberations,
        coalesce(
            sum(
                count_represented.deliberations_quarantined
                + if(list_proxies.is_quarantined, count_represented.deliberations, 0)
            ),
            0
        )::bigint as deliberations_quarantined
    from list_proxies
    inner join session_period on list_proxies.session_id = session_period.session_id
    left join count_represented
        on
        list_proxies.session_id = count_represented.session_id
        and list_proxies.giver_id = count_represented.giver_id
        and list_proxies.holder_id is not distinct from count_represented.holder_id
    group by
        list_proxies.council_id, list_proxies.giver_id, list_proxies.holder_id, session_period.period_kind, session_period.period
),

-- one giver may have two holders in a session, so that sessions are counted anew
count_givers as (
    select
        list_proxies.giver_id,
        session_period.period,
        count(distinct list_proxies.session_id) filter (where not list_proxies.is_quarantined) as giver_sessions
    from list_proxies
    inner join session_period on list_proxies.session_id = session_period.session_id
    group by list_proxies.giver_id, session_period.period
),

count_represented_givers as (
    select
        giver_id,
        period,
        sum(deliberations)::bigint as giver_deliberations
    from count_pairs
    group by giver_id, period
)

select
    count_pairs.council_id,
    council.name as council,
    count_pairs.giver_id,
    giver.name as giver,
    count_pairs.holder_id,
    holder.name as holder,
    count_pairs.period_kind,
    count_pairs.period,
    count_pairs.sessions,
    count_givers.giver_sessions,
    if(count_pairs.sessions > 0, count_pairs.sessions / nullif(count_givers.giver_sessions, 0), null) as session_share,
    count_pairs.sessions_quarantined,
    count_pairs.deliberations,
    count_represented_givers.giver_deliberations,
    if(
        count_pairs.deliberations > 0, count_pairs.deliberations / nullif(count_represented_givers.giver_deliberations, 0), null
    ) as deliberation_share,
    count_pairs.deliberations_quarantined,
    case
        when count_pairs.sessions = 0 then 'all_sessions_quarantined'
        when count_pairs.deliberations > 0 then null
        when count_pairs.deliberations_quarantined > 0 then 'all_deliberations_quarantined'
        else 'no_deliberation'
    end as no_share_reason
from count_pairs
inner join council on count_pairs.council_id = council.council_id
inner join councillor as giver on count_pairs.giver_id = giver.councillor_id
left join councillor as holder on count_pairs.holder_id = holder.councillor_id
inner join count_givers on count_pairs.giver_id = count_givers.giver_id and count_pairs.period = count_givers.period
inner join count_represented_givers
    on count_pairs.giver_id = count_represented_givers.giver_id and count_pairs.period = count_represented_givers.period
