"""What Dagster loads. Nothing is executed here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.execution.plan.resume_retry import ReexecutionStrategy
from dagster._daemon.auto_run_reexecution.auto_run_reexecution import get_reexecution_strategy

from pipelines import warehouse
from pipelines.assets import DICTIONARY, READ, REPORT, RETRIEVED, SNAPSHOT, STATUS, key_of
from pipelines.definitions import build, definitions
from pipelines.home import Home
from pipelines.jobs import COMPACT, JOB, LOOK, REFRESH
from pipelines.operating import COVERAGE, COVERAGE_CHECKS, CURRENT, FRESH
from pipelines.partitions import POOL, SOURCES
from pipelines.reports import INDEX
from pipelines.resources import HomeResource
from pipelines.upkeep import COMPACTED
from transforms.quality import RULES


@pytest.fixture(scope="module")
def loaded() -> dg.Definitions:
    return definitions()


def test_every_table_is_an_asset_in_the_group_of_its_schema(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    tables = {key_of(table.full_name): table.schema for table in warehouse.tables()}
    assert graph.get_all_asset_keys() == {RETRIEVED, READ, SNAPSHOT, REPORT, DICTIONARY, STATUS, COMPACTED, *tables}
    groups = {key: graph.get(key).group_name for key in graph.get_all_asset_keys()}
    published = dict.fromkeys((SNAPSHOT, REPORT, DICTIONARY, STATUS, COMPACTED), "published")
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
    checks = [check for check in loaded.resolve_asset_graph().asset_check_keys if check.asset_key == key_of("quality.finding")]
    assert sorted(check.name.split("_")[0] for check in checks) == sorted(rule.id for rule in RULES)


def test_freshness_and_coverage_are_checked(loaded: dg.Definitions) -> None:
    checks = {(check.asset_key, check.name) for check in loaded.resolve_asset_graph().asset_check_keys}
    assert {check for check in checks if check[0] != key_of("quality.finding")} == {
        (RETRIEVED, FRESH),
        (SNAPSHOT, CURRENT),
        *((COVERAGE, name) for name in COVERAGE_CHECKS),
    }


def test_one_job_goes_the_whole_way_and_two_go_its_parts(loaded: dg.Definitions) -> None:
    whole, look, refresh, compact = (loaded.resolve_job_def(name) for name in (JOB, LOOK, REFRESH, COMPACT))
    everything = loaded.resolve_asset_graph().get_all_asset_keys() - {COMPACTED}
    assert compact.asset_layer.executable_asset_keys == {COMPACTED}
    assert whole.asset_layer.executable_asset_keys == everything
    assert look.asset_layer.executable_asset_keys == {RETRIEVED}
    assert refresh.asset_layer.executable_asset_keys == everything - {RETRIEVED}
    assert {job.executor_def for job in (whole, look, refresh, compact)} == {dg.in_process_executor}


@pytest.mark.parametrize("name", [JOB, LOOK, REFRESH])
def test_a_run_whose_process_died_is_begun_again_from_its_first_step(loaded: dg.Definitions, name: str) -> None:
    job = loaded.resolve_job_def(name)
    run = dg.DagsterRun(job_name=name, tags=job.run_tags)
    assert get_reexecution_strategy(run, dg.DagsterInstance.ephemeral()) is ReexecutionStrategy.ALL_STEPS


def test_everything_that_works_on_the_home_is_of_one_pool(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    assert {pool for key in graph.get_all_asset_keys() for pool in graph.get(key).pools} == {POOL}
    assert all(graph.get(key).pools for key in graph.get_all_asset_keys())


def test_documents_are_retrieved_by_source_and_a_passing_failure_is_tried_again_later_and_later(loaded: dg.Definitions) -> None:
    (asset,) = (one for one in loaded.assets or [] if isinstance(one, dg.AssetsDefinition) and RETRIEVED in one.keys)
    assert asset.partitions_def == SOURCES
    policy = asset.op.retry_policy
    assert policy is not None
    assert (policy.max_retries, policy.backoff, policy.jitter) == (2, dg.Backoff.EXPONENTIAL, dg.Jitter.PLUS_MINUS)


@pytest.mark.parametrize("is_automatic", [False, True])
def test_nothing_runs_by_itself_before_somebody_says_so(is_automatic: bool) -> None:
    made = build(HomeResource(), is_automatic=is_automatic)
    states = {one.name: one.default_status.value for one in [*(made.schedules or []), *(made.sensors or [])] if one.name != "sources_file"}
    assert states.keys() == {"sources_due", "lake_compacted", "inbox", "news", "run_failed", "run_succeeded", "watch"}
    assert set(states.values()) == {"RUNNING" if is_automatic else "STOPPED"}


def test_the_closing_table_names_the_page_that_the_report_writes() -> None:
    assert Home(Path("/home")).report.name == INDEX


@pytest.mark.parametrize("module", ["pipelines.command", "pipelines.run", "pipelines.status", "pipelines.query"])
def test_what_every_command_imports_is_light(module: str) -> None:
    script = (
        f"import sys, {module}; print(*sorted({{'dagster', 'pandas', 'duckdb', 'great_expectations', 'pypdfium2'}} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "\n"
