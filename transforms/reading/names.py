"""Lists of people as councils print them → name entries with civility, function and proxy.

A list may be separated by commas, dashes, slashes, semicolons, bullets or line ends, or by nothing but the change of case between
"Anne ROUX" and "Paul PETIT". Civilities may stand before each name, once before all of them, or nowhere. The list ends where the words
stop being names; what comes after is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from itertools import dropwhile, groupby, pairwise, takewhile, zip_longest
from typing import Final, Literal, NamedTuple, TypeAlias

from transforms.model import PrintedName
from transforms.reading.lexicon import (
    ALSO_SURNAMES,
    BY_ALTERNATE,
    CHARGE_LINKS,
    CHARGED,
    CIVILITY,
    FEMININE,
    FOR_GROUP,
    GROUP_LABEL,
    GROUP_LINE,
    IN_BRACKETS_BARE,
    LABEL,
    LABEL_LINE,
    LINK_EACH,
    LINK_FROM,
    LINK_SHORT,
    LINK_TO,
    LINK_TO_BARE,
    LIST_END,
    MARGIN,
    MASCULINE,
    MONTHS,
    NOT_NAMES,
    OF_THE_STATE,
    OFFICE_LINKS,
    OFFICE_WORDS,
    PARTICLES,
    PARTICLES_ALONE,
    REMARK,
    SENTENCE_STARTS,
    SHARED,
    STANDS_IN,
    TITLES,
)
from transforms.text import fold, squeeze, words

LONGEST_NAME: Final = 80  # characters; the longest seen has thirty
MAX_NAME_WORDS: Final = 7  # "Mme Marie-Claire DE LA TOUR D'ARGENT": the longest seen has six
MAX_SAMPLE: Final = 600  # characters of a list that tell how it prints its names
FEWEST_PARTED: Final = 3  # signs that part names in one line, for a list in which its end parts nothing
FEWEST_LISTED: Final = 6  # words and signs of a list that tell its order by themselves
MAX_NOTE: Final = 250  # characters of a remark in brackets
LONGEST_PLACE: Final = 60  # characters of a commune's name with the colon behind it
FEWEST_PLACES: Final = 3  # lines that end with a commune, for a list that puts one there
MAX_OFFICE: Final = 14  # words of an office with its commune
MOST_GIVEN: Final = 2  # words before a surname that is a word of the language too
MOST_SKIPPED: Final = 25  # tokens of a remark inside a list
MAX_REMARK: Final = 150  # characters of one
LAST: Final = 6  # signs and words before a label, among which a surname stands
MAX_DELEGATION: Final = 24  # words of what somebody is charged with: "déléguée à la culture, au patrimoine et à la communication"

PARTED_GIVEN: Final = ("Jean", "Marie")  # given names that stand before another one, a dash between

# Whether the other person votes for the one named, is voted for, or sits as an alternate.
Link: TypeAlias = Literal["to", "from", "alternate"]

_CIVILITY = re.compile(
    rf"(?!M\.[A-Z]\.?\s*(?:[,;–(-]|\n|$)){CIVILITY}\b(?:\s*\.|(?=[\s:,]))(?:\s+(?:ET|&)\s+{CIVILITY}\b\.?)?"
    r"(?:(?:(?<=[SM])|(?<=MM\.)|(?<=S\.))\s*+(?:[,:]\s*+|(?<=\n))(?:[•●▪■►➢*–-]\s*+)?)?\s*(?=[^\W\d_])"  # "Mmes et MM. :\n• Mme ROUX"
)
_M_GIVEN = re.compile(r"M\.[A-ZÀ-Þ][a-zà-ÿ]+")  # "ROUX M.Claire"
_APART_CIVILITY = re.compile(rf"(?<![A-Z'-]){CIVILITY}\b\.?\s+[A-Z]")
_LINK_TO = re.compile(LINK_TO)
_REMARK = re.compile(REMARK)
_DATED = re.compile(r"EN\s+DATE\s+DU\s")
_MARGIN = re.compile(MARGIN)
_STANDS_IN = re.compile(STANDS_IN)
_BRACKETS_BARE = re.compile(IN_BRACKETS_BARE)
_TO_OFFICE = re.compile(rf"\s*(?:{CIVILITY}\.?\s+)?(?:LE\s+|LA\s+)?(?:MAIRE|PRESIDENTE?)\b")
_STATES = re.compile(r"PRESENT|ABSENT|EXCUSE|REPRESENT|POUVOIR|PROCURATION|ASSIST|SECRETA(?:IRE|RIAT)")
_BY_ALTERNATE = re.compile(BY_ALTERNATE)
_LINK_FROM = re.compile(LINK_FROM)
_LINK_SHORT = re.compile(LINK_SHORT)
_PHRASE = re.compile(
    rf"(?P<end>{LIST_END})|(?P<link_each>{LINK_EACH})|(?P<link_to>{LINK_TO})|(?P<link_bare>{LINK_TO_BARE})|(?P<link_from>{LINK_FROM})|"
    rf"(?P<civility>{_CIVILITY.pattern})"
)
_FIGURES = re.compile(
    r"\d++(?:E?[RME]++\b|\s(?:ER|E?R?E|E?ME|NDE?)(?=\s+(?:ADJ|VICE|MAIRE|CONS)))?"
)  # possessive: thousands of digits in a row are looked at once
_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['’´`][^\W\d_]|[-‐‑]{1,2}[^\W\d_]|[-‐‑]\n(?!(?:MM?|M(?:me|lle|r)s?|M(?:onsieur|adame|essieurs|esdames))\b)¨?[^\W\d_])*"
)
_ARROW = re.compile(r"→|[-=]?>")
_GROUP_LINE = re.compile(GROUP_LINE)
_LABEL_LINE = re.compile(LABEL_LINE)
_LABEL = re.compile(LABEL)
_FOR_GROUP = re.compile(FOR_GROUP)
_GROUP_LABEL = re.compile(GROUP_LABEL)
_NUMBERED = re.compile(r"\s*(\d{1,3})\s?[.)°-]\s*[A-Z]")  # a list that numbers its people
_NAME_LINE = re.compile(rf"\s*(?:(?i:{CIVILITY})\b\.?\s*)?[A-ZÀ-Þ][\w'’.-]*\s+[A-ZÀ-Þ][^\n]*[,–-]")
_RANK = re.compile(r"\d{1,3}\s?[.)°-]")
_ORDINAL = re.compile(r"\d+\s?(?:ER|ERE|RE|E|EME|ME|ND|NDE)S?")
_INITIALS = re.compile(r"[^\W\d_]\.(?:[-‐‑ ]?[^\W\d_]\.)+|[A-Z][-‐‑][A-Z]\b\.?")  # "J.-P. ROUX", "J. P. ROUX", "J-P. ROUX"
_BEFORE_SURNAME = re.compile(r"(?<![\w'’.-])([A-ZÀ-Ý])\.\s?[A-ZÀ-Þ]{2}")
_CIVIL_INITIAL = re.compile(r"\bM(?:me|ME|lle|LLE|adame)\b\.?\s+[A-ZÀ-Ý]\.")  # "Mme A. ROUX, M. P. PIC": both have a civility
_BY_OFFICE = re.compile(rf"{CIVILITY}\b\.?\s+L[AE]\s+(?:MAIRE|PRESIDENTE?)\s*+,?\s*+(?={CIVILITY}\b|[A-Z])")
_THEY_GIVE = re.compile(r"(?:QUI\s+)?(?:DONNENT|ONT|AVAIENT|AYANTS)\b")
_GOES_ON = re.compile(r"(?:QUI\s+(?:A|AVAIT|ONT)|AYANT|A\s+(?:DONNE|DELEGUE|REMIS)|ONT\s+DONNE|DONNE)\b")
_LEAVES = re.compile(r"\s*(?:A\s+)?(?:QUITT|PARTI|DEPART\b|SORT)")
_REMARK_END = re.compile(r"[,;(]|\s[-–—]\s|\.\s|\n(?=\s*[^\sa-zà-ÿ\d(])|\n\n|$")
_ARTICLE = re.compile(r"[LJCNSQ]['’][a-zà-ÿ]")  # "L'ordre", no "L'HERMITE"
# What somebody does or is chosen for, no state of a member; "A été nommée secrétaire : Mme ROUX" has its subject behind it.
_PREDICATE = re.compile(
    r"(?:A\s+ETE|EST)\s+(?:DESIGNE|ELU|NOMME|CHOISI)E?\b(?![^.\n]{0,60}:)|(?:ASSURE|REMPLIT|EXERCE|OUVRE|PRESIDE|DECLARE|PROPOSE)\b|"
    r"(?:EST|SONT|ETAI(?:EN)?T)\s+ARRIVE(?![^.\n]{0,60}:)"
)
_SUBJECT_BEHIND = re.compile(rf"[^.\n:]{{5,70}}\s{CIVILITY}\b[.\s]")
_TAILS: Final = frozenset("bcefghijkmnopqrstuvwxz")  # letters that are no word
_CAPITALISED = r"[A-ZÀ-ÞŒ][\w'’-]*"
# The person in whose place somebody sits: a civility and a name, its last word perhaps on the next line.
_SOMEBODY = re.compile(
    rf"\s*(?:(?i:{CIVILITY})\b\.?\s*)?(?:{_CAPITALISED}\n{_CAPITALISED}(?=\s*[,;)(.]|\n|$)|"
    rf"{_CAPITALISED}(?:[^\S\n]+(?:(?:de|du|des|la|le|d['’])[^\S\n]*)*(?!(?i:{CIVILITY})\b[. ]){_CAPITALISED})*)"
)
# A commune by its name: "Orsec", "La Ferté-Valdor", "VALMONT SUR LOUE", "Saint Aubin en Plaine"
_IN_PLACE = r"(?:sur|sous|en|les|lès|lez|le|la|de|du|des|et|aux?|à)"
_PLACE = (
    rf"(?!(?i:{CIVILITY})\b[. ])(?:[LlDd]['’]\s?|[Ll][ae]s?\s|L[AE]S?\s)?{_CAPITALISED}"
    rf"(?:(?:[ -](?:{_IN_PLACE}[ -]|[ld]['’])*|\n(?=(?i:{_IN_PLACE})\s)(?:{_IN_PLACE} )*|\s?/\s?)(?!(?i:{CIVILITY})\b[. ]){_CAPITALISED})*"
)
_FOR_PLACE = re.compile(
    rf"pour\s+(?:la\s+(?:commune|ville)\s+(?:de\s+|du\s+|des\s+|d['’]\s?)|l['’]|le\s+)?{_PLACE}"
    rf"(?=[^\S\n]*(?:[,;.•►\uf0b7\uf0d8-]|\n|$|et\s|(?i:{CIVILITY})\b[. ]))"
)
# "Valmont-sur-Loue : …", "Saint Aubin la Plaine : …", where little words part the name of a commune that heads its people
_PLACE_LABEL = re.compile(rf"(?=[^,;:\n]*[ -]{_IN_PLACE}[ -]){_PLACE}\s*:(?!\s*(?i:pouvoir|procuration))")
_PLACE_HEAD = re.compile(rf"(?:(?:Saint|Sainte|St|Ste|SAINT|SAINTE|ST|STE|L[aAeE][sS]?)[ -])?{_CAPITALISED}[ -](?P<link>{_IN_PLACE})[ -]")
_PLACE_TAIL = re.compile(rf"(?:sur|sous|en|lès|lez|les|aux?|à)[ -]{_PLACE}\s*:")
_OPENS_PLACE = frozenset({"SAINT", "SAINTE", "ST", "STE", "LA", "LE", "LES"})
_NO_PLACES = NOT_NAMES - {"SALLE", "VILLE", "MARCHE", "FETES"}
_MAY_BE_SURNAMES = ALSO_SURNAMES | PARTICLES_ALONE
_MARK: Final = "*"  # on the folded form of a word that is a surname where it stands
LEAVES: Final = frozenset({"FOLIO", "FEUILLET", "PAGE"})  # before the number of a leaf
_DASH = re.compile(r"[-−‐–—]")
_SEPARATOR = re.compile(r"[,;/•·|►➢▪■●○*–—]|[-−‐](?=\s)|(?<=\s)[-−‐]")
_SUR = re.compile(r"[ -][sS]/[^\S\n]?-?(?=[A-ZÀ-Þ])")
_TITLE = re.compile(r"[^\S\n]+[-–—][^\S\n]+([A-ZÀ-Þ][a-zà-ÿ]+)[^\S\n]+[a-zà-ÿ]{3}")


class Kind(Enum):
    """What a token of a list is."""

    WORD = "word"
    CIVILITY = "civility"
    LINK_TO = "link_to"
    LINK_EACH = "link_each"  # several names, then as many holders
    LINK_FROM = "link_from"
    LINK_SHORT = "link_short"
    SEPARATOR = "separator"
    LABEL = "label"  # a colon: what stands before it is a heading, not a name
    NOTE = "note"  # "(…)"
    NEWLINE = "newline"
    END = "end"
    OTHER = "other"


class Token(NamedTuple):
    kind: Kind
    start: int
    end: int
    text: str
    folded: str


_NOTHING: Final = Token(Kind.NEWLINE, 0, 0, "\n", "\n")  # stands behind the last token


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One person of a list. ``link`` says whether ``other`` votes for them, they vote for ``other``, or ``other`` sits in their place."""

    name: PrintedName
    start: int
    end: int
    link: Link | None = None
    other: PrintedName | None = None
    note: str | None = None
    doubt: str | None = None


