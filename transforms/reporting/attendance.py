"""The attendance report of one council: from frames of the marts, core and quality to what its pages say.

The figures come from ``marts.attendance_by_councillor`` and ``marts.attendance_by_session``; core and quality add who stands where in
the matrix, why a session is set aside, and where each roll call is printed.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

import pandas as pd

from transforms.reporting import french
from transforms.reporting.divisions import GroupBy, Tally, tallies
from transforms.reporting.queries import Span, attendance_queries
from transforms.reporting.records import Row, as_day, records


class State(StrEnum):
    """What a cell of the matrix says of one councillor at one session."""

    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    NOT_A_MEMBER = "not_a_member"
    SET_ASIDE = "set_aside"


LETTERS = {
    State.PRESENT: "P",
    State.REPRESENTED: "R",
    State.EXCUSED: "E",
    State.ABSENT: "A",
    State.UNKNOWN: "?",
    State.NOT_A_MEMBER: french.DASH,
    State.SET_ASIDE: "",
}


class Standing(StrEnum):
    """What became of a session that was held."""

    COVERED = "covered"  # its roll call counts
    SET_ASIDE = "set_aside"  # a check of severity error is broken: quarantined
    NO_ROLL_CALL = "no_roll_call"  # no document at hand prints who was there


@dataclass(frozen=True, slots=True)
class AttendanceOptions:
    """The report's thresholds, each with the value used where nothing else is asked for."""

    min_sessions_for_rate: int = 1  # known sessions below which no rate is printed
    sessions_per_block: int = 15  # columns of the matrix that fit on an A4 page beside the names
    quote_length: int = 160  # characters of a roll call quoted in the source list
    reasons_per_session: int = 5  # broken checks told in full; the others are counted


@dataclass(frozen=True, slots=True)
class AttendanceFrames:
    """What the report is made from, already narrowed to one council. The columns needed are those of `COLUMNS`."""

    council: pd.DataFrame
    session: pd.DataFrame
    councillor: pd.DataFrame
    session_state: pd.DataFrame  # one row a session and councillor within membership
    proxy: pd.DataFrame
    change: pd.DataFrame  # arrivals and departures
    session_attendance: pd.DataFrame  # where the roll call of record names each of them
    document: pd.DataFrame
    quarantine: pd.DataFrame  # the sessions set aside
    finding: pd.DataFrame  # the broken checks
    term: pd.DataFrame
    membership: pd.DataFrame
    attendance_by_councillor: pd.DataFrame  # over the whole of the days asked for
    attendance_by_session: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with what it was made from, or the code of the reason why there is none. Never a figure out of nothing."""

    numerator: int
    denominator: int
    reason: str | None = None
    least: int = 1  # known sessions that a rate needs

    @property
    def value(self) -> float | None:
        return None if self.reason else self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stood in each known state."""

    present: int = 0
    represented: int = 0
    excused: int = 0
    absent: int = 0

    @property
    def known(self) -> int:
        return self.present + self.represented + self.excused + self.absent

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is printed."""

    document_id: str
    document_name: str
    doc_type: str  # its code
    pages: tuple[int, ...]
    quote: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A broken check, in the words of its rule."""

    rule: str
    sentence: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Session:
    session_id: str
    date: date
    standing: Standing
    members_in_office: int | None
    counts: Counts | None  # at the opening; None unless covered
    unknown: int | None  # members whom the roll call leaves out; None where the members in office are not printed
    rate: Rate
    quorum: int | None
    quorum_margin: int | None
    reasons: tuple[Reason, ...]  # why it is set aside, by rule and place
    source: Source | None  # its roll call of record


@dataclass(frozen=True, slots=True)
class Councillor:
    councillor_id: str
    name: str
    civility: str | None  # "M." or "Mme"
    sessions: int  # within the membership, those set aside left out
    counts: Counts
    unknown: int
    rate: Rate
    inclusive_rate: Rate  # represented counted with the present
    proxies_given: int
    proxies_held: int
    longest_proxy_run: int  # sessions running for which a power was given
    late_arrivals: int
    early_departures: int
    sessions_set_aside: int
    sessions_out_of_membership: int


@dataclass(frozen=True, slots=True)
class ProxyPair:
    """How often one gave another a power: in how many sessions, of those in which the giver gave any. Nobody, where the printed holder is
    linked to nobody."""

    giver_id: str
    giver: str
    holder_id: str | None
    holder: str | None
    sessions: int
    giver_sessions: int


@dataclass(frozen=True, slots=True)
class Cell:
    state: State
    proxy_holders: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        return LETTERS[self.state]


