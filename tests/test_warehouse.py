"""The warehouse file: built from SQL files, described, published, and the same whatever the order of arrival."""

import random
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import yaml

from pipelines import warehouse
from tests.making import change, item, landed, seat, seats, sitting
from tests.sql.conftest import build
from transforms.exchange.scdl_files import TABLES as SCDL_TABLES
from transforms.frames import TABLES, to_frames
from transforms.model import Certainty, GroupMember, PrintedName, Roster

ROLL_CALL = [seat("Jean ROUX"), seat("Anne PETIT"), seat("Luc NOIR", "represented", "M. ROUX"), seat("Max BRUN", "absent")]
DOCUMENTS = [
    landed(
        "minutes",
        sitting(
            "2025-03-10",
            ROLL_CALL,
            [
                item(1, "1", "Budget", unanimous=True),
                item(2, "2", "Voirie", votes_for=3, votes_against=1, named={"against": ("Mme PETIT",)}),
            ],
            [change("Max BRUN", "arrival", 2)],
            president="Jean ROUX",
            members_in_office=5,
        ),
    ),
    landed(
        "extract 1", sitting("2025-03-10", seats("M. ROUX", "Mme PETIT"), [item(1, "1", "Budget")], doc_type="extract", siren="219400413")
    ),
    landed(
        "extract 2", sitting("2025-03-10", seats("M. ROUX", "Mme PETIT"), [item(1, "2", "Voirie")], doc_type="extract", siren="219400413")
    ),
    landed("extract again", sitting("2025-03-10", seats("Mme PETIT", "M. BRUN"), [item(1, "2", "Voirie")], doc_type="extract")),
    landed("decisions", sitting("2025-03-10", deliberations=[item(1, None, "Budget"), item(2, None, "Écoles")], doc_type="decision_list")),
    landed("two parts", sitting("2025-04-10", ROLL_CALL, [item(1, "3")]), sitting("2025-05-10", ROLL_CALL[:2], [item(1, "4")])),
    landed("another town", sitting("2025-03-10", ROLL_CALL, [item(1, "1", unanimous=True)], council="VILLE-AUTRE", kind=None)),
    landed("the same town", sitting("2025-04-10", seats("ROUX Jean", "PETIT Anne"), council="Ville-Autre", secretary="M. ROUX")),
    landed("agenda", sitting("2025-06-10", doc_type="agenda")),
    landed("scan", landing="needs_ocr"),
]
ROSTER = Roster(groups=(GroupMember("Ville-Essai", PrintedName("Jean ROUX"), "Ensemble", None, None, "g.csv", 2),))
BROKEN = [{"rule": "C1", "session_id": "commune-ville-essai:2025-05-10"}]


@pytest.fixture(scope="module")
def built():
    warehouse_ = build(DOCUMENTS, marts=True, broken=BROKEN, roster=ROSTER)
    yield warehouse_.connection
    warehouse_.connection.close()


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arrival_changes_no_table(built, seed):
    shuffled = random.Random(seed).sample(DOCUMENTS, len(DOCUMENTS))
    again = build(shuffled, marts=True, broken=BROKEN, roster=ROSTER)
    assert warehouse.content_hash(again.connection) == warehouse.content_hash(built)
    again.connection.close()


def test_the_content_hash_tells_tables_apart(built):
    hashes = warehouse.content_hash(built, "core", "marts")
    assert {name.split(".")[0] for name in hashes} == {"core", "marts"}
    fewer = build(DOCUMENTS[:-2], marts=True, broken=BROKEN)
    assert warehouse.content_hash(fewer.connection, "core")["core.document"] != hashes["core.document"]
    assert warehouse.content_hash(fewer.connection, "core")["core.vote"] == hashes["core.vote"]
    fewer.connection.close()


def key_of(table):
    """The columns that the header of a table's file calls its key."""
    return re.search(r"^-- Key: ([a-z_]+(?:, [a-z_]+)*)", table.select, re.MULTILINE)[1]


