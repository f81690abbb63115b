-- Grain: a session of a commune's council.
-- Key: subject (the session's id).
-- Rule C11: the members in office beside the legal size of the council for the population that the user's files tell (CGCT L.2121-2). A
-- commune that was made of several may have more for its first terms (L.2113-7), Paris, Lyon and Marseille have laws of their own.
with
session as (select * from core.session),

session_document as (
    select * from core.session_document
    where session_rank = 1
),

council as (select * from core.council),

population as (
    select
        council_id,
        max(population) as population
    from printed.population
    where council_id is not null
    group by council_id
),

legal_size (least, size) as (
    values
    (0, 7), (100, 11), (500, 15), (1500, 19), (2500, 23), (3500, 27), (5000, 29), (10000, 33), (20000, 35), (30000, 39), (40000, 43),
    (50000, 45), (60000, 49), (80000, 53), (100000, 55), (150000, 59), (200000, 61), (250000, 65), (300000, 69)
)

select
    session.session_id as subject,
    session_document.document_id,
    session_document.part,
    session.session_id,
    null::varchar as deliberation_id,
    session.members_in_office,
    population.population,
    legal_size.size::bigint as legal_size,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
from session
inner join session_document on session.session_id = session_document.session_id
inner join council on session.council_id = council.council_id
left join population on session.council_id = population.council_id
asof left join legal_size on population.population >= legal_size.least
where coalesce(council.kind, 'commune') = 'commune'
