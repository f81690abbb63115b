"""A record that goes to JSON and comes back is the same record."""

import dataclasses
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.codec import decode, encode
from transforms.model import (
    Choice,
    DocType,
    Engine,
    Extraction,
    Landing,
    Page,
    Place,
    PrintedAttendance,
    PrintedChange,
    PrintedDeliberation,
    PrintedDocument,
    PrintedName,
    PrintedReceipt,
    PrintedSession,
)

DOCUMENTS = tuple[PrintedDocument, ...]

texts = st.text(max_size=12)
places = st.builds(Place, st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), texts)
names = st.builds(PrintedName, texts, st.none() | texts, st.none() | texts)
pages = st.builds(Page.from_text, st.integers(1, 9), texts, st.sampled_from(Engine))
extractions = st.builds(Extraction, pages=st.lists(pages, max_size=3).map(tuple), pages_without_text=st.lists(st.integers(1, 9)).map(tuple))
sessions = st.builds(PrintedSession, places=st.dictionaries(texts, places, max_size=2).map(MappingProxyType))
named = st.dictionaries(st.sampled_from(Choice), st.lists(names, max_size=2).map(tuple), max_size=2).map(MappingProxyType)
deliberations = st.builds(PrintedDeliberation, named=named, place=places)
documents = st.builds(
    PrintedDocument,
    session=sessions,
    attendance=st.lists(st.builds(PrintedAttendance, name=names, place=places), max_size=2).map(tuple),
    changes=st.lists(st.builds(PrintedChange, name=names, place=places), max_size=2).map(tuple),
    deliberations=st.lists(deliberations, max_size=2).map(tuple),
    receipts=st.lists(st.builds(PrintedReceipt, place=places), max_size=2).map(tuple),
)


@given(extractions)
def test_an_extraction_comes_back_as_it_was(extraction):
    assert decode(Extraction, encode(extraction)) == extraction


@given(st.lists(documents, max_size=2).map(tuple))
def test_printed_documents_come_back_as_they_were(printed):
    back = decode(DOCUMENTS, encode(printed))
    assert back == printed
    assert repr(back) == repr(printed)  # the types of every value too, and the order of every mapping


def test_a_record_that_came_back_cannot_be_changed():
    choices = MappingProxyType({Choice.AGAINST: (PrintedName("ROUX"),)})
    vote = PrintedDeliberation(1, "Budget", Place(1, 1, 1, "Budget"), named=choices)
    document = PrintedDocument(DocType.EXTRACT, None, None, PrintedSession(), deliberations=(vote,))
    (back,) = decode(DOCUMENTS, encode((document,)))
    with pytest.raises(TypeError):
        back.deliberations[0].named[Choice.FOR] = ()
    with pytest.raises(TypeError):
        back.session.places["date"] = vote.place


def test_every_field_of_every_record_is_carried():
    whole = Extraction(Landing.READ, (Page.from_text(1, "Présents\nMme ROUX"),), 2, "Page 2 of 2 has no text layer.", (2,))
    assert all(getattr(whole, field.name) != field.default for field in dataclasses.fields(whole))
    assert decode(Extraction, encode(whole)) == whole


@pytest.mark.parametrize("text", ["", "[", "{}", '{"landing": "lost"}', "[1]"])
def test_what_is_no_record_is_refused(text):
    with pytest.raises(ValueError, match="validation error"):
        decode(Extraction, text)
