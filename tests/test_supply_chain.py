"""What the project stands on is told, audited and listed: docs/dependencies.md, ``make audit`` and ``make sbom``."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from benchmarks import audit
from benchmarks.dependencies import NOT_STATED, PAGE, dependencies, direct, licence_of, locked, megabytes, purposes, size_of
from tests.conftest import PROJECT

DIRECT = [name for names in direct().values() for name in names]


def test_every_direct_dependency_has_a_purpose_and_no_purpose_is_surplus() -> None:
    assert sorted(purposes()) == sorted(DIRECT)
    assert len(set(DIRECT)) == len(DIRECT)
    assert [name for name, purpose in purposes().items() if not re.fullmatch(r"\S.*\.", purpose)] == []


@pytest.mark.parametrize("part", list(direct()))
def test_the_page_says_what_pyproject_asks_for(part: str) -> None:
    """Sizes differ between machines, so they are not compared. Where this fails, run ``python -m benchmarks.dependencies``."""
    rows = re.findall(r"(?m)^\| (\S+) \| (.+) \| (.+) \| [\d.]+ MB \|$", PAGE.read_text(encoding="utf-8"))
    assert [row for row in rows if row[0] in direct()[part]] == [
        (one.name, one.purpose, one.licence) for one in dependencies(direct()[part], purposes())
    ]
    assert len(rows) == len(DIRECT)


def test_a_dependency_without_a_purpose_is_no_line_without_words() -> None:
    with pytest.raises(KeyError, match="click"):
        dependencies(["click"], {})


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        pytest.param("License-Expression: MIT\nLicense: other", "MIT", id="the expression first"),
        pytest.param("License: Apache-2.0", "Apache-2.0", id="the name"),
        pytest.param(
            "License: Copyright (c) 2001 Somebody\nClassifier: License :: OSI Approved :: BSD License",
            "BSD License",
            id="a text is no name",
        ),
        pytest.param("License: " + "x" * 61, NOT_STATED, id="a long text is no name"),
        pytest.param("Name: a", NOT_STATED, id="nothing"),
    ],
)
def test_the_licence_is_the_one_that_the_package_names(tmp_path: Path, headers: str, licence: str) -> None:
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.4\n{headers}\n")
    assert licence_of(Distribution.at(tmp_path)) == licence


def test_the_size_is_that_of_the_files() -> None:
    assert 2_000_000 < size_of(distribution("pypdfium2")) < 50_000_000


@pytest.mark.parametrize(("size", "said"), [(171_300_000, "171 MB"), (8_940_000, "8.9 MB"), (41_000, "0.1 MB")])
def test_a_size_is_said_in_megabytes(size: int, said: str) -> None:
    assert megabytes(size) == said


# --- audit


def entry(name: str, *ids: str) -> dict[str, Any]:
    return {"name": name, "version": "1.0", "vulns": [{"id": one, "fix_versions": ["1.1"]} for one in ids]}


KNOWN = [entry("jinja2", "PYSEC-2019-217")]
SKIPPED = {"name": "odd", "version": "1.0", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("found", "canary", "code", "said"),
    [
        pytest.param([entry("a"), entry("b")], KNOWN, 0, ["2 of 2 locked packages audited, none with a known vulnerability."], id="clean"),
        pytest.param(
            [entry("a", "CVE-1", "CVE-2"), entry("b")],
            KNOWN,
            1,
            [
                "a 1.0: CVE-1, mended in 1.1",
                "a 1.0: CVE-2, mended in 1.1",
                "2 of 2 locked packages audited, 1 with a known vulnerability.",
            ],
            id="found",
        ),
        pytest.param(
            [entry("a"), SKIPPED],
            KNOWN,
            0,
            ["1 of 2 locked packages audited, none with a known vulnerability.", "Not known to the database: odd 1.0."],
            id="one not known",
        ),
        pytest.param("not asked", [entry("jinja2")], 0, [f"{audit.NO_DATABASE}: what answers knows nothing of"], id="no database answers"),
        pytest.param("not asked", "no route", 0, [f"{audit.NO_DATABASE}: no route"], id="nothing answers"),
        pytest.param("cut off", KNOWN, 2, ["The audit of requirements.lock failed: cut off"], id="an audit that fails is not clean"),
    ],
)
def test_the_audit_says_what_it_found_and_what_it_could_not(found: Any, canary: Any, code: int, said: list[str]) -> None:
    ended, lines = audit.verdict(found, canary)
    assert ended == code
    assert len(lines) == len(said)
    assert all(line.startswith(start) for line, start in zip(lines, said, strict=True))


def test_the_audit_reads_the_whole_lock_and_ends_well_without_a_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The real pip-audit, against a proxy that is not there."""
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    said = audit.audited(audit.LOCK)
    assert isinstance(said, str)
    assert audit.verdict("not asked", said) == (0, [f"{audit.NO_DATABASE}: {said}"])


# --- bill of materials


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What ``make sbom`` writes, in a copy of what it reads."""
    folder = tmp_path_factory.mktemp("sbom")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(PROJECT / name, folder)
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    command = ["make", "--no-print-directory", "-o", "setup", "sbom"]
    done = subprocess.run(command, cwd=folder, env=dict(os.environ), capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("sbom.json\n", "")
    return (folder / "sbom.json").read_text(encoding="utf-8")


def test_the_bill_of_materials_fits_its_schema(bill: str) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(bill) is None
    assert validator.validate_str(bill.replace('"type": "library"', '"type": "nothing"', 1)) is not None


def test_the_bill_of_materials_holds_the_whole_lock_with_its_hashes(bill: str) -> None:
    content = json.loads(bill)
    assert content["metadata"]["component"]["name"] == "registre"
    assert sorted(component["name"] for component in content["components"]) == sorted(locked())
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    told = {one["content"] for part in content["components"] for from_ in part["externalReferences"] for one in from_.get("hashes", [])}
    assert told == set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock))
