"""Whether scans are read, and with which language data."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipelines.home import SetupError

LANGUAGE = "fra"
PREFIX = "TESSDATA_PREFIX"  # Tesseract's own variable
USUAL_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tesseract*/tessdata",
    "/usr/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


class OcrMode(StrEnum):
    """What becomes of pages without usable text."""

    NEVER = "never"  # they wait
    AUTO = "auto"  # they are read where there is language data
    ALWAYS = "always"  # they are read, or the run does not begin


@dataclass(frozen=True, slots=True)
class OcrEngine:
    """A Tesseract that can read: the folder of its language data, and what tells it and its data from others."""

    data: str
    version: str


def find_language_data(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder that holds the French language data: ``TESSDATA_PREFIX`` where it is set, else where the system's package puts it."""
    return next((folder for folder in _folders(environment) if (folder / f"{LANGUAGE}.traineddata").is_file()), None)


def _folders(environment: Mapping[str, str]) -> Iterator[Path]:
    if prefix := environment.get(PREFIX):
        yield Path(prefix)
        yield Path(prefix) / "tessdata"  # older versions meant the folder above
        return
    for pattern in USUAL_FOLDERS:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)


def ocr_engine(mode: OcrMode) -> OcrEngine | None:
    """The engine that reads scans, ``None`` where none shall or can. Raises SetupError where one must and cannot."""
    if mode is OcrMode.NEVER:
        return None
    folder = find_language_data()
    if folder is None:
        if mode is OcrMode.ALWAYS:
            raise SetupError(_missing())
        return None
    from importlib.metadata import version  # with its mail parser, more than the rest of this module

    digest = hashlib.sha256((folder / f"{LANGUAGE}.traineddata").read_bytes()).hexdigest()[:8]
    return OcrEngine(str(folder), f"tesserocr {version('tesserocr')} {LANGUAGE} {digest}")


def missing_for(mode: OcrMode) -> str | None:
    """One sentence on why scans wait though they were to be read, ``None`` where they were not or can be."""
    return _missing() if mode is OcrMode.AUTO and find_language_data() is None else None


def _missing() -> str:
    prefix = os.environ.get(PREFIX)
    where = f"not in {prefix}, which ${PREFIX} names" if prefix else f"neither where the system keeps it nor named by ${PREFIX}"
    return (
        f"Scans cannot be read on this machine: Tesseract's French language data ({LANGUAGE}.traineddata) is {where}. "
        "On Debian and Ubuntu: apt install tesseract-ocr-fra."
    )
