"""The voting report of one council: the rows of its tables, from frames of the marts, core and quality.

Rows keep the names of the warehouse's columns and its codes; what people read is made of them in ``voting_page`` and ``voting_tables``.
The queries of the appendix give the same columns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from transforms.reporting import french
from transforms.reporting.definitions import Definition, LegalNote
from transforms.reporting.phrases import BALLOTS, CHOICES, OUTCOMES, VOTE_BASES
from transforms.reporting.queries import Span
from transforms.reporting.records import Row, as_day, records
from transforms.reporting.seriation import seriated
from transforms.reporting.voting_definitions import voting_definitions, voting_legal_notes
from transforms.reporting.voting_queries import voting_queries

STANDINGS = (*BALLOTS, "quarantined")
SCOPES = ("all", "contested")
BASES = ("stated", "with_inferred")


@dataclass(frozen=True, slots=True)
class VotingOptions:
    """What is shown, each with the value used where nothing else is asked for."""

    closest_votes: int = 20
    quote_length: int = 200  # characters of a vote quoted on the page
    paper_quote_length: int = 120  # and on paper


@dataclass(frozen=True, slots=True)
class VotingFrames:
    """What the report is made from, already narrowed to one council. The columns needed are those of `COLUMNS`."""

    council: pd.DataFrame
    minimum_size: pd.DataFrame
    session: pd.DataFrame
    deliberation: pd.DataFrame
    ballot: pd.DataFrame
    vote: pd.DataFrame  # numbers of known votes of the deliberations that count, by basis and choice
    document: pd.DataFrame
    quarantine: pd.DataFrame
    finding: pd.DataFrame  # the broken checks of severity error
    voting_by_deliberation: pd.DataFrame
    voting_by_session: pd.DataFrame
    voting_by_subject: pd.DataFrame  # over the whole of the days asked for, as those below
    councillor_voting: pd.DataFrame
    councillor_agreement: pd.DataFrame
    group_cohesion: pd.DataFrame


@dataclass(frozen=True, slots=True)
class AgreementMatrix:
    """How often two councillors chose alike, those who vote alike side by side. A pair without a rate has its reason."""

    scope: str
    basis: str
    order: tuple[str, ...]  # ids of the councillors who share a rate with anybody
    hidden: tuple[str, ...]  # ids of those who do not
    pairs: Mapping[frozenset[str], Row]

    def pair(self, one: str, other: str) -> tuple[int, int, str | None]:
        """Votes alike, votes compared, and the reason where there is no rate."""
        row = self.pairs.get(frozenset((one, other)))
        if row is None:
            return 0, 0, "no_common_vote"
        same, compared = row[f"votes_same_{self.basis}"], row[f"votes_compared_{self.basis}"]
        return same, compared, row[f"no_agreement_reason_{self.basis}"]

    def share(self, one: str, other: str) -> float | None:
        same, compared, reason = self.pair(one, other)
        return None if reason else same / compared

    @property
    def hidden_reasons(self) -> Mapping[str, int]:
        """How many pairs have no rate, by reason."""
        return Counter(row[f"no_agreement_reason_{self.basis}"] for row in self.pairs.values() if row[f"no_agreement_reason_{self.basis}"])


@dataclass(frozen=True, slots=True)
class VotingReport:
    council_id: str
    council: str
    kind: str | None
    tables: Mapping[str, tuple[Row, ...]]  # by the names of the queries
    names: Mapping[str, str]  # of the councillors, by id
    matrices: tuple[AgreementMatrix, ...]  # scope by basis
    documents_set_aside: tuple[Row, ...]
    minimums: Row
    period: tuple[date, date] | None
    span: Span
    options: VotingOptions

    @property
    def summary(self) -> Row:
        (row,) = self.tables["summary"]
        return row

    @property
    def queries(self) -> Mapping[str, str]:
        """The queries on the published snapshot that give every figure of the report, by table."""
        return voting_queries(self.council_id, self.span, self.options.closest_votes)

    @property
    def names_voters(self) -> bool:
        """Whether any vote that counts is printed with a name."""
        return bool(self.summary["stated_votes"])

    @property
    def knows_votes(self) -> bool:
        """Whether any vote that counts is known of somebody, printed or inferred."""
        return bool(self.summary["stated_votes"] or self.summary["inferred_votes"])

    @property
    def definitions(self) -> tuple[Definition, ...]:
        return voting_definitions()

    @property
    def legal_notes(self) -> tuple[LegalNote, ...]:
        return voting_legal_notes(self.kind)


_FIGURES = (
    "deliberations", "adopted", "rejected", "elected", "noted", "postponed", "outcome_unknown", "secret_ballots",
    "contested", "contested_known", "unanimous_printed", "unanimous_printed_known", "unanimous_strict", "unanimous_strict_known",
    "margin_known", "pivotal_known", "stated_votes", "inferred_votes",
)  # fmt: skip
_SHARES = ("contested", "unanimous_printed", "unanimous_strict")
_COUNTED = (
    "deliberations", "deliberations_quarantined", "deliberations_secret", "deliberations_elections", "deliberations_without_vote",
    "deliberations_outcome_unknown", "deliberations_contest_unknown", "votes_absent", "votes_withdrawn", "votes_unknown", "votes_possible",
    "deliberations_out_of_membership", "abstentions",
)  # fmt: skip


def _based(*names: str) -> tuple[str, ...]:
    """Each column on stated votes and with those inferred."""
    return tuple(f"{name}_{basis}" for basis in BASES for name in names)


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "council": ("council_id", "name", "kind"),
    "minimum_size": ("minimum_votes", "minimum_members", "minimum_voters"),
    "session": ("session_id", "date"),
    "deliberation": (
        "deliberation_id", "session_id", "position", "number", "title", "subject_code", "outcome", "unanimous_printed", "unanimous_strict",
        "document_id", "page", "line_from", "line_to", "quote", "vote_document_id", "vote_page", "vote_line_from", "vote_line_to",
        "vote_quote", "votes_for", "votes_against", "votes_abstain", "votes_not_voting", "stated_votes", "known_votes",
    ),
    "ballot": ("deliberation_id", "ballot", "names_sides_stated", "names_sides_with_inferred"),
    "vote": ("basis", "choice", "votes", "deliberations"),
    "document": ("document_id", "file_name", "set_aside_reason"),
    "quarantine": ("session_id", "deliberation_id"),
    "finding": (
        "rule", "sentence", "document_id", "session_id", "deliberation_id", "page", "line_from", "line_to", "quote",
    ),
    "voting_by_deliberation": (
        "deliberation_id", "date", "number", "title", "subject_code", "outcome", "is_secret", "has_casting_vote", "votes_for",
        "votes_against", "votes_abstain", "unanimous_printed", "unanimous_strict", "is_contested", "margin", "members_represented",
        "has_pivotal_proxies", "stated_for", "stated_against", "stated_abstain", "inferred_for",
    ),
    "voting_by_session": ("session_id", "date", "deliberations_quarantined", *_FIGURES, "pivotal_proxies"),
    "voting_by_subject": ("subject_code", "subject_label", "deliberations", "contested", "contested_known", "outcome_unknown"),
    "councillor_voting": (
        "councillor_id", "councillor", "scope", *_COUNTED, "no_participation_reason",
        *_based("votes", "participation", "votes_one_sided", "votes_cast", "dissents", "dissent_rate", "no_dissent_reason"),
    ),
    "councillor_agreement": (
        "councillor_id", "councillor", "other_id", "other", "scope", "votes_quarantined",
        *_based("votes_one_sided", "votes_compared", "votes_same", "agreement", "no_agreement_reason"),
    ),
    "group_cohesion": (
        "group_name", "scope", "members", "open_votes", "open_votes_quarantined",
        *_based(
            "votes_one_sided", "rice_votes", "rice_index", "agreement_votes", "agreement_index", "no_index_reason",
        ),
    ),
}  # fmt: skip


# What is told of each deliberation.
DELIBERATION_COLUMNS = (
    "date", "session_id", "deliberation_id", "position", "number", "title", "subject_code", "outcome", "unanimous_printed",
    "unanimous_strict", "ballot", "votes_for", "votes_against", "votes_abstain", "votes_not_voting", "file_name", "page", "line_from",
    "line_to", "quote", "is_place_of_vote",
)  # fmt: skip


def voting_report(frames: VotingFrames, options: VotingOptions | None = None, span: Span | None = None) -> VotingReport:
    """What the voting report of the one council in ``frames`` says; ``frames`` hold the sessions of ``span`` and no other.

    Raises `ValueError` where there is not exactly one council, or where a frame lacks one of its `COLUMNS`.
    """
    options = options or VotingOptions()
    rows = {spec.name: records(getattr(frames, spec.name), COLUMNS[spec.name], spec.name) for spec in fields(frames)}
    if len(rows["council"]) != 1:
        raise ValueError(f"a voting report is about one council, not {len(rows['council'])}")
    council = rows["council"][0]
    councillors = sorted(
        rows["councillor_voting"],
        key=lambda row: (SCOPES.index(row["scope"]), french.alphabetical(row["councillor"]), row["councillor_id"]),
    )
    days = sorted(as_day(row["date"]) for row in rows["session"])
    return VotingReport(
        council_id=council["council_id"],
        council=council["name"],
        kind=council["kind"],
        tables={
            "summary": (_whole(rows),),
            "years": tuple(_years(rows)),
            "subjects": tuple(_subjects(rows)),
            "sessions": tuple(_sessions(rows)),
            "closest": tuple(_closest(rows, options.closest_votes)),
            "unanimity": tuple(_unanimity(rows)),
            "councillors": tuple(councillors),
            "agreement": tuple(rows["councillor_agreement"]),
            "groups": tuple(sorted(rows["group_cohesion"], key=lambda row: (SCOPES.index(row["scope"]), row["group_name"]))),
            "bases": tuple(sorted(rows["vote"], key=lambda row: ([*VOTE_BASES].index(row["basis"]), [*CHOICES].index(row["choice"])))),
            "ballots": tuple(_ballots(rows)),
            "set_aside": tuple(_set_aside(rows)),
            "deliberations": tuple(_deliberations(rows)),
        },
        names={row["councillor_id"]: row["councillor"] for row in councillors},
        matrices=tuple(_matrix(rows["councillor_agreement"], scope, basis) for scope in reversed(SCOPES) for basis in reversed(BASES)),
        documents_set_aside=tuple(
            {"file_name": row["file_name"], "reason": row["set_aside_reason"]}
            for row in sorted(rows["document"], key=lambda row: str(row["file_name"]))
            if row["set_aside_reason"] is not None
        ),
        minimums=rows["minimum_size"][0],
        period=(days[0], days[-1]) if days else None,
        span=span or Span(),
        options=options,
    )


def _share(numerator: int, denominator: int) -> float | None:
    return numerator / denominator if denominator else None


def _figures(rows: Iterable[Row]) -> dict[str, Any]:
    """The sums of rows that count deliberations, each share with its denominator; pivotal proxies only where known of any."""
    listed = list(rows)
    total: dict[str, Any] = {name: sum(int(row[name]) for row in listed) for name in _FIGURES}
    for name in _SHARES:
        total[f"{name}_share"] = _share(total[name], total[f"{name}_known"])
    pivotal = sum(int(row["pivotal_proxies"] or 0) for row in listed)
    return total | {"pivotal_proxies": pivotal if total["pivotal_known"] else None}


def _whole(rows: Mapping[str, list[Row]]) -> Row:
    return _held(rows, rows["session"]) | _figures(rows["voting_by_session"])


def _years(rows: Mapping[str, list[Row]]) -> Iterable[Row]:
    def year(row: Row) -> str:
        return str(as_day(row["date"]).year)

    counted: dict[str, list[Row]] = defaultdict(list)
    for row in rows["voting_by_session"]:
        counted[year(row)].append(row)
    for key, group in groupby(sorted(rows["session"], key=year), key=year):
        yield {"year": key, **_held(rows, list(group)), **_figures(counted[key])}


def _held(rows: Mapping[str, list[Row]], sessions: Sequence[Row]) -> dict[str, Any]:
    """How many sessions, and what of them counts nowhere."""
    ids = {row["session_id"] for row in sessions}
    counted = {row["session_id"] for row in rows["voting_by_session"]}
    kept = {row["deliberation_id"] for row in rows["voting_by_deliberation"]}
    return {
        "sessions": len(ids),
        "sessions_set_aside": len(ids - counted),
        "deliberations_set_aside": sum(row["session_id"] in ids and row["deliberation_id"] not in kept for row in rows["deliberation"]),
    }


def _sessions(rows: Mapping[str, list[Row]]) -> Iterable[Row]:
    for row in sorted(rows["voting_by_session"], key=lambda row: (as_day(row["date"]), row["session_id"])):
        yield {
            "date": as_day(row["date"]),
            "session_id": row["session_id"],
            "deliberations_quarantined": row["deliberations_quarantined"],
            **_figures([row]),
        }


def _subjects(rows: Mapping[str, list[Row]]) -> Iterable[Row]:
    """The mart's subjects with the outcomes of their deliberations beside them; the two must tell of as many."""
    counted: dict[str, list[Row]] = defaultdict(list)
    for row in rows["voting_by_deliberation"]:
        counted[row["subject_code"]].append(_one(row))
    for row in sorted(rows["voting_by_subject"], key=lambda row: row["subject_code"]):
        figures = _figures(counted[row["subject_code"]])
        for name in ("deliberations", "contested", "contested_known", "outcome_unknown"):
            if figures[name] != row[name]:
                raise AssertionError(f"the marts disagree on {name} of subject {row['subject_code']}: {figures[name]}, {row[name]}")
        yield {"subject_code": row["subject_code"], "subject_label": row["subject_label"], **figures}


