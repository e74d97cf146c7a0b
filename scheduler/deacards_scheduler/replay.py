"""Events to states: a fold that gives every machine the same answer from the same set of events.

Events may come in any order, from several files, and more than once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import cast

from deacards_scheduler import algorithm
from deacards_scheduler.algorithm import Answer, Params
from deacards_scheduler.days import Moment, study_moment
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
from deacards_scheduler.fuzz import Fuzz, balanced, spread
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import UNSEEN, UnitState

_when = itemgetter(1)


def replay(
    events: Iterable[Event],
    params: Params,
    rollover_hour: int,
    before: Mapping[str, UnitState] = MappingProxyType({}),
) -> dict[str, UnitState]:
    """Return the state of every unit that the events name, under today's configuration.

    `before` are states that earlier events led to, none of which is undone or renamed by these.
    """
    states = dict(before)
    for unit, told in events_by_unit(events).items():
        states[unit] = fold(states.get(unit, UNSEEN), unit, told, params, rollover_hour)
    return balanced(states) if params.fuzz is Fuzz.BALANCE else states


def events_by_unit(events: Iterable[Event]) -> dict[str, list[UnitEvent]]:
    """Return the events that count for each unit, in their order, under the name that it has today."""
    history = live_events(events)
    homes = _homes(history)
    by_unit: defaultdict[str, list[UnitEvent]] = defaultdict(list)
    for event in history:
        if not isinstance(event, (Undo, Alias, Unknown)):  # a union would take twice the time
            by_unit[homes.get(event.unit, event.unit) if homes else event.unit].append(event)
    return dict(by_unit)


def live_events(events: Iterable[Event]) -> list[Event]:
    """Return the events that count, by instant and id: each once, and none that was undone."""
    unique = {event.id: event for event in events}
    history = sorted(unique.values(), key=lambda event: (event.at.timestamp(), event.id))
    undone: set[str] = set()
    for event in reversed(history):  # latest first: an undo that was itself undone undoes nothing
        if isinstance(event, Undo) and event.id not in undone:
            undone.add(event.ref)
    return [event for event in history if event.id not in undone] if undone else history


def fold(
    state: UnitState, unit: str, events: Iterable[UnitEvent], params: Params, rollover_hour: int
) -> UnitState:
    """Return `state` after events of its unit in their order, later than all before them.

    `unit` is where they are told of, whatever unit they name.
    """
    for kind, run in groupby(events, type):
        if kind is Review:
            answers = [
                (e.rating, study_moment(e.at, rollover_hour), e.id) for e in cast("Iterable[Review]", run)
            ]
            state = _studied(state, unit, answers, params)
        else:
            for event in run:
                state = apply(state, unit, event, study_moment(event.at, rollover_hour), params)
    return state


def apply(  # noqa: PLR0911 - a case a kind
    state: UnitState, unit: str, event: UnitEvent, when: Moment, params: Params
) -> UnitState:
    """Return `state` after an event of `unit` at `when`, later than all before it."""
    match event:
        case Cram():
            return state
        case Review(id=id_, rating=rating):
            return _studied(state, unit, [(rating, when, id_)], params)
        case Suspend():
            return replace(state, suspended=True)
        case Unsuspend():
            return replace(state, suspended=False)
        case Bury():
            return replace(state, buried_day=when.day)
        case Reset():
            return UnitState(suspended=state.suspended)
        case SetDue(due_day=due_day):
            return replace(state, memory=algorithm.set_due(state.memory, due_day, when.day, params))


def preview(state: UnitState, unit: str, when: Moment, params: Params) -> dict[Rating, UnitState]:
    """Return what each of the four ratings would make of `state` at `when`, as `replay` will compute it.

    The event's id, which is not known yet, decides the fuzz only of the answer after it.
    """
    return {rating: _studied(state, unit, [(rating, when, state.last_id)], params) for rating in Rating}


def _studied(state: UnitState, unit: str, answers: Sequence[Answer], params: Params) -> UnitState:
    """Return `state` after answers in their order.

    Where only the first of a study day counts the others are drill. A day before the last one (a flight over
    the date line, a clock set back) is taken for the last one: memory has no way back.
    """
    counted = _first_of_days(state, answers) if algorithm.counts_once_a_day(params) else answers
    last_rating = answers[-1][0]
    if not counted:
        return replace(state, last_rating=last_rating)
    last_day = max(counted, key=_when)[1].day
    memory = algorithm.fold(state.memory, counted, params)
    if params.fuzz is not Fuzz.OFF:
        before = counted[-2][2] if len(counted) > 1 else state.last_id
        memory = spread(memory, max(last_day, state.last_day or 0), f"{unit} {before}")
    return UnitState(
        memory=memory,
        reps=state.reps + len(counted),
        first_day=counted[0][1].day if state.first_day is None else state.first_day,
        last_day=last_day if state.last_day is None else max(state.last_day, last_day),
        last_rating=last_rating,
        suspended=state.suspended,
        buried_day=state.buried_day,
        last_id=counted[-1][2],
    )


def _first_of_days(state: UnitState, answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that are the first of their study day, and later than the last day of `state`."""
    last = state.last_day or 0
    first = []
    for answer in answers:
        if answer[1].day > last:
            first.append(answer)
            last = answer[1].day
    return first


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
