"""Whose document it is: the body's kind and its place name as printed.

The name is the place without the words for the body: "Communauté de communes du Pays Doré" is "Pays Doré", "Syndicat mixte pour
l'aménagement hydraulique de la Valmonde" is "Valmonde"; a brand keeps its own word ("Valmont Agglomération").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from transforms.model import CouncilKind, Place
from transforms.reading.flow import Flow
from transforms.reading.lexicon import COUNCIL_KINDS, NOT_NAMES
from transforms.reading.phrases import Phrase
from transforms.text import fold, squeeze, words

FAR: Final = 40_000  # characters from the top in which the body is named
HEAD: Final = 6000  # … in which the post code of its seat may be printed
TOP: Final = 600  # … in which a letterhead stands
LETTERHEAD: Final = 6  # lines at the top in which a letterhead names the place
LONGEST_NAME: Final = 160  # characters; a longer one is a text that ran together
ENOUGH: Final = 5.0  # the evidence of one mention that settles it; a commune named in passing has 1, however often
ENOUGH_ALONE: Final = 1.0  # where no other place is named: "commune de …", unless something is done with it or for it
ENOUGH_OWN: Final = 2.0  # of what names no neighbour, where other places are named too

# -- the words for a body, up to the place ------------------------------------------------------------------------------------------------

_OF = r"(?:DE\s+LA\s+|DE\s+L'\s?|DE\s+|DU\s+|DES\s+|D'\s?)"
_OF_A_TOWN = (
    r"(?:DE\s+|DU\s+|DES\s+|D'\s?|D\s(?=[AEIOUYH]))"  # an article belongs to the town's name: "commune de La Ferté", "ville de L'Isle"
)
_TOWN = rf"(?:(?:DE\s+)?(?:LA\s+)?(?:VILLE|COMMUNE(?:\s+NOUVELLE)?)\s+{_OF_A_TOWN})"
_COMMUNITY = r"COMMUNAUTE\s+(?:DE\s+COMMUNES?|D'AGGLOMERATION|URBAINE)(?:\s+\([A-Z.]{2,6}\))?"
_CCAS = r"(?:CENTRE\s+(?:INTER)?COMMUNAL\s+D'ACTION\s+SOCIALE|\bC\.?[CI]\.?A\.?S\b\.?)(?:\s+\(C\.?[CI]\.?A\.?S\.?\))?"
_RESCUE = r"(?:SERVICE\s+(?:DEPARTEMENTAL|TERRITORIAL)\s+D'INCENDIE\s+ET\s+DE\s+SECOURS|\bS\.?D\.?I\.?S\b\.?)"
_OTHER = rf"(?:CAISSE\s+DES\s+ECOLES|{_RESCUE})"  # public bodies of their own, beside a town or a département
# What a syndicate is for: "d'adduction d'eau potable", "pour l'aménagement et l'entretien", "à vocation unique", "des eaux"
_PURPOSE_WORD = (
    r"(?:VOCATION|UNIQUE|MULTIPLES?|SCOLAIRES?|PERISCOLAIRES?|ADDUCTION|ALIMENTATION|DISTRIBUTION|PRODUCTION|EAUX?|POTABLE|ASSAINISSEMENT|COLLECTIF|"
    r"ENERGIES?|ELECTRICITE|ELECTRIFICATION|ECLAIRAGE|PUBLIC|GAZ|CHALEUR|TRANSPORTS?|MOBILITES?|ORDURES|MENAGERES|DECHETS?|MENAGERS|COLLECTE|TRAITEMENT|TRI|ELIMINATION|"
    r"VALORISATION|AMENAGEMENT|HYDRAULIQUE|AGRICOLE|GESTION|ENTRETIEN|RESTAURATION|PROTECTION|MILIEUX|AQUATIQUES|RIVIERES?|COURS|REGROUPEMENT|PEDAGOGIQUES?|"
    r"DEVELOPPEMENT|ECONOMIQUE|RURA(?:LE?S?|UX)|URBAINE?S?|TERRITORIALE?|ETUDES?|REALISATION|S\.?CO\.?T|CONSTRUCTION|EXPLOITATION|FONCTIONNEMENT|TRAVAUX|PROGRAMMATION|SCHEMA|COHERENCE|INFORMATIQUE|"
    r"INFRASTRUCTURES?|NUMERIQUE|COMMUNICATIONS?|ELECTRONIQUES?|ENFANCE|JEUNESSE|ECOLES?|COLLEGES?|LYCEES?|GYMNASES?|PISCINES?|EQUIPEMENTS?|SPORTIFS?|SERVICES?|FUNERAIRES?|"
    r"TOURISME|TOURISTIQUE|INCENDIE|SECOURS|VOIRIE|FOURRIERE|ANIMALE|CANTONALE?|PETITE)"
)
_THE = r"(?:LA\s+|LE\s+|LES\s+|L')"
_PURPOSE = rf"(?:(?:\s*,)?\s+(?:A\s+|POUR\s+{_THE}?|EN\s+|ET\s+{_OF}?|ET\s+{_THE}|{_OF})?{_PURPOSE_WORD}(?![A-Z]))"
_LED_PURPOSE = rf"(?:\s+(?:A\s+|POUR\s+{_THE}?|{_OF}){_PURPOSE_WORD}(?![A-Z]){_PURPOSE}{{0,9}})"
_ACRONYM = (
    r"(?:S\.?I\.?(?:V\.?O\.?[MSU]|V\.?U|R\.?P|C\.?T\.?O\.?M|R\.?T\.?O\.?M|T\.?O\.?M|A\.?E\.?P(?:\.?A)?|D\.?E\.?A?|E\.?A)\.?"
    r"|SMICTOM|SMIRTOM|SMITOM)"
)
_SYNDICATE = (
    rf"(?:(?:\bSYNDICAT(?:\s+(?:MIXTE|INTERCOMMUNAL|INTERDEPARTEMENTAL|DEPARTEMENTAL|SCOLAIRE|PEDAGOGIQUE|ELECTRIQUE|FORESTIER|RURAL|OUVERT|FERME|UNIQUE))*{_LED_PURPOSE}?|\b{_ACRONYM}(?![A-Z])"
    rf"|\b(?:COMITE|CONSEIL|BUREAU)\s+SYNDICAL(?=\s+{_OF}(?!SYNDICAT|{_ACRONYM}(?![A-Z])|S[A-Z]{{2,7}}\s+{_OF}))|\b(?P<initials>S[A-Z]{{2,7}})(?=\s+{_OF})"
    r"|\bP\.?E\.?T\.?R\b\.?|\bPOLE\s+D'EQUILIBRE\s+TERRITORIAL\s+ET\s+RURAL)"
    rf"(?:\s+\([A-Z. ]{{2,9}}\))?\s+(?:{_OF})?)"
)
_BODIES: Final[Mapping[CouncilKind, Phrase | re.Pattern[str]]] = MappingProxyType(
    {
        CouncilKind.COMMUNE: Phrase(
            rf"CONSEIL\s+MUNICIPAL\s+(?:{_TOWN}|{_OF_A_TOWN}(?!LA\s+(?:VILLE|COMMUNE)\b))"
            rf"|(?<!MAIRE\s)\b(?:COMMUNE\s+NOUVELLE|COMMUNE|VILLE|MAIRIE)(?!(?<=EN\sMAIRIE)\s*:)(?:\s+(?:DE\s?)?:\s*{_OF_A_TOWN}?|\s*:\s*|\s+{_OF_A_TOWN})"
            rf"|\bMAIRE\s+(?:DE\s+LA\s+COMMUNE\s+)?{_OF_A_TOWN}"
        ),
        CouncilKind.INTERCOMMUNAL: Phrase(
            rf"(?:CONSEIL|BUREAU)\s+(?:COMMUNAUTAIRE|DE\s+(?:LA\s+)?COMMUNAUTE(?!\s+(?:DE\s+COMMUNE|D'AGGLO|URBAINE))|METROPOLITAIN|D'AGGLOMERATION|DE\s+LA\s+METROPOLE)"
            rf"\s+{_OF}(?:(?:{_COMMUNITY}|C\.?C\.?)\s+{_OF}?)?|{_COMMUNITY}\s+{_OF}?|\bC\.?C\.?\s+{_OF}|\b(?:EURO)?METROPOLE\s+{_OF}"
            rf"|\bETABLISSEMENT\s+PUBLIC\s+TERRITORIAL\s+{_OF}?"
        ),
        CouncilKind.DEPARTMENT: Phrase(rf"(?:CONSEIL\s+(?:DEPARTEMENTAL|GENERAL)|DEPARTEMENT)\s+{_OF}|COLLECTIVITE\s+EUROPEENNE\s+{_OF}"),
        CouncilKind.REGION: Phrase(
            rf"(?:CONSEIL\s+REGIONAL|REGION)\s+{_OF}?|(?:ASSEMBLEE|COLLECTIVITE(?:\s+TERRITORIALE)?)\s+DE\s+(?=CORSE|MARTINIQUE|GUYANE)"
        ),
        CouncilKind.SYNDICATE: re.compile(_SYNDICATE),
        CouncilKind.OTHER: Phrase(rf"CAISSE\s+DES\s+ECOLES\s+(?:{_TOWN}|{_OF_A_TOWN}(?!LA\s+(?:VILLE|COMMUNE)\b))|{_RESCUE}\s+{_OF}"),
        CouncilKind.CCAS: Phrase(rf"{_CCAS}\s*[,-]?\s+(?:{_TOWN}|{_OF_A_TOWN}(?!LA\s+(?:VILLE|COMMUNE)\b))"),
    }
)

# -- the place -------------------------------------------------------------------------------------------------------------------------

_SAINT = r"(?:SAINTE?|Sainte?|STE?|Ste?)"
_PLACE_WORD = rf"(?:(?:{_SAINT}(?:\.\s?|\n))?[A-ZÀ-ÖØ-ÝŒ][\w'’]*(?:-\n?[\w'’]+)*)"
# Little words in capitals are words themselves, but for a line's end behind them: no text can be read in two ways.
_PLACE_LINK = (
    r"(?:(?:de|du|des|la|le|les|lès|lez|ès|sur|sous|en|et|aux?|à|l['’]|d['’]|s/)[ \n-]?|(?:DE|DU|DES|LA|LE|LES|SUR|SOUS|EN|ET|AUX?)\n)"
)
_ARTICLE = r"(?:LE|LA|LES|Le|La|Les|L['’]|la|les|l['’])\s?"
# "vallée de la Loue", "Parc naturel régional du Val Doré": a landscape in lower case before the name
_LANDSCAPE = (
    r"(?:(?:[Vv]all[ée]es?|[Bb]assins?(?: versants?)?|[Pp]lateau|[Pp]laines?|[Cc]antons?|[Pp]ays|[Rr][ée]gion|[Vv]als?|"
    r"[Pp]arc naturel r[ée]gional|[Tt]erritoire|[Ss]ecteur|[Mm]assif|[Mm]onts?|[Gg]orges|[Ss]ources?|[Bb]aie|[Pp]resqu['’]île)"
    r"\s(?:de\s(?:la\s|l['’]\s?)?|du\s|des\s|d['’]\s?))"
)
_PLACE = re.compile(rf"(?:{_LANDSCAPE}|{_ARTICLE})?{_PLACE_WORD}(?:(?: (?:{_PLACE_LINK})*|\n(?:sur|sous|l[eè]s|lez)[ -]){_PLACE_WORD})*")
_BRAND = r"AGGLOMERATION|AGGLO|METROPOLE|COMMUNAUTE|INTERCO|INTERCOM"
# Half a name at a line's end: "COMMUNAUTE DE COMMUNES DU PAYS" over "DOREEN"
_HALF_NAMES = frozenset({
    "PAYS", "VAL", "VALLEE", "VALLEES", "CANTON", "PLATEAU", "BASSIN", "HAUT", "HAUTE", "BAS", "BASSE", "GRAND", "TERRE", "TERRES", "COEUR",
    "PORTE", "PORTES", "COTEAUX", "MONTS", "RIVES", "PLAINE", "PLAINES", "TERRITOIRE", "SOURCES", "SUD", "NORD", "EST", "OUEST", "CENTRE",
})  # fmt: skip
_OTHER_HALF = re.compile(
    rf"\n(?:(?:de la|de|du|des|DE LA|DE|DU|DES) |(?:[dlDL]|de [lL]|DE L)['’])?"
    rf"(?P<half>{_PLACE_WORD}(?: (?:{_PLACE_LINK})*{_PLACE_WORD}){{0,3}})"
)
# Bodies that are named after several places: "LOUE, DOREE, VALSE", "Orsec - Valmont", alone on their line
_FURTHER_PLACES = re.compile(rf"(?:\s?,\s|\s[-–]\s){_PLACE_WORD}(?:(?:\s?,\s|\s[-–]\s){_PLACE_WORD}){{0,4}}(?=\n|$)")
_OWN_ARTICLE = re.compile(r"\b(?:de|d)\s(?P<article>L(?:a|e|es)\s|L['’])$")  # "Communauté d'agglomération de La Ferté"
_HIDDEN_ARTICLE = re.compile(r"\b(DU|DES)\s+$")
_NO_TOWN = re.compile(rf"{_RESCUE}|CENTRE\s+INTERCOMMUNAL|C\.?I\.?A\.?S")
_PLACE_ARTICLE = re.compile(_ARTICLE)
_BEHIND = re.compile(rf"(?<=[A-Z]) {_COMMUNITY}")
_BRANDED = re.compile(rf"(?<![\w'’-]){_PLACE_WORD}(?:[ ](?:{_PLACE_LINK})*{_PLACE_WORD}){{0,4}}")
_ENDS_IN_BRAND = re.compile(rf"[^\n]*?[A-Z]{{3}}[ -](?:{_BRAND})(?![\w-]|\s+(?:DE|D'|URBAINE))")
_DAYS = r"(?:LUNDI|MARDI|MERCREDI|JEUDI|VENDREDI|SAMEDI|DIMANCHE)"
_NOT_PLACES = re.compile(
    rf"^(?:LE\s+|LA\s+|LES\s+|L')?(?:CONSEIL|MAIRE|MAIRIE|SEANCE|REUNION|COMMUNE|DEPARTEMENT|PREFECTURE|FRANCE|MONSIEUR|MADAME|DATE|NOMBRE|COMMUNES|COMMUNAUTE|PRESENTS?|"
    rf"JOUR|JEUNES|ENFANTS|SAGES|MEMBRES|FEUILLET|FOLIO|PAGE|REGISTRE|EXTRAIT|PROCES|COMPTE|OBJET|SIEGE|REGION(?!\s+D)|ETAT|SYNDICAT|SYNDICAL|AGGLOMERATION|ANNEE|BUREAU|COMITE|{_DAYS})\b"
)
# The first word of what else is printed on the line of the name, or of the sentence that goes on.
_GOES_ON = re.compile(
    r"(?<!\s)\s+(?:S'EST|SEANCE|SESSION|CONSEIL|COMPTE|PROCES|EXTRAIT|LISTE|REUNION|DELIBERATIONS?|DEPARTEMENT|CANTON|ARRONDISSEMENT|REPUBLIQUE|LIBERTE|FEUILLET|FOLIO|"
    rf"PAGE\s|NOMENCLATURE|OBJET|NOMBRE|MEMBRES|PRESENTS|ETAIENT|CONVOCATION|DATE\s|ORDRE\s+DU|L'AN\s|N\s?°|ANNEE|REGISTRE|ARRETE|RUE\s|AVENUE|BOULEVARD|TELEPHONE|TEL\b|SIEGE|"
    rf"COMMUNAUTE\s+D|LE\s+(?:\d|CONSEIL|MAIRE|{_DAYS})|DU\s+(?:\d|{_DAYS})|{_DAYS}\b|AU\s+LIEU|APPROUV|ADOPT|DUMENT|REGULIEREMENT|LEGALEMENT|POUR\s)"
)
# … and words that stand in no place's name; those of bodies and a few that do are left out
_STOPS = (NOT_NAMES | {"SECRETAIRE", "HOTEL", "AFFICHAGE", "PUBLICATION", "TRANSMISSION", "RECEPTION", "ENVOYE"}) - {
    "VILLE", "COMMUNE", "COMMUNES", "COMMUNAUTE", "AGGLOMERATION", "METROPOLE", "MARS", "SALLE", "POINT", "LOI", "JOUR", "POUR", "CONTRE",
    "BUREAU", "DOYEN", "DEPARTEMENT", "FRANCAISE", "CANTON", "TRAVAUX", "REGIONAL",
}  # fmt: skip
# "VALMONT Nomenclature": words in capitals and then one that is not
_CASE_BREAK = re.compile(r"(?<=[A-ZÀ-Ý]{3})\s+(?=[A-ZÀ-Ý][a-zà-ÿ])")

_NO_INITIALS = NOT_NAMES | {
    "SEANCE", "SESSION", "SUR", "SOUS", "SANS", "SOIT", "SUITE", "SIEGE", "SELON", "SAINT", "SAINTE", "SITE", "SECTION",
    "SYNDICAL", "SUD", "STE",
}  # fmt: skip
_QUOTED = re.compile(r"(?:\"\s*)?")
_POST_CODE = re.compile(r"(?<![\d-])\d{5}\s+(?P<place>(?:(?:LE|LA|LES) |L')?[A-Z]{3})")
_TOWN_NAME = r"[A-Z][A-Z'-]*(?: [A-Z'-]+){0,5}?"
_SIGNED = re.compile(  # "Fait à Valmont, le 3 mai", "A VALMONT, le …", "Valmont, le …" at the head of a line
    r"(?:\bFAIT\s+(?:ET\s+DELIBERE\s+)?(?:EN\s+MAIRIE\s+)?A\s+|^[^\S\n]*(?:A\s+)?)"
    rf"(?P<place>{_TOWN_NAME})\s*,\s*LE\s+(?:\d|[A-Z]+\s\d)"
    rf"|\bFAIT\s+(?:ET\s+DELIBERE\s+)?A\s+(?P<undated>{_TOWN_NAME})\s+LE\s+\d",
    re.MULTILINE,
)
_DONE = Phrase(r"\bFAIT\s")
_ON_THE = re.compile(r",\s*LE\s")
PARTED: Final = 4  # lines over which place and date may be parted at most
SIGNED: Final = 2.0  # its evidence
_SPEAKS = re.compile(
    r"\s*+,?\s*+(?:\([^)]{2,20}\)\s*+,?\s*+)?(?:SOUSSIGNEE?|EXPOSE|RAPPELLE|PRESENTE\b|PROPOSE|CERTIFIE|INFORME|OUVRE|DECLARE|PRESIDE|INDIQUE|EXPLIQUE)"
)
_BARE_TOWN = re.compile(r"^[^\S\n]*(?:MAIRIE|COMMUNE|VILLE)\s+(?P<place>(?!D[EU]\b|DES\b|D')[A-Z]{2})", re.MULTILINE)
_BESIDE_TITLE = re.compile(r"(?<!\s)\s+(?:LISTE\s+DES|EXTRAIT\s+D|PROCES[\s-]*VERBAL|COMPTE[\s-]*RENDU|REGISTRE\s+DES|CONSEIL\s+MUNICIPAL)")
_BELOW_PLACE = re.compile(
    r"(?:[^\n]{0,40}\n)?\s*(?:MAIRIE|LISTE\s+DES|EXTRAIT|PROCES|COMPTE[\s-]*RENDU|SEANCE|CONSEIL\s+MUNICIPAL|REUNION)"
)
_ABOVE_PLACE = re.compile(r"[^\S\n]*(?:DEPARTEMENT|ARRONDISSEMENT|CANTON)\b(?=\s*(?::|D[EU]\b|DES\b|D')?[^\n]*[A-Z]{3}[^\n]*\n)")
_NO_LETTERHEAD = NOT_NAMES | {
    "LIBERTE", "EGALITE", "FRATERNITE", "FEUILLET", "FOLIO", "SERVICE", "DIRECTION", "GENERALE", "PROCES", "VERBAL", "REUNION", "SYNDICAL",
}  # fmt: skip
_HANGS = re.compile(r"(?:D'|DE\s|DU\s|DES\s)|[\s\S]*\s(?:DE|DU|DES|LA|LE|LES|ET|A|AU|EN|SUR)$")
_SITS = re.compile(
    r"\s*+,?\s*+(?:\([^)]*\)\s*+,?\s*+)?(?:S'EST|SE\s+SONT|DUMENT|REGULIEREMENT|LEGALEMENT|CONVOQU|ETANT|EST\s+REUNI|REUNI|SOUS\s+LA\s+PRESIDENCE)"
)
_SITS_AT = re.compile(r"REUNIE?S?\b[^.]{0,80}\bA\s+LA\s+$")
_ITS_MEMBERS = re.compile(r"\b(?:COMITE|BUREAU|MEMBRES|ASSEMBLEE)\b[^.,;\n]{0,40}(?:\n[^.,;\n]{0,20})?\b(?:DU|DE\s+LA)\s+$")
_PARTNER = re.compile(
    r"\b(?:AVEC|A|ET|OU|PAR|POUR|DONT|VERS|SUR|ENTRE|CHEZ|COMMUNES|VILLES|VOISINE|RETRAIT\s+DE|ADHESION\s+DE|DEMANDE\s+DE)\s+(?:LA\s+)?$"
)
PARTNER: Final = 0.3  # the evidence of a commune with which something is done
_ASKED = re.compile(r"\b(?:PROPOS|DEMAND|INVIT|PRIE|SUGGER|APPEL)[A-Z]*\b[^.]{0,60}$")
_INFINITIVE = re.compile(r"[A-Z]+(?:ER|IR|RE)")
_ITS_STATUTES = re.compile(r"STATUTS\s+(?:DE\s+LA\s+|DU\s+)$")


@dataclass(frozen=True, slots=True)
class CouncilName:
    """The body's place name as printed most often, and its kind."""

    name: str | None
    kind: CouncilKind | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place where a body of the document's kind is named, and how much it says that this is the document's own."""

    name: str
    start: int
    end: int
    evidence: float
    is_own: bool = False  # an address, a signature, the mayor speaking: no neighbour is named so

    @property
    def key(self) -> str:
        return re.sub(r"[^A-Z]+", "", fold(self.name))


def read_council(flow: Flow) -> CouncilName:
    """The council whose document this is: the place for which "conseil municipal de …", the letterhead and the chair's office speak."""
    kind = _kind(flow)
    mentions = list(_mentions(flow, kind))
    whole = {mention.key for mention in mentions if not _at_line_end(flow, mention.end)}
    votes: dict[str, float] = {}
    first: dict[str, _Mention] = {}
    for mention in mentions:
        key = mention.key
        if _at_line_end(flow, mention.end) and key not in whole:  # "Sud\nValmonde" where "Sud Valmonde" stands elsewhere
            key = next((other for other in sorted(whole) if other.startswith(key)), key)
        votes[key] = votes.get(key, 0) + mention.evidence
        if key == mention.key:
            first.setdefault(key, mention)
    _join_articles(votes)
    best = max((key for key in votes if key in first), key=lambda key: (votes[key], -first[key].start), default=None)
    own: dict[str, float] = {}
    for mention in mentions:
        own[mention.key] = own.get(mention.key, 0) + mention.evidence * mention.is_own
    is_owner = best is not None and own[best] >= ENOUGH_OWN and all(own[best] >= 2 * own[key] for key in own if key != best)
    is_clear = any(mention.evidence >= ENOUGH for mention in mentions)
    chosen: tuple[str, int, int] | None
    if best is not None and (is_clear or is_owner or (len(votes) == 1 and votes[best] >= ENOUGH_ALONE)):
        chosen = (first[best].name, first[best].start, first[best].end)
    else:
        chosen = _letterhead(flow)
    if chosen is None:
        return CouncilName(None, kind, None)
    name, start, end = _whole_name(flow, *chosen)
    printed = re.sub(r"(?<=\w)-\s+", "-", squeeze(name))
    return CouncilName(printed, kind, flow.place(start, end)) if len(printed) <= LONGEST_NAME else CouncilName(None, kind, None)


