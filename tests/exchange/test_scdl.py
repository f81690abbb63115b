"""SCDL: what is written is valid, what cannot comply is left out with its reason, and nothing inferred stands in a column."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED
from tests.exchange.conftest import SIRET, fact, frame
from tests.exchange.validata import validate
from transforms.cells import rows_csv
from transforms.exchange.scdl import COLUMNS, HEADER, VOTE_COLUMNS, ScdlExport, counted, faults, is_siret, scdl_export

PUBLISHED = SHARED / "reference" / "scdl" / "schema_2.1.5.json"


def own_schema() -> dict[str, Any]:
    """The columns of the code as a table schema, with the custom checks of the published one."""
    fields = []
    for column in COLUMNS:
        constraints = ({"required": True} if column.is_required else {}) | ({"pattern": column.pattern} if column.pattern else {})
        field = {"name": column.name, "type": column.type, "constraints": constraints}
        fields.append(field | ({"format": column.format} if column.format else {}))
    effective, cast, *choices = VOTE_COLUMNS
    checks = [
        ("french-siret-value", {"column": "COLL_SIRET"}),
        ("year-interval-value", {"column": "BUDGET_ANNEE", "allow-year-only": "yes"}),
        ("cohesive-columns-value", {"column": "BUDGET_ANNEE", "othercolumns": ["BUDGET_NOM"]}),
        ("cohesive-columns-value", {"column": effective, "othercolumns": [cast, *choices]}),
        ("compare-columns-value", {"column": "PREF_DATE", "op": ">=", "column2": "DELIB_DATE"}),
        ("compare-columns-value", {"column": effective, "op": ">=", "column2": cast}),
        *(("compare-columns-value", {"column": cast, "op": ">=", "column2": choice}) for choice in choices),
        ("sum-columns-value", {"column": cast, "columns": choices}),
        ("nomenclature-actes-value", {"column": "DELIB_MATIERE_NOM"}),
    ]
    return {"fields": fields, "custom_checks": [{"name": name, "params": params} for name, params in checks]}


def written(export: ScdlExport) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.csv())))


def reasons(*facts: dict[str, Any], siret: str | None = SIRET) -> list[tuple[str, str]]:
    return [(item.what, item.reason.word) for item in scdl_export(frame(*facts), siret).left_out]


def test_a_deliberation_fills_what_is_printed_and_nothing_else() -> None:
    (row,) = written(scdl_export(frame(fact()), SIRET))
    assert list(row) == list(HEADER)
    assert {name: value for name, value in row.items() if value} == {
        "COLL_NOM": "Val-Fictif",
        "COLL_SIRET": SIRET,
        "DELIB_ID": "2025-007",
        "DELIB_DATE": "2025-03-10",
        "DELIB_MATIERE_CODE": "7.5",
        "DELIB_MATIERE_NOM": "finances locales/subventions",
        "DELIB_OBJET": "Subvention à l'école de musique",
        "PREF_DATE": "2025-03-12",
        "VOTE_EFFECTIF": "19",
        "VOTE_REEL": "17",
        "VOTE_POUR": "14",
        "VOTE_CONTRE": "2",
        "VOTE_ABSTENTION": "1",
    }


def test_a_matter_that_the_title_suggests_is_written_where_the_publisher_answers_for_it() -> None:
    (row,) = scdl_export(frame(fact(subject=None, subject_basis="title")), SIRET, inferred_matters=True).rows
    assert (row["DELIB_MATIERE_CODE"], row["DELIB_MATIERE_NOM"]) == ("7.5", "finances locales/subventions")
    level_1 = scdl_export(frame(fact(subject="FINANCES", subject_code="7", subject_basis="theme")), SIRET, inferred_matters=True)
    assert [item.reason.word for item in level_1.left_out] == ["no_matter"]


def test_the_columns_are_those_of_the_published_schema() -> None:
    if not PUBLISHED.exists():
        pytest.skip("the published schema is not at hand")
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    facts = ("name", "type", "format", "constraints")
    plain = [{key: field[key] for key in facts if field.get(key)} for field in schema["fields"]]
    assert [{key: value for key, value in field.items() if value} for field in own_schema()["fields"]] == plain
    assert own_schema()["custom_checks"] == schema["custom_checks"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"quarantine_rules": "C7"}, "quarantined", id="quarantined"),
        pytest.param({"certainty": "doubtful", "doubt": "Deux titres se touchent."}, "doubtful", id="doubtful"),
        pytest.param({"outcome": "rejected"}, "not_adopted", id="rejected"),
        pytest.param({"outcome": "postponed"}, "not_adopted", id="postponed"),
        pytest.param({"outcome": "unknown"}, "not_adopted", id="outcome unknown"),
        pytest.param({"outcome": "noted"}, "not_adopted", id="noted, no act known"),
        pytest.param({"council": "commune-val-fictif"}, "no_name", id="no name, only an id"),
        pytest.param({"number": None}, "no_number", id="no number"),
        pytest.param({"title": None}, "no_title", id="no title"),
        pytest.param({"subject": None, "subject_code": "unknown", "subject_basis": "none_found"}, "no_matter", id="no theme"),
        pytest.param({"subject": "FINANCES", "subject_code": "7", "subject_basis": "theme"}, "no_matter", id="the council's own theme"),
        pytest.param({"subject_code": "7.5", "subject_basis": "title"}, "no_matter", id="a matter that only the title suggests"),
        pytest.param({"received_on": datetime.date(2025, 3, 9)}, "not_valid", id="received before it was adopted"),
        pytest.param({"members_in_office": 16}, "not_valid", id="more voters than members"),
    ],
)
def test_what_cannot_comply_is_left_out_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    export = scdl_export(frame(fact(**changes)), SIRET)
    assert written(export) == []
    assert [(item.what, item.reason.word) for item in export.left_out] == [("deliberation", reason)]
    (line,) = csv.DictReader(io.StringIO(export.left_out_csv()))
    assert line["reason"] == reason
    assert line["sentence"].endswith((".", "document"))
    assert (line["file_name"], line["page"], line["line_from"]) == ("val-fictif-2025-007.pdf", "1", "12")


def test_what_the_prefecture_received_as_an_act_may_take_note() -> None:
    assert reasons(fact(outcome="noted", receipt_number="099-219900123-20250310-2025007-DE")) == []


def test_a_number_that_several_deliberations_bear_identifies_none() -> None:
    twins = [fact(number="3", deliberation_id="a"), fact(number="3", deliberation_id="b"), fact(deliberation_id="c")]
    assert reasons(*twins) == [("deliberation", "number_not_unique")] * 2
    assert reasons(fact(number="3a", deliberation_id="a"), fact(number="3b", deliberation_id="b")) == []


def test_a_siret_is_never_made_up_from_a_siren() -> None:
    (item,) = scdl_export(frame(fact()), None).left_out
    assert item.reason.word == "no_siret"
    assert "219900123" in item.reason.sentence
    assert is_siret(item.reason.sentence.split("(")[1].split()[0])
    (item,) = scdl_export(frame(fact(siren=None)), None).left_out
    assert "ni SIRET ni SIREN" in item.reason.sentence


@pytest.mark.parametrize("missing", ["members_in_office", "votes_for", "votes_against", "votes_abstain"])
def test_without_one_printed_figure_the_vote_columns_stay_empty(missing: str) -> None:
    export = scdl_export(frame(fact(**{missing: None})), SIRET)
    (row,) = written(export)
    assert {row[name] for name in VOTE_COLUMNS} == {""}
    assert [(item.what, item.reason.word) for item in export.left_out] == [("vote", "vote_not_printed")]


def test_an_unanimity_without_figures_is_no_figure() -> None:
    export = scdl_export(frame(fact(unanimous_printed=True, votes_against=None, votes_abstain=None)), SIRET)
    assert {written(export)[0][name] for name in VOTE_COLUMNS} == {""}
    assert "n’en sont pas déduits" in export.left_out[0].reason.sentence


def test_a_printed_nought_is_a_figure() -> None:
    (row,) = written(scdl_export(frame(fact(votes_against=0, votes_abstain=0)), SIRET))
    assert [row[name] for name in VOTE_COLUMNS] == ["19", "14", "14", "0", "0"]


def test_no_cell_is_a_formula() -> None:
    title = '=HYPERLINK("http://exemple.invalid")'
    export = scdl_export(frame(fact(title=title), fact(number="@SUM(A1)", title="-2+3", outcome="rejected", deliberation_id="b")), SIRET)
    cells = [cell for text in (export.csv(), export.left_out_csv()) for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'" + title in cells
    assert {"'@SUM(A1)", "'-2+3"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


# --- the custom checks, each with a row that only it, or few others, can refuse

GOOD = dict(scdl_export(frame(fact()), SIRET).rows[0])
POISONS = {
    "no council": {"COLL_NOM": ""},
    "no SIRET": {"COLL_SIRET": ""},
    "SIRET too short": {"COLL_SIRET": SIRET[:-1]},
    "SIRET with a wrong key": {"COLL_SIRET": "21990012300016"},
    "SIRET of a SIREN with a wrong key": {"COLL_SIRET": "21990012400013"},
    "no identifier": {"DELIB_ID": ""},
    "no date": {"DELIB_DATE": ""},
    "no such day": {"DELIB_DATE": "2025-02-30"},
    "date the French way": {"DELIB_DATE": "10/03/2025"},
    "no matter code": {"DELIB_MATIERE_CODE": ""},
    "matter code of level 1": {"DELIB_MATIERE_CODE": "7"},
    "no matter name": {"DELIB_MATIERE_NOM": ""},
    "matter without level 2": {"DELIB_MATIERE_NOM": "finances locales"},
    "matter of the council's own": {"DELIB_MATIERE_NOM": "argent/subventions"},
    "slash with a space": {"DELIB_MATIERE_NOM": "finances locales/ subventions"},
    "no title": {"DELIB_OBJET": ""},
    "budget year of two digits": {"BUDGET_ANNEE": "25", "BUDGET_NOM": "Principal"},
    "budget years backwards": {"BUDGET_ANNEE": "2025/2024", "BUDGET_NOM": "Principal"},
    "budget year alone": {"BUDGET_ANNEE": "2025"},
    "budget name alone": {"BUDGET_NOM": "Principal"},
    "received before adopted": {"PREF_DATE": "2025-03-09"},
    "received on no day": {"PREF_DATE": "mars 2025"},
    "members alone": dict.fromkeys(VOTE_COLUMNS[1:], ""),
    "no abstentions": {"VOTE_ABSTENTION": ""},
    "more voters than members": {"VOTE_EFFECTIF": "16"},
    "more for than voters": {"VOTE_POUR": "18"},
    "more against than voters": {"VOTE_CONTRE": "18"},
    "more abstentions than voters": {"VOTE_ABSTENTION": "18"},
    "voters are not the sum": {"VOTE_REEL": "18"},
    "votes in words": {"VOTE_POUR": "quatorze"},
    "no address": {"DELIB_URL": "pas une adresse"},
}


def test_the_good_row_is_good(tmp_path: Path) -> None:
    assert faults(GOOD) == []
    assert schema_finds(GOOD, tmp_path) == []


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS)
def test_each_check_refuses_its_poisoned_row(poison: dict[str, str], tmp_path: Path) -> None:
    row = GOOD | poison
    assert faults(row)
    assert schema_finds(row, tmp_path)


@pytest.mark.parametrize(
    "poison",
    [
        {"DELIB_MATIERE_CODE": "7.11"},
        {"DELIB_MATIERE_CODE": "8.8"},
        {"VOTE_CONTRE": "-2", "VOTE_REEL": "13"},
        {"DELIB_URL": "javascript:alert(1)"},
        {"BUDGET_NOM": " "},
    ],
    ids=str,
)
def test_some_faults_are_seen_that_the_schema_lets_pass(poison: dict[str, str]) -> None:
    assert faults(GOOD | poison)


@pytest.mark.parametrize(
    "change", [{"BUDGET_ANNEE": "2025/2026", "BUDGET_NOM": "Principal"}, dict.fromkeys(VOTE_COLUMNS, ""), {"PREF_DATE": ""}]
)
def test_what_the_schema_allows_is_allowed(change: dict[str, str], tmp_path: Path) -> None:
    assert faults(GOOD | change) == []
    assert schema_finds(GOOD | change, tmp_path) == []


def schema_finds(row: dict[str, str], folder: Path) -> list[str]:
    """The errors of frictionless in a file of one row, under the schema of the code and under the published one where it is at hand."""
    path = folder / "scdl.csv"
    path.write_text(rows_csv(HEADER, [[row[name] for name in HEADER]]), encoding="utf-8")
    found = [error.message for task in validate(path, own_schema()).tasks for error in task.errors]
    if PUBLISHED.exists():
        published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
        assert bool(found) == (not validate(path, published).valid)
    return found


def test_the_closing_line_counts_what_is_left_out() -> None:
    export = scdl_export(frame(fact(votes_for=None), fact(number=None, title=None, deliberation_id="b")), SIRET)
    assert counted([export]) == (
        "1 of 2 deliberations written, 1 of them without their vote; 1 left out (no_number 1, no_title 1; one may have several reasons)."
    )
