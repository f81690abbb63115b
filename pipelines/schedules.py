"""When the main job runs by itself."""

from __future__ import annotations

import dagster as dg


def every_morning(job: dg.UnresolvedAssetJobDefinition) -> dg.ScheduleDefinition:
    """Once a day, before people come to work. It is off until somebody turns it on."""
    return dg.ScheduleDefinition(
        name="every_morning",
        job=job,
        cron_schedule="0 5 * * *",
        execution_timezone="Europe/Paris",
        description="Looks at every source once a day.",
    )
