"""How a home stands: its sources, what is known and missing of its councils, its documents. As data, and as one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

LONGEST_WITHOUT_NEWS: Final = timedelta(days=123)  # a quarter, in which a council meets (CGCT L.2121-7), and a month to publish

_T = TypeVar("_T")


class Standing(StrEnum):
    """How a source stands; the first that applies, worst first."""

    FAILED = "failed"
    NEVER = "never looked at"
    OVERDUE = "overdue"
    SILENT = "silent"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """A configured source. Times are ISO, UTC; counts are those of the last look, ``None`` where there was none."""

    source: str
    kind: str
    cadence: str
    council: str | None
    standing: Standing
    remarks: tuple[str, ...]  # a sentence for each thing that is not as it should be
    at: str | None  # the last look
    reached_at: str | None  # the last look that did not fail
    last_new: str | None  # when bytes came in last that it had not published before
    failure: str | None
    listed: int | None
    new: int | None
    replaced: int | None
    unchanged: int | None
    missed: int | None
    gone: int | None
    documents: int  # ever retrieved
    needs_ocr: int  # of them, those that wait for OCR
    missed_documents: tuple[tuple[str, str], ...]  # name and reason
    gone_documents: tuple[tuple[str, str], ...]  # name, and since when it is no longer listed


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that are missing between two deliberations of one series."""

    number_before: str
    number: str
    missing: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known of a council and what is missing; ``None`` where it cannot be known."""

    council_id: str
    council: str | None
    sessions: int
    sessions_quarantined: int
    first_session: date | None
    last_session: date | None
    quarters: int  # from the first known session to the last, both included
    quarters_without_session: tuple[str, ...]  # "2024-Q3"
    quarters_since: int  # that have passed wholly since the last known session
    sessions_without_roll_call: int
    sessions_without_deliberation: int
    sessions_announced_only: int  # there is an agenda, but nothing of the session itself
    deliberations: int
    numbers_missing: int | None
    gaps: tuple[Gap, ...]
    agenda_items: int | None
    agenda_items_without_deliberation: int | None
    documents_without_date: int

    @property
    def missing(self) -> int:
        """How much is missing: what the councils are ordered by."""
        quarters = len(self.quarters_without_session) + self.quarters_since
        return quarters + (self.numbers_missing or 0) + (self.agenda_items_without_deliberation or 0) + self.sessions_announced_only


def judged(
    cadence: str,
    at: str | None,
    reached_at: str | None,
    overdue_from: datetime | None,
    last_new: str | None,
    failure: str | None,
    now: datetime,
) -> tuple[Standing, tuple[str, ...]]:
    """How a source stands at ``now``, and a sentence for each thing that is not as it should be.

    ``overdue_from`` is when the next look that reaches it has been waited for in vain, ``None`` where none ever did.

    >>> noon, looked = datetime.fromisoformat("2026-03-02T12:00+00:00"), "2026-02-28T05:00:00+00:00"
    >>> judged("daily", looked, looked, noon + timedelta(seconds=1), looked, None, noon)
    (<Standing.FINE: 'fine'>, ())
    >>> judged("daily", looked, looked, noon - timedelta(seconds=1), looked, None, noon)[1]
    ('It was reached last on 2026-02-28, 55 hours ago; its cadence is daily.',)
    """
    if at is None:
        return Standing.NEVER, ("It was never looked at.",)
    found: list[tuple[Standing, str]] = []
    if failure:
        found.append((Standing.FAILED, f"The look of {at[:10]} failed: {failure}"))
    if reached_at is None or overdue_from is None:
        found.append((Standing.OVERDUE, "It was never reached."))
    elif now > overdue_from:
        since = now - datetime.fromisoformat(reached_at)
        found.append((Standing.OVERDUE, f"It was reached last on {reached_at[:10]}, {_ago(since)} ago; its cadence is {cadence}."))
    if last_new and now - datetime.fromisoformat(last_new) > LONGEST_WITHOUT_NEWS:
        law = "a council meets once a quarter at least (CGCT L.2121-7)"
        found.append((Standing.SILENT, f"Nothing new has come from it since {last_new[:10]}; {law}."))
    if not found:
        return Standing.FINE, ()
    return found[0][0], tuple(sentence for _, sentence in found)


def _ago(time: timedelta) -> str:
    hours = int(time.total_seconds() // 3600)
    return f"{hours} hours" if hours < 72 else f"{time.days} days"


def quarters_between(last: date, today: date) -> int:
    """How many quarters have passed wholly after the one of ``last``.

    >>> quarters_between(date(2025, 2, 1), date(2025, 6, 30)), quarters_between(date(2025, 2, 1), date(2025, 7, 1))
    (0, 1)
    """
    return max(0, (today.year * 4 + (today.month - 1) // 3) - (last.year * 4 + (last.month - 1) // 3) - 1)


# --- the page

SOURCES_SHOWN: Final = 500
COUNCILS_SHOWN: Final = 500
DOCUMENTS_SHOWN: Final = 50  # of a kind
PARTS_SHOWN: Final = 5  # documents of a source, gaps and quarters of a council


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of one kind that are not fully used: name, source, sentence."""

    label: str
    lines: tuple[tuple[str, str, str], ...]


def status_html(
    at: datetime,
    figures: Sequence[tuple[str, int, str]],
    sources: Sequence[SourceStanding],
    councils: Sequence[Coverage],
    documents: Sequence[Documents],
) -> str:
    """The page; it needs no other file and no network. ``figures`` are label, number and remark, as the closing table has them."""
    from transforms.reporting.render import rendered  # with charts and frames, which no other command needs

    worst_first = sorted(sources, key=lambda one: (list(Standing).index(one.standing), one.source))
    missing_first = sorted(councils, key=lambda one: (-one.missing, one.council_id))
    return rendered(
        "status.html",
        at=at,
        figures=figures,
        sources=cut(worst_first, SOURCES_SHOWN),
        councils=cut(missing_first, COUNCILS_SHOWN),
        documents=[(one.label, len(one.lines), *cut(one.lines, DOCUMENTS_SHOWN)) for one in documents],
        cut=lambda parts: cut(parts, PARTS_SHOWN),
        standings=[(one, sum(source.standing is one for source in sources)) for one in Standing],
    )


def cut(parts: Sequence[_T], most: int) -> tuple[Sequence[_T], int]:
    """The first parts, and how many more there are.

    >>> cut("abcde", 3), cut("abc", 3)
    (('abc', 2), ('abc', 0))
    """
    return parts[:most], max(0, len(parts) - most)
