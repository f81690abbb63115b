"""How each stage grows with documents, with sessions and with councils: ``python -m benchmarks.scale [--long] [DIRECTION SIZE SIZE …]``.

Documents are sample towns' papers, read on one core and landed. Sessions and councils come as printed records without PDFs: those of the
sample town's minutes, again and again on other days and for other councils. Every size runs in a process of its own, which first goes the
same way with a little, so that nothing is loaded while it is measured. A stage whose exponent or memory is over its limit is a fault; one
that takes less than 0.3 s at the largest size is shown but not judged. Written into docs/speed.md, but for sizes of one's own.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count, islice, product
from pathlib import Path

import duckdb

from benchmarks.daily import papers
from benchmarks.docs import measured, put_section, signature
from benchmarks.growth import Curve, Meter, Spent, curves, growth_table
from pipelines import checks, merging, status_page, warehouse
from pipelines.dictionary import write_dictionary
from pipelines.home import Home
from pipelines.ingestion import FolderSource, ingest
from pipelines.landing import Retrieved, printed_frames
from pipelines.reports import renew_attendance_reports
from pipelines.scdl import land_comparisons
from pipelines.store import Store, id_of
from transforms.extraction import extract
from transforms.identity.scope import Scope
from transforms.model import Extraction, LandedDocument, Landing, PrintedDocument
from transforms.reading import READER_VERSION, read
from transforms.samples import minutes_sheet, town

COUNCIL_SESSIONS = 240  # of one council: twenty years of sittings
TOWN_SESSIONS = 12  # that the records are made from; sizes are multiples of it
FEW_COUNCILS = 4  # of which each has more and more sessions
FEW_SESSIONS = 24  # of each of more and more councils
TAKEN_IN = 3  # times; nearly all of it is the kernel's time, which differs by half from one time to the next
DUCKDB_MEMORY = "1500MB"  # of all memory for DuckDB, which spills to disk beyond


@dataclass(frozen=True, slots=True)
class Direction:
    """What grows, by how much, and what grows much further."""

    what: str
    sizes: tuple[int, ...]
    long_sizes: tuple[int, ...]


# A town has 60 papers, of which the minutes are the longest: sizes are whole towns.
DIRECTIONS = {
    "documents": Direction("documents", (120, 480, 1_920), (480, 1_920, 7_680)),
    "sessions": Direction(f"sessions of {FEW_COUNCILS} councils", (96, 384, 1_536), (384, 1_536, 6_144)),
    "councils": Direction(f"councils of {FEW_SESSIONS} sessions", (3, 12, 48), (12, 48, 192)),
}


def sittings(number: int, council_sessions: int = COUNCIL_SESSIONS) -> Iterator[LandedDocument]:
    """That many minutes of invented councils, each council with ``council_sessions`` sittings, six a year."""
    pages = [extract(minutes_sheet(made, session).pdf()) for made in [town()] for session in made.sessions]
    printed = [(extraction, read(extraction.pages)[0]) for extraction in pages]
    everywhere = ((council, again, one) for council in count() for again, one in product(range(council_sessions // len(printed)), printed))
    for index, (council, again, (extraction, sitting)) in enumerate(islice(everywhere, number)):
        of_one_page = replace(extraction, landing=Landing.READ, pages=extraction.pages[:1])
        yield numbered(index, of_one_page, (_moved(sitting, council, again),))


def numbered(index: int, extraction: Extraction, sittings: tuple[PrintedDocument, ...]) -> LandedDocument:
    """A document as a run lands it, its hash a number."""
    sha256 = f"{index:064x}"
    return LandedDocument(f"doc-{sha256[-16:]}", sha256, (("bench", f"{index}.pdf"),), 1, extraction, sittings, "bench")


def _moved(sitting: PrintedDocument, council: int, again: int) -> PrintedDocument:
    """The same sitting of another council, some years later."""
    later = datetime.timedelta(days=731 * again)
    held = sitting.session.date + later if sitting.session.date else None
    session = replace(sitting.session, date=held, convened_on=None)
    return replace(sitting, council=f"Val-Essai-{council}", session=session, receipts=())


def records_of(direction: str, size: int) -> list[LandedDocument]:
    """The printed records of one size of a direction."""
    if direction == "sessions":
        return list(sittings(size, size // FEW_COUNCILS))
    return list(sittings(size * FEW_SESSIONS, FEW_SESSIONS))


def measure_papers(inbox: Path, number: int, folder: Path) -> dict[str, Spent]:
    """The way from the first ``number`` PDFs of a folder to landed tables, on one core."""
    meter = Meter()
    for again in range(TAKEN_IN):
        home = Home(folder / f"home-{again}").prepare()
        for path in sorted(inbox.iterdir())[:number]:
            (home.inbox / path.name).symlink_to(path)
        source = FolderSource.at(home.inbox, home)
        os.sync()  # what is not on the disk yet would be written, and counted, when the store forces its own files onto it
        with meter.stage("taking in"):
            ingest(home, [source])
    with meter.stage("taking in, nothing new"):
        ingest(home, [source])
    store = Store(home.documents)
    names = Retrieved.of(store).names
    files = {sha256: store.path_of(sha256).read_bytes() for sha256 in sorted(names)}
    with meter.stage("extraction"):
        extracted = {sha256: extract(data) for sha256, data in files.items()}
    with meter.stage("reading"):
        printed = {sha256: read(extraction.pages) for sha256, extraction in extracted.items()}
    documents = [
        LandedDocument(id_of(sha256), sha256, names[sha256], len(data), extracted[sha256], printed[sha256], READER_VERSION)
        for sha256, data in files.items()
    ]
    with duckdb.connect(folder / "work.duckdb", config={"memory_limit": DUCKDB_MEMORY}) as connection:
        _land(meter, connection, documents)
    return meter.spent


def _land(meter: Meter, connection: duckdb.DuckDBPyConnection, documents: list[LandedDocument]) -> None:
    with meter.stage("names and frames"):
        frames = printed_frames(documents, inputs=[("code", "registre", "bench")])
    documents.clear()
    with meter.stage("landing"):
        warehouse.land(connection, frames)


def measure_records(documents: list[LandedDocument], folder: Path) -> dict[str, Spent]:
    """The way from printed records to what is published, in the files that a run makes; empties ``documents``."""
    home, meter = Home(folder / "home").prepare(), Meter()
    ids = frozenset(one.document_id for one in documents)
    with duckdb.connect(home.scratch(1), config={"memory_limit": DUCKDB_MEMORY}) as connection:
        _land(meter, connection, documents)
        made = [table for table in warehouse.tables() if not table.is_landed]
        behind = [table for table in made if "quality.finding" in warehouse.all_below(table)]
        with meter.stage("seats and votes"):
            _build(connection, [table for table in made if table.schema == "core" and table not in behind])
        with meter.stage("what the rules look at"):
            _build(connection, [table for table in made if table.schema == "quality" and table not in behind])
            land_comparisons(connection)
        with meter.stage("rules"):
            findings = checks.run_rules({name: warehouse.frame(connection, f"quality.{name}") for name in checks.INPUTS})
            warehouse.land(connection, {"quality.finding": findings})
        del findings
        with meter.stage("quarantine"):
            _build(connection, [table for table in behind if table.schema == "quality"])
        with meter.stage("marts"):
            _build(connection, [table for table in made if table.schema == "marts"])
        councils = {str(row[0]) for row in connection.execute("select council_id from core.council").fetchall()}
        merging.note_scope(connection, Scope(ids, frozenset(councils), has_rest=True), is_full=True)
    with meter.stage("publication"):
        merging.publish(home)
    with meter.stage("attendance reports"):
        renew_attendance_reports(home)
    with meter.stage("dictionary and status page"):
        write_dictionary(home.snapshot, home.dictionary)
        status_page.write_status(home, home.status_page)
    return meter.spent


def _build(connection: duckdb.DuckDBPyConnection, tables: Sequence[warehouse.SqlTable]) -> None:
    """Table by table, each on its own, as a run does it: inside one transaction DuckDB plans without knowing how many rows there are."""
    for table in tables:
        warehouse.build_table(connection, table)


def write_papers(folder: Path, number: int) -> Path:
    """A folder with that many PDFs, those of a town in sequence."""
    folder.mkdir()
    for index, (_, data) in enumerate(islice(papers(), number)):
        (folder / f"{index:06}.pdf").write_bytes(data)
    return folder


def one(direction: str, size: int, inbox: Path | None = None) -> dict[str, Spent]:
    """What each stage of one size takes, after the same way with a little."""
    with tempfile.TemporaryDirectory(prefix="registre-scale-") as warm, tempfile.TemporaryDirectory(prefix="registre-scale-") as folder:
        if inbox:
            measure_papers(inbox, 5, Path(warm))
            return measure_papers(inbox, size, Path(folder))
        measure_records(list(sittings(TOWN_SESSIONS)), Path(warm))
        return measure_records(records_of(direction, size), Path(folder))


def each(direction: str, sizes: Sequence[int]) -> Iterator[tuple[int, dict[str, Spent]]]:
    """Every size of a direction, each measured in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="registre-papers-") as folder:
        papers = [str(write_papers(Path(folder) / "papers", max(sizes)))] if direction == "documents" else []
        for size in sizes:
            command = [sys.executable, "-m", __spec__.name, "--one", direction, str(size), *papers]
            told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[-1]
            yield size, {stage: Spent(**spent) for stage, spent in json.loads(told).items()}


