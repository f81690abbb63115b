"""The ``registre`` command. What a command needs is imported inside it, so that help is there at once.

What a command yields goes to standard output; progress, logs and errors go to standard error. Exit codes: 0, also when documents are
bad; 1 where a question or a run fails; 2 where the command cannot even begin; 3 where a run ended well but a configured source failed; 4
where another run is at work on the home; 130 and 143 where Ctrl-C or SIGTERM ended it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from pipelines.correct import PeopleProposal, Proposal
    from pipelines.exchange import Written
    from pipelines.home import Home
    from pipelines.ingestion import FolderSource
    from pipelines.sources.again import Again
    from transforms.sources.specs import SourceSpec

    Plan = tuple[Sequence[FolderSource], Sequence[SourceSpec], Again | None]

home_option = click.option(
    "--home",
    "home_path",
    type=click.Path(path_type=Path),
    envvar="REGISTRE_HOME",
    metavar="DIR",
    help="Where documents, work and results are kept.  [default: $REGISTRE_HOME, else the project's data folder]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Number of processes that read documents.  [default: one a processor]"
)
ocr_option = click.option(
    "--ocr",
    type=click.Choice(["never", "auto", "always"]),
    default="auto",
    show_default=True,
    help="Whether scanned pages are read: where Tesseract's French data is there (auto), or not without it (always).",
)

SOURCE_FAILED, BUSY = 3, 4
INTERRUPTED = "Interrupted. What was published before still stands; the next run takes up what was done until now."
DAMAGED = ("IOException", "HTTPException", "SerializationException", "FatalException")  # by DuckDB, over a file that is not what it wrote

DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="registre")
def main() -> None:
    """From the PDFs in which French local councils publish their decisions to a warehouse and reports that can be trusted."""


@contextmanager
def sentences() -> Iterator[None]:
    """Turns what a person can understand and mend into one sentence on standard error and an exit code."""
    from pipelines.home import BusyError, SetupError

    try:
        yield
    except SetupError as error:
        stop(str(error), BUSY if isinstance(error, BusyError) else 2)
    except KeyboardInterrupt:
        stop("Interrupted. What was printed until then is whole.", 130)
    except Exception as error:
        if type(error).__name__ not in DAMAGED or "duckdb" not in type(error).__module__:
            raise
        stop(_unreadable(error), 1)


def _unreadable(error: Exception) -> str:
    """Why what is published cannot be read: a file is damaged, a lake may only be out of reach."""
    from pipelines.lake import lake_at

    if lake := lake_at(home_at(click.get_current_context().params.get("home_path")).snapshot):
        return lake.failed("read", error)
    return f"The snapshot is damaged; `registre run` makes it anew. {' '.join(str(error).split())}"


@contextmanager
def progress_on_terminal() -> Iterator[None]:
    """Progress where it goes to a terminal and the output does not; what shows it is loaded only there."""
    if sys.stdout.isatty() or not sys.stderr.isatty():
        yield
        return
    from pipelines.show import progress_shown

    with progress_shown():
        yield


def stop(sentence: str, code: int) -> NoReturn:
    complain(sentence)
    raise SystemExit(code)


def complain(sentence: str) -> None:
    """Says on standard error what a person should know."""
    click.echo(complaint(sentence), err=True)


def complaint(sentence: str) -> str:
    """The line that says it: a JSON object where the journal goes to standard error too."""
    context = click.get_current_context(silent=True)
    if context and context.params.get("log_format") == "json":
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        return json.dumps({"at": at, "level": "error", "event": sentence}, ensure_ascii=False)
    return f"registre: {sentence}"


def home_at(path: Path | None) -> Home:
    from pipelines.home import Home

    return Home.at(path) if path else Home.default()


def into_environment(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """An option that stands for a setting, for this process and those that it starts."""
    if value is not None and parameter.name:
        os.environ[f"REGISTRE_{parameter.name.upper()}"] = value


lake_options = (
    click.option(
        "--warehouse",
        metavar="LAKE",
        expose_value=False,
        callback=into_environment,
        help="ducklake:postgres:…, a warehouse that machines share.  [default: the setting of the home; else a DuckDB file]",
    ),
    click.option(
        "--lake-data",
        metavar="DIR|URL",
        expose_value=False,
        callback=into_environment,
        help="Folder or bucket (s3://…) of the lake's files.  [default: the setting of the home]",
    ),
)
executor_option = click.option(
    "--executor",
    metavar="dask://HOST:PORT",
    expose_value=False,
    callback=into_environment,
    help="Dask cluster whose workers read documents.  [default: the setting of the home; else this machine]",
)
wait_option = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0,
    metavar="SECONDS",
    help="How long to wait for another run on the same home to end.  [default: not at all]",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
log_format_option = click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="With json the journal, which the home's logs keep, goes to standard error too, in place of progress.",
)


@main.command("run", short_help="Read what is new, rebuild, check and publish.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of PDFs; may be repeated.  [default: the home's inbox and the project's samples]",
)
@home_option
@jobs_option
@ocr_option
@executor_option
@lake_options[0]
@lake_options[1]
@wait_option
@quiet_option
@log_format_option
@json_option
def run_command(sources: tuple[Path, ...], home_path: Path | None, **options: Any) -> None:
    """Read what is new, rebuild the warehouse, check it, publish the snapshot and the reports.

    The sources that the home's sources.yml lists are looked at too. Where one of them fails, the others are taken in all the same, the
    results are published, and the exit code is 3. It is 4 where another run is at work on the home.

    Ctrl-C ends the run and loses nothing; pressed again, it ends it at once.
    """
    from pipelines.ingestion import sources_at
    from pipelines.sources.configuration import configured_sources

    carry_out(home_path, lambda home: (sources_at(sources, home), configured_sources(home), None), **options)


@main.command("backfill", short_help="Fetch again what a source lists.")
@click.option("--source", "names", multiple=True, required=True, metavar="NAME", help="Source of sources.yml; may be repeated.")
@click.option("--from", "since", type=DAY, metavar="DATE", help="Only what may speak of this day or a later one, such as 2024-01-31.")
@home_option
@jobs_option
@ocr_option
@wait_option
@quiet_option
@log_format_option
@json_option
def backfill_command(names: tuple[str, ...], since: datetime | None, home_path: Path | None, **options: Any) -> None:
    """Fetch again everything that a source lists, then rebuild, check and publish what is new, as `registre run` does.

    The source is looked at as if it had never been seen: its pages and every document that it lists are asked for whether they have
    changed or not. Bytes that are already kept leave no second copy; other bytes under the same address are a newer version. What the
    source no longer lists stays and is not asked for. The inbox and other sources are not looked at.

    With --from, a document is left alone where it is known to speak of earlier days only: by the sessions that were read from it, or by
    the day that the source's list gives for it (in an SCDL file that of the session; in a feed that of publication, with 31 days more,
    since agendas come before their session). A document whose day is not known is fetched.

    Exit codes are those of `registre run`.
    """
    from pipelines.sources.again import again_from
    from pipelines.sources.configuration import configured_sources, sources_called

    def plan(home: Home) -> Plan:
        return [], sources_called(configured_sources(home), names), again_from(home, since.date() if since else None)

    carry_out(home_path, plan, **options)


def carry_out(
    home_path: Path | None,
    plan: Callable[[Home], Plan],
    *,
    jobs: int | None,
    ocr: str,
    wait: float,
    quiet: bool,
    log_format: str,
    as_json: bool,
) -> NoReturn:
    """A run as ``plan`` has it, from its beginning to its exit code. Whoever set alerts up is told what is wrong after it."""
    from contextlib import nullcontext

    from pipelines import interrupts, journal
    from pipelines.home import BusyError, SetupError
    from pipelines.ocr import OcrMode, missing_for
    from pipelines.run import RunError, run
    from pipelines.settings import settings_of
    from pipelines.show import progress_shown, show_run
    from pipelines.sources.configuration import secret_values

    with sentences(), interrupts.heeded(complaint(INTERRUPTED)) as interruption:
        home = home_at(home_path).prepare()
        try:
            folders, configured, again = plan(home)
            settings = settings_of(home)
            is_silent = quiet or log_format == "json"
            with journal.kept(home, log_format == "json", secret_values(home)), nullcontext() if is_silent else progress_shown():
                result = run(home, folders, jobs or settings.jobs, OcrMode(ocr), configured, wait=wait, again=again)
        except RunError as error:
            if interruption.number:
                raise
            send_alerts(home, str(error))
            stop(str(error), 1)
        except SetupError as error:
            if not isinstance(error, BusyError):
                send_alerts(home, str(error))  # of cron nobody reads what is printed
            raise
    send_alerts(home, None)
    if as_json or not quiet:
        show_run(home, result, as_json)
    if not quiet and result.status.fates.get("needs_ocr") and (sentence := missing_for(OcrMode(ocr))):
        complain(sentence)
    for look in result.failed:
        complain(f"The source {look.source} failed: {look.failure}")
    sys.exit(SOURCE_FAILED if result.failed else 0)


def send_alerts(home: Home, failure: str | None) -> None:
    """Tells those who set alerts up what is wrong after a run, and the person at the keyboard where that did not work."""
    from pipelines.alerts import PUBLISHING, after_run, sentences_of
    from pipelines.home import SetupError

    try:
        errors = after_run(home, PUBLISHING, failure)
    except (OSError, SetupError) as error:  # the run itself is over: how it ended is told all the same
        errors = [str(error)]
    for sentence in sentences_of(errors):
        complain(sentence)


@main.command("verify", short_help="Hash every stored document anew.")
@home_option
@json_option
def verify_command(home_path: Path | None, as_json: bool) -> None:
    """Hash every document of the store anew and name those that are damaged, lost or without a record; read the snapshot whole.

    Nothing is changed.

    The exit code is 1 where there is one.
    """
    from pipelines.show import show_verified
    from pipelines.verify import verify

    with sentences(), progress_on_terminal():
        verified = verify(home_at(home_path))
    show_verified(verified, as_json)
    sys.exit(1 if verified.damaged or verified.snapshot else 0)


@main.command("parse", short_help="Print what documents say as JSON Lines.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@jobs_option
@ocr_option
@click.option(
    "--document-seconds",
    type=click.FloatRange(min=0, min_open=True),
    envvar="REGISTRE_DOCUMENT_SECONDS",
    default=120,
    show_default=True,
    metavar="S",
    help="Processor time for one document or scanned page.",
)
@click.option(
    "--document-memory",
    envvar="REGISTRE_DOCUMENT_MEMORY",
    default="2GB",
    show_default=True,
    metavar="SIZE",
    help="Memory for one document or scanned page.",
)
def parse_command(files: tuple[Path, ...], jobs: int | None, ocr: str, document_seconds: float, document_memory: str) -> None:
    """Print what documents say: one JSON object a sitting and line, in the order of the files. Scans are read last.

    A document that cannot be read gives an object with its "landing" and "reason". A file that is not there is named on standard
    error, and the exit code is 2 once the others are done.
    """
    from pipelines.limits import Limits
    from pipelines.ocr import OcrMode, missing_for, ocr_engine
    from pipelines.parse import MissingFile, printed_objects
    from pipelines.workers import processors

    try:
        limits = Limits.of(document_seconds, document_memory)
    except ValueError as error:
        stop(f"--document-memory: {error}.", 2)
    is_complete, needs_ocr = True, False
    with sentences(), progress_on_terminal():
        for item in printed_objects(files, jobs or processors(), ocr_engine(OcrMode(ocr)), limits):
            if isinstance(item, MissingFile):
                click.echo(f"registre: {item.sentence}", err=True)
                is_complete = False
            else:
                click.echo(json.dumps(item, ensure_ascii=False))
                needs_ocr |= item.get("landing") == "needs_ocr"
    if needs_ocr and (sentence := missing_for(OcrMode(ocr))):
        click.echo(f"registre: {sentence}", err=True)
    sys.exit(0 if is_complete else 2)


@main.command("status", short_help="Say how sources, councils and documents stand.")
@click.option("--doubtful", is_flag=True, help="List the documents that deserve a second look first, with the reasons.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many documents --doubtful lists.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write an HTML page; each run does too.")
@home_option
@json_option
def status_command(home_path: Path | None, as_json: bool, doubtful: bool, most: int, html: Path | None) -> None:
    """Say how the sources stand, what is missing of each council, and what became of every document.

    There is a line for each document that is not fully used; where there are many, --json has them all.
    """
    from pipelines.show import show_doubtful, show_path, show_status
    from pipelines.status import doubtful_documents, status_of
    from pipelines.status_page import write_status

    with sentences():
        home = home_at(home_path)
        if html:
            show_path(write_status(home, html))
        elif doubtful:
            show_doubtful(doubtful_documents(home, most), as_json)
        else:
            show_status(status_of(home), as_json)


@main.command("correct", short_help="Write down what a document really says.")
@click.argument("target")
@click.argument("field")
@click.argument("value")
@click.option("--reason", required=True, help="Why, for those who come after you.")
@click.option(
    "--author",
    help="Who corrects.  [default: $REGISTRE_AUTHOR, else author in the home's settings.yml, else the name you are logged in under]",
)
@click.option("--file", "file_name", default="corrections.csv", show_default=True, help="File in the home's folder of corrections.")
@click.option("--yes", "is_confirmed", is_flag=True, help="Write without asking.")
@home_option
def correct_command(
    target: str, field: str, value: str, reason: str, author: str | None, file_name: str, is_confirmed: bool, home_path: Path | None
) -> None:
    """Write down that FIELD of the document TARGET should be VALUE, after showing what that changes.

    TARGET is a document_id or a file name, with #2 for the second sitting in it. FIELD is called after the tables of the warehouse:
    session.stated_present, attendance[ROUX].status, deliberation[2025-012].votes_for. An empty VALUE ("") stands for nothing printed;
    for attendance[ROUX] itself it takes the row away, and a status adds it.
    """
    from pipelines.correct import is_of_people, propose, propose_person, write
    from pipelines.settings import settings_of
    from pipelines.show import show_people_proposal, show_proposal

    with sentences():
        home = home_at(home_path).prepare()
        author = author or settings_of(home).author
        proposal: Proposal | PeopleProposal
        if is_of_people(field):
            proposal = propose_person(home, target, field, value, reason, author, file_name)
            show_people_proposal(proposal)
        else:
            proposal = propose(home, target, field, value, reason, author, file_name)
            show_proposal(proposal)
        if not is_confirmed and not click.confirm(f"Write this row to {proposal.file}?"):
            stop("Nothing was written.", 1)
        write(proposal)
        click.echo(f"Written to {proposal.file}, line {proposal.tried.correction.line}: the next `registre run` applies it.")


@main.command("review", short_help="Write a page for each document to look at again.")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many documents, worst first.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write.  [default: review in the home's published folder]",
)
@home_option
def review_command(most: int, out: Path | None, home_path: Path | None) -> None:
    """List what is quarantined or doubtful, worst first, and write a page for each document.

    A page shows the print with the read lines outlined, what was read, which rules broke and why, and correction rows to copy. It opens
    from disk.
    """
    from pipelines.review import write_review
    from pipelines.show import show_review

    with sentences():
        home = home_at(home_path).with_snapshot()
        folder = out or home.published / "review"
        show_review(write_review(home, folder, most), folder / "index.html")


@main.command("sql", short_help="Answer a question from the snapshot.")
@click.argument("question")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print the answer."
)
@click.option("--at", metavar="VERSION|TIME", help="Ask a lake as it was at a version, or at a time such as 2026-11-26 08:00.")
@home_option
def sql_command(question: str, form: str, at: str | None, home_path: Path | None) -> None:
    """Answer a QUESTION in SQL from the published snapshot; nothing can be written."""
    from pipelines.query import FORMATS, QueryError, ask

    with sentences():
        home = home_at(home_path).with_snapshot()
        try:
            answer = ask(home.snapshot, question, at)
        except QueryError as error:
            stop(str(error), 1)
        FORMATS[form](answer, sys.stdout)


@main.command("migrate", short_help="Copy the results into a lake, or out of one.")
@click.argument("target")
@click.option("--lake-data", metavar="DIR|URL", help="Folder or bucket of the lake's files, where TARGET is a new lake.")
@home_option
def migrate_command(target: str, lake_data: str | None, home_path: Path | None) -> None:
    """Copy the published results to TARGET: a lake (ducklake:postgres:…), or a new DuckDB file; every row is compared afterwards.

    The home goes on where its settings say: set `warehouse` and `lake_data`, or take them out, once the copy is made.
    """
    from pipelines.migration import MigrationError, migrate

    with sentences():
        home = home_at(home_path).with_snapshot()
        try:
            copied = migrate(home, target, lake_data)
        except MigrationError as error:
            stop(str(error), 1)
        click.echo(f"{copied.tables} tables with {copied.rows:,} rows are in {copied.target}; each is equal to what it was copied from.")


@main.command("compact", short_help="Keep a lake small and quick.")
@home_option
@json_option
def compact_command(home_path: Path | None, as_json: bool) -> None:
    """Forget the states of a lake that are older than lake_keep_days, join its small files, and delete those that nobody reads any more."""
    from pipelines.migration import MigrationError, compact

    with sentences():
        home = home_at(home_path).with_snapshot()
        try:
            done = compact(home)
        except MigrationError as error:
            stop(str(error), 1)
        if as_json:
            click.echo(json.dumps(done))
        else:
            click.echo(", ".join(f"{count} {what}" for what, count in done.items()) + ".")


@main.group("sources")
def sources_group() -> None:
    """Look at the sources that the home's sources.yml lists."""


