"""After each fault the warehouse holds what an undisturbed run makes, or the command says clearly what is missing."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines import history, ingestion
from pipelines.home import Home
from pipelines.ingestion import FolderSource
from pipelines.ocr import OcrMode
from pipelines.run import RunResult, run
from pipelines.status import status_of
from pipelines.store import Store
from pipelines.warehouse import content_hash
from tests.conftest import REGISTRE
from tests.hostile.corpus import numbered
from tests.hostile.writing import act

pytestmark = pytest.mark.long
FIRST, LATER = ("un.pdf", "deux.pdf"), "trois.pdf"
NEIGHBOUR = [line.replace("VILLE-TÉMOIN", "BOURG-TÉMOIN") for line in numbered(3)]
PAPERS = {"un.pdf": act(numbered(1)), "deux.pdf": act(NEIGHBOUR), "trois.pdf": act(numbered(2))}
DAC_OVERRIDE, DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24  # of Linux: that root may read and write what nobody may


def lay(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(PAPERS[name])


def run_here(home: Home, papers: Path) -> RunResult:
    return run(home, [FolderSource.at(papers, home)], jobs=1, ocr=OcrMode.NEVER)


def content(home: Home) -> dict[str, str]:
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        return content_hash(connection, "core", "marts", "quality")


def command(*arguments: str | Path, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    line = [REGISTRE, *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, check=False, preexec_fn=before)


def as_anybody() -> None:
    """Root, in a new program, may no more than the owner of its files."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home that holds two papers, whose readings are kept."""
    folder = tmp_path_factory.mktemp("first")
    home = Home(folder / "home").prepare()
    lay(home.inbox, *FIRST)
    run_here(home, home.inbox)
    return folder