def _join_articles(votes: dict[str, float]) -> None:
    """Counts "Ferté" and "la Ferté" as one place: that which is printed with more evidence."""
    for key in [key for key in votes if key.startswith(("LE", "LA", "L"))]:
        bare = re.sub(r"^(?:LES|LE|LA|L)", "", key)
        if bare in votes and key in votes:
            more, less = (key, bare) if votes[key] > votes[bare] else (bare, key)
            votes[more] += votes.pop(less)


def _mentions(flow: Flow, kind: CouncilKind | None) -> Iterator[_Mention]:
    """Every place behind the words for a body of this kind, in printed order; of an unknown kind as of a commune."""
    for match in _BODIES[kind or CouncilKind.COMMUNE].finditer(flow.folded, 0, min(len(flow.folded), FAR)):
        if _is_no_acronym(flow, match):
            continue
        start = _QUOTED.match(flow.folded, match.end()).end()  # type: ignore[union-attr]  # it matches nothing at the least
        found = _PLACE.match(flow.text, start, start + 80)
        if not found:
            continue
        name = _trim_place(found.group())
        folded = fold(name)
        if len(name) < 2 or _NOT_PLACES.match(folded) or _HANGS.fullmatch(folded):
            continue
        if _INFINITIVE.fullmatch(folded) and _ASKED.search(flow.folded[max(0, match.start() - 100) : match.start()]):
            continue  # "il est proposé au conseil municipal de : Accepter …"
        if folded in ("VILLE", "LA VILLE") and re.match(r"\s+D", flow.folded[start + len(name) :]):
            continue
        if article := _OWN_ARTICLE.search(flow.text, match.start(), start):
            start, name = article.start("article"), flow.text[article.start("article") : start] + name
        if kind in (CouncilKind.INTERCOMMUNAL, CouncilKind.SYNDICATE):
            name = _with_further_lines(flow, match.start(), start, name)
        end = start + len(name)
        evidence = _evidence(flow, match, end)
        if kind not in (CouncilKind.INTERCOMMUNAL, CouncilKind.SYNDICATE, CouncilKind.DEPARTMENT, CouncilKind.REGION):
            name = _with_its_article(match.group(), name)
        yield _Mention(name, start, end, evidence, is_own=1 < evidence < ENOUGH)
    if kind is CouncilKind.INTERCOMMUNAL:
        yield from _brands(flow)
    if kind in (None, CouncilKind.COMMUNE):
        yield from _addresses(flow)
    if kind in (CouncilKind.CCAS, CouncilKind.OTHER):  # its town's letterhead names it too
        yield from (mention for mention in _mentions(flow, CouncilKind.COMMUNE) if mention.start < TOP)


