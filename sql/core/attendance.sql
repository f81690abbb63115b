-- Grain: a deliberation and a councillor of the roll call that holds for it.
-- Key: deliberation_id, councillor_id.
-- The seat ledger. An extract's own roll call states who sat at its deliberation; else the opening roll call of record holds, with the
-- printed arrivals and departures of the same document replayed over it. Where the print leaves a state open it is unknown, never absent:
-- a movement without its place in the order of items; the time before the arrival of somebody listed as present, or before the departure
-- of somebody who is not; and, for an item that the document of record lacks, everybody who moves or stands differently in two roll calls.
with
session as (select * from core.session),

session_document as (select * from core.session_document),

sitting as (select * from core.sitting),

deliberation_document as (select * from core.deliberation_document),

roll_call as (select * from core.roll_call),

change as (select * from core.change),

printed_vote as (select * from printed.vote),

resolved_name as (select * from printed.resolved_name),

choose_own_roll_calls as (
    select
        deliberation_document.deliberation_id,
        deliberation_document.document_id,
        deliberation_document.part,
        deliberation_document.position
    from deliberation_document
    inner join sitting on deliberation_document.document_id = sitting.document_id and deliberation_document.part = sitting.part
    where deliberation_document.doc_type = 'extract' and sitting.attendance_count > 0
    qualify row_number() over (
        partition by deliberation_document.deliberation_id
        order by deliberation_document.deliberation_rank
    ) = 1
),

list_deliberations as (
    select
        deliberation_id,
        session_id,
        council_id
    from deliberation_document
    where deliberation_rank = 1
),

choose_roll_calls as (
    select
        list_deliberations.deliberation_id,
        list_deliberations.session_id,
        list_deliberations.council_id,
        own.deliberation_id is not null as is_own,
        coalesce(own.document_id, session.roll_call_document_id) as document_id,
        coalesce(own.part, session.roll_call_part) as part,
        coalesce(own.position, of_record.position) as position -- null where the document of record lacks the item
    from list_deliberations
    inner join session on list_deliberations.session_id = session.session_id
    left join choose_own_roll_calls as own on list_deliberations.deliberation_id = own.deliberation_id
    left join deliberation_document as of_record
        on
        list_deliberations.deliberation_id = of_record.deliberation_id
        and session.roll_call_document_id = of_record.document_id
        and session.roll_call_part = of_record.part
),

-- who moves without being listed was somewhere before: the state is open, not absent
open_states as (
    select
        document_id,
        part,
        councillor_id,
        state,
        proxy_holder_id
    from roll_call
    union all
    select distinct
        change.document_id,
        change.part,
        change.councillor_id,
        'unknown' as state,
        null as proxy_holder_id
    from change
    anti join roll_call
        on
        change.document_id = roll_call.document_id
        and change.part = roll_call.part
        and change.councillor_id = roll_call.councillor_id
),

find_unplaced_movers as (
    select distinct
        document_id,
        part,
        councillor_id
    from change
    where from_position is null
),

-- of two movements at one item the first tells where somebody was before, the last where they are then
place_changes as (
    select
        document_id,
        part,
        councillor_id,
        first_value(event) over (partition by document_id, part, councillor_id, from_position order by position) as event,
        from_position,
        case when event = 'arrival' then 'present' when proxy is not null then 'represented' else 'absent' end as state,
        if(event = 'departure', proxy_holder_id, null) as proxy_holder_id
    from change
    where from_position is not null
    qualify row_number() over (partition by document_id, part, councillor_id, from_position order by position desc) = 1
),

line_up_states as (
    select
        open_states.document_id,
        open_states.part,
        open_states.councillor_id,
        null as event,
        0 as from_position,
        open_states.state,
        open_states.proxy_holder_id
    from open_states
    union all
    select
        document_id,
        part,
        councillor_id,
        event,
        from_position,
        state,
        proxy_holder_id
    from place_changes
),

look_ahead as (
    select
        *,
        lead(event) over (partition by document_id, part, councillor_id order by from_position) as next_event
    from line_up_states
),

