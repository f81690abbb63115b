-- Grain: a session and a period that it counts in (its year, its term, and all of them).
-- Key: session_id, period.
-- The one place where periods are made. A session before the first election that is known is in no term.
with
session as (select * from core.session),

term as (select * from core.term)

select
    session_id,
    council_id,
    'all' as period_kind,
    'all' as period
from session
union all
select
    session_id,
    council_id,
    'year' as period_kind,
    year(date)::varchar as period
from session
union all
select
    session.session_id,
    session.council_id,
    'term' as period_kind,
    -- the next election has not been held where the end is open
    year(term.starts_on) || '-' || coalesce(year(term.ends_on)::varchar, '') as period
from session
inner join term
    on session.council_id = term.council_id and session.date between term.starts_on and coalesce(term.ends_on, date '9999-12-31')
