"""Documents read by several processes at once, in the order in which they were asked for; scans page by page, after all others.

pdfium serves one thread at a time, so documents are spread over processes. Whatever a document does, it costs only itself: a file
that is gone, a reader that fails and a process that dies are each a reading with its reason.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache as once
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pipelines.cache import Cache
from pipelines.ocr import LANGUAGE, OcrEngine
from pipelines.progress import tell
from transforms.model import Extraction, Landing, Page, PrintedDocument

if TYPE_CHECKING:
    from transforms.extraction import PageReader, Tesseract

START_METHOD = "forkserver"  # 0.2 s for the first processes, 0.02 s for the next; a plain fork of a process with threads may hang
PRELOADED = ["pipelines.workers", "transforms.extraction", "transforms.reading", "transforms.reading.truth", "transforms.codec"]
LONGEST = 600  # seconds for one document or one scanned page; the slowest of 285 real documents takes half a second, of pages two
AHEAD = 4  # documents in hand for each process, so that none waits while a long one holds up the order

Result = TypeVar("Result")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A file and all that was read from it. ``sha256`` and ``byte_size`` are ``None`` where its bytes could not be had."""

    path: Path
    extraction: Extraction
    documents: tuple[PrintedDocument, ...] = ()  # its sittings; empty where it was not read
    sha256: str | None = None
    byte_size: int | None = None
    is_kept: bool = False  # from the cache, nothing was read anew
    is_recognised: bool = False  # its scanned pages have had their turn with OCR
    summary: list[Any] | None = None  # made by the process that read it, in place of pages and documents
    failure: str | None = None  # the traceback of a reader that failed
    seconds: float | None = field(default=None, compare=False)  # that it took to read, without pages that were recognised before

    @property
    def document_id(self) -> str | None:
        return self.sha256 and f"doc-{self.sha256[:16]}"


Summarise = Callable[[DocumentReading], list[Any]]


def read_documents(
    paths: Iterable[Path],
    jobs: int = 1,
    cache: Cache | None = None,
    ocr: OcrEngine | None = None,
    summarise: Summarise | None = None,
) -> Iterator[DocumentReading]:
    """A reading of each file, in the order of ``paths``, each as soon as those before it are there.

    ``jobs`` processes share the work; with one job it is done in this process. What ``cache`` holds is not read again. With ``ocr``
    documents with pages that have no usable text come after all others, in order again, those pages read from their pictures.
    With ``summarise`` other processes hand over no pages and documents but what it makes of them, which is less.
    """
    scans = []
    for reading in _read_texts(paths, min(jobs, len(paths)) if isinstance(paths, Sized) else jobs, cache, ocr, summarise):
        if ocr and reading.extraction.pages_without_text and not reading.is_recognised:
            scans.append(reading)
        else:
            yield _reported(reading)
    if ocr:
        yield from map(_reported, _read_scans(scans, jobs, cache, ocr, summarise))


def _read_texts(
    paths: Iterable[Path], jobs: int, cache: Cache | None, ocr: OcrEngine | None, summarise: Summarise | None
) -> Iterator[DocumentReading]:
    """Readings of text layers, and of scans that the cache holds."""
    if jobs <= 1:
        for path in paths:
            yield _kept(path, cache, ocr) or _read(path, cache)
        return
    window: deque[DocumentReading | _Errand[_Packed]] = deque()
    with _Pool(jobs) as pool:
        for path in paths:
            window.append(_kept(path, cache, ocr) or pool.submit(_run_document, path, cache, None, summarise))
            if len(window) >= AHEAD * jobs:
                yield _settled(window.popleft(), pool)
        while window:
            yield _settled(window.popleft(), pool)


