"""Draws a town's facts from a seed: people, sittings after a script of events, votes that keep to presence and law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from transforms.model import Choice, Event, Outcome
from transforms.samples import subjects
from transforms.samples.facts import Ballot, BallotKind, Councillor, Group, Item, Movement, Office, Planted, Seat, SessionFacts, State, Town
from transforms.samples.french import date_in_french
from transforms.samples.names import COMPOUND, MEN, PLAIN, WITH_PARTICLE, WOMEN
from transforms.samples.subjects import Subject

MINIMUM_SEATS = 15  # below this the script's absences would break the quorum
ITEMS = range(10, 17)  # a sitting has one more or less
DEFAULT_SEED = 12


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
    Raises ``ValueError`` for a town too small for the script's absences, or too large for the stock of names and subjects.
    """
    replacements = -(-sessions // len(_SCRIPTS))
    if not MINIMUM_SEATS <= seats <= 2 * len(WOMEN) - replacements:
        raise ValueError(
            f"{seats} seats: the script needs {MINIMUM_SEATS}, the stock of names suffices for {2 * len(WOMEN) - replacements}"
        )
    if items not in ITEMS:
        raise ValueError(f"{items} items a sitting: the script needs {ITEMS[0]}, the stock of subjects suffices for {ITEMS[-1]}")
    rng = Random(seed)
    everybody = _draw_councillors(rng, seats, spare=replacements)
    in_office, spare = list(everybody[:seats]), list(everybody[seats:])
    spellings = _spellings(everybody[:seats], sessions)
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
        held.append(replace(session, end_time=_clock(session.start_time, minutes), spellings=MappingProxyType(spellings[index])))
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
    return _with_namesakes(found, seats)


def _with_namesakes(members: list[Councillor], seats: int) -> tuple[Councillor, ...]:
    """Two pairs with one surname each: two opponents of one civility, and two people of different civility."""
    last, middle = seats - 1, seats // 2 + (seats // 2 + seats - 2 + 1) % 2  # civilities take turns by rank
    for one, other in ((last, last - 2), (last - 1, middle)):
        is_same = members[one].civility == members[other].civility
        members[one] = replace(members[one], has_namesake=is_same)
        members[other] = replace(members[other], surname=members[one].surname, has_namesake=is_same)
    return tuple(members)


_LOOKALIKES = str.maketrans("liocenrutad", "ilcoccmvfob")  # how a smudged letter is read


def _spellings(members: Sequence[Councillor], sessions: int) -> tuple[dict[Councillor, tuple[str, str]], ...]:
    """For each sitting those whom its papers print otherwise: a space for a hyphen, an OCR slip, and a woman's name after her marriage.

    A small town may have nobody whose name lends itself to one of them.
    """
    shared = {surname for surname, count in Counter(member.surname for member in members).items() if count > 1}
    single = [member for member in members if member.surname not in shared]
    plain = [member for member in single if member.surname in PLAIN and member.office != "mayor"]
    plain.sort(key=lambda m: (len(m.surname) <= 7, m.office == "deputy"))  # a long name stays itself with a letter that was misread
    hyphenated = next((member for member in single if "-" in member.surname), None)
    bride = next((member for member in plain if member.is_woman), None)
    smudged = next((member for member in plain if member is not bride), None)
    halves = (name.split("-")[0] for name in COMPOUND)
    married = next(half for half in halves if len(half) > 5 and not any(half in member.surname for member in members))
    found: tuple[dict[Councillor, tuple[str, str]], ...] = tuple({} for _ in range(sessions))
    for index, spelled in enumerate(found):
        if index % len(_SCRIPTS) == 3 and hyphenated:
            spelled[hyphenated] = (hyphenated.given, hyphenated.surname.replace("-", " "))
        if index % len(_SCRIPTS) == 4 and smudged:
            name = smudged.surname
            spelled[smudged] = (smudged.given, name[:-2] + name[-2].translate(_LOOKALIKES) + name[-1])
        if index > sessions // 2 and bride:
            spelled[bride] = (bride.given, f"{married}-{bride.surname}")
    return found


def _hold(
    rng: Random, script: _Script, index: int, year: int, in_office: Sequence[Councillor], before: SessionFacts | None
) -> SessionFacts:
    """The sitting without its items: date, roll, movements."""
    month = _MONTHS[index % len(_MONTHS)]
    day = date(year, month, rng.randint(9, 12) if month == 12 else rng.randint(15, 18))
    day += timedelta(days=(1 - day.weekday()) % 7)  # a Tuesday in these weeks is never a public holiday
    start = rng.choice(_STARTS)
    mayor, first_deputy = in_office[0], in_office[1]
    free = list(in_office[2:])
    rng.shuffle(free)
    secretary = free.pop()
    people = _draw_people(rng, script, free, in_office, before)
    return SessionFacts(
        index=index,
        date=day,
        start_time=start,
        end_time=start,
        convened_on=day - timedelta(days=rng.choice((6, 7, 8))),
        president=first_deputy if script.deputy_chairs else mayor,
        secretary=secretary,
        roll=MappingProxyType(_roll(script, people, in_office)),
        movements=_movements(script, people, start),
        planted=script.planted,
        previous=before.date if before else None,
        numbered_by_agenda=script.numbered_by_agenda,
    )


@dataclass(frozen=True, slots=True)
class _People:
    """Who plays which part in a sitting; everybody else is there from beginning to end. ``holders`` may be given a proxy."""

    givers: list[Councillor]
    late: list[Councillor]
    absent: list[Councillor]
    excused: list[Councillor]
    leavers: list[Councillor]
    proxy_leavers: list[Councillor]
    holders: list[Councillor]


def _draw_people(
    rng: Random, script: _Script, free: list[Councillor], in_office: Sequence[Councillor], before: SessionFacts | None
) -> _People:
    """The parts, drawn from ``free`` in its order: nobody plays two, and nobody gives a proxy at two sittings running."""
    represented_last = {m for m, seat in before.roll.items() if seat.state is State.REPRESENTED} if before else set()
    newcomer = in_office[-1] if script.replacement else None
    left = [member for member in free if member is not newcomer]

    def draw(count: int, barred: Collection[Councillor] = ()) -> list[Councillor]:
        """At most one opponent a part, so that there is dissent in every room."""
        taken: list[Councillor] = []
        for member in tuple(left):
            second_opponent = member.group == "opposition" and any(m.group == "opposition" for m in taken)
            if len(taken) < count and member not in barred and not second_opponent:
                taken.append(member)
                left.remove(member)
        return taken

    some = max(1, len(in_office) // 14)
    return _People(
        givers=draw(rng.randint(some + 1, 2 * some + 1), represented_last) + ([in_office[0]] if script.deputy_chairs else []),
        late=draw(len(script.arrivals)),
        absent=draw(rng.randint(1, some)),
        excused=draw(rng.randint(1, some)),
        leavers=draw(len(script.departures)),
        proxy_leavers=draw(1 if script.departure_with_proxy else 0),
        holders=left,
    )


def _roll(script: _Script, people: _People, in_office: Sequence[Councillor]) -> dict[Councillor, Seat]:
    """The opening roll by rank. A proxy goes within the group where somebody is free; the last holder is kept for a leaver's."""
    roll = {member: Seat(State.PRESENT) for member in sorted(in_office, key=lambda m: m.rank)}
    holders = people.holders[:-1]
    for giver in people.givers:
        holder = next((m for m in holders if m.group == giver.group), holders[0])
        holders.remove(holder)
        roll[giver] = Seat(State.REPRESENTED, holder)
    roll |= dict.fromkeys([*people.absent, *people.late], Seat(State.ABSENT))
    roll |= dict.fromkeys(people.excused, Seat(State.EXCUSED))
    if script.planted == "N2":
        roll[people.givers[0]] = Seat(State.REPRESENTED, people.absent[0])
    return roll


def _movements(script: _Script, people: _People, start: str) -> tuple[Movement, ...]:
    def move(member: Councillor, event: Event, position: int, holder: Councillor | None = None) -> Movement:
        in_roll_call = script.arrivals_in_roll_call and event is Event.ARRIVAL
        return Movement(member, event, position, _clock(start, 8 + 14 * (position - 1)), holder, in_roll_call)

    moves = [move(m, Event.ARRIVAL, position) for m, position in zip(people.late, script.arrivals, strict=True)]
    moves += [move(m, Event.DEPARTURE, position) for m, position in zip(people.leavers, script.departures, strict=True)]
    if script.joined_proxy:
        moves.append(move(people.givers[0], Event.ARRIVAL, script.joined_proxy))
    if script.departure_with_proxy:
        moves.append(move(people.proxy_leavers[0], Event.DEPARTURE, script.departure_with_proxy, people.holders[-1]))
    return tuple(sorted(moves, key=lambda m: (m.position, m.member.rank)))


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
    for choice, wanted in ((Choice.ABSTAIN, abstain), (Choice.AGAINST, against)):
        for unit in tuple(left):
            rest = [other for other in left if other is not unit]
            if _can_make(wanted - len(unit), rest):
                wanted, left = wanted - len(unit), rest
                made |= dict.fromkeys(unit, choice)
        if wanted:
            raise AssertionError("proxies leave no way to split the votes so")
    choices = {m: made.get(m, Choice.FOR) for m in voters if m not in not_voting}
    return Ballot(kind, MappingProxyType(choices), len(choices) - against - abstain, against, abstain, not_voting)


def _can_make(wanted: int, units: Sequence[tuple[Councillor, ...]]) -> bool:
    """Whether some of these single voters and pairs add up to ``wanted`` votes."""
    pairs = sum(len(unit) == 2 for unit in units)
    return wanted >= 0 and wanted - 2 * min(pairs, wanted // 2) <= len(units) - pairs


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
        "small": f"{rng.randint(3, 19) * 50}",
        "parcel": f"A{section} n° {number}",
        "previous": date_in_french(session.previous) if session.previous else "",
        "leaver": f"{leaver.civility} {leaver.given} {leaver.surname}" if leaver else "",
        "newcomer": f"{newcomer.civility} {newcomer.given} {newcomer.surname}",
    }
    return Subject(subject.theme, subject.title.format(**values), subject.purpose.format(**values), subject.decision.format(**values))
