-- Grain: a deliberation and a choice whose count is printed.
-- Key: deliberation_id, choice.
-- All counts of a deliberation come from the one print that its vote is taken from; what is not printed has no row, never 0.
with
deliberation_document as (
    select * from core.deliberation_document
    where is_vote_of_record
),

printed_deliberation as (select * from printed.deliberation),

unpivot_counts as (
    select
        document_id,
        part,
        position,
        'for' as choice,
        votes_for as votes
    from printed_deliberation
    union all
    select
        document_id,
        part,
        position,
        'against' as choice,
        votes_against as votes
    from printed_deliberation
    union all
    select
        document_id,
        part,
        position,
        'abstain' as choice,
        votes_abstain as votes
    from printed_deliberation
    union all
    select
        document_id,
        part,
        position,
        'not_voting' as choice,
        votes_not_voting as votes
    from printed_deliberation
)

select
    deliberation_document.deliberation_id,
    deliberation_document.session_id,
    deliberation_document.council_id,
    unpivot_counts.choice,
    unpivot_counts.votes,
    printed_deliberation.document_id,
    printed_deliberation.part,
    printed_deliberation.vote_page as page,
    printed_deliberation.vote_line_from as line_from,
    printed_deliberation.vote_line_to as line_to,
    printed_deliberation.vote_quote as quote
from deliberation_document
inner join printed_deliberation
    on
    deliberation_document.document_id = printed_deliberation.document_id
    and deliberation_document.part = printed_deliberation.part
    and deliberation_document.position = printed_deliberation.position
inner join unpivot_counts
    on
    deliberation_document.document_id = unpivot_counts.document_id
    and deliberation_document.part = unpivot_counts.part
    and deliberation_document.position = unpivot_counts.position
where unpivot_counts.votes is not null
