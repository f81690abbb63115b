-- Grain: a councillor, a person in a council.
-- Key: councillor_id.
-- The fullest of the forms that are the name itself is the display name: "Anne PETIT" rather than "Mme PETIT" or a misprint, whichever
-- document came first.
with
councillor_name as (select * from core.councillor_name),

attendance as (select * from printed.attendance),

resolved_name as (
    select * from printed.resolved_name
    where role = 'attendance' and councillor_id is not null
),

roster as (
    select * from printed.roster
    where councillor_id is not null
),

collect_forms as (
    select
        councillor_id,
        council_id,
        name,
        how,
        mention_count
    from councillor_name
    union all
    select
        councillor_id,
        council_id,
        name,
        'roster' as how,
        0 as mention_count
    from roster
),

count_forms as (
    select
        councillor_id,
        council_id,
        name,
        bool_or(how in ('exact', 'roster')) as is_exact,
        len(regexp_split_to_array(name, '[\s-]+')) as words, -- a hyphen or a space makes no difference
        sum(mention_count) as mentions
    from collect_forms
    group by councillor_id, council_id, name
),

choose_name as (
    select
        councillor_id,
        council_id,
        name,
        string_split(name, ' ') as name_words
    from count_forms
    qualify row_number() over (
        partition by councillor_id
        order by is_exact desc, words desc, mentions desc, name = upper(name) asc, name asc
    ) = 1
),

find_surname as (
    select
        *,
        list_filter(name_words, lambda word: word = upper(word) and word <> lower(word)) as capital_words
    from choose_name
),

read_civilities as (
    select
        resolved_name.councillor_id,
        case
            when regexp_matches(lower(attendance.civility), '^(mme|mlle|mad|mesd)') then 'f'
            when regexp_matches(lower(attendance.civility), '^(mm?|mr)\b|^(mons|mess)') then 'm'
        end as civility
    from resolved_name
    inner join attendance
        on
        resolved_name.document_id = attendance.document_id
        and resolved_name.part = attendance.part
        and resolved_name.position = attendance.position
),

agree_civilities as (
    select
        councillor_id,
        if(count(distinct civility) = 1, min(civility), null) as civility
    from (
        select
            councillor_id,
            civility
        from read_civilities
        union all
        select
            councillor_id,
            case civility when 'Mme' then 'f' when 'M.' then 'm' end as civility
        from roster
    ) as every_civility
    group by councillor_id
)

select
    find_surname.councillor_id,
    find_surname.council_id,
    find_surname.name,
    case
        when len(find_surname.name_words) = 1 then find_surname.name
        when len(find_surname.capital_words) between 1 and len(find_surname.name_words) - 1
            then array_to_string(find_surname.capital_words, ' ')
    end as surname,
    agree_civilities.civility
from find_surname
left join agree_civilities on find_surname.councillor_id = agree_civilities.councillor_id
