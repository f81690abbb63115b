"""The site as people use it: they search without accents, sort, follow a fact to its line and its PDF, with the keyboard too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Reader
from tests.pages import dead_links, faults, pages_of


def test_no_link_of_the_site_leads_nowhere(site: Path) -> None:
    pages = pages_of(site.parent)
    assert dead_links(pages, site.parent) == []
    assert {name: found for name, page in pages.items() if (found := faults(page))} == {}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("n'dongala HELOISE", "Héloïse N'DONGALA"),
        ("plantation d'arbres 23 JANVIER", "2024-004 Programme de plantation d'arbres pour l'hiver 2024"),
        ("2024-004", "2024-004 Programme de plantation d'arbres pour l'hiver 2024"),
        ("21 janvier 2025 seance", "21 janvier 2025"),
    ],
)
def test_a_reader_finds_whatever_the_accents(reader: Reader, site: Path, asked: str, answer: str) -> None:
    page = reader.open(site / "index.html")
    assert not page.locator("#trouve").is_visible()
    page.fill("#q", asked)
    link = page.locator("#trouve a").first
    assert link.inner_text().replace("\u00a0", " ").replace("’", "'") == answer
    assert page.locator("#trouve [role=status]").inner_text().startswith("Trouvé : 1")
    link.click()
    assert page.locator("h1").inner_text()
    assert "index.html" not in page.url


def test_a_search_from_any_page_is_answered_on_the_first(reader: Reader, site: Path) -> None:
    page = reader.open(site / "sessions" / "2024-09-24.html")
    page.fill("#q", "coustelin")
    page.press("#q", "Enter")
    page.wait_for_url("**/index.html?q=coustelin")
    assert page.locator("#trouve a").first.inner_text() == "Karima COUSTELIN"
    page.fill("#q", "rien de tel")
    assert page.locator("#trouve [role=status]").inner_text() == "Rien ne correspond."


def test_a_vote_leads_to_its_line_and_on_to_the_page_of_the_pdf(reader: Reader, site: Path) -> None:
    page = reader.open(site / "deliberations" / "2024-01-23-2024-004.html")
    source = page.locator("dl.terms .cite").first
    assert source.inner_text() == "ville-temoin-2024-01-23-DEL2024_004.pdf, p. 1, l. 40"
    source.click()
    line = page.locator("li:target")
    assert "par 21 voix pour, 2 voix contre" in line.inner_text()
    assert line.evaluate("one => one.getBoundingClientRect().bottom <= innerHeight")
    pdf = page.locator("h3 a").first.get_attribute("href") or ""
    assert pdf.endswith(".pdf#page=1")
    assert (site / "documents" / pdf.partition("#")[0]).resolve().read_bytes().startswith(b"%PDF")


def test_sessions_are_sorted_and_searched(reader: Reader, site: Path) -> None:
    page = reader.open(site / "sessions.html")
    days = page.locator("tbody th a")
    assert [day.replace("\u00a0", " ") for day in days.all_inner_texts()] == ["23 janvier 2024", "24 septembre 2024", "21 janvier 2025"]
    page.locator("th button", has_text="Séance").first.click()
    assert days.first.inner_text().replace("\u00a0", " ") == "21 janvier 2025"
    page.fill(".search input", "a l'ecart")
    assert page.locator("tbody tr:visible").count() == 1


def test_the_keyboard_leads_past_the_header_and_the_focus_is_seen(reader: Reader, site: Path) -> None:
    page = reader.open(site / "sessions.html")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("one => one === document.activeElement && one.getBoundingClientRect().left >= 0")
    assert skip.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_without_scripts_everything_is_there_but_the_search(read_as: Callable[..., Reader], site: Path) -> None:
    page = read_as(java_script_enabled=False).open(site / "index.html")
    assert page.locator("noscript p").is_visible()
    page.locator("nav a", has_text="Conseillers").click()
    page.locator("a", has_text="Karima COUSTELIN").click()
    assert page.locator("h1").inner_text() == "Karima COUSTELIN"
