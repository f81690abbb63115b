"""Papers to a published snapshot as a run makes it, without Dagster: a third of the time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipelines import merging, warehouse
from pipelines.building import build_all
from pipelines.dictionary import write_dictionary
from pipelines.home import Home
from pipelines.ocr import OcrMode
from pipelines.refresh import Refresh, begin
from pipelines.reports import renew_attendance_reports
from pipelines.store import Retrieval, Store

DAY = "2026-01-01T00:00:00+00:00"


def publish(papers: Iterable[Path], home: Home) -> Home:
    """The home with these papers in its store, and with the snapshot, the attendance reports and the dictionary made from them."""
    keep(home, ((path.name, path.read_bytes()) for path in papers))
    refresh(home)
    renew_attendance_reports(home)
    write_dictionary(home.snapshot, home.dictionary)
    return home


def keep(home: Home, papers: Iterable[tuple[str, bytes]], source: str = "papers") -> None:
    """Puts papers, by name, into the store of a home."""
    store = Store(home.prepare().documents)
    store.record(Retrieval(source, name, store.put(data), len(data), DAY) for name, data in papers)


def refresh(home: Home) -> Refresh:
    """Publishes what the store of a home holds, as far as that is new; gives what was made anew."""
    begun = begin(home, jobs=1, ocr=OcrMode.NEVER)
    for scratch in home.scratches():
        scratch.unlink()
    for number, scope in enumerate(begun.scopes, start=1):
        with duckdb.connect(home.scratch(number), config={"threads": 1}) as connection:
            warehouse.land(connection, begun.frames(scope))
            merging.note_scope(connection, scope, is_full=begun.changes.is_full, writer=begun.writer)
            build_all(connection)
    merging.publish(home)
    return begun
