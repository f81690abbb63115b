"""Tables as files with a Frictionless data package beside them: what each holds, how it is keyed, and whether a file is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from transforms.cells import rows_csv

TYPES: Final = {"VARCHAR": "string", "BIGINT": "integer", "BOOLEAN": "boolean", "DATE": "date", "DOUBLE": "number"}
FORMS: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}

# The two licences that French law names for data which administrations publish (CRPA, D.323-2-1).
LICENCES: Final = {
    "etalab-2.0": {
        "name": "etalab-2.0",
        "title": "Licence Ouverte 2.0",
        "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    },
    "ODbL-1.0": {"name": "ODbL-1.0", "title": "Open Database License 1.0", "path": "https://opendatacommons.org/licenses/odbl/1-0/"},
}
ABOUT: Final = (
    "What French local councils printed about their sessions, deliberations and votes, as registre read it. "
    "Printed facts and inferred ones are told apart (columns named basis); what is unknown is empty or 'unknown', never 0. "
    "The tables of core also hold what quality.quarantine sets aside; those of marts do not. "
    "The documents remain their publishers'."
)
SAFE: Final = (
    "A text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line end) has an apostrophe in front."
)


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table: what it means and how it is keyed. ``columns`` are (name, DuckDB type, sentence)."""

    name: str  # "core.vote"
    sentence: str
    columns: tuple[tuple[str, str, str], ...]
    key: tuple[str, ...]
    is_key_whole: bool = True  # False where a part of the key may be empty
    rows: int = 0


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of the package as it was written."""

    path: str
    byte_count: int
    sha256: str


def package_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV: dates in ISO form, flags as true and false, text made safe for spreadsheets."""
    return rows_csv(columns, ([_cell(value) for value in row] for row in rows))


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def data_package(
    form: str,
    tables: Sequence[tuple[TableFacts, FileFacts]],
    sources: Sequence[tuple[str, str | None]],
    licence: str | None = None,
) -> dict[str, Any]:
    """The descriptor of files in one form (csv or parquet). ``sources`` are documents: file name and, where there is one, address."""
    owners = {facts.key[0]: facts.name for facts, _ in tables if facts.key == (f"{facts.name.removeprefix('core.')}_id",)}
    return {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": f"registre-{form}",
        "title": "registre",
        "description": f"{ABOUT} {SAFE}" if form == "csv" else ABOUT,
        **({"licenses": [LICENCES[licence]]} if licence else {}),
        "sources": [{"title": name, **({"path": address} if address else {})} for name, address in sources],
        "resources": [_resource(form, facts, file, owners) for facts, file in tables],
    }


def package_json(package: dict[str, Any]) -> str:
    """The descriptor as text, the same for the same package."""
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(form: str, facts: TableFacts, file: FileFacts, owners: dict[str, str]) -> dict[str, Any]:
    return {
        **({"profile": "tabular-data-resource"} if form == "csv" else {}),
        "name": facts.name,
        "path": file.path,
        "description": facts.sentence,
        "format": form,
        "mediatype": FORMS[form],
        **({"encoding": "utf-8"} if form == "csv" else {}),
        **({"bytes": file.byte_count} if form == "csv" else {}),  # frictionless counts none of Parquet, and takes that for another count
        "hash": f"sha256:{file.sha256}",
        "rows": facts.rows,
        "schema": {
            "fields": [_field(form, *column) for column in facts.columns],
            **({"primaryKey": list(facts.key)} if facts.is_key_whole else {"uniqueKeys": [list(facts.key)]}),
            **({"foreignKeys": foreign} if (foreign := _foreign_keys(facts, owners)) else {}),
        },
    }


def _field(form: str, name: str, kind: str, sentence: str) -> dict[str, Any]:
    """A column. Frictionless reads Parquet through pandas, where a missing number is ``nan``: said of numbers only, never of text."""
    is_number = TYPES[kind] in ("integer", "number")
    missing = {"missingValues": ["", "nan"]} if form == "parquet" and is_number else {}
    return {"name": name, "type": TYPES[kind], "description": sentence, **missing}


def _foreign_keys(facts: TableFacts, owners: dict[str, str]) -> list[dict[str, Any]]:
    """A column that bears the name of another core table leads to it: ``council_id`` to ``core.council``, not to what shares its key."""
    return [
        {"fields": [name], "reference": {"resource": owners[name], "fields": [name]}}
        for name, *_ in facts.columns
        if name in owners and owners[name] != facts.name
    ]
