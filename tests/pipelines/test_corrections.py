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
from pipelines.landing import Known, landed_documents, printed_frames
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


QUARANTINE, IN_MARTS = "select scope, rules from quality.quarantine", "select count(*) from marts.attendance_by_session"


@pytest.fixture(scope="module")
def town_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, list[FolderSource]]:
    """A home and the folder of the one planted sitting."""
    papers = tmp_path_factory.mktemp("corrections") / "papers"
    papers.mkdir()
    (papers / f"{SHEET.stem}.pdf").write_bytes(SHEET.pdf())
    home = Home(papers.parent / "home")
    return home, [FolderSource.at(papers, home)]


@pytest.fixture(scope="module")
def before(town_home: tuple[Home, list[FolderSource]]) -> dict[str, list[tuple[Any, ...]]]:
    """What a run without corrections publishes."""
    home, sources = town_home
    run(home, sources, jobs=1)
    return {query: asked(home, query) for query in (QUARANTINE, IN_MARTS)}


@pytest.fixture(scope="module")
def corrected(before: object, town_home: tuple[Home, list[FolderSource]]) -> Home:
    """The home after a run with a correction of the planted total and one that does not fit."""
    home, sources = town_home
    rewritten = rows(("session.stated_present", str(PRINTED), str(LISTED)), ("session.start_time", "04:15", "04:30"))
    (home.corrections / "relu.csv").write_text(rewritten)
    assert is_stale(home)
    assert run(home, sources, jobs=1).is_rebuilt
    return home


def test_the_planted_total_is_in_quarantine(before: dict[str, list[tuple[Any, ...]]]) -> None:
    assert before == {QUARANTINE: [("session", "C1")], IN_MARTS: [(0,)]}


def test_a_correction_mends_the_session(corrected: Home) -> None:
    assert (asked(corrected, QUARANTINE), asked(corrected, IN_MARTS)) == ([], [(1,)])
    assert not is_stale(corrected)


def test_what_is_corrected_is_marked_and_what_is_stale_is_a_finding(corrected: Home) -> None:
    assert asked(corrected, "select stated_present, is_corrected from printed.session") == [(LISTED, True)]
    assert asked(corrected, "select count(*) from printed.attendance where is_corrected or certainty = 'doubtful'") == [(0,)]
    states = asked(corrected, "select line, state, found, quote is not null from printed.correction order by line")
    assert states == [(2, "applied", str(PRINTED), True), (3, "other_value", PLANTED.start_time, True)]
    findings = asked(corrected, "select finding_id, verdict, session_id is not null from quality.finding where rule = 'K2' order by 1")
    assert findings == [("K2|relu.csv:2", "holds", True), ("K2|relu.csv:3", "broken", True)]


def test_without_the_correction_the_session_is_back_in_quarantine(
    corrected: Home, before: dict[str, list[tuple[Any, ...]]], town_home: tuple[Home, list[FolderSource]]
) -> None:
    file = corrected.corrections / "relu.csv"
    kept = file.read_bytes()
    file.unlink()
    try:
        assert run(*town_home, jobs=1).status.sessions_quarantined == 1
        assert {query: asked(corrected, query) for query in (QUARANTINE, IN_MARTS)} == before
        assert asked(corrected, "select count(*) from printed.session where is_corrected") == [(0,)]
    finally:
        file.write_bytes(kept)


