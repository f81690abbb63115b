"""`registre` in processes of its own, forked from one that has loaded what runs need: as real as any, in half the time."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import util
from pathlib import Path
from time import sleep
from typing import IO, Any

LOADED = ("dagster", "great_expectations", "pandas", "pipelines.command", "pipelines.definitions", "pipelines.run", "transforms.frames")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a process kills itself: at the ``nth`` call of a function, before or after it has done its work."""

    function: str  # "pipelines.store:Store.record"
    nth: int = 1
    after: bool = False

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} call {self.nth} of {self.function.split(':')[1]}"

    def arm(self) -> None:
        module, _, path = self.function.partition(":")
        *owners, name = path.split(".")
        owner: Any = importlib.import_module(module)
        for one in owners:
            owner = getattr(owner, one)
        function, calls = getattr(owner, name), 0

        def counting(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == self.nth and not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = function(*arguments, **named)
            if calls == self.nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(owner, name, counting)


@dataclass
class Going:
    """A command at work."""

    pid: int
    stderr: IO[str]
    _runner: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def until(self, moment: str) -> Going:
        """Waits for a line on standard error that holds these words."""
        for line in self.stderr:
            self.lines.append(line)
            if moment in line:
                return self
        raise AssertionError(f"it ended before {moment}: {self.lines[-3:]}")

    def send(self, *numbers: signal.Signals) -> None:
        for number in numbers:
            os.kill(self.pid, number)
            sleep(0.1)

    def end(self) -> int:
        """The exit code when it has ended; minus the number of the signal where one ended it."""
        assert self._runner.stdout
        self.lines += self.stderr
        self.stderr.close()
        return int(self._runner.stdout.readline())

    @property
    def events(self) -> list[str]:
        """The events told; with the journal on standard error every line is one, so no traceback is among them."""
        return [json.loads(line)["event"] for line in self.lines]


class Runner:
    """Starts one command after another."""

    def __init__(self, folder: Path) -> None:
        self._fifo = folder / "stderr"
        os.mkfifo(self._fifo)
        command = [sys.executable, "-c", "from tests.forking import serve; serve()", str(self._fifo)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def go(self, *arguments: object, kill: Moment | None = None) -> Going:
        assert self._process.stdin
        assert self._process.stdout
        moment = kill and [kill.function, kill.nth, kill.after]
        print(json.dumps({"arguments": [*map(str, arguments)], "kill": moment}), file=self._process.stdin, flush=True)
        stderr = self._fifo.open(encoding="utf-8")
        return Going(int(self._process.stdout.readline()), stderr, self._process)

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)


@contextmanager
def runner(folder: Path) -> Iterator[Runner]:
    made = Runner(folder)
    try:
        yield made
    finally:
        made.close()


def serve() -> None:
    """Forks a process for each line on standard input; prints its number, then how it ended."""
    for module in LOADED:
        importlib.import_module(module)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _work(asked["arguments"], asked["kill"])
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def _work(arguments: list[str], kill: list[Any] | None) -> None:
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(sys.argv[1], os.O_WRONLY), 2)
    if kill:
        Moment(*kill).arm()
    from pipelines.command import main

    try:
        main(arguments)
    except SystemExit as end:
        util._exit_function()
        os._exit(int(end.code or 0))  # libraries that began threads before the fork abort at the usual end
    finally:
        os._exit(1)
