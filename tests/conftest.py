"""What every test may use."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.buckets import s3

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROJECT = Path(__file__).resolve().parent.parent
REGISTRE = str(Path(sys.executable).with_name("registre"))  # the command as people start it
SHARED = PROJECT.parent / "shared"  # the labelled corpus; absent from a plain clone, tests that need it skip

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BROWSER_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")

settings.register_profile("registre", derandomize=True, deadline=None)  # the same examples each time, on any machine
settings.load_profile("registre")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the test skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_OPTIONS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """An S3 bucket for all tests, each under a prefix of its own."""
    with s3("registre"):
        yield "s3://registre"
