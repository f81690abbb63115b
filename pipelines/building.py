"""Every table that is not landed, made at once in one database: what a run's assets do one by one."""

from __future__ import annotations

import duckdb

from pipelines import checks, warehouse
from pipelines.scdl import land_comparisons

FINDING = "quality.finding"


def build_all(connection: duckdb.DuckDBPyConnection, *, has_rules: bool = True) -> None:
    """Makes all that follows from the landed ``printed`` tables: core, the rules' inputs, the findings, quarantine and marts.

    Without rules there is no finding, and nothing is set aside.
    """
    made = [table for table in warehouse.tables() if not table.is_landed]
    behind = {table.full_name for table in made if FINDING in warehouse.all_below(table)}
    for table in (one for one in made if one.full_name not in behind):
        warehouse.build_table(connection, table)
    land_comparisons(connection)
    if has_rules:
        findings = checks.run_rules({name: warehouse.frame(connection, f"quality.{name}") for name in checks.INPUTS})
        warehouse.land(connection, {FINDING: findings})
    else:
        (finding,) = (table for table in warehouse.tables() if table.full_name == FINDING)
        warehouse.build_table(connection, finding)
    for table in (one for one in made if one.full_name in behind):
        warehouse.build_table(connection, table)
