"""A council's own SCDL file beside its documents: both values where they differ, silence where one side knows nothing."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipelines.command import main
from pipelines.exchange import export_scdl
from tests.exchange.conftest import COUNCIL, HOSTILE, SIRET, fact, frame
from transforms.exchange.compare import Difference, compare_scdl, read_scdl
from transforms.exchange.scdl import HEADER, scdl_export

OTHER_DAY = datetime.date(2025, 4, 14)


def file_of(*facts: dict[str, Any], **changes: str) -> str:
    """The SCDL file of some deliberations, cells of every line changed."""
    rows = [row | changes for row in scdl_export(frame(*facts), SIRET).rows]
    target = io.StringIO()
    writer = csv.DictWriter(target, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def differences(text: str, *facts: dict[str, Any]) -> list[tuple[str, str | None, str | None, str | None]]:
    found = compare_scdl(COUNCIL, read_scdl(text), frame(*facts)).differences
    return [(item.kind, item.field, item.in_file, item.in_documents) for item in found]


def test_a_file_that_agrees_has_no_difference() -> None:
    comparison = compare_scdl(COUNCIL, read_scdl(file_of(fact())), frame(fact()))
    assert (comparison.pairs, comparison.differences) == (1, ())


@pytest.mark.parametrize(
    ("changes", "field", "in_file", "in_documents"),
    [
        ({"DELIB_DATE": "2025-03-11"}, "date", "2025-03-11", "2025-03-10"),
        ({"DELIB_ID": "2025-008"}, "number", "2025-008", "2025-007"),
        ({"DELIB_OBJET": "Subvention au club de judo"}, "title", "Subvention au club de judo", "Subvention à l'école de musique"),
        ({"VOTE_EFFECTIF": "23"}, "members_in_office", "23", "19"),
        ({"VOTE_POUR": "15"}, "votes_for", "15", "14"),
        ({"VOTE_CONTRE": "0"}, "votes_against", "0", "2"),
        ({"VOTE_ABSTENTION": "une"}, "votes_abstain", "une", "1"),
        ({"PREF_DATE": "2025-03-13"}, "received_on", "2025-03-13", "2025-03-12"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_disagreement_is_told_with_both_values(changes: dict[str, str], field: str, in_file: str, in_documents: str) -> None:
    assert differences(file_of(fact(), **changes), fact()) == [("differs", field, in_file, in_documents)]


@pytest.mark.parametrize(
    "changes",
    [
        {"DELIB_ID": "DEL2025_007"},
        {"DELIB_ID": "7"},
        {"DELIB_DATE": "10/03/2025"},
        {"DELIB_OBJET": "SUBVENTION A L’ECOLE DE MUSIQUE : ANNÉE 2025"},
        {"VOTE_POUR": "014"},
        {"VOTE_POUR": "", "PREF_DATE": ""},
    ],
    ids=str,
)
def test_another_form_of_the_same_is_no_disagreement(changes: dict[str, str]) -> None:
    found = compare_scdl(COUNCIL, read_scdl(file_of(fact(), **changes)), frame(fact()))
    assert (found.pairs, found.differences) == (1, ())


def test_what_no_document_prints_is_no_disagreement() -> None:
    unknown = fact(votes_for=None, votes_against=None, votes_abstain=None, members_in_office=None, received_on=None)
    assert differences(file_of(fact()), unknown) == []


def test_a_rejected_deliberation_in_a_file_of_adopted_ones_is_told() -> None:
    assert differences(file_of(fact()), fact(outcome="rejected")) == [("differs", "outcome", "adopted", "rejected")]


def test_what_only_one_side_holds_is_told() -> None:
    others = [
        fact(number="2025-008", title="Tarifs", deliberation_id="b"),
        fact(number="2025-009", title="Rejet", outcome="rejected", deliberation_id="c"),
    ]
    later = fact(number="2025-020", title="Plus tard", date=OTHER_DAY, deliberation_id="d")
    text = file_of(fact()) + file_of(fact(number="2025-050", title="Inconnue")).splitlines()[1] + "\n"
    found = compare_scdl(COUNCIL, read_scdl(text), frame(fact(), *others, later)).differences
    assert [(item.kind, item.row()[4]) for item in found] == [("only_in_file", "2025-050"), ("only_in_documents", "2025-008")]


def test_ranks_in_a_session_do_not_pair_two_sessions() -> None:
    """Every session has an item 7: with another date it is another item."""
    text = file_of(fact(number="7"), DELIB_DATE="2025-04-14", DELIB_OBJET="Autre chose")
    assert [kind for kind, *_ in differences(text, fact(number="7"))] == ["only_in_file"]


def test_two_that_fit_are_not_chosen_from() -> None:
    twins = [fact(deliberation_id="a"), fact(deliberation_id="b")]
    assert [kind for kind, *_ in differences(file_of(fact()), *twins)] == ["only_in_file", "only_in_documents", "only_in_documents"]


def test_a_difference_leads_back_to_the_print() -> None:
    (found,) = compare_scdl(COUNCIL, read_scdl(file_of(fact(), VOTE_POUR="15")), frame(fact(quarantine_rules="C7"))).differences
    assert isinstance(found, Difference)
    assert found.row()[-5:] == ("C7", "val-fictif-2025-007.pdf", 1, 12, "N° 2025-007 : Subvention à l'école de musique")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_come_with_several_separators_and_a_byte_order_mark(separator: str) -> None:
    header, row = separator.join(["delib_id", "DELIB_DATE", "DELIB_OBJET"]), separator.join(["1", "2025-03-10", "a"])
    (line,) = read_scdl(f"\ufeff{header}\r\n{row}\r\n\r\n")
    assert (line.line, dict(line.cells)) == (2, {"DELIB_ID": "1", "DELIB_DATE": "2025-03-10", "DELIB_OBJET": "a"})


def test_a_short_line_has_empty_cells() -> None:
    (line,) = read_scdl("DELIB_ID,DELIB_DATE,DELIB_OBJET\n1\n")
    assert line.cells["DELIB_OBJET"] == ""


# --- the command


@pytest.fixture
def compare(snapshot: Path, tmp_path: Path) -> Callable[..., Result]:
    def compare_(content: str | bytes, *arguments: str) -> Result:
        path = tmp_path / "scdl.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return CliRunner().invoke(main, ["compare-scdl", str(path), "--home", str(snapshot.parent.parent), *arguments])

    return compare_


def test_what_was_exported_agrees_with_what_is_printed(compare: Callable[..., Result], snapshot: Path, tmp_path: Path) -> None:
    export_scdl(snapshot, tmp_path, COUNCIL, {COUNCIL: SIRET})
    result = compare((tmp_path / f"scdl_{COUNCIL}.csv").read_bytes(), "--format", "json")
    assert result.exit_code == 0
    assert [(row["kind"], row["number"]) for row in json.loads(result.stdout)] == [
        ("only_in_documents", "2025-010"),
        ("only_in_documents", "2025-011"),
    ]
    assert result.stderr == "registre: 2 deliberations in both, 0 disagreements; 0 only in the file, 2 only in the documents.\n"


def test_a_disagreement_is_printed_and_no_cell_is_a_formula(compare: Callable[..., Result]) -> None:
    title = HOSTILE.replace('"', '""')
    text = f'COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_OBJET;VOTE_POUR\n{SIRET};2025-009;2025-04-14;"{title}";"=1+1"\n'
    result = compare(text, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["field"], row["in_file"], row["in_documents"]) for row in rows if row["kind"] == "differs"] == [
        ("outcome", "adopted", "rejected"),
        ("votes_for", "'=1+1", "1"),
    ]


def test_a_file_from_a_windows_spreadsheet_is_read(compare: Callable[..., Result]) -> None:
    text = f"COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_OBJET\n{SIRET};2025-007;2025-03-10;Subvention à l’école de danse\n"
    result = compare(text.encode("cp1252"), "--format", "json")
    assert [row["in_file"] for row in json.loads(result.stdout) if row["field"] == "title"] == ["Subvention à l’école de danse"]


def test_a_file_without_a_known_siren_needs_the_council(compare: Callable[..., Result]) -> None:
    text = "COLL_SIRET,DELIB_ID,DELIB_DATE,DELIB_OBJET\n,2025-007,2025-03-10,Subvention à l'école de musique\n"
    refused = compare(text)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--council says whose file it is" in refused.stderr
    assert "1 deliberations in both, 0 disagreements" in compare(text, "--council", COUNCIL).stderr


def test_lines_of_other_bodies_are_counted(compare: Callable[..., Result]) -> None:
    lines = [f"{siret},2025-007,2025-03-10,Subvention à l'école de musique" for siret in (SIRET, "21860194600013")]
    result = compare("COLL_SIRET,DELIB_ID,DELIB_DATE,DELIB_OBJET\n" + "\n".join(lines) + "\n")
    assert "1 lines of councils that the snapshot does not hold" in result.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"DELIB_ID,DELIB_DATE\n1,2025-03-10\n", "it lacks the column DELIB_OBJET"),
        (b"%PDF-1.7\x00\xff", "it lacks the columns DELIB_ID, DELIB_DATE, DELIB_OBJET"),
    ],
)
def test_what_is_no_scdl_file_is_told_in_one_sentence(compare: Callable[..., Result], content: bytes, sentence: str) -> None:
    result = compare(content)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert sentence in result.stderr


def test_a_cell_without_an_end_is_told_in_one_sentence(compare: Callable[..., Result]) -> None:
    limit = csv.field_size_limit(1000)  # it holds for the whole process, and libraries raise it
    try:
        result = compare(b'DELIB_ID,"' + b"x" * 2000)
    finally:
        csv.field_size_limit(limit)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "field larger than field limit" in result.stderr


def test_a_file_that_is_not_there_is_told_in_one_sentence(snapshot: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["compare-scdl", str(tmp_path / "none.csv"), "--home", str(snapshot.parent.parent)])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "cannot be read: No such file or directory" in result.stderr
