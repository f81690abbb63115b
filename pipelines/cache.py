"""Readings that need not be made twice, under the hash of the bytes they were made from.

``cache/<shelf>/ab/abcd…`` holds one text. A shelf is named for what made the text and in which version, so a new version finds an
empty shelf and an old shelf can be deleted as a whole. An entry carries the hash of what it is and is for: one that was torn, damaged
or moved is never trusted, only made again.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

from pipelines.store import write_atomically

_FASTEST = 1  # of zlib's levels: five times smaller already, and higher ones gain a tenth


@dataclass(frozen=True, slots=True)
class Cache:
    """The texts under ``folder``."""

    folder: Path

    def load(self, shelf: str, sha256: str) -> str | None:
        """The text that was kept for the bytes of this hash; ``None`` where there is none that can be trusted."""
        try:
            entry = self._path_of(shelf, sha256).read_bytes()
        except OSError:
            return None
        seal, packed = entry[:_SEAL_SIZE], entry[_SEAL_SIZE:]
        if seal != _seal(shelf, sha256, packed):
            return None
        return zlib.decompress(packed).decode()

    def keep(self, shelf: str, sha256: str, text: str) -> None:
        """Keeps a text, in place of any that stands there. Raises OSError where it cannot be written."""
        packed = zlib.compress(text.encode(), _FASTEST)
        entry = _seal(shelf, sha256, packed) + packed
        write_atomically(self._path_of(shelf, sha256), entry, is_lasting=False)  # what a power cut tears is seen, and made again

    def _path_of(self, shelf: str, sha256: str) -> Path:
        return self.folder / re.sub(r"[^\w.-]+", "-", shelf) / sha256[:2] / sha256


_SEAL_SIZE = hashlib.sha256().digest_size


def _seal(shelf: str, sha256: str, packed: bytes) -> bytes:
    return hashlib.sha256(f"{shelf}\n{sha256}\n".encode() + packed).digest()
