"""Files that are broken or mean harm, by family, and what may become of each.

Everything is made here, from seeds: the same files each time. ``corpus()`` is the whole, ``corpus(most=2)`` the first of each family.
"""

from __future__ import annotations

import io
import os
import random
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from tests.hostile.writing import ACT, HELVETICA, act, packed, page_objects, pdf, shown, stream, unicode_act

# What a document may become: it was read, and is used or set aside with its reason; or it was not read, and why.
READ = frozenset({"used", "quarantined", "partly_read", "partly_used", "no_council", "no_date", "agenda", "not_a_sitting", "same_bytes"})
USED = frozenset({"used", "quarantined", "partly_read", "same_bytes"})
UNREAD = frozenset({"unreadable", "same_bytes"})
NO_TEXT = frozenset({"needs_ocr", "unreadable", "same_bytes"})
ANY = READ | NO_TEXT


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file and what may become of it. ``name`` is given as bytes where it is no text."""

    family: str
    name: str | bytes
    data: bytes
    may_be: frozenset[str] = ANY
    says: str = ""  # words of its sentence, where it is not read


Made = Iterator[tuple[str | bytes, bytes, frozenset[str], str]]
FAMILIES: dict[str, Callable[[], Made]] = {}


def family(make: Callable[[], Made]) -> Callable[[], Made]:
    FAMILIES[make.__name__] = make
    return make


def corpus(most: int | None = None) -> Iterator[Hostile]:
    """The files of every family, or the ``most`` first of each."""
    for name in FAMILIES:
        yield from corpus_of(name, most)


def corpus_of(name: str, most: int | None = None) -> Iterator[Hostile]:
    """The files of one family."""
    for file, data, may_be, says in islice(FAMILIES[name](), most):
        yield Hostile(name, file, data, may_be, says)


def numbered(number: int) -> list[str]:
    """The act as the deliberation of that number."""
    return [line.replace("2024-001", f"2024-{number:03d}") for line in ACT]


@cache
def sound() -> bytes:
    """A sound act of some kilobytes: twelve pages."""
    return pdf(page_objects([stream(shown(numbered(index))) for index in range(1, 13)], HELVETICA))


# --- the envelope


@family
def encrypted() -> Made:
    import pikepdf

    for strength in (6, 4, 3, 2):
        for user in ("secret", "", "clé €"):
            if strength < 6 and not user.isascii():
                continue
            target = io.BytesIO()
            with pikepdf.open(io.BytesIO(act(numbered(strength)))) as document:
                lock = pikepdf.Encryption(owner="owner", user=user, R=strength, aes=strength >= 4, metadata=strength >= 4)
                document.save(target, encryption=lock, deterministic_id=False, static_id=True)
            yield (
                f"R{strength}-{'user' if user else 'owner'}-{len(user)}.pdf",
                target.getvalue(),
                UNREAD if user else USED,
                "password" if user else "",
            )
    for handler in ("/Filter /Inconnu /V 1 /R 2", "/Filter /Standard /V 9 /R 9", "/Filter /Standard", "/Filter /Adobe.PubSec /V 4"):
        entries = f"/Encrypt << {handler} /O (x) /U (x) /P -1 >> /ID [(a) (b)]"
        yield f"handler-{handler.split()[1][1:]}-{len(handler)}.pdf", pdf(page_objects([stream(shown(ACT))], HELVETICA), entries), ANY, ""


@family
def truncated() -> Made:
    whole = sound()
    step = 512
    for cut in range(step, len(whole) - step, step):
        yield f"cut-{cut:06d}.pdf", whole[:cut], UNREAD, "truncated"
    yield "cut-tail.pdf", whole[:-20], ANY, ""
    yield "cut-head.pdf", whole[200:], UNREAD, "not a PDF"


@family
def zero_bytes() -> Made:
    yield "empty.pdf", b"", UNREAD, "empty"
    for size in (1, 1024, 1_000_000):
        yield f"zeros-{size}.pdf", bytes(size), UNREAD, "not a PDF"
    yield "header.pdf", b"%PDF-1.7\n", UNREAD, ""
    yield "header-and-end.pdf", b"%PDF-1.7\n%%EOF\n", UNREAD, ""
    yield "startxref.pdf", b"%PDF-1.7\nstartxref\n0\n%%EOF\n", UNREAD, ""
    yield "spaces.pdf", b"%PDF-1.7\n" + b" " * 5_000_000 + b"startxref\n9\n%%EOF", UNREAD, ""
    yield "hole.pdf", sound()[:4000] + bytes(4000) + sound()[8000:], ANY, ""


@family
def no_pdf() -> Made:
    others = {
        "page.pdf": b"<!DOCTYPE html><script>alert(1)</script>",
        "archive.pdf": b"PK\x03\x04" + bytes(64),
        "photo.pdf": b"\xff\xd8\xff\xe0" + bytes(64),
        "program.pdf": b"MZ\x90\x00" + bytes(256),
        "elf.pdf": b"\x7fELF" + bytes(256),
        "script.pdf": b"#!/bin/sh\ntouch canary\n",
        "entities.pdf": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "postscript.pdf": b"%!PS-Adobe-3.0\n(canary) (w) file closefile\n",
        "python.pdf": b"import os; os.system('touch canary')\n",
        "pickle.pdf": b"cos\nsystem\n(S'touch canary'\ntR.",
        "words.pdf": "Ceci n’est pas un PDF.".encode(),
    }
    for name, data in others.items():
        yield name, data, UNREAD, "not a PDF"
    yield "behind-junk.pdf", b"GIF89a" + bytes(500) + act(numbered(20)), ANY, ""
    yield "far-behind-junk.pdf", bytes(2000) + act(numbered(21)), UNREAD, "not a PDF"
    yield "before-a-zip.pdf", act(numbered(22)) + b"PK\x03\x04" + bytes(100), ANY, ""
    yield "two-in-one.pdf", act(numbered(23)) + act(numbered(24)), ANY, ""


# --- the structure


@family
def cross_reference_loops() -> Made:
    objects = page_objects([stream(shown(numbered(30)))], HELVETICA)
    base = pdf(objects)
    start = int(base.rsplit(b"startxref\n", 1)[1].split()[0])
    for name, previous in {"itself": start, "header": 0, "beyond": 10**9, "negative": -5, "trailer": base.rindex(b"trailer")}.items():
        yield f"previous-{name}.pdf", pdf(objects, f"/Prev {previous}"), ANY, ""
        yield f"hybrid-{name}.pdf", pdf(objects, f"/XRefStm {previous}"), ANY, ""
    first = pdf(objects, "/Prev 0000000000")
    second = b"xref\n0 0\ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    start = int(first.rsplit(b"startxref\n", 1)[1].split()[0])
    yield "two-that-meet.pdf", first.replace(b"/Prev 0000000000", b"/Prev %010d" % len(first)) + second % (start, len(first)), ANY, ""
    chain = bytearray(base)
    for _ in range(5000):
        here = len(chain)
        chain += b"xref\n0 0\ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (start, here)
        start = here
    yield "chain-of-5000.pdf", bytes(chain), ANY, ""
    for size in (0, -1, 2**31, 2**63):
        yield f"size-{size}.pdf", pdf(objects, size=size or 1), ANY, ""


@family
def page_tree_loops() -> Made:
    content = stream(shown(numbered(40)))
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << {HELVETICA} >> >> /Contents 4 0 R >>"
    trees = {
        "itself": "<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
        "itself-and-a-page": "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
        "catalogue": "<< /Type /Pages /Kids [1 0 R] /Count 1 >>",
        "same-page-twice": "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>",
        "same-page-5000-times": f"<< /Type /Pages /Kids [{'3 0 R ' * 5000}] /Count 5000 >>",
        "count-too-high": "<< /Type /Pages /Kids [3 0 R] /Count 100000 >>",
        "count-huge": "<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>",
        "count-negative": "<< /Type /Pages /Kids [3 0 R] /Count -7 >>",
        "count-a-name": "<< /Type /Pages /Kids [3 0 R] /Count /Many >>",
        "no-kids": "<< /Type /Pages /Count 3 >>",
        "kids-a-number": "<< /Type /Pages /Kids 12 /Count 1 >>",
        "kids-missing-objects": "<< /Type /Pages /Kids [77 0 R 78 0 R 3 0 R] /Count 3 >>",
        "parent-of-itself": "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>",
    }
    for name, tree in trees.items():
        yield f"{name}.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", tree, page, content]), ANY, ""
    for depth in (10, 20, 40):  # each node holds the next one four times: 4 ** depth pages
        nodes = [f"<< /Type /Pages /Kids [{f'{index + 1} 0 R ' * 4}] /Count {4 ** (depth - index + 5)} >>" for index in range(5, 5 + depth)]
        tree = "<< /Type /Pages /Kids [5 0 R] /Count 1000000 >>"
        yield f"fourfold-{depth}.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", tree, page, content, *nodes, page]), ANY, ""
    chain = [f"<< /Type /Pages /Kids [{index + 1} 0 R] /Count 1 >>" for index in range(5, 3005)]
    tree = "<< /Type /Pages /Kids [5 0 R] /Count 1 >>"
    yield "3000-deep.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", tree, page, content, *chain, page]), ANY, ""


@family
def lies() -> Made:
    content = shown(numbered(50))
    for length in (0, 5, 10**9, -1, 2**40):
        lying = b"<< /Length %d >>\nstream\n" % length + content + b"\nendstream"
        yield f"length-{length}.pdf", pdf(page_objects([lying], HELVETICA)), ANY, ""
    yield "length-of-itself.pdf", pdf(page_objects([b"<< /Length 4 0 R >>\nstream\n" + content + b"\nendstream"], HELVETICA)), ANY, ""
    yield "no-endstream.pdf", pdf(page_objects([b"<< /Length 9999 >>\nstream\n" + content], HELVETICA)), ANY, ""
    whole = act(numbered(51))
    yield "offsets-wrong.pdf", whole.replace(b"0000000", b"0000009"), ANY, ""
    yield "no-table.pdf", whole.replace(b"xref\n0 ", b"xrex\n0 "), ANY, ""
    yield "no-root.pdf", whole.replace(b"/Root 1 0 R", b"/Root 9 0 R"), ANY, ""
    yield "root-a-page.pdf", whole.replace(b"/Root 1 0 R", b"/Root 3 0 R"), ANY, ""
    yield "version-9.pdf", whole.replace(b"%PDF-1.7", b"%PDF-9.9"), USED, ""
    yield "contents-of-the-page-itself.pdf", whole.replace(b"/Contents 4 0 R", b"/Contents 3 0 R"), ANY, ""
    yield "contents-missing.pdf", whole.replace(b"/Contents 4 0 R", b"/Contents 9 0 R"), ANY, ""
    many = "".join(f"{4} 0 R " for _ in range(20_000))
    yield "contents-20000-times.pdf", whole.replace(b"/Contents 4 0 R", f"/Contents [{many}]".encode()), ANY, ""
    yield "number-huge.pdf", pdf([*page_objects([stream(content)], HELVETICA)], "/Info 4294967295 0 R"), ANY, ""


@family
def nesting() -> Made:
    for depth in (100, 10_000, 1_000_000):
        yield f"arrays-{depth}.pdf", act(numbered(60), catalogue="/Lang " + "[" * depth + "]" * depth), ANY, ""
        yield f"dictionaries-{depth}.pdf", act(numbered(61), catalogue="/Names " + "<< /A " * depth + "1" + " >>" * depth), ANY, ""
        yield (
            f"saved-states-{depth}.pdf",
            pdf(page_objects([packed(b"q " * depth + shown(numbered(62)) + b" Q" * depth)], HELVETICA)),
            ANY,
            "",
        )
        yield f"marks-{depth}.pdf", pdf(page_objects([packed(b"/P BMC " * depth + shown(numbered(63)))], HELVETICA)), ANY, ""
        operand = b"[" * depth + b"]" * depth + b" TJ"
        yield f"operands-{depth}.pdf", pdf(page_objects([packed(shown(numbered(64)) + operand)], HELVETICA)), ANY, ""
        yield f"references-{depth}.pdf", act(numbered(65), more=[f"{index + 1} 0 R" for index in range(5, 5 + min(depth, 20_000))]), ANY, ""
    outline = ["<< /Title (a) /Next 5 0 R /Prev 5 0 R /First 5 0 R /Parent 5 0 R >>"]
    yield "outline-loop.pdf", act(numbered(66), catalogue="/Outlines 5 0 R", more=outline), USED, ""


# --- bombs


@family
def bombs() -> Made:
    for megabytes in (10, 100, 1000):
        maker = zlib.compressobj(9)
        spaces = b"".join(maker.compress(b" " * 1_000_000) for _ in range(megabytes)) + maker.flush()
        yield f"spaces-{megabytes}.pdf", pdf(page_objects([stream(spaces, "/Filter /FlateDecode")], HELVETICA)), ANY, ""
        maker = zlib.compressobj(9)
        block = b"(Le conseil municipal) Tj T* " * 40_000
        text = b"".join(
            [
                maker.compress(b"BT /F 8 Tf 50 800 Td 9 TL "),
                *(maker.compress(block) for _ in range(megabytes)),
                maker.compress(b"ET"),
                maker.flush(),
            ]
        )
        yield f"text-{megabytes}.pdf", pdf(page_objects([stream(text, "/Filter /FlateDecode")], HELVETICA)), ANY, ""
        maker = zlib.compressobj(9)
        lines = b"".join(maker.compress(b"0 0 m 500 500 l S " * 60_000) for _ in range(megabytes)) + maker.flush()
        yield f"drawing-{megabytes}.pdf", pdf(page_objects([stream(lines, "/Filter /FlateDecode")], HELVETICA)), ANY, ""
        maker = zlib.compressobj(9)
        filler = b"".join(maker.compress(b"9 " * 500_000) for _ in range(megabytes)) + maker.flush()
        holder = stream(filler, "/Type /ObjStm /N 100000 /First 900000 /Filter /FlateDecode")
        yield f"object-stream-{megabytes}.pdf", act(numbered(70), catalogue="/Names 6 0 R", more=[holder]), ANY, ""
        double = zlib.compress(spaces, 9)
        yield (
            f"deflated-twice-{megabytes}.pdf",
            pdf(page_objects([stream(double, "/Filter [/FlateDecode /FlateDecode]")], HELVETICA)),
            ANY,
            "",
        )
    for repeated in (2, 20, 60):
        chain = "/Filter [" + "/ASCIIHexDecode " * repeated + "]"
        yield f"hexadecimal-{repeated}.pdf", pdf(page_objects([stream(b"41" * 5000, chain)], HELVETICA)), ANY, ""
    run = b"\x81 " * 2_000_000
    yield "runs.pdf", pdf(page_objects([stream(run, "/Filter /RunLengthDecode")], HELVETICA)), ANY, ""
    for columns in (1, 10**6, 2**31 - 1, 2**40):
        parms = f"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns {columns} /Colors 32 /BitsPerComponent 16 >>"
        yield f"predictor-{columns}.pdf", pdf(page_objects([stream(zlib.compress(bytes(10_000)), parms)], HELVETICA)), ANY, ""


@family
def forms_within_forms() -> Made:
    def form(content: str, resources: str) -> bytes:
        return stream(content.encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << {resources} >> >>")

    for name, forms in {
        "itself": [form("/X Do", "/X 5 0 R")],
        "two-in-a-ring": [form("/X Do", "/X 6 0 R"), form("/X Do", "/X 5 0 R")],
        "chain-of-2000": [form("/X Do", f"/X {index + 1} 0 R") for index in range(5, 2005)],
        "twofold-10": [form("/X Do /X Do", f"/X {index + 1} 0 R") for index in range(5, 15)] + [form("0 0 9 9 re f", "")],
        "twofold-16": [form("/X Do /X Do", f"/X {index + 1} 0 R") for index in range(5, 21)] + [form("0 0 9 9 re f", "")],
        "twofold-40": [form("/X Do /X Do", f"/X {index + 1} 0 R") for index in range(5, 45)] + [form("0 0 9 9 re f", "")],
    }.items():
        objects = page_objects([stream(shown(numbered(80)) + b"\n/X Do")], f"{HELVETICA} >> /XObject << /X 5 0 R")
        yield f"{name}.pdf", pdf([*objects, *forms]), ANY, ""
        scan = page_objects([stream(b"/X Do")], f"{HELVETICA} >> /XObject << /X 5 0 R")
        yield f"{name}-without-text.pdf", pdf([*scan, *forms]), ANY, ""
    pattern = stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep .001 /YStep .001 /Resources << /Pattern << /P 5 0 R >> >>",
    )
    objects = page_objects([stream(b"/Pattern cs /P scn 0 0 595 842 re f")], f"{HELVETICA} >> /Pattern << /P 5 0 R")
    yield "pattern-of-itself.pdf", pdf([*objects, pattern]), ANY, ""


# --- pages


@family
def many_pages() -> Made:
    for count in (1_000, 10_000, 50_000):
        kids = "3 0 R " * count
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << {HELVETICA} >> >> /Contents 4 0 R >>"
        tree = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
        yield f"same-{count}.pdf", pdf(["<< /Type /Catalog /Pages 2 0 R >>", tree, page, stream(b"")]), ANY, ""
        own = page_objects(
            [stream(shown([f"Page {number}", "Le conseil municipal prend acte du rapport."])) for number in range(count)], HELVETICA
        )
        yield f"own-{count}.pdf", pdf(own), ANY, ""
    empty = page_objects([stream(b"")] * 10_000)
    yield "blank-10000.pdf", pdf(empty), NO_TEXT, ""


@family
def page_sizes() -> Made:
    boxes = {
        "100-metres": "[0 0 283465 283465]",
        "100-metres-high": "[0 0 595 283465]",
        "1000-kilometres": "[0 0 2834645669 2834645669]",
        "nothing": "[0 0 0 0]",
        "a-hair": "[0 0 0.0001 842]",
        "upside-down": "[595 842 0 0]",
        "negative": "[-99999999 -99999999 0 0]",
        "huge-numbers": f"[0 0 1{'0' * 60} 1{'0' * 60}]",
        "no-numbers": "[/a /b /c /d]",
        "two-numbers": "[595 842]",
        "missing": "null",
    }
    for name, box in boxes.items():
        yield f"{name}.pdf", pdf(page_objects([stream(shown(numbered(90)))], HELVETICA, box)), ANY, ""
        yield f"{name}-drawn.pdf", pdf(page_objects([stream(b"0 0 9999999 9999999 re f")], HELVETICA, box)), ANY, ""
    for unit in (0, -1, 75_000, 10**30):
        yield f"unit-{unit:g}.pdf", pdf(page_objects([stream(shown(numbered(91)))], HELVETICA, page=f"/UserUnit {unit:f}")), ANY, ""
    for turn in (45, 90, -90, 10**9):
        yield f"turned-{turn}.pdf", pdf(page_objects([stream(shown(numbered(92)))], HELVETICA, page=f"/Rotate {turn}")), ANY, ""
    matrix = b"1e30 0 0 1e30 0 0 cm " + shown(numbered(93))
    yield "matrix-huge.pdf", pdf(page_objects([stream(matrix)], HELVETICA)), ANY, ""
    yield "text-at-one-place.pdf", pdf(page_objects([stream(shown(ACT * 200, size=1).replace(b"14 TL", b"0 TL"))], HELVETICA)), ANY, ""
    yield "letters-of-100-metres.pdf", pdf(page_objects([stream(shown(numbered(94), size=283465))], HELVETICA)), ANY, ""


# --- pictures


@family
def pictures() -> Made:
    def scan(entries: str, data: bytes) -> bytes:
        picture = stream(data, f"/Type /XObject /Subtype /Image {entries}")
        return pdf([*page_objects([stream(b"595 0 0 842 0 0 cm /I Do")], f"{HELVETICA} >> /XObject << /I 5 0 R"), picture])

    grey = "/ColorSpace /DeviceGray /BitsPerComponent 8"
    for side in (10_000, 12_000, 30_000, 2**16):
        flat = zlib.compressobj(9)
        rows = [flat.compress(b"\xc8" * side) for _ in range(min(side, 12_000))]
        data = b"".join(rows) + flat.flush()
        yield f"grey-{side}.pdf", scan(f"/Width {side} /Height {side} {grey} /Filter /FlateDecode", data), NO_TEXT, ""
    yield (
        "colour-6000.pdf",
        scan(
            "/Width 6000 /Height 6000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode",
            zlib.compress(b"\xf0" * 108_000_000, 1),
        ),
        NO_TEXT,
        "",
    )
    one = "/ColorSpace /DeviceGray /BitsPerComponent 1"
    yield (
        "fax-60000.pdf",
        scan(f"/Width 60000 /Height 60000 {one} /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 >>", b"\xff" * 900),
        NO_TEXT,
        "",
    )
    for name, size in {
        "negative": "/Width -5 /Height -5",
        "nothing": "/Width 0 /Height 0",
        "beyond": "/Width 2147483647 /Height 2147483647",
    }.items():
        yield f"size-{name}.pdf", scan(f"{size} {grey}", bytes(100)), ANY, ""
    for kind in ("DCTDecode", "JPXDecode", "JBIG2Decode", "LZWDecode", "CCITTFaxDecode", "Inconnu"):
        junk = random.Random(kind).randbytes(20_000)
        yield f"junk-{kind}.pdf", scan(f"/Width 1700 /Height 2200 {grey} /Filter /{kind}", junk), ANY, ""
    jpeg = (
        b"\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + bytes(500) + b"\xff\xd9"
    )
    yield "jpeg-of-65535.pdf", scan(f"/Width 65535 /Height 65535 {grey} /Filter /DCTDecode", jpeg), ANY, ""
    for depth in (0, 3, 16, 64):
        yield (
            f"depth-{depth}.pdf",
            scan(f"/Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent {depth}", bytes(20_000)),
            ANY,
            "",
        )
    mask = "/Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 5 0 R /Mask 5 0 R"
    yield "mask-of-itself.pdf", scan(mask, bytes(10_000)), ANY, ""
    from PIL import Image

    noise = io.BytesIO()
    Image.frombytes("L", (1240, 1754), random.Random(1).randbytes(1240 * 1754)).save(noise, "JPEG", quality=60)
    yield "noise.pdf", scan(f"/Width 1240 /Height 1754 {grey} /Filter /DCTDecode", noise.getvalue()), NO_TEXT, ""
    stripes = bytes([255 * (x // 7 % 2) for x in range(1240)]) * 1754
    yield "stripes.pdf", scan(f"/Width 1240 /Height 1754 {grey} /Filter /FlateDecode", zlib.compress(stripes)), NO_TEXT, ""


# --- what acts


@family
def actions() -> Made:
    commands = {
        "script": "/S /JavaScript /JS (app.launchURL('http://127.0.0.1:9/canary'); this.exportDataObject\\({cName: 'canary'}\\);)",
        "script-endless": "/S /JavaScript /JS (while(true){})",
        "launch": "/S /Launch /F (/bin/sh) /Unix << /F (/bin/sh) /P (-c 'touch canary') >>",
        "launch-windows": "/S /Launch /Win << /F (cmd.exe) /P (/c echo > canary) >>",
        "address": "/S /URI /URI (http://127.0.0.1:9/canary)",
        "submit": "/S /SubmitForm /F (http://127.0.0.1:9/canary) /Fields []",
        "import": "/S /ImportData /F (/etc/passwd)",
        "elsewhere": "/S /GoToR /F (/etc/passwd) /D [0 /Fit]",
        "film": "/S /Rendition /R << /S /MR /C << /S /MCD /D (/etc/passwd) >> >>",
        "next-itself": "/S /Named /N /NextPage /Next 5 0 R",
    }
    for name, command in commands.items():
        action = f"<< /Type /Action {command} >>"
        yield f"open-{name}.pdf", act(numbered(100), catalogue="/OpenAction 5 0 R", more=[action]), USED, ""
        yield f"page-{name}.pdf", act(numbered(101), page="/AA << /O 5 0 R /C 5 0 R >>", more=[action]), USED, ""
        link = f"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A {action} >>"
        yield f"link-{name}.pdf", act(numbered(102), page="/Annots [5 0 R]", more=[link]), USED, ""


@family
def attachments() -> Made:
    for name, data in {
        "canary.exe": b"MZ",
        "../../canary": b"#!/bin/sh\n",
        "acte.pdf": act(numbered(110)),
        "bombe.pdf": bytes(10_000_000),
    }.items():
        tree = f"/Names << /EmbeddedFiles << /Names [({name}) 5 0 R] >> >>"
        spec = f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 6 0 R >> >>"
        yield f"embedded-{name.rsplit('/')[-1]}.pdf", act(numbered(111), catalogue=tree, more=[spec, packed(data)]), USED, ""
        note = "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 50 50] /FS 6 0 R >>"
        yield (
            f"pinned-{name.rsplit('/')[-1]}.pdf",
            act(numbered(112), page="/Annots [5 0 R]", more=[note, spec.replace("6 0 R", "7 0 R"), packed(data)]),
            USED,
            "",
        )
    outside = "<< /Length 0 /F << /Type /Filespec /F (/etc/passwd) >> >>\nstream\n\nendstream"
    for where in ("/etc/passwd", "http://127.0.0.1:9/canary", "../../../../etc/passwd"):
        yield f"contents-outside-{len(where)}.pdf", pdf(page_objects([outside.replace("/etc/passwd", where).encode()], HELVETICA)), ANY, ""


@family
def metadata() -> Made:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    packets = {
        "laughs": f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY l0 'ha'>{laughs}]><x>&l9;</x>",
        "outside": "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
        "long": "<x>" + "a" * 5_000_000 + "</x>",
    }
    for name, packet in packets.items():
        entries = stream(packet.encode(), "/Type /Metadata /Subtype /XML")
        yield f"packet-{name}.pdf", act(numbered(115), catalogue="/Metadata 5 0 R", more=[entries]), USED, ""
    for name, info in {
        "html": "/Title (<script>alert\\(1\\)</script>) /Author (=cmd|' /C canary'!A0)",
        "dates": "/CreationDate (D:99999999999999+99'99') /ModDate (D:)",
        "itself": "/Title 5 0 R /Author 5 0 R",
        "long": f"/Title ({'a' * 5_000_000})",
    }.items():
        objects = [*page_objects([stream(shown(numbered(116)))], HELVETICA), f"<< {info} >>"]
        yield f"info-{name}.pdf", pdf(objects, "/Info 5 0 R"), USED, ""


@family
def annotations() -> Made:
    note = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x) /Popup 5 0 R /Parent 5 0 R /IRT 5 0 R >>"
    yield "ring.pdf", act(numbered(120), page="/Annots [5 0 R]", more=[note]), USED, ""
    yield "itself.pdf", act(numbered(121), page="/Annots 5 0 R", more=["[5 0 R]"]), USED, ""
    yield "100000.pdf", act(numbered(122), page=f"/Annots [{'5 0 R ' * 100_000}]", more=[note]), USED, ""
    stamp = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] /AP << /N 6 0 R >> >>"
    face = stream(b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")
    yield "stamp-of-itself.pdf", act(numbered(123), page="/Annots [5 0 R]", more=[stamp, face]), USED, ""
    field = "<< /FT /Tx /T (a) /V (x) /Kids [6 0 R] /Parent 6 0 R >>"
    yield (
        "field-of-itself.pdf",
        act(numbered(124), catalogue="/AcroForm << /Fields [5 0 R] /XFA [(a) 5 0 R] >>", more=["6 0 R", field]),
        USED,
        "",
    )
    yield (
        "xfa.pdf",
        act(
            numbered(125), catalogue="/AcroForm << /XFA 5 0 R >>", more=[stream(b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>")]
        ),
        USED,
        "",
    )


# --- fonts


@family
def fonts() -> Made:
    def with_font(font: str, *more: bytes | str, text: bytes = shown(ACT)) -> bytes:
        return pdf([*page_objects([stream(text)], "/F 5 0 R"), font, *more])

    simple = "<< /Type /Font /Subtype /TrueType /BaseFont /AAAAAA+X /FirstChar 0 /LastChar 255"
    private = " ".join(f"/g{code}" for code in range(256))
    yield "no-map.pdf", with_font(f"{simple} /Encoding << /Type /Encoding /Differences [0 {private}] >> >>"), ANY, ""
    yield (
        "no-map-of-two-bytes.pdf",
        with_font(
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        ),
        ANY,
        "",
    )
    yield (
        "descendant-of-itself.pdf",
        with_font("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>"),
        ANY,
        "",
    )
    yield (
        "letter-that-draws-itself.pdf",
        with_font(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 0 /LastChar 255 "
            f"/CharProcs << /a 6 0 R >> "
            f"/Encoding << /Differences [0 {'/a ' * 256}] >> /Resources << /Font << /F 5 0 R >> >> >>",
            stream(b"1 0 d0 BT /F 1 Tf (aa) Tj ET"),
        ),
        ANY,
        "",
    )
    for seed in range(6):
        junk = packed(random.Random(seed).randbytes(5000))
        descriptor = "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 7 0 R /FontFile 7 0 R /FontFile3 7 0 R >>"
        yield f"junk-{seed}.pdf", with_font(f"{simple} /FontDescriptor 6 0 R >>", descriptor, junk), ANY, ""
    maps = {
        "everything": "1 beginbfrange <0000> <ffff> <0041> endbfrange",
        "itself": "/X usecmap",
        "to-nothing": "1 beginbfrange <00> <ff> <0000> endbfrange",
        "to-half-signs": "1 beginbfrange <00> <ff> <d800> endbfrange",
        "to-private": "1 beginbfrange <00> <ff> <e000> endbfrange",
        "to-long-texts": f"1 beginbfchar <65> <{'0065' * 20_000}> endbfchar",
        "to-controls": "1 beginbfrange <20> <ff> <0001> endbfrange",
        "backwards": "1 beginbfrange <ff> <00> <0041> endbfrange",
    }
    for name, entries in maps.items():
        cmap = f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {entries} endcmap"
        yield (
            f"map-{name}.pdf",
            with_font("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>", stream(cmap.encode())),
            ANY,
            "",
        )
    yield "widths-huge.pdf", with_font(f"{simple} /Widths [{'1e30 ' * 256}] >>"), ANY, ""


# --- what is printed

RIGHT_TO_LEFT, ZERO_WIDTH, SOFT, MARK, ISOLATE = "\u202e", "\u200b", "\u00ad", "\u200f", "\u2066"
CYRILLIC = str.maketrans("AEOPCTXBHKM", "АЕОРСТХВНКМ")
CODES = {
    "sql": "Robert'); DROP TABLE printed.document;--",
    "sql-comment": '" OR 1=1 /* ',
    "html": "<script>fetch('http://127.0.0.1:9/canary')</script>",
    "html-picture": "<img src=x onerror=alert(1)>",
    "html-end": "</script></style></title><svg onload=alert(1)>",
    "template": "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "shell": "$(touch canary)`touch canary`; touch canary | touch canary",
    "formula": '=HYPERLINK("http://127.0.0.1:9/canary";"x")',
    "formula-at": "@SUM(1+9)*cmd|' /C touch canary'!A0",
    "formula-plus": "+33 1 23 45 67 89",
    "path": "../../../../tmp/canary",
    "path-windows": "C:\\Windows\\System32\\canary",
    "format": "%s%s%s%n {0.__class__} {}",
    "typst": '#read("/etc/passwd") #sys.inputs',
    "markdown": "[cliquez](javascript:alert(1)) ![x](http://127.0.0.1:9/canary)",
    "zero": "M. \x00 NUL",
    "json": '"}]}, {"a": [{',
    "yaml": "!!python/object/apply:os.system ['touch canary']",
    "long": "DUPONT-" * 3000,
    "nothing": " ",
}


@family
def printed_codes() -> Made:
    for name, code in CODES.items():
        lines = [line.replace("Noé GARRIGUE", f"Noé {code}") for line in numbered(130)]
        yield f"name-{name}.pdf", unicode_act(lines), READ, ""
        yield f"council-{name}.pdf", unicode_act([line.replace("VILLE-TÉMOIN", code) for line in numbered(131)]), READ, ""
        yield f"title-{name}.pdf", unicode_act([line.replace("Remplacement des bancs", code) for line in numbered(132)]), READ, ""
        yield f"number-{name}.pdf", unicode_act([line.replace("2024-001", code[:40]) for line in ACT]), READ, ""


@family
def look_alikes() -> Made:
    for name, change in {
        "right-to-left": lambda text: RIGHT_TO_LEFT + text[::-1],
        "zero-width": lambda text: ZERO_WIDTH.join(text),
        "soft-hyphens": lambda text: SOFT.join(text),
        "marks": lambda text: MARK + text + MARK,
        "isolates": lambda text: ISOLATE + text,
        "cyrillic": lambda text: text.translate(CYRILLIC),
        "full-width": lambda text: "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text),
        "bold": lambda text: "".join(chr(0x1D400 + ord(sign) - 65) if "A" <= sign <= "Z" else sign for sign in text),
        "combining": lambda text: "".join(sign + "\u0301" * 50 for sign in text),
        "one-zero-width": lambda text: text[:3] + ZERO_WIDTH + text[3:],
        "joiner": lambda text: text[:3] + "\u200d" + text[3:],
        "variation": lambda text: text[:3] + "\ufe0f" + text[3:],
    }.items():
        for part in ("GARRIGUE", "Noé GARRIGUE"):
            lines = [line.replace(part, change(part)) for line in numbered(140)]
            yield f"{name}-{len(part)}.pdf", unicode_act(lines), READ, ""
        yield f"{name}-council.pdf", unicode_act([line.replace("VILLE-TÉMOIN", change("VILLE-TÉMOIN")) for line in numbered(141)]), READ, ""


@family
def garbage() -> Made:
    head = list(ACT[:6])
    pick = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyzéèàç MMMmeeee.,;:()-'’0123456789\n"
    texts = {
        "one-name-line": [*head, "Présents : " + ", ".join(f"M. Jean DUPONT{number}" for number in range(20_000))],
        "name-lines": [*head, "Présents :", *(f"M. Jean DUPONT{number}," for number in range(20_000))],
        "present-again": [*head, *["Présents : M. Hugo CASTAING"] * 5000],
        "votes": [*ACT, *["Pour : 5 Contre : 0 Abstention : 0"] * 5000],
        "items": [*head, *(f"{number}. Délibération n° {number} : Objet" for number in range(5000))],
        "votes-in-one-line": [*ACT, "Pour : 5 Contre : 0 " * 5000],
        "powers": [*head, *(f"M. A{number} donne pouvoir à M. A{number + 1}" for number in range(5000))],
        "brackets": [*head, "(" * 50_000, ")" * 50_000],
        "commas": [*head, "Présents : " + "," * 100_000],
        "spaces": [*head, "M." + " " * 100_000 + "DUPONT"],
        "hyphens": [*head, *["commu-", "ne-"] * 5000],
        "figures": [*head, "1" * 100_000, *["2024"] * 5000],
        "figures-in-words": [*head, "vingt-" * 20_000 + "deux"],
        "dates": [*head, *["Séance du 12 mars 2024"] * 5000],
        "crosses": ["Nom Présent Excusé Absent", *["M. A X"] * 3000],
        "one-word": [*head, "a" * 200_000],
        "civilities": [*head, "Présents : " + "M. " * 50_000],
        "councils": [f"COMMUNE DE VILLE{number}" for number in range(5000)],
        "receipts": [*ACT, *[f"094-219400413-20240627-DEL{number}-DE" for number in range(5000)]],
        "abbreviations": [*head, "Mme " * 1000 + "M.M.M.M." * 5000],
        "accents": [*head, "É" * 100_000],
        "capitals": [*head, *["LE CONSEIL MUNICIPAL DÉCIDE"] * 5000],
        "random": ["".join(pick.choices(letters, k=90)) for _ in range(5000)],
        "random-long-line": ["".join(pick.choices(letters[:-1], k=200_000))],
        "random-words": [" ".join(pick.choices(" ".join(ACT).split(), k=14)) for _ in range(5000)],
        "all-signs": [
            "".join(chr(code) for code in range(start, start + 64) if not 0xD800 <= code < 0xE000) for start in range(32, 0x3000, 64)
        ],
    }
    for name, lines in texts.items():
        yield f"{name}.pdf", unicode_act(lines), ANY, ""


# --- chance


@family
def flipped() -> Made:
    whole = act(numbered(150), more=[packed(b"x" * 2000)])
    for seed in range(60):
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(1 + seed % 40):
            data[chance.randrange(len(data))] = chance.randrange(256)
        yield f"bytes-{seed:02d}.pdf", bytes(data), ANY, ""
    for seed in range(20):
        chance = random.Random(1000 + seed)
        blocks = [whole[start : start + 100] for start in range(0, len(whole), 100)]
        middle = blocks[1:-3]
        chance.shuffle(middle)
        yield f"shuffled-{seed:02d}.pdf", b"".join([blocks[0], *middle, *blocks[-3:]]), ANY, ""


@family
def updates() -> Made:
    for count in (10, 1000):
        data = bytearray(act(numbered(160)))
        start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
        for number in range(count):
            place = len(data)
            data += b"4 0 obj\n" + stream(shown([*numbered(160), f"Version {number}"])) + b"\nendobj\n"
            here = len(data)
            data += b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
                place,
                start,
                here,
            )
            start = here
        yield f"{count}.pdf", bytes(data), USED, ""


# --- file names


@family
def file_names() -> Made:
    names: list[str | bytes] = [
        "ligne\ncoupée.pdf",
        "retour\rchariot.pdf",
        "tabulation\t.pdf",
        "-rf.pdf",
        "--home=canary.pdf",
        "$(touch canary).pdf",
        "`touch canary`.pdf",
        "; touch canary;.pdf",
        "<script>alert(1)<%2fscript>.pdf",
        "<img src=x onerror=alert(1)>.pdf",
        "'); DROP TABLE core.document;--.pdf",
        '=HYPERLINK("http:canary").pdf',
        "@SUM(1).pdf",
        "..pdf.pdf",
        "...pdf",
        "%s%n{0}.pdf",
        "\\..\\..\\canary.pdf",
        "..%2f..%2fcanary.pdf",
        " .pdf",
        "~.pdf",
        "*.pdf",
        "?.pdf",
        "CON.pdf",
        "x" * 200 + ".pdf",
        "é" * 120 + ".pdf",
        "\u202efdp.exe.pdf",
        "\u200b.pdf",
        "[bold red]rich[" + "%2f]" + ".pdf",
        "😀.pdf",
        "\x1b[31mrouge\x1b[0m.pdf",
        "\x07.pdf",
        "{{7*7}}.pdf",
        "PDF.PDF",
        b"\xff\xfe.pdf",
        b"latin-\xe9.pdf",
        b"\xed\xa0\x80.pdf",
    ]
    for number, name in enumerate(names):
        yield name, act(numbered(200 + number)), USED, ""


# --- into a folder


def write(files: Iterable[Hostile], folder: Path) -> dict[bytes, Hostile]:
    """Writes the files into ``folder``, one sub-folder a family; gives each by its path inside the folder."""
    written = {}
    for file in files:
        name = file.name if isinstance(file.name, bytes) else file.name.encode()
        path = folder / file.family / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as handle:
            handle.write(file.data)
        written[os.fsencode(file.family) + b"/" + name] = file
    return written


def write_special(folder: Path) -> dict[str, str]:
    """Files of the folder that are none: links, pipes, folders. Gives the kind of line that each must have, empty where it has none."""
    folder.mkdir(parents=True)
    (folder / "to-nowhere.pdf").symlink_to("nowhere")
    (folder / "to-itself.pdf").symlink_to("to-itself.pdf")
    (folder / "to-passwords.pdf").symlink_to("/etc/passwd")
    (folder / "endless.pdf").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.pdf")
    (folder / "folder.pdf").mkdir()
    (folder / "up").symlink_to("..")
    return {
        "to-nowhere.pdf": "not_retrieved",
        "to-itself.pdf": "not_retrieved",
        "to-passwords.pdf": "unreadable",
        "endless.pdf": "not_retrieved",
        "pipe.pdf": "not_retrieved",
        "folder.pdf": "",
    }
