"""What Dagster loads: assets, checks, the job, its schedule and its sensor. Built when asked for, so that importing this does nothing."""

from __future__ import annotations

import dagster as dg

from pipelines.assets import all_assets
from pipelines.resources import HomeResource
from pipelines.schedules import every_morning
from pipelines.sensors import inbox

JOB = "registre"


def job() -> dg.UnresolvedAssetJobDefinition:
    """The main job: the whole way, in one process."""
    return dg.define_asset_job(
        JOB, executor_def=dg.in_process_executor, description="From the sources to the published snapshot and reports."
    )


def build(home: HomeResource) -> dg.Definitions:
    """The definitions over ``home``."""
    main = job()
    return dg.Definitions(
        assets=all_assets(),
        jobs=[main],
        schedules=[every_morning(main)],
        sensors=[inbox(main)],
        resources={"home": home},
        executor=dg.in_process_executor,
    )


@dg.definitions
def definitions() -> dg.Definitions:
    """What ``dagster`` loads; the home comes from the environment when a run starts."""
    return build(HomeResource())
