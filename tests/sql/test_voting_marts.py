"""Votes by session, councillor, pair and group: cases computed by hand."""

import pytest

from tests.making import change, item, landed, name, seat, seats, sitting
from tests.sql.conftest import build
from tests.sql.test_marts import COUNCIL, FIVE_SESSIONS, LAST_IS_BROKEN
from transforms.model import GroupMember, Roster


@pytest.fixture(scope="module")
def five():
    warehouse = build([landed(str(index), one) for index, one in enumerate(FIVE_SESSIONS)], marts=True, broken=LAST_IS_BROKEN)
    yield warehouse
    warehouse.connection.close()


def by_session(warehouse, columns, where="true"):
    return warehouse.rows(f"select {columns} from marts.voting_by_session where {where} order by date")


def test_votes_of_a_session_in_figures(five):
    columns = (
        "date::varchar, deliberations, contested, contested_known, contested_share, unanimous_printed, unanimous_printed_known, "
        "unanimous_strict, unanimous_strict_known, quorum_margin, lowest_quorum_margin, stated_votes, inferred_votes"
    )
    assert by_session(five, columns) == [
        ("2024-01-10", 2, 1, 2, 0.5, 1, 1, 1, 2, 0, 0, 2, 7),
        ("2024-06-10", 2, 2, 2, 1.0, 1, 1, 0, 2, -1, -2, 0, 0),
        ("2025-01-10", 1, 0, 1, 0.0, 1, 1, 1, 1, None, None, 0, 0),
        ("2025-06-10", 1, 1, 1, 1.0, 0, 0, 0, 1, 0, 0, 0, 0),
    ]


def test_a_tie_and_a_secret_ballot_of_a_session(five):
    columns = "closest_margin, margin_known, pivotal_proxies, pivotal_known, secret_ballots"
    assert by_session(five, columns, "date = '2025-06-10'") == [(0, 1, 1, 1, 0)]
    assert by_session(five, columns, "date = '2024-06-10'") == [(1, 1, 1, 1, 1)]
    assert by_session(five, columns, "date = '2025-01-10'") == [(None, 0, None, 0, 0)]


@pytest.mark.parametrize(
    ("attendance", "votes", "pivotal"),
    [
        pytest.param([], (4, 2), None, id="no roll call"),
        pytest.param(seats("Jean ROUX", "Anne PETIT"), (1, 1), False, id="nobody was represented"),
        pytest.param([*seats("Jean ROUX"), seat("Anne PETIT", "represented", "Jean ROUX")], (3, 2), True, id="one proxy, one vote apart"),
        pytest.param([*seats("Jean ROUX"), seat("Anne PETIT", "represented", "Jean ROUX")], (5, 2), False, id="three votes apart"),
        pytest.param([*seats("Jean ROUX"), seat("Anne PETIT", "represented", "Jean ROUX")], (3, None), None, id="no margin"),
    ],
)
def test_whether_proxies_were_pivotal_is_known_or_not(built, attendance, votes, pivotal):
    given = {name: number for name, number in zip(("votes_for", "votes_against"), votes, strict=True) if number is not None}
    warehouse = built(sitting("2024-01-10", attendance, [item(1, "1", **given)]), marts=True)
    assert warehouse.rows("select has_pivotal_proxies from marts.voting_by_deliberation") == [(pivotal,)]
    expected = (None if pivotal is None else int(pivotal), int(pivotal is not None))
    assert by_session(warehouse, "pivotal_proxies, pivotal_known") == [expected]


@pytest.mark.parametrize(("votes_for", "pivotal"), [pytest.param(2, None, id="may be"), pytest.param(4, False, id="three votes apart")])
def test_who_may_have_been_represented_leaves_it_open(built, votes_for, pivotal):
    roll_call = seats("Jean ROUX", "Anne PETIT", "Luc NOIR")
    leaves = [change("Luc NOIR", "departure", None)]  # nobody knows when, nor whether with a proxy
    warehouse = built(sitting("2024-01-10", roll_call, [item(1, "1", votes_for=votes_for, votes_against=1)], changes=leaves), marts=True)
    assert warehouse.rows("select members_unknown, has_pivotal_proxies from core.vote_tally") == [(1, pivotal)]


