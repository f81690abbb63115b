-- Grain: a deliberation and a councillor whose vote is known.
-- Key: deliberation_id, councillor_id.
-- A printed name is stated. Beyond that two things follow and nothing else does: where the vote is strictly unanimous, each voter voted
-- for; where all dissenters are named and the printed votes for are exactly all the other voters, each of these voted for. Nothing follows
-- in a secret ballot or an election, where any state or name is open, where a printed count tells otherwise, where the chair is told to
-- take no part without being named, or for anybody absent.
with
deliberation as (select * from core.deliberation),

deliberation_document as (
    select * from core.deliberation_document
    where is_vote_of_record
),

ledger as (select * from core.attendance),

vote_count as (select * from core.vote_count),

printed_vote as (select * from printed.vote),

resolved_name as (
    select * from printed.resolved_name
    where role = 'vote'
),

link_named as (
    select
        deliberation_document.deliberation_id,
        printed_vote.choice,
        resolved_name.councillor_id
    from deliberation_document
    inner join printed_vote
        on
        deliberation_document.document_id = printed_vote.document_id
        and deliberation_document.part = printed_vote.part
        and deliberation_document.position = printed_vote.deliberation_position
    left join resolved_name
        on
        printed_vote.document_id = resolved_name.document_id
        and printed_vote.part = resolved_name.part
        and printed_vote.deliberation_position = resolved_name.position
        and printed_vote.position = resolved_name.sub_position
),

-- who is named for two choices has no known vote
state_votes as (
    select
        deliberation_id,
        councillor_id,
        min(choice) as choice
    from link_named
    where councillor_id is not null
    group by deliberation_id, councillor_id
    having count(distinct choice) = 1
),

count_named as (
    select
        deliberation_id,
        count(*) filter (where choice = 'against') as against,
        count(*) filter (where choice = 'abstain') as abstain,
        count(*) filter (where choice = 'not_voting') as not_voting,
        count(*) as names,
        count(distinct councillor_id) as councillors
    from link_named
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

count_voters as (
    select
        ledger.deliberation_id,
        count(*) filter (where ledger.state in ('present', 'represented')) as voters,
        count(*) filter (
            where ledger.state in ('present', 'represented') and state_votes.choice in ('against', 'abstain')
        ) as dissenting_voters,
        bool_or(ledger.state = 'unknown') as has_unknown
    from ledger
    left join state_votes
        on ledger.deliberation_id = state_votes.deliberation_id and ledger.councillor_id = state_votes.councillor_id
    group by ledger.deliberation_id
),

compare_counts as (
    select
        deliberation.deliberation_id,
        deliberation.outcome,
        deliberation.unanimous_strict,
        count_voters.voters,
        count_voters.dissenting_voters,
        count_printed.votes_for,
        coalesce(count_named.against, 0) + coalesce(count_named.abstain, 0) as named_dissent,
        -- each printed name is one councillor, and each printed count is told by names
        coalesce(count_named.names = count_named.councillors, true)
        and coalesce(count_printed.votes_against, count_named.against, 0) = coalesce(count_named.against, 0)
        and coalesce(count_printed.votes_abstain, count_named.abstain, 0) = coalesce(count_named.abstain, 0)
        and coalesce(count_printed.votes_not_voting, count_named.not_voting, 0) = coalesce(count_named.not_voting, 0) as is_told_by_names
    from deliberation
    inner join count_voters on deliberation.deliberation_id = count_voters.deliberation_id
    left join count_named on deliberation.deliberation_id = count_named.deliberation_id
    left join count_printed on deliberation.deliberation_id = count_printed.deliberation_id
    where
        deliberation.is_secret is distinct from true
        and not count_voters.has_unknown
        and (deliberation.is_without_chair is distinct from true or count_named.not_voting > 0)
),

judge_deliberations as (
    select
        deliberation_id,
        case
            when outcome = 'adopted' and unanimous_strict and coalesce(votes_for, voters) = voters then 'inferred_unanimity'
            when
                outcome in ('adopted', 'rejected')
                and named_dissent > 0
                and named_dissent = dissenting_voters
                and votes_for = voters - dissenting_voters
                then 'inferred_remainder'
        end as basis
    from compare_counts
    where is_told_by_names
),

infer_votes as (
    select
        ledger.deliberation_id,
        ledger.councillor_id,
        'for' as choice,
        judge_deliberations.basis
    from judge_deliberations
    inner join ledger on judge_deliberations.deliberation_id = ledger.deliberation_id
    -- a proxy is voted by its holder, so the holder must be known and sit there
    left join ledger as holder
        on ledger.deliberation_id = holder.deliberation_id and ledger.proxy_holder_id = holder.councillor_id
    where
        judge_deliberations.basis is not null
        and (ledger.state = 'present' or (ledger.state = 'represented' and holder.state = 'present'))
),

collect_votes as (
    select
        deliberation_id,
        councillor_id,
        choice,
        'stated' as basis
    from state_votes
    union all
    select
        infer_votes.deliberation_id,
        infer_votes.councillor_id,
        infer_votes.choice,
        infer_votes.basis
    from infer_votes
    anti join state_votes
        on infer_votes.deliberation_id = state_votes.deliberation_id and infer_votes.councillor_id = state_votes.councillor_id
)

select
    collect_votes.deliberation_id,
    deliberation.session_id,
    deliberation.council_id,
    collect_votes.councillor_id,
    collect_votes.choice,
    collect_votes.basis,
    coalesce(ledger.state = 'represented', false) as is_by_proxy,
    if(ledger.state = 'represented', ledger.proxy_holder_id, collect_votes.councillor_id) as cast_by_id
from collect_votes
inner join deliberation on collect_votes.deliberation_id = deliberation.deliberation_id
left join ledger
    on collect_votes.deliberation_id = ledger.deliberation_id and collect_votes.councillor_id = ledger.councillor_id
