"""The opening roll call, in the forms that councils print."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of, pages_of
from transforms.model import Certainty, Event, Status
from transforms.reading import read
from transforms.reading.roll_call import read_roll_call


def called(text: str) -> dict[str, str]:
    """Name → "status" or "status > proxy"."""
    rows = read_roll_call(flow_of(text)).attendance
    return {row.name.text: row.status.value + (f" > {row.proxy.text}" if row.proxy else "") for row in rows}


EXTRACT = """
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Nombre de conseillers en exercice.....9
Présents..............................4
Absents représentés...................2
PRESENTS
M. VALCOURT, Maire
Mme ORLIAC, M. DE
BRIZE, adjoints au Maire
Mme TESSON, conseillère municipale.
ABSENTS REPRESENTES
Mme LAUZE, Conseillère municipale, représentée par M. VALCOURT,
M. PRADIER, Conseiller municipal, représenté par Mme TESSON.
ABSENTS EXCUSES
M. GARRIC, Conseiller municipal.
ABSENTS NON EXCUSES
Mme ROUQUET,
M. LE GALL.
Lesquels forment la majorité des membres en exercice
"""


def test_an_extract_with_four_headings() -> None:
    assert called(EXTRACT) == {
        "VALCOURT": "present",
        "ORLIAC": "present",
        "DE BRIZE": "present",
        "TESSON": "present",
        "LAUZE": "represented > VALCOURT",
        "PRADIER": "represented > TESSON",
        "GARRIC": "excused",
        "ROUQUET": "absent",
        "LE GALL": "absent",
    }


def test_each_row_leads_back_to_its_lines() -> None:
    row = read_roll_call(flow_of(EXTRACT)).attendance[4]
    assert (row.place.page, row.place.line_from, row.place.line_to) == (1, 11, 11)
    assert row.place.quote == "Mme LAUZE, Conseillère municipale, représentée par M. VALCOURT"
    assert (row.name.civility, row.name.function) == ("Mme", "Conseillère municipale")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Etaient présents : Anne ROUX, Luc PETIT, Eve BLANC\nPouvoirs :\n- Madame Zoé VIAL à Monsieur Luc PETIT\nAbsents : Jean NOIR",
            {
                "Anne ROUX": "present",
                "Luc PETIT": "present",
                "Eve BLANC": "present",
                "Zoé VIAL": "represented > Luc PETIT",
                "Jean NOIR": "absent",
            },
            id="pouvoirs as a list",
        ),
        pytest.param(
            "Présents : Mmes et Ms Roux - Petit – Blanc.\nAbsents : M. Vial –Mme Noir, procuration à M. Roux.",
            {"Roux": "present", "Petit": "present", "Blanc": "present", "Vial": "absent", "Noir": "represented > Roux"},
            id="a proxy under absents",
        ),
        pytest.param(
            "Présents : Anne ROUX, Luc PETIT.\n"
            "Absents ayant voté par procuration en application de l'article L. 2121-20 du code\n"
            "général :\n"
            "Eve BLANC,Zoé VIAL.\n"
            "Absents :\n"
            "Budget Primitif - Vote",
            {"Anne ROUX": "present", "Luc PETIT": "present", "Eve BLANC": "represented", "Zoé VIAL": "represented"},
            id="represented without holders, an empty heading before a title",
        ),
        pytest.param(
            "Étaient présents tous les conseillers en exercice, à l’exception de :\n"
            "Madame Anne ROUX qui a donné procuration à Monsieur Luc PETIT\n"
            "Monsieur Jean NOIR\n"
            "Secrétaire : Eve BLANC",
            {"Anne ROUX": "represented > Luc PETIT", "Jean NOIR": "absent"},
            id="all but some",
        ),
        pytest.param(
            "Présents : M. ROUX Luc, Mme PETIT Anne (Procuration de M. NOIR Jean)\n"
            "Excusés : M. NOIR Jean (Procuration à Mme PETIT Anne), M. VIAL Yves",
            {"ROUX Luc": "present", "PETIT Anne": "present", "NOIR Jean": "represented > PETIT Anne", "VIAL Yves": "excused"},
            id="the same proxy from both sides",
        ),
        pytest.param(
            "Présents : M. ROUX Luc, Mme PETIT Anne\nExcusés : Mme BLANC Eve, M. VIAL Yves\nPouvoirs : Mme BLANC Eve à M. ROUX Luc",
            {"ROUX Luc": "present", "PETIT Anne": "present", "BLANC Eve": "represented > ROUX Luc", "VIAL Yves": "excused"},
            id="excused and, further down, represented",
        ),
        pytest.param(
            "Présents : M. COLIN, Mme COLIN, M. ROUX",
            {"COLIN": "present", "ROUX": "present"},
            id="two people with one surname",
        ),
    ],
)
def test_forms_of_roll_call(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


def test_two_people_with_one_surname_stay_two() -> None:
    rows = read_roll_call(flow_of("Présents : M. COLIN, Mme COLIN, M. ROUX")).attendance
    assert [(row.name.civility, row.name.text) for row in rows] == [("M.", "COLIN"), ("Mme", "COLIN"), ("M.", "ROUX")]


def test_a_comma_inside_a_name_does_not_make_two_people() -> None:
    names = called("Présents : M. Luc ROUX, Mme Anne PETIT, Mme Eve, BLANC, M. Jean NOIR, Mme Zoé VIAL, M. Yves LE BRAS")
    assert list(names) == ["Luc ROUX", "Anne PETIT", "Eve BLANC", "Jean NOIR", "Zoé VIAL", "Yves LE BRAS"]


def test_named_under_two_headings_is_doubtful() -> None:
    rows = read_roll_call(flow_of("Présents : M. ROUX, Mme PETIT, M. VIAL\nAbsents : M. ROUX")).attendance
    assert [(row.name.text, row.status.value, row.certainty) for row in rows] == [
        ("ROUX", "present", Certainty.DOUBTFUL),
        ("PETIT", "present", Certainty.CERTAIN),
        ("VIAL", "present", Certainty.CERTAIN),
    ]
    assert rows[0].doubt == "named as present and as absent"


def test_remarks_in_brackets_are_movements() -> None:
    roll_call = read_roll_call(
        flow_of("Présents : Anne ROUX, Luc PETIT\nAbsents : Eve BLANC (arrivée au point n°5-a), Jean NOIR (arrivé à 19h42)")
    )
    assert [(c.name.text, c.event, c.item, c.time) for c in roll_call.changes] == [
        ("Eve BLANC", Event.ARRIVAL, "5-A", None),
        ("Jean NOIR", Event.ARRIVAL, None, "19:42"),
    ]
    assert {row.name.text: row.status.value for row in roll_call.attendance}["Eve BLANC"] == "absent"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Présents : 23\nVotants : 25\nLe budget est adopté", id="totals"),
        pytest.param("Les membres présents, à l'unanimité, adoptent le compte rendu.", id="prose"),
        pytest.param("Présents : Tous les membres\nSecrétaire : M. ROUX", id="all without names"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_roll_call(text: str) -> None:
    assert called(text) == {}


def test_a_second_roll_call_is_not_mixed_into_the_first() -> None:
    later = "\n".join(f"ligne de débat numéro {n}, qui parle de tout autre chose que des présences" for n in range(40))
    names = called(f"Présents : M. ROUX, Mme PETIT\nAbsents : M. VIAL\n{later}\nPrésents : M. NOIR, Mme BLANC")
    assert names == {"ROUX": "present", "PETIT": "present", "VIAL": "absent"}


def test_a_late_comer_listed_twice_is_one_person_absent_at_the_opening() -> None:
    text = "Présents : Mmes et Ms ROUX, PETIT, BLANC (à partir du point 7), VIAL\nAbsents : Eve BLANC (jusqu’au point 6), Jean NOIR"
    assert called(text) == {"ROUX": "present", "PETIT": "present", "VIAL": "present", "Eve BLANC": "absent", "Jean NOIR": "absent"}


def test_a_late_comer_listed_only_as_present_is_doubtful() -> None:
    rows = read_roll_call(flow_of("Présents : Anne ROUX, Luc PETIT (arrivé à 20h10), Eve BLANC")).attendance
    assert [(row.status.value, row.certainty.value) for row in rows] == [
        ("present", "certain"),
        ("absent", "doubtful"),
        ("present", "certain"),
    ]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        pytest.param(
            "Présents : 3\n",
            [("Zoé MAIRESSE", "certain"), ("Anne ROUX", "certain"), ("Luc PETIT", "certain")],
            id="the total counts the chair",
        ),
        pytest.param("Présents : 2\n", [("Anne ROUX", "certain"), ("Luc PETIT", "certain")], id="the total does not"),
        pytest.param("", [("Zoé MAIRESSE", "doubtful"), ("Anne ROUX", "certain"), ("Luc PETIT", "certain")], id="no total"),
    ],
)
def test_the_president_left_out_of_the_list(total: str, expected: list[tuple[str, str]]) -> None:
    head = "Séance du 3 mai 2023\nsous la présidence de Madame Zoé MAIRESSE, maire.\n"
    text = f"{head}{total}Etaient présents : Anne ROUX, Luc PETIT\nAbsents : Eve BLANC"
    (document,) = read(pages_of(text))
    assert [(row.name.text, row.certainty.value) for row in document.attendance if row.status is Status.PRESENT] == expected


@pytest.mark.parametrize("listed", ["MAIRESSE Z.", "Zoé MAIRESE", "Mme MAIRESSE"])
def test_the_president_in_another_printed_form_is_not_added(listed: str) -> None:
    head = "Séance du 3 mai 2023\nsous la présidence de Madame Zoé MAIRESSE, maire.\n"
    text = f"{head}Etaient présents : {listed}, Luc PETIT\nAbsents : Eve BLANC"
    (document,) = read(pages_of(text))
    assert len(document.attendance) == 3


def test_a_list_of_one_name_has_the_order_of_the_lists_before_it() -> None:
    text = "Présents :\nLéa FONTANEL, Hugo CASTAING, Inès ORLIAC\nAbsents :\nPaul VALCOURT\nPôle de Recherche - Convention"
    assert called(text) == {
        "Léa FONTANEL": "present",
        "Hugo CASTAING": "present",
        "Inès ORLIAC": "present",
        "Paul VALCOURT": "absent",
    }


def test_columns_read_one_after_the_other_pair_nobody_for_certain() -> None:
    text = (
        "Présents : Léa FONTANEL - Hugo CASTAING - Inès ORLIAC\nAbsents ayant donné procuration : Paul VALCOURT Anne TESSON\n"
        "procuration à procuration à Léa FONTANEL Hugo CASTAING"
    )
    rows = read_roll_call(flow_of(text)).attendance
    assert [(row.name.text, row.status) for row in rows[3:]] == [
        ("Paul VALCOURT", Status.REPRESENTED),
        ("Anne TESSON", Status.REPRESENTED),
    ]
    assert rows[3].proxy is None
    assert rows[4].certainty is Certainty.DOUBTFUL


def test_an_office_in_the_plural_is_that_of_all_the_names_before_it() -> None:
    rows = read_roll_call(flow_of(EXTRACT)).attendance
    assert [row.name.function for row in rows[:4]] == ["Maire", "adjoints au Maire", "adjoints au Maire", "conseillère municipale"]


def test_a_hyphen_that_parts_a_word_at_a_line_end_is_no_part_of_the_name() -> None:
    text = "Présents : M. ROUX, Mme LAJAR-\nRIGE, Mme VAL-\nMONT, M. PIC\nProcuration : M. NOIR à Mme LAJARRIGE"
    assert list(called(text)) == ["ROUX", "LAJARRIGE", "VAL-MONT", "PIC", "NOIR"]


def test_headings_that_count_their_names_in_brackets() -> None:
    text = (
        "Étaient présents (3) : Mme Colette ROUX, M. Régis PETIT, M. Gaston VIAL\n"
        "Était représenté (1) : M. Hervé PIC, ayant donné mandat de vote à M. Gaston VIAL\n"
        "Était excusée (1) : Mme Jeanne BLANC"
    )
    assert called(text) == {
        "Colette ROUX": "present",
        "Régis PETIT": "present",
        "Gaston VIAL": "present",
        "Hervé PIC": "represented > Gaston VIAL",
        "Jeanne BLANC": "excused",
    }


def test_holders_in_brackets_under_a_heading_that_speaks_of_proxies() -> None:
    text = "Étaient présents : Mme ROUX, M. PETIT\nAbsents ayant donné délégation de vote :\nM. VIAL (à Mme ROUX), Mme BLANC (à M. PETIT)."
    assert called(text) == {"ROUX": "present", "PETIT": "present", "VIAL": "represented > ROUX", "BLANC": "represented > PETIT"}


@pytest.mark.parametrize(
    ("present", "table"),
    [
        pytest.param(
            "M. Luc PETIT, Mme Anne ROUX",
            "Mandant Mandataire\nM. Yves VIAL M. Luc PETIT\nMme Eve NOIR Mme Anne ROUX\nQuorum : 10",
            id="civilities",
        ),
        pytest.param(
            "Luc PETIT, Anne ROUX",
            "NOMS DES MANDANTS NOMS DES MANDATAIRES\nYves VIAL Luc PETIT\nEve NOIR Anne ROUX\n",
            id="given names first",
        ),
        pytest.param("PETIT Luc, ROUX Anne", "Mandants / mandataires :\nVIAL Yves PETIT Luc\nNOIR Eve ROUX Anne\n", id="surnames first"),
    ],
)
def test_a_table_of_givers_and_holders(present: str, table: str) -> None:
    rows = read_roll_call(flow_of(f"Présents : {present}\n{table}")).attendance
    proxies = [(set(row.name.text.split()), set(row.proxy.text.split())) for row in rows if row.proxy]
    assert proxies == [({"Yves", "VIAL"}, {"Luc", "PETIT"}), ({"Eve", "NOIR"}, {"Anne", "ROUX"})]
    assert [row.certainty.value for row in rows] == ["certain"] * 4


def test_headings_in_words_of_their_own() -> None:
    text = (
        "Délégués titulaires présents à l'ouverture : M. Luc ROUX, Mme Anne PETIT\n"
        "Délégués suppléants présents avec voix délibérative : M. Yves VIAL\n"
        "Ont remis un pouvoir écrit pour la séance : Mme Eve BLANC à M. Luc ROUX\n"
        "Les membres présents désignent à l'unanimité : M. Jean NOIR"
    )
    assert called(text) == {"Luc ROUX": "present", "Anne PETIT": "present", "Yves VIAL": "present", "Eve BLANC": "represented > Luc ROUX"}


def test_who_gave_no_proxy_is_not_represented() -> None:
    text = (
        "Présents : M. ROUX Luc, Mme PETIT Anne\n"
        "Membre absent excusé avec procuration : M. VIAL Yves qui donne procuration à M. ROUX Luc\n"
        "Membre absent excusé sans procuration : Mme NOIR Véronique\n"
        "Absents n'ayant pas donné pouvoir : M. PIC Jonas"
    )
    assert called(text) == {
        "ROUX Luc": "present",
        "PETIT Anne": "present",
        "VIAL Yves": "represented > ROUX Luc",
        "NOIR Véronique": "excused",
        "PIC Jonas": "absent",
    }


def test_holders_who_received_a_power_under_the_heading_of_the_givers() -> None:
    text = (
        "PRÉSENTS (2) :\n"
        "M. ROUX, Mme PETIT\n"
        "ABSENTS AYANT DONNÉ POUVOIR (2) :\n"
        "M. ROUX a reçu pouvoir de Mme VIAL\n"
        "Mme PETIT a reçu pouvoir de M. PIC\n"
        "ABSENT (1) : M. NOIR"
    )
    assert called(text) == {
        "ROUX": "present",
        "PETIT": "present",
        "VIAL": "represented > ROUX",
        "PIC": "represented > PETIT",
        "NOIR": "absent",
    }


def test_members_by_commune_one_commune_a_line() -> None:
    text = (
        "PRÉSENTS\nBlainville : Mme ROUX (Présidente), M. PETIT\nCourseul-le-Bois : Mme VIAL, M. PIC\n"
        "ABSENTE AVEC POUVOIR\nCourseul-le-Bois : Mme BLANC, pouvoir à M. PIC\nABSENT EXCUSÉ\nSaint-Aubert : M. NOIR\n"
        "Invitée : Mme Rose, directrice"
    )
    assert called(text) == {
        "ROUX": "present",
        "PETIT": "present",
        "VIAL": "present",
        "PIC": "present",
        "BLANC": "represented > PIC",
        "NOIR": "excused",
    }


def test_who_begins_the_next_sentence_is_not_of_the_list() -> None:
    text = (
        "Sont présents :\n"
        "Mme Aline ROUX\n"
        "M. Cyril PETIT\n"
        "Absent ayant donné pouvoir : M. Olivier VIAL à M. Cyril PETIT\n"
        "Mme Aline ROUX, doyenne d’âge, préside la séance."
    )
    rows = called(text)
    assert rows["Aline ROUX"] == "present"
    assert rows["Olivier VIAL"] == "represented > Cyril PETIT"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "PRÉSENTS\nG. ROUX, J.-F. PETIT\nPOUVOIRS\nY. VIAL → G. ROUX\nO. PIC -> J.-F. PETIT\nABSENTS\nX. NOIR",
            {
                "G. ROUX": "present",
                "J.-F. PETIT": "present",
                "Y. VIAL": "represented > G. ROUX",
                "O. PIC": "represented > J.-F. PETIT",
                "X. NOIR": "absent",
            },
            id="arrows",
        ),
        pytest.param(
            "Présents\n"
            "Anne ROUX, Présidente\n"
            "Luc PETIT, 1re Vice-Présidente\n"
            "Ève VIAL, 2e Vice-Président\n"
            "Jean PIC, membre du Bureau\n"
            "Excusés\n"
            "Zoé NOIR, 8e Vice-Président",
            {"Anne ROUX": "present", "Luc PETIT": "present", "Ève VIAL": "present", "Jean PIC": "present", "Zoé NOIR": "excused"},
            id="ordinals",
        ),
        pytest.param(
            "ÉTAIENT PRÉSENTS :\n"
            "ROUX Martine, Maire\n"
            "PETIT Alain, 1er Adjoint\n"
            "ABSENT REPRÉSENTÉ :\n"
            "VIAL Jacky (1)\n"
            "ABSENTE EXCUSÉE : néant\n"
            "(1) donne pouvoir à PETIT Alain",
            {"ROUX Martine": "present", "PETIT Alain": "present", "VIAL Jacky": "represented > PETIT Alain"},
            id="footnote",
        ),
        pytest.param(
            "Membres présents : 2\n"
            "Anne ROUX, Luc PETIT\n"
            "Membres absents ayant donné pouvoir : 1\n"
            "Ève VIAL donne pouvoir à Luc PETIT\n"
            "Membres excusés non représentés : 1\n"
            "Zoé NOIR",
            {"Anne ROUX": "present", "Luc PETIT": "present", "Ève VIAL": "represented > Luc PETIT", "Zoé NOIR": "excused"},
            id="the total in the heading",
        ),
        pytest.param(
            "ÉTAIENT PRÉSENTS\n"
            "Groupe « Valmont ensemble »\n"
            "Anne ROUX, Luc PETIT\n"
            "Groupe « L’Alternative »\n"
            "Ève VIAL\n"
            "ÉTAIENT ABSENTS\n"
            "Zoé NOIR",
            {"Anne ROUX": "present", "Luc PETIT": "present", "Ève VIAL": "present", "Zoé NOIR": "absent"},
            id="political groups",
        ),
        pytest.param(
            "Présents\nMaire : Anne ROUX\nAdjoints : Luc PETIT, Ève VIAL\nConseillers : Jean PIC, Zoé NOIR\nAbsents : Paul FER",
            {
                "Anne ROUX": "present",
                "Luc PETIT": "present",
                "Ève VIAL": "present",
                "Jean PIC": "present",
                "Zoé NOIR": "present",
                "Paul FER": "absent",
            },
            id="offices as labels",
        ),
        pytest.param(
            "Présents : Anne ROUX, Luc PETIT\n"
            "Procurations :\n"
            "Mandant Mandataire\n"
            "Ève VIAL Luc PETIT\n"
            "Jean PIC Anne ROUX\n"
            "Absents : Zoé NOIR",
            {
                "Anne ROUX": "present",
                "Luc PETIT": "present",
                "Ève VIAL": "represented > Luc PETIT",
                "Jean PIC": "represented > Anne ROUX",
                "Zoé NOIR": "absent",
            },
            id="a table under its heading",
        ),
    ],
)
def test_more_forms_of_roll_call(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Présents : M. ROUX, Maire, Mmes : BLANC Eve, NOIR Zoé quitte la séance à 18h38 et rentre à\n"
            "18h42, DE BRIZE Anne, MM : PETIT Luc\n"
            "Excusé(s) ayant donné procuration : Mmes : VIAL Ida à M. PETIT Luc\nAbsent(s) : M. LAUZE Jean\n",
            {
                "ROUX": "present",
                "BLANC Eve": "present",
                "NOIR Zoé": "present",
                "DE BRIZE Anne": "present",
                "PETIT Luc": "present",
                "VIAL Ida": "represented > PETIT Luc",
                "LAUZE Jean": "absent",
            },
            id="civilities before colons, remarks between commas",
        ),
        pytest.param(
            "Présents : M. ROUX, Mme BLANC, M. PETIT\n"
            "Pouvoirs : Mme VIAL donne pouvoir à M. le Maire, M. LAUZE donne pouvoir à Mme BLANC\n",
            {"ROUX": "present", "BLANC": "present", "PETIT": "present", "VIAL": "represented", "LAUZE": "represented > BLANC"},
            id="a power to the mayor, who has no name there",
        ),
        pytest.param(
            "PRÉSENTS : ROUX Luc Maire, BLANC Eve 1 ère adjointe, PETIT Paul 2ème adjoint, VIAL Ida conseillers municipaux\n",
            {"ROUX Luc": "present", "BLANC Eve": "present", "PETIT Paul": "present", "VIAL Ida": "present"},
            id="ordinals parted by a space",
        ),
        pytest.param(
            "Présents : Anne ROUX, Luc PETIT\nAbsents excusés : Eve BLANC, Ida VIAL et Jean LAUZE qui avaient respectivement donné\n"
            "procuration à Anne ROUX, Luc PETIT et Anne ROUX.\n",
            {
                "Anne ROUX": "present",
                "Luc PETIT": "present",
                "Eve BLANC": "represented > Anne ROUX",
                "Ida VIAL": "represented > Luc PETIT",
                "Jean LAUZE": "represented > Anne ROUX",
            },
            id="givers and holders in one order",
        ),
        pytest.param(
            "Présents : Anne ROUX - Luc PETIT\nAbsents représentés :\nEve BLANC – A donné pouvoir Anne ROUX\n"
            "Ida VIAL – A donné pouvoir à Luc PETIT\n",
            {
                "Anne ROUX": "present",
                "Luc PETIT": "present",
                "Eve BLANC": "represented > Anne ROUX",
                "Ida VIAL": "represented > Luc PETIT",
            },
            id="the little word fell out",
        ),
        pytest.param(
            "Présents : M. ROUX Luc, Mme BLANC Eve\nAbsents : Mme et Mrs VIAL Ida, LAUZE Jean\n"
            "Procurations : Mme VIAL Ida à Mme BLANC Eve, M. LAUZE Jean à M. ROUX Luc.\n",
            {
                "ROUX Luc": "present",
                "BLANC Eve": "present",
                "VIAL Ida": "represented > BLANC Eve",
                "LAUZE Jean": "represented > ROUX Luc",
            },
            id="among the absent under one civility and among the givers",
        ),
        pytest.param(
            "Présents : Monsieur Luc ROUX – Madame Eve BLANC\nAbsents : Madame Ida VIAL – Monsieur Jean LAUZE\n\n"
            "Le nombre de présents est de 2.\n\n"
            "-Madame VIAL procuration à Madame BLANC\n",
            {"Luc ROUX": "present", "Eve BLANC": "present", "Ida VIAL": "represented > BLANC", "Jean LAUZE": "absent"},
            id="a power told in a sentence of its own",
        ),
        pytest.param(
            "Étaient présents tous les conseillers en exercice, à l'exception de\nMessieurs Luc ROUX et Jean LAUZE, absents excusés. "
            "M. Luc ROUX a donné procuration à Mme Eve BLANC.\n",
            {"Luc ROUX": "represented > Eve BLANC", "Jean LAUZE": "excused"},
            id="all but two, who are excused",
        ),
        pytest.param(
            "Présents :\nPour l'opposition : Mme ROUX – M. PETIT\nPour la majorité : Mme BLANC - M. VIAL\nAbsents : M. LAUZE\n",
            {"ROUX": "present", "PETIT": "present", "BLANC": "present", "VIAL": "present", "LAUZE": "absent"},
            id="labels of political sides",
        ),
        pytest.param(
            "Présents : M. Luc ROUX – Mme Eve BLANC\nReprésentés :\n"
            "Mme Ida VIAL : pouvoir à M. Luc ROUX ; M. Jean LAUZE : pouvoir à Mme Eve BLANC\n",
            {
                "Luc ROUX": "present",
                "Eve BLANC": "present",
                "Ida VIAL": "represented > Luc ROUX",
                "Jean LAUZE": "represented > Eve BLANC",
            },
            id="a colon between the name and its power",
        ),
        pytest.param(
            "Conseillers présents : 1. ROUX Luc 2. BLANC Eve 3. PETIT Paul\nOrdre du jour",
            {"ROUX Luc": "present", "BLANC Eve": "present", "PETIT Paul": "present"},
            id="a numbered list",
        ),
        pytest.param(
            "Présents : 2 M. Luc ROUX - Mme Eve BLANC. Absents ou excusés : 2 Mme Ida VIAL - M. Jean LAUZE\nDont absents avec pouvoir : 1\n"
            "M. Jean LAUZE (pouvoir Luc ROUX)\n",
            {"Luc ROUX": "present", "Eve BLANC": "present", "Ida VIAL": "absent", "Jean LAUZE": "represented > Luc ROUX"},
            id="totals before the names",
        ),
        pytest.param(
            "CONSEILLERS EN EXERCICE 15 : présents : 3 : ROUX Luc,BLANC Eve, PETIT Paul.\n",
            {"ROUX Luc": "present", "BLANC Eve": "present", "PETIT Paul": "present"},
            id="a total between colons",
        ),
        pytest.param(
            "Étaient présents : Mesdames et Messieurs, ROUX Luc, BLANC Eve, PETIT Paul\n"
            "Étaient absents : Mme et MM. VIAL Ida (exc, proc. à BLANC Eve), "
            "LAUZE Jean (excusé)\n",
            {
                "ROUX Luc": "present",
                "BLANC Eve": "present",
                "PETIT Paul": "present",
                "VIAL Ida": "represented > BLANC Eve",
                "LAUZE Jean": "excused",
            },
            id="a comma behind shared civilities, abbreviations in brackets",
        ),
        pytest.param(
            "En présence de :\nLuc ROUX, Eve BLANC, Paul PETIT\n",
            {"Luc ROUX": "present", "Eve BLANC": "present", "Paul PETIT": "present"},
            id="in the presence of",
        ),
        pytest.param(
            "Délégués présents (titulaires et\nsuppléants) : L Roux, JP Blanc suppléé par N Ferrand, D Petit, E. Juillet, Vial A.\n",
            {
                "L Roux": "present",
                "JP Blanc": "represented > N Ferrand",
                "N Ferrand": "present",
                "D Petit": "present",
                "E. Juillet": "present",
                "Vial A.": "present",
            },
            id="alternates sit in their own right",
        ),
        pytest.param(
            "Présents : ROUX L. – BLANC E. – PETIT M.J. – VIAL B NOIR G. - LAUZE J.\nExcusés : COMBE A. (remplacée par PETIT M.J.)\n",
            {
                "ROUX L.": "present",
                "BLANC E.": "present",
                "PETIT M.J.": "present",
                "VIAL B": "present",
                "NOIR G.": "present",
                "LAUZE J.": "present",
                "COMBE A.": "excused",
            },
            id="initials behind surnames, a separator missing",
        ),
        pytest.param(
            "Présent.e.s : A. ROUX, L. PETIT, E. BLANC\n"
            "Excusé.e.s : I. VIAL a donné pouvoir à A. ROUX J. LAUZE a donné pouvoir à L. PETIT\n",
            {
                "A. ROUX": "present",
                "L. PETIT": "present",
                "E. BLANC": "present",
                "I. VIAL": "represented > A. ROUX",
                "J. LAUZE": "represented > L. PETIT",
            },
            id="inclusive headings, initials before surnames",
        ),
        pytest.param(
            "Étaient présents : Commune d'Orsec : Messieurs Roux, Petit Commune de Valmont : Madame Blanc\n"
            "Excusés : Mesdames Vial, Lauze\n",
            {"Roux": "present", "Petit": "present", "Blanc": "present", "Vial": "excused", "Lauze": "excused"},
            id="communes as labels in running text",
        ),
        pytest.param(
            "Étaient présents :\nVALMONT\nM. ROUX Luc\nORSEC SUR LOUE\nMme BLANC Eve\nM. PETIT Paul\nSAINT LOUP\nMme VIAL Ida\n",
            {"ROUX Luc": "present", "BLANC Eve": "present", "PETIT Paul": "present", "VIAL Ida": "present"},
            id="communes on lines of their own",
        ),
        pytest.param(
            "Étaient présents les délégués des communes de :\nValmont ; Orsec ; Saint-Loup\nÉtaient excusés :\nBrizeux (Mme Ida VIAL) ; "
            "Lauzac (M. Jean NOIR, pouvoir transmis à M. Luc ROUX) ; Combe (Mme Eve PIC) ; Loue (M. Paul PETIT)\n",
            {"Ida VIAL": "excused", "Jean NOIR": "represented > Luc ROUX", "Eve PIC": "excused", "Paul PETIT": "excused"},
            id="communes with their delegates in brackets",
        ),
        pytest.param(
            "Compte rendu\ndu conseil municipal\nde Valmont\ndu 3 mai 2023\nÉtaient présents :\nNOMBRE DE CONSEILLERS :\nEn exercice\n9\n"
            "Luc ROUX, Eve BLANC, Paul PETIT,\nPrésents\n4\nIda VIAL, Zoé NOIR\nAbsents :\nJean LAUZE, Anne PIC\n"
            "Secrétaire de séance : Luc ROUX\nOrdre du jour\nBudget\nVoirie\nÉcole",
            {
                "Luc ROUX": "present",
                "Eve BLANC": "present",
                "Paul PETIT": "present",
                "Ida VIAL": "present",
                "Zoé NOIR": "present",
                "Jean LAUZE": "absent",
                "Anne PIC": "absent",
            },
            id="totals of the margin in the midst of the names",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Eve BLANC, M. Paul PETIT\nAbsents : Néant\nAutres participants :\nM. Jean LAUZE, directeur\n",
            {"Luc ROUX": "present", "Eve BLANC": "present", "Paul PETIT": "present"},
            id="guests are no councillors",
        ),
        pytest.param(
            "Présents : Mmes ROUX Anne, BLANC - NOIR Marie - Laure, MM. PETIT Jean -\n"
            "Paul, VIAL Luc, LE BRAS Yves, PIC Patric k, LAUZE Ida\n",
            {
                "LAUZE Ida": "present",
                "ROUX Anne": "present",
                "BLANC-NOIR Marie-Laure": "present",
                "PETIT Jean-Paul": "present",
                "VIAL Luc": "present",
                "LE BRAS Yves": "present",
                "PIC Patrick": "present",
            },
            id="dashes with spaces inside names that commas part",
        ),
        pytest.param(
            "Présents : M. ROUX, Mme BLANC, M. PETIT\n"
            "Procurations : Mme VIAL donne pouvoir à M. ROUX, M. LAUZE qui n'a pu venir, Mme PIC donne pouvoir à Mme BLANC\n",
            {
                "ROUX": "present",
                "BLANC": "present",
                "PETIT": "present",
                "VIAL": "represented > ROUX",
                "PIC": "represented > BLANC",
            },
            id="a remark does not end the list",
        ),
    ],
)
def test_forms_seen_in_many_towns(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


PRESENT_OF_FOUR = {"Luc ROUX": "present", "Zoé PIC": "present", "Jean BRUN": "present", "Anne LENOIR": "present"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Étaient présents : M. Luc ROUX, Mme Zoé PIC suppléante de M. Paul VIAL, M. Jean BRUN, Mme Anne LENOIR\n",
            PRESENT_OF_FOUR,
            id="an alternate, told without brackets: the titular is not there",
        ),
        pytest.param(
            "Étaient présents : Luc ROUX, Zoé PIC, déléguée suppléante de Paul VIAL, Jean BRUN, Anne LENOIR\n",
            PRESENT_OF_FOUR,
            id="an alternate, told behind a comma",
        ),
        pytest.param(
            "Étaient présents : M. Luc ROUX, Mme Zoé PIC en remplacement de M. Paul\nVIAL, M. Jean BRUN, Mme Anne LENOIR\n",
            PRESENT_OF_FOUR,
            id="in the place of somebody, over a line's end",
        ),
        pytest.param(
            "Étaient présents : M. Luc ROUX, Mme Zoé PIC remplaçant M. Paul VIAL, M. Jean BRUN, Mme Anne LENOIR\n",
            PRESENT_OF_FOUR,
            id="replacing somebody",
        ),
        pytest.param(
            "Étaient présents :\nM. Luc ROUX et Mme Zoé PIC pour ORSEC LES BAINS\nM. Jean BRUN pour Valmont-sur-Loue\n"
            "Mme Anne LENOIR pour la commune de Saint-Aubin\n",
            PRESENT_OF_FOUR,
            id="each for a commune",
        ),
        pytest.param(
            "Étaient présents :\nOrsec en Plaine : Luc ROUX, Zoé PIC ; Valmont sur Loue : Jean BRUN Saint Aubin sous Bois : Anne LENOIR\n",
            PRESENT_OF_FOUR,
            id="communes with little words in their names as labels",
        ),
        pytest.param(
            "Étaient présents : Orsec : Luc ROUX, Zoé PIC - Valmont sur Loue : Jean BRUN - Saint Aubin la Plaine : Anne LENOIR\n",
            PRESENT_OF_FOUR,
            id="communes between dashes",
        ),
        pytest.param(
            "Présents :\nORSEC Luc ROUX\nZoé PIC\nVALMONT Jean BRUN\nSAINT-AUBIN Anne LENOIR\n",
            PRESENT_OF_FOUR,
            id="communes in capitals before the first of their people",
        ),
        pytest.param(
            "Présents : M. ROUX Luc de Orsec, Mme PIC Zoé de La Ferté, M. BRUN Jean d'Aubin, Mme LENOIR Anne de VALMONT SUR LOUE\n",
            {"ROUX Luc": "present", "PIC Zoé": "present", "BRUN Jean": "present", "LENOIR Anne": "present"},
            id="each of a commune, behind the given name",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Zoé PIC (excusée), M. Jean BRUN (absent), Mme Anne LENOIR\n",
            PRESENT_OF_FOUR | {"Zoé PIC": "excused", "Jean BRUN": "absent"},
            id="who is away, in brackets in the list of those present",
        ),
        pytest.param(
            "Étaient présents : (4) Mesdames et Messieurs, Luc ROUX, Zoé PIC, Jean BRUN, Anne LENOIR\n",
            PRESENT_OF_FOUR,
            id="a count in brackets behind the colon",
        ),
        pytest.param(
            "Étaient présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\n"
            "Étaient également présents : M. Marc NOIR, directeur général des services, Mme Eva GRIS, trésorière\nAbsent : M. Ugo BLEU\n",
            PRESENT_OF_FOUR | {"Ugo BLEU": "absent"},
            id="also present: no members",
        ),
        pytest.param(
            "Étaient présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\n"
            "Invités présents : M. Marc NOIR, M. Guy VERT\nPersonnel présent : Mme Eva GRIS\nAbsent : M. Ugo BLEU\n",
            PRESENT_OF_FOUR | {"Ugo BLEU": "absent"},
            id="guests and staff: no members",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\nS'étaient fait excuser : M. Marc NOIR, "
            "Mme Eva GRIS (délégation de vote à M. Luc ROUX)\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "excused", "Eva GRIS": "represented > Luc ROUX"},
            id="had themselves excused, a delegation of the vote",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN\n"
            "Absents représentés par leur suppléant : M. Marc NOIR par Mme Anne LENOIR\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "represented > Anne LENOIR"},
            id="represented by their alternates, who sit",
        ),
        pytest.param(
            "Titulaires présents : M Roux, M Brun\nDélégués suppléants ayant pouvoir de leur titulaire : Mme Pic (suppléante de M Vial)\n",
            {"Roux": "present", "Brun": "present", "Pic": "present"},
            id="alternates with the power of their titulars sit",
        ),
        pytest.param(
            "Étaient représentées les communes de :\nORSEC :\nM. Luc ROUX et Mme Zoé PIC\nVALMONT :\nM. Jean BRUN et Mme Anne LENOIR\n"
            "Étaient non représentées les communes de : SAINT-AUBIN, LA FERTE\n",
            PRESENT_OF_FOUR,
            id="communes represented by people who are there",
        ),
        pytest.param(
            "Étaient présents : Mme Anne LENOIR, M. Jean BRUN, administrateurs élus, M. Luc ROUX, Mme Zoé PIC, administrateurs nommés.\n",
            PRESENT_OF_FOUR,
            id="administrators of a welfare centre",
        ),
        pytest.param(
            "Excusés :\nMadame Zoé PIC, Déléguée de la Commune d' ORSEC,\nMonsieur Luc ROUX, Délégué de la Commune de VALMONT,\n"
            "Présents : M. Jean BRUN, Mme Anne LENOIR\n",
            PRESENT_OF_FOUR | {"Zoé PIC": "excused", "Luc ROUX": "excused"},
            id="a blank behind the apostrophe of a commune",
        ),
        pytest.param(
            "Étaient présents :\nMme Anne LENOIR – Orsec\nM. Luc ROUX – Valmont-sur-Loue\nM. Jean BRUN – La Ferté\nMme Zoé PIC – Aubin\n",
            PRESENT_OF_FOUR,
            id="a commune behind each name, a dash between",
        ),
        pytest.param(
            "Étaient présents :\nAnne LENOIR - Orsec\nLuc ROUX - Valmont-sur-Loue\nJean BRUN - La Ferté\nZoé PIC - Aubin\n",
            PRESENT_OF_FOUR,
            id="the same without civilities",
        ),
        pytest.param(
            "Étaient présents :\nORSEC\nVALMONT\nLA FERTE\nLuc ROUX\nZoé PIC\nJean BRUN\nAnne LENOIR\n",
            PRESENT_OF_FOUR,
            id="a column of communes, then the column of people",
        ),
        pytest.param(
            "Étaient présents : ORSEC M. ROUX Luc Mme PIC Zoé VALMONT SUR LOUE M. BRUN Jean LA FERTE Mme LENOIR Anne\n",
            {"ROUX Luc": "present", "PIC Zoé": "present", "BRUN Jean": "present", "LENOIR Anne": "present"},
            id="communes in capitals before civilities, run together",
        ),
        pytest.param(
            "Étaient présents :\nORSEC\nM. ROUX Luc\nLA FERTE S/ LOUE\nMme PIC Zoé\n"
            "M. BRUN Jean\nVALMONT LES\nDEUX EAUX\nMme LENOIR Anne\n",
            {"ROUX Luc": "present", "PIC Zoé": "present", "BRUN Jean": "present", "LENOIR Anne": "present"},
            id="communes of several words on lines of their own",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\n"
            "Excusés :\nMessieurs Marc NOIR et Guy VERT, délégués de BOIS SAINT LAURENT\nMadame Eva GRIS, déléguée de VAL POT DE FER\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "excused", "Guy VERT": "excused", "Eva GRIS": "excused"},
            id="delegates of a commune of several words",
        ),
        pytest.param(
            "Présents :\nORSEC Luc ROUX avec pouvoir de Marc NOIR - Zoé PIC\n"
            "AUBIN Jean BRUN (porteur du pouvoir d'Eva GRIS)\nVAL Anne LENOIR\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "represented > Luc ROUX", "Eva GRIS": "represented > Jean BRUN"},
            id="with the power of somebody",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\n"
            "Absents : M. Marc NOIR (Orsec), Mme Eva GRIS (Valmont) excusée, M. Ugo BLEU (Aubin)\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "absent", "Eva GRIS": "excused", "Ugo BLEU": "absent"},
            id="excused behind a commune in brackets",
        ),
        pytest.param(
            "Présents : Orsec : Luc ROUX, Zoé PIC ; Valmont : Jean BRUN ; Aubin : Anne LENOIR\n"
            "Communes absentes : La Ferté, Bourg-en-Loue\n",
            PRESENT_OF_FOUR,
            id="communes that are absent",
        ),
        pytest.param(
            "Présents : Luc ROUX, Zoé PIC, Jean BRUN, Anne LENOIR\nAbsents/excusés Pouvoir à\nMarc NOIR Luc ROUX\nEva GRIS Zoé PIC\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "represented > Luc ROUX", "Eva GRIS": "represented > Zoé PIC"},
            id="a table of those absent and their holders",
        ),
        pytest.param(
            "Présents : Luc ROUX, Zoé PIC, Jean BRUN, Anne LENOIR\nPouvoirs : de Marc NOIR à Luc ROUX, de Eva GRIS à Zoé PIC\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "represented > Luc ROUX", "Eva GRIS": "represented > Zoé PIC"},
            id="powers of somebody to somebody",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\nAbsents excusés : 00\n"
            "\nAbsents : 00\n\nPROCES VERBAL\nDU CONSEIL\n",
            PRESENT_OF_FOUR,
            id="nobody is absent",
        ),
        pytest.param(
            "Étaient présents :\nROUX Luc PIC Zoé BRUN Jean LENOIR Anne\nVIAL Paul BLANC Eve GRIS Eva LE\nBRAS Yves VERT Guy BLEU Ugo\n"
            "Pouvoirs : Mme NOIR Ida a donné pouvoir à M. ROUX Luc\n",
            dict.fromkeys(
                (
                    "ROUX Luc",
                    "PIC Zoé",
                    "BRUN Jean",
                    "LENOIR Anne",
                    "VIAL Paul",
                    "BLANC Eve",
                    "GRIS Eva",
                    "LE BRAS Yves",
                    "VERT Guy",
                    "BLEU Ugo",
                ),
                "present",
            )
            | {"NOIR Ida": "represented > ROUX Luc"},
            id="columns of names run together",
        ),
        pytest.param(
            "Étaient présents (P) ou absents (A)\nROUX Luc P\nPIC Zoé P\nLE BRAS Yves A\nBRUN Jean P NOIR Ida A\n"
            "Avaient donné pouvoir : Ida NOIR à Luc ROUX\nSuppléance : Guy VERT pour Yves LE BRAS\n",
            {
                "ROUX Luc": "present",
                "PIC Zoé": "present",
                "LE BRAS Yves": "absent",
                "BRUN Jean": "present",
                "Ida NOIR": "represented > Luc ROUX",
            },
            id="a letter behind each name",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\n"
            "Absents ayant délégué leur droit de vote : M. Guy VERT à M. Luc ROUX\n"
            "Absente : Mme Eva GRIS a délégué son vote à Mme Zoé PIC\n",
            PRESENT_OF_FOUR | {"Guy VERT": "represented > Luc ROUX", "Eva GRIS": "represented > Zoé PIC"},
            id="a vote that is delegated",
        ),
        pytest.param(
            "Étaient présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\n"
            "Étaient absents et avaient donné pouvoir : M. Marc NOIR à M. Luc ROUX\n"
            "Étaient absents et n'avaient pas donné pouvoir : M. Ugo BLEU\nEst arrivée en cours de séance : Mme Eva GRIS\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "represented > Luc ROUX", "Ugo BLEU": "absent"},
            id="who had given no power, who came later",
        ),
        pytest.param(
            "Présents : M. Luc ROUX, Mme Zoé PIC, M. Jean BRUN, Mme Anne LENOIR\n"
            "Se sont excusés : M. Marc NOIR, Mme Eva GRIS\nN'ont pas participé : M. Ugo BLEU\n",
            PRESENT_OF_FOUR | {"Marc NOIR": "excused", "Eva GRIS": "excused"},
            id="who took no part is not excused",
        ),
        pytest.param(
            "Étaient présents : AUBIN : Monsieur Luc\nROUX ORSEC : Mesdames Zoé\nPIC et Anne LENOIR VALMONT SUR LOUE : M. Jean BRUN\n",
            PRESENT_OF_FOUR,
            id="communes as labels where lines break inside names",
        ),
    ],
)
def test_members_are_named_by_commune_or_sit_for_others(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


def test_who_is_absent_from_some_time_on_left() -> None:
    roll_call = read_roll_call(
        flow_of(
            "Présents : Mme Eve BLANC, M. Luc ROUX, M. Paul PETIT\nAbsents (départs en cours de séance) :\nM. Luc ROUX à compter de 21h49\n"
        )
    )
    assert [(row.name.text, row.status, row.certainty) for row in roll_call.attendance] == [
        ("Eve BLANC", Status.PRESENT, Certainty.CERTAIN),
        ("Luc ROUX", Status.PRESENT, Certainty.CERTAIN),
        ("Paul PETIT", Status.PRESENT, Certainty.CERTAIN),
    ]
    assert [(change.name.text, change.event, change.time) for change in roll_call.changes] == [("Luc ROUX", Event.DEPARTURE, "21:49")]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        pytest.param(
            "Présents : M. ROUX, M. PETIT\nAbsents : M. LACOMBE, Mme BLANC\nPouvoirs : M. LASCOMBE à M. ROUX\n",
            {"LACOMBE", "LASCOMBE"},
            id="a misprint",
        ),
        pytest.param(
            "Présents : Luc ROUX, Sylvain BRUNET, Eve BLANC\nAbsents : M. S. BRUNET excusé avec procuration à L. ROUX\n",
            {"Sylvain BRUNET", "S. BRUNET"},
            id="initials",
        ),
        pytest.param(
            "Présents : M. ROUX, M. PETIT\nAbsents excusés :\nMme BLANC\nqui a donné\nMme VIAL\nqui a donné\npouvoir\n"
            "pouvoir\nà\nà\nM. ROUX\nM. PETIT\n",
            {"BLANC"},
            id="columns read one after the other",
        ),
    ],
)
def test_what_may_be_one_person_or_a_power_is_doubtful(text: str, doubtful: set[str]) -> None:
    rows = read_roll_call(flow_of(text)).attendance
    assert {row.name.text for row in rows if row.certainty is Certainty.DOUBTFUL} == doubtful


def test_the_chair_is_not_taken_for_another_by_initials() -> None:
    text = "L'an deux mille vingt, le 3 mai, sous la présidence de Mme Anne ROUX, maire.\nPrésents : A. ROUX, L. PETIT, E. BLANC\n"
    assert [row.name.text for row in read(pages_of(text))[0].attendance] == ["A. ROUX", "L. PETIT", "E. BLANC"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "PRESENTS\nP. ROUX, M. BLANC, A. PETIT, S. VIAL, J-M. LAUZE, J-P.\nNOIR, G. LE BRAS\nABSENTS\n"
            "M. PIC, A. COMBE, M-C. LOUE, P. BRIZE\n",
            dict.fromkeys(["P. ROUX", "M. BLANC", "A. PETIT", "S. VIAL", "J-M. LAUZE", "J-P. NOIR", "G. LE BRAS"], "present")
            | dict.fromkeys(["A. COMBE", "M-C. LOUE", "P. BRIZE", "M. PIC"], "absent"),
            id="initials, M. among them",
        ),
        pytest.param(
            "ÉTAIENT PRÉSENTS, à l'ouverture de la séance : M. ROUX Luc, Mme BLANC Eve\n"
            "ÉTAIENT ABSENTS REPRÉSENTÉS, à l'ouverture de la séance : "
            "Mme VIAL Ida ayant donné pouvoir à M. ROUX Luc\nPrésents en visioconférence :PETIT Paul\n",
            {"ROUX Luc": "present", "BLANC Eve": "present", "VIAL Ida": "represented > ROUX Luc", "PETIT Paul": "present"},
            id="words between heading and colon",
        ),
        pytest.param(
            "Absent(s) :\n- ROUX Anne (pouvoir à Luc PETIT),\n- BLANC Eve, non excusée,\n- VIAL Paul, excusé,\n"
            "- NOIR Ida, non excusée.\nSecrétaire : Zoé PIC",
            {"ROUX Anne": "represented > Luc PETIT", "BLANC Eve": "absent", "VIAL Paul": "excused", "NOIR Ida": "absent"},
            id="excused or not, told behind the name",
        ),
        pytest.param(
            "Présents : Mme BLANC, M. PETIT, M. VIAL\nAbsents : Mme ROUX Eve, MM NOIR Paul, ROUX Jean\nOnt donné procuration :\n"
            "Mme ROUX à Mme BLANC,\nM. NOIR à M. PETIT\nM. ROUX à M. VIAL.\n",
            {
                "BLANC": "present",
                "PETIT": "present",
                "VIAL": "present",
                "ROUX Eve": "represented > BLANC",
                "NOIR Paul": "represented > PETIT",
                "ROUX Jean": "represented > VIAL",
            },
            id="givers of one surname, told apart by their civilities",
        ),
        pytest.param(
            "Présents : Luc ROUX, Eve BLANC, Paul PETIT\nAbsent : Jean\nLAUZE\n\nSecrétaire : Luc ROUX",
            {"Luc ROUX": "present", "Eve BLANC": "present", "Paul PETIT": "present", "Jean LAUZE": "absent"},
            id="one name in two lines",
        ),
        pytest.param(
            "Présents : 3 : ROUX Anne – BLANC Jean- Louis – PETIT Paul\nAbsents excusés : M. VIAL Luc, Mme NOIR Ida\n"
            "Procurations : M. VIAL Luc en faveur de Mme ROUX Anne\n",
            {
                "ROUX Anne": "present",
                "BLANC Jean-Louis": "present",
                "PETIT Paul": "present",
                "NOIR Ida": "excused",
                "VIAL Luc": "represented > ROUX Anne",
            },
            id="a dash that hangs on a given name, in favour of",
        ),
        pytest.param(
            "Étaient présents : 3 délégués sur 9 en exercice\nMmes ROUX ; BLANC ; MM. PETIT Paul (à partir de la question I.2)\n"
            "Étaient excusés : MM. VIAL (suppléé par M. NOIR)\n",
            {"ROUX": "present", "BLANC": "present", "PETIT Paul": "absent", "VIAL": "excused", "NOIR": "present"},
            id="a count of delegates before the names",
        ),
        pytest.param(
            "Participaient à cette réunion :\nMM. Luc ROUX, Paul PETIT, Mme Eve BLANC, Vice-Présidents\nAbsents représentés : "
            "M. Jean VIAL pouvoir à M. Luc ROUX.\nMonsieur Paul PETIT a été nommé secrétaire de séance.\n",
            {"Luc ROUX": "present", "Paul PETIT": "present", "Eve BLANC": "present", "Jean VIAL": "represented > Luc ROUX"},
            id="who took part, and a sentence about the secretary",
        ),
        pytest.param(
            "Membres en exercice : 82 Étaient présents au moment de l'appel\nnominatif : Luc ROUX, Eve BLANC, Paul PETIT. "
            "Madame VIAL a donné "
            "pouvoir à Madame BLANC Absents : Mmes et MM. NOIR, PIC\n",
            {
                "Luc ROUX": "present",
                "Eve BLANC": "present",
                "Paul PETIT": "present",
                "VIAL": "represented > BLANC",
                "NOIR": "absent",
                "PIC": "absent",
            },
            id="a heading in two lines, a power before the next heading",
        ),
    ],
)
def test_forms_seen_in_some_towns(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


def test_a_second_remark_in_brackets_does_not_hide_the_first() -> None:
    roll_call = read_roll_call(flow_of("Présents : ROUX Anne – BLANC Eve (arrivée à 22h30) (adjointe) – PETIT Luc\n"))
    assert [(change.name.text, change.event, change.time) for change in roll_call.changes] == [("BLANC Eve", Event.ARRIVAL, "22:30")]


SHARED_CIVILITY = """
PRÉSENTS : MM. Anne VALCOURT, Luc ORLIAC, Zoé TESSON, Paul BRIZE, Nadia LAUZE, Hugo PRADIER, Rose GARRIC.
Personne ayant donné procuration : Mr Ivan ROUQUET à Mr Luc ORLIAC,
Mme Odile VERNOUX à Zoé TESSON.
Absents excusés : MM. Marc LESTIN, {odd}, Jeanne FAUVEL.
Secrétaire : Mme Rose GARRIC.
"""


def test_persons_who_gave_a_power_are_a_heading_and_no_person() -> None:
    found = called(SHARED_CIVILITY.format(odd="Denis AUBERT"))
    assert found["Ivan ROUQUET"] == "represented > Luc ORLIAC"
    assert found["Odile VERNOUX"] == "represented > Zoé TESSON"
    assert found["Denis AUBERT"] == "excused"
    assert len(found) == 12


def test_a_given_name_alone_among_full_names_is_nobody() -> None:
    """The print lost or moved the surname: "MM. Marc LESTIN, Denis, Jeanne FAUVEL"."""
    found = called(SHARED_CIVILITY.format(odd="Denis"))
    assert "Denis" not in found
    assert found["Marc LESTIN"] == found["Jeanne FAUVEL"] == "excused"


def test_a_full_stop_without_a_space_parts_the_words_of_one_name() -> None:
    found = called(SHARED_CIVILITY.format(odd="Denis.AUBERT"))
    assert found["Denis AUBERT"] == "excused"


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("\uf0b7 CREF - Centre régional de formation des élus", id="initials-of-a-body"),
        pytest.param("• Commission des BOIS et FORÊTS -\nDésignation des membres", id="a-commission"),
    ],
)
def test_a_title_under_an_empty_heading_is_nobody(title: str) -> None:
    text = f"""
    PRÉSENTS : Anne VALCOURT, Luc ORLIAC, Zoé TESSON, Paul BRIZE, Nadia LAUZE.
    Absents :
    {title}
    Monsieur le Maire rapporte :
    """
    assert list(called(text)) == ["Anne VALCOURT", "Luc ORLIAC", "Zoé TESSON", "Paul BRIZE", "Nadia LAUZE"]


@pytest.mark.parametrize(
    ("break_", "read_as"),
    [
        pytest.param("\n¨", ("Jean-Pierre VERNOUX", Certainty.CERTAIN), id="an-accent-without-letter"),
        pytest.param("\n§", ("Jean", Certainty.DOUBTFUL), id="what-cannot-be-read"),
    ],
)
def test_a_name_that_is_broken_and_garbled_is_whole_or_doubtful(break_: str, read_as: tuple[str, Certainty]) -> None:
    text = SHARED_CIVILITY.format(odd="Denis AUBERT").replace("Mme Odile VERNOUX à", f"Monsieur Jean-{break_}Pierre VERNOUX à")
    rows = read_roll_call(flow_of(text)).attendance
    assert [(row.name.text, row.certainty) for row in rows if row.name.text in ("Jean", "Jean-Pierre VERNOUX")] == [read_as]


@pytest.mark.parametrize("bullet", ["-", "−", "–", "•", "➢", "\uf0b7"])
def test_a_remark_ends_at_the_next_bullet(bullet: str) -> None:
    text = f"""
    Présents : Madame Anne VALCOURT, Monsieur Luc ORLIAC, Madame Zoé TESSON.
    Absents :
    {bullet} Madame Nadia LAUZE, excusée
    {bullet} Monsieur Hugo PRADIER, excusé
    {bullet} Madame Rose GARRIC
    Secrétaire : Monsieur Luc ORLIAC
    """
    assert list(called(text).items())[3:] == [("Nadia LAUZE", "excused"), ("Hugo PRADIER", "excused"), ("Rose GARRIC", "absent")]


def test_a_semicolon_may_stand_for_a_headings_colon() -> None:
    text = SHARED_CIVILITY.format(odd="Denis AUBERT").replace("procuration :", "procuration ;").replace("excusés :", "excusés ;")
    assert called(text) == called(SHARED_CIVILITY.format(odd="Denis AUBERT"))
