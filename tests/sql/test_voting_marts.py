"""Votes by session, councillor, pair and group: cases computed by hand."""

import pytest

from tests.making import item, landed, seat, seats, sitting
from tests.sql.conftest import build
from tests.sql.test_marts import COUNCIL, FIVE_SESSIONS, LAST_IS_BROKEN


@pytest.fixture(scope="module")
def five():
    warehouse = build([landed(str(index), one) for index, one in enumerate(FIVE_SESSIONS)], marts=True, broken=LAST_IS_BROKEN)
    yield warehouse
    warehouse.connection.close()


def by_session(warehouse, columns, where="true"):
    return warehouse.rows(f"select {columns} from marts.voting_by_session where {where} order by date")


def test_votes_of_a_session_in_figures(five):
    columns = (
        "date::varchar, deliberations, contested, contested_known, contested_share, unanimous_printed, unanimous_printed_known, "
        "unanimous_strict, unanimous_strict_known, quorum_margin, lowest_quorum_margin, stated_votes, inferred_votes"
    )
    assert by_session(five, columns) == [
        ("2024-01-10", 2, 1, 2, 0.5, 1, 1, 1, 2, 0, 0, 2, 7),
        ("2024-06-10", 2, 2, 2, 1.0, 1, 1, 0, 2, -1, -2, 0, 0),
        ("2025-01-10", 1, 0, 1, 0.0, 1, 1, 1, 1, None, None, 0, 0),
        ("2025-06-10", 1, 1, 1, 1.0, 0, 0, 0, 1, 0, 0, 0, 0),
    ]


def test_a_tie_and_a_secret_ballot_of_a_session(five):
    columns = "closest_margin, margin_known, pivotal_proxies, secret_ballots"
    assert by_session(five, columns, "date = '2025-06-10'") == [(0, 1, 1, 0)]
    assert by_session(five, columns, "date = '2024-06-10'") == [(1, 1, 1, 1)]
    assert by_session(five, columns, "date = '2025-01-10'") == [(None, 0, None, 0)]


def test_a_share_has_no_empty_denominator(built):
    broken = [{"rule": "C9", "session_id": f"{COUNCIL}:2024-03-10", "deliberation_id": f"{COUNCIL}:2024-03-10#1"}]
    warehouse = built(
        sitting("2024-01-10", seats("Jean ROUX"), [item(1, "1", votes_for=1)]),
        sitting("2024-02-10", seats("Jean ROUX")),
        sitting("2024-03-10", seats("Jean ROUX"), [item(1, "1", unanimous=True)]),
        marts=True,
        broken=broken,
    )
    columns = "deliberations, deliberations_quarantined, contested_known, contested_unknown, contested_share, unanimous_printed_share"
    assert by_session(warehouse, f"{columns}, no_figures_reason") == [
        (1, 0, 0, 1, None, None, None),
        (0, 0, 0, 0, None, None, "no_deliberation"),
        (0, 1, 0, 0, None, None, "all_deliberations_quarantined"),
    ]


def test_outcomes_of_a_session_sum_to_its_deliberations(built):
    outcomes = ("adopted", "rejected", "elected", "noted", "postponed", "unknown")
    items = [item(index, str(index), outcome=outcome) for index, outcome in enumerate(outcomes, 1)]
    warehouse = built(sitting(attendance=[*seats("Jean ROUX"), seat("Eva BLANC", "excused")], deliberations=items), marts=True)
    assert by_session(warehouse, "deliberations, adopted, rejected, elected, noted, postponed, outcome_unknown") == [(6, 1, 1, 1, 1, 1, 1)]
