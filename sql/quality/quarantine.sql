-- Grain: a session or deliberation that a broken rule of severity error keeps out of the marts.
-- Key: session_id, deliberation_id (null where the session is set aside).
-- A finding that names a deliberation sets aside that one only; one that names none sets aside the session, and with it what it decided.
with
finding as (select * from quality.finding)

select
    if(deliberation_id is null, 'session', 'deliberation') as scope,
    session_id,
    deliberation_id,
    string_agg(distinct rule, ', ' order by rule) as rules
from finding
where severity = 'error' and verdict = 'broken'
group by session_id, deliberation_id
