"""What keeps the daily runs in sight: checks of freshness and coverage, and the sensors that tell what goes wrong."""

# Annotations stay types in this module: Dagster compares that of a context with its own.
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import dagster as dg
import duckdb

from pipelines.alerts import PUBLISHING, after_run, tell_alerts
from pipelines.assets import RETRIEVED, SNAPSHOT, key_of
from pipelines.freshness import freshness_of, unpublished
from pipelines.home import Home, SetupError
from pipelines.jobs import JOB, REFRESH
from pipelines.metadata import markdown
from pipelines.partitions import PARTITION_TAG, POOL, WILL_RETRY_TAG
from pipelines.resources import HomeResource
from pipelines.run import failure_sentence
from pipelines.sources.looks import read_look
from pipelines.store import now
from pipelines.warehouse import open_snapshot

FRESH: Final = "sources_answer"
CURRENT: Final = "holds_every_document"
COVERAGE: Final = key_of("marts.coverage")
WARN: Final = dg.AssetCheckSeverity.WARN
MOST_SHOWN: Final = 50

# By name of the check: what it says, what offends, and the columns that are shown of that.
COVERAGE_CHECKS: Final = {
    "a_session_each_quarter": (
        "A council meets once a quarter at least (CGCT L.2121-7): quarters between its first and last known session without any.",
        "period_kind = 'quarter' and quarters_without_session > 0",
        ("council", "period"),
    ),
    "announced_sessions_are_there": (
        "Sessions of which only the agenda is there.",
        "period_kind = 'quarter' and sessions_announced_only > 0",
        ("council", "period", "sessions_announced_only"),
    ),
    "numbers_have_no_gap": (
        "Numbers of deliberations that are missing between those that are there.",
        "period_kind = 'quarter' and numbers_missing > 0",
        ("council", "period", "numbers_missing"),
    ),
    "documents_have_a_place": (
        "Documents that lead to no session: without date or council, or not read.",
        "period_kind = 'all' and coalesce(documents_without_date, 0) + coalesce(documents_without_council, 0)"
        " + coalesce(documents_needing_ocr, 0) + coalesce(documents_unreadable, 0) > 0",
        ("council", "documents_without_date", "documents_without_council", "documents_needing_ocr", "documents_unreadable"),
    ),
}

KEEP_SAYING: Final = timedelta(days=1)  # how often a verdict on freshness is written down though it has not changed


def freshness_results(home: Home, at: datetime) -> dict[dg.AssetCheckKey, tuple[bool, dict[str, Any]]]:
    """The verdicts on freshness: whether each holds, and what is shown beside it. Raises SetupError where the sources file is faulty."""
    sources, waiting = freshness_of(home), unpublished(home)
    rows = [(one.source, one.cadence.value, one.known_since, one.is_silent(at), one.failure) for one in sources]
    shown = markdown(("source", "cadence", "known since", "silent", "failure"), rows)
    silent = sum(one.is_silent(at) for one in sources)
    told = {"sources": len(sources), "silent": silent, "never looked at": sum(one.known_since is None for one in sources)}
    names = markdown(("document",), [(name,) for name in waiting.names[:MOST_SHOWN]])
    missing: dict[str, Any] = {"not in the snapshot": len(waiting.names)}
    if waiting.names:
        missing["documents"] = dg.MetadataValue.md(names)
    if waiting.fault:
        missing = {"fault": waiting.fault}
    return {
        dg.AssetCheckKey(RETRIEVED, FRESH): (not silent, told | ({"by source": dg.MetadataValue.md(shown)} if rows else {})),
        dg.AssetCheckKey(SNAPSHOT, CURRENT): (not waiting.is_late(at), missing),
    }


def _result(key: dg.AssetCheckKey, verdict: tuple[bool, dict[str, Any]]) -> dg.AssetCheckResult:
    passed, told = verdict
    return dg.AssetCheckResult(passed=passed, asset_key=key.asset_key, check_name=key.name, severity=WARN, metadata=told)


def operating_checks() -> list[dg.AssetChecksDefinition]:
    """Checks of freshness and coverage. None blocks; each warns."""

    @dg.asset_check(asset=RETRIEVED, name=FRESH, pool=POOL, description="Every source was looked at with success within twice its cadence.")
    def sources_answer(home: HomeResource) -> dg.AssetCheckResult:
        key = dg.AssetCheckKey(RETRIEVED, FRESH)
        return _result(key, freshness_results(home.home, now())[key])

    @dg.asset_check(asset=SNAPSHOT, name=CURRENT, pool=POOL, description="No document waits for long to be published.")
    def holds_every_document(home: HomeResource) -> dg.AssetCheckResult:
        key = dg.AssetCheckKey(SNAPSHOT, CURRENT)
        return _result(key, freshness_results(home.home, now())[key])

    specs = [
        dg.AssetCheckSpec(name, asset=COVERAGE, description=description, additional_deps=[SNAPSHOT])
        for name, (description, _, _) in COVERAGE_CHECKS.items()
    ]

    @dg.multi_asset_check(name="coverage_checks", specs=specs, can_subset=True, pool=POOL)
    def coverage(context: dg.AssetCheckExecutionContext, home: HomeResource) -> Iterable[dg.AssetCheckResult]:
        wanted = {key.name for key in context.selected_asset_check_keys}
        with open_snapshot(home.home.snapshot) as connection:
            yield from (result for result in coverage_results(connection) if result.check_name in wanted)

    return [sources_answer, holds_every_document, coverage]


