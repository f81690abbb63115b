"""What the warehouse's codes, the days asked for and a report's parts are called, in the language of the reader."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from transforms.model import CouncilKind, DocType
from transforms.reporting.french import DASH
from transforms.reporting.language import Wording, french

if TYPE_CHECKING:
    from transforms.reporting.attendance import Division, Rate
    from transforms.reporting.divisions import GroupBy
    from transforms.reporting.queries import Span

ASSEMBLIES = {
    CouncilKind.COMMUNE: french("Conseil municipal"),
    CouncilKind.INTERCOMMUNAL: french("Conseil communautaire"),
    CouncilKind.DEPARTMENT: french("Conseil départemental"),
    CouncilKind.REGION: french("Conseil régional"),
    CouncilKind.SYNDICATE: french("Comité syndical"),
    CouncilKind.CCAS: french("Conseil d’administration du centre communal d’action sociale"),
    CouncilKind.OTHER: french("Assemblée d’un autre organisme public"),
}

DOC_TYPES = {
    DocType.EXTRACT: french("extrait du registre"),
    DocType.MINUTES: french("procès-verbal"),
    DocType.DECISION_LIST: french("liste des délibérations"),
    DocType.AGENDA: french("ordre du jour"),
    DocType.OTHER: french("document d’une autre nature"),
}

SET_ASIDE = {
    "needs_ocr": french("image sans texte : la reconnaissance de caractères reste à faire"),
    "unreadable": french("fichier illisible"),
    "agenda": french("ordre du jour : annonce une séance, n’en rend pas compte"),
    "not_a_sitting": french("ce document ne rend pas compte d’une séance"),
    "no_council": french("la collectivité n’a pas pu être identifiée"),
    "no_date": french("la date de la séance n’a pas pu être lue"),
    "replaced": french("remplacé à son adresse par une version plus récente, qui compte à sa place"),
}

OUTCOMES = {
    "adopted": french("adoptée"),
    "rejected": french("rejetée"),
    "elected": french("élection ou désignation"),
    "noted": french("prise d’acte"),
    "postponed": french("ajournée ou retirée"),
    "unknown": french("issue inconnue"),
}
BALLOTS = {
    "open": french("scrutin ouvert"),
    "secret": french("scrutin secret"),
    "election": french("élection"),
    "none": french("sans vote (prise d’acte, ajournement)"),
    "unknown": french("issue inconnue"),
}
CHOICES = {
    "for": french("pour"),
    "against": french("contre"),
    "abstain": french("abstention"),
    "not_voting": french("ne prend pas part au vote"),
}

STATES = {
    "present": french("présent"),
    "represented": french("représenté par un pouvoir"),
    "excused": french("absent excusé"),
    "absent": french("absent"),
    "unknown": french("inconnu : les documents ne le disent pas"),
    "not_a_member": french("hors mandat"),
    "set_aside": french("séance mise à l’écart"),
}

NO_RATE = {
    "all_sessions_quarantined": french("toutes les séances du mandat sont mises à l’écart"),
    "all_sessions_unknown": french("état inconnu à toutes les séances"),
    "too_few_sessions": french("moins de {least} séances connues"),
    "set_aside": french("séance mise à l’écart"),
    "no_roll_call": french("aucun appel lisible"),
    "no_known_state": french("aucun état connu"),
}

DIVISIONS = {
    "year": (french("Par année"), french("Année")),
    "term": (french("Par mandature"), french("Mandature")),
    "role": (french("Par fonction"), french("Fonction")),
    "group": (french("Par groupe"), french("Groupe")),
}
ROLES = {"mayor": french("maire"), "deputy": french("adjoint"), "councillor": french("conseiller")}  # in the order in which they are listed
VOTE_BASES = {
    "stated": french("nom imprimé"),
    "inferred_unanimity": french("déduit de l’unanimité stricte : chaque votant a voté pour"),
    "inferred_remainder": french("déduit du reste : les opposants sont nommés, les voix pour sont tous les autres votants"),
}
NOT_KNOWN = french("non connu")

QUERY_TITLES = {
    "divisions": french("Par année, mandature, fonction ou groupe"),
    "summary": french("Nombre de séances"),
    "councillors": french("Membre par membre : états, taux, hors calcul"),
    "proxies": french("Membre par membre : pouvoirs donnés et reçus"),
    "pairs": french("Pouvoirs : qui donne à qui"),
    "runs": french("Membre par membre : plus longue suite de pouvoirs"),
    "movements": french("Membre par membre : arrivées et départs"),
    "sessions": french("Séance par séance"),
    "matrix": french("Tableau des présences"),
    "set_aside": french("Ce qui est mis à l’écart, et pourquoi"),
    "sources": french("Où chaque appel est imprimé"),
}


def assembly(said: Wording, kind: str | None) -> str:
    """What a council of that kind is called; ``Conseil`` where the kind is not known."""
    return said.say(ASSEMBLIES[CouncilKind(kind)] if kind in set(CouncilKind) else french("Conseil"))


def doc_type(said: Wording, value: str | None) -> str:
    """What a document of that type is called."""
    return said.say(DOC_TYPES[DocType(value)] if value in set(DocType) else DOC_TYPES[DocType.OTHER])


def set_aside(said: Wording, code: str) -> str:
    """Why a document makes no session."""
    return said.say(SET_ASIDE.get(code, code))


def state(said: Wording, code: str) -> str:
    """What a cell of the matrix means."""
    return said.say(STATES[code])


def no_rate(said: Wording, rate: Rate) -> str:
    """Why there is no rate; a reason of no known code stands as it is."""
    return said.say(NO_RATE.get(rate.reason or "", rate.reason or ""), least=said.whole(rate.least))


def period(said: Wording, bounds: tuple[date, date]) -> str:
    """A span of days as it follows a noun.

    >>> from transforms.reporting.language import Language, wording
    >>> period(wording(Language.FRENCH), (date(2024, 1, 9), date(2024, 12, 1)))
    'du 9\\xa0janvier\\xa02024 au 1er\\xa0décembre\\xa02024'
    >>> period(wording(Language.ENGLISH), (date(2024, 6, 1), date(2024, 6, 1)))
    'on 1\\xa0June\\xa02024'
    """
    first, last = bounds
    if first == last:
        return said.say("du {first}", first=said.long_date(first))
    return said.say("du {first} au {last}", first=said.long_date(first), last=said.long_date(last))


def span(said: Wording, days: Span) -> str:
    """The days asked for, where one side may be open.

    >>> from transforms.reporting.language import Language, wording
    >>> from transforms.reporting.queries import Span
    >>> span(wording(Language.FRENCH), Span(date(2024, 1, 1), date(2024, 12, 31)))
    'du 1er\\xa0janvier\\xa02024 au 31\\xa0décembre\\xa02024'
    >>> span(wording(Language.ENGLISH), Span(last=date(2024, 6, 1)))
    'until 1\\xa0June\\xa02024'
    """
    if days.first and days.last:
        return period(said, (days.first, days.last))
    if days.first:
        return said.say("depuis le {first}", first=said.long_date(days.first))
    return said.say("jusqu’au {last}", last=said.long_date(days.last)) if days.last else said.say("toutes les séances connues")


def query_title(said: Wording, table: str) -> str:
    """What a query of the appendix gives."""
    return said.say(QUERY_TITLES[table])


def division_words(said: Wording, group_by: GroupBy) -> tuple[str, str]:
    """The heading of divisions, and what one of them is."""
    heading, one = DIVISIONS[group_by]
    return said.say(heading), said.say(one)


def division(said: Wording, group_by: GroupBy, one: Division) -> str:
    """What a division is called: its year, the years of its term, its role or its group."""
    if one.key is None:
        return said.say(NOT_KNOWN)
    if one.term:
        starts_on, ends_on = one.term
        return f"{starts_on.year}{DASH}{ends_on.year}" if ends_on else said.say("depuis {year}", year=starts_on.year)
    return said.say(ROLES[one.key]) if group_by == "role" and one.key in ROLES else one.key
