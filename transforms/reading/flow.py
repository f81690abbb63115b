"""A document's lines as one running text in which every character still knows its page and line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from transforms.model import Line, Place
from transforms.text import INVISIBLE, fold, squeeze

_SOFT_HYPHEN: Final = "\u00ad"
_PARTS_A_WORD = re.compile(r"(?:(?<=[a-zß-öø-ÿœ])\u00ad(?=[a-zß-öø-ÿœ]|\s*$)|(?<=[A-ZÀ-ÖØ-ÞŒ])\u00ad(?=[^\W\d_]|\s*$))", re.M)


_FIGURE = re.compile(r"\d")
_COLON = re.compile(":")
_VARIANTS: Final = dict.fromkeys("‘ʼ´`′", "’") | dict.fromkeys("‐‑", "-")
_VARIANT = re.compile(f"[{''.join(_VARIANTS)}]")
# Some converters lose the typographic apostrophe and leave a blank: "L an deux mille douze", "s est réuni", "à l unanimité".
_LOST = (" l ", " d ", " s ", "\nL an ", " L an ", "L AN ")
_SURELY_LOST = re.compile(
    r"(?<![\w'’.])(?:[lL] an\b|L AN\b|s est\b|n est\b|[dl] une?\b|l (?:ordre|unanimité|article|assemblée|exception)\b)"
)
_BEFORE_VOWEL = re.compile(
    r"(?<![\w'’.])(?:[ldsnjLDSN]|qu)( )(?=[aeiouyhéèêëàâîïôùû]|AN\b|ORDRE\b|UNANIMIT|ARTICLE\b|EXCEPTION|"
    r"A(?:gglo|ssemb|dmin|ction|GGLO|SSEMB|DMIN|CTION))"
)
FEWEST_LOST: Final = 2  # apostrophes that are surely lost, before the others are taken for lost too
# White space other than space and newline, and what is not visible, as one set of signs: the fastest thing to look for.
_ODD = re.compile(f"[\t\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0300-\u036f{INVISIBLE}]")


def _plain(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with every run of white space as one plain space, none at their ends, runs of empty lines as one, no soft hyphens.

    A soft hyphen marks where a word may be parted and is not printed there, but some fonts give their printed hyphen its code
    ("Jean\u00adPaul", "2024\u00ad12"): where one stands in a place where no word can be parted, all of the document's are printed.
    """
    whole = "\n".join(line.text for line in lines)
    if not _ODD.search(whole) and not any(spaces in f"\n{whole}\n" for spaces in ("  ", " \n", "\n ", "\n\n\n")):
        return lines
    is_printed = _SOFT_HYPHEN in whole and whole.count(_SOFT_HYPHEN) > len(_PARTS_A_WORD.findall(whole))
    texts = (_plain_text(line.text, is_printed) for line in lines)
    plain = [line if text == line.text else replace(line, text=text) for line, text in zip(lines, texts, strict=True)]
    return tuple(line for index, line in enumerate(plain) if line.text or not index or plain[index - 1].text)


def _plain_text(text: str, is_printed: bool) -> str:
    if "  " not in text and text.strip() == text and not _ODD.search(text):
        return text
    if _SOFT_HYPHEN in text:
        text = text.replace(_SOFT_HYPHEN, "-") if is_printed else re.sub(r"\u00ad\s*$", "-", text)
    return squeeze(text)


def _with_apostrophes(text: str) -> str:
    """The text with the apostrophes that a converter lost, each in the place of its blank; a name's are left as they are."""
    if not any(sign in text for sign in _LOST) or len(_SURELY_LOST.findall(text)) < FEWEST_LOST:
        return text
    return _BEFORE_VOWEL.sub(lambda match: match.group()[:-1] + "’", text)


@dataclass(frozen=True)
class Flow:
    """Lines joined by one newline each; offsets into ``text`` lead back to lines.

    Readers search ``folded`` (with ``\\s+`` where a line may break) and ask ``place(start, end)`` for where it stands. ``of`` brings
    lines into the one form that readers expect: single plain spaces, no soft hyphens, apostrophes and hyphens of one kind.
    """

    lines: tuple[Line, ...]
    text: str = field(init=False)
    folded: str = field(init=False)  # ``text`` without accents and in upper case, same offsets
    printed: str = field(init=False)  # ``text`` with the apostrophes and hyphens of the print, same offsets
    starts: tuple[int, ...] = field(init=False)  # offset of each line in text

    def __post_init__(self) -> None:
        starts, position = [], 0
        for line in self.lines:
            starts.append(position)
            position += len(line.text) + 1
        object.__setattr__(self, "starts", tuple(starts))
        printed = "\n".join(line.text for line in self.lines)
        object.__setattr__(self, "printed", printed)
        text = _with_apostrophes(_VARIANT.sub(lambda match: _VARIANTS[match.group()], printed))
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "folded", fold(text))

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Flow:
        return cls(_plain(tuple(lines)))

    def line_index(self, offset: int) -> int:
        """The index in ``lines`` of the line that holds the character at ``offset``."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    @cached_property
    def folded_lines(self) -> tuple[str, ...]:
        """Each line as ``folded`` has it."""
        return tuple(self.folded[start : start + len(line.text)] for start, line in zip(self.starts, self.lines, strict=True))

    @cached_property
    def starts_with_figure(self) -> tuple[int, ...]:
        """The offset of each line that holds a figure."""
        return self._starts_with(_FIGURE)

    @cached_property
    def starts_with_colon(self) -> tuple[int, ...]:
        """The offset of each line that holds a colon."""
        return self._starts_with(_COLON)

    def _starts_with(self, sign: re.Pattern[str]) -> tuple[int, ...]:
        ends = (*self.starts[1:], len(self.folded))
        return tuple(start for start, end in zip(self.starts, ends, strict=False) if sign.search(self.folded, start, end))

    def heads(self, pattern: re.Pattern[str], start: int, end: int, among: Sequence[int] | None = None) -> Iterator[re.Match[str]]:
        """As ``pattern.finditer`` on ``folded``, for a pattern that begins with ``^``, which ``re`` tries at every sign.

        It is tried on the lines ``among`` which there may be one, else on all.
        """
        reached = start
        starts = self.starts if among is None else among
        for at in starts[bisect_left(starts, start) : bisect_left(starts, end)]:
            if at >= reached and (match := pattern.match(self.folded, at, end)):
                yield match
                reached = match.end()

    def place(self, start: int, end: int) -> Place:
        """Where ``text[start:end]`` stands: its lines up to the end of the page, or to furniture in their midst, and its words there."""
        while start < end and self.text[start].isspace():
            start += 1
        first = self.line_index(start)
        last = self.line_index(max(end - 1, start))
        last = next((index for index in range(first, last) if self._is_parted(index)), last)
        end = min(end, self.starts[last] + len(self.lines[last].text))
        quote = " ".join(self.printed[start:end].split())
        return Place(self.lines[first].page, self.lines[first].number, self.lines[last].number, quote)

    def _is_parted(self, index: int) -> bool:
        """Whether something else is printed between a line and the next, or a page ends."""
        line, following = self.lines[index], self.lines[index + 1]
        return following.page != line.page or (following.number != line.number + 1 and bool(line.text) and bool(following.text))
