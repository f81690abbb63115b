"""One partition a source: the folders that every run reads, and each source of ``sources.yml``.

The partitions are dynamic, and a sensor keeps them in step with the file: a source that is added or taken away needs no restart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import dagster as dg

from pipelines.home import Home
from pipelines.ingestion import FolderSource, default_sources
from pipelines.sources.configuration import configured_sources
from pipelines.sources.looks import read_look
from transforms.sources.cadence import last_due
from transforms.sources.specs import Cadence, SourceSpec

SOURCES: Final = dg.DynamicPartitionsDefinition(name="source")
POOL: Final = "home"  # what works on the home takes turns: a plain DuckDB file lets one process write

SOURCE_TAG: Final = "registre/source"
COUNCIL_TAG: Final = "registre/council"
TRIGGER_TAG: Final = "registre/trigger"
DUE_TAG: Final = "registre/due"  # source and moment for which a schedule asked for a look
SINCE_TAG: Final = "registre/from"  # on a backfill: only what may speak of this day or a later one is fetched again
PARTITION_TAG: Final = "dagster/partition"  # Dagster's own
WILL_RETRY_TAG: Final = "dagster/will_retry"
BACKFILL_TAG: Final = "dagster/backfill"

FOLDER_ZONE: Final = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Partition:
    """A source as Dagster sees it: a folder of this machine that every run reads, or one of the sources file."""

    name: str
    folder: FolderSource | None = None
    spec: SourceSpec | None = None

    def due(self, now: datetime) -> datetime:
        """The last moment up to ``now`` at which it was to be looked at; folders are looked at each morning."""
        if self.spec is None:
            return last_due(Cadence.DAILY, FOLDER_ZONE, now)
        return last_due(self.spec.cadence, self.spec.time_zone, now)

    def tags(self, trigger: str) -> dict[str, str]:
        council = self.spec.council.name if self.spec and self.spec.council else None
        return {SOURCE_TAG: self.name, TRIGGER_TAG: trigger, **({COUNCIL_TAG: council} if council else {})}


def partitions_of(home: Home) -> list[Partition]:
    """Every source of the home. Raises SetupError where the sources file is faulty."""
    folders = [Partition(source.name, folder=source) for source in default_sources(home)]
    return [*folders, *(Partition(spec.name, spec=spec) for spec in configured_sources(home))]


def partition_called(home: Home, name: str) -> Partition:
    """The source of this name. Raises LookupError where there is none."""
    for partition in partitions_of(home):
        if partition.name == name:
            return partition
    raise LookupError(f"{home.sources_file} no longer has a source called {name}.")


def is_due(home: Home, partition: Partition, now: datetime) -> bool:
    """Whether it was not looked at since it was to be; of a folder it is not noted when it was looked at."""
    look = read_look(home, partition.name) if partition.spec else None
    return look is None or datetime.fromisoformat(look.at) < partition.due(now)


Change = dg.AddDynamicPartitionsRequest | dg.DeleteDynamicPartitionsRequest


def partition_changes(known: Collection[str], names: Sequence[str]) -> list[Change]:
    """What brings the partitions that Dagster knows in step with the sources."""
    added, removed = [name for name in names if name not in known], sorted(set(known) - set(names))
    return [
        *([SOURCES.build_add_request(added)] if added else []),
        *([SOURCES.build_delete_request(removed)] if removed else []),
    ]


def add_partitions(instance: dg.DagsterInstance, names: Sequence[str]) -> None:
    """Makes the partitions known that are not."""
    if missing := sorted(set(names) - set(instance.get_dynamic_partitions(SOURCES.name or ""))):
        instance.add_dynamic_partitions(SOURCES.name or "", missing)
