"""When a source is to be looked at, and when it has been silent for too long."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from transforms.sources.specs import Cadence

MORNING: Final = time(5)  # before people come to work, in the source's own time zone
INTERVALS: Final = {
    Cadence.HOURLY: timedelta(hours=1),
    Cadence.DAILY: timedelta(days=1),
    Cadence.WEEKLY: timedelta(days=7),
    Cadence.MONTHLY: timedelta(days=31),
}
PATIENCE: Final = 2  # intervals without a successful look after which a source is silent


def last_due(cadence: Cadence, time_zone: str, now: datetime) -> datetime:
    """The last moment, up to ``now``, at which a source is to be looked at: the full hour, or at five of the day, the Monday or the 1st.

    >>> from datetime import UTC
    >>> last_due(Cadence.WEEKLY, "Europe/Paris", datetime(2026, 3, 30, 2, 59, tzinfo=UTC)).isoformat()
    '2026-03-23T05:00:00+01:00'
    >>> last_due(Cadence.WEEKLY, "Europe/Paris", datetime(2026, 3, 30, 3, 0, tzinfo=UTC)).isoformat()
    '2026-03-30T05:00:00+02:00'
    """
    zone = ZoneInfo(time_zone)
    local = now.astimezone(zone)
    if cadence is Cadence.HOURLY:
        return local.replace(minute=0, second=0, microsecond=0)
    day = local.date() if local.time() >= MORNING else local.date() - timedelta(days=1)
    if cadence is Cadence.WEEKLY:
        day -= timedelta(days=day.weekday())
    elif cadence is Cadence.MONTHLY:
        day = day.replace(day=1)
    return datetime.combine(day, MORNING, zone)


def silent_after(cadence: Cadence, success: datetime) -> datetime:
    """The moment from which a source is silent that was last looked at with success at ``success``: twice its cadence later."""
    return success + PATIENCE * INTERVALS[cadence]
