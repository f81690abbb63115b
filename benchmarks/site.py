"""The site of a large council, from printed records without PDFs: ``python -m benchmarks.site``.

An invented council of 69 seats sits monthly for six years and votes 3,000 times, each deliberation in an extract with a roll call of its
own, which is the form with the most to show. Printed are seconds, the peak of memory, pages and bytes; a missed limit fails.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.council import DELIBERATIONS, MOST_MEMORY, SEATS, SESSIONS, landed, make_snapshot
from benchmarks.docs import measured, put_section, signature
from benchmarks.growth import peak
from pipelines.site import write_site
from transforms.model import (
    Choice,
    CouncilKind,
    DocType,
    LandedDocument,
    Outcome,
    Place,
    PrintedAttendance,
    PrintedDeliberation,
    PrintedDocument,
    PrintedName,
    PrintedSession,
    Status,
)

MOST_SECONDS = 60.0
SYLLABLES = ("BA", "DRU", "CHE", "LOI", "MAR", "NEUF", "PIC", "ROU", "SAN", "VER")


def members() -> list[PrintedName]:
    """As many names as seats, no two alike."""
    surnames = (f"{one}{two}{three}" for one in SYLLABLES for two in SYLLABLES for three in SYLLABLES[:1])
    return [PrintedName(f"{surname.capitalize()}ie {surname}", "Mme") for surname, _ in zip(surnames, range(SEATS), strict=False)]


def documents() -> Iterator[LandedDocument]:
    """An extract a deliberation; one in seven is contested with a name, one in ten seats is represented, some are absent."""
    names = members()
    for number in range(DELIBERATIONS):
        session = number * SESSIONS // DELIBERATIONS
        day = datetime.date(2020, 7, 6) + datetime.timedelta(days=30 * session)
        seats = []
        for rank, name in enumerate(names):
            status = Status.REPRESENTED if (rank + session) % 10 == 0 else Status.ABSENT if (rank + session) % 13 == 1 else Status.PRESENT
            holder = names[(rank + 2) % SEATS] if status is Status.REPRESENTED else None
            seats.append(PrintedAttendance(name, status, Place(1, 5 + rank, 5 + rank, f"Mme {name.text}"), holder))
        voters = sum(seat.status is not Status.ABSENT for seat in seats)
        against = [seat.name for seat in seats if seat.status is Status.PRESENT][: 3 * (number % 7 == 0)]
        item = PrintedDeliberation(
            1,
            f"Subvention de fonctionnement à l'association {number}",
            Place(2, 3, 4, f"Délibération n° {day.year}-{number:04}"),
            f"{day.year}-{number:04}",
            outcome=Outcome.ADOPTED,
            votes_for=voters - len(against),
            votes_against=len(against) or None,
            unanimous=not against,
            named={Choice.AGAINST: tuple(against)} if against else {},
            vote_place=Place(2, 9, 9, "Adopté"),
        )
        held = PrintedSession(date=day, members_in_office=SEATS)
        sitting = PrintedDocument(DocType.EXTRACT, "Grande-Ville", CouncilKind.COMMUNE, held, tuple(seats), (), (item,))
        yield landed(number, sitting, pages=2)


def measure(snapshot: Path, out: Path) -> int:
    started = time.perf_counter()
    written = write_site(snapshot, out)
    seconds = time.perf_counter() - started
    memory = peak()  # not the process's ru_maxrss, which begins with that of who started it
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    took = f"{seconds:.1f} s (at most {MOST_SECONDS:.0f}), {memory:.2f} GB (at most {MOST_MEMORY:.0f})"
    print(f"The site: {written.pages:,} pages, {size / 1e6:.0f} MB: {took}.")
    return int(seconds > MOST_SECONDS or memory > MOST_MEMORY)


def main() -> int:
    if sys.argv[1:2] == ["--measure"]:
        return measure(Path(sys.argv[2]), Path(sys.argv[3]))
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Path(folder) / "registre.duckdb"
        make_snapshot(snapshot, documents(), has_rules=False)
        command = [sys.executable, "-m", __spec__.name, "--measure", str(snapshot), f"{folder}/site"]
        made = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, check=False
        )  # its own process: what made the snapshot is not measured
    print(made.stdout, end="")
    if told := made.stdout.splitlines():
        put_section("site", [signature("site", measured()), "", told[-1]])
    return made.returncode


if __name__ == "__main__":
    sys.exit(main())
