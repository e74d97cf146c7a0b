"""A collection opened for study, with what its log led to last time from the user's cache folder."""

from deacards.cli.lastbuild import cache_folder, program_digest
from deacards.collection import Collection
from deacards.study.reading import read_study
from deacards.study.states import Cache
from deacards.study.study import Study


def open_study(collection: Collection) -> Study:
    """Return what the collection's decks and logs hold. Raises `LogError` for a log that cannot be read."""
    folder = cache_folder(collection.root)
    cache = Cache(folder / "states.json", program_digest()) if folder else None
    return read_study(collection, cache)
