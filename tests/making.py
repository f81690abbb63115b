"""Small printed records written by hand in tests: invented towns and people."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Sequence
from typing import Any

from transforms.model import (
    Choice,
    CouncilKind,
    DocType,
    Event,
    Extraction,
    LandedDocument,
    Landing,
    Outcome,
    Page,
    Place,
    PrintedAttendance,
    PrintedChange,
    PrintedDeliberation,
    PrintedDocument,
    PrintedMandate,
    PrintedName,
    PrintedReceipt,
    PrintedSession,
    Status,
)

_CIVILITY = re.compile(r"^(M\.|Mme|Madame|Monsieur) (.+)$")


def place(page: int = 1, line: int = 1, quote: str = "…") -> Place:
    return Place(page, line, line, quote)


def name(text: str) -> PrintedName:
    """``"Mme Anne PETIT"`` as name and civility."""
    match = _CIVILITY.match(text)
    return PrintedName(match[2], match[1]) if match else PrintedName(text)


def seat(who: str, status: str = "present", proxy: str | None = None, **facts: Any) -> PrintedAttendance:
    return PrintedAttendance(name(who), Status(status), place(quote=who), name(proxy) if proxy else None, **facts)


def seats(*present: str) -> tuple[PrintedAttendance, ...]:
    return tuple(seat(who) for who in present)


def change(who: str, event: str, from_position: int | None, proxy: str | None = None) -> PrintedChange:
    return PrintedChange(name(who), Event(event), place(quote=who), name(proxy) if proxy else None, from_position=from_position)


def item(
    position: int = 1, number: str | None = None, title: str | None = None, outcome: str = "adopted", **facts: Any
) -> PrintedDeliberation:
    """An item; ``named`` is given as ``{"against": ("M. ROUX",)}``."""
    named = {Choice(choice): tuple(name(who) for who in names) for choice, names in facts.pop("named", {}).items()}
    facts.setdefault("vote_place", place(line=9))
    return PrintedDeliberation(position, title, place(line=position), number, outcome=Outcome(outcome), named=named, **facts)


def sitting(
    date: str | None = "2025-03-10",
    attendance: Sequence[PrintedAttendance] = (),
    deliberations: Sequence[PrintedDeliberation] = (),
    changes: Sequence[PrintedChange] = (),
    *,
    doc_type: str = "minutes",
    council: str | None = "Ville-Essai",
    kind: str | None = "commune",
    siren: str | None = None,
    receipts: Sequence[PrintedReceipt] = (),
    part: int | None = None,
    mandates: Sequence[PrintedMandate] = (),
    **session: Any,
) -> PrintedDocument:
    for role in ("president", "secretary"):
        if role in session:
            session[role] = name(session[role])
    return PrintedDocument(
        doc_type=DocType(doc_type),
        council=council,
        council_kind=CouncilKind(kind) if kind else None,
        session=PrintedSession(date=datetime.date.fromisoformat(date) if date else None, **session),
        attendance=tuple(attendance),
        changes=tuple(changes),
        deliberations=tuple(deliberations),
        receipts=(*receipts, *((PrintedReceipt(place(), siren=siren),) if siren else ())),
        part=part,
        mandates=tuple(mandates),
    )


def landed(label: str, *sittings: PrintedDocument, landing: str = "read") -> LandedDocument:
    """A document called ``label``; its id follows from the label."""
    sha256 = hashlib.sha256(label.encode()).hexdigest()
    pages = (Page.from_text(1, "un\ndeux"),) if sittings else ()
    extraction = Extraction(Landing(landing), pages, 1, None if landing == "read" else f"Not read: {landing}.")
    return LandedDocument(f"doc-{sha256[:16]}", sha256, (("inbox", f"{label}.pdf"),), 10, extraction, sittings, "1" if sittings else None)
