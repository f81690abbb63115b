"""How each vote is known: stated, or following from unanimity or the remainder, and from nothing else."""

import pytest

from tests.making import change, item, seat, seats, sitting

FIVE = (
    seat("Jean ROUX"),
    seat("Anne PETIT"),
    seat("Ida VERT"),
    seat("Luc NOIR", "represented", "Jean ROUX"),
    seat("Max BRUN", "absent"),
)
VOTERS = {"jean-roux", "anne-petit", "ida-vert", "luc-noir"}


def votes(built, vote, roll_call=FIVE, changes=()):
    warehouse = built(sitting(attendance=roll_call, deliberations=[vote], changes=changes))
    return {key.split("/")[1]: value for key, *value in warehouse.rows("select councillor_id, choice, basis, is_by_proxy from core.vote")}


def test_a_strictly_unanimous_vote_is_that_of_each_voter(built):
    found = votes(built, item(unanimous=True))
    assert found == {
        "jean-roux": ["for", "inferred_unanimity", False],
        "anne-petit": ["for", "inferred_unanimity", False],
        "ida-vert": ["for", "inferred_unanimity", False],
        "luc-noir": ["for", "inferred_unanimity", True],
    }


def test_a_proxy_is_cast_by_its_holder(built):
    warehouse = built(sitting(attendance=FIVE, deliberations=[item(unanimous=True)]))
    cast = dict(warehouse.rows("select split_part(councillor_id, '/', 2), split_part(cast_by_id, '/', 2) from core.vote"))
    assert cast == {"jean-roux": "jean-roux", "anne-petit": "anne-petit", "ida-vert": "ida-vert", "luc-noir": "jean-roux"}


@pytest.mark.parametrize(
    "vote",
    [
        pytest.param(item(unanimous=True, votes_abstain=1), id="unanimous beside an abstention"),
        pytest.param(item(unanimous=True, votes_against=2), id="unanimous beside votes against"),
        pytest.param(item(unanimous=True, is_secret=True), id="a secret ballot"),
        pytest.param(item(unanimous=True, outcome="elected"), id="an election"),
        pytest.param(item(unanimous=True, outcome="rejected"), id="unanimously against"),
        pytest.param(item(unanimous=True, outcome="noted"), id="noted"),
        pytest.param(item(unanimous=True, votes_for=3), id="fewer votes than voters"),
        pytest.param(item(unanimous=True, votes_not_voting=1), id="somebody who is not named does not vote"),
        pytest.param(item(unanimous=True, is_without_chair=True), id="the chair takes no part without being named"),
        pytest.param(item(unanimous=False, votes_for=4), id="a majority whose dissenters are not named"),
        pytest.param(item(votes_for=4), id="counts alone"),
        pytest.param(item(), id="nothing printed"),
    ],
)
def test_nothing_follows_from(built, vote):
    assert votes(built, vote) == {}


def test_unanimity_beside_a_named_abstention_leaves_the_others_open(built):
    assert votes(built, item(unanimous=True, named={"abstain": ("Ida VERT",)})) == {"ida-vert": ["abstain", "stated", False]}


@pytest.mark.parametrize("is_without_chair", [None, True])
def test_who_takes_no_part_does_not_vote_for(built, is_without_chair):
    found = votes(built, item(unanimous=True, is_without_chair=is_without_chair, named={"not_voting": ("Mme PETIT",)}))
    assert {key: choice for key, (choice, *_) in found.items()} == {
        "anne-petit": "not_voting",
        "jean-roux": "for",
        "ida-vert": "for",
        "luc-noir": "for",
    }


def test_a_proxy_whose_holder_takes_no_part_is_not_voted(built):
    found = votes(built, item(unanimous=True, named={"not_voting": ("Jean ROUX",)}))
    assert set(found) == {"jean-roux", "anne-petit", "ida-vert"}


def test_nothing_follows_where_a_state_is_open(built):
    assert votes(built, item(unanimous=True), changes=[change("Max BRUN", "arrival", None)]) == {}


def test_an_unlinked_name_leaves_the_vote_open(built):
    assert votes(built, item(unanimous=True, named={"not_voting": ("M. GRIS",)})) == {}


