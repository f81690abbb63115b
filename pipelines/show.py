"""What the command shows to people: progress, the closing table of a run, the status. Everything else is elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipelines.home import Home
from pipelines.lake import lake_at
from pipelines.progress import heard_by
from pipelines.run import RunResult
from pipelines.status import LABELS, NOT_RETRIEVED, QUARANTINED, Doubtful, Status, counted, figure_rows, unresolved_line
from transforms.reporting.status import Coverage, SourceStanding, Standing, cut

if TYPE_CHECKING:
    from pipelines.correct import PeopleProposal, Proposal
    from pipelines.settings import Shown
    from pipelines.verify import Verified
    from transforms.reporting.review import Listed

_COLOURS = {QUARANTINED: "yellow", "unreadable": "red", NOT_RETRIEVED: "red"}


@contextmanager
def progress_shown(clock: Callable[[], float] | None = None) -> Iterator[None]:
    """A line on the terminal that says what is being done, how far and for how long yet; nothing where standard error is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    said = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[parts]}"), TimeElapsedColumn())
    left = (TimeRemainingColumn(), TextColumn("{task.fields[left]}"))
    with Progress(*said, *left, console=console, transient=True, get_time=clock) as progress:
        progress.add_task("Starting", total=None, parts="", left="")
        (task,) = progress.tasks

        def show(what: str, done: int, of: int) -> None:
            if what != task.fields.get("what"):  # time and estimate are those of the step, not of the run
                left = "left" if of else ""
                progress.reset(task.id, description=f"{what[0].upper()}{what[1:]}", what=what, parts="", left=left)
            task.total = of or None  # update() would begin the estimate anew where a source lists more documents
            progress.update(task.id, completed=done, parts=f"{done:,}/{of:,}" if of else "")

        with heard_by(show):
            yield


def show_run(home: Home, result: RunResult, as_json: bool) -> None:
    """The closing table of a run, and where its results are."""
    status = result.status
    known = status.documents - result.new
    lake, report = lake_at(home.snapshot), home.report
    snapshot = str(lake) if lake else _short(home.snapshot)
    if as_json:
        head = {"is_rebuilt": result.is_rebuilt, "seconds": round(result.seconds, 2), "documents_new": result.new, "documents_known": known}
        new = [{"document_id": one.document_id, "source": one.source, "name": one.name} for one in result.new_documents]
        looks = [{name: value for name, value in asdict(look).items() if name != "seen"} for look in result.looks]
        paths = {
            "snapshot": str(lake or home.snapshot),
            "report": str(report),
            "status_page": str(home.status_page),
            "journal": str(home.journal),
        }
        _print_json(head | {"new_documents": new} | asdict(status) | {"sources": looks} | paths)
        return
    _print_figures(status, f"{result.new:,} new, {known:,} known")
    if status.notes:
        click.echo(f"{counted(len(status.notes), 'file')} not fully used: `registre status` has a line on each.")
    if result.looks:
        good = len(result.looks) - len(result.failed)
        click.echo(
            f"{good} of {counted(len(result.looks), 'configured source')} looked at{', the others failed' if result.failed else ''}."
        )
    if not result.is_rebuilt:
        click.echo("Nothing is new: the published results stand.")
    where = {"Lake" if lake else "Snapshot": snapshot, "Report": _short(report), "Status": _short(home.status_page)}
    places = "".join(f"{label:10}{place}\n" for label, place in where.items())
    click.echo(f"\n{places}Time      {result.seconds:.1f} s")


def show_status(status: Status, as_json: bool) -> None:
    """The figures of a home, and a line for each document that is not fully used."""
    if as_json:
        _print_json(asdict(status))
        return
    _print_figures(status, f"under {counted(status.names, 'name')}")
    _print_sources(status.sources)
    _print_coverage(status.coverage)
    width = max((len(LABELS[note.kind]) for note in status.notes), default=0)
    for kind, notes in groupby(status.notes, key=lambda note: note.kind):
        label = click.style(f"{LABELS[kind]:{width}}", fg=_COLOURS.get(kind, "cyan"))
        _print_some([f"{label}  {note.name}: {note.sentence}" for note in notes], DOCUMENTS_SHOWN, label)
    label = click.style(f"{'name':{width}}", fg="cyan")
    _print_some([f"{label}  {unresolved_line(name)}" for name in status.unresolved], DOCUMENTS_SHOWN, label)


