"""What stands around the roll call: kind of document, the facts of the sitting."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.pages import flow_of
from transforms.model import DocType, PrintedSession
from transforms.reading.document import document_type, read_session
from transforms.reading.roll_call import read_roll_call

OPENING = """
Commune de Valmont-sur-Orge
Conseil municipal du 6 octobre 2022
L’an deux mille vingt-deux, le 06 octobre à 19h30, le conseil municipal de VALMONT-SUR-ORGE, dûment convoqué le
27 septembre, s’est réuni dans la salle des fêtes, sous la présidence de Madame Anne
ROUX, maire.
Nombre de conseillers en exercice : 15
Présents : Madame Anne ROUX, Monsieur Luc PETIT, Madame Eve BLANC
Pouvoirs :
- Monsieur Yves VIAL à Monsieur Luc PETIT
Absents : Monsieur Jean NOIR
Secrétaire : Monsieur Luc PETIT
Ordre du jour
1. Budget
"""


def session_of(text: str) -> PrintedSession:
    flow = flow_of(text)
    roll_call = read_roll_call(flow)
    return read_session(flow, roll_call, document_type(flow, roll_call))


def test_the_facts_of_a_sitting() -> None:
    session = session_of(OPENING)
    assert (session.date, session.start_time, session.convened_on) == (date(2022, 10, 6), "19:30", date(2022, 9, 27))
    assert session.president is not None
    assert (session.president.text, session.president.civility, session.president.function) == ("Anne ROUX", "Madame", "maire")
    assert session.secretary is not None
    assert session.secretary.text == "Luc PETIT"
    assert session.members_in_office == 15
    assert session.stated_present is None  # the names are listed, no total is printed


def test_every_fact_has_its_place() -> None:
    session = session_of(OPENING)
    assert session.places["members_in_office"].quote == "en exercice : 15"
    assert session.places["convened_on"].line_from == 4
    assert {"date", "start_time", "convened_on", "president", "secretary", "members_in_office"} == set(session.places)


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        pytest.param(
            "Membres en exercice : 29\nMembres présents : 27\nMembres votants : 28", (29, 27, None, None, None, 28), id="label and colon"
        ),
        pytest.param(
            "Conseillers en exercice......49\n"
            "Présents......32\n"
            "Absents représentés......9\n"
            "Absents excusés......5\n"
            "Absents non excusés......3",
            (49, 32, 9, 5, 3, None),
            id="dotted lines",
        ),
        pytest.param("Soit 31 présents\n2 procurations 33 votants", (None, 31, 2, None, None, 33), id="the number first"),
        pytest.param("En exercice    Présents    Votants\n29 25 27", (29, 25, None, None, None, 27), id="a row of figures"),
        pytest.param(
            "Afférents au conseil En exercice Qui ont pris part au vote\n19 18 17", (18, None, None, None, None, 17), id="three columns"
        ),
        pytest.param("Étaient présents (3) : A\nÉtait représenté (1) : B", (None, 3, 1, None, None, None), id="in brackets"),
        pytest.param("Nombre de conseillers en exercice : vingt-neuf", (29, None, None, None, None, None), id="in words"),
        pytest.param(
            "Élection d'un délégué\nPremier tour\nNombre de votants : 26\nBulletins blancs : 1", (None,) * 6, id="an election's voters"
        ),
        pytest.param(
            "Effectif : 41 Conseillers présents ou représentés : 38\nVotants : 38",
            (None, None, None, None, None, 38),
            id="two groups in one",
        ),
        pytest.param("de la délibération 42 à 44 Pouvoirs : M. ROUX à Mme PIC", (None,) * 6, id="a number before the next heading"),
        pytest.param("Absents :\n1. Vote du budget", (None,) * 6, id="an item's number is no total"),
        pytest.param("Étaient présents : (12)\nAbsents : (3)\nProcurations : (2)", (None, 12, 2, None, 3, None), id="colon and brackets"),
        pytest.param(
            "Membres en exercice :\nVotants :\nPrésents :\nAvec procuration :\n19\n17 jusqu'à 21 heures\n16\n1\n"
            "Monsieur le maire souhaite la bienvenue\naux membres du conseil\net au public\nvenu nombreux",
            (19, 16, 1, None, None, 17),
            id="labels above their figures",
        ),
        pytest.param("En exercice :\nPouvoirs :\n29 présents, Mme PETIT", (None, 29, None, None, None, None), id="labels without figures"),
        pytest.param("En exercice 15\nPrésents 12\nVotants 14", (15, 12, None, None, None, 14), id="one a line"),
        pytest.param("Membres en exercice | 15\nPrésents | 12", (15, 12, None, None, None, None), id="cells"),
        pytest.param(
            "Nombre de présents 21 Nombre de pouvoirs 4 Votes comptabilisés 25", (None, 21, 4, None, None, 25), id="labels first, no colon"
        ),
        pytest.param("Nombre de membres : 18\nNombre de présents : 14", (18, 14, None, None, None, None), id="members"),
        pytest.param("41 délégués étaient présents ; 3 avaient donné pouvoir", (None, 41, 3, None, None, None), id="in a sentence"),
        pytest.param("le nombre de présents est de 13, le nombre de votants est de 15", (None, 13, None, None, None, 15), id="is of"),
        pytest.param("Présents : 1. M. ROUX 2. Mme PETIT", (None,) * 6, id="the first of a list"),
        pytest.param("Absents : 1. M. ROUX 2. Mme PETIT", (None,) * 6, id="the first of those absent"),
        pytest.param(
            "Absents excusés : 1\nAbsents non excusés : 2\nL'an deux mille vingt-cinq", (None, None, None, 1, 2, None), id="one, then two"
        ),
        pytest.param("Présents : 12/15", (15, 12, None, None, None, None), id="of all"),
        pytest.param("Votants : 12 présents + 2 pouvoirs", (None, 12, 2, None, None, None), id="a sum"),
        pytest.param("Absents excusés sans pouvoir : 1", (None, None, None, 1, None, None), id="without a power"),
        pytest.param(
            "Présents : 12 Absents excusés ayant donné procuration : 2", (None, 12, 2, None, None, None), id="the number before a heading"
        ),
        pytest.param("12 membres sur 15 sont présents", (None,) * 6, id="how many of them"),
        pytest.param(
            "Nombre de conseillers en exercice 15 présents 12 procuration(s) 2 votants 14 L'an deux mille vingt",
            (15, 12, 2, None, None, 14),
            id="a chain of labels, each before its number",
        ),
        pytest.param("15 en exercice 12 présents 14 votants", (15, 12, None, None, None, 14), id="a chain of numbers before their labels"),
        pytest.param(
            "Présents : M. Luc VIAL, Mme Anne PETIT,\nNOMBRE DE CONSEILLERS\nEN EXERCICE\n33\nPRESENTS\n26\n"
            "PROCURATION(S)\n6\nVOTANTS\n32\nformant la majorité\nAbsent : M. Paul ROUX\nLe maire certifie\nce qui suit\nici et là",
            (33, 26, 6, None, None, 32),
            id="a margin within the roll call",
        ),
        pytest.param("une participation de 15 % pour les présents, 3 voix", (None,) * 6, id="figures in prose"),
        pytest.param("En exercice 38 Présents 34 Pouvoirs 4 Votants 38", (38, 34, 4, None, None, 38), id="labels first in one line"),
        pytest.param(
            "71 conseillers en exercice : 60 présents 9 pouvoirs 2 excusés", (71, 60, 9, 2, None, None), id="figures first behind a colon"
        ),
        pytest.param(
            "Conseillers présents ou représentés :\n38 Membres en exercice : 41 Votants : 38 M. ROUX accueille",
            (41, None, None, None, None, 38),
            id="a figure of another label before members",
        ),
        pytest.param(
            "Membres en exercice 7 Membres présents 4 Procurations 1 Votants 5", (7, 4, 1, None, None, 5), id="members before each label"
        ),
        pytest.param("39 en exercice 36 présents 3 pouvoirs 39 votants", (39, 36, 3, None, None, 39), id="figures first in one line"),
        pytest.param("Membres présents 4 Procurations 1 Votants 5 Après lecture", (None, 4, 1, None, None, 5), id="and over other words"),
        pytest.param("Présents 25 Votants 25 Excusé(e)s A. Roux, P. Pic", (None, 25, None, None, None, 25), id="a figure has one label"),
        pytest.param(
            "Nombre de membres En exercice Présents Votants 39 36 38 L'an deux mille",
            (39, 36, None, None, None, 38),
            id="a row run together",
        ),
        pytest.param(
            "Nombre de conseillers\nExercice Présents Ayant pris part à la délibération\n57 48 55",
            (57, 48, None, None, None, 55),
            id="bare",
        ),
        pytest.param("Formant la majorité des membres en exercice. 1 Délégués :", (None,) * 6, id="a majority of members"),
        pytest.param("Nombre de personnes présentes : 37", (None, 37, None, None, None, None), id="persons"),
        pytest.param("En exercice : 15\nAuditeurs présents : 63", (15, None, None, None, None, None), id="who listens"),
        pytest.param("Agents présents : 3\nPrésents : 11", (None, 11, None, None, None, None), id="who works there"),
    ],
)
def test_printed_totals(text: str, totals: tuple[int | None, ...]) -> None:
    session = session_of("Séance du 3 mai 2023\n" + text)
    assert (
        session.members_in_office,
        session.stated_present,
        session.stated_represented,
        session.stated_excused,
        session.stated_absent,
        session.stated_voters,
    ) == totals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Compte rendu de la réunion du conseil municipal du 8 avril 2011\nRéunion du 4 mars 2011 adoptée", date(2011, 4, 8), id="title"
        ),
        pytest.param("Date de convocation : 12 mai 2023\nSéance du 17 mai 2023", date(2023, 5, 17), id="not the convocation"),
        pytest.param(
            "Envoyé en préfecture le 16/02/2023\nDélibération du conseil, séance du mardi 07 février 2023",
            date(2023, 2, 7),
            id="not a stamp",
        ),
        pytest.param(
            "Conseil municipal de Valmont\nN° 1 Compte rendu\nProcès-verbal de la séance du conseil municipal du 31 mars 2022\n"
            "Le mardi 23 mai 2022, à 19h30, le conseil municipal s'est réuni.\nSéance du conseil municipal du mardi 23 mai 2022\n",
            date(2022, 5, 23),
            id="not that of the minutes to be approved",
        ),
        pytest.param(
            "COMMUNE DE VALMONT DELIBERATION 2018-10-05 Le quatre octobre deux mille dix-huit le conseil municipal s'est réuni",
            date(2018, 10, 4),
            id="another day stands between",
        ),
        pytest.param("Affiché le 9 mai 2023\nProcès-verbal du 3 mai 2023", date(2023, 5, 3), id="the label has its own date"),
        pytest.param(
            "Séance du 15 mai 2023 Date de convocation : 8 mai 2023 Date de l'affichage : 17 mai 2023 Le conseil s'est réuni ce jour",
            date(2023, 5, 15),
            id="two labels, each with its own date",
        ),
        pytest.param(
            "1. Procès-verbal de la réunion du 6 octobre 2016 approuvé\nCOMPTE RENDU\nRéunion du conseil du 9 février 2017 à 18h30",
            date(2017, 2, 9),
            id="an item before the title",
        ),
        pytest.param(
            "Réunion du 28 mai 2019 Approbation du procès-verbal du 7 mai 2019 Réunion du 7 mai 2019 Sous la présidence de M. ROUX",
            date(2019, 5, 7),
            id="minutes submitted to the next sitting",
        ),
        pytest.param(
            "Compte rendu de la réunion du conseil municipal du 14 juin 2019\nle maire expose au conseil municipal que la commission"
            " réunie le\n16 mai 2019 à 10 heures propose",
            date(2019, 6, 14),
            id="not a commission's",
        ),
        pytest.param(
            "Date de convocation du conseil municipal : 3 septembre 2023\nSEANCE DU 8 SEPTEMBRE 2023",
            date(2023, 9, 8),
            id="not the convocation of the council",
        ),
        pytest.param("Convocation du conseil municipal du 8 septembre 2023 à 19 h", date(2023, 9, 8), id="what it is convened for"),
        pytest.param(
            "27/01/2025 2025_001 Budget\n06/03/2025 2025_002 Voirie\n03/04/2025 2025_003 École", None, id="a table of several sittings"
        ),
    ],
)
def test_the_date_of_the_sitting(text: str, expected: date | None) -> None:
    assert session_of(text).date == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Madame Anne ROUX est désignée secrétaire de séance.", "Anne ROUX"),
        ("Mme ROUX est déclarée secrétaire de séance.", "ROUX"),
        ("Le conseil a choisi pour secrétaire : Mr Joël VIAL.", "Joël VIAL"),
        ("Secrétaires : Madame Eve BLANC, Monsieur Luc PETIT", "Eve BLANC"),
        ("M. Éric VIAL a été élu secrétaire de séance", "Éric VIAL"),
        ("Madame Odette VIAL est élue secrétaire.", "Odette VIAL"),
        ("Secrétaire : Brigitte ROUX\nParticipaient également : Luc VIAL, directeur", "Brigitte ROUX"),
        ("Secrétaire de séance : à désigner", None),
        ("Secrétaire de séance Mme Eve BLANC", "Eve BLANC"),
        ("Secrétaire(s) de séance : Mme Eve BLANC", "Eve BLANC"),
        ("Secrétaire élue : Mme Eve BLANC", "Eve BLANC"),
        ("Secrétariat de séance : Mme Eve BLANC", "Eve BLANC"),
        ("Secrétaire de séance : Commune d'Orsec - M. Luc PETIT", "Luc PETIT"),
        ("Désignation du secrétaire de séance : Mme Eve BLANC 1. Procès-verbal", "Eve BLANC"),
        ("Désignation secrétaire de séance : Monsieur Luc Petit\nAvant de commencer, il informe", "Luc Petit"),
        ("Secrétaire : conformément au code, Mme Eve BLANC est nommée secrétaire", "Eve BLANC"),
        ("Désignation du secrétaire de séance : Monsieur le Maire propose Mme Eve BLANC.", "Eve BLANC"),
        ("Mme Eve BLANC, secrétaire de séance.", "Eve BLANC"),
        ("Le conseil désigne à l'unanimité Eve BLANC comme secrétaire de séance.", "Eve BLANC"),
        ("Le conseil décide que Madame Eve BLANC sera secrétaire de séance.", "Eve BLANC"),
        ("Le maire propose le secrétariat de séance à Eve BLANC qui l'accepte", "Eve BLANC"),
        ("Le secrétariat a été assuré par : Madame Eve BLANC.", "Eve BLANC"),
        ("nomination d'un secrétaire de séance, le plus jeune, à savoir Eve BLANC qui procède à l'appel", "Eve BLANC"),
        (
            "Il a été procédé à la nomination d'un secrétaire pris dans le conseil. Mme Eve BLANC ayant obtenu la majorité des suffrages, "
            "a été désignée pour remplir ces fonctions qu'elle a acceptées.",
            "Eve BLANC",
        ),
        ("Mme Eve BLANC a été désignée pour remplir ces fonctions.", None),  # which ones?
        ("Mme Eve BLANC est désignée, à l'unanimité, secrétaire de séance.", "Eve BLANC"),
        ("Mme Eve BLANC est désignée pour assurer le secrétariat de séance.", "Eve BLANC"),
        ("Le conseil municipal a nommé secrétaire de séance Mme Eve BLANC", "Eve BLANC"),
        ("Secrétaire de séance : Eve BLANC Zone d'activité du Creux", "Eve BLANC"),
        ("M. Luc PETIT est désigné secrétaire de séance. Monsieur Jean ROUX, maire, ouvre la séance.", "Luc PETIT"),
        ("Mme Eve BLANC (Orsec) est la secrétaire de séance.", "Eve BLANC"),
        ("Mme Eve BLANC nommée secrétaire de séance", "Eve BLANC"),
        ("Mme Eve BLANC se porte volontaire pour assurer le secrétariat", "Eve BLANC"),
        ("Désignation d'un secrétaire de séance\nMme Eve BLANC est désignée à l'unanimité.", "Eve BLANC"),
        ("Désignation d'un secrétaire de séance\nDésignation d'un délégué\nMme Eve BLANC est désignée.", None),
        ("Secrétaire de séance\nEve BLANC\nBudget", "Eve BLANC"),
        ("Le secrétaire de séance sera Mme Eve BLANC.", "Eve BLANC"),
        ("Désignation d'un secrétaire de séance : M. Jean ROUX propose sa candidature à personne", None),
        ("Désignation d'un secrétaire de séance\nM. Jean ROUX demande qui veut l'être", None),
        ("Assistait : Luc VIAL, secrétaire de mairie", None),
        ("Secrétaire auxiliaire : Madame Odette VIAL", None),
        ("Secrétaire de la séance : Blanc Eve Approbation du procès-verbal", "Blanc Eve"),
        ("Secrétariat assuré par Mme Eve BLANC", "Eve BLANC"),
        ("Le Conseil désigne M. Luc PETIT, délégué de Bourg-en-Loue, qui remplira les fonctions de secrétaire de séance.", "Luc PETIT"),
        ("Mme Eve BLANC est volontaire pour être secrétaire de séance", "Eve BLANC"),
        ("M. Luc PETIT, Mme Eve BLANC (secrétaire de séance), M. Paul ROUX", "Eve BLANC"),
        ("Les fonctions de secrétaire sont remplies par Mme Eve BLANC.", "Eve BLANC"),
        ("Désignation d'un secrétaire de séance : Madame Eve BLANC se propose, accord unanime", "Eve BLANC"),
        ("Monsieur le Maire propose la candidature de Luc PETIT en qualité de\nsecrétaire pour la présente séance", "Luc PETIT"),
    ],
)
def test_the_secretary(text: str, name: str | None) -> None:
    secretary = session_of("Séance du 3 mai 2023\nPrésents : M. ROUX, Mme PETIT\n" + text).secretary
    assert (secretary.text if secretary else None) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("EXTRAIT DU REGISTRE\nDES DÉLIBÉRATIONS\nPrésents : M. ROUX, Mme PETIT", DocType.EXTRACT, id="extract"),
        pytest.param("PROCÈS-VERBAL\nConseil municipal du 3 mai 2023", DocType.MINUTES, id="minutes"),
        pytest.param("LISTE DES DÉLIBÉRATIONS\nConseil municipal du 3 mai 2023", DocType.DECISION_LIST, id="list"),
        pytest.param("Conseil municipal du 3 mai 2023\nORDRE DU JOUR\n1. Budget\n2. Voirie", DocType.AGENDA, id="agenda"),
        pytest.param(
            "Mairie de Valmont\nCONSEIL MUNICIPAL DU 3 MAI 2023\nORDRE DU JOUR\n1. Approbation du procès-verbal du 5 avril\n"
            "2. Compte rendu des décisions du maire",
            DocType.AGENDA,
            id="agenda that names the minutes to be approved",
        ),
        pytest.param(
            "Réunion du conseil municipal\nLe 3 mai 2023, le conseil municipal s'est réuni à la mairie, sous la présidence de M. ROUX\n"
            "ORDRE DU JOUR\n1. Budget",
            DocType.MINUTES,
            id="a sitting that was held, before its agenda",
        ),
        pytest.param(
            "J'ai l'honneur de vous convoquer à la réunion du conseil municipal du 3 mai\nProcès-verbal de la séance précédente",
            DocType.AGENDA,
            id="a letter of convocation",
        ),
        pytest.param(
            "PROCÈS-VERBAL\nConseil municipal du 3 mai 2023\nOrdre du jour : budget", DocType.MINUTES, id="minutes that print their agenda"
        ),
        pytest.param(
            "Communauté de communes du Val Doré\nCONSEIL COMMUNAUTAIRE DU 3 MAI 2023\nVoirie\nle conseil donne son accord",
            DocType.MINUTES,
            id="a sitting that decides, without a list of those present",
        ),
        pytest.param(
            "Conseil municipal du 3 mai 2023\nPrésents : M. ROUX, Mme PETIT\nDélibération n° 2023-1 : secrétaire\nAprès en avoir délibéré\n"
            "Délibération n° 2023-2 : budget\nAdopté à l'unanimité",
            DocType.MINUTES,
            id="several deliberations",
        ),
        pytest.param("DÉLIBÉRATION BUREAU COMMUNAUTAIRE\nPrésents : M. ROUX, Mme PETIT", DocType.EXTRACT, id="of the bureau"),
        pytest.param("Recette de la tarte aux pommes", DocType.OTHER, id="something else"),
        pytest.param("ARRÊTÉ MUNICIPAL N° 2023-118\nVu la délibération du conseil municipal", DocType.OTHER, id="a by-law"),
        pytest.param(
            "Conseil municipal du 12 janvier 2023\nÉlection d'un adjoint\nMme PIC est élue à la majorité (12 votes pour)",
            DocType.MINUTES,
            id="a sitting that elects, without a list of those present",
        ),
        pytest.param(OPENING, DocType.MINUTES, id="minutes that do not say so"),
        pytest.param(
            "Présents : M. ROUX, Mme PETIT\nDélibération n° 2021-060\nAprès en avoir délibéré\nPour extrait conforme",
            DocType.EXTRACT,
            id="extract that does not say so",
        ),
    ],
)
def test_the_kind_of_document(text: str, expected: DocType) -> None:
    flow = flow_of(text)
    assert document_type(flow, read_roll_call(flow)) is expected


SAT = (
    "\nL'an deux mille vingt-quatre, le 12 mars, se sont réunis :\nPrésents : M. ROUX, Mme PIC, M. VIAL\n"
    "Excusé : M. PETIT, maire de Valmont\n"
)
DECIDED = "1. Rapport\nLe rapport est adopté à l'unanimité.\n2. Voirie\nAvis favorable à l'unanimité.\n"


@pytest.mark.parametrize(
    "title",
    [
        "Procès-verbal du conseil d'école du vendredi 12 mars 2024",
        "École élémentaire des Lilas\nCONSEIL D'ÉCOLE\nCompte rendu",
        "Association Les Amis du Moulin\nProcès-verbal de l'assemblée générale ordinaire",
        "PROCÈS-VERBAL DE L'ASSEMBLÉE GÉNÉRALE DES COPROPRIÉTAIRES\nRésidence des Tilleuls",
        "Ville de Valmont\nCompte rendu de la commission Travaux",
        "Commune de Valmont\nCOMMISSION VOIRIE ET RÉSEAUX",
        "Ville de Valmont\nCONSEIL MUNICIPAL DES JEUNES\nCompte rendu de la séance",
        "Conseil de quartier Centre\nCompte-rendu de la réunion",
        "Relevé de décisions du comité de pilotage",
        "Compte rendu de réunion publique",
        "Ville de Valmont\nBUREAU MUNICIPAL",
        "COMITÉ SOCIAL TERRITORIAL\nProcès-verbal",
        "Collège des Tilleuls - Valmont\nConseil d'administration\nProcès-verbal",
        "Office de tourisme de Valmont\nComité de direction\nProcès-verbal",
        "Mairie déléguée de Valmont-le-Bas\nConseil de la commune déléguée\nCompte rendu",
        "Association foncière de remembrement\nProcès-verbal de la réunion du bureau",
        "Valmont\nRéunion d'adjoints\nCompte rendu",
        "Commune de Valmont\nRéunion de travail du conseil municipal\nCompte rendu",
        "Conseil communal des jeunes\nCompte rendu",
    ],
)
def test_a_meeting_of_others_is_no_council(title: str) -> None:
    flow = flow_of(title + SAT + DECIDED)
    assert document_type(flow, read_roll_call(flow)) is DocType.OTHER


@pytest.mark.parametrize(
    "title",
    [
        "Département de la Loue\nCOMMISSION PERMANENTE\nProcès-verbal",
        "Communauté de communes du Val Doré\nAssemblée générale du 12 mars 2024",
        "Ville de Valmont\nConseil municipal\nProcès-verbal\nCommission des finances réunie le 5 mars",
        "CCAS de Valmont\nConseil d'administration\nCompte rendu",
        "Service départemental d'incendie et de secours de la Loue\nConseil d'administration\nCompte rendu",
        "Syndicat mixte de la Loue\nCompte rendu de l'assemblée générale",
        "Communauté de communes du Val Doré\nBureau communautaire\nProcès-verbal",
    ],
)
def test_a_council_under_another_name_is_one(title: str) -> None:
    flow = flow_of(title + SAT + DECIDED)
    assert document_type(flow, read_roll_call(flow)) is DocType.MINUTES


ALONE = (
    "Commune de Valmont\nDÉCISION DU MAIRE n° 2024-05\nObjet : contrat\nLe maire de Valmont,\n"
    "Vu la délibération du conseil municipal du 25 mai 2020"
)


def test_what_the_mayor_decides_alone_is_no_deliberation() -> None:
    flow = flow_of(ALONE + "\nDÉCIDE\nArticle 1 : de signer le contrat.")
    assert document_type(flow, read_roll_call(flow)) is DocType.OTHER
    minutes = flow_of("Conseil municipal du 3 mai 2024\nDélibérations\nDÉCISION DU MAIRE\nContrat\nBudget\nAdopté à l'unanimité\n" * 2)
    assert document_type(minutes, read_roll_call(minutes)) is not DocType.OTHER


@pytest.mark.parametrize("title", ["PROJETS DE DÉLIBÉRATIONS", "Projet de délibération", "Note explicative de synthèse"])
def test_what_is_still_to_be_decided_is_announced(title: str) -> None:
    items = "Délibération n° 1 : Taux\nLe conseil municipal, après en avoir délibéré, à ………,\nDÉCIDE de fixer les taux.\n"
    flow = flow_of(f"CONSEIL MUNICIPAL DU 12 MARS 2024\n{title}\n{items}")
    assert document_type(flow, read_roll_call(flow)) is DocType.AGENDA
    decided = flow_of(f"CONSEIL MUNICIPAL DU 12 MARS 2024\n{title}\n{items}Adopté par 12 voix contre 2")
    assert document_type(decided, read_roll_call(decided)) is DocType.EXTRACT


@pytest.mark.parametrize(
    "text",
    [
        "CONVENTION DE MISE À DISPOSITION\nla commune, dûment habilitée par délibération du conseil municipal du 12 mars 2024",
        "RÈGLEMENT INTÉRIEUR DU CONSEIL MUNICIPAL\nLes délibérations sont adoptées à la majorité. Les abstentions ne comptent pas.",
        "RAPPORT D'ACTIVITÉ 2023\nLe conseil communautaire s'est réuni 8 fois. 145 délibérations ont été adoptées à l'unanimité.",
        "Rapport d'orientations budgétaires\nConseil municipal du 12 mars 2024\nLa majorité des dépenses est consacrée au personnel.",
        "Avenant n° 1\nVu la délibération du conseil municipal du 12 mars 2024, adoptée à l'unanimité",
    ],
)
def test_a_paper_beside_deliberations_is_none(text: str) -> None:
    flow = flow_of(text)
    assert document_type(flow, read_roll_call(flow)) is DocType.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "EXTRAIT DE LA DÉLIBÉRATION DU CONSEIL MUNICIPAL\nConvention de mise à disposition\nLe conseil approuve",
        "DÉLIBÉRATION DU CONSEIL MUNICIPAL\nRèglement intérieur\nLe conseil approuve",
    ],
)
def test_a_deliberation_on_a_paper_is_one(text: str) -> None:
    flow = flow_of(text)
    assert document_type(flow, read_roll_call(flow)) is DocType.EXTRACT


@pytest.mark.parametrize(
    "call",
    [
        "Le conseil municipal de Valmont est convoqué le mardi 12 mars 2024 à 20 heures.",
        "Vous êtes invité à assister à la réunion du conseil municipal qui se tiendra en mairie le 12 mars 2024 à 20h00",
        "Le conseil municipal se réunira le mardi 12 mars 2024 à 19 h 30, salle des fêtes.",
    ],
)
def test_an_agenda_tells_the_day_for_which_the_council_is_convened(call: str) -> None:
    items = "1. Approbation du procès-verbal de la séance du 6 février 2024\n2. Budget"
    flow = flow_of(f"CONVOCATION DU CONSEIL MUNICIPAL\n{call}\nORDRE DU JOUR\n{items}\nValmont, le 6 mars 2024")
    roll_call = read_roll_call(flow)
    assert document_type(flow, roll_call) is DocType.AGENDA
    assert read_session(flow, roll_call, DocType.AGENDA).date == date(2024, 3, 12)


def test_who_chairs_one_item_does_not_chair_the_sitting() -> None:
    text = """Compte rendu du conseil municipal du 3 mai 2023
