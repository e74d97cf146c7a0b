"""A collection opened for study: its decks and its log are read only if they changed since the last time."""

from pathlib import Path
from typing import NamedTuple

from deacards.cli.remember import Memory, Sight, joined
from deacards.progress import Progress, untold
from deacards.study.flat import flat_shelf, shelf_of
from deacards.study.opening import study_of
from deacards.study.states import Cache
from deacards.study.study import Setup, Shelf, Study

SHELF = "shelf"
STATES = "states.json"
"""The file of the states that the log led to."""


class Opened(NamedTuple):
    """A collection's root (absolute), what its configuration says of study, and its study.

    `sight` is what the files were that all this came from; None when that is not certain.
    """

    root: Path
    setup: Setup
    study: Study
    sight: Sight | None


def open_study(memory: Memory, tell: Progress = untold) -> Opened:
    """Return the study of a collection; `tell` hears how far reading it has come.

    Raises `ConfigError` for its configuration, `LogError` for a log that cannot be read.
    """
    root = Path(memory.root)
    shelf, sight = open_shelf(memory, tell)
    log = memory.look(shelf.setup.reviews)
    study = study_of(shelf, root, cache_of(memory, STATES), tell)
    return Opened(root, shelf.setup, study, joined(sight, log))


def open_shelf(memory: Memory, tell: Progress = untold) -> tuple[Shelf, Sight | None]:
    """Return what study needs of a collection but for its log, and what the files were that it came from.

    Raises `ConfigError` for its configuration.
    """
    return _recalled_shelf(memory) or _read_shelf(memory, tell)


def cache_of(memory: Memory, name: str) -> Cache | None:
    """Return the cache `name` of what a log came to; None where nothing is kept."""
    return Cache(Path(memory.folder) / name, str(memory.program)) if memory.folder else None


def _recalled_shelf(memory: Memory) -> tuple[Shelf, Sight] | None:
    """Return the shelf as it was read last time, if no deck and no configuration has changed."""
    kept = memory.recall(SHELF)
    shelf = kept and shelf_of(kept.value)
    return (shelf, kept.sight) if kept and shelf else None


def _read_shelf(memory: Memory, tell: Progress) -> tuple[Shelf, Sight | None]:
    """Return what the configuration and the decks themselves say, and keep it."""
    from deacards.cli.kept import open_cache
    from deacards.collection import open_collection
    from deacards.study.reading import read_shelf

    collection = open_collection(Path(memory.root))
    sight = memory.look(collection.relative(collection.file), collection.relative(collection.cards))
    with open_cache(collection.root) as kept:
        shelf = read_shelf(collection, kept, tell)
    flat = flat_shelf(shelf)
    memory.keep(SHELF, sight, flat)
    return shelf_of(flat) or shelf, sight  # as kept it takes half the room, while the log is read
