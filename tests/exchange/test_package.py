"""The tables as CSV and Parquet: whole, described, keyed, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner
from frictionless import Package
from pyarrow import parquet

from pipelines import warehouse
from pipelines.command import main
from pipelines.dictionary import header_of
from pipelines.exchange import export_tables
from tests.exchange.conftest import COUNCIL, HOSTILE
from transforms.exchange.package import FileFacts, TableFacts, data_package, package_csv

KEPT = {table.full_name for table in warehouse.tables() if table.schema in ("core", "marts")} | {"quality.finding", "quality.quarantine"}


@pytest.fixture(scope="module")
def folders(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {form: tmp_path_factory.mktemp(form) for form in ("csv", "parquet")}
    for form, folder in folders.items():
        export_tables(snapshot, folder, form, "etalab-2.0")
    return folders


def descriptor(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_package_is_valid_with_its_keys_and_hashes(folders: dict[str, Path], form: str) -> None:
    report = Package(str(folders[form] / "datapackage.json")).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    assert report.stats["tasks"] == len(KEPT)


@pytest.mark.parametrize(
    ("table", "spoil"),
    [
        pytest.param("core.council", lambda text: text + text.splitlines()[1] + "\n", id="a key twice"),
        pytest.param("core.session", lambda text: text.replace(f",{COUNCIL},", ",commune-x,"), id="a reference to nothing"),
        pytest.param("core.vote", lambda text: text.replace("stated", "statED"), id="another byte"),
    ],
)
def test_a_spoilt_file_is_seen(folders: dict[str, Path], tmp_path: Path, table: str, spoil: Any) -> None:
    for file in folders["csv"].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    path = tmp_path / f"{table}.csv"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


@pytest.mark.parametrize(
    ("table", "spoil"),
    [
        pytest.param("core.council", lambda frame: pd.concat([frame, frame.head(1)]), id="a key twice"),
        pytest.param("core.session", lambda frame: frame.assign(council_id="commune-x"), id="a reference to nothing"),
        pytest.param("core.session", lambda frame: frame.assign(members_in_office=4.5), id="no whole number"),
        pytest.param("core.vote", lambda frame: frame.head(1), id="rows lost"),
    ],
)
def test_a_spoilt_parquet_file_is_seen(folders: dict[str, Path], tmp_path: Path, table: str, spoil: Any) -> None:
    for file in folders["parquet"].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    spoil(pd.read_parquet(tmp_path / f"{table}.parquet")).to_parquet(tmp_path / f"{table}.parquet", index=False)
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_table_and_column_is_described(folders: dict[str, Path], form: str) -> None:
    package = descriptor(folders[form])
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == KEPT
    for name, resource in resources.items():
        described = warehouse.descriptions()[name]
        content = (folders[form] / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource.get("bytes") == (len(content) if form == "csv" else None)
        assert resource["description"] == described.sentence
        assert {field["name"]: field["description"] for field in resource["schema"]["fields"]} == dict(described.columns)
    assert resources["core.vote"]["schema"]["primaryKey"] == ["deliberation_id", "councillor_id"]
    assert {"fields": ["session_id"], "reference": {"resource": "core.session", "fields": ["session_id"]}} in resources["core.vote"][
        "schema"
    ]["foreignKeys"]
    owners = {key["reference"]["resource"] for resource in resources.values() for key in resource["schema"].get("foreignKeys", [])}
    assert owners == {"core.council", "core.councillor", "core.deliberation", "core.document", "core.session", "core.term"}
    assert resources["core.proxy"]["schema"]["uniqueKeys"] == [["session_id", "giver_id", "holder_id"]]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_rows_are_those_of_the_snapshot(folders: dict[str, Path], snapshot: Path, form: str) -> None:
    with warehouse.open_snapshot(snapshot) as connection, duckdb.connect() as reader:
        for resource in descriptor(folders[form])["resources"]:
            name, path = resource["name"], folders[form] / resource["path"]
            count = reader.execute(f"select count(*) from '{path}'").fetchone()
            assert count == (resource["rows"],) == (warehouse.row_count(connection, name),), name
        votes = "select councillor_id, choice, basis, is_by_proxy from {} order by all"
        assert (
            reader.execute(votes.format(f"'{folders[form]}/core.vote.{form}'")).fetchall()
            == connection.execute(votes.format("core.vote")).fetchall()
        )


def test_a_parquet_file_explains_itself(folders: dict[str, Path]) -> None:
    schema = parquet.read_schema(folders["parquet"] / "core.vote.parquet")
    assert schema.metadata[b"description"].decode() == warehouse.descriptions()["core.vote"].sentence
    assert schema.field("basis").metadata[b"description"].decode() == warehouse.descriptions()["core.vote"].columns["basis"]


def test_no_csv_cell_is_a_formula(folders: dict[str, Path]) -> None:
    cells = []
    for path in folders["csv"].glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert "'" + HOSTILE in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t")) or (cell.startswith("-") and not cell[1:].isdigit())]


def test_flags_and_missing_values_are_told_apart() -> None:
    assert package_csv(["a", "b", "c"], [(True, None, 0), (False, "", -1)]) == "a,b,c\ntrue,,0\nfalse,,-1\n"


def test_documents_are_the_sources_and_a_licence_is_named_only_by_who_publishes(folders: dict[str, Path]) -> None:
    package = descriptor(folders["csv"])
    assert [source["title"] for source in package["sources"]] == ["a1.pdf", "a2.pdf", "a3.pdf", "b1.pdf", "scan <1>.pdf"]
    assert [licence["name"] for licence in package["licenses"]] == ["etalab-2.0"]
    table = (
        TableFacts("core.council", "One row a council.", (("council_id", "VARCHAR", "Council."),), ("council_id",)),
        FileFacts("c", 1, "00"),
    )
    plain = data_package("csv", [table], [("a.pdf", "https://exemple.invalid/a.pdf")])
    assert "licenses" not in plain
    assert plain["sources"] == [{"title": "a.pdf", "path": "https://exemple.invalid/a.pdf"}]


def test_the_same_snapshot_gives_the_same_bytes(folders: dict[str, Path], snapshot: Path, tmp_path: Path) -> None:
    for form, folder in folders.items():
        export_tables(snapshot, tmp_path / form, form, "etalab-2.0")
        assert {path.name: path.read_bytes() for path in (tmp_path / form).iterdir()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }


def test_the_command_writes_beside_the_snapshot(snapshot: Path) -> None:
    home = snapshot.parent.parent
    result = CliRunner().invoke(main, ["export", "csv", "--home", str(home)])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == str(home / "published" / "exchange" / "csv" / "datapackage.json")
    assert "No licence is named" in result.stderr


def test_every_table_names_a_key_of_its_own_columns() -> None:
    for table in warehouse.tables():
        header = header_of(table)
        assert set(header.key) <= set(warehouse.descriptions()[table.full_name].columns), table.full_name
        assert (header.grain[-1:], header.reason[-1:]) == (".", "."), table.full_name
