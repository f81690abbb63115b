-- Grain: a name that a document of a session prints outside its roll call, or in it without being linked.
-- Key: subject.
-- Rule N5. A name of the roll call that is linked is its own proof and is left out. A secretary may have been taken from the staff
-- (CGCT L.2121-15), so that one who is nobody in the council proves nothing; nor does a link that is doubtful itself.
with
session_document as (select * from core.session_document),

resolved_name as (
    select * from printed.resolved_name
    where role <> 'attendance' or councillor_id is null
),

attendance as (select * from printed.attendance),

change as (select * from printed.change),

deliberation as (select * from printed.deliberation),

session_fact as (select * from printed.session_fact),

collect_places as (
    select
        document_id,
        part,
        unnest(['attendance', 'proxy']) as role,
        position,
        page,
        line_from,
        line_to,
        quote
    from attendance
    union all
    select
        document_id,
        part,
        unnest(['change', 'change_proxy']) as role,
        position,
        page,
        line_from,
        line_to,
        quote
    from change
    union all
    select
        document_id,
        part,
        'vote' as role,
        position,
        vote_page as page,
        vote_line_from as line_from,
        vote_line_to as line_to,
        vote_quote as quote
    from deliberation
    union all
    select
        document_id,
        part,
        field as role,
        1 as position,
        page,
        line_from,
        line_to,
        quote
    from session_fact
    where field in ('president', 'secretary')
)

select
    concat_ws(
        '|',
        session_document.session_id,
        resolved_name.document_id,
        resolved_name.part,
        resolved_name.role,
        resolved_name.position,
        resolved_name.sub_position
    ) as subject,
    resolved_name.document_id,
    resolved_name.part,
    session_document.session_id,
    null::varchar as deliberation_id,
    resolved_name.role as name_role,
    resolved_name.name,
    resolved_name.councillor_id,
    resolved_name.how as link,
    case
        when resolved_name.councillor_id is not null and resolved_name.certainty = 'certain' then 1
        when resolved_name.councillor_id is not null then null
        when resolved_name.how = 'several_found' then 2
        when resolved_name.role <> 'secretary' then 0
    end::bigint as possible_councillors,
    collect_places.page,
    collect_places.line_from,
    collect_places.line_to,
    collect_places.quote
from resolved_name
inner join session_document
    on resolved_name.document_id = session_document.document_id and resolved_name.part = session_document.part
left join collect_places
    on
    resolved_name.document_id = collect_places.document_id
    and resolved_name.part = collect_places.part
    and resolved_name.role = collect_places.role
    and resolved_name.position = collect_places.position
