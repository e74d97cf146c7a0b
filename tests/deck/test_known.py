"""Deck files that were read before: the cache changes nothing but time."""

from pathlib import Path

import pytest
from hypothesis import given

from deacards.cache import Cache, key_of
from deacards.deck import known
from deacards.deck.deck import Deck
from deacards.deck.emit import render_deck
from deacards.deck.known import read_known_deck


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
    """Its bytes tell which it is, wherever the file stands now."""
    data = b"format: 1\ndeck: A\ncards:\n  - {id: a, front: f, back: b}\n"
    with Cache(file, "1") as cache:
        first = read_known_deck("cards/a.yaml", data, cache)
        monkeypatch.delattr(known, "read_deck")
        again = read_known_deck("cards/b.yaml", data, cache)
    assert first.file
    assert again.file
    assert again.file.path == "cards/b.yaml"
    assert (again.file.deck, again.lines) == (first.file.deck, first.lines)


def test_a_faulty_deck_is_read_anew_each_time(file: Path) -> None:
    """Its problems name its path."""
    with Cache(file, "1") as cache:
        for path in ("cards/a.yaml", "cards/b.yaml"):
            reading = read_known_deck(path, b"format: 1\n", cache)
            assert {problem.path for problem in reading.problems} == {path}


@pytest.mark.parametrize("value", [b"", b"{}\n{}", b"no json\nat all"])
def test_what_is_no_deck_is_not_believed(value: bytes) -> None:
    """A value that some fault left there is passed over."""
    data = b"format: 1\ndeck: A\ncards:\n  - {id: a, front: f, back: b}\n"
    cache = Cache()
    cache.get("deck", key_of(data))
    cache.put("deck", key_of(data), value)
    reading = read_known_deck("cards/a.yaml", data, cache)
    assert reading.file
    assert dict(reading.lines) == {"a": 4}
