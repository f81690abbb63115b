"""How the configured sources stand: what the last look at each found, and what the store has of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from pipelines.home import Home
from pipelines.sources.configuration import configured_sources
from pipelines.sources.looks import read_look
from pipelines.store import Store
from transforms.reporting.status import SourceStanding, judged
from transforms.sources.cadence import silent_after


def standings(home: Home, store: Store, needs_ocr: Collection[str], now: datetime) -> tuple[SourceStanding, ...]:
    """The standing of each source at ``now``, in their order. ``needs_ocr`` holds the hashes of documents that wait for OCR."""
    specs = configured_sources(home)
    if not specs:
        return ()
    held: defaultdict[str, set[str]] = defaultdict(set)
    last_new: dict[str, str] = {}
    for retrieval in store.retrievals():  # of each name and bytes the first
        held[retrieval.source].add(retrieval.sha256)
        last_new[retrieval.source] = max(retrieval.retrieved_at, last_new.get(retrieval.source, ""))
    missed: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in store.missed():
        missed[one.source].append((one.name, one.reason))
    found = []
    for spec in specs:
        name, look = spec.name, read_look(home, spec.name)
        at, failure = (look.at, look.failure) if look else (None, None)
        reached_at = look and (look.reached_at or (look.at if not failure else None))  # a note of before there was such a time
        overdue_from = silent_after(spec.cadence, datetime.fromisoformat(reached_at)) if reached_at else None
        standing, remarks = judged(spec.cadence.value, at, reached_at, overdue_from, last_new.get(name), failure, now)
        counts = look if look and (look.listed or not look.failure) else None  # a look that failed at once has counted nothing
        gone = tuple((document, one.gone_since) for document, one in sorted(look.seen.items()) if one.gone_since) if look else ()
        found.append(
            SourceStanding(
                source=name,
                kind=spec.kind,
                cadence=spec.cadence.value,
                council=spec.council.name if spec.council else None,
                standing=standing,
                remarks=remarks,
                at=at,
                reached_at=reached_at,
                last_new=last_new.get(name),
                failure=failure,
                listed=counts and counts.listed,
                new=counts and counts.new,
                replaced=counts and counts.replaced,
                unchanged=counts and counts.unchanged,
                missed=len(missed[name]) if look else None,
                gone=len(gone) if look else None,
                documents=len(held[name]),
                needs_ocr=len(held[name] & set(needs_ocr)),
                missed_documents=tuple(missed[name]),
                gone_documents=gone,
            )
        )
    return tuple(found)