def _read_scans(
    scans: Sequence[DocumentReading], jobs: int, cache: Cache | None, ocr: OcrEngine, summarise: Summarise | None
) -> Iterator[DocumentReading]:
    """The documents with their pages without text read from pictures, always in processes of their own: engines crash over pictures."""
    numbers = [scan.extraction.pages_without_text for scan in scans]
    wanted = ((scan, number) for scan, of_scan in zip(scans, numbers, strict=True) for number in of_scan)
    done, of = 0, sum(map(len, numbers))
    window: deque[_Errand[str | None]] = deque()
    finished: deque[_Errand[_Packed]] = deque()
    with _Pool(jobs) as pool:
        for scan, of_scan in zip(scans, numbers, strict=True):
            pages: dict[int, str | None] = {}
            for number in of_scan:
                tell("reading scanned pages", done, of)
                for ahead, page in islice(wanted, AHEAD * jobs - len(window)):
                    window.append(pool.submit(_run_page, ahead.path, ahead.sha256, page, cache, ocr))
                pages[number] = pool.settle(window.popleft(), lambda: None)
                done += 1
            finished.append(pool.submit(_run_document, scan.path, cache, _Scans(ocr, pages), summarise))
            while finished and (finished[0].future.done() or len(finished) > AHEAD):
                yield _settled(finished.popleft(), pool)
        tell("reading scanned pages", done, of)
        while finished:
            yield _settled(finished.popleft(), pool)


def _settled(item: DocumentReading | _Errand[_Packed], pool: _Pool) -> DocumentReading:
    if isinstance(item, DocumentReading):
        return item
    path: Path = item.arguments[0]
    packed = pool.settle(item, lambda: _Packed.of(_crashed(path)))
    return packed.unpack()


def _reported(reading: DocumentReading) -> DocumentReading:
    if reading.failure:
        log.error("%s: the reader failed\n%s", reading.path, reading.failure)
    return reading


def _kept(path: Path, cache: Cache | None, ocr: OcrEngine | None) -> DocumentReading | None:
    """The reading of a file as the cache holds it, whole; ``None`` where anything of it has to be made."""
    if cache is None:
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    extraction = _kept_extraction(cache, sha256)
    recognised = _kept_extraction(cache, sha256, ocr) if ocr and extraction and extraction.pages_without_text else None
    extraction = recognised or extraction
    if extraction is None:
        return None
    documents = _kept_documents(cache, sha256, ocr if recognised else None) if extraction.landing is Landing.READ else ()
    if documents is None:
        return None
    return DocumentReading(path, extraction, documents, sha256, len(data), is_kept=True, is_recognised=recognised is not None)


def _read(path: Path, cache: Cache | None, scans: _Scans | None = None) -> DocumentReading:
    """The reading of a file, which the cache then holds."""
    started = perf_counter()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _unread(path, "The file disappeared before it could be read.")
    except OSError as error:
        return _unread(path, f"The file cannot be read: {error.strerror}.")
    from transforms.extraction import extract
    from transforms.reading import read

    sha256 = hashlib.sha256(data).hexdigest()
    ocr = scans.ocr if scans else None
    extraction = _kept_extraction(cache, sha256, ocr) if cache else None
    if extraction is None:
        extraction = extract(data, ocr=scans.reader() if scans else None)
        if scans is None or scans.is_complete:
            _keep(cache, _pages_shelf(ocr), sha256, extraction)
    reading = DocumentReading(path, extraction, (), sha256, len(data), is_recognised=scans is not None)
    if extraction.landing is not Landing.READ:
        return reading
    try:
        documents = read(extraction.pages)
    except Exception as error:  # noqa: BLE001  a fault of the reader costs the one document that shows it, and is not kept
        reason = f"The reader failed on this document ({type(error).__name__}: {error})."
        failed = replace(extraction, landing=Landing.UNREADABLE, reason=reason)
        return replace(reading, extraction=failed, failure=traceback.format_exc())
    if scans is None or scans.is_complete:
        _keep(cache, _printed_shelf(ocr), sha256, documents)
    return replace(reading, documents=documents, seconds=round(perf_counter() - started, 3))


def _unread(path: Path, reason: str) -> DocumentReading:
    return DocumentReading(path, Extraction(Landing.UNREADABLE, reason=reason))


