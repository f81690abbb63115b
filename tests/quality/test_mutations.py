"""Good printed records, spoiled in 200 ways: whatever breaks a rule is caught by that rule, from the print to the finding."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import checks, warehouse
from tests.making import item, landed, seat, seats, sitting
from tests.sql.conftest import build
from transforms.model import Choice, Outcome, PrintedAttendance, PrintedDocument, PrintedName, PrintedReceipt, Status

PEOPLE = ("Mme Anne VALCOURT", "M. Luc ORLIAC", "Mme Zoé TESSON", "M. Paul BRIZE", "Mme Nadia LAUZE", "M. Hugo PRADIER")
AWAY = ("Mme Rose GARRIC", "M. Ivan ROUQUET", "M. Denis AUBERT", "Mme Odile VERNOUX")
STRANGERS = ("M. Marc VARGAS", "Mme BLOMET", "M. KERN", "Mme Ida SOREL")
DAY = datetime.date(2025, 3, 10)


def good() -> PrintedDocument:
    """Six present, two represented, one excused, one absent: ten in office, and three votes that add up."""
    return sitting(
        DAY.isoformat(),
        [
            *seats(*PEOPLE), seat(AWAY[0], "represented", PEOPLE[1]), seat(AWAY[1], "represented", PEOPLE[2]),
            seat(AWAY[2], "excused"), seat(AWAY[3], "absent"),
        ],
        [
            item(1, "2025-001", "Budget", votes_for=8, unanimous=True),
            item(2, "2025-002", "Tarifs", votes_for=6, votes_against=2, named={"against": PEOPLE[4:6]}),
            item(3, "2025-003", "Voirie", votes_for=7, votes_abstain=1, named={"abstain": PEOPLE[5:6]}),
        ],
        members_in_office=10, stated_present=6, stated_represented=2, stated_excused=1, stated_absent=1, stated_voters=8,
        president=PEOPLE[0], convened_on=DAY - datetime.timedelta(days=6),
    )  # fmt: skip


class Mutation(NamedTuple):
    """A rule and what breaks it, by a small number that chooses whom or how much."""

    rule: str
    spoil: Callable[[PrintedDocument, int], PrintedDocument]


def session(**facts: Callable[[int], object]) -> Callable[[PrintedDocument, int], PrintedDocument]:
    return lambda document, n: replace(document, session=replace(document.session, **{field: fact(n) for field, fact in facts.items()}))


def row(index: Callable[[int], int], **facts: object) -> Callable[[PrintedDocument, int], PrintedDocument]:
    """One row of the roll call with other facts."""

    def spoil(document: PrintedDocument, n: int) -> PrintedDocument:
        rows = list(document.attendance)
        rows[index(n)] = replace(rows[index(n)], **facts)
        return replace(document, attendance=tuple(rows))

    return spoil


def more(*rows: Callable[[int], PrintedAttendance]) -> Callable[[PrintedDocument, int], PrintedDocument]:
    return lambda document, n: replace(document, attendance=(*document.attendance, *(made(n) for made in rows)))


def vote(position: int, **facts: object) -> Callable[[PrintedDocument, int], PrintedDocument]:
    """An item with other facts; one that is callable is made from the number."""

    def spoil(document: PrintedDocument, n: int) -> PrintedDocument:
        items = list(document.deliberations)
        made = {field: fact(n) if callable(fact) else fact for field, fact in facts.items()}
        items[position - 1] = replace(items[position - 1], **made)
        return replace(document, deliberations=tuple(items))

    return spoil


def named(*people: Callable[[int], str]) -> Callable[[int], dict[Choice, tuple[PrintedName, ...]]]:
    return lambda n: {Choice.AGAINST: tuple(seat(who(n)).name for who in people)}


def receipt(**dates: Callable[[int], datetime.date]) -> Callable[[PrintedDocument, int], PrintedDocument]:
    return lambda document, n: replace(
        document, receipts=(PrintedReceipt(document.deliberations[0].place, **{field: day(n) for field, day in dates.items()}),)
    )


def later(n: int) -> datetime.date:
    return DAY + datetime.timedelta(days=n)


def earlier(n: int) -> datetime.date:
    return DAY - datetime.timedelta(days=n)


MUTATIONS = (
    Mutation("C1", session(stated_present=lambda n: 6 + n)),
    Mutation("C1", session(stated_present=lambda n: 6 - n)),
    Mutation("C1", row(lambda n: n, status=Status.EXCUSED)),
    Mutation("C2", session(stated_represented=lambda n: 2 + n)),
    Mutation("C2", row(lambda n: 6 + n % 2, status=Status.ABSENT, proxy=None)),
    Mutation("C3", session(stated_excused=lambda n: 3 + n)),
    Mutation("C4", session(stated_absent=lambda n: 4 + n)),
    Mutation("C5a", session(members_in_office=lambda n: 10 - n)),
    Mutation("C6", session(stated_voters=lambda n: 8 + n)),
    Mutation("C6", session(stated_voters=lambda n: 8 - n)),
    Mutation("C7", vote(2, votes_for=lambda n: 6 + n)),
    Mutation("C7", vote(3, votes_abstain=lambda n: 1 + n)),
    Mutation("C8", vote(1, votes_for=lambda n: 8 - n, votes_against=lambda n: n)),
    Mutation("C9", vote(2, outcome=Outcome.REJECTED)),
    Mutation("C9", vote(2, votes_for=lambda n: 1, votes_against=lambda n: 6)),
    Mutation("C10a", session(members_in_office=lambda n: 11 + n, stated_absent=lambda n: None)),
    Mutation("N1", more(lambda n: seat(PEOPLE[n], "absent"))),
    Mutation("N1", more(lambda n: seat(AWAY[2], "absent"))),
    Mutation("N2a", row(lambda n: 6, proxy=seat(AWAY[2]).name)),
    Mutation("N2a", row(lambda n: 7, proxy=seat(AWAY[3]).name)),
    Mutation("N2b", row(lambda n: 6, proxy=seat(PEOPLE[2]).name)),
    Mutation("N3", row(lambda n: n, proxy=seat(PEOPLE[0]).name)),
    Mutation("N4a", vote(2, named=named(lambda n: PEOPLE[4], lambda n: AWAY[2 + n % 2]))),
    Mutation("N4b", vote(2, named=named(lambda n: PEOPLE[n], lambda n: PEOPLE[n]))),
    Mutation("N5", vote(2, named=named(lambda n: PEOPLE[4], lambda n: STRANGERS[n]))),
    Mutation("N6", row(lambda n: n, name=PrintedName("Adjoints au Maire"))),
    Mutation("N6", row(lambda n: n, name=PrintedName("PRESENTS"))),
    Mutation("D1b", session(convened_on=later)),
    Mutation("D1b", session(convened_on=lambda n: earlier(60 + n))),
    Mutation("D2b", receipt(date=later)),
    Mutation("D2b", receipt(date=earlier)),
    Mutation("D3", receipt(transmitted_on=earlier)),
    Mutation("D3", receipt(received_on=earlier)),
    Mutation("K1a", vote(3, number=lambda n: f"2025-{3 + n:03d}")),
)  # fmt: skip


def broken_rules(documents: Iterable[PrintedDocument]) -> dict[str, set[str]]:
    """The rules that each council's only document breaks, by the council's name."""
    named_apart = [replace(document, council=f"Ville-{index:03d}") for index, document in enumerate(documents)]
    built = build([landed(document.council or "", document) for document in named_apart], marts=True)
    found = checks.run_rules({name: warehouse.frame(built.connection, f"quality.{name}") for name in checks.INPUTS})
    broken: dict[str, set[str]] = {f"commune-ville-{index:03d}": set() for index in range(len(named_apart))}
    for rule, session_id in found.loc[found["verdict"] == "broken", ["rule", "session_id"]].itertuples(index=False):
        broken[session_id.split(":")[0]].add(rule)
    built.connection.close()
    return broken


def test_the_good_record_breaks_nothing() -> None:
    assert broken_rules([good()]) == {"commune-ville-000": set()}


def test_every_mutation_is_caught_alone() -> None:
    found = broken_rules(mutation.spoil(good(), 1) for mutation in MUTATIONS)
    missed = [
        (mutation.rule, sorted(broken)) for mutation, broken in zip(MUTATIONS, found.values(), strict=True) if mutation.rule not in broken
    ]
    assert missed == []


@settings(max_examples=2)
@given(st.lists(st.tuples(st.sampled_from(MUTATIONS), st.integers(1, 3)), min_size=100, max_size=100))
def test_two_hundred_mutations_are_caught_by_their_rules(chosen: list[tuple[Mutation, int]]) -> None:
    found = broken_rules(mutation.spoil(good(), n) for mutation, n in chosen)
    missed = [
        (mutation.rule, n, sorted(broken))
        for (mutation, n), broken in zip(chosen, found.values(), strict=True)
        if mutation.rule not in broken
    ]
    assert missed == []