@dataclass(frozen=True, slots=True)
class Block:
    """As many columns of the matrix as a page takes."""

    sessions: tuple[Session, ...]
    rows: tuple[tuple[Councillor, tuple[Cell, ...]], ...]

    @property
    def years(self) -> tuple[tuple[int, int], ...]:
        """Each year with the number of its columns."""
        return tuple((year, len(list(group))) for year, group in groupby(session.date.year for session in self.sessions))

    @property
    def period(self) -> tuple[date, date]:
        return self.sessions[0].date, self.sessions[-1].date


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the opening roll call of record names a councillor, and in which state at that moment, not over the whole session."""

    session: Session
    councillor_id: str
    councillor: str
    state: State
    document_name: str
    page: int | None
    line: int | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Portion:
    """What counts of somebody, or of all together, within one division."""

    name: str | None  # None, as the id, for all members together
    councillor_id: str | None
    sessions: int
    counts: Counts
    unknown: int
    rate: Rate
    inclusive_rate: Rate


@dataclass(frozen=True, slots=True)
class Division:
    """A year, a term, a role or a group."""

    key: str | None  # as in the warehouse; None where it is not known
    term: tuple[date, date | None] | None  # the days of a term
    whole: Portion
    members: tuple[Portion, ...]  # in alphabetical order


@dataclass(frozen=True, slots=True)
class Reserve:
    """A broken check that leaves its sessions in the figures: something to know, not something to leave out."""

    rule: str
    title: str
    sessions: int


@dataclass(frozen=True, slots=True)
class SetAsideDocument:
    name: str
    reason: str  # its code


@dataclass(frozen=True, slots=True)
class AttendanceReport:
    council_id: str
    council: str
    kind: str | None
    sessions: tuple[Session, ...]  # in order of date
    councillors: tuple[Councillor, ...]  # in alphabetical order: no ranking
    proxy_pairs: tuple[ProxyPair, ...]  # by giver and holder, in alphabetical order
    blocks: tuple[Block, ...]
    evidence: tuple[Evidence, ...]  # by session, in the order of the roll call
    documents_set_aside: tuple[SetAsideDocument, ...]
    reserves: tuple[Reserve, ...]
    span: Span  # the days asked for
    group_by: GroupBy | None
    divisions: tuple[Division, ...]  # none where nothing is asked for by
    options: AttendanceOptions

    @property
    def period(self) -> tuple[date, date] | None:
        return (self.sessions[0].date, self.sessions[-1].date) if self.sessions else None

    def with_standing(self, standing: Standing | str) -> tuple[Session, ...]:
        return tuple(session for session in self.sessions if session.standing == standing)

    @property
    def queries(self) -> Mapping[str, str]:
        """The queries on the published snapshot that give every figure of the report, by what they give."""
        return attendance_queries(self.council_id, self.span, self.group_by)

    @property
    def matrix(self) -> tuple[tuple[Councillor, tuple[Cell, ...]], ...]:
        """A row a councillor with one cell a session, whole."""
        return tuple(
            (councillor, tuple(cell for block in self.blocks for cell in block.rows[index][1]))
            for index, councillor in enumerate(self.councillors)
        )

    @property
    def counts(self) -> Counts:
        """All councillors together."""
        return sum((councillor.counts for councillor in self.councillors), Counts())


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "council": ("council_id", "name", "kind"),
    "session": ("session_id", "date", "members_in_office", "roll_call_document_id"),
    "councillor": ("councillor_id", "name", "civility"),
    "session_state": ("session_id", "councillor_id", "state"),
    "proxy": ("session_id", "giver_id", "holder_id", "holder"),
    "change": ("session_id", "councillor_id", "event"),
    "session_attendance": ("session_id", "councillor_id", "state", "document_id", "page", "line_from", "quote"),
    "document": ("document_id", "file_name", "doc_type", "set_aside_reason"),
    "quarantine": ("session_id",),
    "term": ("term_id", "starts_on", "ends_on"),
    "membership": ("councillor_id", "term_id", "role", "group_name"),
    "finding": ("rule", "severity", "sentence", "document_id", "session_id", "page", "line_from", "quote"),
    "attendance_by_councillor": (
        "councillor_id", "sessions_held", "sessions_present", "sessions_represented", "sessions_excused", "sessions_absent",
        "sessions_unknown", "sessions_known", "no_rate_reason", "sessions_quarantined", "sessions_out_of_membership",
        "proxies_given", "proxies_held",
    ),
    "attendance_by_session": (
        "session_id", "members_present", "members_represented", "members_excused", "members_absent", "members_unknown",
        "quorum", "quorum_margin",
    ),
}  # fmt: skip

_CIVILITIES = {"m": "M.", "f": "Mme"}


def attendance_report(
    frames: AttendanceFrames,
    rules: Mapping[str, str],
    options: AttendanceOptions | None = None,
    span: Span | None = None,
    group_by: GroupBy | None = None,
) -> AttendanceReport:
    """What the attendance report of the one council in ``frames`` says; ``rules`` gives the title of each rule by its id.

    ``frames`` hold the sessions of ``span`` and no other.

    Raises `ValueError` where there is not exactly one council, or where a frame lacks one of its `COLUMNS`.
    """
    options = options or AttendanceOptions()
    rows = {spec.name: _rows(getattr(frames, spec.name), spec.name) for spec in fields(frames)}
    if len(rows["council"]) != 1:
        raise ValueError(f"an attendance report is about one council, not {len(rows['council'])}")
    council = rows["council"][0]
    sessions = _sessions(rows, options)
    councillors = _councillors(rows, sessions, options)
    return AttendanceReport(
        council_id=council["council_id"],
        council=council["name"],
        kind=council["kind"],
        sessions=sessions,
        councillors=councillors,
        proxy_pairs=_proxy_pairs(rows, sessions),
        blocks=_blocks(rows, sessions, councillors, options.sessions_per_block),
        evidence=_evidence(rows, sessions),
        documents_set_aside=documents_set_aside(frames.document),
        reserves=_reserves(rows["finding"], {session.session_id for session in sessions if session.standing == Standing.COVERED}, rules),
        span=span or Span(),
        group_by=group_by,
        divisions=_divisions(rows, sessions, group_by, options) if group_by else (),
        options=options,
    )


def documents_set_aside(documents: pd.DataFrame) -> tuple[SetAsideDocument, ...]:
    """The documents that make no session, each with its reason, by name."""
    named = (
        SetAsideDocument(row["file_name"], row["set_aside_reason"])
        for row in _rows(documents, "document")
        if row["set_aside_reason"] is not None
    )
    return tuple(sorted(named, key=lambda document: document.name))


def _rows(frame: pd.DataFrame, table: str) -> list[Row]:
    return records(frame, COLUMNS[table], table)


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _counts(row: Row, prefix: str) -> Counts:
    """The row's columns ``<prefix>_present`` and so on."""
    return Counts(*(int(row[f"{prefix}_{spec.name}"]) for spec in fields(Counts)))


