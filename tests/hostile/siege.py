"""A run of ``registre`` over hostile files, watched: the fate of each, what was written where, what was started, how much memory it took.

The run gets a folder of its own in which everything lies that it may see: home, papers, working folder, temporary files. Python's own audit
events tell what any of its processes opens for writing, starts or connects to; what the engines do beneath Python shows in the listing.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import REGISTRE
from tests.hostile.corpus import Hostile

WATCH = Path(__file__).parent / "watch"
PROJECT = WATCH.parent.parent.parent
PAPERS, HOME, TEMPORARY, CWD, USER, LOG = "papers", "home", "tmp", "cwd", "user", "events.jsonl"


@dataclass(frozen=True, slots=True)
class Siege:
    """What a watched run left behind."""

    folder: Path
    code: int
    output: str
    errors: str
    seconds: float
    peak: int  # bytes that the process of the command held at most
    status: Mapping[str, Any]  # as ``registre status --json`` gives it
    strangers: tuple[str, ...]  # paths outside the home that were not there before
    deeds: tuple[str, ...]  # what was started, connected to or written outside the home

    def kinds(self) -> dict[str, tuple[str, str]]:
        """The kind and the sentence of the line on each name that is not fully used."""
        return {note["name"]: (note["kind"], note["sentence"]) for note in self.status["notes"]}


def run(folder: Path, *, seconds: float, memory: str, jobs: int = 2, ocr: str = "never") -> Siege:
    """Runs over ``folder/papers`` with these limits for one document; ``folder`` may hold nothing else."""
    for name in (HOME, TEMPORARY, CWD, USER):
        (folder / name).mkdir()
    before = set(_listing(folder))
    environment = _environment(folder) | {"REGISTRE_DOCUMENT_SECONDS": str(seconds), "REGISTRE_DOCUMENT_MEMORY": memory}
    command = [
        REGISTRE,
        "run",
        "--home",
        folder / HOME,
        "--source",
        folder / PAPERS,
    ]
    started = time.perf_counter()
    with (folder / "out").open("w+") as out, (folder / "err").open("w+") as err:
        process = subprocess.Popen(
            [*map(str, command), "--jobs", str(jobs), "--ocr", ocr],
            stdout=out,
            stderr=err,
            stdin=subprocess.DEVNULL,
            cwd=folder / CWD,
            env=environment,
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, _peak_of(process.pid))
            time.sleep(0.05)
        took = time.perf_counter() - started
        out.seek(0)
        err.seek(0)
        output, errors = out.read(), err.read()
    told = subprocess.run(
        [REGISTRE, "status", "--json", "--home", str(folder / HOME)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    after = set(_listing(folder)) - {"out", "err", LOG}
    strangers = sorted(path for path in after - before if not path.startswith(HOME + os.sep))
    status = json.loads(told.stdout) if told.returncode == 0 else {"notes": [], "error": told.stderr}
    return Siege(folder, process.returncode, output, errors, took, peak, status, tuple(strangers), tuple(_deeds(folder / LOG)))


def watched(folder: Path, code: str) -> list[str]:
    """What the watch tells of a piece of Python."""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=folder, env=_environment(folder))
    return list(_deeds(folder / LOG))


def _environment(folder: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("REGISTRE_")},
        "PYTHONPATH": os.pathsep.join([str(WATCH), str(PROJECT)]),
        "WATCH_LOG": str(folder / LOG),
        "WATCH_FOLDER": str(folder / HOME),
        "TMPDIR": str(folder / TEMPORARY),
        "HOME": str(folder / USER),
    }


def fates(siege: Siege, written: Mapping[bytes, Hostile]) -> Iterator[tuple[Hostile, str, str]]:
    """Each file with the kind of its line and its sentence; ``used`` and nothing where it has none, ``lost`` where no record is of it."""
    kinds = siege.kinds()
    recorded = {json.loads(line)["name"] for line in (siege.folder / HOME / "documents" / "provenance.jsonl").read_bytes().splitlines()}
    for path, file in written.items():
        name = path.decode("utf-8", "backslashreplace")
        name = name if name in recorded or name in kinds else path.decode("utf-8", "replace")
        name = name if name in recorded or name in kinds else os.fsdecode(path)
        if name in kinds:
            yield file, *kinds[name]
        else:
            yield file, "used" if name in recorded else "lost", ""


def _listing(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield str(Path(root, name).relative_to(folder))


def _peak_of(process: int) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def _deeds(log: Path) -> Iterator[str]:
    if log.exists():
        yield from sorted({line for line in log.read_text(errors="replace").splitlines() if line})
