"""What the command shows to people: progress, the closing table of a run, the status. Everything else is elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from pipelines.home import Home
from pipelines.progress import heard_by
from pipelines.run import RunResult
from pipelines.status import FATES, LABELS, NOT_RETRIEVED, QUARANTINED, SET_ASIDE, USED, WAITING, Doubtful, Status, Unresolved

if TYPE_CHECKING:
    from pipelines.correct import PeopleProposal, Proposal
    from pipelines.settings import Shown
    from pipelines.verify import Verified
    from transforms.reporting.review import Listed

_COLOURS = {QUARANTINED: "yellow", "unreadable": "red", NOT_RETRIEVED: "red"}


@contextmanager
def progress_shown() -> Iterator[None]:
    """A line on the terminal that says what is being done; nothing where standard error is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[parts]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Starting", total=None, parts="")

        def show(what: str, done: int, of: int) -> None:
            said = f"{what[0].upper()}{what[1:]}"
            progress.update(task, description=said, completed=done, total=of or None, parts=f"{done}/{of}" if of else "")
            progress.tasks[task].finished_time = None  # a part of the run may be finished, the run is not

        with heard_by(show):
            yield


def show_run(home: Home, result: RunResult, as_json: bool) -> None:
    """The closing table of a run, and where its results are."""
    status = result.status
    known = status.documents - result.new
    snapshot, report = home.snapshot, home.report
    if as_json:
        head = {"is_rebuilt": result.is_rebuilt, "seconds": round(result.seconds, 2), "documents_new": result.new, "documents_known": known}
        looks = [{name: value for name, value in asdict(look).items() if name != "seen"} for look in result.looks]
        _print_json(head | asdict(status) | {"sources": looks} | {"snapshot": str(snapshot), "report": str(report)})
        return
    _print_figures(status, f"{result.new:,} new, {known:,} known")
    if status.notes:
        click.echo(f"{_count(len(status.notes), 'file')} not fully used: `registre status` has a line on each.")
    if result.looks:
        good = len(result.looks) - len(result.failed)
        click.echo(f"{good} of {_count(len(result.looks), 'configured source')} looked at{', the others failed' if result.failed else ''}.")
    if not result.is_rebuilt:
        click.echo("Nothing is new: the published results stand.")
    click.echo(f"\nSnapshot  {_short(snapshot)}\nReport    {_short(report)}\nTime      {result.seconds:.1f} s")


def show_status(status: Status, as_json: bool) -> None:
    """The figures of a home, and a line for each document that is not fully used."""
    if as_json:
        _print_json(asdict(status))
        return
    _print_figures(status, f"under {_count(status.names, 'name')}")
    width = max((len(LABELS[note.kind]) for note in status.notes), default=0)
    for note in status.notes:
        label = click.style(f"{LABELS[note.kind]:{width}}", fg=_COLOURS.get(note.kind, "cyan"))
        click.echo(f"{label}  {note.name}: {note.sentence}")
    for name in status.unresolved:
        click.echo(f"{click.style('name', fg='cyan')}  {unresolved_line(name)}")


def unresolved_line(name: Unresolved) -> str:
    """A name that is not linked, or a councillor who may be another one, with whom it may mean."""
    meant = ", ".join(f"{candidate} ({score:.2f})" for candidate, score in name.candidates)
    if name.outcome == "possibly_same":
        return f"{name.council_id}: « {name.name} » is kept apart from {meant}, but may be the same person."
    times = "" if name.mentions in (None, 1) else f", {name.mentions:,} times"
    return f"{name.council_id}: « {name.name} »{times}: {f'it may mean {meant}' if meant else 'nobody of the council has this name'}."


def show_doubtful(documents: Sequence[Doubtful], as_json: bool) -> None:
    """The documents that deserve a second look, each with its reasons."""
    if as_json:
        _print_json({"doubtful": [asdict(document) for document in documents]})
        return
    for document in documents:
        click.echo(click.style(f"{document.rows:5}", fg="yellow") + f"  {document.file_name}")
        for reason, times in document.reasons:
            click.echo(f"       {times:4} × {reason}")
    if not documents:
        click.echo("Nothing is doubtful.")


def show_review(written: Sequence[tuple[Listed, Path]], index: Path) -> None:
    """The documents to look at again, worst first, each with its page, and the page that leads to them."""
    for listed, path in written:
        errors = click.style(f"{_count(listed.errors, 'error')}, ", fg="red") if listed.errors else ""
        click.echo(f"{listed.file_name}: {errors}{_count(listed.doubts, 'doubtful row')}\n  {_short(path)}")
    click.echo(f"\nReview  {_short(index)}" if written else "Nothing is quarantined or doubtful.")


