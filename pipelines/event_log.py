"""Dagster's record of events in SQLite files that stay open from one event to the next.

A run writes some 600 events, and Dagster's own storage opens and closes a file or two for each: two seconds of every run, and more where
other processes write to the disk.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as File
from typing import TYPE_CHECKING

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event

if TYPE_CHECKING:
    from dagster._core.storage.sqlite_storage import SqliteStorageConfig

MOST_BESIDE = 100  # pages of 4 kB that stand beside a file before they are put into it: a full disk shall not be full for these
MOST_OPEN = 4  # files: the one of all runs, that of the run at work, and some that are looked at


class OpenEventLog(SqliteEventLogStorage):
    """The files of ``SqliteEventLogStorage`` where it has them, the last few of them held open.

    What stands in them is the same, so that either can go on with what the other wrote. A power cut may lose the last events, as nothing
    waits for the disk; a killed process loses none.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._open: OrderedDict[str, Engine] = OrderedDict()  # the last used comes last
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: SqliteStorageConfig) -> OpenEventLog:
        """The storage in the folder ``base_dir``."""
        return cls(config_value["base_dir"], inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            with self._engine(shard).begin() as connection:
                yield connection
            os.utime(self.path_for_shard(shard))  # the web interface watches this file, and what is new stands in the one beside it

    def _engine(self, shard: str) -> Engine:
        if shard not in self._open:
            engine = create_engine(self.conn_string_for_shard(shard), connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
            event.listen(engine, "connect", _wait_less)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            self._open[shard] = engine
            if len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)[1].dispose()
        self._open.move_to_end(shard)
        return self._open[shard]

    def wipe(self) -> None:
        """Removes all events."""
        self._close()
        super().wipe()

    def dispose(self) -> None:
        """Ends the watching and closes the files."""
        super().dispose()
        self._close()

    def _close(self) -> None:
        with self._db_lock:
            while self._open:
                self._open.popitem()[1].dispose()


def _wait_less(file: File, record: object) -> None:
    file.execute("pragma synchronous = normal")
    file.execute(f"pragma wal_autocheckpoint = {MOST_BESIDE}")
