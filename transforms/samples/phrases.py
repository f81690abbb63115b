"""Sentences of council papers, each returned together with the facts that it prints."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transforms.model import Choice, Event, Outcome, Status
from transforms.samples.facts import Ballot, Councillor, Item, Movement, Seat, SessionFacts, State
from transforms.samples.french import in_words, listed, plural, time_in_digits
from transforms.samples.styles import Style

_STATUS = {State.PRESENT: Status.PRESENT, State.REPRESENTED: Status.REPRESENTED, State.EXCUSED: Status.EXCUSED, State.ABSENT: Status.ABSENT}
_RANKS = ("premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième")


# --- people ------------------------------------------------------------------------------------------------------------------------


def civility(member: Councillor, style: Style) -> str:
    return {"M.": "Monsieur", "Mme": "Madame"}[member.civility] if style.long_civility else member.civility


def capitals(surname: str, style: Style) -> str:
    upper = surname.upper().replace("'", style.apostrophe)
    return upper if style.accented_capitals else _unaccented(upper)


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.replace("Œ", "OE")) if not unicodedata.combining(c))


def full_name(member: Councillor, style: Style) -> str:
    """As the roll call prints it, without civility: ``Hélène D'ARVIEU``, or the surname first."""
    given, surname = style.spelled(member)
    pieces = (given, capitals(surname, style))
    return " ".join(reversed(pieces) if style.surname_first else pieces)


def called(member: Councillor, style: Style) -> str:
    return f"{civility(member, style)} {full_name(member, style)}"


def short_name(member: Councillor, style: Style) -> str:
    """As beside a vote, without civility; a namesake of the same civility has an initial."""
    if style.named == "full":
        return full_name(member, style)
    given, surname = style.spelled(member)
    return f"{given[0]}. {capitals(surname, style)}" if member.has_namesake else capitals(surname, style)


def spoken(member: Councillor, style: Style) -> str:
    """As in running text: ``Mme d'Arvieu``."""
    given, surname = style.spelled(member)
    return f"{member.civility} {f'{given} ' if member.has_namesake else ''}{surname}".replace("'", style.apostrophe)


def office(member: Councillor) -> str:
    """``maire``, ``première adjointe au maire``, ``conseillère municipale``."""
    if member.office == "mayor":
        return "maire"
    if member.office == "deputy":
        rank = _RANKS[member.rank - 1] if member.rank <= len(_RANKS) else f"{member.rank}e"
        return f"{'première' if rank == 'premier' and member.is_woman else rank} adjoint{'e' if member.is_woman else ''} au maire"
    return "conseillère municipale" if member.is_woman else "conseiller municipal"


# --- the roll call -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RollCall:
    """Headed groups of printed lines (a group's ``joined`` lines run on as one paragraph) and the rows that they print."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    attendance: tuple[dict[str, str | None], ...]

    def count(self, status: Status) -> int:
        return sum(row["status"] == status.value for row in self.attendance)


def roll_call(seats: Mapping[Councillor, Seat], style: Style, late: Mapping[Councillor, str] | None = None) -> RollCall:
    """The roll call of ``seats``; ``late`` gives what stands in brackets after a late-comer's name."""
    groups, attendance = [], []
    for status in Status:
        members = [m for m, seat in seats.items() if _STATUS[seat.state] is status]
        if not members:
            continue
        entries = {m: _entry(m, seats[m], style) + (f" ({late[m]})" if late and m in late else "") for m in members}
        groups.append((style.heading(status), _arrange(entries, status, style)))
        for member in members:
            holder = seats[member].holder
            proxy = full_name(holder, style) if holder else None
            attendance.append({"name": full_name(member, style), "status": status.value, "proxy": proxy})
    return RollCall(tuple(groups), tuple(attendance))


def _entry(member: Councillor, seat: Seat, style: Style) -> str:
    name = called(member, style)
    if seat.holder is None:
        return name
    holder = called(seat.holder, style)
    match style.proxy:
        case "represented_by":
            return f"{name}, représenté{'e' if member.is_woman else ''} par {holder}"
        case "gives_power":
            return f"{name} donne pouvoir à {holder}"
        case "gave_procuration":
            return f"{name} a donné procuration à {holder}"
        case "power_in_brackets":
            return f"{name} (pouvoir à {holder})"
        case "to":
            return f"{name} à {holder}"


