"""The custom checks of the SCDL schemas as checks of frictionless, written from their published description.

They are a second voice beside ``transforms.exchange.scdl.faults``: nothing of the project's is imported here.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frictionless import Check, Checklist, Report, Row, Schema, errors, system
from frictionless.resources import TableResource

LEVEL_1 = {
    "commande publique", "urbanisme", "domaine et patrimoine", "fonction publique", "institutions et vie politique",
    "libertes publiques et pouvoirs de police", "finances locales", "domaines de competences par themes", "autres domaines de competences",
}  # fmt: skip
OPERATORS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "==": operator.eq}


def luhn(digits: str) -> bool:
    """Luhn's sum: of each second digit from the right, twice its value, less 9 where that has two digits."""
    plain, doubled = digits[::-1][0::2], digits[::-1][1::2]
    return (sum(map(int, plain)) + sum([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][int(digit)] for digit in doubled)) % 10 == 0


def broken(name: str, params: dict[str, Any], row: Row) -> bool:
    """Whether one custom check finds a fault in a row; empty cells are passed over but for columns that go together."""
    column, cell = params["column"], row[params["column"]]
    match name:
        case "cohesive-columns-value":
            return len({row[other] is None for other in [column, *params["othercolumns"]]}) > 1
        case "french-siret-value":
            return cell is not None and not (luhn(cell) and luhn(cell[:9]))
        case "year-interval-value":
            years = (cell or "").split("/")
            return len(years) == 2 and years[0] >= years[1]
        case "compare-columns-value":
            other = row[params["column2"]]
            return cell is not None and other is not None and not OPERATORS[params["op"]](cell, other)
        case "sum-columns-value":
            parts = [row[other] for other in params["columns"]]
            return cell is not None and None not in parts and cell != sum(parts)
        case "nomenclature-actes-value":
            plain = "".join(char for char in unicodedata.normalize("NFD", (cell or "").lower()) if unicodedata.category(char) != "Mn")
            return cell is not None and ("/" not in plain or "/ " in plain or plain.split("/")[0] not in LEVEL_1)
    raise AssertionError(f"The check {name} is not known here.")


def validate(path: Path, schema: dict[str, Any]) -> Report:
    """The report of frictionless on a CSV file, custom checks of the schema included."""

    class CustomChecks(Check):
        type = "scdl"
        Errors = [errors.RowConstraintError]  # noqa: RUF012

        def validate_row(self, row: Row) -> Iterator[errors.RowConstraintError]:
            for check in schema.get("custom_checks", []):
                if broken(check["name"], check["params"], row):
                    yield errors.RowConstraintError.from_row(row, note=f"{check['name']} {check['params']}")

    with system.use_context(trusted=True):  # the path is absolute
        resource = TableResource(
            path=str(path), format="csv", encoding="utf-8", schema=Schema.from_descriptor({"fields": schema["fields"]})
        )
        return resource.validate(Checklist(checks=[CustomChecks()]))
