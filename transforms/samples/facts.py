"""The facts of an invented town: who sits, who came, what was put to the vote and how each one voted.

``town(seed)`` is a pure function of its arguments. What it tells is true of the town; a session with ``planted`` set is one whose
papers hold an error on purpose:

* ``"C1"``: the printed total of present members is one more than the names listed;
* ``"N2"``: a proxy is printed as given to somebody who is listed as absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from types import MappingProxyType
from typing import Literal

from transforms.model import Choice, CouncilKind, Event, Outcome
from transforms.samples import subjects
from transforms.samples.french import date_in_french
from transforms.samples.names import COMPOUND, MEN, PLAIN, WITH_PARTICLE, WOMEN
from transforms.samples.subjects import Subject
from transforms.text import words

Date = date  # a sitting's own field is named ``date``
Office = Literal["mayor", "deputy", "councillor"]
Group = Literal["majority", "opposition"]
Planted = Literal["C1", "N2"]
BallotKind = Literal["plain", "tie", "secret", "election", "designation", "public"]

MINIMUM_SEATS = 15  # below this the script's absences would break the quorum
DEFAULT_SEED = 12


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


# --- the script: what happens in which sitting of twelve ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Script:
    """What a sitting must contain. Positions are those of items, from 1."""

    votes: Mapping[int, str] = field(default_factory=dict)  # position -> what happens there; anything else is a unanimous ordinary item
    arrivals: tuple[int, ...] = ()  # of somebody listed as absent
    joined_proxy: int | None = None  # arrival of somebody represented until then
    departures: tuple[int, ...] = ()
    departure_with_proxy: int | None = None
    arrivals_in_roll_call: bool = False
    planted: Planted | None = None
    replacement: bool = False
    deputy_chairs: bool = False
    numbered_by_agenda: bool = False


_SCRIPTS = (
    _Script({1: "noted", 4: "majority", 8: "majority"}),
    _Script({1: "approval", 3: "accounts", 5: "majority", 9: "majority"}, arrivals=(4,), departures=(8,)),
    _Script({2: "secret", 5: "majority", 7: "election"}),
    _Script({3: "tie", 4: "interest", 6: "noted", 8: "majority"}, arrivals=(2,)),
    _Script({1: "approval", 3: "designation", 5: "rejected", 7: "majority"}, arrivals=(3,), departure_with_proxy=7),
    _Script({1: "installation", 4: "postponed", 6: "majority", 8: "noted"}, replacement=True),
    _Script({3: "majority", 6: "noted"}, planted="C1"),
    _Script({1: "approval", 3: "accounts", 6: "majority", 7: "secret"}, arrivals=(5,), arrivals_in_roll_call=True, numbered_by_agenda=True),
    _Script({2: "majority", 5: "election"}, planted="N2"),
    _Script({3: "rejected", 5: "majority", 7: "interest"}, joined_proxy=4, departures=(6,), departure_with_proxy=8, deputy_chairs=True),
    _Script({2: "tie", 5: "noted", 8: "postponed"}, arrivals=(3, 6)),
    _Script({1: "approval", 4: "public", 6: "majority", 8: "designation"}, (2,), arrivals_in_roll_call=True, numbered_by_agenda=True),
)
_MONTHS = (1, 3, 5, 7, 9, 12)  # six sittings a year, one a quarter at the least
_STARTS = ("18:30", "19:00", "19:30", "20:00", "20:30")


def town(
    seed: int = DEFAULT_SEED,
    *,
    name: str = "Ville-Témoin",
    seats: int = 29,
    sessions: int = 12,
    first_year: int = 2024,
    items: int = 10,
) -> Town:
    """The fictional commune that ``seed`` gives: ``sessions`` sittings, six a year from ``first_year``, of about ``items`` items each.

    The same arguments give the same town. Twelve sittings hold every kind of event once at least; more repeat the script.
    Raises ``ValueError`` for fewer seats than ``MINIMUM_SEATS`` or fewer than 10 items.
    """
    if seats < MINIMUM_SEATS:
        raise ValueError(f"a town of {seats} seats is too small for the script: {MINIMUM_SEATS} at least")
    if items < 10:
        raise ValueError("the script needs 10 items a sitting")
    rng = Random(seed)
    everybody = _draw_councillors(rng, seats, spare=-(-sessions // len(_SCRIPTS)))
    in_office, spare = list(everybody[:seats]), list(everybody[seats:])
    held: list[SessionFacts] = []
    serial = 0
    used: set[Subject] = set()  # items that come once a year
    for index in range(sessions):
        script = _SCRIPTS[index % len(_SCRIPTS)]
        year = first_year + index // len(_MONTHS)
        if index % len(_MONTHS) == 0:
            serial = 0
            used.clear()
        leaver = None
        if script.replacement:
            leaver = rng.choice([m for m in in_office if m.office == "councillor" and m.group == "majority"])
            newcomer = spare.pop(0)
            in_office = [m for m in in_office if m is not leaver] + [newcomer]
        session = _hold(rng, script, index, year, in_office, held[-1] if held else None)
        count = items + (0, 1, -1, 0)[index % 4]
        ordinary = rng.sample([subject for subject in subjects.ORDINARY if subject not in used], count)
        used.update(subject for subject in ordinary if not subject.can_come_again)
        session = replace(session, items=_deliberate(rng, script, session, ordinary, serial, leaver))
        minutes = 20 + 14 * count
        held.append(replace(session, end_time=_clock(session.start_time, minutes)))
        serial += count
    return Town(name, _siren(seed), "099", seats, everybody, tuple(held))


def _siren(seed: int) -> str:
    """A number in the form of a commune's SIREN: prefix 21, the département 99 that has no communes, and the check digit of Luhn."""
    base = f"2199{seed % 10_000:04d}"
    doubled = [int(d) * 2 if i % 2 == 0 else int(d) for i, d in enumerate(reversed(base))]
    return base + str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def _clock(start: str, minutes: int) -> str:
    hours, mins = (int(piece) for piece in start.split(":"))
    total = (hours * 60 + mins + minutes) % (24 * 60)
    return f"{total // 60:02d}:{total % 60:02d}"


