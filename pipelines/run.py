"""One run of the main job in this process, or none where its result would be the same."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from pipelines.corrections import corrections_of
from pipelines.home import PROJECT, Home, SetupError
from pipelines.ingestion import FolderSource, has_news
from pipelines.lake import published_at
from pipelines.ocr import OcrMode, ocr_engine
from pipelines.roster import roster_of
from pipelines.scdl import scdl_of
from pipelines.status import Status, status_of
from pipelines.status_page import write_status
from pipelines.store import Retrieval, Store
from pipelines.vault import synchronise, vault_of
from pipelines.verify import damage_of_snapshot

if TYPE_CHECKING:
    import dagster as dg
    from dagster._utils.error import SerializableErrorInfo

    from pipelines.sources.again import Again
    from pipelines.sources.fetching import Fetcher
    from pipelines.sources.looks import Look
    from transforms.sources.specs import SourceSpec

BY_COMMAND = "registre/by_command"  # tag of runs that the command executes while it holds the lock on the home
CODE = ("pipelines", "transforms", "sql")  # the rooms whose content decides what a run makes

log = logging.getLogger(__name__)

# No account of anybody's use leaves the machine, no pop-up greets people, one run at a time is at work on a home (all assets are of one
# pool), a run whose process died is begun again, and neither what Dagster does nor what steps print (nothing) goes to the terminal or to
# files of its own: events are in its database, which stays open during a run.
DAGSTER_YAML = """\
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  pools:
    default_limit: 1
    granularity: run
  runs:
    max_concurrent_runs: 1
run_monitoring:
  enabled: true
  poll_interval_seconds: 60
run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false
python_logs:
  python_log_level: CRITICAL
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
"""
EVENT_LOG = """\
event_log_storage:
  module: pipelines.event_log
  class: OpenEventLog
  config:
    base_dir: {folder}
"""


class RunError(Exception):
    """One clear sentence on which step of a run failed and why."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did. ``is_rebuilt`` is false where nothing was new and the published results stand."""

    is_rebuilt: bool
    new_documents: tuple[Retrieval, ...]  # never seen before, by source and name: each once
    status: Status
    seconds: float
    looks: tuple[Look, ...] = ()  # at the configured sources

    @property
    def new(self) -> int:
        """How many documents were never seen before."""
        return len(self.new_documents)

    @property
    def failed(self) -> tuple[Look, ...]:
        """The looks at sources that failed."""
        return tuple(look for look in self.looks if look.failure)


def run(
    home: Home,
    sources: Sequence[FolderSource],
    jobs: int = 0,
    ocr: OcrMode = OcrMode.AUTO,
    configured: Sequence[SourceSpec] = (),
    fetcher: Fetcher | None = None,
    wait: float = 0,
    again: Again | None = None,
) -> RunResult:
    """Brings what the sources hold, folders and configured ones, through to the published results. Raises SetupError or RunError.

    A configured source that fails is told in the result; what the others hold is published. Where another run is at work on the home,
    ``wait`` is how many seconds this one waits for its end before it gives up. With ``again`` the configured sources are fetched anew,
    and no folder is looked at.
    """
    started = perf_counter()
    ocr_engine(ocr)  # where scans must be read and cannot, nothing begins
    _check_executor(home)
    with home.prepare().locked(wait), _noted(sources, configured, ocr) as note:
        store = Store(home.documents)
        if vault := vault_of(home):
            vault.bring()
        before = {r.sha256 for r in store.retrievals()}
        looks = _look_at(home, configured, fetcher, again)
        if damage_of_snapshot(home, is_quick=True):
            home.snapshot.unlink()  # nothing can be built on it, and no step shall fail over it
        is_rebuilt = has_news(home, sources) or is_stale(home, ocr)
        if is_rebuilt:
            corrections_of(home)  # a faulty one is told before anything begins
            roster_of(home)
            scdl_of(home, {})
            _execute_on_whole(home, sources, jobs, ocr, goes_whole_way=again is None)
        new = {r.sha256: r for r in reversed(store.retrievals()) if r.sha256 not in before}
        in_order = tuple(sorted(new.values(), key=lambda r: r.key))
        status = status_of(home)
        if not is_rebuilt:  # what the looks at the sources found is new all the same, and the store elsewhere may be
            synchronise(home)
            write_status(home, home.status_page, status)
        result = RunResult(is_rebuilt, in_order, status, perf_counter() - started, looks)
        note |= {"is_rebuilt": is_rebuilt, "documents": result.status.documents, "new": result.new, "findings": result.status.findings}
        note["failed_sources"] = [look.source for look in result.failed]
        return result


