"""What assets need from outside: the home folder, its sources, and the work file of the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import dagster as dg
import duckdb
from pydantic import Field, PrivateAttr

from pipelines.home import Home
from pipelines.ingestion import FolderSource, sources_at
from pipelines.landing import landed_documents
from pipelines.ocr import OcrMode
from pipelines.run import fingerprint, note_fingerprint
from pipelines.settings import settings_of
from pipelines.sources.again import Again
from pipelines.sources.configuration import configured_sources
from pipelines.sources.looks import Look, read_look
from transforms.model import LandedDocument
from transforms.sources.specs import SourceSpec


class HomeResource(dg.ConfigurableResource[Any]):
    """The home folder that a run works on; no other run can while it does."""

    path: str = ""  # empty: $REGISTRE_HOME, else the project's data folder
    sources: list[str] = Field(default=[])  # empty: the inbox and the samples
    jobs: int = 0  # worker processes; 0: as many as there are processors
    looks_itself: bool = True  # at the configured sources; False where that was done before this began
    ocr: str = OcrMode.AUTO.value  # whether scans are read: never, auto or always

    _landed: list[LandedDocument] | None = PrivateAttr(default=None)
    _made_from: str | None = PrivateAttr(default=None)

    @property
    def home(self) -> Home:
        return Home.at(self.path) if self.path else Home.default()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[HomeResource]:
        home = self.home.prepare()
        with home.locked(settings_of(home).run_wait_seconds):  # a run that Dagster starts waits for one that a person started
            yield self

    def folder_sources(self) -> list[FolderSource]:
        return sources_at(self.sources, self.home)

    def look_at(self, specs: Sequence[SourceSpec], again: Again | None = None) -> list[Look]:
        """Looks at these sources; with ``again`` everything is fetched again."""
        from pipelines.sources.retrieval import fetcher_for, retrieve

        return retrieve(self.home, specs, fetcher_for(self.home, settings_of(self.home), asks_anew=again is not None), again)

    def looked(self) -> list[Look]:
        """How the last look at each configured source ended; looks at them first where that was not done."""
        specs = configured_sources(self.home)
        if self.looks_itself and specs:
            return self.look_at(specs)
        return [look for spec in specs if (look := read_look(self.home, spec.name))]

    def landed(self) -> list[LandedDocument]:
        """Every document of the store with all that is read from it; read once a run, though several assets ask."""
        if self._landed is None:
            self._made_from = fingerprint(self.home, OcrMode(self.ocr))  # what changes from here on is for the next run
            self._landed = landed_documents(self.home, self.jobs, ocr=OcrMode(self.ocr))
        return self._landed

    def note_published(self) -> str:
        """Notes what the published results are made from; gives its hash. Raises Failure where this run did not read the documents."""
        if self._made_from is None:
            raise dg.Failure("Only a run that reads the documents knows what was published.", allow_retries=False)
        note_fingerprint(self.home, self._made_from)
        return self._made_from

    @contextmanager
    def work(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to the work file, which nobody else has open."""
        limit = settings_of(self.home).memory_limit
        with duckdb.connect(self.home.work_file, config={"memory_limit": limit} if limit else {}) as connection:
            yield connection