DOCUMENTS_SHOWN = 40  # of a kind; --json has them all
COUNCILS_SHOWN = 20
PARTS_SHOWN = 3  # documents of a source, gaps and quarters of a council


def _print_some(lines: Sequence[str], most: int, label: str) -> None:
    shown, left = cut(lines, most)
    for line in shown:
        click.echo(line)
    if left:
        click.echo(f"{label}  … and {left:,} more: --json has them all")


def _print_sources(sources: Sequence[SourceStanding]) -> None:
    """How many sources stand how, and a line for each thing that is not as it should be, the worst first."""
    if not sources:
        return
    order = list(Standing)
    counts = [f"{number:,} {standing.value}" for standing in order if (number := sum(one.standing is standing for one in sources))]
    click.echo(f"{click.style('Sources', bold=True)}  {len(sources):,} configured: {', '.join(counts)}")
    for one in sorted(sources, key=lambda one: (order.index(one.standing), one.source)):
        for sentence in one.remarks:
            click.echo(f"  {click.style(one.source, fg='red' if one.failure else 'yellow')}  {sentence}")
        if one.missed_documents:
            click.echo(f"  {one.source}  {counted(len(one.missed_documents), 'document')} not retrieved")
        gone = [f"  {one.source}  no longer listed since {since[:10]}: {name}" for name, since in one.gone_documents]
        _print_some(gone, PARTS_SHOWN, f"  {one.source}")
    click.echo()


def _print_coverage(councils: Sequence[Coverage]) -> None:
    """What is missing of each council, those with the most missing first."""
    if not councils:
        return
    shown, left = cut(sorted(councils, key=lambda one: (-one.missing, one.council_id)), COUNCILS_SHOWN)
    click.echo(click.style("Coverage", bold=True) + "  a council meets once a quarter at least (CGCT L.2121-7)")
    for one in shown:
        click.echo(f"  {one.council or one.council_id}: {'; '.join(_missing(one))}")
    if left:
        click.echo(f"  … and {left:,} more councils")
    click.echo()


def _missing(one: Coverage) -> Iterator[str]:
    span = f", {one.first_session} to {one.last_session}" if one.first_session else ""
    yield counted(one.sessions, "session") + span
    if one.quarters_without_session:
        quarters, left = cut(one.quarters_without_session, PARTS_SHOWN)
        more = f" and {left:,} more" if left else ""
        yield f"none in {counted(len(one.quarters_without_session), 'quarter')} between ({', '.join(quarters)}{more})"
    if one.quarters_since:
        yield f"none in {counted(one.quarters_since, 'quarter')} since"
    if one.sessions_announced_only:
        yield f"{counted(one.sessions_announced_only, 'session')} only announced by an agenda"
    if one.numbers_missing:
        gaps, left = cut([f"{gap.number_before} to {gap.number}" for gap in one.gaps], PARTS_SHOWN)
        more = f" and {left:,} more" if left else ""
        yield f"{counted(one.numbers_missing, 'number')} missing between deliberations ({', '.join(gaps)}{more})"
    if one.agenda_items_without_deliberation:
        yield f"{counted(one.agenda_items_without_deliberation, 'item')} of agendas without deliberation"
    if one.documents_without_date:
        yield f"{counted(one.documents_without_date, 'document')} without date"


def show_path(path: Path) -> None:
    """Where a file was written."""
    click.echo(_short(path))


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
        errors = click.style(f"{counted(listed.errors, 'error')}, ", fg="red") if listed.errors else ""
        click.echo(f"{listed.file_name}: {errors}{counted(listed.doubts, 'doubtful row')}\n  {_short(path)}")
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
    if verified.snapshot:
        click.echo(f"{click.style('damaged', fg='red')}  {verified.snapshot}")
    whole = verified.documents - len(verified.damaged)
    click.echo(f"{whole:,} of {counted(verified.documents, 'document')} are whole ({verified.byte_size / 1e6:,.1f} MB).")


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
    click.echo(json.dumps(content, ensure_ascii=False, indent=1, default=str))


def _print_figures(status: Status, remark: str) -> None:
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    for label, number, beside in figure_rows(status, remark):
        is_part = label.startswith(" ")
        table.add_row(Text(label, style="" if is_part else "bold"), f"{number:,}", beside)
    Console(width=None if sys.stdout.isatty() else 100).print(table)


def _short(path: Path) -> str:
    """The path as seen from where the command was called, if it lies below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
