"""From the store to the frames of the ``printed`` schema: every document landed, whatever became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.cache import Cache
from pipelines.home import Home
from pipelines.ocr import OcrMode, ocr_engine
from pipelines.progress import tell
from pipelines.store import Store
from pipelines.workers import processors, read_documents
from transforms.corrections import Correction, DocumentIndex, Tried, apply, row_of
from transforms.model import LandedDocument, Landing, PrintedDocument, Roster, SourceCouncil
from transforms.reading import READER_VERSION
from transforms.reading.totals import mark_disagreements, unmark_disagreements

if TYPE_CHECKING:
    import pandas as pd

    from transforms.exchange.scdl_files import ScdlFile


def landed_documents(home: Home, jobs: int = 0, only: Collection[str] | None = None, ocr: OcrMode = OcrMode.AUTO) -> list[LandedDocument]:
    """Every document of the store, or those whose hash is in ``only``, with all that is read from it, sorted by hash.

    ``jobs`` processes share the work; 0 stands for one a processor. ``ocr`` says whether scans are read, after all others. Raises
    SetupError where they must be and cannot.
    """
    store = Store(home.documents)
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    sizes: dict[str, int] = {}
    for retrieval in store.retrievals():
        names[retrieval.sha256].add((retrieval.source, retrieval.name))
        sizes[retrieval.sha256] = retrieval.byte_size
    landed: list[LandedDocument] = []
    hashes = sorted(names if only is None else names.keys() & set(only))
    hash_of = {store.path_of(sha256): sha256 for sha256 in hashes}
    tell("reading documents", 0, len(hashes))
    for reading in read_documents(hash_of, jobs or processors(), Cache(home.cache), ocr_engine(ocr)):
        sha256 = hash_of[reading.path]
        was_read = reading.extraction.landing is Landing.READ
        landed.append(
            LandedDocument(
                document_id=f"doc-{sha256[:16]}",
                sha256=sha256,
                names=tuple(sorted(names[sha256])),
                byte_size=sizes[sha256],
                extraction=reading.extraction,
                sittings=reading.documents,
                reader_version=READER_VERSION if was_read else None,
            )
        )
        if not reading.is_recognised:  # of scans the pages are told
            tell("reading documents", len(landed), len(hashes))
    return sorted(landed, key=lambda document: document.sha256)


def corrected_documents(
    documents: Sequence[LandedDocument], corrections: Sequence[Correction]
) -> tuple[list[LandedDocument], tuple[Tried, ...]]:
    """The documents with the corrections applied and, where they are, the doubts on totals weighed anew; and what became of each one."""
    index = DocumentIndex((document.sha256, name) for document in documents for _, name in document.names)
    meant = {sha256 for correction in corrections for sha256 in index.find(correction.target)}
    unmarked = [_each_sitting(unmark_disagreements, document) if document.sha256 in meant else document for document in documents]
    corrected, tried = apply(unmarked, corrections)
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
            what = (f"doc-{one.sha256[:16]}", source, name, version, is_replaced, one.retrieved_at)
            yield (*what, one.status, one.url, *said, one.licence)


def printed_frames(
    documents: Sequence[LandedDocument],
    corrections: Sequence[Correction] = (),
    roster: Roster = Roster(),  # noqa: B008  frozen
    source_councils: Mapping[str, SourceCouncil] = MappingProxyType({}),
    retrievals: Iterable[tuple[object, ...]] = (),
    scdl: Iterable[ScdlFile] = (),
) -> dict[str, pd.DataFrame]:
    """The frame of every ``printed`` table: what was read, corrected, printed names linked, subjects found."""
    from transforms.exchange.scdl_files import scdl_rows
    from transforms.frames import frame_of, to_frames
    from transforms.identity import resolve
    from transforms.identity.corrected import with_corrections
    from transforms.subjects import subject_rows

    corrected, tried = corrected_documents(documents, corrections)
    tell("linking names")
    resolution, tried_on_people = with_corrections(corrected, resolve(corrected, roster, source_councils), corrections)
    told = sorted([*tried, *tried_on_people], key=lambda one: (one.correction.file, one.correction.line))
    rows = {
        "printed.correction": map(row_of, told),
        "printed.resolved_subject": subject_rows(corrected),
        "printed.retrieval": retrievals,
        "printed.scdl": scdl_rows(scdl, resolution.councils),
    }
    return to_frames(corrected, resolution) | {table: frame_of(table, found) for table, found in rows.items()}
