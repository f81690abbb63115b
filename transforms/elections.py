"""The terms for which councils are elected: general renewals, after which a council sits with other members.

Dates are those of the first round. Communes and the bodies made of their delegates: code électoral L.227, put off in 2020 for the second
round only (law 2020-290). Départements and regions: L.192 and L.336, put off from March to June 2021 (law 2021-191).
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from typing import Final

from transforms.model import CouncilKind, Election

_MUNICIPAL: Final = ("1989-03-12", "1995-06-11", "2001-03-11", "2008-03-09", "2014-03-23", "2020-03-15", "2026-03-15")
_DEPARTMENTAL: Final = ("2015-03-22", "2021-06-20")
_REGIONAL: Final = ("2010-03-14", "2015-12-06", "2021-06-20")


def _held(kind: CouncilKind) -> tuple[datetime.date, ...]:
    days = {CouncilKind.DEPARTMENT: _DEPARTMENTAL, CouncilKind.REGION: _REGIONAL}.get(kind, _MUNICIPAL)
    return tuple(datetime.date.fromisoformat(day) for day in days)


_ELECTIONS: Final = {kind: _held(kind) for kind in CouncilKind}

ELECTIONS: Final = tuple(Election(kind, day) for kind, days in _ELECTIONS.items() for day in days)


def term_of(kind: CouncilKind | None, day: datetime.date) -> datetime.date | None:
    """The day of the election for whose term a council sits on a day; ``None`` before the first that is known.

    >>> term_of(CouncilKind.COMMUNE, datetime.date(2024, 6, 27))
    datetime.date(2020, 3, 15)
    """
    days = _ELECTIONS[kind or CouncilKind.COMMUNE]
    index = bisect_right(days, day)
    return days[index - 1] if index else None