def test_a_faulty_file_stops_the_run_before_it_begins(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    (home.corrections / "a.csv").write_text(rows(("session.stated_present", "22", "vingt")))
    (home.corrections / "b.csv").write_bytes("target;raison\né".encode("cp1252"))
    with pytest.raises(SetupError, match=r"a\.csv, line 2: session\.stated_present takes a whole number.* b\.csv is not UTF-8 text\.$"):
        run(home, [])
    assert not home.snapshot.exists()
    assert not home.scratches()


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
        frames = printed_frames([document], Known(read_corrections(rows(("session.stated_present", "3", corrected)), "c.csv")))
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


@pytest.mark.parametrize(
    ("settings", "environment", "arguments", "author"),
    [
        pytest.param("author: La rédaction\n", None, (), "La rédaction", id="the settings of the home"),
        pytest.param("author: La rédaction\n", "B. Vérifieuse", (), "B. Vérifieuse", id="the environment before them"),
        pytest.param("author: La rédaction\n", "B. Vérifieuse", ("--author", "A. Relecteur"), "A. Relecteur", id="the option before all"),
        pytest.param(None, None, (), "connexion", id="else the login"),
    ],
)
def test_who_corrects(
    kept: Home,
    monkeypatch: pytest.MonkeyPatch,
    settings: str | None,
    environment: str | None,
    arguments: tuple[str, ...],
    author: str,
) -> None:
    monkeypatch.setenv("LOGNAME", "connexion")
    monkeypatch.delenv("REGISTRE_AUTHOR", raising=False)
    if environment:
        monkeypatch.setenv("REGISTRE_AUTHOR", environment)
    if settings:
        kept.settings_file.write_text(settings)
    what = [f"{SHEET.stem}.pdf", "session.stated_present", str(LISTED), "--reason", "Relu", "--yes", "--home", str(kept.root), *arguments]
    result = CliRunner().invoke(main, ["correct", *what])
    assert result.exit_code == 0, result.output
    assert [one.author for one in corrections_of(kept)] == [author]


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


# --- registre correct: who is who

COUNCIL = "commune-ville-temoin"


def of_people(home: Home, *arguments: str) -> Result:
    settings = ["--home", str(home.root), "--reason", "Relu", "--author", "A. Relecteur", "--yes"]
    return CliRunner().invoke(main, ["correct", *arguments, *settings])


def links(home: Home) -> dict[str, str]:
    """Printed name → councillor, as the next run would link them."""
    frames = printed_frames(landed_documents(home, jobs=1), Known(corrections_of(home)))
    return {row.name: row.councillor_id for row in frames["printed.resolved_name"].itertuples()}


def test_correct_links_a_name_anew_and_shows_which(kept: Home) -> None:
    name, before = next((name, found) for name, found in links(kept).items() if " " in name)
    written = of_people(kept, COUNCIL, f"name[{name}]", "zoe-nouvelle")
    assert (written.exit_code, written.stderr) == (0, "")
    assert f"Means now  {before.removeprefix(f'{COUNCIL}/')}" in written.stdout
    assert f"« {name} »: {before} → {COUNCIL}/zoe-nouvelle" in written.stdout
    (row,) = corrections_of(kept)
    assert (row.target, row.printed, row.corrected) == (COUNCIL, before.removeprefix(f"{COUNCIL}/"), "zoe-nouvelle")
    assert links(kept)[name] == f"{COUNCIL}/zoe-nouvelle"


def test_correct_merges_two_councillors(kept: Home) -> None:
    one, other = sorted({found.removeprefix(f"{COUNCIL}/") for found in links(kept).values() if found})[:2]
    written = of_people(kept, COUNCIL, f"councillor[{one}]", other)
    assert (written.exit_code, written.stderr) == (0, "")
    assert f"{COUNCIL}/{one}" not in links(kept).values()
    again = of_people(kept, COUNCIL, f"councillor[{one}]", other)
    assert (again.exit_code, again.stderr) == (2, f"registre: {COUNCIL} already reads so in councillor[{one}].\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("commune-ailleurs", "name[Jean ROUX]", "jean-noir"), "commune-ailleurs is neither a council nor a document that was ever read."),
        ((COUNCIL, "name[Nemo PERSONNE]", "nemo"), f"{COUNCIL} has nothing that is called name[Nemo PERSONNE]."),
        ((COUNCIL, "councillor[nemo]", "nemo"), f"{COUNCIL} has nothing that is called councillor[nemo]."),
        ((COUNCIL, "councillor[nemo]", "Jean NOIR"), "It cannot be written: councillor[nemo] takes a councillor such as jean-roux"),
    ],
    ids=["no_target", "no_name", "no_councillor", "no_key"],
)
def test_correct_refuses_people_who_are_not_there(kept: Home, arguments: tuple[str, ...], sentence: str) -> None:
    result = of_people(kept, *arguments)
    assert (result.exit_code, result.stdout, corrections_of(kept)) == (2, "", ())
    assert sentence in result.stderr
