"""A backfill: documents are fetched again, whether they have changed or not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from pipelines.home import Home
from pipelines.lake import is_published
from pipelines.store import Store


@dataclass(frozen=True, slots=True)
class Again:
    """Which documents are fetched again: all, or those that may speak of ``since`` or a later day."""

    since: date | None = None
    older: frozenset[tuple[str, str]] = frozenset()  # source and name of documents known to speak of earlier days only

    def leaves(self, source: str, name: str, day: date | None = None) -> bool:
        """Whether a document is left alone. ``day`` is the last day of which it may speak, where the list tells that."""
        return self.since is not None and ((source, name) in self.older or (day is not None and day < self.since))


def again_from(home: Home, since: date | None) -> Again:
    """A backfill of what may speak of ``since`` or a later day; of everything where that is ``None``.

    A document is known by the days of its sittings in the published snapshot; one whose day is not known is fetched.
    """
    if since is None or not is_published(home.snapshot):
        return Again(since)
    from pipelines.warehouse import open_snapshot

    with open_snapshot(home.snapshot) as connection:
        rows = connection.execute("select document_id, max(date), bool_and(date is not null) from core.sitting group by all").fetchall()
    last_days: dict[str, date] = {document: last for document, last, is_known in rows if is_known}
    older: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for retrieval in Store(home.documents).retrievals():
        day = last_days.get(retrieval.document_id)
        older[retrieval.source, retrieval.name].append(day is not None and day < since)
    return Again(since, frozenset(name for name, told in older.items() if all(told)))
