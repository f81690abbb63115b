"""The site of one council: from frames of a snapshot to what each of its pages says.

A page shows what is printed with the place of each fact; what is quarantined stays in sight and says so; the figures of the first page
come from the marts, which leave it out. Ledgers and votes are the bulk of a council, so the pages of deliberations are made one by one.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from itertools import chain, groupby
from typing import Any, Final

import pandas as pd

from transforms.reporting.attendance import Rate, Standing
from transforms.reporting.french import alphabetical
from transforms.reporting.phrases import CHOICES, VOTE_BASES
from transforms.reporting.records import Row, as_day, column, records
from transforms.text import fold

PLACE = ("document_id", "page", "line_from", "line_to", "quote")
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "council": ("council_id", "name", "kind", "siren", "department"),
    "document": ("document_id", "sha256", "file_name", "page_count", "doc_type", "session_id", "set_aside_reason"),
    "councillor": ("councillor_id", "name", "civility"),
    "councillor_name": ("councillor_id", "name", "how", "certainty", "score", "mention_count"),
    "membership": ("councillor_id", "role", "role_basis", "group_name", "from_date", "from_basis", "to_date", "to_basis"),
    "session": ("session_id", "date", "president_id", "secretary_id", "roll_call_document_id", "listed_present", "listed_represented",
                "listed_excused", "listed_absent"),
    "session_fact": ("session_id", "field", "value", *PLACE),
    "session_document": ("session_id", "document_id", "session_rank"),
    "session_attendance": ("session_id", "councillor_id", "state", "proxy_holder_id", "certainty", *PLACE),
    "session_state": ("session_id", "councillor_id", "state"),
    "change": ("session_id", "councillor_id", "event", "proxy", "proxy_holder_id", "time", "from_position", *PLACE),
    "proxy": ("session_id", "giver_id", "holder_id", "holder", "origin", *PLACE),
    "deliberation": (
        "deliberation_id", "session_id", "position", "number", "title", "subject", "subject_code", "subject_label", "subject_basis",
        "subject_evidence", "subject_document_id", "subject_page", "subject_line_from", "subject_line_to", "subject_quote", "outcome",
        "unanimous_printed", "unanimous_strict", "is_secret", "has_casting_vote", *PLACE, "vote_document_id", "vote_page",
        "vote_line_from", "vote_line_to", "vote_quote", "receipt_number", "received_on", "published_on", "certainty", "doubt",
    ),
    "deliberation_document": ("deliberation_id", "document_id"),
    "ballot": ("deliberation_id", "ballot"),
    "vote_tally": ("deliberation_id", "votes_for", "votes_against", "votes_abstain", "votes_not_voting", "is_contested", "margin"),
    "attendance": ("deliberation_id", "councillor_id", "state", "basis", "proxy_holder_id", *PLACE),
    "vote": ("deliberation_id", "councillor_id", "choice", "basis", "is_by_proxy", "cast_by_id"),
    "quarantine": ("scope", "session_id", "deliberation_id", "rules"),
    "finding": ("rule", "severity", "verdict", "session_id", "deliberation_id", "sentence", *PLACE),
    "unresolved_name": ("name", "outcome", "mention_count", "document_id", "session_id", "candidate"),
    "attendance_by_councillor": (
        "councillor_id", "sessions_held", "sessions_present", "sessions_represented", "sessions_excused", "sessions_absent",
        "sessions_unknown", "sessions_known", "no_rate_reason", "sessions_quarantined", "sessions_out_of_membership", "proxies_given",
        "proxies_held",
    ),
    "voting_by_deliberation": (
        "deliberation_id", "outcome", "is_contested", "stated_for", "stated_against", "stated_abstain", "inferred_for",
    ),
    "coverage": ("quarters", "quarters_without_session", "numbers_missing", "sessions_announced_only"),
}  # fmt: skip
STATES: Final = ("present", "represented", "excused", "absent", "unknown")
INFERRED: Final = tuple(basis for basis in VOTE_BASES if basis != "stated")
LONGEST_STEM: Final = 80  # characters of a file's name; printed numbers may be long


@dataclass(frozen=True, slots=True)
class SiteFrames:
    """What the site is made from, narrowed to one council; columns as in `COLUMNS`, ``attendance`` and ``vote`` by deliberation."""

    council: pd.DataFrame
    document: pd.DataFrame
    councillor: pd.DataFrame
    councillor_name: pd.DataFrame
    membership: pd.DataFrame
    session: pd.DataFrame
    session_fact: pd.DataFrame
    session_document: pd.DataFrame
    session_attendance: pd.DataFrame
    session_state: pd.DataFrame
    change: pd.DataFrame
    proxy: pd.DataFrame
    deliberation: pd.DataFrame
    deliberation_document: pd.DataFrame
    ballot: pd.DataFrame
    vote_tally: pd.DataFrame
    attendance: pd.DataFrame
    vote: pd.DataFrame
    quarantine: pd.DataFrame
    finding: pd.DataFrame
    unresolved_name: pd.DataFrame
    attendance_by_councillor: pd.DataFrame
    voting_by_deliberation: pd.DataFrame
    coverage: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Cited:
    """Where something is printed."""

    document_id: str
    document_name: str
    page: int | None
    line: int | None
    last_line: int | None
    quote: str | None

    @property
    def anchor(self) -> str:
        """The place on the document's page of the site; empty where no page is known."""
        if self.page is None:
            return ""
        return f"p{self.page}" if self.line is None else f"p{self.page}-l{self.line}"

    @property
    def href(self) -> str:
        return f"documents/{self.document_id}.html" + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True, slots=True)
