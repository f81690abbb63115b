"""Schedules, sensors, partitions, retries and backfills, over a town's server on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import dagster as dg
import pytest

from pipelines.assets import RETRIEVED
from pipelines.home import Home
from pipelines.jobs import LOOK, REFRESH
from pipelines.partitions import COUNCIL_TAG, SINCE_TAG, SOURCE_TAG, TRIGGER_TAG
from pipelines.run import failure_sentence, is_stale
from pipelines.sources.looks import read_look
from pipelines.store import Store
from tests.pipelines.daily import Day
from tests.sources.conftest import pdf
from tests.sources.conftest import town as town  # the fixture
from tests.sources.server import Town, html, in_turn, status, versioned
from tests.sources.test_commands import configure, page

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in [name for name in os.environ if name.upper().startswith("REGISTRE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("REGISTRE_HOME", str(tmp_path))
    return Home(tmp_path).prepare()


@pytest.fixture
def day(home: Home) -> Iterator[Day]:
    with dg.DagsterInstance.local_temp(str(home.dagster)) as instance:
        yield Day(home, instance)


def ville(town: Town, **fields: object) -> dict:
    return page("ville", town.url("/liste", "127.0.0.1"), council="Ville-Témoin", **fields)


def set_up(home: Home, *sources: dict) -> None:
    configure(home, *sources, samples=False, attempts=1)


def names(home: Home) -> list[str]:
    return [retrieval.name.rsplit("/", 1)[-1] for retrieval in Store(home.documents).log()]


def events(result: dg.ExecuteInProcessResult, kind: str) -> int:
    return sum(event.event_type_value == kind for event in result.all_events)


# --- three days


@pytest.mark.timeout(240)
def test_three_scheduled_ticks(home: Home, town: Town, day: Day) -> None:
    """All of the town; then only questions whether something has changed; then one new document and one replaced."""
    town.answers |= {
        "/robots.txt": versioned(b"User-agent: *\nDisallow: /prive", "text/plain"),
        "/liste": html("a.pdf", "b.pdf"),
        "/a.pdf": versioned(pdf(0)),
        "/b.pdf": versioned(pdf(1)),
    }
    set_up(home, ville(town))

    def tick(at: datetime, *, is_followed: bool = True) -> list[bool]:
        """A tick of the schedule, with all that follows; whether each run went well."""
        asked = [request for request in day.scheduled(at) if request.partition_key == "ville"]
        went = [day.execute(LOOK, request).success for request in asked]
        if not is_followed:
            return went
        return went + [day.execute(REFRESH, request).success for request in day.sensed("news").run_requests or []]

    assert tick(NOW) == [True, True]  # a look, and what follows it
    assert [(one.path, one.status, one.is_conditional) for one in town.asked] == [
        ("/robots.txt", 200, False), ("/liste", 200, False), ("/a.pdf", 200, False), ("/b.pdf", 200, False),
    ]  # fmt: skip
    assert day.materialised() == {"ville"}
    assert not is_stale(home)
    published = home.snapshot.stat().st_mtime_ns

    town.forget()
    assert tick(NOW + DAY) == [True]  # nothing is new, so nothing is refreshed
    assert [(one.path, one.status, one.is_conditional) for one in town.asked] == [
        ("/robots.txt", 304, True), ("/liste", 304, True), ("/a.pdf", 304, True), ("/b.pdf", 304, True),
    ]  # fmt: skip
    assert home.snapshot.stat().st_mtime_ns == published

    town.forget()
    town.answers |= {"/liste": html("a.pdf", "b.pdf", "c.pdf"), "/b.pdf": versioned(pdf(4)), "/c.pdf": versioned(pdf(3))}
    assert tick(NOW + 2 * DAY, is_followed=False) == [True]
    assert [(one.path, one.status) for one in town.asked] == [
        ("/robots.txt", 304), ("/liste", 200), ("/a.pdf", 304), ("/b.pdf", 200), ("/c.pdf", 200),
    ]  # fmt: skip
    assert names(home) == ["a.pdf", "b.pdf", "b.pdf", "c.pdf"]
    look = read_look(home, "ville")
    assert look is not None
    assert (look.listed, look.new, look.replaced, look.unchanged) == (3, 1, 1, 1)
    assert len(day.sensed("news").run_requests or []) == 1
    runs = {(run.job_name, run.tags[TRIGGER_TAG], run.tags.get(SOURCE_TAG), run.tags.get(COUNCIL_TAG)) for run in day.instance.get_runs()}
    assert runs == {(LOOK, "schedule", "ville", "Ville-Témoin"), (REFRESH, "news", None, None)}


# --- the schedule


def keys(requests: list[dg.RunRequest]) -> dict[str, str]:
    return {request.partition_key or "": (request.run_key or "").split("@")[1] for request in requests}


def test_each_source_is_due_by_its_cadence_in_its_time_zone(home: Home, day: Day) -> None:
    def folder(name: str, **fields: str) -> dict:
        return {"name": name, "kind": "folder", "path": "papers", **fields}

    set_up(
        home,
        folder("stunde", cadence="hourly"),
        folder("jour", cadence="daily"),
        folder("outremer", cadence="daily", time_zone="Pacific/Marquesas"),
        folder("semaine", cadence="weekly"),
        folder("mois", cadence="monthly"),
    )
    asked = day.scheduled(datetime(2026, 3, 31, 14, 30, tzinfo=UTC))  # a Tuesday, summer time in Paris since the Sunday before
    assert keys(asked) == {
        "inbox": "2026-03-31T05:00:00+02:00",
        "stunde": "2026-03-31T16:00:00+02:00",
        "jour": "2026-03-31T05:00:00+02:00",
        "outremer": "2026-03-31T05:00:00-09:30",
        "semaine": "2026-03-30T05:00:00+02:00",
        "mois": "2026-03-01T05:00:00+01:00",
    }
    assert keys(day.scheduled(datetime(2026, 3, 31, 14, 15, tzinfo=UTC)))["outremer"] == "2026-03-30T05:00:00-09:30"
    assert set(day.instance.get_dynamic_partitions("source")) == set(keys(asked))


def test_a_source_that_was_looked_at_since_it_was_due_is_not_asked_for(home: Home, town: Town, day: Day) -> None:
    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": versioned(pdf(0))}
    set_up(home, ville(town, cadence="hourly"))
    assert "ville" in keys(day.scheduled(NOW))
    assert day.look("ville").success
    assert "ville" not in keys(day.scheduled(NOW))
    looked_at = datetime.now(UTC)  # an hour may have begun since NOW
    assert "ville" in keys(day.scheduled(looked_at + timedelta(hours=1)))


def test_a_look_that_was_asked_for_is_not_asked_for_again_before_the_next_moment(home: Home, day: Day) -> None:
    set_up(home, {"name": "papiers", "kind": "folder", "path": "papers", "cadence": "weekly"})
    first = day.scheduled(NOW)
    assert set(keys(first)) == {"inbox", "papiers"}
    for request in first:  # they wait in the queue
        job, origin = day.definitions.resolve_job_def(LOOK), {"dagster/partition": request.partition_key or ""}
        day.instance.create_run_for_job(job, tags={**request.tags, **origin}, status=dg.DagsterRunStatus.NOT_STARTED)
    assert day.scheduled(NOW + timedelta(minutes=15)) == []
    assert set(keys(day.scheduled(NOW + DAY))) >= {"inbox"}
    assert set(keys(day.scheduled(NOW + 7 * DAY))) == {"inbox", "papiers"}


def test_partitions_follow_the_sources_file_without_a_restart(home: Home, day: Day) -> None:
    def sources() -> set[str]:
        asked = day.sensed("sources_file").dynamic_partitions_requests or []
        for change in asked:
            if isinstance(change, dg.AddDynamicPartitionsRequest):
                day.instance.add_dynamic_partitions("source", change.partition_keys)
            else:
                for key in change.partition_keys:
                    day.instance.delete_dynamic_partition("source", key)
        return set(day.instance.get_dynamic_partitions("source"))

    assert sources() == {"inbox", "samples"}
    set_up(home, {"name": "a", "kind": "folder", "path": "a"}, {"name": "b", "kind": "folder", "path": "b"})
    assert sources() == {"inbox", "a", "b"}
    set_up(home, {"name": "b", "kind": "folder", "path": "b"})
    assert sources() == {"inbox", "b"}
    assert day.sensed("sources_file").dynamic_partitions_requests == []
    gone = day.look("a")
    assert not gone.success
    assert events(gone, "STEP_UP_FOR_RETRY") == 0


def test_the_inbox_is_looked_at_once_a_state(home: Home, day: Day) -> None:
    set_up(home)
    assert day.sensed("inbox").run_requests == []
    (home.inbox / "a.pdf").write_bytes(pdf(0))
    (first,) = day.sensed("inbox").run_requests or []
    assert first.partition_key == "inbox"
    assert (first.tags[SOURCE_TAG], first.tags[TRIGGER_TAG]) == ("inbox", "inbox")
    (again,) = day.sensed("inbox").run_requests or []
    assert again.run_key == first.run_key
    (home.inbox / "b.pdf").write_bytes(pdf(1))
    (other,) = day.sensed("inbox").run_requests or []
    assert other.run_key != first.run_key


def test_news_wait_for_looks_and_are_asked_for_once(home: Home, town: Town, day: Day) -> None:
    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": versioned(pdf(0))}
    set_up(home, ville(town))
    assert day.sensed("news").skip_reason == dg.SkipReason("There is no document yet.")
    assert day.look("ville").success
    waiting = day.instance.create_run_for_job(day.definitions.resolve_job_def(LOOK), status=dg.DagsterRunStatus.STARTED)
    assert day.sensed("news").run_requests == []
    day.instance.delete_run(waiting.run_id)
    (first,) = day.sensed("news").run_requests or []
    (second,) = day.sensed("news").run_requests or []
    assert first.run_key == second.run_key
    (home.corrections / "fix.csv").write_text("document,field,value,reason,author,date\n")
    (third,) = day.sensed("news").run_requests or []
    assert third.run_key != first.run_key


# --- failures


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses before retries, not made."""
    pauses: list[float] = []
    clock = time.time()
    asleep = SimpleNamespace(sleep=pauses.append, time=lambda: clock + sum(pauses))
    monkeypatch.setattr("dagster._core.execution.plan.active.time", asleep)
    return pauses


