"""Scans read by Tesseract: names, order of lines, confidence; and what is cleaned from what it gives."""

import os
import re

import pytest
from PIL import Image
from PIL.Image import Transpose
from reportlab.lib.units import mm

from pipelines.ocr import LANGUAGE, find_language_data
from tests.extraction.pdfs import HEIGHT, LONG_TEXT, ROLL_CALL, grid_pdf, picture_of, pictures_pdf, scan_of, sheet_pdf, text_pdf
from transforms.extraction import extract, tesseract
from transforms.extraction.picture import Box
from transforms.extraction.tesseract import Tesseract, Word, with_stamps
from transforms.model import Engine, Landing, Page

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # several threads on one small page only wait for each other
DATA = find_language_data()
needs_tesseract = pytest.mark.skipif(DATA is None, reason="needs Tesseract's French language data")

NAMES = ("CASTAING", "DUPRÉ", "GARRIGUE", "FONTANEL", "JOUVE")


@pytest.fixture(scope="module")
def reader():
    return Tesseract(str(DATA), LANGUAGE)


def sheet(lines, font="Times-Roman", size=13, pitch=22):
    """A PDF of one page with these lines; ``None`` leaves the space of a line."""

    def draw(canvas):
        canvas.setFont(font, size)
        for index, line in enumerate(lines):
            if line:
                canvas.drawString(60, HEIGHT - 80 - pitch * index, line)

    return sheet_pdf(draw)


