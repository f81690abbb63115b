"""Frames of the snapshot as records: what a report is made from, with ``None`` for whatever is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

Row = Mapping[str, Any]


def records(frame: pd.DataFrame, columns: Sequence[str], table: str) -> list[Row]:
    """The frame's ``columns`` as records in which every missing value is ``None``. Raises `ValueError` where one is not there."""
    missing = set(columns) - set(frame.columns)
    if missing:
        raise ValueError(f"{table} lacks the columns {', '.join(sorted(missing))}")
    values = [column(frame[name]) for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


def column(series: pd.Series[Any]) -> list[Any]:
    """The values of a column, ``None`` for each that is missing; equal texts are one object, for a ledger repeats few of them endlessly."""
    values = series.astype(object)
    seen: dict[str, str] = {}
    return [seen.setdefault(value, value) if isinstance(value, str) else value for value in values.where(values.notna(), None)]


def as_day(value: Any) -> date:
    """The day of a date or of a pandas timestamp."""
    return date(value.year, value.month, value.day)
