"""The command's words and exit codes, without a run of Dagster where none is needed."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.command import main
from pipelines.home import Home
from pipelines.run import code_hash, marts_hash
from pipelines.show import unresolved_line
from pipelines.status import Unresolved
from pipelines.store import Retrieval, Store
from tests.conftest import REGISTRE
from tests.pipelines.bad_papers import write_bad_papers
from transforms.samples import founding_sheet


def registre(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    write_bad_papers(tmp_path / "papers", founding_sheet().pdf())
    return tmp_path / "papers"


@pytest.fixture
def snapshot_home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home").prepare()
    with duckdb.connect(home.snapshot) as connection:
        connection.execute("create schema core; create table core.session as select 'été' as session_id")
    return home


# --- help


@pytest.mark.parametrize(
    "command", ["run", "parse", "status", "correct", "review", "sql", "ui", "report", "export", "dictionary", "compare-scdl"]
)
def test_every_command_says_what_it_does(command: str) -> None:
    help_text = registre(command, "--help").output
    assert command in registre("--help").output
    assert len(help_text.splitlines()) > 4


# --- what cannot begin


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "--source", "{folder}/nowhere", "--home", "{folder}/home"], "The source folder {folder}/nowhere does not exist."),
        (["run", "--source", "{folder}/file", "--home", "{folder}/home"], "The source {folder}/file is a file, not a folder."),
        (["run", "--home", "{folder}/file/home"], "The home folder {folder}/file/home cannot be written: Not a directory"),
        (["sql", "select 1", "--home", "{folder}/home"], "There is no snapshot at {folder}/home/published/registre.duckdb yet"),
        (["report", "site", "--home", "{folder}/home"], "There is no snapshot at {folder}/home/published/registre.duckdb yet"),
        (["report", "attendance", "--home", "{folder}/home"], "There is no snapshot at {folder}/home/published/registre.duckdb yet"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_cannot_begin_ends_with_one_sentence_and_code_2(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    (tmp_path / "file").write_text("")
    result = registre(*(argument.format(folder=tmp_path) for argument in arguments))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"registre: {sentence.format(folder=tmp_path)}")
    assert result.stderr.count("\n") == 1


def test_a_run_beside_another_is_refused_in_one_sentence(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    command = [REGISTRE, "run", "--home", str(home.root)]
    with home.locked():
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 4
    assert refused.stderr.startswith(f"registre: Another run (process {os.getpid()}) is at work on the home folder {home.root}")
    assert refused.stderr.count("\n") == 1


# --- parse


def test_parse_prints_json_lines_alone_and_in_the_order_asked_for(papers: Path) -> None:
    names = ["zero-bytes.pdf", "good.pdf", "scan.pdf", "recipe.pdf", "not-a-pdf.pdf", "password.pdf"]
    result = registre("parse", "--jobs", "2", "--ocr", "never", *(papers / name for name in names))
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert [item["file"] for item in objects] == names
    assert (result.exit_code, result.stderr) == (0, "")
    assert objects[1]["session"]["stated_present"] == 32
    landings = {item["file"]: item.get("landing") for item in objects}
    assert landings == dict.fromkeys(names, "unreadable") | {"good.pdf": None, "recipe.pdf": None, "scan.pdf": "needs_ocr"}
    assert all(item["reason"] and item["deliberations"] == [] for item in objects if item.get("landing"))


def test_parse_names_a_missing_file_and_still_reads_the_others(papers: Path) -> None:
    result = registre("parse", papers / "nowhere.pdf", papers / "good.pdf", papers)
    assert result.exit_code == 2
    assert [json.loads(line)["file"] for line in result.stdout.splitlines()] == ["good.pdf"]
    assert result.stderr == f"registre: There is no file {papers}/nowhere.pdf.\nregistre: {papers} is a folder, not a PDF file.\n"


# --- sql


@pytest.mark.parametrize(("form", "output"), [("csv", "session_id\nété\n"), ("json", '[{"session_id": "été"}]\n')])
def test_sql_answers_in_the_format_asked_for(snapshot_home: Home, form: str, output: str) -> None:
    result = registre("sql", "from core.session", "--format", form, "--home", snapshot_home.root)
    assert (result.exit_code, result.output) == (0, output)


def test_sql_answers_with_a_table_first(snapshot_home: Home) -> None:
    lines = [line.strip() for line in registre("sql", "from core.session", "--home", snapshot_home.root).output.splitlines()]
    assert "session_id" in lines
    assert "été" in lines


def test_sql_refuses_to_write_in_one_sentence(snapshot_home: Home) -> None:
    result = registre("sql", "drop table core.session", "--home", snapshot_home.root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "registre: `registre sql` only reads: DROP is refused.\n"


# --- status


def test_a_home_without_a_run_has_nothing_and_says_so(tmp_path: Path) -> None:
    told = json.loads(registre("status", "--home", tmp_path, "--json").stdout)
    assert (told["documents"], told["notes"], sum(told["fates"].values())) == (0, [], 0)


def test_a_document_that_came_in_after_the_snapshot_is_waiting(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    store = Store(home.documents)
    store.record([Retrieval("inbox", "new.pdf", store.put(b"new"), 3, "2026-01-01T00:00:00+00:00")])
    told = json.loads(registre("status", "--home", home.root, "--json").stdout)
    assert told["fates"]["waiting"] == told["documents"] == 1
    assert [(note["kind"], note["name"]) for note in told["notes"]] == [("waiting", "new.pdf")]


# --- when the published results still stand


@pytest.mark.parametrize(
    ("file", "is_of_marts"),
    [
        ("transforms/reading/names.py", False),
        ("sql/core/session.sql", False),
        ("sql/columns.yml", True),
        ("sql/marts/coverage.sql", True),
        ("transforms/reporting/templates/page.html", False),
    ],
)
def test_a_change_in_any_room_is_a_change_of_code_or_of_the_marts(tmp_path: Path, file: str, is_of_marts: bool) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text("one")
    before = code_hash(tmp_path), marts_hash(tmp_path)
    path.write_text("two")
    assert (code_hash(tmp_path) != before[0], marts_hash(tmp_path) != before[1]) == (not is_of_marts, is_of_marts)


def test_the_status_tells_each_name_that_is_not_linked() -> None:
    several = Unresolved("commune-essai", "ROUX", "several_found", 3, (("Jean ROUX", 0.57), ("Paul ROUX", 0.5)))
    nobody = Unresolved("commune-essai", "LENOIR", "none_found", 1, ())
    twice = Unresolved("commune-essai", "Anne MARTIN", "possibly_same", None, (("Anne DUPONT", 0.4),))
    assert [unresolved_line(one) for one in (several, nobody, twice)] == [
        "commune-essai: « ROUX », 3 times: it may mean Jean ROUX (0.57), Paul ROUX (0.50).",
        "commune-essai: « LENOIR »: nobody of the council has this name.",
        "commune-essai: « Anne MARTIN » is kept apart from Anne DUPONT (0.40), but may be the same person.",
    ]
