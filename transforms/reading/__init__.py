"""Lines → printed records: one reader for all councils, with a lexicon as data.

Structure first (kind of document, roll call, items), phrases second. Nothing here knows a town; what cannot be read is ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from transforms.model import DocType, Page, PrintedChange, PrintedDeliberation, PrintedDocument, PrintedSession
from transforms.reading.changes import read_changes
from transforms.reading.council import read_council
from transforms.reading.deliberations import read_deliberations
from transforms.reading.document import document_type, read_session
from transforms.reading.doubts import mark_poor_pictures, mark_strange_names
from transforms.reading.flow import Flow
from transforms.reading.furniture import body_lines
from transforms.reading.mandates import read_mandates
from transforms.reading.receipts import read_receipts
from transforms.reading.roll_call import read_roll_call, with_president
from transforms.reading.sittings import joined, openings
from transforms.reading.totals import mark_disagreements
from transforms.text import words

READER_VERSION: Final = "2026.11.9"  # raise it when the reader reads anything differently: cached readings are then made anew


def read(pages: Sequence[Page]) -> tuple[PrintedDocument, ...]:
    """The sittings that a document's pages print, in order; never empty for a document that has text.

    A PDF that is no council's document comes back as ``doc_type`` other with nothing in it.
    """
    sittings = joined([_read_part(Flow.of(body_lines(part))) for part in openings(pages)])
    return tuple(mark_strange_names(mark_poor_pictures(mark_disagreements(sitting), pages), pages) for sitting in sittings)


def _read_part(flow: Flow) -> PrintedDocument:
    """One opening with what follows it; of a text that is no council's document only that is said."""
    roll_call = read_roll_call(flow)
    doc_type = document_type(flow, roll_call)
    if doc_type is DocType.OTHER:
        return PrintedDocument(doc_type, council=None, council_kind=None, session=PrintedSession())
    council = read_council(flow)
    session = read_session(flow, roll_call, doc_type)
    deliberations = read_deliberations(flow, roll_call.end, doc_type)
    return PrintedDocument(
        doc_type=doc_type,
        council=council.name,
        council_kind=council.kind,
        council_place=council.place,
        session=session,
        attendance=with_president(roll_call.attendance, session),
        changes=_once(_placed(roll_call.changes, deliberations) + read_changes(flow, roll_call.end, deliberations)),
        deliberations=deliberations,
        receipts=read_receipts(flow),
        mandates=read_mandates(flow),
    )


def _placed(changes: tuple[PrintedChange, ...], deliberations: tuple[PrintedDeliberation, ...]) -> tuple[PrintedChange, ...]:
    """Movements told in the roll call by the number of an item, with the position of that item where it is among the items."""
    positions = {item.number.upper(): item.position for item in deliberations if item.number}
    return tuple(replace(c, from_position=positions.get((c.item or "").upper())) for c in changes)


def _once(changes: tuple[PrintedChange, ...]) -> tuple[PrintedChange, ...]:
    """Each movement once, where the roll call tells in brackets what the minutes tell at its place; the one that knows more stays."""
    kept: list[PrintedChange] = []
    for change in changes:
        twin = next((index for index, other in enumerate(kept) if _is_same(other, change)), None)
        if twin is None:
            kept.append(change)
        elif kept[twin].from_position is None and change.from_position is not None:
            kept[twin] = replace(change, proxy=change.proxy or kept[twin].proxy)
    return tuple(kept)


def _is_same(one: PrintedChange, other: PrintedChange) -> bool:
    first, second = set(words(one.name.text)), set(words(other.name.text))
    return one.event is other.event and (first <= second or second <= first)


__all__ = ["READER_VERSION", "read"]
