"""Questions in SQL to a published snapshot: read-only, whatever is asked."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pipelines.lake import lake_at

if TYPE_CHECKING:
    import duckdb

# A snapshot opened like this can neither be written nor lead to another file, the network or a variable of this process.
SEALED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}


class QueryError(Exception):
    """One clear sentence on why a question has no answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a question yields. Names are unique: a second ``a`` is called ``a_1``."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def ask(snapshot: Path, sql: str, at: str | None = None) -> Answer:
    """The answer of ``snapshot`` to one SELECT (or SHOW, DESCRIBE, SUMMARIZE, EXPLAIN …); ``at`` asks a lake as it was then.

    Raises QueryError for everything that is wrong with the question.
    """
    import duckdb

    try:
        _refuse_unless_question(duckdb.extract_statements(sql))
        with _sealed(snapshot, at) as connection:
            cursor = connection.execute(sql)
            return Answer(unique([column[0] for column in cursor.description or ()]), cursor.fetchall())
    except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException):
        raise  # the file is not what was written: no fault of the question
    except duckdb.Error as error:
        raise QueryError(one_sentence(str(error))) from error


def _sealed(snapshot: Path, at: str | None) -> duckdb.DuckDBPyConnection:
    """A connection that only reads, and only the snapshot. Of a lake it reaches the files of its rows too, and nothing else."""
    import duckdb

    lake = lake_at(snapshot)
    if lake is None:
        if at is not None:
            raise QueryError("Only a lake can be asked as it was; this home's results are in a DuckDB file.")
        return duckdb.connect(str(snapshot), read_only=True, config=SEALED)
    connection = lake.connect(read_only=True, at=at)
    connection.execute("set allowed_directories = [$1]", [f"{lake.data.rstrip('/')}/"])
    for setting, value in SEALED.items():
        connection.execute(f"set {setting} = {value}")
    return connection


def _refuse_unless_question(statements: Sequence[Any]) -> None:
    # PIVOT is taken apart into a temporary type and a SELECT, so the last statement is what counts; SEALED guards all the others
    kinds = [statement.type.name for statement in statements]
    asked = [kind for kind in kinds if kind in {"SELECT", "EXPLAIN"}]
    if not kinds:
        raise QueryError("There is no question in an empty text.")
    if not asked or kinds[-1] not in asked:
        raise QueryError(f"`registre sql` only reads: {kinds[-1]} is refused.")
    if len(asked) > 1:
        raise QueryError("One question at a time, please: there are several statements.")


def one_sentence(message: str) -> str:
    """DuckDB's message without the drawing of where in the text it stands."""
    return " ".join(message.split("\n\nLINE")[0].split())


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """``names`` with a number after those that occurred before.

    >>> unique(["a", "b", "a"])
    ('a', 'b', 'a_1')
    """
    taken: list[str] = []
    for name in names:
        candidate, number = name, 0
        while candidate in taken:
            number += 1
            candidate = f"{name}_{number}"
        taken.append(candidate)
    return tuple(taken)


def write_csv(answer: Answer, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)


def write_json(answer: Answer, out: TextIO) -> None:
    """One array with an object a row, each on its own line."""
    lines = (json.dumps(dict(zip(answer.columns, map(_plain, row), strict=True)), ensure_ascii=False) for row in answer.rows)
    out.write("[" + ",\n ".join(lines) + "]\n")


def _plain(value: Any) -> Any:
    """What JSON has for a value of DuckDB; dates and times as ISO text, and null for the numbers that JSON does not know."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal() | float():
            number = float(value)
            return number if math.isfinite(number) else None
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else str(value)


def write_table(answer: Answer, out: TextIO) -> None:
    """A table for people: as wide as the terminal, or as wide as it must be where the output is not one."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, width=None if out.isatty() else 100_000)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, name in enumerate(answer.columns):
        is_number = all(isinstance(row[index], int | float | Decimal | None) for row in answer.rows) and bool(answer.rows)
        table.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text("NULL", style="dim") if cell is None else Text(str(cell)) for cell in row))
    console.print(table)


FORMATS: Mapping[str, Callable[[Answer, TextIO], None]] = {"table": write_table, "csv": write_csv, "json": write_json}
