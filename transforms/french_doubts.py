"""Doubts in French: tables keep them in English, as they keep all words of their own; people read them in French pages and lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

# Words that stand in a doubt's {places}.
WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "present": "présent",
        "represented": "représenté",
        "excused": "excusé",
        "absent": "absent",
        "for": "pour",
        "against": "contre",
        "abstain": "abstention",
        "not_voting": "ne prend pas part au vote",
        "letters of another script, which may look like other ones": "des lettres d’une autre écriture, qui peuvent ressembler à d’autres",
        "signs that turn the direction of the print": "des signes qui retournent le sens de l’écriture",
        "no text layer": "sans couche de texte",
        "a garbled text layer": "d’une couche de texte illisible",
        "a text layer of poor quality over a scan": "d’une couche de texte médiocre sur une image",
        "damage that keeps it from loading": "endommagée",
        "no text layer, and nothing that OCR can read": "sans couche de texte, et où l’OCR ne lit rien",
        "attendance": "liste de présence",
        "proxy": "mandataire",
        "change": "arrivée ou départ",
        "change_proxy": "mandataire à un départ",
        "vote": "vote",
        "president": "présidence",
        "secretary": "secrétariat",
        "mandate": "mandat",
    }
)

# What is said of a row of a roll call, of a movement or of an item.
DOUBTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # names
        "a dash with spaces beside it, read as part of one name": "tiret entre deux espaces, lu comme partie d’un même nom",
        "a proxy is printed but its holder could not be read": "un pouvoir est imprimé, mais son mandataire n’a pas pu être lu",
        "givers and holders of powers are not of one number": "il n’y a pas autant de mandants que de mandataires",
        "the columns of a table were read one after the other": "les colonnes d’un tableau ont été lues l’une après l’autre",
        "two names without a word between them, read as a proxy": "deux noms sans un mot entre eux, lus comme un pouvoir",
        "what is printed behind the name was not understood": "ce qui est imprimé après le nom n’a pas été compris",
        # lists
        "four words and more of one kind: may be two names with nothing between them": (
            "quatre mots ou plus d’une même sorte : peut-être deux noms que rien ne sépare"
        ),
        "in the chair but not in the list of those present": "préside la séance sans figurer parmi les présents",
        "listed as present with a later arrival": "parmi les présents, avec une arrivée plus tardive",
        "listed as present or represented": "parmi les présents ou représentés",
        "listed before several who give one power": "avant plusieurs personnes qui donnent un même pouvoir",
        "marked in two columns": "marqué dans deux colonnes",
        "may be one of several who are listed as absent": "peut-être l’une des personnes citées comme absentes",
        "may be one person with another, printed differently": "peut-être la même personne qu’une autre, imprimée autrement",
        "named as {} and as {}": "cité comme {} et comme {}",
        "no holder is printed, as others have": "aucun mandataire n’est imprimé, alors que les autres en ont un",
        "the name goes on behind the line end, where it could not be read": "le nom continue à la ligne suivante, où il n’a pas pu être lu",
        "two different proxies are printed": "deux pouvoirs différents sont imprimés",
        "no surname in capitals, as others have": "aucun nom en capitales, alors que les autres en ont un",
        "what follows the particle may be a commune": "ce qui suit la particule est peut-être une commune",
        "what stands before the surname may be a commune": "ce qui précède le nom est peut-être une commune",
        # items
        "a postponement was proposed before the vote": "un report a été proposé avant le vote",
        "another item may begin within this one": "un autre point commence peut-être dans celui-ci",
        "its own roll call differs from the first of the file": "sa liste de présence n’est pas la première du fichier",
        "no decision is printed: read as an information": "aucune décision n’est imprimée : lu comme une information",
        "no number parts the rows of the list": "aucun numéro ne sépare les lignes de la liste",
        "several votes are printed under this item": "plusieurs votes sont imprimés sous ce point",
        "the council as a whole abstains": "le conseil s’abstient dans son ensemble",
        "the council votes for a refusal: adopted as a resolution, refused as a request": (
            "le conseil vote un refus : délibération adoptée, demande refusée"
        ),
        "the list may go on behind this name": "la liste continue peut-être après ce nom",
        "the next number is missing: two rows may run together": "le numéro suivant manque : peut-être deux lignes en une",
        "the only line that may be a title": "la seule ligne qui peut être un titre",
        "the result of the vote is left blank": "le résultat du vote est laissé en blanc",
        "the text lost its line breaks: the title may be longer or shorter": (
            "le texte a perdu ses fins de ligne : le titre est peut-être plus long ou plus court"
        ),
        "the title runs into the opening formula: columns side by side": "le titre se mêle à la formule d’ouverture : colonnes côte à côte",
        "unanimity and majority are both printed": "l’unanimité et la majorité sont toutes deux imprimées",
        "unanimity is printed, and a vote against it": "l’unanimité est imprimée, et un vote contre",
        "what the council is told is put to the vote": "une information est mise aux voix",
        # printed totals
        "{} counted as {}, {} named": "{} comptés « {} », {} nommés",
        "{} printed as {}, {} names read": "{} imprimés « {} », {} noms lus",
        "{} votes counted, {} could vote": "{} voix comptées, {} pouvaient voter",
        "unanimous, with votes against": "à l’unanimité, avec des voix contre",
        # pictures, and print that deceives the eye
        "no decision was found in the picture": "aucune décision n’a été trouvée dans l’image",
        "read from a poor picture (confidence {} %)": "lu dans une image médiocre (confiance {} %)",
        "the name is printed with {}": "le nom est imprimé avec {}",
    }
)

# Why a document deserves another look, beside the doubts of its rows.
REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "roll call: {}": "liste de présence : {}",
        "movement: {}": "arrivée ou départ : {}",
        "item: {}": "point : {}",
        "item without a decision that could be read": "point sans décision qui ait pu être lue",
        "name that nobody in the roll call has ({})": "nom que personne ne porte dans la liste de présence ({})",
        "rule {} is broken": "contrôle {} en défaut",
        "no council": "collectivité inconnue",
        "no date of a sitting": "date de séance inconnue",
        "no item": "aucun point",
        "no roll call": "aucune liste de présence",
        "Page {} of {} has {}.": "Page {} sur {} : {}.",
        "Pages {} of {} have {}.": "Pages {} sur {} : {}.",
        "{} The crosses of the table on page {} cannot be told apart by column.": (
            "{} Les croix du tableau de la page {} ne se rattachent pas à une colonne."
        ),
        "The crosses of the table on page {} cannot be told apart by column.": (
            "Les croix du tableau de la page {} ne se rattachent pas à une colonne."
        ),
    }
)


def in_french(told: str) -> str:
    """A doubt, or a reason to look at a document again; one without a French wording stays as it is.

    >>> in_french("named as present and as absent"), in_french("roll call: 12 printed as present, 11 names read")
    ('cité comme présent et comme absent', 'liste de présence : 12 imprimés « présent », 11 noms lus')
    """
    for pattern, french in _patterns():
        if match := pattern.fullmatch(told):
            return french.format(*(WORDS.get(word) or in_french(word) for word in match.groups()))
    return told


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each wording as an expression of its English, those that say most first."""
    wordings = sorted({**DOUBTS, **REASONS}.items(), key=lambda one: -len(one[0].replace("{}", "")))
    return tuple((re.compile("(.+?)".join(map(re.escape, english.split("{}")))), french) for english, french in wordings)
