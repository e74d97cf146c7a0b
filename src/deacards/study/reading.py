"""A collection's configuration and decks, read for study. The rest of this package needs no library."""

from deacards import cache
from deacards.collection import Collection
from deacards.deck.files import read_decks
from deacards.progress import Progress, untold
from deacards.study.opening import study_of
from deacards.study.settings import limits_of, params_of
from deacards.study.states import Cache
from deacards.study.study import Setup, Shelf, Study, Terms
from deacards.study.units import units_of
from deacards_scheduler.queue import Order


def read_study(collection: Collection, cache: Cache | None = None) -> Study:
    """Return what the collection's decks and logs hold; what the log leads to may come from a cache.

    Raises `LogError` for a log that cannot be read.
    """
    return study_of(read_shelf(collection), collection.root, cache)


def read_shelf(collection: Collection, kept: cache.Cache | None = None, tell: Progress = untold) -> Shelf:
    """Return what the collection's configuration and decks hold; `kept` has decks that were read before."""
    decks = read_decks(collection.root, collection.cards, kept, tell)
    return Shelf(setup_of(collection), units_of(decks.files.values()), decks.problems)


def setup_of(collection: Collection) -> Setup:
    """Return what the configuration says of study."""
    config = collection.config
    keys = config.keys.model_dump()
    return Setup(
        reviews=collection.relative(collection.reviews),
        terms=Terms(params_of(config.scheduler), config.review.rollover_hour),
        limits=limits_of(config),
        order=Order(config.review.order),
        leech_lapses=config.scheduler.leech_lapses,
        preset=keys.pop("preset"),
        keys={action: names for action, names in keys.items() if names},
    )