def _sessions(rows: Mapping[str, list[Row]], options: AttendanceOptions) -> tuple[Session, ...]:
    quarantined = {row["session_id"] for row in rows["quarantine"]}
    documents = {row["document_id"]: row for row in rows["document"]}
    figures = {row["session_id"]: row for row in rows["attendance_by_session"]}
    reasons, roll_calls = defaultdict(list), defaultdict(list)
    for row in sorted(rows["finding"], key=lambda row: (row["rule"], row["page"] or 0, row["line_from"] or 0)):
        if row["severity"] == "error":
            reasons[row["session_id"]].append(_reason(row, documents, options))
    for row in rows["session_attendance"]:
        roll_calls[row["session_id"]].append(row)

    def session(row: Row) -> Session:
        session_id, document_id = row["session_id"], row["roll_call_document_id"]
        is_set_aside = session_id in quarantined
        standing = Standing.SET_ASIDE if is_set_aside else Standing.NO_ROLL_CALL if document_id is None else Standing.COVERED
        figure = figures[session_id] if standing == Standing.COVERED else None
        counts = _counts(figure, "members") if figure else None
        return Session(
            session_id=session_id,
            date=as_day(row["date"]),
            standing=standing,
            members_in_office=_whole(row["members_in_office"]),
            counts=counts,
            unknown=_whole(figure["members_unknown"]) if figure else None,
            rate=_session_rate(standing, counts),
            quorum=_whole(figure["quorum"]) if figure else None,
            quorum_margin=_whole(figure["quorum_margin"]) if figure else None,
            reasons=tuple(reasons[session_id]) if is_set_aside else (),
            source=_source(document_id, roll_calls[session_id], documents, options) if document_id is not None else None,
        )

    return tuple(sorted(map(session, rows["session"]), key=lambda session: (session.date, session.session_id)))


def _session_rate(standing: Standing, counts: Counts | None) -> Rate:
    if standing == Standing.SET_ASIDE:
        return Rate(0, 0, "set_aside")
    if counts is None:
        return Rate(0, 0, "no_roll_call")
    if counts.known == 0:
        return Rate(0, 0, "no_known_state")
    return Rate(counts.present, counts.known)


