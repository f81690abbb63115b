"""Text whose line breaks mean nothing: a web copy or a converter ran all lines together and broke them anew at a width.

Readers of items look for lines that head something. Such a text gets lines again where something can be seen to begin: a number before
a capital, a run of capitals, a sentence that opens although the words before it have no full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from transforms.model import Line, Place
from transforms.reading.flow import Flow
from transforms.text import fold

FULL: Final = 0.8  # of the usual width: a line this long was broken by the margin
ALL_FULL: Final = 0.93  # share of full lines; printed minutes have at most 0.8, since paragraphs end and titles are short
FEWEST_LINES: Final = 6
ONE_LINE: Final = 400  # characters: no printed line is as long

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_NUMBERED = (
    rf"\d{{1,2}}(?:[.-]\d{{1,2}})? ?(?:[.)/°:]|[-–—](?= )){{1,2}} ?(?:[-–] ?)?(?=[{_CAPITAL}«])|\d{{1,2}}[.-]\d{{1,2}} (?=[{_CAPITAL}«])|"
    rf"[IVX]{{1,4}} ?[-–—./)] ?(?=[{_CAPITAL}])|"
    r"(?:[Pp]oint|POINT|[Qq]uestion|QUESTION|[Aa]ffaire|AFFAIRE|[Rr]apport|RAPPORT|"
    r"D[ée]l(?:ib[ée]ration|\.)|D[EÉ]LIB[EÉ]RATION|DCM) ?[Nn] ?° ?\d|"
    r"(?:Point|POINT|Question|QUESTION) \d{1,2}(?: de l[’']ordre du jour)? ?[:–—-]|\d{1,2} ?(?:er|ère|[eè]me|e) (?:point|question) ?[:–—-]|"
    r"(?:Premier|Deuxième|Second|Troisième|Quatrième|Cinquième|Sixième|"
    r"Septième|Huitième|Neuvième|Dixième) (?:point|question) ?[:–—-]|"
    rf"N ?° ?\d{{1,3}} ?[:–—-] ?(?=[{_CAPITAL}«])|\(\d{{1,2}}\) (?=[{_CAPITAL}])|\d{{1,4}}/20\d\d ?[:–—-] ?(?=[{_CAPITAL}])|"
    rf"[A-Z]{{1,3}}[-_. ]?\d\d[-_/]\d{{1,4}} (?:[:–—-] )?(?=[{_CAPITAL}])|"
    rf"(?:19|2\d)[.-](?:0[1-9]|1[0-2])[.-]\d{{2,3}} (?:[:–—-] )?(?=[{_CAPITAL}])|\d{{6,8}}[-_]\d{{1,3}} (?:[:–—-] )?(?=[{_CAPITAL}])|"
    rf"\d{{1,2}}/\d\d/20\d\d[-_]\d{{1,3}} (?:[:–—-] )?(?=[{_CAPITAL}])|"
    rf"\d{{1,4}}[-/]20\d\d (?:[:–—-] )?(?=[{_CAPITAL}][a-zà-ÿ])|[A-Z]{{0,4}}20\d{{4,6}} [:–—-] (?=[{_CAPITAL}])|"
    rf"\d{{1,2}} ?(?:ère|er|[eè]me|e) (?:[Dd]élibération|D[EÉ]LIB[EÉ]RATION) ?[:–—-]|D[ée]libération \d{{1,3}} ?[:–—-]|"
    rf"[A-K][)/] ?(?=[{_CAPITAL}][a-zà-ÿ])|"
    rf"[•➢►▪■●➔✓✔❑❒▶◆◊→] ?(?=[{_CAPITAL}])|[*] (?=[{_CAPITAL}][a-zà-ÿ])|[a-h]\) (?=[{_CAPITAL}])|"
    r"(?:D[EÉ]LIB[EÉ]RATION ?[:–-]? ?)?OBJET ?:|(?:Objet|VOTES?|Votes?) ?:|N ?° ?20\d\d|(?:[A-Z]{1,5}[-_ ]?)?20\d\d[-_/.]\d{1,4}\b"
)
_CAPITALS = rf"(?:[{_CAPITAL}0-9][{_CAPITAL}0-9’'°()–-]+ (?:[:–—-] )?(?:[ÀA] )?){{3,30}}[{_CAPITAL}]{{2,}}\b(?: (?:19|20)\d\d\b)?(?![.’'])"
_VERDICT = r"(?:Adopt|ADOPT|Approuv|APPROUV|Accept|ACCEPT|Accord|ACCORD|Unanimit|UNANIMIT)\w*|[ÀA] l[’']unanimité"
# A sentence opens; after a word without a full stop, where a line broke.
_SPEAKER = rf"(?:Monsieur|Madame|M\.|Mme|Mr)(?= (?:(?:le|la|Le|La|LE|LA) |(?:[{_CAPITAL}][\w’'-]*,? ){{1,4}}[a-zé]{{3,}}))"
_OPENS = (
    rf"(?:{_SPEAKER}|Le|La|Les|Il|Elle|Ce|Cette|Cet|Ces|Après|Suite|Lors|Dans|Par|Sur|Pour|Afin|En|Conformément|Considérant|Vu|Aucune?|Chaque|Chacun|Nous|"
    r"Une?|Des|Deux|Trois|Plusieurs|Quelques|Certain(?:e?s)|Depuis|Selon|Actuellement|Lorsque|Toutefois|Cependant|"
    r"Rapporteure?|RAPPORTEURE?|LE|LA|VU|CONSIDÉRANT|CONSIDERANT|APRÈS|APRES|Voté\w*|Décision|Résultat|"
    rf"{_VERDICT}) |L[’'](?=[a-zé])|[ÀA] l[’']unanimité"
)
_BEGINS = re.compile(
    rf"(?<![^ ])(?:(?P<numbered>{_NUMBERED})|(?P<capitals>{_CAPITALS})|(?<=[.!?)] )(?P<verdict>{_VERDICT})|(?P<opens>{_OPENS}))"
)
_DECIDED = re.compile(
    rf"(?:[Uu]nanimité\b[^.;:]{{0,60}}?(?<! \d)(?<! \d\d)(?<! [IVX])\.|UNANIMIT[ÉE]\b\.?)(?= [{_CAPITAL}«][a-zà-ÿ])"
)  # … and the next title begins
_WORD_RUNS_ON = (
    r"\b(?:DE|DU|DES|D'|LA|LE|LES|L'|A|AU|AUX|ET|OU|PAR|POUR|SUR|DANS|AVEC|SANS|QUE|QUI|EN|SOUS|ENTRE|CHEZ|AUTORISE|CHARGE|DONNE|INVITE|"
    r"MANDATE|REMERCIE|ART|ARTICLES?|DELIBERATIONS?|PAGE|LIEU|N ?°|L\.?)"
)
# "décision modificative n° 4 : …", "lot n° 2 : …" count other things than items.
_COUNTED_THINGS = (
    r"\b(?:MODIFICATIVE|AVENANT|LOT|MARCHE|TRANCHE|PHASE|ANNEXE|PARCELLE|ARRETE|ETAPE|OPTION|ACTION|AXE|BUREAU|ZONE|LIGNE|COMPTE|BUDGET)"
)
_MIDST = {
    "opens": re.compile(rf"(?:[.,;:!?(«\"–—-]|{_WORD_RUNS_ON})\s*$"),
    "numbered": re.compile(rf"(?:{_WORD_RUNS_ON}|{_COUNTED_THINGS})\s*$"),
}


@dataclass(frozen=True)
class Reflowed(Flow):
    """A flow with lines of its own over the same characters; what stands where is told by the lines of the print."""

    source: Flow

    def place(self, start: int, end: int) -> Place:
        return self.source.place(start, end)


def with_lines(flow: Flow) -> Flow:
    """The flow itself, or one with new lines and the same offsets where the flow's line breaks mean nothing."""
    if not is_reflowed(flow):
        return flow
    text = flow.printed.replace("\n", " ")
    breaks = sorted({at for at in _breaks(text) if at})
    pieces = [text[start + 1 : end] for start, end in zip([-1, *breaks], [*breaks, len(text)], strict=True)]
    lines = tuple(Line(page=1, number=number, start=0, end=0, text=piece) for number, piece in enumerate(pieces, start=1))
    return Reflowed(lines, flow)


def is_reflowed(flow: Flow) -> bool:
    """Whether every line goes to the margin, so that no line's end is a paragraph's."""
    lengths = [len(line.text) for line in flow.lines if line.text]
    if sum(length for length in lengths if length > ONE_LINE) > 0.5 * sum(lengths):
        return True
    if len(lengths) < FEWEST_LINES:
        return False
    width = sorted(lengths)[int(0.85 * (len(lengths) - 1))]
    return sum(length >= FULL * width for length in lengths[:-1]) >= ALL_FULL * (len(lengths) - 1)


def _breaks(text: str) -> list[int]:
    """The offsets of the spaces at which a line begins anew."""
    found = [match.end() for match in _DECIDED.finditer(text)]
    for match in _BEGINS.finditer(text):
        at = max(match.start() - 1, 0)
        behind = fold(text[max(0, at - 14) : at])
        if match.lastgroup == "capitals":
            found.append(at)
            if text[match.end() : match.end() + 1] == " ":
                found.append(match.end())
        elif match.lastgroup == "verdict" or not _MIDST[match.lastgroup or ""].search(behind):
            found.append(at)
    return found
