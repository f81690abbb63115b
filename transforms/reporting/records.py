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
    needed = frame[list(columns)].astype(object)
    return needed.where(needed.notna(), None).to_dict("records")  # type: ignore[return-value]


def as_day(value: Any) -> date:
    """The day of a date or of a pandas timestamp."""
    return date(value.year, value.month, value.day)