def _with_its_article(phrase: str, name: str) -> str:
    """A town's name with the article that grammar hides: "commune du Mesnil" is Le Mesnil, "ville des Aubrais" Les Aubrais."""
    hidden = _HIDDEN_ARTICLE.search(phrase)
    if hidden is None or _PLACE_ARTICLE.match(name) or _NO_TOWN.match(phrase):
        return name
    article = "Le" if hidden[1] == "DU" else "Les"
    return f"{article.upper() if name.isupper() else article} {name}"


def _with_further_lines(flow: Flow, begin: int, start: int, name: str) -> str:
    """A name with its other half on the next line, or with the other places that the body is named after on its own line."""
    end = start + len(name)
    if fold(name) in _HALF_NAMES and (half := _OTHER_HALF.match(flow.text, end, end + 80)):
        further = _trim_place(half["half"])
        if len(further) > 2 and not _NOT_PLACES.match(fold(further)) and fold(further).split()[0] not in _STOPS:
            return flow.text[start : half.start("half") + len(further)]
    places = _FURTHER_PLACES.match(flow.text, end, end + 80)
    line = flow.text[flow.starts[flow.line_index(begin)] : begin]
    if places and not any(c.isalpha() for c in line) and set(words(places.group())).isdisjoint(_NO_LETTERHEAD | _STOPS):
        return name + places.group()
    return name


