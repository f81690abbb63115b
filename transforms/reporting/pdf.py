"""The attendance report typeset as PDF: the template of Typst gets the report's words as one JSON text, so none is ever markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib import resources
from typing import Any, Final

import typst

from transforms.reporting import phrases
from transforms.reporting.attendance import LETTERS, AttendanceReport, Cell, Councillor, Portion, Rate, Reason, Session, Source
from transforms.reporting.charts_attendance import WIDTH, Drawing, matrix_drawings, network_drawing, presence_drawings
from transforms.reporting.definitions import definitions, legal_notes
from transforms.reporting.drawing import PAPER_FONT
from transforms.reporting.french import DASH, day_and_month, ranges, signed
from transforms.reporting.language import NO_BREAK_SPACE, Wording, french
from transforms.reporting.render import FRENCH, printable

TEMPLATE = "attendance.typ"
FRAME = "frame.typ"
LATIN: Final = "\u024f"  # up to here every font has every letter
PROBE: Final = b"""\
#set document(title: "-")
#set text(font: "Libertinus Serif")
#for letter in json(bytes(sys.inputs.letters)) [#letter #parbreak()]
"""
_REFUSED: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPE: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
STANDARD: Final = "ua-1"  # tagged, for those who have it read out


def attendance_pdf(report: AttendanceReport, day: date, said: Wording = FRENCH) -> bytes:
    """The report as a tagged PDF in fonts that come with Typst, so that it looks the same everywhere. ``day`` is the document's date."""
    return typeset(TEMPLATE, words_of(attendance_words(report, day, said)), day)


def words_of(words: Mapping[str, Any]) -> str:
    """The words of a report as the one text that a template reads."""
    return json.dumps(_printable(words), ensure_ascii=False)


def typeset(template: str, words: str, day: date) -> bytes:
    """The words in the template, behind the frame that every report has. What no font of Typst can show reads as U+FFFD."""
    folder = resources.files("transforms.reporting") / "templates"
    return typst.compile(
        b"\n".join((folder / name).read_bytes() for name in (FRAME, template)),
        sys_inputs={"report": words.translate(dict.fromkeys(map(ord, undisplayable(words)), "\ufffd"))},
        ignore_system_fonts=True,
        pdf_standards=STANDARD,
        timestamp=datetime.combine(day, time(), UTC),
    )


def undisplayable(words: str) -> set[str]:
    """The characters that no font of Typst holds, such as the bullets of a symbol font: a tagged PDF is refused with one of them."""
    left = {letter for letter in words if letter > LATIN}
    missing: set[str] = set()
    while left:
        try:
            typst.compile(PROBE, sys_inputs={"letters": json.dumps(sorted(left))}, ignore_system_fonts=True, pdf_standards=STANDARD)
        except typst.TypstError as error:  # it names one at a time
            named = _REFUSED.search(error.message)
            letters = {chr(int(code, 16)) for code in _ESCAPE.findall(named[1])} | set(named[1]) if named else set()
            if not letters & left:
                raise
            missing |= letters & left
            left -= letters
        else:
            break
    return missing


