"""Refreshing one council, and asking, in a warehouse of many: ``python -m benchmarks.nation [DELIBERATIONS]``.

The rows of a few invented councils are made as a run makes them, from printed records without PDFs. The warehouse is then filled with
copies of them under other names. Measured is what a run does beside reading: the tables of one council made anew and put in the place of
the old ones, in the full warehouse and in an empty one, as a file and as a lake; and ten questions. Written into ``docs/scale.md``.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import duckdb

from benchmarks.run import PROJECT
from benchmarks.scale import COUNCIL_SESSIONS, sittings
from pipelines import merging, warehouse
from pipelines.building import build_all
from pipelines.home import Home
from pipelines.lake import Lake
from pipelines.landing import printed_frames
from transforms.identity.scope import Scope
from transforms.model import LandedDocument

DELIBERATIONS = 1_000_000
COUNCILS = 4  # that are made; the others are copies
AT_ONCE = 16  # copies
MEMORY = "4GB"  # for DuckDB; it spills to disk beyond
MOST_GROWTH = 2.0  # of the time of a refresh, from the empty warehouse to the full one
MOST_QUESTION = 2.0  # seconds
PAGE = PROJECT / "docs" / "scale.md"

# What analysts ask most: a council's figures, and figures over all councils.
QUESTIONS = {
    "attendance of one council's members": "from marts.attendance_by_councillor where council_id = $c and period_kind = 'all'",
    "one council's sessions with quorum": "from marts.attendance_by_session where council_id = $c order by date",
    "one council's contested votes": "from marts.voting_by_deliberation where council_id = $c and is_contested order by date",
    "one member's votes": "from core.vote where councillor_id = (select min(councillor_id) from core.councillor where council_id = $c)",
    "who sat at one deliberation": """
        from core.attendance
        where deliberation_id = (select min(deliberation_id) from core.deliberation where council_id = $c)
    """,
    "one council's agreement": "from marts.councillor_agreement where council_id = $c and period_kind = 'all'",
    "what is set aside, by rule": """
        select rule, count(*) from quality.finding where verdict = 'broken' and severity = 'error' and $c <> '' group by rule
    """,
    "attendance by council": """
        select council_id, sum(sessions_present) / sum(sessions_known) from marts.attendance_by_councillor
        where period_kind = 'all' and $c <> '' group by council_id order by 2 limit 20
    """,
    "contested votes by subject": """
        select subject_code, count(*) from marts.voting_by_deliberation where is_contested and $c <> '' group by 1 order by 2 desc
    """,
    "states of the whole ledger": "select state, count(*) from core.attendance where $c <> '' group by state",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A warehouse and how much it holds."""

    path: Path
    deliberations: int
    attendance: int
    councils: int
    seconds: float

    @property
    def gigabytes(self) -> float:
        return self.path.stat().st_size / 1e9


def council_documents(number: int, sessions: int = COUNCIL_SESSIONS) -> list[LandedDocument]:
    """The minutes of one invented council."""
    first = number * COUNCIL_SESSIONS
    return list(islice(sittings(first + sessions), first, None))


def build_scratch(path: Path, documents: Sequence[LandedDocument]) -> float:
    """A scratch file with all rows of the documents' councils, as a run makes it; gives the seconds that it took."""
    started = time.perf_counter()
    path.unlink(missing_ok=True)
    frames = printed_frames(documents, inputs=[("code", "registre", "bench")])
    with duckdb.connect(path, config={"memory_limit": MEMORY}) as connection:
        warehouse.land(connection, frames)
        build_all(connection)
        councils = {row[0] for row in connection.execute("select council_id from core.council").fetchall()}
        scope = Scope(frozenset(one.document_id for one in documents), frozenset(councils), has_rest=True)
        merging.note_scope(connection, scope, is_full=False)
    return time.perf_counter() - started


