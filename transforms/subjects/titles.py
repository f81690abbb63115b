"""The subject that a title gives by the rules, or why it gives none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from transforms.subjects.nomenclature import family
from transforms.subjects.rules import RULES, Rule
from transforms.text import fold, squeeze, words

MOST_WORDS: Final = 45  # of a title; what follows is the text of the act, which speaks of everything
# "… règlement des cimetières, Monsieur le Maire cède la parole à M. ROUX, président de la commission des finances"
_FLOOR: Final = re.compile(
    r"\b(?:MONSIEUR|MADAME|MESSIEURS|MESDAMES|M|MME|LE MAIRE|LA MAIRE|LE PRESIDENT|LA PRESIDENTE)\b(?: \w+){0,4} "
    r"(?:CEDE|DONNE|PASSE|LAISSE|PREND|REND) (?:\w+ )?LA PAROLE\b.*"
)
# The names of streets and associations are words like others: "rue des Carrières", "association « Culture et Loisirs »".
_STREET: Final = re.compile(
    r"\b(RUES?|RUELLE|AVENUE|BOULEVARD|IMPASSE|ALLEE|QUAI|SQUARE|FAUBOURG|LIEU-DIT|"
    r"(?<!\bEN )(?:ROUTE|CHEMIN|PLACE|LOTISSEMENT|RESIDENCE)(?= (?:DE|DU|DES|D')\b))"  # but "mise en place des bornes"
    r"(?: ?(?:\"|DE LA|DE L'|DES|DU|DE|D'|LES?|LA|L'))* ?(?!DEPARTEMENTALES?\b|COMMUNA|RURA|PIETONN)[A-Z0-9][A-Z0-9'-]*"
)
_ASSOCIATION: Final = re.compile(r"\b(ASSOCIATION|SOCIETE|ENTREPRISE|AMICALE|CLUB|COMPAGNIE) ?\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule and the words of the title that it matched, folded."""

    rule: Rule
    words: str


def folded_title(title: str) -> str:
    """The words that the rules read: folded, one space between them, without names of streets, who takes the floor and the act's text.

    >>> folded_title("Trottoirs de la rue des Quatre-Écoles, Mme ROUX donne la parole à M. NOIR")
    'TROTTOIRS DE LA RUE'
    """
    nameless = _ASSOCIATION.sub(r"\1", _STREET.sub(r"\1", fold(squeeze(title))))
    return " ".join(_FLOOR.sub("", " ".join(words(nameless))).split()[:MOST_WORDS])


@lru_cache(maxsize=8192)  # a title stands in the list, in the minutes and over the extract
def matches(title: str) -> tuple[Match, ...]:
    """The strongest matches in the order of the rules: all of one strength, none where no rule matches."""
    folded = folded_title(title)
    found = [Match(rule, piece) for rule, pattern, unless in _compiled() for piece in _matched(folded, pattern, unless)]
    strongest = max((match.rule.strength for match in found), default=None)
    return tuple(match for match in found if match.rule.strength == strongest)


def is_ambiguous(found: Sequence[Match]) -> bool:
    """Whether equally strong matches belong to two families of the nomenclature."""
    return len({family(match.rule.code) for match in found}) > 1


def _matched(folded: str, pattern: re.Pattern[str], unless: re.Pattern[str] | None) -> Iterator[str]:
    found = pattern.search(folded)
    if found and not (unless and unless.search(folded)):
        yield found.group()


@cache
def _compiled() -> tuple[tuple[Rule, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple((rule, _whole_words(rule.pattern), _whole_words(rule.unless) if rule.unless else None) for rule in RULES)


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")
