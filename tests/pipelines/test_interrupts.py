"""Ctrl-C, SIGTERM and kill -9 while a real `registre run` is at work: it ends at once, leaves nobody behind, and the next run goes on."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import dagster as dg
import psutil
import pytest

from pipelines import interrupts, warehouse
from pipelines.command import INTERRUPTED
from pipelines.home import SAMPLES, Home
from pipelines.store import Store
from tests.forking import Going, Moment, Runner, runner
from tests.sources.conftest import pdf, town
from tests.sources.server import Town, html, silent, versioned
from tests.sources.test_commands import configure, page

__all__ = ["town"]

PAPERS = "ville-temoin-2024-0[17]-*DEL*.pdf"
BY_CLOCK = {"printed.retrieval"}  # says when a document came


pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]  # a process that loads Dagster takes its time on a busy machine


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with runner(tmp_path_factory.mktemp("runs")) as made:
        yield made


def start(runs: Runner, home: Home, papers: Path) -> Going:
    return runs.go("run", "--ocr", "never", "--jobs", "2", "--log-format", "json", "--home", home.root, "--source", papers)


def ended(going: Going, *numbers: signal.Signals) -> tuple[int, float]:
    """Exit code, and after how many seconds it ended, of a run that gets these signals; all that it started are gone too."""
    everybody = psutil.Process(going.pid).children(recursive=True)
    began = monotonic()
    going.send(*numbers)
    code = going.end()
    seconds = monotonic() - began
    assert psutil.wait_procs(everybody, timeout=5)[1] == []
    return code, seconds


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for path in sorted(SAMPLES.glob(PAPERS)):
        (folder / path.name).symlink_to(path)
    return folder


def content(home: Home) -> dict[str, str]:
    with warehouse.open_snapshot(home.snapshot) as connection:
        return {table: digest for table, digest in warehouse.content_hash(connection).items() if table not in BY_CLOCK}


MOMENTS = {
    '"run began"': signal.SIGINT,
    '"reading documents"': signal.SIGTERM,
    '"document landed"': signal.SIGINT,
    '"building core.vote"': signal.SIGTERM,
    '"checking the rules"': signal.SIGINT,
    '"publishing the snapshot"': signal.SIGTERM,
}


def test_a_run_interrupted_at_many_moments_ends_with_the_content_of_an_undisturbed_one(runs: Runner, tmp_path: Path, papers: Path) -> None:
    undisturbed, disturbed = Home(tmp_path / "one"), Home(tmp_path / "two")
    for moment, number in MOMENTS.items():
        going = start(runs, disturbed, papers).until(moment)
        code, seconds = ended(going, number)
        assert code == 128 + number, moment
        assert going.events[-1] == INTERRUPTED, moment
        assert going.events.count(INTERRUPTED) == 1
        assert "run ended" not in going.events, moment
        assert seconds < interrupts.GRACE + 3, moment
    assert [start(runs, home, papers).end() for home in (disturbed, undisturbed)] == [0, 0]
    assert content(disturbed) == content(undisturbed)
    assert len(Store(undisturbed.documents).held()) == len(list(papers.iterdir()))


@pytest.fixture
def fetching(runs: Runner, tmp_path: Path, town: Town) -> tuple[Home, Going]:
    """A run that waits for a server which has given one document and says nothing about the second."""
    town.answers |= {"/liste": html("a.pdf", "b.pdf"), "/a.pdf": versioned(pdf(0)), "/b.pdf": silent}
    home = Home(tmp_path / "home")
    home.root.mkdir()
    configure(home, page("ville", town.url("/liste", "127.0.0.1")))
    going = start(runs, home, home.prepare().inbox).until('"document retrieved"')
    while not town.times("/b.pdf"):
        sleep(0.01)
    return home, going


def test_ctrl_c_while_a_server_is_silent_ends_the_run_and_loses_nothing(fetching: tuple[Home, Going], town: Town, runs: Runner) -> None:
    home, going = fetching
    code, seconds = ended(going, signal.SIGINT)
    assert (code, going.events[-1]) == (130, INTERRUPTED)
    assert seconds < interrupts.GRACE + 3
    town.answers["/b.pdf"] = versioned(pdf(1))
    again = start(runs, home, home.inbox)
    assert again.end() == 0
    assert len(Store(home.documents).held()) == 2


def test_a_second_ctrl_c_ends_the_run_at_once(fetching: tuple[Home, Going]) -> None:
    _, going = fetching
    code, seconds = ended(going, signal.SIGINT, signal.SIGINT)
    assert (code, going.events.count(INTERRUPTED)) == (130, 1)  # what was about to be logged may still come behind it
    assert seconds < interrupts.GRACE / 2


SECOND_WHILE_IT_IS_TOLD = """
import os, signal, sys, time
from pipelines import command, run

