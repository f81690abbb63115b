"""What stands around the roll call and the items: kind of document, council, and the facts of the sitting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from transforms.model import CouncilKind, DocType, Place, PrintedName, PrintedSession
from transforms.reading.dates import FoundDate, find_dates, find_time
from transforms.reading.flow import Flow
from transforms.reading.lexicon import COUNCIL_KINDS, NOT_NAMES
from transforms.reading.names import parse_names
from transforms.reading.roll_call import RollCall
from transforms.text import NUMBER, calendar_date, fold, number, squeeze, words

HEAD: Final = 6000  # characters from the top in which a sitting introduces itself where no roll call bounds it
TITLE: Final = 1200  # characters from the top in which a document says what it is


# -- kind of document ------------------------------------------------------------------------------------------------------------------

_TITLES: tuple[tuple[DocType, str], ...] = (
    # tried in this order; the earliest in the text wins among equals
    (
        DocType.DECISION_LIST,
        r"(?:LISTE|REPERTOIRE|TABLEAU|RELEVE)\s+(?:CHRONOLOGIQUE\s+)?(?:DES\s+|DE\s+)?(?:PROJETS\s+DE\s+)?(?:DELIBERATIONS?|DECISIONS|AFFAIRES|ACTES)(?!\s+PRISES\s+PAR)",
    ),
    (DocType.MINUTES, r"PROCES[\s-]*VERBAL(?!\s+DE\s+L)|COMPTE[\s-]*RENDU|REGISTRE\s+DES\s+PROCES"),
    (
        DocType.EXTRACT,
        r"EXTRAIT\s+(?:DU\s+REGISTRE|DES?\s+(?:REGISTRE|DELIBERATION|PROCES))|DELIBERATION\s*(?:N\s*°|DU\s+(?:CONSEIL|BUREAU)|DE\s+LA\s+SEANCE|\n)",
    ),
    (
        DocType.AGENDA,
        r"CONVOCATION\s+(?:DU|AU)\s+CONSEIL|^\s*CONVOCATION\b|ORDRE\s+DU\s+JOUR\s+(?:DU|DE\s+LA)\s+(?:CONSEIL|SEANCE|REUNION)",
    ),
)
_TITLE_PATTERNS = tuple((kind, re.compile(pattern, re.MULTILINE)) for kind, pattern in _TITLES)
_BY_LAW = re.compile(r"^[^\S\n]*ARRETE\s+(?:MUNICIPAL|DU\s+(?:MAIRE|PRESIDENT)|PERMANENT|TEMPORAIRE|PREFECTORAL|N\s*°)", re.MULTILINE)
_COUNCIL_WORD = re.compile(
    r"\bCONSEIL\s+(?:MUNICIPAL|COMMUNAUTAIRE|METROPOLITAIN|DEPARTEMENTAL|REGIONAL|DE\s+COMMUNAUTE)|\bBUREAU\s+COMMUNAUTAIRE|COMITE\s+SYNDICAL|DELIBERATION"
)
_VOTED = re.compile(
    r"UNANIMITE|MAJORITE|\bVOIX\b|ABSTENTION|APRES\s+EN\s+AVOIR\s+DELIBERE|LE\s+CONSEIL\s+ADOPTE|PREND\s+ACTE|\bADOPTEE?\b|\bAPPROUVEE?\b"
)


def document_type(flow: Flow, roll_call: RollCall) -> DocType:
    """What kind of publication a flow is, from its title, else from its parts."""
    top = flow.folded[: TITLE if not roll_call.attendance else max(TITLE, min(roll_call.start, HEAD))]
    if not roll_call.attendance and _BY_LAW.search(top):
        return DocType.OTHER
    found = [
        (match.start(), kind) for kind, pattern in _TITLE_PATTERNS if (match := pattern.search(top)) and not _is_mention(top, match.start())
    ]
    kinds = {kind for _, kind in found}
    if DocType.DECISION_LIST in kinds and not roll_call.attendance:
        return DocType.DECISION_LIST
    if DocType.EXTRACT in kinds and min(found)[1] is not DocType.MINUTES:
        return DocType.EXTRACT
    if DocType.MINUTES in kinds:
        return DocType.MINUTES
    if not roll_call.attendance and not _COUNCIL_WORD.search(flow.folded):
        return DocType.OTHER
    if (
        not roll_call.attendance
        and (DocType.AGENDA in kinds or re.search(r"ORDRE\s+DU\s+JOUR", top))
        and len(_VOTED.findall(flow.folded)) < 2
    ):
        return DocType.AGENDA
    if roll_call.attendance:
        return DocType.EXTRACT if _is_single(flow, roll_call) else DocType.MINUTES
    if DocType.DECISION_LIST in kinds:
        return DocType.DECISION_LIST
    return DocType.MINUTES if len(_VOTED.findall(flow.folded)) >= 3 else DocType.OTHER


def _is_mention(top: str, at: int) -> bool:
    """Whether the title's words are only mentioned ("approbation du procès-verbal", "le compte rendu est adopté")."""
    return (
        re.search(
            r"(?:APPROBATION|ADOPTION|ARRET|LECTURE|VALIDATION|SIGNATURE|PROJET)\s+(?:DU|DES|DE\s+LA)\s+$|\bLE\s+$|\bDU\s+$",
            top[max(0, at - 40) : at],
        )
        is not None
    )


