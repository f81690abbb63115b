"""Tables as CSV text whose cells stay data in every spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

_FORMULA = re.compile(r"[=+\-@\t\r\n]")


def spreadsheet_safe(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; a missing value is the empty text.

    >>> spreadsheet_safe('=HYPERLINK("…")'), spreadsheet_safe("ROUX"), spreadsheet_safe(-1)
    ('\\'=HYPERLINK("…")', 'ROUX', -1)
    """
    if isinstance(value, str):
        return "'" + value if _FORMULA.match(value) else value
    return "" if pd.isna(value) else value


def rows_csv(header: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """A header and rows as CSV, their order kept; missing values are empty, text is made safe for spreadsheets."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([spreadsheet_safe(value) for value in row] for row in rows)
    return target.getvalue()


def table_csv(frame: pd.DataFrame) -> str:
    """A frame as CSV, as ``rows_csv`` writes it."""
    return rows_csv(list(frame.columns), frame.itertuples(index=False))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as mappings; what is missing is ``None``."""
    return [
        {column: None if pd.isna(value) else value for column, value in zip(frame.columns, row, strict=True)}
        for row in frame.itertuples(index=False, name=None)
    ]
