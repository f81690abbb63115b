"""Every doubt and every reason to look at a document again has its French, and no French waits for one that is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product

import pytest

from tests.conftest import PROJECT
from transforms.extraction import ladder
from transforms.french_doubts import DOUBTS, REASONS, WORDS, in_french
from transforms.model import Choice, NameRole, Status
from transforms.text import strangeness

READING = PROJECT / "transforms" / "reading"
MAKERS = {"_contradictions", "_disagreement", "_doubt", "_what_is_voted"}  # functions that give a doubt


def told() -> Iterator[str]:
    """Each doubt that the reader's code tells, its values as {}."""
    for path in sorted(READING.glob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value
            for node in module.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module):
            for value in doubts_of(node):
                yield from sentences(value, constants)


def doubts_of(node: ast.AST) -> list[ast.expr]:
    """The expressions of a node that give a doubt."""
    if isinstance(node, ast.keyword) and node.arg == "doubt":
        return [node.value]
    if isinstance(node, ast.Assign):
        target, value = node.targets[0], node.value
        targets = target.elts if isinstance(target, ast.Tuple) else [target]
        values = value.elts if isinstance(value, ast.Tuple) else [value] * len(targets)
        return [
            value for target, value in zip(targets, values, strict=False) if getattr(target, "id", getattr(target, "attr", "")) == "doubt"
        ]
    if isinstance(node, ast.FunctionDef) and node.name in MAKERS:
        given = [one.value for one in ast.walk(node) if isinstance(one, ast.Return | ast.Yield)]
        return [value for value in given if value]
    return []


def sentences(value: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The strings that an expression may give."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)  # type: ignore[misc]
        case ast.IfExp(body=body, orelse=otherwise):
            yield from (*sentences(body, constants), *sentences(otherwise, constants))
        case ast.BoolOp(values=values):
            for one in values:
                yield from sentences(one, constants)
        case ast.Name(id=name) if name in constants:
            yield from sentences(constants[name], {})


def reasons() -> Iterator[str]:
    """Each reason of the table that collects them, its values as {}."""
    query = (PROJECT / "sql" / "quality" / "document_doubt.sql").read_text(encoding="utf-8")
    for told in re.findall(r"^        (.+) as reason,$", query, re.MULTILINE):
        if "'" in told:
            yield "".join(text or "{}" for text in (part.strip().strip("'") if "'" in part else "" for part in told.split(" || ")))


def test_each_doubt_and_reason_has_its_french_and_each_french_its_doubt() -> None:
    assert set(told()) == set(DOUBTS)
    assert len(set(told())) > 30
    assert set(reasons()) <= set(REASONS)
    assert len(set(reasons())) > 8


@pytest.mark.parametrize("english", [*DOUBTS, *REASONS])
def test_french_has_the_places_of_its_english(english: str) -> None:
    french = {**DOUBTS, **REASONS}[english]
    assert french.count("{}") == english.count("{}")
    filled = in_french(english.format(*["12", "13", "14"][: english.count("{}")]))
    assert filled == french.format(*["12", "13", "14"][: english.count("{}")])
    assert filled != english


def test_each_word_in_a_place_has_its_french() -> None:
    strange = {strangeness("Noé GАRRIGUE"), strangeness("ROUX\u202e")}  # with a Cyrillic A
    assert None not in strange
    for word in {*Status, *Choice, *NameRole, *ladder._Want, *strange}:
        assert word in WORDS


def test_a_doubt_of_several_parts_is_said_whole() -> None:
    pairs = [*product(Status, repeat=2)]
    assert all("{" not in in_french(f"named as {one} and as {other}") for one, other in pairs)
    assert in_french("item: 12 counted as against, 13 named") == "point : 12 comptés « contre », 13 nommés"
    assert in_french("Page 2 of 3 has no text layer.") == "Page 2 sur 3 : sans couche de texte."
    assert in_french("what nobody told yet") == "what nobody told yet"
