-- Grain: a deliberation that has a seat ledger.
-- Key: subject (the deliberation's id).
-- Rule C5d: present, represented, excused, absent, withdrawn and unknown sum to the members in office. Seats that no paper names are
-- unknown too and fill the rest; where the number in office is not printed, nobody knows how many they are.
with
ledger as (select * from core.attendance),

session as (select * from core.session),

deliberation as (select * from core.deliberation),

count_states as (
    select
        deliberation_id,
        count(*) filter (where state = 'present') as seats_present,
        count(*) filter (where state = 'represented') as seats_represented,
        count(*) filter (where state = 'excused') as seats_excused,
        count(*) filter (where state = 'absent') as seats_absent,
        count(*) filter (where state = 'withdrawn') as seats_withdrawn,
        count(*) filter (where state = 'unknown') as seats_open,
        count(*) as seats_named
    from ledger
    group by deliberation_id
)

select
    count_states.deliberation_id as subject,
    deliberation.document_id,
    deliberation.part,
    deliberation.session_id,
    count_states.deliberation_id,
    session.members_in_office,
    count_states.seats_present,
    count_states.seats_represented,
    count_states.seats_excused,
    count_states.seats_absent,
    count_states.seats_withdrawn,
    count_states.seats_open,
    count_states.seats_named,
    -- greatest() leaves nulls out
    if(session.members_in_office is null, null, greatest(session.members_in_office - count_states.seats_named, 0)) as seats_unnamed,
    deliberation.page,
    deliberation.line_from,
    deliberation.line_to,
    deliberation.quote
from count_states
inner join deliberation on count_states.deliberation_id = deliberation.deliberation_id
inner join session on deliberation.session_id = session.session_id
