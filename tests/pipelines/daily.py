"""Dagster's daily life in one process: schedule and sensors are evaluated, and what they ask for is executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import dagster as dg

from pipelines.definitions import build
from pipelines.home import Home
from pipelines.jobs import LOOK
from pipelines.partitions import SOURCES
from pipelines.resources import HomeResource


@dataclass
class Day:
    """The project over a home, with Dagster's record of it."""

    home: Home
    instance: dg.DagsterInstance

    def __post_init__(self) -> None:
        self.definitions = build(HomeResource(path=str(self.home.root), jobs=1))

    def scheduled(self, at: datetime) -> list[dg.RunRequest]:
        """What the schedule asks for at a tick."""
        (schedule,) = (one for one in self.definitions.schedules or [] if one.name == "sources_due")
        assert isinstance(schedule, dg.ScheduleDefinition)
        repository = self.definitions.get_repository_def()
        context = dg.build_schedule_context(instance=self.instance, scheduled_execution_time=at, repository_def=repository)
        return list(schedule.evaluate_tick(context).run_requests or [])

    def sensed(self, name: str, cursor: str | None = None) -> dg.SensorResult:
        """What a sensor asks for."""
        (sensor,) = (one for one in self.definitions.sensors or [] if one.name == name)
        assert isinstance(sensor, dg.SensorDefinition)
        ref = self.instance.get_ref()
        with dg.build_sensor_context(self.instance, cursor, definitions=self.definitions, instance_ref=ref) as context:
            tick = sensor.evaluate_tick(context)
        return dg.SensorResult(
            tick.run_requests or [],
            skip_reason=dg.SkipReason(tick.skip_message) if tick.skip_message else None,
            cursor=tick.cursor,
            dynamic_partitions_requests=tick.dynamic_partitions_requests,
            asset_events=list(tick.asset_events or []),
        )

    def execute(self, job: str, request: dg.RunRequest | None = None, **tags: str) -> dg.ExecuteInProcessResult:
        """Executes what was asked for."""
        asked: Mapping[str, str] = {**(request.tags if request else {}), **tags}
        key = request.partition_key if request else None
        made = self.definitions.resolve_job_def(job)
        return made.execute_in_process(instance=self.instance, partition_key=key, tags=dict(asked), raise_on_error=False)

    def look(self, source: str, **tags: str) -> dg.ExecuteInProcessResult:
        """Looks at one source, as a click on its partition does."""
        self.instance.add_dynamic_partitions(SOURCES.name or "", [source])
        return self.execute(LOOK, dg.RunRequest(partition_key=source), **tags)

    def materialised(self) -> set[str]:
        return self.instance.get_materialized_partitions(dg.AssetKey(["documents", "retrieved"]))
