"""Processes that share work, of which each costs only its own errand when it dies, hangs or takes too much.

A thread for each process gives it one errand at a time and waits for the result or for the process's end, whichever comes first. So it is
always known which errand a process died over; the standard library's pool gives up all errands when one process dies.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Generic, Protocol, TypeVar

from pipelines.limits import Death, Limits, begin_process, kept_to

START_METHOD = "forkserver"  # 0.2 s for the first processes, 0.02 s for the next; a plain fork of a process with threads may hang
PRELOADED = ["pipelines.workers", "transforms.extraction", "transforms.reading", "transforms.reading.truth", "transforms.codec"]

_STARTING = threading.Lock()  # a process forked beside another one's start would hold its pipes open, and its end would go unnoticed

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Errand(Generic[Result]):
    """What a process was asked to do."""

    function: Callable[..., Result]
    arguments: tuple[Any, ...]
    future: Future[Result]


class AnyPool(Protocol):
    """Where errands are done: on this machine or on others."""

    is_remote: bool  # what is read comes back, and nothing is kept there

    @property
    def width(self) -> int:
        """How many errands are done at once."""
        ...

    def __enter__(self) -> AnyPool: ...
    def __exit__(self, *_: object) -> None: ...
    def submit(self, function: Callable[..., Result], *arguments: Any) -> Errand[Result]: ...
    def settle(self, errand: Errand[Result], dead: Callable[[Death], Result]) -> Result: ...


class Pool:
    """Processes that are started when the first errand comes, and anew after one of them has died."""

    is_remote = False

    def __init__(self, jobs: int, limits: Limits, *, is_brief: bool = False) -> None:
        """``is_brief``: there is so little to do that a process is rather forked from this one, where that is safe."""
        self.width = jobs
        self._limits = limits
        self._context = _context("fork" if is_brief and threading.active_count() == 1 else START_METHOD)
        self._errands: SimpleQueue[Errand[Any] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._processes: set[BaseProcess] = set()
        self._is_over = False
        self._lock = threading.Lock()  # no process of the pool is started while all are ended

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the processes at once, in the middle of a page where the work was interrupted or nobody wants the rest."""
        with self._lock:
            self._is_over = True
            for process in self._processes:
                process.kill()
        for _thread in self._threads:
            self._errands.put(None)
        for thread in self._threads:
            thread.join()

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Errand[Result]:
        if not self._threads:
            forked = self._context.get_start_method() == "fork"  # before there are threads
            workers = [self._started() if forked else None for _ in range(self.width)]
            self._threads = [threading.Thread(target=self._serve, args=(worker,), daemon=True) for worker in workers]
            for thread in self._threads:
                thread.start()
        errand: Errand[Result] = Errand(function, arguments, Future())
        self._errands.put(errand)
        return errand

    def settle(self, errand: Errand[Result], dead: Callable[[Death], Result]) -> Result:
        """What an errand yields, what ``dead`` makes of the reason where the process dies over it. Raises what the errand raises.

        Where no limit tells why it died, the errand is done once more in a process that has done nothing else.
        """
        outcome = _outcome(errand.future, self._limits)
        if isinstance(outcome, Death) and not outcome.is_limit:
            with Pool(1, self._limits) as alone:
                outcome = _outcome(alone.submit(errand.function, *errand.arguments).future, self._limits)
        return dead(outcome) if isinstance(outcome, Death) else outcome.value

    def _serve(self, worker: _Worker | None) -> None:
        """Has errands done by a process, by another one where it died."""
        while errand := self._errands.get():
            if self._is_over or not errand.future.set_running_or_notify_cancel():
                errand.future.cancel()
                continue
            try:
                worker = worker or self._started()
                is_done, value = worker.done(errand)
            except _DiedError as died:
                self._processes.discard(died.process)
                worker = None
                errand.future.set_exception(died)
            except Exception as error:  # noqa: BLE001  no process can be had, or the errand cannot be told to one
                errand.future.set_exception(error)
            else:
                if is_done:
                    errand.future.set_result(value)
                else:
                    errand.future.set_exception(value)

    def _started(self) -> _Worker:
        with self._lock, _STARTING:
            if self._is_over:
                raise CancelledError
            here, there = self._context.Pipe()
            process = self._context.Process(target=_work, args=(there, self._limits), daemon=True)  # type: ignore[attr-defined]
            process.start()
            there.close()
            self._processes.add(process)
        return _Worker(process, here)


class _DiedError(Exception):
    """A process died over its errand."""

    def __init__(self, process: BaseProcess) -> None:
        super().__init__(process.exitcode)
        self.process = process


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process and the way to it."""

    process: BaseProcess
    connection: Connection

    def done(self, errand: Errand[Any]) -> tuple[bool, Any]:
        """Whether the errand came to its end, and its result or what it raised. Raises _DiedError."""
        try:
            self.connection.send((errand.function, errand.arguments))
            wait([self.connection, self.process.sentinel])
            if self.connection.poll():  # a result is good whatever became of the process after it
                outcome: tuple[bool, Any] = self.connection.recv()
                return outcome
        except (EOFError, ConnectionError):
            pass
        self.process.join()
        self.connection.close()
        raise _DiedError(self.process)


def _work(connection: Connection, limits: Limits) -> None:
    """What a process does: one errand after the other, until nobody has any more."""
    begin_process()
    while True:
        try:
            function, arguments = connection.recv()
        except EOFError:
            return
        outcome: tuple[bool, Any]
        try:
            with kept_to(limits):
                outcome = True, function(*arguments)
        except BaseException as error:  # noqa: BLE001  whoever asked shall know
            outcome = False, error
        try:
            connection.send(outcome)
        except (BrokenPipeError, EOFError):
            return
        except Exception as error:  # noqa: BLE001  what cannot be sent is told in words
            with suppress(BrokenPipeError):
                connection.send((False, RuntimeError(f"{type(error).__name__}: {error}")))


@dataclass(frozen=True, slots=True)
class _Done(Generic[Result]):
    value: Result


def _outcome(future: Future[Result], limits: Limits) -> _Done[Result] | Death:
    """What became of an errand. Raises what it raises."""
    try:
        return _Done(future.result())
    except MemoryError:
        return limits.too_large
    except _DiedError as died:
        return limits.death_by(died.process.exitcode)


def _context(start_method: str) -> multiprocessing.context.BaseContext:
    context = multiprocessing.get_context(start_method)
    if start_method == "forkserver":
        context.set_forkserver_preload(PRELOADED)
    return context
