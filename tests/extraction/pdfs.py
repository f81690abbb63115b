"""PDFs made in memory for the tests. All names are invented."""

import io
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from transforms.extraction import pdfium

WIDTH, HEIGHT = A4

ROLL_CALL = (
    "COMMUNE DE VILLE-TÉMOIN",
    "Extrait du registre des délibérations du conseil municipal",
    "Séance du 12 mars 2024",
    "Présents : M. Hugo CASTAING, maire, Mme Inès DUPRÉ, M. Noé GARRIGUE,",
    "Mme Léa FONTANEL et M. Paul JOUVE.",
)
LONG_TEXT = tuple(f"{line} Le conseil municipal en prend acte et passe au point suivant." for line in ROLL_CALL) * 3

GRID = (
    ("Nom", "Présent", "Excusé", "Absent", "Pouvoir à"),
    ("M. Hugo CASTAING", "X", "", "", ""),
    ("Mme Inès DUPRÉ", "X", "", "", ""),
    ("Mme Léa FONTANEL", "", "X", "", "M. Hugo CASTAING"),
    ("M. Noé GARRIGUE", "", "", "X", ""),
    ("M. Paul JOUVE", "", "X", "", ""),
)


def write(canvas: Canvas, lines: Sequence[str], top: float = HEIGHT - 80) -> None:
    for index, line in enumerate(lines):
        canvas.drawString(60, top - 16 * index, line)


def text_pdf(*pages: Sequence[str], password: str | None = None) -> bytes:
    """A PDF with these lines on its pages; a page of no lines is blank."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, encrypt=StandardEncryption(password) if password else None)
    for lines in pages:
        write(canvas, lines)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def scan_pdf(*stamps: Sequence[str], text_pages: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF of ``text_pages``, then one scanned page for each of ``stamps`` with its lines printed over the picture."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for lines in text_pages:
        write(canvas, lines)
        canvas.showPage()
    for stamp in stamps:
        picture = Image.new("L", (300, 420), 255)
        ImageDraw.Draw(picture).text((40, 40), "Le conseil municipal")
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        write(canvas, stamp)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def annotated_pdf(stamp: str) -> bytes:
    """A PDF of one scanned page, black but for its foot, a white stamp with a line of text on it as an annotation."""
    face = f"1 1 1 rg 0 0 300 60 re f 0 g BT /F 12 Tf 10 20 Td ({stamp}) Tj ET"
    scan = "q 595 0 0 842 0 0 cm BI /W 1 /H 4 /CS /G /BPC 8 /F /AHx ID 000000ff> EI Q"
    font = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    return bare_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R] >>",
        f"<< /Length {len(scan)} >>\nstream\n{scan}\nendstream",
        "<< /Type /Annot /Subtype /Stamp /Rect [100 700 400 760] /F 4 /AP << /N 6 0 R >> >>",
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 300 60] /Resources {font} /Length {len(face)} >>\nstream\n{face}\nendstream",
    )


def layered_pdf(lines: Sequence[str], hidden: bool) -> bytes:
    """A PDF of one page that is a picture with a text over it, which can be hidden as scanners do."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.drawImage(ImageReader(Image.new("L", (300, 420), 250)), 0, 0, WIDTH, HEIGHT)
    text = canvas.beginText(60, HEIGHT - 80)
    text.setTextRenderMode(3 if hidden else 0)
    text.textLines(list(lines))
    canvas.drawText(text)
    canvas.save()
    return target.getvalue()


def turned_pdf(lines: Sequence[str], stored: int, shown: int) -> bytes:
    """A PDF whose text is stored turned by ``stored`` degrees (counter-clockwise) on a page shown turned by ``shown`` (clockwise)."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.setPageRotation(shown)
    canvas.translate(*{0: (0, 0), 90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[stored])
    canvas.rotate(stored)
    write(canvas, lines, top=500)
    canvas.save()
    return target.getvalue()


def grid_pdf(*grids: Sequence[Sequence[str]], ruled: bool = True, before: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    """A PDF with one grid a page, lines before the first and after the last."""
    target = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]
    story: list[object] = [Paragraph(line, style) for line in before]
    for rows in grids:
        cells = [[Paragraph(cell, style) if len(cell) > 24 else cell for cell in row] for row in rows]
        table = Table(cells, colWidths=[150] + [60] * (len(rows[0]) - 2) + [120])
        centred = [("ALIGN", (1, 0), (-2, -1), "CENTER")]
        table.setStyle(TableStyle(centred + [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] * ruled))
        story.append(table)
        if rows is not grids[-1]:
            story.append(PageBreak())
    story += [Paragraph(line, style) for line in after]
    SimpleDocTemplate(target, pagesize=A4).build(story)
    return target.getvalue()


def bare_pdf(*objects: str) -> bytes:
    """A PDF of hand-written objects, numbered from 1; the first is the catalogue."""
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        body
        + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    )


def scan_of(pdf: bytes, number: int = 1, askew: float = 0.0, stamp: bool = False) -> Image.Image:
    """The picture that a scanner of 200 dots per inch makes of a page: grainy, ``askew`` by degrees, a blue seal over its text."""
    with pdfium.opened(pdf) as document:
        sheet = document[number - 1].render(scale=200 / 72).to_pil().convert("RGB")
    if stamp:
        seal = ImageDraw.Draw(sheet)
        for reach in (150, 120):
            seal.ellipse((1100 - reach, 420 - reach, 1100 + reach, 420 + reach), outline=(120, 140, 235), width=4)
        seal.text((1010, 410), "MAIRIE DE VILLE-TÉMOIN", fill=(120, 140, 235))
    grain = np.random.default_rng(7).integers(-16, 17, (sheet.height, sheet.width, 1), np.int16)
    grainy = Image.fromarray(np.clip(np.asarray(sheet, np.int16) // 8 * 7 + 16 + grain, 0, 255).astype(np.uint8))
    return grainy.rotate(askew, Image.Resampling.BILINEAR, fillcolor=(230, 230, 230)) if askew else grainy


def pictures_pdf(*pictures: Image.Image) -> bytes:
    """A PDF of whole-page pictures without any text."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for picture in pictures:
        photograph = io.BytesIO()
        picture.save(photograph, "JPEG", quality=85)
        canvas.drawImage(ImageReader(photograph), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def picture_of(pdf: bytes, askew: float = 0.0, stamp: bool = False) -> Image.Image:
    """The grey picture that the ladder takes of a scan of the first page."""
    with pdfium.opened(pictures_pdf(scan_of(pdf, askew=askew, stamp=stamp))) as document:
        return pdfium.picture(document[0], 200)


def sheet_pdf(draw: Callable[[Canvas], None]) -> bytes:
    """A PDF of one page that ``draw`` fills."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.setFont("Times-Roman", 12)
    draw(canvas)
    canvas.save()
    return target.getvalue()
