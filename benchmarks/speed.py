"""Speed as ratios measured in one run, so that a busy machine does not change them much.

``python -m benchmarks.speed [--text-only] [FOLDER …]``. Compared are the same pages: pypdfium2's bare text extraction, pdfplumber in the
place of it, and poppler's ``pdftotext`` against extraction, reading and frames; one process that reads against two; the whole of
``registre parse`` over few pages, where starting weighs, and over many; and the same pictures: Tesseract alone against the reading of
scans around it, which takes two minutes and is left out with ``--text-only``. Over the samples all of it is written into docs/speed.md.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import os
import resource
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psutil
import pypdfium2

from benchmarks.docs import measured, put_section, signature, table
from benchmarks.run import REGISTRE, SAMPLES
from pipelines.cache import Cache
from pipelines.landing import printed_frames
from pipelines.ocr import LANGUAGE, find_language_data
from pipelines.parse import printed_objects
from pipelines.store import id_of
from pipelines.workers import processors, read_documents
from transforms.extraction import Tesseract, extract, pdfium, scan_picture
from transforms.extraction.tesseract import RESOLUTION
from transforms.model import Engine, Extraction, LandedDocument, Landing, Page, PrintedDocument
from transforms.reading import READER_VERSION, read
from transforms.reading.names import is_upper
from transforms.subjects.titles import matches

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PICTURES = 30  # a minute of Tesseract's time
FEW_PAGES = 200  # starting weighs as much as reading them
MANY_PAGES = 1500  # a small town's years; starting weighs little
PLUMBER_PAGES = 100  # ten seconds of pdfplumber's time
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

    @property
    def bound(self) -> str:
        bound = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}" if self.most is not None else ""
        return bound + ": missed" * self.is_missed

    def line(self) -> str:
        """One line for people.

        >>> Ratio("reading, median a page", 12.34, "ms", most=10).line()
        'reading, median a page: 12.34 ms (at most 10: missed)'
        """
        return f"{self.what}: {self.value:.2f} {self.unit}" + (f" ({self.bound})" if self.bound else "")

    def row(self) -> tuple[str, str, str]:
        """The same as a row of a table."""
        return self.what, f"{self.value:.2f} {self.unit}", self.bound or "–"


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
    others = set(psutil.Process().children())
    before = _spent_by_children()
    elapsed = seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True))
    while adopted := set(psutil.Process().children()) - others:
        for process in adopted:
            process.wait()
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


def landed(text: Text, pages: tuple[Page, ...], sittings: tuple[PrintedDocument, ...]) -> LandedDocument:
    """A document as a run lands it."""
    sha256 = hashlib.sha256(text.data).hexdigest()
    extraction = Extraction(Landing.READ, pages, len(pages))
    return LandedDocument(id_of(sha256), sha256, (("bench", text.path.name),), len(text.data), extraction, sittings, READER_VERSION)


def forget() -> None:
    """Empties what is remembered of words and titles: what is measured again shall not be faster for it."""
    is_upper.cache_clear()
    matches.cache_clear()


def to_frames(texts: Iterable[Text], pages_of: Callable[[bytes], tuple[Page, ...]]) -> None:
    """Documents to the frames of the ``printed`` tables, the pages made by ``pages_of``."""
    forget()
    pages = [(text, pages_of(text.data)) for text in texts]
    printed_frames([landed(text, of_text, read(of_text)) for text, of_text in pages])


def ladder_pages(data: bytes) -> tuple[Page, ...]:
    return extract(data).pages


def plumber_pages(data: bytes) -> tuple[Page, ...]:
    """Pages as pdfplumber's own text extraction gives them."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return tuple(Page.from_text(page.page_number, page.extract_text(), Engine.PDFPLUMBER) for page in document.pages)


def ratios(texts: Sequence[Text], repeats: int) -> Iterator[Ratio]:
    """Extraction, reading and frames on one core against bare pypdfium2, in this process; each time is the median of ``repeats``."""
    documents = [text.data for text in texts]

    def spent(work: Callable[[], object]) -> float:
        return median(seconds(work, time.process_time) for _ in range(repeats))

    def frame() -> None:
        forget()
        printed_frames(read_documents)

    def read_each() -> list[float]:
        forget()
        return [seconds(lambda text=text: read(text.pages), time.process_time) for text in texts]  # type: ignore[misc]

    bare = spent(lambda: bare_text(documents))
    extracting = spent(lambda: [extract(data) for data in documents])
    reading = [median(times) for times in zip(*(read_each() for _ in range(repeats)), strict=True)]
    read_documents = [landed(text, text.pages, read(text.pages)) for text in texts]
    framing = spent(frame)
    pages = page_count(texts)
    per_page = median(one / len(text.pages) for one, text in zip(reading, texts, strict=True))
    yield Ratio(f"bare pypdfium2 over {pages} pages of {len(texts)} documents", pages / bare, "pages/s")
    yield Ratio("extraction's pages/s, of bare pypdfium2's", bare / extracting, "×")
    yield Ratio("reading, median a page on one core", per_page * 1000, "ms", most=10)
    yield Ratio("extraction and reading's pages/s on one core, of bare pypdfium2's", bare / (extracting + sum(reading)), "×", least=0.5)
    whole = extracting + sum(reading) + framing
    yield Ratio("extraction, reading and frames' pages/s on one core, of bare pypdfium2's", bare / whole, "×", least=0.5)


