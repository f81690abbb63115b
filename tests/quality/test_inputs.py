"""The SQL of the quality inputs over a tiny warehouse: what is compared with what, and what stays unknown."""

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pytest

from pipelines.warehouse import build_table, create_schemas, descriptions, tables, undescribed

MINUTES, EXTRACT = "doc-00000000000000aa", "doc-00000000000000bb"
SESSION = "commune-ville-temoin:2024-03-14"
DELIBERATION = f"{SESSION}#7"
CORE = (
    "session", "document", "session_document", "deliberation", "deliberation_document", "attendance", "vote_count", "vote", "proxy",
    "councillor", "council",
)  # fmt: skip
PLACE = {"page": 1, "line_from": 3, "line_to": 3, "quote": "Présents : Lise BLANC"}

Rows = list[dict[str, Any]]


def type_of(column: str) -> str:
    if column.startswith(("is_", "has_", "unanimous")):
        return "boolean"
    if column == "date" or column.endswith("_on"):
        return "date"
    numbers = ("part", "position", "page", "line_from", "line_to", "votes", "members_in_office", "rank", "count")
    return "bigint" if column.startswith("stated_") or column.endswith(numbers) else "varchar"


@pytest.fixture(scope="module")
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_schemas(connection)
        for table in tables():
            if table.schema == "printed":
                build_table(connection, table)
        for name in CORE:
            columns = ", ".join(f'"{column}" {type_of(column)}' for column in descriptions()[f"core.{name}"].columns)
            connection.execute(f"create table core.{name} ({columns})")
        yield connection


