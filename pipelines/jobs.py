"""What Dagster executes: the whole way, its two parts, and what keeps a lake small."""

from __future__ import annotations

import dagster as dg

from pipelines.assets import RETRIEVED
from pipelines.upkeep import COMPACTED

JOB = "registre"
LOOK = "look"
REFRESH = "refresh"
COMPACT = "compact"


def jobs() -> tuple[dg.UnresolvedAssetJobDefinition, ...]:
    """The whole way, its first step (one source a run), all that follows, and upkeep; each in one process."""
    first = dg.AssetSelection.assets(RETRIEVED)
    upkeep = dg.AssetSelection.assets(COMPACTED)
    everything = dg.AssetSelection.all() - upkeep
    return (
        _job(JOB, everything, "From the sources to the published snapshot and reports."),
        _job(LOOK, first, "Looks at one source and keeps what is new."),
        _job(REFRESH, everything - first, "From the kept documents to the published snapshot and reports."),
        _job(COMPACT, upkeep, "Keeps a lake small and quick."),
    )


def _job(name: str, selection: dg.AssetSelection, description: str) -> dg.UnresolvedAssetJobDefinition:
    return dg.define_asset_job(name, selection, description=description, executor_def=dg.in_process_executor)
