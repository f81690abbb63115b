"""From the store to the frames of the ``printed`` schema: every document landed, whatever became of it."""

from __future__ import annotations

import gc
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipelines.cache import Cache
from pipelines.home import Home
from pipelines.ocr import OcrMode, ocr_engine
from pipelines.progress import tell
from pipelines.settings import settings_of
from pipelines.store import Store, id_of
from pipelines.vault import vault_of
from pipelines.workers import DocumentReading, processors, read_documents
from transforms.corrections import Correction, DocumentIndex, Tried, apply, index_of, row_of
from transforms.model import Extraction, LandedDocument, Landing, PrintedDocument, ResolvedCouncil, Roster, SourceCouncil
from transforms.reading import READER_VERSION
from transforms.reading.totals import mark_disagreements, unmark_disagreements

if TYPE_CHECKING:
    import pandas as pd

log = logging.getLogger(__name__)


DAMAGED = "Its bytes in the store are no longer those that were retrieved; the next run takes it in again where its source still has it."


def landed_documents(home: Home, jobs: int = 0, only: Collection[str] | None = None, ocr: OcrMode = OcrMode.AUTO) -> list[LandedDocument]:
    """Every document of the store, or those whose hash is in ``only``, with all that is read from it, sorted by hash.

    ``jobs`` processes share the work; 0 stands for one a processor. ``ocr`` says whether scans are read, after all others. Raises
    SetupError where they must be and cannot.
    """
    found = documents_as_read(home, Retrieved.of(Store(home.documents)), jobs, only, ocr)
    return sorted(found, key=lambda document: document.sha256)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What the store records of each document, by hash."""

    names: Mapping[str, tuple[tuple[str, str], ...]]  # source and name, sorted
    sizes: Mapping[str, int]

    @classmethod
    def of(cls, store: Store) -> Retrieved:
        names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        sizes: dict[str, int] = {}
        for retrieval in store.log():
            names[retrieval.sha256].add((retrieval.source, retrieval.name))
            sizes[retrieval.sha256] = retrieval.byte_size
        return cls({sha256: tuple(sorted(pairs)) for sha256, pairs in names.items()}, sizes)

    @property
    def index(self) -> DocumentIndex:
        """How corrections find documents."""
        return DocumentIndex((sha256, name) for sha256, pairs in self.names.items() for _, name in pairs)


def documents_as_read(
    home: Home, retrieved: Retrieved, jobs: int = 0, only: Collection[str] | None = None, ocr: OcrMode = OcrMode.AUTO
) -> Iterator[LandedDocument]:
    """The documents of the store whose hash is in ``only``, or all of them, in the order in which they are read."""
    store = Store(home.documents)
    hashes = sorted(retrieved.names if only is None else retrieved.names.keys() & set(only))
    if vault := vault_of(home):
        vault.fetch(hashes)
    hash_of = {store.path_of(sha256): sha256 for sha256 in hashes}
    tell("reading documents", 0, len(hashes))
    settings = settings_of(home)
    how = {"limits": settings.limits, "executor": settings.executor, "is_in_order": False}
    readings = read_documents(hash_of, jobs or processors(), Cache(home.cache), ocr_engine(ocr), **how)
    for done, reading in enumerate(readings, start=1):
        sha256 = hash_of[reading.path]
        if reading.sha256 not in (sha256, None):
            store.set_aside(sha256)
            damaged = Extraction(Landing.UNREADABLE, reason=DAMAGED)
            reading = replace(reading, extraction=damaged, documents=(), may_pass=True)
        if reading.may_pass:
            home.note_again(sha256)
        was_read = reading.extraction.landing is Landing.READ
        _note(sha256, retrieved.names[sha256][0], reading)
        yield LandedDocument(
            document_id=id_of(sha256),
            sha256=sha256,
            names=retrieved.names[sha256],
            byte_size=retrieved.sizes[sha256],
            extraction=reading.extraction,
            sittings=reading.documents,
            reader_version=READER_VERSION if was_read else None,
        )
        if not reading.is_recognised:  # of scans the pages are told
            tell("reading documents", done, len(hashes))


def _note(sha256: str, name: tuple[str, str], reading: DocumentReading) -> None:
    """Writes into the journal what became of a document, the first time that it is read."""
    if reading.is_kept:
        return
    found = reading.extraction
    log.log(
        logging.INFO if found.landing is Landing.READ else logging.WARNING,
        "document landed",
        extra={
            "document": id_of(sha256),
            "source": name[0],
            "file": name[1],
            "landing": found.landing.value,
            "reason": found.reason,
            "pages": found.page_count,
            "pages_without_text": len(found.pages_without_text),
            "sittings": len(reading.documents),
            "seconds": reading.seconds,
        },
    )


def corrected_documents(
    documents: Sequence[LandedDocument], corrections: Sequence[Correction], index: DocumentIndex | None = None
) -> tuple[list[LandedDocument], tuple[Tried, ...]]:
    """The documents with the corrections applied and, where they are, the doubts on totals weighed anew; and what became of each one.

    ``index`` knows documents that are not at hand too; no correction may speak of one of those.
    """
    if not corrections:
        return list(documents), ()
    index = index or index_of(documents)
    meant = {sha256 for correction in corrections for sha256 in index.find(correction.target)}
    unmarked = [_each_sitting(unmark_disagreements, document) if document.sha256 in meant else document for document in documents]
    corrected, tried = apply(unmarked, corrections, index)
    return [_each_sitting(mark_disagreements, document) if document.sha256 in meant else document for document in corrected], tried


def _each_sitting(change: Callable[[PrintedDocument], PrintedDocument], document: LandedDocument) -> LandedDocument:
    return replace(document, sittings=tuple(map(change, document.sittings)))


def retrieval_rows(store: Store) -> Iterator[tuple[object, ...]]:
    """The rows of ``printed.retrieval``. Files of a folder are not replaced: inboxes use names again, for other documents."""
    for (source, name), versions in store.versions().items():
        for version, one in enumerate(versions, start=1):
            headers = one.headers or {}
            said = (headers.get("etag"), headers.get("last-modified"), headers.get("content-type"))
            is_replaced = one.status is not None and one.sha256 != versions[-1].sha256
            what = (id_of(one.sha256), source, name, version, is_replaced, one.retrieved_at)
            yield (*what, one.status, one.url, *said, one.licence)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the documents at hand: what the user says, and what other documents say of councils."""

    corrections: tuple[Correction, ...] = ()
    roster: Roster = field(default_factory=Roster)
    source_councils: Mapping[str, SourceCouncil] = field(default_factory=dict)
    index: DocumentIndex | None = None  # of all documents; None: those at hand are all
    councils: tuple[ResolvedCouncil, ...] | None = None  # of all sittings; None: those at hand are all


