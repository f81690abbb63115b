"""A town's server, a fetcher that waits for nobody, and documents of Ville-Témoin."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import Settings
from pipelines.sources.fetching import Access, Fetcher
from tests.sources.server import Town, serving
from transforms import samples

LOOPBACK = Access((ip_network("127.0.0.1/32"),))
ADDRESSES = {
    "127.0.0.2": ["127.0.0.2"],
    "::1": ["::1"],
    "prive.test": ["10.0.0.7"],
    "double.test": ["127.0.0.1", "192.168.1.1"],
    "metadonnees.test": ["169.254.169.254"],
}


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.seconds += seconds
            self.slept.append(seconds)

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 3, 1, 5, tzinfo=UTC) + timedelta(seconds=self.seconds)


@pytest.fixture
def town() -> Iterator[Town]:
    with serving(Town()) as served:
        yield served


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def fetcher_with(tmp_path: Path, time: Time) -> Callable[..., Fetcher]:
    """A fetcher with other settings than the usual ones; every host but a few is this machine."""

    def make(**settings: Any) -> Fetcher:
        made = Settings(**{"contact": "tests@registre.example", "silence_seconds": 0.3, **settings})
        resolve = lambda host, port: ADDRESSES.get(host, ["127.0.0.1"])  # noqa: E731
        return Fetcher(made, tmp_path / "http", clock=time.now, monotonic=time.monotonic, sleep=time.sleep, resolve=resolve)

    return make


@pytest.fixture
def fetcher(fetcher_with: Callable[..., Fetcher]) -> Fetcher:
    return fetcher_with()


@cache
def pdf(number: int = 0) -> bytes:
    """A decision of Ville-Témoin, one a number."""
    town = samples.town()
    items = [(session, item) for session in town.sessions[:3] for item in session.items]
    return samples.render_extract(town, *items[number])
