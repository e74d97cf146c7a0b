"""What earlier runs have kept of a collection's notes and decks, in the user's cache folder."""

from pathlib import Path

from deacards.cache import Cache
from deacards.cli.remember import memory_of


def open_cache(root: Path) -> Cache:
    """Return what is kept of the notes and decks of the collection at `root`, to be used in a `with`."""
    memory = memory_of(str(root))
    return Cache(Path(memory.folder, "kept.sqlite"), str(memory.program)) if memory.folder else Cache()
