"""What documents say, as the objects that ``registre parse`` prints; nothing is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.workers import read_documents
from transforms.model import Landing
from transforms.reading.truth import to_truth, unread


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that was named and is not there: a mistake of the caller, unlike a bad document."""

    sentence: str


def printed_objects(files: Sequence[Path], jobs: int) -> Iterator[dict[str, Any] | MissingFile]:
    """One object a sitting, in the order of ``files``; a document that was not read gives one object that says why."""
    there = [file for file in files if file.is_file()]
    readings = read_documents(there, jobs)
    for file in files:
        if file not in there:
            yield MissingFile(f"{file} is a folder, not a PDF file." if file.is_dir() else f"There is no file {file}.")
            continue
        reading = next(readings)
        name = os.fsencode(file.name).decode("utf-8", "replace")
        if reading.extraction.landing is Landing.READ:
            yield from to_truth(name, reading.documents)
        else:
            yield unread(name, reading.extraction.landing.value, reading.extraction.reason)
