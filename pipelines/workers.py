"""Documents read by several processes at once, in the order in which they were asked for; scans page by page, after all others.

pdfium serves one thread at a time, so documents are spread over processes, and none is read in this one. Whatever a document does, it
costs only itself: a file that is gone, a reader that fails, a process that dies or takes more than its limits are each a reading with
its reason. Where a limit was met, that is kept too, under the limits: other limits, or another version of the code, try again.
"""

from __future__ import annotations

import hashlib
import logging
import os
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field, replace
from functools import cache as once
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from pipelines.cache import Cache
from pipelines.home import SetupError
from pipelines.limits import Death, Limits
from pipelines.ocr import LANGUAGE, OcrEngine
from pipelines.pool import AnyPool, Errand, Pool
from pipelines.progress import tell
from pipelines.store import id_of
from transforms.model import Extraction, Landing, Page, PrintedDocument

if TYPE_CHECKING:
    from transforms.extraction import PageReader, Tesseract

AHEAD = 4  # documents in hand for each process, so that none waits while a long one holds up the order

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
    may_pass: bool = False  # what kept it from being read lies with the machine: the next run may read it

    @property
    def document_id(self) -> str | None:
        return self.sha256 and id_of(self.sha256)


Summarise = Callable[[DocumentReading], list[Any]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How documents are read: by how many processes, within which limits, what is kept, whether scans have their turn."""

    jobs: int
    cache: Cache | None
    ocr: OcrEngine | None
    summarise: Summarise | None
    limits: Limits
    is_in_order: bool
    is_brief: bool  # there is one document to read
    executor: str | None  # where, if not on this machine

    def pool(self) -> AnyPool:
        from pipelines.cluster import ClusterPool, is_cluster

        if self.executor and is_cluster(self.executor):
            return ClusterPool(self.executor, self.limits)
        return Pool(self.jobs, self.limits, is_brief=self.is_brief)

    def submitted(self, pool: AnyPool, path: Path, scans: _Scans | None = None) -> DocumentReading | Errand[_Packed]:
        if not pool.is_remote:
            return pool.submit(_run_document, path, self.cache, scans, self.summarise)
        data = _bytes_of(path)
        return data if isinstance(data, DocumentReading) else pool.submit(_run_document, path, None, scans, self.summarise, data)

    def submitted_page(self, pool: AnyPool, scan: DocumentReading, number: int, ocr: OcrEngine) -> Errand[str | Death | None]:
        if not pool.is_remote:
            return pool.submit(_run_page, scan.path, scan.sha256, number, self.cache, ocr, self.limits)
        data = _bytes_of(scan.path)
        return pool.submit(_run_page, scan.path, scan.sha256, number, None, ocr, self.limits, data if isinstance(data, bytes) else b"")

    def settled(self, item: DocumentReading | Errand[_Packed], pool: AnyPool, scans: _Scans | None = None) -> DocumentReading:
        """The reading; where a process died over it, one that says so, which the cache then holds."""
        if isinstance(item, DocumentReading):
            return item
        path: Path = item.arguments[0]
        try:
            packed = pool.settle(item, lambda death: _Packed.of(self._ended(path, death, scans)))
            if pool.is_remote:
                self._keep_packed(packed, scans)
            return packed.unpack()
        except SetupError:
            raise
        except Exception as error:  # noqa: BLE001  a fault of ours costs the document that shows it, and is not kept
            return _failed(_unread(path, ""), error)

    def _ended(self, path: Path, death: Death, scans: _Scans | None) -> DocumentReading:
        reading = _unread(path, death.sentence)
        try:
            data = path.read_bytes()
        except OSError:
            return reading
        sha256 = hashlib.sha256(data).hexdigest()
        if scans is None or scans.is_complete:
            self.keep_end(sha256, death, scans.ocr if scans else None)
        may_pass = not death.is_lasting
        return replace(reading, sha256=sha256, byte_size=len(data), is_recognised=scans is not None, may_pass=may_pass)

    def _keep_packed(self, packed: _Packed, scans: _Scans | None) -> None:
        """Keeps what another machine read, as a process of this one does itself."""
        reading, ocr = packed.reading, scans.ocr if scans else None
        if reading.sha256 is None or reading.failure or not packed.is_read or not (scans is None or scans.is_complete):
            return
        _keep_text(self.cache, _pages_shelf(ocr), reading.sha256, packed.extraction or "")
        if reading.extraction.landing is Landing.READ:
            _keep_text(self.cache, _printed_shelf(ocr), reading.sha256, packed.documents or "")

    def keep_end(self, key: str, end: object, ocr: OcrEngine | None = None) -> None:
        """Notes that a document or a page ends the process that reads it, where it always will."""
        if isinstance(end, Death) and end.is_lasting:
            _keep_text(self.cache, _ended_shelf(self.limits, ocr), key, end.sentence)


def read_documents(
    paths: Iterable[Path],
    jobs: int = 1,
    cache: Cache | None = None,
    ocr: OcrEngine | None = None,
    summarise: Summarise | None = None,
    *,
    limits: Limits = Limits(),  # noqa: B008  frozen
    is_in_order: bool = True,
    executor: str | None = None,
) -> Iterator[DocumentReading]:
    """A reading of each file, in the order of ``paths``, each as soon as those before it are there; or as soon as it is there itself.

    ``jobs`` processes share the work, and ``limits`` hold for each document and each scanned page. What ``cache`` holds is not read
    again. With ``ocr`` documents with pages that have no usable text come after all others, in order again, those pages read from
    their pictures. With ``summarise`` processes hand over no pages and documents but what it makes of them, which is less. An
    ``executor`` "dask://host:port" has the workers of that cluster read. Raises SetupError where it cannot.
    """
    known = len(paths) if isinstance(paths, Sized) else None
    way = _Way(max(jobs if known is None else min(jobs, known), 1), cache, ocr, summarise, limits, is_in_order, known == 1, executor)
    scans = []
    for reading in _read_texts(paths, way):
        if ocr and reading.extraction.pages_without_text and not reading.is_recognised:
            scans.append(reading)
        else:
            yield _reported(reading)
    if ocr:
        yield from map(_reported, _read_scans(scans, replace(way, jobs=jobs), ocr))


def _read_texts(paths: Iterable[Path], way: _Way) -> Iterator[DocumentReading]:
    """Readings of text layers, and of scans that the cache holds."""
    window: deque[DocumentReading | Errand[_Packed]] = deque()
    with way.pool() as pool:
        for path in paths:
            window.append(_kept(path, way) or way.submitted(pool, path))
            if len(window) >= AHEAD * pool.width:
                yield way.settled(_taken(window, way.is_in_order), pool)
        while window:
            yield way.settled(_taken(window, way.is_in_order), pool)


def _taken(window: deque[DocumentReading | Errand[_Packed]], is_in_order: bool) -> DocumentReading | Errand[_Packed]:
    """The next of those in hand, taken out: the first, or one that is done."""
    if not is_in_order:
        errands = [item for item in window if isinstance(item, Errand)]
        if len(errands) == len(window):
            wait([errand.future for errand in errands], return_when=FIRST_COMPLETED)
        done = next(index for index, item in enumerate(window) if _is_done(item))
        window.rotate(-done)
    return window.popleft()


def _is_done(item: DocumentReading | Errand[_Packed]) -> bool:
    return isinstance(item, DocumentReading) or item.future.done()


def _read_scans(scans: Sequence[DocumentReading], way: _Way, ocr: OcrEngine) -> Iterator[DocumentReading]:
    """The documents with their pages without text read from pictures."""
    numbers = [scan.extraction.pages_without_text for scan in scans]
    wanted = ((scan, number) for scan, of_scan in zip(scans, numbers, strict=True) for number in of_scan)
    done, of = 0, sum(map(len, numbers))
    window: deque[Errand[str | Death | None]] = deque()
    finished: deque[tuple[DocumentReading | Errand[_Packed], _Scans]] = deque()
    with way.pool() as pool:
        for scan, of_scan in zip(scans, numbers, strict=True):
            pages: dict[int, str | Death | None] = {}
            for number in of_scan:
                tell("reading scanned pages", done, of)
                for ahead, page in islice(wanted, AHEAD * pool.width - len(window)):
                    window.append(way.submitted_page(pool, ahead, page, ocr))
                pages[number] = pool.settle(window.popleft(), lambda death: death)
                done += 1
                way.keep_end(f"{scan.sha256}-{number:04d}", pages[number], ocr)
            found = _Scans(ocr, pages)
            finished.append((way.submitted(pool, scan.path, found), found))
            while finished and (_is_done(finished[0][0]) or len(finished) > AHEAD):
                first, of_first = finished.popleft()
                yield way.settled(first, pool, of_first)
        tell("reading scanned pages", done, of)
        for errand, of_errand in finished:
            yield way.settled(errand, pool, of_errand)


def _reported(reading: DocumentReading) -> DocumentReading:
    if reading.failure:
        log.error("%s: the reader failed\n%s", reading.path, reading.failure)
    return reading


def _kept(path: Path, way: _Way) -> DocumentReading | None:
    """The reading of a file as the cache holds it, whole; ``None`` where anything of it has to be made."""
    cache, ocr = way.cache, way.ocr
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
    documents: tuple[PrintedDocument, ...] | None = None
    if extraction:
        documents = _kept_documents(cache, sha256, ocr if recognised else None) if extraction.landing is Landing.READ else ()
    if documents is None:
        ended = cache.load(_ended_shelf(way.limits, ocr if recognised else None), sha256)
        extraction, documents = Extraction(Landing.UNREADABLE, reason=ended) if ended else None, ()
    if extraction is None:
        return None
    return DocumentReading(path, extraction, documents, sha256, len(data), is_kept=True, is_recognised=recognised is not None)


def _bytes_of(path: Path) -> bytes | DocumentReading:
    """The bytes of a file; where they cannot be had, a reading that says why."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return replace(_unread(path, "The file disappeared before it could be read."), may_pass=True)
    except OSError as error:
        return replace(_unread(path, f"The file cannot be read: {error.strerror}."), may_pass=True)


def _read(path: Path, cache: Cache | None, scans: _Scans | None = None, data: bytes | DocumentReading | None = None) -> DocumentReading:
    """The reading of a file, which the cache then holds. ``data`` is what the file holds where it cannot be opened here."""
    started = perf_counter()
    data = _bytes_of(path) if data is None else data
    if isinstance(data, DocumentReading):
        return data
    from transforms.extraction import extract
    from transforms.reading import read

    sha256 = hashlib.sha256(data).hexdigest()
    ocr = scans.ocr if scans else None
    extraction = _kept_extraction(cache, sha256, ocr) if cache else None
    if extraction is None:
        extraction = extract(data, ocr=scans.reader() if scans else None)
        if scans is None or scans.is_complete:
            _keep(cache, _pages_shelf(ocr), sha256, extraction)
    if scans and scans.told:
        extraction = replace(extraction, reason=" ".join(filter(None, [extraction.reason, scans.told])))
    reading = DocumentReading(path, extraction, (), sha256, len(data), is_recognised=scans is not None)
    if extraction.landing is not Landing.READ:
        return reading
    try:
        documents = read(extraction.pages)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  a fault of the reader costs the one document that shows it, and is not kept
        return _failed(reading, error)
    if scans is None or scans.is_complete:
        _keep(cache, _printed_shelf(ocr), sha256, documents)
    return replace(reading, documents=documents, seconds=round(perf_counter() - started, 3))


def _unread(path: Path, reason: str) -> DocumentReading:
    return DocumentReading(path, Extraction(Landing.UNREADABLE, reason=reason))


def _failed(reading: DocumentReading, error: Exception) -> DocumentReading:
    reason = f"The reader failed on this document ({type(error).__name__}: {error})."
    failed = replace(reading.extraction, landing=Landing.UNREADABLE, reason=reason)
    return replace(reading, extraction=failed, failure="".join(traceback.format_exception(error)))


# --- scanned pages


@dataclass(frozen=True, slots=True)
class _Scans:
    """What OCR made of a document's pages without text: their JSON by number, ``None`` where the engine failed, or why it ended."""

    ocr: OcrEngine
    pages: Mapping[int, str | Death | None]

    @property
    def is_complete(self) -> bool:
        return all(isinstance(page, str) for page in self.pages.values())

    @property
    def told(self) -> str:
        """One sentence for each page over which the process ended."""
        return " ".join(f"Page {number}: {page.sentence}" for number, page in self.pages.items() if isinstance(page, Death))

    def reader(self) -> PageReader:
        from transforms.codec import decode

        def page_of(draw: Callable[[], object], number: int) -> Page | None:
            text = self.pages.get(number)
            return decode(Extraction, text).pages[0] if isinstance(text, str) else None

        return page_of


def _recognise(path: Path, sha256: str, number: int, cache: Cache | None, ocr: OcrEngine, data: bytes | None = None) -> str:
    """A page as read from its picture, as JSON, which the cache then holds. Raises whatever pdfium and Tesseract raise."""
    key = f"{sha256}-{number:04d}"
    shelf = _ocr_shelf(ocr)
    text = cache.load(shelf, key) if cache else None
    if text is None:
        from transforms.codec import encode
        from transforms.extraction import pdfium, scan_picture

        with pdfium.opened(path.read_bytes() if data is None else data) as document:
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

    return f"printed {READER_VERSION} {code_of_reader()} from {_pages_shelf(ocr)}"


def _ended_shelf(limits: Limits, ocr: OcrEngine | None = None) -> str:
    """Why the process ended that read a document, or a page from its picture."""
    return f"ended {limits.key} {_printed_shelf(ocr)}"


@once
def code_of_reader() -> str:
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
            _tell_of(cache.folder, error.strerror)


@once
def _tell_of(folder: Path, fault: str | None) -> None:
    """Once a process, not once a document."""
    log.warning("The cache %s cannot be written: %s.", folder, fault)


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
    is_read: bool = False  # by a process that came to its end

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


def _run_document(
    path: Path, cache: Cache | None, scans: _Scans | None = None, summarise: Summarise | None = None, data: bytes | None = None
) -> _Packed:
    return replace(_Packed.of(_read(path, cache, scans, data), summarise), is_read=True)


def _run_page(
    path: Path, sha256: str, number: int, cache: Cache | None, ocr: OcrEngine, limits: Limits, data: bytes | None = None
) -> str | Death | None:
    ended = cache.load(_ended_shelf(limits, ocr), f"{sha256}-{number:04d}") if cache else None
    if ended:
        return Death(ended)
    try:
        return _recognise(path, sha256, number, cache, ocr, data)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a strange picture provokes costs the one page
        log.warning("%s: page %d cannot be read from its picture (%s: %s).", path, number, type(error).__name__, error)
        return None


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
