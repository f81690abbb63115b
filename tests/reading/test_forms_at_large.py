"""The same sitting in many forms: headings, lists, powers and votes as councils print them, against one set of facts.

Each form stands alone in an extract that is otherwise the same, so that a form which is no longer read shows which one it is.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from random import Random
from textwrap import wrap

import pytest

from transforms.model import Outcome, Page, PrintedDeliberation, PrintedDocument, PrintedName, PrintedSession
from transforms.reading import read
from transforms.text import squeeze, words

OPENING = """COMMUNE DE VALDOR
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
Séance du 3 mai 2024
L'an deux mille vingt-quatre, le trois mai à dix-neuf heures, le conseil municipal, légalement convoqué, s'est réuni en mairie
sous la présidence de Mme Anne ROUX, maire.
"""
ITEM = """Secrétaire de séance : M. Luc VIAL

Objet : Tarifs de la cantine
Le maire expose les tarifs.
"""
DECISION = "Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve les tarifs.\n"

# -- headings -----------------------------------------------------------------------------------------------------------------------

HEADINGS = {
    "present": """
Étaient présents :
Etaient présents
Présents :
PRÉSENTS :
Membres présents :
Membres présents (12) :
Présents : 12
Étaient présents (12) :
Conseillers présents :
Conseillers municipaux présents :
Les conseillers présents :
Sont présents :
Sont présents à l'appel nominal :
Étaient présents à cette séance :
Étaient présents formant la majorité des membres en exercice :
Étaient présents Mesdames et Messieurs :
Présents : Mesdames et Messieurs
Membres du conseil municipal présents :
Élus présents :
Présent(s) :
Présents ou représentés :
Étaient présent(e)s :
Présent·e·s :
Présent.e.s :
Présentes et présents :
Étaient présents les conseillers municipaux suivants :
Étaient présents les conseillers suivants :
Étaient présents MM. les conseillers municipaux :
Étaient présents : les conseillers municipaux :
Ont été présents :
Ont siégé :
Ont assisté à la séance :
Assistaient à la séance :
Assistaient à la réunion :
Etaient présents en séance :
Etaient présents physiquement :
Présents en présentiel :
En présentiel :
Présents en visioconférence :
Présents dans la salle :
À l'ouverture de la séance étaient présents :
Étaient présents à l'ouverture de la séance :
Les membres présents en séance :
Les membres présents sont :
Nombre de membres présents : 12
Liste des membres présents :
Liste des présents :
Délégués présents :
Délégués titulaires présents :
Titulaires présents :
Étaient présents avec voix délibérative :
Membres titulaires présents :
Les présents :
MEMBRES PRESENTS
ETAIENT PRESENTS :
PRESENTS MMES ET MM.
Membres présents à la séance :
Conseillers en exercice présents :
Appel nominal - Présents :
Présents à la séance :
Tous les membres en exercice étaient présents :
Ont répondu à l'appel :
Ont répondu présents :
Ont répondu présent à l'appel nominal :
Personnes présentes :
Participants :
Participaient à la séance :
Ont participé à la séance :
Composition de l'assemblée, présents :
Adjoints et conseillers présents :
Maire et adjoints présents :
Le maire, les adjoints et les conseillers municipaux présents :
Étaient présents et ont pris part au vote :
""",
    "represented": """
Pouvoirs :
Pouvoir :
Procurations :
Procuration(s) :
Ont donné pouvoir :
Ont donné procuration :
Avaient donné pouvoir :
Absents ayant donné pouvoir :
Absents ayant donné procuration :
Absents excusés ayant donné pouvoir :
Absents excusés ayant donné procuration :
Excusés ayant donné pouvoir :
Excusés avec pouvoir :
Excusés avec procuration :
Absents avec pouvoir :
Absents représentés :
Absents excusés et représentés :
Excusés représentés :
Représentés :
Étaient représentés :
Membres représentés :
Membres absents représentés :
Conseillers représentés :
Absents ayant donné mandat de vote :
Mandats de vote :
Mandats :
Ont donné mandat :
Absents ayant donné délégation de vote :
Délégations de vote :
Étaient absents et avaient donné pouvoir :
Étaient absents et représentés :
Etaient absents excusés et ont donné pouvoir :
Étaient excusés et avaient donné pouvoir :
Étaient absents ayant donné procuration :
Ont donné pouvoir de voter en leur nom :
Ont donné procuration de vote :
Absent(s) ayant donné procuration :
Absents avec procuration :
Absents excusés (avec pouvoir) :
Excusé(e)s ayant donné procuration :
Excusés ayant donné mandat :
Absents - Pouvoirs :
Pouvoirs donnés :
Procurations données :
Procurations de vote :
Liste des pouvoirs :
Liste des procurations :
Pouvoirs remis :
Membres ayant donné pouvoir :
Membres ayant donné procuration :
Conseillers ayant donné pouvoir :
Étaient absents avec pouvoir :
Avaient donné mandat :
Mandants / mandataires :
Vote par procuration :
Votes par procuration :
Absents ayant remis pouvoir :
Absents excusés ayant délégué leur droit de vote :
Ont délégué leur vote :
""",
    "excused": """
Excusés :
Absents excusés :
Étaient excusés :
Excusé(s) :
Absent(s) excusé(s) :
Membres excusés :
Conseillers excusés :
Étaient absents excusés :
Excusées et excusés :
Excusé·e·s :
Était excusé :
Absents et excusés :
Étaient absents et excusés :
Sont excusés :
S'étaient excusés :
S'est excusé :
Se sont excusés :
Absence excusée :
Absences excusées :
Ont présenté leurs excuses :
Étai(en)t excusé(s) :
Absents excusés sans pouvoir :
Excusés sans procuration :
Excusés n'ayant pas donné pouvoir :
Absents excusés non représentés :
""",
    "absent": """