@pytest.mark.parametrize("table", [table for table in warehouse.tables() if not table.is_landed], ids=lambda table: table.full_name)
def test_the_key_in_the_header_is_a_key(built, table):
    assert warehouse.row_count(built, table.full_name) > 0 or table.schema == "quality"
    assert built.execute(f"select {key_of(table)}, count(*) from {table.full_name} group by all having count(*) > 1").fetchall() == []


def test_every_table_and_column_is_described_and_nothing_else_is(built):
    names = {table.full_name for table in warehouse.tables()}
    assert warehouse.undescribed(built, sorted(names)) == []
    assert set(warehouse.descriptions()) == names


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("create table core.surprise as select 1 as id", "core.surprise is not described."),
        ("create or replace table core.council as select 1 as council_id, 2 as surprise", "core.council has the columns"),
    ],
)
def test_an_undescribed_table_or_column_is_found(table, sentence):
    with duckdb.connect() as connection:
        warehouse.create_schemas(connection)
        connection.execute(table)
        faults = warehouse.undescribed(connection, warehouse.existing_tables(connection))
        assert [fault[: len(sentence)] for fault in faults] == [sentence]


def test_no_word_is_defined_for_nothing():
    content = yaml.safe_load((warehouse.SQL / "columns.yml").read_text(encoding="utf-8"))
    used = {column for table in content["tables"].values() for column, own in table["columns"].items() if own is None}
    assert set(content["words"]) == used


def test_the_warehouse_explains_itself(built):
    warehouse.apply_comments(built)
    described = dict(built.execute("select table_name, comment from duckdb_tables() where schema_name = 'marts'").fetchall())
    assert described["attendance_by_session"] == warehouse.descriptions()["marts.attendance_by_session"].sentence
    silent = "select table_name, column_name from duckdb_columns() where not internal and comment is null"
    assert built.execute(silent).fetchall() == []
    quote_in_comment = "select comment from duckdb_columns() where table_name = 'document_name' and column_name = 'document_id'"
    assert "'doc-'" in built.execute(quote_in_comment).fetchall()[0][0]


def test_tables_come_after_those_they_read():
    seen = set()
    for table in warehouse.tables():
        assert set(table.depends_on) <= seen, table.full_name
        seen.add(table.full_name)
    assert {table.schema for table in warehouse.tables()} == set(warehouse.SCHEMAS)
    assert {table.full_name for table in warehouse.tables() if table.is_landed} == {*TABLES, *SCDL_TABLES, "quality.finding"}


def test_sql_keeps_to_what_a_lakehouse_understands():
    words = ("create", "sequence", "macro", "primary key", "enum", "random", "current_date", "now(")
    for table in warehouse.tables():
        code = "\n".join(line.split("--")[0] for line in table.select.lower().splitlines())
        assert not [word for word in words if word in code], table.full_name


def test_every_table_says_its_grain_key_and_reason():
    for table in warehouse.tables():
        header = [line for line in table.select.splitlines() if line.startswith("--")]
        assert header[0].startswith("-- Grain: "), table.full_name
        assert any(line.startswith("-- Key: ") for line in header), table.full_name
        assert len(header) > 2, f"{table.full_name} gives no reason"


def test_what_a_table_is_made_from_near_and_far():
    by_name = {table.full_name: table for table in warehouse.tables()}
    assert warehouse.all_below(by_name["printed.document"]) == frozenset()
    below = warehouse.all_below(by_name["marts.attendance_by_councillor"])
    assert {"core.session_state", "core.attendance", "printed.attendance", "quality.finding"} <= below
    assert not {name for name in below if name.startswith("marts.")}


def test_a_frame_has_its_rows_in_one_order_however_they_lie_in_the_table():
    with duckdb.connect() as connection:
        connection.execute("create schema core")
        connection.execute("create table core.given as from (values ('b', 1::bigint), ('a', 2), ('a', 1)) as rows (name, number)")
        assert warehouse.frame(connection, "core.given").values.tolist() == [["a", 1], ["a", 2], ["b", 1]]


