"""The schedule and the review log of one card as Anki keeps them, as plain values."""

from array import array
from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

# A package counts its days from here; any day before the first review will do.
DAY_ZERO = date(2020, 1, 1)


class CardState(IntEnum):
    """How far Anki is with a card; the values are those of its column `type`."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class AnswerKind(IntEnum):
    """What an answer was for; the values are those of the column `type` of the review log."""

    LEARN = 0
    REVIEW = 1
    RELEARN = 2
    CRAM = 3


class Answer(NamedTuple):
    """One row of the review log.

    `at_ms` is the instant in Unix milliseconds, `ease` 1 to 4, `factor` the ease in thousandths (0 for one
    that changed nothing), both intervals in days, `kind` an `AnswerKind`.
    """

    at_ms: int
    ease: int
    interval_days: int
    last_interval_days: int
    factor: int
    taken_ms: int
    kind: int


class Schedule(NamedTuple):
    """A card's schedule, None for a card that is new; `due_day` is an ordinal, `data` the memory of FSRS.

    `rows` are the values of its answers one after another: side by side a million take little room.
    """

    state: CardState
    due_day: int
    interval_days: int
    factor: int
    reps: int
    lapses: int
    steps_left: int
    is_suspended: bool
    data: str
    rows: "array[int]"

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Return the rows of the review log, in their order."""
        return tuple(map(Answer._make, zip(*[iter(self.rows)] * len(Answer._fields), strict=True)))

    def columns(self) -> tuple[int, int, int, int, int, int, int, int, str]:
        """Return type, queue, due, ivl, factor, reps, lapses, left and data of the table `cards`."""
        # Steps of learning are told by the day: the minute they end at has gone by when somebody imports.
        queue = -1 if self.is_suspended else 2 if self.state is CardState.REVIEW else 3
        due = self.due_day - DAY_ZERO.toordinal()
        return (
            self.state,
            queue,
            due,
            self.interval_days,
            self.factor,
            self.reps,
            self.lapses,
            self.steps_left,
            self.data,
        )


class Schedules(NamedTuple):
    """What is known of units, by their id `cardid/ord`, counted in days that begin at `rollover_hour`."""

    by_unit: Mapping[str, Schedule] = MappingProxyType({})
    rollover_hour: int = 4
