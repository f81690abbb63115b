"""What documents say, as the objects that ``registre parse`` prints; nothing is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.limits import Limits
from pipelines.ocr import OcrEngine
from pipelines.workers import DocumentReading, read_documents
from transforms.model import Landing


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that was named and is not there: a mistake of the caller, unlike a bad document."""

    sentence: str


def printed_objects(
    files: Sequence[Path],
    jobs: int,
    ocr: OcrEngine | None = None,
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Iterator[dict[str, Any] | MissingFile]:
    """One object a sitting, in the order of ``files``; a document that was not read gives one object that says why.

    Scans are read by ``ocr`` after all others; what stands behind them in ``files`` is held back.
    """
    readings = read_documents([file for file in files if file.is_file()], jobs, ocr=ocr, summarise=_objects, limits=limits)
    held: dict[Path, DocumentReading] = {}
    for file in files:
        if not file.is_file() and file not in held:
            yield MissingFile(f"{file} is a folder, not a PDF file." if file.is_dir() else f"There is no file {file}.")
            continue
        while file not in held:
            reading = next(readings)
            held[reading.path] = reading
        made = held[file].summary
        yield from _objects(held[file]) if made is None else made


def _objects(reading: DocumentReading) -> list[dict[str, Any]]:
    from transforms.reading.truth import to_truth, unread  # the reader is loaded where documents are read

    name = os.fsencode(reading.path.name).decode("utf-8", "replace")
    if reading.extraction.landing is Landing.READ:
        return to_truth(name, reading.documents)
    return [unread(name, reading.extraction.landing.value, reading.extraction.reason)]
