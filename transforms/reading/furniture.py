"""Headers, footers and page numbers: recognised by repetition and place, and kept out of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, takewhile
from typing import Final

from transforms.model import Line, Page
from transforms.text import fold, squeeze

EDGE: Final = 4  # lines at the top and the bottom of a page in which furniture stands
SHARE: Final = 0.5  # a line on this share of the pages, page numbers aside, is furniture
HEAD: Final = 30  # lines of a scanned page in which a form's margin is looked for
LEAST_HEAD: Final = 6  # lines of such a margin that two pages have in common
MARGIN: Final = 45  # letters in its longest line
ALIKE: Final = 0.7  # share of its lines, and of the letters of one, that the two have in common: recognition garbles them
FEW_PAGES: Final = 4  # in a document of fewer, a title may stand twice by chance: in the agenda and over its item

# What ends many a page and is no furniture: "Vote : pour à l'unanimité", "Contre : 0", "Approuvée".
_DECIDES = re.compile(
    r"UNANIM|ABSTENTION|MAJORITE|\b(?:POUR|CONTRE)\s?:|\b(?:(?:ADOPT|APPROUV|ACCEPT|REJET|AJOURN|RETIR)E|VOTES?\b|ACTE\b|VOIX\b|DELIBERE\b)"
)
_PAGE_NUMBER = re.compile(
    r"(?:(?:PAGES?|P\.?|FOLIO)\s?(?:N°\s?)?)?-?\s?(?!(?:19|20)\d\d(?:$|\s?/))\d{1,4}\s?-?(?:\s?(?:/|SUR|DE)\s?(?!20\d\d$)\d{1,4})?"
    # a year may end a title, and "2024/31" or "31/2024" may number an act
)
_COUNTS = re.compile(r"\b(?:EXERCICE|FONCTION|PRESENTS?|VOTANTS?|ABSENTS?|EXCUSES?|REPRESENTES?|POUVOIRS?|PROCURATIONS?)(?:\(S\))?$")
_FIGURES = re.compile(r"\d+")
_OPENS = re.compile(r"L'AN\s|(?:ETAI(?:EN)?T\s+)?(?:PRESENT|ABSENT|EXCUSE)E?S?\b|LE\s+CONSEIL\b|OBJET\s*:\s*\w|DELIBERATION\s+N")


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    """A line at the top or the bottom of a page: its place there, its words with the figures masked, and the figures."""

    page: int
    number: int
    at: int  # 0, 1, … from the top and -10, -11, … from the bottom
    shape: str
    figures: tuple[str, ...]
    is_page_number: bool
    decides: bool

    def is_furniture(self, repeated: Collection[str]) -> bool:
        return self.is_page_number or (self.shape in repeated and not self.decides)


def body_lines(pages: Sequence[Page]) -> tuple[Line, ...]:
    """The lines of all pages without furniture. The first page keeps its header, which may be the only place of a date.

    Furniture stands in the same place at the top or the bottom of at least half of the pages (of every page after the first where there
    are two or three, of three at the least where there are more) with the same figures or with figures that count the pages, or is a bare
    page number there; nothing else stands between it and the edge. "N° 2024-031" over one extract and "N° 2024-034" over the next are no
    furniture, nor are the words of a decision.
    """
    edges = [[_top(page), _bottom(page)] for page in pages]
    numbers = [page.number for page in pages]
    repeated = _repeated(edges, numbers)
    while True:
        edges[1:] = [[_outermost(edge, repeated) for edge in both] for both in edges[1:]]
        still = _repeated(edges, numbers)
        if still == repeated:
            break
        repeated = still
    furniture = {(line.page, line.number) for both in edges[1:] for edge in both for line in edge if line.is_furniture(repeated)}
    if edges:
        bare = [line for edge in edges[0] for line in edge if line.is_page_number]
        furniture |= {(line.page, line.number) for line in bare if not _is_counted(pages[0], line.number)}
    furniture |= _scanned_margins(pages)
    return tuple(line for page in pages for line in page.lines if (line.page, line.number) not in furniture)


def _is_counted(page: Page, number: int) -> bool:
    """Whether the line before a bare figure is the label of a total: "en exercice / 15 / présents / 12" in the margin."""
    before = [line.text for line in page.lines if line.number < number and line.text.strip()]
    return bool(before) and _COUNTS.search(fold(before[-1]).rstrip(" :")) is not None


def _top(page: Page) -> list[_EdgeLine]:
    return [_edge_line(line, at) for at, line in enumerate(page.lines[:EDGE])]


def _bottom(page: Page) -> list[_EdgeLine]:
    return [_edge_line(line, -10 - at) for at, line in enumerate(page.lines[: -EDGE - 1 : -1])]


def _edge_line(line: Line, at: int) -> _EdgeLine:
    folded = fold(squeeze(line.text))
    return _EdgeLine(
        page=line.page,
        number=line.number,
        at=at,
        shape=_FIGURES.sub("#", folded),
        figures=tuple(_FIGURES.findall(folded)),
        is_page_number=_PAGE_NUMBER.fullmatch(folded) is not None,
        decides=_DECIDES.search(folded) is not None,
    )


def _outermost(edge: list[_EdgeLine], repeated: Collection[str]) -> list[_EdgeLine]:
    """The lines from the edge of the page up to the first that is no furniture."""
    return list(takewhile(lambda line: not line.shape or line.is_furniture(repeated), edge))


# --- forms whose margin stands on every scanned page


def _scanned_margins(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """The lines of the margin that a form prints on each page, where they were recognised before the text and seldom twice alike.

    "Nombre de membres / en exercice : 11 / … / Date de la convocation : / 5 juin 2023 / 2/6" becomes "en exercice : il" on the next page.
    """
    heads = [[line for line in page.lines[:HEAD] if line.text] for page in pages if page.confidences]
    found: set[tuple[int, int]] = set()
    for index in range(1, len(heads)):
        margins = [_margin(heads[index], heads[other]) for other in {0, max(index - 2, 0), index - 1}]
        found |= {(line.page, line.number) for line in max(margins, key=len)}
    return found


def _margin(head: Sequence[Line], other: Sequence[Line]) -> list[Line]:
    """The first lines of a page as far as another page begins with nearly the same."""
    head, other = list(takewhile(_may_be_margin, head)), list(takewhile(_may_be_margin, other))
    here, there = [_letters(line) for line in head], [_letters(line) for line in other]
    pairs: list[tuple[int, int]] = []
    for index, letters in enumerate(here):
        after = pairs[-1][1] + 1 if pairs else 0
        twin = next((at for at in range(after, min(after + 4, len(there))) if _is_alike(letters, there[at])), None)
        if twin is not None:
            pairs.append((index, twin))
    while pairs and len(pairs) < ALIKE * (pairs[-1][0] + 1):
        pairs.pop()
    if len(pairs) < LEAST_HEAD:
        return []
    alike = dict(pairs)
    return [
        line
        for index, line in enumerate(head[: pairs[-1][0] + 1])
        if not _DECIDES.search(fold(line.text)) and (index not in alike or _has_figures_of(line, other[alike[index]]))
    ]


def _may_be_margin(line: Line) -> bool:
    return len(line.text) <= MARGIN and not _OPENS.match(fold(line.text))


def _letters(line: Line) -> str:
    """Letters and figures of a line, one sign for any page number."""
    folded = fold(line.text)
    return "#" if _PAGE_NUMBER.fullmatch(folded) else "".join(filter(str.isalnum, folded))


def _is_alike(one: str, other: str) -> bool:
    return one == other or (bool(one and other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE)


def _has_figures_of(line: Line, other: Line) -> bool:
    """Whether a line counts the same as its like, or one of the two was not recognised as a figure."""
    one, two = _FIGURES.findall(line.text), _FIGURES.findall(other.text)
    return one == two or len(one) != len(two) or _PAGE_NUMBER.fullmatch(fold(line.text)) is not None


def _repeated(edges: Sequence[Sequence[Sequence[_EdgeLine]]], pages: Sequence[int]) -> set[str]:
    """The shapes that stand in the same place, give or take a line, on enough pages."""
    seen: dict[tuple[str, int], list[_EdgeLine]] = defaultdict(list)
    for both in edges:
        for line in chain.from_iterable(both):
            for near in (line.at - 1, line.at, line.at + 1):
                seen[line.shape, near].append(line)
    return {shape for (shape, _), lines in seen.items() if shape and _is_on_enough(lines, pages) and _counts_pages(lines)}


def _is_on_enough(lines: Sequence[_EdgeLine], pages: Sequence[int]) -> bool:
    found = {line.page for line in lines}
    if len(pages) < FEW_PAGES:
        return len(found) > 1 and found.issuperset(pages[1:])
    return len(found) >= max(FEW_PAGES - 1, SHARE * len(pages))


def _counts_pages(lines: Sequence[_EdgeLine]) -> bool:
    """Whether each figure of a repeated line is the same on every page or grows by one with the pages."""
    first = lines[0]
    return all(
        len({line.figures[at] for line in lines}) == 1
        or all(len(line.figures[at]) < 10 and int(line.figures[at]) - line.page == int(first.figures[at]) - first.page for line in lines)
        for at in range(len(first.figures))
    )
