"""Printed names to known ones: which council a sitting belongs to, and which councillor a name means.

A pure function of all documents together: the order in which they arrive changes nothing. What a name would be under another council's
rules, or how a name is found on a page, does not belong here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from transforms.identity.councils import claim_of, councils_called, resolve_councils
from transforms.identity.names import resolve_names
from transforms.model import LandedDocument, Resolution, ResolvedCouncil, ResolvedPopulation, Roster, SourceCouncil

__all__ = ["councils_of_sources", "resolve"]


def resolve(
    documents: Iterable[LandedDocument],
    roster: Roster = Roster(),  # noqa: B008  frozen
    source_councils: Mapping[str, SourceCouncil] = MappingProxyType({}),
    councils: Sequence[ResolvedCouncil] | None = None,
) -> Resolution:
    """The council of every sitting and the councillor of every printed name, or why there is none; sorted by document.

    ``source_councils`` says by source whose documents it publishes; a document that came from sources of two councils is left to its print.
    Where ``documents`` are all those of some councils only, ``councils`` holds the council of every sitting there is, of other documents
    too, and ``roster`` only rows of councils at hand or of none.
    """
    documents = list(documents)
    sittings = sorted(
        ((document.document_id, part, sitting) for document in documents for part, sitting in enumerate(document.sittings, start=1)),
        key=lambda sitting: sitting[:2],
    )
    if councils is None:
        named = {document.document_id: document.names for document in documents}
        councils = resolve_councils((claim_of(*sitting) for sitting in sittings), councils_of_sources(named, source_councils))
    find = councils_called(councils)
    of_sitting = {(council.document_id, council.part): council for council in councils}
    at_hand = {sitting[:2]: of_sitting[sitting[:2]] for sitting in sittings}
    links = resolve_names(sittings, at_hand, roster, find)
    populations = tuple(ResolvedPopulation(row, find(row.council, None)) for row in roster.populations)
    return Resolution(tuple(at_hand.values()), links.names, links.candidates, links.possibly_same, links.members, links.groups, populations)


def councils_of_sources(
    names: Mapping[str, Iterable[tuple[str, str]]], source_councils: Mapping[str, SourceCouncil]
) -> dict[str, SourceCouncil]:
    """By document the one council that its sources give; none where they give two. ``names`` holds source and name by document."""
    if not source_councils:
        return {}
    found = {
        document_id: {source_councils[source] for source, _ in pairs if source in source_councils} for document_id, pairs in names.items()
    }
    return {document_id: next(iter(councils)) for document_id, councils in found.items() if len(councils) == 1}
