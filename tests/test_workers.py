"""Many documents, several processes: each gives its reading, in order, whatever the others do."""

import faulthandler
import hashlib
import itertools
import os
import signal
import time
from dataclasses import replace

import pytest

import transforms.extraction
import transforms.reading
from pipelines import pool, workers
from pipelines.cache import Cache
from pipelines.limits import Limits
from pipelines.workers import read_documents
from tests.conftest import SHARED
from tests.extraction.pdfs import LONG_TEXT, scan_pdf, text_pdf
from transforms.model import DocType, Landing, PrintedDocument, PrintedSession

JOBS = pytest.mark.parametrize("jobs", [1, 2], ids=["in one process", "in two processes"])


def first_line(pages):
    """Reads a document as one whose council is its first line."""
    line = pages[0].lines[0].text
    if line == "FAULT":
        raise KeyError("council")
    match line:
        case "EXIT":
            os._exit(11)
        case "CRASH":
            faulthandler.disable()  # pytest's would tell of it at length
            os.kill(os.getpid(), signal.SIGSEGV)
        case "KILLED":
            os.kill(os.getpid(), signal.SIGKILL)
        case "WAITS":
            time.sleep(60)
        case "BUSY":
            while True:
                pass
        case "GREEDY":
            heap = []
            while True:
                heap.append(b"x" * 1_000_000)
        case "HUGE":
            bytes(10**13)
    return (PrintedDocument(DocType.OTHER, line, None, PrintedSession()),)


def not_again(*_):
    raise AssertionError("made a second time")


@pytest.fixture
def reader(monkeypatch):
    """The reader ``first_line`` in this process and, as they are forked from it, in all others."""
    monkeypatch.setattr(transforms.reading, "read", first_line)
    monkeypatch.setattr(pool, "START_METHOD", "fork")


@pytest.fixture
def folder(tmp_path):
    def write(*openings):
        for index, opening in enumerate(openings):
            data = opening if isinstance(opening, bytes) else text_pdf([opening, *LONG_TEXT])
            (tmp_path / f"{index}.pdf").write_bytes(data)
        return [tmp_path / f"{index}.pdf" for index in range(len(openings))]

    return write


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def councils(readings):
    return [reading.documents[0].council if reading.documents else None for reading in readings]


