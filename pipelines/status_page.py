"""The status of a home as an HTML page: each run writes it, ``registre status --html`` puts it anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipelines.home import Home
from pipelines.status import LABELS, Status, figure_rows, status_of, unresolved_line
from pipelines.store import Clock, now, write_atomically
from transforms.reporting.status import Documents, status_html


def write_status(home: Home, path: Path, status: Status | None = None, clock: Clock = now) -> Path:
    """Writes the page of ``status``, by default the one that ``home`` has now."""
    status = status or status_of(home, clock)
    rows = list(figure_rows(status, ""))
    page = status_html(clock(), rows, status.sources, status.coverage, list(_documents(status)))
    write_atomically(path, page.encode())
    return path


def _documents(status: Status) -> Iterator[Documents]:
    for kind, notes in groupby(status.notes, key=lambda note: note.kind):
        yield Documents(LABELS[kind][:1].upper() + LABELS[kind][1:], tuple((note.name, note.source, note.sentence) for note in notes))
    if status.unresolved:
        lines = tuple((one.name, one.council_id, unresolved_line(one)) for one in status.unresolved)
        yield Documents("Names that lead to nobody, or to several", lines)