def test_a_share_has_no_empty_denominator(built):
    broken = [{"rule": "C9", "session_id": f"{COUNCIL}:2024-03-10", "deliberation_id": f"{COUNCIL}:2024-03-10#1"}]
    warehouse = built(
        sitting("2024-01-10", seats("Jean ROUX"), [item(1, "1", votes_for=1)]),
        sitting("2024-02-10", seats("Jean ROUX")),
        sitting("2024-03-10", seats("Jean ROUX"), [item(1, "1", unanimous=True)]),
        marts=True,
        broken=broken,
    )
    columns = "deliberations, deliberations_quarantined, contested_known, contested_unknown, contested_share, unanimous_printed_share"
    assert by_session(warehouse, f"{columns}, no_figures_reason") == [
        (1, 0, 0, 1, None, None, None),
        (0, 0, 0, 0, None, None, "no_deliberation"),
        (0, 1, 0, 0, None, None, "all_deliberations_quarantined"),
    ]


def test_outcomes_of_a_session_sum_to_its_deliberations(built):
    outcomes = ("adopted", "rejected", "elected", "noted", "postponed", "unknown")
    items = [item(index, str(index), outcome=outcome) for index, outcome in enumerate(outcomes, 1)]
    warehouse = built(sitting(attendance=[*seats("Jean ROUX"), seat("Eva BLANC", "excused")], deliberations=items), marts=True)
    assert by_session(warehouse, "deliberations, adopted, rejected, elected, noted, postponed, outcome_unknown") == [(6, 1, 1, 1, 1, 1, 1)]


# ------------------------------------------------------------------------------------------- councillors, pairs and groups

SIX = ("Jean ROUX", "Anne PETIT", "Luc NOIR", "Eva BLANC", "Max BRUN", "Ida VERT")
LEFT, RIGHT = SIX[:3], SIX[3:]


def against(number, *names, count=6):
    """An adopted item whose votes against are all named, and whose votes for are counted."""
    return item(number, str(number), unanimous=False, votes_for=count - len(names), votes_against=len(names), named={"against": names})


def roll_call_vote(number, voters_for, voters_against=(), abstain=(), outcome="adopted"):
    """An item of which every voter is named."""
    named = {"for": tuple(voters_for), "against": tuple(voters_against), "abstain": tuple(abstain)}
    counts = {f"votes_{choice}": len(names) for choice, names in named.items()}
    return item(number, str(number), outcome=outcome, named={choice: names for choice, names in named.items() if names}, **counts)


def repeat(times, make):
    return [make(number) for number in range(1, times + 1)]


def voting(warehouse, key, columns, scope="all", period="all"):
    where = f"councillor_id = '{COUNCIL}/{key}' and scope = '{scope}' and period = '{period}'"
    return list(warehouse.row(f"select {columns} from marts.councillor_voting where {where}").values())


DISSENT_STATED = "votes_cast_stated, dissents_stated, dissent_rate_stated, no_dissent_reason_stated"
DISSENT_WITH_INFERRED = "votes_cast_with_inferred, dissents_with_inferred, dissent_rate_with_inferred, no_dissent_reason_with_inferred"
PARTICIPATION = (
    "votes_possible, votes_stated, participation_stated, votes_with_inferred, participation_with_inferred, no_participation_reason"
)


