"""Text that lost its line breaks gets lines again where items, bodies and verdicts begin."""

from __future__ import annotations

import textwrap

import pytest

from tests.reading.pages import flow_of
from transforms.model import Certainty, DocType, Outcome
from transforms.reading.deliberations import read_deliberations
from transforms.reading.reflow import is_reflowed, with_lines

PROSE = (
    "Il rappelle que la commune entretient ce chemin depuis dix ans et que les riverains souhaitent des travaux avant le prochain hiver. "
)
NUMBERED = (
    f"1. Vente d'un terrain : M. le Maire présente l'offre. {PROSE}{PROSE}Le conseil municipal, après en avoir délibéré, à l'unanimité, "
    f"approuve. 2. Tarifs de la cantine Mme Anne PETIT propose un tarif. {PROSE}{PROSE}Le conseil municipal décide à la majorité "
    f"(contre 2, abstention 0, pour 9) de retenir ce tarif. 3) – Budget de l'eau Adopté à l'unanimité."
)


def wrapped(text: str) -> str:
    return textwrap.fill(text, 95)


def test_lines_that_all_go_to_the_margin_mean_nothing() -> None:
    assert is_reflowed(flow_of(wrapped(NUMBERED)))
    assert is_reflowed(flow_of(NUMBERED))
    assert not is_reflowed(flow_of("Vente d'un terrain, adoptée.\nTarifs\n" * 20 + PROSE * 4))
    assert not is_reflowed(flow_of("1. Vente d'un terrain\n" + wrapped(PROSE) + "\nAdopté.\n2. Tarifs\n" + wrapped(PROSE) + "\nAdopté."))


def test_printed_lines_stay_as_they_are() -> None:
    flow = flow_of("1. Vente d'un terrain\nAdopté.")
    assert with_lines(flow) is flow


def test_items_of_a_text_without_line_breaks() -> None:
    flow = flow_of(wrapped(NUMBERED))
    items = read_deliberations(flow, 0, DocType.MINUTES)
    assert [(i.number, i.title, i.outcome, i.unanimous) for i in items] == [
        ("1", "Vente d'un terrain", Outcome.ADOPTED, True),
        ("2", "Tarifs de la cantine", Outcome.ADOPTED, False),
        ("3", "Budget de l'eau", Outcome.ADOPTED, True),
    ]
    assert (items[1].votes_for, items[1].votes_against, items[1].votes_abstain) == (9, 2, 0)


def test_places_are_those_of_the_print() -> None:
    flow = flow_of(wrapped(NUMBERED))
    for item in read_deliberations(flow, 0, DocType.MINUTES):
        printed = " ".join(line.text for line in flow.lines if item.place.line_from <= line.number <= item.place.line_to)
        assert item.place.quote in printed


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("N° 1 : Vente d'un terrain", "N° 2 : Tarifs de la cantine", id="number"),
        pytest.param("(1) Vente d'un terrain", "(2) Tarifs de la cantine", id="brackets"),
        pytest.param("a) Vente d'un terrain", "b) Tarifs de la cantine", id="letters"),
        pytest.param("• Vente d'un terrain", "• Tarifs de la cantine", id="bullets"),
        pytest.param("* Vente d'un terrain", "* Tarifs de la cantine", id="stars"),
        pytest.param("1/2024 : Vente d'un terrain", "2/2024 : Tarifs de la cantine", id="number-of-the-year"),
        pytest.param("D.24-01 Vente d'un terrain", "D.24-02 Tarifs de la cantine", id="letter-and-year"),
        pytest.param("Dél. n° 1 : Vente d'un terrain", "Dél. n° 2 : Tarifs de la cantine", id="abbreviated"),
        pytest.param("Point 1 de l'ordre du jour : Vente d'un terrain", "Point 2 de l'ordre du jour : Tarifs de la cantine", id="point"),
        pytest.param("1er point : Vente d'un terrain", "2ème point : Tarifs de la cantine", id="first-point"),
        pytest.param("DELIBERATION OBJET : Vente d'un terrain", "DELIBERATION OBJET : Tarifs de la cantine", id="object"),
    ],
)
def test_headings_of_a_text_without_line_breaks(first: str, second: str) -> None:
    body = f"Monsieur le Maire expose. {PROSE}{PROSE}Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve."
    items = read_deliberations(flow_of(wrapped(f"{first} {body} {second} {body}")), 0, DocType.MINUTES)
    assert [item.title for item in items] == ["Vente d'un terrain", "Tarifs de la cantine"]


