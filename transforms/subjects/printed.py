"""The subject that a document prints itself: a code of the nomenclature beside its label or behind a word that announces it.

Documents print "Nomenclature : 7.1 Décisions budgétaires", "Matière de l'acte : 7 .5 .2" (the préfecture's receipt), "5.2 Fonctionnement
des assemblées" in a corner, or only the labels: "Domaine : Finances locales - Subventions". A code that the nomenclature does not hold is
none. Numbers of other lists ("rubrique 2.1.5.0 de la nomenclature" of works on water) end in 0 or name no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from transforms.model import Line, Place
from transforms.subjects.nomenclature import LABELS
from transforms.text import fold, squeeze, words

_CODE: Final = r"(?P<code>[1-9] ?[.,-] ?\d{1,2}(?: ?[.,-] ?\d{1,2}){0,2})(?! ?[.,-]? ?\d)"
_ANNOUNCED: Final = (
    r"^\W{0,3}(?:CODES? |N° )?(?:NOMENCLATURE|MATIERES?|SOUS-MATIERE|CLASSIFICATION|CODIFICATION|DOMAINE|THEME|RUBRIQUE)"
    r"(?: (?:ACTES?|@CTES|PREFECTORALE|PREFECTURE|MATIERES?|DE L'ACTE|DES ACTES|DE LA DELIBERATION|CODE|N°))*"
)
_CODED: Final = re.compile(rf"{_ANNOUNCED} ?[:=-]? ?(?:[A-Z ,'/-]{{0,60}}[(:/-] ?)?{_CODE}")
_LABELLED: Final = re.compile(rf"{_ANNOUNCED} ?: ?(?P<label>[A-Z].+)")
_OPEN: Final = re.compile(rf"{_ANNOUNCED} ?:?$")  # the code stands on the next line
_BARE: Final = re.compile(rf"^\W{{0,3}}{_CODE}")


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code of the nomenclature, of level 2, or of level 1 where no more is printed, and where it stands."""

    code: str
    place: Place


def printed_code(text: str) -> str | None:
    """The code that one line prints.

    >>> printed_code("Nomenclature ACTES : 7.5.2 - Subventions accordées"), printed_code("Matière de l'acte : 7 .10")
    ('7.5', '7.10')
    >>> printed_code("5.2 Fonctionnement des assemblées"), printed_code("Domaine : Finances locales / Fiscalité")
    ('5.2', '7.2')
    >>> printed_code("5.2 Travaux de l'école"), printed_code("Rubrique 2.1.5.0 de la nomenclature"), printed_code("Thème : finances")
    (None, None, None)
    """
    folded = fold(squeeze(text))
    found = _CODED.search(folded)
    if found:
        return _known(found["code"])
    bare = _BARE.match(folded)
    if bare:
        code = _known(bare["code"])
        return code if code and _begins_with(words(folded[bare.end() :]), words(LABELS[code])) else None
    labelled = _LABELLED.match(folded)
    return _labelled(words(labelled["label"])) if labelled else None


def printed_codes(lines: Iterable[Line]) -> Iterator[PrintedCode]:
    """Every code that the lines print, in their order; one announced at a line's end may begin the next line."""
    before: Line | None = None
    for line in lines:
        code, first = printed_code(line.text), line
        if code is None and before is not None and before.page == line.page and _OPEN.match(fold(squeeze(before.text))):
            bare = _BARE.match(fold(squeeze(line.text)))
            code, first = _known(bare["code"]) if bare else None, before
        if code:
            quote = squeeze(line.text if first is line else f"{first.text} {line.text}")
            yield PrintedCode(code, Place(line.page, first.number, line.number, quote))
        before = line if line.text.strip() else before


def _known(printed: str) -> str | None:
    """The code of level 2 that "7 .5 .2" means; ``None`` where the nomenclature does not hold it."""
    parts = re.findall(r"\d+", printed)
    code = ".".join(parts[:2])
    return code if code in LABELS and "0" not in parts[2:] else None


def _labelled(printed: tuple[str, ...]) -> str | None:
    """The code that printed labels mean: level 1 and, behind it, level 2."""
    for family, label in ((code, words(label)) for code, label in LABELS.items() if "." not in code):
        if _begins_with(printed, label):
            rest = printed[len(label) :]
            inner = [code for code, own in LABELS.items() if code.startswith(f"{family}.") and _begins_with(rest, words(own))]
            return inner[0] if len(inner) == 1 else family
    return None


def _begins_with(printed: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """Whether the print begins with the label's first words: all of them, or four where it is long."""
    return printed[: len(label[:4])] == label[:4]
