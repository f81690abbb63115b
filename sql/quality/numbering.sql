-- Grain: a deliberation with a printed number.
-- Key: subject (the deliberation's id).
-- Rule K1a. A number is a series and a rank in it: "2024-031" is the 31st of 2024, "16A" the 16th of its session. A series that names the
-- year runs through the council's sessions of that year, another one through a session. Numbers before the first known one of a series
-- may never have been published, so that only what lies between two known ones is missing.
with
deliberation as (
    select * from core.deliberation
    where number is not null
),

session as (select * from core.session),

-- "D2024–17" and "D2024_18" are of one series
date_numbers as (
    select
        deliberation.deliberation_id,
        deliberation.council_id,
        deliberation.session_id,
        strftime(session.date, '%Y') as year,
        strftime(session.date, '%Y%m') as month,
        strftime(session.date, '%Y%m%d') as day,
        upper(regexp_replace(strip_accents(deliberation.number), '[^A-Za-z0-9]+', '-', 'g')) as plain_number
    from deliberation
    inner join session on deliberation.session_id = session.session_id
),

find_figures as (
    select
        *,
        regexp_extract(plain_number, '^(.*?)[0-9]+[A-Z]{0,3}$', 1) as head,
        regexp_extract(plain_number, '([0-9]+)[A-Z]{0,3}$', 1) as figures,
        regexp_extract(plain_number, '^[A-Z-]*([0-9]+)-[0-9]{4}$', 1) as figures_before_year
    from date_numbers
),

-- "31/2024" has the year behind; "2022013103" has a date run together with the rank
split_numbers as (
    select
        *,
        case
            when figures = year and figures_before_year <> '' then 'year behind ' || year
            when starts_with(figures, day) and len(figures) > 8 then head || day
            when starts_with(figures, month) and len(figures) > 6 then head || month
            when starts_with(figures, year) and len(figures) > 4 then head || year
            else head
        end as series,
        try_cast(
            case
                when figures = year and figures_before_year <> '' then figures_before_year
                when starts_with(figures, day) and len(figures) > 8 then substr(figures, 9)
                when starts_with(figures, month) and len(figures) > 6 then substr(figures, 7)
                when starts_with(figures, year) and len(figures) > 4 then substr(figures, 5)
                else figures
            end as bigint
        ) as series_rank
    from find_figures
),

name_series as (
    select
        *,
        council_id || '|' || if(contains(series, year), '', session_id) || '|' || series as series_key
    from split_numbers
    where series_rank is not null
),

look_back as (
    select
        name_series.deliberation_id,
        name_series.series_rank,
        lag(deliberation.number) over before as number_before,
        lag(name_series.series_rank) over before as rank_before
    from name_series
    inner join deliberation on name_series.deliberation_id = deliberation.deliberation_id
    window before as (partition by name_series.series_key order by name_series.series_rank, name_series.deliberation_id)
)

select
    deliberation.deliberation_id as subject,
    deliberation.document_id,
    deliberation.part,
    deliberation.session_id,
    deliberation.deliberation_id,
    deliberation.number,
    look_back.number_before,
    if(look_back.rank_before is null, null, greatest(look_back.series_rank - look_back.rank_before - 1, 0)) as numbers_missing,
    deliberation.page,
    deliberation.line_from,
    deliberation.line_to,
    deliberation.quote
from deliberation
left join look_back on deliberation.deliberation_id = look_back.deliberation_id
