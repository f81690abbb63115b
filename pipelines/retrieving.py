"""What a run retrieves: all sources, or those of its partitions."""

from __future__ import annotations

from datetime import date

import dagster as dg

from pipelines import metadata
from pipelines.ingestion import ingest
from pipelines.partitions import BACKFILL_TAG, SINCE_TAG, add_partitions, partition_called, partitions_of
from pipelines.resources import HomeResource
from pipelines.sources.again import Again, again_from

# A request that may succeed in a moment was tried several times before its source fails; after that an outage is waited for, which others
# have to wait for too: three minutes at most.
RETRIES = dg.RetryPolicy(max_retries=2, delay=45, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS)


def retrieve_all(context: dg.AssetExecutionContext, home: HomeResource) -> metadata.Metadata:
    """Looks at all sources. Each that did not fail becomes a partition that is materialised; one that failed does not fail the others."""
    found, looks = ingest(home.home, home.folder_sources()), home.looked()
    known = {partition.name for partition in partitions_of(home.home)}
    folders = {source.name: {"source": source.name} for source in home.folder_sources() if source.name in known}
    there = folders | {look.source: metadata.of_looks([look]) for look in looks if look.failure is None}
    add_partitions(context.instance, [*there])
    for name, told in there.items():
        context.log_event(dg.AssetMaterialization(context.asset_key, partition=name, metadata=told))
    return metadata.of_ingestion(found) | metadata.of_looks(looks)


def retrieve_one(context: dg.AssetExecutionContext, home: HomeResource) -> metadata.Metadata:
    """Looks at the source of the run's partition; in a backfill everything that it lists is fetched again. Raises Failure.

    A failure that may be over in a moment is tried again by the retry policy, any other is not.
    """
    try:
        partition = partition_called(home.home, context.partition_key)
    except LookupError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    if partition.folder:
        return metadata.of_ingestion(ingest(home.home, [partition.folder]))
    (look,) = home.look_at([partition.spec] if partition.spec else [], again_of(context, home))
    if look.failure:
        raise dg.Failure(look.failure, metadata.of_looks([look]), allow_retries=look.is_passing)
    return metadata.of_looks([look])


def again_of(context: dg.AssetExecutionContext, home: HomeResource) -> Again | None:
    """Whether the run is part of a backfill, and from which day on. Raises Failure where its tag is no day."""
    tags = context.run.tags
    if BACKFILL_TAG not in tags and SINCE_TAG not in tags:
        return None
    try:
        since = date.fromisoformat(tags[SINCE_TAG]) if SINCE_TAG in tags else None
    except ValueError as error:
        raise dg.Failure(f"The tag {SINCE_TAG} is no day such as 2024-01-31: {tags[SINCE_TAG]}.", allow_retries=False) from error
    return again_from(home.home, since)
