"""Phrases of folded text, found by their first letters.

The expressions that make out a decision or a heading begin with a word's edge or a choice of words, so ``re`` tries them at every sign of
a text, and some hundred of them go through each document. But their forms begin with few letters ("UNANIM", "VOTE", "A L"). The places of
all beginnings of all phrases are found at once, in one go through a text (Aho and Corasick's automaton), and an expression is tried only
where one of its own stands.
"""

from __future__ import annotations

import codecs
import re
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from re import _constants as code  # type: ignore[attr-defined]  # what ``re`` itself takes an expression apart with, so that no form is
from re import _parser as parser  # type: ignore[attr-defined]  # missed when the lexicon grows
from typing import Any, Final, NamedTuple

from ahocorasick_rs import BytesAhoCorasick

AHEAD: Final = 1  # how ``re`` marks a look ahead
HEAD: Final = 5  # signs of a beginning at most: longer ones rule out little more and take time to make out
ENOUGH: Final = 3  # signs with which a beginning may end where all that can follow is much
MOST: Final = 400  # beginnings of a part of an expression; where there are more they are cut short
FEW: Final = 4  # beginnings of what is repeated that are followed into its second repetition
SHORT: Final = 400  # signs of a text, a line or a title: of these more are remembered

_ENCODING: Final = "latin-1"  # one byte a sign, so that places are the text's
_PHRASES: Final = "registre.phrases"  # the name of how it makes stand-ins of other signs
_OTHER: Final = "?"  # what all signs beyond it are made into
_BLANK: Final = " "  # … and all white space
_WESTERN: Final = tuple(map(chr, range(256)))
_MADE: Final = bytes(ord(_BLANK if sign.isspace() else sign) for sign in _WESTERN)
_CATEGORIES: Final = {code.CATEGORY_DIGIT: frozenset(filter(str.isdecimal, _WESTERN)) | {_OTHER}, code.CATEGORY_SPACE: frozenset(_BLANK)}
_NO_NEWLINE: Final = [(code.NEGATE, None), (code.CATEGORY, code.CATEGORY_NOT_SPACE), (code.LITERAL, ord("\n"))]  # "[^\\S\\n]", a blank


class _Head(NamedTuple):
    """How a form begins."""

    signs: str
    is_line: bool = False  # it stands at the beginning of a line
    is_open: bool = True  # what follows in the expression follows it too


_known: dict[str, int] = {}  # the beginnings of all phrases that there are, numbered


class Phrase:
    """An expression whose every form begins with known signs; it finds what ``re`` finds, trying it only where one of them stands."""

    __slots__ = ("_heads", "_heads_of_lines", "pattern")

    def __init__(self, expression: str, flags: int = 0) -> None:
        """Raises ValueError where a form can begin with nothing or with any sign."""
        self.pattern = re.compile(expression, flags)
        parsed = parser.parse(expression, flags)
        heads = {head._replace(is_open=False) for head in _heads_of(parsed)}
        if parsed.getwidth()[0] == 0 or not all(head.signs for head in heads):
            raise ValueError("A form begins with nothing, or with any sign.")
        self._heads, self._heads_of_lines = (
            frozenset(
                _known.setdefault(head.signs, len(_known))
                for head in sorted(heads)
                if head.is_line is at_line and not _is_held(head, heads)
            )
            for at_line in (False, True)
        )

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        match = self.pattern.match
        for at in self.places(text, start, end):
            if at >= start and (found := match(text, at, end)):
                yield found
                start = found.end()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return next(self.finditer(text, start, end), None)

    def places(self, text: str, start: int, end: int) -> Sequence[int]:
        """Where in ``text[start:end]`` it may be found, in order."""
        found, of_phrases = (_found_in if len(text) < SHORT else _found_in_long)(text, len(_known))
        places = of_phrases.get(self)
        if places is None:
            all_places = {place for head in self._heads.intersection(found) for place in found[head]}
            for head in self._heads_of_lines.intersection(found):
                all_places.update(place for place in found[head] if place == 0 or text[place - 1] == "\n")
            places = of_phrases[self] = sorted(all_places)
        return places[bisect_left(places, start) : bisect_left(places, end)] if places else places


