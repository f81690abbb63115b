"""Names, seats, votes and rules at scale, from printed records without PDFs: ``python -m benchmarks.scale [SESSIONS …]``.

The records are those of the sample town's minutes, again and again on other days and for other councils. Every size runs in a process
of its own; printed are seconds by stage, the peak of memory, and the exponent with which the time grows from the smallest to the largest.
"""

from __future__ import annotations

import datetime
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import count, islice, product
from pathlib import Path

import duckdb

from pipelines import checks, warehouse
from pipelines.landing import printed_frames
from pipelines.scdl import land_comparisons
from transforms.extraction import extract
from transforms.model import LandedDocument, Landing, PrintedDocument
from transforms.reading import read
from transforms.samples import minutes_sheet, town

SIZES = (2_500, 5_000, 10_000)
COUNCIL_SESSIONS = 240  # of one council: twenty years of sittings
MOST_MEMORY = 4.0  # GB
DUCKDB_MEMORY = "1500MB"  # of it for DuckDB, which spills to disk beyond
MOST_GROWTH = 1.05  # exponent of the whole time in the number of sessions


@dataclass(frozen=True, slots=True)
class Measured:
    """What a number of sessions took: seconds by stage, and the peak of memory in GB."""

    sessions: int
    seconds: dict[str, float]
    memory: float

    @property
    def whole(self) -> float:
        return sum(self.seconds.values())

    def line(self) -> str:
        stages = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in self.seconds.items())
        return f"{self.sessions:,} sessions: {self.whole:.1f} s ({stages}), {self.memory:.2f} GB"


def growth(small: Measured, large: Measured) -> float:
    """The exponent e with which time grows as sessions ** e.

    >>> growth(Measured(100, {"all": 2.0}, 1), Measured(400, {"all": 8.0}, 1))
    1.0
    """
    return math.log(large.whole / small.whole) / math.log(large.sessions / small.sessions)


def sittings(number: int) -> Iterator[LandedDocument]:
    """That many minutes of invented councils, each council with sittings every month."""
    pages = [extract(minutes_sheet(made, session).pdf()) for made in [town()] for session in made.sessions]
    printed = [(extraction, read(extraction.pages)[0]) for extraction in pages]
    everywhere = ((council, again, one) for council in count() for again, one in product(range(COUNCIL_SESSIONS // len(printed)), printed))
    for index, (council, again, (extraction, sitting)) in enumerate(islice(everywhere, number)):
        sha256 = f"{index:064x}"
        yield LandedDocument(
            document_id=f"doc-{sha256[-16:]}",
            sha256=sha256,
            names=(("bench", f"{index}.pdf"),),
            byte_size=1,
            extraction=replace(extraction, landing=Landing.READ, pages=extraction.pages[:1]),
            sittings=(_moved(sitting, council, again),),
            reader_version="bench",
        )


def _moved(sitting: PrintedDocument, council: int, again: int) -> PrintedDocument:
    """The same sitting of another council, some years later."""
    later = datetime.timedelta(days=731 * again)
    held = sitting.session.date + later if sitting.session.date else None
    session = replace(sitting.session, date=held, convened_on=None)
    return replace(sitting, council=f"Val-Essai-{council}", session=session, receipts=())


def measured(number: int) -> Measured:
    """The way from printed records to marts, in a file as a run's, with the time of each stage."""
    seconds: dict[str, float] = {}
    documents = list(sittings(number))

    def note(stage: str, started: float) -> float:
        seconds[stage] = time.perf_counter() - started
        return time.perf_counter()

    at = time.perf_counter()
    frames = printed_frames(documents)
    documents.clear()
    at = note("names and frames", at)
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(Path(folder) / "work.duckdb", config={"memory_limit": DUCKDB_MEMORY}) as connection,
    ):
        warehouse.land(connection, frames)
        frames.clear()
        at = note("landing", at)
        made = [table for table in warehouse.tables() if not table.is_landed]
        behind = [table for table in made if "quality.finding" in warehouse.all_below(table)]
        _build(connection, [table for table in made if table.schema == "core" and table not in behind])
        at = note("ledger and votes", at)
        _build(connection, [table for table in made if table.schema == "quality" and table not in behind])
        land_comparisons(connection)
        findings = checks.run_rules({name: warehouse.frame(connection, f"quality.{name}") for name in checks.INPUTS})
        warehouse.land(connection, {"quality.finding": findings})
        _build(connection, [table for table in behind if table.schema == "quality"])
        at = note("rules", at)
        _build(connection, [table for table in made if table.schema == "marts"])
        note("marts", at)
    return Measured(number, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


def _build(connection: duckdb.DuckDBPyConnection, tables: list[warehouse.SqlTable]) -> None:
    """Table by table, each on its own, as a run does it: inside one transaction DuckDB plans without knowing how many rows there are."""
    for table in tables:
        warehouse.build_table(connection, table)


def main() -> int:
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(asdict(measured(int(sys.argv[2])))))
        return 0
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    found = []
    for size in sizes:
        told = subprocess.run([sys.executable, "-m", __spec__.name, "--one", str(size)], stdout=subprocess.PIPE, text=True, check=True)
        found.append(Measured(**json.loads(told.stdout.splitlines()[-1])))
        print(found[-1].line(), flush=True)
    exponent = growth(found[0], found[-1]) if len(found) > 1 else 0.0
    print(f"time grows with the number of sessions to the power of {exponent:.2f} (at most {MOST_GROWTH})")
    return 1 if exponent > MOST_GROWTH or any(one.memory > MOST_MEMORY for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
