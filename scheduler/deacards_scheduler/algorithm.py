"""One signature for every algorithm: the type of its parameters says which one it is."""

from collections.abc import Sequence
from typing import cast

from deacards_scheduler import anki, fsrs, sm2
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.days import Moment
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import AnkiState, FsrsState, Memory, New, Sm2State

Params = Sm2Params | AnkiParams | FsrsParams

Answer = tuple[Rating, Moment, str]
"""A review as memory takes it: the rating, when it was given, and the id of its event."""

# A memory always comes from a replay under the parameters that it is answered with, so its type fits them.


def answer(memory: Memory, rating: Rating, when: Moment, params: Params) -> Memory:
    """Return the memory after `rating` at `when`."""
    return fold(memory, [(rating, when, "")], params)


def preview(memory: Memory, when: Moment, params: Params) -> dict[Rating, Memory]:
    """Return what each of the four ratings would make of `memory`, computed by `answer` itself."""
    return {rating: answer(memory, rating, when, params) for rating in Rating}


def fold(memory: Memory, answers: Sequence[Answer], params: Params) -> Memory:
    """Return the memory after at least one answer, in order."""
    match params:
        case Sm2Params():
            grades = [(rating + 1, when.day) for rating, when, _ in answers]
            return sm2.fold(cast("New | Sm2State", memory), grades, params)
        case AnkiParams():
            return anki.fold(cast("New | AnkiState", memory), _pairs(answers), params)
        case FsrsParams():
            return fsrs.fold(cast("New | FsrsState", memory), _pairs(answers), params)


def set_due(memory: Memory, due_day: int, day: int, params: Params) -> Memory:
    """Return `memory` due on `due_day`, as set by hand on `day`."""
    match params:
        case Sm2Params():
            return sm2.set_due(cast("New | Sm2State", memory), due_day, day)
        case AnkiParams():
            return anki.set_due(cast("New | AnkiState", memory), due_day, day, params)
        case FsrsParams():
            return fsrs.set_due(cast("New | FsrsState", memory), due_day, day, params)


def counts_once_a_day(params: Params) -> bool:
    """Return whether only the first grade of a study day changes the memory, as SM-2 has it."""
    return isinstance(params, Sm2Params)


def _pairs(answers: Sequence[Answer]) -> list[tuple[Rating, Moment]]:
    """Return the ratings and their moments."""
    return [(rating, when) for rating, when, _ in answers]
