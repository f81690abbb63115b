"""Headings and phrases of the roll call in the words of small communes."""

from __future__ import annotations

import pytest

from tests.reading.test_roll_call import called

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
    ],
)
def test_headings(text: str, expected: dict[str, str]) -> None:
    assert called(text) == expected
