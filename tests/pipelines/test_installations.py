"""`registre ui` and the production installation both run the schedule, the inbox sensor and a backfill, one run at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest
from click.testing import CliRunner
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.remote_origin import GrpcServerCodeLocationOrigin, RemoteInstigatorOrigin, RemoteRepositoryOrigin
from dagster._core.scheduler.instigation import InstigatorState, InstigatorStatus, ScheduleInstigatorData

from pipelines.command import main
from pipelines.home import Home
from pipelines.run import prepare_dagster
from pipelines.sources.looks import read_look
from tests.conftest import PROJECT
from tests.pipelines.installations import Installation, development, postgres, production
from tests.pipelines.test_alerts import Hook
from tests.pipelines.test_alerts import hook as hook  # the fixture
from tests.sources.conftest import pdf
from tests.sources.conftest import town as town  # the fixture
from tests.sources.server import Town, html, versioned
from tests.sources.test_commands import configure, page

pytestmark = pytest.mark.long
ALERTED_WITHIN = 90  # seconds
CRON = "*/15 * * * *"
PROJECT_KNOWN = """{
  assetNodes { assetKey { path } groupName }
  repositoriesOrError { ... on RepositoryConnection { nodes { jobs { name } schedules { name } sensors { name } } } }
  shouldShowNux
}"""
RUNS = """{ runsOrError { ... on Runs { results {
  runId jobName status startTime endTime tags { key value }
} } } }"""
PARTITIONS = """{ assetNodeOrError(assetKey: {path: ["documents", "retrieved"]}) { ... on AssetNode {
  partitionKeys assetPartitionStatuses { ... on DefaultPartitionStatuses { materializedPartitions failedPartitions } }
} } }"""
BACKFILL = """mutation($parameters: LaunchBackfillParams!) { launchPartitionBackfill(backfillParams: $parameters) {
  __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message } } }"""


@contextmanager
def in_environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ("DAGSTER_HOME", "REGISTRE_HOME", *values)}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def turn_on_half_an_hour_ago(instance: dg.DagsterInstance, location: str) -> None:
    """The schedule as if it had been turned on then, and the machine off since: what was missed is run at once."""
    origin = GrpcServerCodeLocationOrigin("127.0.0.1", 1, None, location)
    schedule = RemoteInstigatorOrigin(RemoteRepositoryOrigin(origin, "__repository__"), "sources_due")
    data = ScheduleInstigatorData(CRON, start_timestamp=time.time() - 1900)
    instance.add_instigator_state(InstigatorState(schedule, InstigatorType.SCHEDULE, InstigatorStatus.RUNNING, data))


@contextmanager
def developed(home: Home, **more: str) -> Iterator[Installation]:
    with in_environment():
        prepare_dagster(home)
        with dg.DagsterInstance.get() as instance:
            turn_on_half_an_hour_ago(instance, "pipelines.definitions")
    with development(home, **more) as made:
        made.wait_for("the project", PROJECT_KNOWN, lambda data: data["assetNodes"])
        second = CliRunner().invoke(main, ["ui", "--port", str(made.port), "--home", str(home.root)])
        in_use = f"registre: Port {made.port} of this machine cannot be used: Address already in use.\n"
        assert (second.exit_code, second.stderr) == (2, in_use)
        yield made


@contextmanager
def installed(home: Home, **more: str) -> Iterator[Installation]:
    with postgres() as database:
        folder = str(PROJECT / "deploy")
        with in_environment(DAGSTER_HOME=folder, **database), dg.DagsterInstance.from_config(folder) as instance:
            turn_on_half_an_hour_ago(instance, "registre")
        with production(home, database, **more) as made:
            made.wait_for("the project", PROJECT_KNOWN, lambda data: data["assetNodes"])
            yield made


def require_the_project(dagster: Installation) -> None:
    """Everything is loaded, and no pop-up greets people."""
    known = dagster.ask(PROJECT_KNOWN)
    assert {node["groupName"] for node in known["assetNodes"]} == {"documents", "printed", "core", "quality", "marts", "published"}
    (repository,) = known["repositoriesOrError"]["nodes"]
    assert {"registre", "look", "refresh", "compact"} <= {job["name"] for job in repository["jobs"]}
    assert {schedule["name"] for schedule in repository["schedules"]} == {"sources_due", "lake_compacted"}
    sensors = {"inbox", "news", "sources_file", "run_failed", "run_succeeded", "watch"}
    assert {sensor["name"] for sensor in repository["sensors"]} == sensors
    assert known["shouldShowNux"] is False


def runs(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**run, "tags": {tag["key"]: tag["value"] for tag in run["tags"]}} for run in data["runsOrError"]["results"]]


def done(run: dict[str, Any]) -> tuple[str, str | None, str | None]:
    """What a run was for: job, source, trigger."""
    trigger = "backfill" if "dagster/backfill" in run["tags"] else run["tags"].get("registre/trigger")
    return run["jobName"], run["tags"].get("dagster/partition"), trigger


def failed_partitions(data: dict[str, Any]) -> list[str]:
    return list(data["assetNodeOrError"]["assetPartitionStatuses"]["failedPartitions"])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("run_by", [developed, installed], ids=["registre ui", "production"])
def test_schedule_sensor_and_backfill_run(
    run_by: Callable[..., AbstractContextManager[Installation]], tmp_path: Path, town: Town, hook: Hook
) -> None:
    home = Home(tmp_path).prepare()
    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": versioned(pdf(0))}
    gone = page("partie", town.url("/partie", "127.0.0.1"))
    configure(home, page("ville", town.url("/liste", "127.0.0.1"), council="Ville-Témoin"), gone, samples=False)
    (home.inbox / "b.pdf").write_bytes(pdf(1))
    looked, taken, again = ("look", "ville", "schedule"), ("registre", "inbox", "inbox"), ("__ASSET_JOB", "ville", "backfill")
    with run_by(home, REGISTRE_ALERT_WEBHOOK=hook.address) as dagster:
        require_the_project(dagster)

        def went_well(data: dict[str, Any], *wanted: tuple[str, str, str]) -> bool:
            failed = [run for run in runs(data) if run["status"] in ("FAILURE", "CANCELED") and done(run)[1] != "partie"]
            assert not failed, failed
            return set(wanted) <= {done(run) for run in runs(data) if run["status"] == "SUCCESS"}

        dagster.wait_for("schedule", RUNS, lambda data: went_well(data, looked))
        town.forget()
        asked = {"assetSelection": [{"path": ["documents", "retrieved"]}], "partitionNames": ["ville"], "tags": []}
        launched = dagster.ask(BACKFILL, parameters=asked)["launchPartitionBackfill"]
        assert launched["__typename"] == "LaunchBackfillSuccess", launched
        dagster.wait_for("sensor and backfill", RUNS, lambda data: went_well(data, looked, taken, again))
        assert [(one.path, one.is_conditional) for one in town.asked if one.path == "/a.pdf"] == [("/a.pdf", False)]
        told = dagster.wait_for("failed partition", PARTITIONS, lambda data: "partie" in failed_partitions(data))
        partitions = told["assetNodeOrError"]
        assert set(partitions["partitionKeys"]) == {"inbox", "ville", "partie"}
        assert set(partitions["assetPartitionStatuses"]["materializedPartitions"]) == {"inbox", "ville"}
        assert partitions["assetPartitionStatuses"]["failedPartitions"] == ["partie"]
        until = time.monotonic() + ALERTED_WITHIN
        while not hook.posted and time.monotonic() < until:  # a sensor tells of the failure when it looks the next time
            time.sleep(0.3)
        spans = sorted((run["startTime"], run["endTime"]) for run in runs(dagster.ask(RUNS)) if run["endTime"])
    assert hook.sentences() == ["The source partie failed: The server answers 404: there is nothing."]  # told once
    assert all(end <= start for (_, end), (start, _) in pairwise(spans)), spans  # one run at a time
    look = read_look(home, "ville")
    assert look is not None
    assert look.failure is None
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        assert ("inbox", "b.pdf") in connection.execute("select source, name from printed.document_name").fetchall()
