"""Questions to a snapshot are answered; nothing else happens to it, nor around it."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from pipelines.query import QueryError, ask, write_csv, write_json, write_table


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "registre.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema core")
        connection.execute(
            """
            create table core.session as select * from (values
                ('s1', date '2026-01-31', 0.5::decimal(5, 2), ['x', 'y'], 'sept "délégués"'),
                ('s2', null, null, [], null)
            ) t(id, date, rate, names, note)
            """
        )
    return path


@pytest.mark.parametrize(
    "sql",
    [
        "create table core.other as select 1",
        "create table memory.main.other as select 1",
        "insert into core.session select * from core.session",
        "update core.session set id = 'x'",
        "delete from core.session",
        "drop table core.session",
        "copy core.session to '{folder}/out.csv'",
        "export database '{folder}/out'",
        "attach '{folder}/out.duckdb' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "checkpoint",
        "create table core.other as select 1; select 1",
        "explain analyze delete from core.session",
    ],
)
def test_everything_that_would_write_is_refused(snapshot: Path, tmp_path: Path, sql: str) -> None:
    before = snapshot.read_bytes()
    with pytest.raises(QueryError) as refusal:
        ask(snapshot, sql.format(folder=tmp_path))
    assert "\n" not in str(refusal.value)
    assert snapshot.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sql", ["select * from read_csv('/etc/passwd')", "from '/etc/passwd'", "select * from glob('/*')", "from answer"])
def test_no_other_file_and_no_variable_can_be_read(snapshot: Path, sql: str) -> None:
    with pytest.raises(QueryError):
        ask(snapshot, sql)


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("select * from core.sesion", "Catalog Error: Table with name sesion does not exist!"),
        ("selec 1", "Parser Error"),
        ("", "There is no question in an empty text."),
        ("select 1; select 2", "One question at a time"),
        ("drop table core.session", "only reads: DROP is refused"),
    ],
)
def test_a_wrong_question_gets_one_sentence(snapshot: Path, sql: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence):
        ask(snapshot, sql)


@pytest.mark.parametrize(
    "sql", ["describe core.session", "summarize core.session", "explain select 1", "pivot core.session on id using count(*)"]
)
def test_every_kind_of_question_is_answered(snapshot: Path, sql: str) -> None:
    assert ask(snapshot, sql).rows


def test_json_is_one_object_a_row_and_null_is_null(snapshot: Path) -> None:
    out = io.StringIO()
    write_json(ask(snapshot, "select *, 'nan'::double as odd, id from core.session order by id"), out)
    first, second = json.loads(out.getvalue())
    assert first == {
        "id": "s1",
        "date": "2026-01-31",
        "rate": 0.5,
        "names": ["x", "y"],
        "note": 'sept "délégués"',
        "odd": None,
        "id_1": "s1",
    }
    assert second["date"] is None
    assert second["names"] == []


def test_csv_keeps_quotes_and_accents(snapshot: Path) -> None:
    out = io.StringIO()
    write_csv(ask(snapshot, "select id, date, note from core.session order by id"), out)
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [
        ["id", "date", "note"],
        ["s1", "2026-01-31", 'sept "délégués"'],
        ["s2", "", ""],
    ]


def test_the_table_shows_every_column_whole_where_the_output_is_not_a_terminal(snapshot: Path) -> None:
    out = io.StringIO()
    write_table(ask(snapshot, "select repeat('[red]', 60) as wide, null as nothing"), out)
    assert "[red]" * 60 in out.getvalue()
    assert "NULL" in out.getvalue()


def test_no_row_is_an_empty_answer(snapshot: Path) -> None:
    out = io.StringIO()
    write_json(ask(snapshot, "select 1 where false"), out)
    assert json.loads(out.getvalue()) == []
