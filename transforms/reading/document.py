"""What stands around the roll call and the items: kind of document and the facts of the sitting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from transforms.model import DocType, Place, PrintedName, PrintedSession
from transforms.reading.dates import FoundDate, find_dates, find_time
from transforms.reading.flow import Flow
from transforms.reading.lexicon import CIVILITY, FEMININE, MASCULINE, OFFICE_LINKS, OFFICE_WORDS, OTHERS, PARTICLES
from transforms.reading.names import parse_names
from transforms.reading.others import is_draft, is_of_others, is_paper
from transforms.reading.phrases import Phrase
from transforms.reading.roll_call import RollCall
from transforms.text import NUMBER, calendar_date, fold, number, words

HEAD: Final = 6000  # characters from the top in which a sitting introduces itself where no roll call bounds it
IN_HEADING: Final = 40  # characters behind the roll call's beginning: "Étaient présents sous la présidence de …"
NEAR_CHAIR: Final = 200  # characters behind the roll call's beginning in which its chair is named
NEAR_NAME: Final = 40  # characters of a civility and a given name at a line's end
MAX_OTHERS: Final = 20  # characters of a word that tells others than members
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
        r"EXTRAIT\s+(?:DU\s+REGISTRE|DES?\s+(?:LA\s+)?(?:REGISTRE|DELIBERATION|PROCES))|DELIBERATION\s*(?:N\s*°|(?:DU\s+)?(?:CONSEIL|BUREAU)|DE\s+LA\s+SEANCE|\n)",
    ),
    (
        DocType.AGENDA,
        r"CONVOCATION\s+(?:DU|AU|A\s+(?:LA|UNE))\s+(?:CONSEIL|SEANCE|REUNION)|^\s*CONVOCATION\b|ORDRE\s+DU\s+JOUR\s+(?:DU|DE\s+LA)\s+(?:CONSEIL|SEANCE|REUNION)"
        r"|\bVOUS\s+(?:CONVOQUER|CONVIER|CONVOQUE|CONVIE|INVITE|INVITER|PRIE\s+DE\s+BIEN\s+VOULOIR\s+(?:ASSISTER|PARTICIPER)|ETES\s+(?:CONVOQUE|CONVIE|INVITE)E?S?)\b"
        r"|CONSEIL(?:\s+\w+)?\s+(?:SE\s+REUNIRA|EST\s+CONVOQUE|SERA\s+REUNI)\b",
    ),
)
_TITLE_PATTERNS = tuple((kind, re.compile(pattern, re.MULTILINE)) for kind, pattern in _TITLES)
_BY_LAW = re.compile(r"^[^\S\n]*ARRETE\s+(?:MUNICIPAL|DU\s+(?:MAIRE|PRESIDENT)|PERMANENT|TEMPORAIRE|PREFECTORAL|N\s*°)", re.MULTILINE)
_COUNCIL_WORD = Phrase(
    r"\bCONSEIL\s+(?:MUNICIPAL|COMMUNAUTAIRE|METROPOLITAIN|DEPARTEMENTAL|REGIONAL|DE\s+COMMUNAUTE)|\bBUREAU\s+COMMUNAUTAIRE|COMITE\s+SYNDICAL|DELIBERATION"
)
_VOTED = Phrase(
    r"UNANIMITE|MAJORITE|\bVOIX\b|ABSTENTION|APRES\s+EN\s+AVOIR\s+DELIBERE|LE\s+CONSEIL\s+ADOPTE|PREND\s+ACTE|\bADOPTEE?\b|\bAPPROUVEE?\b"
)


_COUNTED = Phrase(r"UNANIMITE|\b\d+\s+(?:VOIX|VOTES?)\b|\b\d+\s+ABSTENTION|\bUNE\s+ABSTENTION")
_HAS_MET = re.compile(r"\b(?:S'EST|SE\s+SONT)\s+(?:\w+\s+)?(?:REUNI|ASSEMBLE)")
_HAS_SAT = Phrase(
    r"(?<![A-Z])L'AN\s+(?:DEUX\s+MIL|\d{4})|(?:S'EST|SE\s+SONT)\s+(?:REUNI|ASSEMBLE)|"
    r"^[^\S\n]*(?:REUNION\s+DU\s+|SEANCE\s+DU\s+)?CONSEIL\s+(?:MUNICIPAL|COMMUNAUTAIRE|SYNDICAL|DEPARTEMENTAL)\s+DU\s+\w+\s",
    re.MULTILINE,
)
_DECISION = Phrase(
    r"APRES\s+EN\s+AVOIR\s+DELIBERE|UNANIMITE|(?:CONSEIL|COMITE|ASSEMBLEE)(?:\s+(?:MUNICIPALE?|COMMUNAUTAIRE|SYNDICAL))?\s*,?\s+"
    r"(?:DECIDE|AUTORISE|APPROUVE|ACCEPTE|VALIDE|VOTE|ADOPTE|DONNE\s+SON\s+ACCORD|EMET\s+UN\s+AVIS)"
)
_NUMBERED = re.compile(r"^[^\S\n]*DELIBERATION\s*N\s*°\s*([\w/.-]+)", re.MULTILINE)


def document_type(flow: Flow, roll_call: RollCall) -> DocType:
    """What kind of publication a flow is, from its title, else from its parts."""
    top = flow.folded[: TITLE if not roll_call.attendance else max(TITLE, min(roll_call.start, HEAD))]
    has_roll_call = bool(roll_call.attendance)
    if is_of_others(flow, min(roll_call.start, HEAD) if has_roll_call else TITLE, has_roll_call=has_roll_call):
        return DocType.OTHER
    if not has_roll_call and _BY_LAW.search(top):
        return DocType.OTHER
    found = list(_titles(flow, top, roll_call))
    kinds = {kind for _, kind in found}
    decided = sum(1 for _ in _VOTED.finditer(flow.folded))
    if not has_roll_call and not _COUNTED.search(flow.folded) and is_draft(flow):
        return DocType.AGENDA
    if not has_roll_call and not kinds and is_paper(flow):
        return DocType.OTHER
    if DocType.DECISION_LIST in kinds and not roll_call.attendance:
        return DocType.DECISION_LIST
    agenda = re.search(r"ORDRE\s+DU\s+JOUR", top)
    announced = min([at for at, kind in found if kind is DocType.AGENDA] + ([agenda.start()] if agenda else []), default=None)
    if (
        announced is not None
        and not has_roll_call
        and decided < 2
        and not _HAS_MET.search(top)
        and announced <= min(found, default=(announced,))[0]
    ):
        return DocType.AGENDA  # no decision, and nothing before it says that it is anything else
    if DocType.EXTRACT in kinds and min(found)[1] is not DocType.MINUTES:
        return DocType.EXTRACT
    if DocType.MINUTES in kinds:
        return DocType.MINUTES
    if not roll_call.attendance and not _COUNCIL_WORD.search(flow.folded):
        return DocType.OTHER
    if roll_call.attendance:
        return DocType.EXTRACT if _is_single(flow, roll_call) else DocType.MINUTES
    if DocType.DECISION_LIST in kinds:
        return DocType.DECISION_LIST
    has_sat = _HAS_SAT.search(top) and (_COUNTED.search(flow.folded) or _DECISION.search(flow.folded))
    is_chaired = _HAS_MET.search(top) and "SOUS LA PRESIDENCE" in top
    return DocType.MINUTES if decided >= 3 or has_sat or is_chaired else DocType.OTHER


def _titles(flow: Flow, top: str, roll_call: RollCall) -> Iterator[tuple[int, DocType]]:
    """Where each kind of document is first named as a title."""
    for kind, pattern in _TITLE_PATTERNS:
        for match in pattern.finditer(top):
            of_an_item = match.group().startswith("DELIBERATION") and (
                (roll_call.attendance and match.start() > roll_call.start) or _has_several(flow)
            )
            if not of_an_item and not _is_mention(top, match):
                yield match.start(), kind
                break


def _has_several(flow: Flow) -> bool:
    """Whether a text prints the numbers of several deliberations as headings: minutes, whatever stands over the first."""
    return len({match[1] for match in _NUMBERED.finditer(flow.folded)}) > 1


_MENTIONS = re.compile(r"(?:APPROBATION|ADOPTION|ARRET|LECTURE|VALIDATION|SIGNATURE|PROJET)\s+(?:DU|DES|DE\s+LA)\s+$|\bLE\s+$|\bDU\s+$")
_CITES = re.compile(r"\b(?:LA|UNE|CETTE|PAR|SUIVANT|SELON)\s+$")


def _is_mention(top: str, title: re.Match[str]) -> bool:
    """Whether a title's words are only mentioned ("approbation du procès-verbal", "vu la délibération du conseil municipal")."""
    before = top[max(0, title.start() - 40) : title.start()]
    is_cited = title.group().startswith("DELIBERATION") and _CITES.search(before)
    return bool(is_cited or _MENTIONS.search(before))


