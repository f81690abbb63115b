"""What ``make bench`` writes into the README."""

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks import nation, reports, scale, speed
from benchmarks import run as bench
from benchmarks.run import END, START, Figure, as_table, between_markers, remember, seconds_of
from pipelines.merging import put
from pipelines.warehouse import content_hash
from tests.conftest import PROJECT
from transforms.model import Engine, Page

RUN = Figure("run", 60, 31.04, 40, "2026-11-23, 2 cores, abc1234")


def test_the_table_holds_every_figure_slowest_first() -> None:
    parse = Figure("parse", 53, 7.25, None, "2026-11-23, 2 cores, abc1234")
    assert as_table([parse, RUN]).splitlines()[2:] == [
        "| run | 60 | 31.0 s | 40 s | 2026-11-23, 2 cores, abc1234 |",
        "| parse | 53 | 7.2 s | – | 2026-11-23, 2 cores, abc1234 |",
    ]


@pytest.mark.parametrize(("seconds", "is_over"), [(39.9, False), (40.1, True)])
def test_a_figure_over_its_limit_is_said(seconds: float, is_over: bool) -> None:
    figure = Figure("run", 60, seconds, 40, "today")
    assert figure.is_over == is_over
    assert ("(over)" in as_table([figure])) == is_over


def test_only_what_stands_between_the_markers_changes() -> None:
    text = f"before\n{START}\nold\nfigures\n{END}\nafter\n"
    once = between_markers(text, r"new \1 |")
    assert once == f"before\n{START}\nnew \\1 |\n{END}\nafter\n"
    assert between_markers(once, r"new \1 |") == once


@pytest.mark.parametrize("text", ["", START, f"{END} {START}", f"{START} {START} {END}"], ids=["none", "open", "reversed", "twice"])
def test_without_one_pair_of_markers_nothing_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="bench:start"):
        between_markers(text, "figures")


def test_figures_not_measured_anew_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    clone = Figure("clone", 60, 180.0, 240, "2026-11-20")
    faster = Figure("run", 60, 20.0, 40, "2026-11-24")
    assert remember([RUN, clone], path) == [RUN, clone]
    assert set(remember([faster], path)) == {faster, clone}
    assert set(remember([], path)) == {faster, clone}


