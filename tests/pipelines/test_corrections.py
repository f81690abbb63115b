"""A correction through a whole run: it mends a quarantined session, is marked, is told when stale, and is taken back with its row."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.command import main
from pipelines.corrections import corrections_of
from pipelines.home import Home, SetupError
from pipelines.ingestion import FolderSource, ingest
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


# --- registre correct


@pytest.fixture
def kept(tmp_path: Path) -> Home:
    """A home whose store holds the minutes with the planted total."""
    home = Home(tmp_path / "home").prepare()
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / f"{SHEET.stem}.pdf").write_bytes(SHEET.pdf())
    ingest(home, [FolderSource.at(papers, home)])
    return home


def registre(home: Home, *arguments: str, answer: str | None = None) -> Result:
    settings = ["--home", str(home.root), "--reason", "Relu", "--author", "A. Relecteur"]
    return CliRunner().invoke(main, ["correct", f"{SHEET.stem}.pdf", *arguments, *settings], input=answer)


def test_correct_shows_what_it_changes_and_writes_only_when_told_to(kept: Home) -> None:
    refused = registre(kept, "session.stated_present", str(LISTED), answer="n\n")
    assert (refused.exit_code, corrections_of(kept)) == (1, ())
    for words in (f"{SHEET.stem}.pdf", "Ville-Témoin, 2025-01-21", f"Read now   {PRINTED}", f"Corrected  {LISTED}", "page 1, line ", "« "):
        assert words in refused.stdout
    assert refused.stderr == "registre: Nothing was written.\n"
    agreed = registre(kept, "session.stated_present", str(LISTED), answer="y\n")
    (row,) = corrections_of(kept)
    assert (agreed.exit_code, row.printed, row.corrected, row.author, row.line) == (0, str(PRINTED), str(LISTED), "A. Relecteur", 2)
    assert row.target.startswith("doc-")


def test_correct_tries_a_row_after_those_that_stand_already(kept: Home) -> None:
    file = kept.corrections / "relu.csv"
    file.write_text(";".join(reversed(COLUMNS)), encoding="utf-8-sig")
    for field, value in (("attendance[Paul MOREL]", "represented"), ("attendance[Paul MOREL].proxy", "Ulysse ABADROUX")):
        written = registre(kept, field, value, "--yes", "--file", "relu.csv")
        assert (written.exit_code, written.stderr) == (0, "")
    assert [(row.line, row.field, row.printed) for row in corrections_of(kept)] == [
        (2, "attendance[Paul MOREL]", ""),
        (3, "attendance[Paul MOREL].proxy", ""),
    ]
    again = registre(kept, "attendance[Paul MOREL]", "represented", "--yes", "--file", "relu.csv")
    assert (again.exit_code, "already reads so in attendance[Paul MOREL]" in again.stderr) == (2, True)
    before = registre(kept, "attendance[Paul MOREL]", "represented", "--yes", "--file", "avant.csv")
    assert (before.exit_code, "come before the correction in relu.csv, line 2" in before.stderr) == (2, True)
    taken_away = registre(kept, "attendance[Ulysse ABADROUX]", "", "--yes")
    assert "Read now   present\nCorrected  nothing\n" in taken_away.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("session.stated_present", str(PRINTED)), "already reads so in session.stated_present"),
        (("attendance[Paul MOREL]", ""), "already reads so in attendance[Paul MOREL]"),
        (("attendance[Paul MOREL].status", "absent"), "has nothing that is called attendance[Paul MOREL].status"),
        (("session.stated_present", "vingt"), "It cannot be written: session.stated_present takes a whole number, not « vingt »."),
        (("session.mayor", ""), "It cannot be written: printed.session has no column « mayor »"),
        (("session.stated_present", "21", "--file", "../x.csv"), "The file must be one of "),
    ],
    ids=lambda value: "_".join(value) if isinstance(value, tuple) else "",
)
def test_correct_refuses_what_would_not_fit_in_one_sentence(kept: Home, arguments: tuple[str, ...], sentence: str) -> None:
    result = registre(kept, *arguments, "--yes")
    assert (result.exit_code, result.stdout, corrections_of(kept)) == (2, "", ())
    assert result.stderr.startswith("registre: ")
    assert sentence in result.stderr


def test_correct_knows_only_documents_of_the_store(kept: Home) -> None:
    result = CliRunner().invoke(main, ["correct", "autre.pdf", "session.date", "2025-01-01", "--reason", "x", "--home", str(kept.root)])
    assert (result.exit_code, result.stderr) == (2, "registre: No document that was ever read is called autre.pdf.\n")
