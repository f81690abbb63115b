"""The opening roll call: who is present, represented by whom, excused, absent.

Its groups stand under headings ("Étaient présents :", "Absents excusés ayant donné pouvoir :") which the lexicon holds. A heading counts
only where a list of people follows it; "Présents : 23" is a total and not a heading. The first cluster of groups is the opening roll call;
a later one belongs to another item or another sitting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise, takewhile
from typing import Final

from rapidfuzz import fuzz

from transforms.model import Certainty, Event, Place, PrintedAttendance, PrintedChange, PrintedName, PrintedSession, Status
from transforms.reading.flow import Flow
from transforms.reading.grid import GridRoll, read_grid, read_marked_names, read_stated_rows
from transforms.reading.lexicon import (
    CIVILITY,
    HEADINGS,
    IN_BRACKETS_BARE,
    LINK_FROM,
    LINK_TO,
    NO_HEADING,
    OTHERS,
    PAIRS,
    PARTICLES,
    SHARED,
    STAFF,
    STEMS,
    TITLES,
)
from transforms.reading.names import NameEntry, is_upper, parse_names, read_name
from transforms.reading.phrases import Phrase
from transforms.text import NUMBER, fold, words

MAX_GAP: Final = 1500  # characters between two groups of one roll call: the header's other facts may stand between them
MAX_OTHERS: Final = 30  # characters of the words that tell others than members: "autres personnes"
MAX_LEAD: Final = 70  # characters of a heading before its first telling word ("Étaient les conseillers municipaux …")
MAX_HEADING: Final = 260  # characters of a heading from there on, with "en application de l'article …"
MISPRINT: Final = 85.0  # percent of two names' letters that agree where one is a misprint of the other ("PETITTA", "PEITITA": 90)
SAME_PRINT: Final = 92.0  # percent of letters that agree; "Anne MARTIN" and "Jeanne MARTIN" have 83
MAX_ALL: Final = 120  # characters before an exception in which all the others are said to be present
MAX_FOOTNOTE: Final = 3000  # characters between a name's mark and its footnote
MAX_BESIDE: Final = 800  # characters behind the lists in which powers may be told in sentences
MAX_APART: Final = 400  # characters between two groups of people present in one roll call
FEWEST_DOUBLED: Final = 3  # lines that open with two words in capitals, for a list that may put a commune there
MOST_LISTED: Final = 0.6  # share of the names in brackets that are listed as present, where those are holders of powers
MAX_GROUP: Final = 9000  # characters of one group: 90 councillors with offices and proxies take about 6000

_HEADING = Phrase(r"(?<![A-Z])(?=[A-Z])(?:" + "|".join(f"(?P<g{i}>{pattern})" for i, (_, pattern) in enumerate(HEADINGS)) + ")")
_COUNT = re.compile(
    rf"\s*+:?\s*+\d{{1,3}}\s(?:DELEGUES|CONSEILLERS|MEMBRES|ELUS)\b[^\n.;:]{{0,40}}(?=\n)|\s*+:?\s*\(\s*\d{{1,3}}(?:\s?/\s?\d{{1,3}})?\s*\)"
    r"|\s*+:[^\S\n]*+\d{1,3}[^\S\n]*+[-–][^\S\n]*+(?=[A-Z][A-Z'-]*\.?\s[A-Z])"  # "Présents : 3 - Anne ROUX, …"
    rf"|\s*+:[^\S\n]*+\d{{1,3}}(?:\s?/\s?\d{{1,3}})?[^\S\n]*+(?=\n|{CIVILITY}\b[.\s]\s*[A-Z]|:\s*[A-Z])"
    # "TITULAIRES PRÉSENTS 12/15"
    r"|[^\S\n]+\d{1,3}\s?/\s?\d{1,3}(?![\d/])(?=[^\S\n]*(?:\n|:|[A-Z][A-Z'-]+(?:[\s/-]+[A-Z'-]+){0,4}\s:\s))"
)
_EXCEPTED = re.compile(r"A\s+L'EXCEPTION|SAUF|HORMIS|EXCEPTE")
_EVERYBODY = re.compile(r"\bTOUT(?:E?S)?\b|\bTOUS\b|\bENSEMBLE\b|\bTOTALITE\b")
_NOBODY = re.compile(r"[^\S\n]*+:?[^\S\n]*+\(?[^\S\n]*+0{1,2}[^\S\n]*+\)?[^\S\n]*+(?=\n|$)")  # "Absents : 00"
_CONSULTATIVE = re.compile(r"\s+\(?(?:(?:A|AVEC|AYANT)\s+VOIX\s+CONSULTATIVE|SANS\s+(?:VOIX\s+DELIBERATIVE|DROIT\s+DE\s+VOTE))")
_FROM_TO = re.compile(  # over a table of givers and holders: "De À", "De : | À :", "Donné par Donné à"
    r"[^\S\n]*+:?\s*+(?:DE|DU|PAR|DONNEE?S?\s++(?:DE|PAR))\s*+:?[^\S\n]*+(?:[|/–-][^\S\n]*+)?(?:DONNEE?S?\s++)?A[^\S\n]*+:?[^\S\n]*+(?=\n)"
)
_STAFF = re.compile(STAFF)
_FIGURE = re.compile(r"\s*+\d{1,3}\s*+(?:\(DONT\s[^\n:,;]{3,40}\)\s*+)?(?=(?:[A-Z][A-Z'-]*\.?\s){1,3}[A-Z][A-Z'-]+(?:[,;]\s|\s[/•–-]\s))")
_OR_REPRESENTED = re.compile(r"PRESENT\S*\s+OU\s+REPRESENTE")
_THEN_EXCUSED = re.compile(r"\s*+,?\s*+(?:ABSENTE?S?\s+)?(?:ET\s+)?EXCUSE")  # "à l'exception de M. ROUX, absent excusé"
_OF_COMMUNES = re.compile(r"DES\s+COMMUNES\s+(?:DE|SUIVANTES|MEMBRES)\s*:")
_COLON = re.compile(
    r"\s*+(?:\([^()\d]{3,60}\)\s*+)?(?:,?\s*+(?:A\s+L'OUVERTURE|AU\s+DEBUT|LORS)\s+(?:DE\s+)?(?:LA\s+)?SEANCE\s*+|,?\s*+A\s+L'APPEL(?:\s+NOMINAL)?\s*+)?"
    r"[.…]*+\s*+:"
    # "Étaient présents sous la présidence de M. ROUX, Maire : …", or without the colon, the chair the first of the list
    r"|\s*+,?\s*+SOUS\s+LA\s+PRESIDENCE\s+(?:DE\s+|D'|DU\s+)"
    rf"(?:(?:{CIVILITY}\b\.?)?(?:(?!\b(?:{CIVILITY}\b|ABSENT|EXCUSE|POUVOIR|PROCURATION|SECRETAIRE))[^:;]){{3,90}}:"
    rf"|(?={CIVILITY}\b\.?\s+(?!LE\s|LA\s)[A-Z]))"
)  # "Délégués présents (titulaires et suppléants) :"
_WORDS_AND_COLON = re.compile(r"[^\S\n]+[a-zà-ÿ](?:[^\n:.,;\d]|\n(?=[a-zà-ÿ])){1,55}:")
_DOTS = re.compile(r"[^\S\n]*[.…]*")
_GOES_ON = re.compile(r"[-‐‑]\n")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-\n([^\W\d_]+)")
_PAIRS = re.compile(PAIRS)
_LINK_TO = Phrase(LINK_TO)
_BARE_POWER = re.compile(IN_BRACKETS_BARE)
_WITH_CIVILITY = re.compile(rf"\b{CIVILITY}\b\.?\s*(?=[A-Z])")
_STEMS = tuple((status, re.compile(pattern)) for status, pattern in STEMS)
_NO_HEADING = re.compile(NO_HEADING)
_COLON_LINE = re.compile(r"^[^\S\n]*[A-Z](?:[^\n:()]|\([^()\n\d]{1,40}\)){5,80}:(?!\s*\d)", re.MULTILINE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_STEM = Phrase(
    r"PRESEN[TC]|PARTICIP|ASSIST|ABSEN[TC]|EXCUSE|REPRESENTE|POUVOIR|PROCURATION|MANDA|SUPPLEANT|EXCEPT|SAUF|HORMIS|ONT\s+SIEGE|L'APPEL|"
    r"DELEGATIONS?\s+DE\s+VOTE|DELEGUE\s+LEUR"
)
_OF_A_PLACE = re.compile(r"(?:[^\W\d_]+ )?[A-ZÀ-Þ'’-]{2,} (?:de |du |des |d['’])(?:[Ll][ae] )?[A-ZÀ-Þ][\w'’ -]+")
_TOTAL = re.compile(rf"[\s:.…=_(-]{{0,120}}(?<![A-Z])(?:\d|{NUMBER}\b)")
_ALONE = re.compile(rf"[^\S\n]*+:?[^\S\n]*+\n\s*+\d{{1,3}}[^\S\n]*(?:$|\n(?!\s*{CIVILITY}\b))")  # "Présents\n24": a total in the margin
_COUNT_AHEAD = re.compile(r"[^\S\n]*+:[^\S\n]*+\d{1,3}")  # "Présents : 9 Anne ROUX – Paul PETIT – …"
_FIRST_OF_LIST = re.compile(r"\s*+:?\s*+1\s?[.)°-]\s?[A-Z]")  # "Présents : 1. Anne ROUX 2. Paul PETIT"
_NAMES_AFTER = re.compile(  # "PRESENTS Anne ROUX, Paul PETIT", "Présent(e)s A. Roux, P. Petit", "PROCURATIONS Anne ROUX à Paul PETIT"
    r"\s[A-Z]\.(?:-?[A-Z]\.)?\s?[A-ZÀ-Þ][\w'’-]+(?:,| et | à )|\s(?:[A-ZÀ-Þ][\w'’-]+\s+){2,4}?(?:à\s|[A-ZÀ-Þ][\w'’-]+,)|"
    r"\s[A-ZÀ-Þ][\w'’-]+\s+[A-ZÀ-Þ][\w'’-]+(?:,| à )|"
    # "PRÉSENTS Mme Anne ROUX …", "PRÉSENTS Anne ROUX • Paul DE PETIT • …"
    r"\s+(?:MM?\.|Mmes?|M(?:onsieur|adame|essieurs|esdames))\s+[A-ZÀ-Þ]|"
    r"\s(?:[A-ZÀ-Þ][\w'’.-]*\s+){2,4}[;/•–-]\s"
)
_AFTER = re.compile(rf"[^\S\n]*(?::|\.\s*:|\n|$|-\s|[.…]{{2,}}|{CIVILITY}\b[.\s])")
_PLURAL = re.compile(r"(?:[A-Z-]*\s+)?(?:ADJOINT|CONSEILLER|MAIRES?-ADJOINT|VICE-PRESIDENT|DELEGUE|MEMBRE|SUPPLEANT|TITULAIRE)E?S\b")
_ITEM = re.compile(r"(?:POINTS?|QUESTIONS?|DELIBERATIONS?|DELIB|ITEM|AFFAIRES?|DOSSIERS?|RAPPORTS?)\s*(?:N\s?[°O]\s*)?([A-Z]*\d[\w./-]*)")
_TIME = re.compile(r"\b(\d{1,2})\s*(?:H|HEURES?)\s*(\d{2})?\b")
_ARRIVAL = re.compile(r"\bARRIV|A\s+PARTIR\s+D|JUSQU")
_NOT_THERE = re.compile(r"(?:ABSENTE?,?\s+)?(?P<excused>EXCUSEE?|EXC\.?)|ABSENTE?")  # "Présents : M. ROUX, Mme PIC (excusée)"
_HELPERS = re.compile(r"ASSIST|PARTICIPANT")
_OF_OTHERS = re.compile(rf"{OTHERS}$")
_EXCUSED_OR_NOT = re.compile(r"(?:ABSENTE?,?\s+)?(?P<no>NON[\s-]+)?(?:EXCUSEE?|EXC\.?)\s*")
_FROM_THEN = re.compile(r"\s*(?:ABSENTE?\s+)?(?:A\s+PARTIR|A\s+COMPTER|APRES|DEPART|PARTI)")
_DEPARTURE = re.compile(r"\bDEPART\b|\bQUITT|\bPARTIE?\b|JUSQU")


@dataclass(frozen=True, slots=True)
class Group:
    """The people under one heading."""

    status: Status
    start: int  # of the heading
    end: int  # of the last entry
    entries: tuple[NameEntry, ...]
    excepted: bool = False  # "à l'exception de"
    is_rest: bool = False  # … where all the others are said to be present


@dataclass(frozen=True, slots=True)
class RollCall:
    """The opening roll call; ``start`` and ``end`` are offsets into the flow, both 0 where there is none."""

    attendance: tuple[PrintedAttendance, ...] = ()
    changes: tuple[PrintedChange, ...] = ()
    start: int = 0
    end: int = 0


def read_roll_call(flow: Flow, start: int = 0) -> RollCall:
    """The first roll call at or after ``start``.

    Form: extracts, minutes and lists alike; a councillor named under two headings gives one row, doubtful where the headings disagree.
    """
    groups = _first_cluster(_groups(flow, start))
    grid = max(read_grid(flow, start), read_stated_rows(flow, start), read_marked_names(flow, start), key=lambda roll: len(roll.attendance))
    if grid.attendance and len(grid.attendance) > sum(len(group.entries) for group in groups):
        return _with_powers(flow, grid)
    if not groups:
        return RollCall()
    groups = _with_powers_held(_with_bracketed_holders(_one_style(groups)))
    rows: dict[tuple[str, ...], PrintedAttendance] = {}
    changes: list[PrintedChange] = []
    away: dict[tuple[str, ...], PrintedAttendance] = {}
    here = {_key(entry.name) for group in groups if group.status is Status.PRESENT for entry in group.entries}
    for group in groups:
        for entry in group.entries:
            if group.status is not Status.PRESENT and _key(entry.name) in here and entry.note and _FROM_THEN.match(fold(entry.note)):
                changes.append(_departure(flow, entry))
                continue
            for row in _rows(flow, group, entry):
                _merge(rows, row)
                if row.status in (Status.ABSENT, Status.EXCUSED):
                    away.setdefault(_key(row.name), row)
            change = _change(flow, group, entry)
            if change:
                changes.append(change)
    start, end = groups[0].start, max(group.end for group in groups)
    for entry in _free_proxies(flow, groups, start, end, tuple(rows.values())):
        end = max(end, entry.end)
        for row in _rows(flow, Group(Status.REPRESENTED, entry.start, entry.end, ()), entry):
            _merge(rows, row)
    attendance = _late_arrivals(_fused(tuple(rows.values())), changes, away)
    return RollCall(attendance, _once(changes), start, end)


def _with_powers(flow: Flow, grid: GridRoll) -> RollCall:
    """The rows of a grid with the powers that are told in a list below it: "Avaient donné pouvoir : Anne ROUX à Paul PETIT"."""
    rows: dict[tuple[str, ...], PrintedAttendance] = {}
    end = grid.end
    for row in grid.attendance:
        _merge(rows, row)
    for group in takewhile(lambda group: group.start - grid.end < MAX_APART, _groups(flow, grid.end)):
        if group.status is Status.REPRESENTED:
            for entry in group.entries:
                if entry.link == "to" and entry.other:
                    _merge(rows, PrintedAttendance(entry.name, Status.REPRESENTED, flow.place(entry.start, entry.end), entry.other))
                    end = max(end, entry.end)
    return RollCall(tuple(rows.values()), (), grid.start, end)


def _free_proxies(flow: Flow, groups: list[Group], start: int, end: int, rows: tuple[PrintedAttendance, ...]) -> Iterator[NameEntry]:
    """Powers told in sentences of their own beside the lists: "M. ROUX a donné procuration à Mme PETIT et M. VIAL à M. BLANC."

    Of nobody who is listed as present: who leaves later tells that in the minutes. Holders are nobody's who is listed as away.
    """
    known = [(group.start, group.end) for group in groups]
    away = [row.name for row in rows if row.status in (Status.ABSENT, Status.EXCUSED)]
    here = [row.name for row in rows if row.status is Status.PRESENT]
    at = start
    while link := _LINK_TO.search(flow.folded, at, min(len(flow.text), end + MAX_BESIDE)):
        at = link.end()
        if any(begin <= link.start() < stop for begin, stop in known):
            continue
        lead = list(_WITH_CIVILITY.finditer(flow.folded, max(link.start() - 90, start), link.start()))
        if not lead:
            continue
        entries, _ = parse_names(flow.text, flow.folded, lead[-1].start(), min(len(flow.text), link.end() + MAX_GAP), proxies=True)
        for entry in takewhile(lambda entry: entry.link == "to", entries):
            listed = _is_among(entry.name, away) or (entry.other is not None and _is_among(entry.other, here))
            if listed and not _is_among(entry.name, here) and not (entry.other and _is_among(entry.other, away)):
                yield entry
                at = max(at, entry.end)


def _is_among(name: PrintedName, names: Sequence[PrintedName]) -> bool:
    return any(_may_be_same(name, other) for other in names)


def _fused(rows: tuple[PrintedAttendance, ...]) -> tuple[PrintedAttendance, ...]:
    """The rows with who stands among the absent and, in a shorter or longer form, among the givers of powers, once."""
    kept = dict(enumerate(rows))
    givers = [index for index, row in enumerate(rows) if row.status is Status.REPRESENTED]
    twins: dict[int, list[int]] = {}
    while (one := next((index for index in givers if len(twins.setdefault(index, _twins(kept, index))) == 1), None)) is not None:
        givers.remove(one)
        twin = kept.pop(twins[one][0])
        kept[one] = replace(kept[one], name=max(twin.name, kept[one].name, key=lambda name: len(_key(name))))
        if twin.doubt and not kept[one].doubt:
            kept[one] = replace(kept[one], certainty=Certainty.DOUBTFUL, doubt=twin.doubt)
        twins = {}  # who is taken is no other's twin
    for index in givers:
        unlike = [other for other in kept if other != index and _is_misprint(kept[other].name, kept[index].name)]
        if twins[index]:
            kept[index] = replace(kept[index], certainty=Certainty.DOUBTFUL, doubt="may be one of several who are listed as absent")
        elif unlike:
            for other in (index, *unlike):
                kept[other] = replace(
                    kept[other], certainty=Certainty.DOUBTFUL, doubt="may be one person with another, printed differently"
                )
    return tuple(kept[index] for index in sorted(kept))


def _twins(rows: Mapping[int, PrintedAttendance], index: int) -> list[int]:
    """Who among the absent may be the giver of a power: the same words in a shorter or longer form, no other sex."""
    own = set(_key(rows[index].name))
    return [
        other
        for other, row in rows.items()
        if row.status in (Status.ABSENT, Status.EXCUSED)
        and (own <= set(_key(row.name)) or set(_key(row.name)) <= own)
        and not _differ_in_sex(row.name, rows[index].name)
    ]


def _is_misprint(one: PrintedName, other: PrintedName) -> bool:
    """Whether two names of one roll call are so alike that they may be one person's: "LACOSTE", "LASCOSTE"; "Sylvie BRUN", "S. BRUN"."""
    if _differ_in_sex(one, other):
        return False
    if _is_initialled(one, other) or _is_initialled(other, one):
        return True
    first, second = _words(one.text), _words(other.text)
    return first != second and len(first) == len(second) and fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second))) >= SAME_PRINT


