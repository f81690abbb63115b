"""Words, accents, French numbers, dates and times."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from text_to_num import text2num

_SAME = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'", "\x92": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\x96": "-", "\ufffe": "-", "\u00ad": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\u200b": " ", "\ufeff": " ",
    "œ": "Œ", "Œ": "Œ", "æ": "Æ", "Æ": "Æ", "ß": "ß", "\x9c": "Œ", "\x8c": "Œ",
}  # fmt: skip
# Letters of other scripts that look like Latin ones: whoever reads the print sees no difference, so no key shall make one.
_SAME |= dict(zip("АВЕКМНОРСТУХІЈЅԚԜаеорсухіјѕԛԝ", "ABEKMHOPCTYXIJSQWAEOPCYXIJSQW", strict=True))  # Cyrillic
_SAME |= dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXO", strict=True))  # Greek


class _Folded(dict[int, str]):
    """The folded form of each character by its code point, found once: ``str.translate`` asks for those that it does not hold."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = _SAME.get(char) or unicodedata.normalize("NFKD", char)[0]
        base = _SAME.get(base, base)  # a double prime is made of primes
        upper = base.upper() if len(base.upper()) == 1 else base
        self[code] = _SAME.get(upper, upper)
        return self[code]


LONG: Final = 500  # characters
FEW_SIGNS: Final = 64  # beyond ASCII in one text; a French document has some twenty
_FOLDED = _Folded({ord(char): "°" for char in "°º"})


def fold(text: str) -> str:
    """Upper case without accents, straight quotes, plain dashes and spaces; offsets stay valid (same length).

    >>> fold("Représentée par l’élu – n° 3")
    "REPRESENTEE PAR L'ELU - N° 3"
    """
    if text.isascii():
        return text.upper().replace("`", "'").replace("\t", " ")
    others = {char for char in set(text) if char > "\x7f"} if len(text) >= LONG else set()
    if not 0 < len(others) <= FEW_SIGNS:
        return text.translate(_FOLDED)
    for char in others:  # going through the text for each of a few is three times as fast as going sign by sign
        text = text.replace(char, _FOLDED[ord(char)])
    ascii_in_capitals = text.encode("utf-8", "surrogatepass").upper().decode("utf-8", "surrogatepass")  # of bytes, no others change
    return ascii_in_capitals.replace("`", "'").replace("\t", " ")


_WORDS = re.compile("[A-Z0-9]+")


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text: letters and digits only.

    >>> words("Jean-Noël LE GOFF")
    ('JEAN', 'NOEL', 'LE', 'GOFF')
    """
    folded = fold(text)
    if not folded.isascii():
        folded = folded.replace("Œ", "OE").replace("Æ", "AE").replace("ß", "SS")
    return tuple(_WORDS.findall(folded))


# What is not printed: soft hyphens, signs without width, signs that join, vary or turn others, fillers, tags.
INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff"
)
HEAPED: Final = "[\u0300-\u036f]{2,}"  # accents on accents: no language of ours has a letter with two
_INVISIBLE = re.compile(f"[{INVISIBLE}]|{HEAPED}")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FOREIGN = re.compile(
    "[\u0370-\u1dbf\u2c00-\u2c5f\u2d00-\u2dff\u3040-\ud7ff\uf900-\ufaff\ufb13-\ufdff\ufe70-\ufefc\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc"
    "\U00010000-\U0001ffff]"
)


TURNED: Final = "signs that turn the direction of the print"


def strangeness(text: str) -> str | None:
    """What in a text may make it look like another one, as a few words; ``None`` where nothing does.

    >>> strangeness("Noé GАRRIGUE"), strangeness("Noé GARRIGUE")  # with a Cyrillic A, with a Latin one
    ('letters of another script, which may look like other ones', None)
    """
    if text.isascii():
        return None
    if _TURNS.search(text):
        return TURNED
    return "letters of another script, which may look like other ones" if _FOREIGN.search(text) else None


def squeeze(text: str) -> str:
    """White space folded to single spaces, what is not visible taken out, and accents that are heaped on accents.

    >>> squeeze(" la   com\u00admune\\nde ")
    'la commune de'
    """
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


NUMBER_WORD = (
    r"(?:ZERO|UNE?|DEUX|TROIS|QUATRE|CINQ|SIX|SEPT|HUIT|NEUF|DIX|ONZE|DOUZE|TREIZE|QUATORZE|QUINZE|SEIZE|VINGTS?|TRENTE|QUARANTE|"
    r"CINQUANTE|SOIXANTE|SEPTANTE|HUITANTE|OCTANTE|NONANTE|CENTS?|MILLE|MIL)"
)
# "mille neuf cent quatre-vingt-dix-neuf" has seven words; the bounds keep a long row of them from being read over and over.
NUMBER_WORDS = rf"{NUMBER_WORD}(?:[\s-]{{1,5}}(?:ET[\s-]{{1,5}})?{NUMBER_WORD}){{0,9}}"  # for folded text
NUMBER = rf"(?:\d+|{NUMBER_WORDS})"


MOST_DIGITS = 9  # of a number; a longer row of figures is a code or a broken font


def number(text: str) -> int | None:
    """A French number in digits or words, ``None`` where it is neither.

    >>> number("vingt et une"), number("DEUX MIL DIX SEPT"), number("049"), number("beaucoup")
    (21, 2017, 49, None)
    """
    folded = fold(squeeze(text)).strip()
    if folded.isdigit():
        return int(folded) if len(folded) <= MOST_DIGITS else None
    if not re.fullmatch(NUMBER_WORDS, folded):
        return None
    plain = re.sub(r"[\s-]+", " ", folded).lower()
    plain = re.sub(r"\bmil\b", "mille", plain)
    plain = re.sub(r"\bet (?=deux|trois|quatre|cinq|six|sept|huit|neuf|dix\b)", "", plain)
    plain = re.sub(r"\bune\b", "un", plain)
    plain = re.sub(r"\bvingts\b", "vingt", plain)
    plain = re.sub(r"\bcents\b", "cent", plain)
    if plain == "zero":
        return 0  # which the library knows with its accent alone
    try:
        return int(text2num(plain, "fr"))
    except ValueError:
        return None


MONTHS = {
    "JANVIER": 1, "FEVRIER": 2, "MARS": 3, "AVRIL": 4, "MAI": 5, "JUIN": 6, "JUILLET": 7, "AOUT": 8, "SEPTEMBRE": 9, "OCTOBRE": 10,
    "NOVEMBRE": 11, "DECEMBRE": 12, "JANV": 1, "FEVR": 2, "FEV": 2, "AVR": 4, "JUIL": 7, "SEPT": 9, "OCT": 10, "NOV": 11, "DEC": 12,
}  # fmt: skip
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"


def calendar_date(year: int | None, month: int | None, day: int | None) -> date | None:
    """The date, or ``None`` where there is no such day or no council of ours could have sat (before 1900, after 2100)."""
    if year is None or month is None or day is None:
        return None
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