_CLOSING = re.compile(
    r"POUR\s+(?:EXTRAIT|COPIE)\s+(?:CERTIFIEE?\s+)?CONFORME|REGISTRE\s+DUMENT\s+SIGNE|AINSI\s+FAIT\s+ET\s+DELIBERE|AU\s+REGISTRE\s+(?:SONT|SUIVENT)\s+LES\s+SIGNATURES"
)
_DECIDED = re.compile(r"APRES\s+EN\s+AVOIR\s+(?:VALABLEMENT\s+)?DELIBERE|LE\s+CONSEIL\s+ADOPTE|ADOPTEE?\s+A\s+L")


def _is_single(flow: Flow, roll_call: RollCall) -> bool:
    """One decision, a number of its own, and no agenda: an extract that does not call itself one."""
    if re.search(r"ORDRE\s+DU\s+JOUR\s*(?::|\n|DE\s+LA\s+SEANCE)", flow.folded):
        return False
    decided = len(_DECIDED.findall(flow.folded))
    numbered = re.search(r"DELIBERATION\s*(?:N\s*°|\d)|N\s*°\s*\d{4}", flow.folded[: roll_call.end + 400]) is not None
    return decided <= 2 and (numbered or _CLOSING.search(flow.folded) is not None)


# -- council ---------------------------------------------------------------------------------------------------------------------------

_OF = r"(?:DE\s+LA\s+|DE\s+L'|DE\s+|DU\s+|DES\s+|D'\s?)"
_BODY = re.compile(
    rf"(?:CONSEIL\s+(?:MUNICIPAL|COMMUNAUTAIRE|DE\s+COMMUNAUTE|METROPOLITAIN|DEPARTEMENTAL)\s+{_OF}(?:(?:LA\s+)?(?:VILLE|COMMUNE)\s+{_OF})?|"
    rf"(?<!MAIRE\s)(?:COMMUNE\s+NOUVELLE|COMMUNE|VILLE|MAIRIE)\s+{_OF}|COMMUNAUTE\s+(?:DE\s+COMMUNES|D'AGGLOMERATION|URBAINE)\s+(?:{_OF})?|MAIRE\s+{_OF}(?!LA\s+COMMUNE|L')|"
    rf"DEPARTEMENT\s+{_OF}|(?:CENTRE\s+COMMUNAL\s+D'ACTION\s+SOCIALE|C\.?C\.?A\.?S\.?)(?:\s+\(C\.?C\.?A\.?S\.?\))?\s+{_OF}(?:(?:LA\s+)?(?:VILLE|COMMUNE)\s+{_OF})?)"
)
_PLACE_WORD = r"(?:[A-ZÀ-ÖØ-ÝŒ][\w'’]*(?:-\n?[\w'’]+)*)"
# Little words in capitals are words themselves, but for a line's end behind them: no text can be read in two ways.
_PLACE_LINK = (
    r"(?:(?:de|du|des|la|le|les|lès|lez|sur|sous|en|et|aux?|à|l['’]|d['’]|s/)[ \n-]?|(?:DE|DU|DES|LA|LE|LES|SUR|SOUS|EN|ET|AUX?)\n)"
)
_PLACE = re.compile(rf"(?:(?:LE|LA|LES|Le|La|Les|L['’])\s?)?{_PLACE_WORD}(?: (?:{_PLACE_LINK})*{_PLACE_WORD})*")
_NOT_PLACES = re.compile(
    r"^(?:LE\s+|LA\s+)?(?:CONSEIL|MAIRE|SEANCE|COMMUNE|DEPARTEMENT|PREFECTURE|FRANCE|MONSIEUR|MADAME|DATE|NOMBRE|COMMUNES|COMMUNAUTE|PRESENTS?|JOUR|MEMBRES|LUNDI|MARDI|MERCREDI|JEUDI|VENDREDI|SAMEDI)\b"
)


AT_TOP: Final = 1.0  # the evidence of a date that merely stands at the top
AGAIN: Final = 0.4  # of the evidence of a day's further mentions
LETTERHEAD: Final = 6  # lines at the top in which a letterhead names the place
_BESIDE_TITLE = re.compile(r"(?<!\s)\s+(?:LISTE\s+DES|EXTRAIT\s+D|PROCES[\s-]*VERBAL|COMPTE[\s-]*RENDU|REGISTRE\s+DES|CONSEIL\s+MUNICIPAL)")
_BELOW_PLACE = re.compile(
    r"(?:[^\n]{0,40}\n)?\s*(?:MAIRIE|LISTE\s+DES|EXTRAIT|PROCES|COMPTE[\s-]*RENDU|SEANCE|CONSEIL\s+MUNICIPAL|REUNION)"
)
_ABOVE_PLACE = re.compile(r"[^\S\n]*(?:DEPARTEMENT|ARRONDISSEMENT|CANTON)\b")
_NO_LETTERHEAD = NOT_NAMES | {"LIBERTE", "EGALITE", "FRATERNITE", "FEUILLET", "FOLIO", "SERVICE", "DIRECTION", "GENERALE"}
_OF_A_CCAS = re.compile(r"CENTRE|C\.?C\.?A")
_OF_A_COMMUNE = re.compile(r"COMMUNE|VILLE|MAIR|CONSEIL\s+MUNICIPAL")
_SITS = re.compile(r"\s*+,?\s*+(?:\([^)]*\)\s*+,?\s*+)?(?:S'EST|SE\s+SONT|DUMENT|REGULIEREMENT|LEGALEMENT|CONVOQU|ETANT|EST\s+REUNI|REUNI)")
ENOUGH: Final = 5.0  # the evidence of one mention that settles it; a commune named in passing has 1, however often
ENOUGH_ALONE: Final = 2.0  # where no other place is named: "commune de …" twice


