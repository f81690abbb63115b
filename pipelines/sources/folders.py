"""Folders of PDFs, on this machine or in any store that fsspec knows."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.home import SetupError
from pipelines.ingestion import FolderSource, is_document_name, listable, read_file
from pipelines.sources.fetching import FetchError
from transforms.sources.specs import FolderSpec


@dataclass(frozen=True, slots=True)
class File:
    """A file of a folder. ``read`` raises OSError; ``token`` changes where the file does, ``None`` where the store has no such thing."""

    token: str | None
    read: Callable[[], bytes]


def files_of(spec: FolderSpec) -> dict[str, File]:
    """The documents of a folder by their name in it, in the names' order. Raises FetchError where it cannot be listed."""
    return _remote(spec) if "://" in spec.path else _local(spec)


def _local(spec: FolderSpec) -> dict[str, File]:
    source = FolderSource(spec.name, Path(spec.path))
    try:
        listable(source.path)
    except SetupError as error:
        raise FetchError(str(error)) from error
    found = {}
    for name, path in source.walk():
        if isinstance(path, OSError) or is_document_name(name):
            found[name] = File(_token(path), lambda path=path: read_file(path))
    return found


def _token(path: Path | OSError) -> str | None:
    try:
        state = path.stat() if isinstance(path, Path) else None
    except OSError:
        return None  # it vanished; reading it will say so
    return f"{state.st_size}-{state.st_mtime_ns}-{state.st_ctime_ns}" if state else None


def _remote(spec: FolderSpec) -> dict[str, File]:
    import fsspec

    options: dict[str, Any] = dict(spec.options)
    if spec.password_from:
        if spec.password_from not in os.environ:
            raise FetchError(f"The password is to come from ${spec.password_from}, which is not set.")
        options["password"] = os.environ[spec.password_from]
    try:
        files, root = fsspec.core.url_to_fs(spec.path, **options)
        if not files.isdir(root):
            raise FetchError(f"The folder {spec.path} does not exist.")
        listing = files.find(root, detail=True)
    except FetchError:
        raise
    except Exception as error:
        raise FetchError(f"The folder {spec.path} cannot be listed: {_without(options.get('password'), str(error))}.") from error
    names = {path: path[len(root) :].lstrip("/") for path in sorted(listing)}
    return {
        name: File(_remote_token(listing[path]), lambda path=path: _read(files, path))
        for path, name in names.items()
        if is_document_name(name)
    }


def _read(files: Any, path: str) -> bytes:
    try:
        return bytes(files.cat_file(path))
    except OSError:
        raise
    except Exception as error:  # as above
        raise OSError(None, str(error)) from error


def _remote_token(row: dict[str, Any]) -> str | None:
    """Size and whatever the store tells versions by; nothing where it tells only the size."""
    marks = [str(row[key]) for key in ("ETag", "etag", "LastModified", "mtime", "modified", "created") if row.get(key)]
    return "-".join([str(row.get("size")), *marks]) if marks else None


def _without(secret: Any, text: str) -> str:
    return " ".join((text.replace(str(secret), "…") if secret else text).split()).rstrip(".")
