"""Which councillor a printed name means: by the exact key, else as the shorter or longer form of one name of the session's roll calls.

Councillors are the people whom a roll call names. A name elsewhere (a vote, a proxy, the president) is linked to one of them or to nobody:
"none found" and "several found" are different outcomes, and neither is a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transforms.identity.councils import Sitting
from transforms.model import Certainty, NameLink, NameRole, PrintedDocument, PrintedName, ResolvedName
from transforms.text import words

_MASCULINE = frozenset({"M", "MR", "MONSIEUR", "MESSIEURS"})  # "MM." stands before lists that hold women too
_FEMININE = frozenset({"MME", "MMES", "MADAME", "MESDAMES", "MLLE", "MLLES", "MADEMOISELLE"})
_PARTICLES = frozenset({"LE", "LA", "LES", "DE", "DU", "DES", "D", "EL", "AL", "BEN", "VAN", "VON", "DA", "DI", "DOS", "SAINT", "ST"})

Where = tuple[str, int]  # document_id, part
Outcome = tuple[str | None, NameLink]  # councillor_id and how it was found


@dataclass(frozen=True, slots=True)
class Form:
    """A printed name as far as it links: its words in any order, the civility's gender and, where the print shows it, the surname."""

    words: frozenset[str]
    base: str  # the words in lower case, sorted, joined by "-"
    gender: str | None  # "m", "f"
    surname: frozenset[str]  # the words in capitals beside others that are not; empty where the print does not show it
    is_surname_only: bool

    def agrees_with(self, other: Form) -> bool:
        """Whether one form may be short for the other: all its words, the civility, and the surname where the print shows it.

        "M. BERNARD" is not short for "Bernard ROBERT", whose surname is printed in capitals.
        """
        short, long = sorted((self, other), key=lambda form: len(form.words))
        if not short.words or not short.words <= long.words:
            return False
        if self.gender and other.gender and self.gender != other.gender:
            return False
        return not long.surname or bool(long.surname & short.words)


@lru_cache(maxsize=65536)
def form_of(name: PrintedName) -> Form:
    """What of a printed name counts for linking it.

    >>> form_of(PrintedName("ROUX Jean-Noël", "M.")).base, form_of(PrintedName("LE GOFF", "Mme")).is_surname_only
    ('jean-noel-roux', True)
    """
    tokens = name.text.split()
    all_words = words(name.text)
    capitals = {word for token in tokens if token.isupper() and len(token) > 1 for word in words(token)}
    rest = [token for index, token in enumerate(tokens) if index == len(tokens) - 1 or not set(words(token)) <= _PARTICLES]
    return Form(
        words=frozenset(all_words),
        base="-".join(sorted(all_words)).lower(),
        gender=_gender(name.civility),
        surname=frozenset(capitals) if len(capitals) < len(set(all_words)) else frozenset(),
        is_surname_only=len(rest) == 1,
    )


def _gender(civility: str | None) -> str | None:
    """The gender that a civility tells; none where it is shared by men and women ("Mmes et MM.")."""
    told = set(words(civility or ""))
    if told & {"ET", "MM", "MS"}:
        return None
    return "m" if told & _MASCULINE else "f" if told & _FEMININE else None