def test_a_vote_behind_the_titles_colon_is_no_part_of_it() -> None:
    text = f"a) Vente d'un terrain : VOTE : UNANIMITE b) Tarifs de la cantine : VOTE : UNANIMITE c) Budget : {PROSE}{PROSE}{PROSE}{PROSE}"
    items = read_deliberations(flow_of(text), 0, DocType.MINUTES)
    assert [(item.title, item.unanimous) for item in items][:2] == [("Vente d'un terrain", True), ("Tarifs de la cantine", True)]


def test_a_number_that_counts_something_else_heads_nothing() -> None:
    told = f"Monsieur le Maire expose. {PROSE}Décision modificative n° 4 : Afin de payer, il faut 100 €. {PROSE}Adopté à l'unanimité."
    items = read_deliberations(flow_of(wrapped(f"1. Budget {told} 2. Tarifs {told}")), 0, DocType.MINUTES)
    assert [item.number for item in items] == ["1", "2"]


def test_a_title_in_capitals_is_found_and_doubtful() -> None:
    opening = "VENTE D'UN TERRAIN RUE DU MOULIN M. le Maire présente l'offre."
    text = f"{opening} {PROSE}{PROSE}{PROSE}Le conseil municipal, à l'unanimité, approuve."
    (item,) = read_deliberations(flow_of(wrapped(text)), 0, DocType.MINUTES)
    assert (item.title, item.outcome, item.certainty) == ("VENTE D'UN TERRAIN RUE DU MOULIN", Outcome.ADOPTED, Certainty.DOUBTFUL)


def test_an_extract_that_labels_nothing_has_its_first_words_as_a_doubtful_title() -> None:
    called = "Le conseil, réuni à la mairie, a choisi pour secrétaire de cette séance de printemps Anne PETIT"
    title = "Restauration du lavoir de la place communale et de ses abords avec reprise des murs de clôture"
    body = wrapped(PROSE * 6 + "Adopté à l'unanimité.")
    flow = flow_of(f"{called}\n{title}\n{body}")
    (item,) = read_deliberations(flow, len(called) - 1, DocType.EXTRACT)
    assert (item.title or "").startswith("Restauration du lavoir")
    assert (item.outcome, item.certainty) == (Outcome.ADOPTED, Certainty.DOUBTFUL)


def test_a_number_within_a_sentence_begins_nothing() -> None:
    text = f"{PROSE}{PROSE}Le nombre d'adjoints passe de 7 à 8. Après en avoir délibéré, le conseil approuve. {PROSE}"
    assert not any(line.text.startswith("8") for line in with_lines(flow_of(wrapped(text))).lines)


def test_a_list_of_voters_stays_whole() -> None:
    text = f"{PROSE}{PROSE}{PROSE}Pour : M. Luc ROUX, Jean FAURE Madame Anne PETIT, Monsieur Guy MOREL Madame Eva LENOIR Contre : /"
    assert any("ROUX" in line.text and "LENOIR" in line.text for line in with_lines(flow_of(wrapped(text))).lines)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param("24.05.0{n} – {title}", id="short year"),
        pytest.param("14052024-0{n} : {title}", id="date run together"),
        pytest.param("14/05/2024-0{n} : {title}", id="date"),
        pytest.param("2{n}/2024 {title}", id="year last"),
        pytest.param("D20242{n} – {title}", id="letter, year and number run together"),
        pytest.param("{n}ème délibération : {title}", id="counted deliberations"),
        pytest.param("Délibération {n} : {title}", id="deliberations"),
        pytest.param("✓ {title}", id="ticks"),
        pytest.param("❑ {title}", id="boxes"),
        pytest.param("{n}. {title}", id="ordinals behind a verdict without its full stop"),
    ],
)
@pytest.mark.parametrize("opening", ["Plusieurs élus souhaitent", "Deux entreprises demandent", "Depuis dix ans les riverains demandent"])
def test_series_of_a_text_without_line_breaks(form: str, opening: str) -> None:
    titles = ["Vente d'un terrain", "Tarifs de la cantine", "Règlement du cimetière", "Travaux de voirie"]
    body = f"{opening} que ce dossier soit revu. {PROSE}{PROSE}Adopté à l'unanimité"
    text = " ".join(f"{form.format(n=n, title=title)} {body}" for n, title in enumerate(titles, start=1))
    assert [item.title for item in read_deliberations(flow_of(wrapped(text)), 0, DocType.MINUTES)] == titles


def test_a_sentence_in_place_of_a_title_is_doubtful() -> None:
    text = "".join(
        f"Vente n° {n} – N° 2024-2{n} Monsieur le Maire présente l'offre. {PROSE}{PROSE}Adopté à l'unanimité. " for n in (1, 2, 3)
    )
    items = read_deliberations(flow_of(wrapped(text)), 0, DocType.MINUTES)
    assert items
    assert all(item.doubt for item in items if (item.title or "").startswith("Monsieur"))
