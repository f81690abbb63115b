"""Report models → HTML text. Whatever comes from a document is data: escaped. CSV is written by ``transforms.cells``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transforms.reporting import french
from transforms.reporting.attendance import LETTERS, AttendanceReport, SetAsideDocument

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def attendance_html(report: AttendanceReport) -> str:
    """The report as one page that needs no other file and no network."""
    return _environment().get_template("attendance.html").render(report=report, letters=LETTERS)


def index_html(reports: Sequence[tuple[AttendanceReport, str]], documents: Sequence[SetAsideDocument] = ()) -> str:
    """The page that leads to each council's report (model and link), with the documents that no report counts."""
    ordered = sorted(reports, key=lambda pair: (french.alphabetical(pair[0].council), pair[0].council_id))
    return _environment().get_template("index.html").render(reports=ordered, documents=documents)


def rendered(template: str, **values: Any) -> str:
    """A page of the templates with its values."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("transforms.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printable,
    )
    environment.filters |= {
        "assembly": french.assembly,
        "count": french.count,
        "day_and_month": french.day_and_month,
        "division_words": french.DIVISIONS.__getitem__,
        "filed": lambda name: " ".join(french.alphabetical(name)),
        "long_date": french.long_date,
        "percent": french.percent,
        "period": french.period,
        "query_title": french.query_title,
        "ranges": french.ranges,
        "signed": french.signed,
        "span": french.span,
        "state": french.state,
        "whole": french.whole,
    }
    return environment


def printable(value: Any) -> Any:
    """Characters that no HTML page may hold become the replacement character; broken PDFs have them."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else _UNPRINTABLE.sub("\ufffd", value)
