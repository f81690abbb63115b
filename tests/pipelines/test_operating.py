"""Checks of freshness and coverage, and the sensors that tell what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dagster as dg
import duckdb
import pytest

from pipelines.assets import RETRIEVED, SNAPSHOT
from pipelines.definitions import build
from pipelines.home import Home
from pipelines.ingestion import FolderSource, ingest
from pipelines.jobs import REFRESH
from pipelines.operating import COVERAGE_CHECKS, CURRENT, FRESH, coverage_results, freshness_results
from pipelines.resources import HomeResource
from tests.pipelines.daily import Day
from tests.pipelines.test_alerts import Hook, at, folder, looked
from tests.pipelines.test_alerts import home as home
from tests.pipelines.test_alerts import hook as hook
from tests.sources.conftest import pdf
from tests.sources.test_commands import configure

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
SOURCES_ANSWER = dg.AssetCheckKey(RETRIEVED, FRESH)
HOLDS_ALL = dg.AssetCheckKey(SNAPSHOT, CURRENT)


@pytest.fixture
def day(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setenv("REGISTRE_HOME", str(home.root))
    with dg.DagsterInstance.local_temp(str(home.dagster)) as instance:
        yield Day(home, instance)


def published(home: Home, *hashes: str) -> None:
    """A snapshot that holds these documents."""
    with duckdb.connect(home.snapshot) as connection:
        connection.execute("create schema if not exists printed; create or replace table printed.document (sha256 varchar)")
        connection.executemany("insert into printed.document values (?)", [(sha256,) for sha256 in (*hashes, "other")])


# --- freshness


def test_a_source_that_fell_silent_is_told_apart_from_one_that_was_never_looked_at(home: Home) -> None:
    configure(home, folder("jour"), folder("neuf"))
    looked(home, "jour", NOW)
    passed, told = freshness_results(home, NOW + 2 * DAY)[SOURCES_ANSWER]
    assert (passed, told["sources"], told["silent"], told["never looked at"]) == (True, 2, 0, 1)
    passed, told = freshness_results(home, NOW + 3 * DAY)[SOURCES_ANSWER]
    assert (passed, told["silent"]) == (False, 1)


def test_a_snapshot_is_old_where_a_document_waits(home: Home) -> None:
    (home.inbox / "a.pdf").write_bytes(b"one")
    sha256 = next(iter(ingest(home, [FolderSource("inbox", home.inbox)], at(NOW)).new_documents))
    published(home)
    results = [freshness_results(home, NOW + timedelta(hours=hours))[HOLDS_ALL] for hours in (1, 7)]
    assert [(passed, told["not in the snapshot"]) for passed, told in results] == [(True, 1), (False, 1)]
    published(home, sha256)
    passed, told = freshness_results(home, NOW + 7 * DAY)[HOLDS_ALL]
    assert (passed, told["not in the snapshot"]) == (True, 0)


def test_a_look_checks_whether_sources_answer(home: Home, day: Day) -> None:
    configure(home, folder("jour"), samples=False)
    looked(home, "jour", NOW - 3 * DAY)
    result = day.look("inbox")
    assert result.success
    (evaluation,) = result.get_asset_check_evaluations()
    assert (evaluation.asset_check_key, evaluation.passed, evaluation.severity) == (SOURCES_ANSWER, False, dg.AssetCheckSeverity.WARN)


def test_the_watch_writes_verdicts_down_when_they_change_and_tells_who_wants_to_know(home: Home, hook: Hook, day: Day) -> None:
    configure(home, folder("jour"), samples=False)
    looked(home, "jour", NOW)
    first = day.sensed("watch")
    assert {(event.asset_check_key, event.passed) for event in first.asset_events if isinstance(event, dg.AssetCheckEvaluation)} == {
        (SOURCES_ANSWER, True),
        (HOLDS_ALL, True),
    }
    assert day.sensed("watch", first.cursor).asset_events == []
    looked(home, "jour", NOW - 3 * DAY)
    second = day.sensed("watch", first.cursor)
    assert [event.passed for event in second.asset_events if isinstance(event, dg.AssetCheckEvaluation)] == [False, True]
    assert [sentence.split(" was last")[0] for sentence in hook.sentences()] == ["The source jour (daily)"]
    noted = json.loads(second.cursor or "")
    day_before = json.dumps({**noted, "at": (NOW - DAY - timedelta(minutes=1)).isoformat()})
    assert len(day.sensed("watch", day_before).asset_events) == 2
    assert hook.sentences() == []


def test_the_watch_fails_where_an_alert_does_not_get_through(home: Home, hook: Hook, day: Day) -> None:
    home.sources_file.write_text("sources: 7\n")
    hook.status = 503
    with pytest.raises(dg.Failure, match="The webhook answers 503"):
        day.sensed("watch")
    hook.status = 200
    assert day.sensed("watch").asset_events == []
    assert len(hook.sentences()) == 1


# --- runs


def told_of(day: Day, result: dg.ExecuteInProcessResult) -> None:
    """What Dagster's daemon does after a run."""
    name = "run_succeeded" if result.success else "run_failed"
    sensor = next(one for one in day.definitions.sensors or [] if one.name == name)
    event = next(
        event for event in result.all_events if event.is_job_event and event.event_type_value in ("PIPELINE_SUCCESS", "PIPELINE_FAILURE")
    )
    context = dg.build_run_status_sensor_context(name, event, day.instance, result.dagster_run)
    sensor(context if result.success else context.for_run_failure())  # type: ignore[operator]


