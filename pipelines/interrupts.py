"""Ctrl-C and SIGTERM while a command works.

The first ends the work where it is, with everything closed in order. The second ends the process at once, as does a work that does not
end within :data:`GRACE` seconds: it may sit in a library's own code, or wait for a server. That loses nothing either, since whatever a run
writes is put in place whole or made again.
"""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipelines.progress import heard_by

GRACE = 3.0  # seconds
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Which signal ended the work, ``None`` as long as none did."""

    number: int | None = None
    is_raised = False

    def hear(self, number: int, frame: FrameType | None) -> None:
        """Raises for the first signal; what a second one asks for is the watch's to do."""
        if not self.is_raised:
            self.is_raised = True
            raise KeyboardInterrupt

    def check(self, what: str, done: int, of: int) -> None:
        """Ends the work at its next step where Python swallowed the exception, as it does in the callbacks of weak references."""
        if self.number is not None:
            raise KeyboardInterrupt

    @property
    def exit_code(self) -> int:
        return 128 + (self.number or signal.SIGINT)


@contextmanager
def heeded(line: str) -> Iterator[Interruption]:
    """Raises KeyboardInterrupt in what is done inside when a signal comes; ends the process with ``line`` on standard error, once.

    :raises SystemExit: for whatever exception comes out of a work that a signal ended. Its code is 128 and the signal's number.

    The watch does not depend on handlers, which Dagster puts its own in place of. Only the main thread can hear signals; in another one
    this does nothing.
    """
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    before = {number: signal.signal(number, interruption.hear) for number in SIGNALS}
    try:
        with _watched(interruption, line), heard_by(interruption.check):
            yield interruption
    except BaseException:
        if interruption.number is None:
            raise
        print(line, file=sys.stderr, flush=True)  # the watch is over: nobody else says it
        raise SystemExit(interruption.exit_code) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _watched(interruption: Interruption, line: str) -> Iterator[None]:
    """Once this is left, ``interruption`` knows of every signal until then, and no later one ends the process."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    wakeup_before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    watch = threading.Thread(target=_watch, args=(reader, interruption, line), daemon=True)
    watch.start()
    try:
        yield
    finally:
        interruption.is_raised = True
        signal.set_wakeup_fd(wakeup_before)
        os.close(writer)  # ends the watch
        watch.join()
        os.close(reader)


def _watch(reader: int, interruption: Interruption, line: str) -> None:
    while interruption.number is None:
        received = os.read(reader, 1)
        if not received:
            return
        if received[0] in SIGNALS:
            interruption.number = received[0]
    while select.select([reader], [], [], GRACE)[0]:
        received = os.read(reader, 1)
        if not received:
            return
        if received[0] in SIGNALS:
            break
    _end_at_once(interruption.exit_code, line)


def _end_at_once(code: int, line: str) -> None:
    for child in multiprocessing.active_children():
        child.kill()
    show_cursor = "\r\x1b[2K\x1b[?25h" if sys.stderr.isatty() else ""  # a line of progress may stand there
    os.write(2, f"{show_cursor}{line}\n".encode())
    os._exit(code)
