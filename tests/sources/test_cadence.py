"""When a source is due, over changes of the clock and ends of months, and when it is silent."""

from datetime import UTC, datetime, timedelta

import pytest

from transforms.sources.cadence import last_due, silent_after
from transforms.sources.specs import Cadence


@pytest.mark.parametrize(
    ("cadence", "zone", "now", "due"),
    [
        ("hourly", "Europe/Paris", "2026-03-29T01:10", "2026-03-29T01:00"),  # the clock went forward ten minutes ago
        ("hourly", "Asia/Kolkata", "2026-03-29T01:10", "2026-03-29T00:30"),
        ("daily", "Europe/Paris", "2026-03-29T02:59", "2026-03-28T04:00"),
        ("daily", "Europe/Paris", "2026-03-29T03:00", "2026-03-29T03:00"),
        ("daily", "Europe/Paris", "2026-10-25T03:59", "2026-10-24T03:00"),
        ("daily", "Europe/Paris", "2026-10-25T04:00", "2026-10-25T04:00"),
        ("daily", "Pacific/Noumea", "2026-06-01T18:00", "2026-06-01T18:00"),
        ("weekly", "Europe/Paris", "2026-06-07T23:00", "2026-06-01T03:00"),
        ("monthly", "Europe/Paris", "2026-03-01T03:59", "2026-02-01T04:00"),
        ("monthly", "Europe/Paris", "2026-03-31T12:00", "2026-03-01T04:00"),
    ],
)
def test_a_source_is_due(cadence: str, zone: str, now: str, due: str) -> None:
    found = last_due(Cadence(cadence), zone, datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found.astimezone(UTC).isoformat(timespec="minutes").removesuffix("+00:00") == due


@pytest.mark.parametrize("cadence", list(Cadence))
def test_a_moment_that_is_due_stays_so_until_the_next_and_comes_once(cadence: Cadence) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    moments = [last_due(cadence, "Europe/Paris", start + timedelta(minutes=15 * tick)) for tick in range(4 * 24 * 70)]
    assert moments == sorted(moments)
    times = {Cadence.HOURLY: 24 * 70 + 1, Cadence.DAILY: 71, Cadence.WEEKLY: 11, Cadence.MONTHLY: 4}
    assert abs(len(set(moments)) - times[cadence]) <= 1


def test_a_source_is_silent_after_twice_its_cadence() -> None:
    success = datetime(2026, 3, 1, 5, tzinfo=UTC)
    assert silent_after(Cadence.WEEKLY, success) == datetime(2026, 3, 15, 5, tzinfo=UTC)