@dataclass(slots=True)
class _Draft:
    """An entry while it is being read."""

    civility: str | None = None
    words: list[Token] = field(default_factory=list)
    office: list[Token] = field(default_factory=list)
    link: Link | None = None
    other_civility: str | None = None
    other: list[Token] = field(default_factory=list)
    in_brackets: PrintedName | None = None  # the other person, where brackets name it
    by_office: bool = False  # the holder is told by the office alone: "pouvoir à M. le Maire"
    note: str | None = None
    is_closed: bool = False  # a remark in brackets ended the name: the next word begins another
    is_plural: bool = False  # several give one power: "Mme ROUX et M. PIC ont donné pouvoir à M. VIAL"
    doubt: str | None = None
    start: int = -1
    end: int = -1

    @property
    def waits(self) -> bool:
        """Whether a proxy is told and its holder is still to come."""
        return self.link is not None and not self.other and not self.in_brackets

    def touch(self, token: Token) -> None:
        if self.start < 0:
            self.start = token.start


@lru_cache(maxsize=4096)  # names come again and again
def is_upper(word: str) -> bool:
    """Whether a word is a surname in capitals ("LE", "ROUX", "d'ARC" without its particle)."""
    if word[1:2] in "'’" and word[:1] in "dl":
        word = word[2:]
    if word[1:].islower():
        return False
    letters = [c for c in word if c.isalpha()]
    return len(letters) >= 2 and sum(map(str.isupper, letters)) >= len(letters) - (1 if len(letters) > 4 else 0)


def tokens_of(text: str, folded: str, start: int, end: int, *, proxies: bool = False, initials_stand: bool = False) -> list[Token]:
    """The tokens of ``text[start:end]`` as far as the list may go; ``folded`` is the folded text with the same offsets.

    ``proxies`` says that the heading speaks of proxies: "A pour B" is one there, elsewhere B is the commune that A sits for.
    ``initials_stand`` says that the names before have initials and no civility, so that "M. ROUX" has an initial too.
    """
    tokens: list[Token] = []
    at = start
    colon = text.find(":", start, end)  # the next one
    numbered = _is_numbered(folded, start, end)
    initials = [match[1] for match in _BEFORE_SURNAME.finditer(text, start, min(end, start + MAX_SAMPLE))]
    m_is_initial = initials_stand or (
        len(initials) > 4
        and initials.count("M") < 0.4 * len(initials)  # "P. ROUX, M. BLANC, A. PETIT": no civility
        and _CIVIL_INITIAL.search(text, start, min(end, start + MAX_SAMPLE)) is None
    )

    def add(kind: Kind, stop: int) -> None:
        nonlocal at
        tokens.append(Token(kind, at, stop, text[at:stop], folded[at:stop]))
        at = stop

    while at < end:
        char = text[at]
        if char == " ":
            at += 1
            continue
        if char == "\n":
            add(Kind.NEWLINE, at + 1)
            continue
        if char.isspace():
            at += 1
            continue
        if char == "(":
            close = text.find(")", at, min(end, at + MAX_NOTE))
            if close < 0:
                add(Kind.OTHER, at + 1)
            else:
                add(Kind.NOTE, close + 1)
            continue
        at_word = not (at > start and (text[at - 1].isalnum()))
        at_line = not tokens or text[at - 1] == "\n"
        if char in "→-=>" and at_word and (match := _ARROW.match(text, at, end)):
            add(Kind.LINK_SHORT, match.end())
            continue
        if at_line and char.isalpha() and (match := _GROUP_LINE.match(folded, at, end) or _label_line(text, folded, tokens, at, end)):
            add(Kind.SEPARATOR, match.end())
            continue
        if at_word and char == "P" and (match := _FOR_GROUP.match(folded, at, end)):
            add(Kind.SEPARATOR, match.end())
            continue
        if at_word and char in "GN" and (match := _GROUP_LABEL.match(folded, at, end)):
            add(Kind.SEPARATOR, match.end())
            continue
        if (
            (at_line or tokens[-1].text == ",")
            and char.isupper()
            and _is_open(tokens)
            and (match := _MARGIN.match(folded, at, end))
            and _NAME_LINE.match(text, match.end())
        ):
            add(Kind.NEWLINE, match.end())
            continue
        if numbered and at_word and char.isdigit() and (match := _RANK.match(text, at, end)):
            add(Kind.SEPARATOR, match.end())
            continue
        if at_word and char in "nN" and text[at + 1 : at + 2] in ("°", "º"):
            add(Kind.OTHER, at + 2)  # "N° 2024-011"
            continue
        if at > colon >= 0:
            colon = text.find(":", at, end)
        if at_word and char.isupper() and 0 < colon - at < LONGEST_PLACE and (label := _worded_label(text, folded, tokens, at, end)):
            add(Kind.SEPARATOR, label)
            continue
        if at_word and not proxies and 0 < colon - at < LONGEST_PLACE and (label := _place_label(text, tokens, at, end)):
            add(Kind.SEPARATOR, label)
            continue
        if at_word and char.islower() and (stop := _remark_end(text, folded, tokens, at, end, proxies)):
            tokens.append(Token(Kind.NOTE, at, stop, f"({text[at:stop]})", f"({folded[at:stop]})"))
            at = stop
            continue
        if at_word and char.isalpha():
            phrase = _PHRASE.match(folded, at, end)
            if phrase and phrase.lastgroup == "civility" and text[at : at + 2] == "M.":
                last = tokens[-1] if tokens and tokens[-1].end == at else None  # "Mme M. ROUX": the blank is part of the civility
                if m_is_initial or (last and last.kind is Kind.CIVILITY and SHARED.isdisjoint(words(last.text))):
                    phrase = None
                elif (given := _M_GIVEN.match(text, at, end)) and _is_given(folded, tokens, start, end):
                    add(Kind.WORD, given.end())
                    continue
            if phrase and phrase.lastgroup == "link_bare" and not _is_bare_link(text, phrase.end()):
                phrase = None
            if phrase:
                kind = Kind.LINK_TO if phrase.lastgroup == "link_bare" else Kind(phrase.lastgroup)
                if kind is Kind.END:
                    add(Kind.END, at + 1)
                    if folded[at - 1] != "S":
                        break  # only "…, secrétaire de séance" may stand within a list
                    continue
                if kind is not Kind.CIVILITY or _names_follow(text, phrase.end(), end):
                    add(kind, phrase.end())
                    continue
            if char in "aàAÀpP" and (match := _LINK_SHORT.match(folded, at, end)) and not is_upper(text[at : match.end() + 1]):
                add(Kind.LINK_SHORT, match.end())
                continue
            word = (text[at + 1 : at + 2] in (".", "-", "‐", "‑") and _INITIALS.match(text, at, end)) or _WORD.match(text, at, end)
            if word:
                stop = word.end()
                if stop - at <= 2 and stop < end and text[stop] == ".":
                    stop += 1
                is_civility = folded[at:stop].replace("-\n", "") in MASCULINE | FEMININE and "\n" in word.group()  # "Ma-\ndame Anne ROUX"
                add(Kind.CIVILITY if is_civility else Kind.WORD, stop)
                continue
        if char == "/" and (match := _SUR.match(text, at - 2, end)):
            if tokens and tokens[-1].folded == "S":
                tokens.pop()
            at = match.end()  # "LA FERTÉ S/ LOUE", "Valmont-s/-Loue"
        elif match := _SEPARATOR.match(text, at, end):
            add(Kind.SEPARATOR, match.end())
        elif char == ":":
            add(Kind.LABEL, at + 1)
        elif char == "." and _is_lost_blank(text, tokens, at):
            at += 1
        elif char in ".…\uf0b7\uf02d\uf0fc\uf0a7":
            add(Kind.SEPARATOR, at + 1)
        elif char.isdigit():
            number = _FIGURES.match(folded, at, end)
            is_rank = number is not None and not number.group().isdigit()  # "1er", "2ème"
            add(Kind.WORD if is_rank else Kind.OTHER, number.end() if number else at + 1)
        else:
            add(Kind.OTHER, at + 1)
    return _kerned(tokens)


def _is_lost_blank(text: str, before: list[Token], at: int) -> bool:
    """Whether a full stop stands for the blank between surname and given name: "ROUX.Anne"."""
    last = before[-1] if before else None
    word = _WORD.match(text, at + 1)
    if last is None or word is None or last.kind is not Kind.WORD or last.end != at or min(len(last.text), len(word.group())) < 3:
        return False
    return word.group()[0].isupper() and is_upper(last.text) != is_upper(word.group())


def _is_numbered(folded: str, start: int, end: int) -> bool:
    """Whether a list numbers its people from one on, or goes on counting those of the list before: "4 - M. ROUX … 5 - Mme PIC"."""
    first = _NUMBERED.match(folded, start, end)
    if first is None:
        return False
    number = int(first[1])
    following = re.compile(rf"(?<!\d){number + 1}\s?[.)°-]\s*[A-Z]")
    return number == 1 or following.search(folded, first.end(), min(end, start + MAX_SAMPLE)) is not None


