"""Grids of crosses: the columns that pdfium loses."""

import pytest

from tests.conftest import SHARED
from tests.extraction.pdfs import GRID, ROLL_CALL, grid_pdf, text_pdf
from transforms.extraction import extract, ladder, pdfplumber
from transforms.model import Engine, Page

ROWS = [
    "Nom | Présent | Excusé | Absent | Pouvoir à",
    "M. Hugo CASTAING | X |  |  |",
    "Mme Inès DUPRÉ | X |  |  |",
    "Mme Léa FONTANEL |  | X |  | M. Hugo CASTAING",
    "M. Noé GARRIGUE |  |  | X |",
    "M. Paul JOUVE |  | X |  |",
]


def texts(page):
    return [line.text for line in page.lines]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "aligned"])
def test_a_cross_keeps_its_column(ruled):
    page = extract(grid_pdf(GRID, ruled=ruled, before=ROLL_CALL[:2], after=["Secrétaire de séance : Mme Inès DUPRÉ"])).pages[0]
    assert page.engine is Engine.PDFPLUMBER
    assert texts(page) == [*ROLL_CALL[:2], *ROWS, "Secrétaire de séance : Mme Inès DUPRÉ"]


def test_a_name_on_several_lines_of_its_cell_is_one_row():
    grid = (*GRID, ("Mme Anne-Sophie de LA ROCHE-VALLERAN épouse PUYVELDE", "", "X", "", "Mme Inès DUPRÉ"))
    page = extract(grid_pdf(grid)).pages[0]
    assert texts(page)[-1] == "Mme Anne-Sophie de LA ROCHE-VALLERAN épouse PUYVELDE |  | X |  | Mme Inès DUPRÉ"


def test_a_grid_goes_on_over_the_page():
    pages = extract(grid_pdf(GRID[:4], GRID[4:], after=["Fait à Ville-Témoin"])).pages
    assert [page.engine for page in pages] == [Engine.PDFPLUMBER] * 2
    assert texts(pages[0]) + texts(pages[1]) == [*ROWS, "Fait à Ville-Témoin"]


def test_a_grid_of_votes_keeps_its_columns():
    grid = (("Élu", "Pour", "Contre", "Abstention"), *((f"M. ÉLU{n}", "X" * (n == 1), "X" * (n == 2), "X" * (n > 2)) for n in (1, 2, 3)))
    assert texts(extract(grid_pdf(grid)).pages[0])[1:] == ["M. ÉLU1 | X |  |", "M. ÉLU2 |  | X |", "M. ÉLU3 |  |  | X"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(ROLL_CALL, id="prose"),
        pytest.param(["Présents : 12", "Absents : 3", "✓ Budget", "✓ Voirie", "✓ Écoles", "✓ Sports"], id="ticks as bullets"),
        pytest.param(["Présents", "Absents", "Chapitre X", "Lot X"], id="too few crosses"),
        pytest.param(["Parcelle", "Section A X", "Section B X", "Section C X"], id="crosses without headings"),
        pytest.param(["A X", "B X", "C X", "Présents", "Absents"], id="headings below"),
        pytest.param(
            ["Le maire rappelle que les présents et les absents ayant donné pouvoir sont nommés.", "A X", "B X", "C X"],
            id="sentence",
        ),
    ],
)
def test_other_pages_are_left_to_pdfium(lines):
    assert not pdfplumber.shows_grid(Page.from_text(1, "\n".join(lines)))


def test_a_page_without_a_grid_is_never_given_to_pdfplumber(monkeypatch):
    monkeypatch.setattr(pdfplumber, "read_grids", lambda data, numbers: pytest.fail("asked for"))
    assert extract(text_pdf(ROLL_CALL)).pages[0].engine is Engine.PDFIUM


def test_where_pdfplumber_fails_the_landing_says_what_is_lost(monkeypatch):
    def fails(data, numbers):
        raise ValueError("broken font")

    monkeypatch.setattr(ladder.pdfplumber, "read_grids", fails)
    landed = extract(grid_pdf(GRID, before=ROLL_CALL))
    assert landed.reason == "The crosses of the table on page 1 cannot be told apart by column."
    assert landed.pages[0].engine is Engine.PDFIUM


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared corpus")
def test_no_real_opening_is_taken_for_a_grid():
    paths = sorted((SHARED / "corpus" / "reflowed").rglob("*.pdf"))
    assert paths
    assert not [path.name for path in paths for page in extract(path.read_bytes()).pages if page.engine is not Engine.PDFIUM]