Absents :
Étaient absents :
Absent :
Absente :
Absent(s) :
Membres absents :
Conseillers absents :
Absents non excusés :
Absents sans pouvoir :
Absents non représentés :
Était absente :
Étai(en)t absent(s) :
Sont absents :
Absentes et absents :
Absent·e·s :
Absents sans excuse :
Absences :
Absents sans procuration :
Étaient absents sans excuse :
Absents n'ayant pas donné pouvoir :
Absents :  2
Les absents :
Liste des absents :
Non excusés :
Absents injustifiés :
Absences non justifiées :
""",
}
USUAL = {"present": "Étaient présents :", "represented": "Pouvoirs :", "excused": "Excusés :", "absent": "Absents :"}
LAYOUTS = {"a line, civilities": (" ", ", ", True), "dashes below the heading": ("\n", " - ", False), "a line each": ("\n", "\n", True)}
SHE = {"Anne", "Zoé", "Eve", "Léa", "Marie", "Marie-Anne", "Marie-Rose", "Inès"}


def civil(name: str) -> str:
    return ("Mme " if name.split()[0] in SHE else "M. ") + name


def read_one(text: str) -> PrintedDocument:
    return read([Page.from_text(1, text)])[0]


def rows(document: PrintedDocument) -> dict[str, tuple[str, str | None]]:
    return {row.name.text: (row.status.value, row.proxy.text if row.proxy else None) for row in document.attendance}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("state", HEADINGS)
def test_headings(state: str, layout: str) -> None:
    behind, between, has_civilities = LAYOUTS[layout]
    name = civil if has_civilities else str
    people = {
        "present": ["Anne ROUX", "Paul PETIT", "Luc VIAL", "Zoé BRUN", "Eve COLIN"],
        "represented": ["Jean BLIN à Anne ROUX", "Léa FAU à Luc VIAL"],
        "excused": ["Guy HARDY", "Marie JOLY"],
        "absent": ["Max KERN"],
    }
    expected = {person.split(" à ")[0]: (group, [*person.split(" à "), None][1]) for group, all_ in people.items() for person in all_}
    missed = []
    for heading in HEADINGS[state].strip().splitlines():
        roll_call = [
            f"{head}{behind}{between.join(' à '.join(map(name, person.split(' à '))) for person in people[group])}\n"
            for group, head in (USUAL | {state: heading}).items()
        ]
        if rows(read_one(OPENING + "".join(roll_call) + ITEM + DECISION)) != expected:
            missed.append(heading)
    assert missed == []


# -- lists --------------------------------------------------------------------------------------------------------------------------

PRESENT = [
    ("Anne", "Roux"),
    ("Paul", "Petit"),
    ("Jean-Luc", "Le Gall"),
    ("Zoé", "Brun-Moreau"),
    ("Marie-Anne", "De La Tour"),
    ("Luc", "Vial"),
]
POWERS = [(("Jean", "Blin"), ("Anne", "Roux")), (("Léa", "Fau"), ("Luc", "Vial")), (("Rémi", "D'Arc"), ("Zoé", "Brun-Moreau"))]
EXCUSED = [("Guy", "Hardy"), ("Inès", "Joly")]
STYLES = {
    "Mme Anne ROUX": lambda given, surname: (f"{given} {surname.upper()}", True),
    "Anne ROUX": lambda given, surname: (f"{given} {surname.upper()}", False),
    "ROUX Anne": lambda given, surname: (f"{surname.upper()} {given}", False),
    "Mme ROUX Anne": lambda given, surname: (f"{surname.upper()} {given}", True),
    "Mme ROUX": lambda given, surname: (surname.upper(), True),
    "Mme Roux": lambda given, surname: (surname, True),
    "Anne Roux": lambda given, surname: (f"{given} {surname}", False),
    "Roux Anne": lambda given, surname: (f"{surname} {given}", False),
    "Mme Anne Roux": lambda given, surname: (f"{given} {surname}", True),
    "ROUX ANNE": lambda given, surname: (f"{surname.upper()} {given.upper()}", False),
    "A. ROUX": lambda given, surname: (f"{given[0]}. {surname.upper()}", False),
    "Mme A. ROUX": lambda given, surname: (f"{given[0]}. {surname.upper()}", True),
}
SIGNS = (", ", "; ", " - ", " – ", " / ", "\n", "\n- ", "\n• ", ",\n", ";\n", ",")
LINKS = """
{} à {}
{} donne pouvoir à {}
{} (pouvoir à {})
{} pouvoir à {}
{} → {}
{} représenté par {}
{}, représentée par {}
{} ayant donné procuration à {}
{}, ayant donné pouvoir à {}
{} : pouvoir à {}
{} par {}
{} a donné pouvoir à {}
{} donne procuration à {}
{} (procuration à {})
{} qui a donné pouvoir à {}
{}, pouvoir à {}
{} avait donné pouvoir à {}
{} en faveur de {}
{} a donné procuration écrite à {}
{} mandat à {}
{} excusé, pouvoir à {}
{} (donne pouvoir à {})
{} ayant donné mandat à {}
{} absent, a donné pouvoir à {}
{} > {}
{} => {}
{} (a donné pouvoir à {})
{} - pouvoir à {}
{} – procuration donnée à {}
{} confie son pouvoir à {}
{} remet son pouvoir à {}
{}, qui donne procuration à {}
{} avec pouvoir à {}
{} : procuration donnée à {}
{} a remis pouvoir à {}
{} est représenté par {}
"""


@pytest.mark.parametrize("style", STYLES)
def test_lists_and_powers(style: str) -> None:
    def plain(person: tuple[str, str]) -> str:
        return STYLES[style](*person)[0]

    def printed(person: tuple[str, str]) -> str:
        name, has_civility = STYLES[style](*person)
        return (("Mme " if person[0] in SHE else "M. ") if has_civility else "") + name

    expected: dict[str, tuple[str, str | None]] = {plain(person): ("present", None) for person in PRESENT}
    expected |= {plain(giver): ("represented", plain(holder)) for giver, holder in POWERS}
    expected |= {plain(person): ("excused", None) for person in EXCUSED}
    missed = []
    links = LINKS.strip().splitlines()
    for index, (sign, link) in enumerate(product(SIGNS, links)):
        if index % 6 and sign != SIGNS[0] and link != links[0]:
            continue  # each sign with some of the links is enough
        if sign == "\n" and link[:4] in ("{} -", "{} –"):
            continue  # a dash at which a line may begin
        lists = {
            "Étaient présents :": [printed(person) for person in PRESENT],
            "Absents ayant donné pouvoir :": [link.format(printed(giver), printed(holder)) for giver, holder in POWERS],
            "Absents excusés :": [printed(person) for person in EXCUSED],
        }
        lead = sign if sign.startswith("\n") else " "
        roll_call = "".join(f"{heading}{lead}{sign.join(people)}\n" for heading, people in lists.items())
        if rows(read_one(OPENING + roll_call + ITEM + DECISION)) != expected:
            missed.append((sign, link))
    assert missed == []


# -- votes --------------------------------------------------------------------------------------------------------------------------

# Outcome, unanimous, for, against, abstaining; then the forms, a stroke for a line's end
VOTES: dict[tuple[str, bool | None, int | None, int | None, int | None], str] = {
    ("adopted", True, None, None, None): """
Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve les tarifs.
Le conseil municipal, à l'unanimité des membres présents et représentés, APPROUVE les tarifs.
Après en avoir délibéré, le conseil municipal décide à l'unanimité d'approuver les tarifs.
Adopté à l'unanimité.
Adoptée à l'unanimité des suffrages exprimés.
Vote : unanimité
VOTE : UNANIMITÉ
Voté à l'unanimité.
Délibération adoptée à l'unanimité.
Cette proposition est adoptée à l'unanimité.
La délibération mise aux voix est adoptée à l'unanimité.
Accepté à l'unanimité.
Approuvé à l'unanimité
Le conseil, unanime, approuve les tarifs.
Ouï cet exposé et après en avoir délibéré, le conseil municipal à l'unanimité : - approuve les tarifs.
Le conseil approuve à l'unanimité les tarifs.
Résultat du vote : adopté à l'unanimité
Unanimité des votants.
À l'unanimité, le conseil municipal autorise le maire à signer.
Le conseil municipal vote à l'unanimité les tarifs.
DÉCISION : adopté à l'unanimité
Vote du conseil : à l'unanimité des voix
Vote à main levée : adopté à l'unanimité
A l'unanimité des présents, le conseil donne son accord.
Les membres du conseil, à l'unanimité, donnent leur accord.
Le conseil municipal, après en avoir délibéré et à l'unanimité, DÉCIDE d'approuver les tarifs.
L'assemblée, à l'unanimité, émet un avis favorable.
Mis aux voix, le rapport est adopté à l'unanimité.
Le Conseil municipal, entendu l'exposé du maire, après délibération, à l'unanimité, valide les tarifs.
Vote à l'unanimité.
Le conseil adopte à l'unanimité.
Unanimité
Pour : unanimité
Le conseil municipal, par vote à main levée, et à l'unanimité, approuve les tarifs.
Les tarifs sont approuvés à l'unanimité.
La proposition est acceptée à l'unanimité des membres présents.
Après en avoir délibéré, à l'unanimité des membres présents, le conseil municipal fixe les tarifs.
""",
    ("adopted", True, 15, 0, 0): """
