"""Phrases of folded text, found by their first letters.

The expressions that make out a decision or a heading begin with a word's edge or a choice of words, so ``re`` tries them at every sign of
a text, and some thirty of them go through each document. But their forms begin with few letters ("UNA", "VOT", "A L"), which one set of
signs rules out nearly everywhere, several times faster; and each of many a form holds a rare word ("PREPONDERANTE"), without which a
text need not be gone through at all.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import _constants as code  # type: ignore[attr-defined]  # what ``re`` itself takes an expression apart with, so that no form is
from re import _parser as parser  # type: ignore[attr-defined]  # missed when the lexicon grows
from typing import Any, Final

HEAD: Final = 3  # letters: with two more places are tried, with four finding them takes as long as trying them

SHORTEST: Final = 4  # letters of a word that tells: shorter ones stand in every text
MOST: Final = 24  # such words of one expression: looking for more takes as long as trying it

_EDGES: Final = {code.AT_BOUNDARY: r"\b", code.AT_BEGINNING: "(?m:^)", code.AT_BEGINNING_STRING: "(?m:^)"}
_CATEGORIES: Final = {code.CATEGORY_DIGIT: r"\d", code.CATEGORY_SPACE: r"\s", code.CATEGORY_WORD: r"\w"}


class Phrase:
    """An expression whose every form begins with known signs; it finds what ``re`` finds, at once where there is nothing to find."""

    __slots__ = ("_heads", "_needed", "pattern")

    def __init__(self, expression: str, flags: int = 0) -> None:
        """Raises ValueError where a form can begin with nothing or with any sign."""
        self.pattern = re.compile(expression, flags)
        parsed = parser.parse(expression, flags)
        self._heads = re.compile(_any_of(_heads_of(parsed)))
        needed = _needed(parsed)
        self._needed = tuple(sorted(needed)) if _telling(needed) >= (SHORTEST, -MOST) else ()

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        if self._needed and not any(text.find(word, start, end) >= 0 for word in self._needed):
            return
        match, reached = self.pattern.match, start
        for head in self._heads.finditer(text, start, end):
            at = head.start()
            if at >= reached and (found := match(text, at, end)):
                yield found
                reached = found.end()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return next(self.finditer(text, start, end), None)


@dataclass(frozen=True, slots=True)
class _Head:
    """How a form begins: behind which edge, and with which signs, each a letter or a set."""

    edge: str = ""
    signs: tuple[str, ...] = ()
    is_open: bool = True  # what follows in the expression follows it too

    def then(self, other: _Head) -> _Head:
        signs = (self.signs + other.signs)[:HEAD]
        return _Head(self.edge or ("" if self.signs else other.edge), signs, other.is_open and len(signs) < HEAD)


def _heads_of(parsed: Iterable[tuple[Any, Any]]) -> set[_Head]:
    """The beginnings of an expression; one without signs where it can begin with anything."""
    done: set[_Head] = set()
    growing = {_Head()}
    for operation, value in parsed:
        longer = {head.then(other) for head in growing for other in _heads_of_one(operation, value)}
        growing = {head for head in longer if head.is_open}
        done |= longer - growing
        if not growing:
            break
    return done | growing


def _heads_of_one(operation: Any, value: Any) -> set[_Head]:
    if operation is code.LITERAL:
        return {_Head(signs=(re.escape(chr(value)),))}
    if operation is code.IN:
        return {_set_of(value)}
    if operation is code.AT:
        return {_Head(_EDGES.get(value, ""))}
    if operation in (code.ASSERT, code.ASSERT_NOT):
        return {_Head()}
    if operation is code.SUBPATTERN:
        return _heads_of(value[-1])
    if operation is code.BRANCH:
        return set().union(*map(_heads_of, value[1]))
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, body = value
        once = {_Head(head.edge, head.signs, head.is_open and most == 1) for head in _heads_of(body)}
        return once if least else once | {_Head()}
    return {_Head(is_open=False)}


def _set_of(members: Iterable[tuple[Any, Any]]) -> _Head:
    signs = []
    for operation, value in members:
        if operation is code.LITERAL:
            signs.append(re.escape(chr(value)))
        elif operation is code.RANGE:
            signs.append("-".join(re.escape(chr(bound)) for bound in value))
        elif operation is code.CATEGORY and value in _CATEGORIES:
            signs.append(_CATEGORIES[value])
        else:
            return _Head(is_open=False)  # all signs but some
    return _Head(signs=(f"[{''.join(signs)}]",))


def _any_of(heads: Iterable[_Head]) -> str:
    """The expression that matches the first sign of each head: first that sign as one of a set, then, looking back, the whole of it."""
    by_edge: dict[str, set[str]] = {}
    for head in heads:
        if not head.signs:
            raise ValueError("A form begins with nothing, or with any sign.")
        by_edge.setdefault(head.edge, set()).add("".join(head.signs))
    firsts = "".join(sorted({first[1:-1] if (first := head.signs[0])[0] == "[" else first for head in heads}))
    wholes = "|".join(f"{edge}(?:{'|'.join(sorted(forms))})" for edge, forms in sorted(by_edge.items()))
    return f"[{firsts}](?<=(?={wholes})(?s:.))"


def _needed(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Strings of which every form holds at least one, the most telling such set; empty where there is none."""
    found, run = [frozenset[str]()], ""
    for operation, value in parsed:
        if operation is code.LITERAL:
            run += chr(value)
            continue
        found.append(frozenset({run}))
        run = ""
        if operation is code.SUBPATTERN:
            found.append(_needed(value[-1]))
        elif operation is code.BRANCH:
            each = [_needed(branch) for branch in value[1]]
            found.append(frozenset().union(*each) if all(each) else frozenset())
        elif operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT) and value[0]:
            found.append(_needed(value[2]))
    return max(*found, frozenset({run}), key=_telling)


def _telling(strings: frozenset[str]) -> tuple[int, int]:
    """How seldom one of them stands in a text: by the letters of the shortest, then by their number."""
    return min(map(len, strings), default=0), -len(strings)
