"""The SQL that gives the figures of the voting report again, one query a table, with the names of the report's own columns.

They count from ``core`` and do not pass through the marts that the report is made from, so that the two can be compared: a test does.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent, indent

from transforms.reporting.queries import Span, quoted

# How a number of deliberations went; each share is one of those of which the answer is known.
FIGURES = """\
count(counted.deliberation_id) as deliberations,
count(*) filter (where counted.outcome = 'adopted') as adopted,
count(*) filter (where counted.outcome = 'rejected') as rejected,
count(*) filter (where counted.outcome = 'elected') as elected,
count(*) filter (where counted.outcome = 'noted') as noted,
count(*) filter (where counted.outcome = 'postponed') as postponed,
count(*) filter (where counted.outcome = 'unknown') as outcome_unknown,
count(*) filter (where counted.is_secret) as secret_ballots,
count(*) filter (where counted.is_contested) as contested,
count(counted.is_contested) as contested_known,
contested / nullif(contested_known, 0) as contested_share,
count(*) filter (where counted.unanimous_printed) as unanimous_printed,
count(counted.unanimous_printed) as unanimous_printed_known,
count(*) filter (where counted.unanimous_printed) / nullif(unanimous_printed_known, 0) as unanimous_printed_share,
count(*) filter (where counted.unanimous_strict) as unanimous_strict,
count(counted.unanimous_strict) as unanimous_strict_known,
count(*) filter (where counted.unanimous_strict) / nullif(unanimous_strict_known, 0) as unanimous_strict_share,
count(counted.margin) as margin_known,
count(counted.has_pivotal_proxies) as pivotal_known,
if(pivotal_known > 0, count(*) filter (where counted.has_pivotal_proxies), null) as pivotal_proxies,
coalesce(sum(counted.stated_for + counted.stated_against + counted.stated_abstain), 0)::bigint as stated_votes,
coalesce(sum(counted.inferred_for), 0)::bigint as inferred_votes"""

# What is left out of a count of votes by name, each under one reason.
_FATES = {
    "deliberations_quarantined": "quarantined",
    "deliberations_secret": "secret",
    "deliberations_elections": "election",
    "deliberations_without_vote": "none",
    "deliberations_outcome_unknown": "unknown",
    "deliberations_contest_unknown": "contest_unknown",
    "votes_absent": "absent",
    "votes_withdrawn": "withdrawn",
    "votes_unknown": "state_unknown",
    "votes_possible": "possible",
}

_SCOPES = "scope (scope) as (values ('all'), ('contested'))"
_BASES = {"stated": "is_stated", "with_inferred": "true"}  # the votes that are printed, and those that follow beside them


def voting_queries(council_id: str, span: Span, closest: int) -> Mapping[str, str]:
    """For each table of the report the query that gives its figures; ``closest`` is the number of close votes shown."""
    council = quoted(council_id)
    deliberations = dedent(f"""\
        with session as (
            select
                session_id,
                date,
                session_id in (select session_id from quality.quarantine where deliberation_id is null) as is_session_set_aside
            from core.session
            where council_id = {council}{span.condition()}
        ),

        deliberation as (
            select
                session.date,
                item.*,
                tally.* exclude (deliberation_id),
                ballot.ballot,
                ballot.winning_choice,
                ballot.names_sides_stated,
                ballot.names_sides_with_inferred,
                is_session_set_aside or item.deliberation_id in (select deliberation_id from quality.quarantine) is true as is_set_aside
            from session
            inner join core.deliberation as item on session.session_id = item.session_id
            inner join core.vote_tally as tally on item.deliberation_id = tally.deliberation_id
            inner join core.ballot on item.deliberation_id = ballot.deliberation_id
        ),

        counted as (select * from deliberation where not is_set_aside)""")
    return {
        "summary": f"""{deliberations}
select
    (select count(*) from session) as sessions,
    (select count(*) from session where is_session_set_aside) as sessions_set_aside,
    (select count(*) from deliberation where is_set_aside) as deliberations_set_aside,
{indent(FIGURES, "    ")}
from counted""",
        "years": f"""{deliberations},

year as (
    select year(date)::varchar as year, count(*) as sessions, count(*) filter (where is_session_set_aside) as sessions_set_aside
    from session
    group by all
),

set_aside as (select year(date)::varchar as year, count(*) as deliberations from deliberation where is_set_aside group by all)

select
    year.year,
    any_value(year.sessions) as sessions,
    any_value(year.sessions_set_aside) as sessions_set_aside,
    coalesce(any_value(set_aside.deliberations), 0) as deliberations_set_aside,
{indent(FIGURES, "    ")}
from year
left join counted on year.year = year(counted.date)::varchar
left join set_aside on year.year = set_aside.year
group by year.year
order by year.year""",
        "sessions": f"""{deliberations}