def resolve_names(sittings: Sequence[Sitting], council_ids: Mapping[Where, str | None]) -> tuple[ResolvedName, ...]:
    """The link of every printed name, in the order of ``sittings`` and, within each, of role and position.

    ``council_ids`` holds the council of each sitting; the names of a sitting without council are linked to nobody.
    """
    by_council: defaultdict[str | None, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        by_council[council_ids[sitting[:2]]].append(sitting)
    linked = [name for council_id, group in by_council.items() for name in _resolve_council(council_id, group)]
    return tuple(sorted(linked, key=lambda name: (name.document_id, name.part, name.role, name.position, name.sub_position or 0)))


def _resolve_council(council_id: str | None, sittings: Sequence[Sitting]) -> Iterator[ResolvedName]:
    if council_id is None:
        yield from (
            _resolved(sitting[:2], mention, (None, NameLink.NONE_FOUND)) for sitting in sittings for mention in mentions_of(sitting[2])
        )
        return
    keys = _Keys(council_id, [[form_of(seat.name) for seat in sitting.attendance] for _, _, sitting in sittings])
    sessions = [[(sitting, links) for sitting, links in _link_roll_calls(session, keys)] for session in _sessions(sittings)]
    known = {councillor_id for session in sessions for _, links in session for councillor_id, _ in links.values()}
    for session in sessions:
        of_session = _Links(link for _, links in session for link in links.items())
        for (document_id, part, sitting), links in session:
            of_sitting = _Links(links.items())
            for mention in mentions_of(sitting):
                form = form_of(mention.name)
                outcome = of_sitting.exact(form) or of_sitting.similar(form) or of_session.exact(form) or of_session.similar(form)
                yield _resolved((document_id, part), mention, outcome or _if_known(keys.exact(form), known))


def _if_known(outcome: Outcome, known: set[str | None]) -> Outcome:
    """A link to a councillor whom some roll call of the council names; to anybody else none."""
    return outcome if outcome[0] is None or outcome[0] in known else (None, NameLink.NONE_FOUND)


class _Keys:
    """The keys of one council's names.

    One surname stands for two people where the civility differs ("M. ROUX", "Mme ROUX"), so a surname alone carries the civility's gender
    in its key. A longer name does so only where one roll call lists it with both civilities.
    """

    def __init__(self, council_id: str, roll_calls: Sequence[Sequence[Form]]) -> None:
        self._council_id = council_id
        self._twins = {base for roll_call in roll_calls for base in _listed_with_both_genders(roll_call)}

    def key(self, form: Form) -> str | None:
        """The key of a name; ``None`` where it has no word, or is that of two people and carries no civility."""
        if not form.base:
            return None
        if form.base in self._twins or (form.is_surname_only and form.gender):
            return f"{form.base}-{form.gender}" if form.gender else None
        return form.base

    def exact(self, form: Form) -> Outcome:
        """The councillor with the name's own key."""
        key = self.key(form)
        if key is None:
            return None, NameLink.SEVERAL_FOUND if form.base else NameLink.NONE_FOUND
        return f"{self._council_id}/{key}", NameLink.EXACT


def _listed_with_both_genders(roll_call: Iterable[Form]) -> Iterator[str]:
    genders: defaultdict[str, set[str]] = defaultdict(set)
    for form in roll_call:
        if form.gender:
            genders[form.base].add(form.gender)
    return (base for base, found in genders.items() if len(found) > 1)


class _Pool:
    """The distinct forms of a session's roll calls, found by any of their words."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._by_word: defaultdict[str, list[Form]] = defaultdict(list)
        for form in sorted(set(forms), key=lambda form: (form.base, form.gender or "", sorted(form.surname))):
            for word in form.words:
                self._by_word[word].append(form)

    def sharing(self, form: Form) -> list[Form]:
        """The forms that have a word in common with this one, each once."""
        return list(dict.fromkeys(other for word in sorted(form.words) for other in self._by_word.get(word, ())))


def _link_roll_calls(session: Sequence[Sitting], keys: _Keys) -> Iterator[tuple[Sitting, dict[Form, Outcome]]]:
    """Each sitting of a session with the links of its own roll call."""
    pool = _Pool(form_of(seat.name) for _, _, sitting in session for seat in sitting.attendance)
    for sitting in session:
        forms = [form_of(seat.name) for seat in sitting[2].attendance]
        own_keys = {keys.key(form) for form in forms}
        yield sitting, {form: _link_of_roll_call(form, own_keys, pool, keys) for form in forms}


def _link_of_roll_call(form: Form, own_keys: set[str | None], pool: _Pool, keys: _Keys) -> Outcome:
    """A roll call's name under its own key, or under that of the one longer form in another roll call of the session.

    A longer name that the same roll call lists too is somebody else.
    """
    longer = [other for other in pool.sharing(form) if form.words < other.words and form.agrees_with(other)]
    longest = [other for other in longer if not any(other.words < third.words for third in longer)]
    outcomes = {keys.exact(other) for other in longest if keys.key(other) not in own_keys}
    return _one_of(outcomes) or keys.exact(form)


class _Links:
    """What the names of one or several roll calls were linked to."""

    def __init__(self, links: Iterable[tuple[Form, Outcome]]) -> None:
        self._outcomes: defaultdict[Form, set[Outcome]] = defaultdict(set)
        for form, outcome in links:
            self._outcomes[form].add(outcome)
        self._pool = _Pool(self._outcomes)

    def exact(self, form: Form) -> Outcome | None:
        """The link of the same words with the same civility; ``None`` where there is no such name."""
        same = [other for other in self._pool.sharing(form) if other.words == form.words and other.gender == form.gender]
        outcomes = {outcome for other in same for outcome in self._outcomes[other]}
        return next(iter(outcomes)) if len(outcomes) == 1 else _one_of(outcomes)

    def similar(self, form: Form) -> Outcome | None:
        """The link of the one shorter or longer form; ``None`` where there is no such name."""
        return _one_of({outcome for other in self._pool.sharing(form) if form.agrees_with(other) for outcome in self._outcomes[other]})


def _one_of(outcomes: set[Outcome]) -> Outcome | None:
    """The one councillor that all outcomes mean, found within the session; ``None`` where there are no outcomes."""
    if not outcomes:
        return None
    councillor_ids = {councillor_id for councillor_id, _ in outcomes}
    if len(councillor_ids) > 1 or None in councillor_ids:
        return None, NameLink.SEVERAL_FOUND
    return next(iter(councillor_ids)), NameLink.WITHIN_SESSION


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


def _sessions(sittings: Iterable[Sitting]) -> Iterable[list[Sitting]]:
    """The sittings of each date together; one without a date stands for itself."""
    sessions: defaultdict[object, list[Sitting]] = defaultdict(list)
    for document_id, part, sitting in sittings:
        sessions[sitting.session.date or (document_id, part)].append((document_id, part, sitting))
    return sessions.values()


def _resolved(where: Where, mention: Mention, outcome: Outcome) -> ResolvedName:
    councillor_id, how = outcome
    certainty = Certainty.CERTAIN if councillor_id else Certainty.DOUBTFUL
    return ResolvedName(*where, mention.role, mention.position, mention.sub_position, mention.name.text, councillor_id, how, certainty)
