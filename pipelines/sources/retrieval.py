"""From the configured sources to the store. A broken source is named with its reason, and the others go on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from time import perf_counter
from typing import TypeVar

from pipelines.home import Home
from pipelines.ingestion import reason_for
from pipelines.progress import tell
from pipelines.scdl import keep_fetched
from pipelines.settings import Settings
from pipelines.sources.again import Again
from pipelines.sources.discovery import WebSpec, access_of, listed
from pipelines.sources.fetching import Fetcher, FetchError, RetryableError, Session, Stopped, Validators
from pipelines.sources.folders import files_of
from pipelines.sources.looks import Look, Seen, read_look, write_look
from pipelines.store import Missed, Retrieval, Store
from transforms.sources.specs import FolderSpec, SourceSpec

log = logging.getLogger(__name__)

_T = TypeVar("_T")

NOTE_EVERY = 50  # documents after which what was seen is written down, for the case that the run is killed


@dataclass(frozen=True, slots=True)
class Tried:
    """What a source would fetch: names of documents in its order, or why it cannot be said."""

    source: str
    kind: str
    documents: tuple[str, ...] = ()
    failure: str | None = None


def fetcher_for(home: Home, settings: Settings, *, asks_anew: bool = False) -> Fetcher:
    return Fetcher(settings, home.cache / "http", asks_anew=asks_anew)


def begun(spec: SourceSpec, at: str, before: Look | None) -> Look:
    """A look that begins at ``at``, with what the one before it knew."""
    if before is None:
        return Look(spec.name, spec.kind, at, first_at=at)
    first, reached = before.first_at or before.at, before.reached_at or (before.at if before.failure is None else None)
    return Look(spec.name, spec.kind, at, seen=before.seen, first_at=first, reached_at=reached)


def tried(spec: SourceSpec, fetcher: Fetcher) -> Tried:
    """What the source would fetch; nothing of it is fetched or kept."""
    try:
        if isinstance(spec, FolderSpec):
            return Tried(spec.name, spec.kind, tuple(files_of(spec)))
        with fetcher.session(access_of(spec)) as session:
            found = listed(spec, session)
        return Tried(spec.name, spec.kind, found.urls, found.shortfall)
    except FetchError as error:
        return Tried(spec.name, spec.kind, failure=str(error))


def tried_all(specs: Sequence[SourceSpec], fetcher: Fetcher) -> list[Tried]:
    """What each source would fetch, in their order."""
    return _side_by_side(specs, fetcher, lambda spec: tried(spec, fetcher))


def retrieve(home: Home, specs: Sequence[SourceSpec], fetcher: Fetcher, again: Again | None = None) -> list[Look]:
    """Brings what the sources hold into the store of ``home``; how each look ended, in the order of ``specs``.

    Sources are looked at side by side, the documents of each one after another. What was fetched before a run is stopped is kept. With
    ``again`` documents are fetched whether they have changed or not.
    """
    work = _Work(home, fetcher, again)
    return _side_by_side(specs, fetcher, work.look_at, lambda: work.documents_listed == 0)


def _side_by_side(
    specs: Sequence[SourceSpec], fetcher: Fetcher, look_at: Callable[[SourceSpec], _T], counts_sources: Callable[[], bool] = lambda: True
) -> list[_T]:
    tell("looking at sources", 0, len(specs))
    with ThreadPoolExecutor(min(fetcher.settings.hosts_at_once, max(1, len(specs))), "source") as pool:
        running = [pool.submit(look_at, spec) for spec in specs]
        try:
            for done, future in enumerate(as_completed(running), start=1):
                future.result()
                if counts_sources():
                    tell("looking at sources", done, len(specs))
        except BaseException:
            fetcher.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return [future.result() for future in running]


class _Work:
    """One look at all sources: the store is written to by one thread at a time."""

    def __init__(self, home: Home, fetcher: Fetcher, again: Again | None = None) -> None:
        self.again = again
        self.home, self.fetcher, self.store = home, fetcher, Store(home.documents)
        self.documents_listed = self._documents_asked = 0
        self._writing = threading.Lock()
        self._last = {r.key[:2]: r.sha256 for r in self.store.log()}  # by source and name

    def look_at(self, spec: SourceSpec) -> Look:
        started = perf_counter()
        at = self.fetcher.clock().isoformat(timespec="seconds")
        before = read_look(self.home, spec.name)
        start = begun(spec, at, before)
        try:
            look = self._of_folder(spec, start) if isinstance(spec, FolderSpec) else self._of_web(spec, start)
        except FetchError as error:
            # what was noted as missed or gone stays: nothing was looked at
            look = replace(start, failure=str(error), is_passing=isinstance(error, RetryableError))
        if not look.failure:
            look = replace(look, reached_at=at)
        with self._writing:
            write_look(self.home, look)
        row = {name: value for name, value in asdict(look).items() if name not in ("seen", "at")}
        row["seconds"] = round(perf_counter() - started, 3)
        log.log(logging.ERROR if look.failure else logging.INFO, "source looked at", extra=row)
        return look

    def _tell(self, listed: int = 0) -> None:
        """Tells how many documents of all sources were asked for: those that a source lists now, or one more of them."""
        with self._writing:
            self.documents_listed += listed
            self._documents_asked += not listed
            tell("fetching documents", self._documents_asked, self.documents_listed)

    def _miss(self, source: str, name: str, error: FetchError | OSError) -> Missed:
        reason = reason_for(error) if isinstance(error, OSError) else str(error)
        log.warning("document not retrieved", extra={"source": source, "file": name, "reason": reason})
        return Missed(source, name, reason, self.fetcher.clock().isoformat(timespec="seconds"))

    def _of_web(self, spec: WebSpec, look: Look) -> Look:
        with self.fetcher.session(access_of(spec)) as session:
            found = listed(spec, session)
            if found.table is not None:
                keep_fetched(self.home, spec.name, found.table)
            urls = [url for url in found.urls if not (self.again and self.again.leaves(spec.name, url, found.days.get(url)))]
            look, missed = self._fetched(spec, session, look, urls)
        failure, is_passing = found.shortfall, False
        if missed and len(missed) == len(urls):
            failure = f"None of the {len(missed)} documents could be fetched; the first: {missed[0].reason}"
            is_passing = look.is_passing
        return replace(self._closed(look, found.urls, missed), failure=failure, is_passing=is_passing)

    def _fetched(self, spec: WebSpec, session: Session, look: Look, urls: Sequence[str]) -> tuple[Look, list[Missed]]:
        seen, missed, passing = dict(look.seen), [], 0
        counts = {"new": 0, "replaced": 0, "unchanged": 0}
        if urls:
            self._tell(listed=len(urls))
        for position, url in enumerate(urls, start=1):
            known = seen.get(url)
            usable = known if known and not self.again and self.store.holds(known.sha256) else None
            part = self.store.part_of(spec.name, url)
            try:
                answer = session.document(url, part, Validators(usable.etag, usable.last_modified) if usable else Validators())
            except Stopped:
                write_look(self.home, replace(look, seen=seen))  # what is there need not be fetched again
                raise
            except FetchError as error:
                missed.append(self._miss(spec.name, url, error))
                passing += isinstance(error, RetryableError)
                continue
            finally:
                self._tell()
            if answer.path is None:
                counts["unchanged"] += 1
                continue
            sha256, size = self.store.adopt(answer.path)
            when = self.fetcher.clock().isoformat(timespec="seconds")
            retrieval = Retrieval(spec.name, url, sha256, size, when, answer.url, answer.status, answer.headers, spec.licence)
            counts[self._recorded(retrieval, always=True)] += 1
            seen[url] = Seen(sha256, answer.headers.get("etag"), answer.headers.get("last-modified"))
            if position % NOTE_EVERY == 0:
                write_look(self.home, replace(look, seen=seen))
        return replace(look, seen=seen, missed=len(missed), is_passing=passing > 0, **counts), missed

    def _recorded(self, retrieval: Retrieval, *, always: bool) -> str:
        """Writes the retrieval down, where nothing is new only if ``always``; says which of the counts it is."""
        key = retrieval.key[:2]
        with self._writing:
            last = self._last.get(key)
            if always or last != retrieval.sha256:
                self.store.record([retrieval])
            self._last[key] = retrieval.sha256
        if last != retrieval.sha256:
            log.info("document retrieved", extra=retrieval.facts)
        return "new" if last is None else "unchanged" if last == retrieval.sha256 else "replaced"

    def _closed(self, look: Look, names: Sequence[str], missed: Sequence[Missed]) -> Look:
        """The look with what is no longer listed told apart, and what was missed noted in the store."""
        there = set(names)
        seen = {
            name: replace(one, gone_since=None if name in there else one.gone_since or look.at) for name, one in sorted(look.seen.items())
        }
        with self._writing:
            self.store.note_missed([look.source], missed)
        gone = sum(one.gone_since is not None for one in seen.values())
        return replace(look, seen=seen, listed=len(there), missed=len(missed), gone=gone)

    def _of_folder(self, spec: FolderSpec, look: Look) -> Look:
        seen, missed = dict(look.seen), []
        counts = {"new": 0, "replaced": 0, "unchanged": 0}
        files = files_of(spec)
        for name, file in files.items():
            self.fetcher.check()
            known = seen.get(name)
            is_same = known and file.token and known.token == file.token and self.store.holds(known.sha256)
            if self.again.leaves(spec.name, name) if self.again else is_same:
                counts["unchanged"] += 1
                continue
            when = self.fetcher.clock().isoformat(timespec="seconds")
            try:
                data = file.read()
            except OSError as error:
                missed.append(self._miss(spec.name, name, error))
                continue
            retrieval = Retrieval(spec.name, name, self.store.put(data), len(data), when, licence=spec.licence)
            counts[self._recorded(retrieval, always=False)] += 1
            seen[name] = Seen(retrieval.sha256, token=file.token)
        return self._closed(replace(look, seen=seen, **counts), list(files), missed)
