"""Documents that a council's page publishes beside its own: minutes of those who only advise it or are another body, and the mayor's acts.

Their head looks like a council's, and none of it may become a sitting of the council.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from transforms.reading.flow import Flow

LINES: Final = 12  # from the top, in which a document says whose meeting it tells
FEW_LINES: Final = 6  # … where no roll call bounds its head: items stand soon below
SOCIETY: Final = 3000  # characters from the top in which an association or owners in common are called so
LONGEST: Final = 90  # characters of a line that is a title

_TITLE: Final = (
    r"(?:(?:PROCES[\s-]*+VERBAL|COMPTE[\s-]*+RENDU|RELEVE|SYNTHESE|REUNION(?!\s+(?:PUBLIQUE|DE\s+QUARTIER|DE\s+COMMISSION|D'INFORMATION|DES\s+ADJ|D'ADJ|DE\s+TRAVAIL|PRIVEE|INFORMELLE|PREPARATOIRE))|SEANCE|CONVOCATION"
    r"|INVITATION|DECISIONS?|CONCLUSIONS|PV|CR)\s*+(?:(?:SYNTHETIQUE|SOMMAIRE|ORDINAIRE|EXTRAORDINAIRE|PLENIERE)\s*+)?+(?:[:–-]\s*+)?+"
    r"(?:D'UNE\s++|D'|DE\s++LA\s++|DE\s++L'|DES\s++|DE\s++|DU\s++|A\s++LA\s++|AU\s++)?+)*+"
)
# A commission permanente decides for a département or a région, a commission syndicale for a section of a commune.
_MEETING: Final = (
    r"(?:CONSEILS?\s+(?:D'ECOLES?|DES\s+ECOLES|(?:MUNICIPAL\s+|COMMUNAL\s+|INTERCOMMUNAL\s+|DEPARTEMENTAL\s+)?(?:DES|D')\s*(?:JEUNES|ENFANTS|COLLEGIENS)"
    r"|DES\s+(?:SAGES|AINES|SENIORS)|CITOYEN|DE\s+(?:QUARTIER|VILLAGE|HAMEAU|DEVELOPPEMENT|VIE\s+SOCIALE|SURVEILLANCE|DISCIPLINE)S?|D'EXPLOITATION|CONSULTATIF|LOCAL|PAROISSIAL|D'ARRONDISSEMENT|(?:DE\s+LA\s+|D'UNE\s+)?COMMUNE\s+DELEGUEE|(?P<board>D'ADMINISTRATION))"
    r"|(?P<general>ASSEMBLEE\s+GENERALE)|COMMISSIONS?(?!\s+(?:PERMANENTE|SYNDICALE))|SOUS-COMMISSION"
    r"|COMITES?\s+(?:TECHNIQUE|SOCIAL|CONSULTATIF|CITOYEN|D'HYGIENE|D'ENTREPRISE|DE\s+(?:PILOTAGE|QUARTIER|JUMELAGE|SUIVI|LECTURE|DIRECTION)|DES\s+FETES|LOCAL)S?"
    r"|GROUPES?\s+DE\s+TRAVAIL|REUNION\s+(?:PUBLIQUE|DE\s+QUARTIER|DE\s+COMMISSION|D'INFORMATION|(?:DES\s+|D')ADJOINTS|(?:DE\s+TRAVAIL|PRIVEE|INFORMELLE|PREPARATOIRE)(?:\s+DU\s+CONSEIL\s+\w+)?)|ASSOCIATION|AMICALE|PAROISSE|CONFERENCE\s+DES\s+MAIRES|BUREAU\s+MUNICIPAL|C\.?H\.?S\.?C\.?T|C\.?S\.?E\.?)"
)
_OTHERS = re.compile(rf"[^\S\n]*{_TITLE}{_MEETING}(?![A-Z'])")
_COUNCILS = re.compile(
    r"\b(?:CONSEIL\s+(?:MUNICIPAL(?!\s+(?:DES|D')\s*(?:JEUNES|ENFANTS))|COMMUNAUTAIRE|SYNDICAL|METROPOLITAIN|REGIONAL|GENERAL|DEPARTEMENTAL(?!\s+DES)"
    r"|DE\s+(?:LA\s+)?(?:COMMUNAUTE|METROPOLE))|COMITE\s+SYNDICAL|BUREAU\s+(?:COMMUNAUTAIRE|SYNDICAL)|COMMISSION\s+PERMANENTE"
    r"|EXTRAIT\s+D|DELIBERATION|SYNDICAT(?!\s+(?:D'INITIATIVE|DES?\s+(?:LA\s+)?COPROP)))"
)
_OF_A_SOCIETY = re.compile(r"\bASSOCIATION\b|COPROPRI|ADHERENT|\bAMICALE\b|\bCLUB\b|LOI\s+(?:DE\s+|DU\s+1ER\s+JUILLET\s+)?1901|ACTIONNAIRE")
# Establishments of a council whose board deliberates: social action, schools, fire service, staff centres
_OF_A_COUNCIL = re.compile(
    r"ACTION\s+SOCIALE|\bC\.?[CI]\.?A\.?S\b|CAISSE\s+DES\s+ECOLES|INCENDIE|\bS\.?D\.?I\.?S\b|CENTRE\s+(?:INTER)?(?:COMMUNAL|DE\s+GESTION|DEPARTEMENTAL)|ETABLISSEMENT\s+PUBLIC\s+FONCIER"
)
_ALONE = re.compile(r"[^\S\n]*DECISION\s+(?:DU\s+(?:MAIRE|PRESIDENT)|DE\s+LA\s+PRESIDENTE|MUNICIPALE)(?![A-Z])")
_DECIDES = re.compile(
    r"^[^\S\n]*(?:LE|LA)\s+(?:MAIRE|PRESIDENTE?)\b[^\n]{0,80}(?:,|\n)[\s\S]{0,3000}?^[^\S\n]*(?:A\s+)?DECIDE\b", re.MULTILINE
)

_PAPER = re.compile(
    r"[^\S\n]*(?:REGLEMENT\s+INTERIEUR|RAPPORT\s+(?:D'ACTIVITE|D'ORIENTATION|SUR\s+LES\s+ORIENTATIONS|ANNUEL|DE\s+PRESENTATION)S?|CONVENTION|CONTRAT|AVENANT"
    r"|STATUTS|BAIL|BULLETIN\s+MUNICIPAL|(?:LA\s+)?LETTRE\s+(?:DU\s+MAIRE|D'INFORMATION|MUNICIPALE)|AVIS\s+(?:D'ENQUETE|AU\s+PUBLIC|D'APPEL))(?![A-Z])"
)
_DRAFT = re.compile(
    r"[^\S\n]*(?:(?:RECUEIL|CAHIER|DOSSIER)\s+DES\s+)?(?:PROJETS?\s+DE\s+DELIBERATIONS?|NOTES?\s+(?:EXPLICATIVES?\s+)?DE\s+SYNTHESE)(?![A-Z])"
)


def is_draft(flow: Flow) -> bool:
    """Whether a title tells what a council is still to decide: "Projets de délibérations", "Note explicative de synthèse"."""
    return any(_DRAFT.match(line) for line in _first_lines(flow))


def is_paper(flow: Flow) -> bool:
    """Whether a title tells a paper that a council has agreed to or was told of: a contract, a report, rules, a town's own magazine."""
    first = next((line for line in _first_lines(flow) if _PAPER.match(line) or _COUNCILS.search(line)), "")
    return _PAPER.match(first) is not None


