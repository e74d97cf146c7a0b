"""The decks that a build changes, as they will be: of many no more is held than the bytes to write."""

from collections.abc import Iterator, Mapping

from deacards.build.spool import Spool
from deacards.build.stock import Stock, keep_file
from deacards.cache import Cache
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile
from deacards.deck.known import read_known_deck, rendered_file
from deacards.deck.splice import spliced_file
from deacards.store import Write, changed_meanwhile


class Changes:
    """Deck files beside those of a stock.

    With a `cache` they are kept there at once, and their bytes wait in a spool, to be read again where
    somebody asks; without one they are held as they are.
    """

    def __init__(self, stock: Stock, cache: Cache | None) -> None:
        self._stock = stock
        self._cache = cache
        self._data = Spool()
        self._files: dict[str, DeckFile] = {}
        self._digests = dict(stock.digests)

    @property
    def digests(self) -> Mapping[str, str]:
        """Return the digests of all decks as they will be, by path; what comes later comes in here too."""
        return self._digests

    @property
    def count(self) -> int:
        """Return how many decks change."""
        return len(self._data)

    @property
    def written(self) -> Mapping[str, str]:
        """Return the digests of the decks that are to be written, by path."""
        return {path: self._digests[path] for path in self._data}

    def writes(self) -> Iterator[Write]:
        """Yield what is to be written, one by one."""
        for path in self._data:
            yield Write(path, self._data[path], self._stock.digests.get(path))

    def add(self, path: str, deck: Deck) -> DeckFile:
        """Return a deck that changes: a new file, or the old one with only that changed which has to."""
        is_old = path in self._stock.gists
        file = spliced_file(self._stock.file(path), deck) if is_old else rendered_file(path, deck)
        self._data[path] = file.data
        self._digests[path] = file.digest
        if self._cache:
            keep_file(file, self._cache)
        else:
            self._files[path] = file
        return file

    def file(self, path: str) -> DeckFile:
        """Return a deck as it will be. Raises `ChangedError` if one that stays has changed by now."""
        if path in self._files:
            return self._files[path]
        if path not in self._data or self._cache is None:
            return self._stock.read(path)
        file = read_known_deck(path, self._data[path], self._cache).file
        if file is None:
            raise changed_meanwhile(path)
        return file
