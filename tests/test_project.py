"""What a fresh clone relies on: locked requirements, no package index in the tree, the recipes that the README names."""

import os
import re
import subprocess
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import PROJECT

PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())
DIRECT = [Requirement(line) for line in PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]]
LOCK = (PROJECT / "requirements.lock").read_text()
LOCKED = [line for line in LOCK.replace("\\\n", " ").splitlines() if line.strip() and not line.lstrip().startswith("#")]
MAKEFILE = (PROJECT / "Makefile").read_text()
INDEX_OPTION = re.compile(r"(?m)^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|(?:extra-)?index-url|find-links)[\s=]")
INDEX_URL = re.compile(r"https?://[^\s\"'/]*(?:pypi|artifactory|nexus|devpi|registry|mirror|proxy)[^\s\"'/]*|https?://[^\s\"']+/simple\b")


def tracked_texts() -> dict[str, str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    paths = [name for name in listing.stdout.split("\0") if name and (PROJECT / name).is_file()]
    return {name: (PROJECT / name).read_text(errors="ignore") for name in paths}


def dry_run(*arguments: str, **environment: str) -> str:
    """What make would do, without doing it."""
    command = ["make", "--no-print-directory", "-n", "-o", ".venv/.ready", *arguments]
    return subprocess.run(command, cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True, check=True).stdout


def test_every_requirement_is_locked_to_one_version_with_its_hashes() -> None:
    locked = re.compile(r"[a-z0-9._-]+==[^\s*]+ .*--hash=sha256:[0-9a-f]{64}\b")
    assert [line for line in LOCKED if not locked.match(line)] == []


@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_the_lock_holds_what_the_project_asks_for(requirement: Requirement) -> None:
    versions = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.M)}
    assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)])


def test_no_package_index_is_named_in_the_tree() -> None:
    texts = tracked_texts()
    assert "requirements.lock" in texts
    assert "uv.lock" not in texts
    assert [name for name, text in texts.items() if INDEX_URL.search(text)] == []
    assert INDEX_OPTION.search(LOCK) is None
    assert "index" not in PYPROJECT.get("tool", {}).get("uv", {})


@pytest.mark.parametrize(
    ("text", "is_index"),
    [
        ("https:" + "//pypi.example.org/simple", True),
        ("https:" + "//files.example.org/python/simple/", True),
        ("http:" + "//registry.example.org", True),
        ("https:" + "//www.legifrance.gouv.fr/codes", False),
    ],
)
def test_an_index_url_is_seen(text: str, is_index: bool) -> None:
    assert bool(INDEX_URL.search(f"see {text} .")) == is_index


@pytest.mark.parametrize("line", ["--index-url https:" + "//a.example", "  extra-index-url = x", "--find-links wheels", "-i x"])
def test_an_index_option_is_seen(line: str) -> None:
    assert INDEX_OPTION.search(f"click==8\n{line}\n")


def test_ci_runs_the_recipe_that_people_run() -> None:
    script = PROJECT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert re.search(r"(?m)^set -euo pipefail$", script.read_text())
    assert re.search(r"(?m)^exec make test\b", script.read_text())


def test_the_commit_hook_runs_the_same_check() -> None:
    (repo,) = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [hook["entry"] for hook in repo["hooks"]] == ["make check"]


def test_test_checks_first_and_leaves_no_tool_out() -> None:
    steps = dry_run("test")
    order = [steps.index(step) for step in ("ruff check", "ruff format", "mypy", "sqlfluff lint", "pytest")]
    assert order == sorted(order)


def test_run_reads_the_samples_and_the_inbox() -> None:
    steps = dry_run("run")
    for source in ("data/samples", "data/inbox"):
        assert f"--source {source}" in steps
        assert (PROJECT / source).is_dir()


def test_help_names_every_target() -> None:
    listed = subprocess.run(["make", "--no-print-directory"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    (phony,) = re.findall(r"(?m)^\.PHONY: (.*)$", MAKEFILE)
    assert re.findall(r"(?m)^make (\S+) +\S", listed) == phony.split()


@pytest.mark.parametrize("target", ["run", "test"])
def test_the_readme_says_the_two_commands(target: str) -> None:
    assert re.search(rf"(?m)^\s*(?:\$ )?make {target}\b", (PROJECT / "README.md").read_text())


def test_the_readme_names_only_targets_that_exist() -> None:
    named = set(re.findall(r"(?m)(?:^\s*(?:\$ )?|`)make ([a-z-]+)", (PROJECT / "README.md").read_text()))
    assert named - set(re.findall(r"(?m)^([a-z-]+):", MAKEFILE)) == set()


def test_the_version_stands_in_the_changelog() -> None:
    headings = re.findall(r"(?m)^## (\S+)", (PROJECT / "CHANGELOG.md").read_text())
    assert headings[0] == "Unreleased" or headings[0] == PYPROJECT["project"]["version"]


@pytest.mark.parametrize("is_allowed", [True, False], ids=["apt works", "apt refuses"])
def test_language_data_is_asked_for_once_and_its_lack_is_no_error(tmp_path, is_allowed: bool) -> None:
    tessdata, log = tmp_path / "tessdata", tmp_path / "log"
    tessdata.mkdir()
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {log}\n' + (f"touch {tessdata}/fra.traineddata\n" if is_allowed else "exit 100\n"))
    sudo = tmp_path / "sudo"
    sudo.write_text('#!/bin/sh\n[ "$1" = -n ] && shift\nexec env "$@"\n')
    for script in (apt, sudo):
        script.chmod(0o755)
    result = subprocess.run(
        ["make", "-s", "ocr-data", f"TESSDATA={tessdata}"],
        cwd=PROJECT,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    said, asked = result.stdout + result.stderr, log.read_text().splitlines()
    if is_allowed:
        assert said == ""
        assert len(asked) == 1
    else:
        assert said.count("\n") == 1
        assert "needs_ocr" in said
    assert "tesseract-ocr-fra" in asked[0]
    assert "-y" in asked[0].split()
