"""Pages on which a table decides: attendance and vote grids, whose crosses say nothing without their columns.

    Nom                Présent   Excusé   Pouvoir à
    Mme Léa FONTANEL                X     M. Hugo CASTAING

pdfium reads the second line as "Mme Léa FONTANEL X M. Hugo CASTAING": the column of the cross is lost. pdfplumber keeps it, forty times
slower, so ``shows_grid`` picks the pages on what pdfium made of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from transforms.extraction.pdfium import clean
from transforms.model import Engine, Page
from transforms.text import fold, squeeze

if TYPE_CHECKING:
    import pdfplumber.page

FEWEST_CROSSES = 3  # rows with a lone cross that make a grid; the corpus has no page with both these and a heading row that is not one
HEADING_LINES = 6  # pdfium may put each cell of a heading row on a line of its own
LONGEST_HEADING = 60  # characters; a longer line is a sentence
CELL_GAP = 0.8  # of the letters' height: a wider gap parts two cells of a table without rules

CELL_MARK = " | "  # between the cells of a row; a row of n columns holds n - 1 of them, empty cells included

_CROSS = r"[Xx×✓✔✗✘☑☒●■]"
_LONE_CROSS = re.compile(rf"{_CROSS}(?!\S)(?<!\S.)")  # in every row that is crossed
_CROSSED = re.compile(rf"\S\s+{_CROSS}(?=\s|$)|^\s*{_CROSS}(?:\s+{_CROSS})*\s*$", re.MULTILINE)
_HEADINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bPRESENT",
        r"\bEXCUSE",
        r"\bABSENT",
        r"\bREPRESENTE|\bPOUVOIR|\bPROCURATION|\bMANDATAIRE",
        r"\bPOUR\b(?! *\w)",
        r"\bCONTRE\b",
        r"\bABSTENTION|\bABSTENU",
        r"\bNE PREND|\bNPPV\b|\bNON[ -]PARTICIP",
    )
)


def shows_grid(page: Page, continues: bool = False) -> bool:
    """Whether a page of pdfium's lines holds a heading row of a grid with rows of crosses below it.

    ``continues``: the page before ended in a grid, so the heading row need not be repeated.
    """
    crossed = [index for index, line in enumerate(page.lines) if _LONE_CROSS.search(line.text) and _CROSSED.search(line.text)]
    if continues and crossed:
        return True
    if len(crossed) < FEWEST_CROSSES:
        return False
    above = [fold(line.text) if len(line.text) <= LONGEST_HEADING else "" for line in page.lines[: crossed[-FEWEST_CROSSES]]]
    return any(_heading_kinds(above[start : start + HEADING_LINES]) >= 2 for start in range(len(above)))


def _heading_kinds(cells: Iterable[str]) -> int:
    """How many different headings of a grid stand in folded cells."""
    text = "\n".join(cells)
    return sum(1 for pattern in _HEADINGS if pattern.search(text))


def read_grids(data: bytes, numbers: Sequence[int]) -> Mapping[int, Page]:
    """The pages, of those asked for (from 1, rising), on which a grid was found, by number.

    A grid's row is one line, its cells joined by ``CELL_MARK`` with the empty ones kept, the heading row first; a grid that goes on
    from the page before has no heading row. The page's other lines stand around it in visual order. Raises what pdfplumber raises.
    """
    import pdfplumber  # a third of a second, and most runs meet no grid

    pages: dict[int, Page] = {}
    width_before: dict[int, int] = {}  # page number → columns of its last grid
    with pdfplumber.open(io.BytesIO(data), pages=list(numbers)) as document:
        for number, sheet in zip(numbers, document.pages, strict=True):
            grids = _ruled_grids(sheet, width_before.get(number - 1)) or _aligned_grids(sheet)
            if grids:
                pages[number] = _render(sheet, number, grids)
                width_before[number] = len(grids[-1].rows[-1].cells)
    return pages


@dataclass(frozen=True, slots=True)
class _Row:
    top: float
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    bbox: tuple[float, float, float, float]  # x0, top, x1, bottom
    rows: tuple[_Row, ...]


def _is_heading(cells: Iterable[str]) -> bool:
    short = [fold(cell) for cell in cells if len(cell) <= LONGEST_HEADING]
    return sum(_heading_kinds([cell]) > 0 for cell in short) >= 2 and _heading_kinds(short) >= 2


def _ruled_grids(sheet: pdfplumber.page.Page, width_before: int | None) -> list[_Grid]:
    """The grids drawn with rules; the first table of ``width_before`` columns is taken as the last page's grid going on."""
    grids = []
    for index, table in enumerate(sheet.find_tables()):
        rows = tuple(
            _Row(row.bbox[1], tuple(_cell(text) for text in texts)) for row, texts in zip(table.rows, table.extract(), strict=True)
        )
        goes_on = index == 0 and width_before == len(rows[0].cells)
        if goes_on or any(_is_heading(row.cells) for row in rows[:3]):
            grids.append(_Grid(table.bbox, rows))
    return grids


