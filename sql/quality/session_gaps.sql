-- Grain: a session.
-- Key: subject (the session's id).
-- Rule K1b: a council meets once a quarter at least (CGCT L.2121-7), so that a quarter without any session that is known misses one.
with
session as (select * from core.session),

session_document as (
    select * from core.session_document
    where session_rank = 1
),

date_fact as (
    select * from printed.session_fact
    where field = 'date'
),

count_quarters as (
    select
        session_id,
        date,
        lag(date) over (partition by council_id order by date) as date_before,
        year(date) * 4 + quarter(date) as quarters,
        lag(year(date) * 4 + quarter(date)) over (partition by council_id order by date) as quarters_before
    from session
)

select
    count_quarters.session_id as subject,
    session_document.document_id,
    session_document.part,
    count_quarters.session_id,
    null::varchar as deliberation_id,
    count_quarters.date::varchar as session_date,
    count_quarters.date_before::varchar as session_before,
    -- greatest() leaves nulls out
    if(
        count_quarters.quarters_before is null, null, greatest(count_quarters.quarters - count_quarters.quarters_before - 1, 0)
    ) as quarters_without,
    date_fact.page,
    date_fact.line_from,
    date_fact.line_to,
    date_fact.quote
from count_quarters
inner join session_document on count_quarters.session_id = session_document.session_id
left join date_fact on session_document.document_id = date_fact.document_id and session_document.part = date_fact.part