def _is_no_acronym(flow: Flow, match: re.Match[str]) -> bool:
    """Whether "SALLE de …" or "Suite de …" only looks like the initials of a syndicate ("SYVALO de …")."""
    initials = match.groupdict().get("initials")
    return initials is not None and (initials in _NO_INITIALS or not flow.text[match.start() : match.end("initials")].isupper())


def _addresses(flow: Flow) -> Iterator[_Mention]:
    """The town of the letterhead's address, of the place and date of a letter or a signature, and a bare "MAIRIE VALMONT"."""
    top = min(len(flow.folded), TOP)
    found_by = (
        (_POST_CODE, 2.0, _POST_CODE.finditer(flow.folded, 0, top)),
        (_SIGNED, SIGNED, _signed(flow)),
        (_BARE_TOWN, 12.0, _BARE_TOWN.finditer(flow.folded, 0, top)),
    )
    for pattern, evidence, matches in found_by:
        for match in matches:
            group = match.lastgroup or "place"
            start = match.start(group)
            found = _PLACE.match(flow.text, start, match.end(group) if pattern is _SIGNED else min(start + 60, len(flow.text)))
            name = re.sub(r"\s+(?:CEDEX|Cedex).*$", "", _trim_place(found.group())) if found else ""
            folded = fold(name)
            if pattern is _SIGNED and found and found.end() < match.end(group):
                continue  # "L'an deux mille vingt, le 3 mai"
            if len(name) < 3 or _NOT_PLACES.match(folded) or set(words(name)) & _NO_LETTERHEAD:
                continue
            if pattern is _BARE_TOWN and not (
                _is_line(flow, start, start + len(name)) and name.isupper() and flow.folded.count(folded) > 1
            ):
                continue
            yield _Mention(name, start, start + len(name), evidence, is_own=True)


