"""From a published snapshot to the files in the folder."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pandas as pd
import pytest

from pipelines import warehouse
from pipelines.reports import INDEX, UnknownCouncilError, attendance_frames, write_attendance_report
from tests.making import change, landed, seat, sitting
from transforms.frames import to_frames
from transforms.identity import resolve
from transforms.reporting.attendance import LETTERS, State, attendance_report

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


def test_the_queries_of_the_appendix_give_the_figures(snapshot: Path) -> None:
    with warehouse.open_snapshot(snapshot) as connection:
        report = attendance_report(attendance_frames(connection, AMONT), {})
        by_councillor, by_session = (connection.execute(query).df() for query in report.queries)
    assert sum(by_councillor["sessions_present"]) == report.counts.present
    assert sum(by_councillor["sessions_known"]) == report.counts.known
    # a session without a roll call is in the mart, with no figure
    assert len(by_session) == len(report.with_standing("covered")) + len(report.with_standing("no_roll_call"))


def test_the_table_holds_the_mart_with_formulas_disarmed(snapshot: Path, tmp_path: Path) -> None:
    write_attendance_report(snapshot, tmp_path, AMONT)
    with (tmp_path / f"attendance_{AMONT}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(warehouse.descriptions()["marts.attendance_by_councillor"].columns)
    assert {row["period_kind"] for row in rows} == {"all"}
    assert {row["councillor"] for row in rows} == {"Anne ROUX", "Paul PETIT", "'" + HOSTILE}
    assert next(row for row in rows if row["councillor"] == "Paul PETIT")["attendance_rate"] == "0.5"