def _check_executor(home: Home) -> None:
    """Raises SetupError where a cluster has to read and does not answer."""
    from pipelines.settings import settings_of

    if executor := settings_of(home).executor:
        from pipelines.cluster import check_cluster

        check_cluster(executor)


def _execute_on_whole(home: Home, sources: Sequence[FolderSource], jobs: int, ocr: OcrMode, *, goes_whole_way: bool) -> None:
    """As ``execute``; where the snapshot on which it builds turns out to be damaged, everything is made anew from the store."""
    try:
        execute(home, sources, jobs, ocr, goes_whole_way=goes_whole_way)
    except RunError:
        if damage_of_snapshot(home) is None:
            raise
        home.snapshot.unlink()
        execute(home, sources, jobs, ocr, goes_whole_way=goes_whole_way)


@contextmanager
def _noted(sources: Sequence[FolderSource], configured: Sequence[SourceSpec], ocr: OcrMode) -> Iterator[dict[str, object]]:
    """Writes into the journal that a run began and how it ended, with what is put into the dictionary."""
    names = [*(source.name for source in sources), *(spec.name for spec in configured)]
    started, note = perf_counter(), dict[str, object]()
    log.info("run began", extra={"sources": names, "ocr": ocr.value, "version": version("registre")})
    try:
        yield note
    except BaseException as error:
        reason = str(error) or type(error).__name__
        log.error("run failed", extra={"reason": reason, "seconds": round(perf_counter() - started, 3)})
        raise
    log.info("run ended", extra={**note, "seconds": round(perf_counter() - started, 3)})


def _look_at(home: Home, configured: Sequence[SourceSpec], fetcher: Fetcher | None, again: Again | None) -> tuple[Look, ...]:
    if not configured:
        return ()
    from pipelines.settings import settings_of
    from pipelines.sources.retrieval import fetcher_for, retrieve

    asking = fetcher or fetcher_for(home, settings_of(home), asks_anew=again is not None)
    return tuple(retrieve(home, configured, asking, again))


def is_stale(home: Home, ocr: OcrMode = OcrMode.AUTO) -> bool:
    """Whether published results are missing, or were made from other documents, by other code or by another engine of OCR."""
    published = published_at(home.snapshot)
    if not (published and home.report.exists() and home.dictionary.exists()):
        return True
    if home.dictionary.stat().st_mtime_ns < published.stat().st_mtime_ns:  # a run was killed between the two
        return True
    from pipelines import refresh, written_reports

    return refresh.is_stale(home, ocr) or written_reports.are_stale(home)


def code_hash(project: Path = PROJECT) -> str:
    """A hash of the code, the SQL, the templates and the locked requirements, but for what ``marts_hash`` stands for."""
    others = {*_mart_files(project)}
    files = [path for room in CODE for path in _files(project / room) if path not in others]
    return _hash_of(project, [*files, project / "requirements.lock"])


def marts_hash(project: Path = PROJECT) -> str:
    """A hash of the marts' SQL and of what is said of tables: nothing but marts, and comments, is made from these."""
    return _hash_of(project, _mart_files(project))


def _mart_files(project: Path) -> list[Path]:
    return [*_files(project / "sql" / "marts"), project / "sql" / "columns.yml"]


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]


def _hash_of(project: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(project)}\0".encode() + (path.read_bytes() if path.exists() else b"") + b"\0")
    return digest.hexdigest()


