"""Blocks of text on A4 pages: the same blocks give the same bytes.

The files hold no compressed streams, so that their bytes do not depend on the compressor's version.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Kind = Literal["title", "heading", "text", "justified", "line", "small", "dotted", "table", "space", "page"]

_MARGIN = 62
_TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=10.5, leading=13.5, spaceAfter=5)
_STYLES = {
    "title": ParagraphStyle("title", _TEXT, fontName="Times-Bold", fontSize=13, leading=17, alignment=TA_CENTER),
    "heading": ParagraphStyle("heading", _TEXT, fontName="Times-Bold", spaceBefore=5),
    "text": _TEXT,
    "justified": ParagraphStyle("justified", _TEXT, alignment=TA_JUSTIFY),
    "line": ParagraphStyle("line", _TEXT, spaceAfter=0),
    "small": ParagraphStyle("small", _TEXT, fontName="Helvetica", fontSize=7.5, leading=9.5, spaceAfter=0),
    "dotted": ParagraphStyle("dotted", _TEXT, fontName="Courier", fontSize=9, spaceAfter=0),
    "cell": ParagraphStyle("cell", _TEXT, fontSize=9.5, leading=12, spaceAfter=0),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page. ``rows`` are a table's (the first is its head), ``widths`` its columns' in points."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


def to_pdf(blocks: Sequence[Block], *, title: str, footer: str, page_form: str) -> bytes:
    """The blocks as a PDF with standard fonts; ``footer`` and the page number stand under every page unless ``page_form`` is empty."""
    pages = _build(blocks, title, lambda canvas, document: None)[1]

    def under_the_page(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(_MARGIN, 34, footer)
        if page_form:
            canvas.drawRightString(A4[0] - _MARGIN, 34, page_form.format(page=document.page, pages=pages))

    return _build(blocks, title, under_the_page)[0]


def _build(blocks: Sequence[Block], title: str, on_page: Callable[[Any, Any], None]) -> tuple[bytes, int]:
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=54,
        bottomMargin=60,
        title=title,
        author="registre, exemples fictifs",
        lang="fr",
        pageCompression=0,
        invariant=1,
    )
    document.build([_flowable(block) for block in blocks], onFirstPage=on_page, onLaterPages=on_page, canvasmaker=Canvas)
    return buffer.getvalue(), document.page


def _flowable(block: Block) -> Any:
    if block.kind == "page":
        return PageBreak()
    if block.kind == "space":
        return Spacer(1, 9)
    if block.kind == "table":
        cells = [[Paragraph(escape(cell), _STYLES["cell"]) for cell in row] for row in block.rows]
        grid = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
            ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        return Table(cells, colWidths=list(block.widths), style=TableStyle(grid), repeatRows=1)
    return Paragraph(escape(block.text), _STYLES[block.kind])
