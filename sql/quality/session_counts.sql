-- Grain: a roll call that the warehouse rests on (quality.roll_call).
-- Key: subject.
-- The printed totals of a document beside the names that the same document lists: rules C1 to C6 and C10a. Totals of another document
-- would compare two states of the room. A group without names is null, not 0: that nobody is listed is no statement, unless the print says
-- 0. Beside them the quorum, more than half of the members in office in person (CGCT L.2121-17); null where the print leaves it open.
with
roll_call as (select * from quality.roll_call),

printed as (select * from printed.session),

attendance as (select * from printed.attendance),

deliberation as (select * from printed.deliberation),

session as (select * from core.session),

session_law as (select * from quality.session_law),

count_names as (
    select
        document_id,
        part,
        nullif(count(*) filter (where status = 'present'), 0) as present,
        nullif(count(*) filter (where status = 'represented'), 0) as represented,
        nullif(count(*) filter (where status = 'excused'), 0) as excused,
        nullif(count(*) filter (where status = 'absent'), 0) as absent,
        count(*) as names,
        arg_min(page, position) as page,
        arg_min(line_from, position) as line_from,
        arg_min(line_to, position) as line_to,
        arg_min(quote, position) as quote
    from attendance
    group by document_id, part
),

-- of a document with a single item, such as an extract: its votes are of the room that its roll call lists
count_votes as (
    select
        document_id,
        part,
        min(
            if(
                coalesce(votes_for, votes_against, votes_abstain, votes_not_voting) is null, null,
                coalesce(votes_for, 0) + coalesce(votes_against, 0) + coalesce(votes_abstain, 0) + coalesce(votes_not_voting, 0)
            )
        ) as votes_counted
    from deliberation
    group by document_id, part
    having count(*) = 1
),

compare as (
    select
        roll_call.subject,
        roll_call.document_id,
        roll_call.part,
        roll_call.session_id,
        roll_call.deliberation_id,
        printed.stated_present,
        printed.stated_represented,
        printed.stated_excused,
        printed.stated_absent,
        printed.stated_voters,
        count_votes.votes_counted,
        count_names.names as listed_names,
        session_law.is_third_enough,
        session_law.counts_represented,
        roll_call.deliberation_id is null and session_law.needs_quorum as needs_quorum,
        count_names.page,
        count_names.line_from,
        count_names.line_to,
        count_names.quote,
        -- the number in office does not change between the documents of a session
        coalesce(printed.members_in_office, session.members_in_office) as members_in_office,
        coalesce(count_names.present, if(printed.stated_present = 0, 0, null)) as listed_present,
        coalesce(count_names.represented, if(printed.stated_represented = 0, 0, null)) as listed_represented,
        coalesce(count_names.excused, if(printed.stated_excused = 0, 0, null)) as listed_excused,
        coalesce(count_names.absent, if(printed.stated_absent = 0, 0, null)) as listed_absent
    from roll_call
    left join session on roll_call.session_id = session.session_id
    left join session_law on roll_call.session_id = session_law.session_id
    left join printed on roll_call.document_id = printed.document_id and roll_call.part = printed.part
    left join count_names on roll_call.document_id = count_names.document_id and roll_call.part = count_names.part
    left join count_votes on roll_call.document_id = count_votes.document_id and roll_call.part = count_votes.part
),

add_groups as (
    select
        *,
        -- null where any group is not printed; null + anything is null
        listed_present + listed_represented + listed_excused + listed_absent as names_of_all_groups,
        -- where proxies are neither listed nor counted, the voters are those present
        coalesce(listed_present, stated_present) + coalesce(listed_represented, stated_represented, 0) as listed_voters,
        if(is_third_enough, (members_in_office + 2) // 3, members_in_office // 2 + 1) as quorum,
        greatest(listed_present, stated_present)
        + if(counts_represented, coalesce(greatest(listed_represented, stated_represented), 0), 0) as counted_at_opening,
        -- those who may count besides: nobody where the print counts those present, else the members in office whom no group names
        if(
            stated_present is not null and not counts_represented, 0,
            greatest(members_in_office - coalesce(listed_names, 0), 0)
        ) as perhaps_at_opening
    from compare
)

select
    subject,
    document_id,
    part,
    session_id,
    deliberation_id,
    members_in_office,
    stated_present,
    stated_represented,
    stated_excused,
    stated_absent,
    stated_voters,
    listed_present,
    listed_represented,
    listed_excused,
    listed_absent,
    listed_names,
    names_of_all_groups,
    listed_voters,
    -- as many votes as there are voters leave nobody out; fewer say nothing, for not every count is printed
    coalesce(stated_voters, if(votes_counted = listed_voters, votes_counted, null)) as voters,
    needs_quorum,
    quorum,
    if(counted_at_opening >= quorum or counted_at_opening + perhaps_at_opening < quorum, counted_at_opening, null) as seats_at_opening,
    page,
    line_from,
    line_to,
    quote
from add_groups
