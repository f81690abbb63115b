"""What a page may hold of a text that a broken PDF printed."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(value: Any) -> Any:
    """Characters that no HTML page may hold become the replacement character; broken PDFs have them."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else _UNPRINTABLE.sub("\ufffd", value)
