"""The links to documents in pages, feeds, CSV files and catalogues.

Each function takes bytes as they were fetched and the address that they came from, and gives absolute addresses in the order of the print,
each once. Raises :class:`ListingError` where the bytes are not what the source says: an empty list means that there is nothing, no less.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from transforms.sources.admission import absolute

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag


class ListingError(ValueError):
    """What was fetched is no page, feed, table or catalogue entry that lists documents; the message says why."""


def page_links(html: bytes, url: str, selector: str | None = None, pattern: str | None = None, *, encoding: str | None = None) -> list[str]:
    """Addresses of the documents that a page links to.

    With neither selector nor pattern these are the links whose path ends in ``.pdf``; a selector alone takes all that it finds, a pattern
    is searched in the whole address.
    """
    page = _soup(html, encoding)
    return _once(link for link in _hrefs(page, url, selector) if _is_wanted(link, selector, pattern))


def next_links(html: bytes, url: str, selector: str, *, encoding: str | None = None) -> list[str]:
    """Addresses of the next pages of a list."""
    return _once(_hrefs(_soup(html, encoding), url, selector))


def followed_links(html: bytes, url: str, selector: str | None, pattern: str | None, *, encoding: str | None = None) -> list[str]:
    """Addresses of the pages below a page."""
    links = _hrefs(_soup(html, encoding), url, selector)
    return _once(link for link in links if pattern is None or re.search(pattern, link))


def feed_links(feed: bytes, url: str, selector: str | None = None, pattern: str | None = None) -> list[str]:
    """Addresses of the documents in a feed's entries: enclosures, links, and links in their text."""
    return _once(link for entry in _entries(feed, url) for link in _entry_links(entry, url, selector, pattern))


def feed_days(feed: bytes, url: str, selector: str | None = None, pattern: str | None = None) -> dict[str, date]:
    """By address the day on which its entry was published, the last one where there are several; none for an undated entry."""
    days: dict[str, date] = {}
    for entry in _entries(feed, url):
        if told := entry.get("published_parsed") or entry.get("updated_parsed"):
            for link in _entry_links(entry, url, selector, pattern):
                days[link] = max(date(*told[:3]), days.get(link, date.min))
    return days


def _entries(feed: bytes, url: str) -> list[Any]:
    import feedparser

    # a stream, since a text that looks like an address or a path would be opened
    found = feedparser.parse(io.BytesIO(feed), response_headers={"content-location": url})
    if not found.get("version"):
        raise ListingError("it is no RSS or Atom feed")
    return list(found.entries)


def _entry_links(entry: Any, url: str, selector: str | None, pattern: str | None) -> Iterator[str]:
    for one in entry.get("links", []):
        link = absolute(one.get("href", ""), url)
        if link and (_is_wanted(link, None, pattern) or (pattern is None and one.get("type") == "application/pdf")):
            yield link
    texts = [content.get("value", "") for content in entry.get("content", [])] or [entry.get("summary", "")]
    for text in texts:
        yield from page_links(text.encode("utf-8"), url, selector, pattern, encoding="utf-8")


def scdl_links(table: bytes, url: str, column: str = "DELIB_URL") -> list[str]:
    """Addresses in a column of a CSV file; the separator is the one of , ; and tab that its header holds most of."""
    return _once(link for link, _ in _scdl_rows(table, url, column))


def scdl_days(table: bytes, url: str, column: str = "DELIB_URL") -> dict[str, date]:
    """By address the day of its session (``DELIB_DATE``), the last one where there are several; none where a row tells no day."""
    days: dict[str, date] = {}
    for link, told in _scdl_rows(table, url, column):
        with suppress(ValueError):
            days[link] = max(date.fromisoformat(told), days.get(link, date.min))
    return days


def _scdl_rows(table: bytes, url: str, column: str) -> list[tuple[str, str]]:
    """Address and printed day of each row that has an address."""
    try:
        text = table.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = table.decode("cp1252", "replace")
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    if (named := names.get(column.lower())) is None:
        raise ListingError(f"it has no column {column}")
    try:
        rows = [((row[named] or "").strip(), (row.get(names.get("delib_date", "")) or "").strip()) for row in reader]
    except csv.Error as error:
        raise ListingError(f"it is no CSV file: {error}") from error
    return [(link, day) for value, day in rows if value and (link := absolute(value, url))]


def datagouv_links(answer: bytes, url: str) -> list[str]:
    """Addresses of the PDF resources of a data set, as ``/datasets/{id}/`` of the API gives it."""
    try:
        resources = json.loads(answer)["resources"]
        rows = [(str(one["url"]), str(one.get("format") or ""), str(one.get("mime") or "")) for one in resources]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ListingError("it is no data set as the API gives it") from error
    links = ((absolute(link, url), form.lower().strip(".") == "pdf" or mime == "application/pdf") for link, form, mime in rows)
    return _once(link for link, is_pdf in links if link and (is_pdf or _ends_in_pdf(link)))


def _soup(html: bytes, encoding: str | None) -> BeautifulSoup:
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "html.parser", from_encoding=encoding)


def _hrefs(page: BeautifulSoup, url: str, selector: str | None) -> Iterator[str]:
    base = page.find("base", href=True)
    start = absolute(str(base["href"]), url) if base else None
    for element in page.select(selector or "a[href]"):
        for anchor in _anchors(element):
            if link := absolute(str(anchor["href"]), start or url):
                yield link


def _anchors(element: Tag) -> list[Tag]:
    return [element] if element.name in ("a", "area", "link") and element.has_attr("href") else list(element.select("a[href]"))


def _is_wanted(link: str, selector: str | None, pattern: str | None) -> bool:
    if pattern is not None:
        return re.search(pattern, link) is not None
    return selector is not None or _ends_in_pdf(link)


def _ends_in_pdf(link: str) -> bool:
    return urlsplit(link).path.lower().endswith(".pdf")


def _once(links: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(links))
