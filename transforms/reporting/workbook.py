"""Tables as an Excel workbook: numbers and dates are typed, every text is text, whatever it looks like."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from transforms.reporting.attendance import Cell, State
from transforms.reporting.render import printable
from transforms.reporting.tables import Kind, Table, Value, widest

MOST_CHARACTERS = 32767  # that a cell holds
MOST_NAME = 31  # characters of a sheet's name
WIDTHS = {
    Kind.TEXT: (8, 44),
    Kind.LONG_TEXT: (20, 90),
    Kind.WHOLE: (9, 12),
    Kind.SHARE: (10, 14),
    Kind.MEAN: (10, 14),
    Kind.DAY: (12, 12),
    Kind.STATE: (6, 6),
}
FORMATS: Mapping[str, dict[str, str | bool | int]] = {
    Kind.TEXT: {"valign": "top"},
    Kind.LONG_TEXT: {"valign": "top", "text_wrap": True},
    Kind.WHOLE: {"valign": "top", "num_format": "#,##0"},
    Kind.SHARE: {"valign": "top", "num_format": "0.0%"},
    Kind.MEAN: {"valign": "top", "num_format": "0.00"},
    Kind.DAY: {"valign": "top", "num_format": "dd/mm/yyyy", "align": "left"},
    "heading": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "day_heading": {"bold": True, "num_format": "dd/mm/yy", "rotation": 90, "align": "center", "bottom": 1},
    State.PRESENT: {"align": "center", "bg_color": "#e6edf4"},
    State.REPRESENTED: {"align": "center", "bg_color": "#bfd2e4"},
    State.EXCUSED: {"align": "center", "bg_color": "#f2e2bd"},
    State.ABSENT: {"align": "center", "bg_color": "#7b2d2b", "font_color": "#ffffff", "bold": True},
    State.UNKNOWN: {"align": "center", "border": 4},
    State.NOT_A_MEMBER: {"align": "center", "font_color": "#6b6b6b"},
    State.SET_ASIDE: {"align": "center", "pattern": 14, "fg_color": "#a9aba3"},
}


def workbook(tables: Sequence[Table], title: str, day: date) -> bytes:
    """The tables as sheets, each with its head in sight and filters. ``day`` stands as the workbook's date: equal tables, equal bytes."""
    target = io.BytesIO()
    # a text stays one, also where it begins with = or http
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, options) as book:
        book.set_properties({"title": _text(title), "created": datetime.combine(day, time())})
        formats = {name: book.add_format(dict(settings)) for name, settings in FORMATS.items()}
        for table in tables:
            _fill(book.add_worksheet(table.name[:MOST_NAME]), table, formats)
    return target.getvalue()


def _fill(sheet: Worksheet, table: Table, formats: Mapping[str, Format]) -> None:
    for index, column in enumerate(table.columns):
        if isinstance(column.heading, date):
            sheet.write_datetime(0, index, _midnight(column.heading), formats["day_heading"])
        else:
            sheet.write_string(0, index, _text(column.heading), formats["heading"])
        least, most = WIDTHS[column.kind]
        sheet.set_column(index, index, min(max(widest([row[index] for row in table.rows]) + 2, least), most))
        for number, row in enumerate(table.rows, start=1):
            _write(sheet, number, index, row[index], column.kind, formats)
    sheet.freeze_panes(1, table.fixed_columns)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, row: int, column: int, value: Value, kind: Kind, formats: Mapping[str, Format]) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, formats[kind])
        case Cell():
            sheet.write(row, column, value.letter or None, formats[value.state])
        case str():
            sheet.write_string(row, column, _text(value), formats[kind])
        case date():
            sheet.write_datetime(row, column, _midnight(value), formats[kind])
        case int() | float():
            sheet.write_number(row, column, value, formats[kind])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _text(text: str) -> str:
    """What a cell may hold of a text."""
    return str(printable(text))[:MOST_CHARACTERS]
