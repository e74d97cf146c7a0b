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

LEARN_AHEAD_SECONDS = 20 * 60  # as in Anki

Step = Review | Cram | Bury | Suspend
"""The events that a session makes, but for the undoing of one."""


_DAWN = Moment(0)


@dataclass(frozen=True, slots=True)
class Left:
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
    """

    terms: Terms
    units: Mapping[str, Unit]
    known: Mapping[str, UnitState]
    waiting: tuple[str, ...]
    drill: tuple[str, ...] = ()
    now: Moment = _DAWN
    changed: Mapping[str, UnitState] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
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

    A unit that is not known yet comes back today; what that means is the algorithm's.
    """
    kind = Cram if session.terms.practice else Review
    after = _step(session, kind(*stamp, unit, rating, elapsed_ms))
    practice = session.terms.practice
    again = rating < Rating.GOOD if practice else after.state(unit).is_drilling(after.now.day)
    return after.steps[-1], replace(after, drill=(*after.drill, unit)) if again else after


def bury(session: Session, unit: str, stamp: Stamp) -> tuple[Step, Session]:
    """Return the event that hides the current unit until tomorrow, and the session after it."""
    after = _step(session, Bury(*stamp, unit))
    return after.steps[-1], after


def suspend(session: Session, unit: str, stamp: Stamp) -> tuple[Step, Session]:
    """Return the event that hides the current unit until it is unsuspended, and the session after it."""
    after = _step(session, Suspend(*stamp, unit))
    return after.steps[-1], after


def replace_units(session: Session, units: Mapping[str, Unit]) -> Session:
    """Return the session, and all those before it, with other units: after a deck was edited.

    What is not among them is not asked any more.
    """
    chain = [session]
    while (before := chain[-1].before) is not None:
        chain.append(before)
    changed = None
    for each in reversed(chain):
        waiting = tuple(unit for unit in each.waiting if unit in units)
        drill = tuple(unit for unit in each.drill if unit in units)
        changed = replace(each, units=units, waiting=waiting, drill=drill, before=changed)
    return changed or session


def undo(session: Session, stamp: Stamp) -> tuple[Undo, Session] | None:
    """Return the event that undoes the last step, and the session before that; None without a step."""
    if session.before is None:
        return None
    return Undo(*stamp, session.steps[-1].id), session.before


def _step(session: Session, event: Step) -> Session:
    """Return the session after an event of one of its units, which leaves the queue."""
    now = session.moment(event.at)
    state = apply(session.state(event.unit), event.unit, event, now, session.terms.params)
    return replace(
        session,
        waiting=_without(session.waiting, event.unit),
        drill=_without(session.drill, event.unit),
        now=now,
        changed={**session.changed, event.unit: state},
        steps=(*session.steps, event),
        before=session,
    )


def _without(queue: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Return `queue` without `unit`; that is nearly always its first."""
    return queue[1:] if queue[:1] == (unit,) else tuple(each for each in queue if each != unit)
