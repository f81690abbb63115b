"""What is wrong with a file before any engine opens it."""

from __future__ import annotations

HEADER_WITHIN = 1024  # bytes in which readers accept the header, as PDF 1.7's implementation notes allow
_OTHER_FORMATS = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"pk\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89png", "a PNG image"),
    (b"ii*\x00", "a TIFF image"),
    (b"mm\x00*", "a TIFF image"),
)


def fault(data: bytes) -> str | None:
    """One sentence on why the bytes cannot be a whole PDF, ``None`` where they look like one.

    Engines repair a truncated file silently and show the pages that are left, so the cut is looked for here: in a whole file the last
    ``startxref`` comes after the last object.

    >>> fault(b"")
    'The file is empty (0 bytes).'
    """
    if not data:
        return "The file is empty (0 bytes)."
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        return f"The file is not a PDF: it is {_looks_like(data)}."
    if data.rfind(b"startxref") <= data.rfind(b"endobj"):
        return f"The PDF is truncated: its end is missing after {len(data)} bytes."
    return None


def _looks_like(data: bytes) -> str:
    opening = data[:HEADER_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((name for magic, name in _OTHER_FORMATS if opening.startswith(magic)), "something else")
