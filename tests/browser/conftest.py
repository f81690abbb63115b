"""One browser for all pages, and one home whose pages people open: some papers of Ville-Témoin, a quarantined session among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from pipelines.home import SAMPLES, Home
from pipelines.review import write_review
from pipelines.site import FOLDER, write_site
from pipelines.status_page import write_status
from pipelines.store import Store
from tests.conftest import CHROMIUM
from tests.publishing import publish
from tests.troubled import at_now, troubled

PAPERS = ("ville-temoin-2024-01-23-DEL2024_00[1-4].pdf", "ville-temoin-2024-09-24-*.pdf", "ville-temoin-2025-01-21-*.pdf")


@dataclass
class Reader:
    """A page as somebody reads it, with all that went wrong while they did."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: Path, rest: str = "") -> Page:
        self.page.goto(path.as_uri() + rest)
        return self.page

    def note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def note_request(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.requests.append(request.url)


@pytest.fixture
def read_as(browser: Browser) -> Iterator[Callable[..., Reader]]:
    """Opens a page as somebody with these settings; afterwards nothing went wrong and nothing was asked of the network."""
    readers = []

    def begin(**settings: object) -> Reader:
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        reader = Reader(context.new_page())
        reader.page.on("console", reader.note_console)
        reader.page.on("pageerror", lambda error: reader.errors.append(str(error)))
        reader.page.on("request", reader.note_request)
        readers.append(reader)
        return reader

    yield begin
    for reader in readers:
        reader.page.context.close()
        assert (reader.errors, reader.requests) == ([], [])


@pytest.fixture
def reader(read_as: Callable[..., Reader]) -> Reader:
    return read_as()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    folder = tmp_path_factory.mktemp("browser")
    made = publish(sorted(path for pattern in PAPERS for path in SAMPLES.glob(pattern)), Home(folder / "home"))
    write_review(made, made.published / "review", 5)
    write_site(made.snapshot, made.published / FOLDER, store=Store(made.documents))
    write_status(troubled(Home(folder / "troubled")), made.status_page, clock=at_now)
    return made


@pytest.fixture(scope="session")
def site(home: Home) -> Path:
    return home.published / FOLDER / "commune-ville-temoin"