# --- scanned pages


@dataclass(frozen=True, slots=True)
class _Scans:
    """What OCR made of a document's pages without text: their JSON by number, ``None`` where the engine failed."""

    ocr: OcrEngine
    pages: Mapping[int, str | None]

    @property
    def is_complete(self) -> bool:
        return None not in self.pages.values()

    def reader(self) -> PageReader:
        from transforms.codec import decode

        def page_of(draw: Callable[[], object], number: int) -> Page | None:
            text = self.pages.get(number)
            return decode(Extraction, text).pages[0] if text else None

        return page_of


def _recognise(path: Path, sha256: str, number: int, cache: Cache | None, ocr: OcrEngine) -> str:
    """A page as read from its picture, as JSON, which the cache then holds. Raises whatever pdfium and Tesseract raise."""
    key = f"{sha256}-{number:04d}"
    shelf = _ocr_shelf(ocr)
    text = cache.load(shelf, key) if cache else None
    if text is None:
        from transforms.codec import encode
        from transforms.extraction import pdfium, scan_picture

        with pdfium.opened(path.read_bytes()) as document:
            picture = scan_picture(document[number - 1])
        text = encode(Extraction(Landing.READ, (_tesseract(ocr.data).read(picture, number),)))
        _keep_text(cache, shelf, key, text)
    return text


@once
def _tesseract(data: str) -> Tesseract:
    from transforms.extraction import Tesseract

    return Tesseract(data, LANGUAGE)


# --- what is kept


def _pages_shelf(ocr: OcrEngine | None = None) -> str:
    from transforms.extraction import EXTRACTION_VERSION

    return f"pages {EXTRACTION_VERSION}" + (f" and {_ocr_shelf(ocr)}" if ocr else "")


def _ocr_shelf(ocr: OcrEngine) -> str:
    from transforms.extraction.tesseract import OCR_VERSION

    return f"ocr {OCR_VERSION} {ocr.version}"


def _printed_shelf(ocr: OcrEngine | None = None) -> str:
    from transforms.reading import READER_VERSION

    return f"printed {READER_VERSION} {_code_of_reader()} from {_pages_shelf(ocr)}"


@once
def _code_of_reader() -> str:
    """A short hash of the reader's code: reading is cheap, so a version number that nobody raised shall not serve an old reading."""
    import transforms

    room = Path(str(transforms.__file__)).parent
    files = [room / "model.py", room / "text.py", *sorted((room / "reading").rglob("*.py"))]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:8]


def _keep(cache: Cache | None, shelf: str, sha256: str, record: Extraction | tuple[PrintedDocument, ...]) -> None:
    from transforms.codec import encode

    if cache:
        _keep_text(cache, shelf, sha256, encode(record))


def _keep_text(cache: Cache | None, shelf: str, key: str, text: str) -> None:
    if cache:
        try:
            cache.keep(shelf, key, text)
        except OSError as error:  # the reading itself is good: it will only be made again
            log.warning("The cache %s cannot be written: %s.", cache.folder, error.strerror)


def _kept_extraction(cache: Cache, sha256: str, ocr: OcrEngine | None = None) -> Extraction | None:
    from transforms.codec import decode

    text = cache.load(_pages_shelf(ocr), sha256)
    try:
        return decode(Extraction, text) if text is not None else None
    except ValueError:  # kept by a version of the code with the same number and other records
        return None


def _kept_documents(cache: Cache, sha256: str, ocr: OcrEngine | None) -> tuple[PrintedDocument, ...] | None:
    from transforms.codec import decode

    text = cache.load(_printed_shelf(ocr), sha256)
    try:
        return decode(tuple[PrintedDocument, ...], text) if text is not None else None
    except ValueError:
        return None


# --- several processes


