"""Rows of some councils, built in scratch files, into a warehouse of many: a DuckDB file or a lake.

Each row belongs to a council, or to a document where it has none; what belongs to neither (the inputs, corrections that find nothing)
is built with the first scratch file of a run. The schema ``refresh`` of a warehouse holds what the next run has to know: who brought each
document in, from which inputs, and a version of each council's rows.

Several homes may write to one lake, each under the name of its ``writer``: one brings all documents of a council. What belongs to no
council is that of the first of them.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from pipelines import warehouse
from pipelines.home import Home
from pipelines.lake import Lake, point_to
from pipelines.memory import database, limited
from pipelines.settings import settings_of
from transforms.identity.scope import Scope

ATTEMPTS = 8  # of a commit to a lake that another writer's commit makes impossible
WRITER = "registre"
INPUT = "printed.input"
LEDGER = "core.attendance"
MOST_PLACES = 1.25  # for each row of the ledger in a file
NOTES = {
    "version": "council_id varchar, version varchar, writer varchar",
    "document": "document_id varchar, writer varchar",
    "input": "writer varchar, kind varchar, name varchar, version varchar",
    "rest": "writer varchar",  # whose what belongs to no council is
}

# Whose a row is, by the first of these columns that has a value; ids of sessions and councillors begin with that of their council.
OWNERS = {
    "council_id": "council_id",
    "session_id": "split_part(session_id, ':', 1)",
    "deliberation_id": "split_part(deliberation_id, ':', 1)",
    "councillor_id": "split_part(councillor_id, '/', 1)",
    "document_id": "document_id",
}


class MergeError(Exception):
    """One clear sentence on why rows cannot be put into a warehouse."""


def owner_of(columns: Sequence[str]) -> str:
    """The SQL expression of the council or document whose a row of a table with these columns is; null for what is nobody's."""
    found = _owners(columns)
    return f"coalesce({', '.join(found)})" if found else "null"


def rows_of(columns: Sequence[str], owners: str) -> list[str]:
    """Conditions on the rows of a table with these columns whose owner a SELECT yields; each such row meets one of them.

    The first is on one column, and the others are not even read where that one is filled: a quarter of the work in a large table.
    """
    match _owners(columns):
        case []:
            return []
        case [first]:
            return [f"{first} in ({owners})"]
        case [first, *others]:
            return [f"{first} in ({owners})", f"{first} is null and coalesce({', '.join(others)}) in ({owners})"]


def _owners(columns: Sequence[str]) -> list[str]:
    return [expression for column, expression in OWNERS.items() if column in columns]


def note_scope(
    connection: duckdb.DuckDBPyConnection, scope: Scope, *, is_full: bool, writer: str = WRITER, has_only_marts: bool = False
) -> None:
    """Writes down in a scratch file whose rows it holds, who brings them in, and whether that is everything of theirs.

    ``has_only_marts``: rows of marts, of all councils of the writer, and the inputs that they were made from.
    """
    connection.execute("create schema if not exists refresh")
    owners, councils = sorted(scope.documents | scope.councils), sorted(scope.councils)
    connection.execute("create or replace table refresh.owner as select unnest($1::varchar[]) as owner", [owners])
    connection.execute("create or replace table refresh.council as select unnest($1::varchar[]) as council_id", [councils])
    facts = "select $1::boolean as has_rest, $2::boolean as is_full, $3::varchar as writer, $4::boolean as has_only_marts"
    connection.execute(f"create or replace table refresh.fact as {facts}", [scope.has_rest, is_full, writer, has_only_marts])


def publish(home: Home) -> None:
    """Publishes what the scratch files hold, with what stands of other councils, where the settings of the home say. Raises MergeError."""
    settings = settings_of(home)
    if settings.lake is None:
        _publish_file(home)
    else:
        try:
            _publish_lake(home, settings.lake)
        except duckdb.IOException as error:
            told = settings.lake.failed("written", error).rstrip(".?")
            raise MergeError(f"{told}. What stands there is whole, and the next run adds what is missing.") from error
    point_to(home.snapshot, settings.lake)


def _publish_file(home: Home) -> None:
    """Puts a new snapshot in the place of the published one, in one step.

    Who has the old snapshot open keeps reading it; the next to open it sees the new one.
    """
    is_full = any(_fact(scratch, "is_full") for scratch in home.scratches())
    for left_behind in home.published.glob(f".{home.snapshot.name}.*.new*"):
        left_behind.unlink()  # by a run that was killed in the middle of this
    new = home.snapshot.with_name(f".{home.snapshot.name}.{os.getpid()}.new")
    try:
        if not is_full:
            shutil.copyfile(home.snapshot, new)
        with database(home, new) as connection:
            with _places_kept(connection):
                for scratch in home.scratches():
                    put(connection, [scratch])
            if is_full or has_only_marts(home.scratches()):
                warehouse.apply_comments(connection)
            connection.execute("checkpoint")
        warehouse.put_in_place(new, home.snapshot)
    finally:
        for left in (new, new.with_name(f"{new.name}.wal")):
            left.unlink(missing_ok=True)