file_option = click.option(
    "--file", "file", type=click.Path(path_type=Path), metavar="FILE", help="Sources file.  [default: sources.yml in the home]"
)


@sources_group.command("list", short_help="List the configured sources.")
@file_option
@home_option
@json_option
def sources_list_command(file: Path | None, home_path: Path | None, as_json: bool) -> None:
    """List the configured sources: name, kind, cadence, place, council and licence, and how the last look at each ended."""
    from pipelines.sources.configuration import configured_sources
    from pipelines.sources.looks import read_look
    from pipelines.sources.show import show_sources

    with sentences():
        home = home_at(home_path)
        specs = configured_sources(home, file)
        looks = {spec.name: look for spec in specs if (look := read_look(home, spec.name))}
        show_sources(specs, looks, file or home.sources_file, as_json)


@sources_group.command("check", short_help="Try each source without ingesting.")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@file_option
@home_option
@json_option
def sources_check_command(names: tuple[str, ...], file: Path | None, home_path: Path | None, as_json: bool) -> None:
    """Look up what each source lists, or those of these NAMES, and print what would be fetched; nothing is ingested.

    The exit code is 1 where a source fails; its reason is printed.
    """
    from pipelines.settings import settings_of
    from pipelines.sources.configuration import configured_sources, sources_called
    from pipelines.sources.retrieval import fetcher_for, tried_all
    from pipelines.sources.show import show_tried

    with sentences(), progress_on_terminal():
        home = home_at(home_path)
        specs = sources_called(configured_sources(home, file), names)
        tried = tried_all(specs, fetcher_for(home, settings_of(home)))
    show_tried(tried, as_json)
    sys.exit(1 if any(one.failure for one in tried) else 0)


