"""The workbook and the JSON: typed cells, every text a text, the same figures as the page."""

import io
import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from tests.reporting.conftest import DATES, NAMES, session_id
from transforms.reporting.attendance import AttendanceFrames, AttendanceReport, attendance_report
from transforms.reporting.render import FRENCH
from transforms.reporting.tables import Column, Kind, Table, attendance_json, attendance_tables, attendance_tree
from transforms.reporting.workbook import workbook

DAY = date(2024, 6, 3)


@pytest.fixture
def report(frames: AttendanceFrames) -> AttendanceReport:
    return attendance_report(frames, {"C6": "Les votants sont les présents et les représentés"})


@pytest.fixture
def book(report: AttendanceReport) -> Workbook:
    return load_workbook(io.BytesIO(workbook(attendance_tables(report, FRENCH), "Présence", DAY)))


def records(book: Workbook, sheet: str) -> list[dict[str, object]]:
    heads, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_each_table_has_a_sheet_with_its_head_in_sight_and_filters(book: Workbook) -> None:
    assert book.sheetnames == [
        "Synthèse",
        "Membres",
        "Présences",
        "Séances",
        "Pouvoirs",
        "À l’écart",
        "Définitions",
        "Sources",
        "Appels",
        "Requêtes",
    ]
    assert {sheet.freeze_panes for sheet in book} == {"B2"}
    assert all(sheet.auto_filter.ref == sheet.dimensions for sheet in book)


def test_figures_are_numbers_and_days_are_dates(book: Workbook) -> None:
    anne = records(book, "Membres")[0]
    assert (anne["Membre"], anne["Civilité"], anne["Séances du mandat"], anne["Présent"], anne["Représenté"]) == (
        "Anne ABADIE",
        "Mme",
        3,
        2,
        1,
    )
    assert anne["Présence seule"] == pytest.approx(2 / 3)
    assert book["Membres"]["J2"].number_format == "0.0%"
    february = records(book, "Séances")[1]
    assert (february["Séance"], february["Présents"], february["Excusés"]) == (datetime(2024, 2, 5), 0, 1)
    assert book["Séances"]["A2"].is_date
    assert [cell.value for cell in book["Présences"][1]][1:] == [datetime(day.year, day.month, day.day) for day in DATES]


def test_what_nobody_knows_is_an_empty_cell_and_its_reason_stands_beside(book: Workbook) -> None:
    unknown = next(row for row in records(book, "Membres") if row["Membre"] == NAMES["c"])
    assert (unknown["Présence seule"], unknown["Raison sans taux"]) == (None, "état inconnu à toutes les séances")
    february, april = records(book, "Séances")[1:3]
    assert february["Inconnus"] is None
    assert (april["Statut"], april["Présents"], april["Raison sans taux"]) == ("mise à l’écart", None, "séance mise à l’écart")


def test_the_matrix_has_a_letter_for_each_state(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["Présences"].iter_rows(min_row=2)]
    assert rows == [
        ["Anne ABADIE", "P", "R", None, "P"],
        ["Denis ÉTIENNE", "–", "–", None, "A"],
        [NAMES["c"], "?", "?", None, "?"],
        [NAMES["b"], "?", "E", None, "P"],
    ]


def test_each_name_of_a_roll_call_stands_with_page_line_and_words(book: Workbook, report: AttendanceReport) -> None:
    called = records(book, "Appels")[1]
    assert list(called.values())[:3] == [datetime(2024, 2, 5), "Anne ABADIE", "représenté par un pouvoir"]
    assert list(called.values())[3:] == ["séance & annexes.pdf", 1, 4, "Présents : Mme ABADIE & M. <script>"]
    assert len(attendance_tree(report, FRENCH)["roll_calls"]) == len(records(book, "Appels")) == 4


def test_no_text_becomes_a_formula_or_a_link(book: Workbook, report: AttendanceReport) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert {NAMES["b"], NAMES["c"]} <= {cell.value for cell in cells}


@pytest.mark.parametrize("text", ["=1+1", "{=1+1}", "http://exemple.invalid", "+1", "12", "A\x00\x1b\ufffe\ud800B", "x" * 40000])
def test_a_hostile_text_stays_a_text(text: str) -> None:
    table = Table("Essai", (Column("Nom", Kind.TEXT),), ((text,),))
    cell = load_workbook(io.BytesIO(workbook([table], text, DAY)))["Essai"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == ("A\ufffd\ufffd\ufffd\ufffdB" if "\x00" in text else text[:32767])


def test_the_same_report_makes_the_same_bytes(report: AttendanceReport) -> None:
    tables = attendance_tables(report, FRENCH)
    assert workbook(tables, "Présence", DAY) == workbook(tables, "Présence", DAY)


def test_json_says_what_the_report_says(report: AttendanceReport) -> None:
    tree = json.loads(attendance_json(report, FRENCH))
    assert tree == attendance_tree(report, FRENCH)
    assert tree["summary"] == {
        "sessions": 4, "sessions_covered": 3, "sessions_set_aside": 1, "sessions_no_roll_call": 0, "councillors": 4,
        "present": 3, "represented": 1, "excused": 1, "absent": 1, "known": 6,
    }  # fmt: skip
    assert [(one["name"], one["sessions_known"], one["attendance_rate"]) for one in tree["councillors"]] == [
        ("Anne ABADIE", 3, 2 / 3),
        ("Denis ÉTIENNE", 1, 0.0),
        (NAMES["c"], 0, None),
        (NAMES["b"], 2, 0.5),
    ]
    assert (tree["sessions"][1]["members_unknown"], tree["sessions"][2]["members_present"]) == (None, None)
    assert {
        "session_id": session_id(1),
        "councillor_id": "commune-val-fictif/a",
        "state": "represented",
        "proxy_holders": [NAMES["b"]],
    } in tree["matrix"]
    assert len(tree["matrix"]) == 14


def test_a_council_without_any_session_has_a_workbook_too(frames: AttendanceFrames) -> None:
    kept = {"council", "councillor", "document"}
    empty = {name: getattr(frames, name).head(0) for name in frames.__dataclass_fields__ if name not in kept}
    tables = attendance_tables(attendance_report(replace(frames, **empty), {}), FRENCH)
    book = load_workbook(io.BytesIO(workbook(tables, "Présence", DAY)))
    assert records(book, "Membres") == records(book, "Séances") == []
    assert next(row for row in records(book, "Synthèse") if row["Donnée"] == "Séances connues")["Nombre"] == 0
