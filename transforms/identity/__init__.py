"""Printed names to known ones: which council a sitting belongs to, and which councillor a name means.

A pure function of all documents together: the order in which they arrive changes nothing. What a name would be under another council's
rules, or how a name is found on a page, does not belong here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from transforms.identity.councils import councils_called, resolve_councils
from transforms.identity.names import resolve_names
from transforms.model import LandedDocument, Resolution, ResolvedPopulation, Roster, SourceCouncil

__all__ = ["resolve"]


def resolve(
    documents: Iterable[LandedDocument],
    roster: Roster = Roster(),  # noqa: B008  frozen
    source_councils: Mapping[str, SourceCouncil] = MappingProxyType({}),
) -> Resolution:
    """The council of every sitting and the councillor of every printed name, or why there is none; sorted by document.

    ``source_councils`` says by source whose documents it publishes; a document that came from sources of two councils is left to its print.
    """
    documents = list(documents)
    sittings = sorted(
        ((document.document_id, part, sitting) for document in documents for part, sitting in enumerate(document.sittings, start=1)),
        key=lambda sitting: sitting[:2],
    )
    councils = resolve_councils(sittings, _of_documents(documents, source_councils))
    find = councils_called(councils)
    links = resolve_names(sittings, {(council.document_id, council.part): council for council in councils}, roster, find)
    populations = tuple(ResolvedPopulation(row, find(row.council, None)) for row in roster.populations)
    return Resolution(councils, links.names, links.candidates, links.possibly_same, links.members, links.groups, populations)


def _of_documents(documents: Iterable[LandedDocument], source_councils: Mapping[str, SourceCouncil]) -> dict[str, SourceCouncil]:
    """By document the one council that its sources give; none where they give two."""
    found = {one.document_id: {source_councils[source] for source, _ in one.names if source in source_councils} for one in documents}
    return {document_id: next(iter(councils)) for document_id, councils in found.items() if len(councils) == 1}