@dataclass(frozen=True, slots=True)
class CouncilName:
    """The body's place name as printed most often, and its kind."""

    name: str | None
    kind: CouncilKind | None
    place: Place | None


def read_council(flow: Flow) -> CouncilName:
    """The council whose document this is: the place for which "conseil municipal de …", the letterhead and the chair's office speak."""
    kind = _kind(flow)
    votes: dict[str, float] = {}
    is_clear = False
    first: dict[str, tuple[str, int, int]] = {}
    for match in _BODY.finditer(flow.folded, 0, min(len(flow.folded), 40_000)):
        is_inter = "COMMUNAUTE" in match.group() or "COMMUNAUTAIRE" in match.group()
        if (kind is CouncilKind.CCAS) != (_OF_A_CCAS.match(match.group()) is not None):
            continue
        if kind not in (None, CouncilKind.COMMUNE) and _OF_A_COMMUNE.match(match.group()):
            continue  # "siège : mairie de …" in the letterhead of a syndicate
        if (kind is CouncilKind.INTERCOMMUNAL) != is_inter or ("DEPARTEMENT" in match.group()) != (kind is CouncilKind.DEPARTMENT):
            continue
        found = _PLACE.match(flow.text, match.end(), match.end() + 60)
        if not found:
            continue
        name = _trim_place(flow, found)
        folded = fold(name)
        if len(name) < 2 or _NOT_PLACES.match(folded):
            continue
        if folded == "VILLE" and re.match(r"\s+D", flow.folded[match.end() + len(name) :]):
            continue
        key = re.sub(r"[^A-Z]+", "", folded)
        evidence = _evidence(flow, match, match.end() + len(name))
        votes[key] = votes.get(key, 0) + evidence
        is_clear |= evidence >= ENOUGH
        first.setdefault(key, (name, match.end(), match.end() + len(name)))
    best = max(votes, key=lambda k: (votes[k], -first[k][1]), default=None)
    if best is not None and (is_clear or (len(votes) == 1 and votes[best] >= ENOUGH_ALONE)):
        chosen = first[best]
    elif not (letterhead := _letterhead(flow)):
        return CouncilName(None, kind, None)
    else:
        chosen = letterhead
    name, start, end = _whole_name(flow, *chosen)
    return CouncilName(re.sub(r"-\s+", "-", squeeze(name)), kind, flow.place(start, end))


def _letterhead(flow: Flow) -> tuple[str, int, int] | None:
    """A place in capitals that stands where a letterhead puts it: under the department, or before the title on the title's line."""
    for index, (start, line) in enumerate(zip(flow.starts, flow.lines, strict=True)):
        if index >= LETTERHEAD:
            return None
        title = _BESIDE_TITLE.search(flow.folded, start, start + len(line.text))
        above = flow.folded[flow.starts[index - 1] : start] if index else ""
        text = line.text[: title.start() - start].strip() if title else line.text.strip()
        below = flow.folded[start + len(line.text) + 1 : start + len(line.text) + 120]
        is_first = index == 0 and (title is not None or (_BELOW_PLACE.match(below) is not None and _is_place(flow, text)))
        if not is_first and not _ABOVE_PLACE.match(above):
            continue
        if (
            len(text) >= 4
            and len(words(text)) <= 7
            and text == text.upper()
            and _PLACE.fullmatch(text)
            and not set(words(text)) & _NO_LETTERHEAD
        ):
            return text, start, start + len(text)
    return None


def _is_place(flow: Flow, name: str) -> bool:
    """Whether a first line in capitals is a place and not a service: it has hyphens, or the text speaks of being there or from there."""
    return "-" in name or re.search(rf"(?:\bA|\bDE|\bD')\s*{re.escape(fold(name))}\b", flow.folded) is not None


def _evidence(flow: Flow, match: re.Match[str], end: int) -> float:
    """How much a mention says that the place is the council's own: a letterhead or "le conseil municipal de … s'est réuni" decides, a
    commune named in passing hardly counts."""
    phrase = match.group()
    if "\n" in phrase[-2:] and match.start() in flow.starts:
        return 0.0  # "Ville d'" beside a drawn name: the next line is about something else
    line = flow.line_index(match.start())
    if "CONSEIL MUNICIPAL" in flow.folded[end : flow.starts[line] + len(flow.lines[line].text)]:
        return 5.0  # "Ville de … - Conseil municipal du …", a footer
    if "CONSEIL" in phrase:
        return 17.0 if _SITS.match(flow.folded, end) else 5.0
    if phrase.startswith("MAIRE"):
        chairs = "PRESIDENCE" in flow.folded[max(0, match.start() - 100) : match.start()]
        return 12.0 if chairs else 0.4
    article = re.search(r"\b(?:LA|LES|NOTRE|CETTE|AUTRES?)\s+$", flow.folded[max(0, match.start() - 12) : match.start()])
    if match.start() < 600 and (article is None or phrase.startswith("COMMUNAUTE")):
        return 12.0 if _is_line(flow, match.start(), end) else 5.0
    return 1.0


