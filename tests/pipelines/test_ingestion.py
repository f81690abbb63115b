"""What comes into the store, and what is noted about what does not."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.home import Home, SetupError
from pipelines.ingestion import FolderSource, default_sources, has_news, ingest, sources_at
from pipelines.store import Store


def clock() -> datetime:
    return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


@pytest.fixture
def source(tmp_path: Path, home: Home) -> FolderSource:
    (tmp_path / "papers").mkdir()
    return FolderSource.at(tmp_path / "papers", home)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_document_lies_under_the_hash_of_its_bytes_and_cannot_be_written(home: Home, source: FolderSource) -> None:
    (source.path / "a.pdf").write_bytes(b"one")
    (retrieval,) = ingest(home, [source], clock).retrieved
    path = home.documents / retrieval.sha256[:2] / f"{retrieval.sha256}.pdf"
    assert path.read_bytes() == b"one"
    assert path.stat().st_mode & 0o777 == 0o444
    assert (retrieval.source, retrieval.name, retrieval.byte_size) == (str(source.path), "a.pdf", 3)
    assert retrieval.retrieved_at == "2026-01-02T03:04:05+00:00"


def test_the_same_bytes_again_change_nothing(home: Home, source: FolderSource) -> None:
    (source.path / "a.pdf").write_bytes(b"one")
    ingest(home, [source])
    before = tree(home.documents)
    again = ingest(home, [source])
    assert tree(home.documents) == before
    assert (len(again.new_documents), len(again.known_documents)) == (0, 1)


def test_the_same_bytes_under_two_names_are_one_document_with_two_names(home: Home, source: FolderSource) -> None:
    (source.path / "a.pdf").write_bytes(b"one")
    (source.path / "deep").mkdir()
    (source.path / "deep" / "b.PDF").write_bytes(b"one")
    found = ingest(home, [source])
    assert len(found.new_documents) == 1
    assert [r.name for r in Store(home.documents).retrievals()] == ["a.pdf", "deep/b.PDF"]


def test_new_bytes_under_an_old_name_are_a_second_document_and_the_first_stays(home: Home, source: FolderSource) -> None:
    (source.path / "a.pdf").write_bytes(b"one")
    ingest(home, [source])
    (source.path / "a.pdf").write_bytes(b"two")
    assert len(ingest(home, [source]).new_documents) == 1
    assert len(Store(home.documents).retrievals()) == 2


def test_other_files_are_counted_and_left_alone(home: Home, source: FolderSource) -> None:
    (source.path / "notes.txt").write_text("hello")
    (source.path / "not-really.pdf").write_text("hello")
    found = ingest(home, [source])
    assert ([r.name for r in found.retrieved], found.ignored) == (["not-really.pdf"], 1)


def test_a_file_that_vanishes_is_noted_with_its_reason_until_the_source_is_seen_without_it(home: Home, source: FolderSource) -> None:
    (source.path / "gone.pdf").symlink_to(source.path / "nowhere.pdf")
    (missed,) = ingest(home, [source]).missed
    assert (missed.name, missed.reason) == ("gone.pdf", "The file vanished before it could be read.")
    assert Store(home.documents).missed() == [missed]
    (source.path / "gone.pdf").unlink()
    ingest(home, [source])
    assert Store(home.documents).missed() == []


def test_the_note_on_one_source_outlives_a_look_at_another(home: Home, source: FolderSource) -> None:
    (source.path / "gone.pdf").symlink_to(source.path / "nowhere.pdf")
    ingest(home, [source])
    ingest(home, [FolderSource.at(home.inbox, home)])
    assert [m.name for m in Store(home.documents).missed()] == ["gone.pdf"]


def test_a_pipe_named_pdf_does_not_hang_the_run(home: Home, source: FolderSource) -> None:
    os.mkfifo(source.path / "pipe.pdf")
    assert [m.reason for m in ingest(home, [source]).missed] == ["The file cannot be read: not a regular file."]


def test_a_file_name_that_is_not_utf8_is_kept_readable(home: Home, source: FolderSource) -> None:
    Path(os.fsdecode(os.fsencode(source.path) + b"/s\xe9ance.pdf")).write_bytes(b"one")
    assert [r.name for r in ingest(home, [source]).retrieved] == ["s\ufffdance.pdf"]


def test_a_line_torn_by_a_crash_is_overcome(home: Home, source: FolderSource) -> None:
    (source.path / "a.pdf").write_bytes(b"one")
    (source.path / "b.pdf").write_bytes(b"two")
    ingest(home, [source])
    provenance = home.documents / "provenance.jsonl"
    provenance.write_bytes(provenance.read_bytes()[:-20])
    assert len(Store(home.documents).retrievals()) == 1
    ingest(home, [source])
    assert len(Store(home.documents).retrievals()) == 2


def test_there_is_news_only_when_a_look_would_change_the_records(home: Home, source: FolderSource) -> None:
    (source.path / "a.pdf").write_bytes(b"one")
    (source.path / "gone.pdf").symlink_to(source.path / "nowhere.pdf")
    assert has_news(home, [source])
    ingest(home, [source])
    assert not has_news(home, [source])
    (source.path / "copy.pdf").write_bytes(b"one")
    assert has_news(home, [source])
    ingest(home, [source])
    (source.path / "gone.pdf").unlink()
    assert has_news(home, [source])


def test_the_inbox_and_the_samples_go_by_their_short_names(home: Home) -> None:
    assert default_sources(home)[0] == FolderSource("inbox", home.inbox)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nowhere", "does not exist."), ("file", "is a file, not a folder.")],
)
def test_a_source_that_is_no_folder_is_refused_in_one_sentence(tmp_path: Path, home: Home, name: str, sentence: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match=sentence):
        sources_at([tmp_path / name], home)


def test_a_home_under_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match=r"^The home folder .* cannot be written: Not a directory"):
        Home(tmp_path / "file" / "home").prepare()


def test_one_process_at_a_time_works_on_a_home(home: Home) -> None:
    attempt = f"from pipelines.home import Home\nfrom pathlib import Path\nwith Home(Path({str(home.root)!r})).locked(): print('in')"
    with home.locked(), home.locked():  # the same process may enter twice
        refused = subprocess.run([sys.executable, "-c", attempt], capture_output=True, text=True)
    assert f"Another run (process {os.getpid()}) is at work" in refused.stderr
    assert subprocess.run([sys.executable, "-c", attempt], capture_output=True, text=True).stdout == "in\n"
