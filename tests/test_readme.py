"""The README's answers are those of the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.home import SAMPLES, Home
from pipelines.ingestion import FolderSource
from pipelines.readme import README, answer, with_answers


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from pipelines.run import run

    home = Home(tmp_path_factory.mktemp("readme") / "home")
    run(home, [FolderSource.at(SAMPLES, home)], jobs=2)
    return home.snapshot


def test_the_answers_are_what_the_snapshot_answers(snapshot: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert with_answers(text, snapshot) == text  # else: python -m pipelines.readme SNAPSHOT


def test_five_questions_are_asked() -> None:
    assert README.read_text(encoding="utf-8").count("```sql\n") == 5


def test_an_answer_is_aligned(snapshot: Path) -> None:
    sql = "select 'a' as word, 12 as n union all select null, 3 order by n desc"
    assert answer(snapshot, sql).splitlines() == ["word  n", "----  --", "a     12", "      3"]
