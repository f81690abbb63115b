"""A warehouse in a lake: the same rows as in a file, several writers, earlier states, copies both ways, and what keeps it small."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import duckdb
import fsspec
import psycopg2
import pytest
from click.testing import CliRunner

from pipelines.command import main
from pipelines.home import Home, SetupError
from pipelines.lake import Lake, lake_at
from pipelines.merging import MergeError, publish
from pipelines.migration import MigrationError, compact, migrate
from pipelines.ocr import OcrMode
from pipelines.query import QueryError, ask
from pipelines.refresh import begin
from pipelines.reports import renew_attendance_reports
from pipelines.resources import HomeResource
from pipelines.upkeep import lake_compaction
from pipelines.warehouse import content_hash, open_snapshot
from pipelines.written_reports import are_stale
from tests.conftest import REGISTRE
from tests.pipelines.installations import Postgres, postgres_server
from tests.pipelines.test_refresh import AMONT, AVAL, extract, minutes
from tests.publishing import keep, refresh

pytestmark = pytest.mark.timeout(300)  # a warehouse is built several times


def home_in(folder: Path, catalogue: Path | str, data: Path | str, writer: str = "registre") -> Home:
    """A home whose results go to a lake."""
    home = Home(folder).prepare()
    home.settings_file.write_text(json.dumps({"warehouse": f"ducklake:{catalogue}", "lake_data": str(data), "writer": writer}))
    return home


def hashes(home: Home, *schemas: str) -> dict[str, str]:
    with open_snapshot(home.snapshot) as connection:
        return content_hash(connection, *schemas)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Everything at once, in a file."""
    home = Home(tmp_path_factory.mktemp("plain") / "home").prepare()
    keep(home, [*minutes(AMONT, 0, 1), *minutes(AVAL, 0), ("junk.pdf", b"no pdf at all")])
    refresh(home)
    return home


@pytest.fixture(scope="module")
def lake_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same in two runs, in a lake without a server."""
    folder = tmp_path_factory.mktemp("lake")
    home = home_in(folder / "home", folder / "catalogue.ducklake", folder / "data")
    keep(home, [*minutes(AMONT, 0), *minutes(AVAL, 0), ("junk.pdf", b"no pdf at all")])
    assert refresh(home).changes.is_full
    keep(home, minutes(AMONT, 1))
    assert not refresh(home).changes.is_full
    return home


def test_the_lake_holds_the_rows_that_a_file_holds(lake_home: Home, plain: Home) -> None:
    assert not lake_home.snapshot.exists()
    assert list((lake_home.root.parent / "data").rglob("*.parquet"))
    assert hashes(lake_home) == hashes(plain)


def test_reports_questions_and_comments_come_from_the_lake(lake_home: Home) -> None:
    assert {path.name for path in renew_attendance_reports(lake_home)} >= {"attendance.html", "attendance_commune-val-aval.html"}
    assert not are_stale(lake_home)
    (row,) = ask(lake_home.snapshot, "select count(*) from core.session").rows
    assert row == (3,)
    with pytest.raises(QueryError, match=r"(?i)permission|disabled"):
        ask(lake_home.snapshot, "from read_csv('/etc/passwd')")
    with open_snapshot(lake_home.snapshot) as connection:
        said = connection.execute("select comment from duckdb_tables() where schema_name = 'core' and table_name = 'vote'").fetchall()
    assert said[0][0]


def test_the_lake_can_be_asked_as_it_was(lake_home: Home, plain: Home) -> None:
    with open_snapshot(lake_home.snapshot) as connection:
        states = [row[0] for row in connection.execute("select snapshot_id from ducklake_snapshots('warehouse') order by 1").fetchall()]
    asked = "select count(*) from core.session"
    counted = [ask(lake_home.snapshot, asked, str(state)).rows[0][0] for state in states if _has_sessions(lake_home, state)]
    assert counted[0] == 2
    assert counted[-1] == 3
    with pytest.raises(QueryError, match="Only a lake"):
        ask(plain.snapshot, "select 1", "3")


def _has_sessions(home: Home, state: int) -> bool:
    with open_snapshot(home.snapshot, str(state)) as connection:
        query = "select count(*) from information_schema.tables where table_schema = 'core' and table_name = 'session'"
        return bool(connection.execute(query).fetchall()[0][0])


def test_a_copy_to_a_lake_and_back_holds_the_same(plain: Home, tmp_path: Path) -> None:
    target = f"ducklake:{tmp_path / 'copy.ducklake'}"
    copied = migrate(plain, target, str(tmp_path / "data"))
    assert (copied.tables, copied.rows > 1000) == (len(hashes(plain)), True)
    with pytest.raises(MigrationError, match="holds a warehouse already"):
        migrate(plain, target, str(tmp_path / "data"))
    moved = home_in(tmp_path / "moved", tmp_path / "copy.ducklake", tmp_path / "data")
    (moved.published / "registre.lake").write_text(
        json.dumps({"catalogue": str(tmp_path / "copy.ducklake"), "data": str(tmp_path / "data"), "writer": "registre"})
    )
    assert hashes(moved) == hashes(plain)
    migrate(moved, str(tmp_path / "back.duckdb"))
    with duckdb.connect(tmp_path / "back.duckdb", read_only=True) as connection:
        assert content_hash(connection) == hashes(plain)


def test_compacting_forgets_old_states_and_leaves_the_rows(lake_home: Home) -> None:
    before = hashes(lake_home)
    files = len(list((lake_home.root.parent / "data").rglob("*.parquet")))
    assert compact(lake_home)["states forgotten"] == 0
    made = dg.materialize([lake_compaction], resources={"home": HomeResource(path=str(lake_home.root))})
    assert made.asset_materializations_for_node("published__lake_compaction")[0].metadata["states forgotten"].value == 0
    done = compact(lake_home, datetime.now(UTC) + timedelta(days=31))
    assert done["states forgotten"] > 0
    assert done["files deleted"] > 0
    assert len(list((lake_home.root.parent / "data").rglob("*.parquet"))) < files
    assert hashes(lake_home) == before


def test_a_lake_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    lake = Lake("postgres:dbname=none host=127.0.0.1 port=1 password=geheim", str(tmp_path))
    with pytest.raises(SetupError, match="cannot be opened") as told:
        lake.connect()
    assert "\n" not in str(told.value)
    assert "geheim" not in str(lake)
    with pytest.raises(SetupError, match="lake_data"):
        Lake.of("ducklake:x", None, "w")
    for place in ("dbname=x password=geheim", "postgresql://me:geheim@host/x"):
        with pytest.raises(SetupError, match=r"^No password may stand in warehouse: PGPASSWORD or ~/\.pgpass holds it\.$"):
            Lake.of(f"ducklake:postgres:{place}", "data", "w")
    with pytest.raises(SetupError, match="is not known"):
        Lake.of("snowflake:x", "y", "w")


# --- in a bucket


@pytest.fixture(scope="module")
def bucket_home(bucket: str, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same in one run, in a lake whose rows are in a bucket."""
    folder = tmp_path_factory.mktemp("bucket")
    home = home_in(folder / "home", folder / "catalogue.ducklake", f"{bucket}/lake")
    keep(home, [*minutes(AMONT, 0, 1), *minutes(AVAL, 0), ("junk.pdf", b"no pdf at all")])
    refresh(home)
    return home


