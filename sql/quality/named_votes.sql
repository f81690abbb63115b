-- Grain: a name printed beside a vote, in the print that the vote is taken from.
-- Key: subject.
-- Rule N4. The state is that of the seat ledger at this deliberation; 'unknown' there is null here, for it decides nothing.
with
deliberation as (select * from core.deliberation),

vote as (select * from printed.vote),

resolved_name as (
    select * from printed.resolved_name
    where role = 'vote'
),

ledger as (select * from core.attendance),

name_voters as (
    select
        deliberation.deliberation_id,
        deliberation.session_id,
        deliberation.vote_page as page,
        deliberation.vote_line_from as line_from,
        deliberation.vote_line_to as line_to,
        deliberation.vote_quote as quote,
        vote.document_id,
        vote.part,
        vote.position,
        vote.choice,
        vote.name as voter,
        resolved_name.councillor_id
    from deliberation
    inner join vote
        on
        deliberation.vote_document_id = vote.document_id
        and deliberation.vote_part = vote.part
        and deliberation.vote_position = vote.deliberation_position
    left join resolved_name
        on
        vote.document_id = resolved_name.document_id
        and vote.part = resolved_name.part
        and vote.deliberation_position = resolved_name.position
        and vote.position = resolved_name.sub_position
),

count_mentions as (
    select
        deliberation_id,
        councillor_id,
        count(*) as mentions
    from name_voters
    where councillor_id is not null
    group by deliberation_id, councillor_id
)

select
    name_voters.deliberation_id || '|' || name_voters.position as subject,
    name_voters.document_id,
    name_voters.part,
    name_voters.session_id,
    name_voters.deliberation_id,
    name_voters.councillor_id,
    name_voters.voter,
    name_voters.choice,
    nullif(ledger.state, 'unknown') as voter_state,
    count_mentions.mentions,
    name_voters.page,
    name_voters.line_from,
    name_voters.line_to,
    name_voters.quote
from name_voters
left join ledger
    on name_voters.deliberation_id = ledger.deliberation_id and name_voters.councillor_id = ledger.councillor_id
left join count_mentions
    on name_voters.deliberation_id = count_mentions.deliberation_id and name_voters.councillor_id = count_mentions.councillor_id
