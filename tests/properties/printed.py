"""The project's own samples and, where it is at hand, the labelled corpus, as pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from tests.conftest import PROJECT
from tests.properties.layouts import Pages
from transforms.extraction import extract
from transforms.model import Page

SAMPLES: Final = sorted((PROJECT / "data" / "samples").glob("*.pdf"))


@cache
def pages_of(path: Path) -> Pages:
    """The pages of a PDF, none where it holds no text."""
    return extract(path.read_bytes()).pages


# What the reader looks for, to be repeated without ever coming to its end.
UNITS: Final = (
    " ", "\t", "A", "A ", "AB ", "A-", "A'", "M. ", "MM. A ET ", "1", "1 ", "1, ", "1.", "1. A ", "2024-", "12/", ".", ". ", "..... ",
    "…", ": ", "- ", "| ",
    "(", "( ", "(A (B ", "((A) ", "« ", "_", "D'", "DE LA ", "DEUX MILLE ", "DEUX MILLE-", "VINGT ET UN ", "LE 3 MAI ",
    "L'AN DEUX MILLE ", "19 H ",
    "PRESENTS ", "PRESENTS : ", "ABSENTS EXCUSES ", "ABSENTS EXCUSES REPRESENTES ", "ABSENTS : M. ROUX ", "POUVOIR A ",
    "M. ROUX A MME PIC ", "EN EXERCICE : ",
    "SEANCE DU ", "CONVOQUE LE ", "SECRETAIRE DE SEANCE : ", "COMMUNE DE ", "CONSEIL MUNICIPAL DE SAINT-", "LE CONSEIL ",
    "LE CONSEIL DECIDE ", "APRES AVOIR ",
    "A L'UNANIMITE ", "A LA MAJORITE ", "POUR : 3 ", "3 VOIX CONTRE ", "PAR 3 VOIX CONTRE 2 ", "CONTRE ", "VOTE : ", "EST ELU ",
    "OBJET : ", "N° 1 - ",
    "DELIBERATION N° ", "QUESTIONS DIVERSES ", "PROCES-VERBAL DE LA SEANCE DU ", "M. ROUX QUITTE LA SEANCE ", "ARRIVEE DE M. ROUX ",
    "RECU EN PREFECTURE LE ",
    "094-219400413-20240627-A-", "PUBLIE ",
)  # fmt: skip


def run_of(unit: str, size: int) -> str:
    """A unit over and over, and a letter that ends no pattern."""
    return unit * (size // len(unit)) + "é"


def damaged(pages: Pages, random: Random) -> Pages:
    """The pages after an accident: lines in another order, lost, doubled, cut off, run together, or with foreign characters in them."""
    made = []
    for page in pages:
        lines = [line.text for line in page.lines]
        for _ in range(random.randint(1, 6)):
            if not lines:
                break
            at = random.randrange(len(lines))
            match random.randrange(7):
                case 0:
                    random.shuffle(lines)
                case 1:
                    del lines[at : at + random.randint(1, 10)]
                case 2:
                    lines[at:at] = lines[at : at + 5]
                case 3:
                    lines[at] = lines[at][: random.randrange(len(lines[at]) + 1)]
                case 4:
                    lines = lines[:at]
                case 5:
                    lines[at : at + 3] = [random.choice(["", " ", ","]).join(lines[at : at + 3])]
                case _:
                    cut = random.randrange(len(lines[at]) + 1)
                    lines[at] = (
                        lines[at][:cut]
                        + random.choice(["(", ")", ":", "\x00", "\u00ad", "٣", "²", "ß", "ŉ", "\ud800", "9" * 5000])
                        + lines[at][cut:]
                    )
        made.append(Page.from_text(page.number, "\n".join(lines), page.engine))
    return tuple(made)
