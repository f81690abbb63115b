"""Dagster as people run it: `registre ui`, and the production installation of `deploy/`, as processes over a home."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipelines.home import Home
from tests.conftest import PROJECT

BIN = Path(sys.executable).parent
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Installation:
    """Dagster's processes over a home, asked through the web interface."""

    home: Home
    location: str  # what the code location is called
    port: int = field(default_factory=free_port)

    def ask(self, question: str, **variables: Any) -> dict[str, Any]:
        """The answer of the web interface. Raises OSError where it does not answer, AssertionError where it refuses."""
        body = json.dumps({"query": question, "variables": variables}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/graphql", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = json.loads(response.read())
        assert "errors" not in answer, answer["errors"]
        return dict(answer["data"])

    def wait_for(self, what: str, question: str, is_there: Any, seconds: float = 150, **variables: Any) -> dict[str, Any]:
        """The first answer that is as wanted."""
        until = time.monotonic() + seconds
        data: dict[str, Any] = {}
        while time.monotonic() < until:
            try:
                data = self.ask(question, **variables)
                if is_there(data):
                    return data
            except OSError:
                pass
            time.sleep(0.3)
        raise AssertionError(f"{what}: not within {seconds} s; last answer: {json.dumps(data)[:3000]}")


def environment(home: Home, **more: str) -> dict[str, str]:
    """The environment of the processes: nothing of the tests' own settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("REGISTRE_", "DAGSTER_"))}
    return {**own, "PATH": f"{BIN}:{os.environ['PATH']}", "REGISTRE_HOME": str(home.root), **more}


@contextmanager
def started(command: list[str], env: Mapping[str, str], folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process, in a session of its own, ended with all that it started when the block ends."""
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=dict(env), cwd=folder, stdout=out, stderr=out, start_new_session=True)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def development(home: Home, **more: str) -> Iterator[Installation]:
    """`registre ui`: web interface, daemon and code server of one command, with its record in the home.

    When the block ends well, the command has ended by itself with all its processes.
    """
    made = Installation(home, "pipelines.definitions")
    command = [str(BIN / "registre"), "ui", "--port", str(made.port)]
    with started(command, environment(home, REGISTRE_AUTOMATIC="true", **more), home.root, home.root / "ui.log") as server:
        yield made
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
    assert processes_about(str(home.root)) == []


def processes_about(words: str) -> list[str]:
    """The command lines that hold ``words``, but for those of this test."""
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    return [line.replace(b"\0", b" ").decode() for line in lines if words.encode() in line and b"pytest" not in line]


@contextmanager
def production(home: Home, database: Mapping[str, str], **more: str) -> Iterator[Installation]:
    """The three services of `deploy/`, with their commands, over PostgreSQL."""
    instance = home.root / "instance"
    instance.mkdir()
    shutil.copy(PROJECT / "deploy" / "dagster.yaml", instance)
    code = str(free_port())
    env = environment(
        home,
        DAGSTER_HOME=str(instance),
        REGISTRE_DAGSTER_HOME=str(instance),
        **database,
        REGISTRE_CODE_HOST="127.0.0.1",
        REGISTRE_CODE_PORT=code,
        REGISTRE_AUTOMATIC="true",
        **more,
    )
    made = Installation(home, "registre")
    with (
        started(unit_command("code", {"4266": code}), env, PROJECT, home.root / "code.log"),
        started(unit_command("webserver", {"3000": str(made.port)}), env, home.root, home.root / "webserver.log"),
    ):
        wait_for_port(int(code))
        with started(unit_command("daemon", {}), env, home.root, home.root / "daemon.log"):
            yield made


def unit_command(service: str, ports: Mapping[str, str]) -> list[str]:
    """What a systemd unit starts, on other ports and from this checkout."""
    unit = (PROJECT / "deploy" / "systemd" / f"registre-{service}.service").read_text()
    (line,) = (line for line in unit.splitlines() if line.startswith("ExecStart="))
    words = line.removeprefix("ExecStart=").replace("/opt/registre/.venv/bin", str(BIN)).replace("/opt/registre", str(PROJECT)).split()
    return [ports.get(word, word) for word in words]


def wait_for_port(port: int, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens on port {port}")


@dataclass
class Postgres:
    """A PostgreSQL server of its own on loopback, which can be stopped and started again."""

    folder: Path
    port: int = field(default_factory=free_port)

    @property
    def environment(self) -> dict[str, str]:
        """What leads there."""
        place = {"HOST": "127.0.0.1", "PORT": str(self.port), "USER": "registre", "PASSWORD": "p@ss/word", "DATABASE": "postgres"}
        return {f"REGISTRE_POSTGRES_{name}": value for name, value in place.items()}

    def make(self) -> None:
        options = ["-A", "trust", "-U", "registre", "-E", "UTF8", "--no-sync", "--no-instructions"]
        self._do("initdb", "-D", self.folder / "data", *options)

    def start(self) -> None:
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off -c full_page_writes=off"
        )
        self._control("start", "-l", self.folder / "log", "-o", options)

    def stop(self) -> None:
        """At once, as where the machine fails: who is connected is cut off, what is not committed is lost."""
        self._control("stop", "-m", "immediate")

    def _control(self, what: str, *options: str | Path) -> None:
        self._do("pg_ctl", "-D", self.folder / "data", "-w", "-s", *options, what)

    @staticmethod
    def _do(tool: str, *options: str | Path) -> None:
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*as_postgres, str(POSTGRES[-1].parent / tool), *map(str, options)], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A server that runs; the test skips where there is none to start."""
    if not POSTGRES:
        pytest.skip("no PostgreSQL server on this machine (/usr/lib/postgresql)")
    if os.geteuid() == 0 and not any(user.pw_name == "postgres" for user in pwd.getpwall()):
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    folder = Path(tempfile.mkdtemp(prefix="registre-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        server = Postgres(folder)
        server.make()
        server.start()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """The environment that leads to a PostgreSQL server of its own."""
    with postgres_server() as server:
        yield server.environment
