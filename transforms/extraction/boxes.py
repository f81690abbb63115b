"""Where the lines that were read stand on the picture of their page: computed when somebody wants to look, kept nowhere."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as raw

_UNITS = 10_000  # of the page's width and height; pdfium gives device places in whole numbers


class Box(NamedTuple):
    """A rectangle on the page as it is shown, in shares of its width and height, from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def line_boxes(page: pypdfium2.PdfPage, lines: Sequence[str]) -> list[Box | None]:
    """For each line of a page the rectangle around its letters and figures; ``None`` where the page's text layer does not hold it.

    The characters of a line are looked for one after another, whichever engine read them: after the line before it, else from the top.
    """
    letters, boxes = _letters(page)
    found: list[Box | None] = []
    end = 0
    for line in lines:
        wanted = "".join(_plain(line))
        start = letters.find(wanted, end) if wanted else -1
        if start < 0 and wanted:
            start = letters.find(wanted)
        if start < 0:
            found.append(None)
            continue
        end = start + len(wanted)
        found.append(_around(boxes[start:end]))
    return found


def _letters(page: pypdfium2.PdfPage) -> tuple[str, list[Box]]:
    """The letters and figures of the text layer in its order, and the rectangle of each."""
    text_page = page.get_textpage()
    letters: list[str] = []
    boxes: list[Box] = []
    try:
        for index in range(text_page.count_chars()):
            box = None
            for letter in _plain(chr(raw.FPDFText_GetUnicode(text_page, index))):
                box = box or _shown(page, text_page, index)
                letters.append(letter)
                boxes.append(box)
    finally:
        text_page.close()
    return "".join(letters), boxes


def _plain(text: str) -> Iterator[str]:
    """Letters and figures without accents, one by one."""
    return (letter for letter in unicodedata.normalize("NFKD", text) if letter.isalnum())


def _shown(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, index: int) -> Box:
    """The rectangle of a character's font on the page as it is shown, turned and cropped."""
    rectangle = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rectangle))
    corners = [_device(page, x, y) for x in (rectangle.left, rectangle.right) for y in (rectangle.top, rectangle.bottom)]
    across, down = zip(*corners, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def _device(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _UNITS, _UNITS, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / _UNITS, down.value / _UNITS


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes), min(box.top for box in boxes), max(box.right for box in boxes), max(box.bottom for box in boxes)
    )
