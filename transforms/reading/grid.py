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
from transforms.reading.lexicon import LINK_TO
from transforms.reading.names import parse_names, read_name
from transforms.reading.phrases import Phrase
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


_STATE_STEM = Phrase("PRESENT|ABSENT|EXCUSE|REPRESENTE")
_STATE = re.compile(
    r"(?<![A-Z])(?:(?P<present>PRESENTE?)|(?P<absent>ABSENTE?(?:\s+NON\s+EXCUSEE?)?(?!\s+EXCUSE))|(?P<excused>(?:ABSENTE?\s+)?EXCUSEE?)|"
    r"(?P<represented>REPRESENTEE?))(?![A-Z])"
)
_HOLDER = re.compile(rf"(?:{LINK_TO})\s*")
_BEFORE_HOLDER = ("", "ET", "DONNE", "A DONNE", "AYANT DONNE")  # what may stand between the state and the proxy
FEWEST_STATED: Final = 4  # lines that give a name and its state: fewer may be prose
LONGEST_ROW: Final = 110  # characters


def read_stated_rows(flow: Flow, start: int = 0) -> GridRoll:
    """A roll call that gives each councillor's state in words on the line of the name: "Mme Anne ROUX : excusée, pouvoir à M. PIC"."""
    rows: list[PrintedAttendance] = []
    begin = last = -1
    stems = _STATE_STEM.finditer(flow.folded, flow.starts[flow.line_index(start)] if flow.lines else 0)
    for index in sorted({flow.line_index(stem.start()) for stem in stems}):
        at, line = flow.starts[index], flow.lines[index]
        row = _stated_row(flow, at, at + len(line.text)) if len(line.text) <= LONGEST_ROW else None
        if row is None:
            continue
        if rows and index - last > 2:
            if len(rows) >= FEWEST_STATED:
                break
            rows = []
        begin = at if not rows else begin
        rows.append(row)
        last = index
    if len(rows) < FEWEST_STATED:
        return GridRoll()
    return GridRoll(tuple(rows), begin, flow.starts[last] + len(flow.lines[last].text))


_LEGEND = Phrase(  # "Étaient présents (P) ou absents (A)", "P : présent, A : absent, E : excusé"
    r"PRESENT(?:E?S|\(S\))?\s*\(\s*P\s*\)[^\n]{0,20}?\bABSENT(?:E?S|\(S\))?\s*\(\s*A\s*\)(?:[^\n]{0,20}?\bEXCUSE(?:E?S|\(S\))?\s*\(\s*E\s*\))?"
    r"|\bP\s*[:=]\s*PRESENTE?S?[^\n]{0,8}?\bA\s*[:=]\s*ABSENTE?S?(?:[^\n]{0,8}?\bE\s*[:=]\s*EXCUSEE?S?)?"
)
_MARKED = re.compile(r"(?P<name>[A-ZÀ-Þ][^\d:;,()|]{3,60}?)\s+(?P<mark>[PAE])(?=\s|$)")
_MARKS: Final = {"P": Status.PRESENT, "A": Status.ABSENT, "E": Status.EXCUSED}


def read_marked_names(flow: Flow, start: int = 0) -> GridRoll:
    """A roll call that marks each name with a letter, under a legend that says what the letters mean: "ROUX Anne P PETIT Luc A"."""
    legend = _LEGEND.search(flow.folded, start)
    if legend is None:
        return GridRoll()
    rows: list[PrintedAttendance] = []
    at = legend.end()
    while (marked := _MARKED.search(flow.text, at, at + LONGEST_ROW)) and not flow.text[at : marked.start()].strip(" \n.:-"):
        name = read_name(squeeze(marked["name"]))
        if name is None or len(name.text) < len(squeeze(marked["name"])) - len(name.civility or "") - 2:
            break
        rows.append(PrintedAttendance(name, _MARKS[marked["mark"]], flow.place(marked.start(), marked.end())))
        at = marked.end()
    return GridRoll(tuple(rows), legend.start(), at) if len(rows) >= FEWEST_STATED else GridRoll()


def _stated_row(flow: Flow, start: int, end: int) -> PrintedAttendance | None:
    state = _STATE.search(flow.folded, start, end)
    if state is None or state.start() - start < 3:
        return None
    linked = _HOLDER.search(flow.folded, state.start(), end)
    rest = flow.folded[state.end() : linked.start() if linked else end].strip(" .,;:()|-")
    if rest not in _BEFORE_HOLDER:
        return None  # "M. ROUX présente le budget"
    printed = flow.text[start : state.start()].rstrip(" :–—-|.,;(")
    entries, stop = parse_names(printed, fold(printed), 0, len(printed), one_person=True)
    if len(entries) != 1 or stop < len(printed) - 1 or entries[0].link:
        return None
    holder = read_name(flow.text[linked.end() : end]) if linked else None
    status = Status.REPRESENTED if holder else next(Status(name) for name, found in state.groupdict().items() if found)
    return PrintedAttendance(entries[0].name, status, flow.place(start, end), holder)


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
