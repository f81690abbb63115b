"""What the measured reports share: the size of a large council, its documents as landed, and a snapshot made as a run makes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd

from pipelines import checks, warehouse
from pipelines.landing import Known, printed_frames
from pipelines.scdl import land_comparisons
from transforms.model import Extraction, LandedDocument, Landing, Page, PrintedDocument, Roster

SEATS, SESSIONS, DELIBERATIONS = 69, 72, 3_000
MOST_SECONDS, MOST_MEMORY = 15.0, 1.0  # of one report in one format; the memory in GB


def landed(number: int, sitting: PrintedDocument, pages: int = 1) -> LandedDocument:
    """A document that holds one sitting, without a PDF."""
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    extraction = Extraction(Landing.READ, (Page.from_text(1, "un\ndeux"),), pages, None)
    return LandedDocument(f"doc-{sha256[:16]}", sha256, (("bench", f"{number:04}.pdf"),), 10, extraction, (sitting,), "bench")


def make_snapshot(path: Path, documents: Iterable[LandedDocument], roster: Roster = Roster(), has_rules: bool = True) -> None:  # noqa: B008  frozen
    """The snapshot of the documents at ``path``; without rules there is no finding."""
    made = [table for table in warehouse.tables() if not table.is_landed]
    behind = [table for table in made if "quality.finding" in warehouse.all_below(table)]
    work = path.with_name("work.duckdb")
    work.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(work) as connection:
        warehouse.land(connection, printed_frames(list(documents), Known(roster=roster)))
        for table in (table for table in made if table not in behind):
            warehouse.build_table(connection, table)
        land_comparisons(connection)
        findings = pd.DataFrame(columns=list(warehouse.descriptions()["quality.finding"].columns))
        if has_rules:
            findings = checks.run_rules({name: warehouse.frame(connection, f"quality.{name}") for name in checks.INPUTS})
        warehouse.land(connection, {"quality.finding": findings})
        for table in behind:
            warehouse.build_table(connection, table)
    warehouse.publish(work, path)