def _differ_in_sex(one: PrintedName, other: PrintedName) -> bool:
    """Whether civilities of their own, none shared with others, tell two people apart: "M. COLIN" and "Mme COLIN"."""
    sexes = {_sex(name) for name in (one, other)}
    return sexes == {"m", "f"}


def with_president(attendance: tuple[PrintedAttendance, ...], session: PrintedSession) -> tuple[PrintedAttendance, ...]:
    """The roll call with the person in the chair, whom some councils leave out of it ("sous la présidence de M. ROUX … Présents : …").

    Certain where the printed total counts one more than the names listed, else doubtful; nobody is added where the total equals the list.
    """
    chair = session.president
    if not attendance or chair is None or not any(row.status is Status.PRESENT for row in attendance):
        return attendance
    if any(_may_be_same(chair, row.name) for row in attendance):
        return attendance
    listed = sum(row.status is Status.PRESENT for row in attendance)
    if session.stated_present == listed:
        return attendance
    doubt = None if session.stated_present == listed + 1 else "in the chair but not in the list of those present"
    certainty = Certainty.DOUBTFUL if doubt else Certainty.CERTAIN
    return (PrintedAttendance(chair, Status.PRESENT, session.places["president"], None, certainty, doubt), *attendance)


def _may_be_same(one: PrintedName, other: PrintedName) -> bool:
    """Whether two printed names may be one person's: one holds the other's words, initials aside, or they differ by a misprint."""
    if _is_initialled(one, other) or _is_initialled(other, one):
        return True
    first, second = ({word for word in _words(name.text) if len(word) > 1} for name in (one, other))
    return first <= second or second <= first or fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second))) >= MISPRINT


