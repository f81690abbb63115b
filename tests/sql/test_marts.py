"""The marts' figures, computed by hand from five small sessions."""

import pytest

from tests.making import change, item, landed, seat, seats, sitting
from tests.sql.conftest import build

COUNCIL = "commune-ville-essai"
FIVE_SESSIONS = (
    # Max BRUN comes late, for the second item
    sitting(
        "2024-01-10",
        [*seats("Jean ROUX", "Anne PETIT", "Luc NOIR"), seat("Eva BLANC", "represented", "Jean ROUX"), seat("Max BRUN", "absent")],
        [item(1, "1", unanimous=True), item(2, "2", votes_for=3, votes_against=2, named={"against": ("M. NOIR", "Mme BLANC")})],
        [change("Max BRUN", "arrival", 2)],
        members_in_office=5,
    ),
    # Anne PETIT leaves before the second item and gives Jean ROUX a proxy
    sitting(
        "2024-06-10",
        [
            *seats("Jean ROUX", "Anne PETIT"),
            seat("Eva BLANC", "represented", "Jean ROUX"),
            seat("Luc NOIR", "excused"),
            seat("Max BRUN", "absent"),
        ],
        [item(1, "1", is_secret=True, votes_for=2, votes_against=1), item(2, "2", unanimous=True, votes_abstain=1)],
        [change("Anne PETIT", "departure", 2, "Jean ROUX")],
        members_in_office=5,
    ),
    # nothing but a list of decisions: nobody knows who was there
    sitting("2025-01-10", deliberations=[item(1, "1", unanimous=True)], doc_type="decision_list"),
    # Ida VERT is new, Max BRUN is gone and nobody says so
    sitting(
        "2025-06-10",
        [*seats("Jean ROUX", "Anne PETIT", "Ida VERT"), seat("Eva BLANC", "represented", "Anne PETIT"), seat("Luc NOIR", "absent")],
        [item(1, "1", votes_for=2, votes_against=2, has_casting_vote=True)],
        members_in_office=5,
    ),
    # quarantined: Luc NOIR is not named any more
    sitting(
        "2025-09-10",
        [*seats("Jean ROUX", "Anne PETIT"), seat("Eva BLANC", "represented", "Anne PETIT"), seat("Ida VERT", "represented", "Jean ROUX")],
        [item(1, "1", unanimous=True)],
        members_in_office=5,
    ),
)
LAST_IS_BROKEN = [{"rule": "C1", "session_id": f"{COUNCIL}:2025-09-10"}]


@pytest.fixture(scope="module")
def five():
    documents = [landed(str(index), document) for index, document in enumerate(FIVE_SESSIONS)]
    warehouse = build(documents, marts=True, broken=LAST_IS_BROKEN)
    yield warehouse
    warehouse.connection.close()


def attendance(warehouse, key, columns, period="all"):
    return warehouse.row(
        f"select {columns} from marts.attendance_by_councillor where councillor_id = '{COUNCIL}/{key}' and period = '{period}'"
    )


@pytest.mark.parametrize(
    ("key", "held", "present", "represented", "excused", "absent", "unknown", "quarantined", "outside"),
    [
        pytest.param("jean-roux", 4, 3, 0, 0, 0, 1, 1, 0, id="always there"),
        pytest.param("blanc-eva", 4, 0, 3, 0, 0, 1, 1, 0, id="always represented"),
        pytest.param("luc-noir", 4, 1, 0, 1, 1, 1, 0, 1, id="excused and absent, gone before the last session"),
        pytest.param("brun-max", 2, 1, 0, 0, 1, 0, 0, 3, id="came late once, left the council"),
        pytest.param("ida-vert", 1, 1, 0, 0, 0, 0, 1, 3, id="a newcomer is not absent before"),
    ],
)
def test_sessions_of_a_councillor(five, key, held, present, represented, excused, absent, unknown, quarantined, outside):
    row = attendance(five, key, "* exclude (council_id, council, councillor_id, councillor)")
    counted = [row[f"sessions_{kind}"] for kind in ("held", "present", "represented", "excused", "absent", "unknown", "quarantined")]
    assert counted == [held, present, represented, excused, absent, unknown, quarantined]
    assert row["sessions_out_of_membership"] == outside
    assert row["sessions_known"] == held - unknown
    assert row["attendance_rate"] == pytest.approx(present / (held - unknown))
    assert row["representation_inclusive_rate"] == pytest.approx((present + represented) / (held - unknown))
    assert row["no_rate_reason"] is None


