"""What the measured reports share: the size of a large council, its documents as landed, and a snapshot made as a run makes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipelines import warehouse
from pipelines.building import build_all
from pipelines.landing import Known, printed_frames
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
    work = path.with_name("work.duckdb")
    work.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(work) as connection:
        warehouse.land(connection, printed_frames(list(documents), Known(roster=roster)))
        build_all(connection, has_rules=has_rules)
    warehouse.publish(work, path)
