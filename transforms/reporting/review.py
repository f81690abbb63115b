"""The page on which a person looks again at one document: its picture with the read lines outlined, what was read, and what is wrong."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.reporting.render import rendered


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A read line. ``box`` is left, top, right and bottom in shares of the page; ``None`` where no place on the picture is known."""

    number: int
    text: str
    box: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A page's picture as PNG, ``None`` where it cannot be drawn, and the lines that were read from it."""

    number: int
    png: bytes | None
    lines: tuple[ReviewLine, ...]

    @property
    def source(self) -> str | None:
        """The picture as an address that holds it."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode() if self.png else None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the document deserves a look: a broken rule or a doubt; ``row`` is a correction that would agree with the rest of the print."""

    rule: str | None
    severity: str  # error, warning, info or doubt
    sentence: str
    page: int | None
    line: int | None
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A value that was read, where, and the correction row for it."""

    label: str
    value: str
    page: int | None
    line: int | None
    row: str
    doubt: str | None = None
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """What was read of one kind, such as the roll call of a sitting."""

    title: str
    rows: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One document to look at again."""

    document_id: str
    file_name: str
    subtitle: str
    reasons: tuple[Reason, ...]
    sections: tuple[Section, ...]
    pages: tuple[ReviewPage, ...]
    heading: str  # the columns of a corrections file


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the list: how many errors keep something of it out of the marts, how many rows are doubtful, and its page."""

    file_name: str
    errors: int
    doubts: int
    reasons: tuple[str, ...]
    link: str


def review_html(review: Review) -> str:
    """The page of one document; it needs no other file, no network and no mouse."""
    shown = {f"p{page.number}l{line.number}" for page in review.pages for line in page.lines if line.box}
    pages = {page.number for page in review.pages}

    def link(page: int | None, line: int | None) -> str | None:
        anchor = f"p{page}l{line}"
        return anchor if anchor in shown else f"p{page}" if page in pages else None

    return rendered("review.html", review=review, link=link)


def review_index_html(listed: Sequence[Listed]) -> str:
    """The list of documents to look at again, worst first."""
    return rendered("review_index.html", listed=listed)