def _reason(row: Row, documents: Mapping[str, Row], options: AttendanceOptions) -> Reason:
    source = _source(row["document_id"], [row], documents, options) if row["document_id"] is not None else None
    return Reason(row["rule"], row["sentence"], source)


def _source(document_id: str, places: Sequence[Row], documents: Mapping[str, Row], options: AttendanceOptions) -> Source:
    """The document, every page of it that the records stand on, and the words of the first of them, one after another."""
    document = documents[document_id]
    placed = sorted(
        (row for row in places if row["document_id"] == document_id and row["page"] is not None),
        key=lambda row: (row["page"], row["line_from"]),
    )
    quotes = dict.fromkeys(str(row["quote"]) for row in placed if row["quote"] is not None)  # several names may stand in one quote
    return Source(
        document_id=document_id,
        document_name=document["file_name"],
        doc_type=document["doc_type"],
        pages=tuple(sorted({int(row["page"]) for row in placed})),
        quote=textwrap.shorten(" … ".join(quotes), options.quote_length, placeholder=" …") or None,
    )


def _councillors(rows: Mapping[str, list[Row]], sessions: Sequence[Session], options: AttendanceOptions) -> tuple[Councillor, ...]:
    people = {row["councillor_id"]: row for row in rows["councillor"]}
    counted = {session.session_id for session in sessions if session.standing != Standing.SET_ASIDE}
    powers = {(row["session_id"], row["giver_id"]) for row in rows["proxy"] if row["session_id"] in counted}
    # several documents of a session may print one movement
    moves = {(row["session_id"], row["councillor_id"], row["event"]) for row in rows["change"] if row["session_id"] in counted}
    movements = Counter((councillor_id, event) for _, councillor_id, event in moves)

    def councillor(row: Row) -> Councillor:
        person, counts, known = people[row["councillor_id"]], _counts(row, "sessions"), int(row["sessions_known"])
        reason = _no_rate_reason(row["no_rate_reason"], known, options.min_sessions_for_rate)
        return Councillor(
            councillor_id=row["councillor_id"],
            name=person["name"],
            civility=_CIVILITIES.get(person["civility"]),
            sessions=int(row["sessions_held"]),
            counts=counts,
            unknown=int(row["sessions_unknown"]),
            rate=Rate(counts.present, known, reason, options.min_sessions_for_rate),
            inclusive_rate=Rate(counts.present + counts.represented, known, reason, options.min_sessions_for_rate),
            proxies_given=int(row["proxies_given"]),
            proxies_held=int(row["proxies_held"]),
            longest_proxy_run=longest_run((session.session_id, row["councillor_id"]) in powers for session in sessions),
            late_arrivals=movements[row["councillor_id"], "arrival"],
            early_departures=movements[row["councillor_id"], "departure"],
            sessions_set_aside=int(row["sessions_quarantined"]),
            sessions_out_of_membership=int(row["sessions_out_of_membership"]),
        )

    listed = map(councillor, rows["attendance_by_councillor"])
    return tuple(sorted(listed, key=lambda councillor: (french.alphabetical(councillor.name), councillor.councillor_id)))


def _proxy_pairs(rows: Mapping[str, list[Row]], sessions: Sequence[Session]) -> tuple[ProxyPair, ...]:
    names = {row["councillor_id"]: str(row["name"]) for row in rows["councillor"]}
    counted = {session.session_id for session in sessions if session.standing != Standing.SET_ASIDE}
    given: dict[str, set[str]] = defaultdict(set)
    pairs: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for row in rows["proxy"]:
        if row["session_id"] in counted:
            given[row["giver_id"]].add(row["session_id"])
            pairs[row["giver_id"], row["holder_id"]].add(row["session_id"])

    def filed(pair: ProxyPair) -> tuple[Any, ...]:
        holder = french.alphabetical(pair.holder) if pair.holder else ()
        return french.alphabetical(pair.giver), pair.giver_id, pair.holder is None, holder, pair.holder_id or ""

    found = (
        ProxyPair(giver, names[giver], holder, names[holder] if holder else None, len(where), len(given[giver]))
        for (giver, holder), where in pairs.items()
    )
    return tuple(sorted(found, key=filed))