def _signed(flow: Flow) -> Iterator[re.Match[str]]:
    """Every place and date, as ``re`` finds them: tried only where "fait" stands, and at the head of the lines up to ", le"."""
    end = min(len(flow.folded), FAR)
    places = set(_DONE.places(flow.folded, 0, end))
    for comma in _ON_THE.finditer(flow.folded, 0, end):
        line = flow.line_index(comma.start())
        places.update(flow.starts[max(0, line - PARTED) : line + 1])
    reached = 0
    for at in sorted(places):
        if at >= reached and (match := _SIGNED.match(flow.folded, at, end)):
            yield match
            reached = match.end()


def _brands(flow: Flow) -> Iterator[_Mention]:
    """Names that end in the body's own word at the top: "VALMONT AGGLOMERATION", "Val Doré Métropole", "Val Doré Communauté urbaine"."""
    for behind in _BEHIND.finditer(flow.folded, 0, min(len(flow.folded), TOP)):
        line = flow.starts[flow.line_index(behind.start())]
        name = flow.text[line : behind.start()]
        if (
            _PLACE.fullmatch(name)
            and not _NOT_PLACES.match(fold(name))
            and not set(words(name)) & _NO_LETTERHEAD
            and not _HANGS.fullmatch(fold(name))
        ):
            yield _Mention(name, line, behind.start(), 6.0)
    for found in _BRANDED.finditer(flow.text, 0, min(len(flow.text), TOP)):
        brand = _ENDS_IN_BRAND.match(fold(found.group()) + flow.folded[found.end() : found.end() + 12])
        if brand and brand.end() <= len(found.group()) and not _NOT_PLACES.match(fold(found.group())):
            end = found.start() + brand.end()
            yield _Mention(flow.text[found.start() : end], found.start(), end, 12.0 if _is_line(flow, found.start(), end) else 4.0)


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
            and not _HANGS.fullmatch(fold(text))
            and not _HANGS.match(fold(text) + " x")
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
    if "\n" in phrase[-2:] and match.start() in flow.starts and phrase.rstrip()[-2:] == "D'":
        return 0.0  # "Ville d'" beside a drawn name: the next line is about something else
    before = flow.folded[max(0, match.start() - 100) : match.start()]
    line = flow.line_index(match.start())
    if "CONSEIL MUNICIPAL" in flow.folded[end : flow.starts[line] + len(flow.lines[line].text)]:
        return 5.0  # "Ville de … - Conseil municipal du …", a footer
    if phrase.startswith("MAIRE "):
        if _SPEAKS.match(flow.folded, end) and re.search(r"\b(?:LE|LA|JE SOUSSIGNEE?,?)\s+$", before):
            return 2.0
        return 12.0 if "PRESIDENCE" in before else 0.8
    if _SITS.match(flow.folded, end) and not phrase.startswith("MAIRIE"):
        return 17.0
    if phrase.startswith(("CONSEIL", "BUREAU")) or _ITS_STATUTES.search(before):
        return 5.0
    if phrase.startswith("MAIRIE") and _SITS_AT.search(before):
        return 3.0
    if ":" in phrase:  # "dans l'intérêt de la commune : Accepter …" goes on, a form's field does not
        return 12.0 if match.start() < TOP else 1.0 * _is_line(flow, match.start(), end)
    article = re.search(r"\b(?:LA|LES|LE|DU|AU|NOTRE|CETTE|AUTRES?)\s+$", before[-12:])
    if match.start() < TOP and (article is None or phrase.startswith("COMMUNAUTE") or _ITS_MEMBERS.search(before)):
        return 12.0 if _is_line(flow, match.start(), end) else 5.0
    return PARTNER if _PARTNER.search(before) else 1.0