@pytest.mark.usefixtures("reader")
@JOBS
def test_readings_come_in_the_order_of_the_arguments(folder, jobs):
    names = [f"VILLE {number}" for number in range(20)]
    paths = folder(*names)
    readings = list(read_documents(paths, jobs))
    assert [reading.path for reading in readings] == paths
    assert councils(readings) == names
    data = paths[0].read_bytes()
    assert (readings[0].sha256, readings[0].byte_size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert readings[0].document_id == f"doc-{hashlib.sha256(data).hexdigest()[:16]}"


@pytest.mark.usefixtures("reader")
@JOBS
def test_a_file_that_is_gone_is_a_reading_with_its_reason(folder, tmp_path, jobs):
    here, gone, also_here = folder("A", "B", "C")
    gone.unlink()
    first, second, third, fourth = read_documents([here, gone, tmp_path, also_here], jobs)
    assert councils([first, fourth]) == ["A", "C"]
    assert (second.extraction.landing, second.extraction.reason) == (Landing.UNREADABLE, "The file disappeared before it could be read.")
    assert (second.sha256, second.document_id, second.byte_size) == (None, None, None)
    assert third.extraction.reason == "The file cannot be read: Is a directory."


@pytest.mark.usefixtures("reader")
@JOBS
def test_what_is_not_read_has_no_documents(folder, jobs):
    readings = list(read_documents(folder("A", b"", scan_pdf(()), "D"), jobs))
    assert [reading.extraction.landing.value for reading in readings] == ["read", "unreadable", "needs_ocr", "read"]
    assert councils(readings) == ["A", None, None, "D"]


@pytest.mark.usefixtures("reader")
@JOBS
def test_a_reader_that_fails_costs_its_document_and_tells_where(folder, cache, jobs, caplog):
    readings = list(read_documents(folder("A", "FAULT", "C"), jobs, cache))
    assert councils(readings) == ["A", None, "C"]
    assert readings[1].extraction.landing is Landing.UNREADABLE
    assert readings[1].extraction.reason == "The reader failed on this document (KeyError: 'council')."
    assert "in first_line" in caplog.text
    assert "1.pdf" in caplog.text
    (again,) = read_documents([readings[1].path], jobs, cache)
    assert not again.is_kept


@pytest.mark.usefixtures("reader")
@JOBS
def test_a_process_that_dies_costs_its_document(folder, jobs):
    names = ["A", "B", "CRASH", *(f"VILLE {number}" for number in range(12)), "EXIT", "KILLED", "Z"]
    paths = folder(*names)
    readings = list(read_documents(paths, jobs))
    assert councils(readings) == [None if name in ("CRASH", "EXIT", "KILLED") else name for name in names]
    assert {name: reading.extraction.reason for name, reading in zip(names, readings, strict=True) if not reading.documents} == {
        "CRASH": "Reading it crashed the process that read it (SIGSEGV).",
        "EXIT": "Reading it ended the process that read it with exit code 11.",
        "KILLED": "The system ended the process that read it, as it does where the machine's memory runs out.",
    }
    assert readings[2].extraction.landing is Landing.UNREADABLE
    assert readings[2].sha256 == hashlib.sha256(paths[2].read_bytes()).hexdigest()


@JOBS
def test_a_process_that_is_killed_once_costs_nothing(folder, tmp_path, monkeypatch, jobs):
    """As the system does where memory runs out: the document is read again by another process."""
    mark = tmp_path / "killed"

    def killed_once(pages):
        if pages[0].lines[0].text == "B" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return first_line(pages)

    monkeypatch.setattr(transforms.reading, "read", killed_once)
    monkeypatch.setattr(pool, "START_METHOD", "fork")
    assert councils(read_documents(folder("A", "B", "C", "D"), jobs)) == ["A", "B", "C", "D"]
    assert mark.exists()


LIMITS = Limits(seconds=0.5, memory=50_000_000)
PASSED = {
    "BUSY": "Reading it takes more than 0.5 s of processor time, the limit that document_seconds sets.",
    "WAITS": "Reading it did not end within 2.5 s, 5 times what document_seconds sets.",
    "GREEDY": "Reading it takes more than 50 MB of memory, the limit that document_memory sets.",
    "HUGE": "Reading it takes more than 50 MB of memory, the limit that document_memory sets.",
}


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("name", PASSED)
def test_a_document_that_takes_too_much_costs_itself_and_says_which_limit(folder, name):
    readings = list(read_documents(folder("A", name, "C"), 2, limits=LIMITS))
    assert councils(readings) == ["A", None, "C"]
    assert readings[1].extraction.landing is Landing.UNREADABLE
    assert readings[1].extraction.reason == PASSED[name]


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("name", ["BUSY", "GREEDY", "HUGE", "CRASH"])
def test_what_always_ends_a_process_is_tried_again_under_other_limits_or_by_other_code_only(folder, cache, monkeypatch, name):
    paths = folder(name)
    (first,) = read_documents(paths, 1, cache, limits=LIMITS)
    (again,) = read_documents(paths, 1, cache, limits=LIMITS)
    assert (again.extraction, again.sha256, again.is_kept) == (first.extraction, first.sha256, True)
    monkeypatch.setattr(transforms.reading, "read", lambda pages: (PrintedDocument(DocType.OTHER, "now", None, PrintedSession()),))
    (later,) = read_documents(paths, 1, cache, limits=replace(LIMITS, seconds=0.6))
    assert councils([later]) == ["now"]
    monkeypatch.setattr(workers, "code_of_reader", lambda: "other")
    assert councils(read_documents(paths, 1, cache, limits=LIMITS)) == ["now"]


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("name", ["WAITS", "KILLED", "EXIT"])
def test_what_may_have_been_the_machine_s_fault_is_not_kept(folder, cache, name):
    (reading,) = read_documents(folder(name), 1, cache, limits=LIMITS)
    assert reading.extraction.landing is Landing.UNREADABLE
    assert list(cache.folder.glob("ended*/*/*")) == []


@pytest.mark.usefixtures("reader")
def test_what_is_wanted_in_no_order_does_not_wait_for_a_slow_one(folder):
    names = ["WAITS", *(f"VILLE {number}" for number in range(20))]
    readings = read_documents(folder(*names), 2, limits=LIMITS, is_in_order=False)
    given = councils(itertools.islice(readings, 20))
    assert sorted(given) == sorted(names[1:])
    assert councils(readings) == [None]


@pytest.mark.usefixtures("reader")
@JOBS
def test_readings_are_given_as_soon_as_they_are_there(folder, jobs):
    """No more are in hand than a few for each process, however many there are."""
    asked = []

    def endless():
        for path in itertools.cycle(folder("A")):
            asked.append(path)
            yield path

    assert councils(itertools.islice(read_documents(endless(), jobs), 3)) == ["A"] * 3
    assert len(asked) <= 3 + workers.AHEAD * jobs


@pytest.mark.usefixtures("reader")
@JOBS
def test_what_is_kept_is_not_read_again(folder, cache, jobs, monkeypatch):
    paths = folder("A", b"", scan_pdf(()))
    read = list(read_documents(paths, jobs, cache))
    monkeypatch.setattr(transforms.reading, "read", not_again)
    monkeypatch.setattr(transforms.extraction, "extract", not_again)
    kept = list(read_documents(paths, jobs, cache))
    assert [reading.is_kept for reading in read + kept] == [False] * 3 + [True] * 3
    assert [(r.path, r.extraction, r.documents, r.sha256, r.byte_size) for r in kept] == [
        (r.path, r.extraction, r.documents, r.sha256, r.byte_size) for r in read
    ]


@pytest.mark.usefixtures("reader")
def test_the_same_bytes_under_another_name_are_not_read_again(folder, cache):
    first, second = folder("A", "A")
    second.write_bytes(first.read_bytes())
    assert [reading.is_kept for path in (first, second) for reading in read_documents([path], 1, cache)] == [False, True]


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param((transforms.reading, "READER_VERSION", "next"), id="version"),
        pytest.param((workers, "code_of_reader", lambda: "other"), id="code"),
    ],
)
def test_a_new_reader_reads_again_from_the_pages_that_are_kept(folder, cache, monkeypatch, change):
    paths = folder("A")
    list(read_documents(paths, 1, cache))
    monkeypatch.setattr(*change)
    monkeypatch.setattr(transforms.extraction, "extract", not_again)
    monkeypatch.setattr(transforms.reading, "read", lambda pages: (PrintedDocument(DocType.OTHER, "anew", None, PrintedSession()),))
    (reading,) = read_documents(paths, 1, cache)
    assert (reading.is_kept, councils([reading])) == (False, ["anew"])


