"""A run over every hostile file, watched: ``python -m benchmarks.hostile`` (some minutes). Writes what became of them into docs/hostile.md.

Fails where the run breaks, a file is lost or ends otherwise than it may, anything is started or written outside the home, or the process
of the run holds more than a gigabyte.
"""

import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from benchmarks.run import PROJECT
from tests.hostile import corpus, siege
from tests.hostile.corpus import FAMILIES

PAGE = PROJECT / "docs" / "hostile.md"
SECONDS, MEMORY = 10.0, "1GB"
MOST_PEAK = 1_000_000_000  # bytes
FEWEST = 500  # files
EXPECTED_DEED = r"subprocess.Popen \('file', \['file', '-b', '[^']*python[^']*'\]\)"  # Python asks what it was built for


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="registre-hostile-") as scratch:
        folder = Path(scratch)
        written = corpus.write(corpus.corpus(), folder / siege.PAPERS)
        special = corpus.write_special(folder / siege.PAPERS / "special")
        watched = siege.run(folder, seconds=SECONDS, memory=MEMORY)
        by_family: defaultdict[str, Counter[str]] = defaultdict(Counter)
        limits: Counter[str] = Counter()
        faults = []
        for file, kind, sentence in siege.fates(watched, written):
            by_family[file.family][kind] += 1
            if limit := re.search(r"document_\w+|crashed", sentence):
                limits[limit.group()] += 1
            if kind not in file.may_be:
                faults.append(f"{file.family}/{file.name!r} is {kind}: {sentence}")
    if watched.code or watched.errors:
        faults.append(f"the run ended with {watched.code}: {watched.errors[-500:]}")
    told = watched.status.get("names", 0) + watched.status.get("not_retrieved", 0)
    if told != len(written) + sum(1 for kind in special.values() if kind) or len(written) < FEWEST:
        faults.append(f"{told} names are accounted for, of {len(written)} files and {len(special)} that are none")
    faults += [f"outside the home there is {path}" for path in watched.strangers]
    faults += [f"the run did {deed}" for deed in watched.deeds if not re.fullmatch(EXPECTED_DEED, deed)]
    if watched.peak > MOST_PEAK:
        faults.append(f"the process of the run held {watched.peak / 1e6:.0f} MB")
    for fault in faults:
        print(fault, file=sys.stderr)
    page = as_page(by_family, limits, watched.seconds, watched.peak)
    print(page)
    if not faults:
        PAGE.write_text(page)
    return 1 if faults else 0


def as_page(by_family: Mapping[str, Counter[str]], limits: Mapping[str, int], seconds: float, peak: int) -> str:
    """The page of the docs."""
    kinds = sorted({kind for counts in by_family.values() for kind in counts}, key=lambda kind: (kind != "used", kind))
    rows = [
        f"| {name.replace('_', ' ')} | {counts.total()} | {' | '.join(str(counts[kind] or '') for kind in kinds)} |"
        for name, counts in sorted(by_family.items())
    ]
    total = sum((counts for counts in by_family.values()), Counter[str]())
    met = ", ".join(f"{count} × `{limit}`" for limit, count in sorted(limits.items()))
    return "\n".join(
        [
            "# Hostile files",
            "",
            "What became of every file that `tests/hostile/corpus.py` makes to break a run or to do harm: encrypted, cut off, looping,",
            "swollen, with scripts and programs, with names that are code. Each is read in a process of its own; one that takes more",
            "than `document_seconds` of processor time or `document_memory` is `unreadable` and says so; the others do not notice.",
            "",
            f"{total.total()} files in {len(FAMILIES)} families, {SECONDS:g} s and {MEMORY} a document: no crash of the run, nothing",
            f"started, nothing written outside the home, every file accounted for. The run took {seconds:.0f} s, its process held at most",
            f"{peak / 1e6:.0f} MB. Ends: {met}. Written by `python -m benchmarks.hostile`, {date.today()}, {os.cpu_count()} cores.",
            "",
            f"| family | files | {' | '.join(kind.replace('_', ' ') for kind in kinds)} |",
            f"|---|--:|{'--:|' * len(kinds)}",
            *rows,
            f"| all | {total.total()} | {' | '.join(str(total[kind]) for kind in kinds)} |",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