class Person:
    """A councillor as other pages name them."""

    councillor_id: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class SessionLink:
    session_id: str
    date: date
    standing: Standing
    href: str


@dataclass(frozen=True, slots=True)
class DeliberationLink:
    deliberation_id: str
    session: SessionLink
    position: int
    number: str | None
    title: str | None
    outcome: str
    is_contested: bool | None
    is_set_aside: bool  # itself or with its session
    href: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A header fact as printed; ``value`` is None where no document prints it."""

    code: str
    value: Any
    person: Person | None
    source: Cited | None
    listed: int | None = None  # names listed, beside a printed total


@dataclass(frozen=True, slots=True)
class Seat:
    """A member at a session."""

    person: Person
    at_opening: str | None  # None where the roll call of record does not name them
    state: str | None  # over the whole session; None outside their membership
    holder: Person | None
    is_doubtful: bool
    source: Cited | None


@dataclass(frozen=True, slots=True)
class Movement:
    session: SessionLink
    person: Person
    event: str
    time: str | None
    from_position: int | None
    proxy: str | None  # the holder's name as printed
    holder: Person | None
    source: Cited


@dataclass(frozen=True, slots=True)
class Proxy:
    session: SessionLink
    giver: Person
    holder: Person | None  # None where the printed name is linked to nobody
    printed_holder: str
    origin: str
    source: Cited


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken, with its sentence and place."""

    rule: str
    title: str
    severity: str
    sentence: str
    source: Cited | None


@dataclass(frozen=True, slots=True)
class Checks:
    """What the rules say of a session or deliberation: those broken in full, the others by rule and number."""

    broken: tuple[Finding, ...]
    held: tuple[tuple[str, str, int], ...]  # rule, title, how many
    undecidable: tuple[tuple[str, str, int], ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.broken if finding.severity == "error")


@dataclass(frozen=True, slots=True)
class SessionPage:
    link: SessionLink
    facts: tuple[Fact, ...]
    seats: tuple[Seat, ...]
    counts: Mapping[str, int]  # members by state over the session
    movements: tuple[Movement, ...]
    proxies: tuple[Proxy, ...]
    deliberations: tuple[DeliberationLink, ...]
    checks: Checks
    documents: tuple[Row, ...]
    before: SessionLink | None
    after: SessionLink | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    person: Person
    state: str
    basis: str
    holder: Person | None
    source: Cited | None  # the name in the roll call that the state starts from


@dataclass(frozen=True, slots=True)
class Voter:
    person: Person
    cast_by: Person | None  # another one, who held the proxy
    is_by_proxy: bool


@dataclass(frozen=True, slots=True)
class DeliberationPage:
    link: DeliberationLink
    row: Row
    ballot: str | None
    counts: Mapping[str, int | None]  # printed, by choice
    margin: int | None
    stated: Mapping[str, tuple[Voter, ...]]  # by choice
    inferred: Mapping[str, tuple[Voter, ...]]  # votes for, by basis
    ledger: tuple[LedgerRow, ...]
    states: Mapping[str, int]
    title_source: Cited
    vote_source: Cited | None
    subject_source: Cited | None
    checks: Checks
    documents: tuple[Row, ...]
    before: DeliberationLink | None
    after: DeliberationLink | None


