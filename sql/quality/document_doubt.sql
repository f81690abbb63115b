-- Grain: a document and a reason to look at it again.
-- Key: document_id, reason.
-- The rows behind a reason are counted, so that the documents that deserve a second look first come first.
with
document as (
    select * from printed.document
    where landing = 'read'
),

doubtful_row as (
    select
        document_id,
        'roll call: ' || doubt as reason,
        page,
        line_from,
        quote
    from printed.attendance
    where certainty = 'doubtful'
    union all
    select
        document_id,
        'movement: ' || doubt as reason,
        page,
        line_from,
        quote
    from printed.change
    where certainty = 'doubtful'
    union all
    select
        document_id,
        'item: ' || doubt as reason,
        page,
        line_from,
        quote
    from printed.deliberation
    where certainty = 'doubtful'
),

unknown_outcome as (
    select
        document_id,
        'item without a decision that could be read' as reason,
        page,
        line_from,
        quote
    from printed.deliberation
    where outcome = 'unknown'
),

unresolved_name as (
    select
        resolved_name.document_id,
        'name that nobody in the roll call has (' || resolved_name.role || ')' as reason,
        null as page,
        null as line_from,
        resolved_name.name as quote
    from printed.resolved_name
    semi join core.session_document
        on resolved_name.document_id = session_document.document_id and resolved_name.part = session_document.part
    where resolved_name.councillor_id is null and resolved_name.how in ('none_found', 'several_found')
),

broken_rule as (
    select
        document_id,
        'rule ' || rule || ' is broken' as reason,
        page,
        line_from,
        sentence as quote
    from quality.finding
    -- what rule N5 says stands above with the name's role; what is missing beside a document is no doubt of its reading
    where verdict = 'broken' and document_id is not null and rule not in ('N5', 'N7', 'K1a', 'K1b')
),

missing_fact as (
    select
        document_id,
        'no date of a sitting' as reason,
        null as page,
        null as line_from,
        null as quote
    from printed.session
    where date is null and doc_type in ('extract', 'minutes')
    union all
    select
        document_id,
        'no council' as reason,
        null as page,
        null as line_from,
        null as quote
    from printed.session
    where council is null and doc_type <> 'other'
    union all
    select
        session.document_id,
        'no roll call' as reason,
        null as page,
        null as line_from,
        null as quote
    from printed.session
    anti join printed.attendance
        on session.document_id = attendance.document_id and session.part = attendance.part
    where session.doc_type in ('extract', 'minutes')
    union all
    select
        session.document_id,
        'no item' as reason,
        null as page,
        null as line_from,
        null as quote
    from printed.session
    anti join printed.deliberation
        on session.document_id = deliberation.document_id and session.part = deliberation.part
    where session.doc_type in ('extract', 'minutes', 'decision_list')
    union all
    select
        document_id,
        reason,
        null as page,
        null as line_from,
        null as quote
    from document
    where reason is not null
),

every_reason as (
    select * from doubtful_row
    union all
    select * from unknown_outcome
    union all
    select * from unresolved_name
    union all
    select * from broken_rule
    union all
    select * from missing_fact
),

counted as (
    select
        document_id,
        reason,
        count(*) as rows_affected,
        min(page) as page,
        min_by(line_from, (page, line_from)) as line_from,
        coalesce(min_by(quote, (page, line_from)), min(quote)) as quote
    from every_reason
    group by document_id, reason
)

select
    counted.document_id,
    document.file_name,
    counted.reason,
    counted.rows_affected,
    counted.page,
    counted.line_from,
    counted.quote
from counted
inner join document on counted.document_id = document.document_id
