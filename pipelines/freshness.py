"""What has become old: sources that no longer answer, documents that are not published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pipelines.home import Home
from pipelines.lake import is_published
from pipelines.sources.configuration import configured_sources
from pipelines.sources.looks import read_look
from pipelines.store import Store
from transforms.sources.cadence import silent_after
from transforms.sources.specs import Cadence

UNPUBLISHED: Final = timedelta(hours=6)  # a night's run over scans takes a while; a document that waits longer is told


@dataclass(frozen=True, slots=True)
class Freshness:
    """When a source last answered as it should, or was first asked where it never did; ``known_since`` is ``None`` where it never was."""

    source: str
    cadence: Cadence
    known_since: datetime | None
    has_answered: bool
    failure: str | None = None

    def is_silent(self, now: datetime) -> bool:
        """Whether it was not looked at with success for longer than twice its cadence."""
        return self.known_since is not None and now > silent_after(self.cadence, self.known_since)

    @property
    def sentence(self) -> str:
        at = f"{self.known_since:%Y-%m-%d %H:%M} UTC" if self.known_since else "no day"
        told = f"was last looked at with success on {at}" if self.has_answered else f"was never looked at with success, first on {at}"
        return f"The source {self.source} ({self.cadence.value}) {told}."


def freshness_of(home: Home) -> list[Freshness]:
    """Each configured source. Raises SetupError where the sources file is faulty."""
    found = []
    for spec in configured_sources(home):
        look = read_look(home, spec.name)
        if look is None:
            found.append(Freshness(spec.name, spec.cadence, None, has_answered=False))
        else:
            has_answered = look.reached_at is not None or look.failure is None
            found.append(Freshness(spec.name, spec.cadence, look.known_since, has_answered, look.failure))
    return found


@dataclass(frozen=True, slots=True)
class Unpublished:
    """Documents of the store that the published snapshot does not hold. ``since`` is when the first of them came; ``None`` for none.

    ``fault`` is why the snapshot cannot be read, where it cannot.
    """

    names: tuple[str, ...] = ()
    since: datetime | None = None
    fault: str | None = None

    def is_late(self, now: datetime) -> bool:
        return self.fault is not None or (self.since is not None and now > self.since + UNPUBLISHED)

    @property
    def sentence(self) -> str:
        if self.fault:
            return f"What is published cannot be read: {self.fault}"
        since = f"{self.since:%Y-%m-%d %H:%M} UTC" if self.since else "never"
        count = f"{len(self.names):,} document{'' if len(self.names) == 1 else 's'}"
        return f"What is published is older than its documents: {count} not in the snapshot, the first since {since}."


def unpublished(home: Home) -> Unpublished:
    """What waits to be published."""
    import duckdb

    try:
        published = _published_hashes(home)
    except duckdb.Error as error:
        return Unpublished(fault=str(error).splitlines()[0])
    waiting = [retrieval for retrieval in Store(home.documents).retrievals() if retrieval.sha256 not in published]
    names = tuple(f"{retrieval.name} ({retrieval.source})" for retrieval in waiting)
    return Unpublished(names, min((datetime.fromisoformat(retrieval.retrieved_at) for retrieval in waiting), default=None))


def _published_hashes(home: Home) -> Collection[str]:
    if not is_published(home.snapshot):
        return ()
    from pipelines.warehouse import open_snapshot

    with open_snapshot(home.snapshot) as connection:
        return {sha256 for (sha256,) in connection.execute("select sha256 from printed.document").fetchall()}