def _divisions(
    rows: Mapping[str, list[Row]], sessions: Sequence[Session], group_by: GroupBy, options: AttendanceOptions
) -> tuple[Division, ...]:
    names = {row["councillor_id"]: row["name"] for row in rows["councillor"]}
    terms = {row["term_id"]: (as_day(row["starts_on"]), as_day(row["ends_on"]) if row["ends_on"] else None) for row in rows["term"]}
    counted = {session.session_id: session.date for session in sessions if session.standing != Standing.SET_ASIDE}

    def portion(name: str | None, councillor_id: str | None, states: Mapping[str, int]) -> Portion:
        counts, unknown = Counts(*(states.get(spec.name, 0) for spec in fields(Counts))), states.get(State.UNKNOWN, 0)
        reason = _no_rate_reason(None if counts.known else "all_sessions_unknown", counts.known, options.min_sessions_for_rate)
        return Portion(
            name=name,
            councillor_id=councillor_id,
            sessions=counts.known + unknown,
            counts=counts,
            unknown=unknown,
            rate=Rate(counts.present, counts.known, reason, options.min_sessions_for_rate),
            inclusive_rate=Rate(counts.present + counts.represented, counts.known, reason, options.min_sessions_for_rate),
        )

    def filed(tally: Tally) -> tuple[tuple[str, ...], str]:
        return french.alphabetical(names[tally.councillor_id]), names[tally.councillor_id]

    found = tallies(group_by, rows["session_state"], counted, rows["term"], rows["membership"])
    divisions = []
    for key, group in groupby(found, key=lambda tally: tally.key):
        members = [portion(names[one.councillor_id], one.councillor_id, one.states) for one in sorted(group, key=filed)]
        total: Counter[str] = Counter()
        for member in members:
            total.update({spec.name: getattr(member.counts, spec.name) for spec in fields(Counts)} | {State.UNKNOWN.value: member.unknown})
        term = terms[key] if group_by == GroupBy.TERM and key is not None else None
        divisions.append(Division(key, term, portion(None, None, total), tuple(members)))
    return tuple(divisions)


def longest_run(marks: Iterable[bool]) -> int:
    """How many stand side by side at most.

    >>> longest_run([True, False, True, True]), longest_run([])
    (2, 0)
    """
    return max((len(list(group)) for mark, group in groupby(marks) if mark), default=0)


def _no_rate_reason(code: str | None, known: int, minimum: int) -> str | None:
    return code or ("too_few_sessions" if known < minimum else None)


def _blocks(
    rows: Mapping[str, list[Row]], sessions: Sequence[Session], councillors: Sequence[Councillor], columns: int
) -> tuple[Block, ...]:
    names = {row["councillor_id"]: row["name"] for row in rows["councillor"]}
    states = {(row["session_id"], row["councillor_id"]): State(row["state"]) for row in rows["session_state"]}
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows["proxy"]:
        holders[row["session_id"], row["giver_id"]].append(str(names.get(row["holder_id"], row["holder"])))

    def cell(session: Session, councillor: Councillor) -> Cell:
        if session.standing == Standing.SET_ASIDE:
            return Cell(State.SET_ASIDE)
        key = (session.session_id, councillor.councillor_id)
        return Cell(states.get(key, State.NOT_A_MEMBER), tuple(holders[key]))

    pages = [tuple(sessions[start : start + columns]) for start in range(0, len(sessions), columns)]
    return tuple(
        Block(page, tuple((councillor, tuple(cell(session, councillor) for session in page)) for councillor in councillors))
        for page in pages
    )


def _evidence(rows: Mapping[str, list[Row]], sessions: Sequence[Session]) -> tuple[Evidence, ...]:
    names = {row["councillor_id"]: row["name"] for row in rows["councillor"]}
    documents = {row["document_id"]: row["file_name"] for row in rows["document"]}
    called: dict[str, list[Row]] = defaultdict(list)
    for row in rows["session_attendance"]:
        called[row["session_id"]].append(row)
    return tuple(
        Evidence(
            session=session,
            councillor_id=row["councillor_id"],
            councillor=names[row["councillor_id"]],
            state=State(row["state"]),
            document_name=documents[row["document_id"]],
            page=_whole(row["page"]),
            line=_whole(row["line_from"]),
            quote=row["quote"],
        )
        for session in sessions
        for row in called[session.session_id]
    )


def _reserves(findings: Sequence[Row], covered: set[str], rules: Mapping[str, str]) -> tuple[Reserve, ...]:
    """The warnings on covered sessions, one line a rule with the number of its sessions."""
    touched = {(row["rule"], row["session_id"]) for row in findings if row["severity"] == "warning" and row["session_id"] in covered}
    return tuple(Reserve(rule, rules.get(rule, rule), number) for rule, number in sorted(Counter(rule for rule, _ in touched).items()))
