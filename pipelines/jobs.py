"""What Dagster executes: the whole way, its two parts, and what keeps a lake small."""

from __future__ import annotations

import dagster as dg

from pipelines.assets import RETRIEVED
from pipelines.upkeep import COMPACTED

JOB = "registre"
LOOK = "look"
REFRESH = "refresh"
COMPACT = "compact"

# A run whose process died is begun again from its first step: another run may have been at work on the home since, and the scratch files
# that the later steps would go on with may be that one's.
FROM_THE_START = {"dagster/retry_strategy": "ALL_STEPS"}


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
    return dg.define_asset_job(name, selection, description=description, tags=FROM_THE_START, executor_def=dg.in_process_executor)
