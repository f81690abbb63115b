-- Grain: a printed sitting (a document and a part of it).
-- Key: document_id, part.
-- Every printed sitting stands here once, merged into a session or with the reason why not: none is lost on the way.
with
printed_session as (select * from printed.session),

resolved_council as (select * from printed.resolved_council),

retrieval as (select * from printed.retrieval),

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

-- documents whose bytes were replaced at every address that they came from
replaced as (
    select document_id
    from retrieval
    group by document_id
    having bool_and(is_replaced)
),

-- the newer version counts where it speaks of the same session; until it is read, or where it is of another session, the older one stays
find_newer as (
    select distinct
        older.document_id,
        gather.council_id,
        gather.date
    from retrieval as older
    semi join replaced on older.document_id = replaced.document_id
    inner join retrieval as newer on older.source = newer.source and older.name = newer.name and older.version < newer.version
    inner join gather on newer.document_id = gather.document_id
    where
        not newer.is_replaced
        and gather.doc_type <> 'agenda'
        and (gather.doc_type <> 'other' or gather.attendance_count > 0 or gather.deliberation_count > 0)
        and gather.council_id is not null
        and gather.date is not null
),

judge as (
    select
        gather.*,
        case gather.doc_type when 'minutes' then 1 when 'extract' then 2 when 'decision_list' then 3 else 4 end as precedence,
        case
            when gather.doc_type = 'agenda' then 'agenda'
            when gather.doc_type = 'other' and gather.attendance_count = 0 and gather.deliberation_count = 0 then 'not_a_sitting'
            when gather.council_id is null then 'no_council'
            when gather.date is null then 'no_date'
            when find_newer.document_id is not null then 'replaced'
        end as set_aside_reason
    from gather
    left join find_newer
        on
        gather.document_id = find_newer.document_id
        and gather.council_id = find_newer.council_id
        and gather.date = find_newer.date
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