def _is_initialled(short: PrintedName, long: PrintedName) -> bool:
    """Whether one name is the other with initials for given names: "S. BRUN", "Sylvie BRUN"."""
    brief, full = _words(short.text), _words(long.text)
    initials, rest = [word for word in brief if len(word) == 1], [word for word in brief if len(word) > 1]
    return bool(initials) and bool(rest) and set(rest) < set(full) and set(initials) <= {word[0] for word in full if word not in rest}


def _groups(flow: Flow, start: int) -> Iterator[Group]:
    headings = chain(_all_headings(flow, start), [(len(flow.text), len(flow.text), Status.ABSENT)])
    before: tuple[NameEntry, ...] = ()  # the people of the groups before
    for (begin, end, status), (following, _, _) in pairwise(headings):
        limit = min(following, end + MAX_GROUP)
        if _NOBODY.match(flow.folded, end):
            yield Group(status, begin, end, ())
            continue
        end = _after_figure(flow.folded, _skip_colon(flow, _after_count(flow.folded, end)))
        from_to = _FROM_TO.match(flow.folded, end) if status is Status.REPRESENTED else None
        end = from_to.end() if from_to else end
        entries, stop = parse_names(
            flow.text,
            flow.folded,
            end,
            limit,
            proxies=status is Status.REPRESENTED,
            pairs=from_to is not None or _PAIRS.match(flow.folded, begin) is not None,
            like=before,
        )
        if before and _HELPERS.search(flow.folded, begin, end):
            entries = []  # behind the members those are who help and listen
        before = (*before, *entries)
        entries = [
            entry
            for entry in _from_brackets(_without_places(flow, entries), status is Status.PRESENT)
            if not _STAFF.match(fold(entry.note or ""))
        ]
        if _OF_COMMUNES.search(flow.folded, begin, entries[0].start if entries else end):
            entries = []  # "les délégués des communes de : …"
        entries = _heads_doubted(flow, _places_doubted([_unbroken(flow, entry) for entry in entries if not _is_phrase(entry)]))
        if "SUPPLEANT" in flow.folded[begin:end] and status is Status.REPRESENTED:
            entries = [replace(entry, link="alternate") if entry.link == "to" else entry for entry in entries]
        if status is Status.REPRESENTED:
            entries = _holders_missed(entries)
        elif _OR_REPRESENTED.match(flow.folded, begin):
            doubt = "listed as present or represented"
            entries = [entry if entry.link else replace(entry, doubt=entry.doubt or doubt) for entry in entries]
        excepted = _EXCEPTED.match(flow.folded, begin) is not None
        if excepted and _THEN_EXCUSED.match(flow.folded, stop):
            status = Status.EXCUSED
        is_rest = excepted and _are_all_but(flow, begin)
        yield Group(status, begin, stop if entries else end, tuple(_shared_offices(entries)), excepted, is_rest)


