"""The home folder: where one warehouse keeps its documents, its work and its results."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import IO

from pipelines.progress import tell

PROJECT = Path(__file__).resolve().parent.parent
SAMPLES = PROJECT / "data" / "samples"

LOOK_EVERY = 0.1  # seconds between two looks at whether another run has ended

_held: set[Path] = set()  # homes that this process has locked; a lock is taken once a process, then shared


class SetupError(Exception):
    """One clear sentence for the person at the keyboard; the command prints it and exits 2."""


class BusyError(SetupError):
    """Another run is at work on the home; the command prints it and exits 4."""


@dataclass(frozen=True, slots=True)
class Home:
    """The paths under ``root``. Nothing is created or read before ``prepare``."""

    root: Path

    @classmethod
    def default(cls) -> Home:
        """``$REGISTRE_HOME``, else the project's own ``data`` folder."""
        return cls.at(os.environ.get("REGISTRE_HOME") or PROJECT / "data")

    @classmethod
    def at(cls, path: str | Path) -> Home:
        return cls(Path(path).expanduser().resolve())

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def corrections(self) -> Path:
        return self.root / "corrections"

    @property
    def roster(self) -> Path:
        """What the user knows of councils: members, groups, populations."""
        return self.root / "roster"

    @property
    def scdl(self) -> Path:
        """Councils' own SCDL files, which are laid beside their documents."""
        return self.root / "scdl"

    @property
    def sources_file(self) -> Path:
        """Where documents come from beside the inbox."""
        return self.root / "sources.yml"

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.yml"

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def work(self) -> Path:
        """Where a run builds the tables of what it makes anew."""
        return self.root / "warehouse"

    def scratch(self, number: int) -> Path:
        """The DuckDB file in which a run builds its part of that number, from 1."""
        return self.work / f"scratch-{number:04}.duckdb"

    def scratches(self) -> list[Path]:
        """The files that the last run built, in their order."""
        return sorted(self.work.glob("scratch-*.duckdb"))

    @property
    def again_file(self) -> Path:
        """The documents that the last run could not read and the next one may, a hash a line; not there where there are none."""
        return self.work / "again.txt"

    def note_again(self, sha256: str) -> None:
        with self.again_file.open("a", encoding="ascii") as handle:
            handle.write(f"{sha256}\n")

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def snapshot(self) -> Path:
        return self.published / "registre.duckdb"

    @property
    def report(self) -> Path:
        """The page that leads to the attendance report of each council."""
        return self.published / "attendance.html"

    @property
    def dictionary(self) -> Path:
        """What every table and column of the snapshot means."""
        return self.published / "dictionary.html"

    @property
    def status_page(self) -> Path:
        """How sources, councils and documents stand."""
        return self.published / "status.html"

    @property
    def findings_history(self) -> Path:
        """Since when each rule has been broken; what is in no document cannot be built anew."""
        return self.root / "history" / "findings.csv"

    @property
    def journal(self) -> Path:
        """What runs did, line by line."""
        return self.root / "logs" / "registre.jsonl"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def lock_file(self) -> Path:
        return self.root / ".lock"

    def prepare(self) -> Home:
        """Makes the folders. Raises SetupError where the home cannot be written."""
        try:
            for folder in (
                self.inbox,
                self.corrections,
                self.roster,
                self.scdl,
                self.documents,
                self.cache,
                self.work,
                self.published,
                self.findings_history.parent,
                self.journal.parent,
                self.dagster,
            ):
                folder.mkdir(parents=True, exist_ok=True)
                if not os.access(folder, os.W_OK | os.X_OK):
                    raise PermissionError(13, "Permission denied", str(folder))
        except OSError as error:
            raise SetupError(f"The home folder {self.root} cannot be written: {error.strerror} ({error.filename}).") from error
        return self

    def with_snapshot(self) -> Home:
        """Raises SetupError where nothing has been published yet."""
        from pipelines.lake import is_published

        if not is_published(self.snapshot):
            raise SetupError(f"There is no snapshot at {self.snapshot} yet: `registre run` makes it.")
        return self

    @contextmanager
    def locked(self, wait: float = 0) -> Iterator[None]:
        """Keeps every other process from running on this home. Raises BusyError where one still does after ``wait`` seconds.

        The operating system drops the lock when the process ends, however it ends, so no stale lock can stay behind.
        """
        if self.root in _held:
            yield
            return
        with self.lock_file.open("a+", encoding="ascii") as handle:
            until = monotonic() + wait
            while not _locks(handle):
                handle.seek(0)
                process = handle.read().strip() or "unknown"
                if monotonic() >= until:
                    waited = f" still after {wait:g} s" if wait else ""
                    raise BusyError(
                        f"Another run (process {process}) is{waited} at work on the home folder {self.root}; try again when it has ended."
                    )
                tell(f"waiting for another run (process {process}) to end")
                sleep(LOOK_EVERY)
            handle.truncate(0)
            handle.write(str(os.getpid()))
            handle.flush()
            _held.add(self.root)
            try:
                yield
            finally:
                _held.discard(self.root)


def file_stem(council_id: str) -> str:
    """What the files of a council are called by.

    >>> file_stem("commune-ville-temoin")
    'commune-ville-temoin'
    """
    return re.sub(r"[^a-z0-9-]+", "-", council_id)


def _locks(handle: IO[str]) -> bool:
    """Whether the lock could be taken."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
