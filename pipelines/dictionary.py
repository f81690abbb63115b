"""What each table is, from its SQL, ``columns.yml`` and a snapshot: for the data dictionary and the data package."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines import warehouse
from pipelines.store import write_atomically
from pipelines.warehouse import SqlTable
from transforms.exchange.package import TableFacts
from transforms.reporting.dictionary import DictionaryColumn, DictionaryTable, dictionary_html

SAMPLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Header:
    """The lines of comment above a table's SELECT."""

    grain: str
    key: tuple[str, ...]
    key_remark: str  # what the header says of the key besides its columns; mostly nothing
    reason: str


def header_of(table: SqlTable) -> Header:
    """What the SQL file says of the table before it begins."""
    lines = []
    for line in table.select.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    grain, _, rest = " ".join(lines).removeprefix("Grain:").partition(" Key: ")
    found = re.match(r"(?P<columns>\w+(?:, \w+)*)(?: \((?P<remark>[^)]*)\))?\.\s*(?P<reason>.*)", rest)
    if not found:
        raise ValueError(f"{table.path} does not name its key in the form `-- Key: column, column.`")
    return Header(grain.strip(), tuple(found["columns"].split(", ")), found["remark"] or "", found["reason"])


def table_facts(connection: duckdb.DuckDBPyConnection, table: SqlTable) -> TableFacts:
    """The table as it stands in a snapshot."""
    header, description = header_of(table), warehouse.descriptions()[table.full_name]
    types = connection.execute(f"describe {table.full_name}").fetchall()
    columns = tuple((str(name), str(kind), description.columns[str(name)]) for name, kind, *_ in types)
    is_whole = "null" not in header.key_remark
    return TableFacts(
        table.full_name, description.sentence, columns, header.key, is_whole, warehouse.row_count(connection, table.full_name)
    )


def write_dictionary(snapshot: Path, path: Path) -> Path:
    """Writes the data dictionary of a snapshot as one HTML page."""
    with warehouse.open_snapshot(snapshot) as connection:
        page = dictionary_html(dictionary_tables(connection))
    write_atomically(path, page.encode())
    return path


def dictionary_tables(connection: duckdb.DuckDBPyConnection) -> list[DictionaryTable]:
    """Every table with its meaning, what it is made from, and its first rows in the order of its columns."""
    readers: defaultdict[str, list[str]] = defaultdict(list)
    for table in warehouse.tables():
        for name in table.depends_on:
            readers[name].append(table.full_name)
    return [_dictionary_table(connection, table, tuple(sorted(readers[table.full_name]))) for table in warehouse.tables()]


def _dictionary_table(connection: duckdb.DuckDBPyConnection, table: SqlTable, read_by: tuple[str, ...]) -> DictionaryTable:
    header, facts = header_of(table), table_facts(connection, table)
    return DictionaryTable(
        name=facts.name,
        sentence=facts.sentence,
        grain=header.grain,
        key=header.key,
        key_remark=header.key_remark,
        reason=header.reason,
        columns=tuple(DictionaryColumn(name, kind.lower(), sentence, name in header.key) for name, kind, sentence in facts.columns),
        reads=table.depends_on,
        read_by=read_by,
        rows=facts.rows,
        sample=tuple(connection.execute(f"select * from {facts.name} order by all limit {SAMPLE_ROWS}").fetchall()),
        select=table.select,
    )
