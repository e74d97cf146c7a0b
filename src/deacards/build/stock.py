"""The decks of a collection as a build sees them: the gist of each, and all of it where that is needed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from deacards.build.suggestions import suggestions_of
from deacards.cache import Cache
from deacards.deck.card import CardId
from deacards.deck.deckfile import DeckFile
from deacards.deck.files import SUFFIXES, read_deck_file, read_decks
from deacards.deck.known import KIND as DECK
from deacards.deck.known import keep_deck
from deacards.problem import Problem, Severity
from deacards.progress import Progress, told, untold
from deacards.regenerate.face import line_made, parts_made
from deacards.regenerate.memory import text_key
from deacards.store import StoreError, changed_meanwhile, digest, find_files, read_file

_GIST = "gist"


class Gist(NamedTuple):
    """What may matter of a deck when others change.

    `source` and the path of its `note` are empty for a deck written by hand, `cards` counts those in use.
    `ids` are all that it holds, `texts` the keys of the texts that it has or had from the notes. `shelved`
    are the texts and the lines by which its retired cards may be wanted again. `waiting` are its suggestions,
    by line. One that `is_own` holds nothing that came from the notes.
    """

    source: str
    note: str
    cards: int
    ids: tuple[CardId, ...]
    texts: tuple[str, ...]
    shelved: tuple[str, ...]
    waiting: tuple[tuple[int, str, str], ...]
    is_own: bool


class Stock:
    """The deck files of a collection: their `gists` and `digests` by path, sorted."""

    def __init__(
        self, root: Path, cache: Cache, gists: Mapping[str, Gist], digests: Mapping[str, str]
    ) -> None:
        self.gists = gists
        self.digests = digests
        self._root = root
        self._cache = cache
        self._files: dict[str, DeckFile] = {}

    @cached_property
    def by_note(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Return the decks of each note that has some: their paths and digests."""
        found: dict[str, tuple[tuple[str, str], ...]] = defaultdict(tuple)
        for path, gist in self.gists.items():
            found[gist.note] += ((path, self.digests[path]),)
        return found

    def file(self, path: str) -> DeckFile:
        """Return a deck as a whole, and hold it. Raises `ChangedError` if it has changed by now."""
        if path not in self._files:
            self._files[path] = self.read(path)
        return self._files[path]

    def read(self, path: str) -> DeckFile:
        """Return a deck as a whole, unless it is held read anew. Raises as `file` does."""
        if path in self._files:
            return self._files[path]
        file = read_deck_file(self._root, path, self._cache).file
        if file is None or file.digest != self.digests[path]:
            raise changed_meanwhile(path)
        return file

    def count(self, paths: Iterable[str]) -> int:
        """Return how many cards in use some decks hold."""
        return sum(self.gists[path].cards for path in paths)

    def waiting(self, paths: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for each suggestion in some decks."""
        for path in paths:
            for line, code, message in self.gists[path].waiting:
                yield Problem(path, line, 0, code, message, Severity.WARNING)


def read_stock(
    root: Path, cards: Path, cache: Cache, digests: Mapping[str, str], tell: Progress = untold
) -> tuple[Stock, tuple[Problem, ...]]:
    """Return the decks below `cards`, and all that is wrong with them, as `read_decks` tells it.

    Decks that were read before are not read again, nor opened where their `digests` are known by path.
    """
    cache.read_all(_GIST)
    try:
        marks = {
            path: digests.get(path) or digest(read_file(root, path))
            for path in find_files(root, cards.relative_to(root).as_posix(), SUFFIXES)
        }
    except StoreError:
        marks = None
    gists = {} if marks is None else _read_gists(root, marks, cache, tell)
    ids = [identity for gist in gists.values() for identity in gist.ids]
    if marks is None or len(gists) < len(marks) or len(set(ids)) < len(ids):
        return Stock(root, cache, {}, {}), read_decks(root, cards, cache, tell).problems
    cache.retain(_GIST, gists, DECK)
    return Stock(root, cache, gists, marks), ()


def keep_file(file: DeckFile, cache: Cache) -> None:
    """Keep a deck that was written, so that nobody has to read it."""
    keep_deck(file, cache)
    _keep_gist(file, cache)


def _keep_gist(file: DeckFile, cache: Cache) -> Gist:
    gist = _gist_of(file)
    cache.keep_plain(_GIST, file.path, file.digest.encode(), tuple(gist))
    return gist


def _read_gists(root: Path, marks: Mapping[str, str], cache: Cache, tell: Progress) -> dict[str, Gist]:
    """Return the gists of decks, by path, up to the first one that is faulty."""
    gists: dict[str, Gist] = {}
    for path, mark in told(marks.items(), "Reading decks", tell, len(marks)):
        row = cache.recall_plain(_GIST, path, mark.encode())
        if row is None:
            file = read_deck_file(root, path, cache).file
            if file is None or file.digest != mark:
                break
            gists[path] = _keep_gist(file, cache)
        else:
            gists[path] = Gist(*row)
    return gists


def _gist_of(file: DeckFile) -> Gist:
    deck = file.deck
    origins = [card.origin for card in (*deck.cards, *deck.retired) if card.origin]
    shelved = [card.origin for card in deck.retired if card.origin]
    return Gist(
        deck.source or "",
        deck.note,
        len(deck.cards),
        deck.ids(),
        tuple(
            {text_key(parts_made(origin)) for origin in origins} | {e.partition(" ")[2] for e in deck.derived}
        ),
        tuple(
            {key for origin in shelved for key in (text_key(parts_made(origin)), line_made(origin)) if key}
        ),
        tuple((problem.line, problem.code, problem.message) for problem in suggestions_of(file)),
        deck.source is None and not origins and not deck.derived,
    )
