"""Which councillor a printed name means: in its own roll call, else in those of its session, else among the council's people of that term.

Councillors are the people whom a roll call (or the user's roster) names. A name elsewhere (a vote, a proxy, the president) is linked to one
of them or to nobody: "none found" and "several found" are different outcomes, and neither is a guess.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.elections import term_of
from transforms.identity.councils import Sitting
from transforms.identity.forms import Form, Likeness, form_of, genders_agree, may_be_feminine, misprinted
from transforms.identity.people import Outcome, People, Person, RollCall, Session, Where, how_it_fits, nearest, several
from transforms.model import (
    Certainty,
    CouncilKind,
    GroupMember,
    NameCandidate,
    NameLink,
    NameRole,
    PossiblySame,
    PrintedAttendance,
    PrintedDocument,
    PrintedName,
    ResolvedCouncil,
    ResolvedGroup,
    ResolvedMember,
    ResolvedName,
    Roster,
    RosterMember,
)
from transforms.text import fold

_NOBODY = Likeness(NameLink.NONE_FOUND, 0.0)


class Links(NamedTuple):
    """What became of the names of all councils."""

    names: tuple[ResolvedName, ...]
    candidates: tuple[NameCandidate, ...]
    possibly_same: tuple[PossiblySame, ...]
    members: tuple[ResolvedMember, ...]  # of the roster, in its order
    groups: tuple[ResolvedGroup, ...]


def resolve_names(
    sittings: Sequence[Sitting], councils: Mapping[Where, ResolvedCouncil], roster: Roster, find: Callable[[str, str | None], str | None]
) -> Links:
    """The link of every printed name, in the order of ``sittings`` and, within each, of role and position.

    ``councils`` holds the council of each sitting; the names of a sitting without council are linked to nobody. ``find`` gives the council
    of a name in the roster.
    """
    members = [(row, find(row.council, row.department)) for row in roster.members]
    in_office: defaultdict[str, list[RosterMember]] = defaultdict(list)
    for row, called in members:
        in_office[called or ""].append(row)
    everybody: dict[str, People] = {}
    by_council: defaultdict[str | None, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        by_council[councils[sitting[:2]].council_id].append(sitting)
    names: list[ResolvedName] = []
    candidates: list[NameCandidate] = []
    possibly_same: list[PossiblySame] = []
    for council_id, group in by_council.items():
        if council_id is None:
            names += [_resolved(sitting[:2], mention, None, None, _none()) for sitting in group for mention in mentions_of(sitting[2])]
            continue
        calls = [_roll_call(sitting, councils[sitting[:2]]) for sitting in group if sitting[2].attendance]
        calls += _roster_calls(in_office[council_id], councils[group[0][:2]].kind)
        moved = {form_of(mandate.name).letters for _, _, printed in group for mandate in printed.mandates}
        everybody[council_id] = people = People(council_id, calls, moved)
        possibly_same += people.possibly_same
        pools: dict[Session, _Pool] = {}
        for sitting in group:
            session = session_of(sitting)
            if session not in pools:
                pools[session] = _Pool(people, people.of_session(session))
            room = _Room(people, sitting, councils[sitting[:2]], pools[session])
            for mention in mentions_of(sitting[2]):
                outcome = room.outcome(mention)
                name_id = people.id_of(outcome.person) if outcome.person else None
                names.append(_resolved(sitting[:2], mention, name_id, people.form_id(form_of(mention.name)), outcome))
                place = (*sitting[:2], mention.role, mention.position, mention.sub_position)
                candidates += [NameCandidate(*place, people.id_of(person), score) for person, score in outcome.candidates]
    return Links(
        tuple(sorted(names, key=_place)),
        tuple(sorted(candidates, key=lambda one: (*_place(one), -one.score, one.councillor_id))),
        tuple(sorted(possibly_same, key=lambda pair: (pair.councillor_id, pair.other_id))),
        tuple(_member(row, called, everybody, councils) for row, called in members),
        tuple(_group(row, find(row.council, None), everybody) for row in roster.groups),
    )


# --- what the user knows


def _roster_calls(members: Sequence[RosterMember], kind: CouncilKind | None) -> list[RollCall]:
    """The rows of a file and term as a roll call: they are different people."""
    listed: defaultdict[tuple[Where, datetime.date | None], dict[Form, None]] = defaultdict(dict)
    for row in members:
        term = term_of(kind, row.starts_on)
        listed[_roster_place(row, term), term][form_of(row.name)] = None
    return [RollCall(where, where, None, term, tuple(forms), {}, None, True) for (where, term), forms in listed.items()]


def _roster_place(row: RosterMember, term: datetime.date | None) -> Where:
    return (f"{row.file} {term}", 0)


def _member(
    row: RosterMember, called: str | None, everybody: Mapping[str, People], councils: Mapping[Where, ResolvedCouncil]
) -> ResolvedMember:
    if called is None:
        return ResolvedMember(row, None, None)
    kind = next(council.kind for council in councils.values() if council.council_id == called)
    person = everybody[called].outcome(_roster_place(row, term_of(kind, row.starts_on)), form_of(row.name)).person
    return ResolvedMember(row, called, everybody[called].id_of(person) if person else None)


def _group(row: GroupMember, called: str | None, everybody: Mapping[str, People]) -> ResolvedGroup:
    if called is None:
        return ResolvedGroup(row, None, None)
    people, form = everybody[called], form_of(row.name)
    found = people.named(form, None) or list(people.fitting(form, None))
    return ResolvedGroup(row, called, people.id_of(found[0]) if len(found) == 1 else None)


def _place(name: ResolvedName | NameCandidate) -> tuple[str, int, NameRole, int, int]:
    return (name.document_id, name.part, name.role, name.position, name.sub_position or 0)


def _resolved(where: Where, mention: Mention, councillor_id: str | None, form_id: str | None, outcome: Outcome) -> ResolvedName:
    certainty = Certainty.CERTAIN if councillor_id and not outcome.is_doubtful else Certainty.DOUBTFUL
    place = (*where, mention.role, mention.position, mention.sub_position)
    score = outcome.likeness.score if councillor_id else None
    return ResolvedName(*place, mention.name.text, councillor_id, outcome.likeness.how, certainty, form_id, score)


def _none(candidates: Iterable[tuple[Person, float]] = ()) -> Outcome:
    return Outcome(None, _NOBODY, tuple(candidates))


# --- roll calls


def _roll_call(sitting: Sitting, council: ResolvedCouncil) -> RollCall:
    document_id, part, printed = sitting
    forms = {form_of(seat.name): None for seat in printed.attendance}
    date = printed.session.date
    return RollCall(
        where=(document_id, part),
        session=session_of(sitting),
        date=date,
        term=term_of(council.kind, date) if date else None,
        forms=tuple(form for form in forms if form.letters),
        offices=_offices(printed.attendance),
        seats=printed.session.members_in_office,
    )


def session_of(sitting: Sitting) -> Session:
    """The sittings of one date are one session; one without a date stands for itself."""
    document_id, part, printed = sitting
    return printed.session.date or (document_id, part)


_OFFICES: Mapping[str, str] = {r"\bADJOINTE?\b": "deputy", r"\bMAIRE\b": "mayor", r"\bCONSEILL": "councillor"}


def _offices(seats: Iterable[PrintedAttendance]) -> dict[Form, str]:
    found = {}
    for seat in seats:
        office = office_of(seat.name.function)
        if office:
            found[form_of(seat.name)] = office
    return found


def office_of(function: str | None) -> str | None:
    """mayor, deputy or councillor, by the printed office.

    >>> office_of("adjointe au maire"), office_of("Maire"), office_of("Conseiller municipal délégué"), office_of(None)
    ('deputy', 'mayor', 'councillor', None)
    """
    folded = fold(function or "")
    return next((office for pattern, office in _OFFICES.items() if re.search(pattern, folded)), None)


# --- names elsewhere


class _Pool:
    """Those whom one or several roll calls list, as printed and as linked."""

    def __init__(self, people: People, calls: Sequence[RollCall]) -> None:
        self.is_complete = any(one.is_complete for one in calls)
        self.printed = [(form, people.outcome(one.where, form)) for one in calls for form in one.forms]
        self.persons = list(dict.fromkeys(outcome.person for _, outcome in self.printed if outcome.person))
        self._open = [(form, outcome) for form, outcome in self.printed if outcome.person is None]
        self._by_letters: defaultdict[str, list[tuple[Form, Outcome]]] = defaultdict(list)
        for form, outcome in self.printed:
            self._by_letters[form.letters].append((form, outcome))

    def as_printed(self, form: Form) -> Outcome | None:
        """The link of the same name with the same civility; of a full name also where one of the two prints none."""
        same = [outcome for other, outcome in self._by_letters.get(form.letters, ()) if other.gender == form.gender]
        if not same and form.is_full:
            same = [outcome for other, outcome in self._by_letters.get(form.letters, ()) if genders_agree(other.gender, form.gender)]
        persons = {outcome.person: outcome for outcome in same}
        if len(persons) == 1:
            return same[0]
        found = [(person, 1.0) for person in persons if person]
        return several(found) if persons else None

    def fitting(self, form: Form) -> dict[Person, Likeness]:
        return nearest(form, {person: like for person in self.persons if (like := how_it_fits(form, person))})

    def misprinted(self, form: Form) -> dict[Person, Likeness]:
        near = ((person, name, like) for person in self.persons for name in person.names if (like := misprinted(form, name)))
        return {person: like for person, name, like in near if not may_be_feminine(form, name)}

    def unlinked(self, form: Form) -> list[Outcome]:
        """The roll call's names that were linked to nobody and that the form may mean."""
        return [outcome for other, outcome in self._open if other.letters == form.letters or form.words & other.telling_words]


