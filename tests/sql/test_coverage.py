"""What is known of a council and what is missing, counted by hand."""

import pytest

from tests.making import item, landed, seats, sitting
from tests.sql.conftest import build

COUNCIL = "commune-ville-essai"
MEMBERS = seats("Jean ROUX", "Anne PETIT")


@pytest.fixture(scope="module")
def town():
    documents = [
        landed("agenda", sitting("2024-02-10", deliberations=[item(n, str(n)) for n in (1, 2, 3, 4, 5)], doc_type="agenda")),
        landed("february", sitting("2024-02-10", MEMBERS, [item(1, "2024-01"), item(2, "2024-04", outcome="unknown")])),
        landed("announced", sitting("2024-03-20", doc_type="agenda")),
        # nothing from April to September
        landed("november", sitting("2024-11-10", MEMBERS, [item(1, "2024-05"), item(2, "2024-06")])),
        landed("decisions", sitting("2024-12-10", deliberations=[item(1, "2024-07")], doc_type="decision_list")),
        landed("empty", sitting("2025-02-10", MEMBERS)),
        landed("undated", sitting(None, MEMBERS, [item(1, "7")])),
        landed("nobody's", sitting("2025-02-10", MEMBERS, [item(1, "8")], council=None, kind=None)),
        landed("scan", landing="needs_ocr"),
        landed("another scan", landing="needs_ocr"),
        landed("broken", landing="unreadable"),
    ]
    broken = [
        {"rule": "C9", "session_id": f"{COUNCIL}:2024-02-10", "deliberation_id": f"{COUNCIL}:2024-02-10#2024-04"},
        {"rule": "C1", "session_id": f"{COUNCIL}:2024-11-10"},
    ]
    warehouse = build(documents, marts=True, broken=broken)
    yield warehouse
    warehouse.connection.close()


def covered(warehouse, columns, where):
    return warehouse.rows(f"select {columns} from marts.coverage where council_id = '{COUNCIL}' and {where} order by period")


def test_a_quarter_without_a_session_has_its_row(town):
    assert covered(town, "period, sessions, quarters_without_session", "period_kind = 'quarter'") == [
        ("2024-Q1", 1, 0),
        ("2024-Q2", 0, 1),
        ("2024-Q3", 0, 1),
        ("2024-Q4", 2, 0),
        ("2025-Q1", 1, 0),
    ]
    columns = "period, quarters, sessions, quarters_without_session"
    assert covered(town, columns, "period_kind <> 'quarter' and period <> '2025'") == [("2024", 4, 3, 2), ("all", 5, 4, 2)]


@pytest.mark.parametrize(
    ("columns", "figures"),
    [
        pytest.param(
            "sessions_quarantined, deliberations, deliberations_quarantined", (1, 5, 3), id="quarantined, alone or with the session"
        ),
        pytest.param("sessions_without_roll_call, sessions_without_deliberation", (1, 1), id="what sessions lack"),
        pytest.param("numbered, numbers_missing, outcome_unknown", (5, 2, 1), id="2024-02 and 2024-03 are missing"),
        pytest.param(
            "sessions_with_agenda, agenda_items, agenda_items_without_deliberation, sessions_announced_only", (1, 5, 3, 1), id="agendas"
        ),
        pytest.param("documents, documents_without_date, documents_needing_ocr", (4, 1, None), id="documents"),
    ],
)
def test_all_of_a_council(town, columns, figures):
    assert covered(town, columns, "period = 'all'") == [figures]


def test_what_nobody_knows_of_a_quarter_is_null(town):
    columns = "numbers_missing, agenda_items, agenda_items_without_deliberation, documents_without_date"
    assert covered(town, columns, "period in ('2024-Q2', '2025-Q1')") == [(None,) * 4] * 2


def test_documents_that_lead_to_no_council_have_a_row_of_their_own(town):
    columns = "period, sessions, documents_without_council, documents_needing_ocr, documents_unreadable"
    assert town.rows(f"select {columns} from marts.coverage where council_id is null") == [("all", None, 1, 2, 1)]
