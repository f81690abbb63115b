"""What the project stands on, as a page of the docs: ``python -m benchmarks.dependencies`` writes docs/dependencies.md.

What each direct dependency is for stands in ``dependencies.yml``; licence and size come from what is installed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
PURPOSES, PAGE = Path(__file__).with_suffix(".yml"), PROJECT / "docs" / "dependencies.md"
LOCK = PROJECT / "requirements.lock"
NOT_STATED = "not stated"
LONGEST_NAME = 60  # characters; what is longer is the text of a licence in the place of its name
PARTS = {"run": "What runs", "dask": "Only with `registre[dask]`", "dev": "Only to build, test and measure"}


@dataclass(frozen=True, slots=True)
class Dependency:
    """One direct dependency: what it is for, its licence, and its installed size in bytes without bytecode."""

    name: str
    purpose: str
    licence: str
    size: int


def direct(pyproject: Path = PROJECT / "pyproject.toml") -> dict[str, tuple[str, ...]]:
    """The names that pyproject.toml asks for, by part; what stands in two parts is told in the first."""
    content = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    asked = {
        "run": content["project"]["dependencies"],
        "dask": content["project"]["optional-dependencies"]["dask"],
        "dev": content["dependency-groups"]["dev"],
    }
    parts: dict[str, tuple[str, ...]] = {}
    for part, lines in asked.items():
        told = {name for names in parts.values() for name in names}
        parts[part] = tuple(name for name in (canonicalize_name(Requirement(line).name) for line in lines) if name not in told)
    return parts


def purposes(path: Path = PURPOSES) -> dict[str, str]:
    """What each is for, by name."""
    return {canonicalize_name(name): purpose for name, purpose in yaml.safe_load(path.read_text(encoding="utf-8")).items()}


def licence_of(found: Distribution) -> str:
    """The licence that the package itself names: as an SPDX expression, else by name, else by its classifiers."""
    told = [found.metadata.get("License-Expression"), found.metadata.get("License")]
    for name in told:
        if name and len(name) <= LONGEST_NAME and "\n" not in name and not name.startswith("Copyright"):
            return name
    classifiers = [line.rpartition(" :: ")[2] for line in found.metadata.get_all("Classifier") or [] if line.startswith("License")]
    return ", ".join(classifiers) or NOT_STATED


def size_of(found: Distribution) -> int:
    """Bytes of its files on disk."""
    paths = (Path(str(file.locate())) for file in found.files or [])
    return sum(path.stat().st_size for path in paths if path.is_file())


def locked(lock: Path = LOCK) -> list[str]:
    """The names in the lock, direct or not."""
    return [line.partition("==")[0] for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalnum() and "==" in line]


def dependencies(names: Iterable[str], told: Mapping[str, str]) -> list[Dependency]:
    """The direct dependencies of one part, in the order given. Raises KeyError for one without a purpose."""
    found = ((name, distribution(name)) for name in names)
    return [Dependency(name, told[name], licence_of(one), size_of(one)) for name, one in found]


def installed_size(names: Iterable[str]) -> tuple[int, int]:
    """How many of these packages this machine has, and their bytes together; the lock also holds those of other systems."""
    sizes = list(_sizes(names))
    return len(sizes), sum(sizes)


def _sizes(names: Iterable[str]) -> Iterator[int]:
    for name in names:
        try:
            yield size_of(distribution(name))
        except PackageNotFoundError:
            continue


def as_page(parts: Mapping[str, list[Dependency]], locked_count: int, installed: tuple[int, int]) -> str:
    """The page of the docs."""
    count, size = installed
    lines = [
        "# Dependencies",
        "",
        "What each direct dependency is for, under which licence, and how much it takes on disk by itself. Licences are those that the",
        "packages name. Versions and hashes stand in `requirements.lock`. Written by `python -m benchmarks.dependencies`.",
        "",
        f"The lock holds {locked_count} packages with what these need in turn; {count} of them are installed here and take",
        f"{megabytes(size)} together.",
        "`make audit` asks for known vulnerabilities of the locked versions, `make sbom` writes the lock as a CycloneDX bill of materials.",
    ]
    for part, found in parts.items():
        lines += ["", f"## {PARTS[part]}", "", "| package | for | licence | size |", "|---|---|---|--:|"]
        lines += [f"| {one.name} | {one.purpose} | {one.licence} | {megabytes(one.size)} |" for one in found]
    return "\n".join([*lines, ""])


def megabytes(size: int) -> str:
    """Whole from ten on, with one figure behind the point below, and never nothing."""
    return f"{size / 1e6:.0f} MB" if size >= 10_000_000 else f"{max(size / 1e6, 0.1):.1f} MB"


def main() -> int:
    told = purposes()
    parts = {part: dependencies(names, told) for part, names in direct().items()}
    names = locked()
    PAGE.write_text(as_page(parts, len(names), installed_size(names)), encoding="utf-8")
    print(PAGE.relative_to(PROJECT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
