"""Which documents a source lists: looked up, nothing of them fetched."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from pipelines.sources.fetching import Access, FetchError, Session
from transforms.sources.admission import absolute, host_of
from transforms.sources.links import (
    ListingError,
    datagouv_links,
    feed_days,
    feed_links,
    followed_links,
    next_links,
    page_links,
    scdl_days,
    scdl_links,
)
from transforms.sources.specs import DatagouvSpec, FeedSpec, PageSpec, ScdlSpec, UrlsSpec

ANNOUNCED = timedelta(days=31)  # how long before its session a document may be published: agendas are

WebSpec = UrlsSpec | PageSpec | FeedSpec | ScdlSpec | DatagouvSpec


@dataclass(frozen=True, slots=True)
class Listed:
    """The addresses of the documents of a source. ``shortfall`` says in a sentence why there may be more.

    ``days`` has, by address, the last day of which a document may speak, where the list tells the day of session or of publication.
    """

    urls: tuple[str, ...]
    shortfall: str | None = None
    table: bytes | None = None  # the SCDL file in which they are listed
    days: Mapping[str, date] = field(default_factory=dict)


def access_of(spec: WebSpec) -> Access:
    return Access(spec.allow_networks, spec.delay_seconds)


def listed(spec: WebSpec, session: Session) -> Listed:
    """What the source lists. Raises FetchError where it cannot be said; also where a list that should hold something holds nothing."""
    try:
        match spec:
            case UrlsSpec(urls=urls):
                return Listed(tuple(dict.fromkeys(address for url in urls if (address := absolute(url, url)))))
            case PageSpec():
                found = _walked(spec, session)
            case FeedSpec():
                page = session.page(spec.url)
                links = feed_links(page.body, page.url, spec.selector, spec.pattern)
                published = feed_days(page.body, page.url, spec.selector, spec.pattern)
                return Listed(tuple(links), days={url: day + ANNOUNCED for url, day in published.items()})  # an empty feed is in order
            case ScdlSpec():
                found = _scdl(spec, session)
            case DatagouvSpec():
                # an API is made for programs; robots.txt speaks to those that follow links
                page = session.page(f"{spec.base_url.rstrip('/')}/datasets/{quote(spec.dataset)}/", asks_robots=False)
                found = Listed(tuple(datagouv_links(page.body, page.url)))
    except ListingError as error:
        raise FetchError(f"What is listed cannot be read: {error}.") from error
    if not found.urls:
        raise FetchError(f"No document is listed: {_looked_for(spec)}.")
    return found


def _looked_for(spec: WebSpec) -> str:
    match spec:
        case PageSpec(selector=str(selector)):
            return f"nothing on the page matches {selector}"
        case PageSpec(pattern=str(pattern)):
            return f"no link on the page matches {pattern}"
        case PageSpec():
            return "no link on the page ends in .pdf"
        case ScdlSpec(column=column):
            return f"the column {column} is empty"
        case _:
            return "no resource is a PDF"


def _walked(spec: PageSpec, session: Session) -> Listed:
    """The documents of a page, of the pages that go on with its list, and of those below; all on the page's own host."""
    found: dict[str, None] = {}
    waiting = deque([(spec.url, 0)])
    seen = {spec.url}
    looked_at = 0
    while waiting:
        if looked_at == spec.max_pages:
            return Listed(tuple(found), f"More than {spec.max_pages} pages (max_pages): what lies behind was not looked at.")
        url, depth = waiting.popleft()
        page = session.page(url)
        looked_at += 1
        seen.add(page.url)
        links = page_links(page.body, page.url, spec.selector, spec.pattern, encoding=page.encoding)
        found |= dict.fromkeys(links)
        further = [(link, depth) for link in next_links(page.body, page.url, spec.next_selector, encoding=page.encoding)]
        if depth < spec.depth:
            below = followed_links(page.body, page.url, spec.follow_selector, spec.follow_pattern, encoding=page.encoding)
            further += [(link, depth + 1) for link in below]
        for link, level in further:
            if link not in seen and link not in found and host_of(link) == host_of(spec.url):
                seen.add(link)
                waiting.append((link, level))
    return Listed(tuple(found))


def _scdl(spec: ScdlSpec, session: Session) -> Listed:
    if "://" in spec.location:
        page = session.page(spec.location)
        table, url = page.body, page.url
    else:
        table, url = _file_bytes(spec.location), ""
    return Listed(tuple(scdl_links(table, url, spec.column)), table=table, days=scdl_days(table, url, spec.column))


def _file_bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise FetchError(f"The file {path} cannot be read: {error.strerror}.") from error
