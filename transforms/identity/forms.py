"""A printed name as far as it links, and how near two of them are.

Spelling that means nothing is taken off: accents, capitals, hyphens, spaces, apostrophes, and whether the surname stands first.
Who a form belongs to does not belong here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from transforms.model import NameLink, PrintedName
from transforms.text import fold, words

_MASCULINE = frozenset({"M", "MR", "MONSIEUR", "MESSIEURS"})  # "MM." stands before lists that hold women too
_FEMININE = frozenset({"MME", "MMES", "MADAME", "MESDAMES", "MLLE", "MLLES", "MADEMOISELLE"})
_PARTICLES = frozenset(
    {"LE", "LA", "LES", "DE", "DU", "DES", "D", "L", "EL", "AL", "BEN", "VAN", "VON", "DA", "DI", "DOS", "SAINT", "ST", "SAINTE", "STE"}
)
_ABBREVIATED = re.compile(r"[A-Z]|[A-Z][A-Z]{0,3}\.|(?:[A-Z][A-Z]?\.?-)+[A-Z][A-Z]?\.?|(?:[A-Z]\.){2,3}")  # of a folded word between spaces

# Edits between two names of one person. Of 100 misprinted or misread names nearly all differ in one letter; longer words allow two.
_ONE_EDIT_FROM: Final = 4  # letters of the shorter of the parts that differ
_TWO_EDITS_FROM: Final = 9
_BARE_FROM: Final = 5  # letters of a surname without given name, which has less to tell it by


class Likeness(NamedTuple):
    """How one form may mean the person of another, and the share of letters that agree (0 to 1)."""

    how: NameLink
    score: float


@dataclass(frozen=True, slots=True)
class Form:
    """A printed name's words as they count for linking it."""

    tokens: tuple[str, ...]  # folded words in printed order
    base: str  # the words in lower case, sorted, joined by "-"
    letters: str  # all letters, turned so that order of given name and surname, spaces and hyphens make no difference
    gender: str | None  # "m", "f"
    surname: frozenset[str]  # the words in capitals beside others that are not; empty where the print does not show it
    initials: tuple[str, ...]  # given names cut short: ("J", "P") of "J.-P."
    is_surname_only: bool

    @property
    def is_full(self) -> bool:
        """Whether given name and surname are printed."""
        return not self.is_surname_only and not self.initials

    @property
    def words(self) -> frozenset[str]:
        """The words that are not cut short."""
        return frozenset(self.tokens) - frozenset(self.initials) if self.initials else frozenset(self.tokens)

    @property
    def joined(self) -> str:
        return "".join(self.tokens)

    @property
    def telling_words(self) -> frozenset[str]:
        """The words by which names are compared at all."""
        return frozenset(word for word in self.words if word not in _PARTICLES and len(word) > 2)


@lru_cache(maxsize=65536)
def form_of(name: PrintedName) -> Form:
    """What of a printed name counts for linking it.

    >>> form_of(PrintedName("ROUX Jean-Noël", "M.")).base, form_of(PrintedName("LE GOFF", "Mme")).is_surname_only
    ('jean-noel-roux', True)
    >>> form_of(PrintedName("Jean LE GOFF")).letters == form_of(PrintedName("LEGOFF JEAN")).letters
    True
    """
    pieces = name.text.split()
    tokens = words(name.text)
    initials = tuple(word for piece in pieces if _is_abbreviated(piece) for word in words(piece))
    if len(initials) == len(tokens):
        initials = ()
    capitals = {word for piece in pieces if piece.isupper() and not _is_abbreviated(piece) for word in words(piece)}
    whole = [piece for piece in pieces if words(piece) and not _is_abbreviated(piece)]
    rest = [piece for index, piece in enumerate(whole) if index == len(whole) - 1 or not set(words(piece)) <= _PARTICLES]
    mixed = capitals if len(capitals) < len(set(tokens) - set(initials)) else set()
    return Form(
        tokens=tokens,
        base="-".join(sorted(set(tokens))).lower(),
        letters=_turned("".join(tokens)),
        gender=_gender(name.civility),
        surname=frozenset(mixed),
        initials=initials,
        is_surname_only=len(rest) == 1 and not initials,
    )


def _is_abbreviated(piece: str) -> bool:
    """Whether a word between spaces is a given name cut short: "J.", "J.-P.", "Ph."; a particle is none, nor is "D'"."""
    folded = fold(piece)
    return bool(_ABBREVIATED.fullmatch(folded)) and folded not in _PARTICLES and folded.rstrip(".") not in _PARTICLES - {"D", "L"}


def _turned(letters: str) -> str:
    """The first in alphabetical order of all rotations: those of "JEANROUX" and of "ROUXJEAN" are the same."""
    return min((letters[index:] + letters[:index] for index in range(len(letters))), default="")


def _gender(civility: str | None) -> str | None:
    """The gender that a civility tells; none where it is shared by men and women ("Mmes et MM.")."""
    told = set(words(civility or ""))
    if told & {"ET", "MM", "MS"}:
        return None
    return "m" if told & _MASCULINE else "f" if told & _FEMININE else None