def printed_frames(
    documents: Sequence[LandedDocument],
    known: Known = Known(),
    retrievals: Iterable[tuple[object, ...]] = (),
    inputs: Iterable[tuple[str, str, str]] = (),
    scdl: Iterable[tuple[object, ...]] = (),
) -> dict[str, pd.DataFrame]:
    """The frame of every ``printed`` table: what was read, corrected, printed names linked, subjects found."""
    from transforms.frames import frame_of, to_frames
    from transforms.identity import resolve
    from transforms.identity.corrected import with_corrections
    from transforms.subjects import subject_rows

    corrected, tried = corrected_documents(documents, known.corrections, known.index)
    tell("linking names")
    with without_collector():
        linked = resolve(corrected, known.roster, known.source_councils, known.councils)
        resolution, tried_on_people = with_corrections(corrected, linked, known.corrections, known.index)
        told = sorted([*tried, *tried_on_people], key=lambda one: (one.correction.file, one.correction.line))
        rows = {
            "printed.correction": map(row_of, told),
            "printed.resolved_subject": subject_rows(corrected),
            "printed.retrieval": retrievals,
            "printed.input": inputs,
            "printed.scdl": scdl,
        }
        return to_frames(corrected, resolution) | {table: frame_of(table, found) for table, found in rows.items()}


@contextmanager
def without_collector() -> Iterator[None]:
    """Python's collector of cycles stays off inside: it would go through all records again and again, for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