@pytest.fixture
def warehouse(empty_warehouse: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty printed and core tables; what a test does to them is taken back."""
    empty_warehouse.begin()
    yield empty_warehouse
    empty_warehouse.rollback()


def add(connection: duckdb.DuckDBPyConnection, table: str, *rows: Mapping[str, Any]) -> None:
    for row in rows:
        columns = ", ".join(f'"{column}"' for column in row)
        connection.execute(f"insert into {table} ({columns}) values ({', '.join('?' * len(row))})", [*row.values()])


def sitting(connection: duckdb.DuckDBPyConnection, document: str, names: Mapping[str, str | tuple[str, str]], **stated: int | None) -> None:
    """A document's roll call: name → status, or (status, holder of the power). A name is its own councillor, but "?…" is nobody."""
    add(connection, "printed.session", {"document_id": document, "part": 1, **stated})
    for position, (name, status) in enumerate(names.items(), start=1):
        state, proxy = status if isinstance(status, tuple) else (status, None)
        key = {"document_id": document, "part": 1, "position": position}
        printed = name.split("|")[0]  # "A|2" is A printed a second time
        add(connection, "printed.attendance", {**key, "name": printed, "status": state, "proxy": proxy, **PLACE})
        link(connection, key, "attendance", printed)
        if proxy:
            link(connection, key, "proxy", proxy)


def link(connection: duckdb.DuckDBPyConnection, key: Mapping[str, Any], role: str, name: str, sub_position: int | None = None) -> None:
    councillor = None if name.startswith("?") else name
    add(connection, "printed.resolved_name", {**key, "role": role, "sub_position": sub_position, "name": name, "councillor_id": councillor})


def movement(connection: duckdb.DuckDBPyConnection, document: str, position: int, event: str, name: str, proxy: str | None = None) -> None:
    key = {"document_id": document, "part": 1, "position": position}
    add(connection, "printed.change", {**key, "name": name, "event": event, "proxy": proxy, **PLACE})
    link(connection, key, "change", name)
    if proxy:
        link(connection, key, "change_proxy", proxy)


def session(connection: duckdb.DuckDBPyConnection, roll_call: str | None = MINUTES, **facts: Any) -> None:
    part = None if roll_call is None else 1
    add(connection, "core.session", {"session_id": SESSION, "roll_call_document_id": roll_call, "roll_call_part": part, **facts})
    for rank, document in enumerate((MINUTES, EXTRACT), start=1):
        add(connection, "core.session_document", {"session_id": SESSION, "document_id": document, "part": 1, "session_rank": rank})


def deliberation(connection: duckdb.DuckDBPyConnection, states: Mapping[str, str], document: str = MINUTES, **facts: Any) -> None:
    """One deliberation, its ledger (councillor → state) from a document's roll call, and its printed counts (for_=, against=, …)."""
    counts = {choice: facts.pop(choice) for choice in ("for_", "against", "abstain", "not_voting") if choice in facts}
    key = {"deliberation_id": DELIBERATION, "session_id": SESSION}
    place = {"vote_document_id": MINUTES, "vote_part": 1, "vote_position": 1, "document_id": MINUTES, "part": 1}
    add(connection, "core.deliberation", {**key, **place, "outcome": "adopted", **facts})
    add(
        connection,
        "core.attendance",
        *({**key, "councillor_id": who, "state": state, "document_id": document, "part": 1} for who, state in states.items()),
    )
    add(connection, "core.vote_count", *({**key, "choice": choice.rstrip("_"), "votes": votes} for choice, votes in counts.items()))


def build(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Builds a quality table after those that it reads."""
    table = next(table for table in tables() if table.full_name == name)
    for read in table.depends_on:
        if read.startswith("quality.") and read != "quality.finding":
            build(connection, read)
    build_table(connection, table)


def made(connection: duckdb.DuckDBPyConnection, name: str) -> Rows:
    """The rows of a quality table."""
    build(connection, f"quality.{name}")
    return connection.execute(f"select * from quality.{name} order by subject").df().convert_dtypes().astype(object).to_dict("records")  # type: ignore[return-value]


def given(row: Mapping[str, Any], *columns: str) -> list[Any]:
    """Figures of a row, ``None`` for null."""
    return [None if row[column] != row[column] or str(row[column]) == "<NA>" else row[column] for column in columns]


LISTED = ("listed_present", "listed_represented", "listed_excused", "listed_absent")


def test_the_names_of_a_document_stand_beside_its_own_totals(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse, members_in_office=5)
    sitting(
        warehouse, MINUTES, {"A": "present", "B": "present", "C": ("represented", "A"), "D": "absent"}, stated_present=2, stated_voters=3
    )
    sitting(warehouse, EXTRACT, {"A": "present"}, stated_present=9)
    (counts,) = made(warehouse, "session_counts")
    assert given(counts, "document_id", "stated_present", "stated_voters", "members_in_office") == [MINUTES, 2, 3, 5]
    assert given(counts, *LISTED, "listed_names", "listed_voters") == [2, 1, None, 1, 4, 3]


@pytest.mark.parametrize(
    ("stated", "listed", "all_groups"),
    [
        pytest.param({}, [1, None, None, None], None, id="a group not printed is unknown"),
        pytest.param({"stated_excused": 2}, [1, None, None, None], None, id="a total without its names is unknown"),
        pytest.param(
            {"stated_represented": 0, "stated_excused": 0, "stated_absent": 0},
            [1, 0, 0, 0],
            1,
            id="a group that the print counts as 0 is empty",
        ),
    ],
)
def test_a_group_without_names(
    warehouse: duckdb.DuckDBPyConnection, stated: dict[str, int], listed: list[int | None], all_groups: int | None
) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present"}, **stated)
    (counts,) = made(warehouse, "session_counts")
    assert given(counts, *LISTED, "names_of_all_groups") == [*listed, all_groups]


@pytest.mark.parametrize(
    ("stated", "items", "voters"),
    [
        pytest.param({"stated_voters": 5}, [{"votes_for": 3}], 5, id="the printed total comes first"),
        pytest.param({}, [{"votes_for": 2, "votes_abstain": 1}], 3, id="everybody is among the votes"),
        pytest.param({}, [{"votes_for": 2}], None, id="other votes may not be printed"),
        pytest.param({}, [{"votes_for": 3}, {}], None, id="of several items none is the roll call's"),
        pytest.param({}, [{}], None, id="no counts"),
    ],
)
def test_the_voters(warehouse: duckdb.DuckDBPyConnection, stated: dict[str, int], items: list[dict[str, int]], voters: int | None) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present", "B": "present", "C": ("represented", "A")}, **stated)
    add(
        warehouse,
        "printed.deliberation",
        *({"document_id": MINUTES, "part": 1, "position": n, **item} for n, item in enumerate(items, start=1)),
    )
    (counts,) = made(warehouse, "session_counts")
    assert given(counts, "listed_voters", "voters") == [3, voters]


def test_a_session_without_a_roll_call_is_asked_about_its_first_document(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse, roll_call=None)
    sitting(warehouse, MINUTES, {}, stated_present=12)
    (counts,) = made(warehouse, "session_counts")
    assert given(counts, "document_id", "stated_present", "listed_present", "listed_names") == [MINUTES, 12, None, None]


def test_a_deliberation_answers_for_its_own_roll_call(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present", "B": "present"})
    sitting(warehouse, EXTRACT, {"A": "present", "B": "excused"})
    deliberation(warehouse, {"A": "present", "B": "excused"}, document=EXTRACT)
    of_deliberation, of_session = sorted(made(warehouse, "session_counts"), key=lambda row: row["document_id"], reverse=True)
    assert given(of_session, "document_id", "deliberation_id", "listed_present") == [MINUTES, None, 2]
    assert given(of_deliberation, "document_id", "deliberation_id", "listed_present") == [EXTRACT, DELIBERATION, 1]
    assert [given(name, "deliberation_id", "name") for name in made(warehouse, "attendance_names")] == [
        [DELIBERATION, "A"], [DELIBERATION, "B"], [None, "A"], [None, "B"],
    ]  # fmt: skip


def test_a_total_is_cited_where_it_is_printed(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present"}, stated_present=1)
    fact = {"part": 1, "field": "stated_present", "page": 2, "line_from": 8, "line_to": 8, "quote": "Présents : 1"}
    add(warehouse, "printed.session_fact", {**fact, "document_id": MINUTES}, {**fact, "document_id": EXTRACT})
    build(warehouse, "quality.cited_facts")
    assert warehouse.execute("select document_id, field, page, quote from quality.cited_facts").fetchall() == [
        (MINUTES, "stated_present", 2, "Présents : 1")
    ]


def test_states_are_counted_by_councillor_within_one_roll_call(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"Élise": "present", "Élise|2": "absent", "B": "present", "B|2": "present", "?C": "excused"})
    names = [given(name, "name", "plain_name", "states_of_councillor") for name in made(warehouse, "attendance_names")]
    assert names == [["Élise", "Elise", 2], ["Élise", "Elise", 2], ["B", "B", 1], ["B", "B", 1], ["?C", "?C", None]]


@pytest.mark.parametrize(
    ("holder", "arrives", "state"),
    [
        ("A", False, "present"),
        ("D", False, "absent"),
        ("D", True, "arrived"),
        ("Z", False, None),
        ("?Z", False, None),
        ("E", False, None),
    ],
    ids=["present", "absent", "arrives later", "not in the roll call", "linked to nobody", "in two states"],
)
def test_the_state_of_a_holder(warehouse: duckdb.DuckDBPyConnection, holder: str, arrives: bool, state: str | None) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present", "B": ("represented", holder), "D": "absent", "E": "present", "E|2": "absent"})
    if arrives:
        movement(warehouse, MINUTES, 1, "arrival", holder)
    (power,) = made(warehouse, "proxies")
    assert given(power, "giver", "holder", "giver_state", "holder_state") == ["B", holder, "represented", state]


def test_who_leaves_may_give_a_power_and_who_stays_may_not(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present", "B": ("represented", "A"), "C": "present", "D": ("present", "A")})
    movement(warehouse, MINUTES, 1, "departure", "C", proxy="A")
    powers = {power["giver"]: given(power, "giver_state", "proxies_held") for power in made(warehouse, "proxies")}
    assert powers == {"B": ["represented", 3], "C": ["departed", 3], "D": ["present", 3]}


def test_a_power_printed_twice_counts_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present", "C": ("present", "A")})
    movement(warehouse, MINUTES, 1, "departure", "C", proxy="A")
    assert [given(power, "giver_state", "proxies_held") for power in made(warehouse, "proxies")] == [["departed", 1], ["departed", 1]]


@pytest.mark.parametrize(
    ("date", "allowed"),
    [("2019-12-10", 1), ("2020-06-30", 2), ("2020-09-15", 1), ("2021-12-06", 2), ("2022-07-31", 2), ("2022-08-01", 1), (None, 1)],
)
def test_two_powers_are_allowed_while_the_epidemic_lasts(warehouse: duckdb.DuckDBPyConnection, date: str | None, allowed: int) -> None:
    session(warehouse, date=date)
    sitting(warehouse, MINUTES, {"A": "present", "B": ("represented", "A")})
    assert [given(power, "proxies_held", "proxies_allowed") for power in made(warehouse, "proxies")] == [[1, allowed]]


def test_named_voters_have_the_state_of_the_seat_ledger(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present"})
    deliberation(warehouse, {"A": "present", "B": "absent", "C": "unknown"})
    for number, name in enumerate(("A", "A", "B", "C", "?D"), start=1):
        vote = {"document_id": MINUTES, "part": 1, "deliberation_position": 1, "position": number, "choice": "against", "name": name}
        add(warehouse, "printed.vote", vote, {**vote, "deliberation_position": 2}, {**vote, "document_id": EXTRACT})
        link(warehouse, {"document_id": MINUTES, "part": 1, "position": 1}, "vote", name, number)
    assert [given(vote, "voter", "voter_state", "mentions") for vote in made(warehouse, "named_votes")] == [
        ["A", "present", 2], ["A", "present", 2], ["B", "absent", 1], ["C", None, 1], ["?D", None, None],
    ]  # fmt: skip


THREE = {"A": "present", "B": "present", "C": "represented"}


@pytest.mark.parametrize(
    ("in_office", "states", "counts", "possible"),
    [
        pytest.param(4, {**THREE, "D": "absent"}, {"for_": 3}, 3, id="they fit"),
        pytest.param(4, {**THREE, "D": "absent"}, {"for_": 4}, 3, id="one too many"),
        pytest.param(4, {**THREE, "D": "unknown"}, {"for_": 4}, None, id="an unknown state may be the fourth"),
        pytest.param(4, {**THREE, "D": "unknown"}, {"for_": 5}, 4, id="not even with the unknown state"),
        pytest.param(5, {**THREE, "D": "absent"}, {"for_": 4}, None, id="a member not named may be the fourth"),
        pytest.param(None, {**THREE, "D": "absent"}, {"for_": 4}, 3, id="the list is whole where it names those represented"),
        pytest.param(None, {"A": "present", "B": "present"}, {"for_": 4}, None, id="a list of those present alone is not whole"),
        pytest.param(
            4, {**THREE, "D": "withdrawn"}, {"for_": 3, "not_voting": 1}, 4, id="who takes no part is counted where the print does"
        ),
        pytest.param(4, {**THREE, "D": "withdrawn"}, {"for_": 4}, 3, id="and only there"),
        pytest.param(4, {}, {"for_": 4}, None, id="no ledger"),
    ],
)
def test_the_voters_possible(
    warehouse: duckdb.DuckDBPyConnection, in_office: int | None, states: dict[str, str], counts: dict[str, int], possible: int | None
) -> None:
    stated = {} if in_office is None else {"members_in_office": in_office}
    session(warehouse)
    sitting(warehouse, MINUTES, {who: state for who, state in states.items() if state in ("present", "represented", "absent")}, **stated)
    deliberation(warehouse, states, **counts)
    (vote,) = made(warehouse, "deliberation_counts")
    assert given(vote, "votes_counted", "voters_possible") == [sum(counts.values()), possible]


@pytest.mark.parametrize(
    ("facts", "lawful"),
    [
        pytest.param({"for_": 3, "against": 1}, "adopted", id="majority"),
        pytest.param({"for_": 1, "against": 3}, "rejected", id="minority"),
        pytest.param({"for_": 3, "abstain": 2}, "adopted", id="nobody is left to be against"),
        pytest.param({"for_": 2, "abstain": 1}, None, id="two more may have been against"),
        pytest.param({"for_": 3}, "adopted", id="two more against would not have sufficed"),
        pytest.param({"for_": 3, "in_office": None}, None, id="nobody knows how many there are"),
        pytest.param({"for_": 2, "unanimous_printed": True}, "adopted", id="unanimity leaves none against"),
        pytest.param({"against": 2, "unanimous_printed": True, "outcome": "rejected"}, "rejected", id="unanimity against"),
        pytest.param({"unanimous_printed": True}, "adopted", id="unanimity without counts bears the outcome"),
        pytest.param({"unanimous_printed": True, "outcome": "rejected"}, "rejected", id="whichever it is"),
        pytest.param({}, None, id="no counts"),
        pytest.param({"for_": 2, "against": 2}, None, id="a tie with nobody's deciding vote printed"),
        pytest.param({"for_": 2, "against": 2, "has_casting_vote": True}, "adopted", id="a tie decided by the president"),
        pytest.param({"for_": 2, "against": 2, "has_casting_vote": True, "outcome": "rejected"}, "rejected", id="either way"),
        pytest.param({"for_": 2, "against": 2, "is_secret": True}, "rejected", id="a secret tie adopts nothing"),
        pytest.param({"for_": 2, "against": 2, "is_secret": True, "has_casting_vote": True}, "rejected", id="whatever the president does"),
        pytest.param({"for_": 2, "against": 2, "president": "for"}, "adopted", id="a tie with the president's vote named for"),
        pytest.param({"for_": 2, "against": 2, "president": "against"}, "rejected", id="a tie with the president's vote named against"),
        pytest.param({"for_": 2, "against": 2, "president": "abstain"}, None, id="a president who abstains decides nothing"),
    ],
)
def test_the_lawful_outcome(warehouse: duckdb.DuckDBPyConnection, facts: dict[str, Any], lawful: str | None) -> None:
    president = facts.pop("president", None)
    in_office = facts.pop("in_office", 5)
    session(warehouse, president_id="A")
    five = dict.fromkeys("ABCDE", "present")
    sitting(warehouse, MINUTES, five, members_in_office=in_office)
    deliberation(warehouse, five, **facts)
    if president:
        vote = {"deliberation_id": DELIBERATION, "councillor_id": "A", "choice": president}
        add(warehouse, "core.vote", {**vote, "basis": "stated"})
    (counts,) = made(warehouse, "deliberation_counts")
    assert given(counts, "lawful_outcome") == [lawful]


@pytest.mark.parametrize(
    ("unanimous", "counts", "named", "dissent"),
    [
        (True, {"for_": 5}, 0, 0),
        (True, {"for_": 3, "against": 1, "abstain": 1}, 0, 2),
        (True, {}, 1, 1),
        (False, {"for_": 3, "against": 2}, 0, 0),
        (None, {"for_": 3}, 0, None),
    ],
    ids=["none", "counted", "named", "unanimity is not printed", "the print leaves it open"],
)
def test_the_dissent_beside_unanimity(
    warehouse: duckdb.DuckDBPyConnection, unanimous: bool | None, counts: dict[str, int], named: int, dissent: int | None
) -> None:
    session(warehouse)
    deliberation(warehouse, {"A": "present"}, unanimous_printed=unanimous, **counts)
    vote = {"deliberation_id": DELIBERATION, "choice": "abstain", "basis": "stated", "councillor_id": "B"}
    add(warehouse, "core.vote", *[vote] * named)
    (row,) = made(warehouse, "deliberation_counts")
    assert given(row, "dissent_beside_unanimity") == [dissent]


@pytest.mark.parametrize(
    ("outcome", "counts", "put"), [("adopted", {}, True), ("noted", {}, False), ("postponed", {}, False), ("noted", {"for_": 3}, True)]
)
def test_an_item_is_put_to_the_vote(warehouse: duckdb.DuckDBPyConnection, outcome: str, counts: dict[str, int], put: bool) -> None:
    session(warehouse)
    deliberation(warehouse, {"A": "present"}, outcome=outcome, **counts)
    (row,) = made(warehouse, "deliberation_counts")
    assert row["is_put_to_vote"] is put


@pytest.mark.parametrize(
    ("in_office", "names", "facts", "expected"),
    [
        pytest.param(5, {"A": "present", "B": "present", "C": "present"}, {}, [True, 3, 3], id="more than half are present"),
        pytest.param(4, {"A": "present", "B": "present"}, {"stated": 2}, [True, 3, 2], id="half is not more than half"),
        pytest.param(5, {"A": "present", "B": "present"}, {}, [True, 3, None], id="a member not named may be the third"),
        pytest.param(5, {"A": "present", "B": "present", "C": "absent", "D": "excused", "E": ("represented", "A")}, {}, [True, 3, 2],
                     id="who is represented is not present"),
        pytest.param(5, {"A": "present", "B": "present"}, {"stated": 3}, [True, 3, 3], id="the printed total counts more than the list"),
        pytest.param(None, {"A": "present"}, {}, [True, None, None], id="members in office are not printed"),
        pytest.param(5, {"A": "present"}, {"is_second_convocation": True, "stated": 1}, [False, 3, 1], id="a second convocation"),
        pytest.param(6, {"A": "present", "B": "present"}, {"date": "2021-02-04"}, [True, 2, 2], id="a third while the epidemic lasts"),
        pytest.param(7, {"A": "present", "B": "present"}, {"date": "2021-02-04", "stated": 2}, [True, 3, 2], id="a third is rounded up"),
        pytest.param(6, {"A": "present", "B": ("represented", "A")}, {"date": "2020-05-25"}, [True, 2, 2],
                     id="at first with those represented"),
        pytest.param(6, {"A": "present", "B": "present"}, {"date": "2022-10-04", "stated": 2}, [True, 4, 2], id="more than half again"),
    ],
)  # fmt: skip
def test_the_quorum_at_the_opening(
    warehouse: duckdb.DuckDBPyConnection,
    in_office: int | None,
    names: dict[str, str | tuple[str, str]],
    facts: dict[str, Any],
    expected: list[Any],
) -> None:
    stated = {"stated_present": facts.pop("stated")} if "stated" in facts else {}
    session(warehouse, members_in_office=in_office, **facts)
    sitting(warehouse, MINUTES, names, **stated)
    (counts,) = made(warehouse, "session_counts")
    assert given(counts, "needs_quorum", "quorum", "seats_at_opening") == expected


@pytest.mark.parametrize(
    ("states", "facts", "expected"),
    [
        pytest.param({"A": "present", "B": "present", "C": "present"}, {}, [True, 3, 3], id="more than half are present"),
        pytest.param({"A": "present", "B": "present", "C": "absent"}, {}, [True, 3, None], id="members not named may be there"),
        pytest.param(dict.fromkeys("AB", "present") | dict.fromkeys("CDE", "absent"), {}, [True, 3, 2], id="too few have stayed"),
        pytest.param(dict.fromkeys("AB", "present") | dict.fromkeys("CD", "represented") | {"E": "unknown"}, {}, [True, 3, None],
                     id="an unknown state may be the third"),
        pytest.param(dict.fromkeys("AB", "present") | dict.fromkeys("CD", "represented") | {"E": "withdrawn"}, {}, [True, 3, None],
                     id="who takes no part may have stayed in the room"),
        pytest.param(dict.fromkeys("AB", "present") | dict.fromkeys("CDE", "absent"), {"is_second_convocation": True}, [False, 3, 2],
                     id="a second convocation"),
        pytest.param(dict.fromkeys("A", "present") | dict.fromkeys("BCDE", "represented"), {"date": "2020-05-25"}, [True, 2, None],
                     id="who is represented may have counted in 2020"),
    ],
)  # fmt: skip
def test_the_quorum_at_a_deliberation(
    warehouse: duckdb.DuckDBPyConnection, states: dict[str, str], facts: dict[str, Any], expected: list[Any]
) -> None:
    session(warehouse, **facts)
    sitting(warehouse, MINUTES, {"A": "present"}, members_in_office=5)
    deliberation(warehouse, states)
    (counts,) = made(warehouse, "deliberation_counts")
    assert given(counts, "needs_quorum", "quorum", "seats_taken") == expected


def test_a_broken_error_quarantines_what_it_speaks_of(warehouse: duckdb.DuckDBPyConnection) -> None:
    build(warehouse, "quality.finding")
    finding = {"session_id": SESSION, "severity": "error", "verdict": "broken"}
    add(
        warehouse,
        "quality.finding",
        {**finding, "rule": "N2a"},
        {**finding, "rule": "C1"},
        {**finding, "rule": "C1"},
        {**finding, "rule": "C7", "deliberation_id": DELIBERATION},
        {**finding, "session_id": "autre", "rule": "C6", "severity": "warning"},
        {**finding, "session_id": "autre", "rule": "C5c", "severity": "info"},
        {**finding, "session_id": "autre", "rule": "C1", "verdict": "undecidable"},
        {**finding, "session_id": "autre", "rule": "C1", "verdict": "holds"},
    )
    build(warehouse, "quality.quarantine")
    assert warehouse.execute("from quality.quarantine order by scope").fetchall() == [
        ("deliberation", SESSION, DELIBERATION, "C7"),
        ("session", SESSION, None, "C1, N2a"),
    ]


def test_the_tables_have_the_columns_that_are_described(warehouse: duckdb.DuckDBPyConnection) -> None:
    names = [table.full_name for table in tables() if table.schema == "quality"]
    for name in ("quality.finding", *names):
        build(warehouse, name)
    assert undescribed(warehouse, names) == []
    kinds = {kind for name in names for _, kind, *_ in warehouse.execute(f"describe {name}").fetchall()}
    assert kinds == {"VARCHAR", "BIGINT", "BOOLEAN", "DOUBLE"}


def doubts(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    build(warehouse, "quality.document_doubt")
    return warehouse.execute("select document_id, reason, rows_affected from quality.document_doubt").fetchall()


def test_every_reason_to_look_at_a_document_again_is_counted(warehouse: duckdb.DuckDBPyConnection) -> None:
    build(warehouse, "quality.finding")
    document = {"document_id": MINUTES, "file_name": "a.pdf", "landing": "read", "reason": "Page 2 of 3 has no text layer."}
    add(warehouse, "printed.document", document)
    add(warehouse, "printed.session", {"document_id": MINUTES, "part": 1, "doc_type": "minutes", "council": "Ville-Témoin"})
    add(warehouse, "core.session_document", {"session_id": SESSION, "document_id": MINUTES, "part": 1, "session_rank": 1})
    seat = {"document_id": MINUTES, "part": 1, "name": "ROUX", **PLACE}
    add(
        warehouse,
        "printed.attendance",
        {**seat, "position": 1, "certainty": "certain"},
        {**seat, "position": 2, "certainty": "doubtful", "doubt": "marked in two columns"},
        {**seat, "position": 3, "certainty": "doubtful", "doubt": "marked in two columns"},
    )
    item = {"document_id": MINUTES, "part": 1, "position": 1, "outcome": "unknown", "certainty": "certain", **PLACE}
    add(warehouse, "printed.deliberation", item)
    add(
        warehouse,
        "printed.resolved_name",
        {"document_id": MINUTES, "part": 1, "position": 1, "role": "vote", "name": "PIC", "how": "none_found"},
        {"document_id": MINUTES, "part": 1, "position": 2, "role": "vote", "name": "ROUX", "councillor_id": "c/roux", "how": "exact"},
    )
    add(warehouse, "quality.finding", {"rule": "C1", "verdict": "broken", "document_id": MINUTES, "finding_id": "1", "sentence": "…"})
    assert sorted(doubts(warehouse)) == [
        (MINUTES, "Page 2 of 3 has no text layer.", 1),
        (MINUTES, "item without a decision that could be read", 1),
        (MINUTES, "name that nobody in the roll call has (vote)", 1),
        (MINUTES, "no date of a sitting", 1),
        (MINUTES, "roll call: marked in two columns", 2),
        (MINUTES, "rule C1 is broken", 1),
    ]


def test_a_document_without_roll_call_or_items_says_so(warehouse: duckdb.DuckDBPyConnection) -> None:
    build(warehouse, "quality.finding")
    add(warehouse, "printed.document", {"document_id": EXTRACT, "file_name": "b.pdf", "landing": "read"})
    add(warehouse, "printed.session", {"document_id": EXTRACT, "part": 1, "doc_type": "extract", "date": "2024-03-14"})
    assert sorted(doubts(warehouse)) == [(EXTRACT, "no council", 1), (EXTRACT, "no item", 1), (EXTRACT, "no roll call", 1)]


def test_nothing_is_said_of_a_document_in_order_or_not_read(warehouse: duckdb.DuckDBPyConnection) -> None:
    build(warehouse, "quality.finding")
    document = {"document_id": MINUTES, "file_name": "a.pdf", "landing": "needs_ocr", "reason": "It has no text layer."}
    add(warehouse, "printed.document", document)
    assert doubts(warehouse) == []


def sessions(connection: duckdb.DuckDBPyConnection, *days: str) -> list[str]:
    """Sessions of one council on some days, each with a document called as the day."""
    ids = [f"commune-ville-temoin:{day}" for day in days]
    for day, session_id in zip(days, ids, strict=True):
        add(connection, "core.session", {"session_id": session_id, "council_id": "commune-ville-temoin", "date": day})
        add(connection, "core.session_document", {"session_id": session_id, "document_id": day, "part": 1, "session_rank": 1})
    return ids


@pytest.mark.parametrize(
    ("facts", "quote", "names", "expected"),
    [
        pytest.param({}, "jeudi 14 mars 2024", {}, ["jeudi", "jeudi", None, None], id="its day of the week"),
        pytest.param({}, "L’an 2024, le MARDI 14 mars", {}, ["mardi", "jeudi", None, None], id="another day of the week"),
        pytest.param({}, "14 mars 2024", {}, [None, "jeudi", None, None], id="no day of the week"),
        pytest.param({"convened_on": "2024-03-07"}, "le 14 mars 2024", {}, [None, "jeudi", 7, None], id="days of notice"),
        pytest.param({}, None, {"2024-03-14": True}, [None, "jeudi", None, "2024-03-14"], id="the file's date"),
        pytest.param({}, None, {"2024-03-12": True}, [None, "jeudi", None, "2024-03-12"], id="another date in the file's name"),
        pytest.param({}, None, {"2024-03-12": True, "2024-03-14": True}, [None, "jeudi", None, "2024-03-14"], id="one of two fits"),
        pytest.param({}, None, {"2024-03-12": True, "2024-03-13": True}, [None, "jeudi", None, None], id="neither of two fits"),
        pytest.param({}, None, {"2014-03-24": False}, [None, "jeudi", None, None], id="six digits prove nothing"),
        pytest.param({}, None, {"2024-03-14": False}, [None, "jeudi", None, "2024-03-14"], id="but they may agree"),
    ],
)
def test_what_is_said_beside_the_date_of_a_session(
    warehouse: duckdb.DuckDBPyConnection, facts: dict[str, Any], quote: str | None, names: dict[str, bool], expected: list[Any]
) -> None:
    sessions(warehouse, "2024-03-14")
    key = {"document_id": "2024-03-14", "part": 1}
    add(warehouse, "printed.session", {**key, "date": "2024-03-14", **facts})
    if quote:
        add(warehouse, "printed.session_fact", {**key, "field": "date", **PLACE, "quote": quote})
    add(warehouse, "printed.file_date", *({"document_id": "2024-03-14", "date": day, "is_sure": sure} for day, sure in names.items()))
    (dates,) = made(warehouse, "session_dates")
    assert given(dates, "printed_weekday", "weekday", "days_of_notice", "file_date") == expected


def test_a_file_of_several_sittings_is_named_after_none(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse)
    for part in (1, 2):
        add(warehouse, "printed.session", {"document_id": "doc", "part": part, "date": f"2024-03-1{part}"})
        add(warehouse, "core.session_document", {"session_id": f"s{part}", "document_id": "doc", "part": part, "session_rank": 1})
    add(warehouse, "printed.file_date", {"document_id": "doc", "date": "2024-03-11", "is_sure": True})
    assert [given(dates, "session_date", "file_date") for dates in made(warehouse, "session_dates")] == [
        ["2024-03-11", None], ["2024-03-12", None],
    ]  # fmt: skip


def test_the_first_stamp_of_a_receipt_stands_beside_its_session(warehouse: duckdb.DuckDBPyConnection) -> None:
    sessions(warehouse, "2024-03-14")
    receipt = {"document_id": "2024-03-14", "part": 1, **PLACE}
    stamps = {"transmitted_on": "2024-03-18", "received_on": "2024-03-13", "published_on": None}
    add(warehouse, "printed.receipt", {**receipt, "position": 1, "date": "2024-03-15", **stamps}, {**receipt, "position": 2})
    add(warehouse, "printed.receipt", {**receipt, "document_id": "of no session", "position": 1})
    assert [given(one, "session_date", "receipt_date", "first_stamp") for one in made(warehouse, "receipts")] == [
        ["2024-03-14", "2024-03-15", "2024-03-13"], ["2024-03-14", None, None],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "other", "expected"),
    [
        pytest.param({"votes_for": 20}, {"votes_for": 20}, [0, None], id="they agree"),
        pytest.param({"votes_for": 20}, {"votes_against": 2}, [None, None], id="nothing stands in both"),
        pytest.param({"outcome": "noted"}, {"outcome": "adopted"}, [None, None], id="two ways of telling one decision"),
        pytest.param(
            {"outcome": "adopted", "votes_for": 20, "votes_abstain": 3},
            {"outcome": "rejected", "votes_for": 21, "votes_abstain": 3},
            [2, "résultat adopté / rejeté ; pour 20 / 21"],
            id="they differ twice",
        ),
        pytest.param({"votes_against": 1}, {"votes_against": 2}, [1, "contre 1 / 2"], id="against"),
        pytest.param(
            {"votes_abstain": 1, "votes_not_voting": 2}, {"votes_abstain": 2, "votes_not_voting": 1},
            [2, "abstentions 1 / 2 ; sans prendre part au vote 2 / 1"], id="abstentions and not voting",
        ),
    ],
)  # fmt: skip
def test_two_prints_of_a_deliberation(
    warehouse: duckdb.DuckDBPyConnection, lead: dict[str, Any], other: dict[str, Any], expected: list[Any]
) -> None:
    for rank, (document, facts) in enumerate(((MINUTES, lead), (EXTRACT, other)), start=1):
        key = {"document_id": document, "part": 1, "position": 1}
        add(warehouse, "core.deliberation_document", {**key, "deliberation_id": DELIBERATION, "deliberation_rank": rank})
        add(warehouse, "printed.deliberation", {**key, **PLACE, "vote_quote": f"Vote {rank}", **facts})
    (repeated,) = made(warehouse, "repeated_prints")
    assert given(repeated, "contradictions", "contradiction") == expected
    assert given(repeated, "document_id", "lead_document_id", "lead_quote") == [EXTRACT, MINUTES, "Vote 1"]


def test_the_councillors_that_a_name_may_mean(warehouse: duckdb.DuckDBPyConnection) -> None:
    session(warehouse)
    sitting(warehouse, MINUTES, {"A": "present"})
    key = {"document_id": MINUTES, "part": 1, "position": 1}
    add(warehouse, "printed.session_fact", {"document_id": MINUTES, "part": 1, "field": "secretary", **PLACE, "quote": "Secrétaire : ?S"})
    named = (
        {"role": "vote", "sub_position": 1, "councillor_id": "A", "how": "exact", "certainty": "certain"},
        {"role": "vote", "sub_position": 2, "councillor_id": "A", "how": "initial", "certainty": "doubtful"},
        {"role": "vote", "sub_position": 3, "how": "none_found", "certainty": "doubtful"},
        {"role": "vote", "sub_position": 4, "how": "several_found", "certainty": "doubtful"},
        {"role": "secretary", "how": "none_found", "certainty": "doubtful"},
        {"role": "president", "how": "none_found", "certainty": "doubtful"},
    )
    add(warehouse, "printed.resolved_name", *({**key, "name": "?", **one} for one in named))
    names = [given(name, "name_role", "possible_councillors", "quote") for name in made(warehouse, "printed_names")]
    assert names == [
        ["president", 0, None], ["secretary", None, "Secrétaire : ?S"],
        ["vote", 1, None], ["vote", None, None], ["vote", 0, None], ["vote", 2, None],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "without", "expected"),
    [
        pytest.param(["2024-01-10", "2024-02-10", "2024-03-10", "2024-04-10"], (), [1, 2, 3, 4], id="four running"),
        pytest.param(["2024-01-10", "2024-02-10", "2024-03-10", "2024-04-10"], ("2024-03-10",), [1, 2, 1], id="a session between"),
        pytest.param(["2024-01-10", "2024-02-10", "2024-07-10", "2024-08-10"], (), [1, 2, 3, None], id="a session is missing"),
    ],
)
def test_powers_given_session_after_session(
    warehouse: duckdb.DuckDBPyConnection, days: list[str], without: tuple[str, ...], expected: list[int | None]
) -> None:
    add(warehouse, "core.councillor", {"councillor_id": "A", "name": "Paul PETIT"}, {"councillor_id": "B", "name": "Lise BLANC"})
    for day, session_id in zip(days, sessions(warehouse, *days), strict=True):
        power = {"session_id": session_id, "document_id": day, "part": 1, **PLACE}
        if day not in without:  # two holders are printed: it is one power
            add(warehouse, "core.proxy", {**power, "giver_id": "A", "holder_id": "B"}, {**power, "giver_id": "A", "holder_id": "C"})
        else:
            add(warehouse, "core.proxy", {**power, "giver_id": "B", "holder_id": "A"})
    runs = [given(run, "giver", "sessions_running") for run in made(warehouse, "proxy_runs") if run["giver_id"] == "A"]
    assert runs == [["Paul PETIT", running] for running in expected]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param(["2024-001", "2024-002", "2024-005"], {"2024-002": 0, "2024-005": 2}, id="a year's series"),
        pytest.param(["D2024–17", "D2024_18", "d2024-20"], {"D2024_18": 0, "d2024-20": 1}, id="one series in three spellings"),
        pytest.param(["3/2024", "4/2024", "7/2024"], {"4/2024": 0, "7/2024": 2}, id="the year behind"),
        pytest.param(["16A", "16B", "18"], {"16B": 0, "18": 1}, id="letters behind a number"),
        pytest.param(["2024031401", "2024031403"], {"2024031403": 1}, id="a date run together with the number"),
        pytest.param(["20240313", "20240314", "20240315"], {"20240314": 0, "20240315": 0}, id="month and number that look like a day"),
        pytest.param(["DEL20240314_1", "DEL20240314_2"], {"DEL20240314_2": 0}, id="a date before the number"),
        pytest.param(["A", "7"], {}, id="nothing to compare with"),
    ],
)
def test_gaps_in_the_numbers(warehouse: duckdb.DuckDBPyConnection, numbers: list[str], expected: dict[str, int]) -> None:
    (session_id,) = sessions(warehouse, "2024-03-14")
    rows = ({"deliberation_id": f"{session_id}#{number}", "session_id": session_id, "number": number} for number in numbers)
    add(warehouse, "core.deliberation", *({**row, "council_id": "commune-ville-temoin"} for row in rows))
    missing = {row["number"]: given(row, "numbers_missing")[0] for row in made(warehouse, "numbering")}
    assert missing == {**dict.fromkeys(numbers), **expected}


def test_only_a_series_of_the_year_runs_from_session_to_session(warehouse: duckdb.DuckDBPyConnection) -> None:
    for day, session_id in zip("45", sessions(warehouse, "2024-03-14", "2024-05-15"), strict=True):
        key = {"session_id": session_id, "council_id": "commune-ville-temoin"}
        for number in (day, f"2024-{day}0"):
            add(warehouse, "core.deliberation", {**key, "deliberation_id": f"{session_id}#{number}", "number": number})
    rows = [given(row, "number", "number_before", "numbers_missing") for row in made(warehouse, "numbering")]
    assert rows == [["2024-40", None, None], ["4", None, None], ["2024-50", "2024-40", 9], ["5", None, None]]


def test_quarters_without_a_session(warehouse: duckdb.DuckDBPyConnection) -> None:
    sessions(warehouse, "2023-12-20", "2024-01-10", "2024-03-30", "2024-10-01")
    gaps = [given(gap, "session_before", "quarters_without") for gap in made(warehouse, "session_gaps")]
    assert gaps == [[None, None], ["2023-12-20", 0], ["2024-01-10", 0], ["2024-03-30", 2]]
