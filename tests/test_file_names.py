"""The dates that a file's name may hold."""

from __future__ import annotations

import pytest

from transforms.file_names import dates_in


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("2024-06-27-PV.pdf", ["2024-06-27"]),
        ("liste/20240627_16A.pdf", ["2024-06-27"]),
        ("PV-27.06.2024.pdf", ["2024-06-27"]),
        ("PV-7-6-2024.pdf", ["2024-06-07"]),
        ("cm27062024.pdf", ["2024-06-27"]),
        ("Séance du 1er février 2024.pdf", ["2024-02-01"]),
        ("PV 27 JUIN 2024 approuvé le 19 septembre 2024.pdf", ["2024-06-27", "2024-09-19"]),
        ("cr270624.pdf", ["2024-06-27?", "2027-06-24?"]),
        ("cr 27-13-24.pdf", []),
        ("2024-06-27-0000071248.pdf", ["2024-06-27"]),
        ("2024/deliberation-12.pdf", []),
        ("CM-23-juin.pdf", []),
        ("DEL2024_025.pdf", []),
        ("DEL112024.pdf", []),
        ("31-02-2024.pdf", []),
    ],
)
def test_the_dates_of_a_file_name(name: str, dates: list[str]) -> None:
    assert [f"{day}" + ("" if is_sure else "?") for day, is_sure in dates_in(name).items()] == dates