def test_who_is_named_against_is_known_with_those_whose_vote_follows(built):
    """Of ten votes Ida VERT dissents in four. All prints name dissenters only, so that nothing follows from what is stated alone."""
    items = [against(number, *(["Ida VERT"] if number <= 4 else ["Max BRUN"])) for number in range(1, 11)]
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    assert voting(warehouse, "ida-vert", PARTICIPATION) == [10, 4, 0.4, 10, 1.0, None]
    assert voting(warehouse, "ida-vert", DISSENT_WITH_INFERRED) == [10, 4, 0.4, None]
    assert voting(warehouse, "ida-vert", f"votes_one_sided_stated, {DISSENT_STATED}") == [4, 0, 0, None, "one_side_named"]
    assert voting(warehouse, "jean-roux", DISSENT_WITH_INFERRED) == [10, 0, 0.0, None]
    assert voting(warehouse, "jean-roux", DISSENT_STATED) == [0, 0, None, "no_vote_cast"]


def test_votes_that_are_all_named_count_as_stated(built):
    items = repeat(10, lambda number: roll_call_vote(number, SIX[:4], SIX[4:]))
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    assert voting(warehouse, "ida-vert", DISSENT_STATED) == [10, 10, 1.0, None]
    assert voting(warehouse, "jean-roux", DISSENT_STATED) == [10, 0, 0.0, None]


def test_a_vote_for_what_is_rejected_is_dissent(built):
    items = repeat(10, lambda number: roll_call_vote(number, SIX[4:], SIX[:4], outcome="rejected"))
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    assert voting(warehouse, "ida-vert", DISSENT_STATED) == [10, 10, 1.0, None]
    assert voting(warehouse, "jean-roux", DISSENT_STATED) == [10, 0, 0.0, None]


@pytest.mark.parametrize(("outcome", "dissenter"), [("adopted", "ida-vert"), ("rejected", "jean-roux")])
def test_in_a_tie_the_side_that_the_outcome_takes_has_won(built, outcome, dissenter):
    items = repeat(10, lambda number: roll_call_vote(number, LEFT, RIGHT, outcome=outcome))
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    rates = {key: voting(warehouse, key, "dissent_rate_stated")[0] for key in ("jean-roux", "ida-vert")}
    assert rates.pop(dissenter) == 1.0
    assert list(rates.values()) == [0.0]


def test_nine_votes_are_too_few(built):
    items = repeat(9, lambda number: roll_call_vote(number, LEFT, RIGHT))
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    assert voting(warehouse, "ida-vert", DISSENT_STATED) == [9, 9, None, "too_few_votes"]
    assert voting(warehouse, "ida-vert", PARTICIPATION) == [9, 9, None, 9, None, "too_few_votes"]
    assert warehouse.rows("select minimum_votes, minimum_members, minimum_voters from core.minimum_size") == [(10, 3, 2)]


def test_an_abstention_takes_part_and_is_no_vote_cast(built):
    """Printed as unanimous, with an abstention that is named: the others' votes are open."""
    items = repeat(10, lambda number: item(number, str(number), unanimous=True, votes_abstain=1, named={"abstain": ("Ida VERT",)}))
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    assert voting(warehouse, "ida-vert", f"{PARTICIPATION}, abstentions") == [10, 10, 1.0, 10, 1.0, None, 10]
    assert voting(warehouse, "ida-vert", DISSENT_WITH_INFERRED) == [0, 0, None, "no_vote_cast"]
    assert voting(warehouse, "jean-roux", PARTICIPATION) == [10, 0, 0.0, 0, 0.0, None], "printed by no name: none of the votes is known"


def test_contested_votes_stand_apart_and_what_may_be_contested_is_left_out(built):
    items = [
        *(item(number, str(number), unanimous=True) for number in range(1, 11)),
        *(against(number, "Ida VERT") for number in range(11, 21)),
        item(21, "21", votes_for=6, unanimous=None, outcome="adopted", votes_abstain=None),
        item(22, "22"),
    ]
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    assert voting(warehouse, "ida-vert", DISSENT_WITH_INFERRED) == [20, 10, 0.5, None]
    assert voting(warehouse, "ida-vert", DISSENT_WITH_INFERRED, "contested") == [10, 10, 1.0, None]
    assert voting(warehouse, "ida-vert", "deliberations, deliberations_contest_unknown", "contested") == [12, 2]
    assert voting(warehouse, "ida-vert", "deliberations, deliberations_contest_unknown") == [22, 0]


