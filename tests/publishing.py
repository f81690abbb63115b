"""Papers to a published snapshot as a run makes it, without Dagster: a third of the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from pipelines import checks, warehouse
from pipelines.dictionary import write_dictionary
from pipelines.home import Home
from pipelines.landing import landed_documents, printed_frames
from pipelines.ocr import OcrMode
from pipelines.reports import write_attendance_report
from pipelines.scdl import land_comparisons
from pipelines.store import Retrieval, Store

FINDING = "quality.finding"


def publish(papers: Iterable[Path], home: Home) -> Home:
    """The home with these papers in its store, and with the snapshot, the attendance reports and the dictionary made from them."""
    store = Store(home.prepare().documents)
    found = [(path.name, path.read_bytes()) for path in papers]
    store.record(Retrieval("papers", name, store.put(data), len(data), "2026-01-01T00:00:00+00:00") for name, data in found)
    frames = printed_frames(landed_documents(home, jobs=1, ocr=OcrMode.NEVER))
    made = [table for table in warehouse.tables() if not table.is_landed]
    behind = {table.full_name for table in made if FINDING in below(table)}
    with duckdb.connect(home.work_file) as connection:
        warehouse.land(connection, frames)
        for table in (one for one in made if one.full_name not in behind):
            warehouse.build_table(connection, table)
        land_comparisons(connection)
        findings = checks.run_rules({name: warehouse.frame(connection, f"quality.{name}") for name in checks.INPUTS})
        warehouse.land(connection, {FINDING: findings})
        for table in (one for one in made if one.full_name in behind):
            warehouse.build_table(connection, table)
        warehouse.apply_comments(connection)
    warehouse.publish(home.work_file, home.snapshot)
    write_attendance_report(home.snapshot, home.published)
    write_dictionary(home.snapshot, home.dictionary)
    return home


def below(table: warehouse.SqlTable) -> Iterator[str]:
    """The tables from which one is made, near and far."""
    by_name = {one.full_name: one for one in warehouse.tables()}
    for name in table.depends_on:
        yield name
        if name in by_name:
            yield from below(by_name[name])
