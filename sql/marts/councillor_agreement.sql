-- Grain: two councillors of a council who both voted at least once, a period (each year, each term, and all of it) and a scope (all
-- deliberations, or the contested ones).
-- Key: councillor_id, other_id, period, scope (councillor_id comes before other_id, so that a pair stands here once).
-- The same choice (for, against, abstain) of the open votes in which both votes are known. Pairs of votes are many, so they are counted
-- once for all the sessions that count in the same periods, then summed by period. core.minimum_size says what is too few.
with
council as (select * from core.council),

councillor as (select * from core.councillor),

minimum_size as (select * from core.minimum_size),

session_state as (select * from core.session_state),

session_period as (select * from core.session_period),

ballot as (select * from core.ballot),

vote as (select * from core.vote),

quarantine as (select * from quality.quarantine),

scope (scope) as (values ('all'), ('contested')),

gather_periods as (
    select
        council_id,
        session_id,
        list(period order by period_kind, period) as periods
    from session_period
    group by council_id, session_id
),

-- numbers join faster than names, and take less memory
number_periods as (
    select
        session_id,
        dense_rank() over (order by council_id, periods) as periods_number
    from gather_periods
),

spread_periods as (
    select distinct
        number_periods.periods_number,
        session_period.council_id,
        session_period.period_kind,
        session_period.period
    from number_periods
    inner join session_period on number_periods.session_id = session_period.session_id
),

number_ballots as (
    select
        ballot.*,
        number_periods.periods_number,
        row_number() over (order by ballot.deliberation_id) as ballot_number
    from ballot
    inner join number_periods on ballot.session_id = number_periods.session_id
    where ballot.ballot = 'open'
),

number_councillors as (
    select
        *,
        row_number() over (order by councillor_id) as councillor_number
    from councillor
),

set_aside_ballots as (
    select distinct number_ballots.ballot_number
    from number_ballots
    inner join quarantine
        on
        number_ballots.session_id = quarantine.session_id
        and coalesce(quarantine.deliberation_id, number_ballots.deliberation_id) = number_ballots.deliberation_id
),

keep_votes as (
    select
        number_ballots.ballot_number,
        number_ballots.periods_number,
        number_councillors.councillor_number,
        vote.choice,
        coalesce(number_ballots.is_contested, false) as is_contested,
        vote.basis = 'stated' as is_stated,
        number_ballots.names_sides_stated,
        number_ballots.names_sides_with_inferred,
        set_aside_ballots.ballot_number is not null as is_quarantined
    from vote
    inner join number_ballots on vote.deliberation_id = number_ballots.deliberation_id
    inner join number_councillors on vote.councillor_id = number_councillors.councillor_id
    semi join session_state on vote.session_id = session_state.session_id and vote.councillor_id = session_state.councillor_id
    left join set_aside_ballots on number_ballots.ballot_number = set_aside_ballots.ballot_number
    where vote.choice in ('for', 'against', 'abstain')
),

pair_votes as (
    select
        one.periods_number,
        one.councillor_number,
        other.councillor_number as other_number,
        one.is_contested,
        one.is_quarantined,
        one.is_stated and other.is_stated as is_stated,
        one.names_sides_stated,
        one.names_sides_with_inferred,
        one.choice = other.choice as is_same
    from keep_votes as one
    inner join keep_votes as other
        on one.ballot_number = other.ballot_number and one.councillor_number < other.councillor_number
),

count_pairs as (
    select
        periods_number,
        councillor_number,
        other_number,
        is_contested,
        count(*) filter (where is_quarantined) as votes_quarantined,
        count(*) filter (where not is_quarantined and is_stated and not names_sides_stated) as votes_one_sided_stated,
        count(*) filter (where not is_quarantined and is_stated and names_sides_stated) as votes_compared_stated,
        count(*) filter (where not is_quarantined and is_stated and names_sides_stated and is_same) as votes_same_stated,
        count(*) filter (where not is_quarantined and not names_sides_with_inferred) as votes_one_sided_with_inferred,
        count(*) filter (where not is_quarantined and names_sides_with_inferred) as votes_compared_with_inferred,
        count(*) filter (where not is_quarantined and names_sides_with_inferred and is_same) as votes_same_with_inferred
    from pair_votes
    group by periods_number, councillor_number, other_number, is_contested
),

sum_periods as (
    select
        count_pairs.councillor_number,
        count_pairs.other_number,
        spread_periods.council_id,
        spread_periods.period_kind,
        spread_periods.period,
        scope.scope,
        sum(columns('^votes'))::bigint
    from count_pairs
    inner join spread_periods on count_pairs.periods_number = spread_periods.periods_number
    inner join scope on scope.scope = 'all' or count_pairs.is_contested
    group by
        count_pairs.councillor_number,
        count_pairs.other_number,
        spread_periods.council_id,
        spread_periods.period_kind,
        spread_periods.period,
        scope.scope
)

select
    sum_periods.council_id,
    council.name as council,
    one.councillor_id,
    one.name as councillor,
    other.councillor_id as other_id,
    other.name as other,
    sum_periods.period_kind,
    sum_periods.period,
    sum_periods.scope,
    minimum_size.minimum_votes,
    sum_periods.votes_quarantined,
    sum_periods.votes_one_sided_stated,
    sum_periods.votes_compared_stated,
    sum_periods.votes_same_stated,
    if(
        sum_periods.votes_compared_stated >= minimum_size.minimum_votes,
        sum_periods.votes_same_stated / sum_periods.votes_compared_stated,
        null
    ) as agreement_stated,
    case
        when sum_periods.votes_compared_stated >= minimum_size.minimum_votes then null
        when sum_periods.votes_compared_stated > 0 then 'too_few_votes'
        when sum_periods.votes_one_sided_stated > 0 then 'one_side_named'
        else 'no_common_vote'
    end as no_agreement_reason_stated,
    sum_periods.votes_one_sided_with_inferred,
    sum_periods.votes_compared_with_inferred,
    sum_periods.votes_same_with_inferred,
    if(
        sum_periods.votes_compared_with_inferred >= minimum_size.minimum_votes,
        sum_periods.votes_same_with_inferred / sum_periods.votes_compared_with_inferred,
        null
    ) as agreement_with_inferred,
    case
        when sum_periods.votes_compared_with_inferred >= minimum_size.minimum_votes then null
        when sum_periods.votes_compared_with_inferred > 0 then 'too_few_votes'
        when sum_periods.votes_one_sided_with_inferred > 0 then 'one_side_named'
        else 'no_common_vote'
    end as no_agreement_reason_with_inferred
from sum_periods
inner join council on sum_periods.council_id = council.council_id
inner join number_councillors as one on sum_periods.councillor_number = one.councillor_number
inner join number_councillors as other on sum_periods.other_number = other.councillor_number
inner join minimum_size on sum_periods.council_id = minimum_size.council_id