select
    session.date,
    session.session_id,
    (
        select count(*) from deliberation where session.session_id = deliberation.session_id and is_set_aside
    ) as deliberations_quarantined,
{indent(FIGURES, "    ")}
from session
left join counted on session.session_id = counted.session_id
where not is_session_set_aside
group by session.date, session.session_id
order by session.date, session.session_id""",
        "subjects": f"""{deliberations}
select
    subject_code,
    any_value(subject_label) as subject_label,
{indent(FIGURES, "    ")}
from counted
group by subject_code
order by subject_code""",
        "closest": f"""{deliberations}
select
    date, deliberation_id, number, title, outcome, votes_for, votes_against, votes_abstain, margin, members_represented,
    has_pivotal_proxies, has_casting_vote
from counted
where is_contested and margin is not null
order by abs(margin), date, deliberation_id
limit {closest}""",
        "unanimity": f"""{deliberations}
select
    date, deliberation_id, number, title, votes_for, votes_against, votes_abstain, stated_against, stated_abstain
from counted
where unanimous_printed and not unanimous_strict
order by date, deliberation_id""",
        "ballots": f"""{deliberations}
select
    if(is_set_aside, 'quarantined', ballot) as ballot,
    count(*) as deliberations,
    count(*) filter (where stated_for + stated_against + stated_abstain > 0) as with_stated,
    count(*) filter (where names_sides_stated) as sides_stated,
    count(*) filter (where stated_for + stated_against + stated_abstain + inferred_for > 0) as with_inferred,
    count(*) filter (where names_sides_with_inferred) as sides_with_inferred,
    count(*) filter (where stated_for + stated_against + stated_abstain + inferred_for = 0) as nobody_named
from deliberation
group by all
order by ballot""",
        "bases": f"""{deliberations}
select vote.basis, vote.choice, count(*) as votes, count(distinct vote.deliberation_id) as deliberations
from counted
inner join core.vote on counted.deliberation_id = vote.deliberation_id
group by vote.basis, vote.choice
order by vote.basis, vote.choice""",
        "councillors": _councillors(deliberations, council),
        "agreement": _agreement(deliberations, council),
        "groups": _groups(deliberations, council),
        "set_aside": f"""{deliberations}
select
    date, finding.session_id, finding.deliberation_id, finding.rule, finding.sentence, file_name, finding.page, finding.line_from,
    finding.line_to, finding.quote
from quality.finding
inner join session on finding.session_id = session.session_id
left join core.document on finding.document_id = document.document_id
where finding.verdict = 'broken' and finding.severity = 'error'
order by date, finding.session_id, finding.deliberation_id nulls first, finding.rule, finding.page, finding.line_from""",
        "deliberations": f"""{deliberations}
select
    date, deliberation.session_id, deliberation_id, position, number, title, subject_code, outcome, unanimous_printed, unanimous_strict,
    if(is_set_aside, 'quarantined', ballot) as ballot,
    votes_for, votes_against, votes_abstain, votes_not_voting,
    file_name,
    if(vote_page is null, page, vote_page) as page,
    if(vote_page is null, line_from, vote_line_from) as line_from,
    if(vote_page is null, line_to, vote_line_to) as line_to,
    if(vote_page is null, quote, vote_quote) as quote,
    vote_page is not null as is_place_of_vote
from deliberation
left join core.document
    on if(vote_page is null, deliberation.document_id, vote_document_id) = document.document_id
order by date, deliberation.session_id, position""",
    }


def _councillors(deliberations: str, council: str) -> str:
    fates = ",\n".join(f"        count(*) filter (where fate = {quoted(fate)}) as {column}" for column, fate in _FATES.items())
    votes = ",\n".join(
        f"""\
        count(*) filter (where fate = 'possible' and {known} and choice <> 'not_voting') as votes_{basis},
        count(*) filter (where fate = 'possible' and {known} and is_cast and not names_sides_{basis}) as votes_one_sided_{basis},
        count(*) filter (where fate = 'possible' and {known} and is_cast and names_sides_{basis}) as votes_cast_{basis},
        count(*) filter (
            where fate = 'possible' and {known} and is_cast and names_sides_{basis} and choice <> winning_choice
        ) as dissents_{basis}"""
        for basis, known in _BASES.items()
    )
    rates = ",\n".join(
        f"""\
    votes_{basis},
    if(votes_possible >= minimum_votes, votes_{basis} / votes_possible, null) as participation_{basis},
    votes_one_sided_{basis},
    votes_cast_{basis},
    dissents_{basis},
    if(votes_cast_{basis} >= minimum_votes, dissents_{basis} / votes_cast_{basis}, null) as dissent_rate_{basis},
    case
        when votes_cast_{basis} >= minimum_votes then null
        when votes_cast_{basis} > 0 then 'too_few_votes'
        when votes_one_sided_{basis} > 0 then 'one_side_named'
        else 'no_vote_cast'
    end as no_dissent_reason_{basis}"""
        for basis in _BASES
    )
    return f"""{deliberations},

