"""A council's own SCDL file beside what its documents print: where the two disagree, and what only one of them holds.

Nothing is corrected on either side. What is empty on one side is no disagreement: it is not known there.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

import pandas as pd

from transforms.cells import records
from transforms.text import fold

NEEDED: Final = ("DELIB_ID", "DELIB_DATE", "DELIB_OBJET")
COUNTS: Final = {
    "members_in_office": "VOTE_EFFECTIF",
    "votes_for": "VOTE_POUR",
    "votes_against": "VOTE_CONTRE",
    "votes_abstain": "VOTE_ABSTENTION",
}
HEADER: Final = (
    "kind", "council_id", "line", "deliberation_id", "number", "date", "field", "in_file", "in_documents", "set_aside",
    "file_name", "page", "line_from", "quote",
)  # fmt: skip
ADOPTED: Final = "adopted"
NOT_ADOPTED: Final = ("rejected", "postponed")

Fact = Mapping[str, Any]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ScdlLine:
    """A line of an SCDL file, its cells by column; ``line`` counts from the heading, which is 1."""

    line: int
    cells: Mapping[str, str]

    @property
    def siren(self) -> str | None:
        digits = re.sub(r"\s", "", self.cells.get("COLL_SIRET", ""))
        return digits[:9] if re.fullmatch(r"\d{14}", digits) else None

    @property
    def date(self) -> date | None:
        return _day(self.cells["DELIB_DATE"])


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement (``differs``), or a deliberation that only one side holds (``only_in_file``, ``only_in_documents``)."""

    kind: str
    council_id: str
    line: ScdlLine | None
    fact: Fact | None
    field: str | None = None
    in_file: str | None = None
    in_documents: str | None = None

    def row(self) -> tuple[Any, ...]:
        """The difference in the columns of ``HEADER``."""
        fact, cells = self.fact or {}, self.line.cells if self.line else {}
        return (
            self.kind, self.council_id, self.line.line if self.line else None, fact.get("deliberation_id"),
            fact.get("number") or cells.get("DELIB_ID"), str(fact.get("date") or cells.get("DELIB_DATE") or "")[:10],
            self.field, self.in_file, self.in_documents, fact.get("quarantine_rules"),
            fact.get("file_name"), fact.get("page"), fact.get("line_from"), fact.get("quote"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A fact that both sides hold, as each of them has it; another form of the same is alike."""

    field: str
    in_file: str
    in_documents: str
    is_alike: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comes of laying a file beside the documents of one council."""

    matched: tuple[tuple[ScdlLine, Fact], ...]
    differences: tuple[Difference, ...]

    @property
    def pairs(self) -> int:
        return len(self.matched)


def read_scdl(content: bytes | str) -> list[ScdlLine]:
    """The lines of an SCDL file, separated by commas, semicolons or tabs. Raises ValueError where it is none."""
    text = (content if isinstance(content, str) else _decoded(content)).removeprefix("\ufeff")
    if not text.strip():
        raise ValueError("the file is empty")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise ValueError(str(error)) from error
    names = [name.strip().upper() for name in header]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise ValueError(f"it lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}")
    found = []
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            cells = [*(cell.strip() for cell in row), *[""] * len(names)]
            found.append(ScdlLine(number, dict(zip(names, cells, strict=False))))
    return found


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what spreadsheets on Windows write


def compare_scdl(council_id: str, lines: Sequence[ScdlLine], deliberations: pd.DataFrame) -> Comparison:
    """The lines of one council beside its deliberations, one row each with the columns of ``pipelines.exchange.SCDL_QUERY``.

    Two are the same deliberation by number and date, then by a number that no other session can have, then by date and title, each time
    only where one of each side fits. What only the documents hold is told between the file's first and last day, and only where it was
    not rejected or put off.
    """
    facts = records(deliberations)
    pairs = _pairs(lines, facts)
    paired_lines, paired_facts = {line.line for line, _ in pairs}, {fact["deliberation_id"] for _, fact in pairs}
    found = [
        Difference("differs", council_id, line, fact, value.field, value.in_file, value.in_documents)
        for line, fact in pairs
        for value in values_of(line, fact)
        if not value.is_alike
    ]
    found += [Difference("only_in_file", council_id, line, None) for line in lines if line.line not in paired_lines]
    days = sorted(day for line in lines if (day := line.date))
    found += [
        Difference("only_in_documents", council_id, None, fact)
        for fact in facts
        if days
        and fact["deliberation_id"] not in paired_facts
        and days[0] <= _as_day(fact["date"]) <= days[-1]
        and fact["outcome"] not in NOT_ADOPTED
    ]
    return Comparison(tuple(pairs), tuple(found))


def _pairs(lines: Sequence[ScdlLine], facts: Sequence[Fact]) -> list[tuple[ScdlLine, Fact]]:
    steps: tuple[tuple[Callable[[ScdlLine], Hashable], Callable[[Fact], Hashable]], ...] = (
        (lambda line: _all(_number(line.cells["DELIB_ID"]), line.date), lambda fact: _all(_number(fact["number"]), _as_day(fact["date"]))),
        (lambda line: _own_number(line.cells["DELIB_ID"]), lambda fact: _own_number(fact["number"])),
        (lambda line: _all(line.date, _words(line.cells["DELIB_OBJET"])), lambda fact: _all(_as_day(fact["date"]), _words(fact["title"]))),
    )
    pairs: list[tuple[ScdlLine, Fact]] = []
    left, right = list(lines), list(facts)
    for key_of_line, key_of_fact in steps:
        by_line, by_fact = _by_key(left, key_of_line), _by_key(right, key_of_fact)
        new = [(by_line[key][0], by_fact[key][0]) for key in by_line if len(by_line[key]) == len(by_fact.get(key, ())) == 1]
        pairs += new
        left = [line for line in left if all(line is not one for one, _ in new)]
        right = [fact for fact in right if all(fact is not one for _, one in new)]
    return sorted(pairs, key=lambda pair: pair[0].line)


def _by_key(items: Iterable[Item], key_of: Callable[[Item], Hashable]) -> dict[Hashable, list[Item]]:
    groups: defaultdict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        if key := key_of(item):
            groups[key].append(item)
    return groups


def values_of(line: ScdlLine, fact: Fact) -> Iterable[Value]:
    """Each fact that both sides hold, alike or not."""
    cells, day = line.cells, line.date
    if day:
        held = _as_day(fact["date"])
        yield Value("date", str(day), str(held), day == held)
    if fact["number"] and cells["DELIB_ID"]:
        is_alike = _ends_alike(_number(cells["DELIB_ID"]), _number(fact["number"]))
        yield Value("number", cells["DELIB_ID"], fact["number"], is_alike)
    if fact["title"] and cells["DELIB_OBJET"]:
        is_alike = _begin_alike(_words(cells["DELIB_OBJET"]), _words(fact["title"]))
        yield Value("title", cells["DELIB_OBJET"], fact["title"], is_alike)
    if fact["outcome"] in (ADOPTED, *NOT_ADOPTED):  # a file of deliberations lists what was adopted
        yield Value("outcome", ADOPTED, fact["outcome"], fact["outcome"] == ADOPTED)
    for field, column in COUNTS.items():
        told = cells.get(column, "")
        if told and fact[field] is not None:
            count = int(fact[field])
            yield Value(field, told, str(count), told == str(count) or (told.isdecimal() and int(told) == count))
    received = _day(cells.get("PREF_DATE", ""))
    if received and fact["received_on"] is not None:
        held = _as_day(fact["received_on"])
        yield Value("received_on", str(received), str(held), received == held)


def _all(*parts: Any) -> tuple[Any, ...]:
    """A key of several parts; empty where one is missing."""
    return parts if all(parts) else ()


def _number(text: str | None) -> tuple[str, ...]:
    """A number's parts: figures without leading noughts, with a letter behind them; a word before them says nothing.

    >>> _number("DEL2024_016A"), _number("2024-16 A"), _number("Motion")
    (('2024', '16A'), ('2024', '16A'), ())
    """
    return tuple(part.replace(" ", "").lstrip("0") or "0" for part in re.findall(r"\d+(?: ?[A-Z](?![A-Z]))?", fold(text or "")))


def _own_number(text: str | None) -> tuple[str, ...]:
    """The parts of a number that tells more than a rank in a session, such as one with a year in it; empty for "7"."""
    parts = _number(text)
    return parts if len(parts) > 1 or sum(map(len, parts)) > 4 else ()


def _ends_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter number is the end of the longer: "16A" and "2024-16A" are one number with and without its year."""
    length = min(len(one), len(other))
    return one[len(one) - length :] == other[len(other) - length :] and length > 0


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(text or "")))


def _begin_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter title is the beginning of the longer: files cut long titles."""
    length = min(len(one), len(other))
    return one[:length] == other[:length] and length > 0


def _day(text: str) -> date | None:
    """The day of a cell, in ISO form or the French way; ``None`` where it is no day."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _as_day(value: Any) -> date:
    """A day out of a frame, which may hold it as a point in time."""
    return date(value.year, value.month, value.day)


def compared(comparisons: Sequence[Comparison], unknown: int) -> str:
    """One line for the end of a comparison."""
    kinds = Counter(difference.kind for comparison in comparisons for difference in comparison.differences)
    pairs = sum(comparison.pairs for comparison in comparisons)
    strange = f"; {unknown} lines of councils that the snapshot does not hold" if unknown else ""
    return (
        f"{pairs} deliberations in both, {kinds['differs']} disagreements; "
        f"{kinds['only_in_file']} only in the file, {kinds['only_in_documents']} only in the documents{strange}."
    )
