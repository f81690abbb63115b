"""What a person wants to see beside an asset in Dagster's web interface: counts, a preview, the columns' meaning, figures of quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pandas as pd

from pipelines.home import Home
from pipelines.ingestion import Ingestion
from pipelines.lake import lake_at
from pipelines.refresh import Refresh
from pipelines.sources.looks import Look
from pipelines.status import FATES, FIGURES, status_of
from pipelines.warehouse import descriptions, row_count

PREVIEW_ROWS = 10
PREVIEW_WIDTH = 60  # characters of a cell; quotes are long

Metadata = dict[str, Any]


def of_ingestion(found: Ingestion) -> Metadata:
    """What came in and what did not."""
    missed = [(m.source, m.name, m.reason) for m in found.missed]
    return {
        "new documents": len(found.new_documents),
        "known documents": len(found.known_documents),
        "names": len(found.retrieved),
        "not retrieved": len(missed),
        "files ignored": found.ignored,
        **({"why not retrieved": dg.MetadataValue.md(markdown(("source", "name", "reason"), missed))} if missed else {}),
    }


def of_looks(looks: Sequence[Look]) -> Metadata:
    """How the look at each configured source ended; nothing where none is configured."""
    columns = ("source", "listed", "new", "replaced", "missed", "gone", "failure")
    rows = [[getattr(look, column) for column in columns] for look in looks]
    failed = sum(look.failure is not None for look in looks)
    return {"sources": len(looks), "sources failed": failed, "looks": dg.MetadataValue.md(markdown(columns, rows))} if looks else {}


def of_refresh(refresh: Refresh) -> Metadata:
    """What is made anew, how the documents read for it were landed, and why those were not read that were not."""
    changes, documents = refresh.changes, list(refresh.kept.values())
    landings = Counter(document.extraction.landing.value for document in documents)
    reasons = [
        (min(name for _, name in d.names), d.extraction.landing.value, d.extraction.reason) for d in documents if d.extraction.reason
    ]
    return {
        "documents": len(changes.hashes),
        "documents new": len(changes.new),
        "documents changed": len(changes.changed),
        "documents gone": len(changes.gone),
        "everything anew": changes.is_full,
        "councils made anew": sum(len(scope.councils) for scope in refresh.scopes),
        **landings,
        **({"not or not wholly read": dg.MetadataValue.md(markdown(("document", "landing", "reason"), reasons))} if reasons else {}),
    }


@dataclass
class _Made:
    """What is known of a table after some of the scratch files were looked at."""

    columns: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0
    rows: list[Sequence[Any]] = field(default_factory=list)


def of_tables(connections: Iterable[duckdb.DuckDBPyConnection], tables: Sequence[str]) -> dict[str, Metadata]:
    """The rows of each table that a run made, in all its scratch files; the columns with what they mean, and the first rows."""
    made = {table: _Made() for table in tables}
    for connection in connections:
        for table, one in made.items():
            one.columns = one.columns or [(str(row[0]), str(row[1])) for row in connection.execute(f"describe {table}").fetchall()]
            one.count += row_count(connection, table)
            one.rows = one.rows or connection.execute(f"select * from {table} limit {PREVIEW_ROWS}").fetchall()
    return {table: _of_table(table, one) for table, one in made.items()}


def _of_table(table: str, made: _Made) -> Metadata:
    meanings = descriptions()[table].columns
    return {
        "dagster/row_count": made.count,
        "dagster/column_schema": dg.TableSchema([dg.TableColumn(name, kind.lower(), meanings.get(name)) for name, kind in made.columns]),
        "preview": dg.MetadataValue.md(markdown([name for name, _ in made.columns], made.rows)),
    }


def of_findings(findings: pd.DataFrame) -> Metadata:
    """How many findings of each severity are broken, and how many hold or cannot be decided."""
    verdicts = Counter(findings["verdict"])
    broken = Counter(findings.loc[findings["verdict"] == "broken", "severity"])
    return {**{f"broken {severity}": count for severity, count in broken.items()}, **verdicts}


def of_snapshot(home: Home) -> Metadata:
    """Where the snapshot is, and the figures that `registre status` gives."""
    status, lake = status_of(home), lake_at(home.snapshot)
    where = {"lake": str(lake)} if lake else {"path": dg.MetadataValue.path(home.snapshot), "bytes": home.snapshot.stat().st_size}
    figures = {figure: getattr(status, figure) for figure in FIGURES}
    fates = {f"documents {FATES[fate]}": number for fate, number in status.fates.items() if number}
    return {
        **where,
        "documents": status.documents,
        **fates,
        **{figure.replace("_", " "): number for figure, number in figures.items()},
    }


def of_files(paths: Sequence[Path]) -> Metadata:
    return {"files": len(paths), "first": dg.MetadataValue.path(paths[0]), "bytes": sum(path.stat().st_size for path in paths)}


def markdown(columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table whose cells are one short line each.

    >>> print(markdown(["name", "votes"], [("ROUX | PETIT", None)]))
    | name | votes |
    | --- | --- |
    | ROUX \\| PETIT |  |
    """
    columns = list(columns)
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    text = "" if value is None else " ".join(str(value).split())
    short = text if len(text) <= PREVIEW_WIDTH else text[: PREVIEW_WIDTH - 1] + "…"
    return short.replace("|", "\\|")
