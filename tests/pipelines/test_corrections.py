"""A correction through a whole run: it mends a quarantined session, is marked, is told when stale, and is taken back with its row."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.corrections import corrections_of
from pipelines.home import Home, SetupError
from pipelines.ingestion import FolderSource
from pipelines.landing import printed_frames
from pipelines.run import is_stale, run
from tests.making import landed, seat, sitting
from transforms.corrections import COLUMNS, read_corrections
from transforms.model import Certainty
from transforms.samples import minutes_sheet, town

VILLE = town()
(PLANTED,) = [session for session in VILLE.sessions if session.planted == "C1"]
SHEET = minutes_sheet(VILLE, PLANTED)
PRINTED, LISTED = SHEET.truth["session"]["stated_present"], sum(row["status"] == "present" for row in SHEET.truth["attendance"])


def rows(*changes: tuple[str, str, str]) -> str:
    """The text of a corrections file."""
    file = io.StringIO()
    csv.writer(file).writerows(
        [COLUMNS, *((f"{SHEET.stem}.pdf", *change, "Le vote compte autant de voix", "A. Relecteur", "2026-11-23") for change in changes)]
    )
    return file.getvalue()


def asked(home: Home, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_correction_mends_a_quarantined_session_until_it_is_taken_away(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / f"{SHEET.stem}.pdf").write_bytes(SHEET.pdf())
    home = Home(tmp_path / "home")
    sources = [FolderSource.at(papers, home)]
    quarantine = "select scope, rules from quality.quarantine"
    in_mart = "select count(*) from marts.attendance_by_session"

    assert run(home, sources, jobs=1).status.sessions_quarantined == 1
    assert (asked(home, quarantine), asked(home, in_mart)) == ([("session", "C1")], [(0,)])

    file = home.corrections / "relu.csv"
    file.write_text(rows(("session.stated_present", str(PRINTED), str(LISTED)), ("session.start_time", "04:15", "04:30")))
    assert is_stale(home)
    assert run(home, sources, jobs=1).is_rebuilt
    assert (asked(home, quarantine), asked(home, in_mart)) == ([], [(1,)])
    assert asked(home, "select stated_present, is_corrected from printed.session") == [(LISTED, True)]
    assert asked(home, "select count(*) from printed.attendance where is_corrected or certainty = 'doubtful'") == [(0,)]
    states = asked(home, "select line, state, found, quote is not null from printed.correction order by line")
    assert states == [(2, "applied", str(PRINTED), True), (3, "other_value", PLANTED.start_time, True)]
    findings = asked(home, "select finding_id, verdict, session_id is not null from quality.finding where rule = 'K2' order by 1")
    assert findings == [("K2|relu.csv:2", "holds", True), ("K2|relu.csv:3", "broken", True)]
    assert not run(home, sources, jobs=1).is_rebuilt

    file.unlink()
    assert run(home, sources, jobs=1).status.sessions_quarantined == 1
    assert asked(home, quarantine) == [("session", "C1")]
    assert asked(home, "select count(*) from printed.session where is_corrected") == [(0,)]


def test_a_faulty_file_stops_the_run_before_it_begins(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    (home.corrections / "a.csv").write_text(rows(("session.stated_present", "22", "vingt")))
    (home.corrections / "b.csv").write_bytes("target;raison\né".encode("cp1252"))
    with pytest.raises(SetupError, match=r"a\.csv, line 2: session\.stated_present takes a whole number.* b\.csv is not UTF-8 text\.$"):
        run(home, [])
    assert not home.snapshot.exists()
    assert not home.work_file.exists()


def test_files_of_excel_are_read_and_others_are_left_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    text = rows(("session.stated_present", "22", "21")).replace(",", ";")
    (home.corrections / "a.csv").write_text(text, encoding="utf-8-sig")
    (home.corrections / "README.md").write_text("no corrections")
    assert [(one.file, one.line) for one in corrections_of(home)] == [("a.csv", 2)]


def test_doubts_on_a_total_are_weighed_anew_where_a_correction_changed_it() -> None:
    doubtful = {"certainty": Certainty.DOUBTFUL, "doubt": "3 printed as present, 2 names read"}
    document = landed(SHEET.stem, sitting(attendance=(seat("ROUX", **doubtful), seat("PETIT", **doubtful)), stated_present=3))
    for corrected, certainties in (("2", {"certain"}), ("4", {"doubtful"})):
        frames = printed_frames([document], read_corrections(rows(("session.stated_present", "3", corrected)), "c.csv"))
        assert set(frames["printed.attendance"]["certainty"]) == certainties
    assert set(frames["printed.attendance"]["doubt"]) == {"4 printed as present, 2 names read"}
