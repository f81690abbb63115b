"""Headers, footers and page numbers: recognised by repetition and place, and kept out of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from transforms.model import Line, Page
from transforms.text import fold, squeeze

EDGE: Final = 4  # lines at the top and the bottom of a page in which furniture stands
SHARE: Final = 0.5  # a line on this share of the pages, page numbers aside, is furniture
FEW_PAGES: Final = 4  # in a document of fewer, a title may stand twice by chance: in the agenda and over its item

# What ends many a page and is no furniture: "Vote : pour à l'unanimité", "Approuvée".
_DECIDES = re.compile(
    r"UNANIM|\bVOTES?\b|ABSTENTION|MAJORITE|\b(?:ADOPT|APPROUV|ACCEPT|REJET|AJOURN|RETIR)E|\bACTE\b|\bVOIX\b|\bDELIBERE\b"
)
_PAGE_NUMBER = re.compile(
    r"(?:(?:PAGES?|P\.?|FOLIO)\s?(?:N°\s?)?)?-?\s?(?!(?:19|20)\d\d$)\d{1,4}\s?-?(?:\s?(?:/|SUR|DE)\s?\d{1,4})?"  # a year may end a title
)
_FIGURES = re.compile(r"\d+")

Seen = tuple[int, tuple[str, ...]]  # a page's number and the figures of a line there


def body_lines(pages: Sequence[Page]) -> tuple[Line, ...]:
    """The lines of all pages without furniture. The first page keeps its header, which may be the only place of a date.

    A line counts as furniture where it stands in the same place at the top or the bottom of at least half of the pages (of every page
    after the first where there are two or three, of three at the least where there are more) with the same figures or with figures that
    count the pages, or is a bare page number there. "N° 2024-031" over one extract and "N° 2024-034" over the next are no furniture, nor
    are the words of a decision.
    """
    edges = [[(at, line, fold(squeeze(line.text))) for at, line in _edge(page)] for page in pages]
    seen: dict[tuple[str, int], list[Seen]] = defaultdict(list)
    for page, edge in zip(pages, edges, strict=True):
        for at, _, folded in edge:
            shape, figures = _FIGURES.sub("#", folded), tuple(_FIGURES.findall(folded))
            for near in (at - 1, at, at + 1):
                seen[shape, near].append((page.number, figures))
    furniture = {shape for (shape, _), places in seen.items() if shape and _is_on_enough(places, pages) and _counts_pages(places)}
    kept: list[Line] = []
    for index, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        left_out = {
            line.number
            for _, line, folded in edge
            if _PAGE_NUMBER.fullmatch(folded) or (index > 0 and _FIGURES.sub("#", folded) in furniture and not _DECIDES.search(folded))
        }
        kept.extend(line for line in page.lines if line.number not in left_out)
    return tuple(kept)


def _is_on_enough(places: Sequence[Seen], pages: Sequence[Page]) -> bool:
    found = {page for page, _ in places}
    if len(pages) < FEW_PAGES:
        return len(found) > 1 and found.issuperset(page.number for page in pages[1:])
    return len(found) >= max(FEW_PAGES - 1, SHARE * len(pages))


def _counts_pages(places: Sequence[Seen]) -> bool:
    """Whether each figure of a repeated line is the same on every page or grows by one with the pages."""
    first_page, first = places[0]
    return all(
        len({figures[at] for _, figures in places}) == 1
        or all(len(figures[at]) < 10 and int(figures[at]) - page == int(first[at]) - first_page for page, figures in places)
        for at in range(len(first))
    )


def _edge(page: Page) -> Iterator[tuple[int, Line]]:
    """The first and last lines of a page with their places: 0, 1, … from the top and -10, -11, … from the bottom."""
    for at, line in enumerate(page.lines[:EDGE]):
        yield at, line
    for at, line in enumerate(page.lines[: -EDGE - 1 : -1]):
        yield -10 - at, line
