"""What was recognised in a poor picture is doubtful: each name and number is as sure as its least sure word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from transforms.model import Certainty, Page, Place, PrintedAttendance, PrintedChange, PrintedDeliberation, PrintedDocument, PrintedName
from transforms.text import words

Row = TypeVar("Row", PrintedAttendance, PrintedChange)

POOR: Final = 60  # percent; of the labelled scans' rows that are read right 1.2 % have a word below, of the wrong names all


def mark_poor_pictures(document: PrintedDocument, pages: Sequence[Page]) -> PrintedDocument:
    """The document with a doubt on each row any of whose words Tesseract was less sure of than ``POOR``.

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


def _person(row: Row, pages: dict[int, Page]) -> Row:
    least = _least(row.place, _words_of((row.name, row.proxy)), pages)
    return row if least is None else replace(row, certainty=Certainty.DOUBTFUL, doubt=row.doubt or _doubt(least))


def _item(row: PrintedDeliberation, pages: dict[int, Page]) -> PrintedDeliberation:
    title = _least(row.place, frozenset(words(f"{row.number or ''} {row.title or ''}")), pages)
    people = _words_of(name for _, _, name in row.named_votes())
    counts = frozenset(
        str(count) for count in (row.votes_for, row.votes_against, row.votes_abstain, row.votes_not_voting) if count is not None
    )
    vote = _least(row.vote_place, people | counts, pages) if row.vote_place else None
    least = min((one for one in (title, vote) if one is not None), default=None)
    return row if least is None else replace(row, certainty=Certainty.DOUBTFUL, doubt=row.doubt or _doubt(least))


def _words_of(names: Iterable[PrintedName | None]) -> frozenset[str]:
    return frozenset(word for name in names if name for word in words(name.text))


def _least(place: Place, wanted: frozenset[str], pages: dict[int, Page]) -> int | None:
    """The lowest confidence among the wanted words of a place where that is poor, else ``None``."""
    page = pages.get(place.page)
    if page is None:
        return None
    sure = [
        confidence
        for line, of_line in zip(page.lines, page.confidences, strict=True)
        if place.line_from <= line.number <= place.line_to
        for word, confidence in zip(line.text.split(), of_line, strict=False)
        if wanted & set(words(word))
    ]
    return min(sure) if sure and min(sure) < POOR else None


def _doubt(confidence: int) -> str:
    return f"read from a poor picture (confidence {confidence} %)"