def test_a_run_that_fails_is_told_and_one_that_succeeds_ends_that(home: Home, hook: Hook, day: Day) -> None:
    configure(home, samples=False)
    (home.inbox / "a.pdf").write_bytes(pdf(0))
    (home.corrections / "fix.csv").write_text("what\n")
    assert day.look("inbox").success
    failed = day.execute(REFRESH)
    assert not failed.success
    told_of(day, failed)
    told_of(day, failed)
    (sentence,) = hook.sentences()
    assert sentence.startswith("The step documents.read failed: ")
    told_of(day, day.look("inbox"))
    told_of(day, failed)
    assert hook.sentences() == []


def test_a_run_that_is_begun_again_by_itself_is_not_told(home: Home, hook: Hook, day: Day) -> None:
    configure(home, samples=False)
    failed = day.look("nowhere", **{"dagster/will_retry": "true"})
    assert not failed.success
    told_of(day, failed)
    assert hook.sentences() == []
    told_of(day, day.look("nowhere"))
    (sentence,) = hook.sentences()
    assert sentence.startswith("The step documents.retrieved failed: ")


def test_a_source_that_fails_is_told_as_a_source_and_not_as_a_run_too(home: Home, hook: Hook, day: Day) -> None:
    configure(home, folder("ville"), samples=False)
    failed = day.look("ville")
    assert not failed.success
    told_of(day, failed)
    assert hook.sentences() == [f"The source ville failed: The source folder {home.root / 'papers'} does not exist."]


# --- coverage


ROWS = {
    "a_session_each_quarter": {"period_kind": "quarter", "quarters_without_session": 1},
    "announced_sessions_are_there": {"period_kind": "quarter", "sessions_announced_only": 2},
    "numbers_have_no_gap": {"period_kind": "quarter", "numbers_missing": 3},
    "documents_have_a_place": {"period_kind": "all", "documents_unreadable": 1},
}
COLUMNS = (
    "council varchar, period_kind varchar, period varchar, quarters_without_session bigint, sessions_announced_only bigint,"
    " numbers_missing bigint, documents_without_date bigint, documents_without_council bigint, documents_needing_ocr bigint,"
    " documents_unreadable bigint"
)


@pytest.mark.parametrize("poisoned", [None, *COVERAGE_CHECKS])
def test_each_check_on_coverage_fails_on_its_own_gap_alone(poisoned: str | None) -> None:
    row = {"council": "Ville-Essai", "period_kind": "quarter", "period": "2025-Q1", **(ROWS[poisoned] if poisoned else {})}
    with duckdb.connect() as connection:
        connection.execute(f"create schema marts; create table marts.coverage ({COLUMNS})")
        connection.execute(f"insert into marts.coverage ({', '.join(row)}) values ({', '.join('?' * len(row))})", list(row.values()))
        results = {result.check_name: result for result in coverage_results(connection)}
    assert {name for name, result in results.items() if not result.passed} == ({poisoned} if poisoned else set())
    assert {result.severity for result in results.values()} == {dg.AssetCheckSeverity.WARN}
    if poisoned:
        assert results[poisoned].metadata["found"].value == 1
        assert "Ville-Essai" in str(results[poisoned].metadata["where"].value)


def test_one_check_on_coverage_can_be_executed_alone(home: Home, day: Day) -> None:
    with duckdb.connect(home.snapshot) as connection:
        connection.execute(f"create schema marts; create table marts.coverage ({COLUMNS})")
    name = "numbers_have_no_gap"
    job = dg.define_asset_job("one", dg.AssetSelection.checks(dg.AssetCheckKey(dg.AssetKey(["marts", "coverage"]), name)))
    made = dg.Definitions.merge(day.definitions, dg.Definitions(jobs=[job])).resolve_job_def("one")
    result = made.execute_in_process(instance=day.instance)
    assert [(one.check_name, one.passed) for one in result.get_asset_check_evaluations()] == [(name, True)]


def test_coverage_is_checked_once_the_snapshot_is_there() -> None:
    graph = build(HomeResource()).resolve_asset_graph()
    for name in COVERAGE_CHECKS:
        check = dg.AssetCheckKey(dg.AssetKey(["marts", "coverage"]), name)
        assert SNAPSHOT in graph.get(check).parent_entity_keys
