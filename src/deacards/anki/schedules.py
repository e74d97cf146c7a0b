"""From the review log to what Anki keeps of each unit: its schedule, and a row for every answer."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from deacards.anki.schedule import Answer, AnswerKind, CardState, Schedule
from deacards_scheduler.algorithm import Params
from deacards_scheduler.days import study_moment
from deacards_scheduler.event import Cram, Event, Review, UnitEvent
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.replay import apply, events_by_unit, replay
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
    """Return the schedule of every unit that was answered, by its id; units that are new again are left out.

    No two answers have the same instant: Anki tells them apart
    by it, so that of two in one millisecond the later one moves on by another.
    """
    history = tuple(events)
    states = replay(history, params, rollover_hour)
    retention = params.retention if isinstance(params, FsrsParams) else None
    taken: set[int] = set()
    schedules = {}
    for unit, told in sorted(events_by_unit(history).items()):
        answers = _answers(unit, told, params, rollover_hour, taken)
        if unit in states and answers and (schedule := _schedule(states[unit], answers, retention)):
            schedules[unit] = schedule
    return schedules


def _answers(
    unit: str, events: Sequence[UnitEvent], params: Params, rollover_hour: int, taken: set[int]
) -> tuple[Answer, ...]:
    """Return a row for each answer in `events`, with the intervals before and after it."""
    rows = []
    state = UNSEEN
    for event in events:
        after = apply(state, unit, event, study_moment(event.at, rollover_hour), params)
        if isinstance(event, Review | Cram):
            at = round(event.at.timestamp() * 1000)
            at_ms = next(ms for ms in count(at) if ms not in taken)
            taken.add(at_ms)
            rows.append(
                Answer(
                    at_ms,
                    event.rating.value,
                    after.memory.interval_days,
                    state.memory.interval_days,
                    0 if isinstance(event, Cram) else _factor(after.memory),
                    min(event.elapsed_ms, _LONGEST_ANSWER_MS),
                    _kind(event, state.memory),
                )
            )
        state = after
    return tuple(rows)


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


def _schedule(state: UnitState, answers: tuple[Answer, ...], retention: float | None) -> Schedule | None:
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
        reps=len(answers),
        lapses=memory.lapses,
        steps_left=left,
        is_suspended=state.suspended,
        data=_data(memory, answers[-1], retention),
        answers=answers,
    )


def _data(memory: Memory, last: Answer, retention: float | None) -> str:
    """Return what Anki keeps as JSON: the last answer's second, and the memory of FSRS."""
    known: dict[str, float] = {}
    if isinstance(memory, FsrsState):
        known = {"s": round(memory.stability, _DAYS_OF_FSRS), "d": round(memory.difficulty, 3)}
        if retention is not None:
            known["dr"] = retention
    return json.dumps({**known, "lrt": last.at_ms // 1000}, separators=(",", ":"))
