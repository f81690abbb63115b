"""The attendance report typeset as PDF: the template of Typst gets the report's words as one JSON text, so none is ever markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib import resources
from typing import Any, Final

import typst

from transforms.reporting import french
from transforms.reporting.attendance import LETTERS, AttendanceReport, Cell, Councillor, Portion, Rate, Reason, Session, Source
from transforms.reporting.render import printable

TEMPLATE = "attendance.typ"
FRAME = "frame.typ"
STANDARD: Final = "ua-1"  # tagged, for those who have it read out


def attendance_pdf(report: AttendanceReport, day: date) -> bytes:
    """The report as a tagged PDF in fonts that come with Typst, so that it looks the same everywhere. ``day`` is the document's date."""
    return typeset(TEMPLATE, words_of(attendance_words(report, day)), day)


def words_of(words: Mapping[str, Any]) -> str:
    """The words of a report as the one text that a template reads."""
    return json.dumps(_printable(words), ensure_ascii=False)


def typeset(template: str, words: str, day: date) -> bytes:
    """The words in the template, behind the frame that every report has."""
    folder = resources.files("transforms.reporting") / "templates"
    return typst.compile(
        b"\n".join((folder / name).read_bytes() for name in (FRAME, template)),
        sys_inputs={"report": words},
        ignore_system_fonts=True,
        pdf_standards=STANDARD,
        timestamp=datetime.combine(day, time(), UTC),
    )


def attendance_words(report: AttendanceReport, day: date) -> dict[str, Any]:
    """What the pages say, every figure written out."""
    return {
        "lang": "fr",
        "title": f"Présence au conseil – {report.council}" + (f", {french.period(report.period)}" if report.period else ""),
        "date": [day.year, day.month, day.day],
        "kicker": f"Rapport de présence · {french.assembly(report.kind)}",
        "council": report.council,
        "period": f"Séances {french.period(report.period)}" if report.period else "Aucune séance connue",
        "asked": None if report.span.is_open else f"Période demandée : {french.span(report.span)}.",
        "figures": _figures(report),
        "headings": {
            "set_aside": "Ce qui n’entre pas dans les calculs",
            "members": "Membre par membre",
            "matrix": "Tableau des présences",
            "sessions": "Séance par séance",
            "definitions": "Définitions",
            "law": "Repères juridiques",
            "sources": "Sources",
            "queries": "Refaire le calcul",
        },
        "set_aside_lead": _set_aside_lead(report),
        "set_aside": [
            {"date": french.long_date(session.date), "reasons": [_reason(reason) for reason in session.reasons]}
            for session in report.with_standing("set_aside")
        ],
        "set_aside_lists": _set_aside_lists(report),
        "members": _members(report),
        "divisions": _divisions(report),
        "legend": [{"state": state, "letter": letter, "label": french.state(state)} for state, letter in LETTERS.items()],
        "matrix": [
            {
                "corner": "Membre",
                "years": block.years,
                "days": [french.day_and_month(session.date) for session in block.sessions],
                "rows": [{"name": _name(councillor), "cells": [_cell(cell) for cell in cells]} for councillor, cells in block.rows],
            }
            for block in report.blocks
        ],
        "sessions": _sessions(report),
        "definitions": [(one.term, one.text) for one in report.definitions],
        "law_lead": "Code général des collectivités territoriales (CGCT).",
        "legal_notes": [(f"Art. {one.article}", one.text) for one in report.legal_notes],
        "sources": _sources(report),
        "queries_lead": "Chaque chiffre vient de la base publiée. Ces requêtes le rendent, tableau par tableau.",
        "queries": [(french.query_title(table), query) for table, query in report.queries.items()],
        "closing": "Établi par registre d’après les documents publiés par la collectivité. Une erreur de lecture reste possible : en cas "
        "de doute, le document cité fait foi.",
    }


def _figures(report: AttendanceReport) -> list[dict[str, str | None]]:
    counts = report.counts
    numbers = [
        ("séances connues par les documents", len(report.sessions)),
        ("retenues dans les calculs", len(report.with_standing("covered"))),
        ("mises à l’écart après contrôle", len(report.with_standing("set_aside"))),
        ("sans appel lisible", len(report.with_standing("no_roll_call"))),
    ]
    share = french.percent(counts.present / counts.known) if counts.known else french.DASH
    return [{"label": label, "value": french.whole(number), "note": None} for label, number in numbers] + [
        {
            "label": "de présence, sur les états connus",
            "value": share,
            "note": f"{french.whole(counts.present)} / {french.whole(counts.known)}" if counts.known else None,
        }
    ]


def _set_aside_lead(report: AttendanceReport) -> str:
    if not report.sessions:
        return "Aucune séance n’a pu être établie d’après les documents disponibles : ce rapport ne contient aucun chiffre."
    if len(report.with_standing("covered")) < len(report.sessions) or report.documents_set_aside:
        return "Un chiffre douteux n’est ni corrigé ni deviné : ce qui suit reste consultable, mais ne compte dans aucun taux."
    return "Rien. Toutes les séances connues ont un appel lisible, et aucun contrôle bloquant sur cet appel n’a échoué."


def _reason(reason: Reason) -> dict[str, str | None]:
    where = ", ".join((f"Contrôle {reason.rule}", *_where(reason.source)))
    return {"sentence": reason.sentence, "where": where, "quote": reason.source.quote if reason.source else None}


def _where(source: Source | None) -> tuple[str, ...]:
    return (source.document_name, f"p. {french.ranges(source.pages)}" if source.pages else "page inconnue") if source else ()


