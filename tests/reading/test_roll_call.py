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
