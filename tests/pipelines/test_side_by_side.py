"""Two runs at once on one home, an analyst who reads meanwhile, and sixty sources of which five are broken."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from pipelines.home import Home
from tests.forking import Runner, runner
from tests.sources.conftest import pdf, town
from tests.sources.server import Town, html, silent, status, versioned
from tests.sources.test_commands import configure, home, page, registre

__all__ = ["home", "town"]

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]  # a process that loads Dagster takes its time on a busy machine

ANALYST = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for question in sys.stdin:
    print(*connection.execute(question).fetchone(), flush=True)
"""
Ask = Callable[[str], str]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    with runner(tmp_path_factory.mktemp("runs")) as made:
        yield made


@pytest.fixture
def analyst() -> Iterator[Callable[[Home], Ask]]:
    """Opens the snapshot in a process of its own; what that gives puts questions to the open connection."""
    with ExitStack() as stack:

        def sit_down(home: Home) -> Ask:
            command = [sys.executable, "-c", ANALYST, str(home.snapshot)]
            process = stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            assert process.stdin
            assert process.stdout
            stack.callback(process.stdin.close)

            def ask(question: str) -> str:
                print(question, file=process.stdin, flush=True)
                return process.stdout.readline().strip()

            return ask

        yield sit_down


def test_of_two_runs_one_works_and_the_other_says_so_or_waits_while_an_analyst_goes_on_reading(
    runs: Runner, home: Home, analyst: Callable[[Home], Ask]
) -> None:
    papers = home.root / "papers"
    papers.mkdir()
    (papers / "0.pdf").write_bytes(pdf(0))
    options = ("run", "--ocr", "never", "--jobs", "1", "--log-format", "json", "--home", home.root, "--source", papers)
    assert runs.go(*options).end() == 0
    before = analyst(home)
    count = "select count(*) from core.document"
    assert before(count) == "1"

    (papers / "1.pdf").write_bytes(pdf(1))
    first = runs.go(*options).until('"building core.sitting"')
    refused = registre(home, "run", "--source", str(papers), "--ocr", "never")
    assert (refused.exit_code, refused.stdout) == (4, "")
    assert refused.stderr.startswith(f"registre: Another run (process {first.pid}) is at work on the home folder {home.root}")
    impatient = registre(home, "run", "--source", str(papers), "--ocr", "never", "--wait", "0.2")
    assert impatient.exit_code == 4
    assert "is still after 0.2 s at work" in impatient.stderr
    assert before(count) == analyst(home)(count) == "1"

    waited = registre(home, "run", "--source", str(papers), "--ocr", "never", "--wait", "300", "--json")
    assert first.end() == 0
    assert (waited.exit_code, json.loads(waited.stdout)["is_rebuilt"]) == (0, False)  # the first had done it all
    assert before(count) == "1"
    assert before("select count(*) from core.session where date is not null") == "1"
    assert analyst(home)(count) == "2"


def own(number: int) -> bytes:
    """A decision of Ville-Témoin with bytes of its own."""
    return pdf(number % 6) + b"\n%% %d\n" % number


def test_of_sixty_sources_five_are_broken_and_the_others_are_ingested(home: Home, town: Town) -> None:
    sources: list[dict[str, object]] = []
    for number in range(58):
        name = f"source-{number:02}"
        if number % 2:
            folder = home.root / "folders" / name
            folder.mkdir(parents=True)
            (folder / "a.pdf").write_bytes(own(number))
            sources.append({"name": name, "kind": "folder", "path": str(folder)})
        else:
            town.answers |= {f"/{name}": html(f"{name}.pdf"), f"/{name}.pdf": versioned(own(number))}
            sources.append(page(name, town.url(f"/{name}", "127.0.0.1")))
    town.answers |= {"/source-04": status(500), "/source-08": silent}
    (home.root / "folders" / "source-07" / "a.pdf").unlink()
    (home.root / "folders" / "source-07").rmdir()
    sources.append(page("source-58", town.url("/nowhere", "127.0.0.1")))
    sources.append({"name": "source-59", "kind": "urls", "urls": ["http://10.0.0.7/a.pdf"]})
    configure(home, *sources, attempts=1, silence_seconds=0.5)
    broken = {
        "source-04": "The server answers 500",
        "source-07": "does not exist",
        "source-08": "The server fell silent.",
        "source-58": "The server answers 404",
        "source-59": "is refused: ",
    }
    result = registre(home, "run", "--source", str(home.prepare().inbox), "--ocr", "never", "--json")
    assert result.exit_code == 3, result.output
    said = json.loads(result.stdout)
    assert (said["documents_new"], said["documents"], len(said["sources"])) == (55, 55, 60)
    assert {one["source"] for one in said["sources"] if one["failure"]} == set(broken)
    assert {one["source"] for one in said["new_documents"]} == {str(one["name"]) for one in sources} - set(broken)
    lines = result.stderr.splitlines()
    assert len(lines) == 5
    for line, (name, reason) in zip(lines, broken.items(), strict=True):
        assert line.startswith(f"registre: The source {name} failed: ")
        assert line.endswith(".")
        assert reason in line
    standing = {one["source"]: one["standing"] for one in json.loads(registre(home, "status", "--json").stdout)["sources"]}
    assert {name for name, how in standing.items() if how == "failed"} == set(broken)
    text = registre(home, "run", "--source", str(home.inbox), "--ocr", "never")
    assert text.exit_code == 3
    assert "55 of 60 configured sources looked at, the others failed." in text.stdout
