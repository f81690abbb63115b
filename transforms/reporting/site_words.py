"""How the site's closed vocabularies read: French sentences kept as data, said in the reader's language where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from transforms.reporting.language import Wording, french
from transforms.reporting.phrases import BALLOTS, CHOICES, DOC_TYPES, OUTCOMES, ROLES, SET_ASIDE, VOTE_BASES

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "state": {
        "present": french("présent"),
        "represented": french("représenté"),
        "excused": french("excusé"),
        "absent": french("absent"),
        "withdrawn": french("ne prend pas part au vote"),
        "unknown": french("inconnu"),
    },
    "ledger_basis": {
        "roll_call": french("appel d’ouverture"),
        "own_roll_call": french("appel imprimé sur l’extrait"),
        "replayed": french("appel, puis arrivées et départs imprimés"),
        "vote": french("nommé dans le vote"),
    },
    "choice": CHOICES,
    "vote_basis": VOTE_BASES,
    "outcome": OUTCOMES,
    "ballot": BALLOTS,
    "subject_basis": {
        "printed": french("matière imprimée dans le document"),
        "title": french("déduite des mots du titre"),
        "theme": french("déduite de la rubrique imprimée"),
        "ambiguous": french("inconnue : les mots désignent plusieurs matières"),
        "none_found": french("inconnue : aucune règle ne la donne"),
    },
    "how": {
        "exact": french("même nom"),
        "given_name": french("sans le prénom, ou avec une partie d’un nom double"),
        "initial": french("initiale du prénom"),
        "edit_distance": french("faute d’impression probable"),
        "roster": french("liste des élus fournie"),
        "correction": french("correction d’une personne"),
    },
    "certainty": {"certain": french("certain"), "doubtful": french("douteux")},
    "origin": {
        "opening": french("appel d’ouverture"),
        "departure": french("pouvoir laissé en partant"),
        "other_document": french("autre document de la séance"),
    },
    "event": {"arrival": french("arrivée"), "departure": french("départ")},
    "role": ROLES,
    "membership_basis": {
        "roster": french("d’après la liste des élus fournie"),
        "printed": french("imprimé"),
        "derived": french("d’après les séances qui le nomment"),
    },
    "fact": {
        "council": french("Collectivité"),
        "date": french("Date"),
        "start_time": french("Ouverture"),
        "convened_on": french("Convocation"),
        "president": french("Présidence"),
        "secretary": french("Secrétaire"),
        "members_in_office": french("Membres en exercice"),
        "stated_present": french("Total imprimé des présents"),
        "stated_represented": french("Total imprimé des représentés"),
        "stated_excused": french("Total imprimé des excusés"),
        "stated_absent": french("Total imprimé des absents"),
        "stated_voters": french("Total imprimé des votants"),
    },
    "severity": {
        "error": french("erreur : met à l’écart"),
        "warning": french("à regarder"),
        "info": french("pour information"),
    },
    "verdict": {"holds": french("vérifié"), "broken": french("non vérifié"), "undecidable": french("indécidable")},
    "doc_type": {str(kind): words for kind, words in DOC_TYPES.items()},
    "set_aside": SET_ASIDE,
    "standing": {
        "covered": french("retenue"),
        "set_aside": french("mise à l’écart"),
        "no_roll_call": french("sans appel lisible"),
    },
    "no_rate": {
        "all_sessions_quarantined": french("toutes les séances du mandat sont mises à l’écart"),
        "all_sessions_unknown": french("état inconnu à toutes les séances"),
        "no_session": french("aucune séance pendant le mandat"),
    },
    "unresolved": {
        "none_found": french("relié à personne : aucun conseiller ne porte ce nom"),
        "several_found": french("relié à personne : plusieurs conseillers peuvent le porter"),
        "possibly_same": french("deux conseillers qui sont peut-être une seule personne"),
    },
    "use": {
        "fact": french("en-tête de séance"),
        "roll_call": french("appel"),
        "change": french("arrivée ou départ"),
        "proxy": french("pouvoir"),
        "title": french("objet"),
        "vote": french("vote"),
        "subject": french("matière"),
        "finding": french("contrôle"),
    },
    "kind": {
        "councillor": french("Conseiller"),
        "deliberation": french("Délibération"),
        "session": french("Séance"),
    },
}


def word(wording: Wording, vocabulary: str, code: str | None) -> str:
    """A code of a closed vocabulary in words; a code that is missing reads as unknown, a new one as itself, never as nothing."""
    return wording.say(WORDS[vocabulary].get(code, code)) if code is not None else wording.say("inconnu")