Le conseil municipal, par 15 voix pour, 0 voix contre et 0 abstention, approuve les tarifs.
Vote : Pour : 15 Contre : 0 Abstention : 0
POUR : 15 - CONTRE : 0 - ABSTENTION : 0
Pour : 15 ⏎ Contre : 0 ⏎ Abstentions : 0
Votants : 15 Pour : 15 Contre : 0 Abstention : 0
Pour 15, contre 0, abstention 0
15 pour, 0 contre, 0 abstention
VOTE : 15 POUR / 0 CONTRE / 0 ABSTENTION
Contre : 0 Abstention : 0 Pour : 15
Contre : néant ⏎ Abstention : néant ⏎ Pour : 15
Abstention : 0 - Contre : 0 - Pour : 15
Suffrages exprimés : 15 Pour : 15 Contre : 0 Abstentions : 0
Nombre de votants : 15 - Pour : 15 - Contre : 0 - Abstentions : 0
Résultat du vote : ⏎ - Pour : 15 ⏎ - Contre : 0 ⏎ - Abstention : 0
Pour = 15 Contre = 0 Abstention = 0
Voix pour : 15 ⏎ Voix contre : 0 ⏎ Abstentions : 0
Votes pour : 15 Votes contre : 0 Abstentions : 0
15 voix pour, zéro voix contre, zéro abstention
Vote pour : 15 ; vote contre : 0 ; abstention : 0
Pour : quinze Contre : zéro Abstention : zéro
Présents : 15 Votants : 15 Exprimés : 15 Pour : 15 Contre : 0 Abstention : 0
""",
    ("adopted", False, 12, 2, 1): """
Le conseil municipal, par 12 voix pour, 2 voix contre et 1 abstention, approuve les tarifs.
Le conseil municipal, par 12 voix pour, 2 contre et une abstention, approuve les tarifs.
Le conseil municipal approuve les tarifs par 12 voix pour, 2 voix contre, 1 abstention.
Vote : Pour : 12 Contre : 2 Abstention : 1
POUR : 12 - CONTRE : 2 - ABSTENTION : 1
Pour : 12 ⏎ Contre : 2 ⏎ Abstention : 1
Adopté à la majorité : 12 pour, 2 contre, 1 abstention.
Adopté à la majorité (12 pour, 2 contre, 1 abstention)
Adopté par 12 voix pour, 2 voix contre (M. PETIT, Mme BRUN) et 1 abstention (M. VIAL).
À la majorité de 12 voix pour, 2 voix contre (MM. PETIT et KERN) et 1 abstention (Mme FAU), le conseil approuve les tarifs.
Douze voix pour, deux voix contre, une abstention. La délibération est adoptée.
12 voix POUR, 2 voix CONTRE, 1 ABSTENTION
Résultat du vote : 12 pour ; 2 contre ; 1 abstention
Votes pour : 12 - Votes contre : 2 - Abstentions : 1
Contre : 2 (M. PETIT, Mme BRUN) - Abstention : 1 (M. VIAL) - Pour : 12
Abstention : 1 - Contre : 2 - Pour : 12
Le conseil municipal, avec 12 voix pour, 2 voix contre et 1 abstention, décide d'approuver les tarifs.
Le conseil, à la majorité (12 voix pour, 2 contre, 1 abstention), adopte.
Vote à main levée : 12 pour, 2 contre, 1 abstention
Suffrages exprimés : 14 ⏎ Pour : 12 ⏎ Contre : 2 ⏎ Abstention : 1
Votants : 15, abstention : 1, exprimés : 14, pour : 12, contre : 2
Par 12 voix pour, 2 voix contre et 1 abstention
Après en avoir délibéré, par 12 voix pour, 2 oppositions et 1 abstention, le conseil approuve.
12 votes pour, 2 votes contre, 1 abstention : adopté
Le résultat du vote est le suivant : 12 voix pour, 2 voix contre, 1 abstention.
Pour : 12 voix ; Contre : 2 voix ; Abstention : 1 voix
Pour (12) Contre (2) Abstention (1)
Pour 12 / Contre 2 / Abst. 1
POUR 12 CONTRE 2 ABSTENTION 1
Votes : pour : 12, contre : 2, abst : 1
- 12 voix pour ⏎ - 2 voix contre ⏎ - 1 abstention
- Pour : 12 voix ⏎ - Contre : 2 voix ⏎ - Abstention : 1 voix
Pour : 12 | Contre : 2 | Abstention : 1
Pour Contre Abstention ⏎ 12 2 1
Vote : ⏎ 12 pour ⏎ 2 contre ⏎ 1 abstention
Le conseil municipal à la majorité absolue des suffrages exprimés (12 pour, 2 contre et 1 abstention) approuve.
ADOPTÉ PAR 12 VOIX POUR - 2 VOIX CONTRE - 1 ABSTENTION
2 voix contre (PETIT, BRUN), 1 abstention (VIAL), 12 voix pour
Exprimés : 14 Pour : 12 Contre : 2 Abstention : 1 Non participation : 0
""",
    ("adopted", False, None, None, 2): """
Adopté à la majorité, 2 abstentions.
Adopté à la majorité avec 2 abstentions (M. PETIT et Mme BRUN).
À la majorité (2 abstentions), le conseil approuve les tarifs.
Le conseil municipal, à la majorité, 2 abstentions : M. PETIT, Mme BRUN, approuve les tarifs.
Le conseil municipal, moins 2 abstentions, approuve les tarifs.
Adopté, 2 abstentions.
Le conseil approuve les tarifs avec 2 abstentions.
Deux abstentions : M. PETIT et Mme BRUN. La délibération est adoptée à la majorité.
""",
    ("adopted", False, None, None, None): """
Adopté à la majorité.
Le conseil municipal, à la majorité, approuve les tarifs.
Le conseil municipal, à la majorité des suffrages exprimés, approuve les tarifs.
Adopté à la majorité des voix.
Vote : majorité
""",
    ("adopted", None, None, None, None): """
Le conseil municipal, après en avoir délibéré, approuve les tarifs.
Après en avoir délibéré, le conseil municipal décide de fixer les tarifs.
Le conseil municipal, ouï l'exposé, APPROUVE les tarifs.
Adopté.
La délibération est adoptée.
Le conseil autorise le maire à signer.
Le conseil donne un avis favorable.
Le conseil émet un avis favorable aux tarifs.
Le conseil municipal valide les tarifs.
Le conseil fixe les tarifs comme suit.
Il a été décidé d'approuver les tarifs.
""",
    ("noted", None, None, None, None): """
Le conseil municipal prend acte des tarifs.
Le conseil municipal PREND ACTE de cette communication.
Dont acte.
Le conseil municipal a pris acte.
Pas de vote. Le conseil prend acte.
Le conseil en prend acte.
Donne acte au maire de cette communication.
Le conseil prend connaissance du rapport.
Information sans vote.
Le conseil municipal est informé des tarifs.
""",
    ("postponed", None, None, None, None): """
Ce point est ajourné.
Ce point est reporté à une prochaine séance.
Délibération retirée de l'ordre du jour.
Le point est retiré de l'ordre du jour.
L'examen de ce point est reporté au prochain conseil.
Point ajourné.
Dossier ajourné.
Cette question est reportée.
Le maire retire ce point de l'ordre du jour.
Délibération ajournée.
""",
    ("rejected", False, 2, 12, 1): """
Le conseil municipal, par 12 voix contre, 2 voix pour et 1 abstention, rejette les tarifs.
Rejeté par 12 voix contre, 2 pour et 1 abstention.
Pour : 2 Contre : 12 Abstention : 1. La délibération est rejetée.
Vote : 2 pour, 12 contre, 1 abstention. La proposition est rejetée.
Pour : 2 - Contre : 12 - Abstention : 1 - REJETÉ
""",
    ("rejected", None, None, None, None): """