EXCLUSIONS = (
    "deliberations, deliberations_quarantined, deliberations_secret, deliberations_elections, deliberations_without_vote, "
    "deliberations_outcome_unknown, votes_absent, votes_withdrawn, votes_unknown, votes_possible, deliberations_out_of_membership"
)


def test_each_deliberation_is_counted_once_under_what_became_of_it(built):
    items = [
        item(1, "1", is_secret=True, votes_for=4),
        item(2, "2", outcome="elected"),
        item(3, "3", outcome="noted"),
        item(4, "4", outcome="postponed"),
        item(5, "5", outcome="unknown"),
        item(6, "6", named={"not_voting": ("Ida VERT",)}),
        item(7, "7"),
        item(8, "8"),
    ]
    broken = [{"rule": "C9", "session_id": f"{COUNCIL}:2025-03-10", "deliberation_id": f"{COUNCIL}:2025-03-10#8"}]
    late = [*seats("Jean ROUX", "Ida VERT"), seat("Luc NOIR", "absent"), seat("Eva BLANC", "represented", "Ida VERT")]
    warehouse = built(
        sitting("2025-03-10", [*late, seat("Max BRUN", "absent")], items, [change("Max BRUN", "arrival", None)]),
        sitting("2025-04-10", seats("Anne PETIT", "Jean ROUX"), [item(1, "9")]),
        marts=True,
        broken=broken,
    )
    assert voting(warehouse, "ida-vert", EXCLUSIONS) == [8, 1, 1, 1, 2, 1, 0, 1, 0, 1, 1]
    assert voting(warehouse, "luc-noir", EXCLUSIONS) == [8, 1, 1, 1, 2, 1, 2, 0, 0, 0, 1]
    assert voting(warehouse, "brun-max", EXCLUSIONS) == [8, 1, 1, 1, 2, 1, 0, 0, 2, 0, 1]
    assert voting(warehouse, "blanc-eva", EXCLUSIONS) == [8, 1, 1, 1, 2, 1, 0, 0, 0, 2, 1]
    assert voting(warehouse, "anne-petit", EXCLUSIONS) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 8], (
        "a newcomer is not charged with what was before"
    )
    assert voting(warehouse, "brun-max", "participation_stated, no_participation_reason") == [None, "all_votes_unknown"]
    assert voting(warehouse, "luc-noir", "participation_stated, no_participation_reason") == [None, "no_vote_possible"]
    parts = EXCLUSIONS.removesuffix(", deliberations_out_of_membership").split(", ")[1:]
    sums = f"{' + '.join(parts)} + deliberations_contest_unknown"
    assert warehouse.rows(f"select deliberations from marts.councillor_voting where deliberations <> {sums}") == []


def test_represented_all_year_takes_part_and_votes_by_proxy(built):
    days = [f"2025-{month:02}-10" for month in range(1, 11)]
    roll_call = [*seats(*SIX[:5]), seat("Ida VERT", "represented", "Jean ROUX")]
    warehouse = built(*(sitting(day, roll_call, [item(1, "1", unanimous=True)]) for day in days), marts=True)
    assert voting(warehouse, "ida-vert", PARTICIPATION, period="2025") == [10, 0, 0.0, 10, 1.0, None]
    assert voting(warehouse, "ida-vert", PARTICIPATION, period="2020-2026") == [10, 0, 0.0, 10, 1.0, None]


def test_only_unknown_sessions_give_no_rate(built):
    lists = [sitting(f"2025-0{month}-10", deliberations=[item(1, "1", unanimous=True)], doc_type="decision_list") for month in (2, 3)]
    warehouse = built(sitting("2024-12-10", seats("Jean ROUX")), *lists, sitting("2026-01-10", seats("Jean ROUX")), marts=True)
    assert voting(warehouse, "jean-roux", PARTICIPATION, period="2025") == [0, 0, None, 0, None, "all_votes_unknown"]
    assert voting(warehouse, "jean-roux", "votes_unknown, votes_absent", period="2025") == [2, 0]