def _is_given(folded: str, before: list[Token], start: int, end: int) -> bool:
    """Whether "M.Claire" is Marie-Claire: behind a surname, in a list without any civility."""
    last = before[-1] if before else None
    if last is None or last.kind is not Kind.WORD or last.folded in OFFICE_WORDS or last.folded == "ET":
        return False
    return _APART_CIVILITY.search(folded, start, min(end, start + MAX_SAMPLE)) is None


def _is_bare_link(text: str, at: int) -> bool:
    """Whether "pouvoir" before ``at`` is a word of a sentence and a name follows: "a donné pouvoir Anne ROUX"."""
    return text[at - 2 : at].islower() and text[at:].lstrip()[:1].isupper()


def _place_label(text: str, before: list[Token], at: int, end: int) -> int | None:
    """Where the name of a commune that heads its people ends, if one with little words begins or goes on here: "Valmont sur Loue : …".

    Where nothing parts it from the name before ("… Paul PETIT Valmont sur Loue : Anne ROUX"), its first words are taken back.
    """
    last = before[-1] if before else None
    if not text[at].isalpha():
        return None
    if text[at].isupper():
        opens = last is None or last.kind in (Kind.SEPARATOR, Kind.NEWLINE)
        head = _PLACE_HEAD.match(text, at, end) if opens and not (last and last.text.endswith(":")) else None
        if head is None or head["link"] == "et" or (last and last.text == "," and fold(head["link"]) in PARTICLES):
            return None  # "…, Petit Commune de Valmont : …", "…, Luc ROUX Valmont sur Loue : …": somebody stands before the label
        label = _PLACE_LABEL.match(text, at, end)
        return label.end() if label and _NO_PLACES.isdisjoint(words(label.group())) else None
    label = _PLACE_TAIL.match(text, at, end) if last is not None and last.kind is Kind.WORD else None
    if label is None:
        return None
    before.pop()
    while before and before[-1].kind is Kind.WORD and before[-1].folded.rstrip(".") in _OPENS_PLACE:
        before.pop()
    return label.end()


def _remark_end(text: str, folded: str, before: list[Token], at: int, end: int, proxies: bool) -> int | None:
    """Where a remark between a name and the next comma ends ("ROUX Anne quitte la séance à 18h38, PETIT Paul"), if one begins."""
    if before and before[-1].kind is Kind.NEWLINE and _DATED.match(folded, at, end):
        before = before[:-1]  # "pouvoir à M. ROUX\nen date du 3 mai"
    if not before or not (before[-1].kind in (Kind.WORD, Kind.NOTE) or before[-1].text == ","):
        return None
    if stands_in := _STANDS_IN.match(folded, at, end):
        somebody = _SOMEBODY.match(text, stands_in.end(), end)
        return somebody.end() if somebody else None
    if not proxies and text.startswith("pour", at) and (place := _FOR_PLACE.match(text, at, end)):
        return place.end()
    if not _REMARK.match(folded, at, end):
        return None
    stop = _REMARK_END.search(text, at, min(end, at + MAX_REMARK))
    return stop.start() if stop else None


def _is_open(tokens: list[Token]) -> bool:
    """Whether a list has not begun, or its last line ended with a separator: more names are to come."""
    last = next((token for token in reversed(tokens) if token.kind is not Kind.NEWLINE), None)
    return last is None or last.kind is Kind.SEPARATOR


def _label_line(text: str, folded: str, before: list[Token], at: int, end: int) -> re.Match[str] | None:
    """A label at the beginning of a line, not a name that was wrapped from the line before: "M.\nRoux Luc Orsec : M. Petit"."""
    match = _LABEL_LINE.match(folded, at, end)
    last = next((token for token in reversed(before) if token.kind is not Kind.NEWLINE), None)
    if match is None or not text[at].isupper() or (last and last.kind is Kind.CIVILITY):
        return None
    opened = [token.kind for token in before if token.kind is not Kind.NEWLINE][-2:] == [Kind.CIVILITY, Kind.WORD]
    if last and opened and last.text.istitle() and is_upper(text[at:].split(maxsplit=1)[0]):
        return None  # "Mesdames Anne\nROUX et Zoé PIC Orsec : M. Petit"
    is_worded = any(word[0].islower() for word in text[at : match.end()].split())
    return match if is_worded or last is None or last.kind is Kind.SEPARATOR else None


def _worded_label(text: str, folded: str, before: list[Token], at: int, end: int) -> int | None:
    """Where a label ends that follows a sign in a list of surnames in capitals and holds none: "…, M. VIAL, Orsec l'Église : Mme PIC".

    Such a label is no person's name, whatever it names.
    """
    if not before or before[-1].kind is not Kind.SEPARATOR or not any(t.kind is Kind.WORD and is_upper(t.text) for t in before[-LAST:]):
        return None
    label = _LABEL.match(folded, at, end)
    named = text[at : label.end()].split() if label else []
    is_worded = any(word[0].islower() for word in named) and not any(is_upper(word.strip(":")) for word in named)
    return label.end() if label and is_worded else None


def _kerned(tokens: list[Token]) -> list[Token]:
    """The tokens with a capital that kerning or recognition parted from its word put back: "Y ves" is Yves."""
    whole: list[Token] = []
    for token in tokens:
        last = whole[-1] if whole else None
        if (
            last is not None
            and last.kind is token.kind is Kind.WORD
            and len(last.text) == 1
            and last.text.isupper()
            and token.start - last.end == 1
            and len(token.text) > 1
            and token.text.islower()
            and token.folded not in PARTICLES
            and token.folded not in OFFICE_LINKS
        ):
            whole[-1] = Token(Kind.WORD, last.start, token.end, last.text + token.text, last.folded + token.folded)
        elif (
            last is not None
            and last.kind is token.kind is Kind.WORD
            and token.text in _TAILS
            and token.start - last.end == 1
            and last.text[1:].islower()
        ):  # "Patric k"
            whole[-1] = Token(Kind.WORD, last.start, token.end, last.text + token.text, last.folded + token.folded)
        else:
            whole.append(token)
    return whole


def _civility(token: Token) -> str:
    return squeeze(token.text.replace("-\n", "")).rstrip(" :,")


def _link_to(folded: str) -> Link:
    return "alternate" if _BY_ALTERNATE.match(folded) or "SUPPLEANT" in folded else "to"


def _names_follow(text: str, at: int, end: int) -> bool:
    """A civility is one only before a name or an office ("M. ROUX", "M. le Maire"), not "M" before a lower-case verb."""
    word = _WORD.match(text, at, end)
    return word is not None and (word.group()[0].isupper() or re.split(r"['’]", fold(word.group()))[0] in PARTICLES)


def given_first(tokens: list[Token], by_line: bool = False) -> bool | None:
    """Whether names stand as "Anne ROUX" (True) or "ROUX Anne" (False); ``None`` where the print does not tell.

    ``by_line`` says that no name goes on behind a line's end; a commune may head the line there ("ORSEC Anne ROUX").
    """
    votes = 0
    run: list[bool] = []
    for kind, _, _, text, folded in [*tokens, Token(Kind.SEPARATOR, 0, 0, ",", ",")]:
        if kind is Kind.WORD and text[0].isupper() and folded not in NOT_NAMES:
            if len(text.rstrip(".")) > 1 and folded not in PARTICLES:
                run.append(is_upper(text))
        elif (kind is Kind.NEWLINE and not by_line) or (kind is Kind.WORD and run and folded in PARTICLES):
            continue
        else:
            if by_line and run[-1:] == [True] and False in run:
                run = run[run.index(False) :]
            if len(run) > 1 and run[0] != run[-1] and (len(run) < 4 or _alternates(run)):
                votes += 1 if run[-1] else -1
            run = []
    return None if votes == 0 else votes > 0


def _alternates(run: list[bool]) -> bool:
    """Whether words are names with nothing between them, as columns are read: "Luc VIAL Anne PETIT"; no surname has three words."""
    lengths = [len(list(same)) for _, same in groupby(run)]
    return len(lengths) > 3 and max(lengths) < 3


def _order_of(entries: Sequence[NameEntry]) -> bool | None:
    """Whether names that were read stand given name first, ``None`` where they do not tell."""
    ends = [(is_upper(parts[0]), is_upper(parts[-1])) for entry in entries if len(parts := entry.name.text.split()) > 1]
    votes = sum(last - first for first, last in ends)
    return None if votes == 0 else votes > 0


def _initials_last(tokens: list[Token]) -> bool:
    """Whether names stand as "ROUX A." or "ROUX A", surnames in capitals."""
    names = [(one, two) for one, two in pairwise(tokens) if one.kind is two.kind is Kind.WORD and is_upper(one.text)]
    first = next((token for token in tokens if token.kind is Kind.WORD), None)
    if first and _is_initial(first):
        return False  # "A. ROUX B. PETIT" with nothing between them
    return sum(len(two.text.rstrip(".")) == 1 for _, two in names) > max(2, 0.6 * len(names))


def _initials_first(tokens: list[Token]) -> bool:
    """Whether names stand as "A. ROUX", surnames in capitals."""
    names = [(one, two) for one, two in pairwise(tokens) if one.kind is two.kind is Kind.WORD and is_upper(two.text)]
    names = [(one, two) for one, two in names if not is_upper(one.text)]  # "É. LE GALL"
    return sum(_is_initial(one) for one, _ in names) > max(2, 0.6 * len(names))


def _have_initials(entries: Sequence[NameEntry]) -> bool:
    """Whether names that were read stand as "A. ROUX", and none has a civility."""
    initials = sum(entry.name.text[1:2] == "." for entry in entries)
    return initials > max(2, 0.6 * len(entries)) and not any(entry.name.civility for entry in entries)


def _is_initial(token: Token) -> bool:
    return token.text[0].isupper() and (len(token.text.rstrip(".")) == 1 or _INITIALS.fullmatch(token.text) is not None)


def _are_halves(word: Token, dash: Token, ahead: Sequence[Token]) -> bool:
    """Whether a dash stands between two given names or two surnames, not between a surname and the next person's given name."""
    following = next((token for token in ahead if token.kind is not Kind.NEWLINE), None)
    if following is None or following.kind is not Kind.WORD or {word.folded, following.folded} & NOT_NAMES:
        return False
    is_whole = min(len(word.text), len(following.text)) > 2 or dash.start == word.end  # "L'HERMIN- LE GALL"
    return is_whole and word.text[0].isupper() and following.text[0].isupper() and is_upper(word.text) == is_upper(following.text)


