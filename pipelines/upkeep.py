"""What keeps a lake small, by itself: an asset, its job and its schedule. A DuckDB file needs none of it."""

from __future__ import annotations

import dagster as dg

from pipelines.home import Home
from pipelines.lake import lake_at
from pipelines.migration import compact
from pipelines.partitions import POOL, TRIGGER_TAG
from pipelines.resources import HomeResource

COMPACTED = dg.AssetKey(["published", "lake_compaction"])


@dg.asset(key=COMPACTED, group_name="published", kinds={"duckdb"}, pool=POOL)
def lake_compaction(home: HomeResource) -> dg.MaterializeResult:
    """Old states of the lake forgotten, small files joined, files that no state needs deleted."""
    return dg.MaterializeResult(metadata=dict(compact(home.home)))


def lake_compacted(job: dg.UnresolvedAssetJobDefinition, status: dg.DefaultScheduleStatus) -> dg.ScheduleDefinition:
    """Compacts the lake once a week. It is off until somebody turns it on, and does nothing where results are in a file."""

    @dg.schedule(
        name="lake_compacted",
        job=job,
        cron_schedule="0 3 * * 0",
        execution_timezone="UTC",
        default_status=status,
        description="Compacts the lake in the night to Sunday.",
    )
    def look() -> dg.RunRequest | dg.SkipReason:
        if lake_at(Home.default().snapshot) is None:
            return dg.SkipReason("Results are in a DuckDB file: there is nothing to compact.")
        return dg.RunRequest(tags={TRIGGER_TAG: "schedule"})

    return look
