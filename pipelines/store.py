"""The document store: immutable bytes under the hash of their content, and a record of where each came from.

``documents/ab/abcd….pdf`` holds the bytes; ``documents/provenance.jsonl`` one line for each retrieval, only ever added to: of a folder the
first time that the bytes were seen under a name, of a server each time that it sent them; ``documents/missed.json`` what the last look at
each source found but could not read. An answer that nothing has changed retrieves nothing and leaves no line. The clock is read here and
nowhere else.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO

Clock = Callable[[], datetime]

AT_ONCE = 500  # new documents that are put in their places together
FEW = 16  # documents up to which the disk is waited for file by file: for all that a file system holds back it may take seconds


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Bytes that were found under a name in a source."""

    source: str
    name: str  # path inside the source, with forward slashes
    sha256: str
    byte_size: int
    retrieved_at: str  # ISO, UTC
    url: str | None = None  # of the last redirect; what follows is of servers only
    status: int | None = None
    headers: Mapping[str, str] | None = None  # those that tell one version from another, and what the server said of it
    licence: str | None = None  # as the sources file gave it then

    @property
    def key(self) -> tuple[str, str, str]:
        return self.source, self.name, self.sha256

    @property
    def document_id(self) -> str:
        return id_of(self.sha256)

    @property
    def as_line(self) -> str:
        """The record as the store keeps it."""
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None}, ensure_ascii=False)

    @property
    def facts(self) -> dict[str, object]:
        """What the journal says of it."""
        return {"source": self.source, "file": self.name, "document": self.document_id, "bytes": self.byte_size, "status": self.status}


@dataclass(frozen=True, slots=True)
class Missed:
    """A file that was found in a source but could not be read."""

    source: str
    name: str
    reason: str
    at: str


