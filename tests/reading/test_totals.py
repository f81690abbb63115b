"""Where printed totals and names disagree, what was read is doubtful."""

from __future__ import annotations

import pytest

from tests.making import item, seat, sitting
from tests.reading.pages import pages_of
from transforms.model import Certainty
from transforms.reading import read
from transforms.reading.totals import mark_disagreements, unmark_disagreements

HEAD = """EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Séance du 3 mai 2023
Nombre de conseillers présents : {present}
Étaient présents : M. Luc ROUX, Mme Anne PETIT, M. Jean VIAL
Absents : Mme Eve BLANC
N° 2023-031
OBJET : Achat d'un tracteur
Le conseil municipal, après en avoir délibéré, {vote},
APPROUVE l'achat d'un tracteur."""


@pytest.mark.parametrize(
    ("present", "doubts"),
    [(3, {None}), (4, {None, "4 printed as present, 3 names read"})],
)
def test_a_total_that_is_not_the_number_of_names(present: int, doubts: set[str | None]) -> None:
    (document,) = read(pages_of(HEAD.format(present=present, vote="à l'unanimité")))
    assert {row.doubt for row in document.attendance} == doubts
    assert document.attendance[-1].doubt is None  # another group


@pytest.mark.parametrize(
    ("vote", "doubt"),
    [
        pytest.param("par 2 voix pour et 1 abstention (M. Luc ROUX)", None, id="adds up"),
        pytest.param("par 25 voix pour et 1 voix contre", "26 votes counted, 3 could vote", id="more votes than voters"),
        pytest.param(
            "par 1 voix pour et 1 abstention (M. Luc ROUX, M. Jean VIAL)", "1 counted as abstain, 2 named", id="more names than votes"
        ),
    ],
)
def test_a_vote_that_does_not_add_up(vote: str, doubt: str | None) -> None:
    (document,) = read(pages_of(HEAD.format(present=3, vote=vote)))
    assert [item.doubt for item in document.deliberations] == [doubt]


def test_doubts_on_totals_can_be_taken_back_and_those_of_others_stay() -> None:
    rows = (seat("Lise BLANC"), seat("Anne PETIT", certainty=Certainty.DOUBTFUL, doubt="two names in one"))
    document = sitting(attendance=rows, deliberations=[item(1, votes_for=9), item(2, votes_for=1)], stated_present=3)
    marked = mark_disagreements(document)
    assert [row.doubt for row in marked.attendance] == ["3 printed as present, 2 names read", "two names in one"]
    assert marked.deliberations[0].doubt
    assert unmark_disagreements(marked) == document