def _without_inner_dashes(tokens: list[Token], order: bool | None) -> list[Token]:
    """The tokens of a list without the dashes inside its names.

    In a list parted by commas: "ROUX Jean - Claude, LE BRAS - PETIT Anne"; in every list whose surnames stand in capitals, where the
    dash hangs on a given name: "ROUX Jean- Louis – PETIT Anne".
    """
    listed = list(takewhile(lambda token: token.kind is not Kind.END, tokens))
    dashes = sum(token.kind is Kind.SEPARATOR and _DASH.fullmatch(token.text) is not None for token in listed)
    while listed and not (listed[-1].kind is Kind.SEPARATOR and _DASH.fullmatch(listed[-1].text)):
        listed.pop()
    listed += _before_prose(tokens[len(listed) :])
    ends = pairwise([*listed, _NOTHING])
    commas = sum(token.kind is Kind.SEPARATOR and token.text in ",;" and after.kind is not Kind.LINK_TO for token, after in ends)
    by_commas = commas >= 2 * dashes
    if not dashes or not (by_commas or order is not None):
        return tokens
    whole: list[Token] = []
    for index, token in enumerate(tokens):
        last = whole[-1] if whole else None
        if last is None or last.kind is not Kind.WORD:
            whole.append(token)
        elif (
            token.kind is Kind.SEPARATOR
            and _DASH.fullmatch(token.text)
            and (by_commas or (token.start == last.end and not is_upper(last.text)))
            and _are_halves(last, token, tokens[index + 1 : index + 3])
        ):
            whole[-1] = last._replace(end=token.end, text=last.text + "-", folded=last.folded + "-")
        elif last.text.endswith("-") and token.kind is Kind.WORD:
            whole[-1] = Token(Kind.WORD, last.start, token.end, last.text + token.text, last.folded + token.folded)
        elif not (last.text.endswith("-") and token.kind is Kind.NEWLINE):
            whole.append(token)
    return whole


def _is_prose(token: Token) -> bool:
    """Whether a word in small letters tells that a sentence has begun."""
    if token.kind is not Kind.WORD or not token.text[0].islower():
        return token.kind is Kind.END
    return token.folded not in PARTICLES | OFFICE_WORDS | OFFICE_LINKS


def _before_prose(tokens: list[Token]) -> list[Token]:
    """The tokens before the line on which a sentence begins, or before the only civility, with which it begins."""
    kept = list(takewhile(lambda token: not _is_prose(token), tokens))
    if len(kept) == len(tokens):
        return kept
    civil = [index for index, token in enumerate(kept) if token.kind is Kind.CIVILITY]
    if len(civil) == 1 and len(kept) - civil[0] <= FEWEST_LISTED:
        return kept[: civil[0]]
    lines = [index for index, token in enumerate(kept) if token.kind is Kind.NEWLINE]
    return kept[: lines[-1]] if lines else kept


def _with_parted_given_names(tokens: list[Token]) -> list[Token]:
    """The tokens with "M. Jean – Claude ROUX" as one name: behind a civility nobody is called Jean alone where a given name follows."""
    parted = (index for index, token in enumerate(tokens[1:-3]) if token.text in PARTED_GIVEN)  # one behind each civility
    for index in parted:
        civility, first, dash, second, third = tokens[index : index + 5]
        if (
            civility.kind is Kind.CIVILITY
            and _DASH.fullmatch(dash.text)
            and second.kind is third.kind is Kind.WORD
            and second.text.istitle()
            and third.text[0].isupper()
            and SHARED.isdisjoint(civility.folded.replace(".", "").split())
        ):
            whole = Token(Kind.WORD, first.start, second.end, f"{first.text}-{second.text}", f"{first.folded}-{second.folded}")
            return [*tokens[: index + 1], whole, *_with_parted_given_names(tokens[index + 4 :])]
    return tokens


def _with_surnames_that_are_words(tokens: list[Token]) -> list[Token]:
    """The tokens with a mark on words of the council's language that are a surname where they stand: "M. PAGE, Mme Janvier".

    One is where a name must stand and nothing else fits: behind a civility, behind a given name in another case, or alone between signs in
    a list of bare surnames.
    """
    if _MAY_BE_SURNAMES.isdisjoint([_plain(token) for token in tokens]):
        return tokens
    lengths = [len(list(run)) for is_name, run in groupby(tokens, _may_be_part) if is_name]
    enough = len(lengths) >= FEWEST_PARTED
    are_bare, are_whole = (enough and share for share in (lengths.count(1) > 0.8 * len(lengths), lengths.count(1) < 0.2 * len(lengths)))
    marked = []
    for index, token in enumerate(tokens):
        is_surname = _plain(token) in _MAY_BE_SURNAMES and _is_surname_at(tokens, index, are_bare, are_whole)
        marked.append(token._replace(folded=f"{token.folded}{_MARK}") if is_surname else token)
    return marked


def _may_be_part(token: Token) -> bool:
    if token.kind is not Kind.WORD or not token.text[0].isupper():
        return False
    return token.folded not in NOT_NAMES | PARTICLES or _plain(token) in _MAY_BE_SURNAMES


def _is_surname_at(tokens: list[Token], index: int, are_bare: bool, are_whole: bool) -> bool:
    token, after = (*tokens[index : index + 2], _NOTHING)[:2]
    if not _may_be_part(token):
        return False
    start = index
    while start and (_may_be_part(tokens[start - 1]) or (tokens[start - 1].kind is Kind.WORD and tokens[start - 1].folded in PARTICLES)):
        start -= 1
    names = [word for word in tokens[start:index] if word.folded not in PARTICLES]
    opener = next((t for t in reversed(tokens[max(0, start - 2) : start]) if t.kind is not Kind.NEWLINE), None)
    is_civil = opener is not None and opener.kind is Kind.CIVILITY and SHARED.isdisjoint(fold(opener.text).replace(".", " ").split())
    if token.folded in PARTICLES and after.kind is Kind.NEWLINE and index + 2 < len(tokens) and _may_be_part(tokens[index + 2]):
        return False  # "Mme Anne DA\nSILVA"
    is_last = after.folded == "ET" or after.kind not in (Kind.WORD, Kind.OTHER)
    is_office = _plain(token) in OFFICE_WORDS
    is_mixed = bool(names) and is_upper(token.text) and not is_upper(names[-1].text)
    if is_civil and start == index:
        if is_last or after.text[0].islower():
            return is_last or not (is_office or token.folded in PARTICLES)
        return token.folded not in PARTICLES and is_upper(after.text) != is_upper(token.text)
    goes_on = is_civil and not is_office and _may_be_part(after)
    if not (is_last or goes_on) or len(names) > MOST_GIVEN:
        return False
    if names:
        holds_office = is_mixed and len(tokens) > index + 2 and tokens[index + 2].folded in OFFICE_WORDS  # "Anne MAIRE, maire"
        is_given = len(names) == 1 and (are_whole or holds_office or (is_mixed and _plain(token) != "MAIRE"))  # not in "M. Roux MAIRE"
        return is_given if is_office else is_mixed or is_civil or is_given
    is_between = opener is None or opener.kind is Kind.SEPARATOR or (opener.kind is Kind.CIVILITY and not is_civil)
    return are_bare and is_between and start == index and _plain(token) != "MAIRE"  # "Roux, Maire, Petit" tells who Roux is


def _plain(token: Token) -> str:
    return token.folded.rstrip(".")


def _without_origins(tokens: list[Token], order: bool | None) -> list[Token]:
    """The tokens of a list of surnames with given names behind them, without the commune that each is of: "ROUX Luc de La Ferté"."""
    if order is not False:
        return tokens
    kept: list[Token] = []
    skips = False
    for index, token in enumerate(tokens):
        if skips:
            is_place = token.text[0].isupper() or token.folded in PARTICLES or token.text in ("sur", "sous", "en")
            skips = token.kind is Kind.WORD and is_place
        if not skips and token.kind is Kind.WORD and index + 1 < len(tokens) and _begins_origin(kept, token, tokens[index + 1]):
            skips = True
        if not skips:
            kept.append(token)
    return kept


def _begins_origin(before: Sequence[Token], token: Token, following: Token) -> bool:
    """Whether "de" stands behind a surname in capitals and a given name, and a place behind it."""
    if len(before) < 2 or not (before[-1].kind is before[-2].kind is Kind.WORD):
        return False
    given, surname = before[-1], before[-2]
    if is_upper(given.text) or not given.text[0].isupper() or given.folded in NOT_NAMES or not is_upper(surname.text):
        return False
    has_tail = token.text[:2] in ("d'", "d’", "D'", "D’") and token.text[2:3].isupper()
    if following.kind is not Kind.WORD:
        return has_tail
    return has_tail or (token.text in ("de", "du", "des") and (following.text[0].isupper() or following.text == "la"))


def _without_line_places(tokens: list[Token]) -> list[Token]:
    """The tokens of a list without the commune at the end of each line: "Luc ROUX - Orsec", "Mme Zoé PIC, La Ferté", one a line."""
    ends = [one for one, two in pairwise(tokens) if two.kind is Kind.NEWLINE and one.kind is Kind.WORD and not one.text.isupper()]
    if len(ends) < FEWEST_PLACES:
        return tokens  # no more lines can end with a place
    lines: list[list[Token]] = [[]]
    for token in takewhile(lambda token: token.kind is not Kind.END, tokens):
        lines[-1].append(token)
        if token.kind is Kind.NEWLINE:
            lines.append([])
    tails = [tail for line in lines if (tail := _tail_place(line))]
    if len(tails) < FEWEST_PLACES or len(tails) < 0.6 * sum(any(token.kind is Kind.WORD for token in line) for line in lines):
        return tokens
    dropped = {token.start for tail in tails for token in tail}
    return [token for token in tokens if token.start not in dropped]


def _without_heads(tokens: list[Token], order: bool | None) -> list[Token]:
    """The tokens of a list that prints given names first, without the commune in capitals that opens each line: "ORSEC Luc ROUX, …"."""
    if order is not True:
        return tokens
    lines: list[list[Token]] = [[]]
    for token in tokens:
        lines[-1].append(token)
        if token.kind is Kind.NEWLINE:
            lines.append([])
    before = [[], *lines]  # a line that ends in a given name goes on with its surname
    heads = {head[0].start: head for last, line in zip(before, lines, strict=False) if (head := _head_place(line)) and not _is_half(last)}
    if len(heads) < FEWEST_PLACES or len(heads) < 0.4 * sum(any(token.kind is Kind.WORD for token in line) for line in lines):
        return tokens
    dropped = {token.start for head in heads.values() for token in head}
    kept: list[Token] = []
    for token in tokens:
        if token.start in heads:
            kept.append(Token(Kind.SEPARATOR, token.start, token.start, ";", ";"))
        if token.start not in dropped:
            kept.append(token)
    return kept


def _is_half(line: list[Token]) -> bool:
    """Whether a line ends in the midst of a name, behind a given name."""
    last = next((token for token in reversed(line) if token.kind is not Kind.NEWLINE), None)
    return last is not None and last.kind is Kind.WORD and not is_upper(last.text)


def _head_place(line: list[Token]) -> list[Token]:
    """The words in capitals that open a line right before a given name and a surname in capitals: the commune of the people behind."""
    if not line or line[0].kind is not Kind.WORD or not (is_upper(line[0].text) or line[0].folded in PARTICLES):
        return []  # mostly
    at = next((at for at, token in enumerate(line) if token.kind is not Kind.WORD or not (is_upper(token.text) or _is_small(token))), 0)
    if at == 0 or not any(is_upper(token.text) for token in line[:at]):
        return []
    person = list(takewhile(lambda token: token.kind is Kind.WORD, line[at:]))
    is_named = (
        len(person) > 1 and person[0].text[0].isupper() and person[0].folded not in NOT_NAMES and any(is_upper(t.text) for t in person)
    )
    return line[:at] if is_named else []


