"""The attendance report as tables with typed cells, for the workbook, and as one tree of plain values, for JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from transforms.reporting import french
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
    Standing.COVERED: "retenue",
    Standing.SET_ASIDE: "mise à l’écart",
    Standing.NO_ROLL_CALL: "sans appel lisible",
}


def attendance_tables(report: AttendanceReport) -> tuple[Table, ...]:
    """The tables of the report, in the order in which they are read."""
    return (
        _summary(report),
        _members(report),
        *_divisions(report),
        _matrix(report),
        _sessions(report),
        _set_aside(report),
        _definitions(report),
        _sources(report),
        _evidence(report),
        _queries(report),
    )


def _columns(**kinds: Kind) -> tuple[Column, ...]:
    """Columns from their headings, underscores standing for spaces."""
    return tuple(Column(heading.replace("_", " "), kind) for heading, kind in kinds.items())


def _summary(report: AttendanceReport) -> Table:
    counts = report.counts
    first, last = report.period or (None, None)
    rows: list[tuple[Value, ...]] = [
        ("Conseil", report.council, None, None),
        ("Nature", french.assembly(report.kind), None, None),
        ("Période demandée", french.span(report.span), None, None),
        ("Première séance", None, None, first),
        ("Dernière séance", None, None, last),
        ("Séances connues", None, len(report.sessions), None),
        *((f"Séances, {label}", None, len(report.with_standing(standing)), None) for standing, label in _STANDINGS.items()),
        ("Membres", None, len(report.councillors), None),
        *((f"Séances × membres, {name}", None, number, None) for name, number in zip(_STATES, _four(counts), strict=True)),
        ("Séances × membres, inconnu", None, sum(councillor.unknown for councillor in report.councillors), None),
        *((f"À savoir, contrôle {reserve.rule}, séances", reserve.title, reserve.sessions, None) for reserve in report.reserves),
    ]
    return Table("Synthèse", _columns(Donnée=Kind.TEXT, Texte=Kind.LONG_TEXT, Nombre=Kind.WHOLE, Date=Kind.DAY), tuple(rows))


_STATES = ("présent", "représenté", "excusé", "absent")


def _four(counts: Counts) -> tuple[int, int, int, int]:
    return counts.present, counts.represented, counts.excused, counts.absent


def _members(report: AttendanceReport) -> Table:
    columns = _columns(
        Membre=Kind.TEXT, Civilité=Kind.TEXT, Séances_du_mandat=Kind.WHOLE, Présent=Kind.WHOLE, Représenté=Kind.WHOLE, Excusé=Kind.WHOLE,
        Absent=Kind.WHOLE, Inconnu=Kind.WHOLE, États_connus=Kind.WHOLE, Présence_seule=Kind.SHARE, Représentation_comprise=Kind.SHARE,
        Raison_sans_taux=Kind.TEXT, Arrivées_en_séance=Kind.WHOLE, Départs_en_séance=Kind.WHOLE, Pouvoirs_donnés=Kind.WHOLE,
        Pouvoirs_reçus=Kind.WHOLE, Plus_longue_suite=Kind.WHOLE, Mises_à_l_écart=Kind.WHOLE, Hors_mandat=Kind.WHOLE, Identifiant=Kind.TEXT,
    )  # fmt: skip
    return Table("Membres", columns, tuple(_member(councillor) for councillor in report.councillors))


def _member(one: Councillor) -> tuple[Value, ...]:
    return (
        one.name, one.civility, one.sessions, *_four(one.counts), one.unknown, one.counts.known, one.rate.value, one.inclusive_rate.value,
        one.rate.reason, one.late_arrivals, one.early_departures, one.proxies_given, one.proxies_held, one.longest_proxy_run,
        one.sessions_set_aside, one.sessions_out_of_membership, one.councillor_id,
    )  # fmt: skip


def _divisions(report: AttendanceReport) -> tuple[Table, ...]:
    """All members together and each of them, where something is asked for by."""
    if report.group_by is None:
        return ()
    heading, one = french.DIVISIONS[report.group_by]
    figures = _columns(
        Séances=Kind.WHOLE, Présent=Kind.WHOLE, Représenté=Kind.WHOLE, Excusé=Kind.WHOLE, Absent=Kind.WHOLE, Inconnu=Kind.WHOLE,
        États_connus=Kind.WHOLE, Présence_seule=Kind.SHARE, Représentation_comprise=Kind.SHARE, Raison_sans_taux=Kind.TEXT,
    )  # fmt: skip
    whole: list[tuple[Value, ...]] = [(each.label, len(each.members), *_portion(each.whole)) for each in report.divisions]
    single: list[tuple[Value, ...]] = [
        (each.label, portion.name, *_portion(portion), portion.councillor_id) for each in report.divisions for portion in each.members
    ]
    return (
        Table(heading, (Column(one, Kind.TEXT), Column("Membres", Kind.WHOLE), *figures), tuple(whole)),
        Table(
            f"{heading}, membres",
            (Column(one, Kind.TEXT), Column("Membre", Kind.TEXT), *figures, Column("Identifiant", Kind.TEXT)),
            tuple(single),
        ),
    )


def _portion(one: Portion) -> tuple[Value, ...]:
    rates = (one.rate.value, one.inclusive_rate.value, one.rate.reason)
    return (one.sessions, *_four(one.counts), one.unknown, one.counts.known, *rates)


def _portion_tree(one: Portion) -> dict[str, Any]:
    return {
        "sessions_held": one.sessions,
        **{f"sessions_{state}": number for state, number in _counts_tree(one.counts).items()},
        "sessions_unknown": one.unknown,
        "attendance_rate": one.rate.value,
        "representation_inclusive_rate": one.inclusive_rate.value,
        "no_rate_reason": one.rate.reason,
    }


def _matrix(report: AttendanceReport) -> Table:
    columns = (Column("Membre", Kind.TEXT), *(Column(session.date, Kind.STATE) for session in report.sessions))
    rows: list[tuple[Value, ...]] = [(councillor.name, *cells) for councillor, cells in report.matrix]
    return Table("Présences", columns, tuple(rows))


def _sessions(report: AttendanceReport) -> Table:
    columns = _columns(
        Séance=Kind.DAY, Statut=Kind.TEXT, En_exercice=Kind.WHOLE, Présents=Kind.WHOLE, Représentés=Kind.WHOLE, Excusés=Kind.WHOLE,
        Absents=Kind.WHOLE, Inconnus=Kind.WHOLE, États_connus=Kind.WHOLE, Présence=Kind.SHARE, Raison_sans_taux=Kind.TEXT,
        Quorum=Kind.WHOLE, Écart_au_quorum=Kind.WHOLE, Identifiant=Kind.TEXT,
    )  # fmt: skip
    return Table("Séances", columns, tuple(_session(session) for session in report.sessions))


def _session(one: Session) -> tuple[Value, ...]:
    counts: tuple[int | None, ...] = (*_four(one.counts), one.unknown, one.counts.known) if one.counts else (None,) * 6
    return (
        one.date, _STANDINGS[one.standing], one.members_in_office, *counts, one.rate.value, one.rate.reason, one.quorum, one.quorum_margin,
        one.session_id,
    )  # fmt: skip


def _set_aside(report: AttendanceReport) -> Table:
    columns = _columns(
        Séance=Kind.DAY, Contrôle=Kind.TEXT, Raison=Kind.LONG_TEXT, Document=Kind.TEXT, Pages=Kind.TEXT, Citation=Kind.LONG_TEXT
    )
    rows: list[tuple[Value, ...]] = [
        (session.date, reason.rule, reason.sentence, *_place(reason.source)) for session in report.sessions for reason in session.reasons
    ]
    rows += [(None, None, document.reason, document.name, None, None) for document in report.documents_set_aside]
    return Table("À l’écart", columns, tuple(rows))


def _place(source: Source | None) -> tuple[Value, ...]:
    return (source.document_name, french.ranges(source.pages), source.quote) if source else (None, None, None)


def _definitions(report: AttendanceReport) -> Table:
    terms = [(definition.term, definition.text) for definition in report.definitions]
    letters = [(letter, french.state(state)) for state, letter in LETTERS.items() if letter]
    notes = [(f"CGCT, art. {note.article}", note.text) for note in report.legal_notes]
    return Table("Définitions", _columns(Terme=Kind.TEXT, Sens=Kind.LONG_TEXT), (*letters, *terms, *notes))


def _sources(report: AttendanceReport) -> Table:
    columns = _columns(
        Séance=Kind.DAY, Document=Kind.TEXT, Pages=Kind.TEXT, Citation=Kind.LONG_TEXT, Nature=Kind.TEXT, Identifiant=Kind.TEXT
    )
    rows = tuple(
        (
            session.date,
            *_place(session.source),
            *((session.source.doc_type, session.source.document_id) if session.source else (None, None)),
        )
        for session in report.sessions
    )
    return Table("Sources", columns, rows)


def _evidence(report: AttendanceReport) -> Table:
    columns = _columns(
        Séance=Kind.DAY,
        Membre=Kind.TEXT,
        À_l_appel=Kind.TEXT,
        Document=Kind.TEXT,
        Page=Kind.WHOLE,
        Ligne=Kind.WHOLE,
        Citation=Kind.LONG_TEXT,
    )
    rows: list[tuple[Value, ...]] = [
        (one.session.date, one.councillor, french.state(one.state), one.document_name, one.page, one.line, one.quote)
        for one in report.evidence
    ]
    return Table("Appels", columns, tuple(rows))


def _queries(report: AttendanceReport) -> Table:
    rows = tuple((french.query_title(table), query) for table, query in report.queries.items())
    return Table("Requêtes", _columns(Tableau=Kind.TEXT, SQL=Kind.LONG_TEXT), rows)


def attendance_json(report: AttendanceReport) -> str:
    """The report as JSON: keys as in the warehouse's columns, dates as ISO text, ``null`` for what is not known."""
    return json.dumps(attendance_tree(report), ensure_ascii=False, indent=1) + "\n"