def test_deliberations_of_who_came_late(five):
    row = attendance(five, "brun-max", "columns('^deliberation.*')")
    assert row == {
        "deliberations_held": 4,
        "deliberations_present": 1,
        "deliberations_represented": 0,
        "deliberations_excused": 0,
        "deliberations_absent": 3,
        "deliberations_withdrawn": 0,
        "deliberations_unknown": 0,
        "deliberations_known": 4,
        "deliberation_attendance_rate": 0.25,
        "deliberation_representation_inclusive_rate": 0.25,
        "deliberation_no_rate_reason": None,
        "deliberations_quarantined": 0,
    }


def test_deliberations_of_who_left_with_a_proxy(five):
    row = attendance(five, "anne-petit", "columns('^deliberation.*')")
    assert row == {
        "deliberations_held": 6,
        "deliberations_present": 4,
        "deliberations_represented": 1,
        "deliberations_excused": 0,
        "deliberations_absent": 0,
        "deliberations_withdrawn": 0,
        "deliberations_unknown": 1,
        "deliberations_known": 5,
        "deliberation_attendance_rate": 0.8,
        "deliberation_representation_inclusive_rate": 1.0,
        "deliberation_no_rate_reason": None,
        "deliberations_quarantined": 1,
    }


@pytest.mark.parametrize(("key", "given", "held"), [("jean-roux", 0, 3), ("anne-petit", 1, 1), ("blanc-eva", 3, 0), ("ida-vert", 0, 0)])
def test_proxies_of_sessions_that_are_not_quarantined(five, key, given, held):
    assert attendance(five, key, "proxies_given, proxies_held") == {"proxies_given": given, "proxies_held": held}


def test_a_year_counts_its_own_sessions(five):
    columns = "period_kind, sessions_held, sessions_present, sessions_known, sessions_quarantined, sessions_out_of_membership"
    assert list(attendance(five, "jean-roux", columns, "2024").values()) == ["year", 2, 2, 2, 0, 0]
    assert list(attendance(five, "jean-roux", columns, "2025").values()) == ["year", 2, 1, 1, 1, 0]
    assert list(attendance(five, "ida-vert", columns, "2025").values()) == ["year", 1, 1, 1, 1, 1]
    assert five.rows("select period from marts.attendance_by_councillor where councillor_id like '%/brun-max' order by 1") == [
        ("2020-2026",),
        ("2024",),
        ("all",),
    ]


def test_there_is_no_rate_without_a_known_session(built):
    warehouse = built(
        sitting("2023-05-10", seats("Jean ROUX"), [item()]),
        sitting("2024-05-10", deliberations=[item()], doc_type="decision_list"),
        sitting("2025-05-10", seats("Jean ROUX")),
        sitting("2026-05-10", [*seats("Jean ROUX", "Anne PETIT")], [item()]),
        marts=True,
        broken=[{"rule": "N6", "session_id": f"{COUNCIL}:2026-05-10"}],
    )
    rates = "sessions_held, attendance_rate, representation_inclusive_rate, no_rate_reason"
    columns = f"{rates}, deliberation_attendance_rate, deliberation_no_rate_reason"
    assert list(attendance(warehouse, "jean-roux", columns, "2024").values()) == [
        1,
        None,
        None,
        "all_sessions_unknown",
        None,
        "all_deliberations_unknown",
    ]
    assert list(attendance(warehouse, "jean-roux", columns, "2025").values()) == [1, 1.0, 1.0, None, None, "no_deliberation"]
    assert list(attendance(warehouse, "anne-petit", columns).values()) == [
        0,
        None,
        None,
        "all_sessions_quarantined",
        None,
        "all_deliberations_quarantined",
    ]


