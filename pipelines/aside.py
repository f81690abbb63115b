"""A process beside that of a run, in which rules are checked and reports written: what they load takes seconds, which pass meanwhile.

A process has one at most. It dies with the one that began it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from pipelines.limits import UNBOUNDED, Death
from pipelines.pool import Pool

Result = TypeVar("Result")

_pool: Pool | None = None


def begin() -> None:
    """Starts the process, where it is not started; it loads what rules and reports need."""
    global _pool
    if _pool is None:
        _pool = Pool(1, UNBOUNDED)
        _pool.submit(load)


def aside(function: Callable[..., Result], *arguments: Any) -> Result:
    """What a function yields in that process. Raises what it raises."""
    begin()
    assert _pool
    return _pool.settle(_pool.submit(function, *arguments), _died)


def end() -> None:
    """Ends the process at once, whatever it is at."""
    global _pool
    if _pool is not None:
        _pool, ended = None, _pool
        ended.__exit__()


def load() -> None:
    """Loads what rules and reports need."""
    from pipelines import checks, reports

    checks.load()
    reports.load()


def _died(death: Death) -> NoReturn:
    raise RuntimeError("The process that checks the rules and writes the reports ended before it was done.")
