"""Printed names to known ones: which council a sitting belongs to, and which councillor a name means.

A pure function of all documents together: the order in which they arrive changes nothing. What a name would be under another council's
rules, or how a name is found on a page, does not belong here.
"""

from __future__ import annotations

from collections.abc import Iterable

from transforms.identity.councils import councils_called, resolve_councils
from transforms.identity.names import resolve_names
from transforms.model import LandedDocument, Resolution, ResolvedPopulation, Roster

__all__ = ["resolve"]


def resolve(documents: Iterable[LandedDocument], roster: Roster = Roster()) -> Resolution:  # noqa: B008  frozen
    """The council of every sitting and the councillor of every printed name, or why there is none; sorted by document."""
    sittings = sorted(
        ((document.document_id, part, sitting) for document in documents for part, sitting in enumerate(document.sittings, start=1)),
        key=lambda sitting: sitting[:2],
    )
    councils = resolve_councils(sittings)
    find = councils_called(councils)
    links = resolve_names(sittings, {(council.document_id, council.part): council for council in councils}, roster, find)
    populations = tuple(ResolvedPopulation(row, find(row.council, None)) for row in roster.populations)
    return Resolution(councils, links.names, links.candidates, links.possibly_same, links.members, links.groups, populations)
