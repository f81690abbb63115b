"""Documents that arrive in several runs, the last ones first, make the same warehouse as all of them at once."""

from pathlib import Path

import duckdb

from pipelines.home import Home
from pipelines.ingestion import FolderSource
from pipelines.run import run
from pipelines.warehouse import content_hash
from transforms.samples import Sheet, decision_list_sheet, minutes_sheet, town

VILLE = town()
# namesakes, an OCR slip, a resignation and a marriage: a later document changes what earlier ones mean
SHEETS = [minutes_sheet(VILLE, VILLE.sessions[index]) for index in (3, 4, 5, 7)] + [decision_list_sheet(VILLE, VILLE.sessions[5])]


def published(folder: Path, *runs: list[Sheet]) -> dict[str, str]:
    """The hash of every table after as many runs, each with some more documents."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    home = Home(folder / "home")
    for sheets in runs:
        for sheet in sheets:
            (papers / f"{sheet.stem}.pdf").write_bytes(sheet.pdf())
        run(home, [FolderSource.at(papers, home)], jobs=1)
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        return content_hash(connection)


def test_several_runs_in_any_order_publish_what_one_run_does(tmp_path: Path) -> None:
    at_once = published(tmp_path / "once", SHEETS)
    in_parts = published(tmp_path / "parts", SHEETS[2:], SHEETS[:2])
    assert {name.split(".")[0] for name in at_once} == {"printed", "core", "quality", "marts"}
    others = {"printed.document_name", "printed.retrieval"}  # the papers come from another folder, at other times
    assert {name for name in at_once if in_parts[name] != at_once[name]} == others
