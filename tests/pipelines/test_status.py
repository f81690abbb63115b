"""`registre status`: how sources stand, what is missing of councils, as text, JSON and a page."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.command import main
from pipelines.home import Home
from pipelines.show import show_status
from pipelines.status import Note, Status, status_of
from pipelines.status_page import write_status
from tests.troubled import GONE, NOW, at_now, troubled
from transforms.reporting.status import Gap, Standing, judged


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return troubled(Home(tmp_path_factory.mktemp("status")))


@pytest.fixture(scope="module")
def status(home: Home) -> Status:
    return status_of(home, at_now)


def test_each_source_stands_as_its_looks_say(status: Status) -> None:
    assert {one.source: one.standing for one in status.sources} == {
        "alerte": Standing.FAILED,
        "bonne": Standing.FINE,
        "jamais": Standing.NEVER,
        "lente": Standing.OVERDUE,
        "papers": Standing.FINE,
    }
    alerte, bonne, jamais, _, papers = status.sources
    assert alerte.remarks == (
        "The look of 2026-03-02 failed: The server answers 500: it has a fault.",
        "It was reached last on 2026-02-20, 10 days ago; its cadence is hourly.",
    )
    assert (alerte.listed, jamais.listed, jamais.gone, bonne.listed) == (None, None, None, 4)  # unknown is not zero
    assert [name for name, _ in bonne.gone_documents] == list(GONE)
    assert bonne.missed_documents == (("https://bonne.example/x.pdf", "The server answers 404."),)
    assert (papers.documents, papers.last_new, bonne.documents, bonne.last_new) == (7, "2026-01-01T00:00:00+00:00", 0, None)


def test_a_source_that_has_published_nothing_for_longer_than_a_quarter_is_silent(home: Home) -> None:
    later = NOW + timedelta(days=70)
    papers = status_of(home, lambda: later).sources[-1]
    assert papers.standing is Standing.OVERDUE
    assert papers.remarks[-1].startswith("Nothing new has come from it since 2026-01-01; a council meets once a quarter")
    looked = later.isoformat()
    assert judged("monthly", looked, looked, later, "2025-10-01T00:00:00+00:00", None, later)[0] is Standing.SILENT


def test_what_is_missing_of_a_council_is_counted_and_named(status: Status) -> None:
    (ville,) = status.coverage
    assert (ville.sessions, ville.first_session, ville.last_session) == (2, date(2024, 1, 23), date(2024, 9, 24))
    assert (ville.quarters, ville.quarters_without_session, ville.quarters_since) == (3, ("2024-Q2",), 5)
    assert ville.gaps == (Gap("2024-007", "2024-041", 33), Gap("2024-004", "2024-007", 2))
    assert ville.numbers_missing == 35
    assert ville.agenda_items_without_deliberation is None  # no agenda is known


def test_the_terminal_says_it(status: Status, capsys: pytest.CaptureFixture[str]) -> None:
    show_status(status, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert "Sources  5 configured: 1 failed, 1 never looked at, 1 overdue, 2 fine" in lines
    assert "  jamais  It was never looked at." in lines
    assert "  bonne  … and 5 more: --json has them all" in lines
    (ville,) = [line for line in lines if line.startswith("  Ville-Témoin: ")]
    assert "none in 1 quarter between (2024-Q2); none in 5 quarters since; 35 numbers missing between deliberations" in ville


def test_json_has_it_all(home: Home, status: Status) -> None:
    said = json.loads(CliRunner().invoke(main, ["status", "--json", "--home", str(home.root)]).stdout)
    assert {one["source"] for one in said["sources"]} == {one.source for one in status.sources}
    assert len(said["sources"][1]["gone_documents"]) == len(GONE)
    assert said["coverage"][0]["gaps"] == [asdict(gap) for gap in status.coverage[0].gaps]


def test_the_page_says_it_in_a_few_lines_and_needs_nothing_else(home: Home, status: Status, tmp_path: Path) -> None:
    page = write_status(home, tmp_path / "status.html", status, at_now).read_text(encoding="utf-8")
    assert "As of <time" in page
    assert "The server answers 500: it has a fault." in page
    assert "33 between 2024-007 and 2024-041" in page
    assert sum(name in page for name in GONE) == 5
    assert "… and 3 more" in page
    assert "src=" not in page
    assert "<link" not in page


def test_kinds_of_documents_begin_with_a_capital_and_keep_their_abbreviations(home: Home, status: Status, tmp_path: Path) -> None:
    scan = Note("needs_ocr", "scan.pdf", "inbox", "No text layer.")
    page = write_status(home, tmp_path / "status.html", replace(status, notes=(scan,)), at_now).read_text(encoding="utf-8")
    assert re.search(r"<summary>\s*Needs OCR\b", page)


def test_the_command_writes_the_page_where_it_is_asked_to(home: Home, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["status", "--html", str(tmp_path / "s.html"), "--home", str(home.root)])
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 's.html'}\n")
    assert "<h1>Status</h1>" in (tmp_path / "s.html").read_text(encoding="utf-8")


def test_an_empty_home_has_a_page_too(tmp_path: Path) -> None:
    page = write_status(Home(tmp_path).prepare(), tmp_path / "s.html").read_text(encoding="utf-8")
    assert "No source is configured" in page
    assert "No session of any council is known yet." in page


def test_what_a_server_says_is_data(home: Home, tmp_path: Path) -> None:
    status = status_of(home, at_now)
    evil = replace(status.sources[0], remarks=("<script>alert(1)</script>",), missed_documents=(("<img src=x>", "&"),))
    page = write_status(home, tmp_path / "s.html", replace(status, sources=(evil,)), at_now).read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
