"""The folder of the user's roster: every ``*.csv`` file in it, read whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipelines.home import Home, SetupError
from transforms.model import Roster
from transforms.roster import RosterError, read_roster


def roster_files(home: Home) -> list[Path]:
    """The files of the roster, sorted by name."""
    return sorted(path for path in home.roster.glob("*.csv") if path.is_file())


def roster_key(home: Home) -> list[str]:
    """Names and hashes of the files: equal where the roster is."""
    return [f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in roster_files(home)]


def roster_of(home: Home) -> Roster:
    """Everything that the roster of a home says. Raises SetupError, with file and line, where a row cannot be understood."""
    found: list[Roster] = []
    faults = []
    for path in roster_files(home):
        try:
            found.append(read_roster(path.read_text(encoding="utf-8-sig"), path.name))
        except UnicodeDecodeError:
            faults.append(f"{path.name} is not UTF-8 text.")
        except RosterError as error:
            faults.append(str(error))
    if faults:
        raise SetupError(f"The roster in {home.roster} cannot be used. {' '.join(faults)}")
    return Roster(
        tuple(row for one in found for row in one.members),
        tuple(row for one in found for row in one.groups),
        tuple(row for one in found for row in one.populations),
    )
