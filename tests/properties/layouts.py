"""Other layouts of the same print: what a printer, a font or a PDF's producer may change without changing what the document says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import Final

from transforms.model import Line, Page, PrintedDocument
from transforms.reading import read
from transforms.reading.furniture import body_lines

Pages = tuple[Page, ...]
Layout = Callable[[Pages, Random], Pages]

FULL_LINE: Final = 0.75  # of the longest line: a line this long may have been broken by the margin

_BREAKABLE = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[a-zà-öø-ÿ])|(?<=[A-ZÀ-ÖØ-Þ])(?=[^\W\d_])")


def rewritten(pages: Sequence[Page], change: Callable[[str], str]) -> Pages:
    """The pages with every line's text changed."""
    return tuple(Page.from_text(page.number, "\n".join(change(line.text) for line in page.lines), page.engine) for page in pages)


def extra_spaces(pages: Pages, random: Random) -> Pages:
    """Several spaces between words and around lines."""

    def change(text: str) -> str:
        spaced = re.sub(" ", lambda _: random.choice([" ", " ", "  ", "    "]), text)
        return random.choice(["", "", "   "]) + spaced + random.choice(["", "", "  "])

    return rewritten(pages, change)


def odd_spaces(pages: Pages, random: Random) -> Pages:
    """No-break, narrow and thin spaces, tabs."""
    return rewritten(pages, lambda text: re.sub(" ", lambda _: random.choice(" \u00a0\u202f\u2009\t"), text))


def soft_hyphens(pages: Pages, random: Random) -> Pages:
    """Marks of where a word may break, in some of its places."""
    return rewritten(pages, lambda text: _BREAKABLE.sub(lambda _: random.choice(["", "", "", "\u00ad"]), text))


def quotes(pages: Pages, random: Random) -> Pages:
    """Straight, curly and slanted apostrophes and quotation marks."""

    def change(text: str) -> str:
        text = re.sub("['’]", lambda _: random.choice("'’‘ʼ´`"), text)
        return re.sub('["“”]', lambda _: random.choice('"“”„'), text)

    return rewritten(pages, change)


def hyphens(pages: Pages, random: Random) -> Pages:
    """The hyphens of Unicode inside words."""
    return rewritten(pages, lambda text: re.sub(r"(?<=\w)[-‐‑](?=\w)", lambda _: random.choice("-‐‑"), text))


def bare_capitals(pages: Pages, random: Random) -> Pages:
    """Capitals without their accents, as typewriters print them: all of them, or those of words in capitals."""
    only_words = random.choice([True, False])

    def bare(match: re.Match[str]) -> str:
        word = match.group()
        if only_words and not word.isupper():
            return word
        return "".join(unicodedata.normalize("NFD", char)[0] if char.isupper() else char for char in word)

    return rewritten(pages, lambda text: re.sub(r"[^\W\d_]+", bare, text))


def page_breaks(pages: Pages, random: Random) -> Pages:
    """The body's lines over as many pages (at least two), each page with the header and footer that it had."""
    body = body_lines(pages)
    cuts = sorted(random.sample(range(1, len(body)), max(len(pages), 2) - 1))
    kept = {(line.page, line.number) for line in body}
    made = []
    for number, (start, end) in enumerate(pairwise([0, *cuts, len(body)]), start=1):
        head, foot = _furniture(pages[number - 1], kept) if number <= len(pages) else ((), ())
        lines = (*head, *body[start:end], *foot)
        made.append(Page.from_text(number, "\n".join(line.text for line in lines), pages[0].engine))
    return tuple(made)


def _furniture(page: Page, kept: set[tuple[int, int]]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines above and below the body of a page."""
    own = [line.number for line in page.lines if (line.page, line.number) in kept]
    first, last = (own[0], own[-1]) if own else (0, 0)
    return tuple(line for line in page.lines if line.number < first), tuple(line for line in page.lines if line.number > last)


def wraps(pages: Pages, random: Random) -> Pages:
    """Running paragraphs wrapped at another width; titles, lists with one entry a line and rows of tables keep their lines."""
    titles = {line for document in read(pages) for item in document.deliberations for line in _lines(document, item.position)}
    longest = max(len(line.text) for page in pages for line in page.lines)
    width = random.randint(int(0.7 * longest), int(1.4 * longest))
    made = []
    for page in pages:
        paragraphs: list[list[str]] = []
        for before, line in zip([None, *page.lines], page.lines, strict=False):
            if before and _runs_on(before, line, longest) and not {(page.number, before.number), (page.number, line.number)} & titles:
                paragraphs[-1].append(line.text)
            else:
                paragraphs.append([line.text])
        lines = [line for parts in paragraphs for line in (_wrapped(" ".join(parts), width) if len(parts) > 1 else parts)]
        made.append(Page.from_text(page.number, "\n".join(lines), page.engine))
    return tuple(made)


def _lines(document: PrintedDocument, position: int) -> list[tuple[int, int]]:
    place = document.deliberations[position - 1].place
    return [(place.page, number) for number in range(place.line_from, place.line_to + 1)]


def _runs_on(before: Line, line: Line, longest: int) -> bool:
    """Whether a full line goes on in the next, in small letters or behind a comma."""
    text = line.text.strip()
    if len(before.text) < FULL_LINE * longest or not text or "|" in before.text + text:
        return False
    return text[0].islower() or (before.text.rstrip()[-1:] in ",;" and text[0].isalpha())


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
