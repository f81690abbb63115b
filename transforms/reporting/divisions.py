"""Attendance by year, term, role or group: the same counts as member by member, put together by what a session or a membership says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from transforms.reporting.phrases import ROLES
from transforms.reporting.records import Row
from transforms.text import fold


class GroupBy(StrEnum):
    YEAR = "year"
    TERM = "term"
    ROLE = "role"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a councillor stood in each state, in the sessions of one division."""

    key: str | None  # None where nobody knows, say, the group
    councillor_id: str
    states: Mapping[str, int]


def tallies(
    group_by: GroupBy, states: Iterable[Row], sessions: Mapping[str, date], terms: Sequence[Row], members: Iterable[Row]
) -> list[Tally]:
    """One tally a division and councillor, over the ``sessions`` (by id, with their day) that count; in the order of the divisions.

    ``states`` has one row a session and councillor; ``members`` are memberships, one a councillor and term.
    """
    memberships = {(row["councillor_id"], row["term_id"]): row for row in members}
    counted: dict[tuple[str | None, str], Counter[str]] = defaultdict(Counter)
    for row in states:
        day = sessions.get(row["session_id"])
        if day is None:
            continue
        term_id = _term(terms, day)
        membership = memberships.get((row["councillor_id"], term_id), {})
        key: str | None
        match group_by:
            case GroupBy.YEAR:
                key = str(day.year)
            case GroupBy.TERM:
                key = term_id
            case GroupBy.ROLE:
                key = membership.get("role")
            case GroupBy.GROUP:
                key = membership.get("group_name")
        counted[key, row["councillor_id"]][str(row["state"])] += 1
    return sorted((Tally(key, who, found) for (key, who), found in counted.items()), key=lambda one: _order(group_by, one.key))


def _term(terms: Sequence[Row], day: date) -> str | None:
    within = (row for row in terms if _day(row["starts_on"]) <= day and (row["ends_on"] is None or day <= _day(row["ends_on"])))
    return next((str(row["term_id"]) for row in within), None)


def _day(value: Any) -> date:
    return date(value.year, value.month, value.day)


def _order(group_by: GroupBy, key: str | None) -> tuple[int, str]:
    """What nobody knows comes last."""
    if key is None:
        return (len(ROLES) + 1, "")
    if group_by == GroupBy.ROLE:
        return ([*ROLES].index(key) if key in ROLES else len(ROLES), key)
    return (0, fold(key))
