"""Every rule through Great Expectations: a row that breaks it and no other, one that holds, one that cannot be decided."""

import re
import string
import unicodedata

import pandas as pd
import pytest
import yaml

from pipelines.checks import run_rules
from tests.conftest import PROJECT
from tests.quality.rows import DELIBERATION, SESSION, frame, frames, row
from transforms.quality import (
    FACTS,
    FINDING,
    NAME_PATTERNS,
    NOT_PRINTED,
    PLACE,
    RULES,
    TABLES,
    NamePattern,
    Rule,
    Scope,
    Severity,
    Verdict,
    columns_of,
    rules_of,
)

RULE = {rule.id: rule for rule in RULES}
BY_ID = [pytest.param(rule, id=rule.id) for rule in RULES]

# rule → the figures that break it and leave every other rule of its table alone
POISON = {
    "C1": {"stated_present": 24},
    "C2": {"stated_represented": 4},
    "C3": {"stated_excused": 3},
    "C4": {"stated_absent": 2},
    "C5a": {"members_in_office": 28, "names_of_all_groups": None},
    "C5b": {"names_of_all_groups": 28},
    "C5c": {"listed_names": 27, "names_of_all_groups": None},
    "C5d": {"seats_named": 30},
    "C6": {"voters": 25},
    "C7": {"votes_counted": 27},
    "C8": {"dissent_beside_unanimity": 4},
    "C9": {"printed_outcome": "rejected", "outcome": "rejected"},
    "C10a": {"seats_at_opening": 14},
    "C10b": {"seats_taken": 14},
    "C11": {"members_in_office": 33},
    "N1": {"states_of_councillor": 2},
    "N2a": {"holder_state": "absent"},
    "N2b": {"proxies_held": 2},
    "N3": {"giver_state": "present"},
    "N4a": {"voter_state": "excused"},
    "N4b": {"mentions": 2},
    "N5": {"possible_councillors": 0, "link": "none_found"},
    "N6": {"name": "Mme BLANC", "plain_name": "Mme BLANC"},
    "K2": {"correction_state": "other_value"},
    "N7": {"sessions_running": 4},
    "D1a": {"printed_weekday": "mardi"},
    "D1b": {"days_of_notice": 0},
    "D2a": {"file_date": "2024-03-12"},
    "D2b": {"receipt_date": "2024-03-13"},
    "D3": {"first_stamp": "2024-03-13"},
    "D4": {"contradictions": 1},
    "D5": {"council_agreement": "other", "printed_council": "Ville-Autre"},
    "D6": {"versions": 2},
    "S1": {"deliberations_found": 0},
    "S2": {"lines_found": 0},
    "S3": {"in_file": "21"},
    "K1a": {"numbers_missing": 2},
    "K1b": {"quarters_without": 1},
}
# rule → the figures without which it cannot be decided
UNKNOWN = {
    **{rule.id: dict.fromkeys([rule.observed]) for rule in RULES},
    "C3": {"stated_excused": 7, "listed_excused": None},
    "C5a": {"members_in_office": None},
    "C5c": {"listed_names": None},
    "C5d": {"members_in_office": None},
    "C6": {"listed_voters": None},
    "C7": {"voters_possible": None},
    "C9": {"lawful_outcome": None},
    "C10a": {"quorum": None},
    "C11": {"legal_size": None},
    "D2a": {"file_date": None},
}