@needs_tesseract
class TestScans:
    def test_the_names_of_a_scan_that_lies_askew_under_a_seal_are_read(self, reader):
        page = reader.read(picture_of(sheet(ROLL_CALL), askew=1.5, stamp=True), 3)
        assert [name for name in NAMES if name not in page.text] == []
        assert (page.number, page.engine, {line.page for line in page.lines}) == (3, Engine.TESSERACT, {3})

    def test_every_word_has_its_confidence(self, reader):
        page = reader.read(picture_of(sheet(ROLL_CALL)), 1)
        assert [len(line.text.split()) for line in page.lines] == [len(row) for row in page.confidences]
        assert min(confidence for row in page.confidences for confidence in row) > 50

    @pytest.mark.parametrize("turn", [Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270], ids=lambda turn: turn.name)
    def test_a_sheet_that_lay_in_the_scanner_the_wrong_way_round_is_read(self, reader, turn):
        page = reader.read(picture_of(sheet(ROLL_CALL)).transpose(turn), 1)
        assert [name for name in NAMES if name not in page.text] == []

    def test_paragraphs_are_parted_by_an_empty_line(self, reader):
        lines = [
            "Le conseil municipal, après en avoir délibéré,",
            "décide de réaliser les travaux de voirie.",
            None,
            "Acquisition d'un véhicule",
        ]
        page = reader.read(picture_of(sheet([*lines, "Monsieur le Maire présente le devis.", "Le conseil accepte."])), 1)
        assert [not line.text for line in page.lines] == [False, False, True, False, False, False]

    def test_a_figure_far_behind_its_label_stands_on_its_line(self, reader):
        def totals(canvas):
            canvas.setFont("Courier", 12)
            for index, (label, figure) in enumerate([("Conseillers en exercice", 27), ("Présents", 19), ("Absents représentés", 6)]):
                canvas.drawString(60, 700 - 24 * index, label)
                canvas.drawString(60 + canvas.stringWidth(label), 700 - 24 * index, "." * (60 - len(label)))
                canvas.drawString(500, 700 - 24 * index, str(figure))

        lines = reader.read(picture_of(sheet_pdf(totals)), 1).text.split("\n")
        assert lines == ["Conseillers en exercice 27", "Présents 19", "Absents représentés 6"]

    def test_a_box_in_the_margin_does_not_run_into_the_roll_call(self, reader):
        def extract_of_the_register(canvas):
            canvas.rect(15 * mm, HEIGHT - 75 * mm, 38 * mm, 40 * mm)
            for index, line in enumerate(["Nombre de", "conseillers en", "exercice : 15"]):
                canvas.drawString(19 * mm, HEIGHT - 42 * mm - 15 * index, line)
            for index, line in enumerate(ROLL_CALL * 2):
                canvas.drawString(58 * mm, HEIGHT - 40 * mm - 17 * index, line)

        text = reader.read(picture_of(sheet_pdf(extract_of_the_register)), 1).text
        assert "Nombre de\nconseillers en\nexercice : 15\n" in text.replace("exercice:", "exercice :")
        assert "Noé GARRIGUE,\nMme Léa FONTANEL et M. Paul JOUVE." in text

    def test_the_rows_of_a_table_are_read_cell_by_cell(self, reader):
        long = "Convention avec la communauté de communes pour la voirie"
        rows = [("Objet", "Numéro", "Décision"), (long, "2024-011", "Adoptée"), ("Vente du presbytère", "2024-012", "Rejetée")]
        text = reader.read(picture_of(grid_pdf(rows)), 1).text
        words = re.findall(r"2024-01\d|Convention|presbytère|Adoptée|Rejetée", text)
        assert words == ["Convention", "2024-011", "Adoptée", "presbytère", "2024-012", "Rejetée"]

    def test_the_figures_that_number_the_rows_of_a_table_stand_before_their_titles(self, reader):
        long = "Adoptée par vingt voix pour et trois contre, deux élus absents"
        rows = [("N°", "Objet", "Décision"), ("1", "Cantine", long), ("2", "Presbytère", "Rejetée"), ("3", "Voirie", "Adoptée")]
        lines = reader.read(picture_of(grid_pdf(rows)), 1).text.split("\n")
        assert [line for line in lines if line[:1].isdigit()] == ["1 Cantine", "2 Presbytère", "3 Voirie"]

    @pytest.mark.parametrize("colour", ["#000000", "#4472c4", "#0000ff", "#c00000"], ids=["black", "office blue", "blue", "red"])
    def test_an_underlined_heading_is_read_in_its_colour(self, reader, colour):
        def heading(canvas):
            canvas.setFont("Times-Bold", 13)
            canvas.setFillColor(colour)
            canvas.setStrokeColor(colour)
            canvas.drawString(60, 700, "Approbation du procès-verbal du 12 mars 2024")
            canvas.line(60, 698, 60 + canvas.stringWidth("Approbation du procès-verbal du 12 mars 2024"), 698)
            canvas.drawString(60, 660, "Le compte rendu est adopté à l'unanimité.")

        assert "Approbation du procès-verbal du 12 mars 2024" in reader.read(picture_of(sheet_pdf(heading)), 1).text

    @pytest.mark.parametrize("shade", [255, 90], ids=["white", "grey"])
    def test_a_page_of_nothing_has_no_lines(self, reader, shade):
        page = reader.read(Image.new("L", (1654, 2339), shade), 1)
        assert (page.lines, page.confidences) == ((), ())

    def test_a_picture_without_text_gives_no_words(self, reader):
        page = reader.read(Image.effect_mandelbrot((1654, 2339), (-2, -1.5, 1, 1.5), 60).convert("L"), 1)
        assert sum(map(str.isalpha, page.text)) < 10

    def test_a_scan_ends_the_ladder_as_a_document_that_was_read(self, reader):
        landed = extract(pictures_pdf(scan_of(sheet(LONG_TEXT, size=9)), scan_of(sheet(ROLL_CALL))), ocr=reader)
        assert (landed.landing, landed.reason, landed.pages_without_text) == (Landing.READ, None, ())
        assert {page.engine for page in landed.pages} == {Engine.TESSERACT}

    def test_a_garbled_text_layer_is_read_from_the_picture(self, reader, monkeypatch):
        monkeypatch.setattr("transforms.extraction.ladder._is_garbled", lambda text, letters: True)
        landed = extract(text_pdf(LONG_TEXT), ocr=reader)
        assert (landed.landing, landed.pages[0].engine) == (Landing.READ, Engine.TESSERACT)
        assert [name for name in NAMES if name not in landed.pages[0].text] == []


def test_language_data_that_is_not_there_is_said(tmp_path):
    with pytest.raises(RuntimeError):
        Tesseract(str(tmp_path), LANGUAGE)


# --- what is cleaned, without Tesseract


def row(*words, gap=10):
    """Words of one line with their confidences, each letter ten pixels wide."""
    placed, left = [], 0
    for entry in words:
        text, confidence = entry if isinstance(entry, tuple) else (entry, 95)
        placed.append(Word(text, confidence, Box(left, 0, left + 10 * len(text), 30)))
        left += 10 * len(text) + gap
    return placed