@contextmanager
def _places_kept(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Inside, rows that are deleted leave their places empty in the file.

    DuckDB moves all rows behind them up when it writes a table down, which in a large warehouse takes longer than all else, but not while
    somebody reads. Where too many places are empty already, they are moved.
    """
    reader = connection.cursor()
    if LEDGER in warehouse.existing_tables(connection) and not _is_loose(connection):
        connection.execute("set checkpoint_threshold = '1KB'")  # each commit writes the tables down, while there is a reader
        reader.begin()
        reader.execute(f"from {LEDGER} limit 1").fetchall()
    try:
        yield
    finally:
        reader.close()


def _is_loose(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether too many places of the ledger are empty, for which all tables of a council stand."""
    places, rows = connection.execute(f"select coalesce(max(rowid) + 1, 0), count(*) from {LEDGER}").fetchall()[0]
    return int(places) > MOST_PLACES * int(rows)


def _publish_lake(home: Home, lake: Lake) -> None:
    """Puts the rows into a lake, in one commit a scratch file; where everything, or each mart, is made anew, in one for all of them.

    What another writer commits meanwhile to the same files makes DuckLake refuse a commit: it is then made again.
    """
    scratches = home.scratches()
    is_full = any(_fact(scratch, "is_full") for scratch in scratches)
    is_whole = is_full or has_only_marts(scratches)
    with limited(home, lake.connect()) as connection:
        is_new = not warehouse.existing_tables(connection)
        for batch in [scratches] if is_whole else [[scratch] for scratch in scratches]:
            again = retry(
                retry=retry_if_exception_type(duckdb.TransactionException),
                stop=stop_after_attempt(ATTEMPTS),
                wait=wait_random_exponential(0.2, 10),
                reraise=True,
            )
            again(put)(connection, batch, is_full=is_full)
        if is_new or is_whole:
            warehouse.apply_comments(connection)


def put(connection: duckdb.DuckDBPyConnection, scratches: Sequence[Path], *, is_full: bool = False) -> None:
    """Puts the rows of scratch files in the place of those of the same councils and documents, all or none.

    ``is_full``: in the place of all that their writer has brought in. Raises MergeError where they cannot be put there.
    """
    writer, is_partial = str(_fact(scratches[0], "writer")), has_only_marts(scratches)
    with _attached(connection, scratches) as names, warehouse.transaction(connection):
        _prepare(connection, writer)
        (of_rest,) = connection.execute("select writer from refresh.rest").fetchall()[0]
        if is_full:
            _clear(connection, names[0], writer, has_rest=of_rest == writer)
        for name in names:
            _refuse_shared(connection, name, writer)
            has_rest = of_rest == writer and bool(connection.execute(f"select has_rest from {name}.refresh.fact").fetchall()[0][0])
            for table in held_tables(has_only_marts=is_partial):
                _replace(connection, name, table, writer, has_rest=has_rest)
            _note(connection, name, writer, has_only_marts=is_partial)


def held_tables(*, has_only_marts: bool) -> list[str]:
    """Full names of the tables that a scratch file holds, each after those it reads."""
    return [table.full_name for table in warehouse.tables() if not has_only_marts or table.schema == "marts" or table.full_name == INPUT]


def has_only_marts(scratches: Sequence[Path]) -> bool:
    return any(_fact(scratch, "has_only_marts") for scratch in scratches)


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, scratches: Sequence[Path]) -> Iterator[list[str]]:
    """The names under which scratch files can be read inside."""
    names = [f"scratch_{number}" for number, _ in enumerate(scratches, start=1)]
    try:
        for name, scratch in zip(names, scratches, strict=True):
            connection.execute(f"attach {warehouse.quoted(str(scratch))} as {name} (read_only)")
        yield names
    finally:
        for name in names:
            connection.execute(f"detach database if exists {name}")


def _prepare(connection: duckdb.DuckDBPyConnection, writer: str) -> None:
    warehouse.create_schemas(connection)
    connection.execute("create schema if not exists refresh")
    for table, columns in NOTES.items():
        connection.execute(f"create table if not exists refresh.{table} ({columns})")
    connection.execute("insert into refresh.rest select $1 where not exists (from refresh.rest)", [writer])


