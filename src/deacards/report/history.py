"""What happened, answer by answer, with what was known of a unit before each."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from deacards_scheduler.algorithm import Params
from deacards_scheduler.days import study_moment
from deacards_scheduler.event import Cram, Event, Review, UnitEvent
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import apply, events_by_unit
from deacards_scheduler.state import UNSEEN, New, UnitState

MATURE_DAYS = 21
"""A unit with at least this interval is mature; as in Anki."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer on its study day, at an `hour` of the local day; practice too, which changed no schedule.

    `before` is what was known of the unit then; `is_practice` tells a cram.
    """

    unit: str
    day: int
    hour: int
    rating: Rating
    seconds: float
    before: UnitState
    is_practice: bool = False

    @property
    def is_new(self) -> bool:
        """Return whether the unit was never answered before."""
        return isinstance(self.before.memory, New) and not self.is_practice

    @property
    def is_review(self) -> bool:
        """Return whether this tested what had been learned: a first answer of a day, after an interval."""
        waited = self.before.memory.interval_days > 0 and not self.before.was_graded(self.day)
        return waited and not self.before.is_drilling(self.day) and not self.is_practice

    @property
    def is_mature(self) -> bool:
        """Return whether the unit's interval had been three weeks or more."""
        return self.before.memory.interval_days >= MATURE_DAYS

    @property
    def is_recalled(self) -> bool:
        """Return whether the answer was known."""
        return self.rating > Rating.AGAIN


@dataclass(frozen=True, slots=True)
class Change:
    """What a study day made of a unit: when it was due after that day, None for never or while suspended."""

    day: int
    unit: str
    due_day: int | None


@dataclass(frozen=True, slots=True)
class Past:
    """All answers by day, and every change of when a unit is due, by day."""

    answers: tuple[Answer, ...]
    changes: tuple[Change, ...]

    def of(self, units: Container[str]) -> "Past":
        """Return the past of some units."""
        return Past(
            tuple(answer for answer in self.answers if answer.unit in units),
            tuple(change for change in self.changes if change.unit in units),
        )


def read_past(events: Iterable[Event], params: Params, rollover_hour: int) -> Past:
    """Return the past that events tell, under today's configuration."""
    answers: list[Answer] = []
    changes: list[Change] = []
    for unit, told in events_by_unit(events).items():
        for answer, change in _told(unit, told, params, rollover_hour):
            answers += [answer] if answer else []
            changes.append(change)
    return Past(
        tuple(sorted(answers, key=lambda answer: answer.day)),
        tuple(sorted(changes, key=lambda change: change.day)),
    )


def _told(
    unit: str, events: Iterable[UnitEvent], params: Params, rollover_hour: int
) -> Iterator[tuple[Answer | None, Change]]:
    """Yield what each event of a unit was, in their order."""
    state = UNSEEN
    for event in events:
        when = study_moment(event.at, rollover_hour)
        answer = None
        if isinstance(event, (Review, Cram)):
            is_cram = isinstance(event, Cram)
            seconds = event.elapsed_ms / 1000
            answer = Answer(unit, when.day, event.at.hour, event.rating, seconds, state, is_cram)
        state = apply(state, unit, event, when, params)
        yield answer, Change(when.day, unit, None if state.suspended else state.memory.due_day)
