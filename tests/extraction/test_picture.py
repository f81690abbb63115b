"""A scanned page made ready for recognition: level, without rules, in one column."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PIL.Image import Transpose
from reportlab.lib.units import mm

from tests.extraction.pdfs import HEIGHT, LONG_TEXT, grid_pdf, scan_of, sheet_pdf, text_pdf, write
from transforms.extraction import picture
from transforms.extraction.picture import Box

TEXT = text_pdf(LONG_TEXT)


def grey_scan(pdf, askew=0.0):
    return scan_of(pdf, askew=askew).convert("L")


@pytest.fixture(scope="module")
def scan():
    return grey_scan(TEXT)


def ink(image):
    return np.asarray(image) < 128


def pairs(mask):
    return [(box, size) for box, size in picture.components(np.array(mask, bool))]


@pytest.mark.parametrize("askew", [-3.0, -1.5, -0.4, 0.0, 1.5])
def test_the_skew_of_a_scan_is_measured(askew):
    assert picture.skew(grey_scan(TEXT, askew=askew)) == pytest.approx(-askew, abs=0.1)


def test_a_straightened_scan_is_level():
    assert abs(picture.skew(picture.straightened(grey_scan(TEXT, askew=1.5)))) < 0.1


@pytest.mark.parametrize("colour", [255, 128, 0])
def test_a_page_of_nothing_is_left_as_it_is(colour):
    blank = Image.new("L", (800, 1100), colour)
    assert picture.straightened(blank) is blank
    assert not picture.is_sideways(blank)
    assert picture.one_column(blank).picture.size[0] == 800


def test_a_sheet_that_lies_on_its_side_is_known(scan):
    assert not picture.is_sideways(scan)
    assert not picture.is_sideways(scan.transpose(Transpose.ROTATE_180))
    assert picture.is_sideways(scan.transpose(Transpose.ROTATE_90))
    assert picture.is_sideways(scan.transpose(Transpose.ROTATE_270))


SHORT_LINES = text_pdf(tuple(f"- {name}" for name in ("M. Hugo CASTAING", "Mme Inès DUPRÉ", "M. Noé GARRIGUE")) * 9)


@pytest.mark.parametrize("askew", [-2.0, -1.2, 1.4])
def test_a_list_of_names_that_lies_askew_is_not_on_its_side(askew):
    page = grey_scan(SHORT_LINES, askew=askew)
    assert not picture.is_sideways(page)
    assert picture.is_sideways(page.transpose(Transpose.ROTATE_90))


def shaded(image, dark):
    """The picture on paper that gets darker from left to right."""
    light = np.linspace(1, dark, image.width)
    return Image.fromarray((np.asarray(image) * light).astype(np.uint8))


def test_paper_becomes_white_wherever_it_lies_in_the_shadow():
    plain = picture.whitened(grey_scan(TEXT))
    dark = picture.whitened(shaded(grey_scan(TEXT), 0.6))
    assert (np.median(np.asarray(dark)[:, -200:]), np.median(np.asarray(dark)[:, :200])) == (255, 255)
    assert ink(dark).sum() == pytest.approx(ink(plain).sum(), rel=0.05)


def test_print_in_white_on_black_stays_and_so_does_a_black_page():
    banner = Image.new("L", (800, 400), 255)
    draw = ImageDraw.Draw(banner)
    draw.rectangle((0, 100, 800, 200), fill=20)
    draw.text((100, 140), "SÉANCE DU 12 MARS 2024", fill=250)
    assert ink(picture.whitened(banner))[100:200].mean() > 0.8
    assert picture.whitened(Image.new("L", (20, 20), 7)).getextrema() == (7, 7)


def test_a_rule_down_the_page_does_not_put_it_on_its_side(scan):
    ruled = scan.copy()
    ImageDraw.Draw(ruled).line((1600, 0, 1600, 2338), fill=0, width=5)
    assert not picture.is_sideways(ruled)


@pytest.mark.parametrize(
    ("mask", "parts"),
    [
        pytest.param([[0, 0], [0, 0]], [], id="nothing"),
        pytest.param([[1, 1], [0, 1]], [(Box(0, 0, 2, 2), 3)], id="one"),
        pytest.param([[1, 0], [0, 1]], [(Box(0, 0, 1, 1), 1), (Box(1, 1, 2, 2), 1)], id="corners do not join"),
        pytest.param([[1, 0, 1], [1, 1, 1]], [(Box(0, 0, 3, 2), 5)], id="two that turn out to be one"),
        pytest.param([[1, 0, 1], [0, 0, 0], [1, 0, 0]], [(Box(0, 0, 1, 1), 1), (Box(2, 0, 3, 1), 1), (Box(0, 2, 1, 3), 1)], id="apart"),
    ],
)
def test_parts_that_hang_together(mask, parts):
    assert pairs(mask) == parts


def underlined(canvas, line="Approbation du compte de gestion"):
    canvas.drawString(60, 700, line)
    canvas.line(60, 698.8, 60 + canvas.stringWidth(line), 698.8)


def test_an_underline_is_taken_away_and_the_tails_of_letters_are_not():
    plain = grey_scan(sheet_pdf(lambda canvas: canvas.drawString(60, 700, "Approbation du compte de gestion")))
    scan = grey_scan(sheet_pdf(underlined))
    bare = picture.without_rules(scan, picture.find_rules(scan))
    wanted, ruled, left = (int(ink(image).sum()) for image in (plain, scan, bare))
    assert ruled - wanted > 1000
    assert abs(left - wanted) < 0.25 * (ruled - wanted)
    below = slice(int((HEIGHT - 698.8) / 72 * 200) - 1, None)
    assert ink(bare)[below].sum() > 0.6 * ink(plain)[below].sum() > 30  # what hangs down to the underline and below


def test_a_figure_is_moved_up_to_the_label_from_which_dots_led_to_it():
    def totals(canvas, dots):
        canvas.setFont("Courier", 12)
        canvas.drawString(60, 700, "Nombre de conseillers EN EXERCICE" + dots + "27")

    near, scan = (grey_scan(sheet_pdf(lambda canvas, dots=dots: totals(canvas, dots))) for dots in (" ", "." * 20))
    bare = picture.without_rules(scan, picture.find_rules(scan))
    (wide, narrow) = (np.flatnonzero(ink(image).any(axis=0)).max() for image in (near, bare))
    assert ink(bare).sum() == pytest.approx(ink(near).sum(), rel=0.02)
    assert narrow == pytest.approx(wide, abs=20)


def test_text_has_no_rules(scan):
    rules = picture.find_rules(scan)
    assert not rules.horizontal.any()
    assert not rules.vertical.any()
    assert picture.find_cells(rules, scan.size) == []


def test_the_cells_of_a_table_are_found_though_it_lies_askew():
    rows = [("N°", "Objet", "Vote"), ("1", "Budget", "Adoptée"), ("2", "Voirie", "Adoptée")]
    scan = picture.straightened(grey_scan(grid_pdf(rows), askew=1.5))
    cells = picture.find_cells(picture.find_rules(scan), scan.size)
    assert len(cells) == 9
    assert len(picture._rows(cells)) == 3


def boxed(canvas):
    """A box of totals in the margin, text beside and below."""
    canvas.rect(15 * mm, HEIGHT - 75 * mm, 35 * mm, 40 * mm)
    canvas.drawString(20 * mm, HEIGHT - 45 * mm, "En exercice : 15")
    canvas.drawString(20 * mm, HEIGHT - 55 * mm, "Présents : 12")
    for line in range(30):
        canvas.drawString((60 if line < 16 else 15) * mm, HEIGHT - 40 * mm - 14 * line, f"Le conseil municipal délibère, ligne {line}")


def test_a_box_is_read_before_the_text_beside_it_and_nothing_twice():
    scan = grey_scan(sheet_pdf(boxed))
    bare = picture.without_rules(scan, picture.find_rules(scan))
    slices = picture.find_slices(bare, picture.find_cells(picture.find_rules(scan), scan.size))
    (box,) = [piece for piece in slices if piece.is_cell]
    assert slices.index(box) < len(slices) - 1
    assert all(box.box in piece.holes for piece in slices if piece is not box)
    column = picture.in_one_column(bare, slices)
    assert ink(column.picture).sum() == pytest.approx(ink(bare).sum(), rel=0.01)
    assert [column.slice_at(top) for top in column.tops] == list(range(len(column.slices)))


def test_a_table_of_single_lines_is_read_row_by_row_and_one_of_paragraphs_cell_by_cell():
    lines = [("1", "Budget", "Adoptée"), ("2", "Voirie", "Adoptée")]
    long = "Convention avec la communauté de communes pour la mise à disposition du service de voirie"
    paragraphs = [("1", "Budget", "Adoptée"), (long, long, long)]
    counts = []
    for rows in (lines, paragraphs):
        scan = grey_scan(grid_pdf(rows))
        counts.append(sum(piece.is_cell for piece in picture.one_column(scan).slices))
    assert counts == [2, 6]


def test_print_outside_of_what_was_read_is_found(scan):
    lines = [Box(0, top, 1654, top + 44) for top in range(200, 2300, 44)]
    assert picture.left_over(scan, lines) == []
    (missed,) = picture.left_over(scan, lines[:3] + lines[4:])
    assert missed.shares(lines[3], 10)


def test_the_page_that_a_slice_was_cut_from_stays_as_it_was(scan):
    before = scan.tobytes()
    picture.one_column(scan)
    assert scan.tobytes() == before


def test_a_footer_far_below_the_last_box_is_kept():
    def page(canvas):
        boxed(canvas)
        write(canvas, ["Fait à Ville-Témoin, le 14 mars 2024"], top=60)

    column = picture.one_column(grey_scan(sheet_pdf(page)))
    assert ink(column.picture)[column.tops[-1] :].any()
