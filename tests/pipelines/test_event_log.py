"""Dagster's record of events, its files held open: the same record as that of Dagster's own storage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from pipelines import run as pipelines_run
from pipelines.event_log import MOST_OPEN, OpenEventLog
from pipelines.home import Home
from pipelines.run import RunError, prepare_dagster


@dg.asset
def paper() -> int:
    return 1


@dg.asset(check_specs=[dg.AssetCheckSpec("is_even", asset="register")])
def register(paper: int) -> Iterator[dg.Output[int] | dg.AssetCheckResult]:
    yield dg.Output(2 * paper)
    yield dg.AssetCheckResult(passed=True)


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """The one that a home's run has."""
    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setenv("REGISTRE_HOME", "")
    prepare_dagster(Home(tmp_path / "home").prepare())
    with dg.DagsterInstance.get() as made:
        yield made


@pytest.fixture
def opened() -> Iterator[list[object]]:
    """One entry for each SQLite file that is opened."""
    found: list[object] = []

    def note(file: object, record: object) -> None:
        if isinstance(file, sqlite3.Connection):
            found.append(file)

    event.listen(Engine, "connect", note)
    yield found
    event.remove(Engine, "connect", note)


def execute(instance: dg.DagsterInstance) -> str:
    result = dg.materialize([paper, register], instance=instance)
    assert result.success
    return result.run_id


def events_of(storage: SqliteEventLogStorage, run: str) -> list[tuple[str, str | None]]:
    return [
        (entry.dagster_event.event_type_value, entry.dagster_event.step_key)
        for entry in storage.get_logs_for_run(run)
        if entry.dagster_event
    ]


def log_of(instance: dg.DagsterInstance) -> OpenEventLog:
    assert isinstance(instance.event_log_storage, OpenEventLog)
    return instance.event_log_storage


def test_events_do_not_open_a_file_each(instance: dg.DagsterInstance, opened: list[object]) -> None:
    execute(instance)
    before = len(opened)
    run = execute(instance)
    kept = [at for at in opened[before:] if "history/runs/" in _path(at)]
    assert len(events_of(log_of(instance), run)) > 20
    assert len(kept) <= 3, "the file of the new run, once to make it and once to write, and the one of all runs"


def _path(file: object) -> str:
    assert isinstance(file, sqlite3.Connection)
    try:
        return str(file.execute("pragma database_list").fetchone()[2])
    except sqlite3.ProgrammingError:  # closed since
        return ""


def test_dagsters_own_storage_reads_and_goes_on_with_what_was_written(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    run = execute(instance)
    log = log_of(instance)
    written = events_of(log, run)
    assert ("ASSET_MATERIALIZATION", "register") in written
    assert ("ASSET_CHECK_EVALUATION", "register") in written
    theirs = SqliteEventLogStorage(log._base_dir)
    theirs.register_instance(instance)
    assert events_of(theirs, run) == written
    assert theirs.get_all_run_ids() == [run]
    assert theirs.get_latest_materialization_events([register.key])[register.key] is not None
    theirs.delete_events(run)
    assert events_of(log, run) == []


def test_who_watches_a_run_is_told_while_it_goes_on(instance: dg.DagsterInstance) -> None:
    run = execute(instance)
    log, another = log_of(instance), OpenEventLog(log_of(instance)._base_dir)
    entries = log.get_logs_for_run(run)
    cursor = log.get_records_for_run(run).cursor
    told = Event()
    another.watch(run, cursor, lambda *_: told.set())
    try:
        log.store_event(entries[-1])
        assert told.wait(30)
    finally:
        another.dispose()


def test_only_some_files_stay_open_and_none_behind_the_end(instance: dg.DagsterInstance) -> None:
    log = log_of(instance)
    runs = [execute(instance) for _ in range(MOST_OPEN + 1)]
    assert all(events_of(log, run) for run in runs)
    assert len(log._open) == MOST_OPEN
    log.dispose()
    assert not log._open
    assert not list(Path(log._base_dir).glob("*-wal")), "what stood beside the files is in them"
    assert all(events_of(log, run) for run in runs), "a closed one opens again"


def test_a_home_that_moved_has_its_record_with_it(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    run = execute(instance)
    instance.dispose()
    moved = Home((tmp_path / "home").rename(tmp_path / "another place: new"))
    prepare_dagster(moved)
    with dg.DagsterInstance.from_config(str(moved.dagster)) as there:
        assert Path(log_of(there)._base_dir).is_relative_to(moved.root)
        assert events_of(log_of(there), run)
        assert there.get_run_by_id(run)


def test_a_record_that_cannot_be_written_ends_the_run_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OperationalError("insert", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setenv("REGISTRE_HOME", "")
    monkeypatch.setattr(OpenEventLog, "store_event", full)
    home = Home(tmp_path / "home").prepare()
    with pytest.raises(RunError, match="record of the run cannot be written: database or disk is full"):
        pipelines_run.execute(home, [], jobs=1)


def test_nothing_is_left_of_what_is_wiped(instance: dg.DagsterInstance) -> None:
    run = execute(instance)
    log = log_of(instance)
    log.wipe()
    assert log.get_all_run_ids() == []
    assert events_of(log, run) == []
    assert events_of(log, execute(instance))
