"""Attendance by term, role and group, counted by hand."""

import datetime

import pytest

from tests.making import item, landed, name, place, seat, seats, sitting
from tests.sql.conftest import build
from tests.sql.test_marts import COUNCIL, FIVE_SESSIONS, LAST_IS_BROKEN
from transforms.model import GroupMember, MandateEvent, PrintedMandate, PrintedName, Roster, RosterMember


def groups(**members):
    told = [(who, group) for group, names in members.items() for who in names]
    rows = (GroupMember("Ville-Essai", name(who), group, None, None, "g.csv", line) for line, (who, group) in enumerate(told, 2))
    return Roster(groups=tuple(rows))


@pytest.fixture(scope="module")
def five():
    documents = [landed(str(index), one) for index, one in enumerate(FIVE_SESSIONS)]
    together = groups(Gauche=("Jean ROUX", "Luc NOIR"), Droite=("Eva BLANC",))
    warehouse = build(documents, marts=True, broken=LAST_IS_BROKEN, roster=together)
    yield warehouse
    warehouse.connection.close()


def attended(warehouse, key, columns, period):
    where = f"councillor_id = '{COUNCIL}/{key}' and period = '{period}'"
    return list(warehouse.row(f"select {columns} from marts.attendance_by_councillor where {where}").values())


def pooled(warehouse, label, columns, period="all", grouped_by="group"):
    where = f"grouped_by = '{grouped_by}' and label = '{label}' and period = '{period}'"
    return list(warehouse.row(f"select {columns} from marts.attendance_by_role_and_group where {where}").values())


def test_a_term_counts_its_own_sessions(built):
    warehouse = built(
        sitting("2019-10-10", [*seats("Jean ROUX", "Anne PETIT")], [item(1, "1")]),
        sitting("2020-02-10", [*seats("Anne PETIT"), seat("Jean ROUX", "absent")], [item(1, "1")]),
        sitting("2020-06-10", [*seats("Jean ROUX"), seat("Luc NOIR", "represented", "Jean ROUX")], [item(1, "1")]),
        marts=True,
    )
    columns = "period_kind, sessions_held, sessions_present, attendance_rate, sessions_out_of_membership, deliberations_held"
    assert attended(warehouse, "jean-roux", columns, "2014-2020") == ["term", 2, 1, 0.5, 0, 2]
    assert attended(warehouse, "jean-roux", columns, "2020-2026") == ["term", 1, 1, 1.0, 0, 1]
    assert attended(warehouse, "jean-roux", columns, "all") == ["all", 3, 2, pytest.approx(2 / 3), 0, 3]
    assert attended(warehouse, "jean-roux", columns, "2020") == ["year", 2, 1, 0.5, 0, 2]
    assert warehouse.rows("select count(*) from marts.attendance_by_councillor where councillor_id like '%/luc-noir'") == [(3,)]


def test_a_session_before_the_first_known_election_is_in_no_term(built):
    warehouse = built(sitting("1899-05-10", seats("Jean ROUX")), marts=True)
    periods = "select period_kind, period from core.session_period order by period"
    assert warehouse.rows(periods) == [("year", "1899"), ("all", "all")]


def test_a_term_without_a_known_end_is_open(built):
    warehouse = built(sitting("2027-05-10", seats("Jean ROUX")), marts=True)
    assert warehouse.rows("select period from core.session_period where period_kind = 'term'") == [("2026-",)]


def test_who_joins_in_mid_term_is_charged_from_that_day(built):
    joins = [PrintedMandate(name("M. Luc NOIR"), MandateEvent.JOINED, place())]
    warehouse = built(
        sitting("2024-01-10", seats("Jean ROUX")),
        sitting("2024-03-10", seats("Jean ROUX"), mandates=joins),
        sitting("2024-05-10", seats("Jean ROUX", "Luc NOIR")),
        marts=True,
    )
    columns = "sessions_held, sessions_present, sessions_absent, sessions_unknown, attendance_rate, sessions_out_of_membership"
    assert attended(warehouse, "luc-noir", columns, "2020-2026") == [2, 1, 0, 1, 1.0, 1]


FIGURES = "members, sessions_held, sessions_present, sessions_known, attendance_rate, sessions_quarantined"


def test_a_group_sums_the_sessions_of_its_members(five):
    """Jean ROUX: 3 of 3 known, 1 unknown, 1 quarantined. Luc NOIR: 1 of 3 known, 1 unknown."""
    assert pooled(five, "Gauche", FIGURES) == [2, 8, 4, 6, pytest.approx(4 / 6), 1]
    assert pooled(five, "Droite", f"{FIGURES}, representation_inclusive_rate") == [1, 4, 0, 3, 0.0, 1, 1.0]
    assert pooled(five, "Gauche", FIGURES, "2024") == [2, 4, 3, 4, 0.75, 0]
    assert pooled(five, "Gauche", FIGURES, "2020-2026") == [2, 8, 4, 6, pytest.approx(4 / 6), 1]


def test_whose_group_is_not_known_stands_apart(five):
    assert pooled(five, "unknown", "members") == [3]
    assert five.rows("select distinct label from marts.attendance_by_role_and_group where grouped_by = 'role'") == [("unknown",)]


def test_the_rows_of_all_labels_are_those_of_all_councillors(five):
    figures = [
        f"sum({kind}_{state})"
        for kind in ("sessions", "deliberations")
        for state in ("held", "present", "represented", "excused", "absent", "unknown", "known", "quarantined")
    ]
    (whole,) = five.rows(f"select {', '.join(figures)} from marts.attendance_by_councillor where period = 'all'")
    for grouped_by in ("role", "group"):
        where = f"grouped_by = '{grouped_by}' and period = 'all'"
        assert five.rows(f"select {', '.join(figures)} from marts.attendance_by_role_and_group where {where}") == [whole]


def test_without_groups_from_the_user_there_is_none(built):
    warehouse = built(sitting("2024-01-10", seats("Jean ROUX")), marts=True)
    assert warehouse.rows("select distinct grouped_by from marts.attendance_by_role_and_group") == [("role",)]


def test_a_role_is_that_of_the_membership(built):
    member = RosterMember("Ville-Essai", "99", PrintedName("Jean ROUX"), datetime.date(2020, 3, 15), "Maire", None, "rne.csv", 2)
    warehouse = built(sitting("2024-01-10", [seat("Jean ROUX"), seat("Anne PETIT", "absent")]), marts=True, roster=Roster((member,)))
    assert pooled(warehouse, "mayor", FIGURES, grouped_by="role") == [1, 1, 1, 1, 1.0, 0]
    assert pooled(warehouse, "unknown", FIGURES, grouped_by="role") == [1, 1, 0, 1, 0.0, 0]


def test_there_is_no_rate_without_a_known_session(built):
    warehouse = built(
        sitting("2023-05-10", seats("Jean ROUX")),
        sitting("2024-05-10", deliberations=[item()], doc_type="decision_list"),
        sitting("2025-05-10", seats("Jean ROUX"), [item()]),
        marts=True,
        broken=[{"rule": "N6", "session_id": f"{COUNCIL}:2025-05-10"}],
    )
    columns = "attendance_rate, no_rate_reason, deliberation_attendance_rate, deliberation_no_rate_reason"
    rates = {year: pooled(warehouse, "unknown", columns, year, "role") for year in ("2023", "2024", "2025")}
    assert rates == {
        "2023": [1.0, None, None, "no_deliberation"],
        "2024": [None, "all_sessions_unknown", None, "all_deliberations_unknown"],
        "2025": [None, "all_sessions_quarantined", None, "all_deliberations_quarantined"],
    }