def test_the_remainder_voted_for_where_the_count_says_so(built):
    found = votes(built, item(unanimous=False, votes_for=3, votes_against=1, named={"against": ("Ida VERT",)}))
    assert found == {
        "ida-vert": ["against", "stated", False],
        "jean-roux": ["for", "inferred_remainder", False],
        "anne-petit": ["for", "inferred_remainder", False],
        "luc-noir": ["for", "inferred_remainder", True],
    }


def test_the_remainder_needs_no_printed_count_of_the_named(built):
    found = votes(built, item(votes_for=2, named={"against": ("Ida VERT",), "abstain": ("Mme PETIT",)}))
    assert {key: basis for key, (_, basis, _) in found.items()} == {
        "ida-vert": "stated",
        "anne-petit": "stated",
        "jean-roux": "inferred_remainder",
        "luc-noir": "inferred_remainder",
    }


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"votes_for": 2}, id="one vote for is missing"),
        pytest.param({"votes_for": 3, "votes_against": 2}, id="a dissenter is not named"),
        pytest.param({"votes_for": 3, "votes_abstain": 1}, id="an abstention is not named"),
        pytest.param({"votes_for": 3, "votes_not_voting": 1}, id="somebody not voting is not named"),
        pytest.param({}, id="votes for are not printed"),
        pytest.param({"votes_for": 3, "is_secret": True}, id="a secret ballot"),
        pytest.param({"votes_for": 3, "outcome": "elected"}, id="an election"),
    ],
)
def test_no_remainder_follows_where(built, facts):
    found = votes(built, item(named={"against": ("Ida VERT",)}, **facts))
    assert found == {"ida-vert": ["against", "stated", False]}


def test_a_dissenter_who_is_not_a_voter_makes_the_remainder_void(built):
    found = votes(built, item(votes_for=4, named={"against": ("Max BRUN",)}))
    assert found == {"brun-max": ["against", "stated", False]}


def test_who_is_named_for_two_choices_has_no_known_vote(built):
    assert votes(built, item(named={"against": ("Ida VERT",), "abstain": ("Mme VERT",)})) == {}


def test_a_named_proxy_vote_is_stated_and_by_proxy(built):
    assert votes(built, item(named={"abstain": ("Luc NOIR",)})) == {"luc-noir": ["abstain", "stated", True]}


def test_the_absent_never_vote(built):
    warehouse = built(
        sitting(attendance=FIVE, deliberations=[item(1, "1", unanimous=True), item(2, "2", votes_for=3, named={"against": ("Ida VERT",)})])
    )
    assert {key.split("/")[1] for (key,) in warehouse.rows("select distinct councillor_id from core.vote")} == VOTERS


def test_counts_come_from_one_document(built):
    minutes = sitting(attendance=FIVE, deliberations=[item(1, "1", votes_for=3, votes_against=1)])
    extract = sitting(attendance=seats("Jean ROUX"), deliberations=[item(1, "1", votes_for=2, votes_abstain=2)], doc_type="extract")
    warehouse = built(extract, minutes)
    assert dict(warehouse.rows("select choice, votes from core.vote_count")) == {"for": 3, "against": 1}


def test_a_silent_document_leaves_the_vote_to_the_next(built):
    minutes = sitting(attendance=FIVE, deliberations=[item(1, "1", vote_place=None)])
    extract = sitting(deliberations=[item(1, "1", votes_for=3, named={"against": ("Ida VERT",)})], doc_type="extract")
    warehouse = built(minutes, extract)
    assert dict(warehouse.rows("select choice, votes from core.vote_count")) == {"for": 3}
    assert warehouse.row("select vote_document_id = document_id as same, vote_line_from from core.deliberation") == {
        "same": False,
        "vote_line_from": 9,
    }


def test_dissent_in_any_document_denies_strict_unanimity(built):
    minutes = sitting(attendance=FIVE, deliberations=[item(1, "1", unanimous=True)])
    extract = sitting(deliberations=[item(1, "1", votes_for=3, votes_against=1)], doc_type="extract")
    warehouse = built(minutes, extract)
    assert warehouse.rows("select unanimous_printed, unanimous_strict from core.deliberation") == [(True, False)]
    assert warehouse.rows("select count(*) from core.vote") == [(0,)]
