"""The reports beside a snapshot: each is written anew when its council was refreshed, and taken away when its council is gone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.home import Home
from pipelines.lake import lake_at
from pipelines.settings import settings_of
from pipelines.store import write_atomically

INDEX_FILE = ".attendance.json"  # by council: the version of its rows that its report was made from, its files, its row of the index


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A council's report as it was written."""

    version: str
    files: tuple[str, ...]
    row: Mapping[str, object]  # of the index


def written_reports(home: Home) -> dict[str, WrittenReport]:
    """What was written at last, by council; nothing where that is not known."""
    try:
        found = json.loads((home.published / INDEX_FILE).read_text(encoding="utf-8"))
        return {council: WrittenReport(one["version"], tuple(one["files"]), one["row"]) for council, one in found.items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def note_reports(home: Home, written: Mapping[str, WrittenReport]) -> None:
    """Writes down what was written."""
    rows = {council: {"version": one.version, "files": one.files, "row": one.row} for council, one in sorted(written.items())}
    write_atomically(home.published / INDEX_FILE, json.dumps(rows, ensure_ascii=False, indent=1, default=str).encode())


def versions_of(home: Home) -> dict[str, str]:
    """The version of each council's rows in what a home has published."""
    from pipelines.warehouse import open_snapshot

    lake = lake_at(home.snapshot)
    writer = lake.writer if lake else settings_of(home).writer
    with open_snapshot(home.snapshot) as connection:
        return dict(connection.execute("select council_id, version from refresh.version where writer = $1", [writer]).fetchall())


def is_up_to_date(home: Home, one: WrittenReport | None, version: str) -> bool:
    """Whether a council's report is that of this version, and there."""
    return one is not None and one.version == version and all((home.published / name).exists() for name in one.files)


def are_stale(home: Home) -> bool:
    """Whether a report is missing, too many, or older than the rows that it speaks of."""
    written, versions = written_reports(home), versions_of(home)
    return written.keys() != versions.keys() or any(not is_up_to_date(home, written[one], version) for one, version in versions.items())