_CLOSING = Phrase(
    r"POUR\s+(?:EXTRAIT|COPIE)\s+(?:CERTIFIEE?\s+)?CONFORME|REGISTRE\s+DUMENT\s+SIGNE|AINSI\s+FAIT\s+ET\s+DELIBERE|AU\s+REGISTRE\s+(?:SONT|SUIVENT)\s+LES\s+SIGNATURES"
)
_DECIDED = re.compile(r"APRES\s+EN\s+AVOIR\s+(?:VALABLEMENT\s+)?DELIBERE|LE\s+CONSEIL\s+ADOPTE|ADOPTEE?\s+A\s+L")


def _is_single(flow: Flow, roll_call: RollCall) -> bool:
    """One decision, a number of its own, and no agenda: an extract that does not call itself one."""
    if re.search(r"ORDRE\s+DU\s+JOUR\s*(?::|\n|DE\s+LA\s+SEANCE)", flow.folded) or _has_several(flow):
        return False
    decided = len(_DECIDED.findall(flow.folded))
    numbered = re.search(r"DELIBERATION\s*(?:N\s*°|\d)|N\s*°\s*\d{4}", flow.folded[: roll_call.end + 400]) is not None
    return decided <= 2 and (numbered or _CLOSING.search(flow.folded) is not None)


# -- the sitting -----------------------------------------------------------------------------------------------------------------------

CALLED: Final = 12.0  # the evidence of the day and hour for which a council is convened
AT_TOP: Final = 1.0  # the evidence of a date that merely stands at the top
NEAR_TOP: Final = 500  # characters from the top in which it stands there
WITHOUT_YEAR: Final = 5.0  # the evidence that a day without its year needs
AGAIN: Final = 0.4  # of the evidence of a day's further mentions

