"""The data dictionary: what every table and column means, what it is made from, and how a few of its rows look, as one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from transforms.reporting.render import rendered

LAYERS: Final = {
    "marts": "Figures to publish: what is quarantined is left out.",
    "core": "What is known of councils, people, sessions, deliberations and votes; what is quarantined is still here.",
    "quality": "What the rules check, what they found, and what they set aside.",
    "printed": "What each document says, as printed.",
}
CELL_LENGTH: Final = 100  # characters of a sample's cell; quotes are long


@dataclass(frozen=True, slots=True)
class DictionaryColumn:
    name: str
    type: str
    sentence: str
    is_key: bool


@dataclass(frozen=True, slots=True)
class DictionaryTable:
    """One table of the warehouse; its sample's cells stand in the order of its columns."""

    name: str  # "core.vote"
    sentence: str
    grain: str
    key: tuple[str, ...]
    key_remark: str
    reason: str
    columns: tuple[DictionaryColumn, ...]
    reads: tuple[str, ...]  # tables that its SELECT reads; none where Python lands it
    read_by: tuple[str, ...]
    rows: int
    sample: tuple[tuple[Any, ...], ...]
    select: str

    @property
    def layer(self) -> str:
        return self.name.split(".")[0]


def dictionary_html(tables: Sequence[DictionaryTable]) -> str:
    """The page of all tables, by layer and name; it needs no other file and no network."""
    layers = [
        (layer, said, sorted((table for table in tables if table.layer == layer), key=lambda table: table.name))
        for layer, said in LAYERS.items()
    ]
    return rendered("dictionary.html", layers=layers, tables=len(tables), columns=sum(len(table.columns) for table in tables), shown=shown)


def shown(value: Any) -> str:
    """A cell of a sample: nothing for what is missing, long texts cut.

    >>> shown(None), shown(True), shown(0), shown("x" * 200)[-3:]
    ('', 'true', '0', 'xx…')
    """
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - 1] + "…"