def test_a_frame_must_fit_its_table():
    frame = to_frames([])["printed.page"]
    with duckdb.connect() as connection:
        with pytest.raises(warehouse.LandingError, match=r"printed\.page has surplus columns \['colour'\] and misses \['engine'\]"):
            warehouse.land(connection, {"printed.page": frame.drop(columns="engine").assign(colour="")})
        with pytest.raises(warehouse.LandingError, match=r"No landed table is called core\.council\."):
            warehouse.land(connection, {"core.council": frame})
        wrong = pd.DataFrame({column: ["one"] for column in frame.columns})
        with pytest.raises(warehouse.LandingError, match=r"printed\.page has a value of another type"):
            warehouse.land(connection, {"printed.page": wrong})


def test_landing_is_all_or_nothing_and_replaces_what_stood_there():
    frames = to_frames(DOCUMENTS)
    with duckdb.connect() as connection:
        counts = warehouse.land(connection, frames)
        assert counts["printed.document"] == warehouse.row_count(connection, "printed.document") == len(DOCUMENTS)
        with pytest.raises(warehouse.LandingError):
            warehouse.land(connection, {"printed.document": frames["printed.document"].head(1), "printed.page": frames["printed.line"]})
        assert warehouse.row_count(connection, "printed.document") == len(DOCUMENTS)
        warehouse.land(connection, to_frames(DOCUMENTS[:1]))
        assert warehouse.row_count(connection, "printed.document") == 1


def test_a_schema_is_built_whole_or_not_at_all(monkeypatch):
    good = warehouse.SqlTable("core", "good", Path("good.sql"), "select 1 as one from printed.page", ("printed.page",))
    bad = warehouse.SqlTable("core", "bad", Path("bad.sql"), "select nothing from printed.page", ("printed.page",))
    with duckdb.connect() as connection:
        warehouse.land(connection, to_frames(DOCUMENTS))
        monkeypatch.setattr(warehouse, "tables", lambda: (good, bad))
        with pytest.raises(duckdb.BinderException):
            warehouse.build_schema(connection, "core")
        assert "core.good" not in warehouse.existing_tables(connection)


def published(folder: Path, count: int) -> Path:
    work, snapshot = folder / "work.duckdb", folder / "published" / "snapshot.duckdb"
    with duckdb.connect(work) as connection:
        warehouse.land(connection, to_frames(DOCUMENTS[:count]))
    warehouse.publish(work, snapshot)
    return snapshot


def test_an_open_snapshot_keeps_its_data_and_the_next_has_the_new(tmp_path):
    with warehouse.open_snapshot(published(tmp_path, 2)) as analyst:
        snapshot = published(tmp_path, 5)
        assert warehouse.row_count(analyst, "printed.document") == 2
        assert analyst.execute("select count(*) from printed.deliberation").fetchall() == [(3,)]
        # in another process: one process shares its connections to one path
        count = (
            f"import duckdb; print(duckdb.connect({str(snapshot)!r}, read_only=True).sql('from printed.document').count('*').fetchone()[0])"
        )
        assert subprocess.run([sys.executable, "-c", count], capture_output=True, text=True, check=True).stdout == "5\n"
    assert [path.name for path in snapshot.parent.iterdir()] == ["snapshot.duckdb"]


def test_a_snapshot_cannot_be_written_to(tmp_path):
    with warehouse.open_snapshot(published(tmp_path, 1)) as connection, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        connection.execute("delete from printed.document")


def test_a_failed_publication_leaves_the_old_snapshot(tmp_path):
    snapshot = published(tmp_path, 1)
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"no database")
    with pytest.raises(duckdb.Error):
        warehouse.publish(broken, snapshot)
    with warehouse.open_snapshot(snapshot) as connection:
        assert warehouse.row_count(connection, "printed.document") == 1
    assert [path.name for path in snapshot.parent.iterdir()] == ["snapshot.duckdb"]


def test_nothing_published_is_said_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="Nothing is published yet"):
        warehouse.open_snapshot(tmp_path / "snapshot.duckdb")


def test_a_doubtful_row_lowers_the_share_of_certain_ones():
    doubtful = seat("Anne PETIT", certainty=Certainty.DOUBTFUL, doubt="Deux noms se touchent.")
    found = build([landed("a", sitting(attendance=[seat("Jean ROUX"), doubtful]))], marts=True)
    assert found.rows("select certain_share from marts.data_quality") == [(0.5,)]
