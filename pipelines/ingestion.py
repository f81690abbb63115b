"""From sources to the document store: what is found, what is kept, what could not be read.

A source is a folder. Its files named ``.pdf`` (in any case, in sub-folders too) are documents, whatever their bytes turn out to be;
other files are counted and left alone.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipelines.home import SAMPLES, Home, SetupError
from pipelines.settings import settings_of
from pipelines.store import Clock, Missed, Retrieval, Store, now, sha256_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder of PDFs. ``name`` is what the records call it."""

    name: str
    path: Path

    @classmethod
    def at(cls, path: str | Path, home: Home) -> FolderSource:
        """The source at ``path``; the home's inbox and the project's samples go by their short names wherever they lie."""
        folder = Path(path).expanduser().resolve()
        short = {home.inbox: "inbox", SAMPLES: "samples"}
        return cls(short.get(folder, str(folder)), folder)

    def walk(self) -> Iterator[tuple[str, Path | OSError]]:
        """Name inside the source and path of each of its files, in the names' order; for a folder that cannot be listed, the error."""
        errors: list[OSError] = []
        found: list[tuple[str, Path | OSError]] = []
        for folder, _, files in os.walk(self.path, onerror=errors.append):
            found += [(self._name_of(Path(folder, file)), Path(folder, file)) for file in files]
        found += [(self._name_of(Path(error.filename)) + "/", error) for error in errors]
        return iter(sorted(found, key=lambda item: item[0]))

    def _name_of(self, path: Path) -> str:
        # file names are bytes; one that is not UTF-8 must not break every table that it is written to
        return os.fsencode(path.relative_to(self.path).as_posix()).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Ingestion:
    """What one look at the sources found."""

    retrieved: tuple[Retrieval, ...]
    new_documents: frozenset[str]  # sha256 of bytes never seen before
    missed: tuple[Missed, ...]
    ignored: int  # files not named .pdf

    @property
    def known_documents(self) -> frozenset[str]:
        return frozenset(r.sha256 for r in self.retrieved) - self.new_documents


def default_sources(home: Home) -> list[FolderSource]:
    """The home's inbox, and the project's samples where there are any and the settings want them."""
    folders = [home.inbox, *([SAMPLES] if SAMPLES.is_dir() and settings_of(home).samples else [])]
    return [FolderSource.at(folder, home) for folder in folders]


def sources_at(paths: Sequence[str | Path], home: Home) -> list[FolderSource]:
    """The sources at ``paths``, or the default ones where none is named. Raises SetupError for a folder that cannot be listed."""
    sources = [FolderSource.at(path, home) for path in paths] or default_sources(home)
    for source in sources:
        listable(source.path)
    return sources


def listable(folder: Path) -> None:
    """Raises SetupError for a folder that cannot be listed."""
    try:
        os.scandir(folder).close()
    except FileNotFoundError as error:
        raise SetupError(f"The source folder {folder} does not exist.") from error
    except NotADirectoryError as error:
        raise SetupError(f"The source {folder} is a file, not a folder.") from error
    except OSError as error:
        raise SetupError(f"The source folder {folder} cannot be read: {error.strerror}.") from error


def ingest(home: Home, sources: Sequence[FolderSource], clock: Clock = now) -> Ingestion:
    """Brings what the sources hold into the store of ``home``. The same bytes under the same name leave no second trace."""
    store = Store(home.documents)
    recorded = {r.key: r for r in store.retrievals()}
    stored = {r.sha256 for r in recorded.values()}
    retrieved: dict[tuple[str, str, str], Retrieval] = {}
    missed: list[Missed] = []
    ignored = 0
    with store.taking() as put:
        for source, name, path in ((one.name, name, path) for one in sources for name, path in one.walk()):
            if isinstance(path, Path) and not is_document_name(name):
                ignored += 1
                continue
            try:
                data = read_file(path)
            except OSError as error:
                missed.append(Missed(source, name, reason_for(error), clock().isoformat(timespec="seconds")))
                continue
            key = source, name, put(data)
            retrieved[key] = recorded.get(key) or Retrieval(*key, len(data), clock().isoformat(timespec="seconds"))
    for key, one in retrieved.items():
        if key not in recorded:
            log.info("document retrieved", extra=one.facts)
    for one in missed:
        log.warning("document not retrieved", extra={"source": one.source, "file": one.name, "reason": one.reason})
    store.record(r for key, r in retrieved.items() if key not in recorded)
    store.note_missed([s.name for s in sources], missed)
    return Ingestion(tuple(retrieved.values()), frozenset(r.sha256 for r in retrieved.values()) - stored, tuple(missed), ignored)


def has_news(home: Home, sources: Sequence[FolderSource]) -> bool:
    """Whether a look at the sources would change what is recorded. Stops at the first document that is new."""
    store = Store(home.documents)
    recorded = {r.key for r in store.retrievals()}
    names = {s.name for s in sources}
    noted = {(m.source, m.name, m.reason) for m in store.missed() if m.source in names}
    missed = set()
    for source in sources:
        for name, path in source.walk():
            if isinstance(path, Path) and not is_document_name(name):
                continue
            try:
                if (source.name, name, sha256_of(read_file(path))) not in recorded:
                    return True
            except OSError as error:
                missed.add((source.name, name, reason_for(error)))
    return missed != noted


def listing_hash(source: FolderSource) -> str | None:
    """A hash of the names, sizes and times of a source's documents, for a cheap look at whether they changed; None where there is none."""
    listing = []
    for name, path in source.walk():
        if isinstance(path, Path) and is_document_name(name):
            with suppress(OSError):  # it vanished; the run that this leads to will say so
                state = path.stat()
                listing.append(f"{name}\0{state.st_size}\0{state.st_mtime_ns}")
    return sha256_of("\n".join(listing).encode()) if listing else None


def is_document_name(name: str) -> bool:
    return name.lower().endswith(".pdf")


def read_file(path: Path | OSError) -> bytes:
    """The bytes of a regular file. Raises OSError, also for pipes and devices, on which reading would wait for ever."""
    if isinstance(path, OSError):
        raise path
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(None, "not a regular file")
    return path.read_bytes()


def reason_for(error: OSError) -> str:
    """One clear sentence on why a file could not be read."""
    match error:
        case FileNotFoundError():
            return "The file vanished before it could be read."
        case PermissionError():
            return "The file may not be read: permission denied."
        case _:
            return f"The file cannot be read: {error.strerror or error}."
