-- Grain: a deliberation.
-- Key: subject (the deliberation's id).
-- The printed counts of a vote beside what the seat ledger and the law allow: rules C7 to C9 and C10b. Counts come from one document, the
-- one that the vote is taken from. What is not printed is bounded, never taken for 0: a rule is decided where the bounds leave one answer.
with
deliberation as (select * from core.deliberation),

session as (select * from core.session),

session_law as (select * from quality.session_law),

ledger as (select * from core.attendance),

vote_count as (select * from core.vote_count),

stated_vote as (
    select * from core.vote
    where basis = 'stated'
),

-- the same for every deliberation that rests on one roll call
roll_call as (
    select distinct
        session_id,
        document_id,
        part,
        members_in_office,
        quorum,
        coalesce(listed_represented, stated_represented) is not null as has_represented
    from quality.session_counts
),

count_states as (
    select
        deliberation_id,
        min(document_id) as document_id,
        min(part) as part,
        count(*) as named,
        count(*) filter (where state in ('present', 'represented')) as voters,
        count(*) filter (where state = 'present') as present,
        count(*) filter (where state = 'withdrawn') as withdrawn,
        count(*) filter (where state = 'unknown') as unknown
    from ledger
    group by deliberation_id
),

count_votes as (
    select
        deliberation_id,
        max(votes) filter (where choice = 'for') as votes_for,
        max(votes) filter (where choice = 'against') as votes_against,
        max(votes) filter (where choice = 'abstain') as votes_abstain,
        max(votes) filter (where choice = 'not_voting') as votes_not_voting,
        sum(votes)::bigint as votes_counted
    from vote_count
    group by deliberation_id
),

count_names as (
    select
        deliberation_id,
        count(*) filter (where choice in ('against', 'abstain')) as named_dissent
    from stated_vote
    group by deliberation_id
),

bound_voters as (
    select
        deliberation.deliberation_id,
        deliberation.session_id,
        deliberation.document_id,
        deliberation.part,
        deliberation.outcome,
        deliberation.unanimous_printed,
        deliberation.is_secret,
        deliberation.has_casting_vote,
        deliberation.vote_document_id,
        deliberation.vote_part,
        count_votes.votes_for,
        count_votes.votes_against,
        count_votes.votes_abstain,
        count_votes.votes_not_voting,
        count_votes.votes_counted,
        president_vote.choice as president_choice,
        coalesce(deliberation.vote_page, deliberation.page) as page,
        coalesce(deliberation.vote_line_from, deliberation.line_from) as line_from,
        coalesce(deliberation.vote_line_to, deliberation.line_to) as line_to,
        coalesce(deliberation.vote_quote, deliberation.quote) as quote,
        coalesce(count_votes.votes_against, 0) + coalesce(count_votes.votes_abstain, 0) as counted_dissent,
        coalesce(count_names.named_dissent, 0) as named_dissent,
        roll_call.quorum,
        session_law.needs_quorum,
        count_states.present as surely_seated,
        -- who takes no part may have stayed in the room
        count_states.withdrawn + count_states.unknown + greatest(roll_call.members_in_office - count_states.named, 0)
        + if(session_law.counts_represented, count_states.voters - count_states.present, 0) as perhaps_seated,
        -- who takes no part is among the votes only where they are counted
        count_states.voters + if(count_votes.votes_not_voting is null, 0, count_states.withdrawn) as surely_voting,
        -- who may have voted besides: states left open, and members in office whom the roll call does not name. Where the members in office
        -- are not printed the list is taken as whole once it names or counts those represented; else nobody knows how many more there are.
        case
            when roll_call.members_in_office is not null
                then count_states.unknown + greatest(roll_call.members_in_office - count_states.named, 0)
            when roll_call.has_represented then count_states.unknown
        end as perhaps_voting
    from deliberation
    left join session on deliberation.session_id = session.session_id
    left join session_law on deliberation.session_id = session_law.session_id
    left join count_states on deliberation.deliberation_id = count_states.deliberation_id
    left join count_votes on deliberation.deliberation_id = count_votes.deliberation_id
    left join count_names on deliberation.deliberation_id = count_names.deliberation_id
    left join stated_vote as president_vote
        on
        deliberation.deliberation_id = president_vote.deliberation_id
        and session.president_id = president_vote.councillor_id
    left join roll_call
        on
        deliberation.session_id = roll_call.session_id
        and count_states.document_id = roll_call.document_id
        and count_states.part = roll_call.part
),

count_remainder as (
    select
        *,
        -- greatest() leaves nulls out
        if(perhaps_voting is null, null, greatest(surely_voting + perhaps_voting - coalesce(votes_counted, 0), 0)) as remainder
    from bound_voters
),

bound_votes as (
    select
        *,
        coalesce(votes_for, 0) as for_low,
        coalesce(votes_against, 0) as against_low,
        -- beside votes for, "à l'unanimité" leaves none against, and the other way round
        case
            when votes_for is not null then votes_for
            when unanimous_printed and outcome = 'rejected' and votes_against > 0 then 0
            else remainder
        end as for_high,
        case
            when votes_against is not null then votes_against
            when unanimous_printed and outcome = 'adopted' and votes_for > 0 then 0
            else remainder
        end as against_high
    from count_remainder
)

select
    deliberation_id as subject,
    coalesce(vote_document_id, document_id) as document_id,
    coalesce(vote_part, part) as part,
    session_id,
    deliberation_id,
    outcome,
    outcome not in ('noted', 'postponed') or votes_counted is not null as is_put_to_vote,
    votes_for,
    votes_against,
    votes_abstain,
    votes_not_voting,
    votes_counted,
    case
        when votes_counted <= surely_voting then surely_voting
        when votes_counted > surely_voting + perhaps_voting then surely_voting + perhaps_voting
    end as voters_possible,
    case
        when unanimous_printed then greatest(counted_dissent, named_dissent)
        when not unanimous_printed then 0
    end as dissent_beside_unanimity,
    nullif(outcome, 'unknown') as printed_outcome,
    case
        when for_low > against_high then 'adopted'
        when against_low > for_high then 'rejected'
        -- a tie: the president's vote decides, as printed or as named, but in a secret ballot nothing is adopted (CGCT L.2121-20)
        when votes_for = votes_against and is_secret then 'rejected'
        when votes_for = votes_against and has_casting_vote then nullif(outcome, 'unknown')
        when votes_for = votes_against and president_choice = 'for' then 'adopted'
        when votes_for = votes_against and president_choice = 'against' then 'rejected'
        -- unanimity without counts bears either outcome
        when unanimous_printed and votes_for is null and votes_against is null then nullif(outcome, 'unknown')
    end as lawful_outcome,
    needs_quorum,
    quorum,
    if(surely_seated >= quorum or surely_seated + perhaps_seated < quorum, surely_seated, null) as seats_taken,
    page,
    line_from,
    line_to,
    quote
from bound_votes
