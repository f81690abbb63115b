"""What starts the main job when something has happened."""

from __future__ import annotations

import dagster as dg

from pipelines.home import Home
from pipelines.ingestion import FolderSource, listing_hash


def inbox(job: dg.UnresolvedAssetJobDefinition) -> dg.SensorDefinition:
    """Runs the job once for each new state of the inbox. It is off until somebody turns it on."""

    @dg.sensor(name="inbox", job=job, minimum_interval_seconds=60, description="Starts a run when the documents in the inbox have changed.")
    def look() -> dg.RunRequest | dg.SkipReason:
        home = Home.default()
        state = listing_hash(FolderSource.at(home.inbox, home))
        return dg.RunRequest(run_key=state) if state else dg.SkipReason(f"There is no document in {home.inbox}.")

    return look
