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
@settings(max_examples=12, derandomize=True, deadline=None, database=None)
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
        (r"(?:A\w)?(?=C)CD", 0, "AXCD CD"),
        (r"[\u2000-\u200a]ADOPTE", 0, "IL\u2009ADOPTE"),
    ],
)
def test_forms_of_every_kind_are_found(expression, flags, text):
    assert found(Phrase(expression, flags).finditer(text)) == found(re.finditer(expression, text, flags)) != []


@pytest.mark.parametrize("expression", [r"A?", r"[^A]B", r".A", r"\s*", r"(?=A)", r"\WA"])
def test_what_can_begin_with_anything_is_no_phrase(expression):
    with pytest.raises(ValueError, match="begins with nothing, or with any sign"):
        Phrase(expression)


@pytest.mark.parametrize("around", ["", "\u2009", "œ€•", "\n\n", "texte " * 200])
@pytest.mark.parametrize("expression", [r"A\s+L'UNANIMITE", r"^\s*ADOPTE", r"(?m:^[^\S\n]*ADOPTE)", r"[•€]\s*ADOPTE", r"\d{1,3}\s+VOIX"])
def test_signs_beyond_one_byte_and_white_space_of_every_kind_move_nothing(expression, around):
    text = f"{around}A\u2009L'UNANIMITE{around}ADOPTE\n\xa0ADOPTE €{around}ADOPTE • ADOPTE 12\u202fVOIX"
    assert found(Phrase(expression).finditer(text)) == found(re.finditer(expression, text))


def test_a_phrase_made_later_is_found_in_a_text_gone_through_before():
    text = "LE MAIRE EXPOSE, LE CONSEIL ADOPTE " * 20
    assert Phrase("CONSEIL").search(text)
    late = Phrase("EXPOSE")
    assert found(late.finditer(text)) == found(re.finditer("EXPOSE", text)) != []


def test_an_expression_is_tried_only_where_one_of_its_beginnings_stands():
    phrase = Phrase(r"(?=[AV])(?:\bADOPTE|VOTE|\d+\s+VOIX)|^PREND\s+ACTE", re.M)
    text = "12 VOIX\nADOPTE, QUI PREND ACTE\nPREND ACTE, REVOTE"
    assert [text[place:][:5] for place in phrase.places(text, 0, len(text))] == ["ADOPT", "PREND", "VOTE"]
    assert list(phrase.places(text, 9, len(text))) == list(phrase.places(text, 0, len(text)))[1:]
