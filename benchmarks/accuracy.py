"""How much of what documents print the reader gets right, and how much of it agrees with itself.

``make accuracy`` reads folders of PDFs. A folder with a ``truth`` folder beside it is scored with the ``score.py`` that stands beside or
above it; every folder is measured for self-consistency, which needs no truth: printed totals equal the names listed, documents have a
date, a roll call and items, decisions have a known outcome.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from pipelines.ocr import OcrMode, ocr_engine
from pipelines.parse import MissingFile, printed_objects

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT.parent / "shared" / "corpus"
DEFAULT = (CORPUS / "pdf", CORPUS / "reflowed" / "pdf", CORPUS / "unlabelled", CORPUS / "reflowed" / "unlabelled")
TOTALS = {"stated_present": "present", "stated_represented": "represented", "stated_excused": "excused", "stated_absent": "absent"}


@dataclass(frozen=True, slots=True)
class Consistency:
    """Shares that need no truth, each with its denominator; a share of nothing is ``None``."""

    documents: int
    with_date: int
    with_roll_call: int
    with_deliberation: int
    with_totals: int  # documents that print at least one total of a group whose names are listed
    totals_agree: int  # of those, all printed totals equal the names listed
    decisions: int
    known_outcome: int
    doubtful_rows: int
    rows: int


def consistency(objects: Iterable[Mapping[str, Any]]) -> Consistency:
    """Counts over parsed objects; documents that were not read (``landing``) are left out."""
    read = [item for item in objects if "landing" not in item]
    stated = [agreements for item in read if (agreements := _agreements(item))]
    decisions = [row for item in read for row in item["deliberations"]]
    rows = [row for item in read for kind in ("attendance", "changes", "deliberations") for row in item[kind]]
    return Consistency(
        documents=len(read),
        with_date=sum(item["session"]["date"] is not None for item in read),
        with_roll_call=sum(bool(item["attendance"]) for item in read),
        with_deliberation=sum(bool(item["deliberations"]) for item in read),
        with_totals=len(stated),
        totals_agree=sum(all(agreements) for agreements in stated),
        decisions=len(decisions),
        known_outcome=sum(row["outcome"] != "unknown" for row in decisions),
        doubtful_rows=sum(row.get("certainty") == "doubtful" for row in rows),
        rows=len(rows),
    )


def _agreements(item: Mapping[str, Any]) -> list[bool]:
    listed: dict[str, int] = defaultdict(int)
    for row in item["attendance"]:
        listed[row["status"]] += 1
    return [
        item["session"][total] == listed[status]
        for total, status in TOTALS.items()
        if item["session"][total] is not None and listed[status]
    ]


def share(part: int, whole: int) -> str:
    """ "12 / 15 (80 %)", or a dash where there is nothing to share.

    >>> share(12, 15), share(0, 0)
    ('12 / 15 (80.0 %)', '–')
    """
    return f"{part} / {whole} ({part / whole:.1%})".replace("%", " %") if whole else "–"


def parsed(folder: Path, jobs: int) -> Iterator[dict[str, Any]]:
    """The objects that ``registre parse`` prints for every PDF below a folder, scans read where there is language data."""
    for item in printed_objects(sorted(folder.rglob("*.pdf")), jobs, ocr_engine(OcrMode.AUTO)):
        if not isinstance(item, MissingFile):
            yield item


def scorer_for(folder: Path) -> ModuleType | None:
    """The ``score.py`` beside a folder's parent or above it, as a module."""
    for above in (folder.parent, folder.parent.parent):
        path = above / "score.py"
        if path.exists():
            spec = importlib.util.spec_from_file_location("score", path)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    return None


def towns_of(folder: Path) -> dict[str, str]:
    """File name → town, from the ``MANIFEST.csv`` above a folder; empty where there is none."""
    for above in (folder.parent, folder.parent.parent):
        if (above / "MANIFEST.csv").exists():
            with (above / "MANIFEST.csv").open(encoding="utf-8") as lines:
                return {Path(row["file"]).name: row["commune"] for row in csv.DictReader(lines)}
    return {}


