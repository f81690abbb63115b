"""Speed as ratios measured in one run, so that a busy machine does not change them much: ``python -m benchmarks.speed [FOLDER …]``.

Compared are the same pages: pypdfium2's bare text extraction against extraction, reading and the whole of ``registre parse``; and the
same pictures: Tesseract alone against the reading of scans around it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2

from benchmarks.run import REGISTRE, SAMPLES
from pipelines.ocr import LANGUAGE, find_language_data
from transforms.extraction import Tesseract, extract, pdfium, scan_picture
from transforms.extraction.tesseract import RESOLUTION
from transforms.model import Landing
from transforms.reading import read

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PICTURES = 30  # a minute of Tesseract's time


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


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    work()
    return clock() - started


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
    command = [REGISTRE, "parse", "--ocr", "never", *(path for path, _ in read_ones)]

    def parse() -> None:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    def per_page(pages: object, count: int) -> float:
        return seconds(lambda: read(pages)) / count * 1000  # type: ignore[arg-type]

    bare = median(seconds(lambda: bare_text(documents)) for _ in range(repeats))
    extracting = median(seconds(lambda: [extract(data) for data in documents]) for _ in range(repeats))
    whole = median(seconds(parse) for _ in range(repeats))
    reading = [median(per_page(pages, len(pages)) for _ in range(repeats)) for _, pages in read_ones]
    all_reading = sum(each * len(pages) for each, (_, pages) in zip(reading, read_ones, strict=True)) / 1000
    return [
        Ratio(f"bare pypdfium2 over {page_count} pages of {len(documents)} documents", page_count / bare, "pages/s"),
        Ratio("extraction's pages/s, of bare pypdfium2's", bare / extracting, "×"),
        Ratio("reading, median a page on one core", median(reading), "ms", most=10),
        Ratio("extraction and reading's pages/s on one core, of bare pypdfium2's", bare / (extracting + all_reading), "×", least=0.5),
        Ratio(f"the whole `registre parse` on {os.cpu_count()} cores, of bare pypdfium2 on one", bare / whole, "×", least=0.4),
    ]


def ocr_ratio(pictures: Sequence[Image], data: Path) -> Ratio:
    """Reading scans against Tesseract alone, picture by picture in turn, in seconds of the processor: other work does not lengthen them."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # before Tesseract is loaded
    import tesserocr

    reader = Tesseract(str(data), LANGUAGE)
    alone = tesserocr.PyTessBaseAPI(path=str(data), lang=LANGUAGE, psm=tesserocr.PSM.AUTO)

    def recognise(picture: Image) -> None:
        alone.SetImageBytes(picture.tobytes(), *picture.size, 1, picture.width)
        alone.SetSourceResolution(RESOLUTION)
        alone.GetUTF8Text()

    around = bare = 0.0
    for picture in pictures:
        bare += seconds(lambda picture=picture: recognise(picture), time.process_time)  # type: ignore[misc]
        around += seconds(lambda picture=picture: reader.read(picture, 1), time.process_time)  # type: ignore[misc]
    return Ratio(
        f"OCR of {len(pictures)} pages ({bare / len(pictures):.1f} s a page), of Tesseract's own time", around / bare, "×", most=1.15
    )


def pictures_of(folders: Sequence[Path]) -> list[Image]:
    """Pictures of the scanned pages of ``folders``, spread evenly; where there are none, of all their pages."""
    made = [(path, extract(path.read_bytes())) for folder in folders for path in sorted(folder.rglob("*.pdf"))]
    scans = [(path, of.page_count or 0) for path, of in made if of.landing is Landing.NEEDS_OCR]
    texts = [(path, of.page_count or 0) for path, of in made if of.landing is Landing.READ]
    sheets = [(path, index) for path, count in scans or texts for index in range(count)]
    return [_picture(*sheet) for sheet in sheets[:: len(sheets) // MOST_PICTURES + 1]]


def _picture(path: Path, index: int) -> Image:
    with pdfium.opened(path.read_bytes()) as document:
        return scan_picture(document[index])


def all_ratios(folders: Sequence[Path]) -> Iterator[Ratio]:
    """The relations of text, and that of scans where there is language data."""
    yield from ratios(folders)
    if data := find_language_data():
        yield ocr_ratio(pictures_of(folders), data)


def main() -> int:
    folders = [Path(argument) for argument in sys.argv[1:]] or [SAMPLES]
    measured = list(all_ratios(folders))
    for ratio in measured:
        print(ratio.line(), flush=True)
    return 1 if any(ratio.is_missed for ratio in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
