"""One run of the main job in this process, or none where its result would be the same."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from pipelines.corrections import corrections_of
from pipelines.home import PROJECT, Home
from pipelines.ingestion import FolderSource, has_news
from pipelines.lake import is_published
from pipelines.ocr import OcrMode, ocr_engine
from pipelines.roster import roster_of
from pipelines.scdl import scdl_of
from pipelines.status import Status, status_of
from pipelines.status_page import write_status
from pipelines.store import Retrieval, Store

if TYPE_CHECKING:
    import dagster as dg

    from pipelines.sources.fetching import Fetcher
    from pipelines.sources.looks import Look
    from transforms.sources.specs import SourceSpec

BY_COMMAND = "registre/by_command"  # tag of runs that the command executes while it holds the lock on the home
CODE = ("pipelines", "transforms", "sql")  # the rooms whose content decides what a run makes

log = logging.getLogger(__name__)

# No account of anybody's use leaves the machine, no pop-up greets people, one run at a time is at work on a home, and neither what Dagster
# does nor what steps print (nothing) goes to the terminal or to files of its own: events are in its database.
DAGSTER_YAML = """\
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
python_logs:
  python_log_level: CRITICAL
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
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
) -> RunResult:
    """Brings what the sources hold, folders and configured ones, through to the published results. Raises SetupError or RunError.

    A configured source that fails is told in the result; what the others hold is published. Where another run is at work on the home,
    ``wait`` is how many seconds this one waits for its end before it gives up.
    """
    started = perf_counter()
    ocr_engine(ocr)  # where scans must be read and cannot, nothing begins
    with home.prepare().locked(wait), _noted(sources, configured, ocr) as note:
        store = Store(home.documents)
        before = {r.sha256 for r in store.retrievals()}
        looks = _look_at(home, configured, fetcher)
        is_rebuilt = has_news(home, sources) or is_stale(home, ocr)
        if is_rebuilt:
            corrections_of(home)  # a faulty one is told before anything begins
            roster_of(home)
            scdl_of(home, {})
            execute(home, sources, jobs, ocr)
        new = {r.sha256: r for r in reversed(store.retrievals()) if r.sha256 not in before}
        in_order = tuple(sorted(new.values(), key=lambda r: r.key))
        status = status_of(home)
        if not is_rebuilt:  # what the looks at the sources found is new all the same
            write_status(home, home.status_page, status)
        result = RunResult(is_rebuilt, in_order, status, perf_counter() - started, looks)
        note |= {"is_rebuilt": is_rebuilt, "documents": result.status.documents, "new": result.new, "findings": result.status.findings}
        note["failed_sources"] = [look.source for look in result.failed]
        return result


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


def _look_at(home: Home, configured: Sequence[SourceSpec], fetcher: Fetcher | None) -> tuple[Look, ...]:
    if not configured:
        return ()
    from pipelines.settings import settings_of
    from pipelines.sources.retrieval import fetcher_for, retrieve

    return tuple(retrieve(home, configured, fetcher or fetcher_for(home, settings_of(home))))


def is_stale(home: Home, ocr: OcrMode = OcrMode.AUTO) -> bool:
    """Whether published results are missing, or were made from other documents, by other code or by another engine of OCR."""
    if not (is_published(home.snapshot) and home.report.exists() and home.dictionary.exists()):
        return True
    from pipelines import refresh, standing

    return refresh.is_stale(home, ocr) or standing.are_stale(home)


def code_hash(project: Path = PROJECT) -> str:
    """A hash of the code, the SQL, the templates and the locked requirements."""
    files = [path for room in CODE for path in sorted((project / room).rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    digest = hashlib.sha256()
    for path in [*files, project / "requirements.lock"]:
        digest.update(f"{path.relative_to(project)}\0".encode() + (path.read_bytes() if path.exists() else b"") + b"\0")
    return digest.hexdigest()


def execute(home: Home, sources: Sequence[FolderSource], jobs: int, ocr: OcrMode = OcrMode.AUTO) -> None:
    """Executes the main job in this process; its record stands in the home's Dagster folder for the web interface. Raises RunError."""
    prepare_dagster(home)
    import dagster as dg

    from pipelines.definitions import JOB, build
    from pipelines.resources import HomeResource

    paths = [str(source.path) for source in sources]
    resource = HomeResource(path=str(home.root), sources=paths, jobs=jobs, ocr=ocr.value, looks_itself=False)
    with dg.DagsterInstance.get() as instance:
        _close_abandoned(instance)
        main = build(resource).resolve_job_def(JOB)
        result = main.execute_in_process(instance=instance, raise_on_error=False, tags={BY_COMMAND: "yes"})
    if not result.success:
        raise RunError(_why(home, result))


def _close_abandoned(instance: dg.DagsterInstance) -> None:
    """Marks runs of earlier commands that were killed as failed: to Dagster they go on for ever, and no other run may begin beside one."""
    import dagster as dg

    unfinished = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    for one in instance.get_runs(dg.RunsFilter(statuses=unfinished, tags={BY_COMMAND: "yes"})):
        instance.report_run_failed(one, message="The command that executed this run was killed.")


def prepare_dagster(home: Home) -> None:
    """Points this process, and those that it starts, to the home's Dagster folder and writes its configuration."""
    settings = home.dagster / "dagster.yaml"
    if not settings.exists() or settings.read_text() != DAGSTER_YAML:
        settings.write_text(DAGSTER_YAML)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    os.environ["REGISTRE_HOME"] = str(home.root)


def _why(home: Home, result: dg.ExecuteInProcessResult) -> str:
    """The step that failed first and its error; the whole account goes to a file."""
    failure = next(event for event in result.all_events if event.is_failure)
    error = getattr(failure.event_specific_data, "error", None)
    while error is not None and error.cause is not None and (error.cls_name or "").startswith("Dagster"):  # it wraps what happened
        error = error.cause
    if error is not None and error.cls_name == "DagsterExecutionInterruptedError":
        return "The run was interrupted. What was published before still stands."
    account = home.dagster / "last_failure.txt"
    account.write_text(error.to_string() if error else failure.message or "")
    what = " ".join((error.message if error else failure.message or "unknown").split())
    step = f"The step {failure.step_key.replace('__', '.')}" if failure.step_key else "The run"
    standing = "" if step.startswith("The step published") else " What was published before still stands."
    return f"{step} failed: {what}{standing} The whole account is in {account}."
