-- Grain: a council, a group, a period (each year, each term, and all of it) and a scope (all deliberations, or the contested ones).
-- Key: council_id, group_name, period, scope.
-- Groups are known where the user supplies them (core.membership). The Rice index of a vote is |for - against| / (for + against), the
-- agreement index (max - (total - max) / 2) / total over for, against and abstain; each is averaged over the votes that it exists for.
-- core.minimum_size says which groups are too small and what is too few. An average runs over the values in order, so that the order of
-- arrival changes no digit of it.
with
council as (select * from core.council),

minimum_size as (select * from core.minimum_size),

session as (select * from core.session),

session_period as (select * from core.session_period),

membership as (
    select * from core.membership
    where group_name is not null
),

ballot as (
    select * from core.ballot
    where ballot = 'open'
),

vote as (
    select * from core.vote
    where choice in ('for', 'against', 'abstain')
),

quarantine as (select * from quality.quarantine),

scope (scope) as (values ('all'), ('contested')),

seat_members as (
    select
        session.session_id,
        session.council_id,
        membership.group_name,
        membership.councillor_id
    from session
    inner join membership
        on
        session.council_id = membership.council_id
        and session.date between membership.from_date and coalesce(membership.to_date, date '9999-12-31')
),

-- a successor is no further member
count_members as (
    select
        session_id,
        council_id,
        group_name,
        count(distinct councillor_id) as members
    from seat_members
    group by session_id, council_id, group_name
),

set_aside_ballots as (
    select distinct ballot.deliberation_id
    from ballot
    inner join quarantine
        on
        ballot.session_id = quarantine.session_id
        and coalesce(quarantine.deliberation_id, ballot.deliberation_id) = ballot.deliberation_id
),

count_choices as (
    select
        vote.deliberation_id,
        seat_members.group_name,
        count(*) filter (where vote.basis = 'stated' and vote.choice = 'for') as for_stated,
        count(*) filter (where vote.basis = 'stated' and vote.choice = 'against') as against_stated,
        count(*) filter (where vote.basis = 'stated') as total_stated,
        count(*) filter (where vote.choice = 'for') as for_with_inferred,
        count(*) filter (where vote.choice = 'against') as against_with_inferred,
        count(*) as total_with_inferred
    from vote
    inner join seat_members on vote.session_id = seat_members.session_id and vote.councillor_id = seat_members.councillor_id
    group by vote.deliberation_id, seat_members.group_name
),

-- a group of which nobody's vote is known has counts that are null, and no index
gather as (
    select
        count_members.council_id,
        count_members.session_id,
        count_members.group_name,
        ballot.is_contested,
        set_aside_ballots.deliberation_id is not null as is_quarantined,
        ballot.names_sides_stated,
        ballot.names_sides_with_inferred,
        count_choices.for_stated,
        count_choices.against_stated,
        count_choices.total_stated,
        count_choices.for_with_inferred,
        count_choices.against_with_inferred,
        count_choices.total_with_inferred,
        count_choices.total_stated - count_choices.for_stated - count_choices.against_stated as abstain_stated,
        count_choices.total_with_inferred - count_choices.for_with_inferred - count_choices.against_with_inferred
            as abstain_with_inferred,
        minimum_size.minimum_voters
    from count_members
    inner join minimum_size on count_members.council_id = minimum_size.council_id
    inner join ballot on count_members.session_id = ballot.session_id
    left join set_aside_ballots on ballot.deliberation_id = set_aside_ballots.deliberation_id
    left join count_choices
        on ballot.deliberation_id = count_choices.deliberation_id and count_members.group_name = count_choices.group_name
),

index_votes as (
    select
        council_id,
        session_id,
        group_name,
        is_contested,
        is_quarantined,
        total_stated >= minimum_voters and not names_sides_stated as is_one_sided_stated,
        total_with_inferred >= minimum_voters and not names_sides_with_inferred as is_one_sided_with_inferred,
        if(
            not is_quarantined and names_sides_stated and for_stated + against_stated >= minimum_voters,
            abs(for_stated - against_stated) / (for_stated + against_stated),
            null
        ) as rice_stated,
        if(
            not is_quarantined and names_sides_with_inferred and for_with_inferred + against_with_inferred >= minimum_voters,
            abs(for_with_inferred - against_with_inferred) / (for_with_inferred + against_with_inferred),
            null
        ) as rice_with_inferred,
        -- (max - (total - max) / 2) / total
        if(
            not is_quarantined and names_sides_stated and total_stated >= minimum_voters,
            (1.5 * greatest(for_stated, against_stated, abstain_stated) - 0.5 * total_stated) / total_stated,
            null
        )::double as agreement_stated,
        if(
            not is_quarantined and names_sides_with_inferred and total_with_inferred >= minimum_voters,
            (1.5 * greatest(for_with_inferred, against_with_inferred, abstain_with_inferred) - 0.5 * total_with_inferred)
            / total_with_inferred,
            null
        )::double as agreement_with_inferred
    from gather
),