def test_a_lake_in_a_bucket_holds_the_rows_that_a_file_holds(bucket_home: Home, plain: Home) -> None:
    assert hashes(bucket_home) == hashes(plain)
    assert {path.rsplit(".", 1)[-1] for path in in_bucket(bucket_home)} == {"parquet"}
    assert ask(bucket_home.snapshot, "select count(*) from core.session").rows == [(3,)]
    kept = [path for path in bucket_home.root.parent.rglob("*") if path.is_file()]
    assert {path.suffix for path in kept} >= {".lake", ".ducklake"}
    assert [path for path in kept if os.environ["AWS_SECRET_ACCESS_KEY"].encode() in path.read_bytes()] == []


def in_bucket(home: Home) -> list[str]:
    lake = lake_at(home.snapshot)
    assert lake
    files = fsspec.filesystem("s3")
    files.invalidate_cache()
    return list(files.find(lake.data))


def test_a_lake_in_a_bucket_is_written_again_and_kept_small(bucket_home: Home, plain: Home) -> None:
    before = in_bucket(bucket_home)
    publish(bucket_home)  # the same rows once more
    assert len(in_bucket(bucket_home)) > len(before)
    done = compact(bucket_home, datetime.now(UTC) + timedelta(days=31))
    assert (done["states forgotten"] > 0, done["files deleted"]) == (True, len(before))
    assert not set(before) & set(in_bucket(bucket_home))
    assert hashes(bucket_home) == hashes(plain)


def test_a_bucket_out_of_reach_is_told_and_nothing_is_made_anew(bucket_home: Home, plain: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = lake_at(bucket_home.snapshot)
    assert lake
    with lake.connect() as connection:
        connection.execute("call ducklake_flush_inlined_data('warehouse')")  # few rows stand in the catalogue otherwise
    with monkeypatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        with pytest.raises(SetupError, match=r"^The lake .*cannot be read: .*127\.0\.0\.1:1"):
            begin(bucket_home, jobs=1, ocr=OcrMode.NEVER)
        told = CliRunner().invoke(main, ["status", "--home", str(bucket_home.root)])
        assert told.exit_code == 1
        assert told.stderr.startswith(f"registre: The lake {lake} cannot be read: ")
        assert told.stderr.count("\n") == 1
    assert not begin(bucket_home, jobs=1, ocr=OcrMode.NEVER).changes
    assert hashes(bucket_home) == hashes(plain)


def test_a_store_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match=r"^lake_data is gs://bucket/lake: a folder or s3://bucket/prefix is expected"):
        Lake.of(f"ducklake:{tmp_path}/x", "gs://bucket/lake", "w")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "store.example:9000")
    with pytest.raises(SetupError, match=r"^AWS_ENDPOINT_URL is store\.example:9000: an address such as"):
        Lake.of(f"ducklake:{tmp_path}/x", "s3://bucket/lake", "w").connect()


