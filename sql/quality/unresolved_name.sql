-- Grain: a doubtful name of a council and a councillor whom it may mean (candidate_id null where nobody comes near).
-- Key: council_id, name, role, outcome, candidate_id.
-- Names that are linked to nobody, by what was found for them, and councillors who may be another one under a second name. A doubtful link
-- is not made: it is listed here, for a row of the corrections to decide.
with
resolved_name as (
    select * from printed.resolved_name
    where councillor_id is null
),

name_candidate as (select * from printed.name_candidate),

possibly_same as (select * from printed.possibly_same),

session_document as (select * from core.session_document),

session as (select * from core.session),

councillor as (select * from core.councillor),

name_candidates as (
    select
        session.council_id,
        resolved_name.name,
        resolved_name.role,
        resolved_name.how as outcome,
        name_candidate.councillor_id as candidate_id,
        name_candidate.score,
        resolved_name.document_id,
        resolved_name.part,
        session.session_id,
        session.date
    from resolved_name
    inner join session_document
        on resolved_name.document_id = session_document.document_id and resolved_name.part = session_document.part
    inner join session on session_document.session_id = session.session_id
    left join name_candidate
        on
        resolved_name.document_id = name_candidate.document_id
        and resolved_name.part = name_candidate.part
        and resolved_name.role = name_candidate.role
        and resolved_name.position = name_candidate.position
        and resolved_name.sub_position is not distinct from name_candidate.sub_position
),

group_names as (
    select
        council_id,
        name,
        role,
        outcome,
        null::varchar as councillor_id,
        candidate_id,
        max(score) as score,
        null::varchar as doubt,
        count(*) as mention_count,
        arg_min(session_id, (date, document_id, part)) as session_id,
        arg_min(document_id, (date, document_id, part)) as document_id,
        arg_min(part, (date, document_id, part)) as part
    from name_candidates
    group by council_id, name, role, outcome, candidate_id
),

pair_councillors as (
    select
        possibly_same.council_id,
        councillor.name,
        null::varchar as role,
        'possibly_same' as outcome,
        possibly_same.councillor_id,
        possibly_same.other_id as candidate_id,
        possibly_same.score,
        possibly_same.doubt,
        null::bigint as mention_count,
        null::varchar as session_id,
        null::varchar as document_id,
        null::bigint as part
    from possibly_same
    inner join councillor on possibly_same.councillor_id = councillor.councillor_id
),

every_doubt as (
    select * from group_names
    union all
    select * from pair_councillors
)

select
    every_doubt.council_id,
    every_doubt.name,
    every_doubt.role,
    every_doubt.outcome,
    every_doubt.councillor_id,
    every_doubt.candidate_id,
    candidate.name as candidate,
    every_doubt.score,
    every_doubt.doubt,
    every_doubt.mention_count,
    every_doubt.session_id,
    every_doubt.document_id,
    every_doubt.part
from every_doubt
left join councillor as candidate on every_doubt.candidate_id = candidate.councillor_id
