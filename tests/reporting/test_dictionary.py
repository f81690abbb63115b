"""The data dictionary: complete, linked, self-contained, and harmless whatever stands in a sample."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from click.testing import CliRunner

from pipelines import warehouse
from pipelines.command import main
from pipelines.dictionary import SAMPLE_ROWS, dictionary_tables, header_of, write_dictionary
from pipelines.scdl import land_comparisons
from tests.making import item, landed, seat, sitting
from transforms.frames import to_frames
from transforms.identity import resolve
from transforms.reporting.dictionary import DictionaryTable, dictionary_html

HOSTILE = '</td><script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dictionary")
    roll_call = [seat(f"M. {name}") for name in ("Jean ROUX", "Paul PETIT", "Luc BLANC", "Max NOIR")]
    documents = [landed("a", sitting(attendance=roll_call, deliberations=[item(1, "1", HOSTILE)]))]
    with duckdb.connect(folder / "work.duckdb") as connection:
        warehouse.land(connection, to_frames(documents, resolve(documents)))
        warehouse.build_schema(connection, "core")
        land_comparisons(connection)
        finding = next(table for table in warehouse.tables() if table.full_name == "quality.finding")
        warehouse.build_table(connection, finding)
        warehouse.build_schema(connection, "quality")
        warehouse.build_schema(connection, "marts")
    warehouse.publish(folder / "work.duckdb", folder / "home" / "published" / "registre.duckdb")
    return folder / "home" / "published" / "registre.duckdb"


@pytest.fixture(scope="module")
def tables(snapshot: Path) -> list[DictionaryTable]:
    with warehouse.open_snapshot(snapshot) as connection:
        return dictionary_tables(connection)


@pytest.fixture(scope="module")
def page(tables: list[DictionaryTable]) -> ElementTree.Element:
    return ElementTree.fromstring(dictionary_html(tables))


def text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def section(page: ElementTree.Element, name: str) -> ElementTree.Element:
    return next(found for found in page.iterfind(".//section[@class='table']") if text(found[0]) == name)


def test_every_table_and_every_column_stands_there_once_with_its_sentence(page: ElementTree.Element) -> None:
    assert len(page.findall(".//section[@class='table']")) == len(warehouse.tables())
    for name, described in warehouse.descriptions().items():
        rows = section(page, name).findall("div/table/tbody/tr")
        told = {text(row.find("th/code")): text(row[2]) for row in rows}
        assert told == {column: " ".join(sentence.split()) for column, sentence in described.columns.items()}, name


def test_a_table_says_grain_key_reason_lineage_and_size(page: ElementTree.Element, tables: list[DictionaryTable]) -> None:
    facts = {text(name): text(value) for name, value in zip(*[iter(section(page, "core.session_attendance").find("dl"))] * 2, strict=True)}
    table = next(table for table in tables if table.name == "core.session_attendance")
    assert facts["Grain"] == "a session and a councillor named in its opening roll call of record."
    assert facts["Key"] == "session_id, councillor_id"
    assert facts["Reads"] == ", ".join(table.reads)
    assert facts["Read by"] == ", ".join(table.read_by)
    assert "marts.data_quality" in table.read_by
    assert facts["Rows"] == "4"
    assert "core.session_attendance" in next(other for other in tables if other.name == "marts.data_quality").reads


def test_the_lineage_leads_to_tables_of_the_page(page: ElementTree.Element) -> None:
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    links = [link.get("href") for link in page.iter("a")]
    assert len(links) > len(warehouse.tables())
    assert {link.removeprefix("#") for link in links} <= ids


def test_a_sample_is_small_and_in_the_order_of_the_columns(page: ElementTree.Element, tables: list[DictionaryTable]) -> None:
    table = next(table for table in tables if table.name == "core.councillor")
    assert len(table.sample) == SAMPLE_ROWS < table.rows
    shown = section(page, "core.councillor").find("details/div/table")
    heads, first = shown.find("thead/tr"), shown.find("tbody/tr")
    row = dict(zip(map(text, heads), map(text, first), strict=True))
    assert (row["council_id"], row["name"]) == ("commune-ville-essai", "Luc BLANC")


def test_the_page_needs_no_network_and_no_sample_becomes_markup(page: ElementTree.Element) -> None:
    assert not {"link", "img", "iframe", "object", "embed"} & {element.tag for element in page.iter()}
    assert all(link.get("href", "").startswith("#") for link in page.iter("a"))
    assert HOSTILE in text(section(page, "core.deliberation"))
    assert not re.search(r"fetch\(|XMLHttpRequest|@import|url\(", "".join(page.itertext()))


def test_a_table_without_rows_has_no_sample(tables: list[DictionaryTable]) -> None:
    table = replace(tables[0], rows=0, sample=())
    assert [text(summary) for summary in ElementTree.fromstring(dictionary_html([table])).iter("summary")] == [f"SQL of {table.name}"]


def test_a_table_that_does_not_name_its_key_is_an_error() -> None:
    table = warehouse.SqlTable("core", "bad", Path("bad.sql"), "-- Grain: a thing.\nselect 1 as one", ())
    with pytest.raises(ValueError, match=r"bad\.sql does not name its key"):
        header_of(table)


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Path, tmp_path: Path) -> None:
    first = write_dictionary(snapshot, tmp_path / "new" / "a.html").read_bytes()
    assert write_dictionary(snapshot, tmp_path / "b.html").read_bytes() == first


def test_the_command_writes_it_beside_the_snapshot(snapshot: Path) -> None:
    result = CliRunner().invoke(main, ["dictionary", "--home", str(snapshot.parent.parent)])
    assert (result.exit_code, result.output) == (0, f"{snapshot.parent / 'dictionary.html'}\n")
