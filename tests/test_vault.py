"""Documents kept in a store elsewhere: taken over, put there once, brought back, verified."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest
import yaml

from pipelines import warehouse
from pipelines.home import Home, SetupError
from pipelines.ingestion import FolderSource, ingest
from pipelines.settings import settings_of
from pipelines.store import Store
from pipelines.vault import Vault, VaultError, vault_of
from pipelines.verify import verify
from tests.sources.conftest import pdf
from tests.sources.test_commands import home as clean
from tests.sources.test_commands import registre

__all__ = ["clean"]


@pytest.fixture(params=["file", "memory", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "s3":
        return f"{request.getfixturevalue('bucket')}/{uuid4().hex}/deep"
    return f"file://{tmp_path}/vault/deep" if request.param == "file" else f"memory://{uuid4().hex}/deep"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.pdf").write_bytes(name.encode())
    return folder


def made(root: Path, url: str, papers: Path | None = None) -> tuple[Home, Vault]:
    home = Home(root).prepare()
    home.settings_file.write_text(yaml.safe_dump({"documents": url}))
    if papers:
        ingest(home, [FolderSource("papers", papers)])
    vault = vault_of(home)
    assert vault
    return home, vault


def objects(vault: Vault) -> dict[str, bytes]:
    return {path[len(vault.root) :]: vault.files.cat_file(path) for path in vault.files.find(vault.root)}


def test_bytes_and_records_are_put_there_once_and_never_written_over(tmp_path: Path, url: str, papers: Path) -> None:
    home, vault = made(tmp_path / "one", url, papers)
    assert vault.keep() == 2
    before = objects(vault)
    assert len([name for name in before if name.endswith(".pdf")]) == 2
    (record,) = [data for name, data in before.items() if name.startswith("/provenance/")]
    assert record == (home.documents / "provenance.jsonl").read_bytes()
    assert vault.keep() == 0
    assert objects(vault) == before
    (papers / "c.pdf").write_bytes(b"c")
    ingest(home, [FolderSource("papers", papers)])
    assert vault.keep() == 1
    after = objects(vault)
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2


def test_a_new_home_takes_over_all_records_and_copies_bytes_when_they_are_read(tmp_path: Path, url: str, papers: Path) -> None:
    first, vault = made(tmp_path / "one", url, papers)
    vault.keep()
    second, same = made(tmp_path / "two", url)
    assert same.bring() == 2
    assert Store(second.documents).log() == Store(first.documents).log()
    assert Store(second.documents).held() == set()
    hashes = Store(first.documents).held()
    assert same.fetch(sorted(hashes)[:1]) == 1
    assert Store(second.documents).held() == set(sorted(hashes)[:1])
    assert same.fetch(hashes) == 1
    assert (same.bring(), same.keep()) == (0, 0)


def test_what_two_homes_retrieve_is_known_to_both(tmp_path: Path, url: str, papers: Path) -> None:
    first, of_first = made(tmp_path / "one", url, papers)
    of_first.keep()
    other = tmp_path / "other"
    other.mkdir()
    (other / "z.pdf").write_bytes(b"z")
    second, of_second = made(tmp_path / "two", url, other)
    assert of_second.bring() == 2
    assert of_second.keep() == 1
    assert of_first.bring() == 1
    assert {one.as_line for one in Store(first.documents).log()} == {one.as_line for one in Store(second.documents).log()}


def test_damage_there_is_named_and_never_copied_here(tmp_path: Path, url: str, papers: Path) -> None:
    home, vault = made(tmp_path / "one", url, papers)
    vault.keep()
    first, second = sorted(Store(home.documents).held())
    vault.files.rm_file(vault.path_of(first))
    vault.files.pipe_file(vault.path_of(second), b"other bytes")
    found = verify(home)
    assert {one.sha256: one.sentence for one in found.damaged} == {
        first: "It is no longer in the store.",
        second: "Its bytes are no longer those that were retrieved.",
    }
    _, elsewhere = made(tmp_path / "two", url)
    elsewhere.bring()
    with pytest.raises(VaultError, match="its bytes are no longer those that were retrieved"):
        elsewhere.fetch([second])
    with pytest.raises(VaultError, match="cannot be read"):
        elsewhere.fetch([first])
    assert Store(tmp_path / "two" / "documents").held() == set()


def test_a_damaged_record_is_not_taken_over(tmp_path: Path, url: str, papers: Path) -> None:
    _, vault = made(tmp_path / "one", url, papers)
    vault.keep()
    (record,) = vault.files.find(f"{vault.root}/provenance")
    data = vault.files.cat_file(record)
    vault.files.rm_file(record)
    vault.files.pipe_file(record, data[:-10])
    _, elsewhere = made(tmp_path / "two", url)
    with pytest.raises(VaultError, match="is damaged"):
        elsewhere.bring()


def test_a_put_that_fails_leaves_nothing_half_done(tmp_path: Path, url: str, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, vault = made(tmp_path / "one", url, papers)

    def broken(here: object, there: object) -> None:
        there.write(b"half")  # type: ignore[attr-defined]
        raise OSError("the line is dead")

    monkeypatch.setattr("pipelines.vault.shutil.copyfileobj", broken)
    with pytest.raises(VaultError, match="cannot be written: the line is dead"):
        vault.keep()
    assert objects(vault) == {}
    monkeypatch.undo()
    assert vault.keep() == 2
    assert vault.held() == Store(home.documents).held()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("s3://key:secret@bucket/x", "no password may stand here"), ("/srv/documents", "an address is expected"), ("what://x", "what")],
)
def test_what_is_no_such_place_is_told(tmp_path: Path, url: str, sentence: str) -> None:
    with pytest.raises(SetupError, match=sentence):
        made(tmp_path / "home", url)


def test_without_the_setting_nothing_changes(tmp_path: Path) -> None:
    home = Home(tmp_path).prepare()
    assert settings_of(home).documents is None
    assert vault_of(home) is None


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_run_in_an_empty_home_makes_the_same_warehouse_from_the_store_alone(clean: Home, tmp_path: Path) -> None:
    url = f"file://{tmp_path}/vault"
    homes = [Home(clean.root / name).prepare() for name in ("one", "two")]
    for number in range(2):
        (homes[0].inbox / f"{number}.pdf").write_bytes(pdf(number))
    contents = []
    for home in homes:
        home.settings_file.write_text(yaml.safe_dump({"documents": url}))
        result = registre(home, "run", "--source", str(home.inbox), "--ocr", "never", "--jobs", "1", "--json")
        assert result.exit_code == 0, result.output
        assert (json.loads(result.stdout)["documents"], json.loads(result.stdout)["sessions"]) == (2, 1)
        with warehouse.open_snapshot(home.snapshot) as connection:
            contents.append(warehouse.content_hash(connection))
    assert contents[0] == contents[1]
    assert len(fsspec.filesystem("file").find(f"{tmp_path}/vault")) == 3
    later = f"file://{tmp_path}/later"
    homes[0].settings_file.write_text(yaml.safe_dump({"documents": later}))
    again = registre(homes[0], "run", "--source", str(homes[0].inbox), "--ocr", "never", "--json")
    assert json.loads(again.stdout)["is_rebuilt"] is False  # nothing is new, and all is put there
    assert len(fsspec.filesystem("file").find(f"{tmp_path}/later")) == 3
    assert registre(homes[1], "verify").stdout.startswith("2 of 2 documents are whole")