{_SCOPES},

within_scope as (
    select *
    from deliberation
    cross join scope
    where scope = 'all' or is_contested or (ballot = 'open' and is_contested is null)
),

chance as (
    select
        councillor_id,
        within_scope.* exclude (session_id, deliberation_id),
        vote.choice,
        vote.basis = 'stated' as is_stated,
        vote.choice in ('for', 'against') as is_cast,
        case
            when is_set_aside then 'quarantined'
            when ballot <> 'open' then ballot
            when scope = 'contested' and is_contested is null then 'contest_unknown'
            when seat.state in ('present', 'represented') then 'possible'
            when seat.state = 'withdrawn' then 'withdrawn'
            when seat.state in ('excused', 'absent') then 'absent'
            when vote.choice in ('for', 'against', 'abstain') then 'possible'
            else 'state_unknown'
        end as fate
    from within_scope
    inner join core.session_state using (session_id)
    left join core.attendance as seat using (deliberation_id, councillor_id)
    left join core.vote using (deliberation_id, councillor_id)
),

figure as (
    select
        councillor_id,
        scope,
        count(*) as deliberations,
{fates},
        count(*) filter (where fate = 'possible' and choice = 'abstain') as abstentions,
{votes}
    from chance
    group by councillor_id, scope
)

select
    councillor_id,
    councillor.name as councillor,
    scope,
    deliberations,
    {", ".join(_FATES)},
    (select count(*) from within_scope where within_scope.scope = figure.scope) - deliberations as deliberations_out_of_membership,
    abstentions,
{rates},
    case
        when votes_possible >= minimum_votes then null
        when votes_possible > 0 then 'too_few_votes'
        when votes_unknown > 0 then 'all_votes_unknown'
        else 'no_vote_possible'
    end as no_participation_reason
from figure
inner join core.councillor using (councillor_id)
inner join core.minimum_size on minimum_size.council_id = {council}
order by scope, councillor, councillor_id"""


def _agreement(deliberations: str, council: str) -> str:
    counts = ",\n".join(
        f"""\
        count(*) filter (where not is_set_aside and {known} and not names_sides_{basis}) as votes_one_sided_{basis},
        count(*) filter (where not is_set_aside and {known} and names_sides_{basis}) as votes_compared_{basis},
        count(*) filter (where not is_set_aside and {known} and names_sides_{basis} and is_same) as votes_same_{basis}"""
        for basis, known in _BASES.items()
    )
    rates = ",\n".join(
        f"""\
    votes_one_sided_{basis},
    votes_compared_{basis},
    votes_same_{basis},
    if(votes_compared_{basis} >= minimum_votes, votes_same_{basis} / votes_compared_{basis}, null) as agreement_{basis},
    case
        when votes_compared_{basis} >= minimum_votes then null
        when votes_compared_{basis} > 0 then 'too_few_votes'
        when votes_one_sided_{basis} > 0 then 'one_side_named'
        else 'no_common_vote'
    end as no_agreement_reason_{basis}"""
        for basis in _BASES
    )
    return f"""{deliberations},

{_SCOPES},

known_vote as (
    select
        deliberation_id, councillor_id, vote.choice, vote.basis, is_contested, is_set_aside, names_sides_stated, names_sides_with_inferred
    from deliberation
    inner join core.vote using (deliberation_id)
    semi join core.session_state on vote.session_id = session_state.session_id and vote.councillor_id = session_state.councillor_id
    where ballot = 'open' and vote.choice <> 'not_voting'
),

pair as (
    select
        one.councillor_id,
        other.councillor_id as other_id,
        one.* exclude (deliberation_id, councillor_id, choice, basis),
        one.choice = other.choice as is_same,
        one.basis = 'stated' and other.basis = 'stated' as is_stated
    from known_vote as one
    inner join known_vote as other on one.deliberation_id = other.deliberation_id and one.councillor_id < other.councillor_id
),

figure as (
    select
        councillor_id,
        other_id,
        scope,
        count(*) filter (where is_set_aside) as votes_quarantined,
{counts}
    from pair
    inner join scope on scope = 'all' or is_contested
    group by councillor_id, other_id, scope
)

