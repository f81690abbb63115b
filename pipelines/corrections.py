"""The folder of corrections: every ``*.csv`` file in it, read whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipelines.home import Home, SetupError
from transforms.corrections import Correction, CorrectionError, read_corrections


def correction_files(home: Home) -> list[Path]:
    """The files that hold corrections, sorted by name."""
    return sorted(path for path in home.corrections.glob("*.csv") if path.is_file())


def corrections_key(home: Home) -> list[str]:
    """Names and hashes of the files: equal where the corrections are."""
    return [f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in correction_files(home)]


def corrections_of(home: Home) -> tuple[Correction, ...]:
    """Every correction of a home. Raises SetupError, with file and line, where one cannot be understood."""
    rows: list[Correction] = []
    faults = []
    for path in correction_files(home):
        try:
            rows += read_corrections(path.read_text(encoding="utf-8-sig"), path.name)
        except UnicodeDecodeError:
            faults.append(f"{path.name} is not UTF-8 text.")
        except CorrectionError as error:
            faults.append(str(error))
    if faults:
        raise SetupError(f"The corrections in {home.corrections} cannot be used. {' '.join(faults)}")
    return tuple(rows)
