-- Grain: a sitting that is merged into a session.
-- Key: session_id, document_id, part.
-- Where documents disagree, minutes go before extracts, extracts before lists of decisions. Among extracts the one whose deliberation
-- comes first goes first: its roll call is the nearest to the opening.
with
sitting as (
    select * from core.sitting
    where session_id is not null
),

deliberation as (select * from printed.deliberation),

find_first_numbers as (
    select
        document_id,
        part,
        arg_min(number, position) as number
    from deliberation
    group by document_id, part
),

order_sittings as (
    select
        sitting.*,
        row_number() over (
            partition by sitting.session_id
            order by
                sitting.precedence,
                -- natural order: 9 before 10, 16A before 16B
                try_cast(regexp_extract_all(find_first_numbers.number, '\d+') as bigint[]) nulls last,
                find_first_numbers.number nulls last,
                sitting.document_id,
                sitting.part
        ) as session_rank
    from sitting
    left join find_first_numbers on sitting.document_id = find_first_numbers.document_id and sitting.part = find_first_numbers.part
)

select
    session_id,
    document_id,
    part,
    doc_type,
    precedence,
    session_rank
from order_sittings
