"""What Dagster loads. Nothing is executed here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from pipelines import warehouse
from pipelines.assets import DICTIONARY, READ, REPORT, RETRIEVED, SNAPSHOT, STATUS, key_of
from pipelines.definitions import JOB, definitions
from pipelines.home import Home
from pipelines.reports import INDEX
from transforms.quality import RULES


@pytest.fixture(scope="module")
def loaded() -> dg.Definitions:
    return definitions()


def test_every_table_is_an_asset_in_the_group_of_its_schema(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    tables = {key_of(table.full_name): table.schema for table in warehouse.tables()}
    assert graph.get_all_asset_keys() == {RETRIEVED, READ, SNAPSHOT, REPORT, DICTIONARY, STATUS, *tables}
    groups = {key: graph.get(key).group_name for key in graph.get_all_asset_keys()}
    published = dict.fromkeys((SNAPSHOT, REPORT, DICTIONARY, STATUS), "published")
    assert groups == tables | {RETRIEVED: "documents", READ: "documents"} | published


def test_the_lineage_is_that_of_the_sql(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    for table in warehouse.tables():
        if not table.is_landed:
            assert graph.get(key_of(table.full_name)).parent_keys == {key_of(name) for name in table.depends_on}


def test_the_snapshot_waits_for_every_table(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    before = graph.get_ancestor_asset_keys(SNAPSHOT)
    assert {key_of(table.full_name) for table in warehouse.tables()} - before == set()


def test_every_rule_is_a_check_on_the_findings(loaded: dg.Definitions) -> None:
    checks = loaded.resolve_asset_graph().asset_check_keys
    assert {check.asset_key for check in checks} == {key_of("quality.finding")}
    assert sorted(check.name.split("_")[0] for check in checks) == sorted(rule.id for rule in RULES)


def test_one_job_goes_the_whole_way_daily_and_when_the_inbox_changes(loaded: dg.Definitions) -> None:
    job = loaded.resolve_job_def(JOB)
    assert job.asset_layer.executable_asset_keys == loaded.resolve_asset_graph().get_all_asset_keys()
    assert job.executor_def is dg.in_process_executor
    assert [schedule.job_name for schedule in loaded.schedules or []] == [JOB]
    assert [sensor.job_name for sensor in loaded.sensors or []] == [JOB]


def test_the_inbox_sensor_asks_for_one_run_a_state(loaded: dg.Definitions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRE_HOME", str(tmp_path))
    inbox = Home.at(tmp_path).prepare().inbox
    (sensor,) = loaded.sensors or []

    def asked() -> list[str | None]:
        with dg.build_sensor_context(definitions=loaded) as context:
            return [request.run_key for request in sensor.evaluate_tick(context).run_requests or []]

    assert asked() == []
    (inbox / "a.pdf").write_bytes(b"one")
    first = asked()
    assert len(first) == 1
    assert asked() == first
    (inbox / "b.pdf").write_bytes(b"two")
    assert asked() != first


def test_the_closing_table_names_the_page_that_the_report_writes() -> None:
    assert Home(Path("/home")).report.name == INDEX


@pytest.mark.parametrize("module", ["pipelines.command", "pipelines.run", "pipelines.status", "pipelines.query"])
def test_what_every_command_imports_is_light(module: str) -> None:
    script = (
        f"import sys, {module}; print(*sorted({{'dagster', 'pandas', 'duckdb', 'great_expectations', 'pypdfium2'}} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "\n"