class _Room:
    """Who may be meant in a sitting."""

    def __init__(self, people: People, sitting: Sitting, council: ResolvedCouncil, of_session: _Pool) -> None:
        document_id, part, printed = sitting
        self._people = people
        self._where = (document_id, part)
        self._term = term_of(council.kind, printed.session.date) if printed.session.date else None
        own = [one for one in people.of_session(session_of(sitting)) if one.where == self._where]
        self._pools = [_Pool(people, own), of_session] if own else [of_session]
        self._known: dict[NameRole, dict[Form, Outcome]] = {}

    def outcome(self, mention: Mention) -> Outcome:
        form = form_of(mention.name)
        if not form.letters:
            return _none()
        if mention.role is NameRole.ATTENDANCE:
            return self._people.outcome(self._where, form)
        if mention.role not in self._known:
            self._known[mention.role] = {}
        known = self._known[mention.role]
        if form not in known:
            known[form] = self._found(form, mention.role)
        return known[form]

    def _found(self, form: Form, role: NameRole) -> Outcome:
        for pool in self._pools:
            outcome = pool.as_printed(form) or self._in_pool(form, pool)
            if outcome:
                return outcome
        if form.is_full and (named := self._people.named(form, self._term)):
            return _one_of({person: next(like for key, like in person.hows.items() if key.letters == form.letters) for person in named})
        # whoever left is in no roll call any more; a secretary may be of the staff
        may_be_unlisted = role is NameRole.MANDATE or not any(pool.is_complete for pool in self._pools)
        fitting = self._people.fitting(form, self._term)
        bare = fitting if not form.is_full else {p: like for p, like in fitting.items() if any(form.words == n.surname for n in p.names)}
        if bare and role is not NameRole.SECRETARY and may_be_unlisted:
            return _one_of(bare)
        near = {person: like for pool in self._pools for person, like in pool.misprinted(form).items()}
        return _none(sorted(((p, like.score) for p, like in {**near, **fitting}.items()), key=lambda pair: (-pair[1], pair[0].key)))

    def _in_pool(self, form: Form, pool: _Pool) -> Outcome | None:
        """The one person of the pool who fits; a bare name that fits somebody of the council who is not listed too is open, but in a
        complete roll call."""
        if form.is_full:
            exact = {person: person.hows for person in self._people.named(form, None) if person in pool.persons}
            if exact:
                likes = {p: next(like for key, like in hows.items() if key.letters == form.letters) for p, hows in exact.items()}
                return _one_of(likes)
        found = pool.fitting(form)
        if found and not form.is_full and not pool.is_complete:
            others = self._people.fitting(form, self._term)
            found = found | {person: like for person, like in others.items() if person not in found}
        if not found:
            found = pool.misprinted(form)
        doubtful = [pair for outcome in pool.unlinked(form) for pair in outcome.candidates] if found else []
        if doubtful:
            return several(dict([*((person, like.score) for person, like in found.items()), *doubtful]).items())
        return _one_of(found) if found else None


