"""What has to be made anew together: all documents of each council, and all councils of each document.

Identity, rules and marts look at one council at a time, so that a warehouse of many is refreshed council by council. Where a council
is split, joined or named otherwise by a new document, the documents that it had and those that it has now belong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from transforms.model import Roster


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids of documents and councils, closed under "has a sitting of" and "has a document"."""

    documents: frozenset[str] = frozenset()
    councils: frozenset[str] = frozenset()
    has_rest: bool = False  # also what belongs to no document and no council

    def __or__(self, other: Scope) -> Scope:
        return Scope(self.documents | other.documents, self.councils | other.councils, self.has_rest or other.has_rest)


@dataclass(slots=True)
class Links:
    """Which documents and councils belong together."""

    councils: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of a document
    documents: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of a council
    versions: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of a document: those under the same name

    def add(self, document: str, council: str | None) -> None:
        if council:
            self.councils[document].add(council)
            self.documents[council].add(document)

    def together(self, documents: Collection[str]) -> None:
        for one in documents:
            self.versions[one].update(documents)


def scopes(documents: Iterable[str], councils: Iterable[str], links: Links, most: int, nobodys: Collection[str] = ()) -> tuple[Scope, ...]:
    """The scopes that hold these documents and councils, each of ``most`` documents or fewer unless what belongs together is more.

    The first holds the rest as well, and with it ``nobodys``, the documents that are counted together because they lead to no council.
    There is always a first one.
    """
    packed = [replace(_closed(nobodys, (), links), has_rest=True)]
    seen_documents, seen_councils = set(packed[0].documents), set(packed[0].councils)
    seeds = [((), (council,)) for council in sorted(councils)] + [((document,), ()) for document in sorted(documents)]
    for of_documents, of_councils in seeds:
        if seen_councils.issuperset(of_councils) and seen_documents.issuperset(of_documents):
            continue
        cell = _closed(of_documents, of_councils, links)
        seen_documents |= cell.documents
        seen_councils |= cell.councils
        if packed[-1].documents and len(packed[-1].documents) + len(cell.documents) > most:
            packed.append(cell)
        else:
            packed[-1] |= cell
    return tuple(packed)


def _closed(documents: Iterable[str], councils: Iterable[str], links: Links) -> Scope:
    """Everything that belongs together with these."""
    found_documents, found_councils = set(documents), set(councils)
    new_documents, new_councils = set(found_documents), set(found_councils)
    while new_documents or new_councils:
        reached_councils = {council for one in new_documents for council in links.councils.get(one, ())}
        reached_documents = {one for council in new_councils for one in links.documents.get(council, ())}
        reached_documents |= {other for one in new_documents for other in links.versions.get(one, ())}
        new_documents, new_councils = reached_documents - found_documents, reached_councils - found_councils
        found_documents |= new_documents
        found_councils |= new_councils
    return Scope(frozenset(found_documents), frozenset(found_councils))


def roster_within(roster: Roster, find: Callable[[str, str | None], str | None], scope: Scope) -> Roster:
    """The rows of the roster about councils of the scope, and about none with the rest."""

    def is_within(council: str, department: str | None = None) -> bool:
        found = find(council, department)
        return scope.has_rest if found is None else found in scope.councils

    return replace(
        roster,
        members=tuple(row for row in roster.members if is_within(row.council, row.department)),
        groups=tuple(row for row in roster.groups if is_within(row.council)),
        populations=tuple(row for row in roster.populations if is_within(row.council)),
    )


def roster_councils(roster: Roster, find: Callable[[str, str | None], str | None]) -> Mapping[tuple[str, str | None], str | None]:
    """The council that each name (and département) in the roster means."""
    named = {(row.council, row.department) for row in roster.members}
    named |= {(row.council, None) for row in roster.groups} | {(row.council, None) for row in roster.populations}
    return {one: find(*one) for one in sorted(named, key=str)}
