-- Grain: a printed sitting (a document and a part of it).
-- Key: document_id, part.
-- Every printed sitting stands here once, merged into a session or with the reason why not: none is lost on the way.
with
printed_session as (select * from printed.session),

resolved_council as (select * from printed.resolved_council),

attendance as (select * from printed.attendance),

deliberation as (select * from printed.deliberation),

count_names as (
    select
        document_id,
        part,
        count(*) as attendance_count
    from attendance
    group by document_id, part
),

count_items as (
    select
        document_id,
        part,
        count(*) as deliberation_count
    from deliberation
    group by document_id, part
),

gather as (
    select
        printed_session.document_id,
        printed_session.part,
        printed_session.doc_type,
        resolved_council.council_id,
        printed_session.date,
        coalesce(count_names.attendance_count, 0) as attendance_count,
        coalesce(count_items.deliberation_count, 0) as deliberation_count
    from printed_session
    left join resolved_council
        on printed_session.document_id = resolved_council.document_id and printed_session.part = resolved_council.part
    left join count_names on printed_session.document_id = count_names.document_id and printed_session.part = count_names.part
    left join count_items on printed_session.document_id = count_items.document_id and printed_session.part = count_items.part
),

judge as (
    select
        *,
        case doc_type when 'minutes' then 1 when 'extract' then 2 when 'decision_list' then 3 else 4 end as precedence,
        case
            when doc_type = 'agenda' then 'agenda'
            when doc_type = 'other' and attendance_count = 0 and deliberation_count = 0 then 'not_a_sitting'
            when council_id is null then 'no_council'
            when date is null then 'no_date'
        end as set_aside_reason
    from gather
)

select
    document_id,
    part,
    doc_type,
    precedence::bigint as precedence,
    council_id,
    date,
    if(set_aside_reason is null, council_id || ':' || date::varchar, null) as session_id,
    set_aside_reason,
    attendance_count,
    deliberation_count
from judge
