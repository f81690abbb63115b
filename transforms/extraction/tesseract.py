"""What an engine of optical character recognition has to offer to stand on the ladder's last rung."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from transforms.model import Page

if TYPE_CHECKING:
    from PIL.Image import Image

RESOLUTION = 200  # dots per inch: below, small print is lost; above, it only takes longer


class PageReader(Protocol):
    """Reads the picture of one page."""

    def __call__(self, picture: Image, number: int) -> Page:
        """The page ``number`` (from 1) as read from its picture of ``RESOLUTION`` dots per inch."""
        ...
