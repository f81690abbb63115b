-- Grain: a deliberation.
-- Key: deliberation_id.
-- The counts of a vote, printed and named, and whether it was contested. A count that is not printed stays null; only the votes against are
-- taken for 0 where the print excludes them: a strictly unanimous vote, or other counts that already make up all the voters.
with
deliberation as (select * from core.deliberation),

ledger as (select * from core.attendance),

vote_count as (select * from core.vote_count),

vote as (select * from core.vote),

count_states as (
    select
        deliberation_id,
        count(*) filter (where state = 'present') as members_present,
        count(*) filter (where state = 'represented') as members_represented,
        count(*) filter (where state = 'withdrawn') as members_withdrawn,
        count(*) filter (where state = 'unknown') as members_unknown
    from ledger
    group by deliberation_id
),

count_printed as (
    select
        deliberation_id,
        max(votes) filter (where choice = 'for') as votes_for,
        max(votes) filter (where choice = 'against') as votes_against,
        max(votes) filter (where choice = 'abstain') as votes_abstain,
        max(votes) filter (where choice = 'not_voting') as votes_not_voting
    from vote_count
    group by deliberation_id
),

count_named as (
    select
        deliberation_id,
        count(*) filter (where basis = 'stated' and choice = 'for') as stated_for,
        count(*) filter (where basis = 'stated' and choice = 'against') as stated_against,
        count(*) filter (where basis = 'stated' and choice = 'abstain') as stated_abstain,
        count(*) filter (where basis = 'stated' and choice = 'not_voting') as stated_not_voting,
        count(*) filter (where basis <> 'stated') as inferred_for
    from vote
    group by deliberation_id
),

gather as (
    select
        deliberation.deliberation_id,
        deliberation.unanimous_strict,
        count_states.members_present,
        count_states.members_represented,
        count_states.members_withdrawn,
        count_states.members_unknown,
        count_printed.votes_for,
        count_printed.votes_against,
        count_printed.votes_abstain,
        count_printed.votes_not_voting,
        coalesce(count_named.stated_for, 0) as stated_for,
        coalesce(count_named.stated_against, 0) as stated_against,
        coalesce(count_named.stated_abstain, 0) as stated_abstain,
        coalesce(count_named.stated_not_voting, 0) as stated_not_voting,
        coalesce(count_named.inferred_for, 0) as inferred_for
    from deliberation
    left join count_states on deliberation.deliberation_id = count_states.deliberation_id
    left join count_printed on deliberation.deliberation_id = count_printed.deliberation_id
    left join count_named on deliberation.deliberation_id = count_named.deliberation_id
),

bound_votes as (
    select
        *,
        case
            when votes_against is not null then votes_against
            when stated_against > 0 then null
            when unanimous_strict then 0
            when members_unknown = 0 and votes_for + coalesce(votes_abstain, 0) = members_present + members_represented then 0
        end as known_against
    from gather
),

measure_margin as (
    select
        *,
        votes_for - known_against as margin
    from bound_votes
)

select
    deliberation_id,
    votes_for,
    votes_against,
    votes_abstain,
    votes_not_voting,
    case
        when votes_against > 0 or votes_abstain > 0 or stated_against > 0 or stated_abstain > 0 then true
        when unanimous_strict or (known_against = 0 and votes_abstain = 0) then false
    end as is_contested,
    margin,
    -- members whose state is unknown may be represented too: nothing is excluded before they are counted in
    case
        when margin is null then null
        when members_represented > 0 and abs(margin) <= members_represented then true
        when members_represented + members_unknown = 0 or abs(margin) > members_represented + members_unknown then false
    end as has_pivotal_proxies,
    members_present,
    members_represented,
    members_withdrawn,
    members_unknown,
    stated_for,
    stated_against,
    stated_abstain,
    stated_not_voting,
    inferred_for
from measure_margin
