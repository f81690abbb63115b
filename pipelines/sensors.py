"""What happens when something has changed: sources, the inbox, what results are made from."""

from __future__ import annotations

import dagster as dg
from dagster import DagsterRunStatus

from pipelines.home import Home
from pipelines.ingestion import FolderSource, listing_hash
from pipelines.lake import published_at
from pipelines.ocr import OcrMode
from pipelines.partitions import SOURCES, TRIGGER_TAG, Partition, partition_changes, partitions_of
from pipelines.refresh import inputs_of
from pipelines.run import BY_COMMAND, is_stale
from pipelines.store import Store, sha256_of

UNDER_WAY = [
    DagsterRunStatus.QUEUED,
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.CANCELING,
]


def sources_file() -> dg.SensorDefinition:
    """Keeps the partitions in step with the sources file. It starts nothing, so it is on from the beginning."""

    @dg.sensor(
        name="sources_file",
        target=None,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Adds a partition for each source that sources.yml lists, and takes away those that it no longer lists.",
    )
    def follow(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        names = [partition.name for partition in partitions_of(Home.default())]
        changes = partition_changes(context.instance.get_dynamic_partitions(SOURCES.name or ""), names)
        return dg.SensorResult(dynamic_partitions_requests=changes) if changes else dg.SkipReason("The sources are those that were known.")

    return follow


def inbox(job: dg.UnresolvedAssetJobDefinition, status: dg.DefaultSensorStatus) -> dg.SensorDefinition:
    """Goes the whole way once for each new state of the inbox. It is off until somebody turns it on."""

    @dg.sensor(
        name="inbox",
        job=job,
        minimum_interval_seconds=60,
        default_status=status,
        description="Starts a run when the documents in the inbox have changed.",
    )
    def look() -> dg.SensorResult | dg.SkipReason:
        home = Home.default()
        folder = Partition("inbox", FolderSource.at(home.inbox, home))
        state = listing_hash(FolderSource.at(home.inbox, home))
        if state is None:
            return dg.SkipReason(f"There is no document in {home.inbox}.")
        request = dg.RunRequest(state, partition_key=folder.name, tags=folder.tags("inbox"))
        return dg.SensorResult([request], dynamic_partitions_requests=[SOURCES.build_add_request([folder.name])])

    return look


def news(job: dg.UnresolvedAssetJobDefinition, status: dg.DefaultSensorStatus) -> dg.SensorDefinition:
    """Refreshes what follows documents when what it is made from has changed. It is off until somebody turns it on.

    Documents, corrections, roster, sources' councils and code count, as for `registre run`. While sources are being looked at it waits, so
    that many sources lead to one refresh. A refresh that failed is not begun again before something changes.
    """

    @dg.sensor(
        name="news",
        job=job,
        minimum_interval_seconds=30,
        default_status=status,
        description="Rebuilds and publishes when documents, corrections, roster or code have changed since the last time.",
    )
    def look(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        home = Home.default()
        if not Store(home.documents).retrievals():
            return dg.SkipReason("There is no document yet.")
        if any(BY_COMMAND not in run.tags for run in context.instance.get_runs(dg.RunsFilter(statuses=UNDER_WAY))):
            return dg.SkipReason("Other runs are under way; what follows is refreshed after them.")
        if not is_stale(home):
            return dg.SkipReason("What is published is made from what is there.")
        file = published_at(home.snapshot)
        return dg.RunRequest(f"{_state_of(home)}@{file.stat().st_mtime_ns if file else 0}", tags={TRIGGER_TAG: "news"})

    return look


def _state_of(home: Home) -> str:
    """A hash of all that results are made from."""
    retrieved = ["\0".join(retrieval.key) for retrieval in Store(home.documents).log()]
    return sha256_of("\n".join([*retrieved, *map(repr, sorted(inputs_of(home, OcrMode.AUTO)))]).encode())