def _is_small(token: Token) -> bool:
    return token.folded in PARTICLES or token.text in ("sur", "sous", "en")


def _tail_place(line: list[Token]) -> list[Token]:
    """The separator and the words behind it, where those are a place: no capitals and no office behind one surname in capitals."""
    at = next((index for index, token in enumerate(line) if token.kind is Kind.SEPARATOR), 0)
    head, tail = line[:at], [token for token in line[at + 1 :] if token.kind is not Kind.NEWLINE]
    if not tail or not any(token.kind is Kind.WORD and is_upper(token.text) for token in head):
        return []
    if any(token.kind is not Kind.WORD or is_upper(token.text) or token.folded in NOT_NAMES for token in tail):
        return []
    return [line[at], *tail] if tail[0].text[0].isupper() and line[-1].kind is Kind.NEWLINE else []


def one_a_line(tokens: list[Token]) -> bool:
    """Whether the list puts one name on a line: its first lines hold one short entry each and end without a separator."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.NEWLINE:
            if lines[-1]:
                lines.append([])
        elif token.kind is Kind.END:
            break
        else:
            lines[-1].append(token)
        if len(lines) > 8:
            break
    lines = [line for line in lines if line][:8]
    if len(lines) > 2 and any(map(_is_prose, lines[-1])):
        lines.pop()  # the sentence behind the list
    if len(lines) < 2:
        return False

    def single(line: list[Token]) -> bool:
        inner = [t for t in line[1:-1] if t.kind is Kind.SEPARATOR and t.text != ","]
        commas = [b for a, b in pairwise(line) if a.text == "," and b.folded not in OFFICE_WORDS and b.kind in (Kind.WORD, Kind.CIVILITY)]
        links = sum(t.kind in (Kind.LINK_TO, Kind.LINK_FROM, Kind.LINK_SHORT) for t in line)
        civilities = sum(t.kind is Kind.CIVILITY for t in line)
        shared = any(t.kind is Kind.CIVILITY and t.folded.strip(" .") in SHARED for t in line)
        words = [t for t in line if t.kind is Kind.WORD]
        if len(words) == len(line) > MAX_NAME_WORDS and not any(t.folded in OFFICE_WORDS for t in words):
            return False  # "ROUX Luc PIC Zoé BRUN Jean LENOIR Anne": several names with nothing between
        return not inner and not commas and links <= 1 and civilities <= 1 + links and not (shared and len(line) > 4)

    if len(lines) < 4 and any(sum(t.kind is Kind.LINK_TO for t in line) > 1 for line in lines):
        return False  # two powers in one of a few lines: the others are what is left of a name
    alone = [line for line in lines if single(line)]
    is_parted = any(sum(t.kind is Kind.SEPARATOR for t in line) >= FEWEST_PARTED for line in lines)
    if is_parted and sum(line[0].kind is Kind.CIVILITY for line in alone) < 2:
        return False  # "SILVA • Zoé BRUN • Luc VIAL • Anne": signs part the names, a line's end does not
    return len(alone) >= 2 and len(alone) >= (0.6 if lines[0] in alone else 0.75) * len(lines)


def _may_begin_name(token: Token) -> bool:
    return token.kind is Kind.WORD and (token.text[0].isupper() or re.split(r"['’]", token.folded)[0] in PARTICLES)


def _is_one_name(tokens: list[Token], like: Sequence[NameEntry]) -> bool:
    """Whether the first two lines are one name that was broken, where the print's other names have two words: "Luc\nROUX"."""
    begun = dropwhile(lambda t: t.kind is Kind.SEPARATOR, tokens)
    listed = list(takewhile(lambda t: t.kind in (Kind.WORD, Kind.NEWLINE), dropwhile(lambda t: t.kind is Kind.NEWLINE, begun)))
    kinds = [token.kind for token in listed]
    is_broken = kinds[:3] == [Kind.WORD, Kind.NEWLINE, Kind.WORD] and kinds.count(Kind.WORD) == 2
    return len(like) > 2 and is_broken and all(len(entry.name.text.split()) > 1 for entry in like)


def parse_names(
    text: str,
    folded: str,
    start: int,
    end: int,
    *,
    proxies: bool = False,
    one_person: bool = False,
    pairs: bool = False,
    like: Sequence[NameEntry] = (),
) -> tuple[list[NameEntry], int]:
    """The people listed from ``start`` on, and the offset where the list stops.

    ``proxies`` says that the heading speaks of proxies, so that "M. ROUX à Mme LENOIR" is one; ``one_person`` that a sentence names one
    person and no list, so that a line end parts nothing; ``pairs`` that each line of a table names a giver and a holder; ``like`` are
    names of the same print, for a list too short to tell its order.
    """
    printed = tokens_of(text, folded, start, end, proxies=proxies, initials_stand=_have_initials(like))
    printed = _with_surnames_that_are_words(_with_parted_given_names(printed))
    listed = _before_prose(printed)  # the sentence behind may name somebody in another order
    order = given_first(listed)
    if order is None and len(listed) < FEWEST_LISTED and len(like) < FEWEST_PARTED:
        order = given_first(printed)
    printed = _without_line_places(printed)
    tokens = _without_inner_dashes(printed, order)
    if tokens is not printed:
        order = given_first(tokens)
    if order is None:
        order = _order_of(like)
    tokens = _without_heads(_without_origins(tokens, order), order)
    by_line = pairs or (not one_person and one_a_line(tokens) and not _is_one_name(tokens, like))
    if order is None and by_line:
        order = given_first(_before_prose(tokens), by_line=True)
    entries, stop = _ListReader(text, folded, tokens, proxies, order, by_line, pairs, one_person, like).read(start)
    if entries and "\n" not in text[entries[0].end : entries[-1].start] and _heads_title(text, entries[0]):
        return [], start
    return _with_second_surnames(text, entries, like) if order else entries, stop


def _heads_title(text: str, entry: NameEntry) -> bool:
    """Whether what a list begins with is a title of one line: "CREF - Centre régional de formation"."""
    if entry.name.civility or entry.name.function or entry.link or " " in entry.name.text:
        return False
    title = _TITLE.match(text, entry.end)
    return title is not None and fold(title[1]) not in OFFICE_WORDS


_SPACED_DASH = re.compile(r"\s*[-–—]\s*")
FEWEST_GIVEN: Final = 3  # names of a list with given names, for each surname that stands alone between dashes


def _with_second_surnames(text: str, entries: list[NameEntry], like: Sequence[NameEntry]) -> list[NameEntry]:
    """The entries, a surname alone behind a dash with the name before it: "Anne ROUX - Paul PETIT - LENOIR - Zoé BRUN".

    Where dashes part the names and each has its given name, that is the second half of a double surname, or a name that lost its given
    name in the picture: either way the row is doubtful.
    """
    parted = [part for entry in entries for part in _parted(text, entry)]
    alone, like_it = (
        [entry for entry in group if not entry.name.civility and all(map(is_upper, entry.name.text.split()))] for group in (parted, like)
    )
    if not alone or like_it or len(parted) + len(like) - len(alone) < FEWEST_GIVEN * len(alone):
        return entries
    joined: list[NameEntry] = []
    for entry in parted:
        before = joined[-1] if joined else None
        dash = text[before.end : entry.start] if before else ""
        if before and entry in alone and not before.name.function and not before.note and _SPACED_DASH.fullmatch(dash):
            second = f" {dash.strip()} {entry.name.text}"
            doubt = "a dash with spaces beside it, read as part of one name"
            if before.link is None:
                name = replace(before.name, text=before.name.text + second, function=entry.name.function)
                joined[-1] = replace(entry, name=name, start=before.start, doubt=entry.doubt or doubt)
                continue
            if before.other and not entry.link:
                other = replace(before.other, text=before.other.text + second)
                joined[-1] = replace(before, other=other, end=entry.end, doubt=before.doubt or doubt)
                continue
        joined.append(entry)
    return joined


def _parted(text: str, entry: NameEntry) -> Iterator[NameEntry]:
    """An entry, a surname before a line end and a whole name behind it as two: "… - LENOIR / Zoé BRUN"."""
    first, newline, rest = text[entry.start : entry.end].partition("\n")
    words = rest.split()
    if newline and not entry.name.civility and is_upper(first.strip()) and words and not is_upper(words[0]):
        yield NameEntry(PrintedName(first.strip()), entry.start, entry.start + len(first))
        name = replace(entry.name, text=entry.name.text.removeprefix(first.strip()).strip())
        entry = replace(entry, name=name, start=entry.start + len(first) + 1)
    yield entry