def _set_aside_lists(report: AttendanceReport) -> list[dict[str, Any]]:
    without = [french.long_date(session.date) for session in report.with_standing("no_roll_call")]
    documents = [f"{document.name} – {document.reason}" for document in report.documents_set_aside]
    reserves = [
        f"« {one.title} » n’est pas vérifié pour {french.count(one.sessions, 'séance')} (contrôle {one.rule})." for one in report.reserves
    ]
    groups = (
        ("Séances sans appel lisible", without),
        ("Documents non exploités", documents),
        ("À savoir sur les séances retenues", reserves),
    )
    return [{"label": label, "items": items} for label, items in groups if items]


def _heads(*labels: str) -> list[dict[str, str]]:
    """Columns of figures, the first one of words."""
    return [{"label": label, "align": "right" if index else "left"} for index, label in enumerate(labels)]


def _members(report: AttendanceReport) -> dict[str, Any]:
    return {
        "caption": "Séances tenues pendant le mandat de chacun, celles mises à l’écart non comprises. Taux sur les états connus. L’ordre "
        "est alphabétique : ce tableau n’est pas un classement.",
        "head": _heads(
            "Membre", "Séances", "Présent", "Représenté", "Excusé", "Absent", "Inconnu", "Présence seule", "Représentation comprise",
            "Arrivées", "Départs", "Pouvoirs donnés", "Pouvoirs reçus", "Plus longue suite", "À l’écart", "Hors mandat",
        ),
        "rows": [_member(councillor) for councillor in report.councillors],
    }  # fmt: skip


def _divisions(report: AttendanceReport) -> dict[str, Any] | None:
    """All members together, and each of them."""
    if report.group_by is None:
        return None
    heading, one = french.DIVISIONS[report.group_by]
    states = ("Séances", "Présent", "Représenté", "Excusé", "Absent", "Inconnu", "Présence seule", "Représentation comprise")
    return {
        "heading": heading,
        "whole_head": _heads(one, "Membres", *states),
        "whole": [[each.label, french.whole(len(each.members)), *_portion(each.whole)] for each in report.divisions],
        "member_head": [{"label": one, "align": "left"}, {"label": "Membre", "align": "left"}, *_heads("", *states)[1:]],
        "members": [[each.label, portion.name, *_portion(portion)] for each in report.divisions for portion in each.members],
    }


def _portion(one: Portion) -> list[str]:
    counts = one.counts
    figures = (one.sessions, counts.present, counts.represented, counts.excused, counts.absent, one.unknown)
    return [*map(french.whole, figures), _rate(one.rate), _rate(one.inclusive_rate)]


def _member(one: Councillor) -> list[str]:
    counts = one.counts
    before = (one.sessions, counts.present, counts.represented, counts.excused, counts.absent, one.unknown)
    after = (
        one.late_arrivals, one.early_departures, one.proxies_given, one.proxies_held, one.longest_proxy_run, one.sessions_set_aside,
        one.sessions_out_of_membership,
    )  # fmt: skip
    return [_name(one), *map(french.whole, before), _rate(one.rate), _rate(one.inclusive_rate), *map(french.whole, after)]


def _name(one: Councillor) -> str:
    return f"{one.civility} {one.name}" if one.civility else one.name


def _rate(rate: Rate) -> str:
    """A share with its fraction, or a dash with the reason."""
    if rate.value is None:
        return f"{french.DASH} ({rate.reason})"
    return f"{french.percent(rate.value)} ({rate.numerator}/{rate.denominator})"


def _cell(cell: Cell) -> dict[str, str]:
    return {"state": cell.state, "letter": cell.letter}


def _number(value: int | None) -> str:
    return french.DASH if value is None else french.whole(value)


def _sessions(report: AttendanceReport) -> dict[str, Any]:
    return {
        "caption": "Nombre de membres dans chaque état à l’appel d’ouverture. « En exercice » est le nombre imprimé. Quorum : présents "
        "requis, et écart des présents à ce nombre.",
        "head": _heads("Séance", "En exercice", "Présents", "Représentés", "Excusés", "Absents", "Inconnus", "Présence", "Quorum", "Écart"),
        "rows": [_session(session) for session in report.sessions],
    }


def _session(one: Session) -> list[str]:
    counts = one.counts
    states = (counts.present, counts.represented, counts.excused, counts.absent) if counts else (None,) * 4
    margin = french.DASH if one.quorum_margin is None else french.signed(one.quorum_margin)
    figures = map(_number, (one.members_in_office, *states, one.unknown))
    return [french.long_date(one.date), *figures, _rate(one.rate), _number(one.quorum), margin]


def _sources(report: AttendanceReport) -> dict[str, Any]:
    return {
        "caption": "Document qui fait foi pour l’appel de chaque séance, et début de la liste telle qu’elle est imprimée.",
        "head": [{"label": label, "align": "left"} for label in ("Séance", "Document", "Pages", "Appel, début")],
        "rows": [[french.long_date(session.date), *_source(session.source)] for session in report.sessions],
    }


def _source(source: Source | None) -> tuple[str, str, str]:
    if source is None:
        return ("Aucun document disponible ne donne l’appel de cette séance.", french.DASH, french.DASH)
    quote = f"« {source.quote} »" if source.quote else french.DASH
    return (f"{source.document_name} ({source.doc_type})", french.ranges(source.pages) or french.DASH, quote)


def _printable(value: Any) -> Any:
    """The same tree without the characters that no document may hold."""
    match value:
        case dict():
            return {key: _printable(item) for key, item in value.items()}
        case list() | tuple():
            return [_printable(item) for item in value]
        case _:
            return printable(value)