@pytest.mark.usefixtures("reader")
def test_a_new_extraction_makes_everything_again(folder, cache, monkeypatch):
    paths = folder("A")
    list(read_documents(paths, 1, cache))
    monkeypatch.setattr(transforms.extraction, "EXTRACTION_VERSION", "next")
    (reading,) = read_documents(paths, 1, cache)
    assert not reading.is_kept


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("shelf", ["pages", "printed"])
def test_a_damaged_entry_is_made_again(folder, cache, shelf):
    paths = folder("A")
    (before,) = read_documents(paths, 1, cache)
    (entry,) = cache.folder.glob(f"{shelf}*/*/*")
    entry.write_bytes(entry.read_bytes()[:-3])
    (again,) = read_documents(paths, 1, cache)
    assert (again.is_kept, again.extraction, again.documents) == (False, before.extraction, before.documents)
    assert next(read_documents(paths, 1, cache)).is_kept


@pytest.mark.usefixtures("reader")
def test_an_entry_of_other_records_is_made_again(folder, cache):
    paths = folder("A")
    (before,) = read_documents(paths, 1, cache)
    for shelf in (workers._pages_shelf(), workers._printed_shelf()):
        cache.keep(shelf, before.sha256, '{"records": "of another time"}')
    (again,) = read_documents(paths, 1, cache)
    assert (again.is_kept, again.documents) == (False, before.documents)


@pytest.mark.usefixtures("reader")
def test_a_cache_that_cannot_be_written_costs_no_reading_and_is_told_once_a_process(folder, tmp_path, caplog):
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache")
    assert councils(read_documents(folder("A", "B"), 1, cache)) == ["A", "B"]
    workers._keep_text(cache, "shelf", "ab" * 32, "text")
    workers._keep_text(cache, "shelf", "cd" * 32, "text")
    assert [record.getMessage().endswith("cannot be written: Not a directory.") for record in caplog.records] == [True]


def test_the_real_reader_gives_the_same_in_processes_of_its_own(folder, cache):
    paths = folder("COMMUNE DE VILLE-TÉMOIN", "COMMUNE DE BOURG-TÉMOIN", b"", scan_pdf(()))
    here = list(read_documents(paths, 1))
    assert list(read_documents(paths, 2)) == here
    assert [bool(reading.documents) for reading in here] == [True, True, False, False]


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared corpus")
def test_a_reading_of_real_documents_comes_back_from_the_cache_as_it_was(cache):
    paths = sorted((SHARED / "corpus" / "pdf").glob("*.pdf"))[::9]
    read = list(read_documents(paths, 1, cache))
    kept = list(read_documents(paths, 1, cache))
    assert [(r.extraction, r.documents) for r in kept] == [(r.extraction, r.documents) for r in read]
    assert all(reading.is_kept for reading in kept)


def _sleep_after_signing(sign):
    sign.write_text(str(os.getpid()))
    time.sleep(60)


def _is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.timeout(30)
def test_an_interrupt_ends_the_processes_in_the_middle_of_a_page(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "START_METHOD", "fork")
    sign = tmp_path / "pid"

    def interrupted():
        with pool.Pool(1, Limits()) as processes:
            processes.submit(_sleep_after_signing, sign)
            while not (sign.exists() and sign.read_text()):
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    while _is_running(int(sign.read_text())):
        time.sleep(0.01)