Rejeté.
Le conseil municipal refuse les tarifs.
Le conseil émet un avis défavorable.
La délibération n'est pas adoptée.
La motion est rejetée.
Le conseil municipal n'approuve pas les tarifs.
""",
}
PEOPLE = "Anne ROUX, Paul PETIT, Luc VIAL, Zoé BRUN, Eve COLIN, Jean BLIN, Léa FAU, Guy HARDY, Marie JOLY, Max KERN, Rémi DARC, Inès MARY"
ROLL_CALL = f"Étaient présents : {', '.join(map(civil, PEOPLE.split(', ')))}, M. Noël DUPRÉ, Mme Lise MOREL, M. Yves FERRY\n"


def decide(told: str) -> tuple[PrintedDeliberation, ...]:
    return read_one(OPENING + ROLL_CALL + ITEM + told.replace(" ⏎ ", "\n") + "\n").deliberations


@pytest.mark.parametrize("facts", VOTES, ids=str)
def test_votes(facts: tuple[object, ...]) -> None:
    missed = {}
    for told in VOTES[facts].strip().splitlines():  # type: ignore[index]
        got = [(one.outcome.value, one.unanimous, one.votes_for, one.votes_against, one.votes_abstain) for one in decide(told)]
        if got != [facts]:
            missed[told] = got
    assert missed == {}


@pytest.mark.parametrize(
    ("told", "against", "abstain"),
    [
        ("Ont voté contre : M. PETIT, Mme BRUN. S'est abstenu : M. VIAL. Adopté à la majorité.", ["PETIT", "BRUN"], ["VIAL"]),
        ("Ont voté contre M. PETIT et Mme BRUN. S'est abstenu M. VIAL. Adopté.", ["PETIT", "BRUN"], ["VIAL"]),
        ("Votent contre : M. PETIT, Mme BRUN. Adopté.", ["PETIT", "BRUN"], []),
        ("Contre(s) : M. PETIT. Abstention(s) : Mme BRUN. Adopté.", ["PETIT"], ["BRUN"]),
        ("Opposants : M. PETIT et Mme FAU. Adopté à la majorité.", ["PETIT", "FAU"], []),
        ("MM. PETIT et KERN votent contre, Mme FAU s'abstient. Le conseil approuve.", ["PETIT", "KERN"], ["FAU"]),
        ("3 voix contre de M. PETIT, M. VIAL et Mme BRUN. Adopté.", ["PETIT", "VIAL", "BRUN"], []),
        ("CONTRE : PETIT, BRUN - ABSTENTION : VIAL - Adopté", ["PETIT", "BRUN"], ["VIAL"]),
        ("avec l'abstention de M. PETIT et de Mme BRUN, le conseil approuve", [], ["PETIT", "BRUN"]),
        ("malgré l'opposition de M. PETIT, le conseil approuve.", ["PETIT"], []),
        ("M. PETIT et Mme BRUN ayant voté contre, le conseil approuve.", ["PETIT", "BRUN"], []),
        ("à l'exception de M. PETIT qui s'abstient, le conseil approuve.", [], ["PETIT"]),
    ],
)
def test_who_voted_how(told: str, against: list[str], abstain: list[str]) -> None:
    (item,) = decide(told)
    named = {choice.value: [name.text for name in names] for choice, names in item.named.items() if names}
    assert named == {choice: names for choice, names in (("against", against), ("abstain", abstain)) if names}


@pytest.mark.parametrize(
    "chosen",
    [
        "M. Luc VIAL a été élu secrétaire de séance à l'unanimité.",
        "Le conseil désigne à l'unanimité M. Luc VIAL secrétaire de séance.",
        "M. Luc VIAL est élu secrétaire par 15 voix pour, 0 contre, 0 abstention.",
        "Le conseil municipal nomme, à l'unanimité, M. Luc VIAL secrétaire",
        "Le conseil choisit pour secrétaire M. Luc VIAL",
        "Il est procédé, conformément à l'article L2121-15, à l'élection d'un secrétaire. M. Luc VIAL, ayant obtenu l'unanimité, est élu.",
    ],
)
def test_the_choice_of_who_keeps_the_minutes_is_no_vote_on_the_item(chosen: str) -> None:
    told = "Le conseil municipal, après en avoir délibéré, par 12 voix pour et 3 contre, approuve les tarifs.\n"
    (item,) = read_one(OPENING + ROLL_CALL + f"{chosen}\n\nObjet : Tarifs de la cantine\nLe maire expose les tarifs.\n{told}").deliberations
    assert (item.outcome, item.unanimous, item.votes_for, item.votes_against, item.doubt) == (Outcome.ADOPTED, False, 12, 3, None)


# -- the sitting --------------------------------------------------------------------------------------------------------------------

SENTENCE = "L'an deux mille vingt-quatre, le trois mai à dix-neuf heures, le conseil municipal, légalement convoqué, s'est réuni en mairie"
SITTING = {
    "president": """
… s'est réuni sous la présidence de Mme Anne ROUX, maire.
… s'est réuni sous la présidence de Madame Anne ROUX, Maire de Valdor.
… s'est réuni, présidé par Mme Anne ROUX.
… s'est réuni sous la présidence de son maire, Mme Anne ROUX.
… s'est réuni sous la présidence du maire, Anne ROUX.
… s'est réuni. ⏎ Présidence : Mme Anne ROUX
… s'est réuni. ⏎ Président de séance : Mme Anne ROUX
… s'est réuni. ⏎ Présidente : Mme Anne ROUX, maire
… s'est réuni. ⏎ Sous la présidence de : Mme Anne ROUX
… s'est réuni. ⏎ La séance est présidée par Mme Anne ROUX.
… s'est réuni. ⏎ La séance est ouverte sous la présidence de Mme Anne ROUX, Maire.
… s'est réuni. ⏎ Mme Anne ROUX, maire, préside la séance.
… s'est réuni. ⏎ Mme Anne ROUX, maire, ouvre la séance.
… s'est réuni sous la présidence de ROUX Anne.
… s'est réuni sous la présidence de Mme ROUX Anne, Maire
… s'est réuni sous la présidence de Madame le Maire, Anne ROUX.
… s'est réuni sous la présidence de Madame Anne ROUX, Première adjointe, en l'absence du maire.
… s'est réuni sous la Présidence de Mme Anne ROUX, ⏎ Maire.
… s'est réuni sous la présidence de Mme Anne ⏎ ROUX, Maire.
""",
    "secretary": """
Secrétaire de séance : M. Luc VIAL
Secrétaire : Luc VIAL
Secrétaire de séance : VIAL Luc
M. Luc VIAL a été désigné secrétaire de séance.
M. Luc VIAL est désigné secrétaire de séance.
M. Luc VIAL a été nommé secrétaire.
M. Luc VIAL est élu secrétaire de séance.
M. Luc VIAL a été élu secrétaire de séance à l'unanimité.
Monsieur Luc VIAL est nommé secrétaire de séance.
A été nommé secrétaire : M. Luc VIAL
A été désigné secrétaire de séance : M. Luc VIAL
A été élu secrétaire de séance M. Luc VIAL
Est désigné secrétaire de séance : Luc VIAL
Le secrétaire de séance est M. Luc VIAL.
Le conseil municipal désigne M. Luc VIAL secrétaire de séance.
Le conseil a désigné M. Luc VIAL comme secrétaire de séance.
Le conseil municipal a nommé M. Luc VIAL en qualité de secrétaire de séance.
M. Luc VIAL est désigné en qualité de secrétaire de séance.
M. Luc VIAL assure le secrétariat de séance.
M. Luc VIAL remplit les fonctions de secrétaire.
M. Luc VIAL a rempli les fonctions de secrétaire de séance.
Secrétariat de séance : M. Luc VIAL
Secrétaire de séance désigné : M. Luc VIAL
Désignation du secrétaire de séance : M. Luc VIAL
Désignation d'un secrétaire de séance : M. Luc VIAL
Le secrétariat a été assuré par M. Luc VIAL.
Le secrétariat de séance est assuré par : M. Luc VIAL
Conformément à l'article L. 2121-15 du CGCT, M. Luc VIAL a été désigné secrétaire de séance.
Conformément à l'article L2121-15, il est procédé à la nomination d'un secrétaire : M. Luc VIAL ayant obtenu la majorité a été désigné.
Il est procédé à la désignation du secrétaire de séance. M. Luc VIAL est désigné.
En application de l'article L.2121-15, le conseil municipal nomme M. Luc VIAL secrétaire.
M. Luc VIAL, conseiller municipal, a été désigné secrétaire.
Secrétaire de séance : M. Luc VIAL, adjoint au maire
Secrétaire : M. Luc VIAL.
Secrétaires de séance : M. Luc VIAL
Secrétaire élu : M. Luc VIAL
Est nommé(e) secrétaire de séance : M. Luc VIAL
Nomination du secrétaire de séance : M. Luc VIAL
SECRETAIRE DE SEANCE ⏎ M. Luc VIAL
Le Conseil choisit pour secrétaire M. Luc VIAL
M. Luc VIAL est choisi comme secrétaire de séance
M. Luc VIAL accepte les fonctions de secrétaire de séance
M. Luc VIAL ayant été désigné secrétaire
M. Luc VIAL se propose comme secrétaire de séance.
Secrétaire de séance - M. Luc VIAL
Secrétaire de séance Luc VIAL
""",
    "date": """
