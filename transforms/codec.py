"""Records to JSON and back, so that a reading can be kept: ``decode(kind, encode(record)) == record``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from transforms.model import Extraction, PrintedDocument

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Record = TypeVar("Record", Extraction, tuple[PrintedDocument, ...])


def encode(record: Extraction | tuple[PrintedDocument, ...]) -> str:
    """The record as JSON text.

    >>> from transforms.model import Landing
    >>> encode(Extraction(Landing.UNREADABLE, reason="The file is empty (0 bytes)."))[:59]
    '{"landing":"unreadable","pages":[],"page_count":null,"reaso'
    """
    from pydantic_core import to_json  # with its validators, a quarter of a second: nothing for those who only read the model

    return to_json(record, fallback=dict).decode()  # of all that records hold, only a mapping proxy is unknown to it


def decode(kind: type[Record], text: str) -> Record:
    """The record of a kind that ``encode`` made the text of.

    :raises ValueError: where the text is not such a record
    """
    plain: Any = kind  # a tuple of a length left open is a kind of record, but no class
    record: Record = _adapter(plain).validate_json(text)
    if isinstance(record, tuple):
        _freeze(record)
    return record


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _freeze(documents: Iterable[PrintedDocument]) -> None:
    """Gives the mappings of fresh records back the proxy that keeps them from being changed."""
    for document in documents:
        object.__setattr__(document.session, "places", MappingProxyType(dict(document.session.places)))
        for deliberation in document.deliberations:
            object.__setattr__(deliberation, "named", MappingProxyType(dict(deliberation.named)))
