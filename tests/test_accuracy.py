"""The figures of ``make accuracy``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.accuracy import consistency, main, share
from tests.conftest import PROJECT


def sitting(present: int, stated: int | None, outcome: str = "adopted", date: str | None = "2024-01-23") -> dict[str, object]:
    return {
        "file": "a.pdf",
        "session": {"date": date, "stated_present": stated, "stated_represented": None, "stated_excused": None, "stated_absent": None},
        "attendance": [{"name": f"N{n}", "status": "present", "certainty": "certain"} for n in range(present)],
        "changes": [],
        "deliberations": [{"outcome": outcome, "certainty": "doubtful"}],
    }


def test_consistency_counts_what_agrees_and_its_denominators() -> None:
    unread = {"file": "b.pdf", "landing": "needs_ocr"}
    found = consistency([sitting(3, 3), sitting(3, 4, outcome="unknown"), sitting(0, 5, date=None), unread])
    assert (found.documents, found.with_date, found.with_roll_call, found.with_deliberation) == (3, 2, 2, 3)
    assert (found.with_totals, found.totals_agree) == (2, 1)  # a total beside no names agrees with nothing
    assert (found.decisions, found.known_outcome) == (3, 2)
    assert (found.doubtful_rows, found.rows) == (3, 9)


def test_no_share_of_nothing() -> None:
    assert share(0, 0) == "–"


def test_a_folder_with_truth_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pdf").mkdir()
    (tmp_path / "truth").mkdir()
    stem = "ivry-2024-06-27-16A"
    (tmp_path / "pdf" / f"{stem}.pdf").write_bytes((PROJECT / "data/samples" / f"{stem}.pdf").read_bytes())
    truth = (PROJECT / "data/samples/truth" / f"{stem}.json").read_text()
    (tmp_path / "truth" / f"{stem}.json").write_text(truth)
    scorer = """
CORE = ("names",)
class Tally(__import__("collections").Counter):
    pass
def score(truth, pred):
    hit = len({row["name"] for row in truth["attendance"]} & {row["name"] for row in pred.get("attendance", [])})
    return Tally({("names", "hit"): hit})
core_f1 = lambda tally: 1.0 if tally["names", "hit"] else 0.0
certain_only = lambda pred: pred
silent_errors = lambda tally: (0, tally["names", "hit"])
"""
    (tmp_path / "score.py").write_text(scorer)
    assert main([str(tmp_path / "pdf"), "--jobs", "1"]) == 0
    printed = capsys.readouterr().out
    assert f"silent errors 0 of {len(json.loads(truth)['attendance'])}" in printed
    assert "1 / 1 (100.0 %)" in printed


def test_a_folder_without_truth_is_measured_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert "agreement with itself" in capsys.readouterr().out


def test_a_missing_folder_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "There is no folder" in capsys.readouterr().err
