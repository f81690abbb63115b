"""What a run leaves for machines, and what it shows on a terminal or nowhere."""

from __future__ import annotations

import io
import json
import logging
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from rich.console import Console

from pipelines import journal, show
from pipelines.home import Home
from pipelines.progress import tell
from pipelines.resources import HomeResource
from tests.conftest import REGISTRE
from tests.pipelines.bad_papers import write_bad_papers
from tests.sources.conftest import pdf

log = logging.getLogger("pipelines.tests")
COMMAND = [REGISTRE, "run", "--ocr", "never", "--jobs", "2"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def lines_of(home: Home) -> list[dict[str, Any]]:
    return [json.loads(line) for line in home.journal.read_text(encoding="utf-8").splitlines()]


def test_a_line_says_when_how_grave_which_run_what_and_about_what(home: Home) -> None:
    with journal.kept(home):
        log.info("document landed", extra={"source": "inbox", "document": "doc-1", "reason": None, "file": "délibération.pdf"})
        log.warning("late by %d days", 3)
    first, second = lines_of(home)
    assert list(first) == ["at", "level", "run", "event", "source", "document", "file"]
    assert (first["level"], first["event"], first["file"]) == ("info", "document landed", "délibération.pdf")
    assert (second["level"], second["event"]) == ("warning", "late by 3 days")
    assert first["run"] == second["run"]


def test_nothing_is_kept_outside_of_it_and_an_error_brings_its_traceback(home: Home) -> None:
    log.info("before")
    with journal.kept(home), journal.kept(home):  # the second goes on with the first
        try:
            raise ValueError("a fault")
        except ValueError:
            log.exception("it failed")
    log.info("after")
    (line,) = lines_of(home)
    assert line["event"] == "it failed"
    assert line["traceback"].endswith("ValueError: a fault")


def test_a_secret_is_never_written(home: Home) -> None:
    with journal.kept(home, secrets=['gehe"im', ""]):
        log.warning('refused for gehe"im', extra={"reason": 'password gehe"im is wrong'})
    assert lines_of(home)[0]["reason"] == "password … is wrong"
    assert "gehe" not in home.journal.read_text()


def test_a_full_file_is_turned_over(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 1000)
    with journal.kept(home):
        for number in range(100):
            log.info("line", extra={"number": number})
    files = sorted(home.journal.parent.iterdir())
    assert len(files) == journal.FILES_KEPT + 1
    assert all(file.stat().st_size <= 1000 for file in files)
    assert lines_of(home)[-1]["number"] == 99


def test_each_step_is_noted_once_with_the_time_that_the_one_before_took(home: Home) -> None:
    with journal.kept(home):
        for done in range(3):
            tell("reading documents", done, 3)
        tell("linking names")
    first, second = lines_of(home)
    assert (first["step"], first["parts"]) == ("reading documents", 3)
    assert (second["step"], second["before"]) == ("linking names", "reading documents")
    assert second["seconds_before"] >= 0


def test_a_run_that_dagster_starts_keeps_the_journal_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRE_BOX_PASSWORD", "gehe1m")
    source = "{name: box, kind: folder, path: 'sftp://box/x', password_from: REGISTRE_BOX_PASSWORD}"
    home.sources_file.write_text(f"sources:\n- {source}\n")
    with dg.build_resources({"home": HomeResource(path=str(home.root))}) as _:
        log.info("step", extra={"source": "box", "reason": "no entry with gehe1m"})
    (line,) = lines_of(home)
    assert (line["event"], line["source"], line["reason"]) == ("step", "box", "no entry with …")


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False, **options)


def test_a_run_says_to_machines_what_it_did_and_to_people_nothing_where_that_is_asked_for(tmp_path: Path) -> None:
    home, papers = Home(tmp_path / "home"), tmp_path / "papers"
    write_bad_papers(papers, pdf())
    first = run("--home", home.root, "--source", papers, "--json", "--log-format", "json")
    assert first.returncode == 0, first.stderr
    told = [json.loads(line) for line in first.stderr.splitlines()]
    assert told == lines_of(home)
    events = {line["event"] for line in told}
    assert events >= {"run began", "document retrieved", "document landed", "document not retrieved", "step", "run ended"}
    (good,) = [line for line in told if line["event"] == "document landed" and line["file"] == "good.pdf"]
    assert (good["landing"], good["level"], good["source"], good["pages"], good["sittings"]) == ("read", "info", str(papers), 2, 1)
    assert good["seconds"] > 0
    (bad,) = [line for line in told if line["event"] == "document landed" and line["file"] == "password.pdf"]
    assert (bad["landing"], bad["level"]) == ("unreadable", "warning")
    assert bad["reason"].endswith(".")
    said = json.loads(first.stdout)
    assert said["documents_new"] == len(said["new_documents"]) == said["documents"]
    assert {one["name"] for one in said["new_documents"]} >= {"good.pdf", "password.pdf"}
    assert Path(said["status_page"]).exists()
    assert Path(said["journal"]) == home.journal

    again = run("--home", home.root, "--source", papers, "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert [line["event"] for line in lines_of(home)[len(told) :]] == ["run began", "run ended"]  # what the cache holds is no news

    refused = run("--home", home.root, "--source", tmp_path / "nowhere", "--quiet", "--log-format", "json")
    assert refused.returncode == 2
    assert json.loads(refused.stderr)["event"] == f"The source folder {tmp_path / 'nowhere'} does not exist."


def test_progress_counts_and_estimates_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, seconds = io.StringIO(), [0.0]
    console = Console(file=screen, force_terminal=True, width=120, color_system=None)
    monkeypatch.setattr(show, "Console", lambda **_: console)
    with show.progress_shown(lambda: seconds[0]):
        for done in range(31):
            seconds[0] = float(done)
            tell("reading documents", done, 60)
    assert "Reading documents" in screen.getvalue()
    assert "30/60" in screen.getvalue()
    assert "0:00:30 left" in screen.getvalue()
    with show.progress_shown(lambda: seconds[0]):
        tell("reading documents", 60, 60)
        screen.truncate(0)
        tell("linking names")
    assert "Linking names" in screen.getvalue()
    assert "60/60" not in screen.getvalue()
    assert "left" not in screen.getvalue()  # a step without parts has no bar of the step before


SHOWING = """
from pipelines.progress import tell
from pipelines.resources import HomeResource
from pipelines.show import progress_shown
from tests.conftest import REGISTRE

with progress_shown():
    tell("reading", 1, 2)
"""


def test_progress_shows_on_a_real_terminal_only() -> None:
    command = [sys.executable, "-c", SHOWING]
    quiet = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (quiet.stdout, quiet.stderr) == ("", "")
    ours, theirs = pty.openpty()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, check=True, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    assert b"Reading" in os.read(ours, 10_000)
    os.close(ours)