def attendance_tree(report: AttendanceReport) -> dict[str, Any]:
    """The report as mappings, lists, text, numbers and ``None``."""
    first, last = report.period or (None, None)
    return {
        "report": "attendance",
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
                "no_rate_reason": one.rate.reason,
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
                "label": each.label,
                **_portion_tree(each.whole),
                "councillors": [{"councillor_id": one.councillor_id, "name": one.name, **_portion_tree(one)} for one in each.members],
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
                **_rate_tree(one.rate),
                "quorum": one.quorum,
                "quorum_margin": one.quorum_margin,
                "reasons": [
                    {"rule": reason.rule, "sentence": reason.sentence, "source": _source_tree(reason.source)} for reason in one.reasons
                ],
                "source": _source_tree(one.source),
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
        "documents_set_aside": [{"name": document.name, "reason": document.reason} for document in report.documents_set_aside],
        "warnings": [{"rule": one.rule, "title": one.title, "sessions": one.sessions} for one in report.reserves],
        "definitions": [{"term": one.term, "text": one.text} for one in report.definitions],
        "legal_notes": [{"article": one.article, "text": one.text} for one in report.legal_notes],
        "queries": dict(report.queries),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _counts_tree(counts: Counts) -> dict[str, int | None]:
    return dict(zip(("present", "represented", "excused", "absent", "known"), (*_four(counts), counts.known), strict=True))


_NO_COUNTS: dict[str, int | None] = dict.fromkeys(_counts_tree(Counts()))


def _rate_tree(rate: Rate) -> dict[str, Any]:
    return {"attendance_rate": rate.value, "no_rate_reason": rate.reason}


def _source_tree(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {
        "document_id": source.document_id,
        "file_name": source.document_name,
        "doc_type": source.doc_type,
        "pages": list(source.pages),
        "quote": source.quote,
    }


def widest(values: Sequence[Value]) -> int:
    """Characters of the longest line among the texts.

    >>> widest(["a", "ab\\nabc", None, 2])
    3
    """
    return max((len(line) for value in values if isinstance(value, str) for line in value.splitlines()), default=0)