@sources_group.command("schema", short_help="Print the JSON schema of sources.yml.")
def sources_schema_command() -> None:
    """Print the JSON schema of sources.yml, for editors."""
    from transforms.sources.specs import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@main.command("config", short_help="Show the effective settings.")
@home_option
@json_option
@click.pass_context
def config_command(context: click.Context, home_path: Path | None, as_json: bool) -> None:
    """Show every setting with its effective value and where that comes from: the environment, settings.yml in the home, or the default.

    Secrets come from the environment only; it is said whether they are set, never what they are.
    """
    from click.core import ParameterSource

    from pipelines.settings import alert_secrets, shown_settings
    from pipelines.show import show_settings
    from pipelines.sources.configuration import configured_sources, secrets_of

    origins = {ParameterSource.COMMANDLINE: "--home", ParameterSource.ENVIRONMENT: "$REGISTRE_HOME"}
    with sentences():
        home = home_at(home_path)
        origin = context.get_parameter_source("home_path")
        shown = shown_settings(home, origins.get(origin, "default") if origin else "default")
        show_settings(shown, secrets_of(configured_sources(home)) | alert_secrets(), as_json)


@main.command("ui", short_help="Open Dagster's web interface.")
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Port on this machine.")
@home_option
def ui_command(port: int, home_path: Path | None) -> None:
    """Open Dagster's web interface with the project loaded; Ctrl-C ends it."""
    from pipelines.ui import serve

    with sentences():
        sys.exit(serve(home_at(home_path).prepare(), port))


