"""Thousands of documents from the inbox to the published snapshot, then one more: ``python -m benchmarks.daily [DOCUMENTS]``.

The documents are sample towns' papers. Measured are the whole command as a person starts it, and in the run of one document what is reading
and landing. For as many documents as docs/speed.md has a section for, the figures are written there.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from statistics import median

from benchmarks.docs import SPEED, measured, put_section, signature, start, table
from benchmarks.run import REGISTRE
from pipelines.home import Home
from transforms.samples import Town, extract_sheet, sheets, town

DOCUMENTS = 5_000
LEAST_PER_SECOND = 40.0  # documents of the first run
MOST_SECONDS, MOST_READING, MOST_NOTHING = 15.0, 3.0, 3.0  # for one new document, of which reading and landing; with nothing new
REPEATS = 3
STEPS = ("documents__read", "printed")  # that read and land


@dataclass(frozen=True, slots=True)
class Day:
    """What the runs took, in seconds; ``memory`` is the most that one process of theirs held, in GB."""

    documents: int
    first: float
    steps: Mapping[str, float]  # of the first run, by group
    nothing: float
    one: float
    reading: float  # of the run of one document: reading and landing
    memory: float

    @property
    def per_second(self) -> float:
        return self.documents / self.first

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """What was measured, how much, and the limit with what misses it."""

        def limit(bound: str, is_missed: bool) -> str:
            return bound + ": missed" * is_missed

        yield f"{self.documents:,} documents at once", f"{self.first:.1f} s", "–"
        yield "documents a second", f"{self.per_second:.1f}", limit(f"at least {LEAST_PER_SECOND:g}", self.per_second < LEAST_PER_SECOND)
        yield "most memory that one of its processes held", f"{self.memory:.2f} GB", "–"
        yield "nothing new", f"{self.nothing:.1f} s", limit(f"at most {MOST_NOTHING:g} s", self.nothing > MOST_NOTHING)
        yield "one new document", f"{self.one:.1f} s", limit(f"at most {MOST_SECONDS:g} s", self.one > MOST_SECONDS)
        yield "of which reading and landing", f"{self.reading:.1f} s", limit(f"at most {MOST_READING:g} s", self.reading > MOST_READING)
        yield "one new document, of the time of all at once", f"{self.one / self.first:.3f} ×", "–"

    @property
    def is_missed(self) -> bool:
        return any(limit.endswith("missed") for _, _, limit in self.rows())


def papers() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the papers of one invented town after another."""
    for number in count(1):
        for sheet in sheets(_town(number)):
            yield f"{sheet.stem}.pdf", sheet.pdf()


def _town(number: int, sessions: int = 12) -> Town:
    return town(number, name=f"Val-Essai-{number}", sessions=sessions)


def run(home: Home, *arguments: str) -> float:
    """The wall time of a run as a person starts it. Raises CalledProcessError where it fails."""
    command = [str(REGISTRE), "run", "--home", str(home.root), "--source"]
    started = time.perf_counter()
    subprocess.run([*command, str(home.inbox), "--ocr", "never", "--quiet", *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def step_seconds(home: Home) -> dict[str, float]:
    """What each step of the last run took, as Dagster recorded it."""
    script = (
        "import dagster as dg, json; instance = dg.DagsterInstance.get(); run = instance.get_runs(limit=1)[0];"
        "print(json.dumps({s.step_key: s.end_time - s.start_time for s in instance.get_run_step_stats(run.run_id)}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], env={"DAGSTER_HOME": str(home.dagster), "PATH": ""}, capture_output=True, text=True, check=True
    )
    steps: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return steps


def by_group(steps: Mapping[str, float]) -> dict[str, float]:
    """The seconds of a run's steps by the room of what they make, the longest first.

    >>> by_group({"core__vote": 1.0, "core__term": 0.5, "printed": 2.0})
    {'printed': 2.0, 'core': 1.5}
    """
    groups: defaultdict[str, float] = defaultdict(float)
    for step, seconds in steps.items():
        groups[step.split("__")[0]] += seconds
    return dict(sorted(groups.items(), key=lambda group: -group[1]))


def measure(home: Home, documents: int) -> Day:
    """The runs over that many documents in an empty home."""
    for name, data in islice(papers(), documents):
        (home.inbox / name).write_bytes(data)
    first = run(home)
    steps = by_group(step_seconds(home))
    print(f"{documents:,} documents at once: {first:.1f} s", flush=True)
    nothing = median(run(home) for _ in range(REPEATS))
    times = []
    made = _town(3, sessions=12 + REPEATS)
    for session in made.sessions[12:]:
        sheet = extract_sheet(made, session, session.items[0])
        (home.inbox / f"{sheet.stem}.pdf").write_bytes(sheet.pdf())
        seconds, of_steps = run(home), step_seconds(home)
        times.append((seconds, sum(of_steps[step] for step in STEPS)))
    one, reading = median(whole for whole, _ in times), median(part for _, part in times)
    return Day(documents, first, steps, nothing, one, reading, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e9)


def as_section(day: Day) -> list[str]:
    """The figures as a section of the docs."""
    steps = ", ".join(f"{group} {seconds:.1f} s" for group, seconds in day.steps.items() if seconds >= 0.05)
    rows = table((f"{day.documents:,} documents", "measured", "limit"), day.rows())
    return [signature(f"daily {day.documents}", measured()), "", *rows, "", f"Of the first run, step by step: {steps}."]


def main() -> int:
    documents = int(sys.argv[1].replace("_", "")) if sys.argv[1:] else DOCUMENTS
    with tempfile.TemporaryDirectory(prefix="registre-daily-") as folder:
        day = measure(Home(Path(folder) / "home").prepare(), documents)
    section = as_section(day)
    print(*section, sep="\n")
    if start(f"daily-{documents}") in SPEED.read_text():
        put_section(f"daily-{documents}", section)
    return int(day.is_missed)


if __name__ == "__main__":
    sys.exit(main())