@dataclass(frozen=True, slots=True)
class _Packed:
    """A reading on its way between processes, its records as JSON: their mapping proxies cannot be pickled."""

    reading: DocumentReading  # without pages and documents
    extraction: str | None = None
    documents: str | None = None

    @classmethod
    def of(cls, reading: DocumentReading, summarise: Summarise | None = None) -> _Packed:
        if summarise:
            return cls(replace(reading, extraction=replace(reading.extraction, pages=()), documents=(), summary=summarise(reading)))
        from transforms.codec import encode

        light = replace(reading, extraction=Extraction(reading.extraction.landing), documents=())
        return cls(light, encode(reading.extraction), encode(reading.documents))

    def unpack(self) -> DocumentReading:
        if self.extraction is None or self.documents is None:
            return self.reading
        from transforms.codec import decode

        documents = decode(tuple[PrintedDocument, ...], self.documents)
        return replace(self.reading, extraction=decode(Extraction, self.extraction), documents=documents)


def _begin() -> None:
    """Prepares a process: an interrupt is for the parent to handle, an alarm ends it; Tesseract's threads would wait for each other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: Any) -> None:
    """Ends this process when the one that it works for has died: nobody else would."""
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _in_time() -> Iterator[None]:
    signal.alarm(LONGEST)  # ends the process, also in the middle of an engine's own code
    try:
        yield
    finally:
        signal.alarm(0)


def _run_document(path: Path, cache: Cache | None, scans: _Scans | None = None, summarise: Summarise | None = None) -> _Packed:
    with _in_time():
        return _Packed.of(_read(path, cache, scans), summarise)


def _run_page(path: Path, sha256: str, number: int, cache: Cache | None, ocr: OcrEngine) -> str | None:
    with _in_time():
        try:
            return _recognise(path, sha256, number, cache, ocr)
        except Exception as error:  # noqa: BLE001  whatever a strange picture provokes costs the one page
            log.warning("%s: page %d cannot be read from its picture (%s: %s).", path, number, type(error).__name__, error)
            return None


@dataclass(frozen=True, slots=True)
class _Errand(Generic[Result]):
    """What a process was asked to do."""

    function: Callable[..., Result]
    arguments: tuple[Any, ...]
    future: Future[Result]


class _Pool:
    """Processes that are started when the first errand comes, and again after one of them has died."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Ends the processes; at once, in the middle of a page, where the work was interrupted or nobody wants the rest."""
        workers = list(self._executor._processes.values()) if kind and self._executor else []  # the public way comes with Python 3.14
        self._discard(wait=kind is None)  # a process that ends beside its executor's own end makes noise on standard error
        for worker in workers:
            worker.kill()

    def submit(self, function: Callable[..., Result], *arguments: Any) -> _Errand[Result]:
        try:
            return _Errand(function, arguments, self._running().submit(function, *arguments))
        except BrokenProcessPool:
            self._discard()
            return _Errand(function, arguments, self._running().submit(function, *arguments))

    def settle(self, errand: _Errand[Result], crashed: Callable[[], Result]) -> Result:
        """What an errand yields; what ``crashed`` yields where it takes even a process of its own down with it."""
        try:
            return errand.future.result()
        except (BrokenProcessPool, CancelledError):  # a process died, over this errand or over another one of the same time
            with _executor(1) as executor:
                try:
                    return executor.submit(errand.function, *errand.arguments).result()
                except BrokenProcessPool:
                    return crashed()

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = _executor(self._jobs)
        return self._executor

    def _discard(self, *, wait: bool = False) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=True)
            self._executor = None


def _crashed(path: Path) -> DocumentReading:
    """The reading of a file that took the process that read it down with it."""
    reason = f"Reading the document ended the process that read it: it crashed, or took more than {LONGEST} seconds."
    try:
        data = path.read_bytes()
    except OSError:
        return _unread(path, reason)
    return replace(_unread(path, reason), sha256=hashlib.sha256(data).hexdigest(), byte_size=len(data))


def _executor(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(START_METHOD)
    if START_METHOD == "forkserver":
        context.set_forkserver_preload(PRELOADED)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
