"""What an answer, and any other step, makes of a session. It touches nothing.

Every step returns the event to write down and the session after it; the session before is kept inside, so
that undo goes back over any number of steps.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from deacards.review.session import Session
from deacards.study.unit import Unit
from deacards_scheduler.event import Bury, Cram, Review, Suspend, Undo
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import apply, preview
from deacards_scheduler.state import UnitState

Stamp = tuple[str, datetime]
"""The id and the instant of an event to be made."""

Step = Review | Cram | Bury | Suspend
"""The events that a session makes, but for the undoing of one."""


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


def outcomes(session: Session, unit: str, at: datetime) -> dict[Rating, UnitState]:
    """Return what each rating at the instant `at` would make of a unit."""
    state = session.state(unit)
    if session.terms.practice:
        return dict.fromkeys(Rating, state)
    return preview(state, unit, session.moment(at), session.terms.params)


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
