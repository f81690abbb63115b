"""The fictional town's papers scanned badly: what is read stands in their truth, and what does not is doubtful."""

import importlib.util
import os
from random import Random

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from pipelines.ocr import LANGUAGE, find_language_data
from tests.extraction.pdfs import pictures_pdf
from transforms.extraction import Tesseract, extract
from transforms.reading import read
from transforms.reading.truth import to_truth
from transforms.samples import decision_list_sheet, extract_sheet, town
from transforms.text import words

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
DATA = find_language_data()
pytestmark = pytest.mark.skipif(
    DATA is None or importlib.util.find_spec("tesserocr") is None, reason="needs Tesseract's French language data"
)

TOWN = town(23)
SESSION = TOWN.sessions[1]


def scanned(pdf: bytes, seed: int, dots: int, *, seal: bool) -> bytes:
    """A PDF of pictures of each page: grey paper in the shadow, grain, askew, blurred and packed hard, a seal and a line up the margin."""
    random = Random(seed)
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            sheet = page.render(scale=dots / 72).to_pil().convert("RGB")
            if seal:
                _stamp(sheet, dots)
            sheet = sheet.rotate(random.uniform(-1.6, 1.6), Image.Resampling.BICUBIC, fillcolor=(235, 235, 232))
            blurred = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.7 * dots / 200)), np.float32)
            grain = np.random.default_rng(random.randrange(1 << 30)).normal(0, 10, (*blurred.shape[:2], 1))
            shadow = np.linspace(0, 18, blurred.shape[1])[None, :, None]
            pictures.append(Image.fromarray(np.clip(0.82 * blurred + 25 + grain - shadow, 0, 255).astype(np.uint8)))
    return pictures_pdf(*pictures)


def _stamp(sheet: Image.Image, dots: int) -> None:
    seal, (width, height) = ImageDraw.Draw(sheet), sheet.size
    for reach in (0.75, 0.6):
        left, top, around = 0.7 * width, 0.75 * height, reach * dots
        seal.ellipse((left - around, top - around, left + around, top + around), outline=(110, 120, 220), width=3)
    margin = Image.new("L", (height // 2, dots // 8), 0)
    ImageDraw.Draw(margin).text((0, 0), "Accusé de réception en préfecture - acte certifié exécutoire", fill=255)
    turned = margin.rotate(90, expand=True)
    sheet.paste((90, 90, 90), (dots // 8, height // 3), turned)


@pytest.fixture(scope="module")
def reader() -> Tesseract:
    return Tesseract(str(DATA), LANGUAGE)


def read_scan(pdf: bytes, reader: Tesseract) -> dict:
    (read_one,) = to_truth("scan.pdf", read(extract(pdf, ocr=reader).pages))
    return read_one


def is_same(one: str, other: str) -> bool:
    return words(one) == words(other)


@pytest.mark.parametrize(("dots", "seal"), [(200, False), (150, True)], ids=["200 dots per inch", "150 dots per inch, sealed"])
def test_the_roll_call_of_a_bad_scan_is_read_and_what_is_misread_is_doubtful(reader, dots, seal):
    sheet = extract_sheet(TOWN, SESSION, SESSION.items[2])
    found = read_scan(scanned(sheet.pdf(), 5, dots, seal=seal), reader)
    assert (found["doc_type"], found["session"]["date"]) == ("extract", sheet.truth["session"]["date"])
    wanted = {(tuple(words(row["name"])), row["status"]) for row in sheet.truth["attendance"]}
    certain = {(tuple(words(row["name"])), row["status"]) for row in found["attendance"] if row["certainty"] == "certain"}
    assert certain - wanted == set()
    assert len(certain) >= 0.9 * len(wanted)


@pytest.mark.parametrize(("dots", "seal"), [(200, True), (150, False)], ids=["200 dots per inch, sealed", "150 dots per inch"])
def test_the_rows_of_a_badly_scanned_list_keep_number_and_decision(reader, dots, seal):
    sheet = decision_list_sheet(TOWN, SESSION)
    found = read_scan(scanned(sheet.pdf(), 7, dots, seal=seal), reader)
    assert found["doc_type"] == "decision_list"
    wanted = {row["number"]: row["outcome"] for row in sheet.truth["deliberations"]}
    assert {row["number"]: row["outcome"] for row in found["deliberations"]} == wanted
