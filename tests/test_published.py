"""The samples as published: the README's answers are theirs, and everybody in Ville-Témoin is who they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.home import SAMPLES, Home
from pipelines.ingestion import FolderSource
from pipelines.readme import README, answer, with_answers
from pipelines.site import write_site
from pipelines.status import status_of
from pipelines.store import Store
from tests.pages import dead_links, faults, pages_of
from tests.reporting.comparing import compare_divisions, compare_figures, compare_voting
from transforms.french_doubts import in_french
from transforms.reporting.divisions import GroupBy
from transforms.reporting.queries import Span
from transforms.samples import State, expected, town

VILLE = town()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    from pipelines.run import run

    made = Home(tmp_path_factory.mktemp("published") / "home")
    run(made, [FolderSource.at(SAMPLES, made)], jobs=2)
    return made


@pytest.fixture(scope="module")
def snapshot(home: Home) -> Path:
    return home.snapshot


def asked(snapshot: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(snapshot, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_answers_are_what_the_snapshot_answers(snapshot: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert with_answers(text, snapshot) == text  # else: python -m pipelines.readme SNAPSHOT


def test_five_questions_are_asked() -> None:
    assert README.read_text(encoding="utf-8").count("```sql\n") == 5


def test_an_answer_is_aligned(snapshot: Path) -> None:
    sql = "select 'a' as word, 12 as n union all select null, 3 order by n desc"
    assert answer(snapshot, sql).splitlines() == ["word  n", "----  --", "a     12", "      3"]


def test_each_reason_to_look_at_a_document_again_is_said_in_french(snapshot: Path) -> None:
    told = [reason for (reason,) in asked(snapshot, "select distinct reason from quality.document_doubt")]
    assert told
    assert [reason for reason in told if in_french(reason) == reason or " and " in in_french(reason)] == []


# --- the attendance report of Ville-Témoin


@pytest.mark.parametrize("span", [Span(), Span(date(2024, 6, 1), date(2025, 6, 30))], ids=["all", "a year in the middle"])
def test_every_figure_of_the_attendance_report_comes_from_a_query_of_its_appendix(snapshot: Path, span: Span) -> None:
    compare_figures(snapshot, VILLE.council_id, span)


@pytest.mark.parametrize("group_by", list(GroupBy))
def test_every_figure_by_year_term_role_or_group_comes_from_its_query(snapshot: Path, group_by: GroupBy) -> None:
    compare_divisions(snapshot, VILLE.council_id, group_by)


@pytest.mark.parametrize("span", [Span(), Span(date(2024, 6, 1), date(2025, 6, 30))], ids=["all", "a year in the middle"])
def test_every_figure_of_the_voting_report_comes_from_a_query_of_its_appendix(snapshot: Path, span: Span) -> None:
    with duckdb.connect(snapshot, read_only=True) as connection:
        report = compare_voting(connection, VILLE.council_id, span)
    assert all(report.tables[table] for table in ("years", "sessions", "subjects", "closest", "councillors", "agreement", "set_aside"))


def test_ville_temoin_has_one_mayor(snapshot: Path) -> None:
    assert asked(snapshot, f"select count(*) from core.membership where council_id = '{VILLE.council_id}' and role = 'mayor'") == [(1,)]


# --- the site


def test_no_link_of_the_sample_sites_leads_nowhere_and_the_figures_are_the_towns(home: Home, tmp_path: Path) -> None:
    write_site(home.snapshot, tmp_path, store=Store(home.documents))
    pages = pages_of(tmp_path)
    assert dead_links(pages, tmp_path) == []
    assert {path: found for path, page in pages.items() if (found := faults(page))} == {}
    town_pages = tmp_path / VILLE.council_id
    assert len(list((town_pages / "councillors").iterdir())) == len(VILLE.councillors)
    assert len(list((town_pages / "deliberations").iterdir())) == sum(len(session.items) for session in VILLE.sessions)
    assert {path.stem for path in (town_pages / "sessions").iterdir()} == {session.date.isoformat() for session in VILLE.sessions}


# --- the notebook


def test_the_notebook_shows_the_figures_that_are_true_of_ville_temoin(snapshot: Path) -> None:
    """Counted anew from the town's facts: a seat's true state, and a vote with or without dissent."""
    from notebooks.attendance import app

    _, found = app.run(defs={"snapshot": snapshot, "council": VILLE.council_id})
    truth = expected.attendance(VILLE)
    states: dict[str, list[State]] = {"contested": [], "not contested": [], "unknown": []}
    deliberations = dict.fromkeys(states, 0)
    counted = {row[0]: row[1] for row in asked(snapshot, "select deliberation_id, is_contested from marts.voting_by_deliberation")}
    for session in VILLE.sessions:
        for item in session.items:
            key = expected.deliberation_id(VILLE, session, item)
            if session.planted:
                assert key not in counted
                continue
            ballot = item.ballot
            vote = (
                "unknown"
                if counted[key] is None
                else "contested"
                if ballot and ballot.votes_against + ballot.votes_abstain
                else "not contested"
            )
            deliberations[vote] += 1
            states[vote] += [state for (deliberation, _), state in truth.items() if deliberation == key]
    shown = {row.vote: row for row in found["figures"].itertuples()}
    assert {vote: row.deliberations for vote, row in shown.items()} == deliberations
    for vote, row in shown.items():
        present, withdrawn = states[vote].count(State.PRESENT), sum(state.value == "withdrawn" for state in states[vote])
        assert (row.present, row.known, row.unknown, row.withdrawn) == (present, len(states[vote]) - withdrawn, 0, withdrawn)
        assert row.rate == present / row.known
    assert (found["set_aside"], found["deliberations"]) == (19, 120)
    assert found["answer"].startswith("At contested votes the rate is ")
    assert found["chart"].to_dict()["layer"][1]["encoding"]["text"]["field"] == "fraction"


# --- who is who in Ville-Témoin


def test_every_councillor_is_one_person_under_one_id(snapshot: Path) -> None:
    found = asked(snapshot, f"select councillor_id from core.councillor where council_id = '{VILLE.council_id}'")
    assert {councillor_id for (councillor_id,) in found} == {expected.councillor_id(VILLE, member) for member in VILLE.councillors}


def test_namesakes_are_never_merged(snapshot: Path) -> None:
    """Two of one civility, told apart by given name or initial, and two of different civility, told apart by it."""
    surnames = [member.surname for member in VILLE.councillors]
    namesakes = [member for member in VILLE.councillors if surnames.count(member.surname) == 2]
    assert len(namesakes) == 4
    offenders = asked(
        snapshot,
        """
        select one.document_id, one.part, one.councillor_id
        from printed.resolved_name as one
        inner join printed.resolved_name as other using (document_id, part, role, councillor_id)
        inner join printed.attendance as a on one.document_id = a.document_id and one.part = a.part and one.position = a.position
        inner join printed.attendance as b on other.document_id = b.document_id and other.part = b.part and other.position = b.position
        where role = 'attendance' and one.position < other.position
        """,
    )
    assert offenders == []
    for member in namesakes:
        councillor_id = expected.councillor_id(VILLE, member)
        forms = asked(snapshot, f"select name, how from core.councillor_name where councillor_id = '{councillor_id}'")
        others = [other for other in namesakes if other is not member]
        assert all(member.given in name or how in ("initial", "given_name") for name, how in forms)
        assert not any(other.given in name for name, _ in forms for other in others)
        assert {how for _, how in forms} == {"exact", "initial" if member.has_namesake else "given_name"}


@pytest.mark.parametrize(("index", "how"), [(3, "exact"), (4, "edit_distance"), (11, "given_name")], ids=["hyphen", "OCR slip", "marriage"])
def test_who_is_printed_otherwise_is_the_same_person(snapshot: Path, index: int, how: str) -> None:
    session = VILLE.sessions[index]
    (member,) = session.spellings
    _, surname = session.spellings[member]
    (found,) = {
        (councillor_id, how)
        for councillor_id, name, how in asked(
            snapshot,
            f"""
            select councillor_id, strip_accents(name), how
            from printed.resolved_name inner join core.session_document using (document_id, part)
            where session_id = '{expected.session_id(VILLE, session)}' and role = 'attendance'
            """,
        )
        if _plain(surname) in name
    }
    assert found == (expected.councillor_id(VILLE, member), how)


def _plain(text: str) -> str:
    return str(duckdb.sql(f"select strip_accents(upper('{text}'))").fetchall()[0][0])


def test_who_joins_in_mid_term_and_who_resigns_are_not_charged_with_other_sessions(snapshot: Path) -> None:
    for member in VILLE.councillors:
        held = [session for session in VILLE.sessions if member in session.roll]
        row = asked(
            snapshot,
            f"""
            select sessions_held + sessions_quarantined, sessions_out_of_membership, sessions_unknown, from_basis, to_basis
            from marts.attendance_by_councillor inner join core.membership using (councillor_id)
            where councillor_id = '{expected.councillor_id(VILLE, member)}' and period = 'all'
            """,
        )
        joined, left = held[0] is not VILLE.sessions[0], held[-1] is not VILLE.sessions[-1]
        bases = ("printed" if joined else "derived", "printed" if left else "derived")
        assert row == [(len(held), len(VILLE.sessions) - len(held), 0, *bases)]


def test_everybody_is_in_the_state_that_is_true_of_them(snapshot: Path) -> None:
    """At every deliberation whose own roll call or minutes are among the samples and of which the print leaves nothing open."""
    true = {key: state.value for key, state in expected.attendance(VILLE).items()}
    found = asked(snapshot, f"select deliberation_id, councillor_id, state from core.attendance where council_id = '{VILLE.council_id}'")
    assert [row for row in found if row[2] != State(true[row[0], row[1]]).value and row[2] != "unknown"] == []


def test_the_states_of_each_deliberation_sum_to_the_members_in_office(snapshot: Path) -> None:
    offenders = asked(
        snapshot,
        """
        select c.deliberation_id
        from quality.seat_conservation as c
        where
            seats_present + seats_represented + seats_excused + seats_absent + seats_withdrawn + seats_open + seats_unnamed
            <> members_in_office
            and not exists (
                select 1 from quality.quarantine as q
                where q.session_id = c.session_id and (q.scope = 'session' or q.deliberation_id = c.deliberation_id)
            )
        """,
    )
    assert offenders == []
    assert asked(snapshot, "select count(*) > 50 from quality.seat_conservation where members_in_office is not null") == [(True,)]


def test_the_status_tells_the_share_of_names_that_are_linked(home: Home) -> None:
    status = status_of(home)
    assert status.names_printed > 1000
    assert (status.names_linked, status.unresolved) == (status.names_printed, ())