Séance du 3 mai 2024
Séance du vendredi 3 mai 2024
SÉANCE DU 3 MAI 2024
Séance du 03/05/2024
Séance du 03.05.2024
Séance du 03-05-2024
Séance du trois mai deux mille vingt-quatre
Réunion du 3 mai 2024
Conseil municipal du 3 mai 2024
Date de la séance : 3 mai 2024
Date de séance : 03/05/2024
Date : 3 mai 2024
Date de réunion : vendredi 3 mai 2024
Séance ordinaire du 3 mai 2024
Séance publique du 3 mai 2024
Séance extraordinaire du 3 mai 2024
Session ordinaire du 3 mai 2024
Du 3 mai 2024
Le 3 mai 2024
Vendredi 3 mai 2024
Séance du conseil municipal du 3 mai 2024
Séance en date du 3 mai 2024
Séance du 3 mai 2024 à 19h00
SEANCE DU : 3 MAI 2024
Date du conseil : 3 mai 2024
Assemblée du 3 mai 2024
Réunion du conseil municipal en date du 3 mai 2024
""",
    "convened_on": """
Date de convocation : 26 avril 2024
Date de la convocation : 26/04/2024
Convocation du 26 avril 2024
Date de convocation du conseil municipal : 26 avril 2024
Convocation en date du 26 avril 2024
Date d'envoi de la convocation : 26 avril 2024
Date de convocation : vendredi 26 avril 2024
Convoqué le 26 avril 2024
Convocation adressée le 26 avril 2024
Convocation : 26/04/2024
DATE DE CONVOCATION ⏎ 26 avril 2024
Date de convocation et d'affichage : 26 avril 2024
Date de la convocation et de l'affichage : 26.04.2024
Convocation envoyée le 26 avril 2024
Date convocation : 26/04/24
Date de convocation du Conseil Municipal le 26 avril 2024
Convocations adressées le vingt-six avril deux mille vingt-quatre
Le conseil municipal a été convoqué le 26 avril 2024
Conseil convoqué le : 26 avril 2024
Envoi des convocations : 26 avril 2024
Date des convocations : 26 avril 2024
régulièrement convoqué le 26 avril 2024
dûment convoqué le vingt-six avril, s'est réuni
convoqué par lettre du 26 avril 2024
convoqué en date du 26 avril 2024
convoqué le vingt-six avril deux mille vingt-quatre
sur convocation du 26 avril 2024
sur convocation adressée le 26 avril 2024
convoqués le 26 avril 2024
suivant convocation du 26 avril 2024
légalement convoqué le 26/04/2024
""",
    "members_in_office": """
Nombre de conseillers en exercice : 7
Nombre de membres en exercice : 7
Membres en exercice : 7
En exercice : 7
Conseillers en exercice : 7
Nombre de conseillers municipaux en exercice : 7
Nombre de membres afférents au conseil municipal : 11 ⏎ En exercice : 7
Nombre de conseillers : 7
Nombre de membres composant le conseil : 11 - en exercice : 7
Effectif légal : 11 - En exercice : 7
Nombre d'élus en exercice : 7
EN EXERCICE 7
Nombre de conseillers en exercice 7
Nombre de membres en exercice (7)
Nombre de conseillers en exercice : sept
Le nombre de conseillers en exercice est de 7
Membres en exercice 7 - Présents 6 - Votants 6
Nbre de conseillers en exercice : 7
Nb de membres en exercice : 7
Nombre des membres en exercice : 7
""",
    "stated_present": """
Nombre de présents : 6
Présents : 6
Nombre de membres présents : 6
Membres présents : 6
Conseillers présents : 6
Nombre de conseillers présents : 6
PRÉSENTS 6
Étaient présents : 6
En exercice : 7 Présents : 6 Votants : 6
En exercice : 7 - Présents : 6 - Absents : 1
Nombre de conseillers : ⏎ en exercice : 7 ⏎ présents : 6 ⏎ votants : 6
Nombre de membres ayant pris part à la délibération : 6 ⏎ Présents : 6
Présents (6)
Nb de présents : 6
Dont présents : 6
""",
    "stated_voters": """
Votants : 6
Nombre de votants : 6
VOTANTS 6
Nombre de membres votants : 6
Ont pris part au vote : 6
Nombre de membres ayant pris part à la délibération : 6
Ayant pris part au vote : 6
Qui ont pris part à la délibération : 6
Nombre de membres qui ont pris part à la délibération : 6
Ont pris part à la délibération : 6
En exercice 7, présents 6, votants 6
Nombre de conseillers ayant pris part au vote : 6
Conseillers votants : 6
""",
    "stated_represented": """
Pouvoirs : 0
Nombre de pouvoirs : 0
Procurations : 0
Nombre de procurations : 0
Représentés : 0
Nombre de représentés : 0
Absents représentés : 0
Absents ayant donné pouvoir : 0
Dont pouvoirs : 0
Pouvoir(s) : 0
Membres représentés : 0
Nombre de membres représentés : 0
Absents avec pouvoir : 0
""",
    "stated_absent": """
Absents : 1
Nombre d'absents : 1
Absent : 1
Membres absents : 1
Nombre de membres absents : 1
ABSENTS 1
Conseillers absents : 1
En exercice : 7 Présents : 6 Absents : 1
Nombre de conseillers absents : 1
Absent(s) : 1
""",
}
SAID: dict[str, object] = {
    "president": {"Anne ROUX", "ROUX Anne"},
    "secretary": {"Luc VIAL", "VIAL Luc"},
    "date": {date(2024, 5, 3)},
    "convened_on": {date(2024, 4, 26)},
    "members_in_office": {7},
    "stated_present": {6},
    "stated_voters": {6},
    "stated_represented": {0},
    "stated_absent": {1},
}


def sitting(
    *,
    day: str = "Séance du 3 mai 2024",
    opening: str = f"{SENTENCE} sous la présidence de Mme Anne ROUX, maire.",
    more: str = "",
    secretary: str = "",
) -> PrintedSession:
    text = f"""COMMUNE DE VALDOR
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
{day}
{more}{opening}
Étaient présents : Mme Anne ROUX, M. Paul PETIT, M. Luc VIAL, Mme Zoé BRUN, Mme Eve COLIN, M. Jean BLIN
Absents excusés : M. Guy HARDY
{secretary}

