"""Documents read by several processes at once, in the order in which they were asked for.

pdfium serves one thread at a time, so documents are spread over processes. Whatever a document does, it costs only itself: a file
that is gone, a reader that fails and a process that dies are each a reading with its reason.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache as once
from pathlib import Path

from pipelines.cache import Cache
from transforms.model import Extraction, Landing, PrintedDocument

START_METHOD = "forkserver"  # 0.2 s for the first processes, 0.02 s for the next; a plain fork of a process with threads may hang
LONGEST = 600  # seconds for one document; the slowest of 285 real ones takes half a second
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
    failure: str | None = None  # the traceback of a reader that failed

    @property
    def document_id(self) -> str | None:
        return self.sha256 and f"doc-{self.sha256[:16]}"


def read_documents(paths: Iterable[Path], jobs: int = 1, cache: Cache | None = None) -> Iterator[DocumentReading]:
    """A reading of each file, in the order of ``paths``, each as soon as those before it are there.

    ``jobs`` processes share the work; with one job it is done in this process. What ``cache`` holds is not read again.
    """
    if jobs <= 1:
        for path in paths:
            yield _reported(_kept(path, cache) or _read(path, cache))
        return
    window: deque[DocumentReading | _Errand] = deque()
    with _Pool(jobs) as pool:
        for path in paths:
            window.append(_kept(path, cache) or pool.submit(path, cache))
            if len(window) >= AHEAD * jobs:
                yield _reported(pool.settle(window.popleft()))
        while window:
            yield _reported(pool.settle(window.popleft()))


def _reported(reading: DocumentReading) -> DocumentReading:
    if reading.failure:
        log.error("%s: the reader failed\n%s", reading.path, reading.failure)
    return reading


def _kept(path: Path, cache: Cache | None) -> DocumentReading | None:
    """The reading of a file as the cache holds it, whole; ``None`` where anything of it has to be made."""
    if cache is None:
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    extraction = _kept_extraction(cache, sha256)
    if extraction is None:
        return None
    documents = _kept_documents(cache, sha256) if extraction.landing is Landing.READ else ()
    if documents is None:
        return None
    return DocumentReading(path, extraction, documents, sha256, len(data), is_kept=True)


def _read(path: Path, cache: Cache | None) -> DocumentReading:
    """The reading of a file, which the cache then holds."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _unread(path, "The file disappeared before it could be read.")
    except OSError as error:
        return _unread(path, f"The file cannot be read: {error.strerror}.")
    from transforms.extraction import extract
    from transforms.reading import read

    sha256 = hashlib.sha256(data).hexdigest()
    extraction = _kept_extraction(cache, sha256) if cache else None
    if extraction is None:
        extraction = extract(data)
        _keep(cache, _pages_shelf(), sha256, extraction)
    reading = DocumentReading(path, extraction, (), sha256, len(data))
    if extraction.landing is not Landing.READ:
        return reading
    try:
        documents = read(extraction.pages)
    except Exception as error:  # noqa: BLE001  a fault of the reader costs the one document that shows it, and is not kept
        reason = f"The reader failed on this document ({type(error).__name__}: {error})."
        failed = replace(extraction, landing=Landing.UNREADABLE, reason=reason)
        return replace(reading, extraction=failed, failure=traceback.format_exc())
    _keep(cache, _printed_shelf(), sha256, documents)
    return replace(reading, documents=documents)


def _unread(path: Path, reason: str) -> DocumentReading:
    return DocumentReading(path, Extraction(Landing.UNREADABLE, reason=reason))


# --- what is kept


def _pages_shelf() -> str:
    from transforms.extraction import EXTRACTION_VERSION

    return f"pages {EXTRACTION_VERSION}"


def _printed_shelf() -> str:
    from transforms.extraction import EXTRACTION_VERSION
    from transforms.reading import READER_VERSION

    return f"printed {READER_VERSION} {_code_of_reader()} from pages {EXTRACTION_VERSION}"


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
        try:
            cache.keep(shelf, sha256, encode(record))
        except OSError as error:  # the reading itself is good: it will only be made again
            log.warning("The cache %s cannot be written: %s.", cache.folder, error.strerror)


def _kept_extraction(cache: Cache, sha256: str) -> Extraction | None:
    from transforms.codec import decode

    text = cache.load(_pages_shelf(), sha256)
    try:
        return decode(Extraction, text) if text is not None else None
    except ValueError:  # kept by a version of the code with the same number and other records
        return None


def _kept_documents(cache: Cache, sha256: str) -> tuple[PrintedDocument, ...] | None:
    from transforms.codec import decode

    text = cache.load(_printed_shelf(), sha256)
    try:
        return decode(tuple[PrintedDocument, ...], text) if text is not None else None
    except ValueError:
        return None


# --- several processes


@dataclass(frozen=True, slots=True)
class _Packed:
    """A reading on its way between processes, as JSON: the mapping proxies of its records cannot be pickled."""

    reading: DocumentReading  # without pages and documents
    extraction: str
    documents: str

    @classmethod
    def of(cls, reading: DocumentReading) -> _Packed:
        from transforms.codec import encode

        light = replace(reading, extraction=Extraction(reading.extraction.landing), documents=())
        return cls(light, encode(reading.extraction), encode(reading.documents))

    def unpack(self) -> DocumentReading:
        from transforms.codec import decode

        documents = decode(tuple[PrintedDocument, ...], self.documents)
        return replace(self.reading, extraction=decode(Extraction, self.extraction), documents=documents)


def _begin() -> None:
    """Prepares a process: an interrupt is for the parent to handle, an alarm ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _run_errand(path: Path, cache: Cache | None) -> _Packed:
    signal.alarm(LONGEST)  # ends the process, also in the middle of an engine's own code
    try:
        return _Packed.of(_read(path, cache))
    finally:
        signal.alarm(0)


@dataclass(frozen=True, slots=True)
class _Errand:
    """A file that a process was asked to read."""

    path: Path
    cache: Cache | None
    future: Future[_Packed]


class _Pool:
    """Processes that are started when the first errand comes, and again after one of them has died."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._discard()

    def submit(self, path: Path, cache: Cache | None) -> _Errand:
        try:
            return _Errand(path, cache, self._running().submit(_run_errand, path, cache))
        except BrokenProcessPool:
            self._discard()
            return _Errand(path, cache, self._running().submit(_run_errand, path, cache))

    def settle(self, item: DocumentReading | _Errand) -> DocumentReading:
        if isinstance(item, DocumentReading):
            return item
        try:
            return item.future.result().unpack()
        except (BrokenProcessPool, CancelledError):  # a process died, over this document or over another one of the same time
            return _read_alone(item.path, item.cache)

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = _executor(self._jobs)
        return self._executor

    def _discard(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _read_alone(path: Path, cache: Cache | None) -> DocumentReading:
    """The reading of a file by a process of its own, which it may take down with it."""
    with _executor(1) as executor:
        try:
            return executor.submit(_run_errand, path, cache).result().unpack()
        except BrokenProcessPool:
            reason = f"Reading the document ended the process that read it: it crashed, or took more than {LONGEST} seconds."
    try:
        data = path.read_bytes()
    except OSError:
        return _unread(path, reason)
    return replace(_unread(path, reason), sha256=hashlib.sha256(data).hexdigest(), byte_size=len(data))


def _executor(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(START_METHOD)
    if START_METHOD == "forkserver":
        context.set_forkserver_preload(["transforms.extraction", "transforms.reading", "transforms.codec", "pydantic"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
