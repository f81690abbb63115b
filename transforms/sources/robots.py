"""What a robots.txt lets us do (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

AGENT = "registre"  # the name under which robots.txt may speak of us
MAX_BYTES = 500 * 1024  # what lies behind need not be read (RFC 9309, 2.5)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host. ``rules`` is ``None`` where all is allowed."""

    rules: Protego | None

    def allows(self, url: str) -> bool:
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The pause in seconds that the host asks for; 0 where it asks for none."""
        found = self.rules.crawl_delay(AGENT) if self.rules else None
        return float(found or 0)


def robots_of(text: bytes) -> Robots:
    """The rules of a robots.txt.

    >>> robots = robots_of(b"User-agent: *\\nDisallow: /prive/\\nCrawl-delay: 5")
    >>> robots.allows("https://ville.example/prive/a.pdf"), robots.allows("https://ville.example/a.pdf"), robots.delay
    (False, True, 5.0)
    """
    from protego import Protego

    return Robots(Protego.parse(text[:MAX_BYTES].decode("utf-8", "replace")))
