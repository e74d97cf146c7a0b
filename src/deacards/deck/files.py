"""All deck files of a collection, read at once, with everything that is wrong with any of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from deacards.cache import Cache
from deacards.deck import codes
from deacards.deck.card import CardId
from deacards.deck.deckfile import DeckFile, Reading, duplicate_id, read_deck
from deacards.deck.known import KIND, read_known_deck
from deacards.memory import collection_paused
from deacards.problem import Problem
from deacards.progress import Progress, told, untold
from deacards.store import StoreError, find_files, read_file

SUFFIXES = (".yaml", ".yml")


class Decks(NamedTuple):
    """The deck files of a collection by path, sorted, and all problems, sorted.

    A file with a problem is not among `files`: who writes decks must stop while there is one, else its
    cards would be born again.
    """

    files: Mapping[str, DeckFile]
    problems: tuple[Problem, ...]


def read_decks(root: Path, cards: Path, cache: Cache | None = None, tell: Progress = untold) -> Decks:
    """Return all decks under the folder `cards` of the collection `root`; none when it does not exist.

    With a `cache`, files that were read before are not parsed again.
    """
    folder = cards.relative_to(root).as_posix() if cards.is_absolute() else cards.as_posix()
    try:
        paths = find_files(root, folder, SUFFIXES)
    except StoreError as exc:
        return Decks({}, (Problem(folder, 0, 0, codes.UNREADABLE, str(exc).removeprefix(f"{folder}: ")),))
    if cache:
        cache.read_all(KIND)
        cache.retain(KIND, frozenset(paths))
    with collection_paused():
        reading = told(paths, "Reading decks", tell, len(paths))
        readings = {path: read_deck_file(root, path, cache) for path in reading}
    files = {path: reading.file for path, reading in readings.items() if reading.file}
    problems = [problem for reading in readings.values() for problem in reading.problems]
    return Decks(files, tuple(sorted([*problems, *_shared_ids(readings)])))


def read_deck_file(root: Path, path: str, cache: Cache | None) -> Reading:
    """Return what reading the deck file at `path` gives."""
    try:
        data = read_file(root, path)
    except StoreError as exc:
        message = str(exc).removeprefix(f"{path}: ")
        return Reading(None, (Problem(path, 0, 0, codes.UNREADABLE, message),), {})
    return read_known_deck(path, data, cache) if cache else read_deck(path, data)


def _shared_ids(readings: Mapping[str, Reading]) -> Iterator[Problem]:
    """Yield a problem for each id that a file before it has already."""
    seen: dict[CardId, str] = {}
    for path, reading in readings.items():
        for identity, line in reading.lines.items():
            place = f"{path}:{line}"
            if (first := seen.setdefault(identity, place)) != place:
                yield Problem(path, line, 0, codes.DUPLICATE_ID, duplicate_id(identity, first))