def test_homonyms_vote_each_for_themselves(built):
    two = ("Jean ROUX", "Anne ROUX", *SIX[1:4])
    items = repeat(10, lambda number: against(number, "Anne ROUX", count=5))
    warehouse = built(sitting(attendance=seats(*two), deliberations=items), marts=True)
    assert voting(warehouse, "anne-roux", "dissents_with_inferred") == [10]
    assert voting(warehouse, "jean-roux", "dissents_with_inferred") == [0]


def agreement(warehouse, one, other, columns, scope="all"):
    where = f"councillor_id = '{COUNCIL}/{one}' and other_id = '{COUNCIL}/{other}' and scope = '{scope}' and period = 'all'"
    return list(warehouse.row(f"select {columns} from marts.councillor_agreement where {where}").values())


STATED = "votes_compared_stated, votes_same_stated, agreement_stated, no_agreement_reason_stated"
WITH_INFERRED = "votes_compared_with_inferred, votes_same_with_inferred, agreement_with_inferred, no_agreement_reason_with_inferred"


def test_two_councillors_agree_in_what_both_chose(built):
    """Of twelve roll-call votes Luc NOIR abstains in three and votes with the other side in three."""
    items = [
        *(roll_call_vote(number, LEFT, RIGHT) for number in range(1, 7)),
        *(roll_call_vote(number, LEFT[:2], RIGHT, abstain=LEFT[2:], outcome="rejected") for number in range(7, 10)),
        *(roll_call_vote(number, LEFT[:2], (*RIGHT, LEFT[2]), outcome="rejected") for number in range(10, 13)),
    ]
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    assert agreement(warehouse, "anne-petit", "jean-roux", STATED) == [12, 12, 1.0, None]
    assert agreement(warehouse, "jean-roux", "luc-noir", STATED) == [12, 6, 0.5, None]
    assert agreement(warehouse, "ida-vert", "luc-noir", STATED) == [12, 3, 0.25, None]
    assert agreement(warehouse, "ida-vert", "jean-roux", WITH_INFERRED) == [12, 0, 0.0, None]
    assert agreement(warehouse, "ida-vert", "jean-roux", STATED, "contested") == [12, 0, 0.0, None]


def test_two_who_are_named_only_when_they_dissent_do_not_agree_for_that(built):
    items = [
        *(against(number, "Ida VERT", "Max BRUN") for number in range(1, 11)),
        *(against(number, "Ida VERT") for number in range(11, 21)),
    ]
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True)
    assert agreement(warehouse, "brun-max", "ida-vert", STATED) == [0, 0, None, "one_side_named"]
    assert agreement(warehouse, "brun-max", "ida-vert", WITH_INFERRED) == [20, 10, 0.5, None]
    assert agreement(warehouse, "anne-petit", "jean-roux", STATED) == [0, 0, None, "no_common_vote"]


def test_pairs_leave_out_secret_ballots_and_count_what_is_quarantined(built):
    items = [*repeat(9, lambda number: item(number, str(number), unanimous=True)), item(10, "10", is_secret=True, votes_for=6)]
    broken = [{"rule": "C9", "session_id": f"{COUNCIL}:2025-03-10", "deliberation_id": f"{COUNCIL}:2025-03-10#1"}]
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True, broken=broken)
    assert agreement(warehouse, "anne-petit", "jean-roux", f"{WITH_INFERRED}, votes_quarantined") == [8, 8, None, "too_few_votes", 1]
    assert warehouse.rows("select count(*) from marts.councillor_agreement where scope = 'contested'") == [(0,)]


def groups(**members):
    told = [(who, group) for group, names in members.items() for who in names]
    rows = (GroupMember("Ville-Essai", name(who), group, None, None, "g.csv", line) for line, (who, group) in enumerate(told, 2))
    return Roster(groups=tuple(rows))


def cohesion(warehouse, group, columns, scope="all"):
    where = f"group_name = '{group}' and scope = '{scope}' and period = 'all'"
    return list(warehouse.row(f"select {columns} from marts.group_cohesion where {where}").values())


