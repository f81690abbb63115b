"""Lists of the roll call in the forms of intercommunal bodies and of secretaries who print them their own way."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of, pages_of
from tests.reading.test_roll_call import called
from transforms.reading import read
from transforms.reading.roll_call import read_roll_call


def doubts(text: str) -> dict[str, str | None]:
    """Name → doubt."""
    return {row.name.text: row.doubt for row in read_roll_call(flow_of(text)).attendance}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Étaient présents : Mesdames et Messieurs Pour la commune d'ORSEC : Anne ROUX Pour la commune de VALMONT : Luc VIAL, Zoé BRUN\n"
            "Étaient excusés et représentés par pouvoir : Paul PIC ayant donné pouvoir à Luc VIAL en date du 26 février 2018, "
            "Inès MOREL ayant donné pouvoir à Zoé BRUN en date du 27 février 2018,\nÉtaient excusés : Jean COLIN, Yves FERRY\n",
            {
                "Anne ROUX": "present",
                "Luc VIAL": "present",
                "Zoé BRUN": "present",
                "Paul PIC": "represented > Luc VIAL",
                "Inès MOREL": "represented > Zoé BRUN",
                "Jean COLIN": "excused",
                "Yves FERRY": "excused",
            },
            id="for each commune, powers with their dates",
        ),
        pytest.param(
            "Délégués présents\nArrondissement de Valdor (12) :\nORSEC : Anne ROUX – VALMONT : Luc VIAL –LA FERTÉ SUR LOUE : Zoé BRUN\n",
            {"Anne ROUX": "present", "Luc VIAL": "present", "Zoé BRUN": "present"},
            id="an arrondissement over its communes",
        ),
        pytest.param(
            "TITULAIRES PRÉSENTS 12/19\n\nORSEC : Anne ROUX, VALMONT-s/-LOUE : Luc VIAL BEAUDOR : Zoé BRUN, Inès MOREL\n",
            {"Anne ROUX": "present", "Luc VIAL": "present", "Zoé BRUN": "present", "Inès MOREL": "present"},
            id="a heading with how many of how many",
        ),
        pytest.param(
            "Étaient présents : Membres (3/5) : Anne ROUX (titulaire ORSEC), Luc VIAL et Zoé BRUN (titulaires VALMONT)\n",
            {"Anne ROUX": "present", "Luc VIAL": "present", "Zoé BRUN": "present"},
            id="how many of how many in brackets",
        ),
        pytest.param(
            "Présents : VIAL Luc – BRUN Zoé – MOREL Inès\nAbsents avec procuration :\n"
            "ROUX Anne (VIAL Luc) – PIC Paul (BRUN Zoé) – COLIN Jean (LE GALL Yves)\n",
            {
                "VIAL Luc": "present",
                "BRUN Zoé": "present",
                "MOREL Inès": "present",
                "ROUX Anne": "represented > VIAL Luc",
                "PIC Paul": "represented > BRUN Zoé",
                "COLIN Jean": "represented > LE GALL Yves",
            },
            id="holders in brackets alone, one of them the chair",
        ),
        pytest.param(
            "Présents : VIAL Luc – BRUN Zoé – MOREL Inès\nAbsents avec procuration :\nROUX Anne (Orsec) – PIC Paul (Valmont)\n",
            {
                "VIAL Luc": "present",
                "BRUN Zoé": "present",
                "MOREL Inès": "present",
                "ROUX Anne": "represented",
                "PIC Paul": "represented",
            },
            id="communes in brackets are no holders",
        ),
        pytest.param(
            "Présents : Mme ROUX, M. PETIT, Mme BLANC\nAbsents excusés : M. VIAL - Mme BRUN - M. COLIN\n"
            "Procuration de M. VIAL à Mme ROUX\nProcuration de Mme BRUN à Mme BLANC\n",
            {
                "ROUX": "present",
                "PETIT": "present",
                "BLANC": "present",
                "VIAL": "represented > ROUX",
                "BRUN": "represented > BLANC",
                "COLIN": "excused",
            },
            id="a line for each power",
        ),
        pytest.param(
            "Présents : M. Luc VIAL, M. Paul BLANC, Mme Zoé BRUN\nAbsents ayant donné procuration : Madame Anne ROUX et monsieur Jean PIC "
            "donnent pouvoir à monsieur Luc VIAL, madame Inès MOREL donne pouvoir à monsieur Paul BLANC\n",
            {
                "Luc VIAL": "present",
                "Paul BLANC": "present",
                "Zoé BRUN": "present",
                "Anne ROUX": "represented > Luc VIAL",
                "Jean PIC": "represented > Luc VIAL",
                "Inès MOREL": "represented > Paul BLANC",
            },
            id="two who give one power",
        ),
    ],
)
def test_lists_of_other_bodies(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


def test_who_is_listed_as_present_or_represented_is_doubtful() -> None:
    text = "Présent(s) ou représenté(s) (à l'ouverture de la séance) : 31 (dont 2 suppléant(s)) Anne ROUX, Luc VIAL, Zoé BRUN, Paul PIC\n"
    assert doubts(text) == dict.fromkeys(("Anne ROUX", "Luc VIAL", "Zoé BRUN", "Paul PIC"), "listed as present or represented")


def test_who_has_no_holder_among_those_who_have_one_is_doubtful() -> None:
    text = (
        "Étaient présents : Anne ROUX, Luc VIAL, Zoé BRUN\nÉtaient absents et représentés :\n"
        "Paul PIC par Anne ROUX\nJean COLIN\nInès MOREL par Luc VIAL\n"
    )
    assert doubts(text)["Jean COLIN"] == "no holder is printed, as others have"
    assert doubts(text)["Paul PIC"] is None


def test_several_before_the_last_two_who_give_one_power_are_doubtful() -> None:
    text = "Présents : M. VIAL, Mme BRUN, M. BLANC\nPouvoirs : M. ROUX, Mme PIC et M. COLIN ont donné pouvoir à M. VIAL\n"
    assert doubts(text)["ROUX"] == "listed before several who give one power"
    assert doubts(text)["PIC"] is None
    assert called(text)["PIC"] == "represented > VIAL"


@pytest.mark.parametrize("initial", ["V.", "I.", "X."])
def test_an_initial_of_a_secretary_is_no_number_of_an_item(initial: str) -> None:
    people = f"Présents : M. A. ROUX, M. {initial} VIAL, Mme B. PIC\nSecrétaire de séance : M. {initial} VIAL.\n"
    secretary = read(pages_of("CONSEIL MUNICIPAL du 16 juin 2022\n" + people))[0].session.secretary
    assert secretary
    assert secretary.text == f"{initial} VIAL"


@pytest.mark.parametrize("heading", ["TITULAIRES PRÉSENTS 12/19\n", "Étaient présents : membres (12/19) : ", "Présents : 12/19\n"])
def test_how_many_of_how_many_are_totals(heading: str) -> None:
    session = read(pages_of(f"CONSEIL COMMUNAUTAIRE du 16 juin 2022\n{heading}Anne ROUX, Luc VIAL, Zoé BRUN, Paul PIC\n"))[0].session
    assert (session.stated_present, session.members_in_office) == (12, 19)


def test_more_of_fewer_are_no_totals() -> None:
    session = read(pages_of("CONSEIL COMMUNAUTAIRE du 16 juin 2022\nPrésents 19/12\nAnne ROUX, Luc VIAL, Zoé BRUN, Paul PIC\n"))[0].session
    assert (session.stated_present, session.members_in_office) == (None, None)


def test_a_general_is_called_by_his_title() -> None:
    row = read_roll_call(flow_of("Présents : Mme Anne ROUX, Général Luc VIAL, M. Paul PIC\n")).attendance[1]
    assert (row.name.civility, row.name.text) == ("Général", "Luc VIAL")


OF_FOUR = {"Luc VIAL": "present", "Zoé BRUN": "present", "Paul PIC": "present", "Inès MOREL": "present"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Présents : M. Luc VIAL, Maire délégué aux finances, à la voirie et aux bâtiments ; Mme Zoé BRUN, 1ère adjointe, "
            "déléguée à la culture, "
            "au patrimoine et à la communication ; M. Paul PIC, conseiller municipal délégué (sports) ; Mme Inès MOREL\n",
            id="delegations with commas",
        ),
        pytest.param(
            "Présents : M. Luc VIAL, Maire,\nMme Zoé BRUN, 1ère adjointe en charge de la culture et du patrimoine\n"
            "M. Paul PIC, 2ème adjoint, chargé des travaux, de l'urbanisme et de l'environnement\nMme Inès MOREL, conseillère "
            "déléguée à l'enfance\n",
            id="delegations one a line",
        ),
        pytest.param(
            "Présents : M. Luc VIAL, Maire, Mme Zoé BRUN, adjointe aux Finances, Culture, Sports, M. Paul PIC, adjoint à "
            "l'Urbanisme et aux "
            "Travaux, Mme Inès MOREL, conseillère\n",
            id="delegations with capitals",
        ),
        pytest.param(
            "Présents :\n- M. Luc VIAL, Maire\n- Mme Zoé BRUN, 1ère Adjointe : Finances, Urbanisme\n- M. Paul PIC, 2ème Adjoint : "
            "Travaux et Voirie\n"
            "- Mme Inès MOREL, conseillère\n",
            id="delegations behind a colon",
        ),
        pytest.param(
            "Présents : Luc VIAL, Maire, Zoé BRUN, adjointe aux finances, à la culture et aux sports, Paul PIC, adjoint à "
            "l'urbanisme, Inès MOREL\n",
            id="delegations without civilities",
        ),
        pytest.param(
            "PRÉSENTS :\nValmont d'Olt : M. Luc VIAL, Mme Zoé BRUN, Orsec Valdor l'église : M. Paul PIC, Beaudor : Mme Inès MOREL\n",
            id="communes with little words before civilities",
        ),
        pytest.param(
            "Présents ayant voix délibérative\nM. Luc VIAL\nMme Zoé BRUN\nM. Paul PIC\nMme Inès MOREL\n"
            "Membres présents avec voix consultative : M. Jean COLIN, M. Yves FERRY\n",
            id="those with a voice and those without",
        ),
        pytest.param(
            "Présents :\n- Membres à voix délibérative : MM. Luc VIAL, Paul PIC, Mmes Zoé BRUN, Inès MOREL\n"
            "- Membres à voix consultative : Colonel Jean COLIN, directeur, Mme Anne ROUX\nParticipent à la séance : M. Yves FERRY\n",
            id="groups with a voice and without under one heading",
        ),
        pytest.param(
            "Titulaires présents : M. Luc VIAL, Mme Zoé BRUN, M. Paul PIC\nSuppléants présents avec voix délibérative : Mme Inès MOREL\n"
            "Suppléants présents sans voix délibérative : M. Jean COLIN\n",
            id="alternates with a voice and without",
        ),
    ],
)
def test_who_sits_and_no_word_of_what_for(text: str) -> None:
    assert called(text) == OF_FOUR


@pytest.mark.parametrize(
    "powers",
    [
        pytest.param("Pouvoirs :\nDe À\nM. Jean COLIN Mme Zoé BRUN\nMme Anne ROUX M. Paul PIC\n", id="a table under De and À"),
        pytest.param("Pouvoirs\nDe : À :\nM. Jean COLIN | Mme Zoé BRUN\nMme Anne ROUX | M. Paul PIC\n", id="its cells parted"),
        pytest.param("Pouvoirs\nDe M. Jean COLIN à Mme Zoé BRUN\nDe Mme Anne ROUX à M. Paul PIC\n", id="a line each"),
    ],
)
def test_powers_from_one_to_another(powers: str) -> None:
    here = "Présents : M. Luc VIAL, Mme Zoé BRUN, M. Paul PIC, Mme Inès MOREL\n"
    assert called(here + powers) == OF_FOUR | {"Jean COLIN": "represented > Zoé BRUN", "Anne ROUX": "represented > Paul PIC"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("VIAL Luc – PIC Zoé – ROUX M.Claire", ["VIAL Luc", "PIC Zoé", "ROUX M.Claire"], id="M.Claire"),
        pytest.param("M.Luc VIAL, Mme Zoé PIC", ["Luc VIAL", "Zoé PIC"], id="M. before a given name among civilities"),
        pytest.param("M. Jean – Claude VIAL, Mme Zoé PIC", ["Jean-Claude VIAL", "Zoé PIC"], id="Jean – Claude"),
        pytest.param("MM. Jean – Vial – Roux", ["Jean", "Vial", "Roux"], id="surnames under one civility"),
        pytest.param("LA FERTÉ S/ LOUE : Anne ROUX, VALMONT : Luc VIAL", ["Anne ROUX", "Luc VIAL"], id="s/ for sur"),
        pytest.param("Luc VIAL - Zoé PIC absente\nPaul BRUN - Anne ROUX", ["Luc VIAL", "Zoé PIC", "Paul BRUN", "Anne ROUX"], id="absente"),
    ],
)
def test_names_of_their_own_kind(text: str, expected: list[str]) -> None:
    assert list(called(f"Présents : {text}\n")) == expected


def test_absent_behind_a_name_is_a_state() -> None:
    assert called("Présents : Mme ROUX, M. VIAL absent, M. PIC\n") == {"ROUX": "present", "VIAL": "absent", "PIC": "present"}


def test_a_secretary_may_bear_the_name_of_a_month() -> None:
    text = "Présents : VIAL Luc, AVRIL Zoé, PIC Anne\nSecrétaire de séance : AVRIL Zoé\nLe quorum est atteint.\n"
    secretary = read(pages_of("CONSEIL MUNICIPAL du 16 juin 2022\n" + text))[0].session.secretary
    assert secretary
    assert secretary.text == "AVRIL Zoé"


def test_an_arrival_is_not_when_the_sitting_began() -> None:
    text = "Séance du 16 juin 2022\nPrésents : M. VIAL, Mme BRUN (arrivée à 20h15), M. PIC.\n"
    assert read(pages_of(text))[0].session.start_time is None


def test_a_sitting_of_two_days_is_of_the_first() -> None:
    text = "CONSEIL DÉPARTEMENTAL\nRÉUNION DES 23 ET 24 JUIN 2022\nPrésents : M. VIAL, Mme BRUN, M. PIC.\n"
    assert str(read(pages_of(text))[0].session.date) == "2022-06-23"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Présents : M. VIAL, Mme BRUN\nExcusés : Mme ROUX, déléguée de la commune d'\nORSEC, M. PIC, délégué de la commune "
            "de\nVALMONT\n",
            {"VIAL": "present", "BRUN": "present", "ROUX": "excused", "PIC": "excused"},
            id="a commune on the line below its office",
        ),
        pytest.param(
            "Présents : Délégués titulaires : M Vial, Mme Brun, M\nPic. Délégués suppléants ayant pouvoir de leur titulaire : M "
            "Roux (suppléant de M Colin)\n",
            {"Vial": "present", "Brun": "present", "Pic": "present", "Roux": "present"},
            id="a heading behind the last name",
        ),
        pytest.param(
            "Présents : Mesdames et Messieurs Pour la commune d'ORSEC : Anne ROUX Pour la commune de\nVALMONT : Luc VIAL\n"
            "Pouvoirs : Paul PIC à Luc VIAL\nen date du 26 février 2018, Inès MOREL à Anne ROUX en date du\n27 février 2018\n",
            {
                "Anne ROUX": "present",
                "Luc VIAL": "present",
                "Paul PIC": "represented > Luc VIAL",
                "Inès MOREL": "represented > Anne ROUX",
            },
            id="lines that break before the commune and before the date",
        ),
    ],
)
def test_lists_whose_lines_break(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


HEADED = "CONSEIL COMMUNAUTAIRE du 16 juin 2022\nPrésents : M. Luc VIAL, Mme Zoé BRUN, M. Paul PIC\n"


@pytest.mark.parametrize(
    ("text", "president", "secretary"),
    [
        pytest.param(
            "M. Luc VIAL, Président de la communauté, constate que le quorum est atteint. Il indique qu'il convient de nommer un "
            "secrétaire de "
            "séance ; Mme Zoé BRUN est désignée.\n",
            "Luc VIAL",
            "Zoé BRUN",
            id="constate que le quorum est atteint",
        ),
        pytest.param(
            "Monsieur Luc VIAL, Maire, en application de l'article L. 2122-17 du code, a ouvert la séance.\n",
            "Luc VIAL",
            None,
            id="a ouvert la séance",
        ),
        pytest.param(
            "Désignation secrétaire de séance : Monsieur Paul Pic Avant de commencer Madame Brun informe\n",
            None,
            "Paul Pic",
            id="a sentence that begins with avant",
        ),
    ],
)
def test_who_chairs_and_who_writes(text: str, president: str | None, secretary: str | None) -> None:
    session = read(pages_of(HEADED + text))[0].session
    assert (session.president and session.president.text, session.secretary and session.secretary.text) == (president, secretary)


def test_who_counts_those_present_in_a_sentence() -> None:
    text = "Le maire a dénombré 15 conseillers présents et a constaté que la condition de quorum était remplie.\n"
    assert read(pages_of(HEADED + text))[0].session.stated_present == 15


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Étaient présents : tous les membres en exercice à l'exception de M. Jean COLIN et Mme Anne ROUX, excusés, qui ont "
            "donné respectivement "
            "pouvoir à M. Luc VIAL et Mme Zoé BRUN.\n",
            {"Jean COLIN": "represented > Luc VIAL", "Anne ROUX": "represented > Zoé BRUN"},
            id="who is excused and gives a power respectively",
        ),
        pytest.param(
            "Présents : 3 - Luc VIAL, Zoé BRUN, Paul PIC\nProcurations : 2 - Jean COLIN (à Luc VIAL), Anne ROUX (à Zoé BRUN)\n"
            "Absents : 1 - Yves FERRY\n",
            {
                "Luc VIAL": "present",
                "Zoé BRUN": "present",
                "Paul PIC": "present",
                "Jean COLIN": "represented > Luc VIAL",
                "Anne ROUX": "represented > Zoé BRUN",
                "Yves FERRY": "absent",
            },
            id="numbers and dashes before the names",
        ),
        pytest.param(
            "Présents :\n1 - M. Luc VIAL\n2 - Mme Zoé BRUN\nAbsents excusés :\n3 - M. Jean COLIN pouvoir à M. Luc VIAL\n4 - Mme Eva ROUX\n",
            {"Luc VIAL": "present", "Zoé BRUN": "present", "Jean COLIN": "represented > Luc VIAL", "Eva ROUX": "excused"},
            id="people counted on from list to list",
        ),
        pytest.param(
            "PRESENTS (2) : Luc VIAL, Zoé BRUN\nPOUVOIRS (2) : Jean COLIN > Luc VIAL, Anne ROUX > Zoé BRUN\n",
            {
                "Luc VIAL": "present",
                "Zoé BRUN": "present",
                "Jean COLIN": "represented > Luc VIAL",
                "Anne ROUX": "represented > Zoé BRUN",
            },
            id="a sign from giver to holder",
        ),
        pytest.param(
            "Présents : Luc VIAL, Paul PIC (+ pouvoir Anne ROUX), Zoé BRUN (pouvoir Jean COLIN)\nExcusés : Jean COLIN, Anne ROUX\n",
            {
                "Luc VIAL": "present",
                "Paul PIC": "present",
                "Anne ROUX": "represented > Paul PIC",
                "Zoé BRUN": "present",
                "Jean COLIN": "represented > Zoé BRUN",
            },
            id="bare powers that those present hold",
        ),
        pytest.param(
            "Présents : Luc VIAL, Paul PIC (pouvoir à Anne ROUX), Zoé BRUN\nExcusés : Jean COLIN, Anne ROUX\n",
            {
                "Luc VIAL": "present",
                "Paul PIC": "represented > Anne ROUX",
                "Zoé BRUN": "present",
                "Jean COLIN": "excused",
                "Anne ROUX": "excused",
            },
            id="a power to somebody is given, whoever that is",
        ),
        pytest.param(
            "Présents : Mesdames BRUN Z., PIC I., Messieurs VIAL L., Nombre de conseillers élus : 15 COLIN J., FERRY Y. Conseillers "
            "en fonction : 15\n",
            dict.fromkeys(("BRUN Z.", "PIC I.", "VIAL L.", "COLIN J.", "FERRY Y."), "present"),
            id="a total of the margin in the midst of a line",
        ),
    ],
)
def test_powers_and_totals_in_forms_of_their_own(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


OF_FIVE = OF_FOUR | {"Jean COLIN": "present"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Orsec\nLuc VIAL\nZoé BRUN\nSaint-Aubin\nPaul PIC\nLa Ferté\nInès MOREL\nValmont-sur-Loue\nJean COLIN\n",
            id="communes in small letters on lines of their own",
        ),
        pytest.param(
            "ORSEC Luc VIAL, Zoé BRUN\nSAINT-AUBIN Paul PIC, Inès MOREL\nLA FERTÉ Jean COLIN\n",
            id="communes in capitals before the people of a line",
        ),
        pytest.param(
            "CC Val Doré : Luc VIAL, Zoé BRUN\nCA Valmont Agglomération : Paul PIC, Inès MOREL\nDépartement de la Valdore : Jean COLIN\n",
            id="bodies before their delegates",
        ),
        pytest.param(
            "Luc VIAL (titulaire ORSEC), Zoé BRUN (titulaire SAINT-AUBIN), Paul\nPIC et Inès MOREL (titulaires LA FERTÉ), Jean\n"
            "COLIN (titulaire VALMONT)\n",
            id="surnames on the line below are no communes",
        ),
    ],
)
def test_communes_and_bodies_are_no_part_of_names(text: str) -> None:
    assert called(f"Étaient présents :\n{text}") == OF_FIVE


@pytest.mark.parametrize(
    "sentence",
    [
        "Monsieur le Maire, Luc VIAL, ouvre la séance à 20h",
        "Madame le Maire, Zoé VIAL, souhaite la bienvenue aux élus",
        "Monsieur le Maire Luc VIAL remercie les élus",
        "M. Luc VIAL, Maire, souhaite la bienvenue",
        "Luc VIAL souhaite la bienvenue",
        "Monsieur Luc VIAL rappelle l'ordre du jour",
    ],
)
def test_who_speaks_below_the_absent_is_not_absent(sentence: str) -> None:
    assert called(f"Présents : Mme BRUN, M. BLANC\nAbsents : Mme NOIR, M. COLIN\n{sentence}\n") == {
        "BRUN": "present",
        "BLANC": "present",
        "NOIR": "absent",
        "COLIN": "absent",
    }


@pytest.mark.parametrize(
    "others",
    [
        "DGS : Jean COLIN\n",
        "Auxiliaire : M. COLIN\nScrutateurs : M. BLANC, Mme BRUN\n",
        "Assesseurs : M. COLIN, Mme BRUN\n",
        "Rédacteur de séance : M. COLIN\n",
    ],
)
def test_who_helps_is_not_absent(others: str) -> None:
    people = {"BRUN": "present", "BLANC": "present", "NOIR": "absent"}
    assert called(f"Présents : Mme BRUN, M. BLANC\nAbsente : Mme NOIR\n{others}") == people


def test_who_works_there_or_comes_from_the_state_is_no_member() -> None:
    text = "Présents : M. VIAL, Mme BRUN, Mme PIC (DGS), M. ROUX (secrétaire de mairie)\nExcusés : M. COLIN, Mme la Trésorière, M. "
    "le Sous-préfet\n"
    assert called(text) == {"VIAL": "present", "BRUN": "present", "COLIN": "excused"}


def test_communes_before_their_delegates_in_brackets_are_nobody() -> None:
    text = "Présents : Les délégués : ORSEC (VIAL Luc) ; SAINT-AUBIN D'OLT (BRUN Zoé, PIC Paul) ; LA FERTÉ (MOREL Inès)\n"
    assert list(called(text)) == ["VIAL Luc", "BRUN Zoé", "PIC Paul", "MOREL Inès"]


def test_political_groups_in_the_midst_of_a_line_are_no_part_of_names() -> None:
    groups = "Groupe Majorité : Luc VIAL, Zoé BRUN – Groupe Opposition : Paul PIC, Inès MOREL – Non inscrits : Jean COLIN\n"
    assert called(f"Étaient présents : {groups}") == OF_FIVE


def test_communes_before_surnames_in_capitals_are_doubtful() -> None:
    text = "Étaient présents :\nORSEC VIAL Luc, BRUN Zoé\nSAINT-AUBIN PIC Paul\nLA FERTÉ MOREL Inès\nVALMONT COLIN Jean\n"
    told = doubts(text)
    heads = ["ORSEC VIAL Luc", "SAINT-AUBIN PIC Paul", "LA FERTÉ MOREL Inès", "VALMONT COLIN Jean"]
    assert [name for name, doubt in told.items() if doubt] == heads
    assert set(filter(None, told.values())) == {"what stands before the surname may be a commune"}


def test_a_line_without_a_surname_in_capitals_is_doubtful() -> None:
    told = doubts("Étaient présents :\nLuc VIAL\nZoé BRUN\nAnne Roux\nPaul PIC\n")
    assert told == dict.fromkeys(("Luc VIAL", "Zoé BRUN", "Paul PIC")) | {"Anne Roux": "no surname in capitals, as others have"}


def test_a_conseiller_departemental_has_not_left() -> None:
    roll = read_roll_call(flow_of("Présents : Mmes et MM. les Conseillers départementaux ROUX, VIAL (conseiller départemental), PIC\n"))
    assert [row.name.text for row in roll.attendance] == ["ROUX", "VIAL", "PIC"]
    assert not roll.changes
