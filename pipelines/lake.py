"""A warehouse that several machines share: DuckLake, its catalogue in PostgreSQL, its rows as Parquet files in a folder or a bucket.

Where a home's results are in a lake, ``published/registre.lake`` says which one, in place of the snapshot; no secret stands there. The
catalogue's password comes from libpq's own ways (``PGPASSWORD``, ``~/.pgpass``), the bucket's keys from ``AWS_…``.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import uuid
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.home import SetupError
from pipelines.store import write_atomically

if TYPE_CHECKING:
    import duckdb

ALIAS = "warehouse"  # the lake's name inside a connection
PREFIX = "ducklake:"
POINTER = ".lake"  # suffix of the file that stands in the snapshot's place
BUCKET = "s3://"


@dataclass(frozen=True, slots=True)
class Lake:
    """Where a lake is, and the name under which a home brings its documents into it."""

    catalogue: str  # as DuckLake takes it: postgres:dbname=lake host=db, or the path of a DuckDB file
    data: str  # a folder, or s3://bucket/prefix
    writer: str = "registre"

    @classmethod
    def of(cls, warehouse: str, data: str | None, writer: str) -> Lake:
        """The lake that settings name. Raises SetupError where they do not name one."""
        if not warehouse.startswith(PREFIX) or not warehouse.removeprefix(PREFIX):
            raise SetupError(f"The warehouse {warehouse} is not known: ducklake:postgres:… is expected, or nothing for a DuckDB file.")
        if re.search(r"password\s*=|://[^/\s]*:[^/@\s]*@", warehouse):  # it would stand in published/registre.lake, and in messages
            raise SetupError("No password may stand in warehouse: PGPASSWORD or ~/.pgpass holds it.")
        if not data:
            raise SetupError("A lake needs lake_data, the folder or bucket of its Parquet files.")
        if "://" in data and not data.startswith(BUCKET):
            raise SetupError(f"lake_data is {data}: a folder or s3://bucket/prefix is expected (AWS_ENDPOINT_URL names other services).")
        return cls(warehouse.removeprefix(PREFIX), data if "://" in data else str(Path(data).expanduser().resolve()), writer)

    def attach(self, connection: duckdb.DuckDBPyConnection, *, read_only: bool = False, at: str | None = None) -> None:
        """Makes the lake the database of a connection, with ``at`` as it was at a version or a time. Raises SetupError where it cannot."""
        import duckdb

        from pipelines.warehouse import quoted

        options = [f"data_path {quoted(self.data)}", *(["read_only"] if read_only else [])]
        if at is not None:
            options.append(f"snapshot_version {int(at)}" if at.isdecimal() else f"snapshot_time {quoted(at)}")
        try:
            for name in self._extensions():
                connection.load_extension(extension_path(name))
            if self.data.startswith(BUCKET):
                connection.execute(_secret())
            connection.execute(f"attach {quoted(PREFIX + self.catalogue)} as {ALIAS} ({', '.join(options)})")
            connection.execute(f"use {ALIAS}")
        except duckdb.Error as error:
            raise SetupError(self.failed("opened", error)) from error

    def connect(self, *, read_only: bool = False, at: str | None = None) -> duckdb.DuckDBPyConnection:
        """A connection whose database is the lake. What does not fit into memory goes to the system's folder for that."""
        import duckdb

        spill = Path(tempfile.gettempdir()) / f"registre-spill-{uuid.uuid4().hex}"  # DuckDB would take the folder that one stands in
        connection = duckdb.connect(config={"temp_directory": str(spill)})
        try:
            self.attach(connection, read_only=read_only, at=at)
        except BaseException:
            connection.close()
            raise
        return connection

    def failed(self, what: str, error: Exception) -> str:
        """One sentence on why the lake could not be "opened", "read" or "written"."""
        from pipelines.query import one_sentence

        return f"The lake {self} cannot be {what}: {one_sentence(str(error))}"

    def _extensions(self) -> list[str]:
        kind = self.catalogue.split(":", 1)[0]
        return ["ducklake", *(["postgres_scanner"] if kind == "postgres" else []), *(["httpfs"] if self.data.startswith(BUCKET) else [])]

    def __str__(self) -> str:
        """The place without what may be secret."""
        shown = " ".join(word for word in self.catalogue.split() if not word.startswith("password="))
        return f"{PREFIX}{shown} ({self.data})"


@cache
def extension_path(name: str) -> str:
    """The file of a DuckDB extension, from the Python package that brings it. Raises SetupError where that is not installed."""
    package = f"duckdb-extension-{name.replace('_', '-')}"
    try:
        found = [str(file.locate()) for file in files(package) or [] if file.name == f"{name}.duckdb_extension"]
    except PackageNotFoundError as error:
        raise SetupError(f"This needs the package {package} of DuckDB's own version beside the project.") from error
    if not found:
        raise SetupError(f"The package {package} holds no extension for this machine.")
    return found[0]


def _secret() -> str:
    """The keys of a bucket from the environment, as DuckDB takes them. Raises SetupError where that names no server."""
    from pipelines.warehouse import quoted

    told = {
        "key_id": os.environ.get("AWS_ACCESS_KEY_ID"),
        "secret": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "session_token": os.environ.get("AWS_SESSION_TOKEN"),
        "region": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
    }
    if endpoint := os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL"):
        parts = urlsplit(endpoint)
        if parts.scheme not in {"http", "https"} or not parts.netloc:  # DuckDB would go to Amazon, in the clear
            raise SetupError(f"AWS_ENDPOINT_URL is {endpoint}: an address such as https://s3.example is expected.")
        told |= {"endpoint": parts.netloc, "url_style": "path", "use_ssl": str(parts.scheme == "https").lower()}
    settings = ", ".join(f"{name} {quoted(value)}" for name, value in told.items() if value)
    return f"create or replace secret bucket (type s3{', ' if settings else ''}{settings})"


def pointer_of(snapshot: Path) -> Path:
    """The file that says where the lake is, in the place of a snapshot."""
    return snapshot.with_suffix(POINTER)


def lake_at(snapshot: Path) -> Lake | None:
    """The lake that stands in the place of a snapshot; None where the snapshot is a file or nothing is published."""
    pointer = pointer_of(snapshot)
    return Lake(**json.loads(pointer.read_text(encoding="utf-8"))) if pointer.exists() else None


def point_to(snapshot: Path, lake: Lake | None) -> None:
    """Says that the results are in a lake, or with ``None`` that they are in the snapshot."""
    if lake is None:
        pointer_of(snapshot).unlink(missing_ok=True)
        return
    write_atomically(pointer_of(snapshot), (json.dumps(asdict(lake), indent=1) + "\n").encode())
    snapshot.unlink(missing_ok=True)


def published_at(snapshot: Path) -> Path | None:
    """The file that says when results were published at last: the snapshot, or what points to a lake. None where there are none."""
    return next((path for path in (pointer_of(snapshot), snapshot) if path.exists()), None)


def is_published(snapshot: Path) -> bool:
    """Whether there are results at all."""
    return published_at(snapshot) is not None
