-- Grain: a session, who gave a proxy and who held it.
-- Key: session_id, giver_id, holder_id (null at most once a giver).
-- One proxy is printed in many documents of its session; it is counted once, from the roll call of record where that prints it.
with
session as (select * from core.session),

session_document as (select * from core.session_document),

roll_call as (select * from core.roll_call),

change as (select * from core.change),

collect_prints as (
    select
        roll_call.document_id,
        roll_call.part,
        'opening' as origin,
        roll_call.councillor_id as giver_id,
        roll_call.proxy_holder_id as holder_id,
        roll_call.proxy as holder,
        roll_call.position,
        roll_call.page,
        roll_call.line_from,
        roll_call.line_to,
        roll_call.quote,
        roll_call.certainty
    from roll_call
    where roll_call.proxy is not null
    union all
    select
        change.document_id,
        change.part,
        'departure' as origin,
        change.councillor_id as giver_id,
        change.proxy_holder_id as holder_id,
        change.proxy as holder,
        change.position,
        change.page,
        change.line_from,
        change.line_to,
        change.quote,
        change.certainty
    from change
    where change.event = 'departure' and change.proxy is not null
),

rank_prints as (
    select
        session.session_id,
        session.council_id,
        collect_prints.giver_id,
        collect_prints.holder_id,
        collect_prints.holder,
        if(
            collect_prints.document_id = session.roll_call_document_id and collect_prints.part = session.roll_call_part,
            collect_prints.origin,
            'other_document'
        ) as origin,
        collect_prints.document_id,
        collect_prints.part,
        collect_prints.page,
        collect_prints.line_from,
        collect_prints.line_to,
        collect_prints.quote,
        collect_prints.certainty,
        row_number() over (
            partition by session.session_id, collect_prints.giver_id, collect_prints.holder_id
            order by
                session.roll_call_document_id = collect_prints.document_id and session.roll_call_part = collect_prints.part desc,
                collect_prints.origin = 'opening' desc,
                session_document.session_rank asc,
                collect_prints.position asc
        ) as print_rank,
        -- an unlinked print of a proxy that another print links says nothing new
        collect_prints.holder_id is null
        and count(collect_prints.holder_id) over (partition by session.session_id, collect_prints.giver_id) > 0 as is_told_elsewhere
    from collect_prints
    inner join session_document
        on collect_prints.document_id = session_document.document_id and collect_prints.part = session_document.part
    inner join session on session_document.session_id = session.session_id
)

select
    session_id,
    council_id,
    giver_id,
    holder_id,
    holder,
    origin,
    document_id,
    part,
    page,
    line_from,
    line_to,
    quote,
    certainty
from rank_prints
where print_rank = 1 and not is_told_elsewhere