def _all_headings(flow: Flow, start: int) -> Iterator[tuple[int, int, Status]]:
    """Start, end and state of each heading in printed order, one by one, since the first few are the roll call's."""
    others = _other_headings(flow, start)
    other = next(others, None)
    end = start
    for match in _headings(flow.folded, start):
        if not _is_heading(flow, match):
            continue
        line = flow.line_index(match.start())
        while other and flow.line_index(other[0]) <= line:
            if flow.line_index(other[0]) < line and other[0] >= end:
                yield other
            other = next(others, None)
        end = match.end()
        yield match.start(), end, _status(match)
    while other and other[0] < end:
        other = next(others, None)  # the last line of a heading of two lines
    if other:
        yield from chain([other], others)


def _other_headings(flow: Flow, start: int) -> Iterator[tuple[int, int, Status]]:
    """Lines that head a group in words of their own: "Délégués titulaires présents :", "Ont donné pouvoir pour la séance :"."""
    for match in flow.heads(_COLON_LINE, start, len(flow.folded), flow.starts_with_colon):
        if _NO_HEADING.search(match.group()):
            continue
        told = match.group()
        if "(" in told and _WITH_CIVILITY.search(told):
            told = _IN_BRACKETS.sub("", told)  # "Anne, Mme PETIT Zoé (procuration à M. ROUX). Date de la convocation :"
        status, stem = next(((status, found) for status, stem in _STEMS if (found := stem.search(told))), (None, None))
        if status and stem and not _OF_OTHERS.search(told[: stem.start()].rstrip()[-MAX_OTHERS:]):
            sentence = flow.text.rfind(
                ". ", match.start(), match.start() + stem.start()
            )  # "… Luc\nVIAL. Délégués suppléants ayant pouvoir :"
            yield (sentence + 2 if sentence > 0 else match.start()), match.end() - 1, status