report_council_option = click.option(
    "--council",
    metavar="NAME",
    help="Only this council, by its id (commune-ville-temoin) or name.  [default: every council, with an index]",
)
first_option = click.option(
    "--from", "first", type=DAY, metavar="DATE", help="First day, such as 2024-01-31.  [default: the first session known]"
)
last_option = click.option("--to", "last", type=DAY, metavar="DATE", help="Last day, included.  [default: the last session known]")
report_out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Where to write.  [default: the home's published folder]"
)
formats_option = click.option(
    "--format",
    "formats",
    default="html,csv",
    show_default=True,
    metavar="LIST",
    help="Any of html, csv, xlsx, pdf and json, between commas.",
)
language_option = click.option(
    "--lang", type=click.Choice(["fr", "en"]), default="fr", show_default=True, help="The language of what people read."
)


@main.group("report")
def report_group() -> None:
    """Write reports from the published snapshot."""


@report_group.command("attendance", short_help="Write who sat and who was represented.")
@report_council_option
@first_option
@last_option
@report_out_option
@click.option("--group-by", type=click.Choice(["year", "term", "role", "group"]), help="Also count by year, term, role or group.")
@formats_option
@language_option
@home_option
def attendance_command(
    council: str | None,
    first: datetime | None,
    last: datetime | None,
    group_by: str | None,
    out: Path | None,
    formats: str,
    lang: str,
    home_path: Path | None,
) -> None:
    """Write who sat and who was represented: a file a council and format. Prints the files' paths.

    With --from or --to only the sessions of these days count. The files' names say what was asked for.
    """
    from pipelines.reports import ReportError, formats_of, span_of, write_attendance_report
    from transforms.reporting.divisions import GroupBy
    from transforms.reporting.language import Language

    with sentences():
        home = home_at(home_path).with_snapshot()
        try:
            written = write_attendance_report(
                home.snapshot,
                out or home.published,
                council,
                span=span_of(first, last),
                formats=formats_of(formats),
                group_by=GroupBy(group_by) if group_by else None,
                language=Language(lang),
            )
        except ReportError as error:
            stop(str(error), 2)
        for path in written:
            click.echo(path)