@dataclass(frozen=True, slots=True)
class StatedVote:
    deliberation: DeliberationLink
    choice: str
    is_by_proxy: bool
    cast_by: Person | None
    source: Cited | None


@dataclass(frozen=True, slots=True)
class InferredVotes:
    """The votes for of one session that follow from the print."""

    session: SessionLink
    deliberations: tuple[tuple[DeliberationLink, str], ...]  # with the basis


@dataclass(frozen=True, slots=True)
class CouncillorPage:
    person: Person
    civility: str | None
    names: tuple[Row, ...]
    memberships: tuple[Row, ...]
    figures: Row | None  # of marts.attendance_by_councillor over all periods
    rate: Rate
    inclusive_rate: Rate
    sessions: tuple[tuple[SessionLink, Seat], ...]
    movements: tuple[Movement, ...]
    given: tuple[Proxy, ...]
    held: tuple[Proxy, ...]
    stated: tuple[StatedVote, ...]
    inferred: tuple[InferredVotes, ...]

    def tally(self, of: str) -> tuple[int, int]:
        """How many proxies ``given`` or ``held``, ``stated`` or ``inferred`` votes count, and how many are set aside."""
        is_aside = {
            "given": [proxy.session.standing is Standing.SET_ASIDE for proxy in self.given],
            "held": [proxy.session.standing is Standing.SET_ASIDE for proxy in self.held],
            # who takes no part casts no vote
            "stated": [vote.deliberation.is_set_aside for vote in self.stated if vote.choice != "not_voting"],
            "inferred": [link.is_set_aside for votes in self.inferred for link, _ in votes.deliberations],
        }[of]
        return len(is_aside) - sum(is_aside), sum(is_aside)


