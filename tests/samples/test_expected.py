"""What is expected of the warehouse follows from the facts."""

from collections import Counter

from transforms.model import Choice
from transforms.samples import State, expected, town

VILLE = town()


def test_keys_are_those_of_the_warehouse() -> None:
    session = VILLE.sessions[0]
    assert expected.deliberation_id(VILLE, session, session.items[0]) == f"commune-ville-temoin:{session.date}#2024-001"
    mayor = session.mayor
    given, surname = mayor.given.lower(), mayor.surname.lower()
    assert expected.councillor_id(VILLE, mayor) == f"commune-ville-temoin/{'-'.join(sorted((given, surname)))}"


def test_two_sittings_go_to_quarantine_each_with_its_rule() -> None:
    assert sorted(expected.quarantine(VILLE).values()) == ["C1", "N2"]


def test_every_member_has_one_state_at_each_deliberation() -> None:
    states = expected.attendance(VILLE)
    assert len(states) == 120 * 29
    assert set(states.values()) == set(State)
    assert len(expected.session_attendance(VILLE)) == 12 * 29


def test_votes_are_those_of_voters() -> None:
    states, votes = expected.attendance(VILLE), expected.votes(VILLE)
    for key, choice in votes.items():
        assert states[key] in ((State.WITHDRAWN,) if choice is Choice.NOT_VOTING else (State.PRESENT, State.REPRESENTED))
    assert set(Counter(votes.values())) == set(Choice)


def test_proxies_hold_those_of_leavers_too() -> None:
    given = expected.proxies(VILLE)
    opening = sum(seat.holder is not None for session in VILLE.sessions for seat in session.roll.values())
    leavers = sum(move.holder is not None for session in VILLE.sessions for move in session.movements)
    assert leavers > 0
    assert len(given) == opening + leavers
