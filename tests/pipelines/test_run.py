"""One run over the samples and over everything that goes wrong with files: what comes out, and that nothing is lost."""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package

from pipelines.history import history_of
from pipelines.home import SAMPLES, Home
from tests.conftest import REGISTRE
from tests.exchange.test_scdl import own_schema
from tests.exchange.validata import validate
from tests.pipelines.bad_papers import EXPECTED, write_bad_papers
from transforms.model import Choice
from transforms.samples import expected, founding_sheet, town

VILLE = town()
IVRY = "commune-ivry-sur-seine:2024-06-27"
SIRETS = {"commune-ville-temoin": "21990012300015", "commune-ivry-sur-seine": "21940041300015"}  # made up, with the right keys


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def registre(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    never = ["--ocr", "never"] if arguments[0] == "run" else []  # the same on machines with and without language data
    command = [REGISTRE, *map(str, arguments), *never]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("run") / "home")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    papers = tmp_path_factory.mktemp("source") / "papers"
    write_bad_papers(papers, founding_sheet().pdf())
    return papers


@pytest.fixture(scope="module")
def first_run(home: Home, folder: Path) -> subprocess.CompletedProcess[str]:
    return registre("run", "--home", home.root, "--source", SAMPLES, "--source", folder, "--jobs", "2")


@pytest.fixture(scope="module")
def status(first_run: subprocess.CompletedProcess[str], home: Home) -> dict[str, Any]:
    assert first_run.returncode == 0, first_run.stderr
    return dict(json.loads(registre("status", "--home", home.root, "--json").stdout))


