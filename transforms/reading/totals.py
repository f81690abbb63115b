"""Printed totals against what was read: where they disagree, what was read is doubtful, whichever of the two is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeVar

from transforms.model import Certainty, Choice, PrintedAttendance, PrintedDeliberation, PrintedDocument, PrintedSession, Status

# Groups whose printed total counts just the names under their heading; "absents" may count the excused too, so it tells nothing.
_STATED: Final = {Status.PRESENT: "stated_present", Status.REPRESENTED: "stated_represented"}
_COUNTS: Final = {
    Choice.AGAINST: "votes_against",
    Choice.ABSTAIN: "votes_abstain",
    Choice.NOT_VOTING: "votes_not_voting",
    Choice.FOR: "votes_for",
}


def mark_disagreements(document: PrintedDocument) -> PrintedDocument:
    """The document with a doubt on each group of names that is not as many as its printed total, on each vote that names more people than
    it counts, and on each vote of more voters than were there."""
    attendance = document.attendance
    for status, total in _STATED.items():
        attendance = _against_total(attendance, status, getattr(document.session, total))
    voters = _most_voters(document)
    return replace(document, attendance=attendance, deliberations=tuple(_against_counts(item, voters) for item in document.deliberations))


def unmark_disagreements(document: PrintedDocument) -> PrintedDocument:
    """The document without the doubts that ``mark_disagreements`` has put there, so that they can be weighed anew after a correction."""
    attendance = document.attendance
    for status, total in _STATED.items():
        doubt = _disagreement(attendance, status, getattr(document.session, total))
        attendance = tuple(_without(row, doubt) if row.status is status else row for row in attendance)
    voters = _most_voters(document)
    items = tuple(_without(item, next(_contradictions(item, voters), None)) for item in document.deliberations)
    return replace(document, attendance=attendance, deliberations=items)


_Row = TypeVar("_Row", PrintedAttendance, PrintedDeliberation)


def _without(row: _Row, doubt: str | None) -> _Row:
    return replace(row, certainty=Certainty.CERTAIN, doubt=None) if doubt and row.doubt == doubt else row


def _disagreement(rows: tuple[PrintedAttendance, ...], status: Status, stated: int | None) -> str | None:
    listed = sum(row.status is status for row in rows)
    if stated is None or not listed or stated == listed:
        return None
    return f"{stated} printed as {status.value}, {listed} names read"


def _against_total(rows: tuple[PrintedAttendance, ...], status: Status, stated: int | None) -> tuple[PrintedAttendance, ...]:
    doubt = _disagreement(rows, status, stated)
    if doubt is None:
        return rows
    return tuple(replace(row, certainty=Certainty.DOUBTFUL, doubt=row.doubt or doubt) if row.status is status else row for row in rows)


def _most_voters(document: PrintedDocument) -> int | None:
    """The most who can have voted: those present or represented, and those who came later; ``None`` where it is not known."""
    there = sum(row.status in (Status.PRESENT, Status.REPRESENTED) for row in document.attendance)
    if not there:
        return document.session.stated_voters
    return max(there + len(document.changes), _stated(document.session))


def _stated(session: PrintedSession) -> int:
    return max(session.stated_voters or 0, (session.stated_present or 0) + (session.stated_represented or 0))


def _against_counts(item: PrintedDeliberation, voters: int | None) -> PrintedDeliberation:
    doubt = item.doubt or next(_contradictions(item, voters), None)
    return replace(item, certainty=Certainty.DOUBTFUL, doubt=doubt) if doubt else item


def _contradictions(item: PrintedDeliberation, voters: int | None) -> Iterator[str]:
    for choice, field in _COUNTS.items():
        counted, named = getattr(item, field), len(item.named.get(choice, ()))
        if counted is not None and named > counted:
            yield f"{counted} counted as {choice.value}, {named} named"
    cast = sum(getattr(item, field) or 0 for field in _COUNTS.values())
    if voters is not None and cast > voters:
        yield f"{cast} votes counted, {voters} could vote"
    if item.unanimous and (item.votes_against or item.named.get(Choice.AGAINST)):
        yield "unanimous, with votes against"
