"""The SQL that gives the figures of the attendance report again: short, on the published snapshot, one query a table of the report.

They count from ``core`` and do not pass through the marts that the report is made from, so that the two can be compared: a test does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import dedent, indent

COUNTED_STATES = ("present", "represented", "excused", "absent", "unknown")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are asked for, both included; ``None`` leaves that side open."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"the period ends on {self.last}, before it begins on {self.first}")

    @property
    def is_open(self) -> bool:
        """Whether every session is asked for."""
        return self.first is None and self.last is None

    def condition(self, column: str = "date") -> str:
        """What SQL asks of a date column.

        >>> Span(date(2024, 1, 1), date(2024, 12, 31)).condition()
        " and date >= date '2024-01-01' and date <= date '2024-12-31'"
        """
        bounds = ((">=", self.first), ("<=", self.last))
        return "".join(f" and {column} {sign} date '{day}'" for sign, day in bounds if day is not None)


def quoted(text: str) -> str:
    """A text as SQL writes it.

    >>> quoted("commune-l'eau")
    "'commune-l''eau'"
    """
    return "'" + text.replace("'", "''") + "'"


DIVISIONS = {
    "year": "year(session.date)::varchar",
    "term": "term.term_id",
    "role": "membership.role",
    "group": "membership.group_name",
}


def attendance_queries(council_id: str, span: Span, group_by: str | None = None) -> Mapping[str, str]:
    """For each table of the report the query that gives its figures."""
    sessions = dedent(f"""\
        with session as (
            select *, session_id in (select session_id from quality.quarantine where deliberation_id is null) as is_set_aside
            from core.session
            where council_id = {quoted(council_id)}{span.condition()}
        )""")
    counts = ",\n".join(
        f"count(*) filter (where not is_set_aside and state = {quoted(state)}) as sessions_{state}" for state in COUNTED_STATES
    )
    divided = (
        f"""{sessions}
select
    {DIVISIONS[group_by]} as division,
    session_state.councillor_id,
    count(*) as sessions_held,
{indent(counts, "    ")},
    count(*) filter (where state <> 'unknown') as sessions_known,
    sessions_present / nullif(sessions_known, 0) as attendance_rate,
    (sessions_present + sessions_represented) / nullif(sessions_known, 0) as representation_inclusive_rate
from core.session_state
inner join session using (session_id)
left join core.term
    on session.council_id = term.council_id and session.date between term.starts_on and coalesce(term.ends_on, date '9999-12-31')
left join core.membership
    on session_state.councillor_id = membership.councillor_id and term.term_id is not distinct from membership.term_id
where not is_set_aside
group by division, session_state.councillor_id
order by division, session_state.councillor_id"""
        if group_by
        else None
    )
    return {
        **({"divisions": divided} if divided else {}),
        "summary": f"""{sessions}
select
    count(*) as sessions,
    count(*) filter (where not is_set_aside and roll_call_document_id is not null) as sessions_covered,
    count(*) filter (where is_set_aside) as sessions_set_aside,
    count(*) filter (where not is_set_aside and roll_call_document_id is null) as sessions_without_roll_call
from session""",
        "councillors": f"""{sessions}
select
    councillor_id,
    any_value(councillor.name) as councillor,
    count(*) filter (where not is_set_aside) as sessions_held,
{indent(counts, "    ")},
    count(*) filter (where not is_set_aside and state <> 'unknown') as sessions_known,
    sessions_present / nullif(sessions_known, 0) as attendance_rate,
    (sessions_present + sessions_represented) / nullif(sessions_known, 0) as representation_inclusive_rate,
    count(*) filter (where is_set_aside) as sessions_quarantined,
    (select count(*) from session) - count(*) as sessions_out_of_membership
from core.session_state
inner join session using (session_id)
inner join core.councillor using (councillor_id)
group by councillor_id
order by councillor, councillor_id""",
        "proxies": f"""{sessions},

power as (
    select distinct session_id, giver_id, holder_id
    from core.proxy
    where session_id in (select session_id from session where not is_set_aside)
),

side as (
    select session_id, giver_id as councillor_id, 1 as given, 0 as held from power group by all
    union all
    select session_id, holder_id as councillor_id, 0 as given, count(distinct giver_id) as held
    from power
    where holder_id is not null
    group by all
)

select councillor_id, sum(given)::bigint as proxies_given, sum(held)::bigint as proxies_held
from side
semi join core.session_state using (session_id, councillor_id)
group by councillor_id
order by councillor_id""",
        "pairs": f"""{sessions},

power as (
    select distinct session_id, giver_id, holder_id
    from core.proxy
    where session_id in (select session_id from session where not is_set_aside)
),

giver as (select giver_id, count(distinct session_id) as giver_sessions from power group by giver_id)

select giver_id, holder_id, count(*) as sessions, any_value(giver_sessions) as giver_sessions
from power
inner join giver using (giver_id)
group by giver_id, holder_id
order by giver_id, holder_id""",
        "runs": f"""{sessions},

number_sessions as (
    select session_id, is_set_aside, row_number() over (order by date, session_id) as number from session
),

power as (
    select distinct giver_id, number from core.proxy inner join number_sessions using (session_id) where not is_set_aside
),

run as (
    select giver_id, number - row_number() over (partition by giver_id order by number) as start from power
)

select giver_id as councillor_id, max(sessions) as longest_proxy_run
from (select giver_id, start, count(*) as sessions from run group by giver_id, start)
group by giver_id
order by giver_id""",
        "movements": f"""{sessions}
select
    councillor_id,
    count(distinct session_id) filter (where event = 'arrival') as late_arrivals,
    count(distinct session_id) filter (where event = 'departure') as early_departures
from core.change
inner join session using (session_id)
where not is_set_aside
group by councillor_id
order by councillor_id""",
        "sessions": f"""select
    date, session_id, members_in_office, members_present, members_represented, members_excused, members_absent, members_unknown,
    members_present / nullif(members_named, 0) as attendance_rate, quorum, quorum_margin
from marts.attendance_by_session
where council_id = {quoted(council_id)}{span.condition()}
order by date, session_id""",
        "matrix": f"""{sessions}
select date, session_id, councillor_id, if(is_set_aside, 'set_aside', state) as state
from core.session_state
inner join session using (session_id)
order by date, session_id, councillor_id""",
        "set_aside": f"""{sessions}
select date, session_id, rule, finding.sentence, finding.document_id, page, line_from, quote
from quality.finding
inner join session using (session_id)
where is_set_aside and verdict = 'broken' and severity = 'error' and deliberation_id is null
order by date, session_id, rule, page, line_from""",
        "sources": f"""{sessions}
select date, session_id, councillor_id, state, file_name, doc_type, page, line_from, quote
from core.session_attendance
inner join session using (session_id)
inner join core.document on session_attendance.document_id = document.document_id
order by date, session_id, position""",
    }
