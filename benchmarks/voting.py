"""The voting report of a large council, format by format: ``python -m benchmarks.voting``.

The council is invented: 69 seats in five groups, six years of sittings, three thousand deliberations. Most are unanimous, some name their
dissenters, some every voter, some are secret. Every format runs in a process of its own; printed are seconds and the peak of memory.
"""

from __future__ import annotations

import datetime
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import duckdb

from benchmarks.council import SEATS, SESSIONS, landed, make_snapshot
from benchmarks.reports import Written, put_reports
from transforms.model import (
    Choice,
    CouncilKind,
    DocType,
    GroupMember,
    LandedDocument,
    Outcome,
    Place,
    PrintedAttendance,
    PrintedDeliberation,
    PrintedDocument,
    PrintedName,
    PrintedSession,
    Roster,
    Status,
)

ITEMS = 42  # of a session
GROUPS = ("Majorité", "Ensemble", "Alternative", "Autrement", "Sans étiquette")
FORMATS = ("html", "csv", "xlsx", "pdf", "json")
COUNCIL = "Val-Essai"
MEMBERS = tuple(PrintedName(f"Camille {one}{two}ERAND", "Mme") for one in "BCDFGHJ" for two in "AEIOUYLRVZ")[:SEATS]
TITLES = ("Subvention à une association", "Budget primitif", "Acquisition d’une parcelle", "Tarifs du restaurant scolaire", "Vœu")


def place(page: int, line: int, quote: str) -> Place:
    return Place(page, line, line, quote)


def sitting(number: int, chance: random.Random) -> PrintedDocument:
    """A sitting: four members absent, six represented, the others there."""
    held = datetime.date(2020, 7, 1) + datetime.timedelta(days=30 * number)
    members = chance.sample(MEMBERS, SEATS)
    absent, represented, present = members[:4], members[4:10], members[10:]
    seats = [PrintedAttendance(one, Status.PRESENT, place(1, index, one.text)) for index, one in enumerate(present, 1)]
    seats += [
        PrintedAttendance(one, Status.REPRESENTED, place(1, 70 + index, one.text), holder)
        for index, (one, holder) in enumerate(zip(represented, present, strict=False))
    ]
    seats += [PrintedAttendance(one, Status.ABSENT, place(1, 90 + index, one.text)) for index, one in enumerate(absent)]
    voters = [*present, *represented]
    return PrintedDocument(
        doc_type=DocType.MINUTES,
        council=COUNCIL,
        council_kind=CouncilKind.COMMUNE,
        session=PrintedSession(date=held, members_in_office=SEATS),
        attendance=tuple(seats),
        deliberations=tuple(item(held.year, number, index, voters, chance) for index in range(1, ITEMS + 1)),
    )


def item(year: int, session: int, position: int, voters: list[PrintedName], chance: random.Random) -> PrintedDeliberation:
    """A deliberation: unanimous, with named dissenters, with every voter named, or secret. Members of a group dissent together."""
    kind = chance.choices(("unanimous", "dissent", "named", "secret"), (60, 25, 10, 5))[0]
    side = chance.randrange(1, len(GROUPS))
    against = [one for one in voters if MEMBERS.index(one) % len(GROUPS) == side and chance.random() < 0.9]
    named = {Choice.AGAINST: tuple(against)} if kind in ("dissent", "named") else {}
    if kind == "named":
        named[Choice.FOR] = tuple(one for one in voters if one not in against)
    counts = {"votes_for": len(voters) - len(against), "votes_against": len(against)} if kind != "unanimous" else {}
    quote = "Le conseil municipal, après en avoir délibéré, adopte la délibération par les voix qui suivent, telles qu’elles ont été dites."
    return PrintedDeliberation(
        position,
        f"{chance.choice(TITLES)} n° {session}-{position}",
        place(2 + position // 2, position, f"{position}. Rapport"),
        f"{year}-{session:03d}-{position:02d}",
        outcome=Outcome.ADOPTED,
        named=named,
        vote_place=place(2 + position // 2, position + 20, quote),
        unanimous=kind == "unanimous",
        is_secret=kind == "secret" or None,
        **counts,
    )


def documents() -> Iterator[LandedDocument]:
    """The minutes of the council, one document a session; the same each time."""
    chance = random.Random(0)
    for number in range(SESSIONS):
        yield landed(number, sitting(number, chance))


def main() -> int:
    if sys.argv[1:2] == ["--build"]:  # a process of its own, so that its memory is nobody else's
        rows = (GroupMember(COUNCIL, one, GROUPS[index % len(GROUPS)], None, None, "g.csv", index) for index, one in enumerate(MEMBERS, 2))
        make_snapshot(Path(sys.argv[2], "registre.duckdb"), documents(), Roster(groups=tuple(rows)))
        return 0
    if sys.argv[1:2] == ["--one"]:
        from pipelines.reports import write_voting_report

        started = time.perf_counter()
        (path,) = write_voting_report(Path(sys.argv[2]), Path(sys.argv[3]), COUNCIL, formats=(sys.argv[4],))
        seconds, memory = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(json.dumps(asdict(Written(f"voting, {sys.argv[4]}", seconds, memory, path.stat().st_size))))
        return 0
    written = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", __spec__.name, "--build", name], check=True)
        snapshot = folder / "registre.duckdb"
        with duckdb.connect(snapshot, read_only=True) as connection:
            counted = "select count(*), (select count(*) from core.councillor), (select count(*) from core.vote) from core.deliberation"
            print("{:,} deliberations, {} councillors, {:,} known votes".format(*connection.execute(counted).fetchall()[0]), flush=True)
        for form in FORMATS:
            command = [sys.executable, "-m", __spec__.name, "--one", str(snapshot), str(folder / "out"), form]
            told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
            written.append(Written(**json.loads(told.splitlines()[-1])))
            print(written[-1].line(), flush=True)
    put_reports("voting", written)
    return int(any(one.is_missed for one in written))


if __name__ == "__main__":
    sys.exit(main())