Objet : Tarifs de la cantine
Le maire expose les tarifs.
{DECISION}"""
    return read_one(text.replace(" ⏎ ", "\n")).session


def sitting_with(field: str, form: str) -> PrintedSession:
    match field:
        case "president":
            return sitting(opening=form.replace("…", "L'an deux mille vingt-quatre, le trois mai, le conseil municipal"))
        case "secretary":
            return sitting(secretary=form)
        case "date":
            return sitting(
                day=form, opening="Le conseil municipal, légalement convoqué, s'est réuni sous la présidence de Mme Anne ROUX, maire."
            )
        case "convened_on" if form[0].islower():
            return sitting(opening=f"{SENTENCE.replace('légalement convoqué', form)} sous la présidence de Mme Anne ROUX, maire.")
    return sitting(more=f"{form}\n")


@pytest.mark.parametrize("field", SITTING)
def test_the_sitting(field: str) -> None:
    missed = {}
    for form in SITTING[field].strip().splitlines():
        value = getattr(sitting_with(field, form), field)
        said = squeeze(value.text) if isinstance(value, PrintedName) else value
        if said not in SAID[field]:  # type: ignore[operator]
            missed[form] = said
    assert missed == {}


OPENINGS = """
L'an deux mille vingt-quatre, le trois mai à dix-neuf heures
L'an deux mille vingt quatre, le trois mai à 19 heures
L'an 2024, le 3 mai à 19h00
L'an deux mil vingt-quatre le trois du mois de mai à 19 heures
L'an deux mille vingt-quatre, le vendredi trois mai à 19h
Le 3 mai 2024 à 19 h 00
Le vendredi 3 mai 2024 à 19:00
Le trois mai deux mille vingt-quatre à dix-neuf heures
L'AN DEUX MILLE VINGT-QUATRE, LE TROIS MAI À DIX-NEUF HEURES
L'an deux mille vingt-quatre et le trois mai à dix neuf heures
L'an deux mille vingt-quatre et le 3 du mois de mai, à dix-neuf heures
L'an deux mil vingt-quatre et le trois mai, à 19 H 00
L'an deux mille vingt-quatre, le trois (3) mai, à dix-neuf (19) heures
Ce jour, vendredi 3 mai 2024, à 19 heures
En l'an deux mille vingt-quatre, le 3 mai, à 19h00 précises
L'an deux-mille-vingt-quatre, le trois mai, dix-neuf heures
"""


def test_day_and_hour_of_the_opening() -> None:
    missed = {}
    for form in OPENINGS.strip().splitlines():
        session = sitting(
            day="", opening=f"{form}, le conseil municipal, légalement convoqué, s'est réuni sous la présidence de Mme Anne ROUX."
        )
        if (session.date, session.start_time) != (date(2024, 5, 3), "19:00"):
            missed[form] = (session.date, session.start_time)
    assert missed == {}


HOURS = {
    "à dix-neuf heures trente": "19:30",
    "à 19 heures 30": "19:30",
    "à 19h30": "19:30",
    "à 19 H 30": "19:30",
    "à 19:30": "19:30",
    "à dix-neuf heures et trente minutes": "19:30",
    "à vingt heures quinze": "20:15",
    "à 20 h 45 minutes": "20:45",
    "à dix-huit heures quarante-cinq": "18:45",
    "à neuf heures": "09:00",
    "à 9h": "09:00",
    "à vingt heures et demie": "20:30",
    "à 18h 30mn": "18:30",
    "à 18 h. 30": "18:30",
    "à dix-neuf heures zéro minute": "19:00",
    "à 20 heures 00": "20:00",
    "à 20H": "20:00",
}


@pytest.mark.parametrize(("form", "hour"), HOURS.items())
def test_hours(form: str, hour: str) -> None:
    opening = (
        f"L'an deux mille vingt-quatre, le trois mai {form}, le conseil municipal s'est réuni sous la présidence de Mme Anne ROUX, maire."
    )
    assert sitting(opening=opening).start_time == hour


# -- movements ----------------------------------------------------------------------------------------------------------------------

MINUTES = f"""COMMUNE DE VALDOR
PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL
Séance du 3 mai 2024
{SENTENCE} sous la présidence de Mme Anne ROUX, maire.
Étaient présents : Mme Anne ROUX, M. Paul PETIT, M. Luc VIAL, Mme Zoé BRUN, Mme Eve COLIN, M. Jean BLIN, Mme Léa FAU
Absents excusés : M. Yves FERRY, Mme Lise MOREL
Secrétaire de séance : M. Luc VIAL

"""
ITEMS = (
    "1. Tarifs de la cantine scolaire\nMadame le Maire expose la situation au conseil municipal.\n",
    "2. Vente d'un terrain communal\nMadame le Maire présente le dossier.\n",
    "3. Subvention au club de football\nMadame le Maire présente la demande.\n",
)
MOVEMENTS = {
    ("Yves FERRY", "arrival", None): """
M. Yves FERRY arrive à 19h30.
Arrivée de M. Yves FERRY à 19h30.
Arrivée de M. Yves FERRY à 19 h 30
19h30 : arrivée de M. Yves FERRY
M. Yves FERRY rejoint la séance à 19h30.
M. Yves FERRY entre en séance à 19h30.
M. Yves FERRY prend part à la séance à partir de 19h30.
À 19h30, M. Yves FERRY arrive.
(Arrivée de M. Yves FERRY à 19h30)
M. Yves FERRY est arrivé à 19h30.
Monsieur Yves FERRY rejoint l'assemblée à 19h30.
Entrée de M. Yves FERRY à 19h30.
M. Yves FERRY intègre la séance à 19h30.
M. Yves FERRY fait son entrée à 19h30.
À dix-neuf heures trente, arrivée de M. Yves FERRY.
M. Yves FERRY arrive en séance (19h30).
M. Yves FERRY, arrivé à 19h30, prend part au vote.
Arrivée à 19h30 de M. Yves FERRY.
M. Yves FERRY prend place à 19h30.
ARRIVÉE DE M. YVES FERRY À 19H30
*** Arrivée de M. Yves FERRY à 19h30 ***
Il est 19h30, M. Yves FERRY rejoint le conseil.
M. Yves FERRY a rejoint la séance à 19h30.
M. Yves FERRY rejoint le conseil municipal à 19h30.
""",
    ("Paul PETIT", "departure", None): """
M. Paul PETIT quitte la séance à 19h30.
Départ de M. Paul PETIT à 19h30.
19h30 : départ de M. Paul PETIT
M. Paul PETIT quitte l'assemblée à 19h30.
M. Paul PETIT quitte la salle définitivement à 19h30.
M. Paul PETIT s'en va à 19h30.
M. Paul PETIT part à 19h30.
M. Paul PETIT est parti à 19h30.
À 19h30, M. Paul PETIT quitte la séance.
(Départ de M. Paul PETIT à 19h30)
M. Paul PETIT quitte le conseil à 19h30.
M. Paul PETIT se retire à 19h30.
M. Paul PETIT a quitté la séance à 19h30.
M. Paul PETIT, qui doit partir, quitte la séance à 19h30.
Départ à 19h30 de M. Paul PETIT.
M. Paul PETIT doit quitter la séance à 19h30.
DÉPART DE M. PAUL PETIT À 19H30
Il est 19h30, M. Paul PETIT quitte la séance.
M. Paul PETIT quitte la réunion à 19h30
""",
    ("Paul PETIT", "departure", "Luc VIAL"): """
