"""Reports from a published snapshot: reads frames, calls ``transforms.reporting``, writes files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.warehouse import open_snapshot
from transforms.cells import table_csv
from transforms.quality import RULES
from transforms.reporting.attendance import AttendanceFrames, AttendanceOptions, AttendanceReport, attendance_report, documents_set_aside
from transforms.reporting.render import attendance_html, index_html

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

INDEX = "attendance.html"

# What each frame of the report reads; $council_id is the one council.
ATTENDANCE_QUERIES = {
    "council": "from core.council where council_id = $council_id",
    "session": "from core.session where council_id = $council_id",
    "councillor": "from core.councillor where council_id = $council_id",
    "session_state": "from core.session_state where council_id = $council_id",
    "proxy": "from core.proxy where council_id = $council_id order by session_id, giver_id, page, line_from, holder",
    "session_attendance": "from core.session_attendance where council_id = $council_id order by session_id, position",
    "document": """
        from core.document
        where council_id = $council_id
            or document_id in (select document_id from core.sitting where council_id = $council_id)
    """,
    "quarantine": """
        from quality.quarantine
        where scope = 'session' and session_id in (select session_id from core.session where council_id = $council_id)
    """,
    "finding": """
        from quality.finding
        where verdict = 'broken' and deliberation_id is null
            and session_id in (select session_id from core.session where council_id = $council_id)
    """,
    "attendance_by_councillor": """
        from marts.attendance_by_councillor where council_id = $council_id and period_kind = 'all' order by councillor, councillor_id
    """,
    "attendance_by_session": "from marts.attendance_by_session where council_id = $council_id",
}


class UnknownCouncilError(Exception):
    """The snapshot holds no council of that id; the message names those that it holds."""


def write_attendance_report(
    snapshot: Path, out_dir: Path, council_id: str | None = None, options: AttendanceOptions | None = None
) -> list[Path]:
    """Writes ``attendance_<council>.html`` and ``.csv`` for one council, or for every council and with an index.

    Gives the files written, the index first. The same snapshot gives the same bytes. Raises `UnknownCouncilError` where ``council_id``
    is not in the snapshot.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    with open_snapshot(snapshot) as connection:
        known = [str(row[0]) for row in connection.execute("select council_id from core.council order by council_id").fetchall()]
        if council_id is not None and council_id not in known:
            raise UnknownCouncilError(f"No council is called {council_id}. The snapshot holds: {', '.join(known) or 'none'}.")
        written: list[Path] = []
        reports: list[tuple[AttendanceReport, str]] = []
        for council in known if council_id is None else [council_id]:
            frames = attendance_frames(connection, council)
            report = attendance_report(frames, {rule.id: rule.title for rule in RULES}, options)
            page = out_dir / f"attendance_{_file_stem(council)}.html"
            reports.append((report, page.name))
            written += [
                _write(page, attendance_html(report)),
                _write(page.with_suffix(".csv"), table_csv(frames.attendance_by_councillor)),
            ]
        if council_id is None:
            lost = _read(connection, "from core.document where set_aside_reason is not null and council_id is null", {})
            written.insert(0, _write(out_dir / INDEX, index_html(reports, documents_set_aside(lost))))
    return written


def attendance_frames(connection: duckdb.DuckDBPyConnection, council_id: str) -> AttendanceFrames:
    """What the snapshot holds for the attendance report of one council."""
    return AttendanceFrames(**{name: _read(connection, query, {"council_id": council_id}) for name, query in ATTENDANCE_QUERIES.items()})


def _read(connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, str]) -> pd.DataFrame:
    """A frame with DuckDB's own types: whole numbers stay whole beside missing ones."""
    import pandas as pd

    return connection.execute(query, parameters).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)


def _file_stem(council_id: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", council_id)


def _write(path: Path, text: str) -> Path:
    """Whole or not at all: a reader never meets half a report."""
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, encoding="utf-8", newline="")
    return draft.replace(path)