@dataclass(frozen=True, slots=True)
class Use:
    """A fact that rests on a quoted line: what it is, whose, and the page that shows it."""

    kind: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class QuotedLine:
    anchor: str
    line: int | None
    last_line: int | None
    quotes: tuple[str, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class DocumentLink:
    row: Row
    href: str
    sessions: tuple[SessionLink, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    link: DocumentLink
    pages: tuple[tuple[int, tuple[QuotedLine, ...]], ...]
    pdf: str | None  # where the PDF lies in the site; None where it is not copied


@dataclass(frozen=True, slots=True)
class Home:
    """The first page's figures; each share with what it was made from."""

    sessions: Counter[Standing]
    deliberations: int
    deliberations_counted: int
    outcomes: Counter[str]
    contested: Rate
    contested_unknown: int
    attendance: Rate
    attendance_unknown: int
    stated_votes: int
    inferred_votes: int
    coverage: Row | None
    aside: tuple[SessionPage, ...]
    aside_deliberations: tuple[tuple[DeliberationLink, Checks], ...]
    documents_aside: tuple[Row, ...]
    unresolved: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    kind: str
    href: str
    text: str
    detail: str
    words: str = ""  # further words by which it is found


def file_stem(text: str, prefix: str = "") -> str:
    """A name for a file or folder that is safe everywhere and belongs to this text alone.

    >>> file_stem("2024-001"), file_stem("abadroux-ulysse")
    ('2024-001', 'abadroux-ulysse')
    >>> file_stem("DEL/16 A"), file_stem("del/16 a")
    ('del-16-a-dc094b75', 'del-16-a-0a33098d')
    """
    stem = re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")[:LONGEST_STEM]
    if stem != text:
        stem = f"{stem}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}".strip("-")
    return prefix + stem


class CouncilSite:
    """The pages of one council's site. ``rules`` gives each rule's title, ``pdfs`` the documents whose PDF is copied into the site."""

    def __init__(self, frames: SiteFrames, rules: Mapping[str, str], pdfs: Mapping[str, str] | None = None) -> None:
        self._rules, self._pdfs = rules, pdfs or {}
        self._rows = {
            field.name: records(getattr(frames, field.name), COLUMNS[field.name], field.name)
            for field in fields(frames)
            if field.name not in LAZY
        }
        self._ledger, self._votes = _ByDeliberation(frames.attendance, "attendance"), _ByDeliberation(frames.vote, "vote")
        (self.council,) = self._rows["council"]
        self.name: str = self.council["name"]

    # ------------------------------------------------------------------------------------------------ what others point to

    @cached_property
    def _documents(self) -> dict[str, Row]:
        return {row["document_id"]: row for row in self._rows["document"]}

    @property
    def document_ids(self) -> Collection[str]:
        return self._documents.keys()

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody by id, in alphabetical order."""
        rows = sorted(self._rows["councillor"], key=lambda row: (alphabetical(row["name"]), row["councillor_id"]))
        return {
            (key := row["councillor_id"]): Person(key, row["name"], f"councillors/{file_stem(key.rpartition('/')[2])}.html") for row in rows
        }

    def _person(self, councillor_id: str | None) -> Person | None:
        return self.people.get(councillor_id) if councillor_id is not None else None

    @cached_property
    def session_links(self) -> dict[str, SessionLink]:
        """Every session by id, in order of date."""
        aside = {row["session_id"] for row in self._rows["quarantine"] if row["scope"] == "session"}

        def standing(row: Row) -> Standing:
            if row["session_id"] in aside:
                return Standing.SET_ASIDE
            return Standing.COVERED if row["roll_call_document_id"] else Standing.NO_ROLL_CALL

        rows = sorted(self._rows["session"], key=lambda row: (row["date"], row["session_id"]))
        return {
            row["session_id"]: SessionLink(row["session_id"], as_day(row["date"]), standing(row), f"sessions/{as_day(row['date'])}.html")
            for row in rows
        }

    @cached_property
    def deliberation_links(self) -> dict[str, DeliberationLink]:
        """Every deliberation by id, in order of date and position."""
        aside = {row["deliberation_id"] for row in self._rows["quarantine"] if row["scope"] == "deliberation"}
        contested = {row["deliberation_id"]: row["is_contested"] for row in self._rows["vote_tally"]}
        dates = self.session_links

        def link(row: Row) -> DeliberationLink:
            key, session = row["deliberation_id"], dates[row["session_id"]]
            is_set_aside = key in aside or session.standing is Standing.SET_ASIDE
            href = f"deliberations/{file_stem(key.partition('#')[2], prefix=f'{session.date}-')}.html"
            return DeliberationLink(
                key, session, row["position"], row["number"], row["title"], row["outcome"], contested.get(key), is_set_aside, href
            )

        rows = sorted(self._rows["deliberation"], key=lambda row: (dates[row["session_id"]].date, row["position"], row["deliberation_id"]))
        return {row["deliberation_id"]: link(row) for row in rows}

    def _cited(self, row: Row, prefix: str = "") -> Cited | None:
        document = self._documents.get(row[f"{prefix}document_id"])
        if document is None:
            return None
        places = (row[f"{prefix}{name}"] for name in ("page", "line_from", "line_to", "quote"))
        return Cited(document["document_id"], document["file_name"], *places)

    def _place(self, row: Row, prefix: str = "") -> Cited:
        cited = self._cited(row, prefix)
        if cited is None:
            raise ValueError(f"No document {row[f'{prefix}document_id']} is at hand for what is cited from it")
        return cited

    # ------------------------------------------------------------------------------------------------ parts of pages

    @cached_property
    def _checks(self) -> Mapping[str, Checks]:
        """By deliberation, or by session for what speaks of the session."""
        by_subject: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows["finding"]:
            by_subject[row["deliberation_id"] or row["session_id"]].append(row)
        return {subject: self._checks_of(rows) for subject, rows in by_subject.items()}

    def _checks_of(self, rows: Sequence[Row]) -> Checks:
        broken = [row for row in rows if row["verdict"] == "broken"]
        rank = ("error", "warning", "info")
        broken.sort(key=lambda row: (rank.index(row["severity"]), row["rule"], row["page"] or 0, row["line_from"] or 0))

        def counted(verdict: str) -> tuple[tuple[str, str, int], ...]:
            numbers = Counter(row["rule"] for row in rows if row["verdict"] == verdict)
            return tuple(
                (rule, self._rules.get(rule, rule), number) for rule, number in sorted(numbers.items(), key=lambda one: _by_rank(one[0]))
            )

        return Checks(
            tuple(
                Finding(row["rule"], self._rules.get(row["rule"], row["rule"]), row["severity"], row["sentence"], self._cited(row))
                for row in broken
            ),
            counted("holds"),
            counted("undecidable"),
        )

    @cached_property
    def _movements(self) -> tuple[Movement, ...]:
        rows = [row for row in self._rows["change"] if row["councillor_id"] in self.people]
        return tuple(
            Movement(
                self.session_links[row["session_id"]],
                self.people[row["councillor_id"]],
                row["event"],
                row["time"],
                row["from_position"],
                row["proxy"],
                self._person(row["proxy_holder_id"]),
                self._place(row),
            )
            for row in rows
        )

    @cached_property
    def _proxies(self) -> tuple[Proxy, ...]:
        return tuple(
            Proxy(
                self.session_links[row["session_id"]],
                self.people[row["giver_id"]],
                self._person(row["holder_id"]),
                row["holder"],
                row["origin"],
                self._place(row),
            )
            for row in self._rows["proxy"]
        )

    @cached_property
    def _seats(self) -> dict[str, list[Seat]]:
        """By session: everybody whom the roll call of record names, and every other member within their membership."""
        named = {(row["session_id"], row["councillor_id"]): row for row in self._rows["session_attendance"]}
        states = {(row["session_id"], row["councillor_id"]): row["state"] for row in self._rows["session_state"]}
        seats: defaultdict[str, list[Seat]] = defaultdict(list)
        order = {person: rank for rank, person in enumerate(self.people)}
        for session_id, councillor_id in sorted({*named, *states}, key=lambda key: (key[0], order[key[1]])):
            row = named.get((session_id, councillor_id))
            seats[session_id].append(
                Seat(
                    self.people[councillor_id],
                    row["state"] if row else None,
                    states.get((session_id, councillor_id)),
                    self._person(row["proxy_holder_id"]) if row else None,
                    bool(row and row["certainty"] != "certain"),
                    self._cited(row) if row else None,
                )
            )
        return seats

    @cached_property
    def _session_documents(self) -> dict[str, tuple[str, ...]]:
        rows = sorted(self._rows["session_document"], key=lambda row: (row["session_id"], row["session_rank"]))
        return {
            session_id: tuple(dict.fromkeys(row["document_id"] for row in group))  # a document may hold a sitting in two parts
            for session_id, group in groupby(rows, key=lambda row: row["session_id"])
        }

    @cached_property
    def _documents_of_deliberation(self) -> Mapping[str, tuple[Row, ...]]:
        grouped: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        for row in self._rows["deliberation_document"]:
            grouped[row["deliberation_id"]][row["document_id"]] = self._documents[row["document_id"]]
        return {key: tuple(sorted(found.values(), key=lambda one: one["file_name"])) for key, found in grouped.items()}

    # ------------------------------------------------------------------------------------------------ pages

    @cached_property
    def sessions(self) -> tuple[SessionPage, ...]:
        facts: defaultdict[str, dict[str, Row]] = defaultdict(dict)
        for row in self._rows["session_fact"]:
            facts[row["session_id"]][row["field"]] = row
        rows = {row["session_id"]: row for row in self._rows["session"]}
        deliberations: defaultdict[str, list[DeliberationLink]] = defaultdict(list)
        for deliberation in self.deliberation_links.values():
            deliberations[deliberation.session.session_id].append(deliberation)
        links = list(self.session_links.values())
        return tuple(
            SessionPage(
                link,
                tuple(self._fact(code, facts[link.session_id].get(code), rows[link.session_id]) for code in HEADER),
                tuple(seats := self._seats[link.session_id]),
                Counter(seat.state for seat in seats if seat.state),
                tuple(one for one in self._movements if one.session is link),
                tuple(one for one in self._proxies if one.session is link),
                tuple(deliberations[link.session_id]),
                self._checks.get(link.session_id, NO_CHECKS),
                tuple(self._documents[key] for key in self._session_documents.get(link.session_id, ())),
                links[rank - 1] if rank else None,
                links[rank + 1] if rank + 1 < len(links) else None,
            )
            for rank, link in enumerate(links)
        )

    def _fact(self, code: str, row: Row | None, session: Row) -> Fact:
        person = self._person(session.get(f"{code}_id"))
        listed = session.get(code.replace("stated_", "listed_")) if code.startswith("stated_") else None
        value = row["value"] if row else None
        return Fact(
            code, date.fromisoformat(value) if value and code in DATES else value, person, self._cited(row) if row else None, listed
        )

    def deliberations(self) -> Iterator[DeliberationPage]:
        """The pages of all deliberations, one by one: a council may have thousands, each with all its members."""
        rows = {row["deliberation_id"]: row for row in self._rows["deliberation"]}
        tallies = {row["deliberation_id"]: row for row in self._rows["vote_tally"]}
        ballots = {row["deliberation_id"]: row["ballot"] for row in self._rows["ballot"]}
        links = list(self.deliberation_links.values())
        order = {person: rank for rank, person in enumerate(self.people)}
        for rank, link in enumerate(links):
            key, tally = link.deliberation_id, tallies.get(link.deliberation_id)
            ledger = sorted(self._ledger.of(key), key=lambda seat: order[seat[0]])
            votes = sorted(self._votes.of(key), key=lambda vote: order[vote[0]])
            row = rows[key]
            yield DeliberationPage(
                link,
                row,
                ballots.get(key),
                {choice: tally[f"votes_{choice}"] if tally else None for choice in CHOICES},
                tally["margin"] if tally else None,
                _voters({choice: [vote for vote in votes if vote[2] == "stated" and vote[1] == choice] for choice in CHOICES}, self.people),
                _voters({basis: [vote for vote in votes if vote[2] == basis] for basis in INFERRED}, self.people),
                tuple(
                    LedgerRow(self.people[who], state, basis, self._person(holder), self._cited(dict(zip(PLACE, place, strict=True))))
                    for who, state, basis, holder, *place in ledger
                ),
                Counter(state for _, state, *_ in ledger),
                self._place(row),
                self._cited(row, "vote_"),
                self._cited(row, "subject_"),
                self._checks.get(key, NO_CHECKS),
                self._documents_of_deliberation.get(key, ()),
                links[rank - 1] if rank else None,
                links[rank + 1] if rank + 1 < len(links) else None,
            )

    @cached_property
    def councillors(self) -> tuple[CouncillorPage, ...]:
        """A page a councillor, in alphabetical order."""
        return tuple(self._councillors())

    def _councillors(self) -> Iterator[CouncillorPage]:
        stated: defaultdict[str, list[StatedVote]] = defaultdict(list)
        inferred: defaultdict[str, list[tuple[DeliberationLink, str]]] = defaultdict(list)
        rows = {row["deliberation_id"]: row for row in self._rows["deliberation"]}
        for key, link in self.deliberation_links.items():
            source = self._cited(rows[key], "vote_")
            for who, choice, basis, is_by_proxy, cast_by in self._votes.of(key):
                if basis == "stated":
                    by = self._person(cast_by) if is_by_proxy else None
                    stated[who].append(StatedVote(link, choice, is_by_proxy, by, source))
                else:
                    inferred[who].append((link, basis))
        seats: defaultdict[str, list[tuple[SessionLink, Seat]]] = defaultdict(list)
        for link_of_session in self.session_links.values():
            for seat in self._seats[link_of_session.session_id]:
                seats[seat.person.councillor_id].append((link_of_session, seat))
        names, memberships = _grouped(self._rows["councillor_name"]), _grouped(self._rows["membership"])
        figures = {row["councillor_id"]: row for row in self._rows["attendance_by_councillor"]}
        civilities = {row["councillor_id"]: row["civility"] for row in self._rows["councillor"]}
        for who, person in self.people.items():
            yield CouncillorPage(
                person,
                civilities[who],
                tuple(sorted(names[who], key=lambda row: (-row["mention_count"], row["name"], row["how"]))),
                tuple(sorted(memberships[who], key=lambda row: row["from_date"])),
                figures.get(who),
                _rate(figures.get(who), "sessions_present"),
                _rate(figures.get(who), "sessions_present", "sessions_represented"),
                tuple(seats[who]),
                tuple(one for one in self._movements if one.person is person),
                tuple(one for one in self._proxies if one.giver is person),
                tuple(one for one in self._proxies if one.holder is person),
                tuple(stated[who]),
                tuple(
                    InferredVotes(link_of_session, tuple(votes))
                    for link_of_session, votes in groupby(inferred[who], key=lambda one: one[0].session)
                ),
            )

    @cached_property
    def home(self) -> Home:
        counted, members = self._rows["voting_by_deliberation"], self._rows["attendance_by_councillor"]
        contested = [row["is_contested"] for row in counted if row["is_contested"] is not None]
        present, known = (sum(row[name] for row in members) for name in ("sessions_present", "sessions_known"))
        own = {row["deliberation_id"] for row in self._rows["quarantine"] if row["scope"] == "deliberation"}
        return Home(
            Counter(link.standing for link in self.session_links.values()),
            len(self.deliberation_links),
            len(counted),
            Counter(row["outcome"] for row in counted),
            Rate(sum(contested), len(contested), None if contested else "no_session"),
            len(counted) - len(contested),
            Rate(present, known, None if known else "all_sessions_unknown"),
            sum(row["sessions_unknown"] for row in members),
            sum(row[f"stated_{choice}"] for row in counted for choice in ("for", "against", "abstain")),
            sum(row["inferred_for"] for row in counted),
            next(iter(self._rows["coverage"]), None),
            tuple(page for page in self.sessions if page.link.standing is Standing.SET_ASIDE),
            tuple((link, self._checks.get(key, NO_CHECKS)) for key, link in self.deliberation_links.items() if key in own),
            tuple(row for row in self.documents_listed if row["set_aside_reason"] is not None),
            tuple(sorted(self._rows["unresolved_name"], key=lambda row: (row["name"] or "", row["candidate"] or ""))),
        )

    @cached_property
    def documents_listed(self) -> tuple[Row, ...]:
        """Every document, by name."""
        return tuple(sorted(self._documents.values(), key=lambda row: (row["file_name"], row["document_id"])))

    @cached_property
    def documents(self) -> tuple[DocumentLink, ...]:
        """Every document with the sessions that it is of, by name."""
        sessions: defaultdict[str, list[SessionLink]] = defaultdict(list)
        for session_id, documents in self._session_documents.items():
            for document_id in documents:
                sessions[document_id].append(self.session_links[session_id])
        return tuple(
            DocumentLink(
                row,
                f"documents/{row['document_id']}.html",
                tuple(sorted(sessions[row["document_id"]], key=lambda link: link.date)),
            )
            for row in self.documents_listed
        )

    def document_pages(self) -> Iterator[DocumentPage]:
        """A page a document with each line that a fact of the site is cited from."""
        printed_before, printed_after = _by_document(self._facts_cited()), _by_document(self._others_cited())
        cited_by: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.deliberation_links:
            for document_id in dict.fromkeys(document_id for _, _, _, _, document_id, *_ in self._ledger.of(key)):
                cited_by[document_id].append(key)
        for link in self.documents:
            key = link.row["document_id"]
            lines: dict[tuple[int, int], _Citations] = {}
            for place, use in chain(printed_before[key], self._ledger_cited(key, cited_by[key]), printed_after[key]):
                if place.page is not None:
                    at = place.page, place.line or 0
                    (lines.get(at) or lines.setdefault(at, _Citations(place))).add(place, use)
            pages = groupby(sorted(lines), key=lambda at: at[0])
            quoted = tuple((page, tuple(lines[at].quoted() for at in on_page)) for page, on_page in pages)
            yield DocumentPage(link, quoted, self._pdfs.get(key))

    def _facts_cited(self) -> Iterator[tuple[Cited | None, Use]]:
        """What the pages of sessions cite, with the page that does."""
        sessions = self.session_links
        for row in self._rows["session_fact"]:
            yield self._cited(row), Use("fact", row["field"], sessions[row["session_id"]].href)
        for row in self._rows["session_attendance"]:
            yield self._cited(row), self._uses_of_roll_calls[row["councillor_id"]]

    def _ledger_cited(self, document_id: str, deliberations: Iterable[str]) -> Iterator[tuple[Cited, Use]]:
        """What the ledgers of some deliberations cite of a document."""
        for key in deliberations:
            for who, _, _, _, *place in self._ledger.of(key):
                if place[0] == document_id:
                    yield self._place(dict(zip(PLACE, place, strict=True))), self._uses_of_roll_calls[who]

    @cached_property
    def _uses_of_roll_calls(self) -> dict[str, Use]:
        return {who: Use("roll_call", person.name, person.href) for who, person in self.people.items()}

    def _others_cited(self) -> Iterator[tuple[Cited | None, Use]]:
        """What is cited of movements, proxies, deliberations and broken rules."""
        for movement in self._movements:
            yield movement.source, Use("change", movement.person.name, movement.session.href)
        for proxy in self._proxies:
            yield proxy.source, Use("proxy", proxy.giver.name, proxy.session.href)
        for row in self._rows["deliberation"]:
            link = self.deliberation_links[row["deliberation_id"]]
            text = link.number or link.title or str(link.position)
            for kind, prefix in (("title", ""), ("vote", "vote_"), ("subject", "subject_")):
                yield self._cited(row, prefix), Use(kind, text, link.href)
        for row in self._rows["finding"]:
            if row["verdict"] == "broken":
                key = row["deliberation_id"]
                link_of = self.deliberation_links[key] if key else self.session_links[row["session_id"]]
                yield self._cited(row), Use("finding", row["rule"], link_of.href)

    def search_entries(self) -> Iterator[SearchEntry]:
        """What the search finds: councillors with their printed forms, deliberations by number and title, sessions by date."""
        forms = _grouped(self._rows["councillor_name"])
        for who, person in self.people.items():
            yield SearchEntry("councillor", person.href, person.name, "", " ".join(sorted({row["name"] for row in forms[who]})))
        for session in self.session_links.values():
            yield SearchEntry("session", session.href, "", session.date.isoformat())
        for link in self.deliberation_links.values():
            yield SearchEntry("deliberation", link.href, link.title or "", link.session.date.isoformat(), link.number or "")


HEADER: Final = (
    "council", "date", "start_time", "convened_on", "president", "secretary", "members_in_office", "stated_present", "stated_represented",
    "stated_excused", "stated_absent", "stated_voters",
)  # fmt: skip
DATES: Final = ("date", "convened_on")
NO_CHECKS: Final = Checks((), (), ())
LAZY: Final = ("attendance", "vote")


class _ByDeliberation:
    """A long frame in columns, cut where the deliberation changes; its rows are made only when they are asked for."""

    def __init__(self, frame: pd.DataFrame, table: str) -> None:
        columns = [column(frame[name]) for name in COLUMNS[table]]
        self._columns = columns[1:]
        self._bounds: dict[str, tuple[int, int]] = {}
        start = 0
        for key, group in groupby(columns[0]):
            end = start + sum(1 for _ in group)
            if key in self._bounds:
                raise ValueError(f"{table} is not in order of its deliberations")
            self._bounds[key] = (start, end)
            start = end

    def of(self, deliberation_id: str) -> list[tuple[Any, ...]]:
        start, end = self._bounds.get(deliberation_id, (0, 0))
        return list(zip(*(column[start:end] for column in self._columns), strict=True))


def _grouped(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["councillor_id"]].append(row)
    return grouped


def _by_document(cited: Iterable[tuple[Cited | None, Use]]) -> defaultdict[str, list[tuple[Cited, Use]]]:
    found: defaultdict[str, list[tuple[Cited, Use]]] = defaultdict(list)
    for place, use in cited:
        if place is not None:
            found[place.document_id].append((place, use))
    return found


def _voters(votes: Mapping[str, Sequence[tuple[Any, ...]]], people: Mapping[str, Person]) -> dict[str, tuple[Voter, ...]]:
    return {
        key: tuple(
            Voter(people[who], people.get(cast_by) if cast_by != who else None, is_by_proxy) for who, _, _, is_by_proxy, cast_by in found
        )
        for key, found in votes.items()
        if found
    }


class _Citations:
    """What is cited from one line; most facts of a council are cited many times from few lines, so nothing is kept twice."""

    def __init__(self, place: Cited) -> None:
        self._place, self._last = place, place.last_line
        self._quotes: dict[str, None] = {}
        self._uses: dict[Use, None] = {}

    def add(self, place: Cited, use: Use) -> None:
        if place.quote:
            self._quotes[place.quote] = None
        if place.last_line is not None:
            self._last = max(self._last or 0, place.last_line)
        self._uses[use] = None

    def quoted(self) -> QuotedLine:
        return QuotedLine(self._place.anchor, self._place.line, self._last, tuple(self._quotes), tuple(self._uses))


def _rate(figures: Row | None, *present: str) -> Rate:
    if figures is None:
        return Rate(0, 0, "no_session")
    reason = figures["no_rate_reason"] or (None if figures["sessions_known"] else "no_session")
    return Rate(sum(figures[name] for name in present), figures["sessions_known"], reason)


def _by_rank(rule: str) -> tuple[str, int, str]:
    """C9 before C10a."""
    found = re.match(r"([A-Z]+)(\d+)(.*)", rule)
    return (found[1], int(found[2]), found[3]) if found else (rule, 0, "")
