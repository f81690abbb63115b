"""What `deploy/` holds for production: Dagster takes its configuration, systemd its units, and nothing that they need is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from dagster._core.instance.config import dagster_instance_config
from dagster._core.instance.ref import InstanceRef
from dagster_postgres import DagsterPostgresStorage

from pipelines.home import Home
from pipelines.run import DAGSTER_YAML
from pipelines.settings import PREFIX, SMTP_PASSWORD, WEBHOOK, Settings
from tests.conftest import PROJECT
from tests.pipelines.installations import BIN

DEPLOY = PROJECT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = ("code", "daemon", "webserver")


def variables_of(file: str) -> set[str]:
    """The environment variables that a file of Dagster's configuration reads."""
    return set(re.findall(r"env: (\w+)", (DEPLOY / file).read_text()))


NEEDED = variables_of("dagster.yaml") | variables_of("workspace.yaml")


def environment_file() -> dict[str, str]:
    lines = (DEPLOY / "registre.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("# "))


def test_dagster_takes_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment_file().items():
        monkeypatch.setenv(name.removeprefix("#"), value)
    content, _ = dagster_instance_config(str(DEPLOY))
    assert content["concurrency"]["pools"] == {"default_limit": 1, "granularity": "run"}
    assert content["telemetry"] == {"enabled": False}
    ref = InstanceRef.from_dir(str(tmp_path), config_dir=str(DEPLOY))
    assert ref.storage_data is not None
    assert (ref.storage_data.module_name, ref.storage_data.class_name) == ("dagster_postgres", DagsterPostgresStorage.__name__)


def test_production_and_the_home_limit_and_retry_runs_alike() -> None:
    there, here = yaml.safe_load((DEPLOY / "dagster.yaml").read_text()), yaml.safe_load(DAGSTER_YAML)
    for section in ("concurrency", "run_retries", "telemetry", "nux", "compute_logs"):
        assert there[section] == here[section]


@pytest.mark.parametrize("given", [environment_file(), *(COMPOSE["services"][name]["environment"] for name in OURS)], ids=["file", *OURS])
def test_every_variable_that_is_needed_is_given(given: dict[str, str]) -> None:
    assert {name.removeprefix("#") for name in given} >= NEEDED
    known = (
        {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | NEEDED | {WEBHOOK, SMTP_PASSWORD, "REGISTRE_HOME", "DAGSTER_HOME"}
    )
    assert {name.removeprefix("#") for name in given} <= known


def test_no_secret_stands_in_the_files() -> None:
    for name in OURS:
        for variable, value in COMPOSE["services"][name]["environment"].items():
            assert value.startswith("${") or not re.search("PASSWORD|WEBHOOK", variable)
    secrets = {name: value for name, value in environment_file().items() if re.search("PASSWORD|WEBHOOK", name)}
    assert set(secrets.values()) <= {"", "change-me"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    assert len(UNITS) == 3
    for unit in UNITS:
        text = unit.read_text().replace("/opt/registre/.venv/bin", str(BIN)).replace("/opt/registre", str(PROJECT))
        (tmp_path / unit.name).write_text(text)
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(tmp_path / unit.name for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    about = [line for line in checked.stderr.splitlines() if "registre" in line]
    assert (checked.returncode, about) == (0, [])


def test_a_faulty_unit_would_be_seen(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    (tmp_path / "broken.service").write_text("[Service]\nExecStart=/nowhere/at/all\n")
    checked = subprocess.run(["systemd-analyze", "verify", "--man=no", tmp_path / "broken.service"], capture_output=True, check=False)
    assert checked.returncode != 0


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_runs_as_its_own_user_and_writes_in_one_place(unit: Path) -> None:
    lines = dict(line.split("=", 1) for line in unit.read_text().splitlines() if "=" in line and not line.startswith("#"))
    assert (lines["User"], lines["ProtectSystem"], lines["ReadWritePaths"]) == ("registre", "strict", "/var/lib/registre")
    assert lines["EnvironmentFile"] == "/etc/registre/registre.env"
    program = Path(lines["ExecStart"].split()[0].replace("/opt/registre/.venv/bin", str(BIN)))
    assert os.access(program, os.X_OK)
    for named in re.findall(r"/opt/registre/(deploy/\S+)", lines["ExecStart"]):
        assert (PROJECT / named).is_file()


def test_containers_run_what_the_units_run_and_open_nothing_to_others() -> None:
    for name in OURS:
        service: dict[str, Any] = COMPOSE["services"][name]
        unit = (DEPLOY / "systemd" / f"registre-{name}.service").read_text()
        (line,) = re.findall(r"ExecStart=/opt/registre/\.venv/bin/(.*)", unit)
        command = " ".join(service["command"]).replace("0.0.0.0", "127.0.0.1")
        assert command == line
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert "ports" not in COMPOSE["services"]["database"]
    volumes = {volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]}
    assert volumes == set(COMPOSE["volumes"])


def test_the_image_is_made_of_files_that_are_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    copied = [word for line in re.findall(r"(?m)^COPY (.*) \S+$", text) for word in line.split()]
    assert {"pipelines", "transforms", "sql", "deploy", "requirements.lock", "pyproject.toml"} <= set(copied)
    assert all((PROJECT / name).exists() for name in copied)
    ignored = (PROJECT / ".dockerignore").read_text().split()
    assert {"data", ".venv", ".git", "**/*.env"} <= set(ignored)
    assert not set(copied) & set(ignored)
    assert "--require-hashes" in text
    assert re.search(r"(?m)^USER registre$", text)


def test_an_own_dagster_folder_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.home import SetupError
    from pipelines.run import prepare_dagster

    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setenv("REGISTRE_HOME", "")
    home, own = Home(tmp_path / "home").prepare(), tmp_path / "own"
    monkeypatch.setenv("REGISTRE_DAGSTER_HOME", str(own))
    with pytest.raises(SetupError, match="dagster_home names a folder that holds one"):
        prepare_dagster(home)
    own.mkdir()
    (own / "dagster.yaml").write_text("telemetry: {enabled: false}\n")
    prepare_dagster(home)
    assert os.environ["DAGSTER_HOME"] == str(own)
    assert (own / "dagster.yaml").read_text() == "telemetry: {enabled: false}\n"
    assert not (home.dagster / "dagster.yaml").exists()
