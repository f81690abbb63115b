"""The invented town holds together: its law, its arithmetic and every event that its papers must show."""

import pytest

from transforms.model import Choice, Event, Outcome
from transforms.samples import State, Town, town

TOWNS = [town(), town(7, name="Ville-Témoin-7", sessions=24, seats=35), town(3, seats=15, sessions=12)]


@pytest.fixture(params=TOWNS, ids=lambda t: t.name + f"-{t.seats}")
def any_town(request: pytest.FixtureRequest) -> Town:
    return request.param  # type: ignore[no-any-return]


def test_same_seed_gives_same_town_and_another_seed_another() -> None:
    assert town() == town()
    assert town(13).councillors != town().councillors


@pytest.mark.parametrize(("seed", "seats"), [(2, 15), (35, 15), (30, 19), (36, 19), (109, 19), (135, 19)])
def test_a_small_town_may_have_nobody_whose_long_name_can_be_misspelled(seed: int, seats: int) -> None:
    sessions = town(seed, seats=seats).sessions
    spelled = {member for session in sessions for member in session.spellings}
    assert 1 <= len(spelled) <= 3
    assert spelled <= {member for session in sessions for member in session.members}


def test_default_town_is_as_the_readme_says() -> None:
    ville = town()
    offices = [m.office for m in ville.sessions[0].members]
    assert (offices.count("mayor"), offices.count("deputy"), offices.count("councillor")) == (1, 8, 20)
    assert sum(len(session.items) for session in ville.sessions) == 120
    assert {(s.date.year, (s.date.month + 2) // 3) for s in ville.sessions} == {(y, q) for y in (2024, 2025) for q in (1, 2, 3, 4)}


def test_surnames_are_distinct_but_for_two_pairs_and_varied() -> None:
    surnames = [m.surname for m in town().councillors]
    shared = {surname for surname in surnames if surnames.count(surname) > 1}
    pairs = [[m for m in town().councillors if m.surname == surname] for surname in shared]
    assert sorted((len(pair), len({m.civility for m in pair}), len({m.given for m in pair})) for pair in pairs) == [(2, 1, 2), (2, 2, 2)]
    assert {m.has_namesake for pair in pairs for m in pair if len({n.civility for n in pair}) == 1} == {True}
    for form in (" ", "-", "'"):
        assert any(form in name for name in surnames), form
    assert any(name.startswith("Le ") for name in surnames)
    assert any(not name.isascii() for name in surnames)


def test_siren_has_a_valid_check_digit(any_town: Town) -> None:
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(any_town.siren))]
    assert len(any_town.siren) == 9
    assert sum(d // 10 + d % 10 for d in doubled) % 10 == 0


def test_every_member_sits_once_and_the_quorum_is_met_at_every_item(any_town: Town) -> None:
    for session in any_town.sessions:
        assert len(session.roll) == any_town.seats
        assert [m.rank for m in session.members] == sorted(m.rank for m in session.members)
        for item in session.items:
            seats = session.seats_at(item)
            assert set(seats) == set(session.roll)
            there = sum(seat.state in (State.PRESENT, State.WITHDRAWN) for seat in seats.values())
            assert there > any_town.seats // 2


def test_a_proxy_has_a_present_holder_with_no_other_unless_that_error_is_planted(any_town: Town) -> None:
    for session in any_town.sessions:
        for item in session.items:
            seats = session.roll_at(item.position)
            holders = [seat.holder for seat in seats.values() if seat.state is State.REPRESENTED]
            assert len(set(holders)) == len(holders)
            away = [holder for holder in holders if holder is None or seats[holder].state is not State.PRESENT]
            assert len(away) == (1 if session.planted == "N2" else 0)


def test_nobody_gives_a_proxy_at_two_sittings_running_but_the_mayor(any_town: Town) -> None:
    for before, after in zip(any_town.sessions, any_town.sessions[1:], strict=False):
        both = {m for m in before.roll if before.roll[m].holder} & {m for m, seat in after.roll.items() if seat.holder}
        assert all(m.office == "mayor" for m in both)


def test_votes_are_cast_by_exactly_those_who_may_vote_and_follow_the_law(any_town: Town) -> None:
    for session in any_town.sessions:
        for item in session.items:
            ballot = item.ballot
            if ballot is None:
                assert item.outcome in (Outcome.NOTED, Outcome.POSTPONED)
                continue
            seats = session.seats_at(item)
            voters = {m for m, seat in seats.items() if seat.state in (State.PRESENT, State.REPRESENTED)}
            assert ballot.votes_for + ballot.votes_against + ballot.votes_abstain == len(voters)
            if ballot.kind in ("secret", "election"):
                assert not ballot.choices
            else:
                assert set(ballot.choices) == voters
                counted = [len(ballot.voters(c)) for c in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)]
                assert counted == [ballot.votes_for, ballot.votes_against, ballot.votes_abstain]
            assert all(seats[m].state is State.WITHDRAWN for m in ballot.not_voting)
            if ballot.kind == "tie":
                assert ballot.votes_for == ballot.votes_against
                assert ballot.choices[session.president] is Choice.FOR
            else:
                assert (ballot.votes_for > ballot.votes_against) == (item.outcome is not Outcome.REJECTED)


