"""How well the rules file titles: invented ones in the wording of councils, each with the code that a person gave it (``titles.csv``)."""

import csv
from pathlib import Path

import pytest

from transforms.subjects import LABELS, family, subject_of

UNKNOWN = "unknown"
with (Path(__file__).parent / "titles.csv").open(encoding="utf-8", newline="") as file:
    TITLES = [(row["code"], row["title"]) for row in csv.DictReader(file)]
FOUND = [(right, subject_of(title)[0] or UNKNOWN) for right, title in TITLES]
LEAST_PRECISION, LEAST_COVERAGE = 0.95, 0.8


def test_the_sample_is_large_and_wide() -> None:
    codes = {code for code, _ in TITLES}
    assert len({title for _, title in TITLES}) == len(TITLES) >= 150
    assert codes - {UNKNOWN} <= set(LABELS)
    assert {family(code) for code in codes - {UNKNOWN}} == set("123456789")


@pytest.mark.parametrize("level", [1, 2])
def test_a_code_that_is_given_is_right(level: int) -> None:
    def cut(code: str) -> str:
        return family(code) if level == 1 else code

    given = [(right, found) for right, found in FOUND if found != UNKNOWN]
    assert sum(cut(right) == cut(found) for right, found in given) / len(given) >= LEAST_PRECISION


def test_most_titles_with_a_subject_get_one() -> None:
    known = [found for right, found in FOUND if right != UNKNOWN]
    assert sum(found != UNKNOWN for found in known) / len(known) >= LEAST_COVERAGE


def test_titles_that_tell_no_subject_get_none() -> None:
    assert {found for right, found in FOUND if right == UNKNOWN} == {UNKNOWN}
