"""Who joined or left the council, as told where a new member is installed."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of
from transforms.model import MandateEvent
from transforms.reading.mandates import read_mandates

J, L = MandateEvent.JOINED, MandateEvent.LEFT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Le conseil municipal PREND ACTE de l'installation de M. Jean ROUX dans ses fonctions de conseiller municipal.",
            [("Jean ROUX", J)],
            id="installation",
        ),
        pytest.param(
            "Installation de Madame Anne PETIT, conseillère municipale, en remplacement de Monsieur Luc NOIR, démissionnaire.",
            [("Anne PETIT", J), ("Luc NOIR", L)],
            id="replacement",
        ),
        pytest.param(
            "Madame PETIT Anne, suivante de liste, est installée en qualité de conseillère municipale.",
            [("PETIT Anne", J)],
            id="is installed",
        ),
        pytest.param(
            "M. Luc NOIR a démissionné de son mandat et M. Jean ROUX, suivant de liste, a accepté de siéger.",
            [("Luc NOIR", L), ("Jean ROUX", J)],
            id="resigned and agreed to sit",
        ),
        pytest.param(
            "Monsieur le Maire informe de la démission de Mme Anne PETIT de ses fonctions de conseillère municipale.",
            [("Anne PETIT", L)],
            id="resignation",
        ),
        pytest.param("À la suite du décès de M. Luc NOIR, conseiller municipal, son siège est vacant.", [("Luc NOIR", L)], id="death"),
        pytest.param(
            "Démission de M. Luc NOIR de ses fonctions d'adjoint au maire ; il reste conseiller municipal.", [], id="of an office"
        ),
        pytest.param(
            "Désignation de Mme Anne PETIT à la commission des écoles en remplacement de M. Luc NOIR, conseiller municipal.",
            [],
            id="on a committee",
        ),
        pytest.param("La commune salue l'installation de M. Jean ROUX, boulanger, rue des Lilas.", [], id="of a shop"),
        pytest.param("L'installation de la vidéoprotection est confiée au conseil municipal des jeunes.", [], id="of a thing"),
    ],
)
def test_who_joined_and_who_left(text, expected):
    assert [(mandate.name.text, mandate.event) for mandate in read_mandates(flow_of(text))] == expected


def test_a_mandate_cites_its_place():
    (mandate,) = read_mandates(flow_of("OBJET : INSTALLATION\nInstallation de M. Jean ROUX, conseiller municipal."))
    assert (mandate.place.page, mandate.place.line_from) == (1, 2)
    assert "Jean ROUX" in mandate.place.quote
