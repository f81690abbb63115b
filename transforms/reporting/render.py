"""Report models → HTML text. Whatever comes from a document is data: escaped. CSV is written by ``transforms.cells``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transforms.french_doubts import in_french
from transforms.reporting import french, phrases
from transforms.reporting.attendance import LETTERS, AttendanceReport, SetAsideDocument
from transforms.reporting.charts_attendance import VARIABLES, Drawing, matrix_drawings, network_drawing, presence_drawings
from transforms.reporting.definitions import definitions, legal_notes
from transforms.reporting.drawing import on_page
from transforms.reporting.language import Language, Wording, wording
from transforms.reporting.printable import printable

__all__ = ["FRENCH", "IndexRow", "attendance_html", "index_html", "printable", "rendered"]

FRENCH = wording(Language.FRENCH)


def attendance_html(report: AttendanceReport, said: Wording = FRENCH) -> str:
    """The report as one page that needs no other file and no network."""
    network = network_drawing(report, said)
    return rendered(
        "attendance.html",
        said,
        report=report,
        presence_drawings=[_on_page(one) for one in presence_drawings(report, said)],
        matrix_drawings=[_on_page(one) for one in matrix_drawings(report, said)],
        network_drawing=_on_page(network) if network else None,
        letters=LETTERS,
        definitions=definitions(said, report.options.min_sessions_for_rate),
        legal_notes=legal_notes(said, report.kind),
        division_label=lambda one: phrases.division(said, report.group_by, one) if report.group_by else "",
    )


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What the index says of one council's report, and where that is."""

    council_id: str
    council: str
    kind: str | None
    first: date | None  # of the sessions
    last: date | None
    sessions: int
    covered: int
    set_aside: int
    no_roll_call: int
    councillors: int
    link: str

    @classmethod
    def of(cls, report: AttendanceReport, link: str) -> IndexRow:
        first, last = report.period or (None, None)
        covered, set_aside, no_roll_call = (len(report.with_standing(one)) for one in ("covered", "set_aside", "no_roll_call"))
        what = (report.council_id, report.council, report.kind, first, last, len(report.sessions))
        return cls(*what, covered, set_aside, no_roll_call, len(report.councillors), link)


def index_html(reports: Sequence[IndexRow], documents: Sequence[SetAsideDocument] = (), said: Wording = FRENCH) -> str:
    """The page that leads to each council's report, with the documents that no report counts."""
    ordered = sorted(reports, key=lambda row: (french.alphabetical(row.council), row.council_id))
    return rendered("index.html", said, reports=ordered, documents=documents)


def _on_page(drawing: Drawing) -> Mapping[str, str]:
    """What a page shows of a drawing; Vega has escaped what is in the SVG."""
    return {"svg": Markup(on_page(drawing.svg, VARIABLES)), "alt": drawing.alt, "caption": drawing.caption}


def rendered(template: str, said: Wording = FRENCH, **values: Any) -> str:
    """A page of the templates with its values, in a language."""
    return _environment(said.language).get_template(template).render(**values)


@cache
def _environment(language: Language) -> Environment:
    """The templates with ``say``, ``count`` and ``noun`` of one language; ``in_french`` marks words that stay French in its midst."""
    said = wording(language)
    environment = Environment(
        loader=PackageLoader("transforms.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printable,
    )
    environment.globals |= {
        "lang": language.value,
        "in_french": Markup("" if language is Language.FRENCH else ' lang="fr"'),
        "say": said.say,
        "count": said.count,
        "noun": said.noun,
    }
    environment.filters |= {
        "assembly": partial(phrases.assembly, said),
        "day_and_month": french.day_and_month,
        "division_words": partial(phrases.division_words, said),
        "doc_type": partial(phrases.doc_type, said),
        "doubt": in_french if language is Language.FRENCH else str,
        "filed": lambda name: " ".join(french.alphabetical(name)),
        "long_date": said.long_date,
        "no_rate": partial(phrases.no_rate, said),
        "percent": said.percent,
        "period": partial(phrases.period, said),
        "query_title": partial(phrases.query_title, said),
        "ranges": french.ranges,
        "set_aside": partial(phrases.set_aside, said),
        "signed": french.signed,
        "span": partial(phrases.span, said),
        "state": partial(phrases.state, said),
        "whole": said.whole,
    }
    return environment