def test_a_command_that_fails_has_no_time() -> None:
    with pytest.raises(subprocess.CalledProcessError) as error:
        seconds_of(sys.executable, "-c", "import sys; print('no such folder'); sys.exit(2)")
    assert "no such folder" in error.value.output


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sample of two documents, a README with markers and a ``registre`` that only notes how it was called."""
    (tmp_path / "samples").mkdir()
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / "samples" / name).touch()
    (tmp_path / "README.md").write_text(f"# Title\n{START}\n{END}\n")
    command = tmp_path / "registre"
    command.write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/calls\n[ ! -e {tmp_path}/broken ] || {{ echo disk full; exit 2; }}\n')
    command.chmod(0o755)
    for name, path in {"README": "README.md", "FIGURES": "figures.json", "SAMPLES": "samples", "REGISTRE": "registre"}.items():
        monkeypatch.setattr(bench, name, tmp_path / path)
    monkeypatch.setattr(sys, "argv", ["bench"])
    return tmp_path


def test_the_figures_of_run_and_parse_reach_the_readme(project: Path) -> None:
    assert bench.main() == 0
    readme = (project / "README.md").read_text()
    for what, limit in [("over the sample, empty home", "40 s"), ("again, nothing new", "12 s"), ("`registre parse` over `samples/`", "–")]:
        (row,) = [line for line in readme.splitlines() if what in line]
        assert re.search(rf"\| 2 \| \d+\.\d s \| {limit} \|", row)
    calls = (project / "calls").read_text().splitlines()
    runs = [call for call in calls if call.startswith("run ")]
    assert len(set(runs)) == 1  # the same home each time
    assert [call for call in calls if call not in runs] == [f"parse {project}/samples/a.pdf {project}/samples/b.pdf"] * bench.REPEATS


def test_a_command_that_fails_leaves_the_readme_as_it_was(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "broken").touch()
    before = (project / "README.md").read_text()
    assert bench.main() == 1
    assert (project / "README.md").read_text() == before
    assert "disk full" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("seconds", "memory", "is_missed"), [(14.9, 0.9, False), (15.1, 0.2, True), (1.0, 1.1, True)], ids=["within", "slow", "large"]
)
def test_a_report_over_its_limits_is_said(seconds: float, memory: float, is_missed: bool) -> None:
    one = reports.Written("attendance, pdf", seconds, memory, 2_000_000)
    assert (one.is_missed, one.line().endswith(": missed)")) == (is_missed, is_missed)


def test_the_large_council_is_as_large_as_it_says() -> None:
    minutes = [document.sittings[0] for document in reports.documents()]
    assert minutes == [document.sittings[0] for document in reports.documents()]
    assert (len(minutes), sum(len(one.deliberations) for one in minutes)) == (reports.SESSIONS, reports.DELIBERATIONS)
    assert len({seat.name for one in minutes for seat in one.attendance}) == reports.SEATS
    assert all(seat.proxy is not None for one in minutes for seat in one.attendance if seat.status == "represented")


def test_generated_sessions_are_all_different() -> None:
    documents = list(scale.sittings(scale.COUNCIL_SESSIONS + 2))
    sat = {(document.sittings[0].council, document.sittings[0].session.date) for document in documents}
    assert len(sat) == len({document.document_id for document in documents}) == scale.COUNCIL_SESSIONS + 2
    assert {council for council, _ in sat} == {"Val-Essai-0", "Val-Essai-1"}


def test_a_filled_warehouse_holds_copies_under_names_of_their_own(tmp_path: Path) -> None:
    documents = nation.council_documents(0, sessions=2)
    nation.build_scratch(tmp_path / "base.duckdb", documents)
    filled = nation.fill(tmp_path / "filled.duckdb", tmp_path / "base.duckdb", 45)
    assert (filled.councils, filled.deliberations) == (3, 3 * sum(len(one.sittings[0].deliberations) for one in documents))
    with duckdb.connect(filled.path) as connection:
        before = content_hash(connection)
        for table, key in (("core.attendance", "(deliberation_id, councillor_id)"), ("quality.finding", "finding_id")):
            rows, keys = connection.execute(f"select count(*), count(distinct {key}) from {table}").fetchall()[0]
            assert rows == keys > 0
        put(connection, [tmp_path / "base.duckdb"])  # once more: only the rows of the first council are put in the place of themselves
        assert content_hash(connection) == before


def test_the_cost_of_a_command_holds_what_outlives_it() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    starts_it = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
    # in a process of its own: it waits for all children, and this one may have a server of processes from another test
    asks = f"import sys; from benchmarks import speed; print(speed.cost([sys.executable, '-c', {starts_it!r}]).processor)"
    told = subprocess.run([sys.executable, "-c", asks], stdout=subprocess.PIPE, text=True, check=True, cwd=PROJECT)
    assert float(told.stdout) >= 0.3


@pytest.mark.parametrize(("most", "expected"), [(100, 12), (24, 6), (4, 1)])
def test_few_documents_are_spread_evenly_over_all(most: int, expected: int) -> None:
    texts = [speed.Text(Path(f"{index}.pdf"), b"", tuple(Page(number, Engine.PDFIUM, ()) for number in range(1, 5))) for index in range(12)]
    few = speed.few_of(texts, most)
    assert len(few) == expected
    assert few == texts[:: len(texts) // expected]


def test_the_bench_of_speed_without_pictures_measures_text_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []
    ratio = speed.Ratio("parse", 0.39, "×", least=0.4)
    monkeypatch.setattr(speed, "all_ratios", lambda folders, text_only: asked.append((folders, text_only)) or [ratio])
    monkeypatch.setattr(sys, "argv", ["bench", "--text-only", "folder"])
    assert speed.main() == 1
    assert asked == [([Path("folder")], True)]
    assert capsys.readouterr().out == "parse: 0.39 × (at least 0.4: missed)\n"