def fill(path: Path, base: Path, deliberations: int) -> Filled:
    """A warehouse with the rows of ``base`` and copies of them under other names, until there are that many deliberations."""
    started = time.perf_counter()
    with duckdb.connect(path, config={"memory_limit": MEMORY, "preserve_insertion_order": "false"}) as connection:
        merging.put(connection, [base])
        made = warehouse.row_count(connection, "core.deliberation")
        copies = max(0, -(-deliberations // made) - 1)
        notes = [f"refresh.{name}" for name in ("version", "document")]
        for table in [*warehouse.existing_tables(connection), *notes]:
            columns = [(str(row[0]), str(row[1])) for row in connection.execute(f"describe {table}").fetchall()]
            if merging.owner_of([name for name, _ in columns]) == "null":
                continue
            shown = ", ".join(_renamed(name) if kind == "VARCHAR" and _is_key(name) else f'"{name}"' for name, kind in columns)
            connection.execute(f"create or replace temp table copied as from {table}")
            for first in range(1, copies + 1, AT_ONCE):  # all at once they would be sorted in memory
                numbers = f"range({first}, {min(first + AT_ONCE, copies + 1)}) as number (n)"
                connection.execute(f"insert into {table} select {shown} from copied cross join {numbers} order by n")
            connection.execute("drop table copied")
        connection.execute("checkpoint")
        counts = [warehouse.row_count(connection, f"core.{name}") for name in ("deliberation", "attendance", "council")]
    return Filled(path, *counts, time.perf_counter() - started)


def _is_key(column: str) -> bool:
    return column.endswith("_id") or column == "subject"


def _renamed(column: str) -> str:
    return f"""replace(replace("{column}", 'val-essai-', 'val-essai-' || n || 'x'), 'doc-', 'doc-' || n || 'x')"""


def timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def refreshed(folder: Path, snapshot: Path | None, scratch: Path) -> float:
    """The seconds in which the rows of a scratch file are published beside those of a snapshot, or of nothing."""
    home = Home(folder).prepare()
    if snapshot is None:
        with duckdb.connect(home.snapshot):
            pass
    else:
        os.link(snapshot, home.snapshot)
    home.scratch(1).write_bytes(scratch.read_bytes())
    return timed(lambda: merging.publish(home))


def lake_refreshed(folder: Path, filled: Path | None, scratch: Path) -> float:
    """The same in a lake, which holds the rows of a warehouse file, or nothing."""
    folder.mkdir()
    lake = Lake(str(folder / "catalogue.ducklake"), str(folder / "data"))
    with lake.connect(memory_limit=MEMORY) as connection:
        if filled is not None:
            connection.execute(f"attach {warehouse.quoted(str(filled))} as filled (read_only)")
            warehouse.create_schemas(connection)
            connection.execute("create schema refresh")
            for table in [*(one.full_name for one in warehouse.tables()), *(f"refresh.{note}" for note in merging.NOTES)]:
                connection.execute(f"create table {table} as from filled.{table}")
            connection.execute("detach filled")
        return timed(lambda: merging.put(connection, [scratch]))


def main() -> int:
    wanted = int(sys.argv[1].replace("_", "")) if sys.argv[1:] else DELIBERATIONS
    with tempfile.TemporaryDirectory(prefix="registre-nation-") as name:
        folder = Path(name)
        documents = [one for number in range(COUNCILS) for one in council_documents(number)]
        building = build_scratch(folder / "base.duckdb", documents)
        sessions = len(documents)
        print(f"{sessions:,} sessions made in {building:.1f} s", flush=True)
        filled = fill(folder / "filled.duckdb", folder / "base.duckdb", wanted)
        print(
            f"{filled.councils:,} councils, {filled.deliberations:,} deliberations, {filled.attendance:,} rows of the ledger,"
            f" {filled.gigabytes:.1f} GB, filled in {filled.seconds:.0f} s",
            flush=True,
        )
        making = build_scratch(folder / "one.duckdb", council_documents(0))
        rows = []
        for what, refresh in (("DuckDB file", refreshed), ("DuckLake", lake_refreshed)):
            empty, full = (refresh(folder / f"{what}-{n}", at, folder / "one.duckdb") for n, at in enumerate((None, filled.path)))
            rows.append((what, making + empty, making + full))
            print(f"one council, {what}: {making + empty:.1f} s in an empty warehouse, {making + full:.1f} s in this one", flush=True)
        answers = []
        with duckdb.connect(filled.path, read_only=True, config={"memory_limit": MEMORY}) as connection:
            for question, sql in QUESTIONS.items():
                seconds = timed(lambda sql=sql: connection.execute(sql, {"c": "commune-val-essai-0"}).fetchall())  # type: ignore[misc]
                answers.append((question, seconds))
                print(f"{question}: {seconds:.2f} s", flush=True)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"peak of memory {peak:.1f} GB")
        write_page(filled, sessions / building, rows, answers, peak)
    slow = [full > MOST_GROWTH * empty for _, empty, full in rows] + [seconds > MOST_QUESTION for _, seconds in answers]
    return int(any(slow))


def write_page(
    filled: Filled, per_second: float, rows: Sequence[tuple[str, float, float]], answers: Sequence[tuple[str, float]], peak: float
) -> None:
    """The figures as a page of the docs."""
    lines = [
        "# How large it can grow",
        "",
        f"Written by `python -m benchmarks.nation` on {date.today()}, {os.cpu_count()} cores, DuckDB with {MEMORY}. The warehouse holds"
        f" {filled.councils:,} councils with {filled.deliberations:,} deliberations and {filled.attendance:,} rows of the seat ledger in"
        f" {filled.gigabytes:.1f} GB: {COUNCILS} councils made as a run makes them, the others copies of these under other names.",
        "",
        f"| one council of {COUNCIL_SESSIONS} sessions made anew and published | in an empty warehouse | in this one |",
        "|---|--:|--:|",
        *(f"| {what} | {empty:.1f} s | {full:.1f} s |" for what, empty, full in rows),
        "",
        "| question | time |",
        "|---|--:|",
        *(f"| {question} | {seconds:.2f} s |" for question, seconds in answers),
        "",
        f"Peak of memory of all this: {peak:.1f} GB.",
        "",
        *nation(filled, per_second),
    ]
    PAGE.write_text("\n".join(lines) + "\n")


def nation(filled: Filled, per_second: float) -> list[str]:
    """What all 35,000 communes would take, from these figures: about 3 million deliberations a year, six years of a term."""
    deliberations = 3_000_000 * 6
    storage = filled.gigabytes * deliberations / filled.deliberations
    per_session = filled.deliberations / (filled.councils * COUNCIL_SESSIONS)
    hours = deliberations / per_session / per_second / 3600
    return [
        "## All communes of France",
        "",
        f"35,000 communes take about 3 million deliberations a year, 18 million in a term. From the figures above: {storage:,.0f} GB of",
        f"tables, and {hours:,.0f} hours on two cores to make all of them anew from printed records ({per_second:.0f} sessions a second),",
        "council by council and so on as many machines as there are. Reading the PDFs comes before that, once a document.",
        "",
        "The first limit to be met is that a snapshot in one file is copied whole at each publication: its time grows with the file.",
        "A lake has no such copy, and several homes write to it at once.",
    ]


if __name__ == "__main__":
    sys.exit(main())
