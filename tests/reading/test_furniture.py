"""Headers, footers and page numbers stay out of the text."""

from __future__ import annotations

from dataclasses import replace

from tests.reading.pages import pages_of
from transforms.model import Page
from transforms.reading.furniture import body_lines


def page(number: int, body: str) -> str:
    return f"Commune de Valmont – séance du 3 mai 2023 – Page {number} / 3\n{body}\nMairie de Valmont, place Haute"


def test_repeated_lines_at_the_edges_go_but_for_the_first_page() -> None:
    bodies = ["le corps premier", "le corps second", "le corps troisième"]
    pages = pages_of(*(page(number, body) for number, body in enumerate(bodies, start=1)))
    assert [line.text for line in body_lines(pages)] == [
        "Commune de Valmont – séance du 3 mai 2023 – Page 1 / 3",
        "le corps premier",
        "Mairie de Valmont, place Haute",
        "le corps second",
        "le corps troisième",
    ]


def test_bare_page_numbers_go() -> None:
    pages = pages_of("Premier corps\n1", "2/2\nSecond corps")
    assert [line.text for line in body_lines(pages)] == ["Premier corps", "Second corps"]


def test_lines_keep_their_page_and_number() -> None:
    pages = pages_of("Premier corps\n- 1 -", "- 2 -\nSecond corps")
    assert [(line.page, line.number) for line in body_lines(pages)] == [(1, 1), (2, 2)]


def test_a_decision_at_the_foot_of_many_pages_stays() -> None:
    pages = pages_of(*(f"{number}. Un point\nMadame le maire expose\nVote : pour à l'unanimité" for number in range(1, 5)))
    assert sum(line.text == "Vote : pour à l'unanimité" for line in body_lines(pages)) == 4


def test_numbers_that_do_not_count_pages_are_no_furniture() -> None:
    pages = pages_of(*(f"N° 2024-0{number}\nle corps {word}\nFait le 3 mai" for number, word in ((31, "un"), (34, "deux"), (35, "trois"))))
    assert [line.text for line in body_lines(pages) if line.text.startswith("N°")] == ["N° 2024-031", "N° 2024-034", "N° 2024-035"]


def test_a_title_in_the_agenda_and_over_its_item_is_no_furniture() -> None:
    item = "2025-005 – Classes de découverte"
    pages = pages_of(
        f"Montbel Page 1 / 3\nOrdre du jour\nA\nB\nC\nD\nE\nF\n{item}\nFin",
        f"Montbel Page 2 / 3\nG\nH\nI\nJ\nK\nL\nM\n{item}\nOuï l'exposé",
        "Montbel Page 3 / 3\nN\nO\nP\nQ\nR\nS\nT\nU\nV",
    )
    kept = [line.text for line in body_lines(pages)]
    assert kept.count(item) == 2
    assert "Montbel Page 2 / 3" not in kept


def test_a_year_at_the_foot_of_a_page_ends_a_title() -> None:
    kept = [line.text for line in body_lines(pages_of("Convention pour la saison\n2024\n12", "Le conseil"))]
    assert kept == ["Convention pour la saison", "2024", "Le conseil"]


def test_the_number_of_an_act_at_the_edge_is_no_page_number() -> None:
    assert [line.text for line in body_lines(pages_of("Premier corps\n2024/31"))] == ["Premier corps", "2024/31"]


def test_a_figure_of_any_length_is_no_page_number() -> None:
    long = "N° " + "7" * 5000
    assert [line.text for line in body_lines(pages_of(long, long))] == [long]


def test_the_cells_of_a_column_of_decisions_are_no_furniture() -> None:
    assert [line.text for line in body_lines(pages_of("A\nApprouvée", "B\nApprouvée"))] == ["A", "Approuvée", "B", "Approuvée"]


def test_furniture_lies_outside_of_the_body() -> None:
    pages = pages_of(
        "Montbel Page 1 / 3\nA\nB\nC\nD\nE\nF\nG\nH",
        "Montbel Page 2 / 3\nORDRE DU JOUR\n10. Le lavoir\nI\nJ\nK\nL\nM\nN",
        "Montbel Page 3 / 3\n10. Le lavoir\nO\nP\nQ\nR\nS\nT\nU",
    )
    assert [line.text for line in body_lines(pages)].count("10. Le lavoir") == 2


def test_counts_at_the_head_of_two_pages_are_no_furniture() -> None:
    pages = pages_of(*(f"Montbel Page {number} / 3\nPour : 26\nContre : 0\nle corps {number}" for number in (1, 2, 3)))
    assert [line.text for line in body_lines(pages)].count("Contre : 0") == 3


MARGIN = (
    "RÉPUBLIQUE FRANÇAISE\nDÉPARTEMENT DE L'ARDRE\nNombre de membres\nen exercice : 11\ndont 2 procurations\n"
    "Date de la convocation :\n5 juin 2023\n1/3"
)
GARBLED = (
    "REPUBLIQUE FRANCAISE\nDEPARTEMENT DE L'ARDRE\nNornbre de membres\nen exercice : il\ndont 2 procuratlons\n"
    "Date de là convocation\n5 juin 2023\n2/3"
)


def scanned(*texts: str) -> list[Page]:
    return [replace(page, confidences=tuple(tuple(90 for _ in line.text.split()) for line in page.lines)) for page in pages_of(*texts)]


def test_the_margin_of_a_form_goes_though_it_was_garbled_on_the_next_scanned_page() -> None:
    pages = scanned(f"{MARGIN}\nPremier corps", f"{GARBLED}\nVote : à l'unanimité\nSecond corps")
    assert [line.text for line in body_lines(pages) if line.page == 2] == ["Vote : à l'unanimité", "Second corps"]
    assert [line.text for line in body_lines(pages) if line.page == 1][-1] == "Premier corps"


def test_figures_of_its_own_in_a_margin_and_names_below_it_stay() -> None:
    other = GARBLED.replace("5 juin 2023", "9 juin 2023")
    pages = scanned(f"{MARGIN}\nPrésents : Anne ROUX\nPremier corps", f"{other}\nPrésents : Anne ROUX\nSecond corps")
    assert [line.text for line in body_lines(pages) if line.page == 2] == ["9 juin 2023", "Présents : Anne ROUX", "Second corps"]


def test_a_margin_like_that_of_a_text_layer_is_left_alone() -> None:
    pages = pages_of(f"{MARGIN}\nPremier corps", f"{GARBLED}\nSecond corps")
    assert "en exercice : il" in [line.text for line in body_lines(pages)]


def test_the_figure_of_a_total_at_the_top_of_the_first_page_is_no_page_number() -> None:
    (page,) = pages_of("Nombre de membres\nEn exercice :\n15\nVotants\n14\nPremier corps\nDeuxième ligne\nTroisième ligne\n3")
    assert [line.text for line in body_lines([page])][-6:] == ["15", "Votants", "14", "Premier corps", "Deuxième ligne", "Troisième ligne"]