def _unbroken(flow: Flow, entry: NameEntry) -> NameEntry:
    """The entry without a hyphen that only parts a word at a line's end: "LAJAR-\nRIGE", where LAJARRIGE stands elsewhere in the file."""
    for match in _BROKEN.finditer(flow.text, entry.start, entry.end):
        whole, parted = match[1] + match[2], f"{match[1]}-{match[2]}"
        if whole in flow.text and flow.text.count(parted) == 0:
            entry = replace(entry, name=_mended(entry.name, parted, whole), other=entry.other and _mended(entry.other, parted, whole))
    if " " not in entry.name.text and _GOES_ON.match(flow.text, entry.end):
        entry = replace(entry, doubt="the name goes on behind the line end, where it could not be read")
    return entry


def _mended(name: PrintedName, parted: str, whole: str) -> PrintedName:
    return replace(name, text=name.text.replace(parted, whole))


def _headings(folded: str, start: int) -> Iterator[re.Match[str]]:
    """Where a heading may stand: the costly pattern is tried only around the words that every heading holds."""
    at = start
    for stem in _STEM.finditer(folded, start):
        if stem.start() < at:
            continue
        limit = min(len(folded), stem.end() + MAX_HEADING)
        for place in _HEADING.places(folded, max(at, stem.start() - MAX_LEAD), stem.start() + 1):
            if place >= at and (match := _HEADING.pattern.match(folded, place, limit)):
                yield match
                at = match.end()


def _heads_person(entry: NameEntry) -> bool:
    """Whether a name in capitals alone stands before a person's in brackets: "ORSEC (ROUX Luc, PIC Anne)", a commune and its delegates."""
    person = read_name(entry.note or "")
    shapes = [is_upper(word) for word in person.text.split()] if person else []
    return len(set(shapes)) == 2 and all(is_upper(word) or fold(word) in PARTICLES for word in entry.name.text.split())


def _from_brackets(entries: list[NameEntry], is_here: bool) -> list[NameEntry]:
    """The people of a list that names communes and, in brackets, delegates: "Orsec (M. ROUX) ; Valmont (Mme PIC, pouvoir à M. VIAL)"."""
    bracketed = [
        entry
        for entry in entries
        if not entry.name.civility and entry.note and (_WITH_CIVILITY.match(fold(entry.note)) or (is_here and _heads_person(entry)))
    ]
    if len(bracketed) < max(2, 0.5 * len(entries)):
        return entries
    inner = [(entry, parse_names(entry.note, fold(entry.note), 0, len(entry.note), proxies=True)[0]) for entry in bracketed if entry.note]
    return [replace(person, start=entry.start, end=entry.end) for entry, people in inner for person in people]


def _with_bracketed_holders(groups: list[Group]) -> list[Group]:
    """The groups with the holders that stand in brackets alone: "Absents avec procuration : ROUX Anne (PETIT Luc), …".

    They are holders where most of them are listed as present; the chair may be left out of that list.
    """
    here = [entry.name for group in groups if group.status is Status.PRESENT for entry in group.entries]
    return [_with_holders(group, here) if group.status is Status.REPRESENTED else group for group in groups]


def _with_holders(group: Group, here: Sequence[PrintedName]) -> Group:
    holders = {at: holder for at, entry in enumerate(group.entries) if not entry.link and (holder := _bracketed(entry.note))}
    listed = [at for at, holder in holders.items() if _is_one_of(holder, here)]
    if not listed or len(listed) < MOST_LISTED * len(holders):
        return group
    return replace(
        group,
        entries=tuple(replace(entry, link="to", other=holders[at]) if at in holders else entry for at, entry in enumerate(group.entries)),
    )


def _with_powers_held(groups: list[Group]) -> list[Group]:
    """The groups with those present who hold the bare power of somebody away: "Présents : ROUX (pouvoir PIC), … Excusée : PIC"."""
    here, away = (
        [entry.name for group in groups if (group.status is Status.PRESENT) is is_here for entry in group.entries]
        for is_here in (True, False)
    )

    def is_held(entry: NameEntry) -> bool:
        told = fold(entry.note or "")
        is_bare = entry.link == "to" and _BARE_POWER.match(told) is not None and _LINK_TO.search(told) is None
        return is_bare and entry.other is not None and _is_one_of(entry.other, away) and not _is_among(entry.other, here)

    return [
        replace(group, entries=tuple(replace(entry, link="from") if is_held(entry) else entry for entry in group.entries))
        if group.status is Status.PRESENT
        else group
        for group in groups
    ]


def _bracketed(note: str | None) -> PrintedName | None:
    """The person whose name is all that a remark in brackets says."""
    name = read_name(note) if note and not note.isdigit() else None
    return name if name and note and len(_words(note)) <= len(_words(name.text)) + bool(name.civility) else None


def _is_one_of(name: PrintedName, names: Sequence[PrintedName]) -> bool:
    """Whether a name is that of one person of several, perhaps in a shorter form, and of one only."""
    return sum(set(_words(name.text)) <= set(_words(other.text)) and not _differ_in_sex(name, other) for other in names) == 1


def _holders_missed(entries: list[NameEntry]) -> list[NameEntry]:
    """The entries with a doubt on those without a holder in a list in which most have one: they may have given no power."""
    bare = [entry for entry in entries if not entry.link and not entry.note]
    if not bare or len(bare) > 0.5 * len(entries) or sum(entry.link == "to" for entry in entries) < 0.5 * len(entries):
        return entries
    return [replace(entry, doubt=entry.doubt or "no holder is printed, as others have") if entry in bare else entry for entry in entries]


def _without_places(flow: Flow, entries: list[NameEntry]) -> list[NameEntry]:
    """The entries without the communes that head them: capitals without a civility, where people have one each or a given name each.

    They stand on lines of their own, right before a civility, or all before the people of a list that has a given name with each surname.
    """
    people = [entry for entry in entries if entry.name.civility or entry.link]
    others = [
        entry for entry in entries if entry not in people and all(is_upper(word) or len(word) < 3 for word in entry.name.text.split())
    ]
    if len(people) < max(3, 0.4 * len(entries)):
        if len(people) < 0.1 * len(entries) and _head_all(entries, others):
            return [entry for entry in entries if entry not in others]
        return entries
    if not any(word[1:].islower() for entry in people for word in entry.name.text.split()):
        return entries
    places = [entry for entry in others if _is_caps_line(flow, entry) or _WITH_CIVILITY.match(flow.folded, _next_word(flow, entry.end))]
    return [entry for entry in entries if entry not in places] if len(places) > 1 else entries


