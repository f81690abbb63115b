-- Grain: a session and a councillor who gives a power for it.
-- Key: subject.
-- Rule N7, over the sessions that are known: a run that leaps over more than a quarter leaps over a session (CGCT L.2121-7), so that it
-- decides nothing.
with
session as (select * from core.session),

proxy as (select * from core.proxy),

councillor as (select * from core.councillor),

number_sessions as (
    select
        session_id,
        date,
        row_number() over (partition by council_id order by date) as session_number
    from session
),

-- one row a giver, whoever holds the power
choose_powers as (
    select * from proxy
    qualify row_number() over (partition by session_id, giver_id order by document_id, part, page, line_from, holder_id) = 1
),

number_powers as (
    select
        choose_powers.*,
        number_sessions.date,
        number_sessions.session_number
        - row_number() over (partition by choose_powers.giver_id order by number_sessions.session_number) as run
    from choose_powers
    inner join number_sessions on choose_powers.session_id = number_sessions.session_id
),

measure_gaps as (
    select
        *,
        date - lag(date) over (partition by giver_id, run order by date) as days_between
    from number_powers
),

count_runs as (
    select
        *,
        row_number() over (partition by giver_id, run order by date) as powers_running,
        max(days_between) over (partition by giver_id, run order by date) as longest_gap
    from measure_gaps
)

select
    count_runs.session_id || '|' || count_runs.giver_id as subject,
    count_runs.document_id,
    count_runs.part,
    count_runs.session_id,
    null::varchar as deliberation_id,
    count_runs.giver_id,
    councillor.name as giver,
    if(count_runs.powers_running > 3 and count_runs.longest_gap > 92, null, count_runs.powers_running) as sessions_running,
    count_runs.page,
    count_runs.line_from,
    count_runs.line_to,
    count_runs.quote
from count_runs
inner join councillor on count_runs.giver_id = councillor.councillor_id
