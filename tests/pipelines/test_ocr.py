"""Scans in a run: read after all others, kept page by page, waiting where they cannot be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from pipelines import ocr, pool, workers
from pipelines.cache import Cache
from pipelines.command import main
from pipelines.home import Home, SetupError
from pipelines.ingestion import FolderSource, ingest
from pipelines.landing import landed_documents
from pipelines.ocr import LANGUAGE, OcrEngine, OcrMode, find_language_data, missing_for, ocr_engine
from pipelines.progress import heard_by
from pipelines.refresh import inputs_of
from pipelines.workers import read_documents
from tests.conftest import REGISTRE
from tests.extraction.pdfs import LONG_TEXT, ROLL_CALL, pictures_pdf, scan_of, scan_pdf, text_pdf
from transforms.extraction import extract, tesseract
from transforms.model import Engine, Landing, Page

needs_tesseract = pytest.mark.skipif(find_language_data() is None, reason="needs Tesseract's French language data")
ENGINE = OcrEngine("/nowhere", "test engine")


def registre(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [REGISTRE, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


# --- where the language data is


def test_language_data_is_found_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "USUAL_FOLDERS", ())
    data = tmp_path / "tessdata"
    data.mkdir()
    assert find_language_data({"TESSDATA_PREFIX": str(data)}) is None
    (data / f"{LANGUAGE}.traineddata").write_bytes(b"data")
    assert find_language_data({"TESSDATA_PREFIX": str(data)}) == data
    assert find_language_data({"TESSDATA_PREFIX": str(tmp_path)}) == data  # what older versions of Tesseract meant
    assert find_language_data({}) is None


def test_language_data_is_found_in_the_system_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "tesseract-ocr" / "5" / "tessdata"
    data.mkdir(parents=True)
    (data / f"{LANGUAGE}.traineddata").write_bytes(b"data")
    monkeypatch.setattr(ocr, "USUAL_FOLDERS", (str(tmp_path / "tesseract-ocr" / "*" / "tessdata"),))
    assert find_language_data({}) == data
    assert find_language_data({"TESSDATA_PREFIX": str(tmp_path / "empty")}) is None  # whoever names a folder means that one


def test_the_folder_without_language_data_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", "/data/empty")
    assert "is not in /data/empty, which $TESSDATA_PREFIX names" in (missing_for(OcrMode.AUTO) or "")


def test_without_language_data_scans_wait_or_the_run_does_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_language_data", lambda: None)
    assert ocr_engine(OcrMode.NEVER) is None
    assert ocr_engine(OcrMode.AUTO) is None
    assert missing_for(OcrMode.NEVER) is None
    assert (missing_for(OcrMode.AUTO) or "").startswith("Scans cannot be read on this machine: Tesseract's French language data")
    with pytest.raises(SetupError, match="Scans cannot be read"):
        ocr_engine(OcrMode.ALWAYS)


def test_other_language_data_is_another_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_language_data", lambda: tmp_path)
    versions = set()
    for data in (b"one", b"other"):
        (tmp_path / f"{LANGUAGE}.traineddata").write_bytes(data)
        engine = ocr_engine(OcrMode.AUTO)
        assert engine is not None
        versions.add(engine.version)
    assert len(versions) == 2


# --- several documents


class Invented:
    """Reads every picture as the same roll call, and leaves a sign for each."""

    def __init__(self, data: str, language: str) -> None:
        assert (data, language) == (ENGINE.data, LANGUAGE)

    def read(self, picture: object, number: int) -> Page:
        count = Path(os.environ["COUNT"])
        with count.open("a") as signs:
            signs.write("x")
        if "crash" in count.name:
            os._exit(11)
        return Page.from_text(number, "\n".join(LONG_TEXT), Engine.TESSERACT)


@pytest.fixture
def count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a sign for each page that was recognised by the invented engine, in whatever process."""
    file = tmp_path / "count"
    file.write_text("")
    monkeypatch.setenv("COUNT", str(file))
    monkeypatch.setattr("transforms.extraction.Tesseract", Invented)
    monkeypatch.setattr(pool, "START_METHOD", "fork")
    workers._tesseract.cache_clear()
    return file


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """A scan, a text, a document of both, a text."""
    data = [scan_pdf((), ()), text_pdf(LONG_TEXT), scan_pdf((), text_pages=[LONG_TEXT]), text_pdf(LONG_TEXT)]
    paths = [tmp_path / f"{index}.pdf" for index in range(len(data))]
    for path, content in zip(paths, data, strict=True):
        path.write_bytes(content)
    return paths