def _places_doubted(entries: list[NameEntry]) -> list[NameEntry]:
    """The entries with a doubt where most of several may bear the commune that they sit for: "M. ROUX de VALMONT, Mme PIC d'ORSEC"."""
    of_places = [entry for entry in entries if _OF_A_PLACE.fullmatch(entry.name.text)]
    if len(of_places) < max(3, 0.5 * len(entries)):
        return entries
    return [
        replace(entry, doubt=entry.doubt or "what follows the particle may be a commune") if entry in of_places else entry
        for entry in entries
    ]


def _heads_doubted(flow: Flow, entries: list[NameEntry]) -> list[NameEntry]:
    """The entries with a doubt on those that open a line with two words in capitals and more, where most lines open so.

    "ORSEC VIAL Luc, PIC Anne / VALMONT BRUN Zoé": the first may be the commune; few people bear two surnames without a hyphen.
    """
    heads = [entry for entry in entries if not entry.name.civility and flow.text[entry.start - 1 : entry.start] == "\n"]
    doubled = [entry for entry in heads if _opens_twice(entry.name.text)]
    if len(doubled) < FEWEST_DOUBLED or len(doubled) < MOST_LISTED * len(heads):
        return entries
    doubt = "what stands before the surname may be a commune"
    return [replace(entry, doubt=entry.doubt or doubt) if entry in doubled else entry for entry in entries]


def _opens_twice(name: str) -> bool:
    """Whether a name begins with two words in capitals, particles aside, and goes on with one that is none: "ORSEC VIAL Luc"."""
    words = [word for word in name.split() if fold(word).strip("'") not in PARTICLES]
    return len(words) > 2 and is_upper(words[0]) and is_upper(words[1]) and not is_upper(words[-1])


def _head_all(entries: list[NameEntry], others: list[NameEntry]) -> bool:
    """Whether names in capitals alone open a list whose other names each have a given name: the communes of a table, column by column."""
    if len(others) < 2 or len(others) > 0.5 * len(entries) or others != entries[: len(others)]:
        return False
    return all(not is_upper(words[0]) and is_upper(words[-1]) for entry in entries[len(others) :] if (words := entry.name.text.split()))


def _is_caps_line(flow: Flow, entry: NameEntry) -> bool:
    """Whether nothing but capitals stands on the line of an entry, nor anything that parts names."""
    line = flow.lines[flow.line_index(entry.start)].text
    return line.isupper() and not re.search(r"[,;:\d]", line) and "\n" not in flow.text[entry.start : entry.end]


def _next_word(flow: Flow, at: int) -> int:
    return at + len(flow.text[at:]) - len(flow.text[at:].lstrip())


def _shared_offices(entries: list[NameEntry]) -> list[NameEntry]:
    """The entries with an office in the plural ("M. ROUX, Mme PIC, adjoints au maire") on all the names before it that have none."""
    shared: str | None = None
    result = []
    for entry in reversed(entries):
        if entry.name.function:
            shared = entry.name.function if _PLURAL.match(fold(entry.name.function)) else None
        elif shared:
            entry = replace(entry, name=replace(entry.name, function=shared))
        result.append(entry)
    return result[::-1]


def _status(match: re.Match[str]) -> Status:
    return next(status for i, (status, _) in enumerate(HEADINGS) if match.group(f"g{i}") is not None)


def _after_count(folded: str, at: int) -> int:
    """Behind the number that some headings carry: "Étaient présents (9) :", "Membres présents : 26" over the names."""
    match = _COUNT.match(folded, at)
    return match.end() if match else at


def _after_figure(folded: str, at: int) -> int:
    """Behind the number between a heading's colon and its names: "Présents (à l'ouverture) : 12 (dont 2 suppléants) Anne ROUX, …"."""
    match = _FIGURE.match(folded, at)
    return match.end() if match else at


def _skip_colon(flow: Flow, at: int) -> int:
    """Behind the heading's colon, and behind the words that may stand before it: "Présents en visioconférence : …"."""
    match = _COLON.match(flow.folded, at) or _WORDS_AND_COLON.match(flow.text, at)
    if match is None or _NO_HEADING.search(flow.folded, at, match.end()):
        match = _DOTS.match(flow.text, at)
    return match.end() if match else at


def _is_heading(flow: Flow, match: re.Match[str]) -> bool:
    """A heading begins a line or is followed by a colon; a number behind it makes it a printed total."""
    at, end = match.start(), _after_count(flow.folded, match.end())
    before = flow.folded[max(0, at - 1) : at]
    if before and (before.isalnum() or before in "'-"):
        return False
    line_start = flow.text.rfind("\n", 0, at) + 1
    lead = flow.folded[line_start:at].strip(" -•*.:\t")
    if lead.endswith("("):
        return False  # "Mme ROUX (Procuration à M. PETIT)"
    if _CONSULTATIVE.match(flow.folded, match.end()):
        return False  # "Membres présents avec voix consultative :" are no members
    if lead.endswith("COMMUNES") and _status(match) in (Status.ABSENT, Status.EXCUSED):
        return False  # "Communes absentes : Orsec, Valmont"
    if _OF_OTHERS.search(lead[-MAX_OTHERS:]):
        return False  # "Étaient également présents : …", "Personnel présent : …"
    worded = _WORDS_AND_COLON.match(flow.text, end) if flow.text[at].isupper() else None
    colon = end != match.end() or _COLON.match(flow.folded, end) is not None
    colon = colon or (worded is not None and not _NO_HEADING.search(flow.folded, end, worded.end()))
    if _ALONE.match(flow.folded, end):
        return False
    counts = _TOTAL.match(flow.folded, end) and not _FIRST_OF_LIST.match(flow.folded, end)
    counts = counts and not ((figure := _COUNT_AHEAD.match(flow.folded, end)) and _NAMES_AFTER.match(flow.text, figure.end()))
    if counts and not re.compile(r"[^\S\n]*:?[^\S\n]*\n").match(flow.folded, end) and end == match.end():
        return False
    if _EXCEPTED.match(match.group()):
        return match.group().startswith("A") or _are_all_but(flow, at)
    if not lead or lead in ("ETAIENT", "SONT"):
        return colon or _AFTER.match(flow.folded, end) is not None or flow.text[at : at + 2].isupper() or flow.text[at].isupper()
    if lead.endswith((".", "!")) or flow.folded[line_start:at].rstrip().endswith("."):
        if flow.text[at].isupper() and _NAMES_AFTER.match(flow.text, end):
            return True  # "…, maire. Étaient présents Anne ROUX, Paul PETIT"
    if (
        (flow.text[at:end].isupper() or "(" in match.group())
        and not lead.endswith((".", ","))
        and (not lead.endswith(")") or flow.text[at:end].isupper())
        and _NAMES_AFTER.match(flow.text, end)
    ):
        return True
    return colon or (flow.text[at].isupper() and _AFTER.match(flow.folded, end) is not None and flow.folded[end : end + 1] != "\n")


