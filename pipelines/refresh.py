"""What a run has to make anew: the councils whose documents changed since the published snapshot was made, and nothing else.

A run builds the tables of those councils from their documents alone, in scratch files, by the same SQL as ever; ``pipelines.merging``
then puts their rows in the place of those that stood in the warehouse. Where the code, the engine of OCR, a file of corrections or of the
roster is another than that which the snapshot was made with, everything is made anew; where only the SQL of marts is, the marts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipelines.corrections import corrections_key, corrections_of
from pipelines.home import Home, SetupError
from pipelines.lake import is_published, lake_at
from pipelines.landing import Known, Retrieved, corrected_documents, documents_as_read, printed_frames, retrieval_rows
from pipelines.ocr import OcrMode, ocr_engine
from pipelines.progress import tell
from pipelines.rebuilding import Input, are_marts_alone, rebuild_marts
from pipelines.roster import roster_key, roster_of
from pipelines.run import code_hash, marts_hash
from pipelines.scdl import scdl_key, scdl_of
from pipelines.settings import settings_of
from pipelines.sources.configuration import source_councils
from pipelines.store import Store, id_of
from transforms.corrections import Correction, DocumentIndex, subject_of
from transforms.exchange.scdl_files import scdl_rows
from transforms.frames import TABLES
from transforms.identity import councils_of_sources
from transforms.identity.councils import Claim, claim_of, councils_called, resolve_councils
from transforms.identity.scope import Links, Scope, roster_councils, roster_within, scopes
from transforms.model import CouncilKind, CouncilLink, LandedDocument, Landing, ResolvedCouncil

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

SCDL_COUNCIL = [*TABLES["printed.scdl"]].index("council_id")
MOST_DOCUMENTS = 2_500  # that are held and built together, unless what belongs together is more

Row = tuple[Any, ...]


def inputs_of(home: Home, ocr: OcrMode) -> frozenset[Input]:
    """What the warehouse is made from beside the documents: the rows of ``printed.input``."""
    engine = ocr_engine(ocr)
    files = {"correction": corrections_key(home), "roster": roster_key(home), "scdl": scdl_key(home)}
    return frozenset(
        {
            ("code", "registre", code_hash()),
            ("code", "marts", marts_hash()),
            ("ocr", "engine", engine.version if engine else "none"),
            ("limits", "document", settings_of(home).limits.key),
            *((kind, *key.split("\0", 1)) for kind, keys in files.items() for key in keys),
            *(("source", name, repr(council)) for name, council in source_councils(home).items()),
        }
    )


@dataclass(frozen=True, slots=True)
class Before:
    """What the warehouse that stands was made from."""

    inputs: frozenset[Input] = frozenset()
    hashes: Mapping[str, str] = field(default_factory=dict)  # by document
    names: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # source and name by document, sorted
    retrievals: Mapping[str, frozenset[Row]] = field(default_factory=dict)  # rows of printed.retrieval by document
    unreadable: frozenset[str] = frozenset()  # documents that are tried again when there is something to do
    nobodys: frozenset[str] = frozenset()  # documents that lead to no council, which a mart counts together
    claims: tuple[Claim, ...] = ()
    councils: tuple[ResolvedCouncil, ...] = ()


CLAIMS = """
with receipt as (
    select
        document_id, part,
        if(count(distinct nullif(siren, '')) = 1, max(siren), null) as siren,
        if(count(distinct nullif(department, '')) = 1, max(department), null) as department
    from printed.receipt group by document_id, part
)
select s.document_id, s.part, s.council, s.council_kind, receipt.siren, receipt.department
from printed.session as s left join receipt using (document_id, part)
"""
COUNCILS = """
select document_id, part, council_id, name, kind, siren, department, how, source_council, agrees_with_source
from printed.resolved_council
"""
NOBODYS = "select document_id from (from core.document where council_id is null and set_aside_reason <> 'not_a_sitting')"
UNREADABLE = f"select document_id from (from printed.document where landing = '{Landing.UNREADABLE}')"


def before_of(connection: duckdb.DuckDBPyConnection, writer: str) -> Before:
    """What a warehouse was made from by this writer. Raises ``duckdb.Error`` where it is of another shape or damaged."""
    mine = "(from refresh.document where writer = $writer)"

    def rows(select: str) -> list[Row]:
        return connection.execute(f"{select} semi join {mine} using (document_id) order by all", {"writer": writer}).fetchall()

    inputs = connection.execute("select kind, name, version from refresh.input where writer = $1", [writer]).fetchall()
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for document, source, name in rows("select document_id, source, name from printed.document_name"):
        names[document].append((source, name))
    return Before(
        inputs=frozenset((kind, name, version) for kind, name, version in inputs),
        hashes=dict(rows("select document_id, sha256 from printed.document")),
        names={document: tuple(pairs) for document, pairs in names.items()},
        retrievals=_by_document(rows("from printed.retrieval")),
        unreadable=frozenset(document for (document,) in rows(UNREADABLE)),
        nobodys=frozenset(document for (document,) in rows(NOBODYS)),
        claims=tuple(Claim(document, part, name, _kind(kind), *codes) for document, part, name, kind, *codes in rows(CLAIMS)),
        councils=tuple(
            ResolvedCouncil(document, part, council, name, _kind(kind), siren, code, CouncilLink(how), *told)
            for document, part, council, name, kind, siren, code, how, *told in rows(COUNCILS)
        ),
    )


def _kind(text: str | None) -> CouncilKind | None:
    return CouncilKind(text) if text else None


def _by_document(rows: Iterable[Row]) -> dict[str, frozenset[Row]]:
    found: defaultdict[str, set[Row]] = defaultdict(set)
    for row in rows:
        found[row[0]].add(row)
    return {document: frozenset(of_document) for document, of_document in found.items()}


@dataclass(frozen=True)
class Changes:
    """How the store differs from what the warehouse was made from. ``before`` is None where everything is made anew."""

    before: Before | None
    hashes: Mapping[str, str]  # of the documents in the store
    new: frozenset[str]
    changed: frozenset[str]  # that came under another name, or are a version of something that has another one now
    gone: frozenset[str]  # that the store no longer has

    @property
    def is_full(self) -> bool:
        return self.before is None

    def __bool__(self) -> bool:
        return self.is_full or bool(self.new or self.changed or self.gone)

    @property
    def to_read(self) -> frozenset[str]:
        again = self.before.unreadable & self.hashes.keys() if self.before else frozenset()
        return self.new | self.changed | again


def changes_of(store: Store, retrieved: Retrieved, inputs: frozenset[Input], before: Before | None) -> Changes:
    """The documents of the store that the warehouse was not made from as they are now."""
    hashes = {id_of(sha256): sha256 for sha256 in retrieved.names}
    if before is None or before.inputs != inputs:
        return Changes(None, hashes, frozenset(hashes), frozenset(), frozenset())
    retrievals, nothing = _by_document(retrieval_rows(store)), frozenset[Row]()
    changed = frozenset(
        one
        for one in hashes.keys() & before.hashes.keys()
        if before.names[one] != retrieved.names[hashes[one]] or before.retrievals.get(one, nothing) != retrievals.get(one, nothing)
    )
    return Changes(
        before, hashes, frozenset(hashes.keys() - before.hashes.keys()), changed, frozenset(before.hashes.keys() - hashes.keys())
    )


def begin(home: Home, jobs: int = 0, ocr: OcrMode = OcrMode.AUTO) -> Refresh:
    """What a run on the store as it is now makes anew; reads what is new in it. Raises SetupError.

    Where the marts alone would come out otherwise, those of what is published are made anew from it, and published, before.
    """
    store = Store(home.documents)
    home.again_file.unlink(missing_ok=True)
    retrieved, inputs, before = Retrieved.of(store), inputs_of(home, ocr), published_before(home)
    if before and are_marts_alone(before.inputs, inputs):
        rebuild_marts(home, links_of(before), before.nobodys, inputs)
        before = published_before(home)
    return plan(home, changes_of(store, retrieved, inputs, before), retrieved, inputs, jobs, ocr)


def links_of(before: Before) -> Links:
    """Which documents and councils of a warehouse belong together."""
    links = Links()
    for one in before.councils:
        links.add(one.document_id, one.council_id)
    return links


def is_stale(home: Home, ocr: OcrMode = OcrMode.AUTO) -> bool:
    """Whether the published snapshot is missing or damaged, was made from other documents or in another way, or may hold one more."""
    store = Store(home.documents)
    return home.again_file.exists() or bool(changes_of(store, Retrieved.of(store), inputs_of(home, ocr), published_before(home)))


def published_before(home: Home) -> Before | None:
    """What the published snapshot was made from; None where there is none that can be read.

    Raises SetupError where a lake is out of reach: nothing is made anew because of that.
    """
    import duckdb

    from pipelines.warehouse import open_snapshot

    lake = lake_at(home.snapshot)
    if not is_published(home.snapshot) or lake != settings_of(home).lake:
        return None
    try:
        with open_snapshot(home.snapshot) as connection:
            return before_of(connection, lake.writer if lake else settings_of(home).writer)
    except duckdb.Error as error:
        if lake and isinstance(error, duckdb.IOException):
            raise SetupError(lake.failed("read", error)) from error
        return None


@dataclass
class Refresh:
    """What one run makes anew, and what it needs for that. Documents are read when it is made: ``plan``."""

    home: Home
    ocr: OcrMode
    jobs: int
    changes: Changes
    retrieved: Retrieved
    inputs: frozenset[Input]
    known: Known  # of all documents and councils
    scdl: tuple[Row, ...]  # lines of the councils' own files: the rows of printed.scdl
    scopes: tuple[Scope, ...]
    kept: dict[str, LandedDocument]  # what was read for the plan and need not be read again

    @property
    def writer(self) -> str:
        """The name under which the home brings its documents in."""
        return settings_of(self.home).writer

    def documents(self, scope: Scope) -> list[LandedDocument]:
        """The documents of a scope as they are read, sorted by hash."""
        wanted = {self.changes.hashes[one] for one in scope.documents if one in self.changes.hashes and one not in self.kept}
        found = [self.kept[one] for one in scope.documents if one in self.kept]
        if wanted:
            found += documents_as_read(self.home, self.retrieved, self.jobs, wanted, self.ocr)
        return sorted(found, key=lambda document: document.sha256)

    def frames(self, scope: Scope) -> dict[str, pd.DataFrame]:
        """The frames of the ``printed`` tables for the documents and councils of a scope."""
        known = self.known
        mine = tuple(one for one in known.corrections if self._is_within(scope, one))
        find = councils_called(known.councils or ())
        here = replace(known, corrections=mine, roster=roster_within(known.roster, find, scope))
        rows = (row for row in retrieval_rows(Store(self.home.documents)) if row[0] in scope.documents)
        lines = (row for row in self.scdl if (row[SCDL_COUNCIL] in scope.councils if row[SCDL_COUNCIL] else scope.has_rest))
        return printed_frames(self.documents(scope), here, rows, sorted(self.inputs), lines)

    def _is_within(self, scope: Scope, correction: Correction) -> bool:
        assert self.known.index
        subject = subject_of(correction, self.known.index, self._councils)
        if subject is None:
            return scope.has_rest
        return subject in scope.councils or id_of(subject) in scope.documents

    @cached_property
    def _councils(self) -> frozenset[str]:
        return frozenset(one.council_id for one in self.known.councils or () if one.council_id)


def plan(
    home: Home, changes: Changes, retrieved: Retrieved, inputs: frozenset[Input], jobs: int = 0, ocr: OcrMode = OcrMode.AUTO
) -> Refresh:
    """What has to be made anew because of ``changes``; reads the documents that are new or changed.

    Which council a sitting is of depends on all documents: two towns of one name tell each other apart. So councils are resolved for
    all sittings anew, which is cheap, and a council that thereby has other documents, or another id, is refreshed with those that changed.
    """
    before = changes.before or Before()
    corrections, roster, of_sources = corrections_of(home), roster_of(home), source_councils(home)
    index = retrieved.index
    touched = changes.to_read | _meant_otherwise(corrections, before, index)
    claims = [claim for claim in before.claims if claim.document_id not in touched and claim.document_id in changes.hashes]
    nobodys = (before.nobodys & changes.hashes.keys()) - touched
    kept: dict[str, LandedDocument] = {}
    for document in documents_as_read(home, retrieved, jobs, {changes.hashes[one] for one in touched & changes.hashes.keys()}, ocr):
        claims += _claims(document, corrections, index)
        if document.extraction.landing is not Landing.READ:
            nobodys |= {document.document_id}
        if len(kept) < MOST_DOCUMENTS or document.extraction.landing is not Landing.READ:
            kept[document.document_id] = document
    tell("finding councils")
    names = {one: retrieved.names[sha256] for one, sha256 in changes.hashes.items()}
    claims.sort(key=lambda claim: (claim.document_id, claim.part))
    councils = resolve_councils(claims, councils_of_sources(names, of_sources))
    nobodys |= {one.document_id for one in councils if one.council_id is None}
    links = links_of(before)
    for one in councils:
        links.add(one.document_id, one.council_id)
    for versions in Store(home.documents).versions().values():
        if len(versions) > 1:
            links.together({id_of(one.sha256) for one in versions})
    was, now = ({(one.document_id, one.part): one for one in rows} for rows in (before.councils, councils))
    touched |= changes.gone | {place[0] for place in was.keys() | now.keys() if was.get(place) != now.get(place)}
    meant = [roster_councils(roster, councils_called(rows)) for rows in (before.councils, councils)]
    moved = {council for one in meant[1] if meant[0][one] != meant[1][one] for council in (meant[0][one], meant[1][one]) if council}
    files = scdl_of(home, of_sources)
    lines = [tuple(scdl_rows(files, rows)) for rows in (before.councils, councils)]
    moved |= {row[SCDL_COUNCIL] for row in {*lines[0]} ^ {*lines[1]} if row[SCDL_COUNCIL]}
    if len(kept) > MOST_DOCUMENTS:
        kept = {one: document for one, document in kept.items() if document.extraction.landing is not Landing.READ}
    return Refresh(
        home,
        ocr,
        jobs,
        changes,
        retrieved,
        inputs,
        Known(corrections, roster, of_sources, index, councils),
        lines[1],
        scopes(touched, moved, links, MOST_DOCUMENTS, nobodys if touched or moved else ()),
        kept,
    )


def _meant_otherwise(corrections: Iterable[Correction], before: Before, index: DocumentIndex) -> set[str]:
    """The documents that a correction spoke of or speaks of, where those are not the same."""
    was = DocumentIndex((before.hashes[one], name) for one, pairs in before.names.items() for _, name in pairs)
    found = ((set(was.find(one.target)), set(index.find(one.target))) for one in corrections)
    return {id_of(sha256) for old, new in found if old != new for sha256 in old | new}


def _claims(document: LandedDocument, corrections: Iterable[Correction], index: DocumentIndex) -> Iterator[Claim]:
    """What the sittings of a document say of their council, as people corrected it."""
    mine = tuple(one for one in corrections if index.find(one.target) == [document.sha256])
    (corrected,), _ = corrected_documents([document], mine, index)
    for part, sitting in enumerate(corrected.sittings, start=1):
        yield claim_of(document.document_id, part, sitting)