def texts(words):
    return [word.text for word in words]


@pytest.mark.parametrize(
    ("words", "cleaned"),
    [
        pytest.param(["|", "M.", "ROUX"], ["M.", "ROUX"], id="a rule at the margin"),
        pytest.param(["Présents", "|12"], ["Présents", "12"], id="a rule before a figure"),
        pytest.param([("«", 40), "ROUX"], ["•", "ROUX"], id="a bullet"),
        pytest.param([("e", 70), "Une", "voie"], ["•", "Une", "voie"], id="a round bullet"),
        pytest.param(["Paul", "PETIT", ("+", 41), "Anne", "ROUX"], ["Paul", "PETIT", "-", "Anne", "ROUX"], id="a dash between names"),
        pytest.param(["de", ("«", 92), "Villa"], ["de", "«", "Villa"], id="a quotation mark"),
        pytest.param(["ROUX", ("-—", 12), "Anne"], ["ROUX", "-", "Anne"], id="a dash taken for two"),
        pytest.param(["l’'ADTO"], ["l’ADTO"], id="an apostrophe taken for two"),
        pytest.param(["2026", ("_012", 3)], ["2026_012"], id="a number torn at its underscore"),
        pytest.param(["Seine", ("~", 20)], ["Seine"], id="a speck at the end"),
        pytest.param(["M.", "Yves", "VERT"], ["M.", "Yves", "VERT"], id="names apart"),
        pytest.param(["Contre", ":", "O0"], ["Contre", ":", "00"], id="a letter among figures"),
        pytest.param(["630", "€", "=", "90"], ["630", "€", "=", "90"], id="a sum"),
    ],
)
def test_a_row_is_cleaned(words, cleaned):
    assert texts(tesseract._cleaned(row(*words))) == cleaned


def test_the_parts_of_a_word_that_stand_close_are_joined_with_the_lower_confidence():
    torn = row("vingt-", ("trois", 60), gap=2)
    assert [(word.text, word.confidence) for word in tesseract._cleaned(torn)] == [("vingt-trois", 60)]
    assert texts(tesseract._cleaned(row("Lejop-", "Guy"))) == ["Lejop-", "Guy"]


def test_the_parts_of_a_name_in_capitals_that_stand_closer_than_words_are_joined():
    def spaced(*gaps):
        words, left = [], 0
        for text, gap in zip(("M.", "Barnabé", "Y", "VERNAULT", "DA", "SILVA"), gaps, strict=True):
            words.append(Word(text, 90, Box(left, 0, left + 10 * len(text), 30)))
            left += 10 * len(text) + gap
        return texts(tesseract._cleaned(words))

    assert spaced(10, 9, 3, 10, 9, 0) == ["M.", "Barnabé", "YVERNAULT", "DA", "SILVA"]
    assert spaced(4, 4, 3, 4, 4, 0) == ["M.", "Barnabé", "Y", "VERNAULT", "DA", "SILVA"]  # a line set tightly all along


def test_stamped_lines_are_certain():
    page = with_stamps(Page.from_text(2, "M. ROUX", Engine.TESSERACT), ["Reçu le 14/03/2024"])
    assert (page.number, page.engine, page.text) == (2, Engine.TESSERACT, "Reçu le 14/03/2024\n\nM. ROUX")
    assert page.confidences[0] == (100, 100, 100)


def test_a_word_read_twice_in_one_place_is_kept_once():
    first = Word("à", 96, Box(508, 10, 514, 18))
    again = Word("à", 97, Box(506, 2, 518, 17))
    assert tesseract._cleaned([first, again]) == [again]


@pytest.mark.parametrize(
    ("words", "is_print"),
    [
        pytest.param([("Procuration", 20), (":", 90)], True, id="a word of low confidence"),
        pytest.param([("2026_012", 3)], True, id="a number of low confidence"),
        pytest.param(["11"], True, id="a figure"),
        pytest.param([("LL", 43), ("Ten", 46)], False, id="a signature"),
        pytest.param([("—", 63), ("PME", 0)], False, id="a seal"),
        pytest.param(["-"], False, id="a dash alone"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_what_is_print_and_what_are_specks(words, is_print):
    assert tesseract._is_print(row(*words)) is is_print
