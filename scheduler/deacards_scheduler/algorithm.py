"""One signature for every algorithm: the type of its parameters says which one it is."""

from deacards_scheduler import sm2
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import Memory

Params = Sm2Params


def answer(memory: Memory, rating: Rating, day: int, params: Params) -> Memory:
    """Return the memory after `rating` on study day `day`."""
    return sm2.answer(memory, rating, day, params)


def set_due(memory: Memory, due_day: int, day: int, params: Params) -> Memory:  # noqa: ARG001 - one signature
    """Return `memory` due on `due_day`, as set by hand on `day`."""
    return sm2.set_due(memory, due_day, day)