def _first_lines(flow: Flow) -> Iterator[str]:
    return islice((line for line in flow.folded_lines if line.strip()), FEW_LINES)


def is_of_others(flow: Flow, head_end: int, *, has_roll_call: bool) -> bool:
    """Whether a document's title tells that others have met than a council, which is not named in its head, or that one person decides.

    ``head_end`` is where its head ends, in characters. A school's council, an association's general assembly, a commission, a council of
    young people: what they decide is no deliberation, and who sat there did not sit in the council.
    """
    lines = [at for at, line in zip(flow.starts, flow.lines, strict=True) if at < head_end and line.text.strip()]
    for at in lines[: LINES if has_roll_call else FEW_LINES]:
        if not has_roll_call and _ALONE.match(flow.folded, at) and _DECIDES.search(flow.folded, at):
            return True
        other = _OTHERS.match(flow.folded, at, min(at + LONGEST, len(flow.folded)))
        if not other or _COUNCILS.search(flow.folded[:head_end].replace(other.group(), " ")):
            continue
        if other["general"] and not _OF_A_SOCIETY.search(flow.folded, 0, SOCIETY):
            continue  # a communauté may call its council so
        if not other["board"] or not _OF_A_COUNCIL.search(flow.folded, 0, head_end):
            return True
    return False