class _ListReader:
    """Reads the tokens of one list from left to right; the only state is the entry in hand and those finished."""

    def __init__(
        self,
        text: str,
        folded: str,
        tokens: list[Token],
        proxies: bool,
        order: bool | None,
        by_line: bool,
        pairs: bool,
        one_person: bool,
        like: Sequence[NameEntry],
    ) -> None:
        self.text = text
        self.folded = folded
        self.tokens = tokens
        self.proxies = proxies
        self.given_first = order
        self.by_line = by_line
        self.pairs = pairs
        self.one_person = one_person
        self.like = like
        self.initials_last = _initials_last(tokens)
        self.initials_first = _initials_first(tokens)
        self.draft = _Draft()
        self.entries: list[NameEntry] = []
        self.shared_civility: str | None = None
        self.jumbled: _Draft | None = None  # the entry with which "procuration à procuration à" ends what can be read
        self.pending_office = False  # after "name ," : an office that follows belongs to that name
        self.before = ""  # the word or sign before, whatever line it stands on
        self.delegation = 0  # words read of what the person before is charged with
        self.charge_end = 0  # the end of the line that tells it behind a colon
        self.givers = 0  # how many entries stand before "ont respectivement donné pouvoir à"
        self.end = 0

    def read(self, start: int) -> tuple[list[NameEntry], int]:
        self.end = start
        index = 0
        while index < len(self.tokens):
            token, previous = self.tokens[index], self.tokens[index - 1] if index else None
            following = next((t for t in self.tokens[index + 1 : index + 3] if t.kind is not Kind.NEWLINE), None)
            if previous and previous.kind is not Kind.NEWLINE:
                self.before = previous.folded
            if not self._take(token, previous, following) or (self.jumbled and self.draft is not self.jumbled):
                resumed = None if self.jumbled or token.kind is Kind.END else self._resumes(index)
                if resumed is None:
                    self._doubt_end(index)
                    break
                self.draft, self.shared_civility, index = _Draft(), None, resumed
                continue
            index += 1
        else:
            self._flush()
        return self._paired(), self.end

    def _resumes(self, index: int) -> int | None:
        """Where the list goes on behind a remark that is no name: the index of a civility, ``None`` where the list is over.

        Only among entries that have civilities, and only where what follows is plainly an entry of the same kind: a giver with a proxy,
        or, where the heading speaks of none, at least two more people.
        """
        if len(self.entries) < 2 or sum(entry.name.civility is not None for entry in self.entries) < 0.8 * len(self.entries):
            return None
        first = self.tokens[index]
        for at in range(index + 1, min(index + MOST_SKIPPED, len(self.tokens) - 1)):
            token, before, after = self.tokens[at], self.tokens[at - 1], self.tokens[at + 1 : at + 16]
            if token.kind in (Kind.END, Kind.LABEL) or token.start - first.start > MAX_REMARK:
                return None
            if token.kind is not Kind.CIVILITY or before.kind not in (Kind.SEPARATOR, Kind.NEWLINE) or before.text == ".":
                continue
            if _STATES.search(self.folded[first.start : token.start]):
                return None
            kinds = [t.kind for t in takewhile(lambda t: t.kind is not Kind.END, after)]
            if kinds[:1] != [Kind.WORD]:
                return None
            is_giver = self.proxies and Kind.LINK_TO in kinds[:8]
            return at if is_giver or (not self.proxies and kinds.count(Kind.CIVILITY) >= 2) else None
        return None

    def _doubt_end(self, index: int) -> None:
        """Marks the last name before a word that is none, but which the sign that parts the names and another name follow."""
        word, *behind = self.tokens[index : index + 3]
        if not self.entries or len(behind) < 2 or word.kind is not Kind.WORD or not word.text[0].isupper():
            return
        sign, name = behind
        parts = sign.kind is Kind.SEPARATOR and sum(token.text == sign.text for token in self.tokens[:index]) > 0
        if parts and (name.kind is Kind.CIVILITY or (_may_begin_name(name) and name.folded not in NOT_NAMES)):
            self.entries[-1] = replace(self.entries[-1], doubt=self.entries[-1].doubt or "the list may go on behind this name")

    def _paired(self) -> list[NameEntry]:
        """The entries, givers with their holders where as many holders follow "ont respectivement donné pouvoir à"."""
        if not self.givers:
            return self.entries
        givers, rest = self.entries[: self.givers], self.entries[self.givers :]
        free = [index for index, entry in enumerate(givers) if not entry.link]
        holders, others = rest[: len(free)], rest[len(free) :]
        is_even = len(holders) == len(free)
        for index, holder in zip_longest(free, holders[: len(free)]):
            doubt = None if is_even else "givers and holders of powers are not of one number"
            givers[index] = replace(givers[index], link="to", other=holder.name if holder and is_even else None, doubt=doubt)
        return givers + others

    # -- one token ------------------------------------------------------------------------------------------------------------------

    def _take(self, token: Token, previous: Token | None, following: Token | None) -> bool:
        if self._is_delegation(token, previous, following):
            self.delegation += 1
            return self.delegation <= MAX_DELEGATION or self._stop(token)
        self.delegation = 0
        draft = self.draft
        match token.kind:
            case Kind.NEWLINE:
                if self.one_person and not draft.link and self._is_given_and_surname():
                    self._flush()
                    return False  # "Secrétaire : Anne ROUX\nParticipaient également …"
                waits = draft.waits and not draft.by_office
                waits |= bool(draft.office) and draft.office[-1].folded.rstrip("'") in CHARGE_LINKS  # "délégué de la commune d'\nORSEC"
                if self.by_line and (draft.words or draft.office) and not waits and not self._is_broken(following):
                    if not (following and following.kind in (Kind.LINK_TO, Kind.NOTE, Kind.LINK_SHORT)):
                        self._flush()
            case Kind.SEPARATOR:
                if draft.waits and not draft.by_office:
                    return True  # "procuration à : - Mme LENOIR"
                if self.pairs and token.text == "|" and draft.words and not draft.link:
                    draft.link = "to"
                    return True
                self.pending_office = bool(draft.words) and token.text in (",", "-", "–")
                self._flush()
            case Kind.LABEL:
                if not (following and following.kind in (Kind.LINK_TO, Kind.LINK_FROM)):  # "Mme ROUX : pouvoir à M. PETIT"
                    self._label(token)
            case Kind.CIVILITY:
                return self._civility(token, previous)
            case Kind.LINK_EACH:
                self._flush()
                self.givers = len(self.entries)
                self.draft = _Draft()
            case Kind.LINK_TO | Kind.LINK_FROM:
                return self._link(token, _link_to(token.folded) if token.kind is Kind.LINK_TO else "from")
            case Kind.LINK_SHORT if token.text == "a" and following is not None and following.folded == "ETE":
                return self._lower(token)  # "Mme ROUX, adjointe, a été désignée secrétaire"
            case Kind.LINK_SHORT:
                if self.proxies and not draft.words and not draft.civility and self.entries and not self.entries[-1].link:
                    self._reopen()  # "M. ROUX, à Mme PETIT"
                    draft = self.draft
                is_followed = following is not None and (following.kind is Kind.CIVILITY or _may_begin_name(following))
                if self.proxies and draft.words and not draft.link and is_followed:
                    draft.link, draft.is_closed = "to", False
                elif draft.office or not draft.words:
                    return self._lower(token)
                else:
                    return self._stop(token)
            case Kind.NOTE:
                self._note(token)
            case Kind.END:
                if self.pending_office and self.tokens and token.folded == "S" and not draft.words:
                    return self._after_comma_end(token)
                if self._has_subject_before(token):
                    self._drop_subject(token)  # "Mme ROUX est arrivée au point 2"
                    draft = self.draft
                target = draft.other if draft.link else draft.words
                while target and target[-1].folded in SENTENCE_STARTS:
                    target.pop()  # "M. ROUX\nLe nombre de présents …"
                self._flush()
                return False
            case Kind.WORD:
                return self._word(token, previous, following)
            case Kind.OTHER if token.text in "[{":
                self._flush()  # "… - Mme PETIT [arrivée à 19 h]"
                return False
            case Kind.OTHER:
                if token.text in "\"«»)_=~'’°" and not draft.link:
                    return True
                return self._stop(token)
        return True

    def _is_delegation(self, token: Token, previous: Token | None, following: Token | None) -> bool:
        """Whether a word goes on to say what somebody with an office is charged with: "adjointe à la culture, au sport ; M. ROUX, …".

        It begins with a little word behind the comma, or with a comma behind such a part, and ends with the next sign or line.
        """
        if self.draft.words or self.draft.civility != self.shared_civility or not self.entries:
            return False
        if token.text == "a" and following is not None and following.folded == "ETE":
            return False  # "Mme ROUX, adjointe, a été désignée secrétaire"
        if token.start < self.charge_end and token.kind is not Kind.CIVILITY:
            return True
        office = self.entries[-1].name.function
        if office is None or (previous and previous.kind is Kind.NEWLINE and self.by_line):
            return False
        if self.delegation and token.kind is Kind.SEPARATOR:
            return token.text == ","
        if token.kind not in (Kind.WORD, Kind.LINK_SHORT):
            return False
        opens = previous is not None and previous.text == "," and token.text[0].islower()
        word = re.split(r"['’]", token.folded)[0]
        if self.delegation and previous is not None and previous.text != ",":
            return token.text[0].islower() or (previous.folded in CHARGE_LINKS or "'" in previous.text) or token.folded in NOT_NAMES
        is_charge = word == "EN" and self.folded.startswith("EN CHARGE", token.start)
        if opens:
            return word in CHARGE_LINKS | CHARGED or is_charge
        return previous is not None and previous.text == "," and self._is_charge(token, following, office)

    def _is_charge(self, token: Token, following: Token | None, office: str) -> bool:
        """Whether a word in capitals goes on with what somebody is charged with: "Mme ROUX, adjointe aux Finances, Culture, M. PIC"."""
        is_civil = all(entry.name.civility for entry in self.entries) and not self.shared_civility and len(self.entries) > 1
        is_name = is_upper(token.text) or (following is not None and following.kind is Kind.WORD and is_upper(following.text))
        return is_civil and not is_name and not CHARGE_LINKS.isdisjoint(fold(office).split()) and token.folded not in OFFICE_WORDS

    def _is_given_and_surname(self) -> bool:
        """Whether the name in hand is whole: a given name and, last, a surname in capitals."""
        words = self.draft.words
        return len(words) > 1 and is_upper(words[-1].text) and words[-1].folded not in PARTICLES and not is_upper(words[0].text)

    def _is_broken(self, following: Token | None) -> bool:
        """Whether the line broke inside a name: behind a particle, or before the surname where surnames stand in capitals.

        Where each has a civility and the line ends behind one word, the next line goes on without one: "Mme Anne / Boulanger".
        """
        draft = self.draft
        target = draft.other if draft.link else draft.words
        if not target or draft.office:
            return False
        civility = draft.other_civility if draft.link else draft.civility if not self.shared_civility else None
        if (
            civility
            and len(target) == 1
            and target[0].text[1:].islower()
            and following is not None
            and following.kind is Kind.WORD
            and following.text[:1].isupper()
            and not is_upper(following.text)
            and following.folded not in NOT_NAMES | SENTENCE_STARTS
        ):
            return True
        if all(map(_is_initial, target)):
            return True  # "M. V.\nROUX"
        if self.given_first is True and not _has_surname(target):  # "Luc\nROUX", not "Orsec\nLuc ROUX"
            return following is None or following.kind is not Kind.WORD or is_upper(following.text) or not following.text[0].isupper()
        return target[-1].folded in PARTICLES

    def _after_comma_end(self, token: Token) -> bool:
        """ "Mme ROUX, secrétaire de séance, M. …": the office belongs to the name before the comma, the list goes on."""
        line_end = self.text.find("\n", token.start)
        rest = self.text[token.start : line_end if line_end >= 0 else len(self.text)]
        if ":" in rest[:30]:
            self._flush()
            return False
        self.draft.office.append(token)
        return True

    def _civility(self, token: Token, previous: Token | None) -> bool:
        draft = self.draft
        if draft.waits and not draft.by_office:
            draft.other_civility = _civility(token)
            return True
        if draft.words and not draft.link and self.proxies and previous and previous.kind is Kind.WORD and self._is_linked():
            # "M. ROUX Mme LENOIR" where the others print "à": the little word fell out.
            draft.link, draft.other_civility = "to", _civility(token)
            draft.doubt = None if self.pairs else "two names without a word between them, read as a proxy"
            return True
        self._flush()
        self.draft.civility = _civility(token)
        plain = fold(self.draft.civility).replace(".", "")
        self.shared_civility = self.draft.civility if any(part in SHARED for part in plain.split()) else None
        self.draft.touch(token)
        return True

    def _is_linked(self) -> bool:
        """Whether another entry of the list has a proxy, so that a missing "à" is a slip; in a table of pairs every row has one."""
        return self.pairs or any(entry.link for entry in self.entries)

    def _link(self, token: Token, link: Link) -> bool:
        if not self.draft.words and self.entries and not self.draft.civility:
            self._reopen()
        if not self.draft.words:
            return self._stop(token)
        if self.draft.link and self.draft.other:
            return self._stop(token)
        if self.draft.link == link:
            self.draft.doubt, self.jumbled = "the columns of a table were read one after the other", self.draft
        self.draft.link, self.draft.is_closed = link, False
        self.draft.is_plural = link == "to" and _THEY_GIVE.match(token.folded) is not None
        return True

    def _reopen(self) -> None:
        """ "Mme ROUX, procuration à M. PETIT": the comma closed the entry too early."""
        last = self.entries.pop()
        words = [t for t in self.tokens if last.start <= t.start < last.end and t.kind is Kind.WORD]
        office_at = {t.start for t in words if last.name.function and t.text in last.name.function.split()}
        self.draft = _Draft(
            civility=last.name.civility,
            words=[t for t in words if t.start not in office_at],
            office=[t for t in words if t.start in office_at],
            note=last.note,
            start=last.start,
        )
        if last.link:
            self.entries.append(last)
            self.draft = _Draft()

    def _note(self, token: Token) -> None:
        """A remark in brackets: a proxy ("(pouvoir à M. ROUX)") or a note that is kept; either ends the name before it."""
        inner, folded = token.text[1:-1], token.folded[1:-1]
        to = None if _LEAVES.match(folded) else _LINK_TO.search(folded)  # who leaves gives a power from then on
        searches: list[tuple[Link, re.Match[str] | None]] = [
            (_link_to(to.group()) if to else "to", to),
            ("from", _LINK_FROM.search(folded)),
        ]
        if self.proxies:
            searches.append(("to", _LINK_SHORT.match(folded)))  # "Pouvoirs : M. ROUX (à Mme PETIT)"
        if not any(match for _, match in searches) and (bare := _BRACKETS_BARE.match(folded)) and inner[bare.end()].isupper():
            searches.append(("to", bare))
        for link, match in searches:
            other = read_name(inner[match.end() :].replace("\n", " ")) if match else None
            by_office = match is not None and other is None and _TO_OFFICE.match(folded, match.end()) is not None
            if other is None and not by_office:
                continue
            if not self.draft.words and self.entries:
                self._reopen()
            draft = self.draft
            if draft.words and not draft.link:
                draft.link, draft.in_brackets, draft.by_office, draft.end = link, other, by_office, token.end
                draft.note, draft.is_closed = squeeze(inner), True
                return
        if self.draft.words:
            self.draft.note = f"{self.draft.note}; {squeeze(inner)}" if self.draft.note else squeeze(inner)
            self.draft.is_closed = True
        elif self.entries and self.entries[-1].note is None:
            self.entries[-1] = replace(self.entries[-1], note=squeeze(inner))

    def _label(self, token: Token) -> None:
        """ "Adjoints : …", "Saint-Loup : M. ROUX": a label is not a name; the words before it on the same name are cut off."""
        draft = self.draft
        if draft.link and not draft.other:
            return
        is_charged = draft.civility and not self.shared_civility and draft.words and draft.office and draft.office[0].folded[:1].isdigit()
        if is_charged and "\n" not in self.text[draft.start : token.start] and not self.text[token.end :].lstrip().startswith(("M", "\n")):
            self._flush()
            self.charge_end = self.text.find("\n", token.end)  # "Mme ROUX, 1ère adjointe : finances, sport"
            return
        if (
            draft.words
            and draft.office
            and not draft.link
            and draft.office[0].text[0].isupper()
            and draft.office[0].start > draft.words[-1].end
        ):
            draft.office = []  # "M. ROUX Commune d'Orsec : M. PETIT": the label begins behind the name
            self._flush()
            self.draft = _Draft()
            return
        target = draft.other if draft.link and not draft.in_brackets else draft.words
        is_ordered = self.given_first and draft.words and not is_upper(draft.words[0].text)
        line_start = self.text.rfind("\n", 0, token.start)
        earlier = [word for word in target if word.start < line_start]
        office = [word for word in draft.office if word.start < line_start]
        is_half = self.given_first and not any(is_upper(word.text) for word in earlier)  # "M. Luc\nROUX ORSEC : …"
        if earlier and not (is_half and is_ordered) and (len(earlier) < len(target) or len(office) < len(draft.office)):
            target[:], draft.office = earlier, office  # the label begins the line, the name ended the one before
            self._flush()
            self.draft = _Draft()
            return
        if draft.civility and len(draft.words) >= 3 and (is_ordered or not self.shared_civility):
            draft.words = draft.words[: _name_length(draft.words, self.given_first)]
            self._flush()
        elif draft.words and not draft.civility and len(draft.words) >= 3 and self.given_first and self.entries:
            keep = _name_length(draft.words, self.given_first)
            if keep < len(draft.words) and not is_upper(draft.words[0].text):
                draft.words = draft.words[:keep]
                self._flush()
        self.draft = _Draft()

    def _word(self, token: Token, previous: Token | None, following: Token | None) -> bool:
        draft = self.draft
        folded = token.folded.rstrip(".")
        if not draft.waits and _ARTICLE.match(token.text):
            self._flush()  # "Mme PETIT L'ordre du jour est abordé"
            return False
        if draft.waits and folded in ("MAIRE", "PRESIDENT", "PRESIDENTE") and not self._is_surname(token, [], following):
            draft.by_office, draft.end = True, token.end
            return True
        is_next = following is not None and following.kind is Kind.CIVILITY and (not draft.words or (draft.link and not draft.waits))
        if folded == "DE" and self.proxies and is_next:
            self._flush()
            return True  # "De M. ROUX à Mme PIC\nDe Mme BRUN à M. VIAL"
        if folded == "ET" and not draft.office and (draft.words or self.entries):
            self.pending_office = False
            self._flush()
            return True
        target = draft.other if draft.link and not draft.in_brackets else draft.words
        if (folded in OFFICE_WORDS or (folded[:1].isdigit() and _ORDINAL.fullmatch(folded))) and not self._is_surname(
            token, target, following
        ):
            if not draft.words and self.pending_office and self.entries and not draft.civility:
                self._reopen()
                draft = self.draft
            draft.touch(token)
            draft.office.append(token)
            return True
        if draft.office and not draft.link:
            if token.text[0].islower() or folded in OFFICE_LINKS or folded[0].isdigit():
                draft.office.append(token)
                return len(draft.office) <= MAX_OFFICE or self._stop(token)
            if previous and (self.before in CHARGE_LINKS or self.before == "'" or self._goes_on(token, previous, following)):
                draft.office.append(token)  # "maire de Saint-Loup", "délégué de BOIS SAINT LAURENT"
                return True
            self._flush()
            draft = self.draft
            target = draft.words
        if token.text[0].islower():
            return self._lower(token, following)
        if folded in NOT_NAMES and not self._is_surname(token, target, following):
            if draft.civility and draft.words and not draft.link and not self.shared_civility:
                self._flush()  # "Mme ROUX Envoyé en préfecture le": her entry is whole, a stamp follows
                return False
            if self.one_person and len(draft.words) > 1 and not draft.link:
                self._flush()  # "Secrétaire de séance : Anne ROUX Approbation du procès-verbal"
                return False
            if draft.link and draft.other and draft.other_civility:
                self._flush()  # "M. ROUX a donné pouvoir à Mme PETIT Absents : …"
                return False
            return self._stop(token)
        if draft.is_closed or self._completes(target, token):
            if self.pairs and not draft.link and not draft.is_closed:
                draft.link, target = "to", draft.other
            else:
                self._flush()
                draft, target = self.draft, self.draft.words
        draft.touch(token)
        target.append(token)
        self.pending_office = False
        return len(target) <= MAX_NAME_WORDS or self._stop(token)

    def _goes_on(self, token: Token, previous: Token, following: Token | None) -> bool:
        """Whether a capitalised word belongs to the commune of an office, printed like its first word, and begins no person's name."""
        office = self.draft.office
        first = next((word for before, word in pairwise(office) if before.folded in OFFICE_LINKS and word.text[0].isupper()), None)
        if (
            first is None
            or len(office) > MAX_OFFICE
            or previous is not office[-1]
            or is_upper(first.text) != is_upper(token.text)
            or token.folded in NOT_NAMES
        ):
            return False
        if following is None or following.kind is not Kind.WORD or following.folded in PARTICLES:
            return True
        return is_upper(following.text) == is_upper(token.text)

    def _is_surname(self, token: Token, target: list[Token], following: Token | None) -> bool:
        """Whether a word of the council's language is somebody's surname here: "DOYEN Mathilde" among "BILLON Eve", "M. LE PAGE"."""
        if token.folded in MONTHS and len(target) == 1 and following is not None and following.kind is Kind.SEPARATOR:
            return True  # "E. Juillet,"
        if not is_upper(token.text) or token.folded in ("MONSIEUR", "MADAME"):
            return False
        opens = all(t.folded in PARTICLES for t in target)
        if self.given_first and target and not opens and not any(is_upper(t.text) for t in target):
            return True
        with_given = following is not None and following.kind is Kind.WORD and following.text[:1].isupper()
        with_given = with_given and not is_upper(following.text) and following.folded not in NOT_NAMES  # type: ignore[union-attr]
        if opens and with_given and (self.given_first is False or (self.one_person and token.folded in MONTHS)):
            return True
        if not (self.draft.civility or self.draft.other_civility) or not opens:
            return False
        if token.folded in ("MAIRE", "PRESIDENT", "PRESIDENTE"):  # "M. MAIRE Arnaud", "M. MAIRE DU POSET", but "M. LE MAIRE"
            return not target and following is not None and following.kind is Kind.WORD and following.text[:1].isupper()
        return True

    def _lower(self, token: Token, following: Token | None = None) -> bool:
        """A lower-case word: a particle inside a name, an article before an office ("M. le Maire"), else the end of the list."""
        draft = self.draft
        target = draft.other if draft.link else draft.words
        folded = re.split(r"['’]", token.folded)[0]
        has_tail = any(c.isupper() for c in token.text)  # "d'ORNANO"
        if folded == "DE" and following and following.kind is Kind.CIVILITY and self.entries and not draft.words and not draft.office:
            return True  # "à l'exception de M. ROUX, de Mme PETIT et de M. VIAL"
        if folded in PARTICLES and (has_tail or (following and following.kind is Kind.WORD)):
            if draft.waits and following and following.folded in OFFICE_WORDS:
                return True  # "pouvoir à M. le Maire"
            if draft.office:
                draft.office.append(token)
                return True
            draft.touch(token)
            if following and following.folded in OFFICE_WORDS and not has_tail:
                draft.office.append(token)
            else:
                if self._completes(target, token) and not (target and not is_upper(target[-1].text)):
                    return self._stop(token)
                target.append(token)
            return True
        if draft.office and not draft.link:
            draft.office.append(token)
            return len(draft.office) <= MAX_OFFICE or self._stop(token)
        self._drop_sentence(token)
        return self._stop(token)

    def _drop_sentence(self, token: Token) -> None:
        """Takes back who begins the sentence whose verb is ``token``, its line following no comma: "M. ROUX, doyen d'âge, préside …"."""
        line_start = self.text.rfind("\n", 0, token.start) + 1
        before = self.text[:line_start].rstrip()[-1:]
        if not before or before in ",;/:(–—-" or not self.entries or self.entries[0].start >= line_start:
            return
        if self.text[:line_start].endswith((" et\n", " ET\n")):
            return  # "Messieurs Paul ROUX et\nLuc PETIT, absents excusés"
        first = len(self.text[line_start:]) - len(self.text[line_start:].lstrip()) + line_start
        if chair := _BY_OFFICE.match(self.folded, first, token.start):
            first = chair.end()  # "Monsieur le Maire, Luc ROUX, souhaite la bienvenue"
        if any(entry.start == first for entry in self.entries):
            self.entries = [entry for entry in self.entries if entry.start < line_start]
            self.end = max((entry.end for entry in self.entries), default=self.end)

    def _completes(self, words: list[Token], token: Token) -> bool:
        """Whether the name in hand is whole and ``token`` begins the next one, although no separator stands between."""
        if self.initials_last and len(words) > 1 and len(words[-1].text.rstrip(".")) == 1 and is_upper(token.text):
            return True
        if self.initials_first and len(words) > 1 and _is_initial(words[0]) and is_upper(words[-1].text) and _is_initial(token):
            return True
        if not words or self.given_first is None or len(token.text.rstrip(".")) == 1 or token.text.endswith("."):
            return False
        upper, shape = is_upper(token.text), [is_upper(w.text) for w in words if w.folded.rstrip(".") not in PARTICLES]
        if self.given_first:
            return any(shape) and not shape[0] and not upper and token.folded not in PARTICLES and token.text[0].isupper()
        return bool(shape) and shape[0] and not shape[-1] and upper  # a particle in capitals too: "ROUX Luc LE BRAS Anne"

    # -- the end of an entry --------------------------------------------------------------------------------------------------------

    def _stop(self, token: Token) -> bool:
        """The list is over. Words on the line of ``token`` belong to the sentence that follows, not to the list."""
        if _GOES_ON.match(self.folded, token.start):
            doubt = "what is printed behind the name was not understood"
            if self.draft.words:
                self.draft.doubt = doubt
            elif self.entries and not self.text[self.entries[-1].end : token.start].strip():
                self.entries[-1] = replace(self.entries[-1], doubt=doubt)
        if self._has_subject_before(token):
            self._drop_subject(token)
        line_start = self.text.rfind("\n", 0, token.start)
        tail = self.draft.other if self.draft.link else self.draft.words
        if tail and tail[-1].start > line_start:
            earlier = [t for t in tail if t.start <= line_start]
            if earlier and earlier[-1].folded in PARTICLES:
                earlier = []  # "M. Jean DA\nSILVA est …"
            if self.draft.link and not earlier:
                earlier = _before_sentence(tail, token)
            if self.draft.link:
                self.draft.other = earlier
                if not earlier:
                    self.draft.link = None
                    self.draft = _Draft()
            else:
                late = [t for t in tail if t.start > line_start]
                # "M. PIC\nLuc ROUX souhaite …": a whole name begins the sentence on the next line
                is_named = len(late) > 1 and not is_upper(late[0].text) and is_upper(late[-1].text) and _has_surname(earlier)
                opens_sentence = is_named or all(t.folded in SENTENCE_STARTS for t in late) or self._opens_sentence(earlier, late, token)
                whole = self._whole_before(tail, token)
                self.draft = (
                    replace(self.draft, words=earlier or whole) if (earlier and (self.by_line or opens_sentence)) or whole else _Draft()
                )
        self._flush()
        return False

    def _has_subject_before(self, token: Token) -> bool:
        """Whether ``token`` begins what the person before it does or became; "A été élue secrétaire Mme BRUN" has its subject behind it."""
        if not _PREDICATE.match(self.folded, token.start):
            return False
        opens = token.text[0].isupper() and self.text[token.end :].lstrip()[:2].islower()
        return not (opens and _SUBJECT_BEHIND.match(self.folded, token.start))

    def _opens_sentence(self, earlier: list[Token], late: list[Token], token: Token) -> bool:
        """Whether one word in small letters on the next line begins a sentence: "Mme PETIT Anne / Nomination du secrétaire"."""
        known = [*self.entries, *self.like]
        if len(late) != 1 or is_upper(late[0].text) or not token.text[0].islower() or not known:
            return False
        return len(earlier) >= min(len(entry.name.text.split()) for entry in known)

    def _drop_subject(self, token: Token) -> None:
        """Takes back who begins the sentence whose verb opens a line: "… Mme PETIT Mme Anne ROUX / a été élue secrétaire"."""
        if self.draft.words:
            if not self.draft.link and not self.text[self.draft.words[-1].end : token.start].strip():
                self.draft = _Draft()
        elif self.entries and not self.entries[-1].link and not self.text[self.entries[-1].end : token.start].strip(" ,\n"):
            self.entries.pop()
            self.end = max((entry.end for entry in self.entries), default=token.start)

    def _whole_before(self, words: list[Token], token: Token) -> list[Token]:
        """The name before a sentence on its line, where capitals or the other names tell that it is whole: "…, Paul ROUX Le quorum …"."""
        kept = list(words)
        while kept and kept[-1].folded in SENTENCE_STARTS and not is_upper(kept[-1].text):
            kept.pop()
        begins = token.text[0].isupper() and not is_upper(token.text) and token.folded in SENTENCE_STARTS | NOT_NAMES
        begins |= token.kind is Kind.OTHER and token.text.isdigit()  # "Secrétaire : Luc ROUX 1. Budget"
        if token.kind is Kind.OTHER:
            kept = kept[:-1] if kept and kept[-1].folded in LEAVES else kept  # "Luc ROUX FOLIO 12"
        if not kept or not (begins or len(kept) < len(words)):
            return []
        if len(kept) in {len(entry.name.text.split()) for entry in (*self.entries, *self.like)}:
            return kept  # as long as the names before it
        if self.text[: self.draft.start].rstrip(" ")[-1:] == "\n":
            return []
        if len(kept) == 1:
            return []
        first, last = is_upper(kept[0].text), is_upper(kept[-1].text)
        if self.given_first is None:  # all in capitals or none: a sentence begins otherwise, or with an article
            return kept if first == last and len(kept) < 4 and (first or len(kept) < len(words)) else []
        return kept if first != last and last is self.given_first else []

    def _flush(self) -> None:
        draft, self.draft = self.draft, _Draft(civility=self.shared_civility)
        if self.given_first and not draft.civility:
            draft.words = self._without_place(draft.words)
        if self.given_first and self.proxies and not draft.civility and len(draft.words) > 2 and draft.words[0].text == "de":
            draft.words = draft.words[1:]  # "Pouvoirs : de Luc ROUX à Zoé PIC"
        name = _name(draft.words, draft.civility, draft.office)
        if name is None:
            return
        if self.by_line and self.given_first is not None and not draft.civility and not draft.link and not _has_surname(draft.words):
            if len(draft.words) == 1 or draft.words[0].folded in _OPENS_PLACE:
                return  # "Orsec", "La Ferté" over "Luc ROUX"
            draft.doubt = draft.doubt or "no surname in capitals, as others have"
        other = draft.in_brackets or (_name(draft.other, draft.other_civility, []) if draft.link else None)
        last = max([draft.end, *(t.end for t in (*draft.words, *draft.other, *draft.office))])
        start = draft.start if draft.start >= 0 else draft.words[0].start
        link = draft.link if other or draft.by_office else None
        doubt = draft.doubt
        if draft.link and not link:
            doubt = "a proxy is printed but its holder could not be read"
        self.entries.append(NameEntry(name, start, last, link, other, draft.note, doubt))
        self.end = max(self.end, last)
        if draft.is_plural and other:
            self._share(other)

    def _share(self, holder: PrintedName) -> None:
        """Gives the holder of the last entry to those before it that are joined to it by "et": all of them give one power."""
        at = len(self.entries) - 1
        joint = "et"
        while at > 0 and not self.entries[at - 1].link:
            between = self.text[self.entries[at - 1].end : self.entries[at].start].strip()
            if between != joint:
                return
            doubt = None if joint == "et" else "listed before several who give one power"
            at, joint = at - 1, ","
            self.entries[at] = replace(self.entries[at], link="to", other=holder, doubt=self.entries[at].doubt or doubt)

    def _without_place(self, words: list[Token]) -> list[Token]:
        """The words of a name without the commune in capitals that stands before it on its line: "SAINT-AUBIN Anne ROUX"."""
        first = next((index for index, word in enumerate(words) if not is_upper(word.text)), 0)
        if not first or not any(is_upper(word.text) for word in words[first + 1 :]) or not words[first].text.istitle():
            return words
        line = self.text[self.text.rfind("\n", 0, words[0].start) + 1 : words[0].start]
        return words if line.strip(" -•") or self.text.find("\n", words[0].start, words[first].start) >= 0 else words[first:]


