"""Headings and phrases of the roll call in the words of small communes."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of
from tests.reading.test_roll_call import called
from transforms.model import Certainty, Status
from transforms.reading.roll_call import read_roll_call

HERE = {"VIAL Luc": "present", "PETIT Anne": "present", "BRUN Zoé": "present"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Membres présents : M. VIAL Luc, Maire, Mme PETIT Anne, Mme BRUN Zoé, Adjointes.\n\nMembres absents :\n\n"
            "Non excusés : Mme POIRIER Inès\n\nExcusés : Mme OLIVE Éliane (procuration à BRUN Zoé), Mme GISSIN Marie.\n",
            HERE | {"POIRIER Inès": "absent", "OLIVE Éliane": "represented > BRUN Zoé", "GISSIN Marie": "excused"},
            id="non excusés as a group of its own",
        ),
        pytest.param(
            "Présents : VIAL Luc, PETIT Anne, BRUN Zoé\nOnt donné procuration : ROUX Paul à VIAL Luc, MOREL Inès à BRUN Zoé\n"
            "N'a pas donné procuration : COLIN Jean\n",
            HERE | {"ROUX Paul": "represented > VIAL Luc", "MOREL Inès": "represented > BRUN Zoé", "COLIN Jean": "absent"},
            id="n'a pas donné procuration",
        ),
        pytest.param(
            "Présents : VIAL Luc, PETIT Anne, BRUN Zoé\nAbsents ayant donné leur pouvoir : ROUX Paul à VIAL Luc\n"
            "Absents n'ayant pas donné leur pouvoir : COLIN Jean\n",
            HERE | {"ROUX Paul": "represented > VIAL Luc", "COLIN Jean": "absent"},
            id="n'ayant pas donné leur pouvoir",
        ),
        pytest.param(
            "Présents : VIAL Luc, PETIT Anne, BRUN Zoé\nÉlus qui n'ont pas remis un pouvoir : COLIN Jean, FERRY Yves\n",
            HERE | {"COLIN Jean": "absent", "FERRY Yves": "absent"},
            id="qui n'ont pas remis un pouvoir",
        ),
        pytest.param(
            "Présents : VIAL Luc, PETIT Anne, BRUN Zoé\nAbsent : COLIN Jean\nDémissionnaires : FERRY Yves, ROUX Paul et MOREL Inès\n",
            HERE | {"COLIN Jean": "absent"},
            id="who resigned is no member",
        ),
        pytest.param(
            "En présence de : VIAL Luc, Maire ; PETIT Anne, BRUN Zoé, adjointes\nEn l'absence de : COLIN Jean (excusé), FERRY Yves\n",
            HERE | {"COLIN Jean": "excused", "FERRY Yves": "absent"},
            id="en l'absence de",
        ),
        pytest.param(
            "Présents : VIAL Luc, PETIT Anne, BRUN Zoé\nMandants : Mandataires :\nM. ROUX Paul M. VIAL Luc\nMme MOREL Inès Mme BRUN Zoé\n",
            HERE | {"ROUX Paul": "represented > VIAL Luc", "MOREL Inès": "represented > BRUN Zoé"},
            id="two columns, a colon behind the head of each",
        ),
        pytest.param(
            "Étaient présents, sous la présidence de M. VIAL Luc, Maire : Mme PETIT Anne, Mme BRUN Zoé\nAbsent : M. COLIN Jean\n",
            {"PETIT Anne": "present", "BRUN Zoé": "present", "COLIN Jean": "absent"},
            id="présents sous la présidence de …, a colon behind it",
        ),
        pytest.param(
            "Étaient présents sous la présidence de M. VIAL Luc, Maire, Mme PETIT Anne, Mme BRUN Zoé\nAbsent : M. COLIN Jean\n",
            HERE | {"COLIN Jean": "absent"},
            id="présents sous la présidence de …, the chair the first of the list",
        ),
        pytest.param(
            "PRESENTS VIAL Luc, PETIT Anne, BRUN Zoé PROCURATIONS COLIN Jean à PETIT Anne, MOREL Inès à VIAL Luc "
            "Secrétaire de séance : Madame BRUN Zoé\n",
            HERE | {"COLIN Jean": "represented > PETIT Anne", "MOREL Inès": "represented > VIAL Luc"},
            id="a heading in capitals without a colon, in the midst of a line",
        ),
        pytest.param(
            "Étaient présents : M. VIAL Luc, Mme PETIT Anne, Mme BRUN Zoé\nPouvoir de Mme MOREL Inès à M. VIAL Luc\n"
            "Procuration de M. COLIN Jean en faveur de Mme PETIT Anne\nAbsente : Mme FERRY Lise\n",
            HERE | {"MOREL Inès": "represented > VIAL Luc", "COLIN Jean": "represented > PETIT Anne", "FERRY Lise": "absent"},
            id="one power a line, in words",
        ),
        pytest.param(
            "Présents : VIAL Luc, PETIT Anne, BRUN Zoé Procuration : Monsieur COLIN Jean à Monsieur VIAL Luc Conformément à l'article "
            "L. 2121-15, Madame BRUN Zoé a été désignée secrétaire de séance.\n",
            HERE | {"COLIN Jean": "represented > VIAL Luc"},
            id="a sentence behind the holder on the same line",
        ),
        pytest.param(
            "Tous les conseillers étaient présents à l'exception de Mme MOREL Inès, excusée, qui a donné pouvoir à M. VIAL Luc et de "
            "M. COLIN Jean, absent.\n",
            {"MOREL Inès": "represented > VIAL Luc", "COLIN Jean": "absent"},
            id="à l'exception de … et de …",
        ),
        pytest.param(
            "Étaient présents tous les conseillers en exercice, à l'exception de Messieurs Jean COLIN et\nYves FERRY, absents excusés. "
            "M. Jean COLIN a donné procuration à M. Luc VIAL.\n",
            {"Jean COLIN": "represented > Luc VIAL", "Yves FERRY": "excused"},
            id="the line ends behind et",
        ),
        pytest.param(
            "Présents : Luc VIAL, Anne PETIT, Zoé BRUN (arrivée à 19 h 49)\nExcusés : Jean COLIN, Zoé BRUN (arrivée à 19 h 49)\n",
            {"Luc VIAL": "present", "Anne PETIT": "present", "Jean COLIN": "excused", "Zoé BRUN": "excused"},
            id="a late comer under both headings",
        ),
        pytest.param(
            "Présents : Luc VIAL, Anne PETIT\nAbsent(s/es) excusé(s/es) : Jean COLIN, Inès MOREL (arrivée\nà 19 h 49)\n",
            {"Luc VIAL": "present", "Anne PETIT": "present", "Jean COLIN": "excused", "Inès MOREL": "excused"},
            id="excusé(s/es)",
        ),
        pytest.param(
            "Présents : tous les membres en exercice sauf M. Jean COLIN (excusé)\nSecrétaire : Anne PETIT\n",
            {"Jean COLIN": "excused"},
            id="all but one: sauf",
        ),
        pytest.param(
            "Étaient présents : l'ensemble des conseillers municipaux, excepté Mme Inès MOREL, absente excusée ayant donné procuration à "
            "M. Luc VIAL\n",
            {"Inès MOREL": "represented > Luc VIAL"},
            id="all but one: excepté",
        ),
        pytest.param(
            "Membres du conseil municipal présents :\nLuc VIAL Anne PETIT\nZoé BRUN Jean de LATOUR\nMembres absents :\nInès MOREL\n",
            {
                "Luc VIAL": "present",
                "Anne PETIT": "present",
                "Zoé BRUN": "present",
                "Jean de LATOUR": "present",
                "Inès MOREL": "absent",
            },
            id="two columns, a capital surname ends each name",
        ),
        pytest.param(
            "Présents :\nVIAL Luc PETIT Anne\nBRUN Zoé COLIN Jean\nAbsente :\nMOREL Inès\n",
            {"VIAL Luc": "present", "PETIT Anne": "present", "BRUN Zoé": "present", "COLIN Jean": "present", "MOREL Inès": "absent"},
            id="two columns, a capital surname begins each name",
        ),
    ],
)
def test_headings(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Présents : Luc VIAL, Anne PETIT, Zoé BRUN Le quorum est atteint Absent : Paul ROUX A été nommée secrétaire : Anne PETIT\n",
            {"Luc VIAL": "present", "Anne PETIT": "present", "Zoé BRUN": "present", "Paul ROUX": "absent"},
            id="a sentence behind the last name",
        ),
        pytest.param(
            "Présents : VIAL Luc, PETIT Anne, BRUN Zoé Désignation du secrétaire de séance : Anne PETIT se propose\n",
            HERE,
            id="a title behind the last name",
        ),
        pytest.param(
            "Présents : • VIAL Luc, - PETIT Anne, • BRUN Zoé Secrétariat de séance : Madame PETIT Anne\n",
            HERE,
            id="secrétariat behind the last name",
        ),
        pytest.param(
            "Présents : Luc VIAL, Anne PETIT Absents ayant donné pouvoir : Paul ROUX à Luc VIAL Absents n'ayant pas donné leur\n"
            "pouvoir : Jean COLIN\n",
            {"Luc VIAL": "present", "Anne PETIT": "present", "Paul ROUX": "represented > Luc VIAL", "Jean COLIN": "absent"},
            id="a heading of two lines",
        ),
        pytest.param(
            "Présents : Luc Vial, Anne Petit, Paul Roux, Zoé Brun Excusé – Jean Colin Absent – Yves\nFerry\n",
            {
                "Luc Vial": "present",
                "Anne Petit": "present",
                "Paul Roux": "present",
                "Zoé Brun": "present",
                "Jean Colin": "excused",
                "Yves Ferry": "absent",
            },
            id="one name broken at the line's end",
        ),
        pytest.param(
            "Présents : Madame Anne PETIT – Monsieur Luc VIAL\nAbsents : Monsieur Paul ROUX – Madame Inès MOREL-\nMonsieur Jean COLIN\n",
            {
                "Anne PETIT": "present",
                "Luc VIAL": "present",
                "Paul ROUX": "absent",
                "Inès MOREL": "absent",
                "Jean COLIN": "absent",
            },
            id="a dash at the line's end before a civility",
        ),
        pytest.param(
            "Présents : M. VIAL Luc, Mme BRUN Zoé Procuration : Monsieur COLIN Jean à\nMonsieur VIAL Luc Conformément à l'article 2121\n",
            {"VIAL Luc": "present", "BRUN Zoé": "present", "COLIN Jean": "represented > VIAL Luc"},
            id="the holder on the next line, a sentence behind",
        ),
        pytest.param(
            "Présents : Luc VIAL (Maire), Anne PETIT Était représentée : Inès MOREL (par Luc VIAL) Était absent(e) : Yves FERRY\n",
            {"Luc VIAL": "present", "Anne PETIT": "present", "Inès MOREL": "represented > Luc VIAL", "Yves FERRY": "absent"},
            id="absent(e) within a line",
        ),
        pytest.param(
            "Présents : Pour l'opposition : Mme PETIT – M. ROUX Pour la Majorité : Mme BRUN - M. VIAL Les Absents : M. COLIN – Mme MOREL "
            "[la majorité n'a pas le quorum]\n",
            {"PETIT": "present", "ROUX": "present", "BRUN": "present", "VIAL": "present", "COLIN": "absent", "MOREL": "absent"},
            id="groups named within the line",
        ),
        pytest.param(
            "ABSENTS EXCUSES AYANT DONNE PROCURATION COLIN Jean (procuration VIAL Luc) MOREL Inès (procuration PETIT Anne) PRESENTS "
            "VIAL Luc, PETIT Anne, BRUN Zoé\n",
            HERE | {"COLIN Jean": "represented > VIAL Luc", "MOREL Inès": "represented > PETIT Anne"},
            id="headings in capitals without colons",
        ),
        pytest.param(
            "Présents : M. VIAL Luc, Mme BRUN Zoé\nExcusés : Mme OLIVE Éliane (procuration à BRUN Zoé), Mme GISSIN\n"
            "Marie, Mme LABRE Lise (procuration à VIAL Luc). Date de la convocation :\n",
            {
                "VIAL Luc": "present",
                "BRUN Zoé": "present",
                "OLIVE Éliane": "represented > BRUN Zoé",
                "GISSIN Marie": "excused",
                "LABRE Lise": "represented > VIAL Luc",
            },
            id="a power in brackets heads no group",
        ),
        pytest.param(
            "Ont assisté à la séance : VIAL Luc, PETIT Anne, BRUN Zoé\nExcusé : COLIN Jean\n",
            HERE | {"COLIN Jean": "excused"},
            id="ont assisté à la séance",
        ),
        pytest.param(
            "Présents : VIAL Luc, PETIT Anne, BRUN Zoé\nOnt assisté à la séance : Jean COMMIS, Lise AGENT\n",
            HERE,
            id="who else has been there",
        ),
        pytest.param(
            "Présents : Mme Anne Boulanger - M. Luc Vial - Mme Zoé Brun Pouvoirs : M. Paul Prieur à Mme Anne\nBoulanger Excusée : Mme Ève\n"
            "Morel\n",
            {
                "Anne Boulanger": "present",
                "Luc Vial": "present",
                "Zoé Brun": "present",
                "Paul Prieur": "represented > Anne Boulanger",
                "Ève Morel": "excused",
            },
            id="names broken behind the given name",
        ),
        pytest.param(
            "Présents : M. L. BRUN • Mme Z. ROUX • M. Y. VIAL Excusé : Mme O. LENOIR • M. A. MOREL L'ordre du jour est abordé.\n",
            {"L. BRUN": "present", "Z. ROUX": "present", "Y. VIAL": "present", "O. LENOIR": "excused", "A. MOREL": "excused"},
            id="a sentence that begins with L'",
        ),
        pytest.param(
            "Présents : LUC VIAL ; ANNE PETIT ; ZOE BRUN Pouvoirs : PAUL DA\nSILVA donne pouvoir à LUC VIAL ; EVE PRIEUR donne pouvoir à "
            "ANNE\nPETIT Absent : MARC POIRIER Le procès-verbal est adopté\n",
            {
                "LUC VIAL": "present",
                "ANNE PETIT": "present",
                "ZOE BRUN": "present",
                "PAUL DA SILVA": "represented > LUC VIAL",
                "EVE PRIEUR": "represented > ANNE PETIT",
                "MARC POIRIER": "absent",
            },
            id="all in capitals",
        ),
        pytest.param(
            "Présents : Luc Vial, Anne Petit, Zoé Brun Absent : Marc Poirier Le procès-verbal est adopté\n",
            {"Luc Vial": "present", "Anne Petit": "present", "Zoé Brun": "present", "Marc Poirier": "absent"},
            id="none in capitals",
        ),
        pytest.param(
            "Présents : Mme Anne PETIT, M. Luc VIAL Absents : M. Paul ROUX, Mme Zoé BRUN\na été nommée secrétaire : Mme Anne PETIT\n",
            {"Anne PETIT": "present", "Luc VIAL": "present", "Paul ROUX": "absent", "Zoé BRUN": "absent"},
            id="who is elected stands behind the verb",
        ),
        pytest.param(
            "Procès-verbal PRÉSENTS\nMme Anne PETIT - M. Luc VIAL Pouvoirs donnés : M. Paul ROUX à Mme Anne PETIT EXCUSÉS Zoé BRUN • "
            "Jean DE LATOUR • Yves FERRY\n",
            {
                "Anne PETIT": "present",
                "Luc VIAL": "present",
                "Paul ROUX": "represented > Anne PETIT",
                "Zoé BRUN": "excused",
                "Jean DE LATOUR": "excused",
                "Yves FERRY": "excused",
            },
            id="headings in capitals within the line, other signs between the names",
        ),
        pytest.param(
            "Présents : Luc Vial, Anne Petit. Absent : Marc Poirier. L'ordre du\njour est abordé.\n",
            {"Luc Vial": "present", "Anne Petit": "present", "Marc Poirier": "absent"},
            id="a sentence that begins with L' behind a full stop",
        ),
        pytest.param(
            "Présents : M. CHEVAL M. MOREL É. PETIT É. LE GALL R. BEN SALEM N. DOUCET I. VIAL Absent : L. ROUX Monsieur le Maire ouvre\n",
            {
                "M. CHEVAL": "present",
                "M. MOREL": "present",
                "É. PETIT": "present",
                "É. LE GALL": "present",
                "R. BEN SALEM": "present",
                "N. DOUCET": "present",
                "I. VIAL": "present",
                "L. ROUX": "absent",
            },
            id="initials first with nothing between the names",
        ),
        pytest.param(
            "Présents : • LUC DA\nSILVA • ANNE PETIT • ZOE BRUN • PAUL ROUX • JOSIANE\nMARCHAND. Absent : YVES FERRY\n",
            {
                "LUC DA SILVA": "present",
                "ANNE PETIT": "present",
                "ZOE BRUN": "present",
                "PAUL ROUX": "present",
                "JOSIANE MARCHAND": "present",
                "YVES FERRY": "absent",
            },
            id="signs part the names, a line's end does not",
        ),
        pytest.param(
            "sous la présidence de Mme BRUN. Présents : VIAL Luc, PETIT Anne, BRUN Zoé Conformément à l'article L. 2121-15, il est élu.\n",
            HERE,
            id="the first word of a sentence is no part of the last name",
        ),
        pytest.param(
            "maire. Étaient présents VIAL Luc, PETIT Anne, BRUN Zoé Étai(en)t excusé(s) : COLIN Jean Liste des absents : FERRY Yves\n",
            HERE | {"COLIN Jean": "excused", "FERRY Yves": "absent"},
            id="headings within a line",
        ),
        pytest.param(
            "Présents : 3 VIAL Luc – PETIT Anne – BRUN Zoé Ont présenté leurs excuses : COLIN Jean A été élue secrétaire Mme PETIT Anne\n",
            HERE | {"COLIN Jean": "excused"},
            id="a count before the names",
        ),
        pytest.param(
            "Présents : Mme PETIT, M. VIAL, Mme BRUN Absente : Mme COLIN Nomination du secrétaire : M. VIAL\n",
            {"PETIT": "present", "VIAL": "present", "BRUN": "present", "COLIN": "absent"},
            id="surnames alone",
        ),
    ],
)
def test_lists_whose_lines_ran_together(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected


@pytest.mark.parametrize(
    "heading", ["Suppléants remplaçant un titulaire :", "Membres suppléants remplaçants un membre titulaire\nMembres suppléants :"]
)
def test_alternates_who_sit_for_a_member_are_there_although_those_away_stand_before_them(heading: str) -> None:
    text = f"Étaient présents : Luc VIAL, Anne PETIT, Zoé BRUN\nAbsents excusés : Jean COLIN,\n{heading} Marie GISSIN, Paul MOREL\n"
    there = {"Luc VIAL": "present", "Anne PETIT": "present", "Zoé BRUN": "present"}
    assert called(text) == there | {"Jean COLIN": "excused", "Marie GISSIN": "present", "Paul MOREL": "present"}


def test_the_secretariat_behind_the_absent_is_no_absentee() -> None:
    text = "Présents : Luc VIAL, Anne PETIT, Zoé BRUN\n\nABSENTS : Messieurs COLIN, MOREL.\n\nSecrétariat de séance : Monsieur Luc VIAL.\n"
    expected = {"Luc VIAL": "present", "Anne PETIT": "present", "Zoé BRUN": "present", "COLIN": "absent", "MOREL": "absent"}
    assert called(text) == expected
    assert {row.certainty for row in read_roll_call(flow_of(text)).attendance} == {Certainty.CERTAIN}


def test_a_letterhead_behind_names_of_a_line_each_is_no_part_of_the_last() -> None:
    text = "ABSENTS :\nMME ANNE PETIT\nMME ZOE BRUN\nORSEC – VALMONT, MAIRIE, RUE DU PONT, 1 – PAGE 2\n"
    assert "ZOE BRUN" in called("PRESENTS :\nM. LUC VIAL\nM. JEAN COLIN\n" + text)


def test_a_title_in_place_of_a_civility_is_no_part_of_the_name() -> None:
    text = "Présents : M. VIAL, Maître PETIT, Docteur BRUN, Mme MAITRE, M. DOCTEUR Luc\nAbsent : M. COLIN\n"
    rows = read_roll_call(flow_of(text)).attendance
    assert [(row.name.text, row.name.civility) for row in rows] == [
        ("VIAL", "M."),
        ("PETIT", "Maître"),
        ("BRUN", "Docteur"),
        ("MAITRE", "Mme"),
        ("DOCTEUR Luc", "M."),
        ("COLIN", "M."),
    ]


@pytest.mark.parametrize(
    ("absent", "certainty"),
    [
        ("M. COLIN de VALMONT, Mme ROUX d'ORSEC, M. MOREL de PONT-LE-VAL", Certainty.DOUBTFUL),
        ("M. COLIN, Mme ROUX d'ORSEC, M. MOREL, Mme PIC de VALMONT", Certainty.CERTAIN),
    ],
)
def test_names_that_all_end_with_a_place_are_doubtful(absent: str, certainty: Certainty) -> None:
    rows = read_roll_call(flow_of(f"Présents : M. VIAL, Mme PETIT, Mme BRUN\nAbsents : {absent}\n")).attendance
    assert {row.certainty for row in rows if row.status is Status.ABSENT} == {certainty}


def test_columns_of_names_without_capitals_are_doubtful() -> None:
    rows = read_roll_call(
        flow_of("Présents :\nLuc Vial Anne Petit\nZoé Brun Paul Roux\nJean Colin\nAbsent : Yves de la Ferry\n")
    ).attendance
    assert [(row.name.text, row.certainty) for row in rows] == [
        ("Luc Vial Anne Petit", Certainty.DOUBTFUL),
        ("Zoé Brun Paul Roux", Certainty.DOUBTFUL),
        ("Jean Colin", Certainty.CERTAIN),
        ("Yves de la Ferry", Certainty.CERTAIN),
    ]


def test_who_is_told_to_have_come_is_not_of_the_list_before() -> None:
    text = "Présents : M. Luc VIAL, Mme Anne PETIT\n\nExcusée : Mme Emilie FERRY\n\nMme BRUN est arrivée lors du deuxième point.\n"
    assert called(text) == {"Luc VIAL": "present", "Anne PETIT": "present", "Emilie FERRY": "excused"}


def test_who_is_elected_behind_those_absent_is_not_absent() -> None:
    text = "Présents : Mme Anne PETIT, M. Luc VIAL Absents : M. Paul ROUX, Mme Zoé BRUN Mme A. PETIT\na été élue secrétaire de séance.\n"
    rows = read_roll_call(flow_of(text)).attendance
    assert [(row.name.text, row.certainty) for row in rows] == [
        (name, Certainty.CERTAIN) for name in ("Anne PETIT", "Luc VIAL", "Paul ROUX", "Zoé BRUN")
    ]


def test_a_giver_taken_for_one_of_two_who_ran_together_is_doubtful() -> None:
    text = "Présents : Luc VIAL, Anne PETIT\nPouvoirs : Paul (pouvoir à Luc VIAL)\nAbsents : Zoé Brun Paul Roux\n"
    rows = read_roll_call(flow_of(text)).attendance
    assert [row.certainty for row in rows if row.name.text == "Zoé Brun Paul Roux"] == [Certainty.DOUBTFUL]


@pytest.mark.parametrize(
    "text", ["Le budget est adopté, sauf M. Luc VIAL qui vote contre.", "Présents : M. Luc VIAL, sauf M. Jean COLIN pour le point 3\n"]
)
def test_an_exception_of_few_is_no_roll_call_of_all_others(text: str) -> None:
    assert "Jean COLIN" not in called(text)
    assert called(text).get("Luc VIAL") != "absent"