@pytest.fixture(scope="module")
def snapshot(first_run: subprocess.CompletedProcess[str], home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    assert first_run.returncode == 0, first_run.stderr
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        yield connection


# --- the command


def test_a_run_over_bad_files_ends_well_and_says_where_the_results_are(first_run: subprocess.CompletedProcess[str], home: Home) -> None:
    assert (first_run.returncode, first_run.stderr) == (0, "")
    assert str(home.snapshot) in first_run.stdout
    assert str(home.report) in first_run.stdout
    assert home.report.exists()
    assert home.dictionary.exists()


def test_a_second_run_with_nothing_new_leaves_the_results_as_they_are(
    first_run: subprocess.CompletedProcess[str], home: Home, folder: Path
) -> None:
    before = home.snapshot.stat().st_mtime_ns
    again = registre("run", "--home", home.root, "--source", SAMPLES, "--source", folder, "--json")
    told = json.loads(again.stdout)
    assert (told["is_rebuilt"], told["documents_new"]) == (False, 0)
    assert told["seconds"] < 5
    assert home.snapshot.stat().st_mtime_ns == before


def test_dagster_keeps_the_record_of_the_run_and_its_checks(first_run: subprocess.CompletedProcess[str], home: Home) -> None:
    settings = (home.dagster / "dagster.yaml").read_text()
    assert "telemetry:\n  enabled: false" in settings
    assert (home.dagster / "history" / "runs.db").exists()
    assert not (home.dagster / ".telemetry").exists()


# --- what others load


@pytest.mark.parametrize("matters", ["printed", "inferred"])
def test_the_town_as_scdl_is_valid_and_each_deliberation_is_written_or_left_out(
    snapshot: duckdb.DuckDBPyConnection, home: Home, matters: str
) -> None:
    options = [f"--siret={council}={siret}" for council, siret in SIRETS.items()] + ["--inferred-matter"] * (matters == "inferred")
    told = registre("export", "scdl", "--home", home.root, *options)
    assert told.returncode == 0, told.stderr
    for council in SIRETS:
        written, left_out = (home.published / "exchange" / f"scdl_{council}{end}.csv" for end in ("", "_left_out"))
        assert validate(written, own_schema()).valid
        numbers = {row["DELIB_ID"] for row in read_rows(written)}
        reasons = [row for row in read_rows(left_out) if row["left_out"] == "deliberation"]
        known = snapshot.execute("select count(*) from core.deliberation where council_id = ?", [council]).fetchall()
        assert len(numbers) + len({row["deliberation_id"] for row in reasons}) == known[0][0]
        assert all(row["sentence"] for row in reasons)
        quarantined = "select number from core.deliberation anti join marts.voting_by_deliberation using (deliberation_id)"
        assert not numbers & {row[0] for row in snapshot.execute(quarantined).fetchall()}
        printed = snapshot.execute(
            "select number from core.deliberation where council_id = ? and subject_basis = 'printed'", [council]
        ).fetchall()
        assert numbers if matters == "inferred" else numbers <= {row[0] for row in printed}


def test_the_town_as_tables_is_a_valid_data_package(first_run: subprocess.CompletedProcess[str], home: Home) -> None:
    assert registre("export", "csv", "--home", home.root).returncode == 0
    assert Package(str(home.published / "exchange" / "csv" / "datapackage.json")).validate().valid


# --- bad input


@pytest.mark.parametrize(("name", "kind"), EXPECTED.items(), ids=EXPECTED)
def test_each_bad_file_has_one_clear_line(status: dict[str, Any], name: str, kind: str) -> None:
    (note,) = [note for note in status["notes"] if note["name"] == name]
    assert note["kind"] == kind
    assert note["sentence"].endswith(".")
    assert "\n" not in note["sentence"]


def test_the_status_adds_up(status: dict[str, Any], folder: Path, snapshot: duckdb.DuckDBPyConnection) -> None:
    assert sum(status["fates"].values()) == status["documents"] == snapshot.execute("select count(*) from core.document").fetchone()[0]
    files = [path for source in (folder, SAMPLES) for path in source.rglob("*.pdf")]
    assert status["names"] + status["not_retrieved"] == len(files)
    lines = Counter(note["kind"] for note in status["notes"])
    assert status["names"] - lines["same_bytes"] == status["documents"]
    for fate, number in status["fates"].items():
        assert fate == "used" or lines[fate] == number


def test_status_prints_a_line_for_each_note(status: dict[str, Any], home: Home) -> None:
    printed = registre("status", "--home", home.root).stdout.splitlines()
    for note in status["notes"]:
        assert len([line for line in printed if f"{note['name']}: {note['sentence']}" in line]) == 1


def test_every_byte_that_came_in_is_kept(status: dict[str, Any], home: Home, folder: Path) -> None:
    kept = {path.read_bytes() for path in home.documents.glob("*/*.pdf")}
    assert {path.read_bytes() for path in folder.glob("*.pdf") if path.exists()} <= kept
    assert len(kept) == status["documents"]


# --- the founding document


def asked(snapshot: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return snapshot.execute(sql, [IVRY]).fetchall()


def test_the_founding_document_s_session_is_right(snapshot: duckdb.DuckDBPyConnection) -> None:
    columns = "date::varchar, start_time, members_in_office, stated_present, stated_represented, stated_excused, stated_absent"
    assert asked(snapshot, f"select {columns} from core.session where session_id = $1") == [("2024-06-27", "19:30", 49, 32, 9, 5, 3)]
    states = asked(snapshot, "select state, count(*) from core.session_attendance where session_id = $1 group by state")
    assert dict(states) == {"present": 32, "represented": 9, "excused": 5, "absent": 3}
    offices = asked(
        snapshot,
        "select p.function, count(*) from core.session_attendance as a "
        "inner join printed.attendance as p using (document_id, part, position) "
        "where a.session_id = $1 and a.state = 'present' group by p.function",
    )
    assert dict(offices) == {"Maire": 1, "adjoints au Maire": 15, "conseillers municipaux": 16}


def test_the_founding_document_s_proxies_have_the_right_holders(snapshot: duckdb.DuckDBPyConnection) -> None:
    rows = asked(
        snapshot,
        "select giver.name, holder.name from core.proxy as p "
        "inner join core.councillor as giver on p.giver_id = giver.councillor_id "
        "inner join core.councillor as holder on p.holder_id = holder.councillor_id where p.session_id = $1",
    )
    assert dict(rows) == {
        "PETER": "MARCHAND",
        "PIERON": "SPIRO",
        "SEBKHI": "MRAIDI",
        "MISSLIN": "PECQUEUX",
        "MEDDAS": "CHOUAF",
        "HARDOUIN": "BOULKROUN",
        "KHALED": "PRIEUR",
        "GUESMI": "MASTOURI",
        "BADI": "BERNARD",
    }


def test_the_founding_document_s_item_vote_and_receipt_are_right(snapshot: duckdb.DuckDBPyConnection) -> None:
    columns = "number, subject, outcome, unanimous_printed, transmitted_on::varchar, received_on::varchar, published_on::varchar"
    assert asked(snapshot, f"select {columns} from core.deliberation where session_id = $1") == [
        ("16A", "ENVIRONNEMENT", "adopted", False, "2024-07-04", "2024-07-04", "2024-07-04")
    ]
    columns = "subject_code, subject_label, subject_basis, subject_evidence"
    assert asked(snapshot, f"select {columns} from marts.voting_by_deliberation where session_id = $1") == [
        ("8.8", "Environnement", "theme", "ENVIRONNEMENT")
    ]
    assert dict(asked(snapshot, "select choice, votes from core.vote_count where session_id = $1")) == {"for": 32, "abstain": 9}
    columns = "r.number, r.department, r.siren, r.date::varchar, r.act_number, r.nature"
    receipts = "printed.receipt as r inner join core.session_document as d using (document_id, part)"
    assert set(asked(snapshot, f"select {columns} from {receipts} where d.session_id = $1")) == {
        ("094-219400413-20240627-DEL20240627_16A-DE", "094", "219400413", "2024-06-27", "DEL20240627_16A", "DE")
    }


def test_all_rules_on_counts_hold_for_the_founding_document(snapshot: duckdb.DuckDBPyConnection) -> None:
    verdicts = asked(
        snapshot, r"select distinct regexp_extract(rule, 'C\d+'), verdict from quality.finding where session_id = $1 and rule like 'C%'"
    )
    nobody_told_the_population = ("C11", "undecidable")
    assert sorted(verdicts) == sorted([*((f"C{number}", "holds") for number in range(1, 11)), nobody_told_the_population])


# --- the fictional town, against what is true of it


def known(snapshot: duckdb.DuckDBPyConnection, columns: str, table: str) -> dict[tuple[str, str], str]:
    """The town's rows: two columns of key, one of fact."""
    rows = snapshot.execute(f"select {columns} from {table} where council_id = $1", [VILLE.council_id]).fetchall()
    assert len(rows) == len({row[:2] for row in rows})
    return {(first, second): third for first, second, third in rows}


def test_the_town_s_roll_calls_are_right(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert known(snapshot, "session_id, councillor_id, state", "core.session_attendance") == expected.session_attendance(VILLE)


def test_the_town_s_seat_ledger_is_right_at_every_deliberation(snapshot: duckdb.DuckDBPyConnection) -> None:
    assert known(snapshot, "deliberation_id, councillor_id, state", "core.attendance") == expected.attendance(VILLE)


def test_the_town_s_proxies_are_right(snapshot: duckdb.DuckDBPyConnection) -> None:
    rows = snapshot.execute("select session_id, giver_id, holder_id from core.proxy where council_id = $1", [VILLE.council_id])
    assert sorted(rows.fetchall()) == sorted(expected.proxies(VILLE))


def test_no_vote_of_the_town_is_wrong_and_those_left_open_cannot_be_known(snapshot: duckdb.DuckDBPyConnection) -> None:
    votes, truth = known(snapshot, "deliberation_id, councillor_id, choice", "core.vote"), expected.votes(VILLE)
    assert votes.items() <= truth.items()
    outcomes = dict(snapshot.execute("select deliberation_id, outcome from core.deliberation").fetchall())
    for deliberation, councillor in truth.keys() - votes.keys():
        # nothing is inferred for an election, nor for those who vote against where only the others are named
        is_open = outcomes[deliberation] == "elected" or truth[deliberation, councillor] is Choice.AGAINST
        assert is_open or deliberation.split("#")[0] in expected.quarantine(VILLE)


def test_the_planted_errors_end_in_quarantine_and_nothing_else_does(snapshot: duckdb.DuckDBPyConnection) -> None:
    rows = snapshot.execute("select session_id, rules from quality.quarantine where scope = 'session'").fetchall()
    assert {session: rules[:2] for session, rules in rows} == expected.quarantine(VILLE)
    assert snapshot.execute("select * from quality.quarantine where scope = 'deliberation'").fetchall() == []
    counted = snapshot.execute(
        "select count(*) from marts.attendance_by_session where session_id in (from (select session_id from quality.quarantine))"
    )
    assert counted.fetchone() == (0,)


def test_every_broken_rule_is_noted_in_the_history_of_the_home(snapshot: duckdb.DuckDBPyConnection, home: Home) -> None:
    broken = snapshot.execute("select finding_id from quality.finding where verdict = 'broken' order by finding_id").fetchall()
    noted = history_of(home)
    assert [row["finding_id"] for row in noted if not row["closed"]] == [finding for (finding,) in broken] != []
    assert len({row["first_seen"] for row in noted}) == 1


# --- what fails


def test_a_step_that_fails_is_told_in_one_sentence_with_the_place_of_the_whole_account(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    home.scratch(1).mkdir()
    failed = registre("run", "--home", home.root, "--source", home.inbox)
    assert (failed.returncode, failed.stdout) == (1, "")
    account = home.dagster / "last_failure.txt"
    assert failed.stderr.startswith("registre: The step printed failed: ")
    assert failed.stderr.endswith(f"What was published before still stands. The whole account is in {account}.\n")
    assert failed.stderr.count("\n") == 1
    assert "Traceback" not in failed.stderr
    assert "unlink" in account.read_text()


def test_the_documents_that_deserve_a_second_look_are_listed_with_reasons(
    first_run: subprocess.CompletedProcess[str], home: Home, snapshot: duckdb.DuckDBPyConnection
) -> None:
    assert first_run.returncode == 0
    listed = json.loads(registre("status", "--doubtful", "--most", "2", "--home", home.root, "--json").stdout)["doubtful"]
    assert len(listed) == 2
    assert listed[0]["rows"] >= listed[1]["rows"] > 0
    told = registre("status", "--doubtful", "--home", home.root).stdout
    # the planted total: one more than the names listed, so each of these names is doubtful
    assert "roll call: 22 printed as present, 21 names read" in told
    assert "rule C1 is broken" in told