def _is_line(flow: Flow, start: int, end: int) -> bool:
    line = flow.line_index(start)
    return (
        flow.text[flow.starts[line] : start].strip() == ""
        and flow.text[end : flow.starts[line] + len(flow.lines[line].text)].strip(" .,-") == ""
    )


def _whole_name(flow: Flow, name: str, start: int, end: int) -> tuple[str, int, int]:
    """The name with its "-sur-Seine", where the letterhead's post code prints it and the sentence leaves it out."""
    for match in re.finditer(r"(?<!\d)\d{5}\s+", flow.folded[:HEAD]):
        found = _PLACE.match(flow.text, match.end())
        whole = re.sub(r"\s+(?:CEDEX|Cedex).*$", "", _trim_place(flow, found)) if found else ""
        if re.match(rf"{re.escape(fold(name))}[- ](?:SUR|SOUS|LES|LEZ|EN|AUX?|LE|LA|L'|D)", fold(whole)):
            return whole, match.end(), match.end() + len(whole)
    return name, start, end


def _trim_place(flow: Flow, found: re.Match[str]) -> str:
    """The place's words up to the line's end or the first word of a sentence ("Ville de Montbel Séance du …")."""
    name = found.group()
    stop = re.search(
        r"\s+(?:S'EST|SEANCE|CONSEIL|COMPTE|PROCES|EXTRAIT|DEPARTEMENT|LE\s+(?:\d|CONSEIL|MAIRE|LUNDI|MARDI|MERCREDI|JEUDI|VENDREDI|SAMEDI)|DU\s+\d|AU\s+LIEU|APPROUV|ADOPT|ARRONDISSEMENT|REPUBLIQUE|DUMENT|REGULIEREMENT|LEGALEMENT|POUR\s)",
        fold(name),
    )
    return (name[: stop.start()] if stop else name).strip(" -,")


def _kind(flow: Flow) -> CouncilKind | None:
    """The kind of body that the head names first."""
    head = flow.folded[:4000]
    found = [(match.start(), index, kind) for index, (kind, pattern) in enumerate(COUNCIL_KINDS) if (match := re.search(pattern, head))]
    communes = [f for f in found if f[2] is CouncilKind.COMMUNE]
    others = [f for f in found if f[2] is not CouncilKind.COMMUNE]
    sitting = re.search(r"CONSEIL\s+(MUNICIPAL|COMMUNAUTAIRE|DE\s+COMMUNAUTE|DEPARTEMENTAL|REGIONAL|METROPOLITAIN)", head)
    if sitting and sitting[1] == "MUNICIPAL":
        return CouncilKind.COMMUNE
    if (sitting and sitting[1] in ("COMMUNAUTAIRE", "METROPOLITAIN")) or (sitting and sitting[1].startswith("DE")):
        return CouncilKind.DEPARTMENT if sitting[1] == "DEPARTEMENTAL" else CouncilKind.INTERCOMMUNAL
    if others and (not communes or min(others) < min(communes)):
        return min(others)[2]
    return min(communes)[2] if communes else None


# -- the sitting -----------------------------------------------------------------------------------------------------------------------

