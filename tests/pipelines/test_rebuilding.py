"""Where only the SQL of marts is another, a run makes the marts of what is published anew, and they are those of a run on everything."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines import rebuilding, warehouse
from pipelines import refresh as refreshing
from pipelines.home import Home
from pipelines.merging import MergeError, note_scope, owner_of, put, rows_of
from pipelines.ocr import OcrMode
from pipelines.refresh import begin, is_stale, published_before
from pipelines.warehouse import content_hash, open_snapshot, tables
from tests.pipelines.test_refresh import AMONT, AVAL, minutes
from tests.publishing import keep, refresh
from tests.test_lake import home_in
from transforms.identity.scope import Scope

pytestmark = pytest.mark.timeout(300)  # a warehouse is built several times
MARTS = [table.full_name for table in tables() if table.schema == "marts"]


def publish(home: Home) -> Home:
    keep(home, [*minutes(AMONT, 0, 1), *minutes(AVAL, 0), ("junk.pdf", b"no pdf at all")])
    refresh(home)
    return home


def content(home: Home) -> dict[str, str]:
    with open_snapshot(home.snapshot) as connection:
        return content_hash(connection)


def versions(home: Home) -> set[tuple[str, str]]:
    with open_snapshot(home.snapshot) as connection:
        return set(connection.execute("select council_id, version from refresh.version").fetchall())


def upgrade(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(refreshing, what, lambda: "another")


@pytest.fixture(params=["file", "lake"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    if request.param == "lake":
        return publish(home_in(tmp_path / "home", tmp_path / "catalogue.ducklake", tmp_path / "data"))
    return publish(Home(tmp_path / "home").prepare())


def test_the_marts_are_made_anew_from_what_is_published(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before, of_before = content(home), versions(home)
    with _writable(home) as connection:  # marts as an older version may have made them: other columns, other types, other rows
        connection.execute("alter table marts.proxy_pairs add column older varchar")
        older = "select * replace (deliberations::varchar as deliberations) from marts.voting_by_subject"
        connection.execute(f"create or replace table marts.voting_by_subject as {older}")
        connection.execute("delete from marts.attendance_by_councillor")
        connection.execute("drop table marts.coverage")
    upgrade(monkeypatch, "marts_hash")
    monkeypatch.setattr(rebuilding, "MOST_DOCUMENTS", 1)  # one council at a time
    assert is_stale(home, OcrMode.NEVER)
    monkeypatch.setattr(refreshing, "documents_as_read", lambda *_, **__: [])  # no document is read
    begun = begin(home, 1, OcrMode.NEVER)
    assert (begun.changes.is_full, bool(begun.changes)) == (False, False)
    assert {table for table, made in content(home).items() if made != before[table]} == {"printed.input"}
    assert {one for one, _ in versions(home) & of_before} == set()  # so that reports are written anew
    assert {one for one, _ in versions(home)} == {one for one, _ in of_before} == {"commune-val-amont", "commune-val-aval"}
    assert not is_stale(home, OcrMode.NEVER)
    assert home.scratches() == []
    with open_snapshot(home.snapshot) as connection:
        assert warehouse.undescribed(connection, warehouse.existing_tables(connection)) == []
        said = connection.execute("select comment from duckdb_tables() where schema_name = 'marts' and table_name = 'coverage'").fetchall()
    assert said[0][0] == warehouse.descriptions()["marts.coverage"].sentence


def _writable(home: Home) -> duckdb.DuckDBPyConnection:
    if home.snapshot.exists():
        home.snapshot.chmod(0o644)
        return duckdb.connect(home.snapshot)
    lake = refreshing.lake_at(home.snapshot)
    assert lake
    return lake.connect()


def test_other_code_still_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = publish(Home(tmp_path / "home").prepare())
    upgrade(monkeypatch, "marts_hash")
    upgrade(monkeypatch, "code_hash")
    assert begin(home, 1, OcrMode.NEVER).changes.is_full


@pytest.mark.long
def test_marts_of_another_shape_are_refused_where_somebody_else_has_rows_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = (tmp_path / "catalogue.ducklake", tmp_path / "data")
    home, other = home_in(tmp_path / "home", *place), home_in(tmp_path / "other", *place, "other")
    keep(home, minutes(AMONT, 0))
    keep(other, minutes(AVAL, 0))
    refresh(home)
    refresh(other)
    before = content(home)
    upgrade(monkeypatch, "marts_hash")
    begin(home, 1, OcrMode.NEVER)
    assert {table for table, made in content(home).items() if made != before[table]} == {"printed.input"}
    with _writable(home) as connection:
        connection.execute("alter table marts.proxy_pairs add column older varchar")
    monkeypatch.setattr(refreshing, "marts_hash", lambda: "yet another")
    stands, of_before = content(home), published_before(home)
    with pytest.raises(MergeError, match=r"marts\.proxy_pairs was made by another version of registre, and other has rows in it"):
        begin(home, 1, OcrMode.NEVER)
    assert (content(home), published_before(home)) == (stands, of_before)


def test_a_column_of_another_type_is_not_filled_with_what_is_cut_to_it(tmp_path: Path) -> None:
    """DuckDB would make 1 of a rate of 0.6 where the column was one of whole numbers."""
    part, table, scope = tmp_path / "part.duckdb", "marts.attendance_by_session", Scope(frozenset(), frozenset({"commune-val-aval"}))
    with duckdb.connect(part) as connection:
        warehouse.create_schemas(connection)
        for one in tables():
            warehouse.build_table(connection, one)
        note_scope(connection, scope, is_full=False)
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        put(connection, [part])
        with duckdb.connect(part) as again:
            note_scope(again, scope, is_full=False, has_only_marts=True)
        (column, kind, *_) = connection.execute(f"describe {table}").fetchall()[-1]
        connection.execute(f"alter table {table} alter column {column} type utinyint")
        put(connection, [part])
        assert connection.execute(f"describe {table}").fetchall()[-1][:2] == (column, kind)


def test_nothing_outside_the_marts_is_made_from_one() -> None:
    """What is made anew with the marts is what follows from their SQL."""
    reads_one = {table.full_name for table in tables() if warehouse.all_below(table) & {*MARTS}}
    assert reads_one <= {*MARTS}


GIVEN = [
    ("'a'", "'a:1'", "d1"),
    ("null", "'a:1'", "d1"),
    ("null", "null", "d1"),
    ("'b'", "'a:1'", "d1"),
    ("null", "'b:1'", "d1"),
    ("null", "null", "d2"),
]


@pytest.mark.parametrize("columns", [["council_id", "session_id", "document_id"], ["session_id", "document_id"], ["document_id"], ["kind"]])
def test_each_row_meets_one_condition(columns: list[str]) -> None:
    rows = [f"({council}, {session}, '{document}')" for council, session, document in GIVEN]
    given = f"(values {', '.join(rows)}) as given (council_id, session_id, document_id)"
    owners = "values ('a'), ('d1')"
    conditions = rows_of(columns, owners)
    with duckdb.connect() as connection:
        met = " + ".join(f"coalesce(({one})::integer, 0)" for one in conditions) or "0"
        found = connection.execute(f"select {met} from {given}").fetchall()
        expected = connection.execute(f"select coalesce(({owner_of(columns)} in ({owners}))::integer, 0) from {given}").fetchall()
    assert found == expected
    assert ((1,) in found) == (columns != ["kind"])
