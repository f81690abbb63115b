"""The seat ledger: who is in which state at which deliberation, and why."""

import pytest

from tests.making import change, item, seat, seats, sitting

ROLL_CALL = (
    seat("Jean ROUX"),
    seat("Anne PETIT"),
    seat("Luc NOIR", "represented", "Jean ROUX"),
    seat("Eva BLANC", "excused"),
    seat("Max BRUN", "absent"),
)
THREE_ITEMS = (item(1, "1"), item(2, "2"), item(3, "3"))


def states(warehouse, key: str) -> list[tuple[str, str]]:
    """State and basis of one councillor through the items of the session."""
    return warehouse.rows(
        f"""
        select attendance.state, attendance.basis
        from core.attendance inner join core.deliberation using (deliberation_id)
        where attendance.councillor_id like '%/{key}' order by deliberation.position
        """
    )


def test_without_movements_the_roll_call_holds_throughout(built):
    warehouse = built(sitting(attendance=ROLL_CALL, deliberations=THREE_ITEMS))
    expected = {"jean-roux": "present", "anne-petit": "present", "luc-noir": "represented", "blanc-eva": "excused", "brun-max": "absent"}
    for key, state in expected.items():
        assert states(warehouse, key) == [(state, "roll_call")] * 3
    assert warehouse.pairs(
        "select councillor_id, split_part(proxy_holder_id, '/', 2) from core.attendance where proxy_holder_id is not null"
    ) == {"luc-noir": "jean-roux"}


@pytest.mark.parametrize(
    ("key", "movements", "expected"),
    [
        pytest.param("brun-max", [change("Max BRUN", "arrival", 2)], ["absent", "present", "present"], id="arrival of an absent"),
        pytest.param(
            "luc-noir", [change("M. NOIR", "arrival", 3)], ["represented", "represented", "present"], id="arrival of a represented"
        ),
        pytest.param("jean-roux", [change("Jean ROUX", "departure", 2)], ["present", "absent", "absent"], id="departure"),
        pytest.param(
            "jean-roux",
            [change("Jean ROUX", "departure", 3, "Anne PETIT")],
            ["present", "present", "represented"],
            id="departure with proxy",
        ),
        pytest.param(
            "jean-roux",
            [change("Jean ROUX", "departure", 2), change("Jean ROUX", "arrival", 3)],
            ["present", "absent", "present"],
            id="there and back",
        ),
        pytest.param(
            "jean-roux",
            [change("Jean ROUX", "departure", 2), change("Jean ROUX", "arrival", 2)],
            ["present", "present", "present"],
            id="out and in before one item",
        ),
        pytest.param("brun-max", [change("Max BRUN", "arrival", None)], ["unknown"] * 3, id="an arrival at nobody knows which item"),
        pytest.param(
            "jean-roux", [change("Jean ROUX", "arrival", 2)], ["unknown", "present", "present"], id="listed as present, arrives later"
        ),
        pytest.param(
            "blanc-eva", [change("Eva BLANC", "departure", 3)], ["unknown", "unknown", "absent"], id="listed as excused, leaves later"
        ),
        pytest.param("ida-vert", [change("Ida VERT", "arrival", 2)], [], id="arrives without ever being in a roll call"),
        pytest.param("jean-roux", [change("Jean ROUX", "departure", 9)], ["present"] * 3, id="leaves after the last item"),
    ],
)
def test_movements_are_replayed_over_the_roll_call(built, key, movements, expected):
    warehouse = built(sitting(attendance=ROLL_CALL, deliberations=THREE_ITEMS, changes=movements))
    assert [state for state, _ in states(warehouse, key)] == expected


def test_a_replayed_state_says_so(built):
    warehouse = built(sitting(attendance=ROLL_CALL, deliberations=THREE_ITEMS, changes=[change("Max BRUN", "arrival", 2)]))
    assert states(warehouse, "brun-max") == [("absent", "roll_call"), ("present", "replayed"), ("present", "replayed")]


def test_a_leaver_is_represented_by_the_holder_of_the_power(built):
    warehouse = built(sitting(attendance=ROLL_CALL, deliberations=THREE_ITEMS, changes=[change("Jean ROUX", "departure", 3, "Mme PETIT")]))
    holders = warehouse.rows("select proxy_holder_id from core.attendance where councillor_id like '%/jean-roux' order by deliberation_id")
    assert holders == [(None,), (None,), ("commune-ville-essai/anne-petit",)]


def test_who_arrives_unlisted_is_unknown_before(built):
    march = sitting("2025-03-10", ROLL_CALL, THREE_ITEMS, [change("Ida VERT", "arrival", 2)])
    april = sitting("2025-04-10", seats("Ida VERT"))
    assert states(built(march, april), "ida-vert") == [("unknown", "roll_call"), ("present", "replayed"), ("present", "replayed")]