# --- over PostgreSQL


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres_server() as running:
        yield running


def database(server: Postgres, name: str) -> str:
    """A new database, as DuckLake names it."""
    place = f"host=127.0.0.1 port={server.port} user=registre"
    connection = psycopg2.connect(f"{place} dbname=postgres")
    connection.autocommit = True  # a database is not created inside a transaction
    connection.cursor().execute(f"create database {name}")
    connection.close()
    return f"postgres:dbname={name} {place}"


@pytest.mark.long
def test_two_homes_write_at_once_and_neither_takes_what_is_the_other_s(server: Postgres, plain: Home, tmp_path: Path) -> None:
    catalogue = database(server, "two")
    homes = [home_in(tmp_path / name, catalogue, tmp_path / "data", name) for name in ("amont", "aval")]
    papers = [[*minutes(AMONT, 0, 1), ("junk.pdf", b"no pdf at all")], minutes(AVAL, 0)]
    for home, mine in zip(homes, papers, strict=True):
        keep(home, mine[:1])
    refresh(homes[0])  # the tables are there, and what belongs to no council is that of the first
    with ThreadPoolExecutor(2) as pool:
        keep(homes[0], papers[0][1:])
        list(pool.map(refresh, homes))
    schemas = ("core", "marts", "quality")
    assert hashes(homes[0], *schemas) == hashes(homes[1], *schemas) == hashes(plain, *schemas)
    assert not refresh(homes[1]).changes

    keep(homes[1], [extract(AMONT, 1)])
    with pytest.raises(MergeError, match="amont has brought commune-val-amont into the lake already"):
        refresh(homes[1])
    assert hashes(homes[0], *schemas) == hashes(plain, *schemas)

    (homes[1].corrections / "a.csv").write_text("target,field,printed,corrected,reason,author,date\n")
    log = homes[1].documents / "provenance.jsonl"
    log.write_text(log.read_text().splitlines(keepends=True)[0])
    assert refresh(homes[1]).changes.is_full  # of its own documents
    assert hashes(homes[0], *schemas) == hashes(plain, *schemas)


@pytest.mark.long
def test_the_command_runs_into_a_lake(server: Postgres, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, data in minutes(AMONT, 0):
        (papers / name).write_bytes(data)
    place = ["--warehouse", f"ducklake:{database(server, 'command')}", "--lake-data", str(tmp_path / "data")]
    run = [REGISTRE, "run", "--ocr", "never", "--jobs", "1", *place]
    command = [*run, "--home", str(tmp_path / "home"), "--source", str(papers), "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr, json.loads(again.stdout)["is_rebuilt"]) == (0, "", False)
    lake = lake_at(Home(tmp_path / "home").snapshot)
    assert lake is not None
    assert json.loads(told.stdout)["snapshot"] == str(lake)
    (row,) = ask(Home(tmp_path / "home").snapshot, "select count(*) from core.session").rows
    assert row == (1,)


@pytest.mark.long
def test_a_catalogue_that_is_gone_in_mid_run_is_told_and_costs_nothing(
    server: Postgres, plain: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = home_in(tmp_path / "home", database(server, "gone"), tmp_path / "data")
    keep(home, [*minutes(AMONT, 0), *minutes(AVAL, 0), ("junk.pdf", b"no pdf at all")])
    refresh(home)
    before = hashes(home)
    keep(home, minutes(AMONT, 1))
    monkeypatch.setenv("REGISTRE_HOME", str(home.root))
    monkeypatch.setenv("DAGSTER_HOME", str(home.dagster))
    with monkeypatch.context() as patch:
        patch.setattr("pipelines.merging.publish", lambda home: (server.stop(), publish(home)))
        told = CliRunner().invoke(main, ["run", "--ocr", "never", "--jobs", "1", "--source", str(home.inbox), "--quiet"])
    assert told.exit_code == 1
    assert told.stderr.startswith("registre: The step published.snapshot failed: The lake ducklake:postgres:dbname=gone")
    assert "cannot be opened" in told.stderr
    assert told.stderr.count("\n") == 1
    server.start()
    assert hashes(home) == before

    with monkeypatch.context() as patch:
        patch.setattr("pipelines.merging._note", lambda *_, **__: server.stop())  # all rows are put there, nothing is committed
        with pytest.raises(
            MergeError, match=r"^The lake .* cannot be written: .*refused.* What stands there is whole, and the next run"
        ) as gone:
            publish(home)
    assert "\n" not in str(gone.value)
    server.start()
    assert hashes(home) == before

    assert len(refresh(home).changes.new) == 1
    assert hashes(home) == hashes(plain)
