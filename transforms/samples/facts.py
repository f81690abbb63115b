"""The facts of an invented town: who sits, who came, what was put to the vote and how each one voted.

What they tell is true of the town; a session with ``planted`` set is one whose papers hold an error on purpose:

* ``"C1"``: the printed total of present members is one more than the names listed;
* ``"N2"``: a proxy is printed as given to somebody who is listed as absent.

Some people are hard to tell: two pairs of namesakes, and those whom ``spellings`` prints otherwise than they are called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from transforms.model import Choice, CouncilKind, Event, Outcome
from transforms.samples.subjects import Subject
from transforms.text import words

Date = date  # a sitting's own field is named ``date``
Office = Literal["mayor", "deputy", "councillor"]
Group = Literal["majority", "opposition"]
Planted = Literal["C1", "N2"]
BallotKind = Literal["plain", "tie", "secret", "election", "designation", "public"]


class State(StrEnum):
    """The one state of a member in office at one deliberation."""

    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"  # in the room, not taking part in this vote


@dataclass(frozen=True, slots=True)
class Councillor:
    """A member of the council. ``rank`` orders the roll call (0 is the mayor)."""

    given: str
    surname: str
    civility: Literal["M.", "Mme"]
    office: Office
    group: Group
    rank: int
    has_namesake: bool = False  # another member has the same surname and civility

    @property
    def is_woman(self) -> bool:
        return self.civility == "Mme"

    @property
    def key(self) -> str:
        """The warehouse's key of a person within a council: unaccented lower-case words, sorted, joined by hyphens."""
        return "-".join(sorted(word.lower() for word in words(f"{self.given} {self.surname}")))


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's state, and who holds the proxy of somebody represented."""

    state: State
    holder: Councillor | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """An arrival or departure; it holds from the item at ``position`` on. ``in_roll_call``: printed beside the name there as well."""

    member: Councillor
    event: Event
    position: int
    time: str  # HH:MM
    holder: Councillor | None = None  # to whom a leaver gives a proxy
    in_roll_call: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """How each voter voted; ``choices`` is empty in a secret vote, of which only the counts are known."""

    kind: BallotKind
    choices: Mapping[Councillor, Choice]
    votes_for: int
    votes_against: int
    votes_abstain: int
    not_voting: tuple[Councillor, ...] = ()

    @property
    def unanimous(self) -> bool:
        return not self.votes_against and not self.votes_abstain

    def voters(self, choice: Choice) -> tuple[Councillor, ...]:
        return tuple(member for member, made in self.choices.items() if made is choice)


@dataclass(frozen=True, slots=True)
class Item:
    """An item put to the council. ``number`` is printed on every form; ``act_number`` is the préfecture's."""

    position: int  # from 1
    number: str
    act_number: str
    subject: Subject  # placeholders filled
    rapporteur: Councillor
    outcome: Outcome
    ballot: Ballot | None = None  # None where nothing was voted
    elected: tuple[Councillor, ...] = ()
    transmitted_on: date = date.min
    published_on: date = date.min


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A sitting: the roll as at its opening (in the order of the roll call), what moved, and the items in order."""

    index: int  # from 0 within the town
    date: Date
    start_time: str
    end_time: str
    convened_on: Date
    president: Councillor
    secretary: Councillor
    roll: Mapping[Councillor, Seat]  # every member in office, by rank
    movements: tuple[Movement, ...] = ()
    items: tuple[Item, ...] = ()
    planted: Planted | None = None
    previous: Date | None = None  # the sitting before
    numbered_by_agenda: bool = False
    spellings: Mapping[Councillor, tuple[str, str]] = field(default_factory=dict)  # who is printed otherwise: given name, surname

    @property
    def members(self) -> tuple[Councillor, ...]:
        return tuple(self.roll)

    @property
    def mayor(self) -> Councillor:
        return self.members[0]

    def seats_at(self, item: Item) -> dict[Councillor, Seat]:
        """Every member's state when ``item`` is voted: the opening roll with the movements replayed; withdrawn where not taking part."""
        seats = self.roll_at(item.position)
        for member in item.ballot.not_voting if item.ballot else ():
            seats[member] = Seat(State.WITHDRAWN)
        return seats

    def roll_at(self, position: int) -> dict[Councillor, Seat]:
        """The roll call that would be printed at the item at ``position``."""
        return _replay(self.roll, self.movements, position)


@dataclass(frozen=True, slots=True)
class Town:
    """A fictional commune with its sittings in order of date."""

    name: str
    siren: str
    department: str
    seats: int
    councillors: tuple[Councillor, ...]  # all who ever sat
    sessions: tuple[SessionFacts, ...]
    kind: CouncilKind = field(default=CouncilKind.COMMUNE)

    @property
    def slug(self) -> str:
        return "-".join(word.lower() for word in words(self.name))

    @property
    def council_id(self) -> str:
        return f"{self.kind.value}-{self.slug}"


def _replay(roll: Mapping[Councillor, Seat], movements: Iterable[Movement], position: int) -> dict[Councillor, Seat]:
    seats = dict(roll)
    for movement in movements:
        if movement.position <= position:
            if movement.event is Event.ARRIVAL:
                seats[movement.member] = Seat(State.PRESENT)
            else:
                seats[movement.member] = Seat(State.REPRESENTED, movement.holder) if movement.holder else Seat(State.ABSENT)
    return seats
