"""DuckDB keeps to the memory that the settings say, spills where they say, and leaves nothing behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from pipelines import merging
from pipelines.home import Home, SetupError
from pipelines.lake import Lake
from pipelines.limits import bytes_of
from pipelines.memory import clear_spills, database, limited
from pipelines.migration import migrate
from pipelines.resources import HomeResource
from tests.pipelines.test_refresh import AMONT, minutes
from tests.publishing import keep, refresh


def setting(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    return str(connection.execute("select current_setting($1)", [name]).fetchall()[0][0])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def test_what_does_not_fit_goes_to_a_folder_that_is_gone_afterwards(home: Home, tmp_path: Path) -> None:
    home.settings_file.write_text(f"memory_limit: 64MB\nspill_directory: {tmp_path / 'spill'}\n")
    with database(home, home.scratch(1)) as connection:
        assert setting(connection, "memory_limit") == "61.0 MiB"
        assert setting(connection, "enable_progress_bar") == "False"
        connection.execute("set threads = 1")
        connection.execute("create temp table large as select md5(i::varchar) as text from range(3_000_000) as numbers (i)")
        (folder,) = (tmp_path / "spill").iterdir()
        assert sum(path.stat().st_size for path in folder.iterdir()) > 10_000_000
    assert list((tmp_path / "spill").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(home: Home) -> None:
    home.settings_file.write_text(f"spill_directory: {home.settings_file}/spill\n")
    with pytest.raises(SetupError, match=r"cannot go to .*/spill: Not a directory"):
        database(home, home.scratch(1))


def test_databases_of_one_run_do_not_share_a_folder(home: Home) -> None:
    with database(home, home.scratch(1)) as one, database(home, home.scratch(2)) as other:
        places = [setting(each, "temp_directory") for each in (one, other)]
    assert len(set(places)) == 2
    assert {Path(place).parent for place in places} == {home.work}


def test_without_a_setting_it_takes_half_of_what_there_is(home: Home) -> None:
    with duckdb.connect() as connection:
        own = bytes_of(setting(connection, "memory_limit"))
    with database(home, home.scratch(1)) as connection:
        assert bytes_of(setting(connection, "memory_limit")) == pytest.approx(own * 0.5 / 0.8, rel=0.02)


def test_a_lake_is_opened_without_leaving_anything_where_one_stands(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lake = Lake(str(tmp_path / "catalogue.ducklake"), str(tmp_path / "data"))
    with lake.connect() as connection:
        assert Path(setting(connection, "temp_directory")).is_absolute()
    with limited(home, lake.connect()) as connection:
        assert Path(setting(connection, "temp_directory")).parent == home.work


def test_every_database_that_a_run_writes_is_limited(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scratch file, the snapshot, the lake and its copy: DuckDB's own default stands in none of them."""
    home.settings_file.write_text("memory_limit: 1GB\n")
    found: list[tuple[str, str]] = []

    def noting(wrapped: Callable[..., None]) -> Callable[..., None]:
        def noted(connection: duckdb.DuckDBPyConnection, *args: object, **more: object) -> None:
            found.append((setting(connection, "memory_limit"), str(Path(setting(connection, "temp_directory")).parent)))
            wrapped(connection, *args, **more)

        return noted

    resource = HomeResource(path=str(home.root))
    connection = resource.open(home.scratch(1))
    found.append((setting(connection, "memory_limit"), str(Path(setting(connection, "temp_directory")).parent)))
    resource.close()
    monkeypatch.setattr(merging, "put", noting(merging.put))
    keep(home, minutes(AMONT, 0))
    refresh(home)
    monkeypatch.setattr("pipelines.warehouse.apply_comments", noting(merging.warehouse.apply_comments))
    migrate(home, f"ducklake:{tmp_path / 'copy.ducklake'}", str(tmp_path / "data"))
    migrate(home, str(tmp_path / "copy.duckdb"))
    home.settings_file.write_text(f"memory_limit: 1GB\nwarehouse: ducklake:{tmp_path / 'l.ducklake'}\nlake_data: {tmp_path / 'rows'}\n")
    refresh(home)
    assert len(found) >= 6
    assert set(found) == {("953.6 MiB", str(home.work))}


def test_what_a_killed_run_spilled_is_removed_by_the_next(home: Home) -> None:
    left = home.work / f"registre-spill-{os.getpid()}-0"
    left.mkdir()
    (left / "duckdb_temp_storage-0.tmp").write_bytes(b"rows")
    with HomeResource(path=str(home.root)).yield_for_execution(dg.build_init_resource_context()):
        assert list(home.work.iterdir()) == []
    clear_spills(home)
