"""Headers, footers and page numbers: recognised by repetition and place, and kept out of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from transforms.model import Line, Page
from transforms.text import fold, squeeze

EDGE: Final = 4  # lines at the top and the bottom of a page in which furniture stands
SHARE: Final = 0.5  # a line on this share of the pages, page numbers aside, is furniture

# What ends many a page and is no furniture: "Vote : pour à l'unanimité".
_DECIDES = re.compile(r"UNANIM|\bVOTES?\b|ABSTENTION|MAJORITE|\bADOPTE|\bVOIX\b|\bDELIBERE\b")
_PAGE_NUMBER = re.compile(r"(?:(?:PAGES?|P\.?|FOLIO)\s*(?:N°\s*)?)?-?\s*\d{1,4}\s*-?(?:\s*(?:/|SUR|DE)\s*\d{1,4})?")
_FIGURES = re.compile(r"\d+")

Seen = tuple[int, tuple[int, ...]]  # a page's number and the figures of a line there


def body_lines(pages: Sequence[Page]) -> tuple[Line, ...]:
    """The lines of all pages without furniture. The first page keeps its header, which may be the only place of a date.

    A line counts as furniture where it stands among the first or last lines of at least half of the pages (two at the least, three of
    four and more) with the same figures or with figures that count the pages, or is a bare page number there. "N° 2024-031" over one
    extract and "N° 2024-034" over the next are no furniture, nor are the words of a decision.
    """
    seen: dict[str, list[Seen]] = defaultdict(list)
    for page in pages:
        for shape, figures in {_shape(line.text) for line in _edge(page)}:
            seen[shape].append((page.number, figures))
    needed = max(2 if len(pages) < 4 else 3, SHARE * len(pages))
    furniture = {shape for shape, places in seen.items() if shape and len(places) >= needed and _counts_pages(places)}
    kept: list[Line] = []
    for index, page in enumerate(pages):
        edge = {line.number for line in _edge(page)}
        for line in page.lines:
            if line.number in edge:
                folded = fold(squeeze(line.text))
                if _PAGE_NUMBER.fullmatch(folded):
                    continue
                if index > 0 and _shape(line.text)[0] in furniture and not _DECIDES.search(folded):
                    continue
            kept.append(line)
    return tuple(kept)


def _shape(text: str) -> tuple[str, tuple[int, ...]]:
    """The line with its figures masked, and the figures: "Page 3 / 9" is ("PAGE # / #", (3, 9))."""
    folded = fold(squeeze(text))
    return _FIGURES.sub("#", folded), tuple(int(figure) for figure in _FIGURES.findall(folded))


def _counts_pages(places: Sequence[Seen]) -> bool:
    """Whether each figure of a repeated line is the same on every page or grows by one with the pages."""
    first_page, first = places[0]
    return all(
        len({figures[at] for _, figures in places}) == 1 or all(figures[at] - page == first[at] - first_page for page, figures in places)
        for at in range(len(first))
    )


def _edge(page: Page) -> tuple[Line, ...]:
    lines = page.lines
    return lines if len(lines) <= 2 * EDGE else (*lines[:EDGE], *lines[-EDGE:])
