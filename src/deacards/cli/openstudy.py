"""A collection opened for study: its decks and its log are read only if they changed since the last time."""

from dataclasses import dataclass
from pathlib import Path

from deacards.build.manifest import Manifest
from deacards.cli.remember import Memory, joined
from deacards.study.flat import flat_shelf, shelf_of
from deacards.study.opening import study_of
from deacards.study.states import Cache
from deacards.study.study import Setup, Shelf, Study

SHELF = "shelf"


@dataclass(frozen=True, slots=True)
class Opened:
    """A collection's root (absolute), what its configuration says of study, and its study.

    `sight` is what the files were that all this came from; None when that is not certain.
    """

    root: Path
    setup: Setup
    study: Study
    sight: Manifest | None


def open_study(memory: Memory) -> Opened:
    """Return the study of a collection.

    Raises `ConfigError` for its configuration, `LogError` for a log that cannot be read.
    """
    kept = memory.recall(SHELF)
    shelf, sight = _read_shelf(memory) if kept is None else (shelf_of(kept.value), kept.sight)
    log = memory.look(shelf.setup.reviews)
    cache = Cache(memory.folder / "states.json", memory.program) if memory.folder else None
    study = study_of(shelf, memory.root, cache)
    return Opened(memory.root, shelf.setup, study, joined(sight, log))


def _read_shelf(memory: Memory) -> tuple[Shelf, Manifest | None]:
    """Return what the configuration and the decks themselves say, and keep it."""
    from deacards.collection import open_collection
    from deacards.study.reading import read_shelf

    collection = open_collection(memory.root)
    sight = memory.look(collection.relative(collection.file), collection.relative(collection.cards))
    shelf = read_shelf(collection)
    memory.keep(SHELF, sight, flat_shelf(shelf))
    return shelf, sight
