-- Grain: a council, a councillor, a period (each year, each term, and all of it) and a scope (all deliberations, or the contested ones).
-- Key: councillor_id, period, scope.
-- Each deliberation within a membership is either a vote in which the councillor could vote (present or represented, or named for a choice)
-- or counted under the one reason why it is none. Dissent is a vote on the side that lost; abstentions are no votes cast. Beside figures on
-- votes that are named stand those with votes that follow from unanimity or the remainder. core.minimum_size says what is too few.
with
council as (select * from core.council),

councillor as (select * from core.councillor),

minimum_size as (select * from core.minimum_size),

session_state as (select * from core.session_state),

session_period as (select * from core.session_period),

ballot as (select * from core.ballot),

ledger as (select * from core.attendance),

vote as (select * from core.vote),

quarantine as (select * from quality.quarantine),

scope (scope) as (values ('all'), ('contested')),

scope_ballots as (
    select
        ballot.*,
        scope.scope,
        case
            when quarantine.session_id is not null then 'quarantined'
            when ballot.ballot <> 'open' then ballot.ballot
            when scope.scope = 'contested' and ballot.is_contested is null then 'contest_unknown'
        end as exclusion
    from ballot
    cross join scope
    left join quarantine
        on
        ballot.session_id = quarantine.session_id
        and coalesce(quarantine.deliberation_id, ballot.deliberation_id) = ballot.deliberation_id
    where scope.scope = 'all' or ballot.is_contested or (ballot.ballot = 'open' and ballot.is_contested is null)
    -- a session and its deliberation may both be quarantined
    qualify row_number() over (partition by ballot.deliberation_id, scope.scope) = 1
),

judge_votes as (
    select
        session_state.councillor_id,
        session_state.council_id,
        scope_ballots.session_id,
        scope_ballots.scope,
        scope_ballots.winning_choice,
        scope_ballots.names_sides_stated,
        scope_ballots.names_sides_with_inferred,
        vote.choice,
        vote.basis = 'stated' as is_stated,
        vote.choice in ('for', 'against') as is_cast,
        case
            when scope_ballots.exclusion is not null then scope_ballots.exclusion
            when ledger.state in ('present', 'represented') then 'possible'
            when ledger.state = 'withdrawn' then 'withdrawn'
            when ledger.state in ('excused', 'absent') then 'absent'
            when vote.choice in ('for', 'against', 'abstain') then 'possible' -- whoever is named was there
            else 'state_unknown'
        end as fate
    from session_state
    inner join scope_ballots on session_state.session_id = scope_ballots.session_id
    left join ledger
        on scope_ballots.deliberation_id = ledger.deliberation_id and session_state.councillor_id = ledger.councillor_id
    left join vote
        on scope_ballots.deliberation_id = vote.deliberation_id and session_state.councillor_id = vote.councillor_id
),

count_sessions as (
    select
        councillor_id,
        council_id,
        session_id,
        scope,
        count(*) as deliberations,
        count(*) filter (where fate = 'quarantined') as deliberations_quarantined,
        count(*) filter (where fate = 'secret') as deliberations_secret,
        count(*) filter (where fate = 'election') as deliberations_elections,
        count(*) filter (where fate = 'none') as deliberations_without_vote,
        count(*) filter (where fate = 'unknown') as deliberations_outcome_unknown,
        count(*) filter (where fate = 'contest_unknown') as deliberations_contest_unknown,
        count(*) filter (where fate = 'absent') as votes_absent,
        count(*) filter (where fate = 'withdrawn') as votes_withdrawn,
        count(*) filter (where fate = 'state_unknown') as votes_unknown,
        count(*) filter (where fate = 'possible') as votes_possible,
        count(*) filter (where fate = 'possible' and is_stated and choice <> 'not_voting') as votes_stated,
        count(*) filter (where fate = 'possible' and choice <> 'not_voting') as votes_with_inferred,
        count(*) filter (where fate = 'possible' and choice = 'abstain') as abstentions,
        count(*) filter (where fate = 'possible' and is_stated and is_cast and names_sides_stated) as votes_cast_stated,
        count(*) filter (where fate = 'possible' and is_stated and is_cast and not names_sides_stated) as votes_one_sided_stated,
        count(*) filter (
            where fate = 'possible' and is_stated and is_cast and names_sides_stated and choice <> winning_choice
        ) as dissents_stated,
        count(*) filter (where fate = 'possible' and is_cast and names_sides_with_inferred) as votes_cast_with_inferred,
        count(*) filter (where fate = 'possible' and is_cast and not names_sides_with_inferred) as votes_one_sided_with_inferred,
        count(*) filter (
            where fate = 'possible' and is_cast and names_sides_with_inferred and choice <> winning_choice
        ) as dissents_with_inferred
    from judge_votes
    group by councillor_id, council_id, session_id, scope
),

