"""The marts of everything made anew from what is published, some councils at a time, where nothing but their SQL is another.

No document is read and no name linked for that; the SQL is that of any run.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from time import perf_counter
from typing import TYPE_CHECKING

from pipelines.home import Home
from pipelines.lake import ALIAS, lake_at
from pipelines.memory import clear_spills, database
from pipelines.progress import tell
from pipelines.settings import settings_of
from transforms.identity.scope import Links, Scope, scopes

if TYPE_CHECKING:
    import duckdb

MOST_DOCUMENTS = 10_000  # whose councils' marts are made together: some 3 million rows of the ledger

Input = tuple[str, str, str]  # kind, name, version

log = logging.getLogger(__name__)


def are_marts_alone(before: Iterable[Input], now: Iterable[Input]) -> bool:
    """Whether what the warehouse was made from differs from what it would be made from now, and only in the SQL of marts."""
    return {(kind, name) for kind, name, _ in {*before} ^ {*now}} == {("code", "marts")}


def rebuild_marts(home: Home, links: Links, nobodys: Collection[str], inputs: Iterable[Input]) -> None:
    """Makes the marts of the published councils anew, and of the documents that lead to none; publishes them.

    Raises MergeError, SetupError.
    """
    from pipelines import merging

    started, stem = perf_counter(), home.scratch(0)
    remove_scratches(home)
    clear_spills(home)
    parts = scopes((), links.documents, links, MOST_DOCUMENTS, nobodys)
    try:
        for number, scope in enumerate(parts, start=1):
            tell("building the marts anew", number - 1, len(parts))
            with database(home, stem) as connection:
                _build(home, connection, scope, sorted(inputs), number)
            stem.unlink()
        tell("publishing the snapshot")
        merging.publish(home)
    finally:
        remove_scratches(home)
    log.info("marts rebuilt", extra={"councils": len(links.documents), "seconds": round(perf_counter() - started, 3)})


def remove_scratches(home: Home) -> None:
    """Nothing of an earlier run may stay."""
    for scratch in home.scratches():
        scratch.unlink()


def _build(home: Home, connection: duckdb.DuckDBPyConnection, scope: Scope, inputs: list[Input], number: int) -> None:
    """The marts of some councils, from the rows of these that are published, into the scratch file of that number."""
    from pipelines import merging, warehouse

    marts = [table for table in warehouse.tables() if table.schema == "marts"]
    source = _attach_published(home, connection)
    warehouse.create_schemas(connection)
    merging.note_scope(connection, scope, is_full=False, writer=settings_of(home).writer, has_only_marts=True)
    for table in sorted({name for mart in marts for name in mart.depends_on} - {mart.full_name for mart in marts}):
        columns = warehouse.columns_of(connection, f"{source}.{table}")
        rows = " union all ".join(f"(from {source}.{table} where {one})" for one in merging.rows_of(columns, "from refresh.owner"))
        connection.execute(f"create table {table} as {rows}")
    for mart in marts:
        warehouse.build_table(connection, mart)
    versions = [list(column) for column in zip(*inputs, strict=True)]
    connection.execute(f"create table {merging.INPUT} as select unnest($1) as kind, unnest($2) as name, unnest($3) as version", versions)
    connection.execute(f"attach {warehouse.quoted(str(home.scratch(number)))} as part")
    held = [*merging.held_tables(has_only_marts=True), "refresh.owner", "refresh.council", "refresh.fact"]
    for schema in sorted({name.split(".")[0] for name in held}):
        connection.execute(f"create schema part.{schema}")
    for name in held:
        connection.execute(f"create table part.{name} as from {name}")


def _attach_published(home: Home, connection: duckdb.DuckDBPyConnection) -> str:
    """The name under which a connection can read what is published."""
    from pipelines.warehouse import quoted

    if lake := lake_at(home.snapshot):
        row = connection.execute("select current_database()").fetchone()
        assert row
        lake.attach(connection, read_only=True)
        connection.execute(f'use "{row[0]}"')
        return ALIAS
    connection.execute(f"attach {quoted(str(home.snapshot))} as published (read_only)")
    return "published"
