"""The people of one council: whom the names of all its roll calls mean, taken together.

Two forms in one roll call are two people, whatever they look like. Beyond that a form joins another only where something besides likeness
speaks for one person, and where no third one fits: a homonym joined to another is worse than a councillor known under two names.
Which name of a vote or a power means whom is asked of ``transforms.identity.names``.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final, NamedTuple

from transforms.identity.forms import (
    Form,
    Likeness,
    genders_agree,
    is_surname_of,
    may_be_feminine,
    misprinted,
    runs,
    shortened,
)
from transforms.model import Doubt, NameLink, PossiblySame

Where = tuple[str, int]  # document_id, part
Session = Hashable  # a date; of a sitting without a date its Where

FIRM: Final = 2  # sessions that print a civility: fewer beside them are a misprint of it


class Key(NamedTuple):
    """What tells printed forms apart at first sight."""

    letters: str
    gender: str | None


def key_of(form: Form) -> Key:
    return Key(form.letters, form.gender)


@dataclass(frozen=True, slots=True)
class RollCall:
    """The names that one sitting, or a roster, lists, each form once, and how many seats there are."""

    where: Where
    session: Session
    date: datetime.date | None
    term: datetime.date | None
    forms: tuple[Form, ...]
    offices: Mapping[Form, str]  # mayor, deputy or councillor, where one is printed
    seats: int | None  # members in office, as printed
    is_roster: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether it names everybody in office."""
        return self.is_roster or (self.seats is not None and len(self.forms) >= self.seats)


@dataclass(eq=False, slots=True)
class Entry:
    """Forms that are one name: what is known of where they are listed."""

    forms: Counter[Form] = field(default_factory=Counter)  # by roll calls
    listings: set[Where] = field(default_factory=set)
    sessions: dict[Session, datetime.date | None] = field(default_factory=dict)
    terms: set[datetime.date | None] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    gender: str | None = None
    is_split: bool = False  # its full name is that of somebody of the other gender too
    is_on_roster: bool = False

    def add(self, form: Form, roll_call: RollCall) -> None:
        self.forms[form] += 1
        self.listings.add(roll_call.where)
        self.terms.add(roll_call.term)
        if roll_call.is_roster:
            self.is_on_roster = True
        else:
            self.sessions[roll_call.session] = roll_call.date
        if form in roll_call.offices:
            self.offices.add(roll_call.offices[form])

    @property
    def form(self) -> Form:
        """The form that most roll calls list, the first in alphabetical order of several."""
        return min(self.forms, key=lambda form: (-self.forms[form], not form.surname, form.tokens, form.gender or "", sorted(form.surname)))

    @property
    def key(self) -> str:
        """The name in an id."""
        form = self.form
        return f"{form.base}-{self.gender}" if self.gender and (self.is_split or not form.is_full) else form.base

    @property
    def dates(self) -> list[datetime.date]:
        return sorted(date for date in self.sessions.values() if date)

    @property
    def rank(self) -> tuple[bool, int, int, str, str]:
        """The best known first."""
        return (not self.is_on_roster, -len(self.sessions), -len(self.form.tokens), self.key, self.form.letters)


@dataclass(eq=False, slots=True)
class Person:
    """A councillor: the entries that are this person, and how each key is linked."""

    key: str
    entries: list[Entry]
    hows: dict[Key, Likeness]
    listings: set[Where]
    terms: set[datetime.date | None]

    @property
    def names(self) -> list[Form]:
        """The forms that others are compared with: with given name and surname, or all where there is none such."""
        forms = [form for entry in self.entries for form in entry.forms]
        shown = {form.letters for form in forms if form.surname}
        forms = [form for form in forms if form.surname or form.letters not in shown]  # "Jean Roux" says less than "Jean ROUX"
        return [form for form in forms if form.is_full] or [form for form in forms if form.initials] or forms

    @property
    def gender(self) -> str | None:
        return next((entry.gender for entry in self.entries if entry.gender), None)

    @property
    def is_on_roster(self) -> bool:
        return any(entry.is_on_roster for entry in self.entries)


class Outcome(NamedTuple):
    """Whom a printed name means, and how that is known; or nobody, and who it might be."""

    person: Person | None
    likeness: Likeness
    candidates: tuple[tuple[Person, float], ...] = ()
    is_doubtful: bool = False  # linked by a name that is printed with the other civility as well


