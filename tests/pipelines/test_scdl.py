"""Councils' own SCDL files in a home: used by the next run, told where they cannot be."""

from pathlib import Path
from shutil import copy

import duckdb
import pytest

from pipelines.home import SAMPLES, Home, SetupError
from pipelines.ocr import OcrMode
from pipelines.refresh import inputs_of
from pipelines.run import run
from pipelines.scdl import fetched_file, keep_fetched, scdl_of
from tests.pipelines.test_run import registre
from transforms.model import SourceCouncil

HEADER = "DELIB_ID,DELIB_DATE,DELIB_OBJET"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def test_a_changed_file_makes_the_results_stale(home: Home) -> None:
    before = inputs_of(home, OcrMode.NEVER)
    (home.scdl / "a.csv").write_text(f"{HEADER}\n1,2025-03-10,Tarifs\n")
    added = inputs_of(home, OcrMode.NEVER)
    keep_fetched(home, "ville", f"{HEADER}\n2,2025-03-10,Vente\n".encode())
    both = inputs_of(home, OcrMode.NEVER)
    assert {file for _, file, _ in added - before} == {"scdl/a.csv"}
    assert {file for _, file, _ in both - added} == {"documents/scdl/ville.csv"}


def test_files_of_the_folder_and_of_sources_are_read_together(home: Home) -> None:
    (home.scdl / "a.csv").write_text(f"{HEADER}\n1,2025-03-10,Tarifs\n")
    keep_fetched(home, "ville", f"{HEADER}\n2,2025-03-10,Vente\n".encode())
    found = scdl_of(home, {"ville": SourceCouncil("Ville", None, "219900123", None)})
    assert [(one.name, len(one.lines), one.siren) for one in found] == [
        ("documents/scdl/ville.csv", 1, "219900123"),
        ("scdl/a.csv", 1, None),
    ]


def test_a_source_that_lists_addresses_alone_gives_nothing_to_compare(home: Home) -> None:
    keep_fetched(home, "ville", b"DELIB_URL\nhttps://ville.example/a.pdf\n")
    assert not fetched_file(home, "ville").exists()


def test_a_file_that_is_none_stops_the_run_before_it_begins(home: Home) -> None:
    (home.scdl / "a.csv").write_text("DELIB_ID,DELIB_DATE\n1,2025-03-10\n")
    with pytest.raises(SetupError, match=r"a\.csv is no SCDL file of deliberations: it lacks the column DELIB_OBJET\."):
        run(home, [])
    assert not home.snapshot.exists()


def test_a_run_tells_where_the_file_and_the_documents_disagree(home: Home, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    copy(SAMPLES / "ville-temoin-2024-09-24-proces-verbal.pdf", papers)
    lines = ["9999,2024-09-24,Inconnue,3", "2024-045,2024-09-24,Motion pour le maintien des horaires,5"]
    (home.scdl / "commune-ville-temoin.csv").write_text("\n".join([f"{HEADER},VOTE_POUR", *lines]) + "\n")
    made = registre("run", "--home", home.root, "--source", papers, "--jobs", "1")
    assert made.returncode == 0, made.stderr
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        rows = connection.execute("select file, line, council_id, number from printed.scdl order by line").fetchall()
        found = connection.execute(
            "select rule, severity, sentence, quote is not null from quality.finding "
            "where rule in ('S1', 'S3') and verdict = 'broken' order by all"
        ).fetchall()
    assert rows == [
        ("scdl/commune-ville-temoin.csv", 2, "commune-ville-temoin", "9999"),
        ("scdl/commune-ville-temoin.csv", 3, "commune-ville-temoin", "2024-045"),
    ]
    file = "scdl/commune-ville-temoin.csv"
    assert found == [
        ("S1", "warning", f"{file}, ligne 2 : la délibération 9999 n’est dans aucun document de la séance du 2024-09-24.", False),
        ("S3", "warning", f"{file}, ligne 3 : issue, « adoptée » dans le fichier, « rejetée » dans le document.", True),
    ]
