"""The préfecture's receipts and the stamps beside them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.pages import flow_of
from transforms.model import PrintedReceipt
from transforms.reading.receipts import read_receipts

NUMBER = "099-219900123-20240627-DEL20240627_16A-DE"


def read(*pages: str) -> tuple[PrintedReceipt, ...]:
    return read_receipts(flow_of(*pages))


def dates(receipt: PrintedReceipt) -> tuple[date | None, date | None, date | None]:
    return receipt.transmitted_on, receipt.received_on, receipt.published_on


def test_the_number_holds_department_siren_date_act_and_nature() -> None:
    (receipt,) = read(f"Accusé de réception en préfecture\n{NUMBER}")
    assert (receipt.number, receipt.department, receipt.siren) == (NUMBER, "099", "219900123")
    assert (receipt.date, receipt.act_number, receipt.nature) == (date(2024, 6, 27), "DEL20240627_16A", "DE")
    assert (receipt.place.line_from, receipt.place.quote) == (2, NUMBER)


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("02A-212000045-20230126-2023_01_26_006-DE", id="corsica"),
        pytest.param("974-249740077-20230216-2023-021-DE", id="overseas-with-hyphens"),
        pytest.param("031-213100001-20231215-PV22092023-DE", id="minutes"),
    ],
)
def test_forms_of_the_number(printed: str) -> None:
    assert [receipt.number for receipt in read(f"ID : {printed}")] == [printed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{NUMBER}\nDate de télétransmission : 04/07/2024\nDate de réception préfecture : 05/07/2024",
            (date(2024, 7, 4), date(2024, 7, 5), None),
            id="labels-with-dates",
        ),
        pytest.param(
            f"Envoyé en préfecture le 12/02/2024\nReçu en préfecture le 13/02/2024\nPublié le 14/02/2024\nID : {NUMBER}",
            (date(2024, 2, 12), date(2024, 2, 13), date(2024, 2, 14)),
            id="three-dates",
        ),
        pytest.param(
            f"Envoyé en préfecture le 12/02/2024\nReçu en préfecture le 12/02/2024\nPublié le\nID : {NUMBER}",
            (date(2024, 2, 12), date(2024, 2, 12), None),
            id="not-yet-published",
        ),
        pytest.param(
            f"Envoi Préfecture :\nRéception en Préfecture :\n24/04/2014 25/04/2014 {NUMBER}\nPublié le : 26 avril 2014",
            (date(2014, 4, 24), date(2014, 4, 25), date(2014, 4, 26)),
            id="labels-first",
        ),
        pytest.param(
            f"{NUMBER}\nTRANSMIS EN PREFECTURE\nLE - 4 JUIL 2024\nRECU EN PREFECTURE\nLE - 5 JUIL 2024\n"
            f"PUBLIE PAR VOIE D'AFFICHAGE\nLE - 6 JUIL 2024",
            (date(2024, 7, 4), date(2024, 7, 5), date(2024, 7, 6)),
            id="stamps",
        ),
    ],
)
def test_dates(text: str, expected: tuple[date | None, ...]) -> None:
    (receipt,) = read(text)
    assert dates(receipt) == expected


def test_stamps_without_a_number_make_a_receipt_without_a_number() -> None:
    (receipt,) = read("Reçu par le représentant de l'État le 01/12/2023 et publié le 02/12/2023")
    assert (receipt.number, dates(receipt)) == (None, (None, date(2023, 12, 1), date(2023, 12, 2)))


def test_a_receipt_repeated_on_every_page_is_one() -> None:
    assert len(read(f"Première page\n{NUMBER}\nun", f"Seconde page\n{NUMBER}\ndeux")) == 1


def test_two_receipts_keep_their_own_dates() -> None:
    other = NUMBER.replace("16A", "17")
    first, second = read(f"{NUMBER}\nReçu en préfecture le 01/07/2024\n{'texte ' * 200}\n{other}\nReçu en préfecture le 09/07/2024")
    assert (first.received_on, second.received_on) == (date(2024, 7, 1), date(2024, 7, 9))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("L'appel d'offres, publié le 12 novembre 2021 sur la plateforme, a réuni deux candidats.", id="call-for-tenders"),
        pytest.param("Tél. 02-98-70-08-47, SIRET 219900123 00012", id="telephone"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_receipt(text: str) -> None:
    assert read(text) == ()
