"""Processes that share work, of which each costs only its own errand when it dies, hangs or takes too much."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pipelines.limits import Death, Limits, begin_process, kept_to

if TYPE_CHECKING:
    from pebble import ProcessPool

START_METHOD = "forkserver"  # 0.2 s for the first processes, 0.02 s for the next; a plain fork of a process with threads may hang
PRELOADED = ["pipelines.workers", "transforms.extraction", "transforms.reading", "transforms.reading.truth", "transforms.codec"]
LOOK_EVERY = 0.02  # seconds; how soon a process that died is noticed

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Errand(Generic[Result]):
    """What a process was asked to do."""

    function: Callable[..., Result]
    arguments: tuple[Any, ...]
    future: Future[Result]


class Pool:
    """Processes that are started when the first errand comes, and anew after one of them has died."""

    def __init__(self, jobs: int, limits: Limits, *, is_brief: bool = False) -> None:
        """``is_brief``: there is so little to do that a process is rather forked from this one, where that is safe."""
        self._jobs = jobs
        self._start_method = "fork" if is_brief and threading.active_count() == 1 else START_METHOD
        self._limits = limits
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the processes at once, in the middle of a page where the work was interrupted or nobody wants the rest."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Errand[Result]:
        try:
            return Errand(function, arguments, self._schedule(function, arguments))
        except RuntimeError:  # it broke; what it was asked before is done again as it is settled
            self.__exit__()
            return Errand(function, arguments, self._schedule(function, arguments))

    def settle(self, errand: Errand[Result], dead: Callable[[Death], Result]) -> Result:
        """What an errand yields, what ``dead`` makes of the reason where the process dies over it. Raises what the errand raises.

        Where no limit tells why it died, the errand is done once more in a process that has done nothing else.
        """
        outcome = _outcome(errand.future, self._limits)
        if outcome is None or (isinstance(outcome, Death) and not outcome.is_limit):
            with Pool(1, self._limits) as alone:
                outcome = _outcome(alone.submit(errand.function, *errand.arguments).future, self._limits) or self._limits.death_by(None)
        return dead(outcome) if isinstance(outcome, Death) else outcome.value

    def _schedule(self, function: Callable[..., Result], arguments: tuple[Any, ...]) -> Future[Result]:
        if self._pool is None:
            self._pool = _started(self._jobs, self._start_method)
        future: Future[Result] = self._pool.schedule(_limited, (self._limits, function, *arguments))
        return future


@dataclass(frozen=True, slots=True)
class _Done(Generic[Result]):
    value: Result


def _outcome(future: Future[Result], limits: Limits) -> _Done[Result] | Death | None:
    """What became of an errand; ``None`` where it never had its turn."""
    from pebble import ProcessExpired

    try:
        return _Done(future.result())
    except MemoryError:
        return limits.too_large
    except ProcessExpired as error:
        return limits.death_by(error.exitcode)
    except (BrokenProcessPool, CancelledError):  # the processes could not be kept alive over what others did
        return None


def _limited(limits: Limits, function: Callable[..., Result], *arguments: Any) -> Result:
    with kept_to(limits):
        return function(*arguments)


def _started(jobs: int, start_method: str) -> ProcessPool:
    from pebble import CONSTS, ProcessPool

    CONSTS.sleep_unit = LOOK_EVERY
    context = multiprocessing.get_context(start_method)
    if start_method == "forkserver":
        context.set_forkserver_preload(PRELOADED)
    return ProcessPool(jobs, initializer=begin_process, context=context)
