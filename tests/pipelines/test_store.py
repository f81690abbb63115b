"""Taking many documents into the store."""

from collections.abc import Collection
from pathlib import Path

import pytest

from pipelines import store as stores
from pipelines.store import Store, sha256_of

PAPERS = [b"paper %d" % number for number in range(7)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "documents")


def files(store: Store) -> set[str]:
    return {path.name for path in store.folder.rglob("*") if path.is_file()}


def names(papers: Collection[bytes]) -> set[str]:
    return {f"{sha256_of(paper)}.pdf" for paper in papers}


@pytest.mark.parametrize("few", [0, 100], ids=["the whole file system", "file by file"])
def test_what_is_taken_is_forced_onto_the_disk_before_it_bears_its_name(store: Store, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    forced: list[tuple[int, set[str]]] = []
    force = stores._force_onto_disk

    def watched(folder: Path, drafts: Collection[Path]) -> None:
        forced.append((len(drafts), {name for name in files(store) if name.endswith(".pdf")}))
        force(folder, drafts)

    monkeypatch.setattr(stores, "_force_onto_disk", watched)
    monkeypatch.setattr(stores, "AT_ONCE", 3)
    monkeypatch.setattr(stores, "FEW", few)
    with store.taking() as put:
        found = [put(paper) for paper in PAPERS]
    assert found == [sha256_of(paper) for paper in PAPERS]
    assert forced == [(3, set()), (3, names(PAPERS[:3])), (1, names(PAPERS[:6]))]
    assert files(store) == names(PAPERS)
    assert all(store.path_of(sha256_of(paper)).read_bytes() == paper for paper in PAPERS)


def test_what_is_there_is_left_alone_and_the_disk_not_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.taking() as put:
        put(PAPERS[0])
    monkeypatch.setattr(stores, "_force_onto_disk", lambda folder, drafts: pytest.fail("nothing is new") if drafts else None)
    with store.taking() as put:
        assert put(PAPERS[0]) == sha256_of(PAPERS[0])


def take_and_stop(store: Store) -> None:
    with store.taking() as put:
        put(PAPERS[0])
        raise KeyboardInterrupt


def test_a_failure_leaves_no_draft(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        take_and_stop(store)
    assert files(store) == set()


def test_the_draft_of_a_run_that_was_killed_is_written_anew(store: Store) -> None:
    sha256 = sha256_of(PAPERS[0])
    draft = store.path_of(sha256).with_name(f".{sha256}.part")
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"pap")
    draft.chmod(0o444)
    with store.taking() as put:
        put(PAPERS[0])
    assert files(store) == {f"{sha256}.pdf"}
    assert store.path_of(sha256).read_bytes() == PAPERS[0]
    assert store.path_of(sha256).stat().st_mode & 0o777 == 0o444
