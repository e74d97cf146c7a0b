"""From the review log to what Anki keeps of each unit: its schedule, and a row for every answer."""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count

from deacards.anki.schedule import Answer, AnswerKind, CardState, Schedule
from deacards_scheduler.algorithm import Params
from deacards_scheduler.days import study_moment
from deacards_scheduler.event import Cram, Event, Review, UnitEvent
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.fuzz import Fuzz, balanced
from deacards_scheduler.replay import apply, events_by_unit
from deacards_scheduler.state import (
    UNSEEN,
    AnkiLearning,
    AnkiRelearning,
    AnkiReview,
    FsrsState,
    Memory,
    New,
    Sm2State,
    UnitState,
)

# What Anki gives a card that has no ease: FSRS does without one.
_USUAL_FACTOR = 2500
_LONGEST_ANSWER_MS = 60_000  # Anki's own limit
_DAYS_OF_FSRS = 4  # digits after the point that Anki keeps


def schedules_of(events: Iterable[Event], params: Params, rollover_hour: int) -> Mapping[str, Schedule]:
    """Return the schedule of every unit that was answered, by its id, but for those that are new again."""
    telling = Telling(params, rollover_hour)
    states = telling.fold({}, events)
    return telling.schedules(balanced(states) if params.fuzz is Fuzz.BALANCE else states)


class Telling:
    """The log as it is told to Anki, in one go or in several.

    No two answers have the same instant: Anki tells them apart by it, so that of two in one millisecond the
    later one moves on by another.
    """

    def __init__(self, params: Params, rollover_hour: int) -> None:
        self._params = params
        self._rollover_hour = rollover_hour
        self._rows: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self._latest_ms = 0

    def fold(self, before: Mapping[str, UnitState], events: Iterable[Event]) -> Mapping[str, UnitState]:
        """Take down later events; return the states after them."""
        taken: set[int] = set()
        after = {
            unit: self._tell(unit, before.get(unit, UNSEEN), told, taken)
            for unit, told in sorted(events_by_unit(events).items())
        }
        self._latest_ms = max(taken, default=self._latest_ms)
        return {**before, **after}

    def schedules(self, states: Mapping[str, UnitState]) -> Mapping[str, Schedule]:
        """Return the schedule of every unit that was answered, and that is in one of `states` now."""
        retention = self._params.retention if isinstance(self._params, FsrsParams) else None
        schedules = ((unit, _schedule(states[unit], rows, retention)) for unit, rows in self._rows.items())
        return {unit: schedule for unit, schedule in schedules if schedule}

    def _tell(self, unit: str, state: UnitState, events: Iterable[UnitEvent], taken: set[int]) -> UnitState:
        """Take down a row for each answer in `events`; return the state of the unit after them."""
        for event in events:
            after = apply(state, unit, event, study_moment(event.at, self._rollover_hour), self._params)
            if isinstance(event, (Review, Cram)):
                first = max(round(event.at.timestamp() * 1000), self._latest_ms + 1)
                at_ms = next(ms for ms in count(first) if ms not in taken)
                taken.add(at_ms)
                self._rows[unit].extend(_row(at_ms, event, state, after))
            state = after
        return state


def _row(at_ms: int, event: Review | Cram, before: UnitState, after: UnitState) -> Answer:
    """Return the row of an answer, with the intervals before and after it."""
    return Answer(
        at_ms,
        event.rating.value,
        after.memory.interval_days,
        before.memory.interval_days,
        0 if isinstance(event, Cram) else _factor(after.memory),
        min(event.elapsed_ms, _LONGEST_ANSWER_MS),
        _kind(event, before.memory),
    )


def _kind(event: Review | Cram, before: Memory) -> AnswerKind:
    if isinstance(event, Cram):
        return AnswerKind.CRAM
    match before:
        case New() | AnkiLearning():
            return AnswerKind.LEARN
        case AnkiRelearning():
            return AnswerKind.RELEARN
        case _:
            return AnswerKind.REVIEW


def _factor(memory: Memory) -> int:
    """Return the ease in thousandths; of FSRS, whose log has its difficulty there, the usual one."""
    match memory:
        case Sm2State(ease_hundredths=ease):
            return ease * 10
        case AnkiReview(ease_thousandths=ease) | AnkiRelearning(review=AnkiReview(ease_thousandths=ease)):
            return ease
        case FsrsState():
            return _USUAL_FACTOR
        case New() | AnkiLearning():
            return 0


def _schedule(state: UnitState, rows: "array[int]", retention: float | None) -> Schedule | None:
    """Return a unit's schedule, None where it is new."""
    memory = state.memory
    if isinstance(memory, New):
        return None
    match memory:
        case AnkiLearning(steps_left=left):
            kind = CardState.LEARNING
        case AnkiRelearning(steps_left=left):
            kind = CardState.RELEARNING
        case _:
            kind, left = CardState.REVIEW, 0
    return Schedule(
        state=kind,
        due_day=memory.due_day,
        interval_days=memory.interval_days,
        factor=_factor(memory),
        reps=len(rows) // len(Answer._fields),
        lapses=memory.lapses,
        steps_left=left,
        is_suspended=state.suspended,
        data=_data(memory, rows[-len(Answer._fields)], retention),
        rows=rows,
    )


def _data(memory: Memory, last_ms: int, retention: float | None) -> str:
    """Return what Anki keeps as JSON: the last answer's second, and the memory of FSRS."""
    known: dict[str, float] = {}
    if isinstance(memory, FsrsState):
        known = {"s": round(memory.stability, _DAYS_OF_FSRS), "d": round(memory.difficulty, 3)}
        if retention is not None:
            known["dr"] = retention
    return json.dumps({**known, "lrt": last_ms // 1000}, separators=(",", ":"))