_SITTING_BEFORE = re.compile(
    r"(?:SEANCE|REUNION|CONSEIL\s+(?:MUNICIPAL|COMMUNAUTAIRE|DE\s+COMMUNAUTE|METROPOLITAIN)|DELIBERATIONS?\s+VOTEES|BUREAU|COMMISSION\s+PERMANENTE)"
    r"(?:\s+(?:PUBLIQUE|ORDINAIRE|EXTRAORDINAIRE|PLENIERE|D'INSTALLATION))*[^.\n]{0,60}?\n?\s*(?:,|:|-|EN\s+DATE|TENUE)?\s*(?:DU|LE)?\s*:?\s*$"
)
_SITTING_AFTER = re.compile(
    r"\s*+,?[^.]{0,160}?(?:S'EST\s+(?:REUNI|ASSEMBLE)|SE\s+SONT\s+(?:REUNIS|ASSEMBLES)|ETAIT?\s+(?:REUNI|ASSEMBLE)|REUNIS?\b)"
)
_OTHER_BEFORE = re.compile(
    r"(?:CONVOQU|CONVOCATION|AFFICH|TRANSMI|TRANSMISSION|\bRECU|RECEPTION|PUBLI(?!QU)|ENVOY|ARRETE|\bLOI\b|DECRET|ORDONNANCE|NOTIFI|EXECUTOIRE|CODE|ENREGISTR|SIGNE)"
    r"[^.\n]{0,45}(?:\n(?:(?!SEANCE|REUNION|CONSEIL)[^.\n\d]){0,40})?$"
)
_OF_A_SITTING = re.compile(r"REUNION|SEANCE|CONSEIL")
_EARLIER_BEFORE = re.compile(r"(?:PROCES[\s-]*VERBAL|COMPTE[\s-]*RENDU|DELIBERATION|\bPV)\b[^.]{0,70}$")
_CONVENED = re.compile(
    r"(?:CONVOQUEE?S?(?:\s+EN\s+SEANCE)?(?:\s+INDIVIDUELLEMENT)?|CONVOCATIONS?(?:\s+(?:EN\s+DATE|LEGALE|ADRESSEE?S?|QUI\s+LEUR\s+A\s+ETE\s+ADRESSEE|A\s+ETE\s+(?:ENVOYEE|ADRESSEE|FAITE)|ENVOYEE?S?|DES\s+CONSEILLERS|DU\s+CONSEIL(?:\s+MUNICIPAL)?))*)"
    r"(?:\s+PAR\s+(?:LE\s+|LA\s+|MONSIEUR\s+|MADAME\s+|M\.\s*|COURRIER\s+|VOIE\s+|MAIL\s+)[^.,\n]{0,40}?)?\s*,?\s*(?:LE|DU|EN\s+DATE\s+DU|A\s+LA\s+DATE\s+DU|:|-)?\s*:?\s*(?=\S)"
)
_SENT = re.compile(r"CONVOCATION[^.]{0,160}?\b(?:LE|DU)\s+$")
_CHAIRED = re.compile(
    r"(?:SOUS\s+LA\s+PRESIDENCE\s+(?:DE\s+|D'|DU\s+)|PRESIDENTE?\s+DE\s+(?:LA\s+)?SEANCE\s*:\s*|PRESIDENCE\s*:\s*|SEANCE\s+(?:EST\s+)?PRESIDEE\s+PAR\s+|PRESIDEE\s+PAR\s+)"
)
_HANDED_OVER = re.compile(r"(?:CEDE|CONFIE|LAISSE)\s+LA\s+PRESIDENCE\s+(?:DE\s+LA\s+SEANCE\s+)?A\s+")
_OPENED_BY = re.compile(r"(?<!\s)\s+(?:OUVRE|DECLARE)\s+LA\s+SEANCE")
_PRESIDES = re.compile(r"^(?P<who>[^\n]{3,80}?),?\s+PRESIDE\s+LA\s+SEANCE", re.MULTILINE)  # "M. ROUX, doyen d'âge, préside la séance"
_HIS_CHAIR = re.compile(r"CONVOCATION\s+(?:DE|DU)\s+(?=[\s\S]{3,180}?SOUS\s+SA\s+PRESIDENCE)")
_SECRETARY = re.compile(r"SECRETAIRES?(?:\s+DE\s+(?:LA\s+)?SEANCE)?\s*(?::|EST|\.\s)\s*:?\s*(?:\([^)]{0,40}\)\s*)?")
_SECRETARY_CHOSEN = re.compile(
    r"(?:CHOISI\s+(?:POUR|COMME)\s+SECRETAIRE(?:\s+DE\s+(?:LA\s+)?SEANCE)?\s*:?\s*|(?:DESIGNE|NOMME|ELIT?|ELU)\s+(?=(?:M|[A-Z])[^.]{2,60}?\s(?:EN\s+QUALITE\s+DE|COMME|POUR|AUX\s+FONCTIONS\s+DE)\s+SECRETAIRE))"
)
_SECRETARY_NAMED = re.compile(
    r"(?:,?\s{0,2}(?:QUI\s+ACCEPTE\s*,?\s*)?(?:A\s+ETE|EST|AYANT\s+ETE|ONT\s+ETE)\s+(?:NOMME|DESIGNE|ELU|CHOISI|PROPOSE)E?\s+(?:A\s+L'UNANIMITE\s+)?|,?\s{0,2}(?:ASSURE|REMPLIT)\s+LES\s+FONCTIONS\s+DE\s+)(?:EN\s+QUALITE\s+DE\s+|COMME\s+|POUR\s+|EN\s+TANT\s+QUE\s+|DE\s+)?(?:LE\s+|LA\s+)?SECRETAIRE(?:\s+DE\s+(?:LA\s+)?SEANCE)?(?!\s+(?:GENERAL|DE\s+MAIRIE))\b"
)
_SITTING_SENTENCE = re.compile(r"REUNIS?\b|ASSEMBLE|CONVOQU|OUVERTE|\bSIEGE")
# "sur seconde convocation", "faute de quorum le 12 mars", "le quorum n'ayant pas été atteint"; "à défaut de quorum, le conseil serait
# convoqué de nouveau" only says what would be, and "si le quorum n'est pas atteint" too
_SECOND = r"(?:DEUXIEME|SECONDE|2\s?E|2\s?EME|2\s?NDE)\s+CONVOCATION"
_SECOND_CONVOCATION = re.compile(
    rf"(?:SUR|APRES|PAR|SUITE\s+A)\s+(?:LA\s+|UNE\s+)?{_SECOND}\b|{_SECOND}\s*(?:[:)]|DU\b|LE\b|EN\s+DATE|ADRESSEE|FAITE)"
    r"|(?:FAUTE|DEFAUT|ABSENCE)\s+DE\s+QUORUM\s+(?:[AL][^.,;]{0,40}\s)?(?:DU|LE)\s+\w*\s*\d"
    r"|QUORUM\s+N'(?:AYANT|AVAIT)\s+PAS\s+ETE\s+(?:ATTEINT|REUNI)"
)