def plumber_ratio(texts: Sequence[Text], repeats: int = 3) -> Ratio:
    """Extraction, reading and frames against the same with pdfplumber's text, in seconds of the processor."""
    to_frames(texts[:1], plumber_pages)  # everything is loaded
    theirs = seconds(lambda: to_frames(texts, plumber_pages), time.process_time)
    ours = median(seconds(lambda: to_frames(texts, ladder_pages), time.process_time) for _ in range(repeats))
    what = f"extraction, reading and frames' pages/s over {page_count(texts)} pages, of a pdfplumber pipeline's"
    return Ratio(what, theirs / ours, "×", least=25)


def pdftotext_ratio(texts: Sequence[Text], repeats: int = 3) -> Ratio:
    """The same against ``pdftotext``, which only gives text and is started for each document, in seconds of the processor."""

    def run_each() -> None:
        for text in texts:
            subprocess.run(["pdftotext", text.path, "-"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    theirs = median(seconds(run_each, _spent_by_children) for _ in range(repeats))
    ours = median(seconds(lambda: to_frames(texts, ladder_pages), time.process_time) for _ in range(repeats))
    return Ratio(f"extraction, reading and frames' pages/s over {page_count(texts)} pages, of pdftotext's", theirs / ours, "×")


def pool_ratios(texts: Sequence[Text], copies: int, repeats: int = 3) -> Iterator[Ratio]:
    """Two processes that read against one, by the clock, in turn; the processes are forked from a server that stands already."""

    def parse(paths: Sequence[Path], jobs: int) -> None:
        deque(printed_objects(paths, jobs), maxlen=0)

    def keep(paths: Sequence[Path], jobs: int) -> None:
        with TemporaryDirectory() as cache:
            deque(read_documents(paths, jobs, Cache(Path(cache)), is_in_order=False), maxlen=0)

    def ratio(work: Callable[[Sequence[Path], int], None], files: Sequence[Path]) -> float:
        work(files[:4], 2)
        times = [(seconds(lambda: work(files, 1)), seconds(lambda: work(files, 2))) for _ in range(repeats)]
        return median(one for one, _ in times) / median(two for _, two in times)

    with copied(texts, copies) as files:
        pages = f"{page_count(texts) * copies} pages"
        yield Ratio(f"two processes that parse {pages}, of one's pages/s", ratio(parse, files), "×", least=1.8)
        yield Ratio(f"two processes that read and keep {pages}, of one's pages/s", ratio(keep, files), "×")


def start_ratios(texts: Sequence[Text], repeats: int = 3) -> Iterator[Ratio]:
    """What is spent before anything is read: by the clock, the median of ``repeats``."""
    shortest = min(texts, key=lambda text: len(text.pages)).path
    for what, command, most in (
        ("`registre --help`", [REGISTRE, "--help"], 0.3),
        ("`registre parse` of the shortest document", [REGISTRE, "parse", shortest], 0.6),
    ):
        yield Ratio(what, median(cost(command).elapsed for _ in range(repeats)), "s", most=most)


@contextmanager
def copied(texts: Sequence[Text], copies: int) -> Iterator[list[Path]]:
    """A folder with ``copies`` of each document, no two of the same bytes, for a long run where there are too few."""
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{copy}-{index}.pdf" for copy in range(copies) for index in range(len(texts))]
        for number, file in enumerate(files):
            file.write_bytes(texts[number % len(texts)].data + b"\n%% copy %d\n" % number)
        yield files


def whole_ratios(texts: Sequence[Text], copies: int, repeats: int, least: float | None = None) -> Iterator[Ratio]:
    """The whole of ``registre parse``, starting included, against bare pypdfium2 over the same pages, in turn."""
    documents = [text.data for text in texts]
    with copied(texts, copies) as files:
        bare, spent = [], []
        for _ in range(repeats):
            bare.append(seconds(lambda: [bare_text(documents) for _ in range(copies)]))
            spent.append(cost([REGISTRE, "parse", "--ocr", "never", *files]))
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
    few, copies = few_of(texts), max(1, round(MANY_PAGES / page_count(texts)))
    yield from ratios(texts, repeats)
    yield plumber_ratio(few_of(texts, PLUMBER_PAGES))
    if shutil.which("pdftotext"):
        yield pdftotext_ratio(few)
    else:
        print("There is no pdftotext here to compare with (Debian: apt install poppler-utils).", flush=True)
    yield from start_ratios(texts)
    yield from whole_ratios(few, 1, 3)
    yield from whole_ratios(texts, copies, repeats, least=0.4)
    if processors() > 1:
        yield from pool_ratios(texts, copies)
    else:
        print("This machine has one processor: nothing can be said of two processes.", flush=True)
    if not text_only and (data := find_language_data()):
        yield ocr_ratio(pictures_of(folders), data)


def main() -> int:
    arguments = sys.argv[1:]
    folders = [Path(argument) for argument in arguments if argument != "--text-only"] or [SAMPLES]
    found = []
    for ratio in all_ratios(folders, text_only="--text-only" in arguments):
        print(ratio.line(), flush=True)
        found.append(ratio)
    if not arguments:
        head = ("over the samples", "measured", "limit")
        put_section("speed", [signature("speed", measured()), "", *table(head, [ratio.row() for ratio in found])])
    return 1 if any(ratio.is_missed for ratio in found) else 0


if __name__ == "__main__":
    sys.exit(main())
