"""Dagster's web interface, asked as a browser would ask it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.command import main

QUESTION = """{
  assetNodes { assetKey { path } groupName }
  repositoriesOrError { ... on RepositoryConnection { nodes { jobs { name } schedules { name } sensors { name } } } }
  shouldShowNux
}"""


def answer(port: int) -> dict[str, Any]:
    """What the web interface knows, once it has loaded the project."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql", json.dumps({"query": QUESTION}).encode(), {"Content-Type": "application/json"}
    )
    for _ in range(240):
        try:
            with urllib.request.urlopen(request) as response:
                data = dict(json.loads(response.read())["data"])
        except OSError:
            data = {}
        if data.get("assetNodes"):
            return data
        time.sleep(0.5)
    raise AssertionError("the web interface did not load the project")


def processes_about(words: str) -> list[str]:
    """The command lines that hold ``words``, but for those of this test."""
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    return [line.replace(b"\0", b" ").decode() for line in lines if words.encode() in line and b"pytest" not in line]


@pytest.mark.timeout(240)
def test_the_web_interface_loads_the_project_and_ends_with_all_its_processes(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ["ui", "--port", str(port), "--home", str(tmp_path)]
    server = subprocess.Popen([sys.executable, "-c", "from pipelines.command import main; main()", *arguments])
    try:
        known = answer(port)
        second = CliRunner().invoke(main, arguments)
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(timeout=60)
    assert {node["groupName"] for node in known["assetNodes"]} == {"documents", "printed", "core", "quality", "marts", "published"}
    (repository,) = known["repositoriesOrError"]["nodes"]
    assert "registre" in [job["name"] for job in repository["jobs"]]
    assert [schedule["name"] for schedule in repository["schedules"]] == ["sources_due"]
    assert {sensor["name"] for sensor in repository["sensors"]} >= {"inbox", "news", "sources_file"}
    assert known["shouldShowNux"] is False
    assert (second.exit_code, second.stderr) == (2, f"registre: Port {port} of this machine cannot be used: Address already in use.\n")
    assert code == 0
    assert processes_about(str(tmp_path)) == []
