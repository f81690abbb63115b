-- Grain: a deliberation of a session.
-- Key: deliberation_id.
-- Each fact comes from the first document that prints it, the vote from one document only: counts of two documents are never mixed.
with
deliberation_document as (select * from core.deliberation_document),

sitting as (select * from core.sitting),

printed_deliberation as (select * from printed.deliberation),

printed_vote as (select * from printed.vote),

printed_receipt as (select * from printed.receipt),

resolved_subject as (select * from printed.resolved_subject),

find_named_dissent as (
    select distinct
        document_id,
        part,
        deliberation_position
    from printed_vote
    where choice in ('against', 'abstain')
),

gather_prints as (
    select
        deliberation_document.deliberation_id,
        deliberation_document.session_id,
        deliberation_document.council_id,
        deliberation_document.precedence,
        deliberation_document.deliberation_rank,
        deliberation_document.is_vote_of_record,
        sitting.doc_type,
        sitting.deliberation_count = 1 as is_alone,
        nullif(printed_deliberation.outcome, 'unknown') as known_outcome,
        coalesce(printed_deliberation.votes_against, 0) + coalesce(printed_deliberation.votes_abstain, 0) > 0
        or find_named_dissent.document_id is not null as has_dissent,
        printed_deliberation.*
    from deliberation_document
    inner join sitting on deliberation_document.document_id = sitting.document_id and deliberation_document.part = sitting.part
    inner join printed_deliberation
        on
        deliberation_document.document_id = printed_deliberation.document_id
        and deliberation_document.part = printed_deliberation.part
        and deliberation_document.position = printed_deliberation.position
    left join find_named_dissent
        on
        deliberation_document.document_id = find_named_dissent.document_id
        and deliberation_document.part = find_named_dissent.part
        and deliberation_document.position = find_named_dissent.deliberation_position
),

-- arg_min leaves nulls out: the first document that prints the fact
merge_facts as (
    select
        deliberation_id,
        arg_min(number, deliberation_rank) as number,
        arg_min(title, deliberation_rank) as title,
        arg_min(subject, deliberation_rank) as subject,
        arg_min(known_outcome, deliberation_rank) as outcome,
        arg_min(unanimous, deliberation_rank) as unanimous,
        arg_min(is_secret, deliberation_rank) as is_secret,
        arg_min(has_casting_vote, deliberation_rank) as has_casting_vote,
        arg_min(is_without_chair, deliberation_rank) as is_without_chair,
        bool_or(has_dissent) as has_dissent
    from gather_prints
    group by deliberation_id
),

choose_leads as (
    select * from gather_prints
    where deliberation_rank = 1
),

choose_votes as (
    select * from gather_prints
    where is_vote_of_record or vote_page is not null or known_outcome is not null
    qualify row_number() over (
        partition by deliberation_id
        order by is_vote_of_record desc, vote_page is null asc, deliberation_rank asc
    ) = 1
),

rank_subjects as (
    select
        gather_prints.deliberation_id,
        gather_prints.deliberation_rank,
        resolved_subject.*,
        case resolved_subject.basis
            when 'printed' then 1
            when 'title' then 2
            when 'theme' then 3
            when 'ambiguous' then 4
            else 5
        end as basis_rank,
        -- titles of one family differ in detail only; printed codes must be the same
        if(resolved_subject.basis = 'printed', resolved_subject.code, resolved_subject.family_code) as claim
    from gather_prints
    inner join resolved_subject
        on
        gather_prints.document_id = resolved_subject.document_id
        and gather_prints.part = resolved_subject.part
        and gather_prints.position = resolved_subject.position
    qualify basis_rank = min(basis_rank) over (partition by gather_prints.deliberation_id)
),

-- where documents contradict one another the subject is unknown
compare_subjects as (
    select
        deliberation_id,
        count(distinct claim) > 1 as is_contradicted,
        string_agg(code || ' ' || evidence, ' / ' order by deliberation_rank) as contradiction
    from rank_subjects
    group by deliberation_id
),

