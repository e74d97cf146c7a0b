"""Review logs as years of study leave them, made up from a seed."""

import random
from datetime import UTC, datetime, timedelta

from deacards_scheduler import sm2
from deacards_scheduler.days import Moment
from deacards_scheduler.event import Review
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import NEW, New, Sm2State

START = datetime(2024, 1, 1, 8, tzinfo=UTC)


def make_log(units: int, reviews: int, seed: int = 1) -> list[Review]:
    """Return `reviews` answers a unit, each near the day that SM-2 would ask on, by instant."""
    rng = random.Random(seed)
    events = []
    for unit in range(units):
        memory: New | Sm2State = NEW
        day = rng.randrange(300)
        for _ in range(reviews):
            rating = rng.choices(list(Rating), [15, 10, 65, 10])[0]
            at = START + timedelta(days=day, seconds=rng.randrange(36_000), milliseconds=rng.randrange(1000))
            id_ = f"{round(at.timestamp() * 1000):012x}{rng.getrandbits(80):020x}"
            events.append(Review(id_, at, f"card{unit:06}/0", rating, rng.randrange(2000, 20_000)))
            memory = sm2.answer(memory, rating, Moment(day), Sm2Params())
            day += min(memory.interval_days, 60) + rng.randrange(3)
    return sorted(events, key=lambda event: event.id)
