"""Every sentence that reports say has its English, with the same places, and no English waits for a sentence that is gone."""

from __future__ import annotations

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
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract"), ("**/templates/**.typ", "jinja2.ext.babel_extract")]
KEYWORDS = {"say": None, "french": None, "count": (2, 3), "noun": (2, 3)}
PLACE = re.compile(r"\{\w+\}")


def said() -> Iterator[tuple[str | tuple[str, ...], Path, int]]:
    """Each sentence that code or a template says, with where it stands."""
    options = {"**/templates/**.html": {"trim_blocks": "true"}}
    found = extract_from_dir(REPORTING, METHODS, options, keywords=KEYWORDS, comment_tags=())
    for name, line, message, _, _ in found:
        yield message, Path(name), line


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
