"""What stands around the roll call: kind of document, council, the facts of the sitting."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.pages import flow_of
from transforms.model import CouncilKind, DocType, PrintedSession
from transforms.reading.document import document_type, read_council, read_session
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
        pytest.param("une participation de 15 % pour les présents, 3 voix", (None,) * 6, id="figures in prose"),
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
        ("Le conseil a choisi pour secrétaire : Mr Joël VIAL.", "Joël VIAL"),
        ("Secrétaires : Madame Eve BLANC, Monsieur Luc PETIT", "Eve BLANC"),
        ("M. Éric VIAL a été élu secrétaire de séance", "Éric VIAL"),
        ("Madame Odette VIAL est élue secrétaire.", "Odette VIAL"),
        ("Secrétaire : Brigitte ROUX\nParticipaient également : Luc VIAL, directeur", "Brigitte ROUX"),
        ("Secrétaire de séance : à désigner", None),
    ],
)
def test_the_secretary(text: str, name: str | None) -> None:
    secretary = session_of("Séance du 3 mai 2023\nPrésents : M. ROUX, Mme PETIT\n" + text).secretary
    assert (secretary.text if secretary else None) == name


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param(OPENING, "Valmont-sur-Orge", CouncilKind.COMMUNE, id="letterhead"),
        pytest.param(
            "Conseil municipal\nMairie place Haute\n99205 Orsec-sur-Loue Cedex\nle Conseil Municipal de la Ville d'Orsec s'est réuni\n"
            + "Convention avec la Ville de Paris\n" * 3,
            "Orsec-sur-Loue",
            CouncilKind.COMMUNE,
            id="the sentence names it, the post code completes it",
        ),
        pytest.param(
            "COMMUNAUTÉ DE COMMUNES DU VAL DORÉ\nConseil communautaire du 3 mai 2023",
            "VAL DORÉ",
            CouncilKind.INTERCOMMUNAL,
            id="intercommunal",
        ),
        pytest.param("Le maire d'Orsec expose", None, None, id="only mentioned"),
        pytest.param("SAINT-ALVARD\nSéance du 2 août 2024", "SAINT-ALVARD", None, id="a first line in capitals"),
        pytest.param("FINANCES LOCALES\nSéance du 2 août 2024", None, None, id="a service"),
        pytest.param("ORSEC\nMairie\nListe des délibérations\nFait à Orsec", "ORSEC", None, id="a first line that the text confirms"),
        pytest.param("MEDIATHEQUE\nMairie\nListe des délibérations", None, None, id="a first line that nothing confirms"),
        pytest.param(
            "CENTRE COMMUNAL D’ACTION SOCIALE DE VALMONT\nSéance du 2 août 2024\nla ville de Valmont",
            "VALMONT",
            CouncilKind.CCAS,
            id="a CCAS",
        ),
        pytest.param(
            "République Française\nDépartement : Haute-Loue\nQUINCY-LA-FORÊT\nPrésents : 10",
            "QUINCY-LA-FORÊT",
            None,
            id="under the department",
        ),
        pytest.param(
            "SAINT-AMBROIX Liste des délibérations du conseil municipal", "SAINT-AMBROIX", CouncilKind.COMMUNE, id="beside the title"
        ),
        pytest.param(
            "Département : Haute-Loue\nEXTRAIT DU REGISTRE\nle conseil municipal", None, CouncilKind.COMMUNE, id="a title is no place"
        ),
        pytest.param(
            "Conseil municipal\nles membres du Conseil Municipal de la Commune de\nVALMONT-LE-\nHAUT, convoqués le 3 mai",
            "VALMONT-LE-HAUT",
            CouncilKind.COMMUNE,
            id="broken at line ends",
        ),
        pytest.param("Ville d’\nMembres en exercice : 29\nLe conseil municipal", None, CouncilKind.COMMUNE, id="a name that is a picture"),
        pytest.param(
            "Conseil municipal\n" + "avec la ville d'Aubry, \n" * 6 + "la commune de Valmont",
            None,
            CouncilKind.COMMUNE,
            id="a neighbour named often",
        ),
        pytest.param(
            "Conseil municipal de Valmont\nle Conseil Départemental de l'Oise, dûment saisi",
            "Valmont",
            CouncilKind.COMMUNE,
            id="the department pays",
        ),
    ],
)
def test_the_council(text: str, name: str | None, kind: CouncilKind | None) -> None:
    council = read_council(flow_of(text))
    assert (council.name, council.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("EXTRAIT DU REGISTRE\nDES DÉLIBÉRATIONS\nPrésents : M. ROUX, Mme PETIT", DocType.EXTRACT, id="extract"),
        pytest.param("PROCÈS-VERBAL\nConseil municipal du 3 mai 2023", DocType.MINUTES, id="minutes"),
        pytest.param("LISTE DES DÉLIBÉRATIONS\nConseil municipal du 3 mai 2023", DocType.DECISION_LIST, id="list"),
        pytest.param("Conseil municipal du 3 mai 2023\nORDRE DU JOUR\n1. Budget\n2. Voirie", DocType.AGENDA, id="agenda"),
        pytest.param("Recette de la tarte aux pommes", DocType.OTHER, id="something else"),
        pytest.param("ARRÊTÉ MUNICIPAL N° 2023-118\nVu la délibération du conseil municipal", DocType.OTHER, id="a by-law"),
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


def test_the_seat_of_a_syndicate_is_not_its_name() -> None:
    council = read_council(
        flow_of("Syndicat intercommunal à vocation scolaire\nSiège : mairie de Blainville\nComité syndical du 3 mai 2023")
    )
    assert (council.name, council.kind) == (None, CouncilKind.SYNDICATE)
