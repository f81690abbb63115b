"""Reports on a large council, from a snapshot of invented records: ``python -m benchmarks.reports``.

The council has 69 seats, six years of monthly sessions and 3,000 deliberations. Each format is written by the command as a person would
start it, in a process of its own; printed are its wall time, its peak of memory and the size of the file.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

from benchmarks.council import DELIBERATIONS, MOST_MEMORY, MOST_SECONDS, SEATS, SESSIONS, landed, make_snapshot
from benchmarks.docs import measured, put_section, signature, table
from benchmarks.run import REGISTRE
from pipelines.home import Home
from transforms.model import (
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

INCOMPLETE = range(4, SESSIONS, 9)  # sessions whose roll call leaves members out and that do not print how many are in office
SET_ASIDE = (17, 44)  # sessions whose printed total is wrong
FORMATS = ("html", "csv", "xlsx", "json", "pdf")
STARTS = ["Bram", "Corv", "Delph", "Ferr", "Gouj", "Hauv", "Jolm", "Kerg", "Lasn", "Morv", "Nogu", "Pelv"]
ENDS = ["ouzel", "intier", "achard", "éguin", "oménil", "usset"]
GIVEN = [
    "Agnès",
    "Basile",
    "Colette",
    "Damien",
    "Edwige",
    "Firmin",
    "Gisèle",
    "Hervé",
    "Irène",
    "Justin",
    "Karine",
    "Loïc",
    "Mireille",
    "Norbert",
    "Odette",
    "Pascal",
    "Quitterie",
]


@dataclass(frozen=True, slots=True)
class Written:
    """A report in one format: seconds, the peak of memory in GB, bytes of the file."""

    what: str
    seconds: float
    memory: float
    size: int

    @property
    def is_missed(self) -> bool:
        return self.seconds > MOST_SECONDS or self.memory > MOST_MEMORY

    def line(self) -> str:
        """One line for people.

        >>> Written("attendance, pdf", 16.25, 0.5, 2_000_000).line()
        'attendance, pdf: 16.2 s, 0.50 GB, 2.0 MB (at most 15 s and 1 GB: missed)'
        """
        what, *figures, bound = self.row()
        return f"{what}: {', '.join(figures)} ({bound})"

    def row(self) -> tuple[str, ...]:
        """The same as a row of a table."""
        bound = f"at most {MOST_SECONDS:g} s and {MOST_MEMORY:g} GB{': missed' if self.is_missed else ''}"
        return self.what, f"{self.seconds:.1f} s", f"{self.memory:.2f} GB", f"{self.size / 1e6:.1f} MB", bound


def documents() -> Iterator[LandedDocument]:
    """The minutes of the council, one document a session; the same each time."""
    chance = random.Random(69)
    surnames = [f"{start}{end}".upper() for start, end in product(STARTS, ENDS)][:SEATS]
    members = [PrintedName(f"{GIVEN[index % len(GIVEN)]} {surname}") for index, surname in enumerate(surnames)]
    friends = {index: chance.sample([other for other in range(SEATS) if other != index], 4) for index in range(SEATS)}
    for index in range(SESSIONS):
        count = DELIBERATIONS * (index + 1) // SESSIONS - DELIBERATIONS * index // SESSIONS
        attendance = tuple(_roll_call(chance, members, friends, index in INCOMPLETE))
        present = sum(one.status is Status.PRESENT for one in attendance)
        yield _minutes(
            index,
            PrintedSession(
                date=date(2020 + index // 12, index % 12 + 1, 15),
                members_in_office=None if index in INCOMPLETE else SEATS,
                stated_present=present + (index in SET_ASIDE),
            ),
            attendance,
            tuple(_item(chance, position + 1, len(attendance)) for position in range(count)),
        )


def _roll_call(
    chance: random.Random, members: list[PrintedName], friends: dict[int, list[int]], is_incomplete: bool
) -> Iterator[PrintedAttendance]:
    """Each member's state; a power goes to a friend who is there and holds none yet. An incomplete one leaves members out: unknown."""
    states = chance.choices(["present", "represented", "excused", "absent", None], [76, 13, 4, 3, 4 * is_incomplete], k=len(members))
    free = {index for index, state in enumerate(states) if state == "present"}
    for index, (who, state) in enumerate(zip(members, states, strict=True)):
        if state is None:
            continue
        place = Place(1, index + 1, index + 1, who.text)
        holder = next((friend for friend in friends[index] if friend in free), None) if state == "represented" else None
        if state == "represented" and holder is None:
            yield PrintedAttendance(who, Status.EXCUSED, place)
            continue
        free.discard(holder)  # type: ignore[arg-type]
        yield PrintedAttendance(who, Status(state), place, members[holder] if holder is not None else None)


def _item(chance: random.Random, position: int, voters: int) -> PrintedDeliberation:
    against = chance.choice((0, 0, 0, 4, 11))
    line = 100 + position
    return PrintedDeliberation(
        position,
        f"Affaire {position} : convention d’essai",
        Place(1 + position // 5, line, line, f"Affaire {position}"),
        outcome=Outcome.ADOPTED,
        votes_for=voters - against - 20,
        votes_against=against,
        vote_place=Place(1 + position // 5, line, line, "Pour"),
    )


def _minutes(
    index: int, session: PrintedSession, attendance: tuple[PrintedAttendance, ...], deliberations: tuple[PrintedDeliberation, ...]
) -> LandedDocument:
    sitting = PrintedDocument(
        doc_type=DocType.MINUTES,
        council="Val-Essai",
        council_kind=CouncilKind.COMMUNE,
        session=session,
        attendance=attendance,
        deliberations=deliberations,
    )
    return landed(index, sitting)


def written(home: Home, form: str, out: Path) -> Written:
    """The command that writes one format, measured."""
    command = [REGISTRE, "report", "attendance", "--home", home.root, "--council", "Val-Essai", "--format", form, "--out", out]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    told = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise subprocess.CalledProcessError(status, command, told)
    return Written(f"attendance, {form}", seconds, usage.ru_maxrss / 1e6, Path(told.split("\n")[0]).stat().st_size)


def put_reports(script: str, written: Iterable[Written]) -> None:
    """Writes the section of a script into docs/speed.md."""
    rows = table(("report", "time", "peak of memory", "file", "limit"), [one.row() for one in written])
    put_section(script, [signature(script, measured()), "", *rows])


def main() -> int:
    if sys.argv[1:2] == ["--build"]:
        make_snapshot(Home(Path(sys.argv[2])).snapshot, documents())
        return 0
    with tempfile.TemporaryDirectory(prefix="registre-bench-") as scratch:
        home = Home(Path(scratch, "home"))
        # in a process of its own: the peak of memory of a child begins with its parent's
        subprocess.run([sys.executable, "-m", __spec__.name, "--build", home.root], check=True)
        made = []
        for form in FORMATS:
            made.append(written(home, form, Path(scratch, "out")))
            print(made[-1].line(), flush=True)
    put_reports("reports", made)
    return 1 if any(one.is_missed for one in made) else 0


if __name__ == "__main__":
    sys.exit(main())
