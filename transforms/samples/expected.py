"""What the warehouse must hold of an invented town, under its keys. All of it is what is *true*, not what is printed.

Sittings with a planted error are in ``quarantine``; the other functions speak of them too, as of any sitting.
"""

from __future__ import annotations

from collections.abc import Iterator

from transforms.model import Choice
from transforms.samples.facts import Councillor, Item, Planted, SessionFacts, State, Town


def session_id(town: Town, session: SessionFacts) -> str:
    """``commune-ville-temoin:2024-01-23``."""
    return f"{town.council_id}:{session.date}"


def deliberation_id(town: Town, session: SessionFacts, item: Item) -> str:
    """``commune-ville-temoin:2024-01-23#2024-001``."""
    return f"{session_id(town, session)}#{item.number}"


def councillor_id(town: Town, member: Councillor) -> str:
    """``commune-ville-temoin/abadroux-ulysse``."""
    return f"{town.council_id}/{member.key}"


def quarantine(town: Town) -> dict[str, Planted]:
    """session_id → the rule that its planted error breaks."""
    return {session_id(town, session): session.planted for session in town.sessions if session.planted}


def session_attendance(town: Town) -> dict[tuple[str, str], State]:
    """(session_id, councillor_id) → state at the opening."""
    return {
        (session_id(town, session), councillor_id(town, member)): seat.state
        for session in town.sessions
        for member, seat in session.roll.items()
    }


def attendance(town: Town) -> dict[tuple[str, str], State]:
    """(deliberation_id, councillor_id) → state when the item is voted."""
    return {
        (deliberation_id(town, session, item), councillor_id(town, member)): seat.state
        for session, item in _items(town)
        for member, seat in session.seats_at(item).items()
    }


def proxies(town: Town) -> set[tuple[str, str, str]]:
    """(session_id, giver, holder): those given before the sitting and those given on leaving."""
    given: set[tuple[str, str, str]] = set()
    for session in town.sessions:
        pairs = [(giver, seat.holder) for giver, seat in session.roll.items()] + [(move.member, move.holder) for move in session.movements]
        given |= {(session_id(town, session), councillor_id(town, giver), councillor_id(town, holder)) for giver, holder in pairs if holder}
    return given


def votes(town: Town) -> dict[tuple[str, str], Choice]:
    """(deliberation_id, councillor_id) → what each did, wherever the vote was not secret; those not taking part included."""
    return {
        (deliberation_id(town, session, item), councillor_id(town, member)): choice
        for session, item in _items(town)
        if item.ballot
        for member, choice in (*item.ballot.choices.items(), *((m, Choice.NOT_VOTING) for m in item.ballot.not_voting))
    }


def _items(town: Town) -> Iterator[tuple[SessionFacts, Item]]:
    return ((session, item) for session in town.sessions for item in session.items)