sum_periods as (
    select
        count_sessions.councillor_id,
        count_sessions.council_id,
        count_sessions.scope,
        session_period.period_kind,
        session_period.period,
        sum(columns('^(deliberations|votes|abstentions|dissents)'))::bigint
    from count_sessions
    inner join session_period on count_sessions.session_id = session_period.session_id
    group by
        count_sessions.councillor_id, count_sessions.council_id, count_sessions.scope, session_period.period_kind, session_period.period
),

count_council_deliberations as (
    select
        scope_ballots.council_id,
        scope_ballots.scope,
        session_period.period,
        count(*) as deliberations
    from scope_ballots
    inner join session_period on scope_ballots.session_id = session_period.session_id
    group by scope_ballots.council_id, scope_ballots.scope, session_period.period
)

select
    sum_periods.council_id,
    council.name as council,
    sum_periods.councillor_id,
    councillor.name as councillor,
    sum_periods.period_kind,
    sum_periods.period,
    sum_periods.scope,
    sum_periods.deliberations,
    sum_periods.deliberations_quarantined,
    sum_periods.deliberations_secret,
    sum_periods.deliberations_elections,
    sum_periods.deliberations_without_vote,
    sum_periods.deliberations_outcome_unknown,
    sum_periods.deliberations_contest_unknown,
    sum_periods.votes_absent,
    sum_periods.votes_withdrawn,
    sum_periods.votes_unknown,
    count_council_deliberations.deliberations - sum_periods.deliberations as deliberations_out_of_membership,
    minimum_size.minimum_votes,
    sum_periods.votes_possible,
    sum_periods.votes_stated,
    if(
        sum_periods.votes_possible >= minimum_size.minimum_votes, sum_periods.votes_stated / sum_periods.votes_possible, null
    ) as participation_stated,
    sum_periods.votes_with_inferred,
    if(
        sum_periods.votes_possible >= minimum_size.minimum_votes, sum_periods.votes_with_inferred / sum_periods.votes_possible, null
    ) as participation_with_inferred,
    case
        when sum_periods.votes_possible >= minimum_size.minimum_votes then null
        when sum_periods.votes_possible > 0 then 'too_few_votes'
        when sum_periods.votes_unknown > 0 then 'all_votes_unknown'
        else 'no_vote_possible'
    end as no_participation_reason,
    sum_periods.abstentions,
    sum_periods.votes_one_sided_stated,
    sum_periods.votes_cast_stated,
    sum_periods.dissents_stated,
    if(
        sum_periods.votes_cast_stated >= minimum_size.minimum_votes, sum_periods.dissents_stated / sum_periods.votes_cast_stated, null
    ) as dissent_rate_stated,
    case
        when sum_periods.votes_cast_stated >= minimum_size.minimum_votes then null
        when sum_periods.votes_cast_stated > 0 then 'too_few_votes'
        when sum_periods.votes_one_sided_stated > 0 then 'one_side_named'
        else 'no_vote_cast'
    end as no_dissent_reason_stated,
    sum_periods.votes_one_sided_with_inferred,
    sum_periods.votes_cast_with_inferred,
    sum_periods.dissents_with_inferred,
    if(
        sum_periods.votes_cast_with_inferred >= minimum_size.minimum_votes,
        sum_periods.dissents_with_inferred / sum_periods.votes_cast_with_inferred,
        null
    ) as dissent_rate_with_inferred,
    case
        when sum_periods.votes_cast_with_inferred >= minimum_size.minimum_votes then null
        when sum_periods.votes_cast_with_inferred > 0 then 'too_few_votes'
        when sum_periods.votes_one_sided_with_inferred > 0 then 'one_side_named'
        else 'no_vote_cast'
    end as no_dissent_reason_with_inferred
from sum_periods
inner join council on sum_periods.council_id = council.council_id
inner join councillor on sum_periods.councillor_id = councillor.councillor_id
inner join minimum_size on sum_periods.council_id = minimum_size.council_id
inner join count_council_deliberations
    on
    sum_periods.council_id = count_council_deliberations.council_id
    and sum_periods.scope = count_council_deliberations.scope
    and sum_periods.period = count_council_deliberations.period
