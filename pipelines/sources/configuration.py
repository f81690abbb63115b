"""The sources file of a home."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from pipelines.home import Home, SetupError
from pipelines.settings import alert_secrets
from pipelines.yaml_files import problems, read_yaml
from transforms.model import SourceCouncil
from transforms.sources.specs import FolderSpec, ScdlSpec, SourcesFile, SourceSpec


def configured_sources(home: Home, path: Path | None = None) -> tuple[SourceSpec, ...]:
    """The sources that ``path``, by default the home's ``sources.yml``, lists; none where the home has no such file.

    Relative paths come back absolute, as seen from the file's folder. Raises SetupError that names file, line and field of each mistake.
    """
    file = path or home.sources_file
    if path is None and not file.exists():
        return ()
    content = read_yaml(file)
    try:
        found = SourcesFile.model_validate(content)
    except ValidationError as error:
        raise SetupError("\n".join(problems(file, content, error))) from error
    return tuple(_from(file.parent, spec) for spec in found.sources)


def sources_called(specs: Sequence[SourceSpec], names: Sequence[str]) -> tuple[SourceSpec, ...]:
    """The sources of these names, all where there are none. Raises SetupError for a name that no source has."""
    if strange := sorted(set(names) - {spec.name for spec in specs}):
        raise SetupError(f"No source is called {', '.join(strange)}: `registre sources list` names them.")
    return tuple(spec for spec in specs if not names or spec.name in names)


def source_councils(home: Home) -> dict[str, SourceCouncil]:
    """By source the council whose documents it publishes, where the sources file names one."""
    named = {spec.name: spec.council for spec in configured_sources(home) if spec.council}
    return {name: SourceCouncil(one.name, one.kind, one.siren, one.department) for name, one in sorted(named.items())}


def secrets_of(specs: Sequence[SourceSpec]) -> dict[str, bool]:
    """The environment variables that hold the sources' secrets, and whether each is set."""
    names = sorted({spec.password_from for spec in specs if isinstance(spec, FolderSpec) and spec.password_from})
    return {name: name in os.environ for name in names}


def secret_values(home: Home) -> list[str]:
    """What may never be written anywhere: the secrets of sources and alerts that are set."""
    try:
        specs = configured_sources(home)
    except SetupError:  # who uses the sources says what is wrong with their file
        specs = ()
    return [os.environ[name] for name, is_set in (secrets_of(specs) | alert_secrets()).items() if is_set]


def _from(folder: Path, spec: SourceSpec) -> SourceSpec:
    if isinstance(spec, FolderSpec) and "://" not in spec.path:
        return spec.model_copy(update={"path": str((folder / Path(spec.path).expanduser()).resolve())})
    if isinstance(spec, ScdlSpec) and "://" not in spec.location:
        return spec.model_copy(update={"location": str((folder / Path(spec.location).expanduser()).resolve())})
    return spec