M. Paul PETIT quitte la séance à 19h30 et donne pouvoir à M. Luc VIAL.
Départ de M. Paul PETIT à 19h30, pouvoir à M. Luc VIAL.
Départ de M. Paul PETIT à 19h30 (pouvoir à M. Luc VIAL)
M. Paul PETIT quitte la séance à 19h30 en donnant procuration à M. Luc VIAL.
M. Paul PETIT quitte la séance à 19h30 après avoir donné pouvoir à M. Luc VIAL.
M. Paul PETIT quitte la séance à 19h30. Il donne pouvoir à M. Luc VIAL.
Départ de M. Paul PETIT à 19h30 qui donne procuration à M. Luc VIAL
M. Paul PETIT, ayant donné pouvoir à M. Luc VIAL, quitte la séance à 19h30.
M. Paul PETIT quitte la séance à 19h30, il a donné pouvoir à M. Luc VIAL.
M. Paul PETIT part à 19h30 et laisse son pouvoir à M. Luc VIAL.
""",
}


@pytest.mark.parametrize("place", ["between the items", "within the second"])
@pytest.mark.parametrize("facts", MOVEMENTS, ids=str)
def test_movements(facts: tuple[str, str, str | None], place: str) -> None:
    name, event, proxy = facts
    missed = {}
    for told in MOVEMENTS[facts].strip().splitlines():
        between, within = (f"{told}\n", "") if place == "between the items" else ("", f"{told}\n")
        items = [ITEMS[0] + DECISION + between, ITEMS[1] + within + DECISION, ITEMS[2] + DECISION]
        document = read_one(MINUTES + "".join(items))
        got = [
            (one.name.text.upper(), one.event.value, one.proxy.text if one.proxy else None, one.time, one.from_position)
            for one in document.changes
        ]
        if got != [(name.upper(), event, proxy, "19:30", 2)] or len(document.deliberations) != len(ITEMS):
            missed[told] = got
    assert missed == {}


# -- items --------------------------------------------------------------------------------------------------------------------------

TITLES = ["Tarifs de la cantine scolaire", "Vente d'un terrain communal", "Subvention au club de football"]
HEADS = """
1. Tarifs de la cantine scolaire | 2. Vente d'un terrain communal | 3. Subvention au club de football
1 - Tarifs de la cantine scolaire | 2 - Vente d'un terrain communal | 3 - Subvention au club de football
1) Tarifs de la cantine scolaire | 2) Vente d'un terrain communal | 3) Subvention au club de football
1 – Tarifs de la cantine scolaire | 2 – Vente d'un terrain communal | 3 – Subvention au club de football
1/ Tarifs de la cantine scolaire | 2/ Vente d'un terrain communal | 3/ Subvention au club de football
1° Tarifs de la cantine scolaire | 2° Vente d'un terrain communal | 3° Subvention au club de football
N°1 Tarifs de la cantine scolaire | N°2 Vente d'un terrain communal | N°3 Subvention au club de football
N° 1 - Tarifs de la cantine scolaire | N° 2 - Vente d'un terrain communal | N° 3 - Subvention au club de football
Point 1 : Tarifs de la cantine scolaire | Point 2 : Vente d'un terrain communal | Point 3 : Subvention au club de football
POINT N°1 : Tarifs de la cantine scolaire | POINT N°2 : Vente d'un terrain communal | POINT N°3 : Subvention au club de football
I. Tarifs de la cantine scolaire | II. Vente d'un terrain communal | III. Subvention au club de football
I - Tarifs de la cantine scolaire | II - Vente d'un terrain communal | III - Subvention au club de football
Objet : Tarifs de la cantine scolaire | Objet : Vente d'un terrain communal | Objet : Subvention au club de football
OBJET : TARIFS DE LA CANTINE SCOLAIRE | OBJET : VENTE D'UN TERRAIN COMMUNAL | OBJET : SUBVENTION AU CLUB DE FOOTBALL
2024-01 Tarifs de la cantine scolaire | 2024-02 Vente d'un terrain communal | 2024-03 Subvention au club de football
2024-001 : Tarifs de la cantine scolaire | 2024-002 : Vente d'un terrain communal | 2024-003 : Subvention au club de football
Délibération n° 2024-001 : Tarifs de la cantine scolaire | Délibération n° 2024-002 : Vente d'un terrain communal | Délibération n° 2024-003 : Subvention au club de football
DELIBERATION N°1 - Tarifs de la cantine scolaire | DELIBERATION N°2 - Vente d'un terrain communal | DELIBERATION N°3 - Subvention au club de football
Délibération n°2024/11 ⏎ Objet : Tarifs de la cantine scolaire | Délibération n°2024/12 ⏎ Objet : Vente d'un terrain communal | Délibération n°2024/13 ⏎ Objet : Subvention au club de football
DEL2024_001 - Tarifs de la cantine scolaire | DEL2024_002 - Vente d'un terrain communal | DEL2024_003 - Subvention au club de football
D-2024-05-01 : Tarifs de la cantine scolaire | D-2024-05-02 : Vente d'un terrain communal | D-2024-05-03 : Subvention au club de football
2024/05/01 - Tarifs de la cantine scolaire | 2024/05/02 - Vente d'un terrain communal | 2024/05/03 - Subvention au club de football
Question n°1 : Tarifs de la cantine scolaire | Question n°2 : Vente d'un terrain communal | Question n°3 : Subvention au club de football
Affaire n° 1 : Tarifs de la cantine scolaire | Affaire n° 2 : Vente d'un terrain communal | Affaire n° 3 : Subvention au club de football
Rapport n° 1 - Tarifs de la cantine scolaire | Rapport n° 2 - Vente d'un terrain communal | Rapport n° 3 - Subvention au club de football
TARIFS DE LA CANTINE SCOLAIRE | VENTE D'UN TERRAIN COMMUNAL | SUBVENTION AU CLUB DE FOOTBALL
1. TARIFS DE LA CANTINE SCOLAIRE | 2. VENTE D'UN TERRAIN COMMUNAL | 3. SUBVENTION AU CLUB DE FOOTBALL
• Tarifs de la cantine scolaire | • Vente d'un terrain communal | • Subvention au club de football
- TARIFS DE LA CANTINE SCOLAIRE | - VENTE D'UN TERRAIN COMMUNAL | - SUBVENTION AU CLUB DE FOOTBALL
➢ Tarifs de la cantine scolaire | ➢ Vente d'un terrain communal | ➢ Subvention au club de football
DCM 2024-01 : Tarifs de la cantine scolaire | DCM 2024-02 : Vente d'un terrain communal | DCM 2024-03 : Subvention au club de football
CM2024-01 : Tarifs de la cantine scolaire | CM2024-02 : Vente d'un terrain communal | CM2024-03 : Subvention au club de football
01 Tarifs de la cantine scolaire | 02 Vente d'un terrain communal | 03 Subvention au club de football
01 - Tarifs de la cantine scolaire | 02 - Vente d'un terrain communal | 03 - Subvention au club de football
24-05-01 Tarifs de la cantine scolaire | 24-05-02 Vente d'un terrain communal | 24-05-03 Subvention au club de football
2024 05 01 Tarifs de la cantine scolaire | 2024 05 02 Vente d'un terrain communal | 2024 05 03 Subvention au club de football
A. Tarifs de la cantine scolaire | B. Vente d'un terrain communal | C. Subvention au club de football
1.1 Tarifs de la cantine scolaire | 1.2 Vente d'un terrain communal | 1.3 Subvention au club de football
1.1. Tarifs de la cantine scolaire | 1.2. Vente d'un terrain communal | 1.3. Subvention au club de football
1-1 Tarifs de la cantine scolaire | 1-2 Vente d'un terrain communal | 1-3 Subvention au club de football
Délibération 1 : Tarifs de la cantine scolaire | Délibération 2 : Vente d'un terrain communal | Délibération 3 : Subvention au club de football
1ère délibération : Tarifs de la cantine scolaire | 2ème délibération : Vente d'un terrain communal | 3ème délibération : Subvention au club de football
Tarifs de la cantine scolaire ⏎ Délibération n° 2024-01 | Vente d'un terrain communal ⏎ Délibération n° 2024-02 | Subvention au club de football ⏎ Délibération n° 2024-03
Délibération n° 2024-01 ⏎ Tarifs de la cantine scolaire | Délibération n° 2024-02 ⏎ Vente d'un terrain communal | Délibération n° 2024-03 ⏎ Subvention au club de football
OBJET ⏎ Tarifs de la cantine scolaire | OBJET ⏎ Vente d'un terrain communal | OBJET ⏎ Subvention au club de football
Tarifs de la cantine scolaire : | Vente d'un terrain communal : | Subvention au club de football :
[1] Tarifs de la cantine scolaire | [2] Vente d'un terrain communal | [3] Subvention au club de football
(1) Tarifs de la cantine scolaire | (2) Vente d'un terrain communal | (3) Subvention au club de football
1.- Tarifs de la cantine scolaire | 2.- Vente d'un terrain communal | 3.- Subvention au club de football
1 : Tarifs de la cantine scolaire | 2 : Vente d'un terrain communal | 3 : Subvention au club de football
Sujet n° 1 : Tarifs de la cantine scolaire | Sujet n° 2 : Vente d'un terrain communal | Sujet n° 3 : Subvention au club de football
Délib. 1 : Tarifs de la cantine scolaire | Délib. 2 : Vente d'un terrain communal | Délib. 3 : Subvention au club de football
2024.05.01 Tarifs de la cantine scolaire | 2024.05.02 Vente d'un terrain communal | 2024.05.03 Subvention au club de football
N° d'ordre : 1 ⏎ Objet : Tarifs de la cantine scolaire | N° d'ordre : 2 ⏎ Objet : Vente d'un terrain communal | N° d'ordre : 3 ⏎ Objet : Subvention au club de football
DÉLIBÉRATION N° 2024-05-03-01 ⏎ TARIFS DE LA CANTINE SCOLAIRE | DÉLIBÉRATION N° 2024-05-03-02 ⏎ VENTE D'UN TERRAIN COMMUNAL | DÉLIBÉRATION N° 2024-05-03-03 ⏎ SUBVENTION AU CLUB DE FOOTBALL
2024-D-01 Tarifs de la cantine scolaire | 2024-D-02 Vente d'un terrain communal | 2024-D-03 Subvention au club de football
"""  # noqa: E501
BODIES = {
    "a sentence": "Madame le Maire expose la situation au conseil municipal.\n"
    "Elle propose de suivre l'avis de la commission qui s'est réunie en avril.\n"
    "Après en avoir délibéré, le conseil municipal, à l'unanimité, approuve la proposition.\n\n",
    "counts": "Le rapporteur présente le dossier et les conditions de l'opération aux élus.\n"
    "Vote : pour : 9, contre : 1, abstention : 1\n\n",
    "no blank line": "Madame le Maire expose la situation au conseil municipal.\n"
    "Le conseil municipal, après en avoir délibéré, décide à l'unanimité d'approuver cette proposition.\n",
}


@pytest.mark.parametrize("body", BODIES)
def test_the_heads_of_items(body: str) -> None:
    def plain(title: str | None) -> str:
        return " ".join(words(title or ""))

    missed = {}
    for heads in HEADS.strip().splitlines():
        told = "".join(f"{head}\n{BODIES[body]}" for head in heads.replace(" ⏎ ", "\n").split(" | "))
        titles = [plain(one.title) for one in read_one(MINUTES + told).deliberations]
        if titles != [plain(title) for title in TITLES]:
            missed[heads] = titles
    assert missed == {}


# -- together -----------------------------------------------------------------------------------------------------------------------

# fmt: off
GIVEN = [
    "Anne", "Paul", "Luc", "Zoé", "Eve", "Jean", "Léa", "Guy", "Marie", "Max", "Rémi", "Inès", "Noël", "Jean-Marc", "Marie-Rose", "Karim",
]
SURNAMES = [
    "Roux", "Petit", "Vial", "Brun", "Colin", "Blin", "Fau", "Hardy", "Joly", "Kern", "Garcia", "Le Gall", "De La Tour", "Martin-Roche",
    "D'Arc", "N'Diaye", "Ben Ali", "Da Silva",
]
# fmt: on
STAMP = "Envoyé en préfecture le 06/05/2024\nReçu en préfecture le 06/05/2024\nID : 099-219900011-20240503-D2024_01-DE\n"


class Sitting:
    """A sitting in forms drawn by lot, with what its print says."""

    def __init__(self, seed: int) -> None:
        lot = Random(seed)
        people = list(zip(lot.sample(GIVEN, 14), lot.sample(SURNAMES, 14), strict=True))
        style = STYLES[lot.choice([style for style in STYLES if "A. ROUX" not in style])]
        self.sign = lot.choice(SIGNS)
        links = [link for link in LINKS.strip().splitlines() if not (self.sign.startswith("\n") and link[:4] in ("{} -", "{} –"))]
        link, here = lot.choice(links), lot.randint(6, 9)
        groups = {
            "present": people[:here],
            "represented": people[here : here + lot.randint(0, 2)],
            "excused": people[11 : 11 + lot.randint(0, 2)],
            "absent": people[13 : 13 + lot.randint(0, 1)],
        }
        holders = lot.sample(groups["present"], 2)

        def printed(person: tuple[str, str]) -> str:
            name, has_civility = style(*person)
            return (("Mme " if person[0] in SHE else "M. ") if has_civility else "") + name

        self.rows: dict[str, tuple[str, str | None]] = {
            style(*person)[0]: (state, style(*holders[at])[0] if state == "represented" else None)
            for state, group in groups.items()
            for at, person in enumerate(group)
        }
        lists = []
        for state, group in groups.items():
            heading = re.sub(r"\d+", str(len(group)), lot.choice(HEADINGS[state].strip().splitlines()))
            names = (
                [link.format(printed(p), printed(h)) for p, h in zip(group, holders, strict=False)]
                if state == "represented"
                else map(printed, group)
            )
            if group:
                lead = self.sign if self.sign.startswith("\n") else lot.choice([" ", "\n"])
                lists.append(heading + (" :" if lead == " " and not heading.endswith(":") else "") + lead + self.sign.join(names))
        chair, clerk = (f"{given} {surname.upper()}" for given, surname in (people[0], lot.choice(groups["present"][1:])))
        self.president, self.secretary = chair, clerk
        told = lot.choice([form for form in SITTING["president"].strip().splitlines() if "ROUX Anne" not in form])
        told = re.sub(r"(?:Mme|Madame) Anne(?: ⏎ | )ROUX", civil(chair), told).replace("Anne ROUX", chair)
        opening = f"{lot.choice(OPENINGS.strip().splitlines())}, le conseil municipal, légalement convoqué,"
        sentence = told.replace(" ⏎ ", "\n").replace("…", opening)
        kept = lot.choice([form for form in SITTING["secretary"].strip().splitlines() if "VIAL Luc" not in form])
        kept = re.sub(r"(?:M\.|Monsieur) Luc VIAL", civil(clerk), kept).replace("Luc VIAL", clerk)
        heads = lot.choice(HEADS.strip().splitlines()).split(" | ")
        self.is_extract = lot.random() < 0.5
        if self.is_extract:
            heads = [f"Objet : {TITLES[0]}"]
        votes = [
            (facts, form)
            for facts, forms in VOTES.items()
            for form in forms.strip().splitlines()
            if not re.search("PETIT|BRUN|VIAL|KERN", form)
        ]
        drawn = [lot.choice(votes) for _ in heads]
        self.items = [(" ".join(words(title)), facts) for title, (facts, _) in zip(TITLES, drawn, strict=False)]
        told = "Madame le Maire expose la situation au conseil municipal et propose d'en délibérer."
        kind = (
            "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL"
            if self.is_extract
            else "PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL"
        )
        parts = [
            lot.choice(["", STAMP]) + f"COMMUNE DE VALDOR\n{kind}\nSéance du 3 mai 2024\n",
            f"{lot.choice(SITTING['convened_on'].strip().splitlines()[:20])}\n",
            wrapped(sentence, lot.choice([90, 120, 999])),
            *(wrapped(one, lot.choice([90, 120, 999])) for one in lists),
            f"{kept}\n\n",
            *(f"{head}\n{told}\n{form}\n{lot.choice(['', chr(10)])}" for head, (_, form) in zip(heads, drawn, strict=True)),
        ]
        self.text = "".join(parts).replace(" ⏎ ", "\n")


def wrapped(text: str, width: int) -> str:
    return "\n".join(part for line in text.split("\n") for part in wrap(line, width, break_on_hyphens=False) or [""]) + "\n"


@pytest.mark.parametrize("seed", range(0, 200, 50))
def test_forms_together(seed: int) -> None:
    missed = []
    for sitting_seed in range(seed, seed + 50):
        drawn = Sitting(sitting_seed)
        document = read_one(drawn.text)
        session = document.session
        items = [
            (" ".join(words(one.title or "")), (one.outcome.value, one.unanimous, one.votes_for, one.votes_against, one.votes_abstain))
            for one in document.deliberations
        ]
        chair, clerk = (squeeze(person.text) if person else None for person in (session.president, session.secretary))
        got = (rows(document), chair, clerk, session.date, items)
        if got != (drawn.rows, drawn.president, drawn.secretary, date(2024, 5, 3), drawn.items):
            missed.append((sitting_seed, drawn.text, got))
    assert missed == []
