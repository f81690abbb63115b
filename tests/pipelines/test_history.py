"""Since when a rule has been broken, over several runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.history import COLUMNS, TOLD, history_of, note_findings
from pipelines.home import Home

MONDAY, TUESDAY, WEDNESDAY = (datetime(2024, 3, day, 8, tzinfo=UTC) for day in (11, 12, 13))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def publish(home: Home, verdicts: dict[str, str], sentence: str = "Le total imprimé est 24, « mais »\nla liste donne 23.") -> None:
    """A snapshot with one finding a rule."""
    home.snapshot.unlink(missing_ok=True)
    with duckdb.connect(home.snapshot) as connection:
        connection.execute("create schema quality")
        columns = ", ".join(f"{column} varchar" for column in (*TOLD, "verdict"))
        connection.execute(f"create table quality.finding ({columns})")
        for rule, verdict in verdicts.items():
            values = (f"{rule}|s", rule, "error", "s", None, "doc-1", sentence, verdict)
            connection.execute(f"insert into quality.finding values ({', '.join('?' * len(values))})", values)


def test_a_finding_is_kept_from_run_to_run_closed_when_it_is_mended_and_open_again_when_it_comes_back(home: Home) -> None:
    assert history_of(home) == []
    publish(home, {"C1": "broken", "C2": "broken", "C3": "holds", "C4": "undecidable"})
    note_findings(home, MONDAY)
    publish(home, {"C1": "broken", "C2": "holds", "C3": "broken"}, sentence="Autrement dit.")
    note_findings(home, TUESDAY)
    monday, tuesday, wednesday = (day.isoformat() for day in (MONDAY, TUESDAY, WEDNESDAY))
    seen = {row["rule"]: (row["first_seen"], row["last_seen"], row["closed"]) for row in history_of(home)}
    assert seen == {"C1": (monday, tuesday, ""), "C2": (monday, monday, tuesday), "C3": (tuesday, tuesday, "")}
    publish(home, {"C2": "broken"})
    note_findings(home, WEDNESDAY)
    seen = {row["rule"]: (row["first_seen"], row["last_seen"], row["closed"]) for row in history_of(home)}
    assert seen == {"C1": (monday, tuesday, wednesday), "C2": (monday, wednesday, ""), "C3": (tuesday, tuesday, wednesday)}


def test_the_history_tells_each_finding_as_the_last_run_that_found_it(home: Home) -> None:
    publish(home, {"C1": "broken"})
    note_findings(home, MONDAY)
    (row,) = history_of(home)
    assert [*row] == [*COLUMNS]
    assert (row["finding_id"], row["deliberation_id"], row["document_id"]) == ("C1|s", "", "doc-1")
    assert row["sentence"] == "Le total imprimé est 24, « mais »\nla liste donne 23."
    publish(home, {"C1": "broken"}, sentence="Autrement dit.")
    note_findings(home, TUESDAY)
    assert [row["sentence"] for row in history_of(home)] == ["Autrement dit."]
