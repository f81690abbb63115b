-- Grain: a session, quarantined or not.
-- Key: session_id.
-- What each session rests on and what the rules say of it: the figures of the other marts can be judged by it.
with
council as (select * from core.council),

session as (select * from core.session),

session_attendance as (select * from core.session_attendance),

deliberation as (select * from core.deliberation),

finding as (select * from quality.finding),

quarantine as (select * from quality.quarantine),

count_findings as (
    select
        session_id,
        count(*) filter (where verdict = 'holds') as rules_held,
        count(*) filter (where verdict = 'undecidable') as rules_undecidable,
        count(*) filter (where verdict = 'broken' and severity = 'error') as errors_broken,
        count(*) filter (where verdict = 'broken' and severity = 'warning') as warnings_broken,
        count(*) filter (where verdict = 'broken' and severity = 'info') as infos_broken
    from finding
    group by session_id
),

gather_quarantine as (
    select
        session_id,
        bool_or(deliberation_id is null) as is_quarantined,
        max(rules) filter (where deliberation_id is null) as quarantine_rules,
        count(deliberation_id) as deliberations_quarantined
    from quarantine
    group by session_id
),

collect_rows as (
    select
        session_id,
        certainty
    from session_attendance
    union all
    select
        session_id,
        certainty
    from deliberation
),

count_rows as (
    select
        session_id,
        count(*) filter (where certainty = 'certain') as certain_rows,
        count(*) filter (where certainty = 'doubtful') as doubtful_rows
    from collect_rows
    group by session_id
)

select
    session.council_id,
    council.name as council,
    session.session_id,
    session.date,
    session.document_count,
    session.deliberation_count,
    coalesce(session.listed_present + session.listed_represented + session.listed_excused + session.listed_absent, 0) as roll_call_count,
    coalesce(count_findings.rules_held, 0) as rules_held,
    coalesce(count_findings.rules_undecidable, 0) as rules_undecidable,
    coalesce(count_findings.errors_broken, 0) as errors_broken,
    coalesce(count_findings.warnings_broken, 0) as warnings_broken,
    coalesce(count_findings.infos_broken, 0) as infos_broken,
    coalesce(gather_quarantine.is_quarantined, false) as is_quarantined,
    gather_quarantine.quarantine_rules,
    coalesce(gather_quarantine.deliberations_quarantined, 0) as deliberations_quarantined,
    coalesce(count_rows.certain_rows, 0) as certain_rows,
    coalesce(count_rows.doubtful_rows, 0) as doubtful_rows,
    count_rows.certain_rows / (count_rows.certain_rows + count_rows.doubtful_rows) as certain_share
from session
inner join council on session.council_id = council.council_id
left join count_findings on session.session_id = count_findings.session_id
left join gather_quarantine on session.session_id = gather_quarantine.session_id
left join count_rows on session.session_id = count_rows.session_id
