"""The language in which people read: French as it stands in the code, another one from its catalogue.

The French sentence is the key, as with gettext: code and templates call ``say("Séance retenue")`` and ``count(3, "séance", "séances")``, a
sentence that is kept as data is marked with ``french("…")`` where it stands and said where it is shown. ``catalogues/en.po`` holds the
English; a test fails on a sentence without one, and on one that nobody says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

NO_BREAK_SPACE = "\u00a0"


class Language(StrEnum):
    FRENCH = "fr"
    ENGLISH = "en"


LOCALES = {Language.FRENCH: Locale("fr"), Language.ENGLISH: Locale("en", "GB")}


def french(sentence: str) -> str:
    """The sentence itself, marked for the catalogue: it is kept as data and said in some language later."""
    return sentence


@dataclass(frozen=True)
class Wording:
    """How sentences, numbers and dates read in one language."""

    language: Language
    catalogue: Mapping[str | tuple[str, ...], str | tuple[str, ...]]  # empty for French, whose sentences are the keys

    @property
    def locale(self) -> Locale:
        return LOCALES[self.language]

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """Each sentence alone; a noun that is counted somewhere may be said alone in its singular."""
        nouns = {key[0]: said[0] for key, said in self.catalogue.items() if not isinstance(key, str)}
        return nouns | {key: said for key, said in self.catalogue.items() if isinstance(key, str) and isinstance(said, str)}

    def say(self, sentence: str, **values: object) -> str:
        """The sentence in this language, its {places} filled.

        >>> wording(Language.FRENCH).say("Rapport de {what}", what="présence")
        'Rapport de présence'
        """
        said = self.sentences.get(sentence, sentence)
        return said.format(**values) if values else said

    def count(self, number: int, one: str, many: str) -> str:
        """A number with its noun in agreement; French takes the singular up to 1, English only for 1.

        >>> wording(Language.FRENCH).count(0, "nom", "noms"), wording(Language.FRENCH).count(1200, "nom", "noms")
        ('0\\xa0nom', '1\\u202f200\\xa0noms')
        """
        return f"{self.whole(number)}{NO_BREAK_SPACE}{self.noun(number, one, many)}"

    def noun(self, number: int, one: str, many: str) -> str:
        """The noun alone, in agreement with the number."""
        plural = self.locale.plural_form(number) != "one"
        forms = self.catalogue.get((one, many), (one, many))
        return forms[1] if plural else forms[0]

    def whole(self, number: int) -> str:
        """Thousands apart.

        >>> wording(Language.FRENCH).whole(12345), wording(Language.ENGLISH).whole(12345)
        ('12\\u202f345', '12,345')
        """
        return _whole(number, self.locale)

    def percent(self, value: float) -> str:
        """A share with one decimal; only what is whole reads 0 or 100.

        >>> wording(Language.FRENCH).percent(9 / 11), wording(Language.ENGLISH).percent(1999 / 2000)
        ('81,8\\xa0%', '99.9%')
        """
        shown = value if value in (0, 1) else min(max(value, 0.001), 0.999)
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", "0" if value in (0, 1) else "0.0")
        return format_percent(shown, pattern, locale=self.locale)

    def decimal(self, value: float) -> str:
        """An average with two decimals.

        >>> wording(Language.FRENCH).decimal(0.875), wording(Language.ENGLISH).decimal(1.0)
        ('0,88', '1.00')
        """
        return format_decimal(value, "0.00", locale=self.locale)

    def long_date(self, day: date) -> str:
        """The date in words, not to be broken at a line end.

        >>> wording(Language.FRENCH).long_date(date(2024, 6, 1)), wording(Language.ENGLISH).long_date(date(2024, 6, 27))
        ('1er\\xa0juin\\xa02024', '27\\xa0June\\xa02024')
        """
        said = format_date(day, "d MMMM y", locale=self.locale)
        if self.language is Language.FRENCH and day.day == 1:
            said = said.replace("1", "1er", 1)
        return said.replace(" ", NO_BREAK_SPACE)


@lru_cache(maxsize=4096)
def _whole(number: int, locale: Locale) -> str:
    """Babel takes its time over each number, and a report shows the same small ones again and again."""
    return format_decimal(number, locale=locale)


@cache
def wording(language: Language) -> Wording:
    """How that language reads."""
    return Wording(language, {} if language is Language.FRENCH else _catalogue(language))


def _catalogue(language: Language) -> dict[str | tuple[str, ...], str | tuple[str, ...]]:
    with files("transforms.reporting").joinpath(f"catalogues/{language}.po").open("rb") as file:
        read = read_po(file)
    return {_key(message.id): _key(message.string) for message in read if message.id}


def _key(texts: Any) -> str | tuple[str, ...]:
    """A sentence, or the forms of a noun; Babel types and keeps the forms of one and many in several ways."""
    return texts if isinstance(texts, str) else tuple(texts or ())
