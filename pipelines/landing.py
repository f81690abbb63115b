"""From the store to the frames of the ``printed`` schema: every document landed, whatever became of it."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from pipelines.cache import Cache
from pipelines.home import Home
from pipelines.progress import tell
from pipelines.store import Store
from pipelines.workers import read_documents
from transforms.model import LandedDocument, Landing
from transforms.reading import READER_VERSION

if TYPE_CHECKING:
    import pandas as pd


def landed_documents(home: Home, jobs: int = 0) -> list[LandedDocument]:
    """Every document of the store with all that is read from it, sorted by hash.

    ``jobs`` processes share the work; 0 stands for one a processor.
    """
    store = Store(home.documents)
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    sizes: dict[str, int] = {}
    for retrieval in store.retrievals():
        names[retrieval.sha256].add((retrieval.source, retrieval.name))
        sizes[retrieval.sha256] = retrieval.byte_size
    landed: list[LandedDocument] = []
    hashes = sorted(names)
    readings = read_documents(map(store.path_of, hashes), jobs or processors(), Cache(home.cache))
    tell("reading documents", 0, len(hashes))
    for sha256, reading in zip(hashes, readings, strict=True):
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
        tell("reading documents", len(landed), len(hashes))
    return landed


def printed_frames(documents: list[LandedDocument]) -> dict[str, pd.DataFrame]:
    """The frame of every ``printed`` table, printed names linked."""
    from transforms.frames import to_frames
    from transforms.identity import resolve

    tell("linking names")
    return to_frames(documents, resolve(documents))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
