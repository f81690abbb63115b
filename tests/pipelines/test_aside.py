"""Work in processes beside a run's own."""

import os
import time
from collections.abc import Iterator

import psutil
import pytest

from pipelines import aside


@pytest.fixture(autouse=True)
def processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two processors, and nothing to load."""
    monkeypatch.setattr(aside, "processors", lambda: 2)
    monkeypatch.setattr(aside, "load", time.monotonic)
    yield
    aside.end()


def who(number: int, seconds: float = 0.0) -> tuple[int, int]:
    time.sleep(seconds)
    return number, os.getpid()


def refused(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def killed(number: int) -> int:
    os._exit(9)


@pytest.mark.parametrize(("count", "processes"), [(aside.FEW, 1), (aside.FEW + 6, 2)], ids=["few", "many"])
def test_all_processors_share_what_is_much(count: int, processes: int) -> None:
    found = aside.each(who, [(number, 0.1) for number in range(count)])
    assert [number for number, _ in found] == list(range(count))
    assert len({process for _, process in found} - {os.getpid()}) == processes


def test_the_process_beside_stays_and_the_others_end() -> None:
    (_, first) = aside.aside(who, 0)
    others = {process for _, process in aside.each(who, [(number, 0.1) for number in range(12)])} - {first}
    assert aside.aside(who, 0) == (0, first)
    assert others
    deadline = time.monotonic() + 10
    while any(map(psutil.pid_exists, others)) and time.monotonic() < deadline:
        time.sleep(0.05)  # the server of processes has to notice
    assert not any(map(psutil.pid_exists, others))


def test_what_is_raised_there_is_raised_here() -> None:
    with pytest.raises(ValueError, match="three"):
        aside.each(refused, [(number,) for number in range(12)])


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(RuntimeError, match="ended before it was done"):
        aside.each(killed, [(number,) for number in range(12)])
