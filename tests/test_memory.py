"""The garbage collector stays out of bulk work, and comes back after it."""

import gc
from collections.abc import Iterator

import pytest

from deacards.memory import collection_paused


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """Let the collector look through everything again."""
    yield
    gc.unfreeze()


def test_nothing_is_collected_within() -> None:
    """Neither in the work, nor in work within it; then the collector is on again."""
    with collection_paused():
        with collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    """Whoever switched it off will switch it on."""
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_is_not_looked_through() -> None:
    """Only what comes later is."""
    with collection_paused():
        made = [[number] for number in range(100)]
    assert gc.get_freeze_count() > len(made)
    assert not any(each is made for each in gc.get_objects())