# case → (figures, the rules that the row breaks): printed totals are read under their conventions
TOTALS = {
    "excused with those represented": ({"stated_excused": 5}, set()),
    "absent with the excused": ({"stated_absent": 3}, set()),
    "absent with everybody not in the room": ({"stated_absent": 6}, set()),
    "absent and represented is no convention": ({"stated_absent": 4}, {"C4"}),
    "present never counts those represented": ({"stated_present": 26}, {"C1"}),
    "represented never counts the excused": ({"stated_represented": 5}, {"C2"}),
    "all excused gave a power": ({"stated_excused": 3, "listed_excused": None}, set()),
}
# case → (figures, the rules that have a say)
APPLIES = {
    "noted without a vote": ({"outcome": "noted", "is_put_to_vote": False, "votes_counted": None}, {"C10b"}),
    "an election has no majority of for over against": ({"outcome": "elected"}, {"C7", "C8", "C10b"}),
    "an unknown outcome is undecidable": ({"outcome": "unknown", "printed_outcome": None}, {"C7", "C8", "C9", "C10b"}),
    "a second convocation needs no quorum": ({"needs_quorum": False, "seats_taken": 1}, {"C7", "C8", "C9"}),
}
NAMES = (
    "Lise BLANC", "BLANC Lise", "BLANC", "Jean MAIRE", "LE MAIRE Bruno", "Marie-Claire DE LA TOUR D'ARGENT", "Anne-Lise LE GOFF-MARTIN",
    "J.-P. ROUX", "M'BAREK Ali", "Amandine CONSEIL", "DIT Martin", "Jean de La Tour", "Marie MARTIN (ROUX)", "VAN DER BEEK Anne",
)  # fmt: skip
NO_NAMES = tuple(example for pattern in NAME_PATTERNS for example in pattern.examples)


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    """The findings of one run over every case of this module; the subject names the case."""
    return run_rules(
        frames(
            *((rule.table, row(rule.table, subject=f"poisoned {rule.id}", **POISON[rule.id])) for rule in RULES),
            *((rule.table, row(rule.table, subject=f"unknown {rule.id}", **UNKNOWN[rule.id])) for rule in RULES),
            *(("session_counts", row("session_counts", subject=case, **figures)) for case, (figures, _) in TOTALS.items()),
            *(("deliberation_counts", row("deliberation_counts", subject=case, **figures)) for case, (figures, _) in APPLIES.items()),
            *(
                ("attendance_names", row("attendance_names", subject=name, name=name, plain_name=plain(name)))
                for name in (*NAMES, *NO_NAMES)
            ),
        )
    )


@pytest.fixture(scope="module")
def holding_found() -> pd.DataFrame:
    return run_rules(frames())


def plain(name: str) -> str:
    """The name without accents, as quality.attendance_names has it."""
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


def rules_with(found: pd.DataFrame, subject: str, *verdicts: str) -> set[str]:
    """The rules that give a subject one of the verdicts."""
    return {*found.loc[found["finding_id"].str.endswith(f"|{subject}") & found["verdict"].isin(verdicts), "rule"]}


@pytest.mark.parametrize("rule", BY_ID)
def test_a_row_that_holds_is_a_finding_too(rule: Rule, holding_found: pd.DataFrame) -> None:
    (holding,) = holding_found[holding_found["rule"] == rule.id].to_dict("records")
    assert (holding["verdict"], holding["severity"]) == ("holds", rule.severity)
    assert NOT_PRINTED not in holding["sentence"]


@pytest.mark.parametrize("rule", BY_ID)
def test_a_poisoned_row_breaks_its_rule_and_no_other(rule: Rule, found: pd.DataFrame) -> None:
    assert rules_with(found, f"poisoned {rule.id}", "broken") == {rule.id}
    (broken,) = found[found["finding_id"] == f"{rule.id}|poisoned {rule.id}"].to_dict("records")
    assert (broken["session_id"], broken["severity"]) == (SESSION, rule.severity)
    assert NOT_PRINTED not in broken["sentence"]


