"""A backlog spread over the coming days, as due days set by hand: what is remembered stays as it is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from deacards_scheduler.event import Event, SetDue
from deacards_scheduler.queue import is_due, overdueness
from deacards_scheduler.replay import live_events
from deacards_scheduler.state import UnitState


def spread_backlog(states: Mapping[str, UnitState], day: int, days: int) -> dict[str, int]:
    """Return the due day, `day` or later, of each unit that is due on `day`, the most overdue ones first.

    Together with what falls due in the `days` days anyway, each of them gets as much as any other, as far as
    that can be. Hidden units keep what they have.
    """
    open_ = {unit: state for unit, state in states.items() if not state.is_hidden(day)}
    waiting = sorted(
        (unit for unit, state in open_.items() if is_due(state, day)),
        key=lambda unit: (-overdueness(open_[unit], day), unit),
    )
    load = due_counts(open_.values(), day)
    rooms = _rooms([load[day + n] for n in range(days)], len(waiting))
    turns = [day + n for n, room in enumerate(rooms) for _ in range(room)]
    return dict(zip(waiting, turns, strict=True))


def due_counts(states: Iterable[UnitState], day: int) -> Counter[int]:
    """Return how many units fall due on each day after `day`."""
    dues = (state.memory.due_day for state in states)
    return Counter(due for due in dues if due is not None and due > day)


def last_batch(events: Iterable[Event]) -> tuple[SetDue, ...]:
    """Return the due days that were set by hand last, in one go and not undone: all of one instant."""
    moved = [event for event in live_events(events) if isinstance(event, SetDue)]
    return tuple(event for event in moved if event.at == moved[-1].at)


def _rooms(loads: Sequence[int], count: int) -> list[int]:
    """Return how many of `count` units each day takes, so that the fullest day is as empty as can be.

    `loads` is what the days hold already. Days are filled up to one level; what remains over goes to the
    first days.
    """
    level = min(loads)
    while sum(max(level + 1 - load, 0) for load in loads) <= count:
        level += 1
    rooms = [max(level - load, 0) for load in loads]
    over = count - sum(rooms)
    for n, load in enumerate(loads):
        if over and load <= level:
            rooms[n] += 1
            over -= 1
    return rooms
