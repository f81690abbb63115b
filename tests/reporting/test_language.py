"""Every sentence that reports say has its English, with the same places, and no English waits for a sentence that is gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from pipelines import status
from tests.conftest import PROJECT
from transforms.reporting.language import Language, wording
from transforms.reporting.phrases import SET_ASIDE

REPORTING = PROJECT / "transforms" / "reporting"
METHODS = [("**/templates/**.html", "jinja2.ext.babel_extract"), ("**/templates/**.typ", "jinja2.ext.babel_extract")]
KEYWORDS = {"say": (1,), "french": (1,), "count": (2, 3), "noun": (2, 3)}  # the places of what is said, from 1
PLACE = re.compile(r"\{\w+\}")


def said() -> Iterator[tuple[str | tuple[str, ...], Path, int]]:
    """Each sentence that code or a template says, with where it stands."""
    for path in sorted(REPORTING.rglob("*.py")):
        yield from ((message, path.relative_to(REPORTING), line) for message, line in said_in(path.read_text(encoding="utf-8")))
    options = {"**/templates/**.html": {"trim_blocks": "true"}}
    found = extract_from_dir(REPORTING, METHODS, options, keywords=KEYWORDS, comment_tags=())
    for name, line, message, _, _ in found:
        yield message, Path(name), line


def said_in(code: str) -> Iterator[tuple[str | tuple[str, ...], int]]:
    """Each sentence that Python code says, also within an f-string, with its line."""
    for call in ast.walk(ast.parse(code)):
        name = getattr(call.func, "attr", getattr(call.func, "id", None)) if isinstance(call, ast.Call) else None
        if not isinstance(call, ast.Call) or name not in KEYWORDS:
            continue
        words = [list(constants(call.args[place - 1])) for place in KEYWORDS[name] if place <= len(call.args)]
        for one in zip(*words, strict=False):
            yield (one if len(one) > 1 else one[0]), call.lineno


def constants(value: ast.expr) -> Iterator[str]:
    """The texts that an argument may be."""
    match value:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from constants(body)
            yield from constants(orelse)


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        pytest.param('say("un")', ["un"], id="a call"),
        pytest.param("f\"{said.say('un')} – {count(3, 'mot', 'mots')}\"", ["un", ("mot", "mots")], id="within an f-string"),
        pytest.param('say("un " "deux", n=1)', ["un deux"], id="in two parts"),
        pytest.param('say("un" if one else "deux")', ["un", "deux"], id="one of two"),
        pytest.param("say(words); texts.count(none)", [], id="no text"),
    ],
)
def test_what_code_says_is_seen(code: str, sentences: list[str | tuple[str, ...]]) -> None:
    assert [message for message, _ in said_in(code)] == sentences


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.FRENCH])
def test_every_sentence_has_a_translation_with_the_same_places(language: Language) -> None:
    catalogue = wording(language).catalogue
    known = {*catalogue, *wording(language).sentences}
    missing = [(str(path), line, sentence) for sentence, path, line in said() if sentence not in known]
    assert missing == []
    empty = [sentence for sentence, translated in catalogue.items() if not all([translated] if isinstance(translated, str) else translated)]
    assert empty == []
    pairs = [pair for pair in catalogue.items() if isinstance(pair[0], str)]
    moved = [sentence for sentence, translated in pairs if sorted(PLACE.findall(sentence)) != sorted(PLACE.findall(str(translated)))]
    assert moved == []


@pytest.mark.parametrize("language", [one for one in Language if one is not Language.FRENCH])
def test_no_translation_is_left_of_a_sentence_that_is_gone(language: Language) -> None:
    assert set(wording(language).catalogue) - {sentence for sentence, _, _ in said()} == set()


def test_every_reason_why_a_document_makes_no_session_has_words() -> None:
    assert set(SET_ASIDE) == {"needs_ocr", "unreadable", *status.SET_ASIDE}
