"""Dates and times in digits and in French words."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.reading.dates import find_dates, find_time
from transforms.text import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'AN DEUX MILLE VINGT-QUATRE, LE VINGT SEPT JUIN", date(2024, 6, 27)),
        ("L’an deux mil vingt et un, le 1\ner mars à vingt heures", date(2021, 3, 1)),
        ("L'an deux mil vingt, le vingt-cinq du mois de mai", date(2020, 5, 25)),
        ("L'an deux mille vingt-trois et le vingt février", date(2023, 2, 20)),
        ("L’an deux mille vingt-trois, le jeudi 16 mars", date(2023, 3, 16)),
        ("Le vingt-neuf juin deux mille vingt et un à vingt heures", date(2021, 6, 29)),
        ("séance du 5 Février 2025", date(2025, 2, 5)),
        ("SÉANCE DU 1ER MARS 2021", date(2021, 3, 1)),
        ("réunion du 1° avril 2016", date(2016, 4, 1)),
        ("Conseil du 07/07/2025", date(2025, 7, 7)),
        ("le 7.7.25", date(2025, 7, 7)),
        ("le quatre-vingt juin", None),
        ("le 31 juin 2024", None),
        ("le 12 avril", None),
        ("section 12/34/5678", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert next((found.date for found in find_dates(fold(text))), None) == expected


def test_a_date_without_a_year_keeps_day_and_month() -> None:
    (found,) = find_dates(fold("dûment convoqué le 27 septembre, s'est réuni"))
    assert (found.date, found.month, found.day) == (None, 9, 27)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("à DIX-NEUF HEURES TRENTE, le conseil", "19:30"),
        ("à 20 h 30", "20:30"),
        ("à 18h30 heures", "18:30"),
        ("à vingt heures trente minutes", "20:30"),
        ("à vingt heures trente-huit, les membres", "20:38"),
        ("à dix-huit heures et demie", "18:30"),
        ("19H", "19:00"),
        ("à 35 heures par semaine", None),
        ("à la mairie", None),
    ],
)
def test_times(text: str, expected: str | None) -> None:
    found = find_time(fold(text), 0, len(text))
    assert (found[0] if found else None) == expected
