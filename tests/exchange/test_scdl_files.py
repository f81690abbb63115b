"""``registre export scdl``: from the published snapshot to the files in the folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.command import main
from pipelines.exchange import export_scdl
from tests.exchange.conftest import COUNCIL, SIRET
from tests.exchange.test_scdl import PUBLISHED, own_schema
from tests.exchange.validata import validate


@pytest.fixture
def export(snapshot: Path, tmp_path: Path) -> Callable[..., Result]:
    def export_(form: str, *arguments: str) -> Result:
        home = snapshot.parent.parent
        return CliRunner().invoke(main, ["export", form, "--home", str(home), "--out", str(tmp_path), *arguments])

    return export_


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_council_has_a_valid_file_and_a_list_of_what_is_left_out(export: Callable[..., Result], tmp_path: Path) -> None:
    result = export("scdl", "--siret", f"{COUNCIL}={SIRET}")
    assert result.exit_code == 0, result.output
    stems = [f"scdl_{council}" for council in (COUNCIL, "commune-val-voisin")]
    assert result.stdout.split() == [str(tmp_path / f"{stem}{end}.csv") for stem in stems for end in ("", "_left_out")]
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8")) if PUBLISHED.exists() else own_schema()
    for stem in stems:
        assert validate(tmp_path / f"{stem}.csv", schema).valid
    assert [row["DELIB_ID"] for row in rows(tmp_path / f"{stems[0]}.csv")] == ["2025-007", "2025-008"]
    first, second = rows(tmp_path / f"{stems[0]}.csv")
    assert [first[name] for name in ("PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")] == [
        "2025-03-12", "4", "4", "3", "1", "0",
    ]  # fmt: skip
    assert (second["PREF_DATE"], second["VOTE_REEL"]) == ("", "")
    assert [(row["number"], row["left_out"], row["reason"]) for row in rows(tmp_path / f"{stems[0]}_left_out.csv")] == [
        ("2025-008", "vote", "vote_not_printed"),
        ("2025-009", "deliberation", "not_adopted"),
        ("2025-010", "deliberation", "not_adopted"),
        ("2025-010", "deliberation", "no_matter"),
        ("2025-011", "deliberation", "doubtful"),
        ("2025-012", "deliberation", "quarantined"),
        ("2025-012", "deliberation", "no_matter"),
    ]
    assert rows(tmp_path / f"{stems[1]}.csv") == []
    assert result.stderr.startswith("registre: 2 of 7 deliberations written, 1 of them without their vote; 5 left out (")


def test_one_council_has_its_files_only(export: Callable[..., Result], tmp_path: Path) -> None:
    export("scdl", "--council", "commune-val-voisin")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scdl_commune-val-voisin.csv", "scdl_commune-val-voisin_left_out.csv"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--council", "commune-x"], "No council is called commune-x. The snapshot holds: commune-val-fictif, commune-val-voisin."),
        (["--siret", f"commune-x={SIRET}"], "No council is called commune-x."),
        (["--siret", f"{COUNCIL}=21990012300016"], "21990012300016 is no SIRET"),
        (["--siret", f"{COUNCIL}=21860194600013"], "The SIRET 21860194600013 is another body's"),
        (["--siret", SIRET], "--siret takes COUNCIL=SIRET"),
    ],
    ids=lambda value: value[1] if isinstance(value, list) else "",
)
def test_what_cannot_be_exported_ends_with_one_sentence(export: Callable[..., Result], arguments: list[str], sentence: str) -> None:
    result = export("scdl", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"registre: {sentence}")


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Path, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in export_scdl(snapshot, tmp_path).files]
    assert [path.read_bytes() for path in export_scdl(snapshot, tmp_path).files] == first