def _arrange(entries: Mapping[Councillor, str], status: Status, style: Style) -> tuple[str, ...]:
    texts = list(entries.values())
    if style.roll == "dashes":
        return tuple(f"- {text}" for text in texts)
    if style.roll == "lines":
        return tuple(
            f"{text}, {office(m)}" if m.office != "councillor" and status is Status.PRESENT else text for m, text in entries.items()
        )
    if style.roll == "by_office" and status is Status.PRESENT:
        return _by_office(entries)
    if status is Status.REPRESENTED:  # holders would run together with the next giver
        return tuple(f"{text}{'.' if text is texts[-1] else ','}" for text in texts)
    return (" - ".join(texts),) if style.roll == "spaced_dashes" else (", ".join(texts) + ".",)


def _by_office(entries: Mapping[Councillor, str]) -> tuple[str, ...]:
    """One paragraph an office, named once at its end: ``M. A, maire``, ``Mme B, M. C, adjoints au maire``."""
    lines = []
    for name, one, many in (("mayor", "maire", "maire"), ("deputy", "", "adjoints au maire"), ("councillor", "", "conseillers municipaux")):
        of_office = {m: text for m, text in entries.items() if m.office == name}
        if of_office:
            title = many if len(of_office) > 1 else one or office(next(iter(of_office)))
            lines.append(f"{', '.join(of_office.values())}, {title}{'.' if name == 'councillor' else ''}")
    return tuple(lines)


# --- movements ---------------------------------------------------------------------------------------------------------------------


def movement_line(movement: Movement, style: Style) -> str:
    event = "Arrivée" if movement.event is Event.ARRIVAL else "Départ"
    form = style.leaver_proxy if movement.holder else style.movement
    holder = called(movement.holder, style) if movement.holder else ""
    return form.format(event=event, name=called(movement.member, style), time=time_in_digits(movement.time), holder=holder)


def late_comers(session: SessionFacts) -> dict[Councillor, str]:
    """What the opening roll call prints in brackets: ``arrivée au point n° 5``."""
    found = {}
    for movement in session.movements:
        if movement.in_roll_call:
            item = session.items[movement.position - 1]
            found[movement.member] = f"arrivé{'e' if movement.member.is_woman else ''} au point n° {item.number}"
    return found


# --- votes -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of a decision and what they print; ``None`` where they don't say."""

    lines: tuple[str, ...]
    outcome: Outcome
    unanimous: bool | None = None
    votes: Mapping[Choice, int] = field(default_factory=dict)
    named: Mapping[Choice, tuple[Councillor, ...]] = field(default_factory=dict)


_NOUNS = {
    Choice.FOR: ("voix pour", "voix pour"),
    Choice.AGAINST: ("voix contre", "voix contre"),
    Choice.ABSTAIN: ("abstention", "abstentions"),
}


def decision(item: Item, session: SessionFacts, style: Style) -> Printed:
    """How the sitting's secretariat words the item's vote and decision."""
    ballot, asked = item.ballot, item.subject.decision.replace("'", style.apostrophe)
    if item.outcome is Outcome.POSTPONED:
        return Printed((f"Sur proposition du président, ce point est retiré de l{style.apostrophe}ordre du jour.",), item.outcome)
    if ballot is None:
        return Printed((f"Le conseil municipal, après en avoir débattu, {asked}",), item.outcome)
    if ballot.kind == "election":
        return _election(item, ballot, style)
    if ballot.kind == "public":
        return _public(item, ballot, style, asked)
    aside = _not_taking_part(ballot, style)
    if ballot.kind == "secret":
        aside = (f"Un tiers des membres présents l{style.apostrophe}ayant demandé, il est procédé à un vote à bulletin secret.",)
    if item.outcome is Outcome.REJECTED:
        asked = "REJETTE la motion présentée."
    elif item.elected:
        asked = f"DÉSIGNE {called(item.elected[0], style)} pour représenter la commune."
    voted = _unanimous(item, ballot, style, asked) if ballot.unanimous else _divided(item, ballot, style, asked)
    not_voting = {Choice.NOT_VOTING: ballot.not_voting} if ballot.not_voting else {}
    counted = {Choice.NOT_VOTING: len(ballot.not_voting)} if ballot.not_voting and style.vote == "lines" else {}
    lines = voted.lines if counted else (*aside, *voted.lines)
    return Printed(lines, item.outcome, voted.unanimous, {**voted.votes, **counted}, {**voted.named, **not_voting})


