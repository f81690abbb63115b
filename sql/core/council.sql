-- Grain: a council.
-- Key: council_id.
-- Each fact is the form that most of the council's sittings print; where two are printed as often, one in small letters, then the first
-- in alphabetical order, so that the order of arrival changes nothing.
with
resolved_council as (
    select * from printed.resolved_council
    where council_id is not null
),

collect_facts as (
    select
        council_id,
        'name' as fact,
        name as value
    from resolved_council
    union all
    select
        council_id,
        'source name' as fact,
        source_council as value
    from resolved_council
    where how = 'source'
    union all
    select
        council_id,
        'kind' as fact,
        kind as value
    from resolved_council
    union all
    select
        council_id,
        'siren' as fact,
        siren as value
    from resolved_council
    union all
    select
        council_id,
        'department' as fact,
        department as value
    from resolved_council
),

rank_facts as (
    select
        council_id,
        fact,
        value,
        row_number() over (partition by council_id, fact order by count(*) desc, value = upper(value) asc, value asc) as fact_rank
    from collect_facts
    where value is not null
    group by council_id, fact, value
),

list_councils as (
    select distinct council_id
    from resolved_council
)

select
    list_councils.council_id,
    coalesce(
        max(rank_facts.value) filter (where rank_facts.fact = 'name'),
        max(rank_facts.value) filter (where rank_facts.fact = 'source name'), -- no document prints one
        list_councils.council_id
    ) as name,
    max(rank_facts.value) filter (where rank_facts.fact = 'kind') as kind,
    max(rank_facts.value) filter (where rank_facts.fact = 'siren') as siren,
    max(rank_facts.value) filter (where rank_facts.fact = 'department') as department
from list_councils
left join rank_facts on list_councils.council_id = rank_facts.council_id and rank_facts.fact_rank = 1
group by list_councils.council_id
