"""What the words and figures of the attendance report mean, and the law beside them: one text for the page, the workbook, JSON and PDF."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.model import CouncilKind
from transforms.reporting.language import Wording, french


@dataclass(frozen=True, slots=True)
class Definition:
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class LegalNote:
    """What the law says that matters here; ``article`` is of the code général des collectivités territoriales (CGCT)."""

    article: str
    text: str


DEFINITIONS = (
    Definition(
        french("Séance connue"),
        french("Séance dont un document disponible rend compte. Le conseil a pu en tenir d’autres, dont ce rapport ne sait rien."),
    ),
    Definition(
        french("Séance retenue"), french("Séance dont l’appel d’ouverture est lisible dans un document et passe les contrôles bloquants.")
    ),
    Definition(
        french("Séance mise à l’écart"),
        french(
            "Séance dont un contrôle bloquant a échoué : par exemple, le total imprimé des présents n’est pas le nombre de noms de la "
            "liste. Elle reste dans la base, avec le contrôle en cause."
        ),
    ),
    Definition(
        french("Présent"),
        french(
            "Dans le tableau par membre : a siégé à l’ouverture ou plus tard dans la séance. Dans le tableau par séance : nommé parmi les "
            "présents à l’appel d’ouverture."
        ),
    ),
    Definition(french("Représenté"), french("A donné pouvoir à un autre membre et n’a siégé à aucun moment.")),
    Definition(
        french("Excusé, absent"),
        french("Distinction reprise telle que les documents l’impriment. Elle n’est jamais déduite, ni les deux additionnés."),
    ),
    Definition(
        french("Inconnu"),
        french(
            "Les documents ne disent pas où était le membre. Il n’est pas compté absent, et la séance ne compte pas dans son taux. Par "
            "séance : membres en exercice que l’appel ne nomme pas ; un tiret où leur nombre n’est pas imprimé."
        ),
    ),
    Definition(
        french("Mandat"),
        french(
            "D’après le fichier des élus s’il y en a un, sinon d’après une installation ou une démission imprimée, sinon de la première à "
            "la dernière séance dont les documents nomment le membre. Une séance d’avant ou d’après est « hors mandat » et n’entre dans "
            "aucun dénominateur."
        ),
    ),
    Definition(
        french("Présence seule"),
        french("Séances où le membre est présent ÷ séances de son mandat où son état est connu. La fraction est écrite à côté du taux."),
    ),
    Definition(
        french("Représentation comprise"), french("Même dénominateur ; les séances où le membre est représenté s’ajoutent au numérateur.")
    ),
    Definition(
        french("Arrivées, départs"),
        french("Séances où les documents impriment que le membre arrive après l’ouverture ou part avant la fin. Il y est présent."),
    ),
    Definition(
        french("Pouvoirs"),
        french(
            "Donnés : séances où le membre a donné pouvoir. Reçus : pouvoirs d’autres membres qu’il a détenus. Séances mises à l’écart non "
            "comprises."
        ),
    ),
    Definition(
        french("Plus longue suite"),
        french(
            "Plus grand nombre de séances connues qui se suivent et où le membre a donné pouvoir. Une séance mise à l’écart interrompt la "
            "suite ; une séance que ce rapport ne connaît pas aurait pu l’interrompre."
        ),
    ),
    Definition(
        french("Tiret"),
        french(
            "Pas de chiffre, et jamais un zéro : la raison est écrite près d’un taux qui manque ; un nombre qui manque n’est pas imprimé."
        ),
    ),
)

MINIMUM = Definition(french("Taux"), french("Il faut au moins {least} séances connues."))

_MUNICIPAL_RULES = (
    LegalNote(
        "L. 2121-20",
        french(
            "Un membre empêché peut donner à un collègue pouvoir écrit de voter en son nom. Nul ne peut détenir plus d’un pouvoir. Un "
            "pouvoir est toujours révocable et ne vaut, sauf maladie dûment constatée, que pour trois séances consécutives."
        ),
    ),
    LegalNote(
        "L. 2121-17",
        french(
            "Le conseil ne délibère que si la majorité des membres en exercice est présente ; les pouvoirs n’entrent pas dans ce quorum. "
            "S’il n’est pas atteint, le conseil convoqué de nouveau délibère sans condition de quorum."
        ),
    ),
    LegalNote("L. 2121-15", french("Le procès-verbal indique notamment les noms des membres présents ou représentés.")),
    LegalNote("L. 2121-7", french("Le conseil se réunit au moins une fois par trimestre.")),
)
_COMMUNE = LegalNote(
    "L. 2123-24-2",
    french(
        "Le règlement intérieur peut moduler les indemnités selon la participation effective aux séances plénières et aux commissions, "
        "sans les réduire de plus de moitié (le seuil de 50 000 habitants que prévoyait cet article a été jugé contraire à la "
        "Constitution, décision n° 2024-1094 QPC du 6 juin 2024). Ce rapport ne porte que sur les séances plénières et ne dit rien "
        "des motifs d’absence."
    ),
)
_INTERCOMMUNAL = (
    LegalNote("L. 5211-1", french("Les règles qui précèdent s’appliquent aux établissements de coopération intercommunale.")),
    LegalNote(
        "L. 5211-12-2",
        french(
            "Le règlement intérieur peut moduler les indemnités selon la participation. Ce rapport ne porte que sur les séances plénières "
            "et ne dit rien des motifs d’absence."
        ),
    ),
)


def definitions(said: Wording, min_sessions_for_rate: int) -> tuple[Definition, ...]:
    """The definitions, with the smallest number of known sessions for a rate where there is one."""
    minimum = (MINIMUM,) if min_sessions_for_rate > 1 else ()
    least = said.whole(min_sessions_for_rate)
    return tuple(Definition(said.say(one.term), said.say(one.text, least=least)) for one in (*DEFINITIONS, *minimum))


def legal_notes(said: Wording, kind: str | None) -> tuple[LegalNote, ...]:
    """The articles that hold for a council of that kind; none where nobody knows which do.

    >>> from transforms.reporting.language import Language, wording
    >>> [note.article for note in legal_notes(wording(Language.FRENCH), "intercommunal")][-2:], legal_notes(wording(Language.FRENCH), None)
    (['L. 5211-1', 'L. 5211-12-2'], ())
    """
    if kind == CouncilKind.COMMUNE:
        notes: tuple[LegalNote, ...] = (*_MUNICIPAL_RULES, _COMMUNE)
    elif kind == CouncilKind.INTERCOMMUNAL:
        notes = (*_MUNICIPAL_RULES, *_INTERCOMMUNAL)
    else:
        notes = ()
    return tuple(LegalNote(note.article, said.say(note.text)) for note in notes)
