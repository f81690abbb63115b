"""A process beside that of a run, in which rules are checked and reports written: what they load takes seconds, which pass meanwhile.

A process has one at most, and others beside it for as long as there is much to do. They die with the one that began them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import Any, NoReturn, TypeVar

from pipelines.limits import UNBOUNDED, Death
from pipelines.pool import Pool
from pipelines.workers import processors

FEW = 6  # errands that are sooner done than another process is loaded

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


def each(function: Callable[..., Result], arguments: Sequence[tuple[Any, ...]]) -> list[Result]:
    """What a function yields for each of several arguments, in their order; where they are many, all processors share them."""
    begin()
    assert _pool
    with ExitStack() as stack:
        pools = [_pool]
        if len(arguments) > FEW:
            pools += [stack.enter_context(Pool(1, UNBOUNDED)) for _ in range(processors() - 1)]
        idle: SimpleQueue[Pool] = SimpleQueue()
        for pool in pools:
            idle.put(pool)

        def done(one: tuple[Any, ...]) -> Result:
            pool = idle.get()
            try:
                return pool.settle(pool.submit(function, *one), _died)
            finally:
                idle.put(pool)

        with ThreadPoolExecutor(len(pools)) as threads:
            return list(threads.map(done, arguments))


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
