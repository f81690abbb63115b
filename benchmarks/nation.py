"""How large a warehouse can grow: ``python -m benchmarks.nation [--deliberations N] [--ledger ROWS] [--communes N] [--keep FOLDER]``.

The rows of a few invented councils are made as a run makes them, from printed records without PDFs. A warehouse is then filled with
copies of them under other names. Measured is what a run does beside reading:

- one council made anew and put in the place of its old rows, in the filled warehouse and in an empty one, as a file and as a lake;
- the marts of a ledger that is larger still made anew, and compared with those that the copies were made from; then ten questions;
- a département, none of whose sittings is a copy, from printed records to published tables.

Each stage runs in a process of its own, whose peak of memory is told. Written into ``docs/scale.md``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.growth import peak
from benchmarks.run import PROJECT
from benchmarks.scale import COUNCIL_SESSIONS, numbered, sittings
from pipelines import merging, warehouse
from pipelines.building import build_all
from pipelines.home import Home
from pipelines.lake import Lake
from pipelines.landing import printed_frames
from pipelines.memory import limited
from pipelines.rebuilding import rebuild_marts
from pipelines.refresh import links_of, published_before
from transforms.identity.scope import Scope
from transforms.model import Extraction, LandedDocument, Landing, Page
from transforms.reading import read
from transforms.samples import Town, minutes_sheet, town

DELIBERATIONS = 1_000_000
LEDGER = 100_000_000
COMMUNES, COMMUNE_SESSIONS, SEATS = 300, 72, (15, 19, 23, 27, 29, 33)  # a département over a term of six years
TOGETHER = 20  # communes: as many documents as a run builds together
COUNCILS = 4  # that are made; the others are copies
AT_ONCE = 16  # copies
MEMORY = "2500MB"  # for DuckDB, which spills to disk beyond; Python comes on top
MOST_MEMORY = 4.0  # GB of a whole process
MOST_GROWTH = 2.0  # of the time of a refresh, from the empty warehouse to the full one
MOST_QUESTION = 2.0  # seconds
DIGITS = 9  # to which sums in another order are equal
WIDTH = 100  # letters of a printed line
PAGE = PROJECT / "docs" / "scale.md"
NOTED = {  # what a warehouse knows of its rows beside them
    "version": f"select council_id, 'copied', '{merging.WRITER}' from core.council anti join refresh.version using (council_id)",
    "document": f"select document_id, '{merging.WRITER}' from printed.document anti join refresh.document using (document_id)",
}

# What analysts ask most: a council's figures, and figures over all councils.
QUESTIONS = {
    "attendance of one council's members": "from marts.attendance_by_councillor where council_id = $c and period_kind = 'all'",
    "one council's sessions with quorum": "from marts.attendance_by_session where council_id = $c order by date",
    "one council's contested votes": "from marts.voting_by_deliberation where council_id = $c and is_contested order by date",
    "one member's votes": "from core.vote where councillor_id = (select min(councillor_id) from core.councillor where council_id = $c)",
    "who sat at one deliberation": """
        from core.attendance
        where council_id = $c and deliberation_id = (select min(deliberation_id) from core.deliberation where council_id = $c)
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
# The same as one above, asked in the slowest way: told, not held to the limit.
BY_ID_ALONE = "from core.attendance where deliberation_id = (select min(deliberation_id) from core.deliberation where council_id = $c)"


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

    def line(self) -> str:
        return (
            f"{self.councils:,} councils, {self.deliberations:,} deliberations, {self.attendance:,} rows of the ledger,"
            f" {self.gigabytes:.1f} GB"
        )