@report_group.command("site", short_help="Write a static site a council.")
@report_council_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write: a folder a council.  [default: site in the home's published folder]",
)
@language_option
@click.option("--with-documents", is_flag=True, help="Copy the PDFs into the site and link to their pages; without it none is copied.")
@home_option
def site_command(council: str | None, out: Path | None, lang: str, with_documents: bool, home_path: Path | None) -> None:
    """Write a site a council: sessions, deliberations, councillors and documents, each fact with its page, line and quote.

    It opens from disk and on any static host; its search needs no server. What is set aside is shown and marked, and counts nowhere.
    Prints the path of the first page.
    """
    from pipelines.reports import ReportError
    from pipelines.site import FOLDER, write_site
    from pipelines.store import Store
    from transforms.reporting.language import Language

    with sentences():
        home = home_at(home_path).with_snapshot()
        store = Store(home.documents) if with_documents else None
        try:
            written = write_site(home.snapshot, out or home.published / FOLDER, council, Language(lang), store)
        except ReportError as error:
            stop(str(error), 2)
    copied = f"{written.pdfs} PDFs copied, {written.pdf_bytes / 1e6:.1f} MB" if with_documents else "no PDF copied"
    click.echo(written.first_page)
    click.echo(f"registre: {len(written.councils)} councils, {written.pages:,} pages; {copied}.", err=True)


