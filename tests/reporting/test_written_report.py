"""From a published snapshot to the files in the folder."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pandas as pd
import pypdfium2
import pytest
from openpyxl import load_workbook

from pipelines import warehouse
from pipelines.reports import INDEX, ReportError, UnknownCouncilError, attendance_frames, formats_of, span_of, write_attendance_report
from tests.making import change, landed, seat, sitting
from tests.reporting.comparing import compare_divisions, compare_figures
from transforms.frames import to_frames
from transforms.identity import resolve
from transforms.reporting.attendance import COLUMNS, LETTERS, State, attendance_report
from transforms.reporting.divisions import GroupBy
from transforms.reporting.language import Language
from transforms.reporting.queries import Span

AMONT, AVAL = "commune-amont", "commune-aval"
HOSTILE = '=HYPERLINK("http://exemple.invalid") <script>'


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Amont held four sessions, one quarantined and one whose document has no roll call; Aval held one. A third document is a scan."""
    roux, petit, blanc = "Mme Anne ROUX", "M. Paul PETIT", f"M. {HOSTILE}"
    documents = [
        landed("a1", sitting("2024-12-02", [seat(roux), seat(petit, "represented", roux), seat(blanc, "absent")], council="Amont")),
        landed(
            "a2",
            sitting(
                "2025-01-13",
                [seat(roux), seat(petit, "absent")],
                changes=[change(petit, "arrival", None)],
                council="Amont",
                members_in_office=3,
            ),
        ),
        landed("a3", sitting("2025-02-10", [seat(roux, "excused"), seat(petit), seat(blanc)], council="Amont", stated_present=3)),
        landed("a4", sitting("2025-03-10", council="Amont")),
        landed("a5", sitting("2025-04-14", [seat(roux), seat(blanc)], council="Amont")),
        landed("b1", sitting("2025-01-20", [seat("Mme Lise NOIR")], council="Aval")),
        landed("scan <1>", landing="needs_ocr"),
    ]
    folder = tmp_path_factory.mktemp("snapshot")
    finding = {
        "rule": "C1",
        "severity": "error",
        "verdict": "broken",
        "session_id": f"{AMONT}:2025-02-10",
        "sentence": "Le total imprimé des présents est 3, mais la liste donne 2.",
    }
    with duckdb.connect(folder / "work.duckdb") as connection:
        warehouse.land(connection, to_frames(documents, resolve(documents)))
        warehouse.build_schema(connection, "core")
        warehouse.create_schemas(connection)
        columns = list(warehouse.descriptions()["quality.finding"].columns)
        warehouse.land(connection, {"quality.finding": pd.DataFrame([{column: finding.get(column) for column in columns}])})
        warehouse.build_schema(connection, "quality")
        warehouse.build_schema(connection, "marts")
    warehouse.publish(folder / "work.duckdb", folder / "registre.duckdb")
    return folder / "registre.duckdb"


def test_every_council_gets_a_page_and_a_table_and_the_index_leads_to_them(snapshot: Path, tmp_path: Path) -> None:
    written = write_attendance_report(snapshot, tmp_path)
    stems = [f"attendance_{council}" for council in (AMONT, AVAL)]
    assert [path.name for path in written] == [INDEX, *(f"{stem}.{kind}" for stem in stems for kind in ("html", "csv"))]
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in written}
    index = ElementTree.parse(tmp_path / INDEX)
    assert [link.get("href") for link in index.iter("a")] == [f"{stem}.html" for stem in stems]
    assert "scan <1>.pdf" in [heading.text for heading in index.iter("th")]


def test_one_council_gets_its_page_and_its_table_only(snapshot: Path, tmp_path: Path) -> None:
    assert [path.name for path in write_attendance_report(snapshot, tmp_path / "new", AVAL)] == [
        f"attendance_{AVAL}.html",
        f"attendance_{AVAL}.csv",
    ]


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Path, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_attendance_report(snapshot, tmp_path)]
    assert [path.read_bytes() for path in write_attendance_report(snapshot, tmp_path)] == first


def test_a_council_that_is_not_there_is_told_with_those_that_are(snapshot: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownCouncilError, match=r"No council is called commune-x\. The snapshot holds: commune-amont, commune-aval\."):
        write_attendance_report(snapshot, tmp_path, "commune-x")


@pytest.mark.parametrize("asked", ["Amon", "commune-amot", "ÂMONT?"])
def test_a_council_nearly_spelled_so_is_proposed(snapshot: Path, tmp_path: Path, asked: str) -> None:
    with pytest.raises(UnknownCouncilError) as error:
        write_attendance_report(snapshot, tmp_path, asked)
    assert str(error.value) == f"No council is called {asked}. Did you mean {AMONT}?"