def _clear(connection: duckdb.DuckDBPyConnection, scratch: str, writer: str, *, has_rest: bool) -> None:
    """Takes everything out that a writer has brought in. A table of another shape is dropped, where nobody else has rows in it."""
    tables = warehouse.existing_tables(connection)
    if not tables:
        return
    documents = "select document_id from refresh.document where writer = $1"
    councils = f"select council_id from printed.resolved_council semi join ({documents}) using (document_id) where council_id is not null"
    connection.execute(f"create or replace temp table mine as {documents} union {councils}", [writer])
    for table in tables:
        if _shape(connection, table) != _shape(connection, f"{scratch}.{table}"):
            _refuse_others(connection, table, writer)
            connection.execute(f"drop table {table}")
            continue
        owner = owner_of(warehouse.columns_of(connection, table))
        connection.execute(f"delete from {table} where ({owner}) in (from mine){f' or {owner} is null' if has_rest else ''}")
    for note in ("version", "document", "input"):
        connection.execute(f"delete from refresh.{note} where writer = $1", [writer])


def _refuse_shared(connection: duckdb.DuckDBPyConnection, scratch: str, writer: str) -> None:
    """Raises MergeError where another writer has brought in documents of the same councils."""
    if "printed.resolved_council" not in warehouse.existing_tables(connection):
        return
    shared = connection.execute(
        f"""
        select o.owner, d.writer from refresh.document as d
        left join printed.resolved_council as r using (document_id)
        inner join {scratch}.refresh.owner as o on o.owner in (d.document_id, r.council_id)
        where d.writer <> $1 limit 1
        """,
        [writer],
    ).fetchone()
    if shared:
        raise MergeError(f"{shared[1]} has brought {shared[0]} into the lake already: one home brings all documents of a council.")


def _refuse_others(connection: duckdb.DuckDBPyConnection, table: str, writer: str) -> None:
    """Raises MergeError where another writer may have rows in a table whose shape is another now."""
    others = connection.execute("select writer from refresh.document where writer <> $1 limit 1", [writer]).fetchone()
    if others:
        raise MergeError(f"The lake's table {table} was made by another version of registre, and {others[0]} has rows in it.")


def _shape(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """The table's columns with their types, in order; none where it is not there."""
    try:
        return [(name, kind) for name, kind, *_ in connection.execute(f"describe {table}").fetchall()]
    except duckdb.CatalogException:
        return []


def _replace(connection: duckdb.DuckDBPyConnection, scratch: str, table: str, writer: str, *, has_rest: bool) -> None:
    columns = warehouse.columns_of(connection, f"{scratch}.{table}")
    owner = owner_of(columns)
    mine = f"({owner}) in (from {scratch}.refresh.owner)"
    strange = connection.execute(f"select {owner} from {scratch}.{table} where {owner} is not null and not {mine} limit 1").fetchone()
    if strange:
        raise MergeError(f"The rows of {table} that were built for some councils hold one of {strange[0]}, which is none of them.")
    wanted = f"{mine} or {owner} is null" if has_rest else mine
    _fit(connection, scratch, table, writer)
    for rows in [*rows_of(columns, f"from {scratch}.refresh.owner"), *([f"{owner} is null"] if has_rest else [])]:
        connection.execute(f"delete from {table} where {rows}")
    connection.execute(f"insert into {table} by name from {scratch}.{table} where {wanted}")


def _fit(connection: duckdb.DuckDBPyConnection, scratch: str, table: str, writer: str) -> None:
    """Makes a table that is not there as the scratch file has it; one of another shape, all of whose rows will be replaced, goes."""
    is_there, shape = _shape(connection, table), _shape(connection, f"{scratch}.{table}")
    if is_there == shape:
        return
    if is_there:
        _refuse_others(connection, table, writer)
        connection.execute(f"drop table {table}")
    connection.execute(f"create table {table} as from {scratch}.{table} limit 0")


def _note(connection: duckdb.DuckDBPyConnection, scratch: str, writer: str, *, has_only_marts: bool) -> None:
    """Writes down who brought the documents in, from which inputs; gives each council a new version, by which reports know their age."""
    mine = f"from {scratch}.refresh.council"
    connection.execute(f"delete from refresh.version where council_id in ({mine})")
    version = [uuid.uuid4().hex, writer]
    connection.execute(f"insert into refresh.version select council_id, $1, $2 from core.council where council_id in ({mine})", version)
    if not has_only_marts:
        connection.execute(f"delete from refresh.document where document_id in (from {scratch}.refresh.owner)")
        connection.execute(f"insert into refresh.document select document_id, $1 from {scratch}.printed.document", [writer])
    if connection.execute(f"from {scratch}.printed.input limit 1").fetchone():
        connection.execute("delete from refresh.input where writer = $1", [writer])
        connection.execute(f"insert into refresh.input select $1, kind, name, version from {scratch}.printed.input", [writer])


def _fact(scratch: Path, fact: str) -> Any:
    with duckdb.connect(scratch, read_only=True) as connection:
        return connection.execute(f"select {fact} from refresh.fact").fetchall()[0][0]
