"""PDF bytes to pages of lines: one module an engine, and the ladder that chooses between them.

What a line means does not belong here.
"""

from transforms.extraction import pdfium
from transforms.extraction.ladder import extract, scan_picture
from transforms.extraction.tesseract import PageReader, Tesseract

# Part of the key of every cached reading: raise the number when the same bytes give other lines.
EXTRACTION_VERSION = f"4 ({pdfium.VERSION})"

__all__ = ["EXTRACTION_VERSION", "PageReader", "Tesseract", "extract", "scan_picture"]