choose_subjects as (
    select
        rank_subjects.deliberation_id,
        if(compare_subjects.is_contradicted, null, rank_subjects.code) as code,
        if(compare_subjects.is_contradicted, null, rank_subjects.label) as label,
        if(compare_subjects.is_contradicted, null, rank_subjects.family_code) as family_code,
        if(compare_subjects.is_contradicted, null, rank_subjects.family_label) as family_label,
        if(compare_subjects.is_contradicted, 'ambiguous', rank_subjects.basis) as basis,
        if(compare_subjects.is_contradicted, null, rank_subjects.rule) as rule,
        if(compare_subjects.is_contradicted, compare_subjects.contradiction, rank_subjects.evidence) as evidence,
        rank_subjects.document_id,
        rank_subjects.page,
        rank_subjects.line_from,
        rank_subjects.line_to,
        rank_subjects.quote
    from rank_subjects
    inner join compare_subjects on rank_subjects.deliberation_id = compare_subjects.deliberation_id
    qualify row_number() over (partition by rank_subjects.deliberation_id order by rank_subjects.deliberation_rank) = 1
),

gather_receipts as (
    select
        gather_prints.deliberation_id,
        printed_receipt.*,
        row_number() over (
            partition by gather_prints.deliberation_id
            order by gather_prints.deliberation_rank, printed_receipt.position
        ) as receipt_rank
    from gather_prints
    inner join printed_receipt
        on gather_prints.document_id = printed_receipt.document_id and gather_prints.part = printed_receipt.part
    where gather_prints.doc_type = 'extract' and gather_prints.is_alone
),

merge_receipts as (
    select
        deliberation_id,
        arg_min(number, receipt_rank) as receipt_number,
        arg_min(transmitted_on, receipt_rank) as transmitted_on,
        arg_min(received_on, receipt_rank) as received_on,
        arg_min(published_on, receipt_rank) as published_on
    from gather_receipts
    group by deliberation_id
),

order_deliberations as (
    select
        *,
        row_number() over (
            partition by session_id
            order by
                precedence,
                is_alone, -- a document with several items prints them in order; those of single extracts follow by number
                if(is_alone, null, document_id) nulls last,
                if(is_alone, null, part) nulls last,
                if(is_alone, null, position) nulls last,
                try_cast(regexp_extract_all(number, '\d+') as bigint[]) nulls last, -- natural order: 9 before 10
                number nulls last,
                deliberation_id
        ) as session_position
    from choose_leads
)

select
    order_deliberations.deliberation_id,
    order_deliberations.session_id,
    order_deliberations.council_id,
    order_deliberations.session_position as position,
    merge_facts.number,
    merge_facts.title,
    merge_facts.subject,
    coalesce(choose_subjects.code, 'unknown') as subject_code,
    choose_subjects.label as subject_label,
    coalesce(choose_subjects.family_code, 'unknown') as subject_family_code,
    choose_subjects.family_label as subject_family_label,
    coalesce(choose_subjects.basis, 'none_found') as subject_basis,
    choose_subjects.rule as subject_rule,
    choose_subjects.evidence as subject_evidence,
    choose_subjects.document_id as subject_document_id,
    choose_subjects.page as subject_page,
    choose_subjects.line_from as subject_line_from,
    choose_subjects.line_to as subject_line_to,
    choose_subjects.quote as subject_quote,
    coalesce(merge_facts.outcome, 'unknown') as outcome,
    merge_facts.unanimous as unanimous_printed,
    merge_facts.unanimous and not merge_facts.has_dissent as unanimous_strict,
    merge_facts.is_secret,
    merge_facts.has_casting_vote,
    merge_facts.is_without_chair,
    order_deliberations.document_id,
    order_deliberations.part,
    order_deliberations.position as document_position,
    order_deliberations.page,
    order_deliberations.line_from,
    order_deliberations.line_to,
    order_deliberations.quote,
    choose_votes.document_id as vote_document_id,
    choose_votes.part as vote_part,
    choose_votes.position as vote_position,
    choose_votes.vote_page,
    choose_votes.vote_line_from,
    choose_votes.vote_line_to,
    choose_votes.vote_quote,
    merge_receipts.receipt_number,
    merge_receipts.transmitted_on,
    merge_receipts.received_on,
    merge_receipts.published_on,
    greatest(order_deliberations.certainty, choose_votes.certainty) as certainty, -- 'doubtful' is greater than 'certain'
    nullif(
        concat_ws(
            '; ',
            order_deliberations.doubt,
            case when choose_votes.deliberation_rank > 1 then choose_votes.doubt end
        ),
        ''
    ) as doubt
from order_deliberations
inner join merge_facts on order_deliberations.deliberation_id = merge_facts.deliberation_id
left join choose_votes on order_deliberations.deliberation_id = choose_votes.deliberation_id
left join choose_subjects on order_deliberations.deliberation_id = choose_subjects.deliberation_id
left join merge_receipts on order_deliberations.deliberation_id = merge_receipts.deliberation_id
