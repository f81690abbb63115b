"""What becomes of a document: read, in need of OCR, or unreadable, with the reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SHARED
from tests.extraction.pdfs import LONG_TEXT, ROLL_CALL, annotated_pdf, bare_pdf, layered_pdf, scan_pdf, text_pdf
from transforms.extraction import extract, pdfium
from transforms.model import Engine, Landing, Page

STAMP = ("Envoyé en préfecture le 14/03/2024", "Reçu en préfecture le 14/03/2024", "ID : 099-219900017-20240312-2024_03-DE")
CORPUS = SHARED / "corpus"


def shifted(line: str) -> str:
    """A line as a font without a map to Unicode gives it: its codes 29 too low."""
    return "".join(chr(ord(char) - 29) if char.isascii() and char.isalpha() else char for char in line)


def test_a_document_with_text_is_read_page_by_page():
    landed = extract(text_pdf(ROLL_CALL, ("Délibération n° 1",)))
    assert (landed.landing, landed.reason, landed.page_count, landed.pages_without_text) == (Landing.READ, None, 2, ())
    assert [line.text for line in landed.pages[0].lines] == list(ROLL_CALL)
    assert [(line.page, line.number, line.text) for line in landed.pages[1].lines] == [(2, 1, "Délibération n° 1")]
    assert {page.engine for page in landed.pages} == {Engine.PDFIUM}


def test_every_line_stands_at_its_characters():
    page = extract(text_pdf(ROLL_CALL)).pages[0]
    assert [page.text[line.start : line.end] for line in page.lines] == list(ROLL_CALL)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "The file is empty (0 bytes).", id="zero bytes"),
        pytest.param(b"<!DOCTYPE html><title>404</title>", "The file is not a PDF: it is a web page.", id="web page"),
        pytest.param(b"PK\x03\x04rest", "The file is not a PDF: it is a ZIP archive or an office document.", id="office document"),
        pytest.param(b"bonjour", "The file is not a PDF: it is something else.", id="not a pdf"),
        pytest.param(text_pdf(ROLL_CALL)[:1200], "The PDF is truncated: its end is missing after 1200 bytes.", id="truncated"),
        pytest.param(text_pdf(ROLL_CALL, password="secret"), "The PDF is encrypted and needs a password.", id="encrypted"),
        pytest.param(
            bare_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"), "The PDF has no pages.", id="zero pages"
        ),
        pytest.param(b"%PDF-1.4\nstartxref\n7\n%%EOF", "The PDF is damaged: its structure cannot be read.", id="damaged"),
        pytest.param(
            bare_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [9 0 R] /Count 1 >>"),
            "The PDF is damaged: none of its pages can be loaded.",
            id="page that cannot be loaded",
        ),
        pytest.param(text_pdf((), ()), "The PDF's pages are blank.", id="blank pages"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, reason):
    landed = extract(data)
    assert (landed.landing, landed.reason) == (Landing.UNREADABLE, reason)


def test_a_file_cut_off_after_an_update_is_truncated_though_an_older_end_is_in_it():
    updated = text_pdf(ROLL_CALL) + b"1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    assert extract(updated).reason == f"The PDF is truncated: its end is missing after {len(updated)} bytes."


def test_a_page_that_cannot_be_loaded_does_not_cost_the_others():
    whole = text_pdf(LONG_TEXT)
    broken = whole.replace(b"/Count 1", b"/Count 2").replace(b"/Kids [ ", b"/Kids [ 99 0 R ")
    landed = extract(broken)
    assert (landed.landing, landed.pages_without_text) == (Landing.READ, (1,))
    assert landed.reason == "Page 1 of 2 has damage that keeps it from loading."
    assert [line.text for line in landed.pages[1].lines] == list(LONG_TEXT)


@pytest.mark.parametrize("stamp", [(), STAMP], ids=["bare", "stamped"])
def test_a_scan_needs_ocr_though_a_stamp_was_printed_over_it(stamp):
    landed = extract(scan_pdf(stamp, stamp))
    assert (landed.landing, landed.page_count, landed.pages_without_text) == (Landing.NEEDS_OCR, 2, (1, 2))
    assert landed.reason == "Pages 1-2 of 2 have no text layer."
    assert [line.text for line in landed.pages[1].lines] == list(stamp)


def test_a_text_of_a_few_words_is_read_where_no_picture_hides_more():
    assert extract(text_pdf(LONG_TEXT, ("Publiée le 14/03/2024",))).reason is None
    assert extract(text_pdf(("Publiée le 14/03/2024",))).landing is Landing.READ


def test_a_document_of_text_and_scans_is_read_and_names_the_scans():
    landed = extract(scan_pdf((), STAMP, text_pages=[LONG_TEXT]))
    assert (landed.landing, landed.pages_without_text, landed.reason) == (Landing.READ, (2, 3), "Pages 2-3 of 3 have no text layer.")


def test_a_cover_before_scanned_pages_does_not_make_a_document_readable():
    assert extract(scan_pdf((), (), text_pages=[ROLL_CALL[:2]])).landing is Landing.NEEDS_OCR


def test_a_garbled_text_layer_needs_ocr():
    landed = extract(text_pdf([shifted(line) for line in LONG_TEXT]))
    assert (landed.landing, landed.reason) == (Landing.NEEDS_OCR, "Page 1 of 1 has a garbled text layer.")


def test_a_blank_page_is_not_missed():
    landed = extract(text_pdf(LONG_TEXT, (), LONG_TEXT))
    assert (landed.reason, landed.pages_without_text, landed.pages[1].lines) == (None, (), ())


def test_the_ladder_ends_at_ocr():
    asked = []

    def ocr(draw, number):
        asked.append((draw().size, number))
        return Page.from_text(number, "\n".join(LONG_TEXT), Engine.TESSERACT)

    landed = extract(scan_pdf((), text_pages=[LONG_TEXT]), ocr=ocr)
    assert (landed.landing, landed.reason, landed.pages_without_text) == (Landing.READ, None, ())
    assert [page.engine for page in landed.pages] == [Engine.PDFIUM, Engine.TESSERACT]
    assert asked == [((1654, 2339), 2)]  # A4 at 200 dots per inch, and only the page without text


BAD_LAYER = ("Ie ronsei1 mnnicipa1 lég a1ernent ronvoqué", "5'cst réuui sons 1a présidencc dc Hngo CA5TA1NG") * 4


@pytest.mark.parametrize(
    ("layer", "hidden", "landing"),
    [
        pytest.param(BAD_LAYER, True, Landing.NEEDS_OCR, id="hidden and bad"),
        pytest.param(LONG_TEXT, True, Landing.READ, id="hidden and good"),
        pytest.param(BAD_LAYER, False, Landing.READ, id="printed"),
    ],
)
def test_a_bad_text_layer_that_a_scanner_put_over_its_picture_is_not_trusted(layer, hidden, landing):
    landed = extract(layered_pdf(layer, hidden))
    assert landed.landing is landing
    assert landed.reason == (None if landing is Landing.READ else "Page 1 of 1 has a text layer of poor quality over a scan.")


def test_a_scan_in_which_ocr_finds_nothing_is_unreadable_and_not_tried_again():
    landed = extract(scan_pdf((), ()), ocr=lambda draw, number: Page(number, Engine.TESSERACT, ()))
    assert (landed.landing, landed.pages_without_text) == (Landing.UNREADABLE, (1, 2))
    assert landed.reason == "Pages 1-2 of 2 have no text layer, and nothing that OCR can read."


def test_a_page_that_was_not_given_to_ocr_still_needs_it():
    assert extract(scan_pdf(()), ocr=lambda draw, number: None).landing is Landing.NEEDS_OCR


@pytest.mark.parametrize(
    ("data", "stamps"),
    [
        pytest.param(annotated_pdf("ID : 099-219900017-20240312"), ["ID : 099-219900017-20240312"], id="an annotation"),
        pytest.param(scan_pdf(STAMP), list(STAMP), id="text over the picture"),
    ],
)
def test_what_is_stamped_on_a_scan_is_read_as_text_and_does_not_hide_the_scan(data, stamps):
    drawn = []

    def read(draw, number):
        drawn.append(draw().point(lambda grey: 255 * (grey > 128)))
        return Page.from_text(number, "Le conseil municipal", Engine.TESSERACT)

    (page,) = extract(data, ocr=read).pages
    assert [line.text for line in page.lines] == [*stamps, "", "Le conseil municipal"]
    where = (300, 290, 800, 340)  # of the stamps, in pixels of 200 dots per inch
    darkest, lightest = drawn[0].crop(where).getextrema()
    assert darkest == lightest


def test_a_stamp_without_a_scan_below_it_is_drawn():
    with pdfium.opened(text_pdf(("Vu pour être annexé",))) as document:
        darkest, lightest = pdfium.picture(document[0], 50, stamps=False).getextrema()
    assert darkest == lightest == 255


def test_a_page_on_which_ocr_fails_stays_without_text():
    def ocr(draw, number):
        raise RuntimeError("out of memory")

    landed = extract(scan_pdf((), text_pages=[LONG_TEXT]), ocr=ocr)
    assert (landed.landing, landed.pages_without_text) == (Landing.READ, (2,))


@settings(max_examples=60)
@given(st.data())
def test_no_damage_raises(data):
    whole = text_pdf(ROLL_CALL)
    at = data.draw(st.integers(0, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=40)) + whole[at + data.draw(st.integers(0, 200)) :]
    landed = extract(damaged)
    assert (landed.landing is Landing.READ) or landed.reason


@pytest.mark.skipif(not CORPUS.exists(), reason="needs the shared corpus")
def test_of_the_labelled_documents_exactly_the_scans_need_ocr():
    scans = set((CORPUS / "scans.txt").read_text().split("\n")) - {""}
    landings = {path.name: extract(path.read_bytes()).landing for path in sorted((CORPUS / "pdf").glob("*.pdf"))}
    assert len(landings) == 53
    assert {name for name, landing in landings.items() if landing is Landing.NEEDS_OCR} == scans
    assert {name for name, landing in landings.items() if landing is Landing.READ} == set(landings) - scans


@pytest.mark.skipif(not CORPUS.exists(), reason="needs the shared corpus")
def test_real_documents_of_every_council_are_read_or_need_ocr():
    paths = sorted((CORPUS / "unlabelled").rglob("*.pdf"))[::6]
    landed = {path.name: extract(path.read_bytes()) for path in paths}
    assert len({path.parent for path in paths}) > 5
    assert {name: one.reason for name, one in landed.items() if one.landing is Landing.UNREADABLE} == {}
    assert all(one.page_count == len(one.pages) > 0 for one in landed.values())