measure_periods as (
    select
        index_votes.council_id,
        index_votes.group_name,
        session_period.period,
        scope.scope,
        count(*) filter (where not index_votes.is_quarantined) as open_votes,
        count(*) filter (where index_votes.is_quarantined) as open_votes_quarantined,
        count(*) filter (where not index_votes.is_quarantined and index_votes.is_one_sided_stated) as votes_one_sided_stated,
        count(*) filter (
            where not index_votes.is_quarantined and index_votes.is_one_sided_with_inferred
        ) as votes_one_sided_with_inferred,
        count(index_votes.rice_stated) as rice_votes_stated,
        avg(index_votes.rice_stated order by index_votes.rice_stated) as rice_stated,
        count(index_votes.agreement_stated) as agreement_votes_stated,
        avg(index_votes.agreement_stated order by index_votes.agreement_stated) as agreement_stated,
        count(index_votes.rice_with_inferred) as rice_votes_with_inferred,
        avg(index_votes.rice_with_inferred order by index_votes.rice_with_inferred) as rice_with_inferred,
        count(index_votes.agreement_with_inferred) as agreement_votes_with_inferred,
        avg(index_votes.agreement_with_inferred order by index_votes.agreement_with_inferred) as agreement_with_inferred
    from index_votes
    inner join session_period on index_votes.session_id = session_period.session_id
    inner join scope on scope.scope = 'all' or index_votes.is_contested
    group by index_votes.council_id, index_votes.group_name, session_period.period, scope.scope
),

list_groups as (
    select
        count_members.council_id,
        count_members.group_name,
        session_period.period_kind,
        session_period.period,
        scope.scope,
        max(count_members.members) as members
    from count_members
    inner join session_period on count_members.session_id = session_period.session_id
    cross join scope
    group by
        count_members.council_id, count_members.group_name, session_period.period_kind, session_period.period, scope.scope
),

judge_groups as (
    select
        list_groups.*,
        council.name as council,
        minimum_size.minimum_members,
        minimum_size.minimum_votes,
        list_groups.members >= minimum_size.minimum_members as is_large_enough,
        measure_periods.open_votes,
        measure_periods.open_votes_quarantined,
        measure_periods.votes_one_sided_stated,
        measure_periods.votes_one_sided_with_inferred,
        measure_periods.rice_votes_stated,
        measure_periods.rice_stated,
        measure_periods.agreement_votes_stated,
        measure_periods.agreement_stated,
        measure_periods.rice_votes_with_inferred,
        measure_periods.rice_with_inferred,
        measure_periods.agreement_votes_with_inferred,
        measure_periods.agreement_with_inferred
    from list_groups
    inner join council on list_groups.council_id = council.council_id
    inner join minimum_size on list_groups.council_id = minimum_size.council_id
    left join measure_periods
        on
        list_groups.council_id = measure_periods.council_id
        and list_groups.group_name = measure_periods.group_name
        and list_groups.period = measure_periods.period
        and list_groups.scope = measure_periods.scope
)

select
    council_id,
    council,
    group_name,
    period_kind,
    period,
    scope,
    members,
    minimum_members,
    minimum_votes,
    coalesce(open_votes, 0) as open_votes,
    coalesce(open_votes_quarantined, 0) as open_votes_quarantined,
    coalesce(votes_one_sided_stated, 0) as votes_one_sided_stated,
    coalesce(rice_votes_stated, 0) as rice_votes_stated,
    if(is_large_enough and rice_votes_stated >= minimum_votes, rice_stated, null) as rice_index_stated,
    coalesce(agreement_votes_stated, 0) as agreement_votes_stated,
    if(is_large_enough and agreement_votes_stated >= minimum_votes, agreement_stated, null) as agreement_index_stated,
    case
        when not is_large_enough then 'too_few_members'
        when rice_votes_stated >= minimum_votes and agreement_votes_stated >= minimum_votes then null
        when coalesce(agreement_votes_stated, 0) > 0 then 'too_few_votes'
        when votes_one_sided_stated > 0 then 'one_side_named'
        else 'no_vote_known'
    end as no_index_reason_stated,
    coalesce(votes_one_sided_with_inferred, 0) as votes_one_sided_with_inferred,
    coalesce(rice_votes_with_inferred, 0) as rice_votes_with_inferred,
    if(is_large_enough and rice_votes_with_inferred >= minimum_votes, rice_with_inferred, null) as rice_index_with_inferred,
    coalesce(agreement_votes_with_inferred, 0) as agreement_votes_with_inferred,
    if(is_large_enough and agreement_votes_with_inferred >= minimum_votes, agreement_with_inferred, null)
        as agreement_index_with_inferred,
    case
        when not is_large_enough then 'too_few_members'
        when rice_votes_with_inferred >= minimum_votes and agreement_votes_with_inferred >= minimum_votes then null
        when coalesce(agreement_votes_with_inferred, 0) > 0 then 'too_few_votes'
        when votes_one_sided_with_inferred > 0 then 'one_side_named'
        else 'no_vote_known'
    end as no_index_reason_with_inferred
from judge_groups
