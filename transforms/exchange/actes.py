"""The matters of the ACTES nomenclature down to level 2, spelt as SCDL asks: lower case with accents, without comma or parenthesis, the two
levels on either side of a slash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from transforms.subjects.nomenclature import LABELS


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of level 2."""

    code: str  # "8.4"
    name: str  # both levels: "domaines de compétences par thèmes/aménagement du territoire"


def _spelt(label: str) -> str:
    return re.sub(r"[,()]", "", label.lower()).replace("œ", "oe")


LEVEL_1: Final = {code: _spelt(label) for code, label in LABELS.items() if "." not in code}
MATTERS: Final = {code: Matter(code, f"{LEVEL_1[code[0]]}/{_spelt(label)}") for code, label in LABELS.items() if "." in code}
