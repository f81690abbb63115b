"""YAML files that people write: read with line numbers, so that a mistake is named by file, line and field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.home import SetupError

if TYPE_CHECKING:
    from pydantic import ValidationError


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping that a YAML file holds, with the lines of its keys; empty for an empty file. Raises SetupError."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        content = YAML(typ="rt").load(path.read_bytes())
    except OSError as error:
        raise SetupError(f"The file {path} cannot be read: {error.strerror}.") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise SetupError(f"{where}: this is no YAML: {' '.join(str(error.problem or error.context).split())}.") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: this is no YAML: {' '.join(str(error).split())}.") from error
    if content is not None and not isinstance(content, dict):
        raise SetupError(f"{path}:1: a mapping is expected, such as 'sources:'.")
    return content or {}


def problems(path: Path, content: dict[str, Any], error: ValidationError) -> list[str]:
    """One line a mistake: file, line, field and what is wrong with it, in the order of the file."""
    found = []
    for one in error.errors(include_url=False):
        steps = list(_steps(content, one["loc"]))
        line, field = _line(content, steps), _field(content, steps)
        message = one["msg"].removeprefix("Value error, ")
        found.append((line, f"{path}:{line}: {field}{': ' if field else ''}{message}"))
    return [text for _, text in sorted(dict.fromkeys(found))]


def _steps(content: Any, loc: tuple[int | str, ...]) -> Iterator[int | str]:
    """The location as it stands in the file: pydantic puts the names of kinds and validators between."""
    for position, step in enumerate(loc):
        is_last = position == len(loc) - 1
        is_kind = isinstance(content, dict) and step == content.get("kind")
        if isinstance(content, dict) and not is_kind and (step in content or is_last):
            yield step
            content = content.get(step)
        elif isinstance(content, list) and isinstance(step, int) and step < len(content):
            yield step
            content = content[step]


def _line(content: Any, steps: list[int | str]) -> int:
    """The line of the last step that stands in the file, from 1."""
    line = 1
    for step in steps:
        is_there = step in content if isinstance(content, dict) else isinstance(content, list)
        if not is_there:
            break
        line = (content.lc.key(step) if isinstance(content, dict) else content.lc.item(step))[0] + 1
        content = content[step]
    return line


def _field(content: Any, steps: list[int | str]) -> str:
    """The field as people write it; an entry with a name is called by it.

    >>> _field({"sources": [{"name": "ivry", "url": "x"}]}, ["sources", 0, "url"])
    'sources[ivry].url'
    """
    text = ""
    for step in steps:
        content = content[step] if not isinstance(content, dict) or step in content else None
        if isinstance(step, int):
            name = content.get("name") if isinstance(content, dict) else None
            text += f"[{name if isinstance(name, str) else step + 1}]"
        else:
            text += f".{step}" if text else step
    return text