@pytest.mark.parametrize("jobs", [1, 3])
def test_scans_are_read_after_all_others_page_by_page(papers: list[Path], count: Path, jobs: int) -> None:
    told: list[tuple[str, int, int]] = []
    with heard_by(lambda what, done, of: told.append((what, done, of))):
        readings = list(read_documents(papers, jobs, None, ENGINE))
    assert [papers.index(reading.path) for reading in readings] == [1, 3, 0, 2]
    assert {reading.extraction.landing for reading in readings} == {Landing.READ}
    assert [[page.engine.value for page in reading.extraction.pages] for reading in readings[2:]] == [
        ["tesseract", "tesseract"],
        ["pdfium", "tesseract"],
    ]
    assert all(reading.documents for reading in readings)
    assert told == [("reading scanned pages", done, 3) for done in range(4)]
    assert len(count.read_text()) == 3


def test_a_page_is_recognised_once(papers: list[Path], count: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "cache")
    first = list(read_documents(papers, 2, cache, ENGINE))
    again = list(read_documents(papers, 2, cache, ENGINE))
    assert [reading.is_kept for reading in again] == [True] * 4
    assert {r.path: (r.extraction, r.documents) for r in again} == {r.path: (r.extraction, r.documents) for r in first}
    monkeypatch.setattr("transforms.extraction.EXTRACTION_VERSION", "next")  # the pages stay though all around them is made anew
    list(read_documents(papers, 2, cache, ENGINE))
    assert len(count.read_text()) == 3
    monkeypatch.setattr(tesseract, "OCR_VERSION", "next")
    list(read_documents(papers, 2, cache, ENGINE))
    assert len(count.read_text()) == 6