def _draw_councillors(rng: Random, seats: int, spare: int) -> tuple[Councillor, ...]:
    """``seats`` members and ``spare`` more who may replace one; distinct surnames, as near to parity as the law wants lists to be."""
    total = seats + spare
    surnames = [rng.choice(kind) for kind in WITH_PARTICLE] + rng.sample(COMPOUND, 4)
    surnames += rng.sample(PLAIN, total - len(surnames))
    rng.shuffle(surnames)
    women, men = rng.sample(WOMEN, (total + 1) // 2), rng.sample(MEN, (total + 1) // 2)
    deputies = min(8, seats * 3 // 10)
    opponents = seats // 5
    first_is_woman = rng.random() < 0.5
    found = []
    for rank, surname in enumerate(surnames):
        is_woman = (rank % 2 == 0) == first_is_woman
        office: Office = "mayor" if rank == 0 else "deputy" if rank <= deputies else "councillor"
        group: Group = "opposition" if seats - opponents <= rank < seats else "majority"
        given = (women if is_woman else men).pop()
        found.append(Councillor(given, surname, "Mme" if is_woman else "M.", office, group, rank))
    return tuple(found)


def _hold(
    rng: Random, script: _Script, index: int, year: int, in_office: Sequence[Councillor], before: SessionFacts | None
) -> SessionFacts:
    """The sitting without its items: date, roll, movements."""
    month = _MONTHS[index % len(_MONTHS)]
    day = date(year, month, rng.randint(9, 12) if month == 12 else rng.randint(15, 18))
    day += timedelta(days=(1 - day.weekday()) % 7)  # a Tuesday in these weeks is never a public holiday
    start = rng.choice(_STARTS)
    mayor, first_deputy = in_office[0], in_office[1]
    president = first_deputy if script.deputy_chairs else mayor
    free = [m for m in in_office if m not in (president, mayor, first_deputy)]
    rng.shuffle(free)
    secretary = free.pop()
    represented_last = {m for m, seat in before.roll.items() if seat.state is State.REPRESENTED} if before else set()
    newcomer = in_office[-1] if script.replacement else None

    def draw(count: int, *, not_again: bool = False) -> list[Councillor]:
        """Members taken out of the free ones; at most one opponent at a time, so that there is dissent in every room."""
        taken: list[Councillor] = []
        for member in list(free):
            if len(taken) == count:
                break
            opponent_taken = member.group == "opposition" and any(m.group == "opposition" for m in taken)
            if member is newcomer or opponent_taken or (not_again and member in represented_last):
                continue
            taken.append(member)
            free.remove(member)
        return taken

    unit = max(1, len(in_office) // 14)
    givers = draw(rng.randint(unit + 1, 2 * unit + 1), not_again=True)
    if script.deputy_chairs:
        givers.append(mayor)
    late = draw(len(script.arrivals))
    absent = draw(rng.randint(1, unit))
    excused = draw(rng.randint(1, unit))
    leavers = draw(len(script.departures))
    proxy_leaver = draw(1) if script.departure_with_proxy else []
    holders = [m for m in free if m is not newcomer]
    spare_holder = holders.pop() if proxy_leaver else None

    roll = {member: Seat(State.PRESENT) for member in sorted(in_office, key=lambda m: m.rank)}
    for giver in givers:
        same = [m for m in holders if m.group == giver.group]
        holder = (same or holders)[0]
        holders.remove(holder)
        roll[giver] = Seat(State.REPRESENTED, holder)
    for member in (*absent, *late):
        roll[member] = Seat(State.ABSENT)
    for member in excused:
        roll[member] = Seat(State.EXCUSED)
    if script.planted == "N2":
        roll[givers[0]] = Seat(State.REPRESENTED, absent[0])

    def at(position: int) -> str:
        return _clock(start, 8 + 14 * (position - 1))

    movements = [
        Movement(m, Event.ARRIVAL, p, at(p), in_roll_call=script.arrivals_in_roll_call) for m, p in zip(late, script.arrivals, strict=True)
    ]
    movements += [Movement(m, Event.DEPARTURE, p, at(p)) for m, p in zip(leavers, script.departures, strict=True)]
    if script.joined_proxy:
        movements.append(Movement(givers[0], Event.ARRIVAL, script.joined_proxy, at(script.joined_proxy)))
    if script.departure_with_proxy:
        position = script.departure_with_proxy
        movements.append(Movement(proxy_leaver[0], Event.DEPARTURE, position, at(position), spare_holder))
    return SessionFacts(
        index=index,
        date=day,
        start_time=start,
        end_time=start,
        convened_on=day - timedelta(days=rng.choice((6, 7, 8))),
        president=president,
        secretary=secretary,
        roll=MappingProxyType(roll),
        movements=tuple(sorted(movements, key=lambda m: (m.position, m.member.rank))),
        planted=script.planted,
        previous=before.date if before else None,
        numbered_by_agenda=script.numbered_by_agenda,
    )


def _replay(roll: Mapping[Councillor, Seat], movements: Iterable[Movement], position: int) -> dict[Councillor, Seat]:
    seats = dict(roll)
    for movement in movements:
        if movement.position <= position:
            if movement.event is Event.ARRIVAL:
                seats[movement.member] = Seat(State.PRESENT)
            else:
                seats[movement.member] = Seat(State.REPRESENTED, movement.holder) if movement.holder else Seat(State.ABSENT)
    return seats


# --- items and votes ---------------------------------------------------------------------------------------------------------------


def _deliberate(
    rng: Random, script: _Script, session: SessionFacts, ordinary: Sequence[Subject], serial: int, leaver: Councillor | None
) -> tuple[Item, ...]:
    """The sitting's items: the script's happenings at their positions, ordinary subjects at the others."""
    return tuple(
        _item(rng, script.votes.get(position, "unanimous"), session, position, serial + position, subject, leaver)
        for position, subject in enumerate(ordinary, start=1)
    )


def _item(
    rng: Random, happening: str, session: SessionFacts, position: int, serial: int, ordinary: Subject, leaver: Councillor | None
) -> Item:
    seats = session.roll_at(position)
    voters = [m for m, seat in seats.items() if seat.state in (State.PRESENT, State.REPRESENTED)]
    units = _units(rng, voters, seats, session.president)
    subject, outcome, ballot = ordinary, Outcome.ADOPTED, None
    elected: tuple[Councillor, ...] = ()
    newcomer = session.members[-1]
    match happening:
        case "noted":
            subject, outcome = rng.choice(subjects.NOTED), Outcome.NOTED
        case "installation":
            subject, outcome = subjects.INSTALLATION, Outcome.NOTED
        case "postponed":
            outcome = Outcome.POSTPONED
        case "approval":
            subject, ballot = subjects.APPROVAL, _cast("plain", voters, units)
        case "accounts":
            subject, ballot = subjects.ACCOUNTS, _cast("plain", voters, units, abstain=2, not_voting=(session.mayor,))
        case "interest":
            subject = subjects.INTEREST
            holders = {seat.holder for seat in seats.values()}
            concerned = rng.choice(
                [m for m in voters if seats[m].state is State.PRESENT and m not in holders and m is not session.president]
            )
            ballot = _cast("plain", voters, units, not_voting=(concerned,))
        case "rejected":
            subject, outcome = rng.choice(subjects.MOTIONS), Outcome.REJECTED
            ballot = _cast("plain", voters, units, against=len(voters) - 5, dissent_first=False)
        case "tie":
            abstain = len(voters) % 2
            ballot = _cast("tie", voters, units, against=(len(voters) - abstain) // 2, abstain=abstain)
        case "secret":
            against, blank = rng.randint(3, 6), rng.randint(1, 2)
            subject = rng.choice(subjects.SECRET)
            ballot = Ballot("secret", MappingProxyType({}), len(voters) - against - blank, against, blank)
        case "election":
            blank = rng.randint(1, 4)
            subject, outcome = rng.choice(subjects.ELECTIONS), Outcome.ELECTED
            elected = (rng.choice([m for m in voters if m.office == "councillor"]),)
            ballot = Ballot("election", MappingProxyType({}), len(voters) - blank, 0, blank)
        case "designation":
            subject, outcome = rng.choice(subjects.ELECTIONS), Outcome.ELECTED
            elected = (rng.choice([m for m in voters if m.office == "councillor"]),)
            ballot = _cast("designation", voters, units)
        case "majority" | "public":
            against, abstain = rng.randint(1, 4), rng.randint(0, 2)
            ballot = _cast("public" if happening == "public" else "plain", voters, units, against=against, abstain=abstain)
        case "unanimous":
            ballot = _cast("plain", voters, units)
        case _:
            raise AssertionError(happening)
    year = session.date.year
    speakers = [
        m for m in voters if seats[m].state is State.PRESENT and m.office != "councillor" and not (ballot and m in ballot.not_voting)
    ]
    return Item(
        position=position,
        number=str(position) if session.numbered_by_agenda else f"{year}-{serial:03d}",
        act_number=f"DEL{year}_{serial:03d}",
        subject=_fill(rng, subject, session, leaver, newcomer),
        rapporteur=rng.choice(speakers),
        outcome=outcome,
        ballot=ballot,
        elected=elected,
        transmitted_on=session.date + timedelta(days=2),
        published_on=session.date + timedelta(days=3),
    )


def _units(
    rng: Random, voters: Sequence[Councillor], seats: Mapping[Councillor, Seat], president: Councillor
) -> list[tuple[Councillor, ...]]:
    """Who votes together: a holder and the giver of the proxy. Opponents come first, the president's own last."""
    given = {seat.holder: giver for giver, seat in seats.items() if seat.holder in voters}
    units = [(m, given[m]) if m in given else (m,) for m in voters if m not in given.values()]
    rng.shuffle(units)
    return sorted(units, key=lambda unit: (president in unit, unit[0].group != "opposition"))


def _cast(
    kind: BallotKind,
    voters: Sequence[Councillor],
    units: Sequence[tuple[Councillor, ...]],
    *,
    against: int = 0,
    abstain: int = 0,
    not_voting: tuple[Councillor, ...] = (),
    dissent_first: bool = True,
) -> Ballot:
    """A vote in which exactly ``against`` and ``abstain`` voters dissent: opponents first, or last where the motion is theirs."""
    left = [unit for unit in (units if dissent_first else reversed(units)) if not set(unit) & set(not_voting)]
    made: dict[Councillor, Choice] = {}
    for choice, wanted in ((Choice.AGAINST, against), (Choice.ABSTAIN, abstain)):
        for unit in list(left):
            if len(unit) <= wanted:
                wanted -= len(unit)
                left.remove(unit)
                made |= dict.fromkeys(unit, choice)
        if wanted:
            raise AssertionError("proxies leave no way to split the votes so")
    choices = {m: made.get(m, Choice.FOR) for m in voters if m not in not_voting}
    return Ballot(kind, MappingProxyType(choices), len(choices) - against - abstain, against, abstain, not_voting)


def _fill(rng: Random, subject: Subject, session: SessionFacts, leaver: Councillor | None, newcomer: Councillor) -> Subject:
    year = session.date.year
    number, section = rng.randint(11, 489), rng.choice("ABCDE")
    values = {
        "year": year,
        "last_year": year - 1,
        "next_year": year + 1,
        "street": rng.choice(subjects.STREETS),
        "place": rng.choice(subjects.PLACES),
        "association": rng.choice(subjects.ASSOCIATIONS),
        "amount": f"{rng.randint(2, 98)} {rng.choice(('000', '500', '250'))}",
        "parcel": f"A{section} n° {number}",
        "previous": date_in_french(session.previous) if session.previous else "",
        "leaver": f"{leaver.civility} {leaver.given} {leaver.surname}" if leaver else "",
        "newcomer": f"{newcomer.civility} {newcomer.given} {newcomer.surname}",
    }
    return Subject(subject.theme, subject.title.format(**values), subject.purpose.format(**values), subject.decision.format(**values))