def print_scores(console: Console, folder: Path, objects: Sequence[Mapping[str, Any]], score: ModuleType) -> None:
    """Tables by field (text layer and scans apart) and by town, then mean by document and silent errors."""
    by_file: dict[str, Mapping[str, Any]] = {}
    for item in objects:
        by_file.setdefault(item["file"], item)
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder.parent / "truth").glob("*.json"))]
    towns = towns_of(folder)
    tallies: dict[str, Any] = defaultdict(score.Tally)
    sure: dict[str, Any] = defaultdict(score.Tally)
    towns_tally: dict[str, Any] = defaultdict(score.Tally)
    by_document: dict[str, list[float]] = defaultdict(list)
    scans = _scans(folder)
    for truth in truths:
        item = by_file.get(truth["file"], {})
        one = score.score(truth, item)
        for kind in ("all", "scan" if truth["file"] in scans else "text"):
            tallies[kind].update(one)
            sure[kind].update(score.score(truth, score.certain_only(item)))
            mean = score.core_f1(one)
            if mean is not None:
                by_document[kind].append(mean)
        towns_tally[towns.get(truth["file"]) or truth.get("council") or "?"].update(one)
    kinds = [kind for kind in ("all", "text", "scan") if kind in tallies]
    console.print(f"{folder}: against the truth", soft_wrap=True)
    console.print(_by_field(tallies, kinds, score))
    console.print(_by_town(towns_tally, score))
    for kind in kinds:
        wrong, held = score.silent_errors(sure[kind])
        means = by_document[kind]
        mean = sum(means) / len(means) if means else 0.0
        console.print(
            f"{kind}: core F1 {score.core_f1(tallies[kind]) or 0:.4f} · mean by document {mean:.4f} over {len(means)} · "
            f"silent errors {wrong} of {held} ({wrong / held if held else 0:.2%})"
        )


def _scans(folder: Path) -> set[str]:
    path = folder.parent / "scans.txt"
    return set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()


def _f1(tally: Mapping[tuple[str, str], int], field: str) -> str:
    hit, missed, false = (tally[field, kind] for kind in ("hit", "missed", "false"))
    return f"{2 * hit / (2 * hit + missed + false):.3f}" if hit + missed + false else "–"


def _by_field(tallies: Mapping[str, Any], kinds: Sequence[str], score: ModuleType) -> Table:
    table = Table(title="By field", title_justify="left")
    for heading in ("field", *(f"{kind} F1" for kind in kinds), "hit", "missed", "false", "precision"):
        table.add_column(heading, justify="left" if heading == "field" else "right")
    for field in sorted({field for field, _ in tallies["all"]}):
        hit, missed, false = (tallies["all"][field, kind] for kind in ("hit", "missed", "false"))
        precision = f"{hit / (hit + false):.3f}" if hit + false else "–"
        table.add_row(
            field + (" *" if field in score.CORE else ""),
            *(_f1(tallies[k], field) for k in kinds),
            str(hit),
            str(missed),
            str(false),
            precision,
        )
    table.caption = "* core field"
    return table


def _by_town(tallies: Mapping[str, Any], score: ModuleType) -> Table:
    table = Table(title="By town", title_justify="left")
    for heading in ("town", "core F1", "names F1", "deliberations F1", "outcomes F1"):
        table.add_column(heading, justify="left" if heading == "town" else "right")
    for town, tally in sorted(tallies.items()):
        core = score.core_f1(tally)
        fields = ("attendance.name", "deliberation", "vote.outcome")
        table.add_row(town, "–" if core is None else f"{core:.3f}", *(_f1(tally, field) for field in fields))
    return table


def print_consistency(console: Console, folder: Path, objects: Sequence[Mapping[str, Any]]) -> None:
    """One table of shares that need no truth."""
    found = consistency(objects)
    table = Table(show_header=False)
    unread = sum("landing" in item for item in objects)
    console.print(f"{folder}: agreement with itself", soft_wrap=True)
    table.add_row("documents read", share(found.documents, found.documents + unread))
    table.add_row("with the date of the sitting", share(found.with_date, found.documents))
    table.add_row("with a roll call", share(found.with_roll_call, found.documents))
    table.add_row("with at least one deliberation", share(found.with_deliberation, found.documents))
    table.add_row("printed totals = names listed", share(found.totals_agree, found.with_totals))
    table.add_row("decisions with a known outcome", share(found.known_outcome, found.decisions))
    table.add_row("rows marked doubtful", share(found.doubtful_rows, found.rows))
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables for each folder; exits 2 where a named folder is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="folders of PDFs (default: the labelled and unlabelled corpus, where it is)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    folders = [folder.resolve() for folder in options.folders] or [folder for folder in DEFAULT if folder.exists()]
    if not folders:
        print("There is no corpus beside this project; name a folder of PDFs.", file=sys.stderr)
        return 2
    console = Console(width=120)
    for folder in folders:
        if not folder.is_dir():
            print(f"There is no folder {folder}.", file=sys.stderr)
            return 2
        objects = list(parsed(folder, options.jobs))
        score = scorer_for(folder)
        if score and (folder.parent / "truth").is_dir() and folder.name == "pdf":
            print_scores(console, folder, objects, score)
        print_consistency(console, folder, objects)
    return 0


if __name__ == "__main__":
    sys.exit(main())
