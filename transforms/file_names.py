"""The dates that a file's name may hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from transforms.text import MONTH, MONTHS, calendar_date, fold

_PART, _GAP = r"[\s._-]", r"[\s._-]?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WITH_WHOLE_YEAR: Final = (
    re.compile(rf"(?<!\d){_YEAR}{_GAP}(?P<month>\d\d){_GAP}(?P<day>\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d\d){_GAP}(?P<month>\d\d){_GAP}{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d\d?){_PART}(?P<month>\d\d?){_PART}{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d\d?)(?:ER)?[\s._-]*(?P<month>{MONTH})[\s._-]*{_YEAR}(?!\d)"),
)
_SIX_DIGITS: Final = (
    re.compile(rf"(?<!\d)(?P<day>\d\d){_GAP}(?P<month>\d\d){_GAP}(?P<year>\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<year>\d\d){_GAP}(?P<month>\d\d){_GAP}(?P<day>\d\d)(?!\d)"),
)


def dates_in(name: str) -> dict[date, bool]:
    """Every date that the last part of a file's path may hold, in order, and whether it is sure to be one.

    Six digits are not: they may be read from either end, or be a number of something.

    >>> dates_in("pv/CM-26-juin-2023.pdf")
    {datetime.date(2023, 6, 26): True}
    >>> dates_in("cr230413.pdf")
    {datetime.date(2013, 4, 23): False, datetime.date(2023, 4, 13): False}
    """
    stem = fold(PurePosixPath(name).stem)
    sure = _found(_WITH_WHOLE_YEAR, stem)
    return {day: day in sure for day in sorted(sure | _found(_SIX_DIGITS, stem))}


def _found(patterns: tuple[re.Pattern[str], ...], stem: str) -> set[date]:
    return {found for pattern in patterns for match in pattern.finditer(stem) if (found := _date(match))}


def _date(match: re.Match[str]) -> date | None:
    month = match["month"]
    return calendar_date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
