"""Deck files that were read before: the cache changes nothing but time."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.cache import Cache
from deacards.deck import known
from deacards.deck.deck import Deck
from deacards.deck.deckfile import Reading, read_deck
from deacards.deck.emit import render_deck
from deacards.deck.known import read_known_deck, rendered_file
from deacards.store import digest


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a cache."""
    return tmp_path_factory.mktemp("cache") / "kept.sqlite"


@given(deck=...)
def test_a_known_deck_is_read_as_at_first(file: Path, deck: Deck) -> None:
    """Every card of every kind, every line, every byte."""
    data = render_deck(deck).encode()
    with Cache(file, "1") as cache:
        first = read_known_deck("cards/a.yaml", data, cache)
    assert first.file
    with Cache(file, "1") as cache:
        assert read_known_deck("cards/a.yaml", data, cache) == first


def test_a_known_deck_is_not_parsed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes tell that it is the same."""
    data = b"format: 1\ndeck: A\ncards:\n  - {id: a, front: f, back: b}\n"
    with Cache(file, "1") as cache:
        first = read_known_deck("cards/a.yaml", data, cache)
        monkeypatch.delattr(known, "read_deck")
        again = read_known_deck("cards/a.yaml", data, cache)
    assert first.file
    assert again == first


@given(deck=st.from_type(Deck))
def test_a_rendered_file_is_what_reading_it_gives(deck: Deck) -> None:
    """Law: whoever wrote a deck need not read it."""
    file = rendered_file("cards/a.yaml", deck)
    assert read_deck("cards/a.yaml", file.data) == Reading(file, (), file.lines)


def test_a_faulty_deck_is_read_anew_each_time(file: Path) -> None:
    """Its problems name its path."""
    with Cache(file, "1") as cache:
        for path in ("cards/a.yaml", "cards/b.yaml"):
            reading = read_known_deck(path, b"format: 1\n", cache)
            assert {problem.path for problem in reading.problems} == {path}


@pytest.mark.parametrize("value", [b"", b"{}\n{}", b"no json\nat all"])
def test_what_is_no_deck_is_not_believed(file: Path, value: bytes) -> None:
    """A value that some fault left there is passed over."""
    data = b"format: 1\ndeck: A\ncards:\n  - {id: a, front: f, back: b}\n"
    with Cache(file, "1") as cache:
        cache.put("deck", "cards/a.yaml", digest(data).encode(), value)
        reading = read_known_deck("cards/a.yaml", data, cache)
    assert reading.file
    assert dict(reading.lines) == {"a": 4}
