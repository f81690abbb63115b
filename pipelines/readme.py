"""The answers in README.md, asked again from a published snapshot: ``python -m pipelines.readme [SNAPSHOT]``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pipelines.home import PROJECT, Home
from pipelines.query import ask

README = PROJECT / "README.md"
_QUESTION = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)


def with_answers(text: str, snapshot: Path) -> str:
    """``text`` with each SQL block followed by its answer from ``snapshot`` as a table of plain text."""

    def answered(match: re.Match[str]) -> str:
        return f"```sql\n{match['sql']}```\n\n```text\n{answer(snapshot, match['sql'])}\n```\n"

    return _QUESTION.sub(answered, text)


def answer(snapshot: Path, sql: str) -> str:
    """The answer to one question, columns aligned, nothing shortened."""
    found = ask(snapshot, sql)
    cells = [list(found.columns), *([_shown(value) for value in row] for row in found.rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(cells[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _shown(value: object) -> str:
    return "" if value is None else str(value)


if __name__ == "__main__":
    snapshot = Path(sys.argv[1]) if len(sys.argv) > 1 else Home(PROJECT / "data").snapshot
    README.write_text(with_answers(README.read_text(encoding="utf-8"), snapshot), encoding="utf-8")
