"""When sources are looked at by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from pipelines.home import Home
from pipelines.partitions import DUE_TAG, add_partitions, is_due, partitions_of


def sources_due(job: dg.UnresolvedAssetJobDefinition, status: dg.DefaultScheduleStatus) -> dg.ScheduleDefinition:
    """Looks at each source when its cadence says, in its own time zone. It is off until somebody turns it on.

    One schedule for all reads the sources file at each tick, so that a source that is added needs no restart; one that could not be looked
    at in time, since the machine was off, is looked at at the next tick. A look that was asked for is not asked for again: run keys keep
    apart the runs of one tick only, so a tag of the moment does it.
    """

    @dg.schedule(
        name="sources_due",
        job=job,
        cron_schedule="*/15 * * * *",
        execution_timezone="UTC",
        default_status=status,
        description="Looks at each source when its cadence says: at the full hour, or at five of the day, the Monday or the 1st.",
    )
    def look(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        home, now = Home.default(), context.scheduled_execution_time
        partitions = partitions_of(home)
        add_partitions(context.instance, [partition.name for partition in partitions])
        due = {f"{one.name}@{one.due(now).isoformat()}": one for one in partitions if is_due(home, one, now)}
        asked = {run.tags[DUE_TAG] for run in context.instance.get_runs(dg.RunsFilter(tags={DUE_TAG: [*due]}))} if due else set()
        requests = [
            dg.RunRequest(moment, partition_key=one.name, tags={**one.tags("schedule"), DUE_TAG: moment})
            for moment, one in due.items()
            if moment not in asked
        ]
        yield from requests or [dg.SkipReason("No source is due.")]

    return look
