"""`docs/operations.md`: its backup is whole, its restore gives the same warehouse, and what it names is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.definitions import build
from pipelines.home import Home
from pipelines.resources import HomeResource
from pipelines.settings import Settings
from pipelines.warehouse import content_hash
from tests.conftest import PROJECT
from tests.pipelines.installations import BIN
from tests.publishing import publish
from tests.sources.conftest import pdf

PAGE = (PROJECT / "docs" / "operations.md").read_text()


def commands(name: str) -> str:
    (block,) = re.findall(rf"<!-- {name}:start -->\n```sh\n(.*?)```\n<!-- {name}:end -->", PAGE, re.S)
    return str(block)


def shell(script: str, home: Home, backup: Path) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("REGISTRE_", "DAGSTER_"))}
    env = {**own, "PATH": f"{BIN}:{os.environ['PATH']}", "REGISTRE_HOME": str(home.root), "BACKUP": str(backup)}
    return subprocess.run(["sh", "-euc", script], env=env, capture_output=True, text=True, check=False)


def facts(home: Home) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """A hash of each table's rows, and what they are made from; but for the engine of OCR, which `publish` does without."""
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        made_from = connection.execute("from printed.input where kind <> 'ocr' order by all").fetchall()
        return {name: rows for name, rows in content_hash(connection).items() if name != "printed.input"}, made_from


@pytest.mark.long
@pytest.mark.skipif(shutil.which("flock") is None or shutil.which("zstd") is None, reason="flock or zstd is not on this machine")
def test_what_is_backed_up_as_the_page_says_gives_the_same_warehouse_elsewhere(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(2):
        (papers / f"{number}.pdf").write_bytes(pdf(number))
    home = publish(sorted(papers.iterdir()), Home(tmp_path / "home"))
    home.settings_file.write_text(yaml.safe_dump({"samples": False, "author": "A. Petit"}))
    home.sources_file.write_text("sources: []\n")
    home.lock_file.touch()
    saved = shell(commands("backup"), home, tmp_path / "backup.tar.zst")
    assert (saved.returncode, saved.stderr) == (0, "")

    elsewhere = Home(tmp_path / "elsewhere")
    restored = shell(commands("restore"), elsewhere, tmp_path / "backup.tar.zst")
    assert restored.returncode == 0, restored.stderr
    assert "2 of 2 documents are whole" in restored.stdout
    assert facts(elsewhere) == facts(home)
    kept = {"documents/provenance.jsonl", "settings.yml", "sources.yml"}
    assert {name: (elsewhere.root / name).read_bytes() for name in kept} == {name: (home.root / name).read_bytes() for name in kept}


def test_a_backup_waits_for_the_run_at_work(tmp_path: Path) -> None:
    if shutil.which("flock") is None:
        pytest.skip("flock is not on this machine")
    home = Home(tmp_path / "home").prepare()
    script = commands("backup").replace("--timeout 7200", "--timeout 0.2")
    with home.locked():
        assert shell(script, home, tmp_path / "backup.tar.zst").returncode == 1
    assert not (tmp_path / "backup.tar.zst").exists()


def test_every_schedule_and_sensor_is_explained() -> None:
    made = build(HomeResource())
    for one in [*(made.schedules or []), *(made.sensors or [])]:
        assert f"`{one.name}`" in PAGE


def test_every_setting_of_operations_is_explained_and_none_is_made_up() -> None:
    for name in ("alert_to", "alert_from", "smtp_host", "smtp_port", "smtp_security", "smtp_user", "run_wait_seconds"):
        assert f"`{name}`" in PAGE
        assert name in Settings.model_fields


def test_every_file_that_is_named_is_there() -> None:
    for name in re.findall(r"/opt/registre/(deploy/[\w./*-]+\w)", PAGE):
        assert [*PROJECT.glob(name)], name
    for target in re.findall(r"\]\(([\w./-]+)\)", PAGE):
        assert (PROJECT / "docs" / target).exists(), target
    headings = {re.sub(r"[^\w-]", "", line[3:].lower().replace(" ", "-")) for line in PAGE.splitlines() if line.startswith("## ")}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= headings
