"""Tables as data: which columns of a row are shown, under which heading and in which shape.

One listing makes the table of the page, that on paper and the sheet of the workbook, so that they cannot differ. Headings and words are
French sentences of the catalogue, said here in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from transforms.reporting import french as french_figures
from transforms.reporting.language import Wording, french
from transforms.reporting.records import Row
from transforms.reporting.tables import Column, Kind, Table, Value

DASH = french_figures.DASH
SIGNED = french_figures.signed


class Shape(StrEnum):
    """How a value reads."""

    TEXT = "text"
    WORDS = "words"  # a text of some length
    QUOTE = "quote"  # words of a document
    CODE = "code"  # a closed vocabulary: the field's words say each code
    ANSWER = "answer"  # yes, no or not known
    WHOLE = "whole"
    SIGNED = "signed"
    RATE = "rate"  # a share with its fraction, or the reason why there is none
    MEAN = "mean"  # an average with the number of its votes, or the reason why there is none
    DAY = "day"
    LISTED = "listed"  # several numbers in one cell, each after its heading, those that are known
    PLACE = "place"  # document, page and lines: the columns of `PLACE_COLUMNS`, of which the key is the first


NUMBERS = {Shape.WHOLE, Shape.SIGNED, Shape.RATE, Shape.MEAN}
_KINDS = {
    Shape.TEXT: Kind.TEXT,
    Shape.WORDS: Kind.LONG_TEXT,
    Shape.QUOTE: Kind.LONG_TEXT,
    Shape.CODE: Kind.TEXT,
    Shape.ANSWER: Kind.TEXT,
    Shape.WHOLE: Kind.WHOLE,
    Shape.SIGNED: Kind.WHOLE,
    Shape.RATE: Kind.SHARE,
    Shape.MEAN: Kind.MEAN,
    Shape.DAY: Kind.DAY,
    Shape.PLACE: Kind.TEXT,
    Shape.LISTED: Kind.WHOLE,
}
PLACE_COLUMNS = ("file_name", "page", "line_from", "line_to")
ANSWERS = {True: french("oui"), False: french("non")}


@dataclass(frozen=True, slots=True)
class Field:
    """A column: ``key`` names the value in the row, ``heading`` is a French sentence."""

    key: str
    heading: str
    shape: Shape = Shape.WHOLE
    numerator: str | None = None  # of a rate, by its column
    denominator: str | None = None  # of a rate; of an average the number of its votes
    reason: str | None = None  # the column that says why there is no figure
    words: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Field, ...] = ()  # of what is listed; a column each in the workbook
    note: str | None = None  # a column whose text stands beside, smaller
    on_page: bool = True  # else in the workbook alone
    weight: float = 1  # width on paper, as a share


@dataclass(frozen=True, slots=True)
class Listing:
    """The columns of a table, and what stands above it. ``link`` names the column by whose value the first cell leads to another table."""

    name: str
    heading: str
    caption: str
    fields: tuple[Field, ...]
    search: str | None = None
    link: str | None = None
    anchor: str | None = None  # the column by which other tables lead to a row of this one
    is_sortable: bool = True

    @property
    def page_fields(self) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.on_page)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it reads: text, what stands smaller beside it, and the value that it is sorted by.

    Words of documents, of the nomenclature and of rules stay French in a report of another language, and say so.
    """

    text: str
    note: str | None = None
    value: str | int | float = ""
    link: str | None = None
    is_french: bool = False
    is_note_french: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Says values in a language; ``places`` fill the places of reasons, such as the minimum sizes; ``reasons`` says their codes."""

    wording: Wording
    reasons: Mapping[str, str]
    places: Mapping[str, int]
    quote_length: int

    def reason(self, code: str | None) -> str:
        """Why there is no figure."""
        sentence = self.reasons.get(code or "", code or french("rien de connu"))
        return self.wording.say(sentence, **self.places)

    def cell(self, one: Field, row: Row) -> Shown:
        """How the row's value of that field reads."""
        shown = self._shown(one, row)
        is_french = one.shape in (Shape.QUOTE, Shape.WORDS) and shown.text != DASH
        return replace(shown, is_french=is_french, is_note_french=bool(one.note and shown.note))

    def _shown(self, one: Field, row: Row) -> Shown:
        if one.shape is Shape.LISTED:
            known = [(self.wording.say(part.heading), row[part.key]) for part in one.parts if row[part.key] is not None]
            return Shown(", ".join(f"{heading} {self.wording.whole(int(number))}" for heading, number in known) or DASH)
        value = row[one.key]
        note = row[one.note] if one.note else None
        match one.shape:
            case Shape.RATE:
                return self._rate(one, row)
            case Shape.MEAN:
                return self._mean(one, row)
            case Shape.ANSWER:
                said = self.wording.say(ANSWERS[bool(value)]) if value is not None else DASH
                return Shown(said, note, "" if value is None else said)
            case Shape.CODE:
                if value is None:
                    return Shown(DASH, note)
                said = self.wording.say(one.words[value]) if value in one.words else str(value)
                return Shown(said, note, said)
            case _ if value is None or value == "":
                return Shown(DASH, note)
            case Shape.WHOLE:
                return Shown(self.wording.whole(int(value)), note, int(value))
            case Shape.SIGNED:
                return Shown(SIGNED(int(value)), note, int(value))
            case Shape.DAY:
                return Shown(self.wording.long_date(value), note, value.isoformat())
            case Shape.PLACE if row["page"] is None:
                return Shown(str(value), note, str(value))
            case Shape.PLACE:
                lines = french_figures.ranges(tuple(range(int(row["line_from"]), int(row["line_to"]) + 1)))
                said = self.wording.say("{document}, p. {page}, l. {lines}", document=value, page=row["page"], lines=lines)
                return Shown(said, note, str(value))
            case Shape.QUOTE:
                return Shown(shortened(str(value), self.quote_length), note, str(value)[:40])
            case _:
                return Shown(str(value), note, str(value))

    def _rate(self, one: Field, row: Row) -> Shown:
        value = row[one.key]
        numerator, denominator = int(row[one.numerator or ""]), int(row[one.denominator or ""])
        fraction = f"{self.wording.whole(numerator)} / {self.wording.whole(denominator)}"
        if value is None:
            reason = self.reason(row[one.reason] if one.reason else None)
            return Shown(DASH, f"{reason} ({fraction})" if denominator else reason)
        return Shown(self.wording.percent(value), fraction, value)

    def _mean(self, one: Field, row: Row) -> Shown:
        value, votes = row[one.key], int(row[one.denominator or ""])
        if value is None:
            reason = self.reason(row[one.reason] if one.reason else None)
            return Shown(DASH, f"{reason} ({self.wording.whole(votes)})" if votes else reason)
        whole = value in (0, 1)  # only what is whole reads so
        said = self.wording.decimal(value if whole else min(max(value, 0.01), 0.99))
        return Shown(said, self.wording.count(votes, "vote", "votes"), value)

    def rows(self, listing: Listing, rows: Iterable[Row]) -> tuple[tuple[Shown, ...], ...]:
        """The rows as they read on the page."""
        return tuple(tuple(self._linked(listing, index, one, row) for index, one in enumerate(listing.page_fields)) for row in rows)

    def _linked(self, listing: Listing, index: int, one: Field, row: Row) -> Shown:
        shown = self.cell(one, row)
        if index or listing.link is None:
            return shown
        return replace(shown, link=row[listing.link])

    def sheet(self, listing: Listing, rows: Iterable[Row]) -> Table:
        """The table as a sheet: every number in a cell of its own, typed; a figure that is not known is an empty cell with its reason."""
        spread = [part for one in listing.fields for part in (one.parts or (one,))]
        columns = [column for one in spread for column in self._columns(one)]
        filled = tuple(tuple(value for one in spread for value in self._values(one, row)) for row in rows)
        return Table(self.wording.say(listing.heading), tuple(columns), filled)

    def _columns(self, one: Field) -> Iterable[Column]:
        heading = self.wording.say(one.heading)
        yield Column(heading, _KINDS[one.shape])
        if one.shape is Shape.PLACE:
            for place in (self.wording.say("Page"), self.wording.say("Ligne, de"), self.wording.say("Ligne, à")):
                yield Column(place, Kind.WHOLE)
        if one.numerator:
            yield Column(self.wording.say("{figure} : nombre", figure=heading), Kind.WHOLE)
        if one.denominator:
            yield Column(self.wording.say("{figure} : sur", figure=heading), Kind.WHOLE)
        if one.shape in (Shape.RATE, Shape.MEAN):
            yield Column(self.wording.say("{figure} : raison sans chiffre", figure=heading), Kind.TEXT)
        if one.note:
            yield Column(self.wording.say("{figure} : suite", figure=heading), Kind.LONG_TEXT)

    def _values(self, one: Field, row: Row) -> Iterable[Value]:
        value: Any = row[one.key]
        match one.shape:
            case Shape.CODE | Shape.ANSWER:
                yield None if value is None else self.cell(one, row).text
            case _:
                yield value
        if one.shape is Shape.PLACE:
            yield from (row[name] for name in PLACE_COLUMNS[1:])
        if one.numerator:
            yield row[one.numerator]
        if one.denominator:
            yield row[one.denominator]
        if one.shape in (Shape.RATE, Shape.MEAN):
            yield self.reason(row[one.reason] if one.reason else None) if value is None else None
        if one.note:
            yield row[one.note]


def shortened(text: str, most: int) -> str:
    """The text on one line, cut between words where it is longer than ``most`` characters.

    >>> shortened("Votants : 12\\nPour : 9", 14)
    'Votants : 12 …'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + " …"


def plain(value: Any) -> Any:
    """A value as JSON holds it: days as ISO text."""
    return value.isoformat() if isinstance(value, date) else value
