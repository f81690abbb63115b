"""How much memory DuckDB takes in a run, and where it puts what does not fit: set for every database that a run writes, not hoped for."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.home import Home, SetupError
from pipelines.limits import bytes_of
from pipelines.settings import settings_of

if TYPE_CHECKING:
    import duckdb

DUCKDB_SHARE = 0.8  # of the memory of the machine, or of its container: what DuckDB takes where it is told nothing
SHARE = 0.5  # what it shall take: frames, and the processes that read, stand beside it
SPILL = "registre-spill-"

_numbers = count(1)


def database(home: Home, path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that writes to a database file within the memory that the settings of the home allow."""
    import duckdb

    return limited(home, duckdb.connect(path))


def limited(home: Home, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The connection, its database kept to the memory that the settings of the home allow; the rest spills into a folder of its own.

    Raises SetupError where there can be no such folder.
    """
    settings, folder = settings_of(home), spill_folder(home)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"What does not fit into memory cannot go to {folder}: {error.strerror}.") from error
    spill = folder / f"{SPILL}{os.getpid()}-{next(_numbers)}"  # DuckDB makes it, and removes it when the database is closed
    connection.execute("set enable_progress_bar = false")  # `registre run` shows its own
    connection.execute("set temp_directory = $1", [str(spill)])
    connection.execute("set memory_limit = $1", [settings.memory_limit or half(connection)])
    return connection


def half(connection: duckdb.DuckDBPyConnection) -> str:
    """Half of the memory that there is, as DuckDB takes it from a connection that was told nothing."""
    row = connection.execute("select current_setting('memory_limit')").fetchone()
    assert row
    return f"{bytes_of(row[0]) * SHARE / DUCKDB_SHARE / 1e6:.0f}MB"


def spill_folder(home: Home) -> Path:
    """Where DuckDB puts what does not fit into memory."""
    told = settings_of(home).spill_directory
    return Path(told).expanduser() if told else home.work


def clear_spills(home: Home) -> None:
    """Removes what databases of a run that was killed left behind; no other run may be at work on the home."""
    for left_behind in spill_folder(home).glob(f"{SPILL}*"):
        shutil.rmtree(left_behind, ignore_errors=True)