select
    councillor_id,
    other_id,
    scope,
    votes_quarantined,
{rates}
from figure
inner join core.minimum_size on minimum_size.council_id = {council}
order by scope, councillor_id, other_id"""


def _groups(deliberations: str, council: str) -> str:
    measures = ",\n".join(
        f"""\
        count(*) filter (where not is_set_aside and voters_{basis} >= minimum_voters and not names_sides_{basis})
            as votes_one_sided_{basis},
        count(rice_{basis}) as rice_votes_{basis},
        avg(rice_{basis} order by rice_{basis}) as rice_{basis},
        count(alike_{basis}) as agreement_votes_{basis},
        avg(alike_{basis} order by alike_{basis}) as alike_{basis}"""
        for basis in _BASES
    )
    indices = ",\n".join(
        f"""\
        if(
            not is_set_aside and names_sides_{basis} and for_{basis} + against_{basis} >= minimum_voters,
            abs(for_{basis} - against_{basis}) / (for_{basis} + against_{basis}),
            null
        ) as rice_{basis},
        if(
            not is_set_aside and names_sides_{basis} and voters_{basis} >= minimum_voters,
            (
                greatest(for_{basis}, against_{basis}, abstain_{basis})
                - (voters_{basis} - greatest(for_{basis}, against_{basis}, abstain_{basis})) / 2
            ) / voters_{basis},
            null
        ) as alike_{basis}"""
        for basis in _BASES
    )
    shown = ",\n".join(
        f"""\
    coalesce(votes_one_sided_{basis}, 0) as votes_one_sided_{basis},
    coalesce(rice_votes_{basis}, 0) as rice_votes_{basis},
    if(is_large_enough and rice_votes_{basis} >= minimum_votes, rice_{basis}, null) as rice_index_{basis},
    coalesce(agreement_votes_{basis}, 0) as agreement_votes_{basis},
    if(is_large_enough and agreement_votes_{basis} >= minimum_votes, alike_{basis}, null) as agreement_index_{basis},
    case
        when not is_large_enough then 'too_few_members'
        when rice_votes_{basis} >= minimum_votes and agreement_votes_{basis} >= minimum_votes then null
        when coalesce(agreement_votes_{basis}, 0) > 0 then 'too_few_votes'
        when votes_one_sided_{basis} > 0 then 'one_side_named'
        else 'no_vote_known'
    end as no_index_reason_{basis}"""
        for basis in _BASES
    )
    counts = ",\n".join(
        f"        count(*) filter (where {known} and choice = '{choice}') as {choice}_{basis}"
        for basis, known in (("stated", "basis = 'stated'"), ("with_inferred", "true"))
        for choice in ("for", "against", "abstain")
    )
    return f"""{deliberations},

{_SCOPES},

member as (
    select distinct session.session_id, group_name, councillor_id
    from session
    inner join core.membership
        on council_id = {council} and group_name is not null and date between from_date and coalesce(to_date, date '9999-12-31')
),

group_size as (
    select group_name, max(members) as members
    from (select session_id, group_name, count(*) as members from member group by all)
    group by group_name
),

group_vote as (
    select
        deliberation.deliberation_id,
        member.group_name,
{counts},
        for_stated + against_stated + abstain_stated as voters_stated,
        for_with_inferred + against_with_inferred + abstain_with_inferred as voters_with_inferred
    from deliberation
    inner join member on deliberation.session_id = member.session_id
    inner join core.vote on deliberation.deliberation_id = vote.deliberation_id and member.councillor_id = vote.councillor_id
    where ballot = 'open'
    group by deliberation.deliberation_id, member.group_name
),

measured as (
    select
        held.group_name,
        is_contested,
        is_set_aside,
        names_sides_stated,
        names_sides_with_inferred,
        voters_stated,
        voters_with_inferred,
        minimum_voters,
{indices}
    from (select distinct session_id, group_name from member) as held
    inner join deliberation on held.session_id = deliberation.session_id and ballot = 'open'
    left join group_vote on deliberation.deliberation_id = group_vote.deliberation_id and held.group_name = group_vote.group_name
    inner join core.minimum_size on minimum_size.council_id = {council}
),

figure as (
    select
        group_name,
        scope,
        count(*) filter (where not is_set_aside) as open_votes,
        count(*) filter (where is_set_aside) as open_votes_quarantined,
{measures}
    from measured
    inner join scope on scope = 'all' or is_contested
    group by group_name, scope
)

select
    group_size.group_name,
    scope.scope,
    members,
    coalesce(open_votes, 0) as open_votes,
    coalesce(open_votes_quarantined, 0) as open_votes_quarantined,
{shown}
from (select *, members >= minimum_members as is_large_enough from group_size, core.minimum_size where council_id = {council}) as group_size
cross join scope
left join figure on group_size.group_name = figure.group_name and scope.scope = figure.scope
order by scope.scope, group_size.group_name"""
