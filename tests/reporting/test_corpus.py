"""Every figure of the reports of real towns against the queries of their appendices; skips where the corpus is not beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.council import make_snapshot
from pipelines import warehouse
from pipelines.home import Home
from pipelines.reports import asked_councils
from pipelines.workers import processors, read_documents
from tests.conftest import SHARED
from tests.reporting.comparing import compare_divisions, compare_figures
from transforms.model import LandedDocument, Landing
from transforms.reading import READER_VERSION
from transforms.reporting.divisions import GroupBy
from transforms.reporting.queries import Span

CORPUS = SHARED / "corpus" / "pdf"

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="needs the shared corpus")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus by its text layers alone: scans wait for text recognition, as with --ocr never."""
    paths = sorted(CORPUS.glob("*.pdf"))
    hash_of = {path: f"{index:064x}" for index, path in enumerate(paths)}
    documents = [
        LandedDocument(
            document_id=f"doc-{hash_of[reading.path][-16:]}",
            sha256=hash_of[reading.path],
            names=(("corpus", reading.path.name),),
            byte_size=reading.path.stat().st_size,
            extraction=reading.extraction,
            sittings=reading.documents,
            reader_version=READER_VERSION if reading.extraction.landing is Landing.READ else None,
        )
        for reading in read_documents(hash_of, processors())
    ]
    home = Home(tmp_path_factory.mktemp("corpus") / "home")
    make_snapshot(home.snapshot, sorted(documents, key=lambda one: one.document_id))
    return home.snapshot


def test_every_figure_of_every_town_comes_from_its_query(snapshot: Path) -> None:
    with warehouse.open_snapshot(snapshot) as connection:
        councils = asked_councils(connection, None)
        states = connection.execute("select council_id, count(*) from core.session_state group by council_id").fetchall()
    assert len(councils) > 5
    assert set(councils) - {council for council, _ in states}, "a town of whose members nothing is known is among them"
    for council in councils:
        compare_figures(snapshot, council, Span())
        compare_divisions(snapshot, council, GroupBy.YEAR)
