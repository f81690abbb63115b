-- Grain: an id that a councillor had or would have had and the councillor whom it means now.
-- Key: alias_id, councillor_id.
-- Each printed form has an id of its own; when a later document shows that two forms are one person, one of the ids goes on and the others
-- lead to it from here. An alias with two rows is an id that became two people.
with
resolved_name as (select * from printed.resolved_name)

select distinct
    form_id as alias_id,
    councillor_id
from resolved_name
where form_id <> councillor_id
