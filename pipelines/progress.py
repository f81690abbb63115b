"""What a run is doing, told to whoever listens: the command shows it, Dagster's own processes have nobody listening."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int], None]  # what is being done, how many are done, of how many (0: it has no parts)


def _nobody(what: str, done: int, of: int) -> None:
    pass


_listener: Listener = _nobody


def tell(what: str, done: int = 0, of: int = 0) -> None:
    """Tells the listener that ``done`` parts of ``of`` are finished."""
    _listener(what, done, of)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Everything told inside goes to ``listener``. Runs execute in the process of the command, in one thread."""
    global _listener
    before, _listener = _listener, listener
    try:
        yield
    finally:
        _listener = before