@dataclass(frozen=True, slots=True)
class Department:
    """How a département came from printed records to published tables: seconds by stage."""

    communes: int
    sessions: int
    deliberations: int
    gigabytes: float
    seconds: Mapping[str, float]

    @property
    def per_second(self) -> float:
        return self.sessions / sum(self.seconds.values())


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The marts made anew: the seconds that it took, and the marts whose rows are not those that the copies were made from."""

    seconds: float
    different: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """All that the page tells. Memory in GB by stage."""

    filled: Filled
    refreshes: Sequence[tuple[str, float, float]]  # seconds in an empty warehouse and in the filled one
    ledger: Filled
    rebuilt: Rebuilt
    answers: Sequence[tuple[str, float]]
    by_id_alone: float
    department: Department
    memory: Mapping[str, float]

    @property
    def missed(self) -> list[str]:
        """What is over its limit, as sentences."""
        return [
            *(f"{what}: more than {MOST_GROWTH:g} times as long" for what, empty, full in self.refreshes if full > MOST_GROWTH * empty),
            *(f"{table} comes out otherwise" for table in self.rebuilt.different),
            *(f"{question}: more than {MOST_QUESTION:g} s" for question, seconds in self.answers if seconds > MOST_QUESTION),
            *(f"{stage}: more than {MOST_MEMORY:g} GB" for stage, peak in self.memory.items() if peak > MOST_MEMORY),
        ]


def council_documents(number: int, sessions: int = COUNCIL_SESSIONS) -> list[LandedDocument]:
    """The minutes of one invented council."""
    first = number * COUNCIL_SESSIONS
    return list(islice(sittings(first + sessions), first, None))


def of_copy(documents: Sequence[LandedDocument], copy: int) -> list[LandedDocument]:
    """The documents whose rows are those of a copy."""
    return [
        replace(
            one,
            document_id=one.document_id.replace("doc-", f"doc-{copy}x"),
            sittings=tuple(
                replace(sitting, council=(sitting.council or "").replace("Essai-", f"Essai-{copy}x")) for sitting in one.sittings
            ),
        )
        for one in documents
    ]


def build_scratch(path: Path, documents: Sequence[LandedDocument]) -> float:
    """A scratch file with all rows of the documents' councils, as a run makes it; gives the seconds that it took."""
    started = time.perf_counter()
    path.unlink(missing_ok=True)
    frames = printed_frames(documents, inputs=[("code", "registre", "bench")])
    with duckdb.connect(path, config={"memory_limit": MEMORY}) as connection:
        warehouse.land(connection, frames)
        frames.clear()
        build_all(connection)
        councils = {row[0] for row in connection.execute("select council_id from core.council").fetchall()}
        scope = Scope(frozenset(one.document_id for one in documents), frozenset(councils), has_rest=True)
        merging.note_scope(connection, scope, is_full=False)
    return time.perf_counter() - started


def build_base(path: Path) -> float:
    """The scratch file of the councils that are copied."""
    return build_scratch(path, [one for number in range(COUNCILS) for one in council_documents(number)])


def build_copy(path: Path, copy: int) -> float:
    """The scratch file of a council whose rows are those of a copy."""
    return build_scratch(path, of_copy(council_documents(0), copy))


