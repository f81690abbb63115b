"""The user's files in a home: used by the next run, told with file and line where they cannot be."""

from pathlib import Path

import pytest

from pipelines.home import Home, SetupError
from pipelines.landing import Known, printed_frames
from pipelines.ocr import OcrMode
from pipelines.refresh import inputs_of
from pipelines.roster import roster_key, roster_of
from pipelines.run import run
from tests.making import landed, seats, sitting
from transforms.corrections import read_corrections


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def test_what_all_files_say_is_put_together(home: Home) -> None:
    (home.roster / "a.csv").write_text("council;population\nVille-Essai;8650\n", encoding="utf-8-sig")
    (home.roster / "b.csv").write_text("council,name,group,from,to\nVille-Essai,Jean ROUX,Ensemble,,\n")
    (home.roster / "README.md").write_text("no roster")
    found = roster_of(home)
    assert (len(found.members), len(found.groups), len(found.populations)) == (0, 1, 1)


def test_a_changed_file_makes_the_results_stale(home: Home) -> None:
    before = inputs_of(home, OcrMode.NEVER)
    (home.roster / "a.csv").write_text("council;population\nVille-Essai;8650\n")
    assert inputs_of(home, OcrMode.NEVER) - before == {("roster", *roster_key(home)[0].split("\0"))}
    assert roster_key(home)[0].startswith("a.csv")


def test_a_faulty_row_stops_the_run_before_it_begins(home: Home) -> None:
    (home.roster / "a.csv").write_text("council;population\nVille-Essai;viel\n")
    (home.roster / "b.csv").write_bytes("council;population\nVille-Dé;1\n".encode("cp1252"))
    with pytest.raises(SetupError, match=r"a\.csv, line 2: population is a whole number.*b\.csv is not UTF-8 text"):
        run(home, [])
    assert not home.snapshot.exists()


def test_corrections_of_prints_and_of_people_are_told_side_by_side(home: Home) -> None:
    document = landed("pv", sitting(attendance=seats("Jean ROUX", "Anne PETIT"), stated_present=3))
    rows = read_corrections(
        "target,field,printed,corrected,reason,author,date\n"
        "pv.pdf,name[Jean ROUX],jean-roux,jean-noir,x,y,2026-11-23\n"
        "pv.pdf,session.stated_present,3,2,x,y,2026-11-23\n"
        "commune-ville-essai,councillor[anne-blanc],anne-blanc,anne-petit,x,y,2026-11-23\n",
        "c.csv",
    )
    frames = printed_frames([document], Known(rows))
    assert list(frames["printed.correction"]["state"]) == ["applied", "applied", "no_row"]
    linked = frames["printed.resolved_name"].set_index("name")["councillor_id"]
    assert linked["Jean ROUX"] == "commune-ville-essai/jean-noir"
