"""Terms, and from when to when a councillor sits: nobody is charged with sessions from before or after."""

import datetime

import pytest

from tests.making import item, landed, name, place, seat, seats, sitting
from tests.sql.conftest import Built, build
from transforms.model import GroupMember, MandateEvent, PrintedDocument, PrintedMandate, PrintedName, Roster, RosterMember

OTHERS = ("Lise BLANC", "Paul VERT")
DAYS = ("2024-01-10", "2024-03-10", "2024-05-10", "2024-07-10", "2024-09-10")


def town(*rolls: tuple[str, ...], mandates: dict[int, list[PrintedMandate]] | None = None) -> list[PrintedDocument]:
    """Five sessions, each with those who are named besides two others."""
    told = mandates or {}
    return [
        sitting(day, seats(*OTHERS, *roll), [item()], mandates=told.get(index, []))
        for index, (day, roll) in enumerate(zip(DAYS, rolls, strict=True))
    ]


def mandate(who: str, event: str) -> PrintedMandate:
    return PrintedMandate(name(who), MandateEvent(event), place())


def member(who: str, starts_on: str = "2020-03-15", function: str | None = None, line: int = 2) -> RosterMember:
    return RosterMember("Ville-Essai", "99", PrintedName(who), datetime.date.fromisoformat(starts_on), function, None, "rne.csv", line)


def made(documents: list[PrintedDocument], roster: Roster = Roster()) -> Built:  # noqa: B008  frozen
    return build([landed(str(index), one) for index, one in enumerate(documents)], marts=True, roster=roster)


def membership(warehouse: Built, key: str) -> tuple[str, str, str, str]:
    (row,) = warehouse.rows(
        f"select from_date::varchar, from_basis, to_date::varchar, to_basis from core.membership where councillor_id like '%/{key}'"
    )
    return row


def counted(warehouse: Built, key: str) -> tuple[int, int, int, int]:
    """Sessions held, absent, unknown and out of membership."""
    (row,) = warehouse.rows(
        f"""
        select sessions_held, sessions_absent, sessions_unknown, sessions_out_of_membership
        from marts.attendance_by_councillor where councillor_id like '%/{key}' and period = 'all'
        """
    )
    return row


def test_without_anything_else_a_membership_is_derived_from_appearances():
    warehouse = made(town((), ("Jean ROUX",), (), ("Jean ROUX",), ()))
    assert membership(warehouse, "jean-roux") == ("2024-03-10", "derived", "2024-07-10", "derived")
    assert counted(warehouse, "jean-roux") == (3, 0, 1, 2)


def test_an_installation_and_a_resignation_that_are_printed_bound_it():
    told = {1: [mandate("M. Jean ROUX", "joined"), mandate("Mme Anne PETIT", "left")]}
    warehouse = made(town(("Anne PETIT",), (), ("Jean ROUX",), ("Jean ROUX",), ("Jean ROUX",), mandates=told))
    assert membership(warehouse, "jean-roux") == ("2024-03-10", "printed", "2024-09-10", "derived")
    assert membership(warehouse, "anne-petit") == ("2024-01-10", "derived", "2024-03-09", "printed")
    assert counted(warehouse, "jean-roux") == (4, 0, 1, 1)
    assert counted(warehouse, "anne-petit") == (1, 0, 0, 4)


def test_a_resignation_of_somebody_who_still_sits_is_none():
    told = {1: [mandate("Jean ROUX", "left")]}
    warehouse = made(town(("Jean ROUX",), ("Jean ROUX",), (), (), ("Jean ROUX",), mandates=told))
    assert membership(warehouse, "jean-roux") == ("2024-01-10", "derived", "2024-09-10", "derived")


def test_terms_part_memberships():
    before = sitting("2019-10-10", seats("Jean ROUX", *OTHERS))
    after = sitting("2024-01-10", seats("Jean ROUX", *OTHERS))
    between = sitting("2020-02-10", seats(*OTHERS))
    warehouse = made([before, after, between])
    rows = warehouse.rows("select split_part(term_id, ':', 2), starts_on::varchar, ends_on::varchar from core.term order by 1")
    assert rows == [("2014", "2014-03-23", "2020-03-14"), ("2020", "2020-03-15", "2026-03-14")]
    assert warehouse.rows("select count(*) from core.membership where councillor_id like '%/jean-roux'") == [(2,)]
    assert counted(warehouse, "jean-roux") == (2, 0, 0, 1), "the session after the last one of a term is none of theirs"


def test_the_roster_is_the_authority():
    roster = Roster((member("Jean ROUX", "2024-04-01", "Adjoint au maire"), member("Eva NOIR", line=3), member("Lise BLANC", line=4)))
    warehouse = made(town((), (), (), ("Jean ROUX",), ()), roster)
    assert membership(warehouse, "jean-roux") == ("2024-04-01", "roster", "2026-03-14", "roster")
    assert counted(warehouse, "jean-roux") == (3, 0, 2, 2)
    assert counted(warehouse, "eva-noir") == (5, 0, 5, 0), "whom no paper names is in office all the same, and nobody knows where"
    assert warehouse.rows("select role, role_basis from core.membership where councillor_id like '%/jean-roux'") == [("deputy", "roster")]
    assert warehouse.rows("select how from core.councillor_name where name = 'Lise BLANC'") == [("roster",)]


def test_the_roster_tells_namesakes_apart():
    roster = Roster((member("Jean ROUX"), member("Paul ROUX", line=3)))
    warehouse = made(town(("M. ROUX",), (), (), (), ()), roster)
    assert warehouse.rows("select outcome, candidate from quality.unresolved_name order by candidate") == [
        ("several_found", "Jean ROUX"),
        ("several_found", "Paul ROUX"),
    ]
    one = made(town(("M. ROUX",), (), (), (), ()), Roster((member("Jean ROUX"),)))
    assert one.rows("select councillor_id from core.councillor_name where name = 'ROUX'") == [("commune-ville-essai/jean-roux",)]


def test_a_group_comes_from_the_groups_file():
    group = GroupMember("Ville-Essai", name("M. ROUX"), "Ensemble", None, None, "g.csv", 2)
    warehouse = made(town(("Jean ROUX",), (), (), (), ()), Roster(groups=(group,)))
    assert warehouse.rows("select group_name from core.membership where councillor_id like '%/jean-roux'") == [("Ensemble",)]


@pytest.mark.parametrize(
    ("function", "role"),
    [
        ("Maire", "mayor"),
        ("3e adjointe", "deputy"),
        ("Adjoints au Maire", "deputy"),
        ("adjointes au maire", "deputy"),
        ("Maire-adjoint", "deputy"),
        ("Maire déléguée", "deputy"),
        ("Conseiller municipal", "councillor"),
        ("Conseillère déléguée auprès du Maire", "councillor"),
    ],
)
def test_a_role_is_read_from_the_printed_office(function, role):
    warehouse = made([sitting("2024-01-10", [seat("Jean ROUX")]), sitting("2024-02-10", [_with_function("Jean ROUX", function)])])
    assert warehouse.rows("select role, role_basis from core.membership") == [(role, "printed")]


def _with_function(who: str, function: str):
    from dataclasses import replace

    row = seat(who)
    return replace(row, name=PrintedName(who, None, function))
