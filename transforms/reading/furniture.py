"""Headers, footers and page numbers: recognised by repetition and place, and kept out of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from transforms.model import Line, Page
from transforms.text import fold, squeeze

EDGE: Final = 4  # lines at the top and the bottom of a page in which furniture stands
SHARE: Final = 0.5  # a line on this share of the pages, figures aside, is furniture

# What ends many a page and is no furniture: "Vote : pour à l'unanimité".
_DECIDES = re.compile(r"UNANIM|\bVOTES?\b|ABSTENTION|MAJORITE|\bADOPTE|\bVOIX\b|\bDELIBERE\b")
_PAGE_NUMBER = re.compile(r"(?:(?:PAGES?|P\.?|FOLIO)\s*(?:N°\s*)?)?-?\s*\d{1,4}\s*-?(?:\s*(?:/|SUR|DE)\s*\d{1,4})?")


def _shape(text: str) -> str:
    """The line with its figures masked, so that "Page 3 / 9" and "Page 4 / 9" are one."""
    return re.sub(r"\d+", "#", fold(squeeze(text)))


def body_lines(pages: Sequence[Page]) -> tuple[Line, ...]:
    """The lines of all pages without furniture. The first page keeps its header, which may be the only place of a date.

    A line counts as furniture where it stands among the first or last lines of at least half of the pages (two at the least, three of
    four and more), or is a bare page number there. The words of a decision never count.
    """
    edges = Counter(shape for page in pages for shape in {_shape(line.text) for line in _edge(page)})
    needed = max(2 if len(pages) < 4 else 3, SHARE * len(pages))
    furniture = {shape for shape, count in edges.items() if count >= needed and shape}
    kept: list[Line] = []
    for index, page in enumerate(pages):
        edge = {line.number for line in _edge(page)}
        for line in page.lines:
            if line.number in edge:
                folded = fold(squeeze(line.text))
                if _PAGE_NUMBER.fullmatch(folded):
                    continue
                if index > 0 and _shape(line.text) in furniture and not _DECIDES.search(folded):
                    continue
            kept.append(line)
    return tuple(kept)


def _edge(page: Page) -> tuple[Line, ...]:
    lines = page.lines
    return lines if len(lines) <= 2 * EDGE else (*lines[:EDGE], *lines[-EDGE:])