@report_group.command("voting", short_help="Write how votes went and who voted like whom.")
@report_council_option
@first_option
@last_option
@report_out_option
@formats_option
@language_option
@home_option
def voting_command(
    council: str | None,
    first: datetime | None,
    last: datetime | None,
    out: Path | None,
    formats: str,
    lang: str,
    home_path: Path | None,
) -> None:
    """Write how votes went, how close they were, and who voted like whom: a file a council and format. Prints the files' paths.

    Votes that are printed with a name stay apart from those that follow. With --from or --to only the sessions of these days count.
    """
    from pipelines.reports import ReportError, formats_of, span_of, write_voting_report
    from transforms.reporting.language import Language

    with sentences():
        home = home_at(home_path).with_snapshot()
        try:
            written = write_voting_report(
                home.snapshot,
                out or home.published,
                council,
                span=span_of(first, last),
                formats=formats_of(formats),
                language=Language(lang),
            )
        except ReportError as error:
            stop(str(error), 2)
        for path in written:
            click.echo(path)


@main.command("compare-scdl", short_help="Compare a council's own SCDL file with its documents.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--council", metavar="ID", help="Whose file it is.  [default: the council whose receipts print the file's SIREN]")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print the answer."
)
@home_option
def compare_scdl_command(file: Path, council: str | None, form: str, home_path: Path | None) -> None:
    """Say where a council's own SCDL FILE and what its documents print disagree: one row a fact, with both values and the place.

    Compared are date, number, title, outcome, members, votes and the day of the préfecture's receipt; what is empty on one side is no
    disagreement. What is set aside by a rule is compared too, and says so.
    """
    from pipelines.comparison import compare_file, harmless
    from pipelines.query import FORMATS

    with sentences():
        answer, closing = compare_file(home_at(home_path).with_snapshot().snapshot, file, council)
        FORMATS[form](harmless(answer) if form == "csv" else answer, sys.stdout)
        click.echo(f"registre: {closing}", err=True)


