"""The attendance report as tables with typed cells, for the workbook, and as one tree of plain values, for JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from transforms.reporting import phrases
from transforms.reporting.attendance import (
    LETTERS,
    AttendanceReport,
    Cell,
    Councillor,
    Counts,
    Portion,
    Rate,
    Session,
    Source,
    Standing,
    State,
)
from transforms.reporting.definitions import definitions, legal_notes
from transforms.reporting.french import ranges
from transforms.reporting.language import Wording, french

Value = str | int | float | date | Cell | None


class Kind(StrEnum):
    """What a column holds; a cell of it may always be empty."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    SHARE = "share"
    MEAN = "mean"  # an average that is no share
    DAY = "day"
    STATE = "state"  # a cell of the matrix


@dataclass(frozen=True, slots=True)
class Column:
    heading: str | date
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are columns."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    fixed_columns: int = 1  # stay in sight when the rest is scrolled


_STANDINGS = {
    Standing.COVERED: french("retenue"),
    Standing.SET_ASIDE: french("mise à l’écart"),
    Standing.NO_ROLL_CALL: french("sans appel lisible"),
}


def attendance_tables(report: AttendanceReport, said: Wording) -> tuple[Table, ...]:
    """The tables of the report, in the order in which they are read, with their words in one language."""
    return (
        _summary(report, said),
        _members(report, said),
        *_divisions(report, said),
        _matrix(report, said),
        _sessions(report, said),
        _pairs(report, said),
        _set_aside(report, said),
        _definitions(report, said),
        _sources(report, said),
        _evidence(report, said),
        _queries(report, said),
    )


def _columns(said: Wording, *columns: tuple[str, Kind]) -> tuple[Column, ...]:
    """Columns from their headings."""
    return tuple(Column(said.say(heading), kind) for heading, kind in columns)


def _summary(report: AttendanceReport, said: Wording) -> Table:
    counts = report.counts
    first, last = report.period or (None, None)
    unknown = sum(councillor.unknown for councillor in report.councillors)
    states = zip((*_STATES, french("inconnu")), (*_four(counts), unknown), strict=True)
    rows: list[tuple[Value, ...]] = [
        (said.say("Conseil"), report.council, None, None),
        (said.say("Nature"), phrases.assembly(said, report.kind), None, None),
        (said.say("Période demandée"), phrases.span(said, report.span), None, None),
        (said.say("Première séance"), None, None, first),
        (said.say("Dernière séance"), None, None, last),
        (said.say("Séances connues"), None, len(report.sessions), None),
        *(
            (said.say("Séances, {standing}", standing=said.say(label)), None, len(report.with_standing(standing)), None)
            for standing, label in _STANDINGS.items()
        ),
        (said.say("Membres"), None, len(report.councillors), None),
        *((said.say("Séances × membres, {state}", state=said.say(state)), None, number, None) for state, number in states),
        *(
            (said.say("À savoir, contrôle {rule}, séances", rule=reserve.rule), reserve.title, reserve.sessions, None)
            for reserve in report.reserves
        ),
    ]
    columns = _columns(
        said, (french("Donnée"), Kind.TEXT), (french("Texte"), Kind.LONG_TEXT), (french("Nombre"), Kind.WHOLE), (french("Date"), Kind.DAY)
    )
    return Table(said.say("Synthèse"), columns, tuple(rows))


_STATES = (french("présent"), french("représenté"), french("excusé"), french("absent"))


def _four(counts: Counts) -> tuple[int, int, int, int]:
    return counts.present, counts.represented, counts.excused, counts.absent


def _members(report: AttendanceReport, said: Wording) -> Table:
    columns = _columns(
        said,
        (french("Membre"), Kind.TEXT),
        (french("Civilité"), Kind.TEXT),
        (french("Séances du mandat"), Kind.WHOLE),
        (french("Présent"), Kind.WHOLE),
        (french("Représenté"), Kind.WHOLE),
        (french("Excusé"), Kind.WHOLE),
        (french("Absent"), Kind.WHOLE),
        (french("Inconnu"), Kind.WHOLE),
        (french("États connus"), Kind.WHOLE),
        (french("Présence seule"), Kind.SHARE),
        (french("Représentation comprise"), Kind.SHARE),
        (french("Raison sans taux"), Kind.TEXT),
        (french("Arrivées en séance"), Kind.WHOLE),
        (french("Départs en séance"), Kind.WHOLE),
        (french("Pouvoirs donnés"), Kind.WHOLE),
        (french("Pouvoirs reçus"), Kind.WHOLE),
        (french("Plus longue suite"), Kind.WHOLE),
        (french("Mises à l’écart"), Kind.WHOLE),
        (french("Hors mandat"), Kind.WHOLE),
        (french("Identifiant"), Kind.TEXT),
    )
    return Table(said.say("Membres"), columns, tuple(_member(councillor, said) for councillor in report.councillors))


