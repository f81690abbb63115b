"""Which links of a page, a feed, a table or a catalogue entry are documents."""

import json
from datetime import date

import pytest

from transforms.sources.admission import address_refusal
from transforms.sources.answers import Content, content_of
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

URL = "https://ville.example/conseil/liste?page=1"
PAGE = """<!DOCTYPE html><html><head><base href="/fichiers/"></head><body>
<a href="pv-1.PDF#page=2">PV</a> <a href="pv-1.PDF">again</a> <a href="mailto:mairie@ville.example">mail</a> <a name="x">no link</a>
<ul class="docs"><li><a href="/telecharger?id=7">Procès-verbal de l’été</a></li></ul>
<a rel="next nofollow" href="/conseil/liste?page=2">Suite</a> <a href="/conseil/seance-3">Séance</a>
<a href="https://ailleurs.example/pv 2.pdf">ailleurs</a> <a href="javascript:void(0)">js</a> <a href="http://[bad">bad</a>
</body></html>""".encode()


def test_without_selector_or_pattern_links_that_end_in_pdf_are_documents_each_once() -> None:
    assert page_links(PAGE, URL) == ["https://ville.example/fichiers/pv-1.PDF", "https://ailleurs.example/pv%202.pdf"]


def test_a_selector_finds_links_or_what_holds_them_whatever_they_are_called() -> None:
    assert page_links(PAGE, URL, "ul.docs") == page_links(PAGE, URL, "ul.docs a") == ["https://ville.example/telecharger?id=7"]


def test_a_pattern_is_searched_in_the_whole_address() -> None:
    assert page_links(PAGE, URL, pattern=r"telecharger\?id=\d+$") == ["https://ville.example/telecharger?id=7"]
    assert page_links(PAGE, URL, "ul.docs a", "pdf$") == []


def test_the_list_goes_on_and_pages_lie_below() -> None:
    assert next_links(PAGE, URL, "a[rel~=next]") == ["https://ville.example/conseil/liste?page=2"]
    assert followed_links(PAGE, URL, None, "/seance-") == ["https://ville.example/conseil/seance-3"]


def test_bytes_that_are_no_html_hold_no_link() -> None:
    assert page_links(b"\0\xff%PDF-1.7", URL) == []


RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Actes</title>
<item><title>PV</title><link>https://ville.example/actu/1</link><enclosure url="/pv-1.pdf" type="application/pdf" length="1"/></item>
<item><title>Liste</title><link>https://ville.example/liste.pdf</link>
<description>&lt;a href="/dl/9.pdf"&gt;ici&lt;/a&gt;</description></item>
<item><enclosure url="https://ville.example/dl?id=4" type="application/pdf" length="1"/></item></channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ville.example/actes/"><title>A</title>
<entry><title>x</title><link rel="enclosure" type="application/pdf" href="2.pdf"/></entry></feed>"""


def test_a_feed_gives_enclosures_links_and_links_in_its_text() -> None:
    paths = ["pv-1.pdf", "liste.pdf", "dl/9.pdf", "dl?id=4"]
    assert feed_links(RSS, "https://ville.example/rss") == [f"https://ville.example/{path}" for path in paths]
    assert feed_links(ATOM, "https://ville.example/atom") == ["https://ville.example/actes/2.pdf"]


def test_a_feed_tells_when_an_entry_was_published() -> None:
    dated = RSS.replace(b"<item><title>PV", b"<item><pubDate>Mon, 02 Mar 2026 23:30:00 +0100</pubDate><title>PV")
    assert feed_days(dated, "https://ville.example/rss") == {"https://ville.example/pv-1.pdf": date(2026, 3, 2)}
    assert feed_days(RSS, "https://ville.example/rss") == {}


def test_a_table_tells_the_last_session_of_an_address() -> None:
    rows = ["DELIB_DATE;DELIB_URL", "2026-01-12;/a.pdf", "2026-03-02;/a.pdf", "soon;/b.pdf", "2025-12-01;/c.pdf", "2025-12-01;"]
    url = "https://ville.example/actes.csv"
    days = {"https://ville.example/a.pdf": date(2026, 3, 2), "https://ville.example/c.pdf": date(2025, 12, 1)}
    assert scdl_days("\n".join(rows).encode(), url) == days
    assert scdl_days(b"DELIB_URL\n/a.pdf\n", url) == {}


def test_an_entity_of_a_feed_reads_no_file(tmp_path) -> None:
    (tmp_path / "secret").write_text("https://ville.example/secret.pdf")
    feed = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>
<rss version="2.0"><channel><item><link>&x;</link></item></channel></rss>"""
    assert feed_links(feed.encode(), URL) == []


@pytest.mark.parametrize("feed", [b"", b"<html><body>404</body></html>", b"https://ville.example/feed.xml", b"/etc/passwd"])
def test_what_is_no_feed_is_said_to_be_none(feed: bytes) -> None:
    with pytest.raises(ListingError, match="no RSS or Atom feed"):
        feed_links(feed, URL)


@pytest.mark.parametrize(
    "table",
    [
        "COLL_NOM;DELIB_URL\nVille;https://ville.example/1.pdf\nVille;\nVille;2.pdf\nVille;2.pdf\n".encode("utf-8-sig"),
        'COLL_NOM,delib_url \r\n"Évry, ville",https://ville.example/1.pdf\r\n,/conseil/2.pdf\r\n'.encode("cp1252"),
    ],
    ids=["semicolons and a mark", "commas, cp1252"],
)
def test_a_table_lists_documents_in_a_column(table: bytes) -> None:
    assert scdl_links(table, URL) == ["https://ville.example/1.pdf", "https://ville.example/conseil/2.pdf"]


def test_a_table_without_the_column_is_told() -> None:
    with pytest.raises(ListingError, match="no column DELIB_URL"):
        scdl_links(b"<html>404</html>", URL)


def test_a_data_set_lists_its_pdf_resources() -> None:
    resources = [
        {"url": "https://static.example/a.pdf", "format": "pdf"},
        {"url": "https://static.example/b", "format": "PDF", "mime": None},
        {"url": "https://static.example/c.csv", "format": "csv"},
        {"url": "https://static.example/d", "mime": "application/pdf"},
    ]
    found = datagouv_links(json.dumps({"resources": resources}).encode(), URL)
    assert found == ["https://static.example/a.pdf", "https://static.example/b", "https://static.example/d"]


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b'{"resources": [1]}', b'{"resources": [{"format": "pdf"}]}'])
def test_what_is_no_data_set_is_said_to_be_none(answer: bytes) -> None:
    with pytest.raises(ListingError):
        datagouv_links(answer, URL)


def test_a_head_made_of_comments_is_judged_at_once() -> None:
    """Comments may be split in many ways; trying them all would take longer than anybody lives."""
    assert content_of(b"<!---->" * 140) is Content.OTHER
    assert content_of(b"<?xml version='1.0'?><!-- a --> <!-- b -->\n<html>") is Content.HTML


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert address_refusal(address) is not None


@pytest.mark.parametrize("address", ["93.184.216.34", "2a01:e0a::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_a_public_address_is_let_through(address: str) -> None:
    assert address_refusal(address) is None
