"""One new document in a warehouse of thousands, from the inbox to the published snapshot: ``python -m benchmarks.daily [DOCUMENTS]``.

The documents are sample towns' papers. The first run takes all of them in; then one more comes into the inbox. Printed are the time of the
whole first run, that of a run with nothing new, and that of the one document: the whole command, and what of it is reading and landing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from statistics import median

from pipelines.home import Home
from transforms.samples import Town, extract_sheet, sheets, town

DOCUMENTS = 5_000
MOST_SECONDS, MOST_READING, MOST_NOTHING = 15.0, 3.0, 3.0  # for one new document, of which reading and landing; with nothing new
REPEATS = 3
STEPS = ("documents__read", "printed")  # that read and land


def papers() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the papers of one invented town after another."""
    for number in count(1):
        for sheet in sheets(_town(number)):
            yield f"{sheet.stem}.pdf", sheet.pdf()


def _town(number: int, sessions: int = 12) -> Town:
    return town(number, name=f"Val-Essai-{number}", sessions=sessions)


def run(home: Home, *arguments: str) -> float:
    """The wall time of a run as a person starts it. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-c", "from pipelines.command import main; main()", "run", "--home", str(home.root), "--source"]
    started = time.perf_counter()
    subprocess.run([*command, str(home.inbox), "--ocr", "never", "--quiet", *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def reading_seconds(home: Home) -> float:
    """What of the last run was reading and landing, as Dagster recorded it."""
    script = (
        "import dagster as dg, json; instance = dg.DagsterInstance.get(); run = instance.get_runs(limit=1)[0];"
        "print(json.dumps({s.step_key: s.end_time - s.start_time for s in instance.get_run_step_stats(run.run_id)}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], env={"DAGSTER_HOME": str(home.dagster), "PATH": ""}, capture_output=True, text=True, check=True
    )
    steps: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return sum(steps[step] for step in STEPS)


def main() -> int:
    documents = int(sys.argv[1]) if sys.argv[1:] else DOCUMENTS
    with tempfile.TemporaryDirectory(prefix="registre-daily-") as folder:
        home = Home(Path(folder) / "home").prepare()
        for name, data in islice(papers(), documents):
            (home.inbox / name).write_bytes(data)
        first = run(home)
        print(f"{documents:,} documents at once: {first:.1f} s, {documents / first:.0f} documents/s", flush=True)
        nothing = median(run(home) for _ in range(REPEATS))
        print(f"nothing new: {nothing:.1f} s (at most {MOST_NOTHING:.0f} s)", flush=True)
        times = []
        made = _town(3, sessions=12 + REPEATS)
        for session in made.sessions[12:]:
            sheet = extract_sheet(made, session, session.items[0])
            (home.inbox / f"{sheet.stem}.pdf").write_bytes(sheet.pdf())
            times.append((run(home), reading_seconds(home)))
        whole, reading = median(one for one, _ in times), median(other for _, other in times)
        print(f"one new document: {whole:.1f} s (at most {MOST_SECONDS:.0f} s)")
        print(f"of which reading and landing: {reading:.1f} s (at most {MOST_READING:.0f} s)")
    return int(whole > MOST_SECONDS or reading > MOST_READING or nothing > MOST_NOTHING)


if __name__ == "__main__":
    sys.exit(main())