def _is_phrase(entry: NameEntry) -> bool:
    return fold(entry.name.text) in ("NEANT", "AUCUN", "AUCUNE", "PERSONNE", "TOUS", "TOUTES", "L'ENSEMBLE", "ENSEMBLE", "RAS")


def _first_cluster(groups: Iterable[Group]) -> list[Group]:
    """The first run of groups, with people in them, that stand close together; the groups after it are not read."""
    cluster: list[Group] = []
    for group in groups:
        if not group.entries:
            continue
        repeats = group.status is Status.PRESENT and _calls_again(cluster, group)
        if cluster and (group.start - cluster[-1].end > MAX_GAP or repeats):
            if sum(len(g.entries) for g in cluster) >= 2:
                break
            cluster = []
        cluster.append(group)
    people = sum(len(g.entries) for g in cluster)
    has_core = any(g.status is Status.PRESENT or g.excepted for g in cluster)
    return cluster if (people >= 2 and has_core) or people >= 4 or any(g.is_rest for g in cluster) else []


def _are_all_but(flow: Flow, at: int) -> bool:
    """Whether what stands before an exception says that everybody is there: "Étaient présents tous les conseillers, sauf …"."""
    before = flow.folded[max(0, at - MAX_ALL) : at].rpartition(".")[2]
    return "PRESENT" in before and _EVERYBODY.search(before) is not None


def _calls_again(cluster: list[Group], group: Group) -> bool:
    """Whether those present are called a second time; a group of alternates behind that of the members is none."""
    called = {_key(entry.name) for g in cluster if g.status is Status.PRESENT for entry in g.entries}
    return bool(called) and (group.start - cluster[-1].end > MAX_APART or any(_key(entry.name) in called for entry in group.entries))


def _one_style(groups: list[Group]) -> list[Group]:
    """Without what is not printed like the others: where nearly all surnames stand in capitals, words without any are no name."""
    entries = [entry for group in groups for entry in group.entries]
    capitals = [_has_capitals(entry.name) for entry in entries]
    if sum(capitals) < 0.8 * len(capitals):
        return groups
    kept = []
    for group in groups:
        good = _rejoin([entry for entry in group.entries if _has_capitals(entry.name) or _is_told(entry.name)])
        kept.append(replace(group, entries=tuple(good), end=max([e.end for e in good], default=group.start)))
    return [group for group in kept if group.entries] or groups


def _rejoin(entries: list[NameEntry]) -> list[NameEntry]:
    """ "Mme Nathalie, COLIN": a comma inside a name, where every other entry has a civility and a surname in capitals."""
    if sum(bool(e.name.civility) for e in entries) < 0.8 * len(entries):
        return entries
    joined: list[NameEntry] = []
    for entry in entries:
        last = joined[-1] if joined else None
        if last and not entry.name.civility and not last.link and not _has_capitals(last.name) and is_upper(entry.name.text.split()[0]):
            name = PrintedName(f"{last.name.text} {entry.name.text}", last.name.civility, entry.name.function)
            joined[-1] = replace(entry, name=name, start=last.start)
        else:
            joined.append(entry)
    return joined


def _is_told(name: PrintedName) -> bool:
    """Whether a civility says that this is somebody; one that many share says that of no given name alone ("MM. Luc ROUX, Anne, …")."""
    return name.civility is not None and (" " in name.text or not _is_shared(name.civility))


def _may_be_two(name: PrintedName) -> bool:
    """Whether columns may have run together: "Luc Vial Anne Petit", where capitals do not tell where a name ends."""
    if name.text.count(" ") < 3:
        return False
    kinds = [is_upper(word) for word in name.text.split() if fold(word).strip("'") not in PARTICLES and len(word.rstrip(".")) > 1]
    return len(kinds) > 3 and len(set(kinds)) == 1


def _is_shared(civility: str) -> bool:
    return bool(set(fold(civility).replace(".", "").split()) & (SHARED | {"ET"}))


def _has_capitals(name: PrintedName) -> bool:
    return any(is_upper(word) for word in name.text.split())


def _rows(flow: Flow, group: Group, entry: NameEntry) -> list[PrintedAttendance]:
    """What an entry says under its heading: one row, or two where it names the person for whom it votes."""
    entry = _with_footnote(flow, entry)
    if not entry.doubt and any(name and _may_be_two(name) for name in (entry.name, entry.other)):
        entry = replace(entry, doubt="four words and more of one kind: may be two names with nothing between them")
    place = flow.place(entry.start, entry.end)
    certainty = Certainty.DOUBTFUL if entry.doubt else Certainty.CERTAIN
    if (
        entry.note
        and group.status in (Status.ABSENT, Status.EXCUSED)
        and (stated := _EXCUSED_OR_NOT.fullmatch(fold(entry.note).rpartition("; ")[2]))
    ):
        group = replace(group, status=Status.ABSENT if stated["no"] else Status.EXCUSED)  # "Absents : M. ROUX (excusé), M. PETIT"
    if entry.note and group.status is Status.PRESENT and not entry.link and (away := _NOT_THERE.fullmatch(fold(entry.note))):
        group = replace(group, status=Status.EXCUSED if away["excused"] else Status.ABSENT)
    if entry.link == "alternate" and entry.other:  # a delegate's alternate sits and votes in his own right
        absent = group.status if group.status in (Status.EXCUSED, Status.ABSENT) else Status.REPRESENTED
        holder = entry.other if absent is Status.REPRESENTED else None
        return [
            PrintedAttendance(entry.name, absent, place, holder, certainty, entry.doubt),
            PrintedAttendance(entry.other, Status.PRESENT, place, None, certainty, entry.doubt),
        ]
    if entry.link == "to":
        return [PrintedAttendance(entry.name, Status.REPRESENTED, place, entry.other, certainty, entry.doubt)]
    # "Pouvoirs : M. ROUX a reçu pouvoir de Mme PIC": the holder stands under a heading for givers
    is_holder = entry.link == "from" and group.status is Status.REPRESENTED
    rows = [] if is_holder else [PrintedAttendance(entry.name, group.status, place, None, certainty, entry.doubt)]
    if entry.link == "from" and entry.other:
        rows.append(PrintedAttendance(entry.other, Status.REPRESENTED, place, entry.name, certainty, entry.doubt))
    return rows