@pytest.mark.parametrize("rule", BY_ID)
def test_a_row_without_a_figure_is_undecidable(rule: Rule, found: pd.DataFrame) -> None:
    assert rules_with(found, f"unknown {rule.id}", "broken") == set()
    assert rule.id in rules_with(found, f"unknown {rule.id}", "undecidable")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("C1", "Le total imprimé des présents est 24, mais la liste donne 23."),
        ("C5c", "L’appel nomme 27 des 29 membres en exercice ; l’état des autres est inconnu."),
        ("C9", "Résultat : rejeté ; les voix (pour : 20, contre : 4) donnent : adopté."),
        ("N2a", "« Paul PETIT » donne pouvoir à « Lise BLANC », qui n’est pas présent (absent)."),
        (
            "K2",
            "La correction de session.stated_present dans pv.pdf (relu.csv, ligne 3) n’a rien changé : la lecture donne une autre valeur.",
        ),
        ("N4b", "« Lise BLANC » est nommé 2 fois dans le même vote."),
        ("C10a", "À l’ouverture, 14 présents : le quorum est de 15 pour 29 membres en exercice."),
        ("N5", "« BLANC » (vote) n’est relié à aucun conseiller."),
        ("D2a", "Le texte donne la séance du 2024-03-14, le nom du fichier le 2024-03-12."),
        ("D4", "Deux documents se contredisent (pour 20 / 21) : « Pour : 20 » et « Mme Lise BLANC »."),
        ("D5", "Le document nomme « Ville-Autre », sa source publie « Ville-Témoin » : la configuration de la source fait foi."),
        (
            "D6",
            "Le document publié à https://ville.example/pv.pdf a été remplacé (versions : 2, la dernière du 2024-03-20) : "
            "toutes sont conservées, la plus récente compte.",
        ),
        ("S1", "scdl/ville.csv, ligne 2 : la délibération 2024-007 n’est dans aucun document de la séance du 2024-03-14."),
        ("S2", "« Tarifs » (2024-03-14) n’est à aucune ligne de scdl/ville.csv, qui va du 2024-01-01 au 2024-12-31."),
        ("S3", "scdl/ville.csv, ligne 2 : voix pour, « 21 » dans le fichier, « 20 » dans le document."),
        ("K1a", "Entre 2024-006 et 2024-007, numéros sans délibération connue : 2."),
    ],
)
def test_the_sentence_gives_the_figures(rule: str, sentence: str, found: pd.DataFrame) -> None:
    assert found.loc[found["finding_id"] == f"{rule}|poisoned {rule}", "sentence"].item() == sentence


@pytest.mark.parametrize("case", TOTALS)
def test_printed_totals_are_read_under_their_conventions(case: str, found: pd.DataFrame) -> None:
    assert rules_with(found, case, "broken") == TOTALS[case][1]


@pytest.mark.parametrize("case", APPLIES)
def test_a_rule_is_silent_where_it_does_not_apply(case: str, found: pd.DataFrame) -> None:
    assert rules_with(found, case, *Verdict) == APPLIES[case][1]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_taken_for_one(name: str, found: pd.DataFrame) -> None:
    assert rules_with(found, name, "broken") == set()


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_is_seen(name: str, found: pd.DataFrame) -> None:
    assert rules_with(found, name, "broken") == {"N6"}


@pytest.mark.parametrize("pattern", NAME_PATTERNS, ids=lambda pattern: pattern.reason)
def test_every_pattern_sees_its_examples(pattern: NamePattern) -> None:
    assert [example for example in pattern.examples if not re.search(pattern.regex, plain(example))] == []


def test_names_that_hold_are_told_together_unless_one_of_theirs_does_not() -> None:
    names = [("attendance_names", row("attendance_names", name=name, plain_name=name)) for name in ("Paul PETIT", "Anne ROUX")]
    other = ("attendance_names", row("attendance_names", session_id="autre", states_of_councillor=2))
    found = run_rules(frames(*names, other))
    names_found = found.loc[found["rule"].isin(["N1", "N6"]), ["rule", "verdict", "session_id", "observed"]]
    assert names_found.values.tolist() == [
        ["N1", "broken", "autre", "2"],
        ["N1", "holds", SESSION, "3"],
        ["N6", "holds", SESSION, "3"],
        ["N6", "holds", "autre", "1"],
    ]