def attendance_words(report: AttendanceReport, day: date, said: Wording) -> dict[str, Any]:
    """What the pages say, every figure written out."""
    say = said.say
    days = phrases.period(said, report.period) if report.period else None
    network = network_drawing(report, said, PAPER_FONT)
    return {
        "lang": said.language,
        "region": said.locale.territory,
        "title": f"{say('Présence au conseil')} – {report.council}" + (f", {days}" if days else ""),
        "date": [day.year, day.month, day.day],
        "kicker": f"{say('Rapport de présence')} · {phrases.assembly(said, report.kind)}",
        "council": report.council,
        "period": _period(report, said),
        "asked": None if report.span.is_open else say("Période demandée : {days}.", days=phrases.span(said, report.span)),
        "figures": _figures(report, said),
        "headings": {
            "set_aside": say("Ce qui n’entre pas dans les calculs"),
            "members": say("Membre par membre"),
            "matrix": say("Tableau des présences"),
            "sessions": say("Séance par séance"),
            "powers": say("Pouvoirs"),
            "definitions": say("Définitions"),
            "law": say("Repères juridiques"),
            "sources": say("Sources"),
            "queries": say("Refaire le calcul"),
        },
        "set_aside_lead": _set_aside_lead(report, said),
        "set_aside": [
            {"date": said.long_date(session.date), "reasons": [_reason(reason, said) for reason in session.reasons]}
            for session in report.with_standing("set_aside")
        ],
        "set_aside_lists": _set_aside_lists(report, said),
        "presence": [_drawing(one) for one in presence_drawings(report, said, PAPER_FONT)],
        "heat": [_drawing(one) for one in matrix_drawings(report, said, PAPER_FONT)],
        "network": _drawing(network) if network else None,
        "members": _members(report, said),
        "divisions": _divisions(report, said),
        "legend": [{"state": state, "letter": letter, "label": phrases.state(said, state)} for state, letter in LETTERS.items()],
        "matrix": [
            {
                "corner": say("Membre"),
                "years": block.years,
                "days": [day_and_month(session.date) for session in block.sessions],
                "rows": [{"name": _name(councillor), "cells": [_cell(cell) for cell in cells]} for councillor, cells in block.rows],
            }
            for block in report.blocks
        ],
        "sessions": _sessions(report, said),
        "definitions": [(one.term, one.text) for one in definitions(said, report.options.min_sessions_for_rate)],
        "law_lead": say("Code général des collectivités territoriales (CGCT)."),
        "legal_notes": [(f"{say('Art.')} {one.article}", one.text) for one in legal_notes(said, report.kind)],
        "sources": _sources(report, said),
        "queries_lead": say("Chaque chiffre vient de la base publiée. Ces requêtes le rendent, tableau par tableau."),
        "queries": [(phrases.query_title(said, table), query) for table, query in report.queries.items()],
        "closing": say(
            "Établi par registre d’après les documents publiés par la collectivité. Une erreur de lecture reste possible : en cas de "
            "doute, le document cité fait foi."
        ),
    }


def _drawing(one: Drawing) -> dict[str, Any]:
    """The drawing and its width, as a percentage of the page's."""
    width = float(re.search(r'width="([\d.]+)"', one.svg)[1])  # type: ignore[index]
    return {"svg": one.svg, "alt": one.alt, "caption": one.caption, "width": min(100.0, 100 * width / (WIDTH + 40))}


def _period(report: AttendanceReport, said: Wording) -> str:
    if report.period is None:
        return said.say("Aucune séance connue")
    days = phrases.period(said, report.period)
    return said.say("Séance {days}", days=days) if len(report.sessions) == 1 else said.say("Séances {days}", days=days)


def _figures(report: AttendanceReport, said: Wording) -> list[dict[str, str | None]]:
    counts = report.counts
    covered, aside, without = (len(report.with_standing(standing)) for standing in ("covered", "set_aside", "no_roll_call"))
    known = len(report.sessions)
    numbers = [
        (said.noun(known, "séance connue par les documents", "séances connues par les documents"), known),
        (said.noun(covered, "retenue dans les calculs", "retenues dans les calculs"), covered),
        (said.noun(aside, "mise à l’écart après contrôle", "mises à l’écart après contrôle"), aside),
        (said.say("sans appel lisible"), without),
    ]
    return [{"label": label, "value": said.whole(number), "note": None} for label, number in numbers] + [
        {
            "label": said.say("de présence, sur les états connus"),
            "value": said.percent(counts.present / counts.known) if counts.known else DASH,
            "note": f"{said.whole(counts.present)} / {said.whole(counts.known)}" if counts.known else None,
        }
    ]