def _one_of(found: dict[Person, Likeness]) -> Outcome:
    if len(found) > 1:
        return several(found)
    ((person, like),) = found.items()
    return Outcome(person, like)


@dataclass(frozen=True, slots=True)
class Mention:
    """A printed name and where in the sitting it stands."""

    role: NameRole
    position: int
    sub_position: int | None
    name: PrintedName


def mentions_of(sitting: PrintedDocument) -> Iterator[Mention]:
    """Every printed name of a sitting."""
    if sitting.session.president:
        yield Mention(NameRole.PRESIDENT, 1, None, sitting.session.president)
    if sitting.session.secretary:
        yield Mention(NameRole.SECRETARY, 1, None, sitting.session.secretary)
    for position, seat in enumerate(sitting.attendance, start=1):
        yield Mention(NameRole.ATTENDANCE, position, None, seat.name)
        if seat.proxy:
            yield Mention(NameRole.PROXY, position, None, seat.proxy)
    for position, change in enumerate(sitting.changes, start=1):
        yield Mention(NameRole.CHANGE, position, None, change.name)
        if change.proxy:
            yield Mention(NameRole.CHANGE_PROXY, position, None, change.proxy)
    for item in sitting.deliberations:
        for rank, _, name in item.named_votes():
            yield Mention(NameRole.VOTE, item.position, rank, name)
    for position, mandate in enumerate(sitting.mandates, start=1):
        yield Mention(NameRole.MANDATE, position, None, mandate.name)
