-- Grain: a sitting that is merged into a session.
-- Key: subject.
-- The date of a sitting beside what else its document says of it: the day of the week, the convocation and the name of the file (rules D1
-- and D2a). Dates are text here, as in ISO 8601: a finding tells them. A file that holds several sittings is named after none of them.
with
session_document as (select * from core.session_document),

printed as (select * from printed.session),

file_date as (select * from printed.file_date),

date_fact as (
    select * from printed.session_fact
    where field = 'date'
),

gather as (
    select
        session_document.session_id,
        session_document.document_id,
        session_document.part,
        printed.date,
        printed.convened_on,
        count(*) over (partition by session_document.document_id) = 1 as is_alone,
        date_fact.page,
        date_fact.line_from,
        date_fact.line_to,
        date_fact.quote,
        regexp_extract(lower(date_fact.quote), 'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche') as weekday
    from session_document
    inner join printed on session_document.document_id = printed.document_id and session_document.part = printed.part
    left join date_fact on session_document.document_id = date_fact.document_id and session_document.part = date_fact.part
),

-- the sitting's own date where any name may hold it; another one only where the names hold no second date
choose_file_dates as (
    select
        gather.document_id,
        gather.part,
        case
            when bool_or(file_date.date = gather.date) then min(gather.date)
            when count(distinct file_date.date) = 1 and bool_and(file_date.is_sure) then min(file_date.date)
        end as file_date
    from gather
    inner join file_date on gather.document_id = file_date.document_id
    where gather.is_alone
    group by gather.document_id, gather.part
)

select
    gather.session_id || '|' || gather.document_id || '|' || gather.part as subject,
    gather.document_id,
    gather.part,
    gather.session_id,
    null::varchar as deliberation_id,
    gather.date::varchar as session_date,
    nullif(gather.weekday, '') as printed_weekday,
    ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'][dayofweek(gather.date) + 1] as weekday,
    gather.convened_on::varchar as convened_on,
    gather.date - gather.convened_on as days_of_notice,
    choose_file_dates.file_date::varchar as file_date,
    gather.page,
    gather.line_from,
    gather.line_to,
    gather.quote
from gather
left join choose_file_dates on gather.document_id = choose_file_dates.document_id and gather.part = choose_file_dates.part
