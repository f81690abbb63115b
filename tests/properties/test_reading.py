"""What holds of the reader whatever it is given: layout changes nothing, quotes stand where they are cited, and nothing raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SHARED
from tests.properties import layouts
from tests.properties.printed import SAMPLES, damaged, pages_of
from transforms.extraction import extract
from transforms.model import Page, Place, PrintedDocument
from transforms.reading import read
from transforms.reading.truth import to_truth
from transforms.text import squeeze, words

samples = st.sampled_from(SAMPLES)
seeds = st.integers(0, 2**32).map(Random)


@cache
def as_printed(path: Path) -> Any:
    return meaning(read(pages_of(path)))


def meaning(documents: tuple[PrintedDocument, ...]) -> Any:
    """What was read, without places; names, titles and the like as folded words."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items() if key not in ("place", "vote_place")}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return " ".join(words(value)) if isinstance(value, str) else value

    return plain(to_truth("", documents))


@pytest.mark.parametrize(
    "layout",
    [
        layouts.page_breaks,
        layouts.wraps,
        layouts.extra_spaces,
        layouts.odd_spaces,
        layouts.soft_hyphens,
        layouts.quotes,
        layouts.hyphens,
        layouts.bare_capitals,
    ],
    ids=lambda layout: layout.__name__,
)
def test_the_layout_does_not_change_what_is_read(layout: layouts.Layout) -> None:
    @settings(max_examples=50)
    @given(samples, seeds)
    def holds(path: Path, random: Random) -> None:
        assert meaning(read(layout(pages_of(path), random))) == as_printed(path)

    holds()


def places_in(record: Any) -> Iterator[Place]:
    """Every place of a record and of the records in it."""
    if isinstance(record, Place):
        yield record
    elif is_dataclass(record):
        for field in fields(record):
            yield from places_in(getattr(record, field.name))
    elif isinstance(record, tuple):
        for item in record:
            yield from places_in(item)
    elif hasattr(record, "values"):
        for item in record.values():
            yield from places_in(item)


def misquotes(pages: layouts.Pages) -> list[Place]:
    """The places whose quote is empty or does not stand in the lines that they cite; a soft hyphen may be printed or not."""

    def bare(text: str) -> str:
        return squeeze(text.replace("-", "\u00ad"))

    lines = {page.number: page.lines for page in pages}
    cited = {
        place: " ".join(line.text for line in lines[place.page] if place.line_from <= line.number <= place.line_to)
        for place in places_in(read(pages))
    }
    return [place for place, text in cited.items() if not place.quote or bare(place.quote) not in bare(text)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_quotes_of_the_samples_stand_where_they_are_cited(path: Path) -> None:
    assert misquotes(pages_of(path)) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled corpus is not at hand")
def test_quotes_of_the_corpus_stand_where_they_are_cited() -> None:
    paths = sorted((SHARED / "corpus" / "pdf").glob("*.pdf")) + sorted((SHARED / "corpus" / "reflowed" / "pdf").glob("*.pdf"))
    assert {path.name: found for path in paths if (found := misquotes(pages_of(path)))} == {}


@settings(max_examples=60)
@given(samples, seeds)
def test_quotes_of_damaged_pages_stand_where_they_are_cited(path: Path, random: Random) -> None:
    assert misquotes(damaged(layouts.extra_spaces(pages_of(path), random), random)) == []


FRAGMENTS = st.sampled_from([
    "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", "PROCÈS-VERBAL", "Séance du 3 mai 2023",
    "L'an deux mille vingt-trois, le trois mai à 19 h 30", "Présents :",
    "Absents excusés ayant donné pouvoir :", "M. Hugo CASTAING", "Mme Léa FONTANEL", "à", "(", ")", "pouvoir à", "Secrétaire :",
    "1. Budget", "2024-001",
    "OBJET :", "Vote :", "Pour : 3", "contre 12", "abstentions", "à l'unanimité", "Le conseil municipal", "décide", "est élu",
    "Nom | Présent | Absent", "X | |",
    "M. CASTAING quitte la séance", "Questions diverses", "099-219900123-20240319-A-DE", "en exercice", "\n", "\n\n", ",", ":", "-",
    "9999", "31/02/2023",
])  # fmt: skip
some_text = st.text(max_size=200) | st.lists(FRAGMENTS | st.text(max_size=12), max_size=40).map(" ".join)


@settings(max_examples=250)
@given(st.lists(some_text, max_size=4))
def test_any_text_can_be_read(texts: list[str]) -> None:
    documents = read([Page.from_text(number, text) for number, text in enumerate(texts, start=1)])
    assert documents
    assert to_truth("a.pdf", documents)


@settings(max_examples=150)
@given(samples, seeds)
def test_damaged_pages_can_be_read(path: Path, random: Random) -> None:
    assert to_truth(path.name, read(damaged(pages_of(path), random)))


@settings(max_examples=60)
@given(st.sampled_from(SAMPLES[:12]), seeds, st.integers(1, 40))
def test_a_pdf_with_flipped_bytes_is_landed_and_read(path: Path, random: Random, count: int) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(count):
        data[random.randrange(len(data))] = random.randrange(256)
    extraction = extract(bytes(data))
    assert read(extraction.pages)
