"""How much time and memory one document, or one scanned page, may take, and what is said of it where it takes more.

A limit is kept inside the process that reads: the kernel ends it when its processor time or its patience is over, also in the middle of an
engine's own code, and a thread beside it ends it when its memory has grown too much. Both leave an exit code that says which it was.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 5  # times the processor time that a document may take by the clock: a machine may be busy, a disk slow
TOO_LARGE = 77  # exit code of a process whose memory has grown too much; no engine of ours uses it
LOOK_EVERY = 0.02  # seconds; a process that does nothing but fill memory gains about 50 MB in that time
AT_ONCE = 2  # times the memory limit that may be asked for at once, whether it is then used or not

_STATM = Path("/proc/self/statm")
_PAGE = resource.getpagesize()
_RESIDENT, _DATA = 1, 5  # columns of statm


@dataclass(frozen=True, slots=True)
class Death:
    """Why a process that read a document ended before it was done, as one sentence."""

    sentence: str
    is_limit: bool = True  # of ours: nobody else had a hand in it
    is_lasting: bool = True  # the same limits and the same code would end it again


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: ``seconds`` of processor time, ``memory`` in bytes on top of what the process held before."""

    seconds: float = 120  # the slowest of 285 real documents takes 0.1, of scanned pages 3
    memory: int = 2_000_000_000  # no real document takes 10 MB, a scanned A3 page 0.5 GB

    @property
    def key(self) -> str:
        """What tells these limits from others."""
        return f"{self.seconds:g} s {self.memory} bytes"

    @property
    def too_large(self) -> Death:
        return Death(f"Reading it takes more than {self.memory / 1e6:,.0f} MB of memory, the limit that document_memory sets.")

    def death_by(self, code: int | None) -> Death:
        """What the exit code of a process that read a document tells: below zero the signal that ended it."""
        if code == TOO_LARGE:
            return self.too_large
        if code == -signal.SIGPROF:
            return Death(f"Reading it takes more than {self.seconds:g} s of processor time, the limit that document_seconds sets.")
        if code == -signal.SIGALRM:
            longest = PATIENCE * self.seconds
            return Death(f"Reading it did not end within {longest:g} s, {PATIENCE} times what document_seconds sets.", is_lasting=False)
        if code == -signal.SIGKILL:
            why = "The system ended the process that read it, as it does where the machine's memory runs out."
            return Death(why, is_limit=False, is_lasting=False)
        if code is not None and code < 0:
            return Death(f"Reading it crashed the process that read it ({signal.Signals(-code).name}).", is_limit=False)
        how = "" if code is None else f" with exit code {code}"
        return Death(f"Reading it ended the process that read it{how}.", is_limit=False, is_lasting=False)

    @classmethod
    def of(cls, seconds: float, memory: str) -> Limits:
        """Limits as settings give them. Raises ValueError where ``memory`` is no size."""
        return cls(seconds, bytes_of(memory))


UNBOUNDED = Limits(seconds=1e7, memory=1 << 60)  # of what no document can make longer or larger


def bytes_of(size: str) -> int:
    """The bytes of a size as people write it. Raises ValueError where it is none.

    >>> bytes_of("1.5 GB"), bytes_of("64MiB")
    (1500000000, 67108864)
    """
    match = re.fullmatch(r"(?i)(\d+(?:\.\d+)?) ?([KMGT])(i?)B", size)
    if match is None:
        raise ValueError("a size is expected, such as 4GB")
    number, unit, binary = match.groups()
    return int(float(number) * (1024 if binary else 1000) ** ("KMGT".index(unit.upper()) + 1))


def begin_process() -> None:
    """Prepares a process that reads: an interrupt is for the parent to handle, whatever else ends it does so at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves no file behind
    os.environ["OMP_THREAD_LIMIT"] = "1"  # Tesseract's threads would wait for each other
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: Any) -> None:
    """Ends this process when the one that it works for has died: nobody else would."""
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def kept_to(limits: Limits) -> Iterator[None]:
    """Ends this process where what is done inside takes more than ``limits``; what is asked for at once raises MemoryError instead."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    most = _size(_DATA) + AT_ONCE * limits.memory
    if before[1] == resource.RLIM_INFINITY or most < before[1]:
        resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * limits.seconds)
    try:
        with _WATCH.up_to(_size(_RESIDENT) + limits.memory):
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _size(column: int) -> int:
    """Bytes of this process's memory, 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[column]) * _PAGE
    except OSError:
        return 0


class _Watch:
    """A thread that ends the process when it holds more than a ceiling; asleep where there is none."""

    def __init__(self) -> None:
        self._ceiling: int | None = None
        self._is_wanted = threading.Event()
        self._lock = threading.Lock()  # nothing is ended while a result is on its way
        self._process: int | None = None  # threads stay behind in the process that forks

    @contextmanager
    def up_to(self, ceiling: int) -> Iterator[None]:
        if self._process != os.getpid():
            self._process = os.getpid()
            threading.Thread(target=self._look, daemon=True).start()
        self._ceiling = ceiling
        self._is_wanted.set()
        try:
            yield
        finally:
            self._is_wanted.clear()
            with self._lock:
                self._ceiling = None

    def _look(self) -> None:
        while True:
            self._is_wanted.wait()
            with self._lock:
                if self._ceiling is not None and _size(_RESIDENT) > self._ceiling:
                    os._exit(TOO_LARGE)
            time.sleep(LOOK_EVERY)


_WATCH = _Watch()
