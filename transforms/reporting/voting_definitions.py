"""What the words and figures of the voting report mean, and the law beside them: French sentences, said in the reader's language."""

from __future__ import annotations

from transforms.model import CouncilKind
from transforms.reporting.definitions import Definition, LegalNote
from transforms.reporting.language import french

_DEFINITIONS = (
    Definition(
        french("Issue"),
        french(
            "Ce que le document imprime de la décision : adoptée, rejetée, élection, prise d’acte, ajournée ou retirée. Ce qui n’est pas "
            "imprimé reste inconnu."
        ),
    ),
    Definition(
        french("Délibération disputée"),
        french(
            "Au moins une voix contre ou une abstention, imprimée en nombre ou par un nom. Taux : disputées ÷ délibérations dont on sait "
            "si elles l’ont été. Un nombre qui n’est pas imprimé n’est pas pris pour zéro."
        ),
    ),
    Definition(
        french("Unanimité imprimée"),
        french("Le document écrit « à l’unanimité » ou l’équivalent. Ses abstentions, s’il y en a, n’y changent rien."),
    ),
    Definition(french("Unanimité stricte"), french("Unanimité imprimée, sans voix contre ni abstention imprimée en nombre ou par un nom.")),
    Definition(
        french("Écart"),
        french(
            "Voix pour moins voix contre. Connu si les deux nombres le sont ; le nombre des voix contre est pris pour zéro seulement là où "
            "le reste du document l’exclut."
        ),
    ),
    Definition(
        french("Pouvoirs décisifs"),
        french(
            "Au moins un membre était représenté, et l’écart ne dépasse pas le nombre de membres représentés : leurs voix auraient pu "
            "changer l’issue. Cela ne dit rien du sens de ces voix. Sans écart ou sans appel connu, la réponse est inconnue, jamais non."
        ),
    ),
    Definition(
        french("Vote nominatif imprimé"),
        french("Le document imprime le nom du membre avec son choix. Qui est nommé pour deux choix n’a pas de vote connu."),
    ),
    Definition(
        french("Vote déduit"),
        french(
            "Deux cas et aucun autre : l’unanimité stricte, où chaque votant a voté pour ; le reste, quand tous les opposants et abstenus "
            "sont nommés et que le nombre imprimé de voix pour est exactement celui des autres votants. Jamais pour un absent, un scrutin "
            "secret ou une élection. Le vote d’un membre représenté est exprimé par celui qui tient son pouvoir."
        ),
    ),
    Definition(
        french("Participation"),
        french(
            "Votes connus ÷ scrutins ouverts où le membre, présent ou représenté, pouvait voter. Un taux bas dit souvent que le document "
            "ne nomme pas les votants, non que le membre n’a pas voté."
        ),
    ),
    Definition(
        french("Dissidence"),
        french(
            "Votes pour ou contre à l’opposé de l’issue ÷ votes pour ou contre connus. Les abstentions ne sont pas comptées. Seuls "
            "comptent les scrutins où chaque camp qui a voté est nommé : là où seuls les opposants le sont, le taux serait "
            "toujours de 100 %."
        ),
    ),
    Definition(
        french("Un seul camp nommé"),
        french("Vote connu dans un scrutin dont l’autre camp n’est pas nommé : il n’entre dans aucun taux et est compté à part."),
    ),
    Definition(
        french("Accord de deux membres"),
        french(
            "Scrutins où tous deux ont fait le même choix (pour, contre, abstention) ÷ scrutins où le choix des deux est connu. L’ordre du "
            "tableau rapproche ceux qui votent de même (classification hiérarchique, lien moyen, ordre optimal des feuilles) ; il n’est "
            "pas un classement."
        ),
    ),
    Definition(
        french("Indice de Rice"),
        french(
            "Pour un scrutin et un groupe : |pour − contre| ÷ (pour + contre). 1 : le groupe vote d’un bloc ; 0 : il se partage en deux."
        ),
    ),
    Definition(
        french("Indice d’accord"),
        french(
            "Pour un scrutin et un groupe, sur trois choix : (max − (total − max) ÷ 2) ÷ total, où max est le choix le plus fréquent. Les "
            "deux indices sont des moyennes sur les scrutins où au moins {voters} membres du groupe ont un vote connu."
        ),
    ),
    Definition(
        french("Seuils"),
        french(
            "Pas de taux pour un membre ou une paire sous {votes} votes, pas d’indice pour un groupe de moins de {members} membres ou sous "
            "{votes} votes : quelques votes disent plus du hasard que des personnes. À la place du taux, un tiret et la raison."
        ),
    ),
    Definition(
        french("Mise à l’écart"),
        french(
            "Séance ou délibération dont un contrôle bloquant a échoué. Elle reste dans la base et dans la liste des sources, avec le "
            "contrôle en cause, mais n’entre dans aucun chiffre."
        ),
    ),
    Definition(
        french("Tiret"),
        french(
            "Pas de chiffre, et jamais un zéro : la raison est écrite près d’un taux qui manque ; un nombre qui manque n’est pas imprimé."
        ),
    ),
)

_MUNICIPAL = (
    LegalNote(
        "L. 2121-20",
        french(
            "Les délibérations sont prises à la majorité absolue des suffrages exprimés : les abstentions n’en sont pas. À égalité, et "
            "sauf scrutin secret, la voix du président l’emporte. Un membre empêché peut donner pouvoir écrit à un collègue, qui n’en "
            "détient qu’un."
        ),
    ),
    LegalNote(
        "L. 2121-21",
        french(
            "Le vote est public si le quart des membres présents le demande ; le nom des votants et le sens de leur vote sont alors portés "
            "au registre. Il est secret si le tiers des membres présents le réclame, ou pour une nomination ou une présentation, sauf "
            "décision contraire prise à l’unanimité lorsque aucun texte n’impose le secret. Hors scrutin public, la loi ne demande pas les "
            "noms : leur absence n’est pas une faute."
        ),
    ),
    LegalNote(
        "L. 2121-15",
        french(
            "Le procès-verbal donne le résultat des scrutins et, pour les scrutins publics, le nom des votants et le sens de leur vote."
        ),
    ),
    LegalNote(
        "L. 2131-11",
        french(
            "Est illégale la délibération à laquelle a pris part un membre intéressé à l’affaire. Ce rapport compte à part qui ne prend "
            "pas part au vote ; les documents n’en disent pas toujours la raison."
        ),
    ),
)
_INTERCOMMUNAL = LegalNote(
    "L. 5211-1", french("Ces règles s’appliquent aux établissements publics de coopération intercommunale, sauf dispositions propres.")
)


def voting_definitions() -> tuple[Definition, ...]:
    """The definitions, with the places ``{votes}``, ``{members}`` and ``{voters}`` for the minimum sizes."""
    return _DEFINITIONS


def voting_legal_notes(kind: str | None) -> tuple[LegalNote, ...]:
    """The articles that hold for a council of that kind; none where nobody knows which do.

    >>> [note.article for note in voting_legal_notes("intercommunal")][-1], voting_legal_notes(None)
    ('L. 5211-1', ())
    """
    if kind == CouncilKind.COMMUNE:
        return _MUNICIPAL
    return (*_MUNICIPAL, _INTERCOMMUNAL) if kind == CouncilKind.INTERCOMMUNAL else ()