def _member(one: Councillor, said: Wording) -> tuple[Value, ...]:
    return (
        one.name, one.civility, one.sessions, *_four(one.counts), one.unknown, one.counts.known, one.rate.value, one.inclusive_rate.value,
        _reason(one.rate, said), one.late_arrivals, one.early_departures, one.proxies_given, one.proxies_held, one.longest_proxy_run,
        one.sessions_set_aside, one.sessions_out_of_membership, one.councillor_id,
    )  # fmt: skip


def _divisions(report: AttendanceReport, said: Wording) -> tuple[Table, ...]:
    """All members together and each of them, where something is asked for by."""
    if report.group_by is None:
        return ()
    heading, one = phrases.division_words(said, report.group_by)
    labelled = [(phrases.division(said, report.group_by, each), each) for each in report.divisions]
    figures = _columns(
        said,
        (french("Séances"), Kind.WHOLE),
        (french("Présent"), Kind.WHOLE),
        (french("Représenté"), Kind.WHOLE),
        (french("Excusé"), Kind.WHOLE),
        (french("Absent"), Kind.WHOLE),
        (french("Inconnu"), Kind.WHOLE),
        (french("États connus"), Kind.WHOLE),
        (french("Présence seule"), Kind.SHARE),
        (french("Représentation comprise"), Kind.SHARE),
        (french("Raison sans taux"), Kind.TEXT),
    )
    whole: list[tuple[Value, ...]] = [(label, len(each.members), *_portion(each.whole, said)) for label, each in labelled]
    single: list[tuple[Value, ...]] = [
        (label, portion.name, *_portion(portion, said), portion.councillor_id) for label, each in labelled for portion in each.members
    ]
    return (
        Table(heading, (Column(one, Kind.TEXT), *_columns(said, (french("Membres"), Kind.WHOLE)), *figures), tuple(whole)),
        Table(
            said.say("{heading}, membres", heading=heading),
            (
                Column(one, Kind.TEXT),
                *_columns(said, (french("Membre"), Kind.TEXT)),
                *figures,
                *_columns(said, (french("Identifiant"), Kind.TEXT)),
            ),
            tuple(single),
        ),
    )


def _reason(rate: Rate, said: Wording) -> str | None:
    """Why there is no rate."""
    return phrases.no_rate(said, rate) if rate.reason else None


def _portion(one: Portion, said: Wording) -> tuple[Value, ...]:
    rates = (one.rate.value, one.inclusive_rate.value, _reason(one.rate, said))
    return (one.sessions, *_four(one.counts), one.unknown, one.counts.known, *rates)


def _portion_tree(one: Portion, said: Wording) -> dict[str, Any]:
    return {
        "sessions_held": one.sessions,
        **{f"sessions_{state}": number for state, number in _counts_tree(one.counts).items()},
        "sessions_unknown": one.unknown,
        "attendance_rate": one.rate.value,
        "representation_inclusive_rate": one.inclusive_rate.value,
        "no_rate_reason": _reason(one.rate, said),
    }


def _matrix(report: AttendanceReport, said: Wording) -> Table:
    columns = (*_columns(said, (french("Membre"), Kind.TEXT)), *(Column(session.date, Kind.STATE) for session in report.sessions))
    rows: list[tuple[Value, ...]] = [(councillor.name, *cells) for councillor, cells in report.matrix]
    return Table(said.say("Présences"), columns, tuple(rows))


def _sessions(report: AttendanceReport, said: Wording) -> Table:
    columns = _columns(
        said,
        (french("Séance"), Kind.DAY),
        (french("Statut"), Kind.TEXT),
        (french("En exercice"), Kind.WHOLE),
        (french("Présents"), Kind.WHOLE),
        (french("Représentés"), Kind.WHOLE),
        (french("Excusés"), Kind.WHOLE),
        (french("Absents"), Kind.WHOLE),
        (french("Inconnus"), Kind.WHOLE),
        (french("États connus"), Kind.WHOLE),
        (french("Présence"), Kind.SHARE),
        (french("Raison sans taux"), Kind.TEXT),
        (french("Quorum"), Kind.WHOLE),
        (french("Écart au quorum"), Kind.WHOLE),
        (french("Identifiant"), Kind.TEXT),
    )
    return Table(said.say("Séances"), columns, tuple(_session(session, said) for session in report.sessions))


def _session(one: Session, said: Wording) -> tuple[Value, ...]:
    counts: tuple[int | None, ...] = (*_four(one.counts), one.unknown, one.counts.known) if one.counts else (None,) * 6
    return (
        one.date, said.say(_STANDINGS[one.standing]), one.members_in_office, *counts, one.rate.value, _reason(one.rate, said), one.quorum,
        one.quorum_margin, one.session_id,
    )  # fmt: skip


