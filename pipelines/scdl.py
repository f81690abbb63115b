"""Councils' own SCDL files in a home: read whole or not at all, and laid beside the warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.home import Home, SetupError
from pipelines.store import write_atomically
from transforms.model import SourceCouncil

if TYPE_CHECKING:
    import duckdb

    from transforms.exchange.scdl_files import ScdlFile

# What the files are compared with. What a rule sets aside is compared too: no rule has spoken yet.
DELIBERATIONS = """
    select
        deliberation.council_id, deliberation.session_id, deliberation.deliberation_id, deliberation.document_id, deliberation.part,
        session.date, deliberation.number, deliberation.title, deliberation.outcome, deliberation.received_on, session.members_in_office,
        tally.votes_for, tally.votes_against, tally.votes_abstain, deliberation.page, deliberation.line_from, deliberation.line_to,
        deliberation.quote
    from core.deliberation as deliberation
    inner join core.session as session using (session_id)
    inner join core.vote_tally as tally using (deliberation_id)
    where deliberation.council_id in (select council_id from printed.scdl)
    order by deliberation.deliberation_id
"""
SESSIONS = "select council_id, date, session_id from core.session order by session_id"
COMPARED = ("printed.scdl", "core.deliberation", "core.session", "core.vote_tally")  # the tables that are read


def fetched_file(home: Home, source: str) -> Path:
    """Where the SCDL file of a configured source is kept."""
    return home.documents / "scdl" / f"{source}.csv"


def keep_fetched(home: Home, source: str, content: bytes) -> None:
    """Keeps what a source of the kind ``scdl`` sent; a list of addresses alone is nothing to compare with."""
    from transforms.exchange.compare import read_scdl

    try:
        read_scdl(content)
    except ValueError:
        return
    path = fetched_file(home, source)
    if not path.exists() or path.read_bytes() != content:
        write_atomically(path, content)


def scdl_paths(home: Home) -> list[Path]:
    """The files, sorted: those of the folder ``scdl`` and those that sources sent."""
    return sorted(path for folder in (home.scdl, home.documents / "scdl") for path in folder.glob("*.csv") if path.is_file())


def scdl_key(home: Home) -> list[str]:
    """Names and hashes of the files: equal where they are."""
    return [f"{path.relative_to(home.root)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in scdl_paths(home)]


def scdl_of(home: Home, councils: Mapping[str, SourceCouncil]) -> list[ScdlFile]:
    """Every file and its lines; ``councils`` says by source whose documents it publishes. Raises SetupError where one is no SCDL file."""
    from transforms.exchange.compare import read_scdl
    from transforms.exchange.scdl_files import ScdlFile

    found, faults = [], []
    for path in scdl_paths(home):
        source = councils.get(path.stem) if path == fetched_file(home, path.stem) else None
        try:
            lines = tuple(read_scdl(path.read_bytes()))
        except ValueError as error:
            faults.append(f"{path.name} is no SCDL file of deliberations: {error}.")
        else:
            found.append(ScdlFile(path.relative_to(home.root).as_posix(), lines, source.siren if source else None))
    if faults:
        raise SetupError(f"The files in {home.scdl} cannot be used. {' '.join(faults)}")
    return found


def land_comparisons(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Lays the landed files beside ``core`` and lands what comes of it; gives the number of rows of each table."""
    from pipelines.warehouse import frame, land
    from transforms.exchange.scdl_files import comparisons

    lines = frame(connection, "printed.scdl")
    return land(connection, comparisons(lines, connection.execute(DELIBERATIONS).df(), connection.execute(SESSIONS).df()))
