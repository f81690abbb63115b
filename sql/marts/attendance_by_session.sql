-- Grain: a session that no rule quarantines.
-- Key: session_id.
-- The opening roll call in figures. Every name listed counts, also one that is linked to nobody; where no document has a roll call there
-- is no figure, and where fewer are named than are in office the rest is unknown.
with
council as (select * from core.council),

session as (select * from core.session),

quarantine as (
    select * from quality.quarantine
    where deliberation_id is null
),

count_members as (
    select
        session.*,
        session.listed_present + session.listed_represented + session.listed_excused + session.listed_absent as members_named,
        session.members_in_office // 2 + 1 as quorum
    from session
    anti join quarantine on session.session_id = quarantine.session_id
)

select
    count_members.council_id,
    council.name as council,
    count_members.session_id,
    count_members.date,
    count_members.members_in_office,
    count_members.members_named,
    count_members.listed_present as members_present,
    count_members.listed_represented as members_represented,
    count_members.listed_excused as members_excused,
    count_members.listed_absent as members_absent,
    -- greatest leaves nulls out: where the members in office are not printed, nobody knows how many the roll call leaves out
    if(
        count_members.members_in_office is null,
        null,
        greatest(count_members.members_in_office - coalesce(count_members.members_named, 0), 0)
    ) as members_unknown,
    count_members.quorum,
    count_members.listed_present - count_members.quorum as quorum_margin,
    count_members.deliberation_count,
    count_members.document_count
from count_members
inner join council on count_members.council_id = council.council_id