def execute(home: Home, sources: Sequence[FolderSource], jobs: int, ocr: OcrMode = OcrMode.AUTO, *, goes_whole_way: bool = True) -> None:
    """Executes the main job, or what follows its first step, in this process. Raises RunError.

    Its record stands in the home's Dagster folder for the web interface.
    """
    prepare_dagster(home)
    from pipelines import aside

    aside.begin()  # before Dagster is loaded: both take seconds
    import dagster as dg
    from sqlalchemy.exc import DBAPIError

    from pipelines.definitions import build
    from pipelines.jobs import JOB, REFRESH
    from pipelines.partitions import TRIGGER_TAG
    from pipelines.resources import HomeResource

    paths = [str(source.path) for source in sources]
    resource = HomeResource(path=str(home.root), sources=paths, jobs=jobs, ocr=ocr.value, looks_itself=False)
    try:
        with dg.DagsterInstance.get() as instance:
            _close_abandoned(instance)
            main = build(resource).resolve_job_def(JOB if goes_whole_way else REFRESH)
            tags = {BY_COMMAND: "yes", TRIGGER_TAG: "command"}
            result = main.execute_in_process(instance=instance, raise_on_error=False, tags=tags)
    except DBAPIError as error:
        raise RunError(f"Dagster's record of the run cannot be written: {error.orig}. What was published before still stands.") from error
    if not result.success:
        raise RunError(_why(home, result))


def _close_abandoned(instance: dg.DagsterInstance) -> None:
    """Marks runs of earlier commands that were killed as failed: to Dagster they go on for ever, and no other run may begin beside one."""
    import dagster as dg

    unfinished = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    for one in instance.get_runs(dg.RunsFilter(statuses=unfinished, tags={BY_COMMAND: "yes"})):
        instance.report_run_failed(one, message="The command that executed this run was killed.")


def prepare_dagster(home: Home) -> None:
    """Points this process, and those that it starts, to the home's Dagster folder and writes its configuration.

    An installation of its own, which the settings may name, stays as it is. Raises SetupError where it is not there.
    """
    from pipelines.settings import settings_of

    own = settings_of(home).dagster_home
    settings = (Path(own).expanduser() if own else home.dagster) / "dagster.yaml"
    if own and not settings.is_file():
        raise SetupError(f"There is no {settings}: dagster_home names a folder that holds one.")
    wanted = DAGSTER_YAML + EVENT_LOG.format(folder=json.dumps(str(home.dagster.resolve() / "history" / "runs")))
    if not own and (not settings.exists() or settings.read_text() != wanted):
        settings.write_text(wanted)
    os.environ["DAGSTER_HOME"] = str(settings.parent.resolve())
    os.environ["REGISTRE_HOME"] = str(home.root)


def failure_sentence(event: dg.DagsterEvent) -> str:
    """Which step failed and why; what says itself in sentences is not called by its class."""
    error = _cause(event)
    what = " ".join((error.message if error else event.message or "unknown").split())
    what = re.sub(r"^(pipelines|transforms|_duckdb)\.[\w.]+: ", "", what)
    step = f"The step {event.step_key.replace('__', '.')}" if event.step_key else "The run"
    return f"{step} failed: {what}"


def _cause(event: dg.DagsterEvent) -> SerializableErrorInfo | None:
    """The error that happened, without those of Dagster that wrap it."""
    error = getattr(event.event_specific_data, "error", None)
    while error is not None and error.cause is not None and (error.cls_name or "").startswith("Dagster"):
        error = error.cause
    return error


def _why(home: Home, result: dg.ExecuteInProcessResult) -> str:
    """The step that failed first and its error; the whole account goes to a file."""
    failure = next(event for event in result.all_events if event.is_failure)
    error = _cause(failure)
    if error is not None and error.cls_name == "DagsterExecutionInterruptedError":
        return "The run was interrupted. What was published before still stands."
    account = home.dagster / "last_failure.txt"
    account.write_text(error.to_string() if error else failure.message or "")
    sentence = failure_sentence(failure)
    standing = "" if sentence.startswith("The step published") else " What was published before still stands."
    return f"{sentence}{standing} The whole account is in {account}."