def measured_curves(direction: str, sizes: Sequence[int]) -> list[Curve]:
    """The curves of a direction; each size is told as soon as it is measured."""
    found = []
    for size, spent in each(direction, sizes):
        print(f"{size:,} {DIRECTIONS[direction].what}: {sum(one.elapsed for one in spent.values()):.1f} s", flush=True)
        found.append((size, spent))
    return curves(found)


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        direction, size, *inbox = sys.argv[2:]
        print(json.dumps({stage: asdict(spent) for stage, spent in one(direction, int(size), *map(Path, inbox)).items()}))
        return 0
    parser = argparse.ArgumentParser(description="Measure how each stage grows; write it into docs/speed.md.")
    parser.add_argument("--long", action="store_true", help="four times as much, at each size")
    parser.add_argument("direction", nargs="?", choices=[*DIRECTIONS], help="this one alone, without writing it")
    parser.add_argument("sizes", nargs="*", type=int)
    asked = parser.parse_args()
    lines, missed = [], False
    for name, direction in DIRECTIONS.items():
        if asked.direction in (None, name):
            found = measured_curves(name, asked.sizes or (direction.long_sizes if asked.long else direction.sizes))
            lines += [*growth_table(direction.what, found), ""]
            print(*growth_table(direction.what, found), "", sep="\n", flush=True)
            missed |= any(curve.is_missed for curve in found)
    if asked.direction is None:
        put_section(
            "growth-long" if asked.long else "growth", [signature("scale --long" if asked.long else "scale", measured()), "", *lines[:-1]]
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