@pytest.mark.parametrize("asked", ["Aval", "AVAL", AVAL])
def test_a_council_may_be_asked_for_by_its_name(snapshot: Path, tmp_path: Path, asked: str) -> None:
    assert write_attendance_report(snapshot, tmp_path, asked)[0].name == f"attendance_{AVAL}.html"


def test_a_part_of_the_sessions_counts_alone_and_its_files_say_so(snapshot: Path, tmp_path: Path) -> None:
    span = Span(date(2025, 1, 1), date(2025, 2, 28))  # January and February, which is set aside
    page, table = write_attendance_report(snapshot, tmp_path, AMONT, span=span)
    assert page.name == f"attendance_{AMONT}_from-2025-01-01_to-2025-02-28.html"
    with warehouse.open_snapshot(snapshot) as connection:
        report = attendance_report(attendance_frames(connection, AMONT, span), {}, span=span)
    assert [str(session.date) for session in report.sessions] == ["2025-01-13", "2025-02-10"]
    counted = {one.name: (one.sessions, one.rate.numerator, one.rate.denominator, one.sessions_set_aside) for one in report.councillors}
    assert counted == {"Anne ROUX": (1, 1, 1, 1), "Paul PETIT": (1, 1, 1, 1), HOSTILE: (1, 0, 0, 1)}
    text = page.read_text()
    assert "Période demandée : du 1er\u00a0janvier\u00a02025 au 28\u00a0février\u00a02025" in text
    assert "14\u00a0avril" not in text
    assert "2025-02-28" in "".join(report.queries.values())
    with table.open(encoding="utf-8", newline="") as file:
        assert {row["sessions_held"] for row in csv.DictReader(file)} == {"1"}


def test_each_format_asked_for_is_a_file(snapshot: Path, tmp_path: Path) -> None:
    formats = formats_of("json, XLSX,json")
    written = write_attendance_report(snapshot, tmp_path, formats=formats)
    assert [path.name for path in written] == [f"attendance_{council}.{form}" for council in (AMONT, AVAL) for form in formats]
    assert json.loads(written[0].read_bytes())["council"] == {"council_id": AMONT, "name": "Amont", "kind": "commune"}
    assert load_workbook(written[1])["Membres"]["A4"].value == HOSTILE


def test_a_report_in_english_stands_beside_the_french_one(snapshot: Path, tmp_path: Path) -> None:
    french = write_attendance_report(snapshot, tmp_path, formats=("html", "csv"))
    english = write_attendance_report(snapshot, tmp_path, formats=("html", "csv"), language=Language.ENGLISH)
    assert [path.name for path in english] == [
        "attendance_en.html",
        *(f"attendance_{council}{end}" for council in (AMONT, AVAL) for end in ("_en.html", ".csv")),
    ]
    assert set(french) & set(english) == {path for path in french if path.suffix == ".csv"}  # no word of them is in a language
    index = ElementTree.parse(english[0])
    assert [link.get("href") for link in index.iter("a")] == [f"attendance_{council}_en.html" for council in (AMONT, AVAL)]


@pytest.mark.parametrize("asked", ["docx", "html,docx", ""])
def test_a_format_that_there_is_not_is_told_with_those_that_there_are(asked: str) -> None:
    with pytest.raises(ReportError, match=r"There is no format .*A report is written as html, csv, xlsx"):
        formats_of(asked)


def test_days_without_any_session_make_a_report_that_says_so(snapshot: Path, tmp_path: Path) -> None:
    page, _ = write_attendance_report(snapshot, tmp_path, AMONT, span=Span(last=date(2020, 1, 1)))
    assert "Aucune séance de ce conseil dans cette période n’a pu être établie" in page.read_text()


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ReportError, match="the period ends on 2024-01-01, before it begins on 2025-01-01"):
        span_of(datetime(2025, 1, 1), datetime(2024, 1, 1))


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_the_days_of_a_year_give_what_the_mart_says_of_that_year(snapshot: Path, year: str) -> None:
    span = Span(date(int(year), 1, 1), date(int(year), 12, 31))
    figures = [*COLUMNS["attendance_by_councillor"], "attendance_rate", "deliberations_held"]
    with warehouse.open_snapshot(snapshot) as connection:
        given = attendance_frames(connection, AMONT, span).attendance_by_councillor[figures].to_dict("records")
        mart = f"from marts.attendance_by_councillor where council_id = '{AMONT}' and period = '{year}' order by councillor, councillor_id"
        expected = connection.execute(mart).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)[figures].to_dict("records")
    assert str(given) == str(expected)
    assert given