def coverage_results(connection: duckdb.DuckDBPyConnection) -> Iterator[dg.AssetCheckResult]:
    """What is missing by the published ``marts.coverage``: one result a check, with the first offenders."""
    for name, (_, offends, columns) in COVERAGE_CHECKS.items():
        rows = connection.execute(
            f"select {', '.join(columns)} from marts.coverage where {offends} order by all limit {MOST_SHOWN}"
        ).fetchall()
        count = connection.execute(f"select count(*) from marts.coverage where {offends}").fetchall()[0][0]
        told = {"found": count, **({"where": dg.MetadataValue.md(markdown(columns, rows))} if rows else {})}
        yield _result(dg.AssetCheckKey(COVERAGE, name), (not count, told))


def run_failed(status: dg.DefaultSensorStatus) -> dg.SensorDefinition:
    """Tells that a run failed and is not begun again by itself. It is off until somebody turns it on."""

    @dg.run_failure_sensor(name="run_failed", default_status=status, description="Alerts where a run fails.")
    def tell(context: dg.RunFailureSensorContext) -> None:
        home, run = Home.default(), context.dagster_run
        if run.tags.get(WILL_RETRY_TAG) == "true":
            return  # it is begun again by itself; where that fails too, it is told
        step = next(iter(context.get_step_failure_events()), context.failure_event)
        look = read_look(home, _subject(run))
        # a source that failed is told as such, by what is noted of it
        _warn(context, after_run(home, _subject(run), None if look and look.failure else failure_sentence(step)))

    return tell


def run_succeeded(status: dg.DefaultSensorStatus) -> dg.SensorDefinition:
    """Tells what a run found: new quarantine above all. It is off until somebody turns it on."""

    @dg.run_status_sensor(
        dg.DagsterRunStatus.SUCCESS, name="run_succeeded", default_status=status, description="Alerts where a run set sessions aside."
    )
    def tell(context: dg.RunStatusSensorContext) -> None:
        _warn(context, after_run(Home.default(), _subject(context.dagster_run), None))

    return tell


def watch(status: dg.DefaultSensorStatus) -> dg.SensorDefinition:
    """Tells what goes wrong where nothing runs: sources gone silent, documents that wait. It is off until somebody turns it on.

    It also writes the verdicts on freshness down: when they change, and once a day.
    """

    @dg.sensor(
        name="watch", target=None, minimum_interval_seconds=300, default_status=status, description="Alerts where a source is silent."
    )
    def look(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        home, at = Home.default(), now()
        errors = tell_alerts(home)
        try:
            events, cursor = _news_on_freshness(home, at, context.cursor)
        except SetupError:
            events, cursor = [], context.cursor or ""  # it was told
        if errors:
            raise dg.Failure(" ".join(errors))  # the web interface shows it, and the next tick tries again
        return dg.SensorResult(asset_events=events, cursor=cursor)

    return look


def _news_on_freshness(home: Home, at: datetime, cursor: str | None) -> tuple[list[dg.AssetCheckEvaluation], str]:
    """The verdicts to be written down, and what is remembered of them."""
    noted: dict[str, Any] = json.loads(cursor) if cursor else {}
    results = freshness_results(home, at)
    verdicts = {key.name: passed for key, (passed, _) in results.items()}
    if verdicts == noted.get("verdicts") and at < datetime.fromisoformat(noted["at"]) + KEEP_SAYING:
        return [], cursor or ""
    events = [
        dg.AssetCheckEvaluation(asset_key=key.asset_key, check_name=key.name, passed=passed, severity=WARN, metadata=told)
        for key, (passed, told) in results.items()
    ]
    return events, json.dumps({"verdicts": verdicts, "at": at.isoformat()})


def _subject(run: dg.DagsterRun) -> str:
    """What a run was about: the way to the published results, a source, or else its job."""
    if run.job_name in (JOB, REFRESH):
        return PUBLISHING
    return run.tags.get(PARTITION_TAG, run.job_name)


def _warn(context: dg.RunStatusSensorContext, errors: list[str]) -> None:
    for error in errors:
        context.log.error(error)