def _people(members: Sequence[Councillor], style: Style) -> str:
    return ", ".join(f"{m.civility} {short_name(m, style)}" for m in members)


def _not_taking_part(ballot: Ballot, style: Style) -> tuple[str, ...]:
    return tuple(f"{m.civility} {short_name(m, style)} ne prend pas part au vote." for m in ballot.not_voting)


def _unanimous(item: Item, ballot: Ballot, style: Style, asked: str) -> Printed:
    if style.vote == "lines" and item.position % 3:  # this secretariat counts out two unanimous votes of three
        lines, votes, _ = _counted_lines(ballot, style, named=())
        return Printed((*lines, f"Le conseil municipal {asked}"), item.outcome, True, votes)
    if style.vote in ("lines", "adopted"):
        rest = _not_voting_line(ballot, style) if style.vote == "lines" else ()
        return Printed((f"{style.unanimity}.", *rest, f"Le conseil municipal {asked}"), item.outcome, True)
    return Printed((f"{style.unanimity} {asked}",), item.outcome, True)


def _divided(item: Item, ballot: Ballot, style: Style, asked: str) -> Printed:
    dissent = (Choice.AGAINST, Choice.ABSTAIN) if item.outcome is not Outcome.REJECTED else (Choice.FOR, Choice.ABSTAIN)
    named = {} if ballot.kind == "secret" else {choice: ballot.voters(choice) for choice in dissent if ballot.voters(choice)}
    casting = f", la voix du président étant prépondérante{'' if style.vote == 'adopted' else ','}" if ballot.kind == "tie" else ""
    comma = "" if casting else ","
    if style.vote == "lines":
        lines, votes, named = _counted_lines(ballot, style, named=tuple(named))
        return Printed((*lines, f"Le conseil municipal {asked}"), item.outcome, False, votes, named)
    counts = {Choice.FOR: ballot.votes_for, Choice.AGAINST: ballot.votes_against, Choice.ABSTAIN: ballot.votes_abstain}
    if style.vote == "majority" and item.outcome is Outcome.ADOPTED and ballot.kind == "plain":
        del counts[Choice.FOR]
    counts = {choice: count for choice, count in counts.items() if count}
    said = listed([_count(choice, count, named.get(choice, ()), style) for choice, count in counts.items()])
    if style.vote == "adopted":
        verb = {Outcome.ADOPTED: "Adopté à la majorité", Outcome.REJECTED: "Rejeté"}[item.outcome]
        lines = (f"{verb} par {said}{casting}.", f"Le conseil municipal {asked}")
    elif style.vote == "majority" and Choice.FOR not in counts:
        lines = (f"Après en avoir délibéré, à la majorité, avec {said}, le conseil municipal {asked}",)
    else:
        lines = (f"Le conseil municipal, après en avoir délibéré, par {said}{casting}{comma} {asked}",)
    return Printed(lines, item.outcome, False, counts, named)


def _count(choice: Choice, count: int, named: Sequence[Councillor], style: Style) -> str:
    number = in_words(count, feminine=True) if style.vote == "words" else str(count)
    return f"{number} {plural(count, *_NOUNS[choice])}" + (f" ({_people(named, style)})" if named else "")


