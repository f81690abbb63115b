"""The roll call as a grid: one councillor a row, a cross in the column of the state, the proxy's holder in a column of its own.

    Nom | Présent | Excusé | Pouvoir à
    Mme Léa FONTANEL |  | X | M. Hugo CASTAING

The lines come from the engine that keeps columns (``transforms.extraction.pdfplumber``), cells parted by " | ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from transforms.model import Certainty, PrintedAttendance, Status
from transforms.reading.flow import Flow
from transforms.reading.names import read_name
from transforms.text import fold, squeeze

CELL_MARK: Final = " | "
FEWEST_ROWS: Final = 3  # rows with a mark that make a roll call

_CROSS = re.compile(r"[Xx×✓✔✗✘☑☒●■]")
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("proxy", re.compile(r"POUVOIR|PROCURATION|MANDATAIRE|REPRESENTE\w*\s+PAR|DONNE\w*\s+A\b")),
    (Status.REPRESENTED.value, re.compile(r"REPRESENTE")),
    (Status.EXCUSED.value, re.compile(r"\bEXCUSE")),
    (Status.ABSENT.value, re.compile(r"\bABSENT")),
    (Status.PRESENT.value, re.compile(r"\bPRESENT")),
)


@dataclass(frozen=True, slots=True)
class GridRoll:
    """The rows of the first grid that is a roll call; offsets into the flow."""

    attendance: tuple[PrintedAttendance, ...] = ()
    start: int = 0
    end: int = 0


def read_grid(flow: Flow, start: int = 0) -> GridRoll:
    """The first roll call printed as a grid at or after ``start``; a row without any mark is nobody's state and is left out."""
    if CELL_MARK.strip() not in flow.text:
        return GridRoll()
    columns: list[str | None] = []
    rows: list[PrintedAttendance] = []
    begin = end = 0
    for index, line in enumerate(flow.lines):
        at = flow.starts[index]
        if at < start:
            continue
        cells = [squeeze(cell) for cell in line.text.split("|")]
        heading = [_column(cell) for cell in cells]
        if len({column for column in heading if column}) >= 2 and not any(_CROSS.fullmatch(cell) for cell in cells):
            if len(rows) >= FEWEST_ROWS:
                break
            columns, rows, begin = heading, [], at
            continue
        if not columns or len(cells) != len(columns):
            continue
        row = _row(flow, at, at + len(line.text), cells, columns)
        if row:
            rows.append(row)
            end = at + len(line.text)
    return GridRoll(tuple(rows), begin, end) if len(rows) >= FEWEST_ROWS else GridRoll()


def _column(cell: str) -> str | None:
    folded = fold(cell)
    return next((name for name, pattern in _COLUMNS if pattern.search(folded)), None)


def _row(flow: Flow, start: int, end: int, cells: list[str], columns: list[str | None]) -> PrintedAttendance | None:
    first = next(index for index, column in enumerate(columns) if column)
    name = read_name(" ".join(cell for cell in cells[:first] if cell and not cell.isdigit()))
    if name is None:
        return None
    marked = [column for cell, column in zip(cells, columns, strict=True) if column and column != "proxy" and _CROSS.fullmatch(cell)]
    holder = next((read_name(cell) for cell, column in zip(cells, columns, strict=True) if column == "proxy" and cell), None)
    if holder is None and not marked:
        return None
    status = Status.REPRESENTED if holder else Status(marked[0])
    doubt = None
    if len(marked) > 1 or (holder and Status.PRESENT.value in marked):
        doubt = "marked in two columns"
    certainty = Certainty.DOUBTFUL if doubt else Certainty.CERTAIN
    return PrintedAttendance(name, status, flow.place(start, end), holder, certainty, doubt)