def _cell(text: str | None) -> str:
    return squeeze(clean(re.sub(r"-\n", "-", text or "").replace("\n", " "))).replace("|", "¦")


def _aligned_grids(sheet: pdfplumber.page.Page) -> list[_Grid]:
    """The grid without rules, whose columns are known by standing under their headings: at most one."""
    from pdfplumber.utils.clustering import cluster_objects

    lines = [_segments(words) for words in cluster_objects(sheet.extract_words(), "top", tolerance=3)]
    heading = next((index for index, line in enumerate(lines) if _is_heading(segment.text for segment in line)), None)
    if heading is None:
        return []
    crossed = [index for index, line in enumerate(lines) if index > heading and any(re.fullmatch(_CROSS, s.text) for s in line)]
    if not crossed:
        return []
    columns = lines[heading]
    members = lines[heading : crossed[-1] + 1]
    rows = tuple(_Row(line[0].top, _under(columns, line)) for line in members)
    flat = [segment for line in members for segment in line]
    bbox = (min(s.x0 for s in flat), min(s.top for s in flat), max(s.x1 for s in flat), max(s.bottom for s in flat))
    return [_Grid(bbox, rows)]


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words of one line that stand close together."""

    x0: float
    x1: float
    top: float
    bottom: float
    text: str


def _segments(words: Sequence[Mapping[str, Any]]) -> list[_Segment]:
    in_order = sorted(words, key=lambda word: word["x0"])
    groups = [[in_order[0]]]
    for left, right in pairwise(in_order):
        if right["x0"] - left["x1"] > CELL_GAP * (left["bottom"] - left["top"]) or re.fullmatch(_CROSS, right["text"]):
            groups.append([])
        groups[-1].append(right)
    return [
        _Segment(g[0]["x0"], g[-1]["x1"], min(w["top"] for w in g), max(w["bottom"] for w in g), _cell(" ".join(w["text"] for w in g)))
        for g in groups
    ]


def _under(columns: Sequence[_Segment], line: Sequence[_Segment]) -> tuple[str, ...]:
    """The line's segments, each in the column under whose heading most of it stands, else in the nearest."""
    cells: list[list[str]] = [[] for _ in columns]
    for segment in line:
        shared = [min(segment.x1, column.x1) - max(segment.x0, column.x0) for column in columns]  # below zero: the distance between them
        cells[shared.index(max(shared))].append(segment.text)
    return tuple(" ".join(cell) for cell in cells)


def _holds(bbox: tuple[float, float, float, float], thing: Mapping[str, Any]) -> bool:
    """Whether a thing's middle is in the box; its edges may lap over where lines stand close."""
    x0, top, x1, bottom = bbox
    return bool(x0 <= (thing["x0"] + thing["x1"]) / 2 <= x1 and top <= (thing["top"] + thing["bottom"]) / 2 <= bottom)


def _render(sheet: pdfplumber.page.Page, number: int, grids: Sequence[_Grid]) -> Page:
    outside = sheet.filter(lambda thing: not any(_holds(grid.bbox, thing) for grid in grids))
    printed = [(line["top"], clean(line["text"])) for line in outside.extract_text_lines(return_chars=False)]
    printed += [(row.top, CELL_MARK.join(row.cells).rstrip()) for grid in grids for row in grid.rows if any(row.cells)]
    return Page.from_text(number, "\n".join(text for _, text in sorted(printed, key=lambda entry: entry[0])), Engine.PDFPLUMBER)
