"""Rows of some councils, built in a scratch file, into a warehouse of many.

Each row belongs to a council, or to a document where it has none; what belongs to neither (the inputs, corrections that find nothing)
is built with the first scratch file of a run.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines import warehouse
from pipelines.home import Home
from transforms.identity.scope import Scope

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
    found = [expression for column, expression in OWNERS.items() if column in columns]
    return f"coalesce({', '.join(found)})" if found else "null"


def note_scope(connection: duckdb.DuckDBPyConnection, scope: Scope, *, is_full: bool) -> None:
    """Writes down in a scratch file whose rows it holds, and whether it is of a run that makes everything anew."""
    connection.execute("create schema if not exists refresh")
    owners, councils = sorted(scope.documents | scope.councils), sorted(scope.councils)
    connection.execute("create or replace table refresh.owner as select unnest($1::varchar[]) as owner", [owners])
    connection.execute("create or replace table refresh.council as select unnest($1::varchar[]) as council_id", [councils])
    facts = "select $1::boolean as has_rest, $2::boolean as is_full"
    connection.execute(f"create or replace table refresh.fact as {facts}", [scope.has_rest, is_full])


def merge(connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    """Puts the rows of a scratch file in the place of those of the same councils and documents, all or none.

    Raises MergeError where a table of the scratch file holds rows of others.
    """
    connection.execute(f"attach {warehouse.quoted(str(scratch))} as scratch (read_only)")
    try:
        warehouse.create_schemas(connection)
        with warehouse.transaction(connection):
            for table in warehouse.tables():
                _replace(connection, table.full_name)
            _note_version(connection)
    finally:
        connection.execute("detach scratch")


def _replace(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    columns = [str(row[0]) for row in connection.execute(f"describe scratch.{name}").fetchall()]
    owner = owner_of(columns)
    mine = f"({owner}) in (from scratch.refresh.owner)"
    rest = f"({owner} is null and (select has_rest from scratch.refresh.fact))"
    strange = connection.execute(f"select {owner} from scratch.{name} where {owner} is not null and not {mine} limit 1").fetchone()
    if strange:
        raise MergeError(f"The rows of {name} that were built for some councils hold one of {strange[0]}, which is none of them.")
    connection.execute(f"create table if not exists {name} as from scratch.{name} limit 0")
    connection.execute(f"delete from {name} where {mine} or {rest}")
    connection.execute(f"insert into {name} by name from scratch.{name} where {mine} or {rest}")


def _note_version(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives each council that was refreshed a new version, by which reports know that they are of an older one."""
    connection.execute("create schema if not exists refresh")
    connection.execute("create table if not exists refresh.version (council_id varchar, version varchar)")
    connection.execute("delete from refresh.version where council_id in (from scratch.refresh.council)")
    connection.execute(
        "insert into refresh.version select council_id, $1 from core.council where council_id in (from scratch.refresh.council)",
        [uuid.uuid4().hex],
    )


def publish(home: Home) -> None:
    """Puts a new snapshot in the place of the published one, in one step: that with the rows of the scratch files, or those alone.

    Who has the old snapshot open keeps reading it; the next to open it sees the new one. Raises MergeError.
    """
    new = home.snapshot.with_name(f".{home.snapshot.name}.{os.getpid()}.new")
    is_full = any(map(_is_full, home.scratches()))
    try:
        if not is_full:
            shutil.copyfile(home.snapshot, new)
        with duckdb.connect(new) as connection:
            for scratch in home.scratches():
                merge(connection, scratch)
            if is_full:
                warehouse.apply_comments(connection)
            connection.execute("checkpoint")
        warehouse.put_in_place(new, home.snapshot)
    finally:
        for left in (new, new.with_name(f"{new.name}.wal")):
            left.unlink(missing_ok=True)


def _is_full(scratch: Path) -> bool:
    with duckdb.connect(scratch, read_only=True) as connection:
        return connection.execute("select is_full from refresh.fact").fetchall() == [(True,)]
