"""A warehouse in memory, built from records written in the test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipelines import warehouse
from pipelines.scdl import land_comparisons
from tests.making import landed
from transforms.frames import frame_of, to_frames
from transforms.identity import resolve
from transforms.model import LandedDocument, PrintedDocument, Roster, SourceCouncil
from transforms.subjects import subject_rows


class Built:
    """A built warehouse and short ways to ask it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def row(self, query: str) -> dict[str, Any]:
        """The one row that a query gives."""
        frame = self.connection.execute(query)
        columns = [column[0] for column in frame.description or []]
        rows = frame.fetchall()
        assert len(rows) == 1, rows
        return dict(zip(columns, rows[0], strict=True))

    def pairs(self, query: str) -> dict[Any, Any]:
        """A query of two columns as a mapping; councillors without their council's name."""
        return {str(key).split("/")[-1]: value for key, value in self.rows(query)}


def build(
    documents: list[LandedDocument],
    *,
    marts: bool = False,
    broken: list[dict[str, str]] | None = None,
    roster: Roster = Roster(),  # noqa: B008  frozen
    retrievals: Iterable[tuple[object, ...]] = (),
    source_councils: Mapping[str, SourceCouncil] = MappingProxyType({}),
) -> Built:
    """The warehouse of some documents; ``broken`` gives rule, session and, it may be, deliberation of broken errors."""
    connection = duckdb.connect(config={"threads": 1})  # small tables: threads cost more than they give
    frames = to_frames(documents, resolve(documents, roster, source_councils))
    frames["printed.resolved_subject"] = frame_of("printed.resolved_subject", subject_rows(documents))
    frames["printed.retrieval"] = frame_of("printed.retrieval", retrievals)
    warehouse.land(connection, frames)
    warehouse.build_schema(connection, "core")
    land_comparisons(connection)
    if marts:
        warehouse.land(connection, {"quality.finding": findings(connection, broken or [])})
        warehouse.build_schema(connection, "quality")
        warehouse.build_schema(connection, "marts")
    return Built(connection)


def findings(connection: duckdb.DuckDBPyConnection, broken: list[dict[str, str]]) -> pd.DataFrame:
    """A frame of findings, each an error that is broken where nothing else is said."""
    warehouse.build_table(connection, next(table for table in warehouse.tables() if table.full_name == "quality.finding"))
    columns = warehouse.columns_of(connection, "quality.finding")
    rows = [{"severity": "error", "verdict": "broken", **finding} for finding in broken]
    return pd.DataFrame([{column: row.get(column) for column in columns} for row in rows], columns=columns)


@pytest.fixture
def built() -> Iterator[Callable[..., Built]]:
    """Builds the warehouse of some sittings, each a document of its own called "0", "1" …"""
    open_warehouses: list[Built] = []

    def build_sittings(*sittings: PrintedDocument, **choices: Any) -> Built:
        open_warehouses.append(build([landed(str(index), document) for index, document in enumerate(sittings)], **choices))
        return open_warehouses[-1]

    yield build_sittings
    for warehouse_ in open_warehouses:
        warehouse_.connection.close()
