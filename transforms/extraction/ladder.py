"""Which engine reads which page, and what becomes of the document."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import pypdfium2

from transforms.extraction import pdfium, pdfplumber
from transforms.extraction.envelope import fault
from transforms.extraction.tesseract import RESOLUTION, PageReader, with_stamps
from transforms.model import Extraction, Landing, Page

if TYPE_CHECKING:
    from PIL.Image import Image

STAMP_LETTERS = 150  # a scan with a préfecture's stamp printed over it holds 52 letters; the shortest page of real text beside an image 280
SCAN_SHARE = 0.5  # of the page that one image covers
GARBLED_FROM = 100  # letters and unreadable signs; fewer say nothing
GARBLED_SIGNS = 0.3  # share of signs that stand for nothing; 0 to 0.02 in 1 500 real pages
FEWEST_VOWELS = 0.25  # share of a page's letters; 0.37 to 0.50 in 1 500 real pages, 0.16 where a font's codes are shifted
FEWEST_COMMON = 0.2  # share of a page's words; 0.25 to 0.45 in prose, 0.12 to 0.25 where a scan of 60 dots per inch was recognised
SHORTEST_DELIBERATION = 600  # letters; a cover before scanned pages holds fewer

# In Latin-1, whose bytes are counted all at once; the few letters that it lacks are looked at one by one.
_LETTERS = bytes(code for code in range(0x100) if chr(code).isalpha())
_VOWELS = "aeiouyàâäéèêëîïôöùûüAEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜ".encode("latin-1")
_BEYOND = re.compile(r"[^\x00-\xff]")
_SENSELESS = re.compile("[\ue000-\uf8ff\ufffd]")
_COMMON = frozenset(
    ["de", "la", "le", "et", "les", "des", "du", "à", "a", "en", "un", "une", "au", "aux", "par", "pour", "que", "qui", "dans", "sur",
     "est", "l", "d", "n", "m", "mme"]
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_PDFIUM = threading.Lock()  # pdfium keeps global state: one thread at a time


class _Want(StrEnum):
    """Why a page gave no usable text."""

    NO_TEXT = "no text layer"
    GARBLED = "a garbled text layer"
    POOR = "a text layer of poor quality over a scan"
    BROKEN = "damage that keeps it from loading"
    UNREAD = "no text layer, and nothing that OCR can read"


@dataclass(frozen=True, slots=True)
class _Rung:
    """A page and how far the ladder got with it."""

    page: Page
    want: _Want | None
    letters: int


def extract(data: bytes, *, ocr: PageReader | None = None) -> Extraction:
    """The pages of a PDF's bytes and what became of it. A bad document is landed with its reason: nothing is raised but MemoryError.

    Without ``ocr`` a document of scans is landed as ``needs_ocr``; a document of which ``ocr`` reads nothing is unreadable. A document
    that holds both text and scans is ``read``, and its ``pages_without_text`` and ``reason`` say what was not.
    """
    reason = fault(data)
    if reason:
        return Extraction(Landing.UNREADABLE, reason=reason)
    try:
        with _PDFIUM, pdfium.opened(data) as document:
            rungs = [_climb(document, number, ocr) for number in range(1, len(document) + 1)]
        return _land(*_with_grids(rungs, data))
    except pdfium.CannotOpenError as error:
        return Extraction(Landing.UNREADABLE, reason=str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a strange file provokes is a fact about that file, never an error of the run
        return Extraction(Landing.UNREADABLE, reason=f"The PDF cannot be read: {type(error).__name__}: {error}.")


def _climb(document: pypdfium2.PdfDocument, number: int, ocr: PageReader | None) -> _Rung:
    nothing = Page(number, pdfium.ENGINE, ())
    try:
        sheet = document[number - 1]
        rung = _judge(pdfium.read_page(sheet, number), sheet)
    except pypdfium2.PdfiumError:
        return _Rung(nothing, _Want.BROKEN, 0)
    if rung.want and ocr:
        rung = _read_picture(document, sheet, ocr, rung)
    sheet.close()
    return rung


def scan_picture(sheet: pypdfium2.PdfPage) -> Image:
    """The grey picture of a page that ``Tesseract`` reads: of a scan without what was stamped on it, whose text pdfium reads better."""
    return pdfium.picture(sheet, RESOLUTION, stamps=_judge(pdfium.read_page(sheet, 1), sheet).want is not _Want.NO_TEXT)


def _read_picture(document: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage, ocr: PageReader, rung: _Rung) -> _Rung:
    try:
        page = ocr(lambda: scan_picture(sheet), rung.page.number)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  one page that the engine cannot take must not cost the document: it stays among those without text
        return rung
    if page is None:
        return rung
    letters = _count_letters(page.text)
    if not letters:
        return replace(rung, want=_Want.UNREAD)
    if rung.want is _Want.NO_TEXT and (stamps := pdfium.stamped_lines(document, page.number)):
        page = with_stamps(page, stamps)
    return _Rung(page, None, letters)


def _judge(page: Page, sheet: pypdfium2.PdfPage) -> _Rung:
    text = page.text
    letters = _count_letters(text)
    want = None
    if _is_garbled(text, letters):
        want = _Want.GARBLED
    elif letters < STAMP_LETTERS and (pdfium.image_share(sheet) >= SCAN_SHARE or (not letters and not pdfium.is_blank(sheet))):
        want = _Want.NO_TEXT
    elif pdfium.is_hidden(sheet) and _reads_badly(text) and pdfium.image_share(sheet) >= SCAN_SHARE:  # hidden is seen at the first object
        want = _Want.POOR
    return _Rung(page, want, letters)


def _count_letters(text: str) -> int:
    """
    >>> _count_letters("Œuvre n° 12, à 8 h ½")
    8
    """
    latin = text.encode("latin-1", "ignore")
    beyond = sum(map(str.isalpha, _BEYOND.findall(text))) if len(latin) < len(text) else 0
    return len(latin) - len(latin.translate(None, _LETTERS)) + beyond


def _is_garbled(text: str, letters: int) -> bool:
    """Whether the codes of the text layer stand for other signs than those printed (subset fonts without a map to Unicode)."""
    senseless = len(_SENSELESS.findall(text))
    if letters + senseless < GARBLED_FROM:
        return False
    latin = text.encode("latin-1", "ignore")
    vowels = len(latin) - len(latin.translate(None, _VOWELS))
    return senseless > GARBLED_SIGNS * (letters + senseless) or vowels < FEWEST_VOWELS * letters


def _reads_badly(text: str) -> bool:
    """Whether too few of the words are those that every French text is made of: so scanners leave a text that they could not read."""
    words = _WORD.findall(text.lower())
    return sum(map(_COMMON.__contains__, words)) < FEWEST_COMMON * len(words)


def _with_grids(rungs: Sequence[_Rung], data: bytes) -> tuple[list[_Rung], list[int]]:
    """The rungs with the pages on which a table decides read again, and the numbers of those where its columns stayed unknown."""
    wanted: list[int] = []
    for rung in rungs:
        if pdfplumber.shows_grid(rung.page, continues=rung.page.number - 1 in wanted):
            wanted.append(rung.page.number)
    if not wanted:
        return list(rungs), []
    try:
        grids = pdfplumber.read_grids(data, wanted)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  pdfium's lines stand, and the landing's reason says what they lack
        grids = {}
    read = [replace(rung, page=grids.get(rung.page.number, rung.page)) for rung in rungs]
    return read, [number for number in wanted if number not in grids and pdfplumber.shows_grid(rungs[number - 1].page)]


def _land(rungs: Sequence[_Rung], without_columns: Sequence[int]) -> Extraction:
    pages = tuple(rung.page for rung in rungs)
    wanting = [rung for rung in rungs if rung.want]
    numbers = tuple(rung.page.number for rung in wanting)
    usable = sum(rung.letters for rung in rungs if not rung.want)
    if wanting and all(rung.want is _Want.BROKEN for rung in rungs):
        return Extraction(Landing.UNREADABLE, (), len(pages), "The PDF is damaged: none of its pages can be loaded.", numbers)
    if wanting and usable < SHORTEST_DELIBERATION:
        can_be_read = any(rung.want is not _Want.UNREAD for rung in wanting)
        landing = Landing.NEEDS_OCR if can_be_read else Landing.READ if usable else Landing.UNREADABLE
        return Extraction(landing, pages, len(pages), _sentence(wanting, len(pages)), numbers)
    if not usable:
        return Extraction(Landing.UNREADABLE, pages, len(pages), "The PDF's pages are blank.")
    doubts = [_sentence(wanting, len(pages))] if wanting else []
    doubts += [f"The crosses of the table on page {_spans(without_columns)} cannot be told apart by column."] if without_columns else []
    return Extraction(Landing.READ, pages, len(pages), " ".join(doubts) or None, numbers)


def _sentence(wanting: Sequence[_Rung], of: int) -> str:
    """What is wrong with which pages, in words.

    >>> _sentence([_Rung(Page(2, pdfium.ENGINE, ()), _Want.NO_TEXT, 0)], 3)
    'Page 2 of 3 has no text layer.'
    """
    parts = []
    for want in _Want:
        numbers = [rung.page.number for rung in wanting if rung.want is want]
        if numbers:
            pages = f"page{'s' * (len(numbers) > 1)} {_spans(numbers)} of {of} {'have' if len(numbers) > 1 else 'has'} {want}"
            parts.append(pages)
    sentence = "; ".join(parts)
    return sentence[0].upper() + sentence[1:] + "."


def _spans(numbers: Sequence[int]) -> str:
    """Numbers in rising order, neighbours as spans.

    >>> _spans([1, 2, 3, 7])
    '1-3, 7'
    """
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