def _at_line_end(flow: Flow, end: int) -> bool:
    return flow.text[end : end + 1] == "\n"


def _is_line(flow: Flow, start: int, end: int) -> bool:
    line = flow.line_index(start)
    last = flow.line_index(max(end - 1, start))
    return (
        flow.text[flow.starts[line] : start].strip() == ""
        and flow.text[end : flow.starts[last] + len(flow.lines[last].text)].strip(" .,-") == ""
    )


def _whole_name(flow: Flow, name: str, start: int, end: int) -> tuple[str, int, int]:
    """The name with its "-sur-Seine", where the letterhead's post code prints it and the sentence leaves it out."""
    for match in re.finditer(r"\d{5}(?<!\d\d{5})\s+", flow.folded[:HEAD]):
        found = _PLACE.match(flow.text, match.end())
        whole = re.sub(r"\s+(?:CEDEX|Cedex).*$", "", _trim_place(found.group())) if found else ""
        if re.match(rf"{re.escape(fold(name))}[- ](?:SUR|SOUS|LES|LEZ|EN|AUX?|LE|LA|L'|D)", fold(whole)):
            return whole, match.end(), match.end() + len(whole)
    return name, start, end


def _trim_place(name: str) -> str:
    """The place's words up to the line's end or the first word of a sentence ("Ville de Montbel Séance du …")."""
    stop = _GOES_ON.search(fold(name))
    name = name[: stop.start()] if stop else name
    for word in re.finditer(r"(?<= )[^\W\d_]+(?![\w'-])", fold(name)):
        if word.group() in _STOPS:
            name = name[: word.start()]
            break
    broken = _CASE_BREAK.search(name)
    if broken and name[: broken.start()].isupper() and not re.match(rf"(?:{_BRAND})\b", fold(name)[broken.end() :]):
        name = name[: broken.start()]
    name = name.strip(" -,")
    while hangs := re.search(r"\s(?:DE|DU|DES|LA|LE|LES|ET|A|AU|EN|SUR|SOUS)$", fold(name)):
        name = name[: hangs.start()]
    return name


