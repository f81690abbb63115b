"""The figures of a report against the queries of its own appendix."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipelines import warehouse
from pipelines.reports import attendance_frames, voting_frames
from transforms.reporting.attendance import Standing, State, attendance_report
from transforms.reporting.divisions import GroupBy
from transforms.reporting.queries import Span
from transforms.reporting.voting import VotingReport, voting_report


def compare_figures(snapshot: Path, council: str, span: Span) -> None:
    """Every figure of the report's tables is the one that the table's query gives."""
    with warehouse.open_snapshot(snapshot) as connection:
        report = attendance_report(attendance_frames(connection, council, span), {}, span=span)
        given = {table: connection.execute(query).df().astype(object) for table, query in report.queries.items()}
    rows = {table: frame.where(frame.notna(), None).to_dict("records") for table, frame in given.items()}
    assert list(rows["summary"][0].values()) == [
        len(report.sessions),
        *(len(report.with_standing(standing)) for standing in ("covered", "set_aside", "no_roll_call")),
    ]
    proxies = {row["councillor_id"]: (row["proxies_given"], row["proxies_held"]) for row in rows["proxies"]}
    counted = {row.pop("councillor_id"): list(row.values()) for row in rows["councillors"]}
    assert counted == {
        one.councillor_id: [
            one.name, one.sessions, one.counts.present, one.counts.represented, one.counts.excused, one.counts.absent, one.unknown,
            one.counts.known, one.rate.value, one.inclusive_rate.value, one.sessions_set_aside, one.sessions_out_of_membership,
        ]
        for one in report.councillors
    }  # fmt: skip
    pairs = {(row["giver_id"], row["holder_id"]): (row["sessions"], row["giver_sessions"]) for row in rows["pairs"]}
    assert pairs == {(one.giver_id, one.holder_id): (one.sessions, one.giver_sessions) for one in report.proxy_pairs}
    runs = {row["councillor_id"]: row["longest_proxy_run"] for row in rows["runs"]}
    moves = {row["councillor_id"]: (row["late_arrivals"], row["early_departures"]) for row in rows["movements"]}
    ids = [one.councillor_id for one in report.councillors]  # a query may leave out who has none, and gives nobody else
    assert dict.fromkeys(ids, 0) | runs == {one.councillor_id: one.longest_proxy_run for one in report.councillors}
    assert dict.fromkeys(ids, (0, 0)) | moves == {
        one.councillor_id: (one.late_arrivals, one.early_departures) for one in report.councillors
    }
    assert dict.fromkeys(ids, (0, 0)) | proxies == {one.councillor_id: (one.proxies_given, one.proxies_held) for one in report.councillors}
    assert [(row["session_id"], row["members_present"], row["attendance_rate"], row["quorum_margin"]) for row in rows["sessions"]] == [
        (session.session_id, session.counts.present if session.counts else None, session.rate.value, session.quorum_margin)
        for session in report.sessions
        if session.standing != Standing.SET_ASIDE
    ]
    states = {(row["session_id"], row["councillor_id"]): row["state"] for row in rows["matrix"]}
    for block in report.blocks:
        for councillor, cells in block.rows:
            for session, cell in zip(block.sessions, cells, strict=True):
                found = states.get((session.session_id, councillor.councillor_id), "not_a_member")
                assert cell.state == found or (cell.state, found) == (State.SET_ASIDE, "not_a_member")
    assert [(row["session_id"], row["rule"]) for row in rows["set_aside"]] == [
        (session.session_id, reason.rule) for session in report.sessions for reason in session.reasons
    ]
    assert [(row["session_id"], row["councillor_id"], row["state"], row["page"], row["quote"]) for row in rows["sources"]] == [
        (one.session.session_id, one.councillor_id, one.state, one.page, one.quote) for one in report.evidence
    ]
    assert {row["file_name"] for row in rows["sources"]} == {one.source.document_name for one in report.sessions if one.source}


def compare_divisions(snapshot: Path, council: str, group_by: GroupBy) -> None:
    """Every figure of a year, term, role or group is the one that its query gives."""
    with warehouse.open_snapshot(snapshot) as connection:
        report = attendance_report(attendance_frames(connection, council), {}, group_by=group_by)
        given = connection.execute(report.queries["divisions"]).df().astype(object)
    rows = given.where(given.notna(), None).to_dict("records")
    counted = {(row.pop("division"), row.pop("councillor_id")): list(row.values()) for row in rows}
    assert counted == {
        (each.key, one.councillor_id): [
            one.sessions, one.counts.present, one.counts.represented, one.counts.excused, one.counts.absent, one.unknown, one.counts.known,
            one.rate.value, one.inclusive_rate.value,
        ]
        for each in report.divisions
        for one in each.members
    }  # fmt: skip


def compare_voting(connection: duckdb.DuckDBPyConnection, council: str, span: Span) -> VotingReport:
    """Every row and every column of every table of the voting report is what the table's query gives, and no query gives more."""
    report = voting_report(voting_frames(connection, council, span), span=span)
    given = {table: connection.execute(query).to_arrow_table().to_pylist() for table, query in report.queries.items()}
    assert set(given) == set(report.tables)
    for table, rows in given.items():
        shown = [{name: row[name] for name in rows[0]} for row in report.tables[table]] if rows else list(report.tables[table])
        assert {name for row in report.tables[table] for name in row} - {name for row in rows for name in row} <= NAMES_BESIDE, table
        assert sorted(map(rounded, shown)) == sorted(map(rounded, rows)), table
    return report


NAMES_BESIDE = {"councillor", "other"}  # a name stands beside an id and is no figure


def rounded(row: Mapping[str, object]) -> str:
    """The row as text in which the last digits of a quotient do not matter."""
    return repr({name: round(value, 12) if isinstance(value, float) else value for name, value in row.items()})