def read_session(flow: Flow, roll_call: RollCall, doc_type: DocType) -> PrintedSession:
    """The facts of the sitting, each with its place; what is not printed stays ``None``."""
    head = _head_end(flow, roll_call)
    values: dict[str, object] = {}
    places: dict[str, Place] = {}

    def put(field: str, value: object, start: int, end: int) -> None:
        if value is not None and field not in values:
            values[field] = value
            places[field] = flow.place(start, end)

    held = _held_on(flow, head)
    if held:
        put("date", held.date, held.start, held.end)
        if time := _start_time(flow, held, head):
            put("start_time", *time)
    for start, end, convened in _convened(flow, head, held.date if held else None):
        put("convened_on", convened, start, end)
    if person := _president(flow, roll_call, head):
        put("president", *person)
    if person := _secretary(flow, roll_call, head):
        put("secretary", *person)
    for field, (total, start, end) in _totals(flow, roll_call, head).items():
        put(field, total, start, end)
    if again := _SECOND_CONVOCATION.search(flow.folded, 0, head):
        put("is_second_convocation", True, again.start(), again.end())
    return PrintedSession(**values, places=MappingProxyType(places))  # type: ignore[arg-type]


def _head_end(flow: Flow, roll_call: RollCall) -> int:
    """Where the introduction of the sitting ends: a little behind the roll call, since totals and secretary may follow it."""
    return min(len(flow.text), (roll_call.end + 1500) if roll_call.attendance else HEAD)


def _held_on(flow: Flow, head: int) -> FoundDate | None:
    """The date of the sitting: "L'an … le …", "Séance du …", "le … s'est réuni"; never the convocation's or a stamp's.

    Of several days that are printed as a sitting's (that of the minutes to be approved among them) the one with most evidence.
    """
    mentions: dict[date, list[tuple[float, FoundDate]]] = {}
    dates = [found for found in find_dates(flow.folded, 0, head) if found.date is not None]
    rows = {found.start for found in dates if found.start in flow.starts and not found.by_year_first}
    is_table = len({found.date for found in dates if found.start in rows}) >= 3
    for found in dates:
        if is_table and found.start in rows:
            continue  # a chronological table of several sittings prints no sitting's date
        before = flow.folded[max(0, found.start - 110) : found.start]
        after = flow.folded[found.end : found.end + 200]
        score = 0.0
        if found.by_year_first:
            score += 6
        if _SITTING_BEFORE.search(before):
            score += 5
        if _SITTING_AFTER.match(after):
            score += 4
        other = _OTHER_BEFORE.search(before)
        if other and not found.by_year_first and not _OF_A_SITTING.search(other.group()):
            score -= 6
        if _EARLIER_BEFORE.search(before) and found.start > 250 and not found.by_year_first:
            score -= 5
        if re.search(r"CONVOQ", after[:12]):
            score -= 2
        if found.start < 500:
            score += AT_TOP
        mentions.setdefault(found.date, []).append((score, found))  # type: ignore[arg-type]
    ranked = [(_together([score for score, _ in of_day]), of_day) for of_day in mentions.values()]
    evidence, of_day = max(ranked, key=lambda rank: rank[0], default=(0.0, []))
    return max(of_day, key=lambda mention: mention[0])[1] if evidence >= 1 else None


def _together(scores: Sequence[float]) -> float:
    """What the mentions of one day weigh together: the best one, and a little of each other that speaks of a sitting."""
    best = max(scores)
    return best + AGAIN * (sum(score for score in scores if score > AT_TOP) - best) if best > AT_TOP else best


def _start_time(flow: Flow, held: FoundDate, head: int) -> tuple[str, int, int] | None:
    """The hour at which the sitting began: printed right behind its date, else behind "à" in the sentence that convenes it."""
    places = [found for found in find_dates(flow.folded, 0, head) if found.date == held.date]
    for found in sorted(places, key=lambda f: (not f.by_year_first, f.start)):
        time = find_time(flow.folded, found.end, min(head, found.end + 110))
        if time and time[1] <= found.end + 60:
            return time
    for match in re.compile(
        r"(?:S'EST\s+(?:REUNI|ASSEMBLE)|SE\s+SONT\s+(?:REUNIS|ASSEMBLES)|SEANCE\s+(?:EST\s+)?OUVERTE|OUVERTURE\s+DE\s+(?:LA\s+)?SEANCE|DEBUT\s+DE\s+(?:LA\s+)?SEANCE)"
    ).finditer(flow.folded, 0, head):
        window = re.compile(r"(?<![A-Z])A\s+(?=\d|[A-Z])|:\s*(?=\d)").finditer(flow.folded, match.end(), min(head, match.end() + 140))
        for at in window:
            time = find_time(flow.folded, at.end(), min(head, at.end() + 40))
            if time and time[1] == at.end():
                return time
    return None