def _find(text: str, known: int) -> tuple[Mapping[int, Sequence[int]], dict[Phrase, Sequence[int]]]:
    """The places of each of the known beginnings in a text, by its number; and room for those of each phrase."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for head, place, _ in _automaton(known).find_matches_as_indexes(_made(text), overlapping=True):
        found[head].append(place)
    return found, {}


_found_in = lru_cache(maxsize=64)(_find)
_found_in_long = lru_cache(maxsize=4)(_find)


@lru_cache(maxsize=1)
def _automaton(known: int) -> BytesAhoCorasick:
    """What finds all of the ``known`` beginnings."""
    return BytesAhoCorasick([head.encode(_ENCODING) for head in islice(_known, known)])


def _made(text: str) -> bytes:
    """A text, or a sign of an expression, as it is gone through: a byte a sign."""
    return text.encode(_ENCODING, _PHRASES).translate(_MADE)


def _stand_ins(error: UnicodeError) -> tuple[str, int]:
    """What the signs that the encoding has not are made into."""
    assert isinstance(error, UnicodeEncodeError)
    return "".join(_BLANK if sign.isspace() else _OTHER for sign in error.object[error.start : error.end]), error.end


codecs.register_error(_PHRASES, _stand_ins)


def _is_held(head: _Head, heads: set[_Head]) -> bool:
    """Whether another head stands wherever this one does."""
    return any(
        _Head(head.signs[:length], is_line, is_open=False) in heads
        for is_line in (False, True)[: head.is_line + 1]
        for length in range(1, len(head.signs) + (head.is_line and not is_line))
    )


def _heads_of(parsed: Iterable[tuple[Any, Any]]) -> set[_Head]:
    """The beginnings of an expression; one without signs where it can begin with anything."""
    done: set[_Head] = set()
    growing = {_Head("")}
    firsts: set[str] = set()  # the signs that a look ahead asks for
    for operation, value in parsed:
        if operation is code.ASSERT and value[0] == AHEAD and growing == {_Head("")} and not done:
            firsts = {head.signs[:1] for head in _heads_of(value[1])}
        then = _heads_of_one(operation, value)
        if len(growing) * len(then) > MOST:
            done |= {head._replace(is_open=False) for head in growing if len(head.signs) >= ENOUGH}
            growing = {head for head in growing if len(head.signs) < ENOUGH}
        longer = _cut({_joined(head, other) for head in growing for other in then})
        growing = {head for head in longer if head.is_open}
        done |= longer - growing
        if not growing:
            break
    return _beginning(done | growing, firsts)


def _beginning(heads: set[_Head], firsts: set[str]) -> set[_Head]:
    """Those of the heads that begin with one of ``firsts``, where there are any."""
    if not firsts or "" in firsts:
        return heads
    of_any = {_Head(first, head.is_line, is_open=False) for head in heads if not head.signs for first in firsts}
    return {head for head in heads if head.signs[:1] in firsts} | of_any


def _cut(heads: set[_Head]) -> set[_Head]:
    """The heads, cut short where they are too many."""
    for length in range(HEAD, 1, -1):
        if len(heads) <= MOST:
            break
        heads = {head if len(head.signs) < length else _Head(head.signs[: length - 1], head.is_line, is_open=False) for head in heads}
    return heads


def _joined(head: _Head, other: _Head) -> _Head:
    signs = (head.signs + other.signs)[:HEAD]
    return _Head(signs, head.is_line or (other.is_line and not head.signs), other.is_open and len(signs) < HEAD)


def _heads_of_one(operation: Any, value: Any) -> set[_Head]:
    if operation is code.LITERAL:
        return {_Head(_made(chr(value)).decode(_ENCODING))}
    if operation is code.IN:
        return {_Head(sign) for sign in _signs_of(value)} or {_Head("", is_open=False)}
    if operation is code.AT:
        return {_Head("", is_line=value is code.AT_BEGINNING)}
    if operation in (code.ASSERT, code.ASSERT_NOT):
        return {_Head("")}
    if operation is code.SUBPATTERN:
        return _heads_of(value[-1])
    if operation is code.BRANCH:
        return set().union(*map(_heads_of, value[1]))
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, most, body = value
        once = _heads_of(body)
        if most > 1:
            twice = {_joined(head, other) if head.is_open else head for head in once for other in once} if len(once) <= FEW else once
            once = {*(once if len(once) <= FEW and least <= 1 else ()), *(head._replace(is_open=False) for head in twice)}
        return once if least else once | {_Head("")}
    return {_Head("", is_open=False)}


def _signs_of(members: list[tuple[Any, Any]]) -> frozenset[str]:
    """The signs of a set as they are gone through, none where they are all but some."""
    if members == _NO_NEWLINE:
        return frozenset(_BLANK)
    signs: frozenset[str] = frozenset()
    for operation, value in members:
        if operation is code.LITERAL:
            signs |= {_made(chr(value)).decode(_ENCODING)}
        elif operation is code.RANGE:
            of_range = "".join(map(chr, range(value[0], min(value[1], 255) + 1)))
            signs |= {*_made(of_range).decode(_ENCODING), *(_OTHER + _BLANK if value[1] > 255 else "")}
        elif operation is code.CATEGORY and value in _CATEGORIES:
            signs |= _CATEGORIES[value]
        else:
            return frozenset()
    return signs
