-- Grain: a term of a council in which a session or a member is known.
-- Key: term_id.
-- General elections bound a term; the next one has not been held yet where ends_on is null.
with
council as (select * from core.council),

session as (select * from core.session),

roster as (
    select * from printed.roster
    where council_id is not null
),

election as (select * from printed.election),

-- a council whose kind nobody prints is taken for a commune's
list_terms as (
    select
        council.council_id,
        election.held_on as starts_on,
        lead(election.held_on) over (partition by council.council_id order by election.held_on) as next_held_on
    from council
    inner join election on coalesce(council.kind, 'commune') = election.kind
),

know_days as (
    select
        council_id,
        date
    from session
    union
    select
        council_id,
        starts_on as date
    from roster
)

select distinct
    list_terms.council_id || ':' || year(list_terms.starts_on) as term_id,
    list_terms.council_id,
    list_terms.starts_on,
    (list_terms.next_held_on - 1)::date as ends_on
from list_terms
inner join know_days
    on
    list_terms.council_id = know_days.council_id
    and list_terms.starts_on <= know_days.date
    and (list_terms.next_held_on is null or list_terms.next_held_on > know_days.date)
