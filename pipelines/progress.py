"""What a run is doing, told to whoever listens: the command shows it, the journal keeps it, often nobody is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int], None]  # what is being done, how many are done, of how many (0: it has no parts)

_listeners: tuple[Listener, ...] = ()


def tell(what: str, done: int = 0, of: int = 0) -> None:
    """Tells every listener that ``done`` parts of ``of`` are finished."""
    for listener in _listeners:
        listener(what, done, of)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Everything told inside goes to ``listener`` too. Runs execute in the process of the command."""
    global _listeners
    before, _listeners = _listeners, (*_listeners, listener)
    try:
        yield
    finally:
        _listeners = before
