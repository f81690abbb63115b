"""The JSON that ``registre parse`` prints for one sitting of one document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transforms.model import (
    Certainty,
    Choice,
    Place,
    PrintedAttendance,
    PrintedChange,
    PrintedDeliberation,
    PrintedDocument,
    PrintedName,
    PrintedReceipt,
)

_TOTALS = ("members_in_office", "stated_present", "stated_represented", "stated_excused", "stated_absent", "stated_voters")


def to_truth(file: str, documents: tuple[PrintedDocument, ...]) -> list[dict[str, Any]]:
    """One object a sitting, in printed order, in the shape of the labelled corpus; ``place`` leads back to page and lines.

    Keys: file, doc_type, council, session, attendance, changes, deliberations, receipts; ``part`` where a file holds several sittings.
    """
    return [_sitting(file, document) for document in documents]


def unread(file: str, landing: str, reason: str | None) -> dict[str, Any]:
    """The object of a document that could not be read: everything unknown, and why."""
    session: dict[str, Any] = dict.fromkeys(("date", "start_time", "convened_on", "president", "secretary", *_TOTALS))
    return {
        "file": file,
        "landing": landing,
        "reason": reason,
        "doc_type": None,
        "council": None,
        "session": session,
        "attendance": [],
        "changes": [],
        "deliberations": [],
    }


def _sitting(file: str, document: PrintedDocument) -> dict[str, Any]:
    session = document.session
    head: dict[str, Any] = {"file": file} if document.part is None else {"file": file, "part": document.part}
    return head | {
        "doc_type": document.doc_type.value,
        "council": document.council,
        "council_kind": document.council_kind and document.council_kind.value,
        "place": _place(document.council_place),
        "session": {
            "date": session.date and session.date.isoformat(),
            "start_time": session.start_time,
            "convened_on": session.convened_on and session.convened_on.isoformat(),
            "president": _name(session.president),
            "secretary": _name(session.secretary),
            **{total: getattr(session, total) for total in _TOTALS},
            "place": {field: _place(place) for field, place in session.places.items()},
        },
        "attendance": [_attendance(row) for row in document.attendance],
        "changes": [_change(row) for row in document.changes],
        "deliberations": [_deliberation(row) for row in document.deliberations],
        "receipts": [_receipt(row) for row in document.receipts],
    }


def _name(name: PrintedName | None) -> str | None:
    return name.text if name else None


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"page": place.page, "lines": [place.line_from, place.line_to], "quote": place.quote} if place else None


def _certainty(certainty: Certainty, doubt: str | None) -> dict[str, Any]:
    return {"certainty": certainty.value} | ({"doubt": doubt} if doubt else {})


def _attendance(row: PrintedAttendance) -> dict[str, Any]:
    return {
        "name": row.name.text,
        "status": row.status.value,
        "proxy": _name(row.proxy),
        "civility": row.name.civility,
        "function": row.name.function,
        "place": _place(row.place),
    } | _certainty(row.certainty, row.doubt)


def _change(row: PrintedChange) -> dict[str, Any]:
    return {
        "name": row.name.text,
        "event": row.event.value,
        "proxy": _name(row.proxy),
        "time": row.time,
        "item": row.item,
        "from_position": row.from_position,
        "place": _place(row.place),
    } | _certainty(row.certainty, row.doubt)


def _named(named: Mapping[Choice, tuple[PrintedName, ...]]) -> dict[str, list[str]]:
    return {choice.value: [name.text for name in named.get(choice, ())] for choice in Choice}


def _deliberation(row: PrintedDeliberation) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "subject": row.subject,
        "outcome": row.outcome.value,
        "unanimous": row.unanimous,
        "for": row.votes_for,
        "against": row.votes_against,
        "abstain": row.votes_abstain,
        "not_voting": row.votes_not_voting,
        "named": _named(row.named),
        "secret": row.is_secret,
        "casting_vote": row.has_casting_vote,
        "without_chair": row.is_without_chair,
        "place": _place(row.place),
        "vote_place": _place(row.vote_place),
    } | _certainty(row.certainty, row.doubt)


def _receipt(row: PrintedReceipt) -> dict[str, Any]:
    dates = {key: getattr(row, key) for key in ("date", "transmitted_on", "received_on", "published_on")}
    return {
        "number": row.number,
        "department": row.department,
        "siren": row.siren,
        "act_number": row.act_number,
        "nature": row.nature,
        **{key: value and value.isoformat() for key, value in dates.items()},
        "place": _place(row.place),
    }
