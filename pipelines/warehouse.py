"""The DuckDB warehouse: tables from SQL files, frames landed into them, the finished file published as a snapshot.

A table is one SQL file, ``sql/<schema>/<name>.sql``, that holds one SELECT. What it reads is found in the SQL itself. A SELECT that reads
no table gives the columns and types of one that Python lands. What the columns mean stands in ``sql/columns.yml``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import pandas as pd
import sqlglot
import yaml
from sqlglot import exp

from pipelines.lake import lake_at

SQL = Path(__file__).resolve().parent.parent / "sql"
PANDAS_TYPES = {"VARCHAR": "string", "BIGINT": "Int64", "BOOLEAN": "boolean", "DATE": "datetime64[s]", "DOUBLE": "Float64"}
SCHEMAS = ("printed", "core", "quality", "marts")


class LandingError(ValueError):
    """A frame does not fit its table; the message says how."""


@dataclass(frozen=True, slots=True)
class SqlTable:
    """One table of the warehouse and the SELECT that makes it."""

    schema: str
    name: str
    path: Path
    select: str
    depends_on: tuple[str, ...]  # full names of the tables it reads, sorted

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def is_landed(self) -> bool:
        """Whether Python fills the table: its SELECT reads nothing and only gives columns and types."""
        return not self.depends_on


@dataclass(frozen=True, slots=True)
class Description:
    """What a table and its columns mean: one sentence each, the columns in order."""

    sentence: str
    columns: Mapping[str, str]


@cache
def tables(folder: Path = SQL) -> tuple[SqlTable, ...]:
    """Every table of the warehouse, each after those it reads. Raises ``graphlib.CycleError`` where tables read one another."""
    found = {table.full_name: table for table in map(read_table, sorted(folder.glob("*/*.sql")))}
    graph = {name: [other for other in table.depends_on if other in found] for name, table in found.items()}
    return tuple(found[name] for name in TopologicalSorter(graph).static_order())


def read_table(path: Path) -> SqlTable:
    """The table of one SQL file."""
    select = path.read_text(encoding="utf-8")
    query = sqlglot.parse_one(select, dialect="duckdb")
    read = {f"{table.db}.{table.name}" for table in query.find_all(exp.Table) if table.db}  # a CTE has no schema
    return SqlTable(path.parent.name, path.stem, path, select, tuple(sorted(read)))


@cache
def all_below(table: SqlTable) -> frozenset[str]:
    """The full names of the tables from which one is made, near and far."""
    by_name = {one.full_name: one for one in tables()}
    near = frozenset(table.depends_on)
    return near.union(*(all_below(by_name[name]) for name in near if name in by_name))


@cache
def descriptions(path: Path = SQL / "columns.yml") -> Mapping[str, Description]:
    """What ``columns.yml`` says of each table. A column without a sentence of its own takes the one of its name in ``words``."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    words = content["words"]
    return {
        name: Description(table["description"], {column: own or words[column] for column, own in table["columns"].items()})
        for name, table in content["tables"].items()
    }


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing of what is done inside."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def create_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    """The four schemas, where they are not there yet."""
    for schema in SCHEMAS:
        connection.execute(f"create schema if not exists {schema}")


def build_table(connection: duckdb.DuckDBPyConnection, table: SqlTable) -> int:
    """Makes one table anew from its SELECT and the tables that it reads; gives the number of its rows.

    A landed table is made empty.
    """
    create_schemas(connection)
    connection.execute(f"create or replace table {table.full_name} as {table.select}")
    return row_count(connection, table.full_name)


def each_built(connections: Iterable[duckdb.DuckDBPyConnection], table: SqlTable) -> Iterator[duckdb.DuckDBPyConnection]:
    """Each connection, once the table is made in its database."""
    for connection in connections:
        build_table(connection, table)
        yield connection


def build_schema(connection: duckdb.DuckDBPyConnection, schema: str) -> dict[str, int]:
    """Makes every table of a schema anew that is not landed, all or none; gives the number of rows of each."""
    with transaction(connection):
        return {table.name: build_table(connection, table) for table in tables() if table.schema == schema and not table.is_landed}


def land(connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """Fills landed tables with frames, all or none: what stood there is replaced. Gives the number of rows of each.

    ``frames`` is keyed by full name ("printed.document"). Raises ``LandingError`` where a table is not landed, or a frame has a surplus
    or a missing column or a value of another type.
    """
    landed = {table.full_name: table for table in tables() if table.is_landed}
    strange = sorted(set(frames) - set(landed))
    if strange:
        raise LandingError(f"No landed table is called {', '.join(strange)}.")
    with transaction(connection):
        return {name: _fill(connection, landed[name], frame) for name, frame in frames.items()}


def _fill(connection: duckdb.DuckDBPyConnection, table: SqlTable, frame: pd.DataFrame) -> int:
    build_table(connection, table)
    expected, given = columns_of(connection, table.full_name), list(frame.columns)
    surplus, missing = sorted(set(given) - set(expected)), sorted(set(expected) - set(given))
    if surplus or missing:
        raise LandingError(f"The frame for {table.full_name} has surplus columns {surplus} and misses {missing}.")
    connection.register("landing_frame", frame)
    try:
        connection.execute(f"insert into {table.full_name} by name select * from landing_frame")
    except duckdb.ConversionException as error:
        raise LandingError(f"The frame for {table.full_name} has a value of another type: {error}") from error
    finally:
        connection.unregister("landing_frame")
    return len(frame)


def frame(connection: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    """A whole table as a frame with the same types as the frames that are landed, its rows in the order of their values.

    DuckDB keeps no order from one build to the next, and which row of several a finding cites must not depend on that.
    """
    types = connection.execute(f"describe {table}").fetchall()
    found = connection.execute(f"select * from {table} order by all").df()
    return found.astype({column: PANDAS_TYPES[kind] for column, kind, *_ in types})


def row_count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The table's columns in order."""
    return [str(row[0]) for row in connection.execute(f"describe {table}").fetchall()]