def test_figures_and_matrix_say_what_the_documents_say(snapshot: Path) -> None:
    with warehouse.open_snapshot(snapshot) as connection:
        report = attendance_report(attendance_frames(connection, AMONT), {})
    (block,) = report.blocks
    hand = {  # December, January, February (set aside), March (no roll call), April
        "Paul PETIT": ("R P . - -", "1 / 2", "2 / 2"),  # arrived in January; last named in February
        "Anne ROUX": ("P P . ? P", "3 / 3", "3 / 3"),
        HOSTILE: ("A ? . ? P", "1 / 2", "1 / 2"),
    }
    letters = {LETTERS[State.SET_ASIDE]: ".", LETTERS[State.NOT_A_MEMBER]: "-"}
    for councillor, cells in block.rows:
        rates = [f"{rate.numerator} / {rate.denominator}" for rate in (councillor.rate, councillor.inclusive_rate)]
        assert (" ".join(letters.get(cell.letter, cell.letter) for cell in cells), *rates) == hand[councillor.name]
    assert len(block.rows) == 3
    assert [session.unknown for session in report.sessions] == [None, 1, None, None, None]


def test_the_matrix_adds_up_to_the_marts(snapshot: Path) -> None:
    with warehouse.open_snapshot(snapshot) as connection:
        for council in (AMONT, AVAL):
            for block in attendance_report(attendance_frames(connection, council), {}).blocks:
                for councillor, cells in block.rows:
                    shown = [cell.state for cell in cells]
                    counted = [
                        shown.count(state) for state in (State.PRESENT, State.REPRESENTED, State.EXCUSED, State.ABSENT, State.UNKNOWN)
                    ]
                    counts = councillor.counts
                    assert counted == [counts.present, counts.represented, counts.excused, counts.absent, councillor.unknown]


@pytest.mark.parametrize("span", [Span(), Span(date(2025, 1, 1)), Span(last=date(2025, 2, 28))], ids=["all", "from", "to"])
@pytest.mark.parametrize("council", [AMONT, AVAL])
def test_every_figure_comes_from_a_query_of_the_appendix(snapshot: Path, council: str, span: Span) -> None:
    compare_figures(snapshot, council, span)


@pytest.mark.parametrize("group_by", list(GroupBy))
def test_every_figure_of_a_division_comes_from_its_query(snapshot: Path, group_by: GroupBy) -> None:
    compare_divisions(snapshot, AMONT, group_by)


def test_the_years_of_the_report_are_those_of_the_mart(snapshot: Path) -> None:
    with warehouse.open_snapshot(snapshot) as connection:
        report = attendance_report(attendance_frames(connection, AMONT), {}, group_by=GroupBy.YEAR)
        mart = connection.execute(
            "select period, councillor_id, sessions_present, sessions_known from marts.attendance_by_councillor "
            f"where council_id = '{AMONT}' and period_kind = 'year' and sessions_held > 0 order by all"
        ).fetchall()
    counted = [(each.key, one.councillor_id, one.counts.present, one.counts.known) for each in report.divisions for one in each.members]
    assert sorted(counted) == mart


def test_a_division_is_in_every_format_and_in_the_names_of_the_files(snapshot: Path, tmp_path: Path) -> None:
    written = write_attendance_report(snapshot, tmp_path, AMONT, formats=("html", "xlsx", "json", "pdf"), group_by=GroupBy.YEAR)
    assert {path.stem for path in written} == {f"attendance_{AMONT}_by-year"}
    page, book, tree, pdf = written
    assert "Par année" in page.read_text()
    ElementTree.parse(page)
    assert load_workbook(book)["Par année"]["A2"].value == "2024"
    assert [group["label"] for group in json.loads(tree.read_bytes())["groups"]] == ["2024", "2025"]
    with pypdfium2.PdfDocument(pdf) as document:
        assert any("Par année" in one.get_textpage().get_text_range() for one in document)


def test_the_table_holds_the_mart_with_formulas_disarmed(snapshot: Path, tmp_path: Path) -> None:
    write_attendance_report(snapshot, tmp_path, AMONT)
    with (tmp_path / f"attendance_{AMONT}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(warehouse.descriptions()["marts.attendance_by_councillor"].columns)
    assert {row["period_kind"] for row in rows} == {"all"}
    assert {row["councillor"] for row in rows} == {"Anne ROUX", "Paul PETIT", "'" + HOSTILE}
    assert next(row for row in rows if row["councillor"] == "Paul PETIT")["attendance_rate"] == "0.5"
