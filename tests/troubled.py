"""A home in which much is as it should not be: sources that failed, were not looked at or lost documents, a council with gaps."""

from __future__ import annotations

from datetime import UTC, datetime

import yaml

from pipelines.home import SAMPLES, Home
from pipelines.sources.looks import Look, Seen, write_look
from pipelines.store import Missed, Store
from tests.publishing import publish

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAPERS = (  # of three sittings far apart; of the second the fourth of ten deliberations, and nothing between it and the sixth
    "ville-temoin-2024-01-23-DEL2024_00[1-4].pdf",
    "ville-temoin-2024-01-23-DEL2024_007.pdf",
    "ville-temoin-2024-09-24-*.pdf",
)
SOURCES = [
    {"name": "alerte", "kind": "page", "url": "https://alerte.example/", "cadence": "hourly"},
    {"name": "bonne", "kind": "page", "url": "https://bonne.example/", "council": "Ville-Témoin"},
    {"name": "jamais", "kind": "feed", "url": "https://jamais.example/"},
    {"name": "lente", "kind": "urls", "urls": ["https://lente.example/a.pdf"], "cadence": "weekly"},
    {"name": "papers", "kind": "folder", "path": "papers", "council": "Ville-Témoin"},
]
GONE = tuple(f"https://bonne.example/{number}.pdf" for number in range(8))


def troubled(home: Home) -> Home:
    """The home as it stood on :data:`NOW`; its papers came from the source "papers" on New Year's day."""
    publish(sorted(path for pattern in PAPERS for path in SAMPLES.glob(pattern)), home)
    home.sources_file.write_text(yaml.safe_dump({"sources": SOURCES}))
    today, new_year = "2026-03-02T05:00:00+00:00", "2026-01-01T00:00:00+00:00"
    seen = {name: Seen("0" * 64, gone_since="2026-02-27T05:00:00+00:00") for name in GONE}
    for look in (
        Look("alerte", "page", today, failure="The server answers 500: it has a fault.", reached_at="2026-02-20T05:00:00+00:00"),
        Look("bonne", "page", today, listed=4, unchanged=3, missed=1, gone=len(GONE), seen=seen, reached_at=today),
        Look("lente", "urls", new_year, listed=1, unchanged=1),
        Look("papers", "folder", today, listed=5, unchanged=5, reached_at=today),
    ):
        write_look(home, look)
    Store(home.documents).note_missed(["bonne"], [Missed("bonne", "https://bonne.example/x.pdf", "The server answers 404.", today)])
    return home


def at_now() -> datetime:
    return NOW
