"""The text of a page's picture as Tesseract recognises it: last on the ladder, for scans and for text layers that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, Final, Protocol

from transforms.model import Engine, Page

if TYPE_CHECKING:
    from PIL.Image import Image

    from transforms.extraction.picture import Box, Column

ENGINE: Final = Engine.TESSERACT
OCR_VERSION: Final = 2  # part of the key of every page that is kept: raise it when the same picture gives other lines
RESOLUTION: Final = 200  # dots per inch: below, small print is lost; above, it only takes longer

SURE: Final = 100  # the confidence of what was not recognised but read
UPSIDE_DOWN: Final = 50  # mean confidence below which a page is read the other way round too
SURE_WORD: Final = 50  # of a word of three letters that makes a line print
LIKELY_WORD: Final = 10  # of a word of five letters that does
SURE_SIGN: Final = 60  # of a sign that stands alone; below, in the middle of a line, it is a dash
SURE_LINE: Final = 70  # mean confidence at which a line without such a word is kept: "11", "n° 5"
SURE_RESCUE: Final = 60  # mean confidence of a line found where Tesseract saw none; 66 and above for print, below 55 for specks and seals
MOST_LOST: Final = 40  # places on one page that are looked at again: photographs and maps have many more
PARAGRAPH: Final = 1.35  # of the usual distance between two lines: a wider one parts two paragraphs
SAME_LINE: Final = 8  # pixels between the feet of words on one line: a comma or a tail
TIGHT: Final = 4  # pixels between the parts of one word, "vingt-" and "trois"; a space has 8 and more

_NO_LETTER = re.compile(r"[|¦_~^\\{}\[\]=<>«»'’‘\"“”*°.,;:!]+")
_FIGURE = re.compile(r"\d{1,3}")
_DASH = re.compile(r"_*[-–—][-–—_]{0,2}")
_NO_DASH = re.compile(r"[«»+=*~•°]")
_BULLET = re.compile(r"[eo¢©®#*+°Ÿ>«•]|Y_+")
_BARS = re.compile(r"^(?:[|¦\[\]{}]|_+(?!\w))+|[|¦\[\]{}_]+$")
_SURE = re.compile(r"[^\W_]{3}")
_LIKELY = re.compile(r"[^\W\d_]{5}")
_NUMBER = re.compile(r"\d{4}")
_ZERO = re.compile(r"(?=\w*\d)[\dO]{2,4}")  # "O0", "2O24"
_NUMBERED = re.compile(r"[^\W\d_]{0,6}[-_/.]?\d[\w./-]*")  # "7", "2024-011", "DEL2024_011"


class PageReader(Protocol):
    """Reads a page from its picture."""

    def __call__(self, draw: Callable[[], Image], number: int) -> Page | None:
        """The page ``number`` (from 1), ``None`` where it was not read. ``draw`` gives its grey picture of ``RESOLUTION`` dots per inch."""
        ...


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word with its confidence, 0 to 100, and its place in the picture."""

    text: str
    confidence: int
    box: Box


Row = Sequence[Word]  # the words of one line