def _set_aside_lead(report: AttendanceReport, said: Wording) -> str:
    if not report.sessions:
        return said.say("Aucune séance n’a pu être établie d’après les documents disponibles : ce rapport ne contient aucun chiffre.")
    if len(report.with_standing("covered")) < len(report.sessions) or report.documents_set_aside:
        return said.say(
            "Un chiffre douteux n’est ni corrigé ni deviné : ce qui suit reste consultable, mais ne compte dans aucun taux de ce rapport."
        )
    return said.say("Rien. Toutes les séances connues ont un appel lisible, et aucun contrôle bloquant sur cet appel n’a échoué.")


def _reason(reason: Reason, said: Wording) -> dict[str, str | None]:
    where = ", ".join((f"{said.say('Contrôle')} {reason.rule}", *_where(reason.source, said)))
    return {"sentence": reason.sentence, "where": where, "quote": reason.source.quote if reason.source else None}


def _where(source: Source | None, said: Wording) -> tuple[str, ...]:
    if source is None:
        return ()
    pages = f"{said.noun(len(source.pages), 'p.', 'pp.')}{NO_BREAK_SPACE}{ranges(source.pages)}"
    return (source.document_name, pages if source.pages else said.say("page inconnue"))


def _set_aside_lists(report: AttendanceReport, said: Wording) -> list[dict[str, Any]]:
    without = [said.long_date(session.date) for session in report.with_standing("no_roll_call")]
    documents = [f"{document.name} – {phrases.set_aside(said, document.reason)}" for document in report.documents_set_aside]
    reserves = [
        said.say(
            "« {title} » n’est pas vérifié pour {sessions} (contrôle {rule}).",
            title=one.title,
            sessions=said.count(one.sessions, "séance", "séances"),
            rule=one.rule,
        )
        for one in report.reserves
    ]
    groups = (
        (said.say("Séances sans appel lisible"), without),
        (said.say("Documents non exploités"), documents),
        (said.say("À savoir sur les séances retenues"), reserves),
    )
    return [{"label": label, "items": items} for label, items in groups if items]


def _heads(said: Wording, *labels: str) -> list[dict[str, str]]:
    """Columns of figures, the first one of words."""
    return [{"label": said.say(label), "align": "right" if index else "left"} for index, label in enumerate(labels)]


def _members(report: AttendanceReport, said: Wording) -> dict[str, Any]:
    return {
        "caption": said.say(
            "Séances tenues pendant le mandat de chacun, celles mises à l’écart non comprises. Taux sur les états connus. L’ordre "
            "est alphabétique : ce tableau n’est pas un classement."
        ),
        "head": _heads(
            said,
            french("Membre"),
            french("Séances"),
            french("Présent"),
            french("Représenté"),
            french("Excusé"),
            french("Absent"),
            french("Inconnu"),
            french("Présence seule"),
            french("Représentation comprise"),
            french("Arrivées"),
            french("Départs"),
            french("Pouvoirs donnés"),
            french("Pouvoirs reçus"),
            french("Plus longue suite"),
            french("À l’écart"),
            french("Hors mandat"),
        ),
        "rows": [_member(councillor, said) for councillor in report.councillors],
    }


def _divisions(report: AttendanceReport, said: Wording) -> dict[str, Any] | None:
    """All members together, and each of them."""
    if report.group_by is None:
        return None
    heading, one = phrases.division_words(said, report.group_by)
    labelled = [(phrases.division(said, report.group_by, each), each) for each in report.divisions]
    states = _heads(
        said,
        "",
        french("Séances"),
        french("Présent"),
        french("Représenté"),
        french("Excusé"),
        french("Absent"),
        french("Inconnu"),
        french("Présence seule"),
        french("Représentation comprise"),
    )[1:]
    first = {"label": one, "align": "left"}
    return {
        "heading": heading,
        "whole_head": [first, {"label": said.say("Membres"), "align": "right"}, *states],
        "whole": [[label, said.whole(len(each.members)), *_portion(each.whole, said)] for label, each in labelled],
        "member_head": [first, {"label": said.say("Membre"), "align": "left"}, *states],
        "members": [[label, portion.name, *_portion(portion, said)] for label, each in labelled for portion in each.members],
    }


