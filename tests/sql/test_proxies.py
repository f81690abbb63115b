"""Who gave proxies to whom: the pairs of five small sessions, counted by hand."""

import pytest

from tests.making import change, item, landed, seat, seats, sitting
from tests.sql.conftest import build
from tests.sql.test_marts import COUNCIL, FIVE_SESSIONS, LAST_IS_BROKEN


@pytest.fixture(scope="module")
def five():
    warehouse = build([landed(str(index), one) for index, one in enumerate(FIVE_SESSIONS)], marts=True, broken=LAST_IS_BROKEN)
    yield warehouse
    warehouse.connection.close()


FIGURES = "sessions, giver_sessions, session_share, sessions_quarantined, deliberations, giver_deliberations, no_share_reason"


def pair(warehouse, giver, holder, period="all", columns=FIGURES):
    where = f"giver_id = '{COUNCIL}/{giver}' and holder_id = '{COUNCIL}/{holder}' and period = '{period}'"
    return list(warehouse.row(f"select {columns} from marts.proxy_pairs where {where}").values())


@pytest.mark.parametrize(
    ("giver", "holder", "period", "figures"),
    [
        pytest.param("blanc-eva", "jean-roux", "all", [2, 3, 2 / 3, 0, 4, 5, None], id="two evenings of three"),
        pytest.param("blanc-eva", "anne-petit", "all", [1, 3, 1 / 3, 1, 1, 5, None], id="one, and one that is quarantined"),
        pytest.param("blanc-eva", "jean-roux", "2024", [2, 2, 1.0, 0, 4, 4, None], id="a year"),
        pytest.param("blanc-eva", "jean-roux", "2020-2026", [2, 3, 2 / 3, 0, 4, 5, None], id="a term"),
        pytest.param("anne-petit", "jean-roux", "all", [1, 1, 1.0, 0, 1, 1, None], id="left with a proxy before the second item"),
        pytest.param("ida-vert", "jean-roux", "all", [0, 0, None, 1, 0, 0, "all_sessions_quarantined"], id="only in a quarantined session"),
    ],
)
def test_a_pair_in_figures(five, giver, holder, period, figures):
    assert pair(five, giver, holder, period) == pytest.approx(figures)


def test_a_quarantined_deliberation_is_left_out_and_counted(built):
    broken = [{"rule": "C9", "session_id": f"{COUNCIL}:2024-01-10", "deliberation_id": f"{COUNCIL}:2024-01-10#2"}]
    warehouse = built(FIVE_SESSIONS[0], marts=True, broken=broken)
    columns = "sessions, deliberations, deliberation_share, deliberations_quarantined"
    assert pair(warehouse, "blanc-eva", "jean-roux", columns=columns) == [1, 1, 1.0, 1]


def test_without_a_deliberation_there_is_no_share_of_them(built):
    warehouse = built(sitting(attendance=[*seats("Jean ROUX"), seat("Eva BLANC", "represented", "Jean ROUX")]), marts=True)
    columns = "session_share, deliberations, deliberation_share, no_share_reason"
    assert pair(warehouse, "blanc-eva", "jean-roux", columns=columns) == [1.0, 0, None, "no_deliberation"]


def test_a_holder_who_is_linked_to_nobody_stays_in_the_denominator(built):
    roll_call = [*seats("Jean ROUX"), seat("Eva BLANC", "represented", "Nobody KNOWN")]
    warehouse = built(
        sitting("2025-01-10", roll_call),
        sitting("2025-02-10", [*seats("Jean ROUX"), seat("Eva BLANC", "represented", "Jean ROUX")]),
        marts=True,
    )
    rows = warehouse.rows("select holder, sessions, session_share from marts.proxy_pairs where period = 'all' order by holder")
    assert rows == [("Jean ROUX", 1, 0.5), (None, 1, 0.5)]


def test_who_changes_holder_in_one_evening_has_both_at_one_of_one_session(built):
    roll_call = [*seats("Jean ROUX", "Anne PETIT"), seat("Eva BLANC", "represented", "Anne PETIT")]
    moves = [change("Eva BLANC", "arrival", 2), change("Eva BLANC", "departure", 3, "Jean ROUX")]
    warehouse = built(sitting("2025-01-10", roll_call, [item(1, "1"), item(2, "2"), item(3, "3")], moves), marts=True)
    assert pair(warehouse, "blanc-eva", "anne-petit") == [1, 1, 1.0, 0, 1, 2, None]
    assert pair(warehouse, "blanc-eva", "jean-roux") == [1, 1, 1.0, 0, 1, 2, None]
