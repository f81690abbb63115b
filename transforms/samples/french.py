"""Numbers, dates and times as French papers write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze",
    "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def in_words(number: int, *, feminine: bool = False) -> str:
    """A number from 0 to 99, or a year from 2000 to 2099, in words.

    >>> in_words(21), in_words(71), in_words(80), in_words(2024), in_words(31, feminine=True)
    ('vingt et un', 'soixante et onze', 'quatre-vingts', 'deux mille vingt-quatre', 'trente et une')
    """
    if 2000 <= number <= 2099:
        return " ".join(["deux mille", *([in_words(number - 2000)] if number > 2000 else [])])
    if not 0 <= number <= 99:
        raise ValueError(f"{number} is neither a number up to 99 nor a year of this century")
    if number < 20:
        text = _UNITS[number]
    elif number < 70:
        tens, unit = divmod(number, 10)
        text = _TENS[tens] + ("" if not unit else " et un" if unit == 1 else "-" + _UNITS[unit])
    elif number < 80:
        text = "soixante" + (" et " if number == 71 else "-") + _UNITS[number - 60]
    else:
        text = "quatre-vingts" if number == 80 else "quatre-vingt-" + _UNITS[number - 80]
    return text + "e" if feminine and text.endswith("un") else text


def date_in_french(day: date) -> str:
    """
    >>> date_in_french(date(2025, 7, 1))
    '1er juillet 2025'
    """
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def date_in_words(day: date) -> str:
    """
    >>> date_in_words(date(2024, 3, 21))
    "l'an deux mille vingt-quatre, le vingt et un mars"
    """
    return f"l'an {in_words(day.year)}, le {'premier' if day.day == 1 else in_words(day.day)} {MONTHS[day.month - 1]}"


def time_in_words(time: str) -> str:
    """
    >>> time_in_words("18:30"), time_in_words("21:00")
    ('dix-huit heures trente', 'vingt et une heures')
    """
    hours, minutes = (int(piece) for piece in time.split(":"))
    return f"{in_words(hours, feminine=True)} heures" + (f" {in_words(minutes)}" if minutes else "")


def time_in_digits(time: str, separator: str = "h") -> str:
    """
    >>> time_in_digits("18:30"), time_in_digits("20:00", " heures ")
    ('18h30', '20 heures')
    """
    hours, minutes = time.split(":")
    if separator == "h":
        return f"{int(hours)}h{minutes}"
    return f"{int(hours)}{separator}{minutes if minutes != '00' else ''}".strip()


def plural(count: int, one: str, many: str) -> str:
    """
    >>> plural(2, "abstention", "abstentions")
    'abstentions'
    """
    return one if abs(count) < 2 else many


def listed(pieces: Sequence[str], last: str = " et ") -> str:
    """
    >>> listed(["A", "B", "C"])
    'A, B et C'
    """
    return last.join([", ".join(pieces[:-1]), pieces[-1]]) if len(pieces) > 1 else "".join(pieces)


def that(clause: str) -> str:
    """
    >>> that("un tiers le demande"), that("le rapport est public")
    ("qu'un tiers le demande", 'que le rapport est public')
    """
    return f"qu'{clause}" if clause[0].lower() in "aeiouyéèêàœ" else f"que {clause}"
