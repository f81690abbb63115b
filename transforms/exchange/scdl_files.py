"""Councils' own SCDL files beside the documents, as the inputs of the rules S1 to S3.

The lines are landed as they stand (``printed.scdl``); what they disagree on with ``core`` comes of ``compare_scdl``, file by file. Whose a
line is says its SIRET, else the name of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd

from transforms.cells import records
from transforms.exchange.compare import COUNTS, NOT_ADOPTED, Comparison, Fact, ScdlLine, compare_scdl, values_of
from transforms.frames import INTEGER, TEXT
from transforms.model import ResolvedCouncil

# The columns of printed.scdl that hold cells, by column.
CELLS: Final = {"number": "DELIB_ID", "date": "DELIB_DATE", "title": "DELIB_OBJET", **COUNTS, "received_on": "PREF_DATE"}
FIELDS: Final = ("date", "number", "title", "outcome", *COUNTS, "received_on")

_SUBJECT: Final = {"subject": TEXT, "council_id": TEXT, "document_id": TEXT, "part": INTEGER, "session_id": TEXT, "deliberation_id": TEXT}
_PLACE: Final = {"page": INTEGER, "line_from": INTEGER, "line_to": INTEGER, "quote": TEXT}
_LINE: Final = {"scdl_file": TEXT, "scdl_line": INTEGER}
TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "quality.scdl_lines": {
        **_SUBJECT, **_LINE, "scdl_number": TEXT, "scdl_date": TEXT, "deliberations_found": INTEGER, **_PLACE,
    },
    "quality.scdl_deliberations": {
        **_SUBJECT, "title": TEXT, "session_date": TEXT, "scdl_file": TEXT, "scdl_from": TEXT, "scdl_to": TEXT, "lines_found": INTEGER,
        **_PLACE,
    },
    "quality.scdl_values": {**_SUBJECT, **_LINE, "scdl_field": TEXT, "in_file": TEXT, "accepted": TEXT, **_PLACE},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScdlFile:
    """A file and its lines. ``siren`` is that of the body whose file it is said to be, where its lines do not say."""

    name: str  # path inside the home
    lines: tuple[ScdlLine, ...]
    siren: str | None = None


def scdl_rows(files: Iterable[ScdlFile], councils: Iterable[ResolvedCouncil]) -> Iterator[tuple[Any, ...]]:
    """The rows of ``printed.scdl``: cells as they stand, and the council whose line it is."""
    known = [(one.council_id, one.siren) for one in councils if one.council_id]
    ids = {council_id for council_id, _ in known}
    by_siren = {siren: council_id for council_id, siren in sorted(known, key=lambda one: one[0], reverse=True) if siren}
    for file in files:
        called = PurePosixPath(file.name).stem.removeprefix("scdl_")
        for line in file.lines:
            siren = line.siren or file.siren
            council_id = by_siren.get(siren or "") or (called if called in ids else None)
            yield (file.name, line.line, council_id, siren, *(line.cells.get(column) or None for column in CELLS.values()))


def comparisons(lines: pd.DataFrame, deliberations: pd.DataFrame, sessions: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The frames of ``TABLES``.

    ``lines`` is ``printed.scdl``; ``deliberations`` has a row each with what ``compare_scdl`` reads, its sitting and place; ``sessions``
    has ``council_id``, ``date`` and ``session_id``.
    """
    facts = records(deliberations)
    days = {(row["council_id"], str(row["date"])[:10]): row["session_id"] for row in records(sessions)}
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for (file, council_id), told in lines.groupby(["file", "council_id"], dropna=False, sort=True):
        read = [_line_of(row) for row in records(told)]
        whose = council_id if isinstance(council_id, str) else None  # null where the line is nobody's
        held = [fact for fact in facts if fact["council_id"] == whose]
        compared = compare_scdl(whose or "", read, pd.DataFrame(held, columns=list(deliberations.columns)))
        rows["quality.scdl_lines"] += _lines(str(file), whose, read, compared, days)
        rows["quality.scdl_deliberations"] += _deliberations(str(file), read, held, compared)
        rows["quality.scdl_values"] += _values(str(file), compared)
    return {table: _frame(found, TABLES[table]) for table, found in rows.items()}


def _frame(rows: Sequence[Mapping[str, Any]], dtypes: Mapping[str, str]) -> pd.DataFrame:
    columns = {name: pd.array([row[name] for row in rows], dtype=dtype) for name, dtype in dtypes.items()}  # type: ignore[call-overload]
    return pd.DataFrame(columns)


def _line_of(row: Mapping[str, Any]) -> ScdlLine:
    return ScdlLine(row["line"], {column: row[name] or "" for name, column in CELLS.items()})


def _printed(fact: Fact | None) -> dict[str, Any]:
    """Where a deliberation stands; nowhere where there is none."""
    return {name: fact[name] if fact else None for name in ("document_id", "part", "session_id", "deliberation_id", *_PLACE)}


def _lines(
    file: str, council_id: str | None, lines: Sequence[ScdlLine], compared: Comparison, days: Mapping[tuple[str | None, str], str]
) -> Iterator[dict[str, Any]]:
    """Each line, and whether its deliberation is known. Where no session of that day is, that is not known."""
    matched = {line.line: fact for line, fact in compared.matched}
    for line in lines:
        fact = matched.get(line.line)
        where = _printed(fact)
        if fact is None:
            where["session_id"] = days.get((council_id, str(line.date)))
        yield {
            **where,
            "subject": f"{file}|{line.line}",
            "council_id": council_id,
            "scdl_file": file,
            "scdl_line": line.line,
            "scdl_number": line.cells["DELIB_ID"] or None,
            "scdl_date": line.cells["DELIB_DATE"] or None,
            "deliberations_found": int(fact is not None) if where["session_id"] else None,
        }


def _deliberations(file: str, lines: Sequence[ScdlLine], facts: Sequence[Fact], compared: Comparison) -> Iterator[dict[str, Any]]:
    """Each deliberation between the file's first and last day that a file of adopted ones holds, and whether it has a line."""
    days = sorted(str(day) for line in lines if (day := line.date))
    found = {fact["deliberation_id"] for _, fact in compared.matched}
    for fact in facts:
        held_on = str(fact["date"])[:10]
        if days and days[0] <= held_on <= days[-1] and fact["outcome"] not in NOT_ADOPTED:
            yield {
                **_printed(fact),
                "subject": f"{file}|{fact['deliberation_id']}",
                "council_id": fact["council_id"],
                "title": fact["title"],
                "session_date": held_on,
                "scdl_file": file,
                "scdl_from": days[0],
                "scdl_to": days[-1],
                "lines_found": int(fact["deliberation_id"] in found),
            }


def _values(file: str, compared: Comparison) -> Iterator[dict[str, Any]]:
    for line, fact in compared.matched:
        for value in values_of(line, fact):
            yield {
                **_printed(fact),
                "subject": f"{file}|{line.line}|{value.field}",
                "council_id": fact["council_id"],
                "scdl_file": file,
                "scdl_line": line.line,
                "scdl_field": value.field,
                "in_file": value.in_file,
                "accepted": value.in_file if value.is_alike else value.in_documents,
            }
