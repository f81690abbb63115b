"""What the bench of a large warehouse fills, compares and writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks import nation
from pipelines.merging import put
from pipelines.warehouse import content_hash
from tests.conftest import PROJECT
from transforms.extraction import extract
from transforms.reading import read
from transforms.samples import minutes_sheet

NAMED = {"core.council", "core.document"}  # hold the council's name, or the file's hash: copies share those of the base

pytestmark = pytest.mark.timeout(300)  # a warehouse is built several times


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows of a council with two sessions."""
    path = tmp_path_factory.mktemp("base") / "base.duckdb"
    nation.build_scratch(path, nation.council_documents(0, sessions=2))
    return path


@pytest.mark.long
def test_a_filled_warehouse_holds_copies_under_names_of_their_own(base: Path, tmp_path: Path) -> None:
    filled = nation.fill(tmp_path / "filled.duckdb", base, 45)
    documents = nation.council_documents(0, sessions=2)
    assert (filled.councils, filled.deliberations) == (3, 3 * sum(len(one.sittings[0].deliberations) for one in documents))
    nation.build_scratch(tmp_path / "copy.duckdb", nation.of_copy(documents, 2))
    with duckdb.connect(filled.path) as connection:
        before = content_hash(connection)
        for table, key in (("core.attendance", "(deliberation_id, councillor_id)"), ("quality.finding", "finding_id")):
            rows, keys = connection.execute(f"select count(*), count(distinct {key}) from {table}").fetchall()[0]
            assert rows == keys > 0
        put(connection, [base])  # once more: only the rows of the first council are put in the place of themselves
        assert content_hash(connection) == before
        put(connection, [tmp_path / "copy.duckdb"])  # a copy as a run makes it, in the place of the copied rows
        assert connection.execute("select count(*) from core.council").fetchall() == [(3,)]
        after = content_hash(connection)
    assert {name for name in after if name.startswith("core.") and after[name] != before[name]} <= NAMED


@pytest.mark.long
def test_marts_made_anew_are_compared_with_those_of_the_base(base: Path, tmp_path: Path) -> None:
    filled = nation.fill(tmp_path / "filled.duckdb", base, 30)
    filled = nation.fill(filled.path, base, 80, has_marts=False)
    assert filled.councils == 4
    with duckdb.connect(filled.path) as connection:
        assert connection.execute("select count(distinct council_id) from marts.coverage").fetchall() == [(2,)]
    assert nation.rebuilt(tmp_path / "home", filled.path, base).different == ()
    with duckdb.connect(filled.path, read_only=True) as connection:
        assert connection.execute("select count(distinct council_id) from marts.coverage").fetchall() == [(4,)]
    filled.path.chmod(0o644)
    with duckdb.connect(filled.path) as connection:
        connection.execute("update marts.attendance_by_session set date = date + 1 where council_id like '%-1x0'")
    home = nation.home_at(tmp_path / "other", None)
    assert list(nation.different_marts(home, filled.path, base)) == ["marts.attendance_by_session"]


def test_a_commune_of_the_departement_is_read_from_lines_as_from_its_pdf() -> None:
    made = nation.commune(3, sessions=2)
    for document, session in zip(nation.commune_documents(3, sessions=2), made.sessions, strict=True):
        (printed,), (of_pdf,) = document.sittings, read(extract(minutes_sheet(made, session).pdf()).pages)
        assert [(seat.name.text, seat.status) for seat in printed.attendance] == [
            (seat.name.text, seat.status) for seat in of_pdf.attendance
        ]
        assert [one.outcome for one in printed.deliberations] == [one.outcome for one in of_pdf.deliberations]
        assert (printed.council, printed.session.date) == (of_pdf.council, of_pdf.session.date)
        assert len(printed.deliberations) >= 10


def told(**changed: Any) -> nation.Told:
    filled = nation.Filled(PROJECT / "README.md", 1_000_000, 29_000_000, 420, 60.0)
    stages = {"tables": 10.0, "publication": 2.0}
    usual = nation.Told(
        filled=filled,
        refreshes=[("DuckDB file", 5.0, 7.0), ("DuckLake", 5.0, 6.0)],
        ledger=filled,
        rebuilt=nation.Rebuilt(600.0, ()),
        answers=[("who sat", 0.5)],
        by_id_alone=1.5,
        department=nation.Department(30, 2160, 21_600, 0.1, stages),
        memory={"questions": 1.5},
    )
    return replace(usual, **changed)


@pytest.mark.parametrize(
    ("changed", "missed"),
    [
        ({}, []),
        ({"refreshes": [("DuckLake", 5.0, 10.1)]}, ["DuckLake: more than 2 times as long"]),
        ({"rebuilt": nation.Rebuilt(1.0, ("marts.coverage",))}, ["marts.coverage comes out otherwise"]),
        ({"answers": [("who sat", 2.1)]}, ["who sat: more than 2 s"]),
        ({"memory": {"questions": 4.1}}, ["questions: more than 4 GB"]),
    ],
    ids=["within", "slow", "other", "late", "large"],
)
def test_the_page_of_scale_says_what_is_missed(changed: dict[str, Any], missed: list[str]) -> None:
    one = told(**changed)
    assert one.missed == missed
    assert [line for line in nation.page(one, "today") if "**missed**" in line] == [f"- **missed**: {each}." for each in missed]


def test_all_communes_are_worked_out_from_what_was_measured() -> None:
    text = " ".join(nation.nation(told()))
    assert "3 hours on a machine" in text  # 18 million deliberations of 1,800 a second
    assert "3 hours for the marts alone" in text  # 18 times ten minutes
    assert "at 2.5 million" in text  # two seconds more for each million, five in an empty one
    assert "2.0 s longer" in text
