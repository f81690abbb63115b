"""Lines as they are printed."""

import io

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.extraction.pdfs import text_pdf, turned_pdf
from transforms.extraction import extract, pdfium


def lines_of(data):
    return [line.text for page in extract(data).pages for line in page.lines]


def raised(*runs, size=12, x=60):
    """A PDF with one line of runs, each a text and by how much it is raised."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    text = canvas.beginText(x, 700)
    for run, rise in runs:
        text.setFont("Helvetica", size if not rise else size * 0.6)
        text.setRise(rise)
        text.textOut(run)
    canvas.drawText(text)
    canvas.save()
    return target.getvalue()


def test_a_hyphen_at_the_end_of_a_line_stays_with_its_line_break():
    lines = ["Présents : M. Yann VAN-", "PUYVELDE, Mme Anne-Lise ROUX, Mme Rose LE-", "GALL"]
    assert lines_of(text_pdf(lines)) == lines


@pytest.mark.parametrize(
    ("runs", "line"),
    [
        pytest.param([("convoqué le 1", 0), ("er", 5), (" juillet", 0)], "convoqué le 1er juillet", id="ordinal"),
        pytest.param([("une cour de 116 m", 0), ("2", 5), (", rue Haute", 0)], "une cour de 116 m2, rue Haute", id="area"),
        pytest.param([("de la 6", 0), ("ème", 5), (".", 0)], "de la 6ème.", id="full stop"),
    ],
)
def test_a_superscript_stays_on_its_line(runs, line):
    assert lines_of(raised(*runs)) == [line]


def test_lines_below_each_other_are_never_joined():
    lines = ["Le Conseil approuve les 3", "er", "points."]
    assert lines_of(text_pdf(lines)) == lines


def drawn(*strings):
    """A PDF that draws strings in this order, each with its x and the number of the row that it stands on."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for x, row, string in strings:
        canvas.drawString(x, 700 - 14 * row, string)
    canvas.save()
    return target.getvalue()


def test_columns_are_kept_whole():
    names = [(60, 0, "M. CASTAING"), (60, 1, "Mme DUPRÉ"), (300, 0, "M. GARRIGUE"), (300, 1, "M. JOUVE"), (60, 2, "Secrétaire : M. JOUVE")]
    assert lines_of(drawn(*names)) == [name for _, _, name in names]


def test_a_heading_that_the_file_draws_after_its_text_stands_above_it():
    data = drawn(
        (60, 0, "Compte rendu du 12 mars"),
        (60, 3, "Le conseil municipal décide, à l’unanimité, de refaire"),
        (80, 4, "la toiture de l’école."),
        (60, 2, "Travaux à l’école"),
        (60, 7, "Le conseil municipal approuve le budget."),
        (60, 5, "Budget de l’exercice 2024 et affectation"),
        (60, 6, "du résultat"),
    )
    assert lines_of(data) == [
        "Compte rendu du 12 mars",
        "Travaux à l’école",
        "Le conseil municipal décide, à l’unanimité, de refaire",
        "la toiture de l’école.",
        "Budget de l’exercice 2024 et affectation",
        "du résultat",
        "Le conseil municipal approuve le budget.",
    ]


def test_a_footer_that_the_file_draws_first_stays_there():
    footer = [(60, 20, "Ville-Témoin, séance du 12 mars"), (300, 21, "3")]
    body = [(60, row, f"Le conseil municipal approuve le point {row}, à l’unanimité des membres présents.") for row in range(5)]
    assert lines_of(drawn(*footer, *body)) == [text for _, _, text in (*footer, *body)]


def test_the_cells_of_a_table_stay_together():
    cells = [(60, 0, "Quotient"), (60, 1, "familial"), (200, 0, "Tarif"), (200, 1, "du repas"), (60, 2, "de 0 à 500"), (200, 2, "1,50 €")]
    assert lines_of(drawn(*cells)) == ["Quotient", "familial", "Tarif", "du repas", "de 0 à 500 1,50 €"]


@pytest.mark.parametrize("shown", [0, 90, 180, 270])
@pytest.mark.parametrize("stored", [0, 90, 180, 270])
def test_a_turned_page_gives_its_lines_from_the_first_to_the_last(stored, shown):
    lines = ["VILLE-TÉMOIN", "Présents : M. Hugo CASTAING,", "Mme Inès DUPRÉ"]
    assert lines_of(turned_pdf(lines, stored, shown)) == lines


def test_a_landscape_page_is_read_to_its_right_edge():
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=landscape(A4))
    canvas.drawString(60, 500, "Présents : M. Hugo CASTAING,")
    canvas.drawString(700, 500, "Mme Inès DUPRÉ")
    canvas.save()
    assert " ".join(lines_of(target.getvalue())) == "Présents : M. Hugo CASTAING, Mme Inès DUPRÉ"


def test_empty_lines_are_left_out_and_the_rest_is_counted():
    page = extract(text_pdf(["Présents :", "  ", "M. Hugo CASTAING   "])).pages[0]
    assert [(line.number, line.text) for line in page.lines] == [(1, "Présents :"), (2, "M. Hugo CASTAING")]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        pytest.param("Mme\x00 ROUX\x01", "Mme ROUX", id="control characters"),
        pytest.param("Mme \ud835ROUX", "Mme ROUX", id="half a character"),
        pytest.param("l\x92unanimit\u00e9 \x96 adopt\u00e9", "l’unanimité – adopté", id="windows-1252"),
        pytest.param("\ufb01nances, o\ufb03ce", "finances, office", id="ligatures"),
        pytest.param("Rene\u0301 LEFE\u0300VRE", "René LEFÈVRE", id="loose accents"),
        pytest.param("\uf0b7 Mme\tROUX  et  M. JOUVE  ", "• Mme ROUX  et  M. JOUVE", id="bullet and tab"),
        pytest.param("Vote : pour 12", "Vote : pour 12", id="plain"),
    ],
)
def test_clean_leaves_what_is_printed(raw, cleaned):
    assert pdfium.clean(raw) == cleaned
    assert pdfium.clean(cleaned) == cleaned


@pytest.mark.parametrize(("size", "pixels"), [(A4, (1654, 2339)), ((3370, 4768), (3363, 4757))], ids=["A4", "plan"])
def test_a_picture_has_200_dots_per_inch_but_for_plans(size, pixels):
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size)
    canvas.showPage()
    canvas.save()
    with pdfium.opened(target.getvalue()) as document:
        assert pdfium.picture(document[0], 200).size == pytest.approx(pixels, abs=2)