def _convened(flow: Flow, head: int, held: date | None) -> list[tuple[int, int, date]]:
    """Dates of the convocation; a year that is not printed is the sitting's, which it precedes."""
    result = []
    for match in _CONVENED.finditer(flow.folded, 0, head):
        for found in find_dates(flow.folded, match.end(), min(head, match.end() + 90)):
            gap = flow.folded[match.end() : found.start]
            if _OF_A_SITTING.search(gap):
                break  # "convoque à la réunion qui aura lieu le …"
            if found.start - match.end() > 3 and not re.search(r"(?:\bLE|\bDU|:)\s*$", gap) and "CONVOC" not in gap:
                break
            when = found.date
            if when is None and held is not None:
                when = calendar_date(held.year, found.month, found.day)
                if when and when > held:
                    when = calendar_date(held.year - 1, found.month, found.day)
            if when is not None and (held is None or when < held):  # three clear days at the least (L.2121-11 CGCT)
                result.append((found.start, found.end, when))
            break
    return result


def _person(flow: Flow, start: int, end: int) -> tuple[PrintedName, int, int] | None:
    end = min(end, len(flow.text))
    entries, stop = parse_names(flow.text, flow.folded, start, end, one_person=True)
    if not entries or entries[0].start - start > 60:
        return None
    return entries[0].name, entries[0].start, max(entries[0].end, min(stop, entries[0].end))


def _president(flow: Flow, roll_call: RollCall, head: int) -> tuple[PrintedName, int, int] | None:
    for match in _CHAIRED.finditer(flow.folded, 0, head):
        around = flow.folded[max(0, match.start() - 250) : match.end() + 250]
        is_of_an_item = match.group().startswith("SOUS") and not _SITTING_SENTENCE.search(around)
        if is_of_an_item and roll_call.attendance and match.start() > roll_call.start:
            continue  # "Sous la présidence de …, premier adjoint, le conseil vote le compte administratif": the chair of one item
        stop = re.compile(r"(?<!MM|ME|MR)(?<!\b[A-Z])\.\s|\n\s*\n|\bPRESENTS?\b|\bETAIENT\b|\bA\s+LA\s+SUITE\b").search(
            flow.folded, match.end()
        )
        person = _person(flow, match.end(), min(stop.start() if stop else head, match.end() + 140))
        if person:
            return person
    for match in _HIS_CHAIR.finditer(flow.folded, 0, head):
        if person := _person(flow, match.end(), match.end() + 80):
            return person
    for match in _PRESIDES.finditer(flow.folded, 0, head):
        if person := _person(flow, match.start(), match.end("who")):
            return person
    for match in _HANDED_OVER.finditer(flow.folded, 0, head):
        if person := _person(flow, match.end(), match.end() + 80):
            return person
    for match in _OPENED_BY.finditer(flow.folded, 0, head):
        line = max(flow.text.rfind("\n", 0, match.start()), match.start() - 60) + 1
        if person := _last_person(flow, line, match.start()):
            return person
    return None


def _last_person(flow: Flow, start: int, end: int) -> tuple[PrintedName, int, int] | None:
    """The person whose name ends where ``end`` is."""
    for at in re.compile(r"\b(?:M\.?|MME\.?|MONSIEUR|MADAME|MLLE\.?)\s+(?=[A-Z])|(?<=\s)(?=[A-Z])").finditer(flow.folded, start, end):
        entries, _ = parse_names(flow.text, flow.folded, at.start(), end)
        if entries and len(entries) == 1 and end - entries[0].end <= 3 and flow.text[entries[0].start].isupper():
            return entries[0].name, entries[0].start, entries[0].end
    return None


def _secretary(flow: Flow, roll_call: RollCall, head: int) -> tuple[PrintedName, int, int] | None:
    for pattern in (_SECRETARY, _SECRETARY_CHOSEN):
        for match in pattern.finditer(flow.folded, 0, head):
            if person := _person(flow, match.end(), match.end() + 80):
                return person
    for match in _SECRETARY_NAMED.finditer(flow.folded, 0, head):
        line = max(flow.text.rfind(".  ", 0, match.start()), match.start() - 70, 0)
        if person := _last_person(flow, line, match.start()):
            return person
    return None


# -- printed totals --------------------------------------------------------------------------------------------------------------------