class Told:
    def write(self, text):
        os.write(2, text.encode())
        if command.INTERRUPTED in text:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
    def flush(self):
        pass

def interrupted(*arguments, **options):
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(9)

run.run = interrupted
sys.stderr = Told()
command.main(["run", "--quiet", "--home", sys.argv[1]])
"""


def test_a_second_ctrl_c_while_the_first_is_told_does_not_tell_it_again(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SECOND_WHILE_IT_IS_TOLD, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (143, f"registre: {INTERRUPTED}\n")


def test_nobody_works_on_for_a_run_that_was_killed(runs: Runner, tmp_path: Path, papers: Path) -> None:
    going = start(runs, Home(tmp_path / "home"), papers).until('"document landed"')
    assert len(psutil.Process(going.pid).children(recursive=True)) >= 3  # the server that forks, and two that read
    assert ended(going, signal.SIGKILL)[0] == -signal.SIGKILL


OF_INGESTION = (
    Moment("pipelines.store:_force_onto_disk", after=True),  # bytes are on the disk, but not under their names
    Moment("pipelines.store:Store.record"),  # they are kept, but nothing says where they came from
    Moment("pipelines.store:Store.note_missed", after=True),
    Moment("pipelines.landing:_note", 2),  # one document is landed, the second is read
    Moment("pipelines.warehouse:_fill", 9),  # in the middle of landing what is printed
)
OF_A_REFRESH = (
    Moment("pipelines.warehouse:build_table", 30, after=True),
    Moment("pipelines.merging:_replace", 20),  # the new snapshot has some councils of this run, some of the one before
    Moment("pipelines.warehouse:put_in_place"),
    Moment("pipelines.history:note_findings"),  # it is published, what is made from it is not
    Moment("pipelines.dictionary:write_dictionary"),
)


def test_ten_runs_killed_one_after_another_end_with_the_content_of_an_undisturbed_one(runs: Runner, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    undisturbed, disturbed = Home(tmp_path / "one"), Home(tmp_path / "two")
    options = ("run", "--ocr", "never", "--jobs", "1", "--source", papers, "--home")
    for numbers, moments in (((0, 1), OF_INGESTION), ((2,), OF_A_REFRESH)):
        for number in numbers:
            (papers / f"{number}.pdf").write_bytes(pdf(number))
        for moment in moments:
            assert runs.go(*options, disturbed.root, kill=moment).end() == -signal.SIGKILL, moment
        assert runs.go(*options, disturbed.root).end() == 0
    assert runs.go(*options, undisturbed.root).end() == 0
    assert content(disturbed) == content(undisturbed)
    assert published(disturbed) == published(undisturbed)
    assert not list(disturbed.published.glob(".*.new*"))
    assert Store(disturbed.documents).held() == {one.sha256 for one in Store(disturbed.documents).log()}
    assert [one.key for one in Store(disturbed.documents).log()] == [one.key for one in Store(undisturbed.documents).log()]
    with dg.DagsterInstance.from_config(str(disturbed.dagster)) as instance:
        statuses = {run.status for run in instance.get_runs()}
    assert statuses == {dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE}  # to Dagster none goes on for ever


def published(home: Home) -> dict[str, str]:
    """What is published beside the snapshot, without the times at which documents came and the status was written."""
    beside = [path for path in home.published.iterdir() if path not in (home.snapshot, home.status_page) and path.name[0] != "."]
    return {path.name: re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", "", path.read_text(encoding="utf-8")) for path in beside}


def test_handlers_stand_again_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    before = [signal.getsignal(number) for number in interrupts.SIGNALS]
    with pytest.raises(SystemExit) as end, interrupts.heeded("It was interrupted."):  # noqa: PT012
        signal.raise_signal(signal.SIGTERM)
        sleep(5)
    assert (end.value.code, capsys.readouterr().err) == (143, "It was interrupted.\n")
    assert [signal.getsignal(number) for number in interrupts.SIGNALS] == before
    assert signal.set_wakeup_fd(-1) == -1
