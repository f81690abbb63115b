"""Every page that people open, in a real browser: axe finds nothing serious in it, it fits a small screen and prints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from pipelines.home import Home
from tests.browser.conftest import Reader
from tests.troubled import at_now
from transforms.reporting.review import Listed, review_index_html
from transforms.reporting.status import Documents, status_html

SITE = "site/commune-ville-temoin/"
SITE_PAGES = {
    "index of sites": "site/index.html",
    "home of the site": SITE + "index.html",
    "search": SITE + "index.html?q=budget",
    "sessions": SITE + "sessions.html",
    "session": SITE + "sessions/2024-09-24.html",
    "quarantined session": SITE + "sessions/2025-01-21.html",
    "deliberation": SITE + "deliberations/2024-01-23-2024-004.html",
    "councillors": SITE + "councillors.html",
    "councillor": SITE + "councillors/coustelin-karima.html",
    "documents": SITE + "documents.html",
    "document": SITE + "documents/doc-*.html",
}
OTHER_PAGES = {
    "attendance report": "attendance_commune-ville-temoin.html",
    "index of reports": "attendance.html",
    "list of reviews": "review/index.html",
    "review": "review/doc-*.html",
    "dictionary": "dictionary.html",
    "status": "status.html",
}
PAGES = SITE_PAGES | OTHER_PAGES


def address(home: Home, name: str) -> tuple[Path, str]:
    """The file of a page, and what follows it in the address."""
    pattern, mark, rest = PAGES[name].partition("?")
    return sorted(home.published.glob(pattern))[0], mark + rest


def serious(page: Page) -> list[tuple[str, str]]:
    """What axe finds of serious or critical impact, each with the first element that has it."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_a_small_screen_and_prints(name: str, home: Home, reader: Reader) -> None:
    page = reader.open(*address(home, name))
    if name == "dictionary":  # its tables are all of one make, and axe looks at every pair of its thousand cells
        page.evaluate("[...document.querySelectorAll('section.table')].slice(4).forEach((table) => table.remove())")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == [], scheme
    heading = page.locator("h1").inner_text()
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as printed:
        assert heading.split()[0] in printed[0].get_textpage().get_text_range()


LONG_NAME = "seance_du_conseil_" * 8 + ".pdf"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: review_index_html([Listed(LONG_NAME, 1, 2, (LONG_NAME,), "a.html")]), id="list of reviews"),
        pytest.param(lambda: status_html(at_now(), [], [], [], [Documents("Agenda", ((LONG_NAME, "inbox", "An agenda."),))]), id="status"),
    ],
)
def test_a_long_name_does_not_widen_a_small_screen(content: Callable[[], str], reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 360, "height": 700})
    reader.page.set_content(content())
    assert LONG_NAME in reader.page.locator("main").inner_text()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_names_stay_beside_the_figures_on_a_small_screen(home: Home, reader: Reader) -> None:
    page = reader.open(*address(home, "attendance report"))
    page.set_viewport_size({"width": 360, "height": 700})
    table = page.locator("table.members").first
    name, rate = table.locator("tbody th").first, table.locator("tbody td.rate").first
    rate.evaluate("one => one.scrollIntoView({inline: 'end', block: 'center'})")
    left, right = name.bounding_box(), rate.bounding_box()
    assert left is not None
    assert right is not None
    assert 0 <= left["x"] < left["x"] + left["width"] <= right["x"]
    assert right["x"] + right["width"] <= 360


def test_axe_would_find_what_is_serious(reader: Reader) -> None:
    reader.page.set_content('<html lang="fr"><title>x</title><main><h1>x</h1><img src="data:," /><p style="color:#ccc">pâle</p></main>')
    assert {name for name, _ in serious(reader.page)} >= {"image-alt", "color-contrast"}