# -- the kind --------------------------------------------------------------------------------------------------------------------------

_COUNCIL = Phrase(
    r"(?:CONSEIL|BUREAU)\s+(?P<of>MUNICIPAL|COMMUNAUTAIRE|DE\s+(?:LA\s+)?(?:COMMUNAUTE|METROPOLE)|D'AGGLOMERATION|METROPOLITAIN|DEPARTEMENTAL|GENERAL|REGIONAL)\b"
)
_SITTING_OF: Final = MappingProxyType(
    {
        "MUNICIPAL": CouncilKind.COMMUNE,
        "DEPARTEMENTAL": CouncilKind.DEPARTMENT,
        "GENERAL": CouncilKind.DEPARTMENT,
        "REGIONAL": CouncilKind.REGION,
    }
)
# A syndicate's own sitting or letterhead; "désignation des délégués au comité syndical" is an item of a commune's.
_SYNDICAL = Phrase(
    r"(?:REUNION|SEANCE|VERBAL|RENDU|DELIBERATIONS?|MEMBRES|BUREAU|LE)\s+(?:DU\s+|DE\s+LA\s+)?(?:COMITE|CONSEIL)\s+SYNDICAL\b"
    r"|^\s*(?:COMITE|CONSEIL)\s+SYNDICAL\b|(?:COMITE|MEMBRES|BUREAU)\s+(?:DU\s+COMITE\s+)?DU\s+SYNDICAT\b",
    re.MULTILINE,
)
_SYNDICATE_TOP = re.compile(rf"^\s*(?:SYNDICAT\b|{_ACRONYM}(?![A-Z]))", re.MULTILINE)
_SOCIAL = Phrase(rf"CONSEIL\s+D'ADMINISTRATION\s+DU\s+{_CCAS}")
_SOCIAL_TOP = re.compile(rf"^[^\S\n]*{_CCAS}[^\S\n]*$", re.MULTILINE)
_OF_OTHERS = Phrase(
    rf"(?:REUNION|SEANCE|VERBAL|RENDU|DELIBERATIONS?|MEMBRES)\s+(?:DU\s+)?(?:COMITE|CONSEIL\s+D'ADMINISTRATION|BUREAU)\s+(?:DE\s+LA\s+|DU\s+){_OTHER}"
)
_OTHER_TOP = re.compile(rf"^[^\S\n]*{_OTHER}(?:\s+{_OF}[^\n:;,()]{{2,40}})?[^\S\n]*$", re.MULTILINE)
SYNDICATE_TOP: Final = 300  # characters from the top in which the letterhead of a syndicate or a CCAS stands