def _portion(one: Portion, said: Wording) -> list[str]:
    counts = one.counts
    figures = (one.sessions, counts.present, counts.represented, counts.excused, counts.absent, one.unknown)
    return [*map(said.whole, figures), _rate(one.rate, said), _rate(one.inclusive_rate, said)]


def _member(one: Councillor, said: Wording) -> list[str]:
    counts = one.counts
    before = (one.sessions, counts.present, counts.represented, counts.excused, counts.absent, one.unknown)
    after = (
        one.late_arrivals, one.early_departures, one.proxies_given, one.proxies_held, one.longest_proxy_run, one.sessions_set_aside,
        one.sessions_out_of_membership,
    )  # fmt: skip
    return [_name(one), *map(said.whole, before), _rate(one.rate, said), _rate(one.inclusive_rate, said), *map(said.whole, after)]


def _name(one: Councillor) -> str:
    return f"{one.civility} {one.name}" if one.civility else one.name


def _rate(rate: Rate, said: Wording) -> str:
    """A share with its fraction, or a dash with the reason."""
    if rate.value is None:
        return f"{DASH} ({phrases.no_rate(said, rate)})"
    return f"{said.percent(rate.value)} ({said.whole(rate.numerator)}/{said.whole(rate.denominator)})"


def _cell(cell: Cell) -> dict[str, str]:
    return {"state": cell.state, "letter": cell.letter}


def _number(value: int | None, said: Wording) -> str:
    return DASH if value is None else said.whole(value)


def _sessions(report: AttendanceReport, said: Wording) -> dict[str, Any]:
    return {
        "caption": said.say(
            "Nombre de membres dans chaque état à l’appel d’ouverture. « En exercice » est le nombre imprimé. Quorum : présents "
            "requis, et écart des présents à ce nombre."
        ),
        "head": _heads(
            said,
            french("Séance"),
            french("En exercice"),
            french("Présents"),
            french("Représentés"),
            french("Excusés"),
            french("Absents"),
            french("Inconnus"),
            french("Présence"),
            french("Quorum"),
            french("Écart"),
        ),
        "rows": [_session(session, said) for session in report.sessions],
    }


def _session(one: Session, said: Wording) -> list[str]:
    counts = one.counts
    states = (counts.present, counts.represented, counts.excused, counts.absent) if counts else (None,) * 4
    margin = DASH if one.quorum_margin is None else signed(one.quorum_margin)
    figures = [_number(number, said) for number in (one.members_in_office, *states, one.unknown)]
    return [said.long_date(one.date), *figures, _rate(one.rate, said), _number(one.quorum, said), margin]


def _sources(report: AttendanceReport, said: Wording) -> dict[str, Any]:
    return {
        "caption": said.say("Document qui fait foi pour l’appel de chaque séance, et début de la liste telle qu’elle est imprimée."),
        "head": [
            {"label": said.say(label), "align": "left"}
            for label in (french("Séance"), french("Document"), french("Pages"), french("Appel, début"))
        ],
        "rows": [[said.long_date(session.date), *_source(session.source, said)] for session in report.sessions],
    }


def _source(source: Source | None, said: Wording) -> tuple[str, str, str]:
    if source is None:
        return (said.say("Aucun document disponible ne donne l’appel de cette séance."), DASH, DASH)
    quote = f"« {source.quote} »" if source.quote else DASH
    return (f"{source.document_name} ({phrases.doc_type(said, source.doc_type)})", ranges(source.pages) or DASH, quote)


def _printable(value: Any) -> Any:
    """The same tree without the characters that no document may hold."""
    match value:
        case dict():
            return {key: _printable(item) for key, item in value.items()}
        case list() | tuple():
            return [_printable(item) for item in value]
        case _:
            return printable(value)
