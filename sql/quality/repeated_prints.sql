-- Grain: a deliberation and a document that prints it after the one that leads.
-- Key: subject.
-- Rule D4: what two documents of one session both print of a deliberation must agree. What only one of them prints contradicts nothing,
-- and "noted" or "elected" beside "adopted" are two ways of telling one decision.
with
deliberation_document as (select * from core.deliberation_document),

printed as (select * from printed.deliberation),

gather_prints as (
    select
        deliberation_document.deliberation_id,
        deliberation_document.session_id,
        deliberation_document.deliberation_rank,
        printed.document_id,
        printed.part,
        printed.votes_for,
        printed.votes_against,
        printed.votes_abstain,
        printed.votes_not_voting,
        case printed.outcome when 'adopted' then 'adopté' when 'rejected' then 'rejeté' when 'postponed' then 'ajourné' end as outcome,
        coalesce(printed.vote_page, printed.page) as page,
        coalesce(printed.vote_line_from, printed.line_from) as line_from,
        coalesce(printed.vote_line_to, printed.line_to) as line_to,
        coalesce(printed.vote_quote, printed.quote) as quote
    from deliberation_document
    inner join printed
        on
        deliberation_document.document_id = printed.document_id
        and deliberation_document.part = printed.part
        and deliberation_document.position = printed.position
),

compare as (
    select
        other.*,
        lead.document_id as lead_document_id,
        lead.quote as lead_quote,
        if(lead.outcome <> other.outcome, 'résultat ' || lead.outcome || ' / ' || other.outcome, null) as of_outcome,
        if(lead.votes_for <> other.votes_for, 'pour ' || lead.votes_for || ' / ' || other.votes_for, null) as of_for,
        if(lead.votes_against <> other.votes_against, 'contre ' || lead.votes_against || ' / ' || other.votes_against, null) as of_against,
        if(
            lead.votes_abstain <> other.votes_abstain, 'abstentions ' || lead.votes_abstain || ' / ' || other.votes_abstain, null
        ) as of_abstain,
        if(
            lead.votes_not_voting <> other.votes_not_voting,
            'sans prendre part au vote ' || lead.votes_not_voting || ' / ' || other.votes_not_voting,
            null
        ) as of_not_voting,
        coalesce(
            lead.outcome = other.outcome,
            lead.votes_for = other.votes_for,
            lead.votes_against = other.votes_against,
            lead.votes_abstain = other.votes_abstain,
            lead.votes_not_voting = other.votes_not_voting
        ) is not null as is_comparable
    from gather_prints as other
    inner join gather_prints as lead on other.deliberation_id = lead.deliberation_id and lead.deliberation_rank = 1
    where other.deliberation_rank > 1
),

tell as (
    select
        *,
        (of_outcome is not null)::bigint + (of_for is not null)::bigint + (of_against is not null)::bigint
        + (of_abstain is not null)::bigint + (of_not_voting is not null)::bigint as differences
    from compare
)

select
    deliberation_id || '|' || document_id || '|' || part as subject,
    document_id,
    part,
    session_id,
    deliberation_id,
    lead_document_id,
    lead_quote,
    if(is_comparable, differences, null) as contradictions,
    nullif(concat_ws(' ; ', of_outcome, of_for, of_against, of_abstain, of_not_voting), '') as contradiction,
    page,
    line_from,
    line_to,
    quote
from tell