def test_a_failure_that_passes_is_tried_again_with_growing_pauses(home: Home, town: Town, day: Day, slept: list[float]) -> None:
    town.answers |= {"/liste": in_turn(status(503), status(503), html("a.pdf")), "/a.pdf": versioned(pdf(0))}
    set_up(home, ville(town))
    result = day.look("ville")
    assert result.success
    assert events(result, "STEP_UP_FOR_RETRY") == 2
    first, second = slept
    assert 0 < first <= 90
    assert 0 < second <= 270
    assert names(home) == ["a.pdf"]


def test_a_failure_that_stays_is_not_tried_again(home: Home, town: Town, day: Day, slept: list[float]) -> None:
    set_up(home, ville(town))
    result = day.look("ville")
    assert not result.success
    assert (events(result, "STEP_UP_FOR_RETRY"), slept, town.times("/liste")) == (0, [], 1)
    failure = next(event for event in result.all_events if event.is_step_failure)
    assert "The server answers 404: there is nothing." in (failure.step_failure_data.error_display_string or "")
    assert day.materialised() == set()


def test_a_source_that_fails_does_not_fail_a_run_over_all(home: Home, town: Town, day: Day) -> None:
    """A run over all sources has one partition for each that could be looked at."""
    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": versioned(pdf(0))}
    set_up(home, ville(town), page("partie", town.url("/partie", "127.0.0.1")))
    result = day.execute(LOOK)
    assert result.success
    assert day.materialised() == {"inbox", "ville"}
    event = day.instance.get_latest_materialization_event(RETRIEVED)
    assert event is not None
    look = read_look(home, "partie")
    assert look is not None
    assert (look.failure, look.reached_at) == ("The server answers 404: there is nothing.", None)


