"""The text layer of a page as pdfium reads it: first on every page, because it is fast and keeps columns whole."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as raw
from pypdfium2.version import PDFIUM_INFO

from transforms.model import Engine, Page

if TYPE_CHECKING:
    from PIL.Image import Image

ENGINE = Engine.PDFIUM
VERSION = f"pdfium {PDFIUM_INFO}"

MOST_PIXELS = 16_000_000  # A3 at 200 dots per inch
SAME_LINE_OVERLAP = 0.5  # share of the smaller character's height that two characters of one printed line have in common
SAME_LINE_GAP = 0.5  # of the character height: a wider gap is another column
SAME_MARGIN = 3  # points
LATE_LINES = 3  # of one heading that the file draws too late; a longer run is the page itself, after a footer that it draws first
SPACE_GAP = 0.12  # of the character height: a wider gap is a space that pdfium left out

_LINE_END = re.compile(r"\r\n?|\n|[\ufffe\x02]")
_CLEAN: dict[int, str | None] = {**dict.fromkeys(range(0x20)), 0x7F: None, **dict.fromkeys(range(0xD800, 0xE000))}  # half characters too
# Producers that mistake Windows-1252 for Latin-1 leave its quotes and dashes among the control characters.
_CLEAN |= {code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0)}
_CLEAN |= {ord("\t"): " ", 0xFEFF: None, 0x2028: " ", 0x2029: " "}
# Word's bullets stand at private code points of the Symbol and Wingdings fonts.
_CLEAN |= {0xF02D: "-", 0xF06E: "■", 0xF076: "❖", 0xF0A7: "▪", 0xF0B7: "•", 0xF0D8: "➢", 0xF0E0: "→", 0xF0E8: "➔", 0xF0FC: "✓", 0xF0FE: "☑"}
_CLEAN |= {ord(ligature): unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"}
_UNCLEAN = re.compile(f"[{re.escape(''.join(map(chr, _CLEAN)))}]")


class CannotOpenError(Exception):
    """The document cannot be opened; the message is one clear sentence."""


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The open document of a PDF's bytes. Raises ``CannotOpenError``. Not for two threads at once: pdfium keeps global state."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise CannotOpenError(_why_not(data, error.err_code)) from error
    try:
        yield document
    finally:
        document.close()


def _why_not(data: bytes, code: int | None) -> str:
    handle = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if handle:  # pypdfium2 takes a document that opens and has not one page for one that does not open, with the code of an older error
        raw.FPDF_CloseDocument(handle)
        return "The PDF has no pages."
    if code == raw.FPDF_ERR_PASSWORD:
        return "The PDF is encrypted and needs a password."
    if code == raw.FPDF_ERR_SECURITY:
        return "The PDF is encrypted in a way that cannot be opened."
    return "The PDF is damaged: its structure cannot be read."


def read_page(page: pypdfium2.PdfPage, number: int) -> Page:
    """The page's printed lines in pdfium's order, empty ones left out. Raises ``PdfiumError`` where pdfium cannot read it.

    A word hyphenated at a line's end keeps its hyphen and its line break, which pdfium hides behind U+FFFE, and what it breaks off a
    line around a superscript ("le 1", "er", "juillet") stands on that line again.
    """
    lines = _printed_lines(page)
    return Page.from_text(number, "\n".join(lines), ENGINE) if lines else Page(number, ENGINE, ())


def _printed_lines(page: pypdfium2.PdfPage) -> list[str]:
    text_page = page.get_textpage()
    try:
        turn = _turn(text_page)
        if (turn - page.get_rotation()) % 360 != 270:
            return _lines_of(text_page)
    finally:
        text_page.close()
    # pdfium gives lines that run down the page as it is shown from the last to the first: turn it upright first.
    rotation = page.get_rotation()
    page.set_rotation(turn)
    try:
        return _lines_of(page.get_textpage())
    finally:
        page.set_rotation(rotation)


def _turn(text_page: pypdfium2.PdfTextPage) -> int:
    """By how much the page would have to be turned clockwise for most of its text to be upright: 0, 90, 180 or 270 degrees."""
    count = text_page.count_chars()
    angles = [-math.degrees(raw.FPDFText_GetCharAngle(text_page, index)) for index in range(0, count, count // 9 + 1)]
    turns = [round(angle / 90) % 4 * 90 for angle in angles]
    return max(turns, key=turns.count, default=0)


@dataclass(slots=True)
class _Piece:
    """What pdfium gives as one line: its cleaned text and the boxes of its first and last visible characters."""

    text: str
    first: raw.FS_RECTF
    last: raw.FS_RECTF


def _lines_of(text_page: pypdfium2.PdfTextPage) -> list[str]:
    pieces: list[_Piece] = []
    for piece in _pieces(text_page):
        glue = _glue(pieces[-1].last, piece.first) if pieces else None
        if glue is None:
            pieces.append(piece)
        else:
            pieces[-1].text += piece.text if piece.text.startswith(" ") else glue + piece.text
            pieces[-1].last = piece.last
    return [piece.text for piece in _late_lines_in_place(pieces) if piece.text.strip()]


def _pieces(text_page: pypdfium2.PdfTextPage) -> Iterator[_Piece]:
    text = text_page.get_text_range()
    start = 0
    for end, hyphen in _line_ends(text):
        line = text[start:end]
        visible = line.strip()
        if visible:
            first = start + line.index(visible[0])
            yield _Piece(clean(line.rstrip() + hyphen), _box(text_page.raw, first), _box(text_page.raw, first + len(visible) - 1))
        start = end + (2 if text.startswith("\r\n", end) else 1)


def _line_ends(text: str) -> Iterator[tuple[int, str]]:
    """Where each line ends, and the hyphen that pdfium took from there."""
    for match in _LINE_END.finditer(text):
        yield match.start(), "-" if match.group() in "\ufffe\x02" else ""
    yield len(text), ""


def _box(text_page: raw.FPDF_TEXTPAGE, text_index: int) -> raw.FS_RECTF:
    """The box of the font (not of the ink: a full stop has hardly any) at an offset of the page's text; empty where there is none."""
    box = raw.FS_RECTF()
    index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, text_index)
    if index >= 0:
        raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    return box


