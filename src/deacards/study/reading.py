"""A collection's decks and logs, read for study."""

from deacards.collection import Collection
from deacards.deck.files import read_decks
from deacards.study.settings import limits_of, params_of
from deacards.study.states import Cache, read_states
from deacards.study.study import Study, Terms
from deacards.study.units import units_of
from deacards_scheduler.queue import Order


def read_study(collection: Collection, cache: Cache | None = None) -> Study:
    """Return what the collection's decks and logs hold; what the log leads to may come from a cache.

    Raises `LogError` for a log that cannot be read.
    """
    review, scheduler = collection.config.review, collection.config.scheduler
    decks = read_decks(collection.root, collection.cards)
    params = params_of(scheduler)
    states, problems = read_states(collection.root, collection.reviews, params, review.rollover_hour, cache)
    return Study(
        units=units_of(decks.files.values()),
        states=states,
        terms=Terms(params, review.rollover_hour),
        limits=limits_of(collection.config),
        order=Order(review.order),
        leech_lapses=scheduler.leech_lapses,
        problems=(*decks.problems, *problems),
    )