def test_when_a_source_last_answered_is_kept_while_it_fails(home: Home, town: Town, day: Day) -> None:
    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": versioned(pdf(0))}
    set_up(home, ville(town))
    assert day.look("ville").success
    first = read_look(home, "ville")
    del town.answers["/liste"]
    assert not day.look("ville").success
    second = read_look(home, "ville")
    assert first is not None
    assert second is not None
    assert (second.reached_at, second.first_at) == (first.at, first.at)
    assert second.known_since == datetime.fromisoformat(first.at)


# --- backfills


def test_a_backfill_fetches_again_what_it_lists(home: Home, town: Town, day: Day) -> None:
    town.answers |= {"/liste": html("a.pdf", "b.pdf"), "/a.pdf": versioned(pdf(0)), "/b.pdf": versioned(pdf(1))}
    set_up(home, ville(town))
    assert day.look("ville").success
    town.forget()
    assert day.look("ville", **{"dagster/backfill": "abcd"}).success
    assert [(one.path, one.status, one.is_conditional) for one in town.asked] == [
        ("/robots.txt", 404, False), ("/liste", 200, False), ("/a.pdf", 200, False), ("/b.pdf", 200, False),
    ]  # fmt: skip
    assert len(Store(home.documents).held()) == 2


def test_a_backfill_from_a_day_that_is_none_says_so(home: Home, town: Town, day: Day) -> None:
    set_up(home, ville(town))
    result = day.look("ville", **{SINCE_TAG: "soon"})
    failure = next(event for event in result.all_events if event.is_step_failure)
    assert "The tag registre/from is no day such as 2024-01-31: soon." in (failure.step_failure_data.error_display_string or "")


# --- one at a time

HOLD = """
import sys, time
from pipelines.home import Home
with Home.at(sys.argv[1]).prepare().locked():
    print("held", flush=True)
    time.sleep({})
"""


def test_a_run_of_dagster_waits_for_the_one_at_work_and_gives_up_after_a_while(home: Home, day: Day) -> None:
    configure(home, samples=False, run_wait_seconds=30)
    with subprocess.Popen([sys.executable, "-c", HOLD.format(1), str(home.root)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert day.look("inbox").success
    configure(home, samples=False, run_wait_seconds=0.2)
    with subprocess.Popen([sys.executable, "-c", HOLD.format(30), str(home.root)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        result = day.look("inbox")
        holder.kill()
    assert not result.success
    failure = next(event for event in result.all_events if event.is_failure)
    assert f"Another run (process {holder.pid}) is still after 0.2 s at work on the home folder" in failure_sentence(failure)
