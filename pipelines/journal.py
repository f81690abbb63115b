"""What a run did, line by line, for machines: JSON objects in ``logs/registre.jsonl`` of the home, on standard error too where asked for.

Each has ``at``, ``level``, ``run`` and ``event``, then what the event is about: ``source``, ``document``, ``step``. Modules write with
``log.info("document landed", extra={…})``; nothing of it is kept outside of :func:`kept`. A line that a crash cut short costs itself.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from time import perf_counter
from typing import Any

from pipelines.home import Home
from pipelines.progress import heard_by

MOST_BYTES = 10_000_000  # of a file, some 50,000 documents; then it becomes registre.jsonl.1
FILES_KEPT = 5  # beside the one that is written to

log = logging.getLogger(__name__)
_room = logging.getLogger("pipelines")
_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({})))


class JsonLines(logging.Formatter):
    """Records as JSON objects, without the words in ``secrets``."""

    def __init__(self, run: str, secrets: Collection[str] = ()) -> None:
        super().__init__()
        self._run, self._secrets = run, tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "run": self._run,
            "event": record.getMessage(),
        }
        row |= {name: value for name, value in vars(record).items() if name not in _OF_EVERY_RECORD and value is not None}
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: self._open(value) for name, value in row.items()}, ensure_ascii=False, default=str)

    def _open(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        for secret in self._secrets:
            value = value.replace(secret, "…")
        return value


@contextmanager
def kept(home: Home, to_stderr: bool = False, secrets: Collection[str] = ()) -> Iterator[None]:
    """Keeps the journal of what is done inside on a prepared home; inside of another one it only goes on with that."""
    if any(isinstance(handler.formatter, JsonLines) for handler in _room.handlers):
        yield
        return
    started = datetime.now(UTC)
    lines = JsonLines(f"{started:%Y%m%dT%H%M%S}-{os.getpid()}", secrets)
    handlers: list[logging.Handler] = [
        RotatingFileHandler(home.journal, maxBytes=MOST_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True)
    ]
    if to_stderr:
        handlers.append(logging.StreamHandler(sys.stderr))
    level, propagates = _room.level, _room.propagate
    with ExitStack() as stack:
        for handler in handlers:
            handler.setFormatter(lines)
            _room.addHandler(handler)
            stack.callback(handler.close)
            stack.callback(_room.removeHandler, handler)
        _room.setLevel(logging.INFO)
        _room.propagate = False
        stack.enter_context(heard_by(_steps()))
        try:
            yield
        finally:
            _room.setLevel(level)
            _room.propagate = propagates


def _steps() -> Callable[[str, int, int], None]:
    """A listener that writes down each step that is begun, and how long the one before it took."""
    current, began = "", perf_counter()

    def hear(what: str, done: int, of: int) -> None:
        nonlocal current, began
        if what != current:
            now = perf_counter()
            before = {"before": current, "seconds_before": round(now - began, 3)} if current else {}
            log.info("step", extra={"step": what, "parts": of or None, **before})
            current, began = what, now

    return hear
