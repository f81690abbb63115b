"""Who came and who left while the council sat, told between or within the items.

Forms: "Arrivée de Mme ROUX à 19h06", "Départs de MM. ROUX et PETIT", "M. ROUX quitte la séance à 21h10 et donne pouvoir à Mme LENOIR",
"(Retour de M. ROUX)". Remarks in the roll call itself ("arrivée au point n° 5") are read with the roll call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from transforms.model import Certainty, Event, Place, PrintedChange, PrintedDeliberation, PrintedName
from transforms.reading import lexicon_votes as lexicon
from transforms.reading.dates import find_time
from transforms.reading.flow import Flow
from transforms.reading.lexicon import CIVILITY, LINK_TO
from transforms.reading.names import read_name
from transforms.reading.phrases import Phrase
from transforms.reading.votes import comes_back, name_run, names_before, withdraws_for_the_vote
from transforms.text import NUMBER, NUMBER_WORDS, words

SENTENCE: Final = 220  # characters after the movement in which its time, item and proxy stand

_NOUN = Phrase(rf"\b(?:(?P<arrival>{lexicon.ARRIVES})|(?P<departure>{lexicon.DEPARTS}))(?=(?:{CIVILITY}\b|[A-Z]))")
_VERB = Phrase(rf"\b(?:(?P<arrival>{lexicon.ARRIVAL_VERB})|(?P<departure>{lexicon.DEPARTURE_VERB}))")
_HEAD = re.compile(r"(?:^|[\n.;:(\[•*-])\s*$")
_BRACKET = re.compile(r"[(\[]\s*$")
_AFTER_IT = re.compile(r"\b(?:SUITE\s+(?:AU|A\s+L')|APRES\s+L(?:E\b|'))\s*$")  # "Suite au départ de M. ROUX à 21h", with its time
_CLOCK = re.compile(r"[ \t,(]*A\s+\d{1,2}\s?(?:H|:\d)")
_TIME_FIRST = re.compile(  # "19h30 : arrivée de M. ROUX", "Il est 19 heures 30, M. ROUX …", "À dix-neuf heures trente, …"
    rf"[ \t•*-]*(?:A\s+|IL\s+EST\s+)?{NUMBER}\s?(?:H|HEURES|:)\s?(?:\d{{2}}|{NUMBER_WORDS})?[ \t]*[,:-]?[ \t]*"
)
_ELSEWHERE = re.compile(  # "Arrivée de Mme ROUX le 3 mars 2024" is a tenant's, "Départ de Mme LENOIR de son poste" a clerk's
    r"[ \t,(]*(?:(?:LE|DEPUIS\s+LE|AU|A\s+COMPTER\s+DU)\s+(?:[A-Z]+\s+)?\d{1,2}(?:ER)?(?:\s+[A-Z]+\s+|[/.-]\d{1,2}[/.-])\d{2,4}|"
    r"(?:DE\s+(?:SON|SES|LA\s+COMMUNE)|COMME|NOUVE(?:AU|LLE|L)|EN\s+(?:TANT\s+QUE|QUALITE|RETRAITE|CONGE)|A\s+LA\s+RETRAITE|AU\s+(?:POSTE|SEIN)|DANS\s+(?:LA|LES|NOTRE)(?!\s+(?:SALLE|SEANCE|REUNION)))\b)"
)
_NEXT_ONE = re.compile(rf"[ \t]*\(?(?:A[ \t]+)?\d{{1,2}}[ \t]?(?:H|HEURES)[ \t]?(?:\d{{2}})?\)?[ \t]*(?:[,;]|ET\b)\s*(?={CIVILITY}\b)")
_STOP = re.compile(r"[.;](?=\s|$)(?<!M\.)|\)|\n\s*\n")
_ITEM = re.compile(
    r"\b(?:AUX?|A\s+PARTIR|AVANT|LORS|PENDANT|DURANT|DES|POUR|(?P<after>APRES|A\s+L'ISSUE|A\s+LA\s+FIN|JUSQU'\w+))\b[^.\n]{0,40}?"
    r"\b(?:POINTS?|QUESTIONS?|DELIBERATIONS?|AFFAIRES?|DOSSIERS?|RAPPORTS?)\s*(?:N\s?[°O]\s*)?(?P<item>[A-Z]{0,4}\d[\w./-]*)"
)
_OTHER_SUBJECT = re.compile(r"\bQU'|\bQUE\b|\bON\b|\bDONT\b")
_ALSO = re.compile(r"\bET\s+$")  # "M. ROUX cède la parole à … et quitte la salle"
_CANDIDATES = re.compile(r"\b(?:CANDIDAT\w*|TOURS?\s*(?::|DE\s+SCRUTIN))")
_LEAVES = Phrase(lexicon.LEAVES_THE_ROOM)
_LINK = re.compile(LINK_TO)


def read_changes(flow: Flow, body_start: int, deliberations: Sequence[PrintedDeliberation]) -> tuple[PrintedChange, ...]:
    """The movements told after the opening roll call, in printed order, each with the first item for which it holds."""
    found: list[PrintedChange] = []
    for start, end, event, names in sorted(_movements(flow, body_start), key=lambda m: m[0]):
        stop = _STOP.search(flow.folded, end, min(len(flow.text), end + SENTENCE))
        limit = stop.start() if stop else min(len(flow.text), end + SENTENCE)
        line = flow.folded.find("\n", end)
        head = flow.folded.rfind("\n", 0, start) + 1
        time = find_time(flow.folded, end, min(limit, end + 60)) or find_time(flow.folded, start, end)
        if time is None and _TIME_FIRST.fullmatch(flow.folded, head, start):
            time = find_time(flow.folded, head, start)
        item = _ITEM.search(flow.folded, end, limit)
        proxy = _proxy(flow, start, min(limit + 80, len(flow.text)))
        start = min(start, time[1]) if time else start
        last = max(end, time[2] if time else end, min(limit, line if line >= 0 else limit) if limit - end < 80 else end)
        place = flow.place(start, last)
        for name in names:
            if not _known(found, name, event):
                found.append(
                    PrintedChange(
                        name=name,
                        event=event,
                        place=place,
                        proxy=proxy,
                        time=time[0] if time else None,
                        item=item["item"] if item else None,
                        from_position=_from_position(place, item, deliberations),
                        certainty=Certainty.CERTAIN,
                    )
                )
    return tuple(found)


def _movements(flow: Flow, start: int) -> Iterator[tuple[int, int, Event, list[PrintedName]]]:
    """Start, end, kind and people of each movement."""
    folded = flow.folded
    for match in _NOUN.finditer(folded, start):
        after_time = _TIME_FIRST.fullmatch(folded, folded.rfind("\n", 0, match.start()) + 1, match.start())
        before = folded[max(0, match.start() - 12) : match.start()]
        heads = _BRACKET.search(before) or (flow.text[match.start()].isupper() and _HEAD.search(before))
        if not (after_time or heads or _AFTER_IT.search(before)):
            continue  # "l'arrivée de M. ROUX" within a sentence is talk, not a movement
        names, stop = name_run(flow, match.end(), min(len(folded), match.end() + 300))
        if _ELSEWHERE.match(folded, stop) or not (after_time or heads or _CLOCK.match(folded, stop)):
            continue
        if names:
            yield match.start(), stop, Event(match.lastgroup or ""), names
        while names and (more := _NEXT_ONE.match(folded, stop)):  # "Arrivées : M. ROUX à 19h20, Mme LENOIR à 19h40"
            names, stop = name_run(flow, more.end(), min(len(folded), more.end() + 300))
            if names:
                yield more.end(), stop, Event(match.lastgroup or ""), names
    told = start
    for match in _VERB.finditer(folded, start):
        named, at, stop = names_before(flow, told, match.start())
        told = match.end()
        if (
            named
            and (match.start() - stop < 40 or _ALSO.search(folded, stop, match.start()))
            and not _OTHER_SUBJECT.search(folded, stop, match.start())
        ):
            event, moved = Event(match.lastgroup or ""), list(named)
            near = max(start, at - 120), min(len(folded), match.end() + 120)
            if match.group().startswith("SE RETIR") and _CANDIDATES.search(folded, *near):
                continue  # "Mme PIC se retire" between two rounds of an election: from the race
            if event is Event.DEPARTURE and withdraws_for_the_vote(flow, match.start(), match.end()):
                moved = [name for name in named if comes_back(flow, match.end(), name)]  # the others only stay out of a vote
            if moved:
                yield at, match.end(), event, moved
    for match in _LEAVES.finditer(folded, start):
        named, at, _ = names_before(flow, start, match.start())
        back = [name for name in named if comes_back(flow, match.end(), name)]
        if back:
            yield at, match.end(), Event.DEPARTURE, back


def _known(found: Sequence[PrintedChange], name: PrintedName, event: Event) -> bool:
    """Whether the same movement of the same person was told just before: somebody who left must come back to leave again."""
    for change in reversed(found):
        mine, other = set(words(name.text)), set(words(change.name.text))
        if mine <= other or other <= mine:
            return change.event is event
    return False


def _proxy(flow: Flow, start: int, end: int) -> PrintedName | None:
    """ "… et donne pouvoir à Mme LENOIR", "(procuration à M. PETIT)"."""
    link = _LINK.search(flow.folded, start, end)
    return read_name(flow.text[link.end() : end].partition(")")[0]) if link else None


def _from_position(place: Place, item: re.Match[str] | None, deliberations: Sequence[PrintedDeliberation]) -> int | None:
    """The first item for which the movement holds: the one that it names, else the first whose vote is printed after it."""
    if item is not None:
        wanted = "".join(words(item["item"]))
        for deliberation in deliberations:
            if deliberation.number and "".join(words(deliberation.number)) == wanted:
                after = deliberation.position + 1 if item["after"] else deliberation.position
                return after if after <= len(deliberations) else None
    for deliberation in deliberations:
        vote = deliberation.vote_place or deliberation.place
        if (vote.page, vote.line_from) > (place.page, place.line_from):
            return deliberation.position
    return None
