"""What Dagster loads: assets, checks, jobs, schedule and sensors. Built when asked for, so that importing this does nothing."""

from __future__ import annotations

import dagster as dg

from pipelines.assets import all_assets
from pipelines.home import Home
from pipelines.jobs import jobs
from pipelines.operating import operating_checks, run_failed, run_succeeded, watch
from pipelines.resources import HomeResource
from pipelines.schedules import sources_due
from pipelines.sensors import inbox, news, sources_file
from pipelines.settings import settings_of
from pipelines.upkeep import lake_compacted, lake_compaction


def build(home: HomeResource, *, is_automatic: bool = False) -> dg.Definitions:
    """The definitions over ``home``. Schedule and sensors are off until somebody turns them on, or on with ``is_automatic``."""
    whole, look, refresh, compact = jobs()
    schedule_status = dg.DefaultScheduleStatus.RUNNING if is_automatic else dg.DefaultScheduleStatus.STOPPED
    sensor_status = dg.DefaultSensorStatus.RUNNING if is_automatic else dg.DefaultSensorStatus.STOPPED
    return dg.Definitions(
        assets=[*all_assets(), lake_compaction],
        asset_checks=operating_checks(),
        jobs=[whole, look, refresh, compact],
        schedules=[sources_due(look, schedule_status), lake_compacted(compact, schedule_status)],
        sensors=[
            sources_file(),
            inbox(whole, sensor_status),
            news(refresh, sensor_status),
            run_failed(sensor_status),
            run_succeeded(sensor_status),
            watch(sensor_status),
        ],
        resources={"home": home},
        executor=dg.in_process_executor,
    )


@dg.definitions
def definitions() -> dg.Definitions:
    """What ``dagster`` loads; the home comes from the environment when a run starts."""
    return build(HomeResource(), is_automatic=settings_of(Home.default()).automatic)
