"""The rules as Great Expectations suites over frames, as rows of ``quality.finding``, and as Dagster asset checks.

Great Expectations says which rows break a rule; a row whose figures are not all known is undecidable, the others hold. Its import takes
seconds, so it is imported only inside the functions that validate.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec, AssetKey, MetadataValue, TableRecord

from transforms.quality import (
    FACTS,
    FINDING,
    PLACE,
    RULES,
    TABLES,
    Rule,
    Severity,
    Verdict,
    columns_of,
    findings_of,
    rules_of,
    with_accepted_totals,
)

if TYPE_CHECKING:
    import great_expectations as gx

FINDINGS: Final = AssetKey(["quality", "finding"])
INPUTS: Final = (*TABLES, FACTS)  # the tables of the quality schema that run_rules reads
IN_PRINT: Final = ("document_id", "part", "page", "line_from", "subject")  # the order of rows, whatever DuckDB gives
PREVIEW: Final = 10  # offenders shown with a check in Dagster; all of them stand in quality.finding


def run_rules(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of ``quality.finding``, one a rule and subject.

    ``frames`` holds the tables of :data:`INPUTS` by name, without schema. Rows come in the order of the rules, the broken ones first.
    Raises ``ValueError`` where a table or column is missing, ``RuntimeError`` where a rule could not be evaluated.
    """
    _require(frames)
    findings = []
    context = _context()
    for table in TABLES:
        rules = rules_of(table)
        ordered = frames[table].sort_values([*IN_PRINT], kind="stable", ignore_index=True)  # the first of a group speaks for it
        frame = with_accepted_totals(ordered, rules)
        broken = _broken_rows(context, table, frame)
        findings += [findings_of(rule, _cited(rule, frame, frames[FACTS]), broken[rule.id]) for rule in rules]
    order = {rule.id: rank for rank, rule in enumerate(RULES)}
    found = pd.concat(findings, ignore_index=True)[[*FINDING]]
    return found.sort_values("rule", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


def load() -> None:
    """Imports Great Expectations, so that the rules can be run at once later."""
    _context()


def suite_of(table: str) -> gx.ExpectationSuite:
    """The Great Expectations suite of one input table: an expectation a rule, the rule's id in its ``meta``."""
    import great_expectations as gx
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    expectations = [
        ExpectationConfiguration(
            type=rule.expectation.type, kwargs=dict(rule.expectation.kwargs), meta={"rule": rule.id}, description=rule.meaning
        )
        for rule in rules_of(table)
    ]
    return gx.ExpectationSuite(name=table, expectations=[expectation.to_domain_obj() for expectation in expectations])


def check_specs(asset: AssetKey = FINDINGS) -> list[AssetCheckSpec]:
    """One asset check a rule, all on the asset that makes the findings. None blocks: an error quarantines, and the run goes on."""
    return [
        AssetCheckSpec(
            check_name(rule),
            asset=asset,
            description=f"{rule.meaning}." + (f" CGCT {rule.law}." if rule.law else ""),
            metadata={"rule": rule.id, "severity": rule.severity.value, "scope": rule.scope.value, "table": f"quality.{rule.table}"},
        )
        for rule in RULES
    ]


def check_results(findings: pd.DataFrame, asset: AssetKey = FINDINGS) -> list[AssetCheckResult]:
    """The result of each check of :func:`check_specs`: how many findings hold, are broken or undecidable, and the first offenders.

    A check passes where nothing breaks its rule. Dagster knows no severity below a warning, so a rule of severity ``info`` always passes.
    """
    sizes = findings.groupby(["rule", "verdict"]).size()
    counts = {rule.id: {verdict.value: int(sizes.get((rule.id, verdict.value), 0)) for verdict in Verdict} for rule in RULES}
    return [
        AssetCheckResult(
            passed=rule.severity is Severity.INFO or not counts[rule.id][Verdict.BROKEN.value],
            asset_key=asset,
            check_name=check_name(rule),
            severity=AssetCheckSeverity.ERROR if rule.severity is Severity.ERROR else AssetCheckSeverity.WARN,
            metadata={**counts[rule.id], **_preview(findings, rule)},
        )
        for rule in RULES
    ]


def check_name(rule: Rule) -> str:
    """The check's name in Dagster.

    >>> from transforms.quality import RULES
    >>> check_name(RULES[0])
    'C1_stated_present'
    """
    return f"{rule.id}_{rule.observed}"


def _require(frames: Mapping[str, pd.DataFrame]) -> None:
    missing = [table for table in INPUTS if table not in frames]
    missing += [
        f"{table}.{column}" for table in INPUTS if table in frames for column in sorted(columns_of(table) - {*frames[table].columns})
    ]
    if missing:
        raise ValueError(f"the rules cannot be run: no {', '.join(missing)}")


def _context() -> Any:
    """A Great Expectations context that lives in memory, shows no progress and calls nobody."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    from tqdm import tqdm

    tqdm.set_lock(threading.RLock())  # its own is a semaphore of the system, which stays behind where this process is killed
    import great_expectations as gx

    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    return context


def _broken_rows(context: Any, table: str, frame: pd.DataFrame) -> dict[str, list[int]]:
    """The index labels of the rows that break each rule of a table, by rule."""
    if frame.empty:
        return {rule.id: [] for rule in rules_of(table)}
    asset = context.data_sources.add_pandas(table).add_dataframe_asset(table)
    batch = asset.add_batch_definition_whole_dataframe(table).get_batch(batch_parameters={"dataframe": frame})
    validation = batch.validate(suite_of(table), result_format={"result_format": "COMPLETE"})
    broken = {}
    for result in validation.results:
        rule = result.expectation_config.meta["rule"]
        if "unexpected_index_list" not in result.result:  # it failed to run: that is no verdict
            raise RuntimeError(f"rule {rule} could not be evaluated: {result.exception_info}")
        broken[rule] = result.result["unexpected_index_list"] or []
    return broken


def _cited(rule: Rule, frame: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """The frame with the place of the fact that the rule cites; a row whose document prints no place for it keeps its own."""
    if rule.cites is None:
        return frame
    places = facts.loc[facts["field"] == rule.cites, ["document_id", "part", *PLACE]]
    cited = frame[["document_id", "part"]].merge(places, how="left", on=["document_id", "part"], validate="many_to_one")
    known = cited["page"].notna().to_numpy()
    return frame.assign(**{column: cited[column].where(known, frame[column]) for column in PLACE})


def _preview(findings: pd.DataFrame, rule: Rule) -> dict[str, MetadataValue]:
    """A table of the first offenders, where there are any."""
    offenders = findings[(findings["rule"] == rule.id) & (findings["verdict"] == Verdict.BROKEN.value)].head(PREVIEW)
    if offenders.empty:
        return {}
    columns = ["session_id", "deliberation_id", "document_id", "page", "observed", "expected", "sentence"]
    shown = offenders[columns].astype("string").fillna("")
    return {"offenders": MetadataValue.table([TableRecord(row) for row in shown.to_dict("records")])}
