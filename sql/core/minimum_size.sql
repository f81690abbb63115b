-- Grain: a council.
-- Key: council_id.
-- The one place of the sizes under which the marts give no rate: a share of a few votes says more of chance than of people.
with
council as (select * from core.council),

parameter (minimum_votes, minimum_members, minimum_voters) as (values (10, 3, 2))

select
    council.council_id,
    parameter.minimum_votes::bigint as minimum_votes,
    parameter.minimum_members::bigint as minimum_members,
    parameter.minimum_voters::bigint as minimum_voters
from council
cross join parameter
