"""Frames are made while Python's collector of cycles is off, and it is put back as it was."""

import gc
from collections.abc import Iterator

import pytest

from benchmarks.scale import sittings
from pipelines.landing import printed_frames, without_collector


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize("was_on", [True, False], ids=["on", "off"])
def test_the_collector_is_put_back_as_it_was(was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    with without_collector():
        assert not gc.isenabled()
    assert gc.isenabled() == was_on


def test_the_collector_is_put_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), without_collector():
        1 / 0  # noqa: B018
    assert gc.isenabled()


def test_names_are_linked_without_it_and_leave_no_cycles() -> None:
    """Where frames were made of records in cycles, a run would hold all of them until it ends."""
    documents = list(sittings(12))
    printed_frames(documents)  # everything is loaded
    gc.collect()
    gc.disable()
    frames = printed_frames(documents)
    assert gc.collect() < 100
    assert len(frames["printed.attendance"]) > 300