def test_proxies_vote_as_their_holders_do(any_town: Town) -> None:
    for session in any_town.sessions:
        for item in session.items:
            for giver, seat in session.seats_at(item).items():
                if item.ballot and seat.holder in item.ballot.choices:
                    assert item.ballot.choices[giver] is item.ballot.choices[seat.holder]


def test_every_kind_of_event_happens(any_town: Town) -> None:
    items = [item for session in any_town.sessions for item in session.items]
    assert {item.outcome for item in items} == set(Outcome) - {Outcome.UNKNOWN}
    assert {item.ballot.kind for item in items if item.ballot} == {"plain", "tie", "secret", "election", "designation", "public"}
    assert any(item.ballot and item.ballot.not_voting for item in items)
    movements = [movement for session in any_town.sessions for movement in session.movements]
    assert {(m.event, m.holder is not None) for m in movements} == {
        (Event.ARRIVAL, False),
        (Event.DEPARTURE, False),
        (Event.DEPARTURE, True),
    }
    assert any(m.in_roll_call for m in movements)
    joined = [m for s in any_town.sessions for m in s.movements if m.event is Event.ARRIVAL and s.roll[m.member].state is State.REPRESENTED]
    assert joined
    assert any(session.president is not session.mayor for session in any_town.sessions)


def test_two_sittings_of_twelve_hold_a_planted_error() -> None:
    assert sorted(session.planted for session in town().sessions if session.planted) == ["C1", "N2"]


def test_a_resigned_member_is_replaced_for_good() -> None:
    ville = town()
    first, last = set(ville.sessions[0].roll), set(ville.sessions[-1].roll)
    (leaver,), (newcomer,) = first - last, last - first
    installed = next(s for s in ville.sessions if any("Installation d'un membre" in item.subject.title for item in s.items))
    for session in ville.sessions:
        assert (newcomer in session.roll) == (session.date >= installed.date)
        assert (leaver in session.roll) == (session.date < installed.date)


def test_three_people_are_printed_otherwise_than_they_are_called(any_town: Town) -> None:
    spelled = {m: {s.spellings[m] for s in any_town.sessions if m in s.spellings} for s in any_town.sessions for m in s.spellings}
    assert len(spelled) == 3
    assert all((m.given, m.surname) not in forms for m, forms in spelled.items())
    (bride,) = [m for m, forms in spelled.items() if any(surname.endswith(f"-{m.surname}") for _, surname in forms)]
    assert bride.is_woman
    renamed = [bride in s.spellings for s in any_town.sessions]
    assert renamed == sorted(renamed)
    assert 0 < sum(renamed) < len(renamed) / 2


@pytest.mark.parametrize("arguments", [{"seats": 9}, {"seats": 200}, {"items": 3}, {"items": 90}], ids=str)
def test_a_town_beyond_the_script_or_the_stock_is_refused(arguments: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="the script needs"):
        town(**arguments)  # type: ignore[arg-type]


def test_the_stock_of_subjects_suffices_for_the_longest_sittings() -> None:
    assert len(town(items=16, sessions=24).sessions) == 24
