"""A study session as a value: what is asked now. What an answer makes of it is in `steps`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from deacards.study.study import Terms
from deacards.study.unit import Unit
from deacards_scheduler.days import Moment, study_moment
from deacards_scheduler.state import UNSEEN, New, UnitState

if TYPE_CHECKING:  # the first question is asked before anything can have happened
    from deacards.review.steps import Step

LEARN_AHEAD_SECONDS = 20 * 60  # as in Anki
_DAWN = Moment(0)


class Left(NamedTuple):
    """How many units are still to be asked."""

    new: int
    learning: int
    due: int


@dataclass(frozen=True, slots=True)
class Session:
    """A session: `waiting` are the units to ask, `drill` those that come back until known.

    `units` are all units by id, not only those asked; `known` is what the log told of them at the start,
    `changed` what this session made of them. `steps` are the session's events, without those undone. `now` is
    when the last of them happened, or the session began: it decides which learning steps have ended.
    `foreseen` counts, for some days, the units that would be due by then if this session did not take place.
    """

    terms: Terms
    units: Mapping[str, Unit]
    known: Mapping[str, UnitState]
    waiting: tuple[str, ...]
    drill: tuple[str, ...] = ()
    now: Moment = _DAWN
    foreseen: Mapping[int, int] = field(default_factory=dict)
    changed: Mapping[str, UnitState] = field(default_factory=dict)
    steps: "tuple[Step, ...]" = ()
    before: "Session | None" = field(default=None, repr=False)

    @property
    def current(self) -> Unit | None:
        """Return the unit to ask now; None when there is nothing left, or nothing for a while.

        First comes what has ended a learning step of minutes, then what waits, then what drills; a learning
        step that is about to end is cut short when there is nothing else.
        """
        timed = self._timed()
        if timed and timed[0][0] <= self.now:
            return self.units[timed[0][1]]
        untimed = (unit for unit in self.drill if self.state(unit).returns_at is None)
        soon = (unit for moment, unit in timed if moment <= self.now.later(LEARN_AHEAD_SECONDS))
        unit = next((unit for queue in (self.waiting, untimed, soon) for unit in queue), None)
        return None if unit is None else self.units[unit]

    @property
    def returns_at(self) -> Moment | None:
        """Return when the next learning step of minutes ends; None without one."""
        timed = self._timed()
        return timed[0][0] if timed else None

    def _timed(self) -> list[tuple[Moment, str]]:
        """Return the drilling units that come back at a moment, the earliest first."""
        returns = ((self.state(unit).returns_at, unit) for unit in self.drill)
        return sorted((moment, unit) for moment, unit in returns if moment is not None)

    def state(self, unit: str) -> UnitState:
        """Return what is known of a unit now."""
        return self.changed.get(unit) or self.known.get(unit, UNSEEN)

    def states(self) -> dict[str, UnitState]:
        """Return what is known of all units now."""
        return {**self.known, **self.changed}

    def left(self) -> Left:
        """Return how many units are still to be asked, the current one included."""
        new = sum(isinstance(self.state(unit).memory, New) for unit in self.waiting)
        return Left(new, len(self.drill), len(self.waiting) - new)

    def is_open(self) -> bool:
        """Return whether anything is still to be asked."""
        return any(self.left())

    def day(self, at: datetime) -> int:
        """Return the study day of an instant."""
        return self.moment(at).day

    def moment(self, at: datetime) -> Moment:
        """Return an instant as the scheduler sees it."""
        return study_moment(at, self.terms.rollover_hour)
