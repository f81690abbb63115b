"""What ``make bench`` writes into the README."""

import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import daily, docs, growth, reports, scale, speed
from benchmarks import run as bench
from benchmarks.docs import between_markers, put_section
from benchmarks.run import Figure, as_table, remember, seconds_of
from tests.conftest import PROJECT
from transforms.extraction import extract
from transforms.model import Engine, Page
from transforms.reading import read
from transforms.samples import sheets, town

START, END = docs.start("bench"), docs.end("bench")
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


def test_each_script_writes_its_own_section_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text("# Speed\n<!-- one:start -->\nold\n<!-- one:end -->\n<!-- two:start -->\nkept\n<!-- two:end -->\n")
    put_section("one", ["new", "figures"], page)
    assert page.read_text() == "# Speed\n<!-- one:start -->\nnew\nfigures\n<!-- one:end -->\n<!-- two:start -->\nkept\n<!-- two:end -->\n"
    with pytest.raises(ValueError, match="three:start"):
        put_section("three", ["figures"], page)


@pytest.mark.parametrize("section", ["speed", "daily-2000", "daily-5000", "growth", "growth-long", "reports", "voting", "site"])
def test_the_page_has_a_section_for_each_script(section: str) -> None:
    assert between_markers(docs.SPEED.read_text(), "figures", section).count("\nfigures\n") == 1


def curve(*seconds: float, memory: float = 1.0) -> growth.Curve:
    sizes = tuple(10 * 4**step for step in range(len(seconds)))
    return growth.Curve("marts", sizes, tuple(growth.Spent(2 * each, each, memory) for each in seconds))


@pytest.mark.parametrize("power", [0.5, 1.0, 1.1, 2.0])
def test_the_exponent_is_that_of_a_power(power: float) -> None:
    sizes = [10, 40, 160]
    assert growth.exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


def test_the_exponent_is_fitted_to_all_sizes() -> None:
    """The slope of least squares through three points, the middle one of which weighs nothing."""
    assert growth.exponent([1, 4, 16], [1, 99, 16]) == pytest.approx(1)
    assert curve(1.0, 2.0, 8.0).exponent == pytest.approx(0.75)
    assert curve(1.0, 2.0, 8.0).last_exponent == pytest.approx(1)


@pytest.mark.parametrize(
    ("found", "is_missed"),
    [
        (curve(1.0, 4.0, 16.0), False),
        (curve(1.0, 4.3, 18.5), False),
        (curve(1.0, 4.5, 20.0), True),
        (curve(0.01, 0.05, 0.29), False),
        (curve(0.01, 0.05, 0.31), True),
        (curve(1.0, 4.0, 16.0, memory=4.1), True),
    ],
    ids=["straight", "within", "steep", "too short to tell", "long enough to tell", "large"],
)
def test_a_stage_that_grows_too_fast_is_said(found: growth.Curve, is_missed: bool) -> None:
    assert (found.is_missed, "missed" in found.row()[0]) == (is_missed, is_missed)


def test_the_curves_are_those_of_each_stage_and_of_all() -> None:
    small = {"reading": growth.Spent(1.5, 1.0, 0.5), "marts": growth.Spent(2.0, 3.0, 0.4)}
    large = {"reading": growth.Spent(6.0, 4.0, 0.9), "marts": growth.Spent(8.0, 12.0, 0.6)}
    found = growth.curves([(40, large), (10, small)])
    assert [one.stage for one in found] == ["reading", "marts", "all of it"]
    assert {one.sizes for one in found} == {(10, 40)}
    assert found[-1].spent == (growth.Spent(3.5, 4.0, 0.5), growth.Spent(14.0, 16.0, 0.9))
    assert growth.growth_table("documents", found) == [
        "| documents: processor time | 10 | 40 | 40 by the clock | exponent | of the last step | peak of memory |",
        "|---|--:|--:|--:|--:|--:|--:|",
        "| reading | 1.00 s | 4.00 s | 6.00 s | 1.00 | 1.00 | 0.90 GB |",
        "| marts | 3.00 s | 12.00 s | 8.00 s | 1.00 | 1.00 | 0.60 GB |",
        "| all of it | 4.00 s | 16.00 s | 14.00 s | 1.00 | 1.00 | 0.90 GB |",
    ]


def test_the_peak_of_a_stage_is_its_own() -> None:
    """In a process of its own: this one's memory is that of all tests before."""
    asks = (
        "from benchmarks.growth import Meter\nmeter = Meter()\n"
        "with meter.stage('large'): bytearray(300_000_000)\n"
        "with meter.stage('small'): bytearray(1_000)\n"
        "print(*(meter.spent[stage].memory for stage in ('large', 'small')))"
    )
    told = subprocess.run([sys.executable, "-c", asks], stdout=subprocess.PIPE, text=True, check=True, cwd=PROJECT)
    large, small = map(float, told.stdout.split())
    assert large > 0.3 > small + 0.2


def test_a_stage_is_timed_by_the_clock_and_by_the_processor() -> None:
    meter = growth.Meter()
    with meter.stage("idle"):
        time.sleep(0.05)
    assert meter.spent["idle"].elapsed >= 0.05 > meter.spent["idle"].processor


@pytest.mark.parametrize("direction", ["sessions", "councils"])
def test_one_thing_grows_and_the_other_stays(direction: str) -> None:
    small, large = (scale.records_of(direction, size) for size in scale.DIRECTIONS[direction].sizes[:2])
    councils = [len({one.sittings[0].council for one in documents}) for documents in (small, large)]
    assert len(large) == 4 * len(small)
    assert councils == ([scale.FEW_COUNCILS] * 2 if direction == "sessions" else [3, 12])


def test_the_papers_that_are_read_are_those_of_whole_towns() -> None:
    papers = len(list(sheets(town(1, name="Val-Essai-1"))))
    direction = scale.DIRECTIONS["documents"]
    assert [size % papers for size in (*direction.sizes, *direction.long_sizes)] == [0] * 6


def test_a_day_that_misses_a_limit_says_which() -> None:
    good = daily.Day(2_000, 45.0, {"printed": 20.0, "core": 0.01}, 1.0, 6.0, 1.5, 0.8)
    assert not good.is_missed
    assert "| documents a second | 44.4 | at least 40 |" in daily.as_section(good)
    assert "| one new document, of the time of all at once | 0.133 × | – |" in daily.as_section(good)
    assert daily.as_section(good)[-1] == "Of the first run, step by step: printed 20.0 s."
    slow = replace(good, first=51.0, nothing=3.1)
    assert slow.is_missed
    assert [line.split(" | ")[0] for line in daily.as_section(slow) if "missed" in line] == ["| documents a second", "| nothing new"]


def test_pdfplumber_reads_the_same_pages() -> None:
    (text,) = speed.texts_of([PROJECT / "data" / "samples"])[:1]
    pages = speed.plumber_pages(text.data)
    assert [(page.number, page.engine) for page in pages] == [(page.number, Engine.PDFPLUMBER) for page in text.pages]
    assert read(pages)[0].session.date == read(text.pages)[0].session.date is not None


def test_copies_are_told_apart_by_their_bytes(tmp_path: Path) -> None:
    (text,) = speed.texts_of([PROJECT / "data" / "samples"])[:1]
    with speed.copied([text], 3) as files:
        assert len({file.read_bytes() for file in files}) == 3
        assert [read(extract(file.read_bytes()).pages) for file in files] == [read(text.pages)] * 3