def test_an_extract_states_who_sat_at_its_deliberation(built):
    minutes = sitting(attendance=ROLL_CALL, deliberations=THREE_ITEMS)
    extract = sitting(
        attendance=[seat("Jean ROUX"), seat("Max BRUN"), seat("Anne PETIT", "absent")], deliberations=[item(1, "2")], doc_type="extract"
    )
    warehouse = built(minutes, extract)
    assert states(warehouse, "brun-max") == [("absent", "roll_call"), ("present", "own_roll_call"), ("absent", "roll_call")]
    assert states(warehouse, "anne-petit") == [("present", "roll_call"), ("absent", "own_roll_call"), ("present", "roll_call")]
    assert states(warehouse, "luc-noir") == [("represented", "roll_call")] * 2, "the extract does not name him: no row for its item"


def test_an_item_that_the_document_of_record_lacks_leaves_movers_open(built):
    minutes = sitting(attendance=ROLL_CALL, deliberations=[item(1, "1"), item(2, "2")], changes=[change("Max BRUN", "arrival", 2)])
    decisions = sitting(deliberations=[item(1, "1"), item(2, "2"), item(3, "3")], doc_type="decision_list")
    warehouse = built(minutes, decisions)
    assert states(warehouse, "brun-max") == [("absent", "roll_call"), ("present", "replayed"), ("unknown", "replayed")]
    assert states(warehouse, "anne-petit") == [("present", "roll_call")] * 3


def test_an_item_between_two_differing_roll_calls_leaves_the_difference_open(built):
    first = sitting(attendance=[seat("Jean ROUX"), seat("Anne PETIT")], deliberations=[item(1, "1")], doc_type="extract")
    second = sitting(attendance=[seat("Jean ROUX"), seat("Anne PETIT", "absent")], deliberations=[item(1, "3")], doc_type="extract")
    decisions = sitting(deliberations=[item(1, "2")], doc_type="decision_list")
    warehouse = built(first, second, decisions)
    by_number = warehouse.pairs(
        "select number, state from core.attendance join core.deliberation using (deliberation_id) where councillor_id like '%/anne-petit'"
    )
    assert by_number == {"1": "present", "2": "unknown", "3": "absent"}


@pytest.mark.parametrize(("who", "expected"), [("Anne PETIT", "withdrawn"), ("Luc NOIR", "withdrawn"), ("Max BRUN", "absent")])
def test_who_is_named_as_not_voting_has_withdrawn_unless_absent(built, who, expected):
    warehouse = built(sitting(attendance=ROLL_CALL, deliberations=[item(1, "1", named={"not_voting": (who,)})]))
    key = "-".join(sorted(who.lower().split()))
    assert states(warehouse, key) == [(expected, "vote" if expected == "withdrawn" else "roll_call")]


def test_a_councillor_listed_in_two_states_is_unknown(built):
    warehouse = built(sitting(attendance=[*ROLL_CALL, seat("Jean ROUX", "excused")], deliberations=[item(1, "1")]))
    assert states(warehouse, "jean-roux") == [("unknown", "roll_call")]
    assert warehouse.row("select state, position from core.session_attendance where councillor_id like '%/jean-roux'") == {
        "state": "unknown",
        "position": 1,
    }


def test_nothing_is_made_up_for_members_whom_the_roll_call_leaves_out(built):
    warehouse = built(sitting(attendance=seats("Jean ROUX", "Anne PETIT"), deliberations=[item()], members_in_office=29))
    assert warehouse.rows("select count(*) from core.attendance") == [(2,)]


def test_without_a_roll_call_there_is_no_ledger(built):
    warehouse = built(sitting(deliberations=THREE_ITEMS))
    assert warehouse.rows("select count(*) from core.attendance") == [(0,)]
    assert warehouse.rows("select roll_call_document_id, listed_present from core.session") == [(None, None)]


def test_a_proxy_printed_in_every_extract_is_one_proxy(built):
    roll_call = [seat("Jean ROUX"), seat("Luc NOIR", "represented", "M. ROUX")]
    extracts = [sitting(attendance=roll_call, deliberations=[item(1, str(number))], doc_type="extract") for number in (1, 2, 3)]
    later = sitting(
        attendance=[seat("Jean ROUX"), seat("Luc NOIR"), seat("Anne PETIT", "represented", "M. ROUX")],
        deliberations=[item(1, "4")],
        doc_type="extract",
    )
    proxies = built(*extracts, later).rows(
        "select split_part(giver_id, '/', 2), split_part(holder_id, '/', 2), origin from core.proxy order by 1"
    )
    assert proxies == [("anne-petit", "jean-roux", "other_document"), ("luc-noir", "jean-roux", "opening")]


def test_a_leavers_proxy_is_one_of_departure(built):
    warehouse = built(sitting(attendance=ROLL_CALL, deliberations=THREE_ITEMS, changes=[change("Anne PETIT", "departure", 2, "M. ROUX")]))
    assert warehouse.pairs("select giver_id, origin from core.proxy") == {"luc-noir": "opening", "anne-petit": "departure"}


def test_a_holder_linked_to_nobody_stays_as_printed(built):
    warehouse = built(sitting(attendance=[seat("Jean ROUX"), seat("Luc NOIR", "represented", "M. GRIS")]))
    assert warehouse.rows("select holder_id, holder from core.proxy") == [(None, "GRIS")]
