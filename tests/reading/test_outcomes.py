"""What became of an item: what was told, put off, decided earlier or by others is not adopted."""

from __future__ import annotations

import pytest

from tests.reading.pages import flow_of
from transforms.model import Outcome
from transforms.reading.votes import Decision, read_decision

HEAD = "COMMUNE DE VALMONT\nPROCÈS-VERBAL DU CONSEIL MUNICIPAL\n"


def decide(text: str, title: str = "") -> Decision:
    """The decision of an item of a municipal council's minutes."""
    flow = flow_of(HEAD + text)
    return read_decision(flow, len(HEAD), len(flow.text), title)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Le présent rapport est porté à la connaissance du conseil.\nVote à l'unanimité.", id="what is told is voted"),
        pytest.param("Madame le Maire propose de reporter ce point. Le conseil accepte à l'unanimité.", id="to put off is accepted"),
        pytest.param("M. ROUX demande à reporter cette question.\nVote : unanimité", id="to put off is voted"),
        pytest.param("Le conseil municipal s'abstient à l'unanimité.", id="all abstain"),
    ],
)
def test_a_vote_on_something_else_than_the_item_is_doubtful(text: str) -> None:
    assert decide(text).doubt


def test_an_information_in_the_title_that_is_voted_is_doubtful() -> None:
    assert decide("Le rapport du syndicat a été remis à chacun.\nVote : unanimité", "Porté à connaissance du rapport").doubt


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Monsieur le Maire rappelle que le conseil avait adopté à l'unanimité ce projet.", id="had adopted"),
        pytest.param("Par délibération du 3 mars 2023 le conseil municipal a approuvé la convention, qui expire.", id="by its act"),
        pytest.param("Le conseil communautaire a voté à l'unanimité cette mesure le 4 avril.", id="another council's vote"),
        pytest.param("Le conseil départemental a approuvé ce projet le 4 avril.", id="another council's word"),
        pytest.param("Le comité du syndicat des eaux de la région a approuvé, à l'unanimité, ses statuts.", id="a syndicate's committee"),
        pytest.param("Le conseil d'agglomération a voté ce plan à l'unanimité.", id="an agglomeration's council"),
    ],
)
def test_what_was_decided_earlier_or_elsewhere_is_not_adopted_here(text: str) -> None:
    assert decide(text).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param("Par délibération du 3 mars 2023 le conseil a fixé le loyer. Le conseil vote la hausse.", Outcome.ADOPTED, id="act"),
        pytest.param("Le conseil communautaire l'a voté. Le conseil, à l'unanimité, l'approuve.", Outcome.ADOPTED, id="after another"),
        pytest.param("Le rapport est porté à la connaissance du conseil.\nLe conseil l'approuve.", Outcome.ADOPTED, id="told"),
        pytest.param("Madame le Maire propose de reporter l'excédent.\nAdopté à l'unanimité.", Outcome.ADOPTED, id="a surplus"),
        pytest.param("Le devis de la société Valmont est accepté.", Outcome.ADOPTED, id="an estimate"),
        pytest.param("L'offre de la société Valmont Travaux est retenue.", Outcome.ADOPTED, id="an offer"),
        pytest.param("Accord de tous les membres présents.", Outcome.ADOPTED, id="all members agree"),
        pytest.param("Le rapport a été remis à chacun.\nLe conseil l'approuve.", Outcome.ADOPTED, id="a report handed out"),
        pytest.param("Ce point est remis à une date ultérieure.", Outcome.POSTPONED, id="put off to a date"),
        pytest.param("Ce sujet sera réexaminé lors du prochain conseil.", Outcome.POSTPONED, id="to be looked at again"),
    ],
)
def test_outcomes_that_are_certain(text: str, outcome: Outcome) -> None:
    decision = decide(text)
    assert (decision.outcome, decision.doubt) == (outcome, None)


def test_an_intercommunal_councils_own_votes_stay_its_own() -> None:
    flow = flow_of("COMMUNAUTÉ DE COMMUNES DU VAL DORÉ\nCONSEIL COMMUNAUTAIRE\nLe conseil communautaire a approuvé ce projet.")
    assert read_decision(flow, 50, len(flow.text)).outcome is Outcome.ADOPTED


@pytest.mark.parametrize(
    "decision",
    [
        "Le conseil municipal, après en avoir délibéré, à ……………, DÉCIDE de fixer les taux.",
        "Après en avoir délibéré, le conseil municipal, par ____ voix pour et ____ voix contre, APPROUVE les taux.",
        "Le conseil municipal approuve les taux.\nPour : ….. Contre : ….. Abstention : …..",
        "Le conseil municipal approuve les taux.\nPour : ........ Contre : ........",
    ],
)
def test_a_result_that_is_left_blank_is_doubtful(decision: str) -> None:
    flow = flow_of(f"Taux\n{decision}\n")
    assert read_decision(flow, 0, len(flow.text)).doubt == "the result of the vote is left blank"


@pytest.mark.parametrize(
    "decision",
    [
        "Le conseil municipal, à l'unanimité, approuve les taux.\nPour : ….. Contre : …..",
        "Le conseil municipal approuve les taux.\nPour : 12 Contre : ….. Abstention : …..",
        "Le conseil municipal approuve les taux ........ 12 %",
    ],
)
def test_a_result_that_is_printed_is_none_left_blank(decision: str) -> None:
    flow = flow_of(f"Taux\n{decision}\n")
    assert read_decision(flow, 0, len(flow.text)).doubt is None