def _with_footnote(flow: Flow, entry: NameEntry) -> NameEntry:
    """The entry with the proxy that a footnote tells: "M. ROUX (1)" and, below, "(1) donne pouvoir à Mme PIC"."""
    if entry.link or not entry.note or not entry.note.isdigit():
        return entry
    footnote = re.compile(rf"\(\s*{entry.note}\s*\)\s*:?\s*{LINK_TO}\s*").search(flow.folded, entry.end, entry.end + MAX_FOOTNOTE)
    holder = read_name(flow.text[footnote.end() : footnote.end() + 80]) if footnote else None
    return replace(entry, link="to", other=holder) if holder else entry


_RANK = {Status.REPRESENTED: 0, Status.PRESENT: 1, Status.EXCUSED: 2, Status.ABSENT: 3}


def _merge(rows: dict[tuple[str, ...], PrintedAttendance], row: PrintedAttendance) -> None:
    key = _key(row.name)
    other = rows.get(key)
    if other is None:
        rows[key] = row
        return
    if _differ_in_sex(row.name, other.name):
        rows[(*key, row.name.civility or "")] = row
        return
    best, rest = sorted((other, row), key=lambda r: _RANK[r.status])
    conflict = {best.status, rest.status}
    doubt = best.doubt
    if Status.PRESENT in conflict and len(conflict) == 2:
        doubt = f"named as {best.status.value} and as {rest.status.value}"
    if best.status is rest.status and best.proxy and rest.proxy and not set(words(best.proxy.text)) & set(words(rest.proxy.text)):
        doubt = "two different proxies are printed"
    place = best.place if best.proxy or not rest.proxy else rest.place
    rows[key] = replace(
        best,
        proxy=best.proxy or rest.proxy,
        place=place,
        certainty=Certainty.DOUBTFUL if doubt else best.certainty,
        doubt=doubt,
    )


def _sex(name: PrintedName) -> str:
    return _sex_of(name.civility or "")


@lru_cache(maxsize=64)  # a roll call has three or four civilities
def _sex_of(civility: str) -> str:
    folded = fold(civility).strip(". ")
    if not folded or folded in TITLES or _is_shared(folded):
        return "?"
    return "f" if folded.startswith(("MME", "MADAME", "MLLE", "MELLE", "MESDAMES", "MADEMOISELLE")) else "m"


def _change(flow: Flow, group: Group, entry: NameEntry) -> PrintedChange | None:
    """The movement that a remark in brackets tells: "(arrivée au point n° 5)", "(à partir du point 7)", "(départ à 21h10)"."""
    if not entry.note:
        return None
    folded = fold(entry.note)
    if re.match(LINK_TO, folded) or re.match(LINK_FROM, folded):
        return None
    absent = group.status is not Status.PRESENT
    event = None
    if (absent and _ARRIVAL.search(folded)) or (not absent and re.search(r"\bARRIV|A\s+PARTIR\s+D", folded)):
        event = Event.ARRIVAL
    elif not absent and _DEPARTURE.search(folded):
        event = Event.DEPARTURE
    if event is None:
        return None
    return _movement(flow, entry, event)


def _departure(flow: Flow, entry: NameEntry) -> PrintedChange:
    """Who is listed as present, and as absent from some time on: "Absents : M. ROUX à compter de 21h49"."""
    return replace(_movement(flow, entry, Event.DEPARTURE), proxy=entry.other if entry.link == "to" else None)


def _movement(flow: Flow, entry: NameEntry, event: Event) -> PrintedChange:
    folded = fold(entry.note or "")
    item, time = _ITEM.search(folded), _TIME.search(folded)
    printed_time = f"{int(time[1]):02d}:{time[2] or '00'}" if time and int(time[1]) < 24 else None
    return PrintedChange(entry.name, event, _with_note(flow, entry), time=printed_time, item=item[1] if item else None)


def _with_note(flow: Flow, entry: NameEntry) -> Place:
    close = flow.text.find(")", entry.end, entry.end + 300)
    return flow.place(entry.start, close + 1 if close >= 0 else entry.end)


def _late_arrivals(
    rows: tuple[PrintedAttendance, ...], changes: list[PrintedChange], away: Mapping[tuple[str, ...], PrintedAttendance]
) -> tuple[PrintedAttendance, ...]:
    """Who is listed as present with a later arrival was not there when the sitting opened.

    Where the same person stands under another heading too, perhaps in a longer form ("ROUX (à partir du point 7)" and "Reyda ROUX
    (jusqu'au point 6)"), that heading tells the opening; ``away`` are those listed as absent or excused.
    """
    arrived = {_key(c.name) for c in changes if c.event is Event.ARRIVAL}
    kept = []
    for row in rows:
        if row.status is Status.PRESENT and _key(row.name) in arrived:
            if any(set(_key(row.name)) < set(_key(o.name)) and o.status is not Status.PRESENT for o in rows):
                continue
            if listed := away.get(_key(row.name)):
                kept.append(listed)  # "Présents : …, ROUX (arrivé à 19h49)", "Excusés : ROUX (arrivé à 19h49)"
                continue
            doubt = "listed as present with a later arrival"
            row = replace(row, status=Status.ABSENT, certainty=Certainty.DOUBTFUL, doubt=doubt)
        kept.append(row)
    return tuple(kept)


def _key(name: PrintedName) -> tuple[str, ...]:
    return tuple(sorted(_words(name.text)))


_words = lru_cache(maxsize=1024)(words)  # the names of a roll call are compared each with each


def _once(changes: list[PrintedChange]) -> tuple[PrintedChange, ...]:
    seen: dict[tuple[tuple[str, ...], Event], PrintedChange] = {}
    for change in changes:
        seen.setdefault((_key(change.name), change.event), change)
    return tuple(seen.values())