def _pairs(report: AttendanceReport, said: Wording) -> Table:
    columns = _columns(
        said,
        (french("Donne pouvoir"), Kind.TEXT),
        (french("Le reçoit"), Kind.TEXT),
        (french("Séances"), Kind.WHOLE),
        (french("Sur"), Kind.WHOLE),
        (french("Identifiant"), Kind.TEXT),
        (french("Identifiant du second"), Kind.TEXT),
    )
    nobody = said.say("non identifié")
    rows: list[tuple[Value, ...]] = [
        (one.giver, one.holder or nobody, one.sessions, one.giver_sessions, one.giver_id, one.holder_id) for one in report.proxy_pairs
    ]
    return Table(said.say("Pouvoirs"), columns, tuple(rows))


def _set_aside(report: AttendanceReport, said: Wording) -> Table:
    columns = _columns(
        said,
        (french("Séance"), Kind.DAY),
        (french("Contrôle"), Kind.TEXT),
        (french("Raison"), Kind.LONG_TEXT),
        (french("Document"), Kind.TEXT),
        (french("Pages"), Kind.TEXT),
        (french("Citation"), Kind.LONG_TEXT),
    )
    rows: list[tuple[Value, ...]] = [
        (session.date, reason.rule, reason.sentence, *_place(reason.source)) for session in report.sessions for reason in session.reasons
    ]
    rows += [(None, None, phrases.set_aside(said, document.reason), document.name, None, None) for document in report.documents_set_aside]
    return Table(said.say("À l’écart"), columns, tuple(rows))


def _place(source: Source | None) -> tuple[Value, ...]:
    return (source.document_name, ranges(source.pages), source.quote) if source else (None, None, None)


def _definitions(report: AttendanceReport, said: Wording) -> Table:
    terms = [(definition.term, definition.text) for definition in definitions(said, report.options.min_sessions_for_rate)]
    letters = [(letter, phrases.state(said, state)) for state, letter in LETTERS.items() if letter]
    notes = [(said.say("CGCT, art. {article}", article=note.article), note.text) for note in legal_notes(said, report.kind)]
    return Table(
        said.say("Définitions"), _columns(said, (french("Terme"), Kind.TEXT), (french("Sens"), Kind.LONG_TEXT)), (*letters, *terms, *notes)
    )


def _sources(report: AttendanceReport, said: Wording) -> Table:
    columns = _columns(
        said,
        (french("Séance"), Kind.DAY),
        (french("Document"), Kind.TEXT),
        (french("Pages"), Kind.TEXT),
        (french("Citation"), Kind.LONG_TEXT),
        (french("Nature"), Kind.TEXT),
        (french("Identifiant"), Kind.TEXT),
    )
    rows = tuple(
        (
            session.date,
            *_place(session.source),
            *((phrases.doc_type(said, session.source.doc_type), session.source.document_id) if session.source else (None, None)),
        )
        for session in report.sessions
    )
    return Table(said.say("Sources"), columns, rows)


def _evidence(report: AttendanceReport, said: Wording) -> Table:
    columns = _columns(
        said,
        (french("Séance"), Kind.DAY),
        (french("Membre"), Kind.TEXT),
        (french("À l’appel"), Kind.TEXT),
        (french("Document"), Kind.TEXT),
        (french("Page"), Kind.WHOLE),
        (french("Ligne"), Kind.WHOLE),
        (french("Citation"), Kind.LONG_TEXT),
    )
    rows: list[tuple[Value, ...]] = [
        (one.session.date, one.councillor, phrases.state(said, one.state), one.document_name, one.page, one.line, one.quote)
        for one in report.evidence
    ]
    return Table(said.say("Appels"), columns, tuple(rows))


def _queries(report: AttendanceReport, said: Wording) -> Table:
    rows = tuple((phrases.query_title(said, table), query) for table, query in report.queries.items())
    return Table(said.say("Requêtes"), _columns(said, (french("Tableau"), Kind.TEXT), (french("SQL"), Kind.LONG_TEXT)), rows)


def attendance_json(report: AttendanceReport, said: Wording) -> str:
    """The report as JSON: keys as in the warehouse's columns, sentences in one language, ISO dates, ``null`` for what is not known."""
    return json.dumps(attendance_tree(report, said), ensure_ascii=False, indent=1) + "\n"


