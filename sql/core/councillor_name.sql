-- Grain: a councillor, a printed form of the name and a way of linking it.
-- Key: councillor_id, name, how.
-- The printed forms stay beside the councillor that they were linked to, so that a link can be looked at and disputed.
with
resolved_name as (
    select * from printed.resolved_name
    where councillor_id is not null
),

resolved_council as (select * from printed.resolved_council)

select
    resolved_name.councillor_id,
    resolved_council.council_id,
    resolved_name.name,
    resolved_name.how,
    max(resolved_name.certainty) as certainty, -- 'doubtful' is greater than 'certain'
    min(resolved_name.score) as score,
    count(*) as mention_count
from resolved_name
inner join resolved_council
    on resolved_name.document_id = resolved_council.document_id and resolved_name.part = resolved_council.part
group by resolved_name.councillor_id, resolved_council.council_id, resolved_name.name, resolved_name.how
