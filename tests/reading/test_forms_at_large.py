"""The same sitting in many forms: headings, lists, powers and votes as councils print them, against one set of facts.

Each form stands alone in an extract that is otherwise the same, so that a form which is no longer read shows which one it is.
"""

from __future__ import annotations

from itertools import product

import pytest

from transforms.model import Page, PrintedDeliberation, PrintedDocument
from transforms.reading import read

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
SHE = {"Anne", "Zoé", "Eve", "Léa", "Marie", "Marie-Anne", "Inès"}


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
        if index % 3 and sign != SIGNS[0] and link != links[0]:
            continue  # each sign with a third of the links is enough
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
