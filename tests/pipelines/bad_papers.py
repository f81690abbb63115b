"""A folder of everything that goes wrong with files, beside one document that is right."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

RECIPE = ("Tarte aux quetsches", "Étaler la pâte, ranger les fruits, saupoudrer de cannelle.", "Cuire quarante minutes à four chaud.")


def written(lines: tuple[str, ...], encryption: StandardEncryption | None = None) -> bytes:
    """A PDF of one page that holds ``lines``."""
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=encryption, invariant=1)
    for number, line in enumerate(lines * 8):
        canvas.drawString(60, 780 - 24 * number, line)
    canvas.save()
    return target.getvalue()


def scanned() -> bytes:
    """A PDF of one page that is a picture."""
    from PIL import Image

    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawImage(ImageReader(Image.effect_noise((620, 877), 80)), 0, 0, 595, 842)
    canvas.save()
    return target.getvalue()


def without_pages() -> bytes:
    """A sound PDF that has none."""
    target = io.BytesIO()
    pypdfium2.PdfDocument.new().save(target)
    return target.getvalue()


# name → the kind of line that `registre status` must have on it
EXPECTED = {
    "zero-bytes.pdf": "unreadable",
    "not-a-pdf.pdf": "unreadable",
    "truncated.pdf": "unreadable",
    "password.pdf": "unreadable",
    "no-pages.pdf": "unreadable",
    "scan.pdf": "needs_ocr",
    "recipe.pdf": "not_a_sitting",
    "the-same-again.pdf": "same_bytes",
    "vanished.pdf": "not_retrieved",
}


def write_bad_papers(folder: Path, good: bytes) -> None:
    """Writes the files of ``EXPECTED``, ``good.pdf`` and a file that is no document into ``folder``."""
    folder.mkdir()
    contents = {
        "good.pdf": good,
        "the-same-again.pdf": good,
        "zero-bytes.pdf": b"",
        "not-a-pdf.pdf": "Ceci n’est pas un PDF.".encode(),
        "truncated.pdf": good[: len(good) // 3],
        "password.pdf": written(RECIPE, StandardEncryption("secret", canPrint=0)),
        "no-pages.pdf": without_pages(),
        "scan.pdf": scanned(),
        "recipe.pdf": written(RECIPE),
        "notes.txt": b"No document.",
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    (folder / "vanished.pdf").symlink_to(folder / "nowhere.pdf")  # listed, and gone when it is read
