"""Where the benchmarks write what they measured: pages of the docs with a section for each script, between two markers.

``docs/speed.md`` is one page for several scripts, each of which writes its own section and leaves the others as they were.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SPEED = PROJECT / "docs" / "speed.md"
WRITTEN = ("README.md", "docs", "benchmarks/figures.json")  # by the benchmarks themselves: they change no figure


def start(section: str) -> str:
    return f"<!-- {section}:start -->"


def end(section: str) -> str:
    return f"<!-- {section}:end -->"


def between_markers(text: str, block: str, section: str = "bench") -> str:
    """``text`` with ``block`` in place of what stands between the two markers of a section.

    :raises ValueError: where there is not exactly one pair of markers, in order
    """
    first, last = start(section), end(section)
    if text.count(first) != 1 or text.count(last) != 1 or text.index(first) > text.index(last):
        raise ValueError(f"the page needs one {first} and, after it, one {last} for the figures")
    return re.sub(f"(?s){first}.*{last}", lambda _: f"{first}\n{block}\n{last}", text)


def put_section(section: str, lines: Iterable[str], page: Path = SPEED) -> None:
    """Writes a script's section of a page anew. Raises ValueError where the page has none."""
    page.write_text(between_markers(page.read_text(), "\n".join(lines), section))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; the first column stands left, the others right.

    >>> table(["stage", "time"], [["reading", "1.2 s"]])
    ['| stage | time |', '|---|--:|', '| reading | 1.2 s |']
    """
    first, *others = (f"| {' | '.join(row)} |" for row in (head, *rows))
    return [first, f"|---|{'--:|' * (len(head) - 1)}", *others]


def measured() -> str:
    """When, on what and at which commit; ``+`` where the code differs from it.

    What the benchmarks write counts for nothing, so that each names the same commit as the one before.
    """
    others = [".", *(f":(exclude){path}" for path in WRITTEN)]
    commit, changes = (
        subprocess.run(["git", *command], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.strip()
        for command in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain", "--untracked-files=no", "--", *others])
    )
    return f"{date.today()}, {os.cpu_count()} cores, {commit}{'+' if changes else ''}"


def signature(module: str, when: str) -> str:
    """Who wrote a section."""
    return f"Written by `python -m benchmarks.{module}`, {when}."
