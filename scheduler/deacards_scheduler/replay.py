"""Events to states: a fold that gives every machine the same answer from the same set of events.

Events may come in any order, from several files, and more than once.
"""

from collections.abc import Iterable
from dataclasses import replace

from deacards_scheduler import algorithm
from deacards_scheduler.algorithm import Params
from deacards_scheduler.days import study_day
from deacards_scheduler.event import (
    Alias,
    Bury,
    Cram,
    Event,
    Reset,
    Review,
    SetDue,
    Suspend,
    Undo,
    UnitEvent,
    Unknown,
    Unsuspend,
)
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import UNSEEN, UnitState


def replay(events: Iterable[Event], params: Params, rollover_hour: int) -> dict[str, UnitState]:
    """Return the state of every unit that the events name, under today's configuration."""
    history = live_events(events)
    homes = _homes(history)
    states: dict[str, UnitState] = {}
    for event in history:
        match event:
            case Undo() | Alias() | Unknown():
                pass
            case _:
                unit = homes.get(event.unit, event.unit)
                day = study_day(event.at, rollover_hour)
                states[unit] = apply(states.get(unit, UNSEEN), event, day, params)
    return states


def live_events(events: Iterable[Event]) -> list[Event]:
    """Return the events that count, by instant and id: each once, and none that was undone."""
    unique = {event.id: event for event in events}
    history = sorted(unique.values(), key=lambda event: (event.at.timestamp(), event.id))
    undone: set[str] = set()
    for event in reversed(history):  # latest first: an undo that was itself undone undoes nothing
        if isinstance(event, Undo) and event.id not in undone:
            undone.add(event.ref)
    return [event for event in history if event.id not in undone]


def apply(state: UnitState, event: UnitEvent, day: int, params: Params) -> UnitState:  # noqa: PLR0911 - a case a kind
    """Return `state` after an event of its unit on study day `day`, later than all before it."""
    match event:
        case Cram():
            return state
        case Review(rating=rating):
            return graded(state, rating, day, params)
        case Suspend():
            return replace(state, suspended=True)
        case Unsuspend():
            return replace(state, suspended=False)
        case Bury():
            return replace(state, buried_day=day)
        case Reset():
            return UnitState(suspended=state.suspended)
        case SetDue(due_day=due_day):
            return replace(state, memory=algorithm.set_due(state.memory, due_day, day, params))


def graded(state: UnitState, rating: Rating, day: int, params: Params) -> UnitState:
    """Return `state` after a rating: the first of a study day changes the memory, the others are drill.

    A day before the last one (a flight over the date line, a clock set back) is drill too: memory has no way
    back.
    """
    if state.was_graded(day):
        return replace(state, last_rating=rating)
    return UnitState(
        memory=algorithm.answer(state.memory, rating, day, params),
        reps=state.reps + 1,
        lapses=state.lapses + (rating is Rating.AGAIN and state.memory.is_learned),
        first_day=day if state.first_day is None else state.first_day,
        last_day=day,
        last_rating=rating,
        suspended=state.suspended,
        buried_day=state.buried_day,
    )


def preview(state: UnitState, day: int, params: Params) -> dict[Rating, UnitState]:
    """Return what each of the four ratings would make of `state` on `day`, as `replay` will compute it."""
    return {rating: graded(state, rating, day, params) for rating in Rating}


def _homes(history: Iterable[Event]) -> dict[str, str]:
    """Return where each aliased unit is told of: the end of its chain of aliases."""
    steps = {event.unit: event.new for event in history if isinstance(event, Alias)}
    return {unit: _end_of(unit, steps) for unit in steps}


def _end_of(unit: str, steps: dict[str, str]) -> str:
    """Return the last unit on the way from `unit`; on a circle, the first by name, the same for all."""
    seen: dict[str, None] = {}
    while unit in steps and unit not in seen:
        seen[unit] = None
        unit = steps[unit]
    if unit not in seen:
        return unit
    way = list(seen)
    return min(way[way.index(unit) :])