@pytest.fixture(scope="module")
def undisturbed(first: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the warehouse holds after all three papers."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copytree(first, folder / "copy")
    home = Home(folder / "copy" / "home")
    lay(home.inbox, LATER)
    run_here(home, home.inbox)
    return content(home)


@pytest.fixture
def copy(first: Path, tmp_path: Path) -> tuple[Home, Path]:
    """A home and its inbox of one's own to do harm to."""
    shutil.copytree(first, tmp_path / "copy")
    home = Home(tmp_path / "copy" / "home")
    return home, home.inbox


def overwrite(path: Path, start: float, length: int) -> None:
    """Zeroes in a file from a share of it on."""
    data = bytearray(path.read_bytes())
    at = int(len(data) * start)
    data[at : at + length] = bytes(min(length, len(data) - at))
    path.chmod(0o644)
    path.write_bytes(data)


# --- files that are not what they were


def damage_head(home: Home) -> None:
    overwrite(home.snapshot, 0, 12_288)


def damage_middle(home: Home) -> None:
    overwrite(home.snapshot, 0.05, 10**9)


def damage_all_but_the_store(home: Home) -> None:
    entries = [path for path in home.cache.rglob("*") if path.is_file()]
    assert entries
    assert home.scratches()
    for path in entries:
        overwrite(path, 0.5, 8)
    for path in home.scratches():
        path.write_bytes(b"not what it was")
    damage_head(home)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("damage", [damage_middle, damage_all_but_the_store])
def test_a_damaged_file_is_made_anew(copy: tuple[Home, Path], undisturbed: dict[str, str], damage: Callable[[Home], None]) -> None:
    home, papers = copy
    damage(home)
    lay(papers, LATER)
    run_here(home, papers)
    assert content(home) == undisturbed


@pytest.mark.timeout(300)
def test_a_damaged_snapshot_is_told_and_made_anew_though_nothing_is_new(copy: tuple[Home, Path], undisturbed: dict[str, str]) -> None:
    home, papers = copy
    before = content(home)
    damage_middle(home)
    for arguments in (["sql", "from marts.attendance_by_session"], ["status"]):
        told = command(*arguments, "--home", home.root)
        assert told.returncode == 1
        assert told.stderr.startswith("registre: The snapshot is damaged; `registre run` makes it anew.")
        assert told.stderr.count("\n") == 1
    verified = command("verify", "--home", home.root)
    assert verified.returncode == 1
    assert "The published snapshot is damaged" in verified.stdout
    assert run_here(home, papers).is_rebuilt
    assert content(home) == before
    assert not run_here(home, papers).is_rebuilt


@pytest.mark.timeout(300)
def test_a_damaged_document_is_named_and_taken_in_again_from_its_source(copy: tuple[Home, Path], undisturbed: dict[str, str]) -> None:
    home, papers = copy
    stored = next(path for path in home.documents.glob("*/*.pdf") if path.read_bytes() == PAPERS["un.pdf"])
    overwrite(stored, 0.5, 40)
    verified = command("verify", "--home", home.root)
    assert (verified.returncode, stored.stem in verified.stdout) == (1, True)
    lay(papers, LATER)
    damage_head(home)  # so that it is read again
    (note,) = [note for note in run_here(home, papers).status.notes if note.name == "un.pdf"]
    assert note.kind == "unreadable"
    assert note.sentence.startswith("Its bytes in the store are no longer those that were retrieved")
    run_here(home, papers)
    assert content(home) == undisturbed
    assert command("verify", "--home", home.root).returncode == 0


# --- a machine that fails


@pytest.mark.timeout(300)
def test_what_the_machine_kept_from_being_read_is_read_by_the_next_run(
    copy: tuple[Home, Path], undisturbed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import transforms.reading
    from pipelines import pool

    home, papers = copy
    lay(papers, LATER)
    with monkeypatch.context() as patch:
        patch.setattr(transforms.reading, "read", lambda pages: os.kill(os.getpid(), signal.SIGKILL))
        patch.setattr(pool, "START_METHOD", "fork")
        status = run_here(home, papers).status
    (note,) = [note for note in status.notes if note.name == LATER]
    assert note.sentence.startswith("The system ended the process that read it")
    assert run_here(home, papers).is_rebuilt
    assert content(home) == undisturbed
    assert not run_here(home, papers).is_rebuilt


@pytest.mark.timeout(300)
def test_a_clock_that_jumps_changes_no_content(
    copy: tuple[Home, Path], undisturbed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    past = datetime(1970, 1, 1, tzinfo=UTC)
    home, papers = copy
    lay(papers, LATER)
    monkeypatch.setattr(ingestion.ingest, "__defaults__", (lambda: past,))
    monkeypatch.setattr(history, "note_findings", lambda home, _, note=history.note_findings: note(home, past))
    run_here(home, papers)
    assert {retrieval.retrieved_at[:4] for retrieval in Store(home.documents).retrievals() if retrieval.name == LATER} == {"1970"}
    assert content(home) == undisturbed
    assert not run_here(home, papers).is_rebuilt


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A file system of so many bytes; asked again, it has that size."""
    place = tmp_path / "disk"
    place.mkdir()
    is_mounted = False

    def sized(size: int) -> Path:
        nonlocal is_mounted
        options = f"size={size}" + (",remount" if is_mounted else "")
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False).returncode:
            pytest.skip("no file system can be mounted here")
        is_mounted = True
        return place

    yield sized
    if is_mounted:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.timeout(300)
def test_a_full_disk_is_told_and_costs_nothing(
    copy: tuple[Home, Path], undisturbed: dict[str, str], small_disk: Callable[[int], Path]
) -> None:
    first_home, _ = copy
    used = sum(path.stat().st_blocks * 512 for path in first_home.root.rglob("*"))
    place = small_disk(used + 4_000_000)
    shutil.copytree(first_home.root, place / "home")
    home = Home(place / "home")
    papers = home.inbox
    before = content(home)
    lay(papers, LATER)
    failed = command("run", "--home", home.root, "--source", papers, "--ocr", "never")
    assert failed.returncode in (1, 2)
    assert failed.stderr.count("\n") == 1
    assert "no space left" in failed.stderr.lower() or "disk" in failed.stderr.lower()
    assert content(home) == before
    small_disk(1_000_000_000)
    run_here(home, papers)
    assert content(home) == undisturbed


# --- what may not be read or written


@pytest.mark.timeout(120)
def test_a_home_that_cannot_be_written_is_told_and_still_answers(copy: tuple[Home, Path]) -> None:
    home, papers = copy
    folders = [home.root, *(path for path in home.root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        failed = command("run", "--home", home.root, "--source", papers, before=as_anybody)
        assert (failed.returncode, failed.stdout) == (2, "")
        assert failed.stderr == f"registre: The home folder {home.root} cannot be written: Permission denied ({home.inbox}).\n"
        answered = command("sql", "select count(*) as n from core.document", "--home", home.root, "--format", "csv", before=as_anybody)
        assert (answered.returncode, answered.stdout.split()) == (0, ["n", "2"])
        assert command("status", "--home", home.root, before=as_anybody).returncode == 0
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.timeout(300)
def test_a_document_that_may_not_be_read_is_told_and_taken_in_when_it_may(copy: tuple[Home, Path], undisturbed: dict[str, str]) -> None:
    home, papers = copy
    lay(papers, LATER)
    (papers / LATER).chmod(0)
    line = "import sys; from pipelines import home, ingestion; here = home.Home.at(sys.argv[1])"
    line += "; print(*[(one.name, one.reason) for one in ingestion.ingest(here, [ingestion.FolderSource.at(here.inbox, here)]).missed])"
    looked = subprocess.run([sys.executable, "-c", line, home.root], capture_output=True, text=True, check=True, preexec_fn=as_anybody)
    assert looked.stdout == f"('{LATER}', 'The file may not be read: permission denied.')\n"
    (note,) = status_of(home).notes
    assert (note.kind, note.name) == ("not_retrieved", LATER)
    (papers / LATER).chmod(0o644)
    run_here(home, papers)
    assert content(home) == undisturbed
