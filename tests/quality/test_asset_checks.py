"""The findings as Dagster asset checks."""

import re
import subprocess
import sys

import pandas as pd
import pytest
from dagster import AssetCheckResult, AssetCheckSeverity, MaterializeResult, asset, materialize

from pipelines.checks import FINDINGS, check_name, check_results, check_specs, run_rules
from tests.conftest import PROJECT
from tests.quality.rows import frames, row
from transforms.quality import RULES


@pytest.fixture(scope="module")
def findings() -> pd.DataFrame:
    """C4 is broken twice, C6 once, C5c once; N1 cannot be decided once; all else holds."""
    return run_rules(
        frames(
            ("session_counts", row("session_counts", stated_absent=2)),
            ("session_counts", row("session_counts", stated_absent=7)),
            ("session_counts", row("session_counts", voters=25)),
            ("session_counts", row("session_counts", members_in_office=30, names_of_all_groups=None)),
            ("attendance_names", row("attendance_names", states_of_councillor=None)),
        )
    )


@pytest.fixture(scope="module")
def results(findings: pd.DataFrame) -> dict[str, AssetCheckResult]:
    by_name = {result.check_name: result for result in check_results(findings)}
    return {rule.id: by_name[check_name(rule)] for rule in RULES}


def test_there_is_one_check_a_rule_with_a_name_that_dagster_takes() -> None:
    specs = check_specs()
    assert len({spec.name for spec in specs}) == len(RULES)
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", spec.name) and spec.description and not spec.blocking for spec in specs)
    assert {spec.asset_key for spec in specs} == {FINDINGS}


@pytest.mark.parametrize(
    ("rule", "passed", "severity"),
    [
        ("C1", True, AssetCheckSeverity.ERROR),
        ("C4", False, AssetCheckSeverity.ERROR),
        ("C6", False, AssetCheckSeverity.WARN),
        ("C5c", True, AssetCheckSeverity.WARN),
        ("N1", True, AssetCheckSeverity.ERROR),
    ],
    ids=["holds", "broken error", "broken warning", "broken info passes", "undecidable passes"],
)
def test_a_check_fails_where_a_finding_is_broken(
    results: dict[str, AssetCheckResult], rule: str, passed: bool, severity: AssetCheckSeverity
) -> None:
    assert (results[rule].passed, results[rule].severity) == (passed, severity)


def test_a_check_counts_the_verdicts(results: dict[str, AssetCheckResult]) -> None:
    counts = {
        rule: [results[rule].metadata[verdict].value for verdict in ("holds", "broken", "undecidable")] for rule in ("C4", "C5c", "N1")
    }
    assert counts == {"C4": [3, 2, 0], "C5c": [4, 1, 0], "N1": [0, 0, 1]}


def test_a_check_shows_its_first_offenders(results: dict[str, AssetCheckResult]) -> None:
    shown = [record.data for record in results["C4"].metadata["offenders"].records]
    assert [(record["observed"], record["expected"]) for record in shown] == [("2", "1"), ("7", "1")]
    assert shown[0]["sentence"] == "Le total imprimé des absents est 2, mais la liste donne 1."
    assert "offenders" not in results["C1"].metadata


def test_dagster_takes_specs_and_results(findings: pd.DataFrame) -> None:
    @asset(key=FINDINGS, check_specs=check_specs())
    def finding() -> MaterializeResult:
        return MaterializeResult(check_results=check_results(findings))

    run = materialize([finding])
    evaluations = {evaluation.check_name: evaluation.passed for evaluation in run.get_asset_check_evaluations()}
    assert run.success
    assert {name for name, passed in evaluations.items() if not passed} == {"C4_stated_absent", "C6_voters"}


def test_great_expectations_is_not_imported_before_a_rule_runs() -> None:
    code = "import sys, pipelines.checks; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0
