"""Speed as ratios measured in one run, so that a busy machine does not change them much.

``python -m benchmarks.speed [--text-only] [FOLDER …]``. Compared are the same pages: pypdfium2's bare text extraction against extraction,
reading and the whole of ``registre parse``, over few pages, where starting weighs, and over many; and the same pictures: Tesseract alone
against the reading of scans around it, which takes two minutes and is left out with ``--text-only``.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pypdfium2

from benchmarks.run import REGISTRE, SAMPLES
from pipelines.ocr import LANGUAGE, find_language_data
from transforms.extraction import Tesseract, extract, pdfium, scan_picture
from transforms.extraction.tesseract import RESOLUTION
from transforms.model import Landing, Page
from transforms.reading import read

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PICTURES = 30  # a minute of Tesseract's time
FEW_PAGES = 200  # starting weighs as much as reading them
MANY_PAGES = 1500  # a small town's years; starting weighs little
SUBREAPER = 36  # of Linux' prctl: whoever outlives its parent becomes a child of ours


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


@dataclass(frozen=True, slots=True)
class Text:
    """A document with a text layer: where it is, its bytes and what extraction makes of it."""

    path: Path
    data: bytes
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command takes, in seconds: by the clock, and of all processors in all its processes."""

    elapsed: float
    processor: float


def cost(command: Sequence[str | Path]) -> Cost:
    """The cost of a command with all that it starts, also what outlives it for a moment, as the server of its processes does."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    before = _spent_by_children()
    elapsed = seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True))
    with suppress(ChildProcessError):
        while True:
            os.wait()
    return Cost(elapsed, _spent_by_children() - before)


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def texts_of(folders: Iterable[Path]) -> list[Text]:
    """The documents of ``folders`` that have a text layer."""
    found = []
    for path in (path for folder in folders for path in sorted(folder.rglob("*.pdf"))):
        data = path.read_bytes()
        made = extract(data)
        if made.landing is Landing.READ:
            found.append(Text(path, data, made.pages))
    return found


def page_count(texts: Iterable[Text]) -> int:
    return sum(len(text.pages) for text in texts)


def few_of(texts: Sequence[Text], most: int = FEW_PAGES) -> list[Text]:
    """Some of the documents, spread evenly, with about ``most`` pages; all of them where they have no more."""
    return list(texts[:: max(1, round(page_count(texts) / most))])


def ratios(texts: Sequence[Text], repeats: int) -> Iterator[Ratio]:
    """Extraction and reading on one core against bare pypdfium2, in this process; each time is the median of ``repeats``."""
    documents = [text.data for text in texts]

    def per_page(text: Text) -> float:
        return median(seconds(lambda: read(text.pages), time.process_time) for _ in range(repeats)) / len(text.pages) * 1000

    bare = median(seconds(lambda: bare_text(documents), time.process_time) for _ in range(repeats))
    extracting = median(seconds(lambda: [extract(data) for data in documents], time.process_time) for _ in range(repeats))
    reading = [per_page(text) for text in texts]
    all_reading = sum(each * len(text.pages) for each, text in zip(reading, texts, strict=True)) / 1000
    pages = page_count(texts)
    yield Ratio(f"bare pypdfium2 over {pages} pages of {len(texts)} documents", pages / bare, "pages/s")
    yield Ratio("extraction's pages/s, of bare pypdfium2's", bare / extracting, "×")
    yield Ratio("reading, median a page on one core", median(reading), "ms", most=10)
    yield Ratio("extraction and reading's pages/s on one core, of bare pypdfium2's", bare / (extracting + all_reading), "×", least=0.5)


def start_ratios(texts: Sequence[Text], repeats: int = 3) -> Iterator[Ratio]:
    """What is spent before anything is read: by the clock, the median of ``repeats``."""
    shortest = min(texts, key=lambda text: len(text.pages)).path
    for what, command, most in (
        ("`registre --help`", [REGISTRE, "--help"], 0.3),
        ("`registre parse` of the shortest document", [REGISTRE, "parse", shortest], 0.6),
    ):
        yield Ratio(what, median(cost(command).elapsed for _ in range(repeats)), "s", most=most)


def whole_ratios(texts: Sequence[Text], copies: int, repeats: int, least: float | None = None) -> Iterator[Ratio]:
    """The whole of ``registre parse``, starting included, against bare pypdfium2 over the same pages, in turn.

    Where there are too few documents for a long run, it reads ``copies`` of each.
    """
    documents = [text.data for text in texts]
    with TemporaryDirectory() as folder:
        links = [Path(folder) / f"{copy}-{index}.pdf" for copy in range(copies) for index in range(len(texts))]
        for index, link in enumerate(links):
            link.symlink_to(texts[index % len(texts)].path.resolve())
        bare, spent = [], []
        for _ in range(repeats):
            bare.append(seconds(lambda: [bare_text(documents) for _ in range(copies)]))
            spent.append(cost([REGISTRE, "parse", "--ocr", "never", *links]))
    pages = f"{page_count(texts) * copies} pages"
    elapsed, processor = median(each.elapsed for each in spent), median(each.processor for each in spent)
    what = f"the whole `registre parse` over {pages} on {os.cpu_count()} cores"
    yield Ratio(f"{what}, of bare pypdfium2's pages/s on one", median(bare) / elapsed, "×", least=least)
    yield Ratio(f"{what}, processor time of all its processes", processor / median(bare), "× bare pypdfium2's")


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


def all_ratios(folders: Sequence[Path], *, text_only: bool = False) -> Iterator[Ratio]:
    """The relations of text, and that of scans where there is language data."""
    texts = texts_of(folders)
    repeats = 3 if page_count(texts) <= MANY_PAGES / 2 else 1  # many pages even out what disturbs
    few = few_of(texts)
    yield from ratios(texts, repeats)
    yield from start_ratios(texts)
    yield from whole_ratios(few, 1, 3)
    yield from whole_ratios(texts, max(1, round(MANY_PAGES / page_count(texts))), repeats, least=0.4)
    if not text_only and (data := find_language_data()):
        yield ocr_ratio(pictures_of(folders), data)


def main() -> int:
    arguments = sys.argv[1:]
    folders = [Path(argument) for argument in arguments if argument != "--text-only"] or [SAMPLES]
    missed = False
    for ratio in all_ratios(folders, text_only="--text-only" in arguments):
        print(ratio.line(), flush=True)
        missed |= ratio.is_missed
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
