"""Deck files whose bytes were read before: the same reading, without YAML."""

import json
from types import MappingProxyType

from deacards.cache import Cache, key_of
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile, Reading, read_deck
from deacards.store import digest

_KIND = "deck"


def read_known_deck(path: str, data: bytes, cache: Cache) -> Reading:
    """Return what `read_deck` does; a deck without faults is kept in `cache`, by its bytes."""
    key = key_of(data)
    known = cache.get(_KIND, key)
    if known is not None and (file := _unpacked(path, data, known)):
        return Reading(file, (), file.lines)
    reading = read_deck(path, data)
    if reading.file:
        cache.put(_KIND, key, _packed(reading.file))
    return reading


def _packed(file: DeckFile) -> bytes:
    """Return the deck and the lines of its cards, a JSON text on a line each."""
    deck = file.deck.model_dump_json(by_alias=True, exclude_defaults=True)
    return f"{json.dumps(dict(file.lines))}\n{deck}".encode()


def _unpacked(path: str, data: bytes, known: bytes) -> DeckFile | None:
    lines, _, deck = known.partition(b"\n")
    try:
        read = Deck.model_validate_json(deck, by_alias=True, by_name=False)
        return DeckFile(path, data, digest(data), read, MappingProxyType(json.loads(lines)))
    except ValueError:  # that of Pydantic is one too
        return None
