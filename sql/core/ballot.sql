-- Grain: a deliberation.
-- Key: deliberation_id.
-- Whether it was put to an open vote, which choice won, and whether the names known tell of each side that voted. Where a print names the
-- dissenters only, each voter who is known dissents and all of them agree: such votes are in no rate of dissent, agreement or cohesion.
with
deliberation as (select * from core.deliberation),

vote_tally as (select * from core.vote_tally),

judge_deliberations as (
    select
        deliberation.deliberation_id,
        deliberation.session_id,
        deliberation.council_id,
        case
            when deliberation.outcome in ('noted', 'postponed') then 'none'
            when deliberation.outcome = 'elected' then 'election'
            when deliberation.is_secret then 'secret'
            when deliberation.outcome in ('adopted', 'rejected') then 'open'
            else 'unknown'
        end as ballot,
        case deliberation.outcome when 'adopted' then 'for' when 'rejected' then 'against' end as winning_choice,
        vote_tally.is_contested,
        vote_tally.votes_for,
        vote_tally.votes_against,
        vote_tally.stated_for,
        vote_tally.stated_against,
        vote_tally.inferred_for
    from deliberation
    inner join vote_tally on deliberation.deliberation_id = vote_tally.deliberation_id
),

-- the side that won has voted even where its votes are not counted; the other one has where its votes are counted
name_sides as (
    select
        *,
        coalesce(votes_for, if(winning_choice = 'for', 1, 0)) > 0 as has_for,
        coalesce(votes_against, if(winning_choice = 'against', 1, 0)) > 0 as has_against
    from judge_deliberations
)

select
    deliberation_id,
    session_id,
    council_id,
    ballot,
    winning_choice,
    is_contested,
    ballot = 'open' and (stated_for > 0 or not has_for) and (stated_against > 0 or not has_against) as names_sides_stated,
    ballot = 'open' and (stated_for + inferred_for > 0 or not has_for) and (stated_against > 0 or not has_against)
        as names_sides_with_inferred
from name_sides