replay_changes as (
    select
        document_id,
        part,
        councillor_id,
        from_position,
        proxy_holder_id,
        (next_event = 'arrival' and state = 'present') or (next_event = 'departure' and state <> 'present') as is_contradicted,
        event is not null as is_changed,
        state
    from look_ahead
),

find_movers as (
    select
        session_document.session_id,
        change.councillor_id
    from change
    inner join session_document on change.document_id = session_document.document_id and change.part = session_document.part
    union
    select
        session_id,
        councillor_id
    from roll_call
    group by session_id, councillor_id
    having count(distinct state) > 1
),

seat_councillors as (
    select
        choose_roll_calls.*,
        open_states.councillor_id
    from choose_roll_calls
    inner join open_states
        on choose_roll_calls.document_id = open_states.document_id and choose_roll_calls.part = open_states.part
),

find_states as (
    select
        seat_councillors.deliberation_id,
        seat_councillors.session_id,
        seat_councillors.council_id,
        seat_councillors.councillor_id,
        seat_councillors.document_id,
        seat_councillors.part,
        seat_councillors.is_own,
        replay_changes.proxy_holder_id,
        coalesce(replay_changes.is_changed, false) as is_changed,
        find_unplaced_movers.councillor_id is not null
        or coalesce(replay_changes.is_contradicted, false)
        or (seat_councillors.position is null and find_movers.councillor_id is not null) as is_open,
        replay_changes.state
    from seat_councillors
    asof left join replay_changes
        on
        seat_councillors.document_id = replay_changes.document_id
        and seat_councillors.part = replay_changes.part
        and seat_councillors.councillor_id = replay_changes.councillor_id
        and coalesce(seat_councillors.position, 0) >= replay_changes.from_position
    left join find_unplaced_movers
        on
        seat_councillors.document_id = find_unplaced_movers.document_id
        and seat_councillors.part = find_unplaced_movers.part
        and seat_councillors.councillor_id = find_unplaced_movers.councillor_id
    left join find_movers
        on seat_councillors.session_id = find_movers.session_id and seat_councillors.councillor_id = find_movers.councillor_id
),

name_withdrawn as (
    select distinct
        deliberation_document.deliberation_id,
        resolved_name.councillor_id
    from printed_vote
    inner join deliberation_document
        on
        printed_vote.document_id = deliberation_document.document_id
        and printed_vote.part = deliberation_document.part
        and printed_vote.deliberation_position = deliberation_document.position
    inner join resolved_name
        on
        printed_vote.document_id = resolved_name.document_id
        and printed_vote.part = resolved_name.part
        and printed_vote.deliberation_position = resolved_name.position
        and printed_vote.position = resolved_name.sub_position
        and resolved_name.role = 'vote'
    where
        printed_vote.choice = 'not_voting'
        and deliberation_document.is_vote_of_record
        and resolved_name.councillor_id is not null
),

judge_states as (
    select
        find_states.deliberation_id,
        find_states.session_id,
        find_states.council_id,
        find_states.councillor_id,
        case
            -- who is absent and named as not voting is absent still
            when name_withdrawn.councillor_id is not null and (find_states.is_open or find_states.state not in ('excused', 'absent'))
                then 'withdrawn'
            when find_states.is_open then 'unknown'
            else find_states.state
        end as state,
        case
            when find_states.is_changed or find_states.is_open then 'replayed'
            when find_states.is_own then 'own_roll_call'
            else 'roll_call'
        end as ledger_basis,
        find_states.proxy_holder_id,
        find_states.document_id,
        find_states.part
    from find_states
    left join name_withdrawn
        on
        find_states.deliberation_id = name_withdrawn.deliberation_id
        and find_states.councillor_id = name_withdrawn.councillor_id
)

select
    deliberation_id,
    session_id,
    council_id,
    councillor_id,
    state,
    if(state = 'withdrawn', 'vote', ledger_basis) as basis,
    if(state = 'represented', proxy_holder_id, null) as proxy_holder_id,
    document_id,
    part
from judge_states