class Tesseract:
    """Tesseract with the language data of a folder. For one thread at a time."""

    def __init__(self, data: str, language: str) -> None:
        """Raises RuntimeError where ``data`` holds no ``<language>.traineddata`` that can be used."""
        import tesserocr

        self._modes = tesserocr.PSM
        self._api: Any = tesserocr.PyTessBaseAPI(path=data, lang=language, psm=self._modes.AUTO)
        self._api.SetVariable("debug_file", "/dev/null")  # it tells of every blank page

    def __call__(self, draw: Callable[[], Image], number: int) -> Page:
        """As ``PageReader``."""
        return self.read(draw(), number)

    def read(self, picture: Image, number: int) -> Page:
        """The page as read from its grey picture, whichever way up that is.

        Its lines come in the order in which they are read, an empty one between paragraphs.
        """
        from PIL.Image import Transpose

        from transforms.extraction.picture import is_sideways, whitened

        white = whitened(picture)
        upright = white.transpose(Transpose.ROTATE_90) if is_sideways(white) else white
        column, rows = self._read(upright)
        if rows and _confidence(rows) < UPSIDE_DOWN:
            turned = self._read(upright.transpose(Transpose.ROTATE_180))
            column, rows = max((column, rows), turned, key=lambda reading: _confidence(reading[1]))
        return _page(number, column, rows)

    def _read(self, picture: Image) -> tuple[Column, list[Row]]:
        from transforms.extraction.picture import left_over, one_column

        column = one_column(picture)
        width, height = column.picture.size
        self._api.SetImageBytes(column.picture.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(RESOLUTION)
        rows = self._recognised(self._modes.AUTO)
        read = [word.box for row in rows for word in row]
        for box in [*left_over(column.picture, read), *column.without_words(read)][:MOST_LOST]:
            self._api.SetRectangle(box.left, box.top, box.right - box.left, box.bottom - box.top)
            found = [row for row in self._recognised(self._modes.SINGLE_LINE) if _is_print(row) and _confidence([row]) >= SURE_RESCUE]
            at = _place_of(box, rows, column)
            rows[at:at] = found
        cleaned = (_cleaned(row) for row in _by_cell(rows, column))
        return column, _with_numbers(_with_figures([row for row in cleaned if _is_print(row)], column), column)

    def _recognised(self, mode: int) -> list[Row]:
        self._api.SetPageSegMode(mode)
        self._api.Recognize()
        return list(_rows(self._api.GetTSVText(0)))


def _rows(table: str) -> Iterator[Row]:
    """The lines of Tesseract's table of words, in its order."""
    from transforms.extraction.picture import Box

    words = []
    for line in table.splitlines():
        level, _, *place, left, top, width, height, confidence, text = line.split("\t", 11)
        if level == "5" and text.strip():
            x, y = int(left), int(top)
            words.append((place, Word(text, round(float(confidence)), Box(x, y, x + int(width), y + int(height)))))
    for _, row in groupby(words, key=lambda entry: entry[0][:3]):
        yield [word for _, word in row]


# --- rows


def _middle(row: Row) -> float:
    return median((word.box.top + word.box.bottom) / 2 for word in row)


def _foot(row: Row) -> float:
    return median(word.box.bottom for word in row)


def _confidence(rows: Iterable[Row]) -> float:
    """The mean over all letters, 0 where there are none."""
    words = [word for row in rows for word in row]
    return fmean([word.confidence for word in words], [len(word.text) for word in words]) if words else 0.0


def _is_print(row: Row) -> bool:
    """Whether a row holds something that was printed; specks, seals and signatures give signs of low confidence."""
    for least, shape in ((SURE_WORD, _SURE), (LIKELY_WORD, _LIKELY), (1, _NUMBER)):
        if any(word.confidence >= least and shape.search(word.text) for word in row):
            return True
    return any(map(str.isalnum, "".join(word.text for word in row))) and _confidence([row]) >= SURE_LINE


def _place_of(box: Box, rows: Sequence[Row], column: Column) -> int:
    """Among which rows a box that no row holds is read: with the fewest of them out of order, for a line up the margin comes anywhere."""
    disorder = list(accumulate((1 if _is_below(row, box, column) else -1 for row in rows), initial=0))
    return disorder.index(min(disorder))


def _is_below(row: Row, box: Box, column: Column) -> bool:
    """Whether a row is read after what stands in a box that no row holds."""
    part, other = column.slice_at(box.top), column.slice_at(int(_middle(row)))
    beside = row[0].box.left >= box.right or row[-1].box.right <= box.left
    return other > part or (other == part and _middle(row) > (box.top + box.bottom) / 2 and not beside)


def _by_cell(rows: Iterable[Row], column: Column) -> Iterator[Row]:
    """The rows, those of each cell of a table put together again where wide spaces had torn them."""
    for part, group in groupby(rows, key=lambda row: column.slice_at(int(_middle(row)))):
        if not column.slices[part].is_cell:
            yield from group
            continue
        whole: list[list[Word]] = []
        for row in sorted(group, key=_middle):
            if whole and _middle(row) < _foot(whole[-1]):
                whole[-1] += row
            else:
                whole.append(list(row))
        yield from (sorted(row, key=lambda word: word.box.left) for row in whole)


def _with_figures(rows: Sequence[Row], column: Column) -> list[Row]:
    """The rows, a figure that stands far to the right of its label ("Présents …… 32") behind that label."""
    joined: list[Row] = []
    for row in rows:
        label = None
        if len(row) == 1 and _FIGURE.fullmatch(row[0].text):
            near = [index for index, other in enumerate(joined) if _is_label(other, row[0], column)]
            label = max(near, key=lambda index: joined[index][-1].box.right, default=None)
        if label is None:
            joined.append(row)
        else:
            joined[label] = [*joined[label], row[0]]
    return joined


def _with_numbers(rows: Sequence[Row], column: Column) -> list[Row]:
    """The rows, the number in the first cell of a table's row before the title in the next, as they are printed."""
    from transforms.extraction.picture import Box

    parts = [column.slice_at(int(_middle(row))) for row in rows]
    joined: list[Row] = []
    for index, row in enumerate(rows):
        is_alone = index > 0 and parts.count(parts[index - 1]) == 1 and all(_NUMBERED.fullmatch(word.text) for word in rows[index - 1])
        if is_alone and column.is_beside(parts[index - 1], parts[index]):
            level = row[0].box
            number = [replace(word, box=Box(word.box.left, level.top, word.box.right, level.bottom)) for word in rows[index - 1]]
            joined[-1] = [*number, *row]
        else:
            joined.append(row)
    return joined


def _is_label(row: Row, figure: Word, column: Column) -> bool:
    return (
        row[-1].box.right < figure.box.left
        and abs(_foot(row) - figure.box.bottom) <= SAME_LINE
        and column.slice_at(int(_middle(row))) == column.slice_at(figure.box.top)
    )


def _cleaned(row: Row) -> Row:
    """The row without rules taken for signs and without words read twice, the parts of a word that was torn at its hyphen joined."""
    words: list[Word] = []
    space = median(right.box.left - left.box.right for left, right in pairwise(row)) if len(row) > 1 else 0
    for index, word in enumerate(row):
        text = _sign(word, is_first=index == 0, is_last=index == len(row) - 1)
        if not text:
            continue
        word = replace(word, text=text)
        last = words[-1] if words else None
        if last and last.text == text and last.box.shares(word.box, -TIGHT) and last.box.right > word.box.left + TIGHT:
            words[-1] = max(last, word, key=lambda twin: twin.confidence)
        elif last and _is_torn(last, text, word.box.left - last.box.right, space):
            words[-1] = Word(last.text + text, min(last.confidence, word.confidence), last.box.around(word.box))
        else:
            words.append(word)
    return words


def _sign(word: Word, is_first: bool, is_last: bool) -> str:
    """The text of a word of a row, empty where it is none: bullets, dashes and specks of ink are taken for many signs."""
    text = _BARS.sub("", word.text).replace("’'", "’").replace("'’", "’")
    if _ZERO.fullmatch(text):
        text = text.replace("O", "0")
    if is_first and not is_last and _BULLET.fullmatch(text) and word.confidence < 95:
        return "•"
    if _DASH.fullmatch(text):
        return "-" if len(text) > 1 else text
    if word.confidence < SURE_SIGN and _NO_DASH.fullmatch(text):
        return "" if is_first or is_last else "-"
    return "" if word.confidence < SURE_WORD and _NO_LETTER.fullmatch(text) else text


def _is_torn(last: Word, text: str, gap: int, space: float) -> bool:
    """Whether two words are the parts of one: "vingt-" and "trois", "2026" and "_001", "Y" and "VERNE", whose letters slant apart."""
    if text[0] == "_" and last.text[-1].isalnum():
        return True
    if gap > TIGHT:
        return False
    return (last.text[-1] == "-" and last.text[-2:-1].isalnum() and text[0].isalpha()) or (
        gap < space / 2 and last.text[-1].isupper() and text[0].isupper()
    )


# --- the page


def _page(number: int, column: Column, rows: Sequence[Row]) -> Page:
    distances = [_distance(above, below, column) for above, below in pairwise(rows)]
    known = [distance for distance in distances if distance is not None]
    widest = PARAGRAPH * median(known) if known else 0.0
    texts: list[str] = []
    confidences: list[tuple[int, ...]] = []
    for row, distance in zip(rows, [None, *distances], strict=False):
        if distance is not None and distance > widest:
            texts.append("")
            confidences.append(())
        texts.append(" ".join(word.text for word in row))
        confidences.append(tuple(word.confidence for word in row))
    return replace(Page.from_text(number, "\n".join(texts), ENGINE), confidences=tuple(confidences)) if rows else Page(number, ENGINE, ())


def with_stamps(page: Page, lines: Sequence[str]) -> Page:
    """The page under the lines of its text layer, which are certain, an empty line between."""
    texts = [*lines, "", *(line.text for line in page.lines)]
    confidences = (*(tuple(SURE for _ in line.split()) for line in lines), (), *page.confidences)
    return replace(Page.from_text(page.number, "\n".join(texts), ENGINE), confidences=confidences)


def _distance(above: Row, below: Row, column: Column) -> float | None:
    """By how much a row stands lower than the one before it, ``None`` where the two are not of one text."""
    part = column.slice_at(int(_middle(above)))
    distance = _foot(below) - _foot(above)
    return distance if part == column.slice_at(int(_middle(below))) and not column.slices[part].is_cell and distance > 0 else None