def test_a_finding_on_a_total_cites_the_line_of_that_total() -> None:
    made = frames()
    place = {"page": 2, "line_from": 9, "line_to": 9, "quote": "Votants : 26"}
    made[FACTS] = pd.DataFrame([{"document_id": row("session_counts")["document_id"], "part": 1, "field": "stated_voters", **place}])
    found = run_rules(made).set_index("rule")
    assert found.loc["C6", [*PLACE]].to_dict() == place
    assert found.loc["C1", [*PLACE]].to_dict() == {column: row("session_counts")[column] for column in PLACE}


def test_findings_do_not_depend_on_the_order_or_index_of_the_rows() -> None:
    made = frames(*((rule.table, row(rule.table, **POISON[rule.id])) for rule in RULES))
    turned = {table: rows.iloc[::-1].set_axis(range(7, 7 + len(rows))) for table, rows in made.items()}
    pd.testing.assert_frame_equal(*(run_rules(one).sort_values("finding_id", ignore_index=True) for one in (made, turned)))
    assert run_rules(made)["finding_id"].is_unique


def test_empty_tables_have_no_findings() -> None:
    found = run_rules({**{table: frame(table) for table in TABLES}, FACTS: frames()[FACTS]})
    assert found.empty
    assert [*found.columns] == [*FINDING]


def test_a_missing_table_or_column_is_named() -> None:
    made = frames()
    del made["proxies"]
    made["named_votes"] = made["named_votes"].drop(columns="mentions")
    with pytest.raises(ValueError, match=r"no proxies, named_votes\.mentions"):
        run_rules(made)


def test_a_rule_that_cannot_be_evaluated_is_no_verdict() -> None:
    made = frames()
    made["proxies"] = made["proxies"].assign(proxies_held="beaucoup")
    with pytest.raises(RuntimeError, match="rule N2b could not be evaluated"):
        run_rules(made)


# ---------------------------------------------------------------------------------------------------------------- the rules as data


def test_rule_ids_are_unique_and_cover_the_plan() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert {rule.id.rstrip(string.ascii_lowercase) for rule in RULES} == {
        *(f"C{n}" for n in range(1, 12)), *(f"N{n}" for n in range(1, 8)), *(f"D{n}" for n in range(1, 7)),
        *(f"S{n}" for n in range(1, 4)), "K1", "K2",
    }  # fmt: skip


@pytest.mark.parametrize("table", [*TABLES, FACTS])
def test_every_column_that_a_rule_reads_is_described(table: str) -> None:
    described = yaml.safe_load((PROJECT / "sql" / "columns.yml").read_text())["tables"][f"quality.{table}"]["columns"]
    assert columns_of(table) <= {*described}


def test_the_finding_frame_has_the_columns_of_the_landed_table(found: pd.DataFrame) -> None:
    landed = re.findall(r"::\w+ as (\w+)", (PROJECT / "sql" / "quality" / "finding.sql").read_text())
    assert [*found.columns] == landed


@pytest.mark.parametrize("rule", BY_ID)
def test_a_rule_of_a_deliberation_has_a_deliberation(rule: Rule) -> None:
    assert (rule.scope is Scope.DELIBERATION) == (row(rule.table)["deliberation_id"] == DELIBERATION)


def test_only_errors_quarantine_and_the_plan_says_which() -> None:
    severities = {rule.id: rule.severity for rule in RULES}
    assert {id for id, severity in severities.items() if severity is Severity.WARNING} == {
        "C6", "C8", "C10b", "C11", "N2b", "N5", "D1a", "D1b", "D2a", "D2b", "D3", "D4", "D5", "D6", "S1", "S2", "S3",
        "K2",
    }  # fmt: skip
    assert {id for id, severity in severities.items() if severity is Severity.INFO} == {"C5c", "N7", "K1a", "K1b"}


def test_the_rules_of_all_tables_are_all_rules() -> None:
    assert sorted(rule.id for table in TABLES for rule in rules_of(table)) == sorted(RULE)
