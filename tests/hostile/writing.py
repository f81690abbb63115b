"""PDFs written byte by byte, so that they can be wrong in any way."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence

WIDTH, HEIGHT = 595, 842
LINES_A_PAGE = 48

ACT = (
    "COMMUNE DE VILLE-TÉMOIN",
    "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL",
    "Séance du 12 mars 2024",
    "L'an deux mille vingt-quatre, le douze mars à dix-neuf heures, le conseil municipal légalement convoqué s'est réuni",
    "en mairie sous la présidence de M. Hugo CASTAING, maire.",
    "Nombre de conseillers en exercice : 5",
    "Présents : M. Hugo CASTAING, Mme Inès DUPRÉ, M. Noé GARRIGUE, Mme Léa FONTANEL",
    "Absent excusé : M. Paul JOUVE, pouvoir à Mme Inès DUPRÉ",
    "Délibération n° 2024-001 : Remplacement des bancs de la place du marché",
    "Monsieur le maire expose que les bancs de la place du marché sont à remplacer et qu'une somme est prévue au budget.",
    "Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de remplacer les bancs et autorise monsieur le",
    "maire à signer tout document qui s'y rapporte.",
    "Pour : 5  Contre : 0  Abstention : 0",
)


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def packed(content: bytes, entries: str = "", level: int = 9) -> bytes:
    """A stream of ``content``, deflated."""
    return stream(zlib.compress(content, level), f"/Filter /FlateDecode {entries}")


def pdf(objects: Sequence[bytes | str] | Mapping[int, bytes | str], trailer: str = "", root: int = 1, size: int | None = None) -> bytes:
    """A PDF of objects numbered from 1, or by their keys; ``trailer`` holds more entries of its trailer."""
    numbered = objects if isinstance(objects, Mapping) else dict(enumerate(objects, start=1))
    body, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, content in numbered.items():
        offsets[number] = len(body)
        body += f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content) + b"\nendobj\n"
    last = max(numbered)
    start = len(body)
    body += f"xref\n0 {last + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, last + 1):
        body += f"{offsets[number]:010d} 00000 n \n".encode() if number in offsets else b"0000000000 65535 f \n"
    body += f"trailer\n<< /Size {size or last + 1} /Root {root} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(body)


def page_objects(contents: Iterable[bytes], fonts: str = "", media: str = f"[0 0 {WIDTH} {HEIGHT}]", page: str = "") -> list[bytes | str]:
    """Catalogue (1), page tree (2), then a page and its content stream for each of ``contents``; ``page`` holds more entries of each."""
    streams = list(contents)
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(streams)))
    objects: list[bytes | str] = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>"]
    for index, content in enumerate(streams):
        resources = f"/Resources << /Font << {fonts} >> >>" if fonts else ""
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox {media} {resources} {page} /Contents {4 + 2 * index} 0 R >>")
        objects.append(content)
    return objects


HELVETICA = "/F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def shown(lines: Sequence[str], top: int = HEIGHT - 60, size: int = 10) -> bytes:
    """The content stream that prints lines in ``HELVETICA``."""
    marks = [f"BT /F {size} Tf 50 {top} Td 14 TL".encode()]
    for line in lines:
        text = line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        marks.append(b"(" + text + b") Tj T*")
    return b"\n".join([*marks, b"ET"])


def act(lines: Sequence[str] = ACT, page: str = "", catalogue: str = "", more: Sequence[bytes | str] = ()) -> bytes:
    """A sound act of one page; objects from 5 on are ``more``."""
    objects = page_objects([stream(shown(lines))], HELVETICA, page=page)
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>"
    return pdf([*objects, *more])


def unicode_act(lines: Sequence[str]) -> bytes:
    """An act of any characters: its font says by a map what each of its codes stands for. Long texts take several pages."""
    signs = sorted(set("".join(lines)))
    codes = {sign: index for index, sign in enumerate(signs, start=1)}
    maps = "".join(f"<{code:04x}> <{sign.encode('utf-16-be', 'surrogatepass').hex()}>\n" for sign, code in codes.items())
    blocks = [maps.splitlines()[start : start + 100] for start in range(0, len(signs), 100)]
    ranges = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{ranges}endcmap end end"
    )
    contents = []
    for start in range(0, len(lines), LINES_A_PAGE):
        texts = ["<" + "".join(f"{codes[sign]:04x}" for sign in line) + "> Tj T*" for line in lines[start : start + LINES_A_PAGE]]
        contents.append(packed(f"BT /F 10 Tf 50 {HEIGHT - 60} Td 14 TL\n{' '.join(texts)}\nET".encode()))
    first = 3 + 2 * len(contents)
    objects = page_objects(contents, f"/F {first} 0 R")
    return pdf(
        [
            *objects,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [{first + 1} 0 R] "
            f"/ToUnicode {first + 2} 0 R >>",
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 /FontDescriptor {first + 3} 0 R "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            stream(cmap.encode()),
            "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 "
            "/CapHeight 700 /StemV 80 >>",
        ]
    )
