"""A collection's decks and logs, read for study."""

from deacards.collection import Collection
from deacards.deck.files import read_decks
from deacards.study.log import read_log
from deacards.study.settings import limits_of, params_of
from deacards.study.study import Study, Terms
from deacards.study.units import units_of
from deacards_scheduler.queue import Order
from deacards_scheduler.replay import replay


def read_study(collection: Collection) -> Study:
    """Return what the collection's decks and logs hold. Raises `LogError` for a log that cannot be read."""
    review, scheduler = collection.config.review, collection.config.scheduler
    decks = read_decks(collection.root, collection.cards)
    history = read_log(collection.root, collection.reviews)
    params = params_of(scheduler)
    return Study(
        units=units_of(decks.files.values()),
        states=replay(history.events, params, review.rollover_hour),
        terms=Terms(params, review.rollover_hour),
        limits=limits_of(collection.config),
        order=Order(review.order),
        leech_lapses=scheduler.leech_lapses,
        problems=(*decks.problems, *history.problems),
    )
