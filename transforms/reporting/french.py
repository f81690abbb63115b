"""How figures, dates and closed vocabularies read in French."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from transforms.model import CouncilKind, DocType
from transforms.reporting.queries import Span
from transforms.text import fold, words

THIN_SPACE = "\u202f"  # stands before %, : and ;
NO_BREAK_SPACE = "\u00a0"
DASH = "–"

_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")

ASSEMBLIES = {
    CouncilKind.COMMUNE: "Conseil municipal",
    CouncilKind.INTERCOMMUNAL: "Conseil communautaire",
    CouncilKind.DEPARTMENT: "Conseil départemental",
    CouncilKind.REGION: "Conseil régional",
    CouncilKind.SYNDICATE: "Comité syndical",
    CouncilKind.CCAS: "Conseil d’administration du centre communal d’action sociale",
}

DOC_TYPES = {
    DocType.EXTRACT: "extrait du registre",
    DocType.MINUTES: "procès-verbal",
    DocType.DECISION_LIST: "liste des délibérations",
    DocType.AGENDA: "ordre du jour",
    DocType.OTHER: "document d’une autre nature",
}

SET_ASIDE = {
    "needs_ocr": "image sans texte : la reconnaissance de caractères reste à faire",
    "unreadable": "fichier illisible",
    "agenda": "ordre du jour : annonce une séance, n’en rend pas compte",
    "not_a_sitting": "ce document ne rend pas compte d’une séance",
    "no_council": "la collectivité n’a pas pu être identifiée",
    "no_date": "la date de la séance n’a pas pu être lue",
}

STATES = {
    "present": "présent",
    "represented": "représenté par un pouvoir",
    "excused": "absent excusé",
    "absent": "absent",
    "unknown": "inconnu : les documents ne le disent pas",
    "not_a_member": "hors mandat",
    "set_aside": "séance mise à l’écart",
}

DIVISIONS = {
    "year": ("Par année", "Année"),
    "term": ("Par mandature", "Mandature"),
    "role": ("Par fonction", "Fonction"),
    "group": ("Par groupe", "Groupe"),
}
ROLES = {"mayor": "maire", "deputy": "adjoint", "councillor": "conseiller"}
NOT_KNOWN = "non connu"

QUERY_TITLES = {
    "divisions": "Par année, mandature, fonction ou groupe",
    "summary": "Nombre de séances",
    "councillors": "Membre par membre : états, taux, hors calcul",
    "proxies": "Membre par membre : pouvoirs donnés et reçus",
    "runs": "Membre par membre : plus longue suite de pouvoirs",
    "movements": "Membre par membre : arrivées et départs",
    "sessions": "Séance par séance",
    "matrix": "Tableau des présences",
    "set_aside": "Ce qui est mis à l’écart, et pourquoi",
    "sources": "Où chaque appel est imprimé",
}


def long_date(day: date) -> str:
    """The date in words.

    >>> long_date(date(2024, 6, 1)), long_date(date(2024, 6, 27))
    ('1er\\xa0juin\\xa02024', '27\\xa0juin\\xa02024')
    """
    number = "1er" if day.day == 1 else str(day.day)
    return NO_BREAK_SPACE.join((number, _MONTHS[day.month - 1], str(day.year)))


def day_and_month(day: date) -> str:
    """The date in a narrow column under its year.

    >>> day_and_month(date(2024, 6, 27))
    '27/06'
    """
    return f"{day:%d/%m}"


def percent(value: float) -> str:
    """A share with one decimal; only what is whole reads 0 or 100.

    >>> percent(9 / 11), percent(1.0), percent(1999 / 2000), percent(0.0)
    ('81,8\\u202f%', '100\\u202f%', '99,9\\u202f%', '0\\u202f%')
    """
    if value in (0, 1):
        figure = f"{value * 100:.0f}"
    else:
        figure = f"{min(max(value * 100, 0.1), 99.9):.1f}"
    return figure.replace(".", ",") + THIN_SPACE + "%"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun in agreement (French takes the singular up to 1).

    >>> count(0, "séance"), count(2, "séance"), count(1200, "nom")
    ('0\\xa0séance', '2\\xa0séances', '1\\u202f200\\xa0noms')
    """
    noun = one if number < 2 else (many or one + "s")
    return f"{whole(number)}{NO_BREAK_SPACE}{noun}"


