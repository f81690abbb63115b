"""Rows of lists of deliberations: numbers of any form, counts in place of a verdict, verdicts on lines of their own or ahead."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of
from transforms.model import Certainty, DocType, Outcome, PrintedDeliberation
from transforms.reading.deliberations import read_deliberations

TITLES = ["Vente d'un terrain", "Tarifs de la cantine pour l'année 2024-2025", "Règlement du cimetière", "Bail du presbytère"]
VERDICTS = {
    "words": (
        ("Adoptée à l'unanimité", Outcome.ADOPTED),
        ("Adoptée à la majorité", Outcome.ADOPTED),
        ("Ajournée", Outcome.POSTPONED),
        ("Rejetée", Outcome.REJECTED),
    ),
    "counts": (
        ("13 pour 0 contre 0 abstention", Outcome.ADOPTED),
        ("11 pour 2 contre 0 abstention", Outcome.ADOPTED),
        ("Retirée de l'ordre du jour", Outcome.POSTPONED),
        ("5 pour 8 contre 0 abstention", Outcome.REJECTED),
    ),
}


def rows(form: str, kind: str) -> tuple[PrintedDeliberation, ...]:
    """The four rows in one form, under the head of the list."""
    lines = [form.format(n=n, title=title, verdict=VERDICTS[kind][n - 1][0]) for n, title in enumerate(TITLES, start=1)]
    text = "\n".join(("LISTE DES DÉLIBÉRATIONS EXAMINÉES", "N° Objet Décision", *lines, "Affiché le 17 mai 2024"))
    return read_deliberations(flow_of(text), 0, DocType.DECISION_LIST)


@pytest.mark.parametrize("kind", VERDICTS)
@pytest.mark.parametrize(
    ("form", "first"),
    [
        pytest.param("02{n} {title} {verdict}", "021", id="bare number"),
        pytest.param("DEL202402{n} {title} {verdict}", "DEL2024021", id="letters and year"),
        pytest.param("24.05.0{n} {title} {verdict}", "24.05.01", id="short year"),
        pytest.param("2024-2{n} {title} {verdict}", "2024-21", id="year"),
        pytest.param("2024-2{n}\n{title}\n{verdict}", "2024-21", id="a line each"),
        pytest.param("{n}. {title} : {verdict}", "1", id="ordinal"),
    ],
)
def test_rows_with_numbers_of_any_form(form: str, first: str, kind: str) -> None:
    items = rows(form, kind)
    assert [item.title for item in items] == TITLES
    assert [item.outcome for item in items] == [outcome for _, outcome in VERDICTS[kind]]
    assert items[0].number == first
    if kind == "counts":
        assert [(item.votes_for, item.votes_against) for item in items] == [(13, 0), (11, 2), (None, None), (5, 8)]


@pytest.mark.parametrize("kind", VERDICTS)
@pytest.mark.parametrize("form", [pytest.param("{title}\n{verdict}", id="below"), pytest.param("{title} {verdict}", id="behind")])
def test_rows_without_numbers_are_doubtful(form: str, kind: str) -> None:
    items = rows(form, kind)
    assert [item.title for item in items] == TITLES
    assert [item.outcome for item in items] == [outcome for _, outcome in VERDICTS[kind]]
    assert {item.certainty for item in items} == {Certainty.DOUBTFUL}


def test_a_word_for_the_vote_before_the_verdict_is_no_part_of_the_title() -> None:
    assert [item.title for item in rows("2024-2{n} {title} Vote : {verdict}", "words")] == TITLES


def test_a_verdict_ahead_of_the_object_may_hold_its_counts() -> None:
    text = (
        "LISTE DES DÉLIBÉRATIONS\n2024-21 Approuvé par 11 voix pour et 2 contre Vente d'un terrain\n2024-22 Prend acte Rapport sur l'eau\n"
    )
    items = read_deliberations(flow_of(text), 0, DocType.DECISION_LIST)
    assert [item.title for item in items] == ["Vente d'un terrain", "Rapport sur l'eau"]


def test_a_list_of_numbers_without_verdicts_has_no_rows() -> None:
    text = "LISTE DES DÉLIBÉRATIONS\n021 Terrassement\n022 Maçonnerie\n023 Charpente\n"
    assert read_deliberations(flow_of(text), 0, DocType.DECISION_LIST) == ()
