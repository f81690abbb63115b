"""What an HTTP answer means: whether to try again and when, what its bytes are, from where a broken download goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

RETRYABLE: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
KEPT_HEADERS: Final = ("content-type", "content-length", "content-disposition", "etag", "last-modified", "date", "server")
_REASONS: Final = {401: "it asks for a login", 403: "access is refused", 404: "there is nothing", 410: "it was taken away for good"}
_HEAD: Final = 1024  # a PDF's header stands within its first 1,024 bytes


class Content(StrEnum):
    """What bytes are, whatever their name or header says."""

    PDF = "pdf"
    HTML = "html"
    EMPTY = "empty"
    OTHER = "other"


def content_of(head: bytes) -> Content:
    """What a file is by its first bytes.

    >>> content_of(b"%PDF-1.7 ..."), content_of(b"<!DOCTYPE html><title>404"), content_of(b"PK..")
    (<Content.PDF: 'pdf'>, <Content.HTML: 'html'>, <Content.OTHER: 'other'>)
    """
    start = head[:_HEAD]
    if not start.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        return Content.EMPTY
    if b"%PDF-" in start:
        return Content.PDF
    is_html = re.match(
        rb"(?is)^(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|\s)*+<(?:!doctype\s+html|html|head|body|title)\b", start
    )
    return Content.HTML if is_html else Content.OTHER


def document_refusal(head: bytes) -> str | None:
    """Why bytes are no document; ``None`` for a PDF."""
    match content_of(head):
        case Content.PDF:
            return None
        case Content.HTML:
            return "The answer is an HTML page, not a PDF."
        case Content.EMPTY:
            return "The answer is empty."
        case _:
            return "The answer is no PDF."


def status_sentence(status: int) -> str:
    """A clear sentence on a status that is no success.

    >>> status_sentence(404)
    'The server answers 404: there is nothing.'
    """
    what = _REASONS.get(status) or ("the server is in trouble" if status >= 500 else "the request is refused")
    return f"The server answers {status}: {what}."


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds until a server wants to be asked again; ``None`` where it does not say.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after("Thu, 01 Jan 2026 00:00:30 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    30.0
    """
    if not value:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that a record of retrieval keeps; no cookies."""
    return {name: headers[name] for name in KEPT_HEADERS if name in headers}


def conditional_headers(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers under which a server answers 304 where nothing changed."""
    pairs = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in pairs.items() if value}


def resuming_headers(offset: int, validator: str | None) -> dict[str, str]:
    """The headers that ask for the rest of a document, and for the whole of it where it has changed meanwhile.

    Without a validator, or with a weak one, nothing is resumed: two halves of two versions would make one damaged document.
    """
    if not offset or not validator or validator.startswith("W/"):
        return {}
    return {"Range": f"bytes={offset}-", "If-Range": validator}


def range_start(content_range: str | None) -> int | None:
    """Where a partial answer begins.

    >>> range_start("bytes 100-199/200"), range_start("bytes */200")
    (100, None)
    """
    match = re.fullmatch(r"bytes (\d+)-\d+/(?:\d+|\*)", content_range or "")
    return int(match[1]) if match else None