def whole(number: int) -> str:
    """Thousands apart.

    >>> whole(12345)
    '12\\u202f345'
    """
    return f"{number:,}".replace(",", THIN_SPACE)


def signed(number: int) -> str:
    """A difference with its sign.

    >>> signed(5), signed(-1), signed(0)
    ('+5', '−1', '0')
    """
    return f"{number:+d}".replace("-", "−") if number else "0"


def alphabetical(name: str) -> tuple[str, ...]:
    """The key under which a printed name is filed: surname first, accents and case apart.

    Documents print surnames in capitals more often than not; where nothing is in capitals, the words after the given name are it.

    >>> alphabetical("Élodie LE GOFF"), alphabetical("DURAND Zoé"), alphabetical("Zoé Durand"), alphabetical("ROUX")
    (('LE', 'GOFF', 'ELODIE'), ('DURAND', 'ZOE'), ('DURAND', 'ZOE'), ('ROUX',))
    """
    pieces = name.split()
    capitals = [piece for piece in pieces if len(piece) > 1 and piece == piece.upper()]
    others = [piece for piece in pieces if piece not in capitals]
    surname, given = (capitals, others) if capitals else (pieces[1:], pieces[:1])
    key = words(" ".join(surname)) + words(" ".join(given))
    return key or (fold(name),)


def assembly(kind: str | None) -> str:
    """What a council of that kind is called; ``Conseil`` where the kind is not known."""
    return ASSEMBLIES[CouncilKind(kind)] if kind in set(CouncilKind) else "Conseil"


def doc_type(value: str | None) -> str:
    """What a document of that type is called."""
    return DOC_TYPES[DocType(value)] if value in set(DocType) else DOC_TYPES[DocType.OTHER]


def set_aside(code: str) -> str:
    """Why a document makes no session."""
    return SET_ASIDE.get(code, code)


def state(code: str) -> str:
    """What a cell of the matrix means."""
    return STATES[code]


def period(bounds: tuple[date, date]) -> str:
    """A span of days as it follows a noun.

    >>> period((date(2024, 1, 9), date(2024, 12, 1))), period((date(2024, 6, 1), date(2024, 6, 1)))
    ('du 9\\xa0janvier\\xa02024 au 1er\\xa0décembre\\xa02024', 'du 1er\\xa0juin\\xa02024')
    """
    first, last = bounds
    return f"du {long_date(first)}" if first == last else f"du {long_date(first)} au {long_date(last)}"


def span(days: Span) -> str:
    """The days asked for, where one side may be open.

    >>> span(Span(date(2024, 1, 1), date(2024, 12, 31))), span(Span(last=date(2024, 6, 1)))
    ('du 1er\\xa0janvier\\xa02024 au 31\\xa0décembre\\xa02024', 'jusqu’au 1er\\xa0juin\\xa02024')
    """
    if days.first and days.last:
        return period((days.first, days.last))
    if days.first:
        return f"depuis le {long_date(days.first)}"
    return f"jusqu’au {long_date(days.last)}" if days.last else "toutes les séances connues"


def query_title(table: str) -> str:
    """What a query of the appendix gives."""
    return QUERY_TITLES[table]


def division(group_by: str, key: str | None, terms: Mapping[str, tuple[date, date | None]]) -> str:
    """What a division is called.

    >>> division("term", "a", {"a": (date(2020, 6, 28), None)}), division("role", "deputy", {}), division("group", None, {})
    ('depuis 2020', 'adjoint', 'non connu')
    """
    if key is None:
        return NOT_KNOWN
    if group_by == "term":
        starts_on, ends_on = terms[key]
        return f"{starts_on.year}{DASH}{ends_on.year}" if ends_on else f"depuis {starts_on.year}"
    return ROLES.get(key, key) if group_by == "role" else key


def ranges(numbers: tuple[int, ...]) -> str:
    """Page numbers, runs drawn together.

    >>> ranges((1, 2, 3, 7))
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}{DASH}{run[-1]}" for run in runs)