def test_a_quarantined_deliberation_is_left_out_and_counted(built):
    broken = [{"rule": "C9", "session_id": f"{COUNCIL}:2024-01-10", "deliberation_id": f"{COUNCIL}:2024-01-10#2"}]
    warehouse = built(*FIVE_SESSIONS, marts=True, broken=broken)
    columns = "sessions_quarantined, deliberations_held, deliberations_present, deliberations_quarantined"
    row = attendance(warehouse, "brun-max", columns)
    assert list(row.values()) == [0, 3, 0, 1]
    assert warehouse.rows("select count(*) from marts.voting_by_deliberation where session_id like '%2024-01-10'") == [(1,)]
    assert warehouse.row(
        "select is_quarantined, deliberations_quarantined from marts.data_quality where session_id like '%2024-01-10'"
    ) == {
        "is_quarantined": False,
        "deliberations_quarantined": 1,
    }


def test_who_arrives_at_an_unknown_moment_was_at_the_session(built):
    roll_call = [*seats("Jean ROUX"), seat("Max BRUN", "absent")]
    warehouse = built(sitting("2024-01-10", roll_call, [item()], [change("Max BRUN", "arrival", None)]), marts=True)
    row = attendance(warehouse, "brun-max", "sessions_present, deliberations_unknown, deliberation_no_rate_reason")
    assert list(row.values()) == [1, 1, "all_deliberations_unknown"]


def test_who_takes_no_part_is_in_no_denominator(built):
    vote = item(named={"not_voting": ("Jean ROUX",)})
    warehouse = built(sitting("2024-01-10", seats("Jean ROUX", "Anne PETIT"), [vote]), marts=True)
    columns = "sessions_present, deliberations_withdrawn, deliberations_known, deliberation_no_rate_reason"
    row = attendance(warehouse, "jean-roux", columns)
    assert list(row.values()) == [1, 1, 0, "all_deliberations_withdrawn"]


def test_sessions_in_figures(five):
    rows = five.rows(
        "select date::varchar, members_named, members_present, members_represented, members_excused, members_absent, members_unknown, "
        "quorum, quorum_margin from marts.attendance_by_session order by date"
    )
    assert rows == [
        ("2024-01-10", 5, 3, 1, 0, 1, 0, 3, 0),
        ("2024-06-10", 5, 2, 1, 1, 1, 0, 3, -1),
        ("2025-01-10", None, None, None, None, None, None, None, None),
        ("2025-06-10", 5, 3, 1, 0, 1, 0, 3, 0),
    ]


def test_members_whom_the_roll_call_leaves_out_are_unknown(built):
    warehouse = built(sitting(attendance=seats("Jean ROUX", "Anne PETIT"), members_in_office=29), marts=True)
    assert warehouse.row("select members_named, members_absent, members_unknown, quorum_margin from marts.attendance_by_session") == {
        "members_named": 2,
        "members_absent": 0,
        "members_unknown": 27,
        "quorum_margin": -13,
    }


def test_a_name_linked_to_nobody_is_counted_as_listed(built):
    twins = sitting("2024-01-10", [seat("M. Camille NOIR"), seat("Mme Camille NOIR")])
    torn = sitting("2024-02-10", seats("Camille NOIR", "Jean ROUX"))
    warehouse = built(twins, torn, marts=True)
    assert warehouse.rows("select members_present from marts.attendance_by_session order by date") == [(2,), (2,)]
    assert warehouse.rows("select count(*) from core.session_attendance where session_id like '%2024-02-10'") == [(1,)]


def voting(warehouse, date, number, columns):
    row = warehouse.row(f"select {columns} from marts.voting_by_deliberation where date = '{date}' and number = '{number}'")
    return list(row.values())


