"""Arrivals and departures told during the sitting."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of
from transforms.model import DocType, Event, PrintedChange
from transforms.reading.changes import read_changes
from transforms.reading.deliberations import read_deliberations

A, D = Event.ARRIVAL, Event.DEPARTURE
VOTED = "Madame le Maire expose le projet.\nLe conseil municipal, après en avoir délibéré, à l'unanimité, approuve."


def read(text: str, *, with_items: bool = False) -> tuple[PrintedChange, ...]:
    flow = flow_of(text)
    return read_changes(flow, 0, read_deliberations(flow, 0, DocType.MINUTES) if with_items else ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Arrivée de M. ROUX à 19h06.", [("ROUX", A, "19:06")], id="arrival"),
        pytest.param("Départ de Madame Zoé LENOIR à 21 h 40", [("Zoé LENOIR", D, "21:40")], id="departure"),
        pytest.param("ARRIVEE DE Mme ZOÉ LENOIR A 19H13", [("ZOÉ LENOIR", A, "19:13")], id="capitals"),
        pytest.param(
            "Arrivées de Mesdames Zoé LENOIR et Anne ROUX ayant pris part à la suite",
            [("Zoé LENOIR", A, None), ("Anne ROUX", A, None)],
            id="two",
        ),
        pytest.param("M. Luc PETIT et Mme LENOIR arrivent à 18h36.", [("Luc PETIT", A, "18:36"), ("LENOIR", A, "18:36")], id="verb"),
        pytest.param("Monsieur PETIT quitte la séance à 21h18 pour raison de santé.", [("PETIT", D, "21:18")], id="quits"),
        pytest.param(
            "Madame Lenoir, Messieurs Petit et Roux quittent la séance.",
            [("Lenoir", D, None), ("Petit", D, None), ("Roux", D, None)],
            id="many",
        ),
        pytest.param("(Monsieur Roux se retire)\n(Retour de M. Roux)", [("Roux", D, None), ("Roux", A, None)], id="out-and-in"),
        pytest.param("Mme LENOIR rejoint la séance.", [("LENOIR", A, None)], id="joins"),
        pytest.param(
            "Monsieur Roux cède la parole à Mme Lenoir, présidente, et quitte la salle.\nMonsieur Roux siège à nouveau.",
            [("Roux", D, None), ("Roux", A, None)],
            id="room-and-back",
        ),
        pytest.param("M. ROUX rejoint le conseil à 19h10.", [("ROUX", A, "19:10")], id="joins-the-council"),
        pytest.param(
            "Arrivée de M. Luc ROUX et de Mme Zoé LENOIR à 19h20", [("Luc ROUX", A, "19:20"), ("Zoé LENOIR", A, "19:20")], id="and-of"
        ),
        pytest.param("À 20h05, arrivée de M. ROUX.", [("ROUX", A, "20:05")], id="time-and-comma-first"),
        pytest.param("Mme LENOIR regagne sa place.", [("LENOIR", A, None)], id="back-to-the-seat"),
        pytest.param("M. ROUX nous quitte à 21h30 et donne son pouvoir à M. PETIT.", [("ROUX", D, "21:30")], id="leaves-us"),
        pytest.param("Mme LENOIR fait son entrée à 20h15.", [("LENOIR", A, "20:15")], id="makes-an-entrance"),
        pytest.param("Mme LENOIR prend part à la séance à partir de 20h15.", [("LENOIR", A, "20:15")], id="takes-part-from"),
        pytest.param("[Arrivée de Mme LENOIR à 20h15]", [("LENOIR", A, "20:15")], id="square-brackets"),
        pytest.param("Le maire ouvre le débat (arrivée de Mme LENOIR à 20h15).", [("LENOIR", A, "20:15")], id="small-in-brackets"),
        pytest.param("Mme LENOIR, arrivée à 20h15, prend part au vote.", [("LENOIR", A, "20:15")], id="arrived-as-an-aside"),
        pytest.param("Mme LENOIR (arrivée à 20h15) demande le prix.", [("LENOIR", A, "20:15")], id="arrived-in-brackets"),
        pytest.param("Premier tour : M. ROUX 8 voix, Mme PIC 7 voix. Mme PIC se retire. Second tour : M. ROUX 12.", [], id="the-race"),
        pytest.param("M. ROUX, intéressé à l'affaire, se retire.", [], id="interested"),
        pytest.param("Subvention au club\nM. ROUX se retire.\nAdopté à l'unanimité.", [], id="nothing-else-said"),
        pytest.param("M. ROUX se retire\nde la séance.", [("ROUX", D, None)], id="from-the-sitting"),
        pytest.param(
            "M. ROUX, concerné, se retire.\nM. ROUX rejoint la séance.", [("ROUX", D, None), ("ROUX", A, None)], id="interested-and-back"
        ),
        pytest.param("Compte administratif\nM. Luc ROUX quitte la séance. Mme PIC préside.", [], id="hands-over-the-chair"),
        pytest.param("Compte administratif 2023\nM. Luc ROUX, maire, se retire.\nAdopté.", [], id="accounts"),
        pytest.param("Compte administratif 2023\nMme PIC quitte la séance à 21h10.", [("PIC", D, "21:10")], id="accounts-with-a-time"),
        pytest.param("Compte administratif\nMme PIC quitte définitivement la séance.", [("PIC", D, None)], id="accounts-for-good"),
        pytest.param("M. Luc ROUX quitte la salle à 21h10.", [("Luc ROUX", D, "21:10")], id="leaves-the-room-for-good"),
        pytest.param("M. ROUX quitte la salle des délibérations à 21h10.", [("ROUX", D, "21:10")], id="leaves-the-council-room"),
        pytest.param("M. ROUX quitte la salle.\nM. ROUX regagne la séance.", [("ROUX", D, None), ("ROUX", A, None)], id="regains"),
        pytest.param("M. ROUX quitte la salle.\nM. ROUX est de retour.", [("ROUX", D, None), ("ROUX", A, None)], id="is-back"),
        pytest.param("M. ROUX sort de la salle.\nRetour de M. ROUX dans la salle.", [("ROUX", D, None), ("ROUX", A, None)], id="return"),
        pytest.param("M. ROUX rejoint de nouveau la séance à 21h.", [("ROUX", A, "21:00")], id="joins-again"),
        pytest.param("M. ROUX revient à 21h05.", [("ROUX", A, "21:05")], id="comes-back-at"),
        pytest.param("Suite au départ de M. ROUX à 21h, il reste 12 votants.", [("ROUX", D, "21:00")], id="after-a-departure"),
        pytest.param("Après l'arrivée de Mme LENOIR à 20h15, 14 votants.", [("LENOIR", A, "20:15")], id="after-an-arrival"),
    ],
)
def test_movements(text: str, expected: list[tuple[str, Event, str | None]]) -> None:
    assert [(change.name.text, change.event, change.time) for change in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Il regrette le départ de Madame LENOIR.", id="talk-of-a-departure"),
        pytest.param("Le service se réjouit de l'arrivée de M. ROUX.", id="talk-of-an-arrival"),
        pytest.param("Le contrat de M. ROUX arrive à échéance.", id="a-contract-ends"),
        pytest.param("Monsieur ROUX estime qu'on arrive à la fin du projet.", id="another-subject"),
        pytest.param("Contre : 2, M. ROUX, Mme LENOIR\nMadame le maire réintègre la séance.", id="office-without-a-name"),
        pytest.param("M. ROUX, maire, sort de la salle pour le vote du compte.", id="leaves-for-a-vote-only"),
        pytest.param("Départ de Mme LENOIR de son poste de secrétaire.", id="a-clerk"),
        pytest.param("Arrivée de M. ROUX comme nouveau directeur.", id="a-director"),
        pytest.param("- Logement n° 5 : Arrivée de Mme Anne ROUX le 3 mars 2024.", id="a-tenant"),
        pytest.param("Départ derrière la mairie, arrivée au château.", id="a-walk"),
        pytest.param("Arrivée de Mme LENOIR, nouvelle secrétaire de mairie.", id="a-new-clerk"),
        pytest.param("M. ROUX se retire de la commission des finances.", id="leaves-a-commission"),
        pytest.param("M. ROUX se retire de sa candidature.", id="does-not-stand"),
        pytest.param("Suite au départ de Mme LENOIR, un poste est vacant.", id="a-vacancy"),
    ],
)
def test_what_is_no_movement(text: str) -> None:
    assert read(text) == ()


def test_the_power_that_the_leaver_gives() -> None:
    (change,) = read("M. ROUX quitte la séance à 20h45 et donne pouvoir à Mme Zoé LENOIR.")
    assert change.proxy is not None
    assert change.proxy.text == "Zoé LENOIR"


def test_the_power_may_stand_in_brackets() -> None:
    (change,) = read("Départ de M. ROUX (pouvoir à Mme LENOIR) à 22h00.")
    assert change.proxy is not None
    assert change.proxy.text == "LENOIR"


def test_the_same_movement_told_twice_is_one() -> None:
    assert len(read("Départ de M. ROUX à 20h15\nM. Luc ROUX quitte la séance à 20h15.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("19h30 : arrivée de M. ROUX", id="time-and-noun"),
        pytest.param("À 19 h 30, M. ROUX rejoint la séance.", id="time-and-verb"),
        pytest.param("Arrivée à 19h30 de M. ROUX", id="time-within"),
        pytest.param("Arrivée en cours de séance : M. ROUX (19h30)", id="time-behind"),
        pytest.param("M. ROUX prend place à la table du conseil à 19h30.", id="takes-a-seat"),
    ],
)
def test_the_time_may_stand_before_or_after(text: str) -> None:
    (change,) = read(text)
    assert (change.name.text, change.event, change.time) == ("ROUX", Event.ARRIVAL, "19:30")


def test_several_arrivals_with_a_time_each() -> None:
    changes = read("Arrivées : M. ROUX à 19h20, Mme LENOIR à 19h40")
    assert [(change.name.text, change.time) for change in changes] == [("ROUX", "19:20"), ("LENOIR", "19:40")]


ITEMS = "1. Vente\n{before}{voted}\n{between}2. Tarifs\n{within}{voted}\n3. Emprunt\n{voted}\n{after}"


@pytest.mark.parametrize(
    ("where", "position"),
    [
        pytest.param("before", 1, id="before-the-first-vote"),
        pytest.param("between", 2, id="between-items"),
        pytest.param("within", 2, id="before-the-vote-of-its-item"),
        pytest.param("after", None, id="after-the-last-vote"),
    ],
)
def test_from_which_item_a_movement_holds(where: str, position: int | None) -> None:
    parts = {"before": "", "between": "", "within": "", "after": "", where: "Arrivée de M. ROUX à 19h06.\n"}
    (change,) = read(ITEMS.format(voted=VOTED, **parts), with_items=True)
    assert change.from_position == position


def test_an_item_that_is_named_tells_from_when() -> None:
    text = ITEMS.format(voted=VOTED, before="Mme LENOIR arrive à 20h36 et vote à partir du point n° 3.\n", between="", within="", after="")
    (change,) = read(text, with_items=True)
    assert (change.item, change.from_position) == ("3", 3)
