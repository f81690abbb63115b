"""The way of the data as Dagster assets: documents → printed → core → quality → marts → published.

One asset a table, its dependencies read from the table's SQL. Bodies take their inputs, call one function and return with metadata;
how a document is read, a name linked or a rule checked does not belong here.
"""

# Annotations stay types in this module: Dagster compares that of a context with its own.
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypedDict

import dagster as dg
import pandas as pd

from pipelines import (
    aside,
    checks,
    dictionary,
    history,
    merging,
    metadata,
    rebuilding,
    reports,
    retrieving,
    scdl,
    status_page,
    vault,
    warehouse,
)
from pipelines.partitions import POOL, SOURCES
from pipelines.progress import tell
from pipelines.resources import HomeResource
from pipelines.warehouse import SqlTable

RETRIEVED = dg.AssetKey(["documents", "retrieved"])
READ = dg.AssetKey(["documents", "read"])
SNAPSHOT = dg.AssetKey(["published", "snapshot"])
REPORT = dg.AssetKey(["published", "attendance_report"])
DICTIONARY = dg.AssetKey(["published", "dictionary"])
SCDL_TABLES = ("quality.scdl_lines", "quality.scdl_deliberations", "quality.scdl_values")
STATUS = dg.AssetKey(["published", "status"])


def key_of(table: str) -> dg.AssetKey:
    return dg.AssetKey(table.split("."))


class _Words(TypedDict):
    group_name: str
    description: str


def _words(table: str) -> _Words:
    """The table's group and what ``columns.yml`` says of it."""
    return {"group_name": table.split(".")[0], "description": warehouse.descriptions()[table].sentence}


