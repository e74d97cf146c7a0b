"""Deck files whose bytes were read before: the same reading, without YAML."""

from types import MappingProxyType

from deacards.cache import Cache
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile, Reading, read_deck
from deacards.deck.emit import render_deck
from deacards.deck.plain import deck_of_plain, plain_deck
from deacards.store import digest

KIND = "deck"
_ITEM = "  - id: "
"""How a card begins in a deck as it is rendered, and nothing else does."""


def read_known_deck(path: str, data: bytes, cache: Cache) -> Reading:
    """Return what `read_deck` does; a deck without faults is kept in `cache`."""
    key = digest(data).encode()
    if known := cache.recall_plain(KIND, path, key):
        deck, lines = known
        file = DeckFile(path, data, key.decode(), deck_of_plain(deck), MappingProxyType(dict(lines)))
        return Reading(file, (), file.lines)
    reading = read_deck(path, data)
    if reading.file:
        keep_deck(reading.file, cache)
    return reading


def rendered_file(path: str, deck: Deck) -> DeckFile:
    """Return a new deck file, as `read_deck` would read it: what was just written need not be parsed."""
    text = render_deck(deck)
    lines = (number for number, line in enumerate(text.split("\n"), 1) if line.startswith(_ITEM))
    data = text.encode()
    return DeckFile(
        path, data, digest(data), deck, MappingProxyType(dict(zip(deck.ids(), lines, strict=True)))
    )


def keep_deck(file: DeckFile, cache: Cache) -> None:
    """Keep in `cache` what the bytes of a file were read as."""
    value = (plain_deck(file.deck), tuple(file.lines.items()))
    cache.keep_plain(KIND, file.path, file.digest.encode(), value)
