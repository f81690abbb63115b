"""What was recognised in a poor picture is doubtful, each name as sure as its least sure word; so are names that deceive the eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Final, TypeVar

from transforms.model import (
    Certainty,
    Outcome,
    Page,
    Place,
    PrintedAttendance,
    PrintedChange,
    PrintedDeliberation,
    PrintedDocument,
    PrintedName,
)
from transforms.text import TURNED, strangeness, words

Row = TypeVar("Row", PrintedAttendance, PrintedChange)
Named = TypeVar("Named", PrintedAttendance, PrintedChange, PrintedDeliberation)

POOR: Final = 60  # percent; of the labelled scans' rows that are read right 1.2 % have a word below, of the wrong names all
LOST: Final = "no decision was found in the picture"


def mark_poor_pictures(document: PrintedDocument, pages: Sequence[Page]) -> PrintedDocument:
    """The document with a doubt on each row any of whose names and numbers Tesseract was less sure of than ``POOR``, or of its title.

    An item without a decision is doubtful too: print is overlooked in a picture.
    Pages with a text layer have no confidences; what stands on them is left as it is.
    """
    confidences = {page.number: page for page in pages if page.confidences}
    if not confidences:
        return document
    return replace(
        document,
        attendance=tuple(_person(row, confidences) for row in document.attendance),
        changes=tuple(_person(row, confidences) for row in document.changes),
        deliberations=tuple(_item(row, confidences) for row in document.deliberations),
    )


def mark_strange_names(document: PrintedDocument, pages: Sequence[Page]) -> PrintedDocument:
    """The document with a doubt on each row whose name holds letters of another script, or in whose lines the print is turned round.

    Such a name is linked by what it looks like; whether it is what it looks like, a person has to say. A council whose name is turned
    round is not known.
    """
    texts = {page.number: page for page in pages if strangeness(page.text)}
    if not texts:
        return document
    is_turned = document.council_place is not None and TURNED in _told(document.council_place, texts)
    return replace(
        document,
        council=None if is_turned else document.council,
        attendance=tuple(_strange(row, (row.name, row.proxy), texts) for row in document.attendance),
        changes=tuple(_strange(row, (row.name, row.proxy), texts) for row in document.changes),
        deliberations=tuple(_strange(row, [name for _, _, name in row.named_votes()], texts) for row in document.deliberations),
    )


def _strange(row: Named, names: Iterable[PrintedName | None], pages: Mapping[int, Page]) -> Named:
    found = strangeness(" ".join(name.text for name in names if name))
    place = row.vote_place if isinstance(row, PrintedDeliberation) else row.place
    if not found and place and TURNED in _told(place, pages):
        found = TURNED
    return row if found is None else replace(row, certainty=Certainty.DOUBTFUL, doubt=row.doubt or f"the name is printed with {found}")


def _told(place: Place, pages: Mapping[int, Page]) -> set[str | None]:
    lines = pages[place.page].lines[place.line_from - 1 : place.line_to] if place.page in pages else ()
    return {strangeness(line.text) for line in lines}


def _person(row: Row, pages: dict[int, Page]) -> Row:
    least = _least(row.place, _words_of((row.name, row.proxy)), pages)
    return row if least is None else replace(row, certainty=Certainty.DOUBTFUL, doubt=row.doubt or _doubt(least))


def _item(row: PrintedDeliberation, pages: dict[int, Page]) -> PrintedDeliberation:
    title = _mean(row.place, frozenset(words(row.title or "")), pages)
    number = _least(row.place, frozenset(words(row.number or "")), pages)
    people = _words_of(name for _, _, name in row.named_votes())
    counts = frozenset(
        str(count) for count in (row.votes_for, row.votes_against, row.votes_abstain, row.votes_not_voting) if count is not None
    )
    vote = _least(row.vote_place, people | counts, pages) if row.vote_place else None
    least = min((one for one in (title, number, vote) if one is not None), default=None)
    doubt = _doubt(least) if least is not None else LOST if row.outcome is Outcome.UNKNOWN and row.place.page in pages else None
    return row if doubt is None else replace(row, certainty=Certainty.DOUBTFUL, doubt=row.doubt or doubt)


def _words_of(names: Iterable[PrintedName | None]) -> frozenset[str]:
    return frozenset(word for name in names if name for word in words(name.text))


def _least(place: Place, wanted: frozenset[str], pages: dict[int, Page]) -> int | None:
    """The lowest confidence among the wanted words of a place where that is poor, else ``None``."""
    least = min((confidence for _, confidence in _confidences(place, wanted, pages)), default=POOR)
    return least if least < POOR else None


def _mean(place: Place, wanted: frozenset[str], pages: dict[int, Page]) -> int | None:
    """The mean confidence of the letters of the wanted words of a place where that is poor, else ``None``.

    A title is no name: one word of it may be garbled, and Tesseract is never sure of "d'urbanisme".
    """
    found = list(_confidences(place, wanted, pages))
    mean = round(fmean([confidence for _, confidence in found], [len(word) for word, _ in found])) if found else POOR
    return mean if mean < POOR else None


def _confidences(place: Place, wanted: frozenset[str], pages: dict[int, Page]) -> Iterator[tuple[str, int]]:
    """The words of a place that are wanted, each with its confidence."""
    page = pages.get(place.page)
    for line, of_line in zip(page.lines, page.confidences, strict=True) if page else ():
        if place.line_from <= line.number <= place.line_to:
            for word, confidence in zip(line.text.split(), of_line, strict=False):
                if wanted & set(words(word)):
                    yield word, confidence


def _doubt(confidence: int) -> str:
    return f"read from a poor picture (confidence {confidence} %)"
