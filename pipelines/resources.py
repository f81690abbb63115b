"""What assets need from outside: the home folder, its sources, and the work file of the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from pydantic import Field, PrivateAttr

from pipelines import aside, journal
from pipelines.home import Home
from pipelines.ingestion import FolderSource, sources_at
from pipelines.memory import clear_spills, database
from pipelines.ocr import OcrMode
from pipelines.refresh import Refresh, begin
from pipelines.settings import settings_of
from pipelines.sources.again import Again
from pipelines.sources.configuration import configured_sources, secret_values
from pipelines.sources.looks import Look, read_look
from transforms.sources.specs import SourceSpec


class HomeResource(dg.ConfigurableResource[Any]):
    """The home folder that a run works on; no other run can while it does."""

    path: str = ""  # empty: $REGISTRE_HOME, else the project's data folder
    sources: list[str] = Field(default=[])  # empty: the inbox and the samples
    jobs: int = 0  # worker processes; 0: as many as there are processors
    looks_itself: bool = True  # at the configured sources; False where that was done before this began
    ocr: str = OcrMode.AUTO.value  # whether scans are read: never, auto or always

    _refresh: Refresh | None = PrivateAttr(default=None)
    _open: tuple[Path, duckdb.DuckDBPyConnection] | None = PrivateAttr(default=None)

    @property
    def home(self) -> Home:
        return Home.at(self.path) if self.path else Home.default()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[HomeResource]:
        home = self.home.prepare()
        wait = settings_of(home).run_wait_seconds  # a run that Dagster starts waits for one that a person started
        with home.locked(wait), journal.kept(home, secrets=secret_values(home)):
            clear_spills(home)
            try:
                yield self
            finally:
                self.close()
                aside.end()

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

    def refresh(self) -> Refresh:
        """What this run makes anew; looked at, and read, once a run, though several assets ask."""
        if self._refresh is None:
            self._refresh = begin(self.home, self.jobs, OcrMode(self.ocr))
        return self._refresh

    def open(self, scratch: Path) -> duckdb.DuckDBPyConnection:
        """The connection to a scratch file, which nobody else has open. It stays open until another one, or ``close``, is asked for."""
        if self._open and self._open[0] == scratch:
            return self._open[1]
        self.close()
        self._open = scratch, database(self.home, scratch)
        return self._open[1]

    def close(self) -> None:
        """Closes the scratch file that is open; what is to replace or read it elsewhere can."""
        if self._open:
            self._open[1].close()
            self._open = None

    def works(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to each scratch file of the run, one after another. Raises Failure where none was begun."""
        scratches = self.home.scratches()
        if not scratches:
            raise dg.Failure("No run was begun on this home: materialize the tables of the group printed first.")
        yield from map(self.open, scratches)
