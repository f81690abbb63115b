"""Documents kept in a store elsewhere (S3, SFTP, a mounted disk): the setting ``documents`` names a folder that fsspec can open.

The home's own ``documents`` folder is then the working copy, which may be lost: ``ab/abcd….pdf`` there holds the bytes, as it does
here, and ``provenance/<time>-<hash>.jsonl`` the records of each run. Nothing is ever written over. A run first takes over records that it
does not know, then keeps what it retrieved, bytes before records; bytes are copied here when they are read.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.home import Home, SetupError
from pipelines.progress import tell
from pipelines.settings import settings_of
from pipelines.store import Retrieval, Store, hash_of_stream, sha256_of, write_atomically


class VaultError(SetupError):
    """One clear sentence on why the store of documents could not be read or written."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The folder ``root`` of a file system of fsspec, beside the store of ``home``."""

    home: Home
    url: str
    files: Any  # an fsspec file system: it has no types
    root: str

    @property
    def store(self) -> Store:
        return Store(self.home.documents)

    def path_of(self, sha256: str) -> str:
        return f"{self.root}/{sha256[:2]}/{sha256}.pdf"

    def held(self) -> set[str]:
        """The hashes under which bytes lie there."""
        with self._named_errors("listed"):
            return {name[:-4] for path in self.files.find(self.root) if (name := path.rsplit("/", 1)[-1]).endswith(".pdf")}

    def bring(self) -> int:
        """Takes over the records that this home does not know; gives their number."""
        known = {one.as_line for one in self.store.log()}
        taken = 0
        for name in sorted(self._record_names() - {path.name for path in self._mirror.glob("*.jsonl")}):
            with self._named_errors("read"):
                data = bytes(self.files.cat_file(f"{self.root}/provenance/{name}"))
            if sha256_of(data)[:16] != name.removesuffix(".jsonl")[-16:]:
                raise VaultError(f"The record {name} in {self.url} is damaged: its content is not what its name says.")
            new = [line for line in data.decode().splitlines() if line not in known]
            self.store.record(Retrieval(**json.loads(line)) for line in new)
            known.update(new)
            taken += len(new)
            write_atomically(self._mirror / name, data)
        return taken

    def keep(self) -> int:
        """Puts bytes and records there that are only here; gives the number of documents."""
        missing = sorted(self.store.held() - self.held()) if self._news() else []
        for done, sha256 in enumerate(missing):
            tell("keeping documents", done, len(missing))
            self._put(self.store.path_of(sha256), self.path_of(sha256))
        if lines := self._news():
            data = "".join(f"{line}\n" for line in lines).encode()
            at = min(json.loads(line)["retrieved_at"] for line in lines)
            name = f"{''.join(filter(str.isalnum, at[:19]))}-{sha256_of(data)[:16]}.jsonl"
            write_atomically(self._mirror / f"{name}.new", data)
            self._put(self._mirror / f"{name}.new", f"{self.root}/provenance/{name}")
            (self._mirror / f"{name}.new").replace(self._mirror / name)
        return len(missing)

    def fetch(self, hashes: Collection[str]) -> int:
        """Copies the bytes of these documents here where they are not; gives the number. Raises VaultError where bytes are damaged."""
        missing = sorted(sha256 for sha256 in hashes if not self.store.holds(sha256))
        for done, sha256 in enumerate(missing):
            tell("fetching stored documents", done, len(missing))
            with self._named_errors("read"):
                data = bytes(self.files.cat_file(self.path_of(sha256)))
            if sha256_of(data) != sha256:
                raise VaultError(f"The document {sha256} in {self.url} is damaged: its bytes are no longer those that were retrieved.")
            self.store.put(data)
        return len(missing)

    def hash_of(self, sha256: str) -> tuple[str, int]:
        """The sha256 of the bytes that lie there under a hash, and their number. Raises OSError."""
        with self.files.open(self.path_of(sha256), "rb") as handle:
            return hash_of_stream(handle)

    @property
    def _mirror(self) -> Path:
        """Copies of the records that are there, apart for each store that was ever named."""
        return self.home.documents / "vault" / sha256_of(self.url.encode())[:16]

    def _news(self) -> list[str]:
        """The records that are only here, in their order."""
        there = {line for path in self._mirror.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()}
        return [line for one in self.store.log() if (line := one.as_line) not in there]

    def _record_names(self) -> set[str]:
        with self._named_errors("listed"):
            return {path.rsplit("/", 1)[-1] for path in self.files.find(f"{self.root}/provenance") if path.endswith(".jsonl")}

    def _put(self, source: Path, target: str) -> None:
        """Puts a file there whole or not at all; one that is there stays as it is."""
        with self._named_errors("written"):
            if self.files.exists(target):
                return
            self.files.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
            with self.files.transaction, source.open("rb") as here, self.files.open(target, "wb") as there:
                shutil.copyfileobj(here, there)

    @contextmanager
    def _named_errors(self, what: str) -> Iterator[None]:
        try:
            yield
        except VaultError:
            raise
        except Exception as error:
            raise VaultError(f"The store of documents {self.url} cannot be {what}: {' '.join(str(error).split()).rstrip('.')}.") from error


def vault_of(home: Home) -> Vault | None:
    """The store elsewhere that the home's settings name; ``None`` where they name none. Raises SetupError."""
    url = settings_of(home).documents
    if not url:
        return None
    import fsspec

    try:
        files, root = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise VaultError(f"The store of documents {url} cannot be opened: {' '.join(str(error).split()).rstrip('.')}.") from error
    files.invalidate_cache()  # another machine may have written since
    return Vault(home, url, files, root.rstrip("/"))


def synchronise(home: Home) -> None:
    """Takes over records from the store elsewhere and puts there what is only here; nothing where the settings name none."""
    if vault := vault_of(home):
        vault.bring()
        vault.keep()