def id_of(sha256: str) -> str:
    """The id of the document of this hash."""
    return f"doc-{sha256[:16]}"


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_atomically(path: Path, data: bytes, mode: int = 0o644, *, is_lasting: bool = True) -> None:
    """Puts ``data`` at ``path`` whole or not at all, even through a power cut where it is to last."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(data)
            if is_lasting:
                handle.flush()
                os.fsync(handle.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Store:
    """The store under ``folder``."""

    folder: Path

    @property
    def _provenance(self) -> Path:
        return self.folder / "provenance.jsonl"

    @property
    def _missed(self) -> Path:
        return self.folder / "missed.json"

    def path_of(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.pdf"

    def holds(self, sha256: str) -> bool:
        return self.path_of(sha256).exists()

    def held(self) -> set[str]:
        """The hashes under which bytes lie here."""
        return {path.stem for path in self.folder.glob("[0-9a-f][0-9a-f]/*.pdf")}

    def put(self, data: bytes) -> str:
        """Keeps ``data`` and returns its sha256; bytes that are already here, whole, stay untouched."""
        sha256 = sha256_of(data)
        if not self.holds(sha256) or self.path_of(sha256).stat().st_size != len(data):
            write_atomically(self.path_of(sha256), data, mode=0o444)
        return sha256

    @contextmanager
    def taking(self) -> Iterator[Callable[[bytes], str]]:
        """A ``put`` for many: what it was given lies here, whole, when the context ends; the disk is waited for once in a while only."""
        drafts: dict[str, Path] = {}

        def keep() -> None:
            _force_onto_disk(self.folder, drafts.values())
            for sha256, draft in drafts.items():
                draft.replace(self.path_of(sha256))
            drafts.clear()

        def put(data: bytes) -> str:
            sha256 = sha256_of(data)
            path = self.path_of(sha256)
            if sha256 not in drafts and not (path.exists() and path.stat().st_size == len(data)):
                drafts[sha256] = draft = path.with_name(f".{sha256}.part")
                draft.parent.mkdir(parents=True, exist_ok=True)
                draft.unlink(missing_ok=True)  # of a run that was killed
                draft.write_bytes(data)
                draft.chmod(0o444)
                if len(drafts) >= AT_ONCE:
                    keep()
            return sha256

        try:
            yield put
            keep()
        except BaseException:
            for draft in drafts.values():
                draft.unlink(missing_ok=True)
            raise

    def adopt(self, path: Path) -> tuple[str, int]:
        """Takes a file of the same file system into the store; gives sha256 and size of its bytes."""
        sha256, size = hash_of_file(path)
        if self.holds(sha256):
            path.unlink()
            return sha256, size
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
        path.chmod(0o444)
        self.path_of(sha256).parent.mkdir(parents=True, exist_ok=True)
        path.replace(self.path_of(sha256))
        return sha256, size

    def set_aside(self, sha256: str) -> None:
        """Moves bytes that are no longer what their name says out of the way, so that a source that still has the document can give it."""
        damaged = self.folder / "damaged" / self.path_of(sha256).name
        damaged.parent.mkdir(exist_ok=True)
        self.path_of(sha256).replace(damaged)

    def part_of(self, source: str, name: str) -> Path:
        """Where a download lies that is not complete yet."""
        return self.folder / "parts" / f"{sha256_of(chr(0).join((source, name)).encode())}.part"

    def retrievals(self) -> list[Retrieval]:
        """The first retrieval of the same bytes under the same name, sorted by source, name and hash: in no order of arrival."""
        first: dict[tuple[str, str, str], Retrieval] = {}
        for retrieval in self.log():
            first.setdefault(retrieval.key, retrieval)
        return [first[key] for key in sorted(first)]

    def log(self) -> list[Retrieval]:
        """Every retrieval, in the order in which they were made."""
        return list(_log_of(self._provenance, *_state_of(self._provenance)))

    def versions(self) -> dict[tuple[str, str], tuple[Retrieval, ...]]:
        """By source and name, sorted: the retrievals at which the bytes under the name were others than before, oldest first."""
        found: dict[tuple[str, str], list[Retrieval]] = {}
        for retrieval in self.log():
            under_name = found.setdefault(retrieval.key[:2], [])
            if not under_name or under_name[-1].sha256 != retrieval.sha256:
                under_name.append(retrieval)
        return {key: tuple(found[key]) for key in sorted(found)}

    def record(self, retrievals: Iterable[Retrieval]) -> None:
        """Adds to the record of provenance. A line torn by a crash is closed first; its file is simply found again."""
        text = "".join(f"{r.as_line}\n" for r in retrievals)
        if not text:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._provenance.open("a+b") as handle:
            is_torn = False
            if handle.seek(0, os.SEEK_END):
                handle.seek(-1, os.SEEK_END)
                is_torn = handle.read(1) != b"\n"
            handle.write(("\n" * is_torn + text).encode("utf-8"))
            handle.flush()
            os.fsync(handle.fileno())

    def missed(self) -> list[Missed]:
        if not self._missed.exists():
            return []
        return [Missed(**row) for row in json.loads(self._missed.read_text(encoding="utf-8"))]

    def note_missed(self, sources: Iterable[str], missed: Iterable[Missed]) -> None:
        """Replaces what is noted for ``sources``; the notes on other sources stay until those are looked at again."""
        looked_at = set(sources)
        rows = [m for m in self.missed() if m.source not in looked_at] + list(missed)
        rows.sort(key=lambda m: (m.source, m.name))
        write_atomically(self._missed, json.dumps([asdict(m) for m in rows], ensure_ascii=False, indent=1).encode("utf-8"))


def _force_onto_disk(folder: Path, files: Collection[Path]) -> None:
    """Waits until the files, all below ``folder``, are on the disk: for each of a few, for all of its file system where there are many."""
    libc = ctypes.CDLL(None, use_errno=True)
    if len(files) <= FEW or not hasattr(libc, "syncfs"):  # of Linux; Python has no name for it
        for file in files:
            with file.open("rb") as handle:
                os.fsync(handle.fileno())
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(descriptor)


def _state_of(path: Path) -> tuple[int, int]:
    """Size and time of a file: others where something was added to it."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4)
def _log_of(path: Path, size: int, changed_at: int) -> tuple[Retrieval, ...]:
    """The retrievals that a record holds in a state of it; a run asks for them a dozen times."""
    content = path.read_bytes() if size else b""
    return tuple(r for line in content.split(b"\n") if (r := _retrieval(line)) is not None)


def hash_of_file(path: Path) -> tuple[str, int]:
    """The sha256 of a file's bytes and their number. Raises OSError."""
    with path.open("rb") as handle:
        return hash_of_stream(handle)


def hash_of_stream(handle: IO[bytes]) -> tuple[str, int]:
    """The sha256 of the bytes that a stream still gives, and their number."""
    digest, size = hashlib.sha256(), 0
    while chunk := handle.read(1 << 20):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _retrieval(line: bytes) -> Retrieval | None:
    """The retrieval of a line; None for an empty line and for one that a crash cut short."""
    try:
        return Retrieval(**json.loads(line))
    except json.JSONDecodeError:
        return None
