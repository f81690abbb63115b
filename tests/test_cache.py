"""A kept text comes back as it was or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cache import Cache

SHA = "ab" * 32
OTHER = "cd" * 32
SHELF = "pages 1 (pdfium 159)"


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def entry_of(cache):
    (path,) = [path for path in cache.folder.rglob("*") if path.is_file()]
    return path


def test_a_text_comes_back(cache):
    cache.keep(SHELF, SHA, "Présents : Mme ROUX\n" * 50)
    assert cache.load(SHELF, SHA) == "Présents : Mme ROUX\n" * 50


@given(text=st.text())
def test_any_text_comes_back(tmp_path_factory, text):
    cache = Cache(tmp_path_factory.getbasetemp() / "any")
    cache.keep(SHELF, SHA, text)
    assert cache.load(SHELF, SHA) == text


def test_nothing_comes_from_an_empty_cache(cache):
    assert cache.load(SHELF, SHA) is None


def test_a_text_is_for_its_bytes_and_its_shelf_only(cache):
    cache.keep(SHELF, SHA, "text")
    assert cache.load(SHELF, OTHER) is None
    assert cache.load("pages 2 (pdfium 159)", SHA) is None


def test_a_new_text_takes_the_place_of_the_old(cache):
    cache.keep(SHELF, SHA, "old")
    cache.keep(SHELF, SHA, "new")
    assert cache.load(SHELF, SHA) == "new"
    assert entry_of(cache).name == SHA  # and nothing temporary stays behind


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="emptied"),
        pytest.param(lambda data: data[:-1], id="torn"),
        pytest.param(lambda data: data[:20], id="torn early"),
        pytest.param(lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:], id="one bit"),
        pytest.param(lambda data: data + b"x", id="longer"),
    ],
)
def test_a_damaged_entry_is_not_trusted_and_can_be_made_again(cache, damage):
    cache.keep(SHELF, SHA, "Présents : Mme ROUX")
    path = entry_of(cache)
    path.write_bytes(damage(path.read_bytes()))
    assert cache.load(SHELF, SHA) is None
    cache.keep(SHELF, SHA, "Présents : Mme ROUX")
    assert cache.load(SHELF, SHA) == "Présents : Mme ROUX"


def test_an_entry_in_the_place_of_another_is_not_trusted(cache):
    cache.keep(SHELF, SHA, "text")
    stranger = cache.folder / entry_of(cache).relative_to(cache.folder).parts[0] / OTHER[:2] / OTHER
    stranger.parent.mkdir()
    entry_of(cache).rename(stranger)
    assert cache.load(SHELF, OTHER) is None


def test_a_text_that_cannot_be_written_says_so(cache):
    cache.folder.parent.mkdir(exist_ok=True)
    cache.folder.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="cache"):
        cache.keep(SHELF, SHA, "text")
    assert cache.load(SHELF, SHA) is None
