"""Every table that is not landed, made at once in one database: what a run's assets do one by one."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from pipelines import checks, warehouse
from pipelines.scdl import land_comparisons

FINDING = "quality.finding"


def build_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes all that follows from the landed ``printed`` tables: core, the rules' inputs, the findings, quarantine and marts."""
    made = [table for table in warehouse.tables() if not table.is_landed]
    behind = {table.full_name for table in made if FINDING in below(table)}
    for table in (one for one in made if one.full_name not in behind):
        warehouse.build_table(connection, table)
    land_comparisons(connection)
    findings = checks.run_rules({name: warehouse.frame(connection, f"quality.{name}") for name in checks.INPUTS})
    warehouse.land(connection, {FINDING: findings})
    for table in (one for one in made if one.full_name in behind):
        warehouse.build_table(connection, table)


def below(table: warehouse.SqlTable) -> Iterator[str]:
    """The tables from which one is made, near and far."""
    by_name = {one.full_name: one for one in warehouse.tables()}
    for name in table.depends_on:
        yield name
        if name in by_name:
            yield from below(by_name[name])
