-- Grain: a session that no rule quarantines.
-- Key: session_id.
-- How its deliberations went, each share with the number of deliberations of which the answer is known. Deliberations that a rule of
-- their own quarantines are left out of all figures and counted.
with
council as (select * from core.council),

session as (select * from core.session),

deliberation as (select * from core.deliberation),

vote_tally as (select * from core.vote_tally),

quarantine as (select * from quality.quarantine),

set_aside_sessions as (
    select * from quarantine
    where deliberation_id is null
),

keep_sessions as (
    select session.*
    from session
    anti join set_aside_sessions on session.session_id = set_aside_sessions.session_id
),

judge_deliberations as (
    select
        deliberation.*,
        quarantine.deliberation_id is not null as is_quarantined,
        vote_tally.is_contested,
        vote_tally.margin,
        vote_tally.has_pivotal_proxies,
        vote_tally.stated_for + vote_tally.stated_against + vote_tally.stated_abstain as stated_votes,
        vote_tally.inferred_for,
        if(vote_tally.members_unknown = 0, vote_tally.members_present + vote_tally.members_withdrawn, null)
        - (keep_sessions.members_in_office // 2 + 1) as quorum_margin
    from keep_sessions
    inner join deliberation on keep_sessions.session_id = deliberation.session_id
    inner join vote_tally on deliberation.deliberation_id = vote_tally.deliberation_id
    left join quarantine on deliberation.deliberation_id = quarantine.deliberation_id
),

keep_deliberations as (
    select * from judge_deliberations
    where not is_quarantined
),

count_quarantined as (
    select
        session_id,
        count(*) as deliberations_quarantined
    from judge_deliberations
    where is_quarantined
    group by session_id
),

count_deliberations as (
    select
        session_id,
        count(*) as deliberations,
        count(*) filter (where outcome = 'adopted') as adopted,
        count(*) filter (where outcome = 'rejected') as rejected,
        count(*) filter (where outcome = 'elected') as elected,
        count(*) filter (where outcome = 'noted') as noted,
        count(*) filter (where outcome = 'postponed') as postponed,
        count(*) filter (where outcome = 'unknown') as outcome_unknown,
        count(*) filter (where is_secret) as secret_ballots,
        count(*) filter (where is_contested) as contested,
        count(*) filter (where is_contested is not null) as contested_known,
        count(*) filter (where is_contested is null) as contested_unknown,
        count(*) filter (where unanimous_printed) as unanimous_printed,
        count(*) filter (where unanimous_printed is not null) as unanimous_printed_known,
        count(*) filter (where unanimous_printed is null) as unanimous_printed_unknown,
        count(*) filter (where unanimous_strict) as unanimous_strict,
        count(*) filter (where unanimous_strict is not null) as unanimous_strict_known,
        count(*) filter (where unanimous_strict is null) as unanimous_strict_unknown,
        min(abs(margin)) as closest_margin,
        count(margin) as margin_known,
        count(*) filter (where has_pivotal_proxies) as pivotal_proxies,
        count(has_pivotal_proxies) as pivotal_known,
        min(quorum_margin) as lowest_quorum_margin,
        count(quorum_margin) as quorum_margin_known,
        sum(stated_votes)::bigint as stated_votes,
        sum(inferred_for)::bigint as inferred_votes
    from keep_deliberations
    group by session_id
)

select
    keep_sessions.council_id,
    council.name as council,
    keep_sessions.session_id,
    keep_sessions.date,
    coalesce(count_deliberations.deliberations, 0) as deliberations,
    coalesce(count_quarantined.deliberations_quarantined, 0) as deliberations_quarantined,
    coalesce(count_deliberations.adopted, 0) as adopted,
    coalesce(count_deliberations.rejected, 0) as rejected,
    coalesce(count_deliberations.elected, 0) as elected,
    coalesce(count_deliberations.noted, 0) as noted,
    coalesce(count_deliberations.postponed, 0) as postponed,
    coalesce(count_deliberations.outcome_unknown, 0) as outcome_unknown,
    coalesce(count_deliberations.secret_ballots, 0) as secret_ballots,
    coalesce(count_deliberations.contested, 0) as contested,
    coalesce(count_deliberations.contested_known, 0) as contested_known,
    count_deliberations.contested / nullif(count_deliberations.contested_known, 0) as contested_share,
    coalesce(count_deliberations.contested_unknown, 0) as contested_unknown,
    coalesce(count_deliberations.unanimous_printed, 0) as unanimous_printed,
    coalesce(count_deliberations.unanimous_printed_known, 0) as unanimous_printed_known,
    count_deliberations.unanimous_printed / nullif(count_deliberations.unanimous_printed_known, 0) as unanimous_printed_share,
    coalesce(count_deliberations.unanimous_printed_unknown, 0) as unanimous_printed_unknown,
    coalesce(count_deliberations.unanimous_strict, 0) as unanimous_strict,
    coalesce(count_deliberations.unanimous_strict_known, 0) as unanimous_strict_known,
    count_deliberations.unanimous_strict / nullif(count_deliberations.unanimous_strict_known, 0) as unanimous_strict_share,
    coalesce(count_deliberations.unanimous_strict_unknown, 0) as unanimous_strict_unknown,
    case
        when count_deliberations.deliberations > 0 then null
        when count_quarantined.deliberations_quarantined > 0 then 'all_deliberations_quarantined'
        else 'no_deliberation'
    end as no_figures_reason,
    count_deliberations.closest_margin,
    coalesce(count_deliberations.margin_known, 0) as margin_known,
    if(count_deliberations.pivotal_known > 0, count_deliberations.pivotal_proxies, null) as pivotal_proxies,
    coalesce(count_deliberations.pivotal_known, 0) as pivotal_known,
    coalesce(count_deliberations.stated_votes, 0) as stated_votes,
    coalesce(count_deliberations.inferred_votes, 0) as inferred_votes,
    keep_sessions.listed_present - (keep_sessions.members_in_office // 2 + 1) as quorum_margin,
    count_deliberations.lowest_quorum_margin,
    coalesce(count_deliberations.quorum_margin_known, 0) as quorum_margin_known
from keep_sessions
inner join council on keep_sessions.council_id = council.council_id
left join count_deliberations on keep_sessions.session_id = count_deliberations.session_id
left join count_quarantined on keep_sessions.session_id = count_quarantined.session_id