def existing_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Full names of the tables in the connection's database, sorted."""
    rows = connection.execute(
        "select table_schema || '.' || table_name from information_schema.tables where table_catalog = current_database() order by 1"
    ).fetchall()
    return [str(row[0]) for row in rows if str(row[0]).split(".")[0] in SCHEMAS]


def apply_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes the sentences of ``columns.yml`` into the warehouse, for the tables that are there."""
    with transaction(connection):
        for name in existing_tables(connection):
            description = descriptions()[name]
            connection.execute(f"comment on table {name} is {quoted(description.sentence)}")
            for column, sentence in description.columns.items():
                connection.execute(f'comment on column {name}."{column}" is {quoted(sentence)}')


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def content_hash(connection: duckdb.DuckDBPyConnection, *schemas: str) -> dict[str, str]:
    """For each table of the schemas a hash of its rows whatever their order: equal where the same rows stand in both."""
    return {name: _hash_of(connection, name) for name in existing_tables(connection) if name.split(".")[0] in (schemas or SCHEMAS)}


def _hash_of(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    rows = f"select md5(to_json(row)::varchar) as fact from {table} as row"
    row = connection.execute(f"select md5(coalesce(string_agg(fact, '' order by fact), '')) from ({rows})").fetchone()
    return str(row[0]) if row else ""


def publish(work_path: Path, published_path: Path) -> None:
    """Puts a copy of the finished work file in the place of the published one, in one step; nobody may have the work file open.

    Who has the old snapshot open keeps reading it; the next to open it sees the new one.
    """
    with duckdb.connect(work_path) as connection:
        connection.execute("checkpoint")
    published_path.parent.mkdir(parents=True, exist_ok=True)
    for left_behind in published_path.parent.glob(f".{published_path.name}.*.new"):
        left_behind.unlink()  # by a run that was killed in the middle of this
    copy = published_path.with_name(f".{published_path.name}.{os.getpid()}.new")
    try:
        shutil.copyfile(work_path, copy)
        put_in_place(copy, published_path)
    finally:
        copy.unlink(missing_ok=True)


def put_in_place(new: Path, path: Path) -> None:
    """Puts a finished file at ``path`` in one step, even through a power cut; nobody can write to it."""
    new.chmod(0o444)
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(path)


def open_snapshot(path: Path, at: str | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a published snapshot, or to the lake that stands in its place, with ``at`` as that was then.

    Raises ``FileNotFoundError`` where nothing is published yet.
    """
    if lake := lake_at(path):
        return lake.connect(read_only=True, at=at)
    if not path.exists():
        raise FileNotFoundError(f"Nothing is published yet at {path}.")
    return duckdb.connect(path, read_only=True)


def undescribed(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> list[str]:
    """Where tables and ``columns.yml`` differ: one sentence a table that lacks a description, or a column that differs from its list."""
    faults = []
    for name in names:
        if name not in descriptions():
            faults.append(f"{name} is not described.")
        elif columns_of(connection, name) != list(descriptions()[name].columns):
            faults.append(f"{name} has the columns {columns_of(connection, name)}, described are {list(descriptions()[name].columns)}.")
    return faults
