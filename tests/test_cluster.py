"""Documents read by a real Dask scheduler and two worker processes: the same readings, limits and cache as on this machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines import cluster
from pipelines.cache import Cache
from pipelines.cluster import ClusterPool, check_cluster
from pipelines.home import Home, SetupError
from pipelines.ingestion import FolderSource
from pipelines.limits import Limits
from pipelines.query import ask
from pipelines.warehouse import content_hash, open_snapshot
from pipelines.workers import read_documents
from tests.conftest import REGISTRE
from tests.extraction.pdfs import scan_pdf
from tests.hostile.corpus import corpus_of, numbered
from tests.hostile.writing import act
from tests.publishing import keep, refresh
from transforms.model import Landing

SECONDS = 77  # as no other test has it
NOBODY = "dask://127.0.0.1:1"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None, "host": "127.0.0.1"}
    with distributed.LocalCluster(**options) as local:
        yield local.scheduler_address.replace("tcp://", "dask://")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("papers")
    contents = {f"{number:02}.pdf": act(numbered(number)) for number in range(12)}
    contents |= {"empty.pdf": b"", "scan.pdf": scan_pdf(())}
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [*sorted(folder.glob("*.pdf")), folder / "gone.pdf"]


def test_a_cluster_reads_the_same(address: str, papers: list[Path], tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    here = list(read_documents(papers, 2))
    there = list(read_documents(papers, 2, cache, executor=address))
    assert there == here
    assert [reading.extraction.landing for reading in there].count(Landing.READ) == 12
    again = list(read_documents(papers, 2, cache))  # what the cluster read is kept here
    assert [replace(reading, is_kept=False) for reading in again] == here
    assert [reading.is_kept for reading in again] == [reading.sha256 is not None for reading in here]


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_run_on_a_cluster_makes_the_same_warehouse(address: str, papers: list[Path], tmp_path: Path) -> None:
    mine = tmp_path / "papers"
    mine.mkdir()
    for paper in [*papers[:6], papers[-2]]:  # six acts and a scan
        shutil.copy(paper, mine)
    homes = [Home(tmp_path / name).prepare() for name in ("here", "there")]
    for home in homes:
        home.settings_file.write_text(f"document_seconds: {SECONDS}\n")
    keep(homes[0], [(path.name, path.read_bytes()) for path in sorted(mine.iterdir())], FolderSource.at(mine, homes[0]).name)
    refresh(homes[0])
    line = [REGISTRE, "run", "--ocr", "never", "--quiet", "--executor", address]
    told = subprocess.run([*line, "--home", homes[1].root, "--source", mine], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    here, there = map(content, homes)
    assert {name for name in here if here[name] != there[name]} == {"printed.retrieval"}  # which says when
    at_all_times = "select * exclude (retrieved_at) from printed.retrieval order by all"
    assert ask(homes[0].snapshot, at_all_times) == ask(homes[1].snapshot, at_all_times)
    with distributed_client(address) as client:
        assert any(SECONDS in limits for limits in client.run(_limits).values())  # none was read here


def content(home: Home) -> dict[str, str]:
    with open_snapshot(home.snapshot) as connection:
        return content_hash(connection)


def distributed_client(address: str) -> Any:
    import distributed

    return distributed.Client(address.replace("dask://", "tcp://"), set_as_default=False)


def _limits() -> list[float]:
    """Of a worker: the limits under which it has read."""
    return [limits.seconds for limits in cluster._pools]


def test_the_workers_are_processes_of_their_own_and_share_the_work(address: str) -> None:
    with ClusterPool(address, Limits()) as pool:
        assert pool.width == 2
        errands = [pool.submit(_worker) for _ in range(12)]
        assert len({pool.settle(errand, lambda death: 0) for errand in errands}) == 2


def _worker() -> int:
    import os
    import time

    time.sleep(0.2)
    return os.getpid()


@pytest.mark.timeout(120)
def test_a_document_that_takes_too_much_costs_only_itself_on_a_cluster(address: str, papers: list[Path], tmp_path: Path) -> None:
    (bomb,) = [one for one in corpus_of("bombs", 3) if one.name == "drawing-10.pdf"]
    (tmp_path / "bomb.pdf").write_bytes(bomb.data)
    cache, limits = Cache(tmp_path / "cache"), Limits(seconds=1, memory=2_000_000_000)
    mixed = [papers[0], tmp_path / "bomb.pdf", papers[1]]
    first, second, third = read_documents(mixed, 2, cache, limits=limits, executor=address)
    assert second.extraction.reason == limits.death_by(-27).sentence
    assert (first.extraction.landing, third.extraction.landing) == (Landing.READ, Landing.READ)
    assert [reading.is_kept for reading in read_documents(mixed, 2, cache, limits=limits)] == [True] * 3


def test_a_worker_with_other_code_is_not_trusted(address: str, papers: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "code_of_reading", lambda: "another version")
    with pytest.raises(SetupError, match="another version of registre"):
        list(read_documents(papers, 2, executor=address))


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(SetupError, match=f"^No Dask scheduler answers at {NOBODY}"):
        check_cluster(NOBODY)


@pytest.mark.parametrize("address", ["ray://host:1", "dask://host", "host:8786"])
def test_an_executor_that_is_none_is_told_before_anything_begins(tmp_path: Path, address: str) -> None:
    line = [REGISTRE, "run", "--home", tmp_path, "--executor", address]
    told = subprocess.run(list(map(str, line)), capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr.splitlines()[-1]) == (2, "registre: REGISTRE_EXECUTOR: dask://host:port is expected")