def attendance_tree(report: AttendanceReport, said: Wording) -> dict[str, Any]:
    """The report as mappings, lists, text, numbers and ``None``."""
    first, last = report.period or (None, None)
    return {
        "report": "attendance",
        "language": said.language,
        "council": {"council_id": report.council_id, "name": report.council, "kind": report.kind},
        "period": {"from": _iso(report.span.first), "to": _iso(report.span.last), "first_session": _iso(first), "last_session": _iso(last)},
        "summary": {
            "sessions": len(report.sessions),
            **{f"sessions_{standing}": len(report.with_standing(standing)) for standing in Standing},
            "councillors": len(report.councillors),
            **_counts_tree(report.counts),
        },
        "councillors": [
            {
                "councillor_id": one.councillor_id,
                "name": one.name,
                "civility": one.civility,
                "sessions_held": one.sessions,
                **{f"sessions_{state}": number for state, number in _counts_tree(one.counts).items()},
                "sessions_unknown": one.unknown,
                "attendance_rate": one.rate.value,
                "representation_inclusive_rate": one.inclusive_rate.value,
                "no_rate_reason": _reason(one.rate, said),
                "late_arrivals": one.late_arrivals,
                "early_departures": one.early_departures,
                "proxies_given": one.proxies_given,
                "proxies_held": one.proxies_held,
                "longest_proxy_run": one.longest_proxy_run,
                "sessions_quarantined": one.sessions_set_aside,
                "sessions_out_of_membership": one.sessions_out_of_membership,
            }
            for one in report.councillors
        ],
        "group_by": report.group_by,
        "groups": [
            {
                "key": each.key,
                "label": phrases.division(said, report.group_by, each) if report.group_by else None,
                **_portion_tree(each.whole, said),
                "councillors": [{"councillor_id": one.councillor_id, "name": one.name, **_portion_tree(one, said)} for one in each.members],
            }
            for each in report.divisions
        ],
        "sessions": [
            {
                "session_id": one.session_id,
                "date": _iso(one.date),
                "standing": one.standing,
                "members_in_office": one.members_in_office,
                **{f"members_{state}": number for state, number in (_counts_tree(one.counts) if one.counts else _NO_COUNTS).items()},
                "members_unknown": one.unknown,
                **_rate_tree(one.rate, said),
                "quorum": one.quorum,
                "quorum_margin": one.quorum_margin,
                "reasons": [
                    {"rule": reason.rule, "sentence": reason.sentence, "source": _source_tree(reason.source, said)}
                    for reason in one.reasons
                ],
                "source": _source_tree(one.source, said),
            }
            for one in report.sessions
        ],
        "matrix": [
            {
                "session_id": session.session_id,
                "councillor_id": councillor.councillor_id,
                "state": cell.state,
                "proxy_holders": list(cell.proxy_holders),
            }
            for councillor, cells in report.matrix
            for session, cell in zip(report.sessions, cells, strict=True)
            if cell.state != State.NOT_A_MEMBER
        ],
        "proxy_pairs": [
            {
                "giver_id": one.giver_id,
                "giver": one.giver,
                "holder_id": one.holder_id,
                "holder": one.holder,
                "sessions": one.sessions,
                "giver_sessions": one.giver_sessions,
            }
            for one in report.proxy_pairs
        ],
        "roll_calls": [
            {
                "session_id": one.session.session_id,
                "councillor_id": one.councillor_id,
                "state": one.state,
                "file_name": one.document_name,
                "page": one.page,
                "line": one.line,
                "quote": one.quote,
            }
            for one in report.evidence
        ],
        "documents_set_aside": [
            {"name": document.name, "reason": phrases.set_aside(said, document.reason)} for document in report.documents_set_aside
        ],
        "warnings": [{"rule": one.rule, "title": one.title, "sessions": one.sessions} for one in report.reserves],
        "definitions": [{"term": one.term, "text": one.text} for one in definitions(said, report.options.min_sessions_for_rate)],
        "legal_notes": [{"article": one.article, "text": one.text} for one in legal_notes(said, report.kind)],
        "queries": dict(report.queries),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _counts_tree(counts: Counts) -> dict[str, int | None]:
    return dict(zip(("present", "represented", "excused", "absent", "known"), (*_four(counts), counts.known), strict=True))


_NO_COUNTS: dict[str, int | None] = dict.fromkeys(_counts_tree(Counts()))


def _rate_tree(rate: Rate, said: Wording) -> dict[str, Any]:
    return {"attendance_rate": rate.value, "no_rate_reason": _reason(rate, said)}


def _source_tree(source: Source | None, said: Wording) -> dict[str, Any] | None:
    if source is None:
        return None
    return {
        "document_id": source.document_id,
        "file_name": source.document_name,
        "doc_type": phrases.doc_type(said, source.doc_type),
        "pages": list(source.pages),
        "quote": source.quote,
    }


def widest(values: Sequence[Value]) -> int:
    """Characters of the longest line among the texts.

    >>> widest(["a", "ab\\nabc", None, 2])
    3
    """
    return max((len(line) for value in values if isinstance(value, str) for line in value.splitlines()), default=0)