@main.command("dictionary", short_help="Write what every table and column means.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write.  [default: dictionary.html in the home's published folder]",
)
@home_option
def dictionary_command(out: Path | None, home_path: Path | None) -> None:
    """Write the data dictionary as one HTML page that needs no network; each run writes it too.

    For each table its grain, key and reason, its columns with a sentence each, the tables that it reads, the number of its rows and the
    first of them.
    """
    from pipelines.dictionary import write_dictionary

    with sentences():
        home = home_at(home_path).with_snapshot()
        click.echo(write_dictionary(home.snapshot, out or home.dictionary))


@main.group("export")
def export_group() -> None:
    """Write the published snapshot in the formats of open data."""


council_option = click.option("--council", metavar="ID", help="Only this council, such as commune-ville-temoin.  [default: every council]")
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write.  [default: exchange in the home's published folder]",
)


@export_group.command("scdl", short_help="Write deliberations as SCDL 2.1.5.")
@council_option
@click.option(
    "--siret", "sirets", multiple=True, metavar="ID=SIRET", help="A council's SIRET, which no receipt prints whole; may be repeated."
)
@click.option(
    "--inferred-matter",
    "inferred_matters",
    is_flag=True,
    help="Take the ACTES matter from the title where none is printed: you answer for it.",
)
@out_option
@home_option
def export_scdl_command(
    council: str | None, sirets: tuple[str, ...], inferred_matters: bool, out: Path | None, home_path: Path | None
) -> None:
    """Write adopted deliberations as SCDL 2.1.5: a CSV file a council, and beside it what is left out, with the reasons.

    The schema asks for SIRET, number and ACTES matter. Vote columns hold printed counts or nothing.
    """
    from pipelines.exchange import export_scdl, parsed_sirets

    with sentences():
        home = home_at(home_path).with_snapshot()
        folder = out or home.published / "exchange"
        show_written(export_scdl(home.snapshot, folder, council, parsed_sirets(sirets), inferred_matters=inferred_matters))