_SITTING_BEFORE = re.compile(
    r"(?:SEANCE|REUNION|CONSEIL\s+(?:MUNICIPAL|COMMUNAUTAIRE|DE\s+COMMUNAUTE|METROPOLITAIN)|DELIBERATIONS?\s+VOTEES|BUREAU|COMMISSION\s+PERMANENTE)"
    r"(?:\s+(?:PUBLIQUE|ORDINAIRE|EXTRAORDINAIRE|PLENIERE|D'INSTALLATION))*(?:(?!COMMISSION)[^.\n]){0,60}?\n?\s*(?:,|:|-|EN\s+DATE|TENUE)?\s*(?:DU|LE)?\s*:?\s*$"
)
_SITTING_AFTER = re.compile(
    r"\s*+,?[^.]{0,160}?(?:S'EST\s+(?:REUNI|ASSEMBLE)|SE\s+SONT\s+(?:REUNIS|ASSEMBLES)|ETAIT?\s+(?:REUNI|ASSEMBLE)|REUNIS?\b)"
    r"|(?:\s+A\s+[^.\n]{2,25})?\s*+[,-]?\s*+SOUS\s+LA\s+PRESIDENCE"
)
_HOUR_AFTER = re.compile(r"\s*+,?\s*+(?:A\s++)?\d{1,2}\s?(?:H(?![A-Z])|HEURES)")
_CALLED_FOR = re.compile(r"\b(?:CONVOQU|CONVI|INVIT|REUNIR|TIENDRA|AURA\s+LIEU|ASSISTER|PARTICIPER)[^.;]{0,100}$")
_OTHER_BEFORE = re.compile(
    r"(?:CONVOQU|CONVOCATION|AFFICH|TRANSMI|TRANSMISSION|\bRECU|RECEPTION|PUBLI(?!QU)|ENVOY|ARRETE|\bLOI\b|DECRET|ORDONNANCE|NOTIFI|EXECUTOIRE|CODE|ENREGISTR|SIGNE)"
    r"[^.\n]{0,45}(?:\n(?:(?!SEANCE|REUNION|CONSEIL)[^.\n\d]){0,40})?$"
)
# "Date de convocation du conseil municipal : 3 septembre", but "Convocation au conseil municipal du 8 septembre" names the sitting's day
_OF_THE_CALL = re.compile(
    r"DATE\s+DE\s+(?:LA\s+)?CONVOCATION[^.\n\d]{0,60}$|CONVOCATION\s+DU\s+CONSEIL(?:\s+(?:MUNICIPAL|COMMUNAUTAIRE))?\s*(?::\s*(?:LE\s+)?|LE\s+)(?:[A-Z]+DI\s+)?$"
)
_OF_A_SITTING = re.compile(r"REUNION|SEANCE|CONSEIL")
_EARLIER_BEFORE = re.compile(r"(?:(?:PROCES[\s-]*VERBAL|COMPTE[\s-]*RENDU|\bPV)\s+(?:DE|DU|N)|DELIBERATION)\b[^.]{0,70}$")
_ITEM_BEFORE = re.compile(
    r"(?:APPROBATION|ADOPTION|ARRET|VALIDATION|APPROUVE|ADOPTE)[^.\n]{0,30}$|(?:^|\s)\d{1,2}\s?[.)-]\s*(?:\w+\s+(?:DU|DE\s+LA)\s+)?$"
)
_CONVENED = Phrase(
    r"(?:CONVOQUEE?S?(?:\s+EN\s+SEANCE)?(?:\s+INDIVIDUELLEMENT)?|CONVOCATIONS?(?:\s+(?:EN\s+DATE|LEGALE|(?:ADRESSEE?S?|TRANSMISES?|FAITES?)(?:\s+(?:AUX|A\s+CHAQUE|A\s+TOUS\s+LES)\s+(?:CONSEILLER|MEMBRE|ELU|DELEGUE)S?[^.,\n\d]{0,30}?)?|QUI\s+LEUR\s+A\s+ETE\s+ADRESSEE|A\s+ETE\s+(?:ENVOYEE|ADRESSEE|FAITE|TRANSMISE)(?:\s+(?:AUX|A\s+CHAQUE|A\s+TOUS\s+LES)\s+(?:CONSEILLER|MEMBRE|ELU|DELEGUE)S?[^.,\n]{0,30}?)?|ENVOYEE?S?|DES\s+CONSEILLERS|DU\s+CONSEIL(?:\s+MUNICIPAL)?))*)"
    r"(?:\s+PAR\s+(?:LE\s+|LA\s+|MONSIEUR\s+|MADAME\s+|M\.\s*|COURRIER\s+|VOIE\s+|MAIL\s+)[^.,\n]{0,40}?)?\s*,?\s*(?:LE|DU|EN\s+DATE\s+DU|A\s+LA\s+DATE\s+DU|:|-)?\s*:?\s*(?=\S)"
)
_SENT = re.compile(r"CONVOCATION[^.]{0,160}?\b(?:LE|DU)\s+$")
_CHAIRED = Phrase(
    r"(?:SOUS\s+LA\s+PRESIDENCE\s+(?:EFFECTIVE\s+)?(?:ET\s+(?:SUR\s+)?(?:LA\s+)?CONVOCATION\s+)?(?:DE\s+|D'|DU\s+)(?:S(?:ON|A)\s+)?|PRESIDENTE?\s+DE\s+(?:LA\s+)?SEANCE\s*(?::|(?=\s(?:M\.|MME|MR|MONSIEUR|MADAME)\s))\s*"
    r"|PRESIDENCE\s+(?:EST\s+)?ASSUREE\s+PAR\s+"
    r"|PRESIDENCE\s*:\s*|(?<!\bLA\s)\bPRESIDENCE\s+(?:DE\s+|D'|DU\s+)(?=M\b|MR\b|MME\b|MONSIEUR|MADAME)"
    r"|PRESIDEE?\s+PAR\s+|SEANCE\s+(?:EST\s+)?OUVERTE\s+(?:A\s+[^.\n]{2,40}?\s+)?PAR\s+)"
)
_CHAIR = Phrase(r"(?:^|[.;]\s)\s*PRESIDENTE?\s*:\s*", re.MULTILINE)  # "Président : M. ROUX", before or at the head of the roll call
_HANDED_OVER = Phrase(r"(?:CEDE|CONFIE|LAISSE)\s+LA\s+PRESIDENCE\s+(?:DE\s+LA\s+SEANCE\s+)?A\s+")
_OPENED_BY = Phrase(
    r"(?<!\s)\s+(?:OUVRE|DECLARE|A\s+OUVERT)\s+LA\s+SEANCE|,\s+PRESIDENTE?\s+DE\s+(?:LA\s+)?SEANCE(?!\s*:)"
    # "M. ROUX, Maire, en application de l'article …, a ouvert la séance", "Mme PIC, Présidente, constate que le quorum est atteint"
    r"|,\s+(?:MAIRE|PRESIDENTE?)(?:\s+D[EU][^.,;\n]{3,40})?,\s+(?=(?:EN\s+APPLICATION[^\n]{10,200}\s)?(?:A\s+OUVERT|OUVRE|DECLARE|CONSTATE|CONSTATANT)\b)"
)
_PRESIDES = re.compile(
    r"(?:^|(?<=[.;]\s))(?:EN\s+L'ABSENCE\s+D[^,\n]{2,60},\s*)?(?P<who>(?!EN\s+L'ABSENCE)[^\n]{3,80}?),?\s+"
    r"PRESIDE(?:\s+LA\s+SEANCE|\s*\.)",
    re.MULTILINE,
)  # "M. ROUX, doyen d'âge, préside la séance"
_BEGUN = re.compile(r"\b(?:M|Mme|Mr|MME|Monsieur|Madame)\b\.?[^\S\n]+[A-ZÀ-Ý][\w’'-]+[^\S\n]*\n\Z")
_HIS_CHAIR = Phrase(r"CONVOCATION\s+(?:DE|DU)\s+(?=[\s\S]{3,180}?SOUS\s+SA\s+PRESIDENCE)")
_OF_SITTING = r"(?:\s+DE\s+(?:LA\s+)?SEANCE)"
_CHOSEN = r"(?:NOMME|DESIGNE|ELU|CHOISI|PROPOSE|DECLARE)(?:E|\(E\))?"
_AGREED = (
    r"(?:\s*,?\s*A\s+(?:L'UNANIMITE|MAIN\s+LEVEE)\s*,?)?"
    r"(?:\s+PAR\s+(?:LE\s+CONSEIL|L'ASSEMBLEE)(?:\s+MUNICIPALE?|\s+COMMUNAUTAIRE|\s+SYNDICAL)?)?"
)
_AS = (
    r"(?:EN\s+QUALITE\s+DE|EN\s+TANT\s+QUE|COMME|POUR\s+(?:REMPLIR|ASSURER|EXERCER|OCCUPER)\s+(?:LES|LA)\s+FONCTIONS?\s+DE|"
    r"AUX\s+FONCTIONS\s+DE|POUR\s+ETRE|POUR|DE)"
)
_CLERK = rf"SECRETAIRE{_OF_SITTING}?(?!\s+(?:GENERAL|DE\s+MAIRIE|AUXILIAIRE|ADJOINT))\b"
# "Secrétaire de séance : Mme BLANC", "Secrétariat : …", "Secrétaire élue : …", "Secrétaire de séance : Commune d'Orsec – M. ROUX"
_SECRETARY = Phrase(
    rf"SECRETA(?:IRE(?:S|\(S\))?|RIAT)(?:{_OF_SITTING}|\s+SEANCE)?(?:\s+{_CHOSEN}(?:\s+POUR\s+LA\s+SEANCE)?)?\s*(?:[:=]|\b(?:EST|SERA)\b)\s*:?\s*(?:\([^)]{{0,40}}\)\s*)?(?:(?:COMMUNE|VILLE)\s+D[^:\n]{{1,40}}?\s[-:]\s)?"
    r"(?:(?:M\.?|MME|MONSIEUR|MADAME)\s+(?:LE|LA)\s+(?:MAIRE|PRESIDENTE?)\s+PROPOSE\s+(?:DE\s+(?:DESIGNER|NOMMER|ELIRE)\s+)?)?"
)
# behind the words: "désigne … comme secrétaire", "a choisi pour secrétaire …", "secrétariat est assuré par …", "le plus jeune, à savoir …"
_SECRETARY_CHOSEN = Phrase(
    rf"(?:CHOISI(?:T|SSENT)?\s+(?:POUR|COMME)\s+{_CLERK}\s*:?\s*"
    rf"|\b(?:DESIGNE|NOMME|CHOISI|PROPOSE(?:\s+LA\s+CANDIDATURE\s+DE)?|ELIT?|ELU)R?\s+(?:A\s+L'UNANIMITE\s*,?\s+)?(?=(?:M\.\s?|[A-Z])[^.]{{2,110}}?\s(?:{_AS}\s+|QUI\s+REMPLI(?:RA|T)\s+LES\s+FONCTIONS\s+DE\s+)?{_CLERK})"
    rf"|SECRETARIAT{_OF_SITTING}?\s+(?:(?:(?:EST|A\s+ETE|SERA)\s+)?(?:ASSURE|TENU|CONFIE)\s+(?:PAR|A)|A|PAR)\s*:?\s+"
    rf"|{_CLERK}[^.:]{{0,80}}?\bA\s+SAVOIR\s*:?\s+"
    rf"|FONCTIONS?\s+DE\s+{_CLERK}\s+(?:SONT|EST|ONT\s+ETE|A\s+ETE|SERONT)\s+(?:REMPLIE|ASSUREE|EXERCEE|CONFIEE|TENUE)S?\s+(?:PAR|A)\s*:?\s+"
    rf"|(?:A\s+ETE|EST)\s+{_CHOSEN}\s+(?:{_AS}\s+)?{_CLERK}\s*:?[^\S\n]*)"
)
# before them: "… a été désigné(e) secrétaire", "… remplit les fonctions de secrétaire", "… est désignée pour assurer le secrétariat"
_SECRETARY_NAMED = Phrase(
    rf"(?:\s\([^)\n]{{2,30}}\))?,?\s{{0,2}}(?:QUI\s+ACCEPTE\s*,?\s*|AYANT\s+OBTENU\s+LA\s+MAJORITE\s+DES\s+(?:SUFFRAGES|VOIX)\s*,?\s*)?"
    rf"(?:(?<![A-Z])(?:(?:A\s+ETE|EST|AYANT\s+ETE|ONT\s+ETE|SERA)\s*,?\s+{_CHOSEN}{_AGREED}\s*,?\s*(?:{_AS}\s+)?(?:LE\s+|LA\s+)?(?:{_CLERK}|ASSURER\s+LE\s+SECRETARIAT)"
    rf"|(?:A\s+ETE|EST|AYANT\s+ETE)\s+{_CHOSEN}{_AGREED}\s+POUR\s+(?:REMPLIR|ASSURER|EXERCER)\s+(?P<these>CES\s+FONCTIONS|CETTE\s+FONCTION)"
    rf"|(?:SERA|EST)\s+(?:LE\s+|LA\s+)?{_CLERK}|\b{_CHOSEN}{_AGREED}\s+(?:{_AS}\s+)?{_CLERK}"
    rf"|(?:A\s+ETE|EST)\s+{_CHOSEN}{_AGREED}(?P<done>(?=\s*(?:[.\n]|$)))"
    rf"|(?:SE\s+PORTE|S'EST\s+PORTEE?|EST)\s+VOLONTAIRE\s+POUR\s+(?:ETRE\s+(?:LE\s+|LA\s+)?{_CLERK}|ASSURER\s+LE\s+SECRETARIAT)|ACCEPTE\s+D'ETRE\s+(?:LE\s+|LA\s+)?{_CLERK}"
    rf"|SE\s+PROPOSE\s+{_AS}\s+{_CLERK}"
    rf"|(?:ASSURE(?:RA)?|REMPLI(?:T|RA)|EXERCE(?:RA)?|ACCEPTE|A\s+(?:ACCEPTE|ASSURE|REMPLI|EXERCE)|FAIT)\s+(?:LES\s+|LA\s+)?FONCTIONS?\s+DE\s+{_CLERK}"
    rf"|(?:ASSURE|A\s+ASSURE|PREND)\s+LE\s+SECRETARIAT"
    rf")|(?:,\s+|\s\()SECRETAIRE{_OF_SITTING})"
)
_CIVIL_BEHIND = re.compile(rf"\s*+:?\s*+{CIVILITY}\b[.\s]")
_TO_BE_CHOSEN = re.compile(  # "Désignation d'un secrétaire de séance" as the last thing to be chosen
    rf"(?:(?:DESIGNATION|NOMINATION|ELECTION)\s+(?:D'UNE?|DU|DE\s+LA)|(?:NOMMER|DESIGNER|ELIRE)\s+(?:UNE?|LE|LA))\s+SECRETAIRE{_OF_SITTING}?(?:(?!DESIGNAT|NOMINAT|ELECTION|DELEGU)[\s\S]){{0,150}}\Z"
)
_SECRETARY_LINE = re.compile(rf"^[^\S\n]*SECRETAIRE{_OF_SITTING}\s+", re.MULTILINE)
# "Secrétaire de séance Mme BLANC"; behind "désignation d'un secrétaire de séance" whoever opens the item may be named
_SECRETARY_BARE = Phrase(
    r"(?<!D'UN )(?<!D'UNE )(?<!DU )(?<!DE )(?<!LE )(?<!LA )SECRETAIRE(?:S|\(S\))?"
    rf"{_OF_SITTING}\s*[.,-]?\s*(?=(?:M\.|MME|MR|MONSIEUR|MADAME|MLLE)\s)"
)
_MOVES = re.compile(
    r"\s*+,?[^.\n:]{0,20}?\b(?:(?<!\bSE )PROPOSE|DEMANDE|INVITE|RAPPELLE)\b"
)  # whoever opens the item is not yet its secretary
_SITTING_SENTENCE = re.compile(r"REUNIS?\b|ASSEMBLE|CONVOQU|OUVERTE|\bSIEGE")
# "sur seconde convocation", "faute de quorum le 12 mars", "le quorum n'ayant pas été atteint"; "à défaut de quorum, le conseil serait
# convoqué de nouveau" only says what would be, and "si le quorum n'est pas atteint" too
_SECOND = r"(?:DEUXIEME|SECONDE|2\s?E|2\s?EME|2\s?NDE)\s+CONVOCATION"
_SECOND_CONVOCATION = Phrase(
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

    held = _held_on(flow, head, is_announced=doc_type is DocType.AGENDA)
    if held:
        put("date", held.date, held.start, held.end)  # a day whose year is not printed is no date, but it leads to the hour
        if time := _start_time(flow, held, head):
            put("start_time", *time)
    for start, end, convened in _convened(flow, head, held.date if held else None):
        put("convened_on", convened, start, end)
    if person := _president(flow, roll_call, head):
        put("president", *person)
    if person := _secretary(flow, head):
        put("secretary", *person)
    for field, (total, start, end) in _totals(flow, roll_call, head).items():
        put(field, total, start, end)
    if again := _SECOND_CONVOCATION.search(flow.folded, 0, head):
        put("is_second_convocation", True, again.start(), again.end())
    return PrintedSession(**values, places=MappingProxyType(places))  # type: ignore[arg-type]


def _head_end(flow: Flow, roll_call: RollCall) -> int:
    """Where the introduction of the sitting ends: a little behind the roll call, since totals and secretary may follow it."""
    return min(len(flow.text), (roll_call.end + 1500) if roll_call.attendance else HEAD)


def _held_on(flow: Flow, head: int, *, is_announced: bool) -> FoundDate | None:
    """The date of the sitting: "L'an … le …", "Séance du …", "le … s'est réuni"; never the convocation's or a stamp's.

    Of several days that are printed as a sitting's (that of the minutes to be approved among them) the one with most evidence. Where a
    day without its year speaks louder than any whole date, it is that day, and the date is not printed. Where the sitting ``is_announced``
    it is the day on which the council is called to meet.
    """
    mentions: dict[date | tuple[int, int], list[tuple[float, FoundDate]]] = {}
    found_dates = list(find_dates(flow.folded, 0, head))
    dates = [found for found in found_dates if found.date is not None]
    at_top = {(found.month, found.day): found.date for found in dates if found.start < NEAR_TOP}
    rows = {found.start for found in dates if found.start in flow.starts and not found.by_year_first}
    is_table = len({found.date for found in dates if found.start in rows}) >= 3
    for found in found_dates:
        if is_table and found.start in rows:
            continue  # a chronological table of several sittings prints no sitting's date
        day = (found.month, found.day)
        mentions.setdefault(found.date or at_top.get(day) or day, []).append(
            (_evidence(flow, dates, found) + is_announced * _call(flow, found), found)
        )
    ranked = [
        (
            _weight([score for score, _ in of_day]),
            isinstance(day, date),
            max(of_day, key=lambda mention: (bool(mention[1].date), mention[0]))[1],
        )
        for day, of_day in mentions.items()
    ]
    evidence, is_whole, best = max(ranked, key=lambda rank: rank[:2], default=(0.0, True, None))
    return best if evidence >= (1 if is_whole else WITHOUT_YEAR) else None


def _call(flow: Flow, found: FoundDate) -> float:
    """How much a convocation says that the council is to meet on a date: "est convoqué le mardi 12 mars 2024 à 20 heures"."""
    before = flow.folded[max(0, found.start - 110) : found.start]
    return CALLED if _CALLED_FOR.search(before) and _HOUR_AFTER.match(flow.folded, found.end) else 0.0


def _evidence(flow: Flow, dates: Sequence[FoundDate], found: FoundDate) -> float:
    """How much speaks for a date as that of the sitting, or against it."""
    before = flow.folded[max(0, found.start - 110) : found.start]
    after = flow.folded[found.end : found.end + 200]
    score = 0.0
    if found.by_year_first:
        score += 6
    if _SITTING_BEFORE.search(before) and not _OF_THE_CALL.search(before):
        score += 5.5 if _HOUR_AFTER.match(after) else 5
    sits = _SITTING_AFTER.match(flow.folded, found.end, found.end + 200)
    if sits and not any(_parts(flow, other, sits.start(), sits.end()) for other in dates):
        score += 4
    label = _OTHER_BEFORE.search(before)
    while label and _lies_between(dates, found, found.start - len(before) + label.start()):
        # "Affiché le 9 mai\nProcès-verbal du 3 mai": the label has its own date; a nearer one may follow it
        label = _OTHER_BEFORE.search(before, label.start() + 1)
    if label and not found.by_year_first and (not _OF_A_SITTING.search(label.group()) or _OF_THE_CALL.search(before)):
        score -= 6
    earlier = _EARLIER_BEFORE.search(before)
    if (
        earlier
        and not _lies_between(dates, found, found.start - len(before) + earlier.start())
        and (found.start > 250 or _ITEM_BEFORE.search(before[: earlier.start()]))
        and not found.by_year_first
    ):
        score -= 5
    if re.search(r"CONVOQ", after[:12]):
        score -= 2
    if found.start < NEAR_TOP:
        score += AT_TOP
    return score


def _lies_between(dates: Sequence[FoundDate], found: FoundDate, label: int) -> bool:
    """Whether another date stands between a label and a date, so that the label is of the other."""
    return any(label < other.start < found.start for other in dates)


def _parts(flow: Flow, found: FoundDate, start: int, end: int) -> bool:
    """Whether another day stands between a date and "s'est réuni", other than that of the convocation."""
    return start < found.start < end and not _OTHER_BEFORE.search(flow.folded[max(0, found.start - 110) : found.start])


def _weight(scores: Sequence[float]) -> float:
    """What the mentions of one day weigh together: the best one, and a little of each other that speaks of a sitting."""
    best = max(scores)
    return best + AGAIN * (sum(score for score in scores if score > AT_TOP) - best) if best > AT_TOP else best


_COMES = re.compile(r"\b(?:ARRIV|PARTIE?\b|DEPART\b|QUITT|RETARD)")


def _start_time(flow: Flow, held: FoundDate, head: int) -> tuple[str, int, int] | None:
    """The hour at which the sitting began: printed right behind its date, else behind "à" in the sentence that convenes it."""
    day = (held.month, held.day)
    places = [f for f in find_dates(flow.folded, 0, head) if f.date == held.date or (f.date is None and (f.month, f.day) == day)]
    for found in sorted(places, key=lambda f: (not f.by_year_first, f.start)):
        time = find_time(flow.folded, found.end, min(head, found.end + 110))
        if time and time[1] <= found.end + 60 and not _COMES.search(flow.folded, found.end, time[1]):
            return time
    for match in re.compile(
        r"(?:S'EST\s+(?:REUNI|ASSEMBLE)|SE\s+SONT\s+(?:REUNIS|ASSEMBLES)|ETANT\s+(?:REUNI|ASSEMBLE)|SEANCE\s+(?:EST\s+)?OUVERTE|EST\s+OUVERTE(?=\s+A\s)|OUVERTURE\s+DE\s+(?:LA\s+)?SEANCE|DEBUT\s+DE\s+(?:LA\s+)?SEANCE)"
    ).finditer(flow.folded, 0, head):
        window = re.compile(r"(?<![A-Z])A\s+(?=\d|[A-Z])|:\s*(?=\d)").finditer(flow.folded, match.end(), min(head, match.end() + 140))
        for at in window:
            time = find_time(flow.folded, at.end(), min(head, at.end() + 40))
            if time and time[1] == at.end():
                return time
    for opens in re.compile(r"(?:OUVRE|DECLARE)\s+LA\s+SEANCE").finditer(flow.folded, 0, head):
        for at in re.compile(r"(?<![A-Z])A\s+(?=\d|[A-Z])").finditer(flow.folded, max(0, opens.start() - 70), min(head, opens.end() + 30)):
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


_CIVILITIES = MASCULINE | FEMININE
_NEXT_SENTENCE = re.compile(  # "III. Budget", but not the initial in "M. V. ROUX"
    r"\s(?:(?:Le|La|Les|Il|Elle|Un|Une)\s(?=[a-zà-ÿ])|L'(?=[a-zà-ÿ])|(?:\d{1,3}|(?<!M\.\s)(?<!Mme\s)(?<!MME\s)[IVX]+)\s?[.)/°–-]|N\s?°)"
)
_NO_PERSON = re.compile(r"\s*(?:CONFORMEMENT|EN\s+(?:APPLICATION|VERTU)|SUR\s+PROPOSITION|IL\s|ELLE\s|CHAQUE\s)")
_VERB = re.compile(r"\s(?:A\s+ETE|EST|SERA|QUI|COMME|OUVRE|DECLARE|PROCEDE|PRESIDE)\b")
# "Anne PETIT Zones d'activité": behind a given name and a surname in capitals another word in lower case is none of the name's
_GIVEN_SURNAME = re.compile(
    r"(?<![\w'’-])(?P<given>[A-ZÀ-Ý][a-zà-ÿ]+)(?:[ -][A-ZÀ-Ý][a-zà-ÿ]+)*"
    r"(?:\s(?:[A-ZÀ-Ý]['’])?[A-ZÀ-Ý]{2,}(?:['’-][A-ZÀ-Ý]+)*)+(?=\s[A-ZÀ-Ý][a-zà-ÿ])"
)
_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-zà-ÿ][\w'’-]*")


def _person(flow: Flow, start: int, end: int) -> tuple[PrintedName, int, int] | None:
    """The person named from ``start`` on, whatever the sentence goes on to say."""
    if _NO_PERSON.match(flow.folded, start):
        return None  # "Secrétaire : conformément à l'article …, Mme BLANC est désignée"
    end = _name_end(flow, start, min(end, len(flow.text)))
    entries, stop = parse_names(flow.text, flow.folded, start, end, one_person=True)
    if not entries or entries[0].start - start > 60:
        return None
    return entries[0].name, entries[0].start, max(entries[0].end, min(stop, entries[0].end))


def _name_end(flow: Flow, start: int, end: int) -> int:
    """Where a name and its office end at the latest: a verb, a number of an item, a word in lower case that is no particle or office."""
    for pattern, text in ((_NEXT_SENTENCE, flow.text), (_VERB, flow.folded)):
        if found := pattern.search(text, start + 1, end):
            end = found.start()
    for line_end in re.compile(r"\n(?=[A-ZÀ-Ý][a-zà-ÿ'’]*\s+[a-zà-ÿ]|\n)").finditer(flow.text, start, end):
        if len(set(words(flow.text[start : line_end.start()])) - _CIVILITIES) >= 2:
            end = line_end.start()  # "Secrétaire : Luc Petit\nAvant de commencer, …"
            break
    if whole := _GIVEN_SURNAME.search(flow.text, start, end):
        if fold(whole["given"]) not in _CIVILITIES | OFFICE_WORDS | PARTICLES:
            end = whole.end()
    in_office = False
    for found in _LOWER_WORD.finditer(flow.text, start, end):
        word = fold(found.group()).rstrip("'")
        in_office |= word in OFFICE_WORDS
        known = word in OFFICE_WORDS or word in PARTICLES or word in _CIVILITIES or word.split("'")[0] in PARTICLES
        if not known and not (in_office and word in OFFICE_LINKS) and found.start() - start > 3:
            bracket = flow.text.rfind("(", start, found.start())  # "M. ROUX, maire (à partir de 19 h)"
            return bracket if bracket > flow.text.rfind(")", start, found.start()) else found.start()
    return end


def _president(flow: Flow, roll_call: RollCall, head: int) -> tuple[PrintedName, int, int] | None:
    for match in _CHAIRED.finditer(flow.folded, 0, head):
        around = flow.folded[max(0, match.start() - 250) : match.end() + 250]
        is_of_an_item = match.group().startswith("SOUS") and not _SITTING_SENTENCE.search(around)
        if is_of_an_item and roll_call.attendance and match.start() > roll_call.start + IN_HEADING:
            continue  # "Sous la présidence de …, premier adjoint, le conseil vote le compte administratif": the chair of one item
        stop = re.compile(r"(?<!MM|ME|MR)(?<!\b[A-Z])\.\s|\n\s*\n|\bPRESENTS?\b|\bETAIENT\b|\bA\s+LA\s+SUITE\b").search(
            flow.folded, match.end()
        )
        person = _person(flow, match.end(), min(stop.start() if stop else head, match.end() + 140))
        if person:
            return person
    for match in _CHAIR.finditer(flow.folded, 0, roll_call.start + NEAR_CHAIR if roll_call.attendance else TITLE):
        if person := _person(flow, match.end(), match.end() + 80):
            return person
    for match in _HIS_CHAIR.finditer(flow.folded, 0, head):
        if person := _person(flow, match.end(), match.end() + 80):
            return person
    for match in _PRESIDES.finditer(flow.folded, 0, head):
        if person := _person(flow, _name_start(flow, match.start("who")), match.end("who")):
            return person
    for match in _HANDED_OVER.finditer(flow.folded, 0, head):
        if person := _person(flow, match.end(), match.end() + 80):
            return person
    for match in _OPENED_BY.finditer(flow.folded, 0, head):
        line = max(flow.text.rfind("\n", 0, match.start()), match.start() - 60) + 1
        if person := _last_person(flow, _name_start(flow, line), match.start()):
            return person
    return None


def _name_start(flow: Flow, line: int) -> int:
    """Where the name begins that goes on at the head of a line: at the civility that ends the line before ("Mme Anne / ROUX, maire")."""
    begun = _BEGUN.search(flow.text, max(0, line - NEAR_NAME), line)
    return begun.start() if begun else line


def _last_person(flow: Flow, start: int, end: int) -> tuple[PrintedName, int, int] | None:
    """The person whose name ends where ``end`` is."""
    for at in re.compile(r"\b(?:M\.?|MME\.?|MONSIEUR|MADAME|MLLE\.?)\s+(?=[A-Z])|(?<=\s)(?=[A-Z])").finditer(flow.folded, start, end):
        entries, _ = parse_names(flow.text, flow.folded, at.start(), end)
        if entries and len(entries) == 1 and end - entries[0].end <= 3 and flow.text[entries[0].start].isupper():
            return entries[0].name, entries[0].start, entries[0].end
    return None


def _heads_line(flow: Flow, match: re.Match[str]) -> bool:
    """Whether a phrase stands at the head of its line and begins with a capital."""
    start = match.end() - len(re.sub(r"^\s*\([^)]*\)", "", match.group()).lstrip(" ,\n"))
    return flow.text[start].isupper() and flow.text[:start].rstrip(" \t•-")[-1:] in ("", "\n")


def _secretary(flow: Flow, head: int) -> tuple[PrintedName, int, int] | None:
    """Who keeps the minutes: under the label, else before the words that name them, else behind."""
    for match in _SECRETARY.finditer(flow.folded, 0, head):
        person = _person(flow, match.end(), match.end() + 80)
        if person and not _MOVES.match(flow.folded, person[2]):
            return person
    for match in _SECRETARY_NAMED.finditer(flow.folded, 0, head):
        if match["these"] and "SECRETAIRE" not in flow.folded[max(0, match.start() - 300) : match.start()]:
            continue
        if match["done"] is not None and not _TO_BE_CHOSEN.search(flow.folded, max(0, match.start() - 250), match.start()):
            continue
        if _heads_line(flow, match) and _CIVIL_BEHIND.match(flow.folded, match.end()):
            continue  # "Excusé : M. PETIT\nA été élue secrétaire Mme BLANC"
        line = max(flow.text.rfind(".  ", 0, match.start()), match.start() - 70, 0)
        if person := _last_person(flow, line, match.start()):
            return person
    for pattern in (_SECRETARY_CHOSEN, _SECRETARY_BARE, _SECRETARY_LINE):
        for match in pattern.finditer(flow.folded, 0, head):
            person = _person(flow, match.end(), match.end() + 80)
            if person and (pattern is not _SECRETARY_LINE or flow.text[person[2] : person[2] + 1] in ("\n", "")):
                return person
    return None


# -- printed totals --------------------------------------------------------------------------------------------------------------------

_N = rf"(?P<n>\d{{1,3}}|{NUMBER})(?![\d%]|\s*(?:€|EUROS|%|VOIX|H\d|[,.]\d|/\d))(?!\w)"
_FILL = r"[\s:.…=_·|-]{1,120}"
_LABELS: tuple[tuple[str, str], ...] = (
    ("members_in_office", r"(?:EN\s+EXERCICE|EN\s+FONCTION)(?:\s+AU\s+JOUR\s+DE\s+LA\s+SEANCE)?"),
    ("stated_voters", r"(?:VOTANTS?|VOTES\s+COMPTABILISES|(?:QUI\s+)?(?:ONT|AYANT)\s+PRIS\s+PART\s+(?:A\s+LA\s+DELIBERATION|AU\s+VOTE))"),
    (
        "stated_represented",
        r"(?:(?:ABSENTS?\s+)?(?:EXCUSES?\s+)?REPRESENTE(?:E?S|\(E?\)S)?|(?:ABSENTS?\s+)?(?:EXCUSES?\s+)?(?:AYANT\s+DONNE\s+|DE\s+)?(?:POUVOIRS?|PROCURATIONS?))",
    ),
    ("stated_absent", r"ABSENTE?S?\s+(?:NON\s+EXCUSEE?S?|NON\s+REMPLACEE?S?|SANS\s+EXCUSE)"),
    ("stated_excused", r"(?:ABSENTE?S?\s+)?EXCUSEE?S?(?:\s+SANS\s+(?:POUVOIRS?|PROCURATIONS?))?"),
    ("stated_absent", r"ABSENTE?S?"),
    (
        "stated_present",
        r"PRESENTS?(?:\s+A\s+LA\s+SEANCE)?|(?:PERSONNES|CONSEILLERES|DELEGUEES)\s+PRESENTES|(?:QUI\s+)?ASSISTENT\s+A\s+LA\s+SEANCE",
    ),
)
_OF_OTHERS = re.compile(rf"{OTHERS}\s+$")
_LABEL = "|".join(f"(?P<l{i}>{pattern})" for i, (_, pattern) in enumerate(_LABELS))
_LABEL_NUMBER = Phrase(
    rf"(?<![A-Z])(?<!PRESENTS OU )(?<!PRESENTS ET )(?<!SANS )(?:{_LABEL})(?:\s*\(E?S?\))?(?:\s+(?:EST|ETANT)\s+DE)?{_FILL}{_N}"
)
_LABEL_BRACKETS = Phrase(rf"(?<![A-Z])(?:{_LABEL})\s*\(\s*{_N}\s*\)\s*(?::|\n|$|(?=(?:MM?|MMES?|MR)\b|MONSIEUR|MADAME))")
_LABEL_FIGURE_IN_BRACKETS = Phrase(rf"(?<![A-Z])(?:{_LABEL})\s*:\s*\(\s*{_N}\s*\)")  # "Absents : (4)"
_NUMBER_LABEL = re.compile(
    rf"(?<![\w.,/])(?P<n>\d{{1,3}})[^\S\n]+(?:(?:CONSEILLERS|MEMBRES|ELUS|DELEGUES)\s+(?:MUNICIPAUX\s+|COMMUNAUTAIRES\s+|TITULAIRES\s+)?)?(?:(?:ETAIENT|SONT)\s+)?(?:(?:AVAIENT|ONT|AYANT)\s+DONNE\s+(?:UN\s+)?)?(?:{_LABEL})(?!\w|[^\n\d,;.:(]{{0,45}}:|\s+(?:OU|ET)\s(?!\d|A\s))"
)
# "Présents : 12/15", "TITULAIRES PRÉSENTS 12/15", "Étaient présents : membres (12/15)"
_OUT_OF = Phrase(r"PRESENTS?\s*(?::\s*)?(?:(?:MEMBRES|DELEGUES|CONSEILLERS)\s*)?\(?(?P<n>\d{1,3})\s?/\s?(?P<of>\d{1,3})(?![\d/])")
_LABELLED_BEFORE = re.compile(
    r"NOMBRE\s+D(?:E\s|')[^\d\n]{2,50}\d{1,3}\s+$"
)  # "Nombre de pouvoirs 6 Votants 39": each label before its number
_COUNTED_PEOPLE = re.compile(r"(?<!\d)(?P<n>\d{1,3})\s+(?:CONSEILLERS|MEMBRES|DELEGUES|ELUS)(?:\s+[A-Z]+)?\s+\Z")
_COUNTED_NEXT = re.compile(rf"\d{{1,3}}\s+(?:{_LABEL})")
_COUNTS_ON = re.compile(r"[^\n:]{0,60}(?<![\d.,/])2\s?[.)/-]?\s*(?:M\.|MME|MR|MONSIEUR|MADAME)\s")
_SUM = re.compile(r"\d{1,3}\s+PRESENTS?\s*\+")
_MEMBERS = Phrase(rf"NOMBRE\s+DE\s+(?:MEMBRES|CONSEILLERS|DELEGUES)(?:\s+MUNICIPAUX)?\s*:\s*{_N}")
_ROW = re.compile(r"(?:\d{1,3}[\s|]+)+\d{1,3}\s*$")


def _totals(flow: Flow, roll_call: RollCall, head: int) -> Mapping[str, tuple[int, int, int]]:
    """Printed totals of the opening: a label with its number on either side, or a row of labels over a row of numbers."""
    found: dict[str, tuple[int, int, int]] = {}

    def put(match: re.Match[str], start: int, end: int) -> None:
        field = next(name for i, (name, _) in enumerate(_LABELS) if match.group(f"l{i}") is not None)
        value = number(match["n"])
        if _OF_OTHERS.search(flow.folded[max(0, match.start() - MAX_OTHERS) : match.start()]):
            return  # "Auditeurs présents : 12"
        if value == 1 and (field == "stated_present" or _COUNTS_ON.match(flow.folded, match.end("n"))):
            return  # "Présents : 1. M. ROUX 2. Mme PETIT": the number of the first
        if value is not None and value < 500:
            found.setdefault(field, (value, start, end))

    behind = -1  # the end of the last figure that stood behind its label
    taken: set[int] = set()  # where such figures begin
    columns, unsure = _columns_of_figures(flow, head)
    runs, labels = _runs_of_figures(flow, head)
    unsure += labels
    for field, value, start, end in (*_rows_of_figures(flow, head), *columns, *_margin_of_figures(flow, head), *runs):
        found.setdefault(field, (value, start, end))
    for match in _LABEL_NUMBER.finditer(flow.folded, 0, head):
        gap = flow.folded[match.end("n") : match.end("n") + 3]
        counted_before = re.search(r"\d[^\S\n]+$", flow.folded[max(0, match.start() - 6) : match.start()])
        if (
            counted_before
            and not (behind >= 0 and not flow.folded[behind : match.start()].strip())
            and not _LABELLED_BEFORE.search(flow.folded[max(0, match.start() - 60) : match.start()])
            and not re.search(r"[:.…]", flow.folded[match.start() : match.start("n")])
        ):
            continue  # "31 présents 2 procurations": the number stands before its label; not in "En exercice 39 Présents 31"
        people = _COUNTED_PEOPLE.search(flow.folded, max(0, match.start() - 60), match.start())
        is_labelled = people and (
            people.end("n") == behind or flow.folded[max(0, people.start() - 9) : people.start()].rstrip().endswith(":")
        )
        if people and not is_labelled and _COUNTED_NEXT.match(flow.folded, match.start("n")):
            if match.group("l0") is not None:  # "71 conseillers en exercice : 60 présents 9 pouvoirs": each number before its label
                found.setdefault("members_in_office", (int(people["n"]), people.start(), match.end("l0")))
            continue
        crosses_list = roll_call.attendance and roll_call.start < match.start() < roll_call.end and "\n" in match.group()
        if any(start <= match.start() < end for start, end in unsure):
            continue
        if crosses_list or (re.match(r"\s*[)°]", gap) and "(" not in match.group()):
            continue
        if re.search(
            r"MAJORITE\s+(?:ABSOLUE\s+)?DES\s+(?:MEMBRES|CONSEILLERS|DELEGUES)\s+$", flow.folded[max(0, match.start() - 45) : match.start()]
        ):
            continue  # "formant la majorité des membres en exercice. 1"
        if ":" in match.group() and _SUM.match(flow.folded, match.start("n")):
            continue  # "Votants : 12 présents + 2 pouvoirs"
        if "\n" in match.group() and _is_numbered_item(flow.folded, match.end("n")):
            continue
        if not _of_a_ballot(flow, match.start()):
            put(match, match.start(), match.end())
            behind = match.end("n")
            taken.add(match.start("n"))
    for match in _MEMBERS.finditer(flow.folded, 0, head):
        members = number(match["n"])
        if members is not None and members < 500:
            found.setdefault("members_in_office", (members, match.start(), match.end()))
    for match in (
        *_LABEL_BRACKETS.finditer(flow.folded, 0, head),
        *_LABEL_FIGURE_IN_BRACKETS.finditer(flow.folded, 0, head),
        *_NUMBER_LABEL.finditer(flow.folded, 0, head),
    ):
        out_of = flow.folded[max(0, match.start() - 4) : match.start()] == "SUR " and match.group("l0") is None
        if match.start("n") not in taken and not out_of and not _of_a_ballot(flow, match.start()):  # "12 membres sur 15 sont présents"
            put(match, match.start(), match.end())
    for match in _OUT_OF.finditer(flow.folded, 0, head):
        if int(match["n"]) <= int(match["of"]):
            found.setdefault("stated_present", (int(match["n"]), match.start(), match.end("n")))
            found.setdefault("members_in_office", (int(match["of"]), match.start(), match.end()))
    return found


_BALLOT = re.compile(r"BULLETIN|SCRUTIN|DEPOUILLEMENT|\bURNE|\bTOUR\b|SUFFRAGES")


def _of_a_ballot(flow: Flow, at: int) -> bool:
    """Whether a total belongs to an election inside the sitting ("… premier tour … Nombre de votants : 26") and not to its opening."""
    around = flow.folded[max(0, at - 250) : at + 120]
    return _BALLOT.search(around) is not None and "EXERCICE" not in around


def _is_numbered_item(folded: str, at: int) -> bool:
    """A number at the start of a line is an item's ("absents\\n1. Budget") and not a total."""
    return re.match(r"\s*[.)/-]+\s*[A-Z]|\s+-\s", folded[at : at + 8]) is not None


_COLUMN = Phrase(
    rf"(?<![A-Z])(?:{_LABEL}|(?P<office>EXERCICE)|(?P<other>AFFERENTS\s+AU\s+CONSEIL|EFFECTIF\s+LEGAL|QUORUM|EXPRIMES|POUR|CONTRE|ABSTENTIONS?))(?![A-Z])"
)


_BARE_LABEL = re.compile(rf"[^\d:\n]{{0,40}}(?:{_LABEL})[^\d:\n]{{0,30}}:\s*")


def _columns_of_figures(flow: Flow, head: int) -> tuple[list[tuple[str, int, int, int]], list[tuple[int, int]]]:
    """Totals whose labels stand one below the other and whose figures follow in the same order, and where such labels have other figures.

    A table of two columns whose left one comes first: "Membres en exercice :\\nPrésents :\\nVotants :\\n29\\n26\\n27".
    """
    found: list[tuple[str, int, int, int]] = []
    unsure: list[tuple[int, int]] = []
    lines = [line.rstrip() for line in flow.folded_lines]
    index, last = 0, flow.line_index(head)
    while index < last:
        labels: list[str] = []
        while (
            index + len(labels) < last
            and lines[index + len(labels)].endswith(":")
            and (label := _BARE_LABEL.fullmatch(lines[index + len(labels)]))
        ):
            labels.append(next(name for i, (name, _) in enumerate(_LABELS) if label.group(f"l{i}") is not None))
        below = index + len(labels)
        figures = [re.match(r"\d{1,3}(?!\d|\s?[./])", line) for line in lines[below : below + len(labels)]]
        if len(labels) >= 2 and figures and figures[0]:
            if len(figures) == len(labels) and all(figures) and not (below * 2 - index < last and lines[2 * below - index][:1].isdigit()):
                for field, figure, at in zip(labels, figures, flow.starts[below:], strict=False):
                    if figure:
                        found.append((field, int(figure.group()), at, at + figure.end()))
            unsure.append((flow.starts[index], flow.starts[below]))
        index = below + 1
    return found, unsure


_LABEL_ALONE = re.compile(rf"(?:(?:NOMBRE\s+)?(?:DE\s+)?(?:CONSEILLERS|MEMBRES|ELUS)\s+)?(?:{_LABEL})(?:\s*\(E?S?\))?\s*:?")


def _margin_of_figures(flow: Flow, head: int) -> list[tuple[str, int, int, int]]:
    """Totals of a margin: each label alone on a line over its figure alone on the next, two of them at the least.

    "EN EXERCICE / 33 / VOTANTS / 32", as a column beside the text is read into it.
    """
    pairs: list[tuple[int, str]] = []
    for index in range(1, min(flow.line_index(head) + 1, len(flow.lines))):
        figure = flow.folded_lines[index].strip()
        if len(figure) < 4 and figure.isdigit() and (label := _LABEL_ALONE.fullmatch(flow.folded_lines[index - 1].strip())):
            pairs.append((index, next(name for i, (name, _) in enumerate(_LABELS) if label.group(f"l{i}") is not None)))
    lines = {index for index, _ in pairs}
    return [
        (field, int(flow.lines[index].text), flow.starts[index - 1], flow.starts[index] + len(flow.lines[index].text))
        for index, field in pairs
        if {index - 2, index + 2} & lines
    ]


def _rows_of_figures(flow: Flow, head: int) -> list[tuple[str, int, int, int]]:
    """Totals of a small table: labels in a line or a few ("En exercice  Présents  Votants") over a line of as many numbers."""
    found = []
    for index in range(1, min(flow.line_index(head) + 1, len(flow.lines))):
        start = flow.starts[index]
        line = flow.folded_lines[index]
        if not _ROW.fullmatch(line.strip()):
            continue
        figures = [(int(m.group()), start + m.start(), start + m.end()) for m in re.finditer(r"\d+", line)]
        above = flow.starts[max(0, index - 5)]
        columns = list(_COLUMN.finditer(flow.folded, above, start - 1))
        if len(columns) != len(figures):
            continue
        for column, (value, begin, end) in zip(columns, figures, strict=True):
            field = _field_of(column)
            if field and value < 500:
                found.append((field, value, begin, end))
    return found


def _field_of(column: re.Match[str]) -> str | None:
    if column["office"] is not None:
        return "members_in_office"
    return next((name for i, (name, _) in enumerate(_LABELS) if column.group(f"l{i}") is not None), None)


_RUN = re.compile(r"(?<![\w.,/:])\d{1,3}(?:\s+\d{1,3}){1,5}(?![\w,/]|\.\d|\s*(?:€|%|H\b|EUROS))")
_BETWEEN_COLUMNS = re.compile(r"[^\d:;,]{0,30}")  # "Nombre de ", "Qui ont "; behind the last one "à la délibération "
WIDEST_ROW: Final = 260  # characters of the labels of such a table


def _runs_of_figures(flow: Flow, head: int) -> tuple[list[tuple[str, int, int, int]], list[tuple[int, int]]]:
    """Totals of a small table whose labels and figures were written one behind the other: "En exercice Présents Votants 19 15 17".

    And where such labels stand, so that the first figure is not read as the last label's.
    """
    found: list[tuple[str, int, int, int]] = []
    spans: list[tuple[int, int]] = []
    for run in _RUN.finditer(flow.folded, 0, head):
        figures = [(int(m.group()), run.start() + m.start(), run.start() + m.end()) for m in re.finditer(r"\d+", run.group())]
        columns = list(_COLUMN.finditer(flow.folded, max(0, run.start() - WIDEST_ROW), run.start()))
        if not columns:
            continue
        stops = [*(column.start() for column in columns[1:]), run.start()]
        joined = [
            _BETWEEN_COLUMNS.fullmatch(flow.folded, column.end(), stop) is not None for column, stop in zip(columns, stops, strict=True)
        ]
        row = columns[len(joined) - next((i for i, good in enumerate(reversed(joined)) if not good), len(joined)) :]
        if len(row) != len(figures):
            continue
        spans.append((row[0].start(), run.start()))
        found += [
            (field, value, begin, end)
            for column, (value, begin, end) in zip(row, figures, strict=True)
            if (field := _field_of(column)) and value < 500
        ]
    return found, spans
