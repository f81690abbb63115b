"""`registre run` with configured sources, and `registre verify`."""

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.home import Home
from pipelines.store import Store
from tests.sources.conftest import pdf
from tests.sources.server import Town, html, versioned
from tests.sources.test_commands import configure, home, page, registre

__all__ = ["home"]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf(0))
    return folder


def test_a_broken_source_is_named_the_others_are_published_and_the_exit_code_says_so(home: Home, town: Town, papers: Path) -> None:
    town.answers |= {"/liste": html("b.pdf"), "/b.pdf": versioned(pdf(1))}
    ville = page("ville", town.url("/liste", "127.0.0.1"), council="Ville-Témoin", licence="etalab-2.0")
    configure(home, ville, page("partie", town.url("/partie", "127.0.0.1")))
    arguments = ["run", "--source", str(papers), "--ocr", "never", "--jobs", "1", "--json"]
    result = registre(home, *arguments)
    assert result.exit_code == 3, result.output
    assert "registre: The source partie failed: The server answers 404: there is nothing." in result.stderr
    said = json.loads(result.stdout)
    assert {one["source"]: one["failure"] for one in said["sources"]} == {
        "ville": None,
        "partie": "The server answers 404: there is nothing.",
    }
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        rows = connection.execute("select source, name from printed.document_name order by all").fetchall()
        retrieved = connection.execute(
            "select version, is_replaced, status, licence from printed.retrieval where source = 'ville'"
        ).fetchall()
        query = "select source_council, agrees_with_source from printed.resolved_council where source_council is not null"
        councils = connection.execute(query).fetchall()
    assert rows == [(str(papers), "a.pdf"), ("ville", town.url("/b.pdf", "127.0.0.1"))]
    assert retrieved == [(1, False, 200, "etalab-2.0")]
    assert councils == [("Ville-Témoin", True)]
    assert [town.times(path) for path in ("/robots.txt", "/liste", "/b.pdf")] == [1, 1, 1]  # a run looks once

    town.forget()
    configure(home, ville)
    again = registre(home, *arguments)
    assert again.exit_code == 0, again.output
    assert (json.loads(again.stdout)["is_rebuilt"], json.loads(again.stdout)["documents_new"]) == (False, 0)
    assert [(one.path, one.status) for one in town.asked] == [("/robots.txt", 404), ("/liste", 304), ("/b.pdf", 304)]


def test_a_faulty_sources_file_stops_a_run_before_it_begins(home: Home, papers: Path) -> None:
    home.sources_file.write_text("sources:\n- {name: a, kind: folder}\n")
    result = registre(home, "run", "--source", str(papers))
    assert result.exit_code == 2
    assert f"{home.sources_file}:2: sources[a].path: Field required" in result.stderr
    assert not home.snapshot.exists()


def stored(home: Home, *contents: bytes) -> list[Path]:
    """These documents in the home's store, brought in by a folder source."""
    folder = home.root / "papers"
    folder.mkdir()
    for number, content in enumerate(contents):
        (folder / f"{number}.pdf").write_bytes(content)
    from pipelines.ingestion import FolderSource, ingest

    ingest(home.prepare(), [FolderSource("papers", folder)])
    found = {r.name: Store(home.documents).path_of(r.sha256) for r in Store(home.documents).retrievals()}
    return [found[name] for name in sorted(found)]


def test_verify_says_that_all_is_whole(home: Home) -> None:
    stored(home, b"one", b"two", b"three")
    result = registre(home, "verify")
    assert (result.exit_code, result.stdout) == (0, "3 of 3 documents are whole (0.0 MB).\n")


def test_verify_names_what_is_damaged_lost_or_without_a_record(home: Home) -> None:
    whole, damaged, lost = stored(home, b"one", b"two", b"three")
    damaged.chmod(0o644)
    damaged.write_bytes(b"twO")
    lost.unlink()
    stray = home.documents / "ab" / f"{'ab' * 32}.pdf"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"stray")
    result = registre(home, "verify", "--json")
    assert result.exit_code == 1
    found = {one["sha256"]: (one["sentence"], one["names"]) for one in json.loads(result.stdout)["damaged"]}
    assert found == {
        damaged.stem: ("Its bytes are no longer those that were retrieved.", ["1.pdf (papers)"]),
        lost.stem: ("It is no longer in the store.", ["2.pdf (papers)"]),
        stray.stem: ("Its bytes are no longer those that were retrieved.", []),
    }
    assert whole.stem not in found


def test_an_empty_home_has_nothing_to_verify(home: Home) -> None:
    assert registre(home, "verify").stdout == "0 of 0 documents are whole (0.0 MB).\n"
