"""Dagster's web interface with the project loaded, as processes that end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from types import FrameType

import click

from pipelines.home import Home, SetupError
from pipelines.run import prepare_dagster

GRACE = 15  # seconds that Dagster's processes get to end by themselves


def serve(home: Home, port: int) -> int:
    """Serves the web interface on this machine until a signal ends it; gives Dagster's exit code.

    Raises SetupError where the port cannot be had.
    """
    _require_free(port)
    prepare_dagster(home)
    address = f"http://127.0.0.1:{port}/asset-groups"  # the map of assets; the start page shows runs by schedules only
    arguments = ["dev", "--module-name", "pipelines.definitions", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    # Who is started in the background by a script inherits that interrupts are ignored, and Dagster then ignores every request to end.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # In a session of its own, so that none of the web server, the daemon and the code server can be left behind.
    server = subprocess.Popen([sys.executable, "-W", "ignore:Function `dev_command`", "-m", "dagster", *arguments], start_new_session=True)
    is_wanted = True

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal is_wanted
        if number == signal.SIGALRM or not is_wanted:  # asked twice, or asked in vain
            _kill_all(server)
            return
        is_wanted = False
        server.terminate()  # it ends the others itself, more gently than a signal to all would
        signal.alarm(GRACE)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, end)
    click.echo(f"Dagster's web interface opens at {address} (Ctrl-C ends it).", err=True)
    code = server.wait()
    signal.alarm(0)
    _kill_all(server)
    return code if is_wanted else 0


def _kill_all(server: subprocess.Popen[bytes]) -> None:
    """Ends whoever is left in the session of ``server``."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SetupError(f"Port {port} of this machine cannot be used: {error.strerror}.") from error
