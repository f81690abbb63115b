"""No text takes the reader more than a time that grows with its length: no catastrophic regular expression, no list read over and over."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

import transforms.reading
import transforms.text
from tests.properties.printed import UNITS, run_of
from transforms.model import Page
from transforms.reading import read
from transforms.reading.phrases import Phrase

RUN: Final = 3000  # characters of one unit over and over
SLOW: Final = 0.010  # seconds for a pattern over a run: 0.0003 are usual, and a pattern whose time grows with the square needs 0.03
LINE: Final = 1_000_000
READ_SECONDS: Final = 10.0  # for reading a line of that length: 3 are usual

SEARCHES: Final = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})


def seconds(work: Callable[[], Any]) -> float:
    """Processor time, which other programs on the machine do not lengthen."""
    started = time.process_time()
    work()
    return time.process_time() - started


def modules() -> Iterator[ModuleType]:
    yield transforms.text
    for info in pkgutil.iter_modules(transforms.reading.__path__, "transforms.reading."):
        yield importlib.import_module(info.name)


def patterns_in(value: Any) -> Iterator[re.Pattern[str] | Phrase]:
    if isinstance(value, (re.Pattern, Phrase)):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from patterns_in(item)
    elif isinstance(value, dict):
        yield from patterns_in(list(value.values()))


def uses(module: ModuleType) -> dict[str, set[str]]:
    """What a module asks of each of its names: {"_WORD": {"match"}, …}."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    used: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used.setdefault(node.value.id, set()).add(node.attr)
    return used


def patterns_of(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str] | Phrase, set[str]]]:
    """A module's own patterns with their names and with what is asked of them: where it cannot be seen, to search."""
    used = uses(module)
    for name, value in vars(module).items():
        for pattern in patterns_in(value):
            yield name, pattern, used.get(name, set()) & ({"match", "fullmatch"} | SEARCHES) or {"search"}


def is_slow(pattern: re.Pattern[str] | Phrase, methods: set[str], run: str) -> bool:
    def work() -> None:
        assert isinstance(pattern, re.Pattern) or not methods & {"match", "fullmatch"}
        if "match" in methods:
            pattern.match(run)
        if "fullmatch" in methods:
            pattern.fullmatch(run)
        if methods & SEARCHES:
            for _ in pattern.finditer(run):
                pass

    return min(seconds(work), seconds(work)) > SLOW if seconds(work) > SLOW else False


MODULES: Final = list(modules())


def test_the_patterns_of_the_reader_are_found() -> None:
    found = {name: methods for module in MODULES for name, _, methods in patterns_of(module)}
    assert len(found) > 150
    assert (found["_PHRASE"], found["_DAY_FIRST"]) == ({"match"}, {"search"})


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_no_pattern_goes_over_a_line_again_and_again(module: ModuleType) -> None:
    runs = {unit: run_of(unit, RUN) for unit in UNITS}
    slow = {(name, unit) for name, pattern, methods in patterns_of(module) for unit, run in runs.items() if is_slow(pattern, methods, run)}
    assert slow == set()


HEAD: Final = "PROCÈS-VERBAL\nCommune de Valmont\nSéance du 3 mai 2023\nPrésents : M. Hugo CASTAING, Mme Léa FONTANEL, M. Paul ORLIAC"


@pytest.mark.parametrize(
    ("before", "after", "size"),
    [
        pytest.param(HEAD + "\n1. Budget\n", "\nadopté à l'unanimité\n2. Voirie\nLe conseil approuve à l'unanimité.", LINE, id="an item"),
        pytest.param("", "", LINE // 4, id="no document"),
        pytest.param(HEAD + ", ", "", LINE // 4, id="a roll call"),
    ],
)
def test_a_long_line_is_read_in_seconds(before: str, after: str, size: int) -> None:
    text = before + "".join(run_of(unit, size // len(UNITS)) for unit in UNITS) + after
    assert seconds(lambda: read([Page.from_text(1, text)])) < READ_SECONDS * size / LINE