def _kind(flow: Flow) -> CouncilKind | None:
    """The kind of body that the head names first."""
    head = flow.folded[:4000]
    sittings: list[tuple[int, CouncilKind]] = []
    if council := _COUNCIL.search(flow.folded, 0, len(head)):
        sittings.append((council.start(), _SITTING_OF.get(council["of"], CouncilKind.INTERCOMMUNAL)))
    if syndical := _SYNDICAL.search(flow.folded, 0, len(head)) or _SYNDICATE_TOP.search(head[:SYNDICATE_TOP]):
        sittings.append((syndical.start(), CouncilKind.SYNDICATE))
    if social := _SOCIAL.search(flow.folded, 0, len(head)) or _SOCIAL_TOP.search(head[:SYNDICATE_TOP]):
        sittings.append((social.start(), CouncilKind.CCAS))
    is_town = council is not None and council["of"] == "MUNICIPAL"  # which speaks of its caisse des écoles
    if not is_town and (other := _OTHER_TOP.search(head[:SYNDICATE_TOP]) or _OF_OTHERS.search(flow.folded, 0, len(head))):
        sittings.append((other.start(), CouncilKind.OTHER))
    found = [(match.start(), kind) for kind, pattern in COUNCIL_KINDS if (match := re.search(pattern, head))]
    if sittings:
        return min(sittings)[1]
    communes = [f for f in found if f[1] is CouncilKind.COMMUNE]
    others = [f for f in found if f[1] is not CouncilKind.COMMUNE]
    if others and (not communes or min(others) < min(communes)):
        return min(others)[1]
    return min(communes)[1] if communes else None
