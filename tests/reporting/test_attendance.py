"""What the report says, counted by hand from the frames of ``conftest``."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.reporting.conftest import councillor_id, session_id
from transforms.reporting.attendance import (
    AttendanceFrames,
    AttendanceOptions,
    AttendanceReport,
    Counts,
    Rate,
    Standing,
    State,
    attendance_report,
)
from transforms.reporting.divisions import GroupBy
from transforms.reporting.phrases import division
from transforms.reporting.render import FRENCH, attendance_html

TITLES = {"C6": "Les votants sont les présents et les représentés"}


@pytest.fixture
def report(frames: AttendanceFrames) -> AttendanceReport:
    return attendance_report(frames, TITLES)


def test_members_stand_in_alphabetical_order_of_surname(report: AttendanceReport) -> None:
    assert [councillor.councillor_id[-1] for councillor in report.councillors] == ["a", "d", "c", "b"]  # ABADIE, ÉTIENNE, HYPERLINK, script


@pytest.mark.parametrize(
    ("key", "sessions", "present", "inclusive"),
    [
        pytest.param("a", 3, "2 / 3", "3 / 3", id="represented once"),
        pytest.param("b", 3, "1 / 2", "1 / 2", id="one session unknown"),
        pytest.param("d", 1, "0 / 1", "0 / 1", id="newcomer: sessions out of membership are in no denominator"),
    ],
)
def test_a_rate_is_sessions_present_over_known_sessions_of_the_membership(
    report: AttendanceReport, key: str, sessions: int, present: str, inclusive: str
) -> None:
    councillor = next(councillor for councillor in report.councillors if councillor.councillor_id.endswith(f"/{key}"))
    assert councillor.sessions == sessions
    assert [f"{rate.numerator} / {rate.denominator}" for rate in (councillor.rate, councillor.inclusive_rate)] == [present, inclusive]
    assert councillor.rate.value == int(present[0]) / int(present[-1])


def test_who_is_only_unknown_has_a_reason_and_no_rate(report: AttendanceReport) -> None:
    unknown = next(councillor for councillor in report.councillors if councillor.councillor_id.endswith("/c"))
    assert (unknown.unknown, unknown.counts.known) == (3, 0)
    assert unknown.rate.value is None
    assert unknown.rate.reason == "all_sessions_unknown"


def test_movements_count_once_a_session_and_not_where_it_is_set_aside(report: AttendanceReport) -> None:
    anne = report.councillors[0]
    assert (anne.late_arrivals, anne.early_departures) == (1, 1)
    assert {(other.late_arrivals, other.early_departures) for other in report.councillors[1:]} == {(0, 0)}


@pytest.mark.parametrize(
    ("given", "run"),
    [([0, 1, 3], 2), ([1, 2, 3], 1), ([], 0)],
    ids=["two side by side", "the session set aside interrupts", "none"],
)
def test_the_longest_run_of_powers(frames: AttendanceFrames, given: list[int], run: int) -> None:
    proxy = pd.DataFrame(
        [{"session_id": session_id(index), "giver_id": councillor_id("a"), "holder_id": None, "holder": "M. B."} for index in given],
        columns=frames.proxy.columns,
    )
    assert attendance_report(replace(frames, proxy=proxy), TITLES).councillors[0].longest_proxy_run == run


def test_below_the_minimum_of_known_sessions_there_is_a_reason_and_no_rate(frames: AttendanceFrames) -> None:
    report = attendance_report(frames, TITLES, AttendanceOptions(min_sessions_for_rate=3))
    assert [councillor.rate.reason for councillor in report.councillors] == [
        None,
        "too_few_sessions",
        "all_sessions_unknown",
        "too_few_sessions",
    ]


def test_a_quarantined_session_is_told_with_its_reason_and_in_no_figure(report: AttendanceReport) -> None:
    (aside,) = report.with_standing(Standing.SET_ASIDE)
    assert aside.session_id == session_id(2)
    assert (aside.counts, aside.rate.value) == (None, None)
    assert [(reason.rule, reason.source.pages if reason.source else None) for reason in aside.reasons] == [("C1", (1,))]
    assert (report.counts.present, report.counts.known) == (3, 6)


def test_a_session_without_a_roll_call_is_neither_covered_nor_zero(frames: AttendanceFrames) -> None:
    session = frames.session.assign(roll_call_document_id=["doc-1", None, "doc-1", "doc-1"])
    report = attendance_report(replace(frames, session=session), TITLES)
    (without,) = report.with_standing(Standing.NO_ROLL_CALL)
    assert (without.session_id, without.counts, without.source) == (session_id(1), None, None)
    assert without.rate.reason == "no_roll_call"


def test_the_rate_of_a_session_counts_only_known_states(report: AttendanceReport) -> None:
    assert [session.rate for session in report.with_standing(Standing.COVERED)] == [Rate(1, 1), Rate(0, 2), Rate(2, 3)]


def test_nobody_knows_how_many_are_unknown_where_the_members_in_office_are_not_printed(report: AttendanceReport) -> None:
    assert [session.unknown for session in report.with_standing(Standing.COVERED)] == [2, None, 1]


def test_the_matrix_shows_each_state_and_hatches_what_is_set_aside(report: AttendanceReport) -> None:
    (block,) = report.blocks
    letters = {councillor.councillor_id[-1]: [cell.letter for cell in cells] for councillor, cells in block.rows}
    assert letters == {"a": ["P", "R", "", "P"], "b": ["?", "E", "", "P"], "c": ["?", "?", "", "?"], "d": ["–", "–", "", "A"]}
    assert {cells[2].state for _, cells in block.rows} == {State.SET_ASIDE}
    assert block.years == ((2023, 1), (2024, 3))


def test_the_matrix_names_who_held_a_proxy(report: AttendanceReport) -> None:
    (block,) = report.blocks
    holders = [cell.proxy_holders for _, cells in block.rows for cell in cells if cell.proxy_holders]
    assert holders == [("Bruno <script>alert(1)</script>",)]


def test_a_holder_who_is_linked_to_nobody_is_named_as_printed(frames: AttendanceFrames) -> None:
    (block,) = attendance_report(replace(frames, proxy=frames.proxy.assign(holder_id=None)), TITLES).blocks
    assert [cell.proxy_holders for cell in block.rows[0][1] if cell.state == State.REPRESENTED] == [("M. B.",)]


def test_the_matrix_is_cut_where_a_page_is_full(frames: AttendanceFrames) -> None:
    report = attendance_report(frames, TITLES, AttendanceOptions(sessions_per_block=3))
    assert [len(block.sessions) for block in report.blocks] == [3, 1]
    assert all(len(cells) == len(block.sessions) for block in report.blocks for _, cells in block.rows)


def test_warnings_on_covered_sessions_are_reserves_counted_once_a_session(report: AttendanceReport) -> None:
    assert [(reserve.rule, reserve.title, reserve.sessions) for reserve in report.reserves] == [("C6", TITLES["C6"], 2)]


def test_the_roll_call_is_cited_with_document_pages_and_a_shortened_quote(frames: AttendanceFrames) -> None:
    places = pd.concat([frames.session_attendance.assign(page=2, quote="M. ÉTIENNE"), frames.session_attendance])
    report = attendance_report(replace(frames, session_attendance=places), TITLES, AttendanceOptions(quote_length=20))
    source = report.sessions[0].source
    assert source is not None
    assert (source.document_name, source.doc_type, source.pages) == ("séance & annexes.pdf", "minutes", (1, 2))
    assert source.quote == "Présents : Mme …"


def test_the_quotes_of_a_roll_call_follow_one_another_once_each(frames: AttendanceFrames) -> None:
    places = pd.concat([frames.session_attendance.assign(quote=quote, line_from=line) for line, quote in ((2, "B"), (1, "A"), (3, "B"))])
    source = attendance_report(replace(frames, session_attendance=places), TITLES).sessions[0].source
    assert source is not None
    assert source.quote == "A … B"


def test_a_council_without_any_session_has_a_report_without_period(frames: AttendanceFrames) -> None:
    names = (
        "session",
        "session_state",
        "proxy",
        "change",
        "session_attendance",
        "quarantine",
        "finding",
        "attendance_by_councillor",
        "attendance_by_session",
    )
    report = attendance_report(replace(frames, **{name: getattr(frames, name).head(0) for name in names}), TITLES)
    assert (report.sessions, report.period, report.blocks) == ((), None, ())
    assert "Aucune séance" in attendance_html(report)


def test_a_frame_that_lacks_a_column_is_refused(frames: AttendanceFrames) -> None:
    with pytest.raises(ValueError, match="session lacks the columns date"):
        attendance_report(replace(frames, session=frames.session.drop(columns="date")), TITLES)


def test_two_councils_at_once_are_refused(frames: AttendanceFrames) -> None:
    with pytest.raises(ValueError, match="one council, not 0"):
        attendance_report(replace(frames, council=frames.council.head(0)), TITLES)


@pytest.mark.parametrize(
    ("group_by", "hand"),
    [  # label, members, present / known of all members together, unknown; the third session is set aside
        ("year", [("2023", 3, "1 / 1", 2), ("2024", 4, "2 / 5", 2)]),
        ("term", [("2020–2024", 3, "1 / 3", 3), ("non connu", 4, "2 / 3", 1)]),
        ("role", [("maire", 1, "1 / 2", 0), ("adjoint", 2, "0 / 1", 3), ("non connu", 4, "2 / 3", 1)]),
        ("group", [("Élan", 1, "0 / 0", 2), ("Groupe =1+1", 1, "1 / 2", 0), ("non connu", 4, "2 / 4", 2)]),
    ],
)
def test_attendance_by(frames: AttendanceFrames, group_by: str, hand: list[tuple[str, int, str, int]]) -> None:
    report = attendance_report(frames, TITLES, group_by=GroupBy(group_by))
    assert [
        (
            division(FRENCH, report.group_by, one),
            len(one.members),
            f"{one.whole.rate.numerator} / {one.whole.rate.denominator}",
            one.whole.unknown,
        )
        for one in report.divisions
    ] == hand
    assert sum((one.whole.counts for one in report.divisions), Counts()) == report.counts


def test_a_division_with_unknown_states_alone_has_a_reason_and_no_rate(frames: AttendanceFrames) -> None:
    lost = attendance_report(frames, TITLES, group_by=GroupBy.GROUP).divisions[0]
    assert (lost.whole.rate.value, lost.whole.rate.reason) == (None, "all_sessions_unknown")


def test_nothing_is_divided_unless_asked_for(report: AttendanceReport) -> None:
    assert (report.divisions, "divisions" in report.queries) == ((), False)
    assert 'id="par"' not in attendance_html(report)
