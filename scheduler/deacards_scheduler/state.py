"""What is known of a scheduled unit, as values: `Memory` is the algorithm's part, `UnitState` the whole.

`Memory` is a union with one type per algorithm, so that no state can be read with the wrong formulas.
"""

from dataclasses import dataclass
from typing import ClassVar

from deacards_scheduler.rating import Rating


@dataclass(frozen=True, slots=True)
class New:
    """The memory of a unit that was never graded."""

    due_day: ClassVar[None] = None
    interval_days: ClassVar[int] = 0
    is_learned: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Sm2State:
    """SM-2's memory of a unit.

    `repetitions` counts the successes since the last failure; `ease_hundredths` is the E-factor times 100, at
    least 130; `interval_days` led from the last grade to `due_day`, unless that was set by hand.
    """

    repetitions: int
    ease_hundredths: int
    interval_days: int
    due_day: int

    @property
    def is_learned(self) -> bool:
        """Return whether the last grade was a success, so that a failure now would be a lapse."""
        return self.repetitions > 0


Memory = New | Sm2State
NEW = New()


@dataclass(frozen=True, slots=True)
class UnitState:
    """All that the log tells of one unit; the default is a unit that the log does not name.

    `reps` and `lapses` count the grades that changed the memory, not the drills. `first_day` and `last_day`
    are the study days of the first and the last such grade; `last_rating` is the latest of that last day,
    drills included. `buried_day` is the day that the unit is hidden on.
    """

    memory: Memory = NEW
    reps: int = 0
    lapses: int = 0
    first_day: int | None = None
    last_day: int | None = None
    last_rating: Rating | None = None
    suspended: bool = False
    buried_day: int | None = None

    def was_graded(self, day: int) -> bool:
        """Return whether the grade of `day` is given already, so that any other that day is a drill."""
        return self.last_day is not None and day <= self.last_day

    def is_drilling(self, day: int) -> bool:
        """Return whether the unit comes back on `day` because it was last scored below Good."""
        return self.was_graded(day) and self.last_rating is not None and self.last_rating < Rating.GOOD

    def is_hidden(self, day: int) -> bool:
        """Return whether the unit is suspended, or buried on `day`."""
        return self.suspended or self.buried_day == day


UNSEEN = UnitState()
