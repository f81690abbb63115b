"""A warehouse copied from a DuckDB file to a lake or back, and a lake kept small."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipelines import warehouse
from pipelines.home import Home
from pipelines.lake import ALIAS, PREFIX, Lake, lake_at
from pipelines.memory import database, limited
from pipelines.merging import NOTES
from pipelines.settings import settings_of
from pipelines.store import now


class MigrationError(Exception):
    """One clear sentence on why a warehouse cannot be copied or kept small."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds."""

    target: str
    tables: int
    rows: int


def migrate(home: Home, target: str, lake_data: str | None = None) -> Copied:
    """Copies the published warehouse of a home into a new lake or a new DuckDB file. Raises MigrationError, SetupError."""
    settings = settings_of(home)
    if target.startswith(PREFIX):
        lake = Lake.of(target, lake_data or settings.lake_data, settings.writer)
        with limited(home, lake.connect()) as connection:
            return _copied(home, connection, str(lake))
    path = Path(target).expanduser().resolve()
    if path.exists():
        raise MigrationError(f"{path} is there already.")
    with database(home, path) as connection:
        copied = _copied(home, connection, str(path))
    path.chmod(0o444)
    return copied


def _copied(home: Home, connection: duckdb.DuckDBPyConnection, target: str) -> Copied:
    if warehouse.existing_tables(connection):
        raise MigrationError(f"{target} holds a warehouse already.")
    with warehouse.open_snapshot(home.snapshot) as source:
        tables = [*warehouse.existing_tables(source), *(f"refresh.{note}" for note in NOTES)]
        with warehouse.transaction(connection):
            for schema in dict.fromkeys(table.split(".")[0] for table in tables):
                connection.execute(f"create schema if not exists {schema}")
            for table in tables:
                rows = source.execute(f"from {table}").to_arrow_reader()
                connection.register("migrating", rows)
                connection.execute(f"create table {table} as from migrating")
                connection.unregister("migrating")
            before, after = warehouse.content_hash(source), warehouse.content_hash(connection)
            if different := sorted(name for name in before if before[name] != after.get(name)):
                raise MigrationError(f"{', '.join(different)} would not be equal in {target}: nothing was copied.")
        warehouse.apply_comments(connection)
        return Copied(target, len(before), sum(warehouse.row_count(connection, table) for table in before))


def compact(home: Home, at: datetime | None = None) -> dict[str, int]:
    """Forgets the states of the home's lake that are too old, joins its small files and deletes those that no state needs.

    Gives how many of each. Raises MigrationError where the results are in a file.
    """
    lake = lake_at(home.snapshot)
    if lake is None:
        raise MigrationError("Only a lake is compacted; this home's results are in a DuckDB file.")
    oldest = (at or now()).astimezone(UTC) - timedelta(days=settings_of(home).lake_keep_days)
    stamp = warehouse.quoted(f"{oldest:%Y-%m-%d %H:%M:%S}+00")
    steps = {
        "states forgotten": f"call ducklake_expire_snapshots('{ALIAS}', older_than => {stamp}::timestamptz)",
        "files written anew": f"call ducklake_rewrite_data_files('{ALIAS}')",
        "files joined": f"call ducklake_merge_adjacent_files('{ALIAS}')",
        "files deleted": f"call ducklake_cleanup_old_files('{ALIAS}', older_than => {stamp}::timestamptz)",
    }
    with limited(home, lake.connect()) as connection:
        return {what: len(connection.execute(step).fetchall()) for what, step in steps.items()}