def test_a_scan_that_waited_is_read_by_the_first_run_that_can(papers: list[Path], count: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    waiting = list(read_documents(papers, 1, cache))
    assert [reading.extraction.landing.value for reading in waiting] == ["needs_ocr", "read", "read", "read"]
    read = {reading.path: reading for reading in read_documents(papers, 1, cache, ENGINE)}
    assert [read[path].extraction.landing.value for path in papers] == ["read"] * 4
    assert [read[path].is_kept for path in papers] == [False, True, False, True]
    never_again = list(read_documents(papers, 1, cache))
    assert [reading.extraction for reading in never_again] == [reading.extraction for reading in waiting]


def test_an_engine_that_crashes_costs_the_page_and_is_tried_by_the_next_run(
    papers: list[Path], count: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    crashes = tmp_path / "crashes"
    crashes.write_text("")
    with monkeypatch.context() as patch:
        patch.setenv("COUNT", str(crashes))
        readings = {reading.path: reading for reading in read_documents(papers, 2, cache, ENGINE)}
    assert [readings[path].extraction.landing.value for path in papers] == ["needs_ocr", "read", "read", "read"]
    assert readings[papers[2]].extraction.pages_without_text == (2,)
    later = {reading.path: reading for reading in read_documents(papers, 2, cache, ENGINE)}
    assert [later[path].extraction.pages_without_text for path in papers] == [()] * 4


def test_an_engine_without_data_costs_no_more_than_the_pages(papers: list[Path], tmp_path: Path) -> None:
    readings = {reading.path: reading for reading in read_documents(papers, 1, Cache(tmp_path / "cache"), ENGINE)}
    assert [readings[path].extraction.landing.value for path in papers] == ["needs_ocr", "read", "read", "read"]


# --- the command


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scan") / "papers" / "scan.pdf"
    path.parent.mkdir()
    path.write_bytes(pictures_pdf(scan_of(text_pdf((*ROLL_CALL, *LONG_TEXT)), askew=1.0)))
    assert extract(path.read_bytes()).landing is Landing.NEEDS_OCR
    return path


@needs_tesseract
def test_parse_prints_in_the_order_asked_for_though_scans_are_read_last(scan: Path) -> None:
    text = scan.parent / "text.pdf"
    text.write_bytes(text_pdf(LONG_TEXT))
    result = registre("parse", scan, text, scan)
    text.unlink()
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.returncode, result.stderr) == (0, "")
    assert [item["file"] for item in objects] == ["scan.pdf", "text.pdf", "scan.pdf"]
    assert {row["name"].split()[-1] for row in objects[0]["attendance"]} >= {"CASTAING", "GARRIGUE", "FONTANEL", "JOUVE"}


def test_parse_leaves_scans_alone_where_it_is_told_to(scan: Path) -> None:
    result = registre("parse", "--ocr", "never", scan)
    assert json.loads(result.stdout)["landing"] == "needs_ocr"
    assert result.stderr == ""


def test_an_interrupted_parse_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.parse.printed_objects", interrupted)
    result = CliRunner().invoke(main, ["parse", str(tmp_path / "scan.pdf")])
    assert (result.exit_code, result.output) == (130, "registre: Interrupted. What was printed until then is whole.\n")


WITHOUT_DATA = "from pipelines import ocr; ocr.find_language_data = lambda *_: None\nfrom pipelines.command import main; main()"


@pytest.mark.parametrize(("command", "code"), [(("parse",), 0), (("parse", "--ocr", "always"), 2), (("run", "--ocr", "always"), 2)])
def test_that_scans_cannot_be_read_is_said_in_one_line(scan: Path, tmp_path: Path, command: tuple[str, ...], code: int) -> None:
    of = ["--home", str(tmp_path), "--source", str(scan.parent)] if command[0] == "run" else [str(scan)]
    result = subprocess.run([sys.executable, "-c", WITHOUT_DATA, *command, *of], capture_output=True, text=True, check=False)
    assert (result.returncode, bool(result.stdout)) == (code, code == 0)
    assert result.stderr.startswith("registre: Scans cannot be read on this machine: Tesseract's French language data (fra.traineddata)")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(("waiting", "lines"), [(2, 1), (0, 0)])
def test_a_run_says_it_where_scans_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, waiting: int, lines: int) -> None:
    monkeypatch.setattr(ocr, "find_language_data", lambda *_: None)
    done = SimpleNamespace(status=SimpleNamespace(fates={"needs_ocr": waiting}), failed=())
    monkeypatch.setattr("pipelines.run.run", lambda *_, **__: done)
    monkeypatch.setattr("pipelines.show.show_run", lambda *_: None)
    result = CliRunner().invoke(main, ["run", "--home", str(tmp_path)])
    assert (result.exit_code, result.stderr.count("\n")) == (0, lines)


@needs_tesseract
def test_a_scan_that_a_run_left_is_read_by_the_next_with_language_data(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "home").prepare()
    ingest(home, [FolderSource("papers", scan.parent)])
    with monkeypatch.context() as patch:
        patch.setattr(ocr, "find_language_data", lambda *_: None)
        (waiting,) = landed_documents(home, jobs=1)
        before = inputs_of(home, OcrMode.AUTO)
    assert before != inputs_of(home, OcrMode.AUTO)  # so the run is made
    assert inputs_of(home, OcrMode.NEVER) == before
    (read,) = landed_documents(home, jobs=1)
    assert (waiting.extraction.landing, read.extraction.landing) == (Landing.NEEDS_OCR, Landing.READ)
    assert {row.name.text.split()[-1] for row in read.sittings[0].attendance} >= {"CASTAING", "GARRIGUE", "FONTANEL", "JOUVE"}
    (left_alone,) = landed_documents(home, jobs=1, ocr=OcrMode.NEVER)
    assert left_alone.extraction == waiting.extraction
