"""The document store: immutable bytes under the hash of their content, and a record of where each came from.

``documents/ab/abcd….pdf`` holds the bytes; ``documents/provenance.jsonl`` one line for each (source, name, bytes) ever retrieved;
``documents/missed.json`` what the last look at each source found but could not read. The clock is read here and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Bytes that were found under a name in a source."""

    source: str
    name: str  # path inside the source, with forward slashes
    sha256: str
    byte_size: int
    retrieved_at: str  # ISO, UTC: the first time that these bytes were seen under this name

    @property
    def key(self) -> tuple[str, str, str]:
        return self.source, self.name, self.sha256


@dataclass(frozen=True, slots=True)
class Missed:
    """A file that was found in a source but could not be read."""

    source: str
    name: str
    reason: str
    at: str


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_atomically(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Puts ``data`` at ``path`` whole or not at all, even through a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(data)
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

    def put(self, data: bytes) -> str:
        """Keeps ``data`` and returns its sha256; bytes that are already here stay untouched."""
        sha256 = sha256_of(data)
        if not self.holds(sha256):
            write_atomically(self.path_of(sha256), data, mode=0o444)
        return sha256

    def retrievals(self) -> list[Retrieval]:
        """Every retrieval, sorted by source, name and hash, so that the order of arrival leaves no trace."""
        lines = self._provenance_bytes().split(b"\n")
        return sorted((r for line in lines if (r := _retrieval(line)) is not None), key=lambda r: r.key)

    def record(self, retrievals: Iterable[Retrieval]) -> None:
        """Adds to the record of provenance. A line torn by a crash is closed first; its file is simply found again."""
        text = "".join(json.dumps(asdict(r), ensure_ascii=False) + "\n" for r in retrievals)
        if not text:
            return
        before = self._provenance_bytes()
        is_torn = bool(before) and not before.endswith(b"\n")
        with self._provenance.open("ab") as handle:
            handle.write(("\n" * is_torn + text).encode("utf-8"))
            handle.flush()
            os.fsync(handle.fileno())

    def _provenance_bytes(self) -> bytes:
        return self._provenance.read_bytes() if self._provenance.exists() else b""

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


def _retrieval(line: bytes) -> Retrieval | None:
    """The retrieval of a line; None for an empty line and for one that a crash cut short."""
    try:
        return Retrieval(**json.loads(line))
    except json.JSONDecodeError:
        return None
