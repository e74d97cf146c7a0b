"""A study session as a value: what is asked now, and what an answer makes of it. It touches nothing.

Every step returns the event to write down and the session after it; the session before is kept inside, so
that undo goes back over any number of steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from deacards.study.study import Terms
from deacards.study.unit import Unit
from deacards_scheduler.days import Moment, study_moment
from deacards_scheduler.event import Bury, Cram, Review, Suspend, Undo
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import apply, preview
from deacards_scheduler.state import UNSEEN, New, UnitState

Stamp = tuple[str, datetime]
"""The id and the instant of an event to be made."""

Step = Review | Cram | Bury | Suspend
"""The events that a session makes, but for the undoing of one."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many units are still to be asked."""

    new: int
    learning: int
    due: int


@dataclass(frozen=True, slots=True)
class Session:
    """A session: `waiting` are the units to ask, `drill` those that come back after them until known.

    `units` are all units by id, not only those asked; `known` is what the log told of them at the start,
    `changed` what this session made of them. `steps` are the session's events, without those undone.
    """

    terms: Terms
    units: Mapping[str, Unit]
    known: Mapping[str, UnitState]
    waiting: tuple[str, ...]
    drill: tuple[str, ...] = ()
    changed: Mapping[str, UnitState] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    before: "Session | None" = field(default=None, repr=False)

    @property
    def current(self) -> Unit | None:
        """Return the unit to ask now; None when there is nothing left."""
        queue = self.waiting or self.drill
        return self.units[queue[0]] if queue else None

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

    def outcomes(self, unit: str, at: datetime) -> dict[Rating, UnitState]:
        """Return what each rating at the instant `at` would make of a unit."""
        if self.terms.practice:
            return dict.fromkeys(Rating, self.state(unit))
        return preview(self.state(unit), unit, self.moment(at), self.terms.params)

    def day(self, at: datetime) -> int:
        """Return the study day of an instant."""
        return self.moment(at).day

    def moment(self, at: datetime) -> Moment:
        """Return an instant as the scheduler sees it."""
        return study_moment(at, self.terms.rollover_hour)


def answer(
    session: Session, unit: str, rating: Rating, stamp: Stamp, elapsed_ms: int
) -> tuple[Step, Session]:
    """Return the event of an answer to the current unit, and the session after it.

    Below Good the unit comes back when all others have been asked.
    """
    kind = Cram if session.terms.practice else Review
    after = _step(session, kind(*stamp, unit, rating, elapsed_ms))
    return after.steps[-1], replace(after, drill=(*after.drill, unit)) if rating < Rating.GOOD else after


def bury(session: Session, unit: str, stamp: Stamp) -> tuple[Step, Session]:
    """Return the event that hides the current unit until tomorrow, and the session after it."""
    after = _step(session, Bury(*stamp, unit))
    return after.steps[-1], after


def suspend(session: Session, unit: str, stamp: Stamp) -> tuple[Step, Session]:
    """Return the event that hides the current unit until it is unsuspended, and the session after it."""
    after = _step(session, Suspend(*stamp, unit))
    return after.steps[-1], after


def undo(session: Session, stamp: Stamp) -> tuple[Undo, Session] | None:
    """Return the event that undoes the last step, and the session before that; None without a step."""
    if session.before is None:
        return None
    return Undo(*stamp, session.steps[-1].id), session.before


def _step(session: Session, event: Step) -> Session:
    """Return the session after an event of its current unit, which leaves the queue."""
    now = session.moment(event.at)
    state = apply(session.state(event.unit), event.unit, event, now, session.terms.params)
    return replace(
        session,
        waiting=session.waiting[1:],
        drill=session.drill if session.waiting else session.drill[1:],
        changed={**session.changed, event.unit: state},
        steps=(*session.steps, event),
        before=session,
    )
