"""The seats of each deliberation, and how many there may be by law."""

import pytest

from tests.making import change, item, landed, seat, seats, sitting
from tests.sql.conftest import build
from transforms.model import Population, Roster

ROLL_CALL = [*seats("Jean ROUX", "Anne PETIT"), seat("Luc NOIR", "excused")]


def test_whom_nobody_names_fills_the_rest_as_unknown(built):
    warehouse = built(sitting(attendance=ROLL_CALL, deliberations=[item()], members_in_office=5), marts=True)
    row = warehouse.row("select seats_present, seats_excused, seats_open, seats_named, seats_unnamed from quality.seat_conservation")
    assert list(row.values()) == [2, 1, 0, 3, 2]


def test_more_states_than_members_in_office_are_told(built):
    """The roll call names as many as there are; somebody whom it does not name arrives besides."""
    arrives = [change("Ida VERT", "arrival", 1)]
    march = sitting(attendance=ROLL_CALL, deliberations=[item(1, "1")], changes=arrives, members_in_office=3)
    warehouse = built(march, sitting("2025-04-10", seats("Ida VERT")), marts=True)
    assert warehouse.row("select seats_named, seats_unnamed from quality.seat_conservation") == {"seats_named": 4, "seats_unnamed": 0}


def test_without_the_number_in_office_the_rest_is_not_known(built):
    warehouse = built(sitting(attendance=ROLL_CALL, deliberations=[item()], changes=[change("Luc NOIR", "arrival", None)]), marts=True)
    row = warehouse.row("select seats_open, seats_named, seats_unnamed, members_in_office from quality.seat_conservation")
    assert list(row.values()) == [1, 3, None, None]


@pytest.mark.parametrize(
    ("population", "size"),
    [(0, 7), (99, 7), (100, 11), (499, 11), (500, 15), (3499, 23), (3500, 27), (9999, 29), (10000, 33), (299999, 65), (300000, 69)],
)
def test_the_legal_size_follows_from_the_population(population, size):
    document = landed("0", sitting(attendance=ROLL_CALL, members_in_office=5))
    warehouse = build([document], marts=True, roster=Roster(populations=(Population("Ville-Essai", population, "p.csv", 2),)))
    assert warehouse.rows("select members_in_office, population, legal_size from quality.council_size") == [(5, population, size)]


def test_a_body_that_is_no_commune_has_no_such_size(built):
    warehouse = built(sitting(attendance=ROLL_CALL, kind="syndicate"), sitting(attendance=ROLL_CALL, council="Autre"), marts=True)
    assert warehouse.rows("select session_id, legal_size from quality.council_size") == [("commune-autre:2025-03-10", None)]