def genders_agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def is_same(one: Form, other: Form) -> bool:
    """Whether two forms differ in nothing that counts."""
    return one.letters == other.letters and one.letters != "" and genders_agree(one.gender, other.gender)


def shortened(short: Form, long: Form) -> Likeness | None:
    """How ``short`` may be short for ``long``: without given name, with initials, or with a part of a double name; else ``None``.

    "M. BERTRAND" is not short for "Bertrand ROBIN", whose surname is printed in capitals.
    """
    if not short.tokens or not genders_agree(short.gender, long.gender) or not _stands_in(short, long):
        return None
    if long.surname and not _telling(long.surname) & _telling(_spelled_as(short, long)):
        return None
    score = round(min(len(short.joined), len(long.joined)) / max(len(short.joined), len(long.joined)), 3)
    how = NameLink.EXACT if short.letters == long.letters else NameLink.INITIAL if short.initials else NameLink.GIVEN_NAME
    return Likeness(how, score)


def _telling(found: Iterable[str]) -> set[str]:
    some = set(found)
    return some - _PARTICLES or some


def _stands_in(short: Form, long: Form) -> bool:
    if long.initials and not short.initials:
        return short.is_surname_only and _has_words(short, long)
    if short.initials:
        rest = [word for word in long.tokens if word not in short.words]
        return _has_words(short, long) and len(short.initials) <= len(rest) and _begin(short.initials, rest)
    return _has_words(short, long)


def _has_words(short: Form, long: Form) -> bool:
    return bool(short.words) and (short.words <= long.words or bool(_run(short, long)))


def _run(short: Form, long: Form) -> tuple[str, ...]:
    """The words of ``long`` next to one another that are those of ``short`` but for spaces: LE GOFF for LEGOFF."""
    wanted = "".join(token for token in short.tokens if token not in short.initials)
    return next((run for run in runs(long.tokens) if "".join(run) == wanted), ())


def runs(tokens: tuple[str, ...]) -> list[tuple[str, ...]]:
    """All words that stand next to one another."""
    return [tokens[start:end] for start in range(len(tokens)) for end in range(start + 1, len(tokens) + 1)]


def _spelled_as(short: Form, long: Form) -> frozenset[str]:
    """The words of the short form as the long one parts them."""
    return short.words if short.words <= long.words else frozenset(_run(short, long))


def _begin(initials: tuple[str, ...], rest: list[str]) -> bool:
    """Whether each initial begins a word of its own, in order."""
    left = iter(rest)
    return all(any(word.startswith(initial) for word in left) for initial in initials)


def is_surname_of(short: Form, long: Form) -> bool:
    """Whether the bare name is all of the surname, not one half of a double one; also where the print does not show it."""
    return not long.surname or _telling(long.surname) <= _telling(_spelled_as(short, long))


def misprinted(one: Form, other: Form) -> Likeness | None:
    """How near one form is to the other where it may be its misprint or misreading; ``None`` beyond the bounds.

    Two full names share a whole word and differ within the rest of it: "Jean ROUSSEL", "Jean ROUSEL".
    """
    if not genders_agree(one.gender, other.gender) or one.letters == other.letters or one.initials or other.initials:
        return None
    if one.is_surname_only or other.is_surname_only:
        return _misprinted_surname(one, other)
    common = Counter(one.tokens) & Counter(other.tokens)
    if not any(word not in _PARTICLES and len(word) > 2 for word in common):
        return None
    first, second = (_without(form.tokens, common) for form in (one, other))
    return _within(first, second, _ONE_EDIT_FROM, len(one.joined), len(other.joined)) if first and second else None


def may_be_feminine(one: Form, other: Form) -> bool:
    """Whether one name may be the feminine of the other ("Michel", "Michèle") and no civilities tell: no misprint then."""
    common = Counter(one.tokens) & Counter(other.tokens)
    short, long = sorted((_without(form.tokens, common) for form in (one, other)), key=len)
    return (one.gender is None or other.gender is None) and long.endswith("E") and long[: len(short) - 1] == short[:-1]


def _misprinted_surname(one: Form, other: Form) -> Likeness | None:
    bare, full = (one, other) if one.is_surname_only else (other, one)
    if not full.is_surname_only:
        surname = "".join(token for token in full.tokens if token in full.surname)
        return _within(bare.joined, surname, _BARE_FROM, len(bare.joined), len(surname)) if surname else None
    return _within(bare.joined, full.joined, _BARE_FROM, len(bare.joined), len(full.joined))


def _without(tokens: tuple[str, ...], common: Counter[str]) -> str:
    left, kept = Counter(common), []
    for token in tokens:
        if left[token]:
            left[token] -= 1
        else:
            kept.append(token)
    return "".join(kept)


def _within(one: str, other: str, least: int, *lengths: int) -> Likeness | None:
    shorter = min(len(one), len(other))
    most = 0 if shorter < least else 1 if shorter < _TWO_EDITS_FROM else 2
    edits = OSA.distance(one, other, score_cutoff=most)
    return Likeness(NameLink.EDIT_DISTANCE, round(1 - edits / max(lengths), 3)) if 0 < edits <= most else None
