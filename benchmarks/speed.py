"""Speed as ratios measured in one run, so that a busy machine does not change them much: ``python -m benchmarks.speed [FOLDER …]``.

Compared are the same pages: pypdfium2's bare text extraction against extraction, reading and the whole of ``registre parse``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pypdfium2

from benchmarks.run import REGISTRE, SAMPLES
from transforms.extraction import extract
from transforms.model import Landing
from transforms.reading import read


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measured relation and, where there is one, the least or most that it may be."""

    what: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def is_missed(self) -> bool:
        return (self.least is not None and self.value < self.least) or (self.most is not None and self.value > self.most)

    def line(self) -> str:
        """One line for people.

        >>> Ratio("reading, median a page", 12.34, "ms", most=10).line()
        'reading, median a page: 12.34 ms (at most 10: missed)'
        """
        bound = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}" if self.most is not None else ""
        return f"{self.what}: {self.value:.2f} {self.unit}" + (f" ({bound}{': missed' if self.is_missed else ''})" if bound else "")


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def bare_text(documents: Sequence[bytes]) -> int:
    """The characters that pypdfium2 alone finds."""
    characters = 0
    for data in documents:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                characters += len(page.get_textpage().get_text_bounded())
    return characters


def ratios(folders: Sequence[Path], repeats: int = 3) -> list[Ratio]:
    """The relations over the documents of ``folders`` that have a text layer; each time is the median of ``repeats``."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.pdf"))]
    read_ones = [(path, pages) for path in paths if (made := extract(path.read_bytes())).landing is Landing.READ and (pages := made.pages)]
    documents = [path.read_bytes() for path, _ in read_ones]
    page_count = sum(len(pages) for _, pages in read_ones)
    command = [REGISTRE, "parse", *(path for path, _ in read_ones)]

    def parse() -> None:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    def per_page(pages: object, count: int) -> float:
        return seconds(lambda: read(pages)) / count * 1000  # type: ignore[arg-type]

    bare = median(seconds(lambda: bare_text(documents)) for _ in range(repeats))
    extracting = median(seconds(lambda: [extract(data) for data in documents]) for _ in range(repeats))
    whole = median(seconds(parse) for _ in range(repeats))
    reading = [median(per_page(pages, len(pages)) for _ in range(repeats)) for _, pages in read_ones]
    return [
        Ratio(f"bare pypdfium2 over {page_count} pages of {len(documents)} documents", page_count / bare, "pages/s"),
        Ratio("extraction's pages/s, of bare pypdfium2's", bare / extracting, "×"),
        Ratio("reading, median a page on one core", median(reading), "ms", most=10),
        Ratio(f"the whole `registre parse` on {os.cpu_count()} cores, of bare pypdfium2 on one", bare / whole, "×", least=0.4),
    ]


def main() -> int:
    folders = [Path(argument) for argument in sys.argv[1:]] or [SAMPLES]
    measured = ratios(folders)
    for ratio in measured:
        print(ratio.line(), flush=True)
    return 1 if any(ratio.is_missed for ratio in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
