"""Dates and times as French councils print them, found in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from transforms.reading.phrases import Phrase
from transforms.text import MONTH, MONTHS, NUMBER_WORDS, calendar_date, number

LONGEST: Final = 60  # characters of a date in words: "vingt-neuf septembre deux mille vingt-quatre"

_WEEKDAY = r"(?:(?:LUNDI|MARDI|MERCREDI|JEUDI|VENDREDI|SAMEDI|DIMANCHE)\s*,?\s*)?"
_DAY = rf"(?:\d{{1,2}}\s*(?:ERS?|°)?|PREMIER|{NUMBER_WORDS})"
_YEAR_WORDS = rf"DEUX[\s-]+MILL?E?[\s-]*(?:{NUMBER_WORDS})?"

# "OCTOBRE", or broken at a line's end: "OC-\nTOBRE"
_MONTH = (
    rf"(?:{MONTH}|JAN-\s?VIER|FE-\s?VRIER|A-\s?VRIL|JUIL-\s?LET|SEP-\s?TEMBRE|SEPTEM-\s?BRE|OC-\s?TOBRE|OCTO-\s?BRE|NO-\s?VEMBRE|"
    r"NOVEM-\s?BRE|DE-\s?CEMBRE|DECEM-\s?BRE)"
)

# "L'an deux mille vingt-quatre, le vingt-sept juin": the year stands first.
_YEAR_FIRST = Phrase(
    rf"L'AN\s+(?P<year>\d{{4}}|{_YEAR_WORDS})\s*(?:,|ET|\.|-)?\s*(?:ET\s+)?(?:LE\s+)?{_WEEKDAY}(?:LE\s+)?(?P<day>{_DAY})\s*(?:\(\d{{1,2}}\)\s*)?(?:DU\s+MOIS\s+D(?:E\s+|'\s?)|JOURS?\s+(?:DU\s+MOIS\s+)?DE?\s*)?(?P<month>{_MONTH})\b"
)
# "le 27 juin 2024", "VINGT NEUF JUIN deux mille vingt et un", "1er mars 2021", "12 avril" (no year printed)
_DAY_FIRST = Phrase(
    rf"(?<![A-Z0-9]){_WEEKDAY}(?P<day>{_DAY})\s*(?:\(\d{{1,2}}\)\s*)?(?:DU\s+MOIS\s+D(?:E\s+|'\s?))?(?P<month>{_MONTH})(?![A-Z])\.?,?(?:\s*(?:DE\s+L'AN(?:NEE)?\s+)?(?P<year>(?:19|20)\d\s?\d(?!\d)|{_YEAR_WORDS}))?"
)
# "les 23 et 24 juin 2024": a sitting of two days is that of the first
_TWO_DAYS = Phrase(
    rf"(?<![A-Z0-9])[DL]ES\s+{_WEEKDAY}(?P<day>{_DAY})\s+ET\s+{_WEEKDAY}{_DAY}\s+(?P<month>{_MONTH})(?![A-Z])(?:\s*(?P<year>(?:19|20)\d\s?\d(?!\d)|{_YEAR_WORDS}))"
)
_FIGURES = Phrase(r"(?<![\d/.-])(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d{2})(?![\d/])")
_ISO = Phrase(r"(?<![\d-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")

# "à 19 h 30", "à 18h30 heures", "à vingt heures trente minutes", "19H00"
_HOURS = re.compile(
    rf"(?<![A-Z0-9])(?P<hour>\d{{1,2}}|{NUMBER_WORDS})(?:\s*\(\d{{1,2}}\))?"
    r"(?:[\s-]*(?:H(?![A-Z])\.?|HEURES?\b|HRES?\b)|\s*:(?=\s*\d\d(?!\d)))"  # "15 :" alone is a total before its list
    rf"(?:\s*(?:ET\s+)?(?P<minute>\d{{2}}(?!\d)|DEMIE?|QUART|{NUMBER_WORDS})(?=\W|$|M|H))?"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A printed date. ``date`` is ``None`` where no year is printed; then ``month`` and ``day`` tell what is."""

    start: int
    end: int
    date: date | None
    month: int
    day: int
    by_year_first: bool = False


def find_dates(folded: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """The dates that begin in ``folded[start:end]``, in order, each place once; one that begins there is read to its own end."""
    end = len(folded) if end is None else end
    found: dict[int, FoundDate] = {}
    covered: list[tuple[int, int]] = []
    for pattern in (_YEAR_FIRST, _ISO, _FIGURES, _TWO_DAYS, _DAY_FIRST):
        for match in pattern.finditer(folded, start, end + LONGEST):
            if match.start() >= end or any(a < match.end() and match.start() < b for a, b in covered):
                continue
            one = _date(match, pattern is _YEAR_FIRST)
            if one:
                found[match.start()] = one
                covered.append((match.start(), match.end()))
    return iter(found[key] for key in sorted(found))


def _date(match: re.Match[str], year_first: bool) -> FoundDate | None:
    day_text = re.sub(r"(?<=\d)\s*(?:ERS?|°)$", "", match["day"].strip())
    day = 1 if day_text == "PREMIER" else number(day_text)
    name = re.sub(r"-\s?", "", match["month"])
    month = MONTHS[name] if name in MONTHS else number(name)
    year_text = match["year"]
    year = None if year_text is None else number(year_text.replace(" ", "") if year_text[0].isdigit() else _year(year_text))
    if day is None or month is None or not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    if year_text is not None and year is not None:
        whole = calendar_date(year, month, day)
        return FoundDate(match.start(), match.end(), whole, month, day, year_first) if whole else None
    return FoundDate(match.start(), match.end(), None, month, day, year_first)


def _year(text: str) -> str:
    """ "DEUX MIL VINGT" as text2num knows it."""
    return re.sub(r"\bMILE?\b", "MILLE", text)


def find_time(folded: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The first time of day printed in ``folded[start:end]`` as "HH:MM" with its place, ``None`` where there is none."""
    for match in _HOURS.finditer(folded, start, end):
        hour = number(match["hour"])
        minute_text = match["minute"]
        if minute_text in ("DEMI", "DEMIE"):
            minute: int | None = 30
        elif minute_text == "QUART":
            minute = 15
        else:
            minute = 0 if minute_text is None else number(minute_text)
        if hour is not None and minute is not None and 0 <= hour < 24 and 0 <= minute < 60:
            return f"{hour:02d}:{minute:02d}", match.start(), match.end()
    return None
