-- Grain: a council, a subject (level 2 of the ACTES nomenclature; level 1 where no more is known; 'unknown') and a period (each year, all).
-- Key: council_id, subject_code, period.
-- Quarantined deliberations are left out. Deliberations without a subject make rows of their own: no share of a subject rests on them.
with
council as (select * from core.council),

session as (select * from core.session),

deliberation as (select * from core.deliberation),

vote_tally as (select * from core.vote_tally),

quarantine as (select * from quality.quarantine),

keep_deliberations as (
    select
        deliberation.*,
        council.name as council,
        year(session.date)::varchar as year,
        vote_tally.is_contested
    from deliberation
    inner join session on deliberation.session_id = session.session_id
    inner join council on deliberation.council_id = council.council_id
    inner join vote_tally on deliberation.deliberation_id = vote_tally.deliberation_id
    anti join quarantine
        on
        deliberation.session_id = quarantine.session_id
        and coalesce(quarantine.deliberation_id, deliberation.deliberation_id) = deliberation.deliberation_id
),

count_deliberations as (
    select
        council_id,
        council,
        subject_code,
        coalesce(year, 'all') as period,
        any_value(subject_label) as subject_label,
        any_value(subject_family_code) as subject_family_code,
        any_value(subject_family_label) as subject_family_label,
        count(*) as deliberations,
        count(*) filter (where subject_basis = 'printed') as subjects_printed,
        count(*) filter (where subject_basis = 'title') as subjects_by_title,
        count(*) filter (where subject_basis = 'theme') as subjects_by_theme,
        count(*) filter (where subject_basis = 'ambiguous') as subjects_ambiguous,
        count(*) filter (where is_contested) as contested,
        count(*) filter (where is_contested is not null) as contested_known,
        count(*) filter (where is_contested is null) as contested_unknown,
        count(*) filter (where unanimous_printed) as unanimous_printed,
        count(*) filter (where unanimous_printed is not null) as unanimous_printed_known,
        count(*) filter (where unanimous_strict) as unanimous_strict,
        count(*) filter (where unanimous_strict is not null) as unanimous_strict_known,
        count(*) filter (where outcome = 'unknown') as outcome_unknown
    from keep_deliberations
    group by grouping sets ((council_id, council, subject_code, year), (council_id, council, subject_code))
)

select
    council_id,
    council,
    subject_code,
    subject_label,
    subject_family_code,
    subject_family_label,
    if(period = 'all', 'all', 'year') as period_kind,
    period,
    deliberations,
    subjects_printed,
    subjects_by_title,
    subjects_by_theme,
    subjects_ambiguous,
    contested,
    contested_known,
    contested / nullif(contested_known, 0) as contested_share,
    contested_unknown,
    unanimous_printed,
    unanimous_printed_known,
    unanimous_strict,
    unanimous_strict_known,
    outcome_unknown
from count_deliberations