def fill(path: Path, base: Path, deliberations: int, *, has_marts: bool = True) -> Filled:
    """A warehouse with the rows of ``base`` and copies of them under other names, until there are that many deliberations.

    One that is there grows. Without marts their tables stay as they are.
    """
    started = time.perf_counter()
    with duckdb.connect(path, config={"memory_limit": MEMORY}) as connection:
        if not warehouse.existing_tables(connection):
            merging.put(connection, [base])
        connection.execute(f"attach {warehouse.quoted(str(base))} as base (read_only)")
        made = warehouse.row_count(connection, "base.core.deliberation")
        copies = range(warehouse.row_count(connection, "core.deliberation") // made, -(-deliberations // made))
        for table in (one for one in warehouse.tables() if has_marts or one.schema != "marts"):
            columns = [(str(row[0]), str(row[1])) for row in connection.execute(f"describe {table.full_name}").fetchall()]
            if merging.owner_of([name for name, _ in columns]) != "null":
                _copy(connection, table.full_name, columns, copies)
        connection.execute("detach base")
        for note, rows in NOTED.items():
            connection.execute(f"insert into refresh.{note} {rows}")
        connection.execute("checkpoint")
        if copies and has_marts:  # a first refresh tidies what filling leaves half full; later ones find it tidy
            merging.put(connection, [base])
            connection.execute("checkpoint")
        counts = [warehouse.row_count(connection, f"core.{name}") for name in ("deliberation", "attendance", "council")]
    return Filled(path, *counts, time.perf_counter() - started)


def _copy(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[tuple[str, str]], copies: Sequence[int]) -> None:
    """Puts copies of the base's rows into a table, one after another as runs would have put them there."""
    for first in range(0, len(copies), AT_ONCE):
        selects = (
            "select "
            + ", ".join(_renamed(name, copy) if kind == "VARCHAR" and _is_key(name) else f'"{name}"' for name, kind in columns)
            + f" from base.{table}"
            for copy in copies[first : first + AT_ONCE]
        )
        connection.execute(f"insert into {table} {' union all '.join(selects)}")


def _is_key(column: str) -> bool:
    return column.endswith("_id") or column == "subject"


def _renamed(column: str, copy: int) -> str:
    return f"""replace(replace("{column}", 'val-essai-', 'val-essai-{copy}x'), 'doc-', 'doc-{copy}x')"""


def timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def home_at(folder: Path, snapshot: Path | None) -> Home:
    """A home that keeps to the memory, with a copy of this snapshot, which stays as it is, or of an empty one."""
    home = Home(folder).prepare()
    home.settings_file.write_text(f"memory_limit: {MEMORY}\n")
    if snapshot is None:
        with duckdb.connect(home.snapshot):
            pass
    else:
        os.link(snapshot, home.snapshot)  # a publication puts another file in its place
    return home


def refreshed(folder: Path, snapshot: Path | None, scratch: Path) -> float:
    """The seconds in which the rows of a scratch file are published beside those of a snapshot, or of nothing."""
    home = home_at(folder, snapshot)
    shutil.copyfile(scratch, home.scratch(1))
    try:
        return timed(lambda: merging.publish(home))
    finally:
        shutil.rmtree(folder)


def lake_refreshed(folder: Path, filled: Path | None, scratch: Path) -> float:
    """The same in a lake, which holds the rows of a warehouse file, or nothing."""
    home = home_at(folder, None)
    lake = Lake(str(folder / "catalogue.ducklake"), str(folder / "data"))
    try:
        with limited(home, lake.connect()) as connection:
            if filled is not None:
                connection.execute(f"attach {warehouse.quoted(str(filled))} as filled (read_only)")
                warehouse.create_schemas(connection)
                connection.execute("create schema refresh")
                for table in [*(one.full_name for one in warehouse.tables()), *(f"refresh.{note}" for note in merging.NOTES)]:
                    connection.execute(f"create table {table} as from filled.{table}")
                connection.execute("detach filled")
            return timed(lambda: merging.put(connection, [scratch]))
    finally:
        shutil.rmtree(folder)


def rebuilt(folder: Path, snapshot: Path, base: Path) -> Rebuilt:
    """The marts of a snapshot made anew, as a run does it where nothing but their SQL is another; the new one takes its place."""
    home = home_at(folder, snapshot)
    started = time.perf_counter()
    before = published_before(home)
    assert before
    rebuild_marts(home, links_of(before), before.nobodys, {*before.inputs, ("code", "marts", "another")})
    seconds = time.perf_counter() - started
    home.snapshot.replace(snapshot)
    return Rebuilt(seconds, tuple(different_marts(home, snapshot, base)))


def different_marts(home: Home, snapshot: Path, base: Path) -> Iterator[str]:
    """The marts whose rows are not, as often as there are copies and with their names put back, those of the base."""
    with limited(home, duckdb.connect()) as connection:
        for name, path in (("copies", snapshot), ("base", base)):
            connection.execute(f"attach {warehouse.quoted(str(path))} as {name} (read_only)")
        copies = warehouse.row_count(connection, "copies.core.council") / warehouse.row_count(connection, "base.core.council")
        for table in (one.full_name for one in warehouse.tables() if one.schema == "marts"):
            (rows, sums), (of_base, sums_of_base) = (_content(connection, f"{name}.{table}") for name in ("copies", "base"))
            if (rows, sums) != (of_base * copies, sums_of_base * int(copies)):
                yield table


def _content(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    """The number of rows, and the sum of hashes of them without what tells copies apart: the same whatever their order."""
    shown = ", ".join(_without_copy(str(name), str(kind)) for name, kind, *_ in connection.execute(f"describe {table}").fetchall())
    row = connection.execute(f"select count(*), coalesce(sum(hash({shown})), 0) from {table}").fetchone()
    assert row
    return int(row[0]), int(row[1])


def _without_copy(column: str, kind: str) -> str:
    if kind == "VARCHAR":
        return f"""regexp_replace("{column}", '(val-essai-|doc-)[0-9]+x', '\\1', 'g')"""
    return f'round("{column}", {DIGITS})' if kind == "DOUBLE" else f'"{column}"'


def asked(snapshot: Path) -> list[tuple[str, float]]:
    """The seconds that each question takes; the last one is that which names no council."""
    questions = {**QUESTIONS, "": BY_ID_ALONE}
    with duckdb.connect(snapshot, read_only=True, config={"memory_limit": MEMORY}) as connection:
        return [
            (question, timed(lambda sql=sql: connection.execute(sql, {"c": "commune-val-essai-0"}).fetchall()))  # type: ignore[misc]
            for question, sql in questions.items()
        ]


def commune(number: int, sessions: int = COMMUNE_SESSIONS) -> Town:
    """A commune of the département. Some seeds draw nobody who could marry, which the generator's script needs: the next one is taken."""
    for seed in count(number, 1_000):
        with suppress(StopIteration):
            return town(seed, name=f"Val-Décompte-{number}", seats=SEATS[number % len(SEATS)], sessions=sessions, first_year=2020)
    raise AssertionError


def commune_documents(number: int, sessions: int = COMMUNE_SESSIONS) -> Iterator[LandedDocument]:
    """The minutes of a commune that the generator makes: its own members, sittings and votes, in lines as wide as a page."""
    made = commune(number, sessions)
    for index, session in enumerate(made.sessions):
        texts = [text for block in minutes_sheet(made, session).blocks for text in (block.text, *map(" ".join, block.rows))]
        page = Page.from_text(1, "\n".join(line for text in texts for line in textwrap.wrap(text, WIDTH)))
        yield numbered(number * COMMUNE_SESSIONS + index, Extraction(Landing.READ, (page,), 1, None), tuple(read((page,))))


def department(folder: Path, communes: int) -> Department:
    """A département from printed records to published tables, in parts as a run makes it anew."""
    home = home_at(folder, None)
    seconds = {"names, frames, tables, rules and marts": 0.0, "publication": 0.0}
    sessions = 0
    for part, first in enumerate(range(0, communes, TOGETHER), start=1):
        documents = [one for number in range(first, min(first + TOGETHER, communes)) for one in commune_documents(number)]
        sessions += len(documents)
        seconds["names, frames, tables, rules and marts"] += build_scratch(home.scratch(part), documents)
        print(f"{sessions:,} sessions of a département built", flush=True)
    seconds["publication"] = timed(lambda: merging.publish(home))
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        deliberations = warehouse.row_count(connection, "core.deliberation")
    gigabytes = home.snapshot.stat().st_size / 1e9
    shutil.rmtree(folder)
    return Department(communes, sessions, deliberations, gigabytes, seconds)


def apart(memory: dict[str, float], stage: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives in a process of its own, whose peak of memory in GB is noted for the stage."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        found, peak = pool.submit(_with_peak, function, arguments).result()
    memory[stage] = max(memory.get(stage, 0.0), peak)
    print(f"{stage}: peak of memory {peak:.1f} GB", flush=True)
    return found


def _with_peak(function: Callable[..., Any], arguments: Sequence[Any]) -> tuple[Any, float]:
    found = function(*arguments)
    return found, peak()


def measured(folder: Path, deliberations: int, ledger_rows: int, communes: int) -> Told:
    """All stages, one after another. What was filled stays in the folder, and is taken from there where it is."""
    memory: dict[str, float] = {}
    of_communes = apart(memory, "a département", department, folder / "department", communes)
    print(f"{of_communes.sessions:,} sessions of a département: {of_communes.per_second:.0f} a second", flush=True)
    base, one, path = folder / "base.duckdb", folder / "one.duckdb", folder / "filled.duckdb"
    if not base.exists():
        apart({}, "filling", build_base, base)
    filled = apart({}, "filling", fill, path, base, deliberations)
    print(f"{filled.line()}, filled in {filled.seconds:.0f} s", flush=True)
    refreshes = []
    making = apart(memory, "one council made anew", build_copy, one, filled.councils // COUNCILS // 2)
    for what, refresh in (("DuckDB file", refreshed), ("DuckLake", lake_refreshed)):
        empty, full = (apart(memory, f"one council published, {what}", refresh, folder / "home", at, one) for at in (None, path))
        refreshes.append((what, making + empty, making + full))
        print(f"one council, {what}: {making + empty:.1f} s in an empty warehouse, {making + full:.1f} s in this one", flush=True)
    large = folder / "ledger.duckdb"
    if not large.exists():
        shutil.copyfile(path, large)
    ledger = apart({}, "filling", _filled_to, large, base, ledger_rows)
    print(f"{ledger.line()}, filled in {ledger.seconds:.0f} s", flush=True)
    anew = apart(memory, "marts made anew", rebuilt, folder / "home", large, base)
    print(f"marts made anew in {anew.seconds:.0f} s; different: {', '.join(anew.different) or 'none'}", flush=True)
    *answers, (_, by_id_alone) = apart(memory, "questions", asked, large)
    for question, seconds in [*answers, ("by id alone", by_id_alone)]:
        print(f"{question}: {seconds:.2f} s", flush=True)
    return Told(filled, refreshes, ledger, anew, answers, by_id_alone, of_communes, memory)


def _filled_to(path: Path, base: Path, ledger_rows: int) -> Filled:
    """A warehouse that grows until its ledger has that many rows; its marts are still to be made."""
    with duckdb.connect(base, read_only=True) as connection:
        per_row = warehouse.row_count(connection, "core.deliberation") / warehouse.row_count(connection, "core.attendance")
    return fill(path, base, int(ledger_rows * per_row), has_marts=False)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description="How large a warehouse can grow.")
    parser.add_argument("--deliberations", type=int, default=DELIBERATIONS, help="among which one council is refreshed")
    parser.add_argument("--ledger", type=int, default=LEDGER, help="rows of the ledger whose marts are made anew")
    parser.add_argument("--communes", type=int, default=COMMUNES, help="of a département, built from printed records")
    parser.add_argument("--keep", type=Path, help="folder for what is filled, which another call takes from there")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="registre-nation-") as name:
        folder = wanted.keep or Path(name)
        folder.mkdir(exist_ok=True)
        told = measured(folder, wanted.deliberations, wanted.ledger, wanted.communes)
    PAGE.write_text("\n".join(page(told, f"{date.today()}, {os.cpu_count()} cores")) + "\n")
    print("\n".join(told.missed) or "all within the limits")
    return int(bool(told.missed))


def page(told: Told, when: str) -> list[str]:
    """The figures as a page of the docs."""
    of, whole = told.department, sum(told.department.seconds.values())
    is_share = f", a share of the {COMMUNES} communes of a département" if of.communes < COMMUNES else ""
    equal = "are not all" if told.rebuilt.different else "are"
    return [
        "# How large it can grow",
        "",
        *paragraph(
            f"Written by `python -m benchmarks.nation` on {when}. DuckDB is kept to {MEMORY}. Limits are {MOST_MEMORY:g} GB for a whole",
            f"process, {MOST_GROWTH:g} times as long for a refresh, {MOST_QUESTION:g} s for a question. Times are",
            "by the clock, on a machine",
            "that may have had other work: ratios count.",
        ),
        *(f"- **missed**: {one}." for one in told.missed),
        *([""] if told.missed else []),
        "## One council among many",
        "",
        *paragraph(
            f"The warehouse holds {told.filled.line()}: {COUNCILS} councils made as a run makes them, the others",
            "copies of these under other",
            "names. Refreshed is one in the middle.",
        ),
        f"| one council of {COUNCIL_SESSIONS} sessions made anew and published | in an empty warehouse | in this one | ratio |",
        "|---|--:|--:|--:|",
        *(f"| {what} | {empty:.1f} s | {full:.1f} s | {full / empty:.1f} |" for what, empty, full in told.refreshes),
        "",
        "## All marts made anew",
        "",
        *paragraph(
            "Where nothing but the SQL of marts is another, a run makes them anew from what is published, some councils at a time, and",
            f"publishes them: here for {told.ledger.line()}, in {told.rebuilt.seconds / 60:.0f} minutes. The rows {equal} those that a run",
            f"made of the councils that were copied, in number and content (sums to {DIGITS} digits).",
        ),
        "| question to that warehouse | time |",
        "|---|--:|",
        *(f"| {question} | {seconds:.2f} s |" for question, seconds in told.answers),
        "",
        *paragraph(
            "A question to the ledger that names the council passes over most of it: who sat at one deliberation takes",
            f"{told.by_id_alone:.2f} s by the deliberation's id alone.",
        ),
        "## A département",
        "",
        *paragraph(
            f"{of.communes} communes with {COMMUNE_SESSIONS} sittings each in six years, none of them a copy{is_share}: {of.sessions:,}",
            f"sessions, {of.deliberations:,} deliberations, {of.gigabytes:.2f} GB. From printed records to",
            f"published tables in {whole:,.0f} s,",
            f"{of.per_second:.0f} sessions a second.",
        ),
        "| stage | time |",
        "|---|--:|",
        *(f"| {stage} | {seconds:,.1f} s |" for stage, seconds in of.seconds.items()),
        "",
        "## Memory",
        "",
        "| stage, in a process of its own | peak |",
        "|---|--:|",
        *(f"| {stage} | {peak:.1f} GB |" for stage, peak in told.memory.items()),
        "",
        *nation(told),
    ]


def nation(told: Told) -> list[str]:
    """What all 35,000 communes would take, from these figures: about 3 million deliberations a year, six years of a term."""
    deliberations = 3_000_000 * 6
    of, ledger = told.department, told.ledger
    storage = ledger.gigabytes * deliberations / ledger.deliberations
    hours = deliberations / of.deliberations * sum(of.seconds.values()) / 3600
    of_marts = deliberations / ledger.deliberations * told.rebuilt.seconds / 3600
    _, empty, full = told.refreshes[0]
    more = max(full - empty, 0.1) / told.filled.deliberations
    return [
        "## All communes of France",
        "",
        *paragraph(
            "35,000 communes take about 3 million deliberations a year, 18 million in a term. From the figures",
            f"above: {storage:,.0f} GB of",
            f"tables, {hours:,.0f} hours on a machine of {os.cpu_count()} cores to make all of them anew from printed records, and",
            f"{of_marts:,.0f} hours for the marts alone. The work is done council by council: ten machines, each the home of some",
            "départements, write to one lake and take a tenth of that. Reading the PDFs comes before it, once a",
            "document (`docs/speed.md`).",
        ),
        *paragraph(
            "The first limit to be met is the snapshot in one file, which is copied whole at each publication. Each million deliberations",
            f"make that {more * 1e6:.1f} s longer: a refresh takes twice as long as in an empty warehouse at",
            f"{empty / more / 1e6:.1f} million,",
            f"and {more * deliberations / 60:.0f} minutes longer with all communes. A lake has no such copy, and",
            "several homes write to it at",
            "once.",
        )[:-1],
    ]


def paragraph(*pieces: str) -> list[str]:
    """Lines of a paragraph, and the empty one after it."""
    return [*textwrap.wrap(" ".join(pieces), 140, break_long_words=False, break_on_hyphens=False), ""]


if __name__ == "__main__":
    sys.exit(main())