def _one(row: Row) -> Row:
    """A deliberation as the figures of one."""
    outcome = row["outcome"]
    return {
        "deliberations": 1,
        **{f"outcome_{name}" if name == "unknown" else name: int(outcome == name) for name in OUTCOMES},
        "secret_ballots": int(row["is_secret"] is True),
        "contested": int(row["is_contested"] is True),
        "contested_known": int(row["is_contested"] is not None),
        "unanimous_printed": int(row["unanimous_printed"] is True),
        "unanimous_printed_known": int(row["unanimous_printed"] is not None),
        "unanimous_strict": int(row["unanimous_strict"] is True),
        "unanimous_strict_known": int(row["unanimous_strict"] is not None),
        "margin_known": int(row["margin"] is not None),
        "pivotal_known": int(row["has_pivotal_proxies"] is not None),
        "pivotal_proxies": int(row["has_pivotal_proxies"] is True),
        "stated_votes": row["stated_for"] + row["stated_against"] + row["stated_abstain"],
        "inferred_votes": row["inferred_for"],
    }


def _closest(rows: Mapping[str, list[Row]], number: int) -> Iterable[Row]:
    contested = [row for row in rows["voting_by_deliberation"] if row["is_contested"] and row["margin"] is not None]
    contested.sort(key=lambda row: (abs(row["margin"]), as_day(row["date"]), row["deliberation_id"]))
    names = (
        "deliberation_id", "number", "title", "outcome", "votes_for", "votes_against", "votes_abstain", "margin", "members_represented",
        "has_pivotal_proxies", "has_casting_vote",
    )  # fmt: skip
    for row in contested[:number]:
        yield {"date": as_day(row["date"]), **{name: row[name] for name in names}}


