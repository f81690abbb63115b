"""Since when each rule has been broken: a file of the home, beside the warehouse that every run builds anew from the documents alone.

A finding that no longer stands is closed, never deleted; one that comes back is open again since it was first seen.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from pipelines.home import Home
from pipelines.store import write_atomically
from pipelines.warehouse import open_snapshot

TOLD: Final = ("finding_id", "rule", "severity", "session_id", "deliberation_id", "document_id", "sentence")  # as in quality.finding
COLUMNS: Final = (*TOLD, "first_seen", "last_seen", "closed")

Row = Mapping[str, str]


def note_findings(home: Home, seen_at: datetime) -> None:
    """Brings the home's history of broken rules up to date with the published snapshot, which was made at ``seen_at``."""
    with open_snapshot(home.snapshot) as connection:
        query = f"select {', '.join(TOLD)} from quality.finding where verdict = 'broken'"
        found = connection.execute(query).fetchall()
    broken = [dict(zip(TOLD, ("" if value is None else str(value) for value in row), strict=True)) for row in found]
    rows = follow(history_of(home), broken, seen_at.isoformat(timespec="seconds"))
    page = io.StringIO()
    writer = csv.DictWriter(page, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_atomically(home.findings_history, page.getvalue().encode())


def history_of(home: Home) -> list[Row]:
    """The rows of the history, none where nothing was ever broken."""
    if not home.findings_history.exists():
        return []
    with home.findings_history.open(encoding="utf-8", newline="") as page:
        return [{column: row.get(column) or "" for column in COLUMNS} for row in csv.DictReader(page)]


def follow(before: Iterable[Row], broken: Iterable[Row], seen_at: str) -> list[Row]:
    """The history after a run that found these rules broken, sorted by finding: columns :data:`COLUMNS`, empty where nothing is known."""
    rows = {row["finding_id"]: {**row, "closed": row["closed"] or seen_at} for row in before}
    for finding in broken:
        known = rows.get(finding["finding_id"])
        first_seen = known["first_seen"] if known else seen_at
        rows[finding["finding_id"]] = {**finding, "first_seen": first_seen, "last_seen": seen_at, "closed": ""}
    return [rows[finding_id] for finding_id in sorted(rows)]