Présents : Anne ROUX, maire, Luc PETIT, Eve BLANC
Compte administratif
Sous la présidence de Luc PETIT, premier adjoint, Mme Anne ROUX étant sortie, le conseil vote le compte."""
    assert session_of(text).president is None


def test_the_convocation_by_the_mayor() -> None:
    text = "Séance du 27 septembre 2016\ndûment convoqué par Monsieur le Maire le vingt septembre deux\nmille seize, s'est assemblé"
    assert session_of(text).convened_on == date(2016, 9, 20)


def test_the_day_of_the_sitting_is_not_that_of_its_convocation() -> None:
    text = "CONVOCATION\nJe vous convoque à la réunion du conseil municipal le jeudi 23 janvier 2025 à 20 h 30"
    assert session_of(text).convened_on is None


@pytest.mark.parametrize(
    ("sentence", "is_second"),
    [
        ("Réuni sur seconde convocation", True),
        ("Date de la 2ème convocation : 3 octobre 2022", True),
        ("Séance du 6 octobre 2022 (seconde convocation)", True),
        ("Faute de quorum à la séance du 1er octobre 2022, le conseil est de nouveau réuni", True),
        ("Le quorum n’ayant pas été atteint le 1er octobre, le conseil est de nouveau réuni", True),
        ("Si le quorum n’est pas atteint, une deuxième convocation sera adressée", None),
        ("Le quorum étant atteint, la séance est ouverte", None),
        ("À défaut de quorum, le conseil serait convoqué de nouveau", None),
    ],
)
def test_a_second_convocation_is_read_from_the_opening(sentence: str, is_second: bool | None) -> None:
    session = session_of(OPENING.replace("Secrétaire :", f"{sentence}.\nSecrétaire :"))
    assert session.is_second_convocation is is_second
    assert ("is_second_convocation" in session.places) is bool(is_second)


@pytest.mark.parametrize(
    "text",
    [
        "le conseil s'est réuni sur convocation de M. Luc ROUX, Maire, en\ndate du 3 mai 2022 et sous sa présidence.",
        "Présents : M. Luc ROUX, Mme Anne PETIT\nM. Luc ROUX, doyen d’âge, préside la séance.",
    ],
)
def test_other_words_for_the_chair(text: str) -> None:
    president = session_of("Séance du 5 mai 2022\n" + text).president
    assert president is not None
    assert president.text == "Luc ROUX"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("La séance présidée par M. ROUX, président, est ouverte à dix-neuf heures.", "19:00"),
        ("A 18h05 : Monsieur le Maire ouvre la séance", "18:05"),
        ("Monsieur le Maire a ouvert la séance à 18 heures.", "18:00"),
        ("RÉUNION DU CONSEIL MUNICIPAL\ndu mercredi 3 mai à 19h30\nPrésents : 15 : A", "19:30"),
        ("CONSEILLERS EN EXERCICE 15 : présents : 15 : s'est réuni", None),
        ("L'an deux mille vingt-trois, le trois mai, à vingt-heure le conseil", "20:00"),
    ],
)
def test_the_hour_of_the_sitting(text: str, time: str | None) -> None:
    assert session_of("Séance du 3 mai 2023\n" + text).start_time == time


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Président : M. Luc ROUX\n", "Luc ROUX"),
        ("M. Luc ROUX, Maire, préside.", "Luc ROUX"),
        ("Présidence de M. Luc ROUX, Maire", "Luc ROUX"),
        ("sous la présidence de son Maire, M. Luc ROUX", "Luc ROUX"),
        ("sous la présidence et la convocation de M. Luc ROUX, maire", "Luc ROUX"),
        ("sous la présidence de M. Luc ROUX, Président du syndicat, dûment convoqués", "Luc ROUX"),
        ("La séance est ouverte par M. Luc ROUX, maire", "Luc ROUX"),
        ("La séance est ouverte à 19 heures par M. Luc ROUX", "Luc ROUX"),
        ("sous la présidence effective de M. Luc ROUX, Maire (à partir de 19 h)", "Luc ROUX"),
        ("La présidence est assurée par M. Luc ROUX, maire", "Luc ROUX"),
        ("Président de séance M. Luc ROUX", "Luc ROUX"),
        ("M. Luc ROUX, Maire, Président de séance", "Luc ROUX"),
        ("M. Luc ROUX, Maire, en application de l'article L. 2122-17 du code, a ouvert la séance.", "Luc ROUX"),
        ("sous la présidence de Monsieur le Maire", None),
    ],
)
def test_who_chairs(text: str, name: str | None) -> None:
    president = session_of(f"Le conseil municipal s'est réuni le 3 mai 2023\n{text}\nPrésents : M. Luc VIAL, Mme Anne PETIT\n").president
    assert (president.text if president else None) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La convocation a été adressée aux conseillers le 27 avril 2023", date(2023, 4, 27)),
        ("La convocation a été établie et remise au domicile de chaque élu le vingt-sept avril deux mille vingt-deux", date(2022, 4, 27)),
        ("dûment convoqué le 27 sep-\ntembre 2022", date(2022, 9, 27)),
    ],
)
def test_when_it_was_convened(text: str, expected: date) -> None:
    assert session_of(f"Séance du 3 mai 2023\n{text}\nPrésents : M. ROUX, Mme PETIT").convened_on == expected


def test_a_day_without_its_year_is_no_date_and_no_older_sitting_takes_its_place() -> None:
    text = (
        "Réunion du conseil municipal du lundi 25 mai à 19 h\nLe procès-verbal du conseil du 12 mars 2020 est approuvé\n"
        "Présents : M. ROUX, Mme PETIT"
    )
    session = session_of(text)
    assert (session.date, session.start_time) == (None, "19:00")


def test_the_chair_named_in_the_heading_of_the_roll_call() -> None:
    text = "Étaient présents sous la présidence de M. Luc VIAL, Maire : Mme Anne PETIT, M. Paul ROUX\nAbsent : M. Jean COLIN\n"
    president = session_of(text).president
    assert president is not None
    assert president.text == "Luc VIAL"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Date de convocation du conseil municipal : 3 septembre 2023", date(2023, 9, 3)),
        ("Convocation adressée aux conseillers municipaux le vendredi 1er septembre", date(2023, 9, 1)),
        ("Convocation transmise à tous les membres du conseil le 2 septembre 2023", date(2023, 9, 2)),
    ],
)
def test_when_the_council_was_convened(sentence: str, day: date) -> None:
    assert session_of(f"Séance du 8 septembre 2023\n{sentence}\nPrésents : Luc VIAL, Anne PETIT\n").convened_on == day


def test_who_presides_in_the_mayors_absence() -> None:
    text = "Séance du 8 mai 2023\nEn l'absence du Maire, M. Luc VIAL, 1er adjoint, préside la séance.\nPrésents : Luc VIAL, Anne PETIT\n"
    president = session_of(text).president
    assert president is not None
    assert president.text == "Luc VIAL"