def _unanimity(rows: Mapping[str, list[Row]]) -> Iterable[Row]:
    """The deliberations that are printed as unanimous beside votes against or abstentions."""
    names = ("deliberation_id", "number", "title", "votes_for", "votes_against", "votes_abstain", "stated_against", "stated_abstain")
    for row in sorted(rows["voting_by_deliberation"], key=lambda row: (as_day(row["date"]), row["deliberation_id"])):
        if row["unanimous_printed"] and not row["unanimous_strict"]:
            yield {"date": as_day(row["date"]), **{name: row[name] for name in names}}


def _standing(rows: Mapping[str, list[Row]]) -> Mapping[str, str]:
    """How each deliberation was put to the vote, or that it is set aside."""
    kept = {row["deliberation_id"] for row in rows["voting_by_deliberation"]}
    return {row["deliberation_id"]: row["ballot"] if row["deliberation_id"] in kept else "quarantined" for row in rows["ballot"]}


def _ballots(rows: Mapping[str, list[Row]]) -> Iterable[Row]:
    standing = _standing(rows)
    ballots = {row["deliberation_id"]: row for row in rows["ballot"]}
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows["deliberation"]:
        ballot = ballots[row["deliberation_id"]]
        counted[standing[row["deliberation_id"]]].update(
            deliberations=1,
            with_stated=int(row["stated_votes"] > 0),
            sides_stated=int(ballot["names_sides_stated"]),
            with_inferred=int(row["known_votes"] > 0),
            sides_with_inferred=int(ballot["names_sides_with_inferred"]),
            nobody_named=int(row["known_votes"] == 0),
        )
    for ballot_kind in sorted(counted, key=STANDINGS.index):
        yield {"ballot": ballot_kind, **counted[ballot_kind]}