def _has_surname(words: list[Token]) -> bool:
    return any(is_upper(word.text) for word in words)


def _before_sentence(words: list[Token], token: Token) -> list[Token]:
    """A holder's words without that with which a sentence begins on the same line: "à M. PETIT Paul Conformément à l'article …".

    None where no surname in capitals stands before it: what is the name and what the sentence cannot be told.
    """
    opens = words[-1].text.istitle() and token.start - words[-1].end == 1 and token.text[:1].islower()
    kept = words[:-1] if opens else words
    return kept if any(is_upper(word.text) for word in kept) else []


def _name_length(words: list[Token], first_given: bool | None) -> int:
    """How many of the words before a label belong to the name: up to the surname, or to the given name where the surname stands first."""
    shapes = [is_upper(w.text) for w in words]
    if first_given and any(shapes):
        first = shapes.index(True)
        stop = first + 1
        while stop < len(words) and words[stop - 1].folded in PARTICLES:
            stop += 1
        return stop
    return max(len(words) - 1, 1)


def _name(words: list[Token], civility: str | None, office: list[Token]) -> PrintedName | None:
    kept = [w for w in words if w.folded.rstrip(".")]
    while kept and kept[-1].text[0].islower() and kept[-1].folded in PARTICLES:
        kept = kept[:-1]  # a particle with nothing behind it
    while len(kept) > 1 and kept[-1].text.istitle() and kept[-1].folded in SENTENCE_STARTS:
        kept = kept[:-1]  # "M. Luc ROUX Le …": the next sentence
    if len(kept) > 1 and kept[0].folded.rstrip(".") in TITLES and kept[0].text[1].islower() and any(is_upper(w.text) for w in kept[1:]):
        civility, kept = civility or kept[0].text, kept[1:]  # "Docteur LENOIR", not "Maître Luc"
    if not kept:
        return None
    ends = len(kept) == 1 or (is_upper(kept[-1].text) and not is_upper(kept[0].text))  # "M. LY.": the stop is the sentence's
    text = squeeze(" ".join(w.text for w in kept)).removesuffix("." if ends else "")
    text = text.replace("- ", "-").replace("¨", "")  # an accent that lost its letter
    letters = sum(map(str.isalpha, text))
    if letters < 2 or len(kept) > MAX_NAME_WORDS or len(text) > LONGEST_NAME:
        return None
    if all(w.folded in PARTICLES | OF_THE_STATE for w in kept) and kept[0].folded in PARTICLES:
        return None
    function = squeeze(" ".join(t.text for t in office)) or None
    return PrintedName(text, civility, function)


def read_name(text: str) -> PrintedName | None:
    """The one person whom ``text`` begins with, ``None`` where it begins with none.

    >>> read_name("Monsieur Paul-Henri DE LA TOUR, Maire")
    PrintedName(text='Paul-Henri DE LA TOUR', civility='Monsieur', function='Maire')
    """
    entries, _ = parse_names(text, fold(text), 0, len(text))
    return entries[0].name if entries else None


def read_names(text: str) -> list[PrintedName]:
    """The people of a short list, such as the one in brackets after a count of votes.

    >>> [name.text for name in read_names("M. ROUX, Mmes LENOIR et PETIT")]
    ['ROUX', 'LENOIR', 'PETIT']
    """
    entries, _ = parse_names(text, fold(text), 0, len(text))
    return [entry.name for entry in entries]
