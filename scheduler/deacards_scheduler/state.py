"""What is known of a scheduled unit, as values: `Memory` is the algorithm's part, `UnitState` the whole.

`Memory` is a union with its own types for each algorithm, so that no state can be read with the wrong
formulas. All of them tell `due_day`, `due_second`, `interval_days` and `lapses`.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from deacards_scheduler.days import Moment
from deacards_scheduler.rating import Rating


@dataclass(frozen=True, slots=True)
class New:
    """The memory of a unit that was never graded."""

    due_day: ClassVar[None] = None
    interval_days: ClassVar[int] = 0
    lapses: ClassVar[int] = 0
    due_second: ClassVar[None] = None
    drills_below: ClassVar[Rating] = Rating.AGAIN


@dataclass(frozen=True, slots=True)
class Sm2State:
    """SM-2's memory of a unit.

    `repetitions` counts the successes since the last failure; `ease_hundredths` is the E-factor times 100, at
    least 130; `interval_days` led from the last grade to `due_day`, unless that was spread or set by hand.
    `lapses` counts the failures of what was known.
    """

    repetitions: int
    ease_hundredths: int
    interval_days: int
    due_day: int
    lapses: int = 0

    due_second: ClassVar[None] = None
    drills_below: ClassVar[Rating] = Rating.GOOD

    def due_on(self, day: int) -> "Sm2State":
        """Return the same memory, due on another day."""
        return Sm2State(self.repetitions, self.ease_hundredths, self.interval_days, day, self.lapses)


@dataclass(frozen=True, slots=True)
class AnkiLearning:
    """A unit in Anki's learning steps, which has no ease yet.

    `steps_left` counts the steps to go, the current one included. A step that ends on its own day is due at
    `due_second` of it (see `Moment`); one that crosses into a later day is due on that day, with None here.
    """

    steps_left: int
    due_day: int
    due_second: int | None

    interval_days: ClassVar[int] = 0
    lapses: ClassVar[int] = 0
    drills_below: ClassVar[Rating] = Rating.AGAIN


@dataclass(frozen=True, slots=True)
class AnkiReview:
    """A unit that Anki's variant has graduated: `ease_thousandths` is at least 1300."""

    ease_thousandths: int
    interval_days: int
    last_day: int
    due_day: int
    lapses: int = 0

    due_second: ClassVar[None] = None
    drills_below: ClassVar[Rating] = Rating.AGAIN

    def due_on(self, day: int) -> "AnkiReview":
        """Return the same memory, due on another day."""
        return AnkiReview(self.ease_thousandths, self.interval_days, self.last_day, day, self.lapses)


@dataclass(frozen=True, slots=True)
class AnkiRelearning:
    """A unit in the relearning steps after a lapse, due as in `AnkiLearning`; `review` waits behind them."""

    steps_left: int
    due_day: int
    due_second: int | None
    review: AnkiReview

    drills_below: ClassVar[Rating] = Rating.AGAIN

    @property
    def interval_days(self) -> int:
        """Return the interval that the unit fell back to."""
        return self.review.interval_days

    @property
    def lapses(self) -> int:
        """Return how often the unit was forgotten."""
        return self.review.lapses


@dataclass(frozen=True, slots=True)
class FsrsState:
    """FSRS's memory of a unit.

    `stability` is the time in days after which recall is 90 % likely, `difficulty` lies between 1 and 10;
    both are of `last_day`. `lapses` counts the failures that came at least a day after the last answer.
    """

    stability: float
    difficulty: float
    interval_days: int
    last_day: int
    due_day: int
    lapses: int = 0

    due_second: ClassVar[None] = None
    drills_below: ClassVar[Rating] = Rating.HARD

    def due_on(self, day: int) -> "FsrsState":
        """Return the same memory, due on another day."""
        rest = self.interval_days, self.last_day, day, self.lapses
        return FsrsState(self.stability, self.difficulty, *rest)


AnkiState = AnkiLearning | AnkiReview | AnkiRelearning
Memory = New | Sm2State | AnkiState | FsrsState
NEW = New()


@dataclass(frozen=True, slots=True)
class UnitState:
    """All that the log tells of one unit; the default is a unit that the log does not name.

    `reps` counts the grades that changed the memory, not the drills; `last_id` is the event of the last one,
    which two equal states may differ in.
    `first_day` and `last_day` are the study days of the first and the last such grade; `last_rating` is the
    latest of that last day, drills included. `buried_day` is the day that the unit is hidden on.
    """

    memory: Memory = NEW
    reps: int = 0
    first_day: int | None = None
    last_day: int | None = None
    last_rating: Rating | None = None
    suspended: bool = False
    buried_day: int | None = None
    last_id: str = field(default="", compare=False)

    @property
    def lapses(self) -> int:
        """Return how often the unit was forgotten after it had been known."""
        return self.memory.lapses

    def was_graded(self, day: int) -> bool:
        """Return whether a grade of `day` is given already."""
        return self.last_day is not None and day <= self.last_day

    def is_drilling(self, day: int) -> bool:
        """Return whether the unit comes back on `day` after an answer of that day.

        That is a learning step of Anki's, which ends on `day`; else a score below what the algorithm takes
        for known.
        """
        if self.returns_at is not None:
            return self.memory.due_day is not None and self.memory.due_day <= day
        low = self.last_rating is not None and self.last_rating < self.memory.drills_below
        return low and self.was_graded(day)

    @property
    def returns_at(self) -> Moment | None:
        """Return the moment at which a learning step ends; None where only days count."""
        second = self.memory.due_second
        if second is None or self.memory.due_day is None:
            return None
        return Moment(self.memory.due_day, second)

    def is_hidden(self, day: int) -> bool:
        """Return whether the unit is suspended, or buried on `day`."""
        return self.suspended or self.buried_day == day

    def is_leech(self, lapses: int) -> bool:
        """Return whether the unit was forgotten so often, `lapses` times, that it had better be reworded."""
        return self.memory.lapses >= lapses > 0


UNSEEN = UnitState()