def _set_aside(rows: Mapping[str, list[Row]]) -> Iterable[Row]:
    days = {row["session_id"]: as_day(row["date"]) for row in rows["session"]}
    documents = {row["document_id"]: row["file_name"] for row in rows["document"]}
    found = [
        {
            "date": days[row["session_id"]],
            **{name: row[name] for name in ("session_id", "deliberation_id", "rule", "sentence")},
            "file_name": documents.get(row["document_id"]),
            **{name: row[name] for name in ("page", "line_from", "line_to", "quote")},
        }
        for row in rows["finding"]
    ]
    return sorted(
        found,
        key=lambda row: (
            row["date"], row["session_id"], row["deliberation_id"] or "", row["rule"], row["page"] or 0, row["line_from"] or 0
        ),
    )  # fmt: skip


def _deliberations(rows: Mapping[str, list[Row]]) -> Iterable[Row]:
    """Every deliberation, those set aside too, with the place of its vote; where no vote is placed, that of the item."""
    days = {row["session_id"]: as_day(row["date"]) for row in rows["session"]}
    documents = {row["document_id"]: row["file_name"] for row in rows["document"]}
    standing = _standing(rows)
    for row in sorted(rows["deliberation"], key=lambda row: (days[row["session_id"]], row["session_id"], row["position"])):
        is_vote = row["vote_page"] is not None
        prefix = "vote_" if is_vote else ""
        yield {
            "date": days[row["session_id"]],
            "session_id": row["session_id"],
            "deliberation_id": row["deliberation_id"],
            "position": row["position"],
            **{name: row[name] for name in ("number", "title", "subject_code", "outcome", "unanimous_printed", "unanimous_strict")},
            "ballot": standing[row["deliberation_id"]],
            **{name: row[name] for name in ("votes_for", "votes_against", "votes_abstain", "votes_not_voting")},
            "file_name": documents.get(row[f"{prefix}document_id"]),
            **{name: row[f"{prefix}{name}"] for name in ("page", "line_from", "line_to", "quote")},
            "is_place_of_vote": is_vote,
        }


def _matrix(agreements: Sequence[Row], scope: str, basis: str) -> AgreementMatrix:
    pairs = {frozenset((row["councillor_id"], row["other_id"])): row for row in agreements if row["scope"] == scope}
    shown = {one for pair, row in pairs.items() if row[f"agreement_{basis}"] is not None for one in pair}
    everybody = {one for pair in pairs for one in pair}
    matrix = AgreementMatrix(scope, basis, (), tuple(sorted(everybody - shown)), pairs)
    order = seriated(sorted(shown), matrix.share)
    return AgreementMatrix(scope, basis, tuple(order), matrix.hidden, pairs)
