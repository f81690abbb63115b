"""Whether every document that was ever retrieved is still in the store, byte for byte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from pipelines.home import Home
from pipelines.progress import tell
from pipelines.status import status_of
from pipelines.store import Store, hash_of_file
from pipelines.vault import vault_of
from pipelines.workers import processors


@dataclass(frozen=True, slots=True)
class Damage:
    """A document that is not what it was, under the names under which it came."""

    sha256: str
    names: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Verified:
    """``documents`` were looked at, ``byte_size`` bytes in all."""

    documents: int
    byte_size: int
    damaged: tuple[Damage, ...]
    snapshot: str | None = None  # what is wrong with the published snapshot


def verify(home: Home) -> Verified:
    """Hashes every document anew where it is kept for good: in the store of the home, or in the one that its settings name.

    Nothing is changed. Raises SetupError where that one cannot be listed.
    """
    store, vault = Store(home.documents), vault_of(home)
    hash_of = vault.hash_of if vault else lambda sha256: hash_of_file(store.path_of(sha256))
    names: defaultdict[str, set[str]] = defaultdict(set)
    for retrieval in store.retrievals():
        names[retrieval.sha256].add(f"{retrieval.name} ({retrieval.source})")
    hashes = sorted(names.keys() | (vault or store).held())
    size, damaged = 0, []
    tell("hashing documents", 0, len(hashes))
    with ThreadPoolExecutor(processors()) as pool:  # hashing lets other threads work
        for done, (sha256, found) in enumerate(zip(hashes, pool.map(lambda one: _hash(hash_of, one), hashes), strict=True), start=1):
            tell("hashing documents", done, len(hashes))
            size += found[1]
            if sentence := _wrong(sha256, found[0], names):
                damaged.append(Damage(sha256, tuple(sorted(names.get(sha256, ()))), sentence))
    return Verified(len(hashes), size, tuple(damaged), damage_of_snapshot(home))


def damage_of_snapshot(home: Home, *, is_quick: bool = False) -> str | None:
    """What is wrong with the published snapshot, as one sentence; None where nothing is. ``is_quick`` looks at what the status reads."""
    if not home.snapshot.exists():
        return None
    import duckdb

    try:
        with duckdb.connect(home.snapshot, read_only=True) as connection:
            tables = connection.execute(
                "select schema_name, table_name from duckdb_tables() where database_name = current_database() and not internal"
            ).fetchall()
            if is_quick:
                with suppress(duckdb.CatalogException, duckdb.BinderException):  # it is of an older shape
                    status_of(home)
            else:
                for schema, table in tables:
                    connection.execute(f'select bit_xor(hash(columns(*))) from "{schema}"."{table}"').fetchall()
    except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException) as error:
        return f"The published snapshot is damaged: {' '.join(str(error).split())}"
    return None


def _hash(hash_of: Callable[[str], tuple[str, int]], sha256: str) -> tuple[str | OSError, int]:
    try:
        return hash_of(sha256)
    except OSError as error:
        return error, 0


def _wrong(sha256: str, found: str | OSError, names: Mapping[str, object]) -> str | None:
    match found:
        case FileNotFoundError():
            return "It is no longer in the store."
        case OSError():
            return f"It cannot be read: {found.strerror}."
        case _ if found != sha256:
            return "Its bytes are no longer those that were retrieved."
        case _ if sha256 not in names:
            return "It is in the store, but there is no record of where it came from."
    return None
