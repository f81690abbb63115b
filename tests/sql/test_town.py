"""A whole fictional town, printed as minutes or as extracts: the warehouse holds what is true of it, and no vote that was not cast."""

import pytest

from tests.making import landed, place
from tests.sql.conftest import build
from transforms.model import (
    Choice,
    DocType,
    Outcome,
    PrintedAttendance,
    PrintedChange,
    PrintedDeliberation,
    PrintedDocument,
    PrintedName,
    PrintedSession,
    Status,
)
from transforms.samples import expected, town
from transforms.samples.facts import Councillor, Item, Seat, SessionFacts, Town

DISSENT = (Choice.AGAINST, Choice.ABSTAIN)


def full_name(member: Councillor | None) -> PrintedName | None:
    return PrintedName(f"{member.given} {member.surname}", member.civility) if member else None


def surname(member: Councillor) -> PrintedName:
    return PrintedName(f"{member.given[0]}. {member.surname}" if member.has_namesake else member.surname, member.civility)


def roll_call(roll: dict[Councillor, Seat]) -> tuple[PrintedAttendance, ...]:
    return tuple(
        PrintedAttendance(full_name(member), Status(seat.state.value), place(), full_name(seat.holder)) for member, seat in roll.items()
    )


def print_item(item: Item, position: int) -> PrintedDeliberation:
    facts = {}
    if item.ballot:
        named = {choice: item.ballot.voters(choice) for choice in DISSENT} | {Choice.NOT_VOTING: item.ballot.not_voting}
        facts = {
            "unanimous": item.ballot.unanimous,
            "votes_for": item.ballot.votes_for,
            "votes_against": item.ballot.votes_against,
            "votes_abstain": item.ballot.votes_abstain,
            "named": {choice: tuple(map(surname, members)) for choice, members in named.items() if members},
            "is_secret": item.ballot.kind == "secret" or None,
        }
    return PrintedDeliberation(position, item.subject.title, place(), item.number, outcome=item.outcome, **facts)


def print_document(town_: Town, session: SessionFacts, doc_type: DocType, attendance, items, changes=()) -> PrintedDocument:
    header = PrintedSession(session.date, president=full_name(session.president), members_in_office=len(session.roll))
    return PrintedDocument(doc_type, town_.name, town_.kind, header, attendance, tuple(changes), tuple(items))


def print_minutes(town_: Town, session: SessionFacts) -> list[PrintedDocument]:
    changes = [
        PrintedChange(surname(move.member), move.event, place(), full_name(move.holder), move.time, from_position=move.position)
        for move in session.movements
    ]
    items = [print_item(item, item.position) for item in session.items]
    return [print_document(town_, session, DocType.MINUTES, roll_call(session.roll), items, changes)]


def print_extracts(town_: Town, session: SessionFacts) -> list[PrintedDocument]:
    return [
        print_document(town_, session, DocType.EXTRACT, roll_call(session.roll_at(item.position)), [print_item(item, 1)])
        for item in session.items
    ]


FACTS = town()


@pytest.fixture(scope="module", params=[print_minutes, print_extracts], ids=["minutes", "extracts"])
def printed_town(request):
    documents = [document for session in FACTS.sessions for document in request.param(FACTS, session)]
    warehouse = build([landed(str(index), document) for index, document in enumerate(documents)])
    yield warehouse
    warehouse.connection.close()


def keyed(warehouse, query: str) -> dict[tuple[str, str], str]:
    return {(first, second): value for first, second, value in warehouse.rows(query)}


def test_everybody_is_where_they_were_at_the_opening(printed_town):
    found = keyed(printed_town, "select session_id, councillor_id, state from core.session_attendance")
    assert found == {key: state.value for key, state in expected.session_attendance(FACTS).items()}


def test_everybody_is_where_they_were_at_each_deliberation(printed_town):
    found = keyed(printed_town, "select deliberation_id, councillor_id, state from core.attendance")
    assert found == {key: state.value for key, state in expected.attendance(FACTS).items()}


def test_every_proxy_has_its_giver_and_holder(printed_town):
    assert set(printed_town.rows("select session_id, giver_id, holder_id from core.proxy")) == expected.proxies(FACTS)


def test_no_vote_stands_there_that_was_not_cast(printed_town):
    cast = {key: choice.value for key, choice in expected.votes(FACTS).items()}
    found = keyed(printed_town, "select deliberation_id, councillor_id, choice from core.vote")
    assert {key: choice for key, choice in found.items() if cast.get(key) != choice} == {}


def test_every_vote_is_known_that_follows_from_the_print(printed_town):
    open_ballots = {"secret", "election", "designation"}
    planted = {session.date for session in FACTS.sessions if session.planted}
    known = {key[0] for key in keyed(printed_town, "select deliberation_id, councillor_id, choice from core.vote where basis <> 'stated'")}
    follows = {
        expected.deliberation_id(FACTS, session, item)
        for session in FACTS.sessions
        for item in session.items
        if session.date not in planted
        and item.ballot
        and item.ballot.kind not in open_ballots
        and item.ballot.votes_for
        and (item.outcome is Outcome.ADOPTED or not item.ballot.unanimous)
    }
    assert follows
    assert follows - known == set()
