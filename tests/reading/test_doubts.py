"""What was recognised in a poor picture is doubtful."""

from __future__ import annotations

from dataclasses import replace

from tests.reading.pages import pages_of
from transforms.model import Engine, Page
from transforms.reading import read

TEXT = """EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Séance du 3 mai 2023
Étaient présents : M. Luc ROUX, Mme Anne PETIT
Absents : M. Jean VIAL, procuration à Mme Anne PETIT
N° 2023-031
OBJET : Achat d'un tracteur
Le conseil municipal adopte par 2 voix pour et 1 abstention (M. Luc ROUX)."""


def scanned(**poor: int) -> tuple[Page, ...]:
    """The page as recognised, every word sure but those named."""
    (page,) = pages_of(TEXT)
    sure = tuple(tuple(poor.get(word.strip(",.()"), 96) for word in line.text.split()) for line in page.lines)
    return (replace(page, engine=Engine.TESSERACT, confidences=sure),)


def doubts(pages: tuple[Page, ...]) -> dict[str, str | None]:
    (document,) = read(pages)
    return {row.name.text: row.doubt for row in document.attendance} | {item.title or "": item.doubt for item in document.deliberations}


def test_nothing_is_doubtful_in_a_good_picture() -> None:
    assert set(doubts(scanned()).values()) == {None}


def test_a_name_is_as_sure_as_its_least_sure_word() -> None:
    told = "read from a poor picture (confidence 41 %)"
    assert doubts(scanned(VIAL=41)) == {"Luc ROUX": None, "Anne PETIT": None, "Jean VIAL": told, "Achat d'un tracteur": None}


def test_a_holder_that_is_doubtful_makes_the_proxy_doubtful() -> None:
    found = doubts(scanned(PETIT=30))
    assert [name for name, doubt in found.items() if doubt] == ["Anne PETIT", "Jean VIAL"]


def test_title_counts_and_voters_of_an_item() -> None:
    assert doubts(scanned(Achat=20, tracteur=20))["Achat d'un tracteur"]
    assert doubts(scanned(**{"d'un": 0}))["Achat d'un tracteur"] is None  # one word of a title may be garbled
    assert doubts(scanned(**{"2023-031": 20}))["Achat d'un tracteur"]
    assert doubts(scanned(ROUX=20))["Achat d'un tracteur"]


def test_an_item_in_whose_picture_no_decision_was_found_is_doubtful() -> None:
    rows = "LISTE DES DÉLIBÉRATIONS\nSéance du 3 mai 2023\n2023-031 Achat d'un tracteur Approuvée\n2023-032 Vente du presbytère"
    (page,) = pages_of(rows)
    recognised = replace(page, engine=Engine.TESSERACT, confidences=tuple(tuple(96 for _ in line.text.split()) for line in page.lines))
    assert doubts((recognised,)) == {"Achat d'un tracteur": None, "Vente du presbytère": "no decision was found in the picture"}
    assert set(doubts((page,)).values()) == {None}


def test_a_text_layer_is_not_judged() -> None:
    assert set(doubts(pages_of(TEXT)).values()) == {None}