_N = rf"(?P<n>\d{{1,3}}|{NUMBER})(?![\d%]|\s*(?:€|EUROS|%|VOIX|H\d|[,.]\d|/\d))(?!\w)"
_FILL = r"[\s:.…=_·-]{1,120}"
_LABELS: tuple[tuple[str, str], ...] = (
    ("members_in_office", r"(?:EN\s+EXERCICE|EN\s+FONCTION)(?:\s+AU\s+JOUR\s+DE\s+LA\s+SEANCE)?"),
    ("stated_voters", r"(?:VOTANTS?|VOTES\s+COMPTABILISES|(?:QUI\s+)?(?:ONT|AYANT)\s+PRIS\s+PART\s+(?:A\s+LA\s+DELIBERATION|AU\s+VOTE))"),
    (
        "stated_represented",
        r"(?:(?:ABSENTS?\s+)?(?:EXCUSES?\s+)?REPRESENTE(?:E?S|\(E?\)S)?|(?:ABSENTS?\s+)?(?:EXCUSES?\s+)?(?:AYANT\s+DONNE\s+|DE\s+)?(?:POUVOIRS?|PROCURATIONS?))",
    ),
    ("stated_absent", r"ABSENTE?S?\s+(?:NON\s+EXCUSEE?S?|NON\s+REMPLACEE?S?|SANS\s+EXCUSE)"),
    ("stated_excused", r"(?:ABSENTE?S?\s+)?EXCUSEE?S?"),
    ("stated_absent", r"ABSENTE?S?"),
    ("stated_present", r"PRESENTS?(?:\s+A\s+LA\s+SEANCE)?"),
)
_LABEL = "|".join(f"(?P<l{i}>{pattern})" for i, (_, pattern) in enumerate(_LABELS))
_LABEL_NUMBER = re.compile(rf"(?<![A-Z])(?<!PRESENTS OU )(?<!PRESENTS ET )(?:{_LABEL})(?:\s*\(E?S?\))?{_FILL}{_N}")
_LABEL_BRACKETS = re.compile(rf"(?<![A-Z])(?:{_LABEL})\s*\(\s*{_N}\s*\)\s*:")
_NUMBER_LABEL = re.compile(
    rf"(?<![\w.,/])(?P<n>\d{{1,3}})[^\S\n]+(?:CONSEILLERS\s+|MEMBRES\s+|ELUS\s+)?(?:{_LABEL})(?!\w|\s*:|\s+(?:OU|ET)\s)"
)
_ROW = re.compile(r"(?:\d{1,3}[\s|]+)+\d{1,3}\s*$")


def _totals(flow: Flow, roll_call: RollCall, head: int) -> Mapping[str, tuple[int, int, int]]:
    """Printed totals of the opening: a label with its number on either side, or a row of labels over a row of numbers."""
    found: dict[str, tuple[int, int, int]] = {}

    def put(match: re.Match[str], start: int, end: int) -> None:
        field = next(name for i, (name, _) in enumerate(_LABELS) if match.group(f"l{i}") is not None)
        value = number(match["n"])
        if value is not None and value < 500:
            found.setdefault(field, (value, start, end))

    for field, value, start, end in _rows_of_figures(flow, head):
        found.setdefault(field, (value, start, end))
    for match in _LABEL_NUMBER.finditer(flow.folded, 0, head):
        gap = flow.folded[match.end("n") : match.end("n") + 3]
        counted_before = re.search(r"\d\s+$", flow.folded[max(0, match.start() - 6) : match.start()])
        if counted_before and not re.search(r"[:.…]", flow.folded[match.start() : match.start("n")]):
            continue  # "31 présents 2 procurations": the number stands before its label
        crosses_list = roll_call.attendance and roll_call.start < match.start() < roll_call.end and "\n" in match.group()
        if crosses_list or (re.match(r"\s*[)°]", gap) and "(" not in match.group()):
            continue
        if "\n" in match.group() and _is_numbered_item(flow.folded, match.end("n")):
            continue
        if not _of_a_ballot(flow, match.start()):
            put(match, match.start(), match.end())
    for match in (*_LABEL_BRACKETS.finditer(flow.folded, 0, head), *_NUMBER_LABEL.finditer(flow.folded, 0, head)):
        if not _of_a_ballot(flow, match.start()):
            put(match, match.start(), match.end())
    return found


_BALLOT = re.compile(r"BULLETIN|SCRUTIN|DEPOUILLEMENT|\bURNE|\bTOUR\b|SUFFRAGES")


def _of_a_ballot(flow: Flow, at: int) -> bool:
    """Whether a total belongs to an election inside the sitting ("… premier tour … Nombre de votants : 26") and not to its opening."""
    around = flow.folded[max(0, at - 250) : at + 120]
    return _BALLOT.search(around) is not None and "EXERCICE" not in around


def _is_numbered_item(folded: str, at: int) -> bool:
    """A number at the start of a line is an item's ("absents\\n1. Budget") and not a total."""
    return re.match(r"\s*[.)/-]+\s*[A-Z]|\s+-\s", folded[at : at + 8]) is not None


_COLUMN = re.compile(
    rf"(?<![A-Z])(?:{_LABEL}|(?P<other>AFFERENTS\s+AU\s+CONSEIL|EFFECTIF\s+LEGAL|QUORUM|EXPRIMES|POUR|CONTRE|ABSTENTIONS?))(?![A-Z])"
)


def _rows_of_figures(flow: Flow, head: int) -> list[tuple[str, int, int, int]]:
    """Totals of a small table: labels in a line or a few ("En exercice  Présents  Votants") over a line of as many numbers."""
    found = []
    for index in range(1, min(flow.line_index(head) + 1, len(flow.lines))):
        start = flow.starts[index]
        line = flow.folded[start : start + len(flow.lines[index].text)]
        if not _ROW.fullmatch(line.strip()):
            continue
        figures = [(int(m.group()), start + m.start(), start + m.end()) for m in re.finditer(r"\d+", line)]
        above = flow.starts[max(0, index - 5)]
        columns = list(_COLUMN.finditer(flow.folded, above, start - 1))
        if len(columns) != len(figures):
            continue
        for column, (value, begin, end) in zip(columns, figures, strict=True):
            field = next((name for i, (name, _) in enumerate(_LABELS) if column.group(f"l{i}") is not None), None)
            if field and value < 500:
                found.append((field, value, begin, end))
    return found