@pytest.mark.parametrize(
    ("date", "number", "contested", "margin", "pivotal", "quorum_margin"),
    [
        pytest.param("2024-01-10", "1", False, None, None, 0, id="unanimous without counts"),
        pytest.param("2024-01-10", "2", True, 1, True, 1, id="one proxy could have made a tie of 3 to 2"),
        pytest.param("2024-06-10", "1", True, 1, True, -1, id="a secret ballot"),
        pytest.param("2024-06-10", "2", True, None, None, -2, id="unanimous beside an abstention"),
        pytest.param("2025-01-10", "1", False, None, None, None, id="nobody knows who was there"),
        pytest.param("2025-06-10", "1", True, 0, True, 0, id="a tie"),
    ],
)
def test_deliberations_in_figures(five, date, number, contested, margin, pivotal, quorum_margin):
    found = voting(five, date, number, "is_contested, margin, has_pivotal_proxies, quorum_margin")
    assert found == [contested, margin, pivotal, quorum_margin]


@pytest.mark.parametrize(
    ("date", "number", "stated", "inferred"),
    [
        pytest.param("2024-01-10", "1", [0, 0, 0, 0], 4, id="unanimity: the absent does not vote"),
        pytest.param("2024-01-10", "2", [0, 2, 0, 0], 3, id="the remainder"),
        pytest.param("2024-06-10", "1", [0, 0, 0, 0], 0, id="a secret ballot"),
        pytest.param("2024-06-10", "2", [0, 0, 0, 0], 0, id="unanimous beside an abstention"),
        pytest.param("2025-06-10", "1", [0, 0, 0, 0], 0, id="a tie without names"),
    ],
)
def test_votes_known_by_name(five, date, number, stated, inferred):
    assert voting(five, date, number, "stated_for, stated_against, stated_abstain, stated_not_voting") == stated
    assert voting(five, date, number, "inferred_for") == [inferred]


@pytest.mark.parametrize(
    ("facts", "margin", "contested"),
    [
        pytest.param({"votes_for": 3, "votes_abstain": 1}, 3, True, id="other counts make up all voters: none against"),
        pytest.param({"votes_for": 2, "votes_abstain": 1}, None, True, id="a voter is missing: against or not is open"),
        pytest.param({"votes_for": 4, "unanimous": True}, 4, False, id="strictly unanimous"),
        pytest.param({"votes_for": 4, "votes_against": 0, "votes_abstain": 0}, 4, False, id="noughts printed"),
        pytest.param({"votes_for": 3}, None, None, id="votes for alone"),
        pytest.param({"votes_for": 3, "named": {"against": ("Luc NOIR",)}}, None, True, id="somebody against, perhaps not alone"),
        pytest.param({}, None, None, id="nothing"),
    ],
)
def test_what_is_not_printed_stays_unknown(built, facts, margin, contested):
    roll_call = seats("Jean ROUX", "Anne PETIT", "Luc NOIR", "Eva BLANC")
    warehouse = built(sitting("2024-01-10", roll_call, [item(1, "1", **facts)]), marts=True)
    assert voting(warehouse, "2024-01-10", "1", "margin, is_contested") == [margin, contested]


def test_quality_of_every_session_also_the_quarantined(five):
    rows = five.rows("select date::varchar, is_quarantined, quarantine_rules, errors_broken from marts.data_quality order by date")
    assert rows == [
        ("2024-01-10", False, None, 0),
        ("2024-06-10", False, None, 0),
        ("2025-01-10", False, None, 0),
        ("2025-06-10", False, None, 0),
        ("2025-09-10", True, "C1", 1),
    ]
    assert five.row("select certain_rows, doubtful_rows, certain_share from marts.data_quality where date = '2024-01-10'") == {
        "certain_rows": 7,
        "doubtful_rows": 0,
        "certain_share": 1.0,
    }


def test_a_quarantined_session_is_in_no_other_mart(five):
    for mart in ("attendance_by_session", "voting_by_deliberation"):
        assert five.rows(f"select count(*) from marts.{mart} where date = '2025-09-10'") == [(0,)]
