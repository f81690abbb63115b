"""Several sittings, or several extracts of one sitting, in one file.

A file may bind the extracts of an evening together, each with its own opening, or the minutes of a year. A new opening counts only where
a roll call follows it: a page header that repeats a date opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from transforms.model import Certainty, Page, PrintedDeliberation, PrintedDocument
from transforms.reading.dates import find_dates
from transforms.reading.flow import Flow
from transforms.reading.roll_call import read_roll_call
from transforms.text import words

TOP: Final = 14  # lines at the top of a page in which a title stands
SAME: Final = 1800  # characters within which a title and "L'an … le …" are one opening
NEAR: Final = 6000  # characters behind an opening within which its roll call begins

_TITLE = re.compile(
    r"[^\S\n]*(?:EXTRAIT\s+(?:DU\s+REGISTRE|DES?\s+(?:REGISTRE|DELIBERATION|PROCES))|PROCES[\s-]*VERBAL|COMPTE[\s-]*RENDU|"
    r"(?:SEANCE|REUNION)\s+(?:ORDINAIRE\s+|PUBLIQUE\s+|EXTRAORDINAIRE\s+)?DU\b|CONSEIL\s+(?:MUNICIPAL|COMMUNAUTAIRE)\s+DU\b)"
)
_YEAR_SENTENCE = re.compile(r"L'AN(?<![A-Z]L'AN)\s+(?:DEUX\s+MIL|\d{4})")  # letters first: ``re`` looks for them at once


def openings(pages: Sequence[Page]) -> list[tuple[Page, ...]]:
    """The parts of a file, each with an opening and a roll call of its own; all pages in one where there is only one.

    A page on which a part ends and another begins comes in both, with its own lines in each.
    """
    flow = Flow.of(line for page in pages for line in page.lines)
    starts = [start for start in _starts(flow) if start > SAME or flow.lines[flow.line_index(start)].page > pages[0].number]
    if not starts:
        return [tuple(pages)]
    parts: list[list[int]] = []  # first and last line of each
    opened = False  # a roll call stands in what was parted off
    for first, last in pairwise([0, *(flow.line_index(start) for start in starts), len(flow.lines)]):
        if last <= first:
            continue
        has_roll_call = _has_roll_call(Flow(flow.lines[first:last]))
        if parts and not (has_roll_call and opened):
            parts[-1][1] = last  # the opening itself, where all that stands before it is a cover
        else:
            parts.append([first, last])
        opened = opened or has_roll_call
    if len(parts) == 1:
        return [tuple(pages)]
    engines = {page.number: page.engine for page in pages}
    return [
        tuple(Page(number, engines[number], tuple(lines)) for number, lines in groupby(flow.lines[first:last], key=lambda line: line.page))
        for first, last in parts
    ]


def _starts(flow: Flow) -> Iterator[int]:
    """Offsets of the lines with which a page opens a sitting or an extract, openings close together once."""
    found: list[int] = []
    top = 0
    for index, line in enumerate(flow.lines):
        if index and line.page != flow.lines[index - 1].page:
            top = index
        if index - top < TOP and _TITLE.match(flow.folded, flow.starts[index]):
            found.append(flow.starts[top])
    found.extend(flow.starts[flow.line_index(match.start())] for match in _YEAR_SENTENCE.finditer(flow.folded))
    last = -SAME - 1
    for start in sorted(found):
        if start - last > SAME or _dated_otherwise(flow, last, start):
            yield start
            last = start


def _dated_otherwise(flow: Flow, one: int, other: int) -> bool:
    """Whether two openings close together are of two short documents: a page lies between them and each prints a date of its own."""
    if one < 0 or flow.lines[flow.line_index(one)].page == flow.lines[flow.line_index(other)].page:
        return False
    first = {found.date for found in find_dates(flow.folded, one, other) if found.date}
    second = {found.date for found in find_dates(flow.folded, other, min(len(flow.text), other + SAME)) if found.date}
    return bool(first) and bool(second)


def _has_roll_call(part: Flow) -> bool:
    roll_call = read_roll_call(part)
    return bool(roll_call.attendance) and roll_call.start < NEAR


def joined(documents: Sequence[PrintedDocument]) -> tuple[PrintedDocument, ...]:
    """One document a sitting: parts of one date become one, in printed order; ``part`` counts where there are several sittings."""
    sittings: list[PrintedDocument] = []
    for document in documents:
        if sittings and document.session.date is not None and sittings[-1].session.date == document.session.date:
            sittings[-1] = _together(sittings[-1], document)
        else:
            sittings.append(document)
    if len(sittings) == 1:
        return tuple(sittings)
    named = next((document for document in sittings if document.council), sittings[0])
    return tuple(
        replace(
            document,
            part=number,
            council=document.council or named.council,
            council_kind=document.council_kind or named.council_kind,
            council_place=document.council_place or named.council_place,
        )
        for number, document in enumerate(sittings, start=1)
    )


def _together(one: PrintedDocument, other: PrintedDocument) -> PrintedDocument:
    """Two parts of one sitting. The first roll call is the opening's; an item under another one is doubtful."""
    shift = len(one.deliberations)
    doubt = None if not other.attendance or _states(one) == _states(other) else "its own roll call differs from the first of the file"
    moved = tuple(
        replace(change, from_position=change.from_position and change.from_position + shift)
        for change in other.changes
        if not any(set(words(change.name.text)) == set(words(c.name.text)) and change.event is c.event for c in one.changes)
    )
    return replace(
        one,
        changes=one.changes + moved,
        deliberations=one.deliberations + tuple(_renumbered(item, shift, doubt) for item in other.deliberations),
        receipts=one.receipts + other.receipts,
        mandates=one.mandates + other.mandates,
    )


def _renumbered(item: PrintedDeliberation, shift: int, doubt: str | None) -> PrintedDeliberation:
    item = replace(item, position=item.position + shift)
    return item if doubt is None or item.doubt else replace(item, certainty=Certainty.DOUBTFUL, doubt=doubt)


def _states(document: PrintedDocument) -> set[tuple[str, str]]:
    return {("-".join(sorted(words(row.name.text))), row.status.value) for row in document.attendance}