@export_group.command("popolo", short_help="Write people, sessions, motions and votes as Popolo.")
@council_option
@out_option
@home_option
def export_popolo_command(council: str | None, out: Path | None, home_path: Path | None) -> None:
    """Write organizations, persons, memberships, events, motions and vote events as Popolo: a JSON file a council.

    Printed votes are under "votes"; those that are inferred stand apart, under "inferred_votes". What is quarantined is left out.
    """
    from pipelines.exchange import export_popolo

    with sentences():
        home = home_at(home_path).with_snapshot()
        show_written(export_popolo(home.snapshot, out or home.published / "exchange", council))


licence_option = click.option(
    "--licence", type=click.Choice(["etalab-2.0", "ODbL-1.0"]), help="Licence under which you publish.  [default: none is named]"
)


@export_group.command("csv", short_help="Write the tables as CSV with a data package.")
@licence_option
@out_option
@home_option
def export_csv_command(licence: str | None, out: Path | None, home_path: Path | None) -> None:
    """Write every table of core and marts, the findings and the quarantine as CSV, with a Frictionless data package.

    datapackage.json says what each column means, the keys, and hash and row count of each file. A text that a spreadsheet would take
    for a formula has an apostrophe in front.
    """
    _export_tables("csv", licence, out, home_path)


@export_group.command("parquet", short_help="Write the tables as Parquet with a data package.")
@licence_option
@out_option
@home_option
def export_parquet_command(licence: str | None, out: Path | None, home_path: Path | None) -> None:
    """Write every table of core and marts, the findings and the quarantine as Parquet, with a Frictionless data package.

    datapackage.json says what each column means, the keys, and hash and row count of each file.
    """
    _export_tables("parquet", licence, out, home_path)


def _export_tables(form: str, licence: str | None, out: Path | None, home_path: Path | None) -> None:
    from pipelines.exchange import export_tables

    with sentences():
        home = home_at(home_path).with_snapshot()
        show_written(export_tables(home.snapshot, out or home.published / "exchange" / form, form, licence))


def show_written(written: Written) -> None:
    """The files' paths on standard output, the closing line on standard error."""
    for path in written.files:
        click.echo(path)
    click.echo(f"registre: {written.closing}", err=True)
