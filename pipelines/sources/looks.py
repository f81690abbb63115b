"""What the last look at each source found: ``documents/looks/<source>.json``, made anew by every look.

It remembers what to ask a server under, since when a document is no longer listed, and how the look ended. Losing it loses no document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from pipelines.home import Home
from pipelines.store import write_atomically


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as the source had it the last time that it was fetched."""

    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    token: str | None = None  # what a store of files tells its version by
    gone_since: str | None = None  # ISO, UTC: the first look that no longer found it listed


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a source. ``failure`` is the reason where the source as a whole could not be looked at, or not wholly."""

    source: str
    kind: str
    at: str  # ISO, UTC
    listed: int = 0
    new: int = 0  # documents whose bytes were never under this name
    replaced: int = 0  # of them, those whose name had other bytes before
    unchanged: int = 0
    missed: int = 0
    gone: int = 0  # known, but no longer listed; they stay
    failure: str | None = None
    reached_at: str | None = None  # ISO, UTC: the last look that did not fail
    is_passing: bool = False  # the failure may be over in a moment: looking again soon may help
    first_at: str | None = None  # ISO, UTC: the first look ever
    seen: Mapping[str, Seen] = field(default_factory=dict)

    @property
    def known_since(self) -> datetime:
        """The last moment at which the source answered as it should; where it never did, the first at which it was asked."""
        return datetime.fromisoformat(self.reached_at or (self.at if self.failure is None else self.first_at or self.at))


def read_look(home: Home, source: str) -> Look | None:
    """The last look at a source; ``None`` where there was none or its note is damaged."""
    try:
        row = json.loads(_file(home, source).read_bytes())
        return Look(**{**row, "seen": {name: Seen(**one) for name, one in row["seen"].items()}})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_look(home: Home, look: Look) -> None:
    ordered = replace(look, seen=dict(sorted(look.seen.items())))
    write_atomically(_file(home, look.source), json.dumps(asdict(ordered), ensure_ascii=False, indent=1).encode())


def _file(home: Home, source: str) -> Path:
    return home.documents / "looks" / f"{source}.json"
