"""Who joined the council and who left it, told where a new member is installed.

Forms: "PREND ACTE de l'installation de M. Jean ROUX dans ses fonctions de conseiller municipal", "M. ROUX, suivant de liste, est installé",
"en remplacement de Mme Anne PETIT", "Mme PETIT a démissionné de son mandat", "à la suite du décès de M. NOIR, conseiller municipal". A seat
on a committee, in an office or on another body is no seat on the council: the words around must speak of the council.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from transforms.model import MandateEvent, PrintedMandate, PrintedName
from transforms.reading.flow import Flow
from transforms.reading.lexicon import CIVILITY
from transforms.reading.phrases import Phrase
from transforms.reading.votes import name_run, names_before
from transforms.text import words

AROUND: Final = 260  # characters before and after in which the words stand that speak of a seat on the council

_NAMED = rf"(?=(?:{CIVILITY})\b)"
_AFTER: Final = {
    MandateEvent.JOINED: Phrase(rf"\bINSTALLATION\s+DE\s+{_NAMED}"),
    MandateEvent.LEFT: Phrase(
        rf"\b(?:DEMISSION\s+DE|DECES\s+DE|EN\s+REMPLACEMENT\s+DE|SUCCEDE\s+A|REMPLACE|SUITE\s+AU\s+DEPART\s+DE)\s+{_NAMED}"
    ),
}
_BEFORE: Final = {
    MandateEvent.JOINED: Phrase(
        r"\b(?:EST|SONT)\s+(?:DONC\s+|AINSI\s+|DECLAREE?S?\s+|OFFICIELLEMENT\s+)?INSTALLEE?S?\b|\bA\s+ACCEPTE\s+DE\s+SIEGER\b"
    ),
    MandateEvent.LEFT: Phrase(r"\bA\s+DEMISSIONNE\b|\bA\s+(?:PRESENTE|DONNE|REMIS|ADRESSE|FAIT\s+PART\s+DE)\s+SA\s+DEMISSION\b"),
}
_RESIGNED: Final = re.compile(r",?\s*\(?(?:CONSEILLERE?\s+MUNICIPALE?,?\s+)?DEMISSIONNAIRE\b")
_CIVIL = re.compile(rf"\b{CIVILITY}\b")
_OF_THE_COUNCIL = re.compile(
    r"\bCONSEILLER(?:E|S|ES)?\s+(?:MUNICIPA|COMMUNAUTAIRE|DEPARTEMENTA|REGIONA)|\bDE\s+(?:SON|LEUR)\s+MANDAT|\bSUIVANTE?S?\s+(?:DE|SUR\s+LA)\s+LISTE"
    r"|\b(?:DU|AU|LE)\s+CONSEIL\s+(?:MUNICIPAL|COMMUNAUTAIRE|SYNDICAL)\b|\bMEMBRE\s+DU\s+CONSEIL\b"
)
_INSTALLED = re.compile(r"\bINSTALL")
_ELSEWHERE = re.compile(r"\b(?:COMMISSION|COMITE|SYNDICAT|CONSEIL\s+D'ADMINISTRATION|CONSEIL\s+D'ECOLE|DELEGUEE?S?\b|REPRESENTANTE?S?\b)")
_OF_AN_OFFICE = re.compile(r"\b(?:D'|POSTE\s+D'|FONCTIONS?\s+D')ADJOINT")


def read_mandates(flow: Flow) -> tuple[PrintedMandate, ...]:
    """Each person who is told to have joined or left the council, once, in printed order."""
    found: dict[tuple[MandateEvent, frozenset[str]], PrintedMandate] = {}
    for start, end, event, names in sorted(_told(flow), key=lambda told: told[0]):
        around = flow.folded[max(0, start - AROUND) : end + AROUND]
        beside = flow.folded[max(0, start - 80) : end + 80]
        if not _OF_THE_COUNCIL.search(around) or _ELSEWHERE.search(beside) or (event is MandateEvent.LEFT and _OF_AN_OFFICE.search(beside)):
            continue
        for name in names:
            found.setdefault((event, frozenset(words(name.text))), PrintedMandate(name, event, flow.place(start, end)))
    return tuple(found.values())


def _told(flow: Flow) -> Iterator[tuple[int, int, MandateEvent, list[PrintedName]]]:
    """Start, end, kind and people of each phrase."""
    folded = flow.folded
    for event, phrase in _AFTER.items():
        for match in phrase.finditer(folded):
            is_open = match.group().startswith(("EN", "SUCCEDE", "REMPLACE"))  # whom somebody replaces: in an installation only
            if is_open and not _INSTALLED.search(folded, max(0, match.start() - AROUND), min(len(folded), match.end() + AROUND)):
                continue
            names, stop = name_run(flow, match.end(), min(len(folded), match.end() + 120))
            if names:
                yield match.start(), stop, event, names[:1]
    for event, phrase in _BEFORE.items():
        for match in phrase.finditer(folded):
            named, at, _ = names_before(flow, 0, match.start())
            if named:
                yield at, match.end(), event, list(named)
    for match in _CIVIL.finditer(folded) if "DEMISSIONNAIRE" in folded else ():  # "Mme PETIT, démissionnaire"
        if "DEMISSIONNAIRE" not in folded[match.start() : match.start() + AROUND]:
            continue
        names, stop = name_run(flow, match.start(), min(len(folded), match.start() + 80))
        resigned = _RESIGNED.match(folded, stop)
        if names and resigned:
            yield match.start(), resigned.end(), MandateEvent.LEFT, names[-1:]
