"""The matters of the ACTES nomenclature down to level 2, as the préfectures receive acts under them.

The names are those of the nomenclature of 2019-03-01, spelt as SCDL asks: lower case with accents, without comma or parenthesis, the two
levels on either side of a slash. The nomenclature prints some of them without accents and 6 as "pourvoirs de police".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from transforms.text import fold

LEVEL_1: Final = {
    "1": "commande publique",
    "2": "urbanisme",
    "3": "domaine et patrimoine",
    "4": "fonction publique",
    "5": "institutions et vie politique",
    "6": "libertés publiques et pouvoirs de police",
    "7": "finances locales",
    "8": "domaines de compétences par thèmes",
    "9": "autres domaines de compétences",
}
LEVEL_2: Final = {
    "1.1": "marchés publics",
    "1.2": "délégation de service public",
    "1.3": "conventions de mandat",
    "1.4": "autres types de contrats",
    "1.5": "transactions protocole d'accord transactionnel",
    "1.6": "actes relatifs à la maîtrise d'oeuvre",
    "1.7": "actes spéciaux et divers",
    "2.1": "documents d'urbanisme",
    "2.2": "actes relatifs au droit d'occupation ou d'utilisation des sols",
    "2.3": "droit de préemption urbain",
    "3.1": "acquisitions",
    "3.2": "aliénations",
    "3.3": "locations",
    "3.4": "limites territoriales",
    "3.5": "autres actes de gestion du domaine public",
    "3.6": "autres actes de gestion du domaine privé",
    "4.1": "personnel titulaires et stagiaires de la f.p.t.",
    "4.2": "personnel contractuel",
    "4.3": "fonction publique hospitalière",
    "4.4": "autres catégories de personnels",
    "4.5": "régime indemnitaire",
    "5.1": "élection exécutif",
    "5.2": "fonctionnement des assemblées",
    "5.3": "désignation de représentants",
    "5.4": "délégation de fonctions",
    "5.5": "délégation de signature",
    "5.6": "exercice des mandats locaux",
    "5.7": "intercommunalité",
    "5.8": "décision d'ester en justice",
    "6.1": "police municipale",
    "6.2": "pouvoir du président du conseil général",
    "6.3": "pouvoir du président du conseil régional",
    "6.4": "autres actes réglementaires",
    "6.5": "actes pris au nom de l'état et soumis au contrôle hiérarchique",
    "7.1": "décisions budgétaires",
    "7.2": "fiscalité",
    "7.3": "emprunts",
    "7.4": "interventions économiques",
    "7.5": "subventions",
    "7.6": "contributions budgétaires",
    "7.7": "avances",
    "7.8": "fonds de concours",
    "7.9": "prise de participation sem etc...",
    "7.10": "divers",
    "8.1": "enseignement",
    "8.2": "aide sociale",
    "8.3": "voirie",
    "8.4": "aménagement du territoire",
    "8.5": "politique de la ville-habitat-logement",
    "8.6": "emploi-formation professionnelle",
    "8.7": "transports",
    "8.8": "environnement",
    "8.9": "culture",
    "9.1": "autres domaines de compétences des communes",
    "9.2": "autres domaines de compétences des départements",
    "9.3": "autres domaines de compétences des régions",
    "9.4": "voeux et motions",
}
NOT_ALONE: Final = {"7.10"}  # "DIVERS" above an item is a heading of the agenda; it says the matter only beside level 1 or a code

_CODE = re.compile(r"(?:^|\s)([1-9]\.[0-9]{1,2})(?![\d.]*\d)\.?(?=\s|-|:|$)")


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of level 2."""

    code: str  # "8.4"
    name: str  # both levels: "domaines de compétences par thèmes/aménagement du territoire"


MATTERS: Final = {code: Matter(code, f"{LEVEL_1[code[0]]}/{name}") for code, name in LEVEL_2.items()}


def matter_of(theme: str | None) -> Matter | None:
    """The matter that a printed theme names: by its code and its name, by both levels, or by the name of level 2 alone.

    A theme in the council's own words is no matter, however near it comes; nor is a code alone (it may number an item)
    or beside another name.

    >>> matter_of("8.8 - ENVIRONNEMENT").code, matter_of("Finances locales / Subventions").code, matter_of("Culture").code
    ('8.8', '7.5', '8.9')
    >>> matter_of("FINANCES"), matter_of("8.8 CULTURE"), matter_of("Divers")
    (None, None, None)
    """
    if not theme:
        return None
    codes = set(_CODE.findall(theme))
    words = _words(_CODE.sub(" ", theme))
    fits = [code for code in LEVEL_2 if codes <= {code} and _is_named(code, words, bool(codes))]
    return MATTERS[fits[0]] if len(fits) == 1 else None


def _is_named(code: str, words: str, has_code: bool) -> bool:
    """Whether words say this matter: its level 2, with its level 1 before it or without."""
    second = _words(LEVEL_2[code])
    return words == f"{_words(LEVEL_1[code[0]])} {second}" or (words == second and (has_code or code not in NOT_ALONE))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text).replace("Œ", "OE")))