def show_proposal(proposal: Proposal) -> None:
    """What a correction would change, and the print that it is about."""
    tried, document = proposal.tried, proposal.document
    correction, place = tried.correction, tried.place
    session = document.sittings[(tried.part or 1) - 1]
    sat = f"{session.council or 'no council'}, {session.session.date or 'no date'}"
    lines = {
        "Document": f"{document.names[0][1]} ({correction.target}: {sat})",
        "Field": correction.field,
        "Read now": _or_nothing(tried.found),
        "Corrected": _or_nothing(correction.corrected),
        "Print": f"page {place.page}, line {place.line_from}: « {place.quote} »" if place else "no place is known",
        "Reason": f"{correction.reason} ({correction.author}, {correction.date})",
    }
    for label, words in lines.items():
        click.echo(f"{click.style(f'{label:10}', bold=True)} {words}")


MOST_SHOWN = 8  # names that a correction of people links anew


def show_people_proposal(proposal: PeopleProposal) -> None:
    """Whom a correction of people would link anew."""
    correction = proposal.tried.correction
    documents = len({one.file_name for one in proposal.relinked})
    lines = {
        "Target": correction.target,
        "Field": correction.field,
        "Means now": _or_nothing(proposal.tried.found).replace("nothing", "nobody"),
        "Corrected": correction.corrected or "nobody",
        "Changes": f"{len(proposal.relinked):,} printed names in {documents:,} document{'s' * (documents != 1)}",
        "Reason": f"{correction.reason} ({correction.author}, {correction.date})",
    }
    for label, words in lines.items():
        click.echo(f"{click.style(f'{label:10}', bold=True)} {words}")
    for one in proposal.relinked[:MOST_SHOWN]:
        click.echo(f"  {one.file_name}: « {one.name} »: {one.before or 'nobody'} → {one.after or 'nobody'}")
    if len(proposal.relinked) > MOST_SHOWN:
        click.echo(f"  and {len(proposal.relinked) - MOST_SHOWN:,} more")


def show_verified(verified: Verified, as_json: bool) -> None:
    """How many documents are whole, and each one that is not."""
    if as_json:
        _print_json(asdict(verified))
        return
    for one in verified.damaged:
        click.echo(f"{click.style('damaged', fg='red')}  {one.sha256}: {one.sentence} {', '.join(one.names)}".rstrip())
    whole = verified.documents - len(verified.damaged)
    click.echo(f"{whole:,} of {_count(verified.documents, 'document')} are whole ({verified.byte_size / 1e6:,.1f} MB).")


def show_settings(shown: Sequence[Shown], secrets: Mapping[str, bool], as_json: bool) -> None:
    """Every setting with its value and origin; of secrets only whether they are set."""
    if as_json:
        _print_json(
            {"settings": [asdict(one) for one in shown], "secrets": [{"name": name, "is_set": is_set} for name, is_set in secrets.items()]}
        )
        return
    width = max(len(one.name) for one in shown)
    for one in shown:
        value = "–" if one.value is None else str(one.value)
        click.echo(f"{click.style(f'{one.name:{width}}', bold=True)}  {value}  {click.style(f'({one.origin})', dim=True)}")
    for name, is_set in secrets.items():
        click.echo(f"{click.style(f'${name}', bold=True)}  {'set' if is_set else 'not set'}  {click.style('(secret)', dim=True)}")


def _or_nothing(value: str | None) -> str:
    return value or "nothing"


def _print_json(content: dict[str, Any]) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def _print_figures(status: Status, remark: str) -> None:
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    for label, number, beside in _figures(status, remark):
        is_part = label.startswith(" ")
        table.add_row(Text(label, style="" if is_part else "bold"), f"{number:,}", beside)
    Console(width=None if sys.stdout.isatty() else 100).print(table)


def _figures(status: Status, remark: str) -> Iterator[tuple[str, int, str]]:
    """Label, number and remark of each row; the indented rows under the documents sum to them."""
    fates = status.fates
    aside = {fate: fates[fate] for fate in SET_ASIDE}
    yield "Documents", status.documents, remark
    yield "  used", fates[USED], ""
    yield "  needing OCR", fates["needs_ocr"], ""
    yield "  unreadable", fates["unreadable"], ""
    yield "  set aside", sum(aside.values()), ", ".join(f"{FATES[fate]} {number:,}" for fate, number in aside.items() if number)
    yield "  quarantined", fates[QUARANTINED], "read, but a rule keeps something of them out of the marts" if fates[QUARANTINED] else ""
    if fates[WAITING]:
        yield "  waiting", fates[WAITING], "for the next run"
    if status.not_retrieved:
        yield "Files not retrieved", status.not_retrieved, "found, but gone or not readable"
    yield "Sessions", status.sessions, f"{status.sessions_quarantined:,} quarantined"
    yield "Deliberations", status.deliberations, f"{status.deliberations_quarantined:,} quarantined"
    yield "Attendance rows", status.attendance_rows, "a deliberation and councillor each"
    yield "Vote rows", status.vote_rows, "a deliberation and councillor each"
    share = f"{status.names_linked / status.names_printed:.2%} linked to exactly one councillor" if status.names_printed else ""
    yield "Printed names", status.names_printed, share
    severities = ", ".join(_count(number, severity) for severity, number in status.findings.items())
    yield "Findings", sum(status.findings.values()), severities


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _short(path: Path) -> str:
    """The path as seen from where the command was called, if it lies below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