def several(found: Mapping[Person, Likeness] | Iterable[tuple[Person, float]]) -> Outcome:
    pairs = [(person, like.score) for person, like in found.items()] if isinstance(found, Mapping) else list(found)
    ordered = sorted(pairs, key=lambda pair: (-pair[1], pair[0].key))
    return Outcome(None, Likeness(NameLink.SEVERAL_FOUND, 0.0), tuple(ordered))


class People:
    """Everybody whom the roll calls of one council name."""

    def __init__(self, council_id: str, roll_calls: Sequence[RollCall], replaced: Collection[str] = ()) -> None:
        """``replaced`` holds the letters of names that are printed as those of somebody who came or left: no other name is theirs."""
        self._council_id = council_id
        self._roll_calls = sorted(roll_calls, key=lambda one: (one.date or datetime.date.min, one.where))
        self._by_session: defaultdict[Session, list[RollCall]] = defaultdict(list)
        for one in self._roll_calls:
            if not one.is_roster:
                self._by_session[one.session].append(one)
        self._replaced = frozenset(replaced)
        self._split: dict[str, dict[str, Entry]] = {}  # letters → gender → entry
        self._minor: set[Key] = set()  # keys with a civility that is a misprint
        self._outcomes: dict[tuple[Where, Key], Outcome] = {}
        self._found: defaultdict[str, list[Person]] = defaultdict(list)  # words that stand next to one another → people
        self._nearly: defaultdict[str, list[Person]] = defaultdict(list)  # surnames with a letter less → people
        self._exact: defaultdict[str, list[Person]] = defaultdict(list)  # letters → people
        self.persons: list[Person] = []
        self.possibly_same: list[PossiblySame] = []
        self._doubts: dict[tuple[Entry, Entry], tuple[Doubt, float]] = {}
        full, short, unsure = self._entries()
        for component in self._joined(full):
            self._add(component)
        self._link_full(full)
        self._link_short(short)
        self._link_unsure(unsure)
        self._doubt_other_terms(short)
        self._tell_doubts()

    # --- what the names of roll calls were linked to

    def outcome(self, where: Where, form: Form) -> Outcome:
        """Whom a name means that the roll call of a sitting lists."""
        return self._outcomes[where, key_of(form)]

    def id_of(self, person: Person) -> str:
        return f"{self._council_id}/{person.key}"

    def form_id(self, form: Form) -> str | None:
        """The id that a form would have alone."""
        if not form.base:
            return None
        is_told = form.gender and (not form.is_full or form.letters in self._split)
        return f"{self._council_id}/{form.base}-{form.gender}" if is_told else f"{self._council_id}/{form.base}"

    def of_session(self, session: Session) -> list[RollCall]:
        return self._by_session.get(session, [])

    def named(self, form: Form, term: datetime.date | None) -> list[Person]:
        """The people of a term with exactly this full name."""
        return [person for person in self._exact.get(form.letters, ()) if genders_agree(person.gender, form.gender) and _sits(person, term)]

    def fitting(self, form: Form, term: datetime.date | None) -> dict[Person, Likeness]:
        """The people of a term for whose name the form may be short; where the bare name is the whole surname of some, those only."""
        wanted = "".join(token for token in form.tokens if token not in form.initials)
        found: dict[Person, Likeness] = {}
        for person in self._found.get(wanted, ()):
            like = how_it_fits(form, person)
            if like and _sits(person, term):
                found[person] = like
        return nearest(form, found)

    # --- building

    def _entries(self) -> tuple[list[Entry], list[Entry], list[tuple[Key, Form, RollCall]]]:
        """Full names, short ones, and those without civility that two people of different civility share."""
        together: set[str] = set()
        sessions: defaultdict[Key, set[Session]] = defaultdict(set)
        for one in self._roll_calls:
            genders: defaultdict[str, set[str]] = defaultdict(set)
            for form in one.forms:
                if form.is_full and form.gender:
                    sessions[key_of(form)].add(one.session)
                    genders[form.letters].add(form.gender)
            together |= {letters for letters, found in genders.items() if len(found) > 1}
        split = {letters for letters, gender in sessions if gender == "m" and self._are_two(letters, sessions, together)}
        entries: dict[Key, Entry] = {}
        unsure: list[tuple[Key, Form, RollCall]] = []
        for one in self._roll_calls:
            for form in one.forms:
                key = key_of(form)
                if not form.letters:
                    continue
                if form.letters in split and not form.gender and form.is_full:
                    unsure.append((key, form, one))
                    continue
                if form.is_full and form.letters not in split:
                    key = Key(form.letters, None)
                entry = entries.setdefault(key, Entry(is_split=form.letters in split and form.is_full))
                entry.add(form, one)
        for key, entry in entries.items():
            entry.gender = key.gender or (self._gender(entry, sessions) if entry.form.is_full else None)
        for letters in split:
            self._split[letters] = {gender: entries[Key(letters, gender)] for gender in ("m", "f")}
            if letters not in together:
                self._doubts[_pair(*self._split[letters].values())] = (Doubt.TWO_CIVILITIES, 1.0)
        ordered = sorted(entries.values(), key=lambda entry: entry.rank)
        return [entry for entry in ordered if entry.form.is_full], [entry for entry in ordered if not entry.form.is_full], unsure

    def _are_two(self, letters: str, sessions: Mapping[Key, set[Session]], together: set[str]) -> bool:
        """Whether a full name with both civilities is that of two people: one civility against several others is a misprint."""
        counts = sorted(len(sessions.get(Key(letters, gender), ())) for gender in ("m", "f"))
        if letters in together:
            return True
        return counts[0] > 0 and not counts[0] < FIRM <= counts[1]

    def _gender(self, entry: Entry, sessions: Mapping[Key, set[Session]]) -> str | None:
        """The civility that most sessions print."""
        counts = {gender: len(sessions.get(Key(entry.form.letters, gender), ())) for gender in ("m", "f")}
        told = max(counts, key=lambda gender: (counts[gender], gender))
        self._minor |= {Key(entry.form.letters, gender) for gender in counts if gender != told and counts[gender]}
        return told if counts[told] else None

    # --- full names: one person or two

    def _joined(self, full: Sequence[Entry]) -> list[list[Entry]]:
        """The entries of each person. Whoever may be one of two people who are listed side by side joins neither."""
        edges: defaultdict[Entry, set[Entry]] = defaultdict(set)
        for one, other in self._near(full):
            like, doubt = _likeness(one, other)
            if like is None:
                continue
            if self._is_one_person(one, other):
                edges[one].add(other)
                edges[other].add(one)
            elif self._follows(one, other) if doubt is Doubt.CHANGED_SURNAME else one.terms & other.terms:
                self._doubts[_pair(one, other)] = (doubt, like.score)
        torn = {entry for entry, others in edges.items() if any(_are_two(*pair) for pair in combinations(others, 2))}
        components = _components(full, {entry: others - torn for entry, others in edges.items() if entry not in torn})
        parts = [[entry] if _has_two(component) else None for component in components for entry in component]
        whole = [component for component in components if not _has_two(component)]
        joined = whole + [part for part in parts if part]
        home = {entry: index for index, component in enumerate(joined) for entry in component}
        for entry, others in edges.items():
            for other in others:
                if home[entry] != home[other]:
                    like, doubt = _likeness(entry, other)
                    self._doubts[_pair(entry, other)] = (doubt, like.score if like else 0.0)
        return joined

    def _near(self, full: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
        """Pairs that share a word and are not listed side by side."""
        blocks: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in full:
            for text in sorted(entry.form.telling_words) if entry.form.is_full else sorted({*_fewer(entry.form.joined)}):
                blocks[text].append(entry)
        pairs = {(one, other): None for block in blocks.values() for one, other in combinations(block, 2)}
        return ((one, other) for one, other in pairs if not _are_two(one, other))

    def _is_one_person(self, one: Entry, other: Entry) -> bool:
        """Whether more than likeness speaks for one person: the same session in another document, a session in the midst of the other's
        where that one is missing, or two sessions one after the other with as many seats."""
        like, doubt = _likeness(one, other)
        if doubt is Doubt.MISPRINT and may_be_feminine(_with_gender(one), _with_gender(other)):
            return False
        if like is None or doubt is Doubt.CHANGED_SURNAME or (one.offices and other.offices and not one.offices & other.offices):
            return False
        if (one.is_on_roster and other.is_on_roster) or {one.form.letters, other.form.letters} & self._replaced:
            return False
        if one.is_on_roster or other.is_on_roster:
            return bool(one.terms & other.terms)
        if one.sessions.keys() & other.sessions.keys():
            return True
        first, second = one.dates, other.dates
        if not first or not second:
            return False
        if any(first[0] < day < first[-1] for day in second) or any(second[0] < day < second[-1] for day in first):
            return True
        # of two names one after the other, another given name is another person, as of a son after his father
        is_woman = one.gender == other.gender == "f"
        return _have_same_given_name(one, other) and (doubt is Doubt.MISPRINT or is_woman) and self._follows(one, other)

    def _follows(self, one: Entry, other: Entry) -> bool:
        """Whether one name takes the other's place within a term, from one session to the next, in roll calls of as many seats."""
        if not one.dates or not other.dates or not one.terms & other.terms - {None}:
            return False
        before, after = sorted((one, other), key=lambda entry: entry.dates[0])
        last, first = before.dates[-1], after.dates[0]
        if last >= first or any(last < date < first for date in self._dates if date):
            return False
        return self._size(last) == self._size(first) is not None

    @property
    def _dates(self) -> Iterable[datetime.date]:
        return (session for session in self._by_session if isinstance(session, datetime.date))

    def _size(self, session: Session) -> int | None:
        """How many seats a session's roll calls have: printed where they are complete, else the names they list."""
        calls = self.of_session(session)
        printed = {one.seats for one in calls if one.seats is not None}
        names = max((len(one.forms) for one in calls), default=0)
        if len(printed) > 1 or (printed and names < min(printed)):
            return None
        return printed.pop() if printed else names or None

    def _add(self, entries: Sequence[Entry]) -> Person:
        ordered = sorted(entries, key=lambda entry: entry.rank)
        lead = ordered[0]
        hows: dict[Key, Likeness] = {}
        for entry in ordered:
            like, _ = (Likeness(NameLink.EXACT, 1.0), None) if entry is lead else _likeness(lead, entry)
            if like is None:  # near another of the person's names, not the leading one
                like = next(found for other in ordered for found in [_likeness(other, entry)[0]] if found and other is not entry)
            for form in entry.forms:
                hows[key_of(form)] = like
        if lead.is_on_roster:
            hows = {key: Likeness(NameLink.ROSTER, 1.0) if like.how is NameLink.EXACT else like for key, like in hows.items()}
        listings = set().union(*(entry.listings for entry in ordered))
        person = Person(lead.key, ordered, hows, listings, set().union(*(entry.terms for entry in ordered)))
        self.persons.append(person)
        spelled: dict[str, None] = {}
        for form in person.names:
            spelled |= dict.fromkeys("".join(run) for run in runs(tuple(token for token in form.tokens if token not in form.initials)))
        for text in spelled:
            self._found[text].append(person)
        for text in {text for form in person.names for text in _fewer(_surname(form))}:
            self._nearly[text].append(person)
        for letters in sorted({form.letters for entry in ordered for form in entry.forms}):
            self._exact[letters].append(person)
        return person

    def _link_full(self, full: Sequence[Entry]) -> None:
        home = {entry: person for person in self.persons for entry in person.entries}
        for one in self._roll_calls:
            for form in one.forms:
                if form.is_full and form.letters and not (form.letters in self._split and not form.gender):
                    key = key_of(form)
                    entry = self._split[form.letters][form.gender or ""] if form.letters in self._split else None
                    person = home[entry] if entry else next(p for p in self._exact[form.letters] if key in p.hows)
                    self._outcomes[one.where, key] = Outcome(person, person.hows[key], is_doubtful=key in self._minor)

    # --- short names: whose

    def _link_short(self, short: Sequence[Entry]) -> None:
        """Names with initials before bare ones, bare ones with a civility before those without: each step knows the people of the last."""
        for has_initials, has_civility in ((True, True), (True, False), (False, True), (False, False)):
            self._link_step([e for e in short if (bool(e.form.initials), e.gender is not None) == (has_initials, has_civility)])

    def _link_step(self, entries: Sequence[Entry]) -> None:
        mine = {key_of(form): entry for entry in entries for form in entry.forms}
        found: dict[tuple[Entry, Session], dict[Person, Likeness]] = {}
        calls: defaultdict[tuple[Entry, Session], list[RollCall]] = defaultdict(list)
        for one in self._roll_calls:
            for form in one.forms:
                if (entry := mine.get(key_of(form))) is not None:
                    calls[entry, one.session].append(one)
        for (entry, session), listed in calls.items():
            found[entry, session] = self._candidates(entry, listed)
        own = self._own_people(entries, found, calls)
        outcomes: dict[tuple[Where, Entry], Outcome] = {}
        for (entry, session), candidates in found.items():
            if entry in own and calls[entry, session][0].term in own[entry].terms:
                candidates = nearest(entry.form, {own[entry]: own[entry].hows[key_of(entry.form)], **candidates})
            outcomes |= dict.fromkeys(((one.where, entry) for one in calls[entry, session]), self._only(candidates, session))
        # two names of one roll call cannot be one person: where both could be, that is open for both
        claims = Counter((where, outcome.person) for (where, _), outcome in outcomes.items() if outcome.person)
        for (where, entry), outcome in outcomes.items():
            if outcome.person and claims[where, outcome.person] > 1:
                outcome = several([(outcome.person, outcome.likeness.score)])
            elif outcome.person:
                outcome.person.listings.add(where)
            for form in entry.forms:
                self._outcomes[where, key_of(form)] = outcome

    def _candidates(self, entry: Entry, calls: Sequence[RollCall]) -> dict[Person, Likeness]:
        """Who an entry may be in a session: nobody whom its own roll calls list under another name."""
        form, term = entry.form, calls[0].term
        where = {one.where for one in calls}
        found = {person: like for person, like in self.fitting(form, term).items() if not where & person.listings}
        if found or not form.is_surname_only or not form.gender:
            return found
        near: dict[Person, Likeness] = {}
        for person in {person: None for text in _fewer(form.joined) for person in self._nearly.get(text, ())}:
            like = next((like for name in person.names if (like := misprinted(form, name))), None)
            if like and not where & person.listings and _sits(person, term) and person.gender == form.gender:
                near[person] = like
        return near if len(near) == 1 and self._is_missing(next(iter(near)), entry, calls[0].session) else {}

    def _is_missing(self, person: Person, entry: Entry, session: Session) -> bool:
        """Whether a person is listed before and after a session, but in it only in a document that does not list the other name."""
        if any(one.where in person.listings for one in self.of_session(session)):
            return True
        days = [date for found in person.entries for date in found.dates]
        return isinstance(session, datetime.date) and bool(days) and min(days) < session < max(days)

    def _own_people(
        self,
        entries: Sequence[Entry],
        found: Mapping[tuple[Entry, Session], Mapping[Person, Likeness]],
        calls: Mapping[tuple[Entry, Session], Sequence[RollCall]],
    ) -> dict[Entry, Person]:
        """People who are known by the short name only, by the sessions in which nobody else fits."""
        alone = {entry: [session for session in entry.sessions if not found[entry, session]] for entry in entries}
        always = [entry for entry in entries if len(alone[entry]) == len(entry.sessions)]
        own: dict[Entry, Person] = {}
        for component in self._joined([entry for entry in always if entry.gender and not entry.form.initials]):
            own |= dict.fromkeys(component, self._add(component))
        for entry in entries:
            if alone[entry] and entry not in own:
                own[entry] = person = self._add([entry])
                person.terms = {one.term for session in alone[entry] for one in calls[entry, session]}
                person.listings = {one.where for session in alone[entry] for one in calls[entry, session]}
        return own

    def _only(self, candidates: Mapping[Person, Likeness], session: Session) -> Outcome:
        """The one candidate; of several the only one whom another, complete roll call of the session lists."""
        if len(candidates) > 1:
            complete = [one for one in self.of_session(session) if one.is_complete]
            there = {person: like for person, like in candidates.items() if any(one.where in person.listings for one in complete)}
            candidates = there if len(there) == 1 else candidates
        if len(candidates) != 1:
            return several(candidates)
        ((person, like),) = candidates.items()
        return Outcome(person, like)

    def _link_unsure(self, unsure: Sequence[tuple[Key, Form, RollCall]]) -> None:
        """A full name without civility that two people have: whom the same roll call does not list, where that leaves one."""
        home = {entry: person for person in self.persons for entry in person.entries}
        for key, form, one in unsure:
            people = [home[entry] for entry in self._split[form.letters].values()]
            left = {person: Likeness(NameLink.EXACT, 1.0) for person in people if one.where not in person.listings}
            self._outcomes[one.where, key] = self._only(left, one.session)

    def _doubt_other_terms(self, short: Sequence[Entry]) -> None:
        """Who is known by a short name in one term may be whom a full name means in another: a colleague, or a relative."""
        known = {entry: person for person in self.persons for entry in person.entries}
        for entry in short:
            person = known.get(entry)
            for other, like in self.fitting(entry.form, None).items() if person else ():
                if person and other is not person and not other.terms & person.terms and genders_agree(person.gender, other.gender):
                    self._doubts.setdefault(_pair(entry, other.entries[0]), (Doubt.OTHER_TERM, like.score))

    def _tell_doubts(self) -> None:
        home = {entry: person for person in self.persons for entry in person.entries}
        told: dict[tuple[str, str], PossiblySame] = {}
        for (one, other), (doubt, score) in self._doubts.items():
            if home[one] is not home[other]:
                first, second = sorted((self.id_of(home[one]), self.id_of(home[other])))
                new = PossiblySame(self._council_id, first, second, score, doubt)
                old = told.get((first, second))
                told[first, second] = new if old is None or (-new.score, new.doubt) < (-old.score, old.doubt) else old
        self.possibly_same = [told[pair] for pair in sorted(told)]


def how_it_fits(form: Form, person: Person) -> Likeness | None:
    """How a form may be short for the person's name, or long for it where only a short one is known."""
    likes = [shortened(form, name) for name in person.names]
    if not any(likes):
        longer = [shortened(name, form) for name in person.names]
        likes = longer if all(longer) else []
    return max((like for like in likes if like), key=lambda like: like.score, default=None)


def nearest(form: Form, found: dict[Person, Likeness]) -> dict[Person, Likeness]:
    """Those whose whole surname a bare name is, where there are such beside people with a double name."""
    if not form.is_surname_only:
        return found
    whole = {person: like for person, like in found.items() if any(shortened(form, n) and is_surname_of(form, n) for n in person.names)}
    return whole or found


def _sits(person: Person, term: datetime.date | None) -> bool:
    return term is None or term in person.terms or None in person.terms


def _surname(form: Form) -> str:
    if form.is_surname_only:
        return form.joined
    return "".join(token for token in form.tokens if token in form.surname)


def _fewer(text: str) -> list[str]:
    """A text and all that it is without one of its letters: texts one edit apart share one of these."""
    return [text, *(text[:index] + text[index + 1 :] for index in range(len(text)))] if text else []


def _pair(one: Entry, other: Entry) -> tuple[Entry, Entry]:
    return (one, other) if one.key <= other.key else (other, one)


def _are_two(one: Entry, other: Entry) -> bool:
    return bool(one.listings & other.listings) or not genders_agree(one.gender, other.gender)


def _has_two(component: Sequence[Entry]) -> bool:
    return any(_are_two(*pair) for pair in combinations(component, 2))


def _likeness(one: Entry, other: Entry) -> tuple[Likeness | None, Doubt]:
    """How near two full names are, and what it is that they differ in."""
    first, second = _with_gender(one), _with_gender(other)
    like = shortened(first, second) or shortened(second, first)
    if like:
        return like, Doubt.PART_OF_NAME
    like = misprinted(first, second)
    if like:
        return like, Doubt.MISPRINT
    given = [entry.form.telling_words - entry.form.surname for entry in (one, other)]
    is_married = one.gender == other.gender == "f" and bool(one.form.surname and other.form.surname) and given[0] == given[1] != frozenset()
    shared = sum(map(len, given[0]))
    score = round(shared / max(len(one.form.joined), len(other.form.joined)), 3)
    return (Likeness(NameLink.GIVEN_NAME, score) if is_married else None), Doubt.CHANGED_SURNAME


def _have_same_given_name(one: Entry, other: Entry) -> bool:
    """Whether the print shows which words are the surname, and the others are the same."""
    given = [[token for token in entry.form.tokens if token not in entry.form.surname] for entry in (one, other)]
    return bool(one.form.surname and other.form.surname) and sorted(given[0]) == sorted(given[1])


def _with_gender(entry: Entry) -> Form:
    """The entry's form with the civility that is known from any of its prints."""
    return replace(entry.form, gender=entry.gender)


def _components(entries: Sequence[Entry], edges: Mapping[Entry, Collection[Entry]]) -> list[list[Entry]]:
    """Entries that hang together, each once."""
    seen: set[Entry] = set()
    found = []
    for entry in entries:
        if entry in seen:
            continue
        seen.add(entry)
        component, queue = [], [entry]
        while queue:
            component.append(queue.pop())
            new = [other for other in edges.get(component[-1], ()) if other not in seen]
            seen.update(new)
            queue += new
        found.append(component)
    return found