INDEX_STATED = "members, rice_votes_stated, rice_index_stated, agreement_votes_stated, agreement_index_stated, no_index_reason_stated"
INDEX_WITH_INFERRED = (
    "rice_votes_with_inferred, rice_index_with_inferred, agreement_votes_with_inferred, agreement_index_with_inferred, "
    "no_index_reason_with_inferred"
)


def test_a_group_of_three_has_its_indices(built):
    """Five votes in one, then five in which one abstains: Rice 1; agreement (2 - 1/2) / 3 = 1/2 there."""
    items = [
        *(roll_call_vote(number, LEFT, RIGHT) for number in range(1, 6)),
        *(roll_call_vote(number, LEFT[:2], RIGHT, abstain=LEFT[2:], outcome="rejected") for number in range(6, 11)),
    ]
    members = groups(Gauche=LEFT, Droite=RIGHT)
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True, roster=members)
    assert cohesion(warehouse, "Gauche", INDEX_STATED) == [3, 10, 1.0, 10, 0.75, None]
    assert cohesion(warehouse, "Droite", INDEX_STATED) == [3, 10, 1.0, 10, 1.0, None]


def test_a_group_that_is_torn_has_a_low_index(built):
    """Two against one: Rice 1/3, agreement (2 - 1/2) / 3 = 1/2. The others' votes follow from the remainder."""
    items = repeat(10, lambda number: against(number, "Ida VERT"))
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True, roster=groups(Droite=RIGHT))
    assert cohesion(warehouse, "Droite", INDEX_WITH_INFERRED) == pytest.approx([10, 1 / 3, 10, 0.5, None])
    assert cohesion(warehouse, "Droite", INDEX_WITH_INFERRED, "contested") == pytest.approx([10, 1 / 3, 10, 0.5, None])
    assert cohesion(warehouse, "Droite", INDEX_STATED) == [3, 0, None, 0, None, "no_vote_known"]


@pytest.mark.parametrize(
    ("members", "votes", "reason"),
    [
        pytest.param(RIGHT[:2], 10, "too_few_members", id="a group of two"),
        pytest.param(RIGHT, 9, "too_few_votes", id="nine votes"),
        pytest.param(RIGHT, 0, "no_vote_known", id="no vote"),
    ],
)
def test_a_small_group_or_few_votes_have_no_index(built, members, votes, reason):
    items = repeat(votes, lambda number: roll_call_vote(number, LEFT, RIGHT))
    warehouse = built(sitting(attendance=seats(*SIX), deliberations=items), marts=True, roster=groups(Droite=members))
    assert cohesion(warehouse, "Droite", INDEX_STATED) == [len(members), votes, None, votes, None, reason]


def test_a_group_named_on_one_side_only_has_no_index_of_it(built):
    items = repeat(10, lambda number: against(number, *RIGHT, count=8))
    roll_call = [*seats(*SIX), *seats("Odile GRIS", "Rémi CLAIR")]
    warehouse = built(sitting(attendance=roll_call, deliberations=items), marts=True, roster=groups(Droite=RIGHT))
    assert cohesion(warehouse, "Droite", INDEX_STATED) == [3, 0, None, 0, None, "one_side_named"]
    assert cohesion(warehouse, "Droite", INDEX_WITH_INFERRED) == [10, 1.0, 10, 1.0, None]


def test_without_groups_from_the_user_there_is_no_cohesion(five):
    assert five.rows("select count(*) from marts.group_cohesion") == [(0,)]


def test_a_successor_makes_a_group_no_larger(built):
    warehouse = built(
        sitting("2025-01-10", seats(*LEFT, "Eva BLANC")),
        sitting("2025-02-10", seats(*LEFT, "Max BRUN")),
        marts=True,
        roster=groups(Centre=("Eva BLANC", "Max BRUN")),
    )
    assert cohesion(warehouse, "Centre", "members") == [1]
