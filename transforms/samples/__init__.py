"""A fictional town and its papers, for tests, the demo and the benchmarks: seed → facts → PDF bytes and truth.

``town(seed)`` gives the facts (``Town`` → ``SessionFacts`` → ``Item``); the same arguments always give the same town and the same bytes.
A town may be as large as wanted: ``town(7, name="Ville-Témoin-7", sessions=24, seats=35)``.

>>> ville = town()
>>> ville.name, ville.siren, len(ville.sessions), sum(len(session.items) for session in ville.sessions)
('Ville-Témoin', '219900123', 12, 120)

Each sitting can be had in three forms. A *sheet* is a document before it is drawn: ``.stem`` (file name without suffix), ``.truth`` (the
dict that ``registre parse`` should print) and ``.pdf()`` (bytes).

* ``render_extract(town, session, item)``, ``truth_of_extract(town, session, item)``: one deliberation, with the roll call at that item;
* ``render_minutes(town, session)``, ``truth_of_minutes(town, session)``;
* ``render_decision_list(town, session)``, ``truth_of_decision_list(town, session)``;
* ``sheets(town)``: the whole folder of samples (extracts for the first third of the sittings, minutes for the others, lists for all);
* ``founding_sheet()``: the founding document.

What is *true* of the town, whatever the papers say: ``session.roll`` (the opening), ``session.seats_at(item)`` (every member's ``State``
and proxy holder when that item is voted), ``item.ballot.choices`` (everybody's choice), ``session.planted`` (the rule that must put the
sitting into quarantine), ``receipt_number(town, session, item)``. The module ``expected`` gives the same under the warehouse's keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transforms.samples.facts import Ballot, Councillor, Item, Movement, Seat, SessionFacts, State, Town
from transforms.samples.forms import Sheet, decision_list_sheet, extract_sheet, minutes_sheet, receipt_number
from transforms.samples.founding import founding_sheet
from transforms.samples.generator import town

__all__ = [
    "Ballot",
    "Councillor",
    "Item",
    "Movement",
    "Seat",
    "SessionFacts",
    "Sheet",
    "State",
    "Town",
    "decision_list_sheet",
    "extract_sheet",
    "founding_sheet",
    "minutes_sheet",
    "receipt_number",
    "render_decision_list",
    "render_extract",
    "render_minutes",
    "sheets",
    "town",
    "truth_of_decision_list",
    "truth_of_extract",
    "truth_of_minutes",
]


def render_extract(town: Town, session: SessionFacts, item: Item) -> bytes:
    return extract_sheet(town, session, item).pdf()


def render_minutes(town: Town, session: SessionFacts) -> bytes:
    return minutes_sheet(town, session).pdf()


def render_decision_list(town: Town, session: SessionFacts) -> bytes:
    return decision_list_sheet(town, session).pdf()


def truth_of_extract(town: Town, session: SessionFacts, item: Item) -> dict[str, Any]:
    return extract_sheet(town, session, item).truth


def truth_of_minutes(town: Town, session: SessionFacts) -> dict[str, Any]:
    return minutes_sheet(town, session).truth


def truth_of_decision_list(town: Town, session: SessionFacts) -> dict[str, Any]:
    return decision_list_sheet(town, session).truth


def sheets(town: Town) -> Iterator[Sheet]:
    """A town's papers as a folder would hold them: extracts of the first third of the sittings, minutes of the others, lists of all."""
    for session in town.sessions:
        if session.index < len(town.sessions) // 3:
            yield from (extract_sheet(town, session, item) for item in session.items)
        else:
            yield minutes_sheet(town, session)
        yield decision_list_sheet(town, session)