def _glue(left: raw.FS_RECTF, right: raw.FS_RECTF) -> str | None:
    """What stands between two characters that are neighbours on one printed line, ``None`` where they are not."""
    heights = left.top - left.bottom, right.top - right.bottom
    overlap = min(left.top, right.top) - max(left.bottom, right.bottom)
    gap = right.left - left.right
    if min(heights) <= 0 or overlap < SAME_LINE_OVERLAP * min(heights) or abs(gap) > SAME_LINE_GAP * max(heights):
        return None
    return " " if gap > SPACE_GAP * max(heights) else ""


def _late_lines_in_place(lines: Iterable[_Piece]) -> list[_Piece]:
    """The lines with each heading that the file draws after the text below it back above that text.

    Only what is plainly late is moved: few lines that jump up into a gap of their own column, after which the page goes on below. The
    columns of a page and the cells of a table jump up too, but beside; and a footer drawn first has nothing above it.
    """
    placed = list(lines)
    for late in range(2, len(placed)):
        heading = placed[late]
        below = late  # the first of the lines before it that stand below it, in its column
        while below and _is_above(heading, placed[below - 1]) and _heads(heading, placed[below - 1]):
            below -= 1
        if below in (0, late) or not _is_above(placed[below - 1], heading):
            continue
        end = late + 1
        while end < len(placed) and _is_above(placed[end], placed[below]) and _is_above(placed[end - 1], placed[end]):
            end += 1
        if end - late <= LATE_LINES and (end == len(placed) or _is_above(placed[late - 1], placed[end])):
            placed[below:end] = placed[late:end] + placed[below:late]
    return placed


def _is_above(one: _Piece, other: _Piece) -> bool:
    return bool((one.first.top + one.first.bottom) / 2 >= other.first.top)


def _heads(heading: _Piece, line: _Piece) -> bool:
    """Whether the heading would stand over the line: from the same margin or further left, and not wholly beside it."""
    return bool(heading.first.left <= line.first.left + SAME_MARGIN and heading.last.right > line.first.left)


def clean(text: str) -> str:
    """The text without control characters, ligatures spelled out, accents on their letters, no space at the end."""
    if text.isascii() and text.isprintable():
        return text.rstrip()
    return unicodedata.normalize("NFC", text.translate(_CLEAN) if _UNCLEAN.search(text) else text).rstrip()


def is_blank(page: pypdfium2.PdfPage) -> bool:
    """Whether the page shows nothing: of one colour all over, whatever objects it holds."""
    darkest, lightest = picture(page, 24).getextrema()
    return darkest == lightest


def is_hidden(page: pypdfium2.PdfPage) -> bool:
    """Whether all text of the page is invisible: the layer that a scanner's software puts over a picture."""
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3)
    return all(raw.FPDFTextObj_GetTextRenderMode(text.raw) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for text in texts)


def image_share(page: pypdfium2.PdfPage) -> float:
    """The share of the page, 0 to 1, that its largest image covers."""
    width, height = page.get_size()
    boxes = (image.get_bounds() for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    largest = max(((right - left) * (top - bottom) for left, bottom, right, top in boxes), default=0.0)
    return float(min(largest / (width * height), 1.0))


def stamped_lines(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    """The lines that are printed as text on a page, those of annotations too: a préfecture's receipt stamped on a scan.

    The annotations become part of the open document's page.
    """
    with closing(document[number - 1]) as page:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    with closing(document[number - 1]) as page:
        return _printed_lines(page)


def picture(page: pypdfium2.PdfPage, resolution: int, *, stamps: bool = True) -> Image:
    """The page's picture in grey at a resolution in dots per inch, what is coloured half as dark as it is: seals, not print.

    A plan as large as a wall comes with fewer dots. Without ``stamps`` neither annotations nor text are drawn, which hide what was
    scanned, unless nothing else is on the page; its text stays hidden.
    """
    from PIL import Image, ImageChops

    if not stamps:
        for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
            raw.FPDFTextObj_SetTextRenderMode(text.raw, raw.FPDF_TEXTRENDERMODE_INVISIBLE)

    width, height = page.get_size()
    scale = min(resolution / 72, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
    coloured = page.render(scale=scale, draw_annots=stamps).to_pil().convert("RGB")
    if not stamps and all(darkest == lightest for darkest, lightest in coloured.getextrema()):
        coloured = page.render(scale=scale).to_pil().convert("RGB")
    red, green, blue = coloured.split()
    return Image.blend(coloured.convert("L"), ImageChops.lighter(ImageChops.lighter(red, green), blue), 0.5)
