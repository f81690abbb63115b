"""Measures the main job and writes the figures into README.md: ``make bench``.

Every figure is the wall time of a command as a person would start it, so it holds the start of Python and the imports.
``--fresh-clone`` also measures ``make run`` in a fresh clone with empty package caches: it downloads every requirement, so it is
started by hand. Figures that are not measured anew are kept in ``benchmarks/figures.json``, each with its date, machine and commit.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.docs import PROJECT, between_markers, measured

README = PROJECT / "README.md"
FIGURES = PROJECT / "benchmarks" / "figures.json"
SAMPLES = PROJECT / "data" / "samples"
REGISTRE = Path(sys.executable).with_name("registre")
REPEATS = 3  # of a command that leaves everything as it was; the median counts


@dataclass(frozen=True, slots=True)
class Figure:
    """How long ``what`` took. ``limit`` is the time that it may take, where there is one; both in seconds."""

    what: str
    documents: int
    seconds: float
    limit: float | None
    measured: str  # when, on what and at which commit

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.seconds > self.limit


def as_table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table, the slowest first.

    >>> print(as_table([Figure("read", 60, 31.04, 40, "2026-11-23")]))
    | what | documents | wall time | limit | measured |
    |---|--:|--:|--:|---|
    | read | 60 | 31.0 s | 40 s | 2026-11-23 |
    """
    rows = ["| what | documents | wall time | limit | measured |", "|---|--:|--:|--:|---|"]
    for figure in sorted(figures, key=lambda figure: (-figure.seconds, figure.what)):
        limit = "–" if figure.limit is None else f"{figure.limit:.0f} s" + (" (over)" if figure.is_over else "")
        rows.append(f"| {figure.what} | {figure.documents} | {figure.seconds:.1f} s | {limit} | {figure.measured} |")
    return "\n".join(rows)


def seconds_of(*command: str | Path, cwd: Path = PROJECT, environment: Mapping[str, str] | None = None) -> float:
    """The wall time of a command.

    :raises subprocess.CalledProcessError: where it fails; what it said is on the error
    """
    started = time.perf_counter()
    subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    return time.perf_counter() - started


def measure(pdf_folders: Iterable[Path], fresh_clone: bool) -> Iterator[Figure]:
    """The figures, each as soon as it is measured."""
    when = measured()
    sample_count = len(pdfs_in(SAMPLES))
    with tempfile.TemporaryDirectory(prefix="registre-bench-") as scratch:
        home = Path(scratch, "home")
        run = (REGISTRE, "run", "--home", home, "--source", SAMPLES)
        yield Figure("`registre run` over the sample, empty home", sample_count, seconds_of(*run), 40, when)
        again = median(seconds_of(*run) for _ in range(REPEATS))
        yield Figure("`registre run` again, nothing new", sample_count, again, 12, when)
        for folder in (SAMPLES, *pdf_folders):
            files = pdfs_in(folder)
            parse = median(seconds_of(REGISTRE, "parse", *files) for _ in range(REPEATS))
            yield Figure(f"`registre parse` over `{folder.name}/`", len(files), parse, None, when)
        if fresh_clone:
            clone = Path(scratch, "clone")
            subprocess.run(["git", "clone", "--quiet", PROJECT, clone], check=True)
            no_caches = {"UV_CACHE_DIR": str(Path(scratch, "uv-cache")), "PIP_NO_CACHE_DIR": "1"}
            yield Figure(
                "`make run` in a fresh clone", sample_count, seconds_of("make", "run", cwd=clone, environment=no_caches), 240, when
            )


def pdfs_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.pdf"))


def remember(figures: Iterable[Figure], path: Path) -> list[Figure]:
    """The figures of the file ``path`` with ``figures`` in place of those of the same name; the file then holds them all."""
    earlier = [Figure(**row) for row in json.loads(path.read_text())] if path.exists() else []
    known = {figure.what: figure for figure in (*earlier, *figures)}
    path.write_text(json.dumps([asdict(known[what]) for what in sorted(known)], indent=2, ensure_ascii=False) + "\n")
    return list(known.values())


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the main job and write the figures into README.md.")
    parser.add_argument("--fresh-clone", action="store_true", help="also measure `make run` in a fresh clone, downloads included")
    parser.add_argument("--pdfs", metavar="DIR", type=Path, action="append", default=[], help="also measure `registre parse` over DIR")
    arguments = parser.parse_args()
    try:
        between_markers(README.read_text(), "")  # before minutes of measuring
        figures = []
        for figure in measure(arguments.pdfs, arguments.fresh_clone):
            print(f"{figure.what}: {figure.seconds:.1f} s", flush=True)
            figures.append(figure)
        README.write_text(between_markers(README.read_text(), as_table(remember(figures, FIGURES))))
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(map(str, error.cmd[:4]))} … failed ({error.returncode}):\n{(error.output or '')[-2000:]}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    slow = [figure for figure in figures if figure.is_over]
    for figure in slow:
        print(f"{figure.what}: {figure.seconds:.1f} s is over the limit of {figure.limit:.0f} s", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
