"""Subjects in the warehouse: prints of one deliberation merged, and the figures by subject."""

import pytest

from tests.making import item, landed, seat, seats, sitting
from tests.sql.conftest import build

COUNCIL = "commune-ville-essai"
SUBJECT = "subject_code, subject_label, subject_family_code, subject_basis, subject_evidence"


def subject(warehouse, number="1"):
    return list(warehouse.row(f"select {SUBJECT} from core.deliberation where number = '{number}'").values())


def extract(title, theme=None):
    return sitting("2025-03-10", deliberations=[item(1, "1", title, subject=theme)], doc_type="extract")


def test_a_subject_leads_back_to_the_document_that_gives_it(built):
    warehouse = built(
        sitting("2025-03-10", seats("Jean ROUX"), [item(1, "1", "Vote du budget primitif")]),
        extract("Budget", "7.1 Décisions budgétaires"),
    )
    assert subject(warehouse) == ["7.1", "Décisions budgétaires", "7", "printed", "7.1 Décisions budgétaires"]
    columns = "subject_document_id, subject_page, subject_line_from, subject_line_to, subject_rule"
    second = warehouse.row("select document_id from printed.session where doc_type = 'extract'")["document_id"]
    assert list(warehouse.row(f"select {columns} from core.deliberation").values()) == [second, 1, 1, 1, None]


def test_the_first_title_with_a_subject_gives_it(built):
    warehouse = built(
        sitting("2025-03-10", seats("Jean ROUX"), [item(1, "1", "Rue des Ormes")]), extract("Rue des Ormes : réfection des trottoirs")
    )
    assert subject(warehouse) == ["8.3", "Voirie", "8", "title", "TROTTOIRS"]


def test_titles_of_two_families_contradict_one_another(built):
    warehouse = built(
        sitting("2025-03-10", seats("Jean ROUX"), [item(1, "1", "Réfection des trottoirs")]), extract("Demande de subvention : trottoirs")
    )
    assert subject(warehouse) == ["unknown", None, "unknown", "ambiguous", "8.3 TROTTOIRS / 7.5 DEMANDE DE SUBVENTION"]


def test_what_no_rule_knows_is_unknown(built):
    assert subject(built(extract("Informations diverses"))) == ["unknown", None, "unknown", "none_found", None]


@pytest.fixture(scope="module")
def year():
    voted = {"number": "1", "title": "Vote du budget primitif", "unanimous": False, "votes_for": 3, "votes_against": 1}
    members = [*seats("Jean ROUX", "Anne PETIT", "Luc NOIR"), seat("Eva BLANC", "represented", "Jean ROUX")]
    warehouse = build(
        [
            landed("0", sitting("2024-03-10", members, [item(1, **voted), item(2, "2", "Décision modificative n° 1", unanimous=True)])),
            landed("1", sitting("2025-03-10", members, [item(1, "1", "Budget annexe de l'eau"), item(2, "2", "Informations diverses")])),
            landed("2", sitting("2025-05-10", members, [item(1, "1", "Budget de la commune", unanimous=True)])),
        ],
        marts=True,
        broken=[{"rule": "C1", "session_id": f"{COUNCIL}:2025-05-10"}],
    )
    yield warehouse
    warehouse.connection.close()


@pytest.mark.parametrize(
    ("code", "period", "counted", "share"),
    [
        pytest.param("7.1", "all", [3, 1, 2, 1, 1, 2, 1, 2], 0.5, id="the quarantined session is left out"),
        pytest.param("7.1", "2024", [2, 1, 2, 0, 1, 2, 1, 2], 0.5, id="a year"),
        pytest.param("7.1", "2025", [1, 0, 0, 1, 0, 0, 0, 0], None, id="no share where it is not known whether it was contested"),
        pytest.param("unknown", "all", [1, 0, 0, 1, 0, 0, 0, 0], None, id="the unknown stand apart"),
    ],
)
def test_voting_by_subject(year, code, period, counted, share):
    figures = (
        "deliberations, contested, contested_known, contested_unknown, "
        "unanimous_printed, unanimous_printed_known, unanimous_strict, unanimous_strict_known"
    )
    where = f"subject_code = '{code}' and period = '{period}'"
    row = year.row(f"select {figures}, contested_share from marts.voting_by_subject where {where}")
    assert list(row.values()) == [*counted, share]


def test_every_deliberation_of_the_marts_is_in_one_subject(year):
    both = "select count(*) from marts.voting_by_deliberation union all select sum(deliberations) from marts.voting_by_subject"
    assert year.rows(f"{both} where period = 'all' union all {both} where period <> 'all'") == [(4,)] * 4