@dg.asset(
    key=RETRIEVED,
    group_name="documents",
    kinds={"python", "file"},
    partitions_def=SOURCES,
    retry_policy=retrieving.RETRIES,
    pool=POOL,
)
def retrieved(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult:
    """Every PDF of the sources, kept once under the hash of its bytes, with a record of where it came from. One partition a source."""
    tell("retrieving documents")
    retrieve = retrieving.retrieve_one if context.has_partition_key else retrieving.retrieve_all
    told = retrieve(context, home)
    vault.synchronise(home.home)
    return dg.MaterializeResult(metadata=told)


@dg.asset(key=READ, group_name="documents", deps=[RETRIEVED], kinds={"python"}, pool=POOL)
def read(home: HomeResource) -> dg.MaterializeResult:
    """The documents of the store that are new or changed since the last snapshot, extracted and read; all of them where the code is new."""
    aside.begin()
    return dg.MaterializeResult(metadata=metadata.of_refresh(home.refresh()))


def printed_assets() -> dg.AssetsDefinition:
    """The tables that hold what documents print, landed together."""
    names = [table.full_name for table in warehouse.tables() if table.schema == "printed"]

    specs = [dg.AssetSpec(key_of(name), deps=[READ], kinds={"python", "duckdb"}, **_words(name)) for name in names]

    @dg.multi_asset(name="printed", specs=specs, pool=POOL)
    def printed(home: HomeResource) -> Iterator[dg.MaterializeResult]:
        refresh = home.refresh()
        home.close()
        rebuilding.remove_scratches(home.home)
        for number, scope in enumerate(refresh.scopes, start=1):
            frames = refresh.frames(scope)
            connection = home.open(home.home.scratch(number))
            warehouse.land(connection, frames)
            merging.note_scope(connection, scope, is_full=refresh.changes.is_full, writer=refresh.writer)
        for name, described in metadata.of_tables(home.works(), names).items():
            yield dg.MaterializeResult(key_of(name), metadata=described)

    return printed


def sql_asset(table: SqlTable) -> dg.AssetsDefinition:
    """One table that a SELECT makes."""

    @dg.asset(
        key=key_of(table.full_name),
        deps=[key_of(name) for name in table.depends_on],
        kinds={"sql", "duckdb"},
        pool=POOL,
        **_words(table.full_name),
    )
    def build(home: HomeResource) -> dg.MaterializeResult:
        tell(f"building {table.full_name}")
        name, built = table.full_name, warehouse.each_built(home.works(), table)
        return dg.MaterializeResult(metadata=metadata.of_tables(built, [name])[name])

    return build


def scdl_assets() -> dg.AssetsDefinition:
    """Councils' own SCDL files beside the documents: inputs of rules that no SELECT makes."""
    specs = [
        dg.AssetSpec(key_of(name), deps=[key_of(table) for table in scdl.COMPARED], kinds={"python", "duckdb"}, **_words(name))
        for name in SCDL_TABLES
    ]

    @dg.multi_asset(name="scdl", specs=specs, pool=POOL)
    def compared(home: HomeResource) -> Iterator[dg.MaterializeResult]:
        for connection in home.works():
            scdl.land_comparisons(connection)
        for name, described in metadata.of_tables(home.works(), SCDL_TABLES).items():
            yield dg.MaterializeResult(key_of(name), metadata=described)

    return compared


def finding_asset() -> dg.AssetsDefinition:
    """The findings of every rule, with one asset check a rule."""
    name = "quality.finding"
    inputs = [key_of(f"quality.{table}") for table in checks.INPUTS]

    @dg.asset(key=key_of(name), deps=inputs, kinds={"python", "duckdb"}, check_specs=checks.check_specs(), pool=POOL, **_words(name))
    def finding(home: HomeResource) -> dg.MaterializeResult:
        tell("checking the rules")
        found = []
        for connection in home.works():
            found.append(aside.aside(checks.run_rules, {table: warehouse.frame(connection, f"quality.{table}") for table in checks.INPUTS}))
            warehouse.land(connection, {name: found[-1]})
        findings = pd.concat(found, ignore_index=True)
        described = metadata.of_tables(home.works(), [name])[name] | metadata.of_findings(findings)
        return dg.MaterializeResult(metadata=described, check_results=checks.check_results(findings))

    return finding


def snapshot_asset() -> dg.AssetsDefinition:
    """The published snapshot; it depends on the tables that no other table reads, and through them on all."""
    tables = warehouse.tables()
    read_by_others = {name for table in tables for name in table.depends_on} | {f"quality.{table}" for table in checks.INPUTS}
    last = [table.full_name for table in tables if table.full_name not in read_by_others]

    @dg.asset(key=SNAPSHOT, group_name="published", deps=[key_of(name) for name in last], kinds={"duckdb"}, pool=POOL)
    def snapshot(home: HomeResource) -> dg.MaterializeResult:
        """The finished warehouse as a read-only DuckDB file, put in place in one step: who has the old one open keeps it."""
        tell("publishing the snapshot")
        home.close()
        merging.publish(home.home)
        history.note_findings(home.home, datetime.now(UTC))
        return dg.MaterializeResult(metadata=metadata.of_snapshot(home.home))

    return snapshot


@dg.asset(key=REPORT, group_name="published", deps=[SNAPSHOT], kinds={"html"}, pool=POOL)
def attendance_report(home: HomeResource) -> dg.MaterializeResult:
    """Who sat and who was represented, in French: one HTML page and one CSV file a council."""
    tell("writing the attendance report")
    return dg.MaterializeResult(metadata=metadata.of_files(reports.renew_attendance_reports(home.home, aside.each)))


@dg.asset(key=DICTIONARY, group_name="published", deps=[SNAPSHOT], kinds={"html"}, pool=POOL)
def data_dictionary(home: HomeResource) -> dg.MaterializeResult:
    """What every table and column of the snapshot means, what it is made from, and how a few of its rows look."""
    tell("writing the data dictionary")
    return dg.MaterializeResult(metadata=metadata.of_files([dictionary.write_dictionary(home.home.snapshot, home.home.dictionary)]))


@dg.asset(key=STATUS, group_name="published", deps=[SNAPSHOT], kinds={"html"}, pool=POOL)
def status(home: HomeResource) -> dg.MaterializeResult:
    """How the sources stand, what is missing of each council, and what became of every document."""
    tell("writing the status page")
    return dg.MaterializeResult(metadata=metadata.of_files([status_page.write_status(home.home, home.home.status_page)]))


def all_assets() -> list[dg.AssetsDefinition]:
    """Every asset, in the order of the way."""
    made_by_sql = [table for table in warehouse.tables() if not table.is_landed]
    return [
        retrieved,
        read,
        printed_assets(),
        *map(sql_asset, made_by_sql),
        scdl_assets(),
        finding_asset(),
        snapshot_asset(),
        attendance_report,
        data_dictionary,
        status,
    ]
