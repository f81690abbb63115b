"""A phrase finds what ``re`` finds, wherever its forms begin."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import transforms.reading
from transforms.reading.phrases import Phrase

AROUND = st.sampled_from(["", " ", "\n", "LA ", "L'", "12 ", "A", "- ", ".\n"])


def phrases():
    for info in pkgutil.iter_modules(transforms.reading.__path__, "transforms.reading."):
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, Phrase):
                yield pytest.param(value, id=f"{info.name.rpartition('.')[2]}.{name}")


def found(matches):
    return [(match.span(), match.groupdict()) for match in matches]


@pytest.mark.parametrize("phrase", list(phrases()))
@settings(max_examples=25, derandomize=True, deadline=None, database=None)
@given(data=st.data())
def test_what_the_reader_looks_for_is_found_as_re_finds_it(phrase, data):
    forms = st.from_regex(phrase.pattern)
    text = "".join(data.draw(st.lists(st.one_of(AROUND, forms), max_size=5)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text) + 1))
    assert found(phrase.finditer(text, start, end)) == found(phrase.pattern.finditer(text, start, end))
    assert found(filter(None, [phrase.search(text, start)])) == found(filter(None, [phrase.pattern.search(text, start)]))


@pytest.mark.parametrize(
    ("expression", "flags", "text"),
    [
        (r"\b(?:ADOPTE|VOTE)S?\b", 0, "VOTES, REVOTE, ADOPTE"),
        (r"UNANIM|\d\s+ABSTENTION|^[ \t]*ADOPTE", re.M, "L'UNANIMITE 3 ABSTENTIONS\n  ADOPTE"),
        (r"(?:LE\s+)?CONSEIL|[LD]'ASSEMBLEE", 0, "LE CONSEIL, CONSEIL, D'ASSEMBLEE"),
        (r"(?<!PAS )(?=V)VOTE|A{2,3}B", 0, "PAS VOTE VOTE AAAB AB"),
        (r"AB|BA", 0, "BABAAB"),
        (r"(?m:^-?)X", 0, "AX\nX\n-X"),
        (r"[\](-]+\d", 0, "](1 -2"),
    ],
)
def test_forms_of_every_kind_are_found(expression, flags, text):
    assert found(Phrase(expression, flags).finditer(text)) == found(re.finditer(expression, text, flags)) != []


@pytest.mark.parametrize("expression", [r"A?", r"[^A]B", r".A", r"\s*", r"(?=A)", r"\WA"])
def test_what_can_begin_with_anything_is_no_phrase(expression):
    with pytest.raises(ValueError, match="begins with nothing, or with any sign"):
        Phrase(expression)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (r"\bVOIX\s+(?:DU\s+MAIRE\s+)?PREPONDERANTE", ("PREPONDERANTE",)),
        (r"\b(?:QUITTE\s+LA\s+|SORT\s+DE\s+LA\s+)(?:SALLE|PIECE)", ("PIECE", "SALLE")),
        (r"\b(?:VOTE(?:NT)?){1,2}\s*:", ("VOTE",)),
        (r"\b(?:ADOPTE|OUI)\b", ()),  # a short word stands in every text
        (r"\bA\s+LA\s+(?:MAJORITE)?", ()),  # what may be missing is not needed
    ],
)
def test_the_words_that_every_form_needs(expression, words):
    assert Phrase(expression)._needed == words