def _counted_lines(
    ballot: Ballot, style: Style, named: tuple[Choice, ...]
) -> tuple[tuple[str, ...], dict[Choice, int], dict[Choice, tuple[Councillor, ...]]]:
    """``Pour : 22`` / ``Contre : 3 (…)`` / ``Abstention : 0``, one a line."""
    counts = {Choice.FOR: ballot.votes_for, Choice.AGAINST: ballot.votes_against, Choice.ABSTAIN: ballot.votes_abstain}
    people = {choice: ballot.voters(choice) for choice in named}
    labels = {Choice.FOR: "Pour", Choice.AGAINST: "Contre", Choice.ABSTAIN: plural(ballot.votes_abstain, "Abstention", "Abstentions")}
    lines = [f"{labels[c]} : {count}" + (f" ({_people(people[c], style)})" if people.get(c) else "") for c, count in counts.items()]
    return ("Vote :", *lines, *_not_voting_line(ballot, style)), counts, people


def _not_voting_line(ballot: Ballot, style: Style) -> tuple[str, ...]:
    return (f"Ne prend pas part au vote : {len(ballot.not_voting)} ({_people(ballot.not_voting, style)})",) if ballot.not_voting else ()


def _public(item: Item, ballot: Ballot, style: Style, asked: str) -> Printed:
    """Every voter by name."""
    named = {choice: ballot.voters(choice) for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN) if ballot.voters(choice)}
    labels = {Choice.FOR: "Ont voté pour", Choice.AGAINST: "Ont voté contre", Choice.ABSTAIN: "Se sont abstenus"}
    lines = [f"{labels[choice]} : {len(people)} ({_people(people, style)})" for choice, people in named.items()]
    counts = {choice: len(people) for choice, people in named.items()}
    return Printed(("Il est procédé à un scrutin public.", *lines, f"Le conseil municipal {asked}"), item.outcome, False, counts, named)


def _election(item: Item, ballot: Ballot, style: Style) -> Printed:
    """A ballot with one candidate; the votes for are those obtained."""
    elected = item.elected[0]
    name = called(elected, style)
    cast = ballot.votes_for
    lines = (
        f"Il est procédé à l{style.apostrophe}élection au scrutin secret, à la majorité absolue.",
        f"Nombre de votants : {cast + ballot.votes_abstain}",
        f"Bulletins blancs : {ballot.votes_abstain}",
        f"Suffrages exprimés : {cast}",
        f"Majorité absolue : {cast // 2 + 1}",
        f"A obtenu : {name} : {cast} voix",
        f"{name}, ayant obtenu la majorité absolue, est proclamé{'e' if elected.is_woman else ''} élu{'e' if elected.is_woman else ''}.",
    )
    return Printed(lines, Outcome.ELECTED, None, {Choice.FOR: cast})


def listed_decision(item: Item, style: Style) -> Printed:
    """The last column of a decision list."""
    ballot = item.ballot
    if item.outcome is Outcome.NOTED:
        return Printed(("Prend acte",), item.outcome)
    if item.outcome is Outcome.POSTPONED:
        return Printed((f"Retirée de l{style.apostrophe}ordre du jour",), item.outcome)
    if ballot is None:
        raise AssertionError(f"item {item.number} is neither noted nor postponed and has no vote")
    if item.outcome is Outcome.ELECTED:
        elected = item.elected[0]
        return Printed((f"{called(elected, style)} est élu{'e' if elected.is_woman else ''}",), item.outcome)
    if style.decisions == "words":
        return Printed(({Outcome.ADOPTED: "Approuvée", Outcome.REJECTED: "Rejetée"}[item.outcome],), item.outcome)
    if ballot.unanimous:
        text = f"Adoptée à l{style.apostrophe}unanimité" if style.decisions == "sentences" else f"Unanimité ({ballot.votes_for} voix pour)"
        return Printed((text,), item.outcome, True, {Choice.FOR: ballot.votes_for} if style.decisions == "counts" else {})
    counts = {Choice.FOR: ballot.votes_for, Choice.AGAINST: ballot.votes_against, Choice.ABSTAIN: ballot.votes_abstain}
    counts = {choice: count for choice, count in counts.items() if count}
    said = ", ".join(f"{count} {plural(count, *_NOUNS[choice])}" for choice, count in counts.items())
    verb = {Outcome.ADOPTED: "Adoptée à la majorité", Outcome.REJECTED: "Rejetée"}[item.outcome]
    return Printed((f"{verb} ({said})",), item.outcome, False, counts)
