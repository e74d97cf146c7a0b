"""What happened, day by day, with what was known of a unit before each answer."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from types import MappingProxyType

from deacards.study.snapshot import Changed, due_days
from deacards_scheduler.algorithm import Params
from deacards_scheduler.days import study_moment
from deacards_scheduler.event import Cram, Event, Review, UnitEvent
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import apply, events_by_unit
from deacards_scheduler.state import UNSEEN, New, UnitState

MATURE_DAYS = 21
"""A unit with at least this interval is mature; as in Anki."""

LONGEST_ANSWER_MS = 60_000
"""Who takes longer has left the table: as in Anki, no more than this counts as time of study."""


@dataclass(slots=True)
class Tally:
    """What was done on one study day.

    `units` counts those that were answered, which are `seen`; `ms` is the time of study. `young` and `mature`
    are how many reviews there were and how many were recalled, of units with an interval below and from
    `MATURE_DAYS` on; `hours` the same by hour of the local day. A review tests what had been learned: it is
    the first answer of a day, after an interval. `earliest_due` is the first day that any unit was due on,
    after all answers of this day; None for never.
    """

    answers: int = 0
    units: int = 0
    new: int = 0
    ms: int = 0
    young: list[int] = field(default_factory=lambda: [0, 0])
    mature: list[int] = field(default_factory=lambda: [0, 0])
    hours: dict[int, list[int]] = field(default_factory=dict)
    earliest_due: int | None = None
    seen: set[str] = field(default_factory=set)

    def add(self, unit: str, event: Review | Cram, before: UnitState, day: int) -> None:
        """Count an answer of this `day`; `before` is what was known of its unit."""
        self.answers += 1
        self.units += unit not in self.seen
        self.seen.add(unit)
        self.ms += min(event.elapsed_ms, LONGEST_ANSWER_MS)
        if isinstance(event, Cram):
            return
        self.new += isinstance(before.memory, New)
        if is_review(before, day):
            is_recalled = event.rating > Rating.AGAIN
            is_mature = before.memory.interval_days >= MATURE_DAYS
            of_hour = self.hours.setdefault(event.at.hour, [0, 0])
            for counts in (of_hour, self.mature if is_mature else self.young):
                counts[0] += 1
                counts[1] += is_recalled


Past = Mapping[int, Tally]
"""The days on which something was answered, in their order."""

Change = tuple[int, str, int | None]
"""On which day a unit came to be due on which day; None for never or while suspended."""


def is_review(before: UnitState, day: int) -> bool:
    """Return whether an answer on `day`, to a unit in a state `before`, tests what had been learned."""
    waited = before.memory.interval_days > 0 and not before.was_graded(day)
    return waited and not before.is_drilling(day)


def read_past(
    events: Iterable[Event], params: Params, rollover_hour: int, units: Container[str] | None = None
) -> Past:
    """Return the past that events tell, of some units or of all, under today's configuration."""
    telling = Telling(params, rollover_hour, units=units)
    telling.fold({}, events)
    return telling.past


class Telling:
    """The past as it is told, in one go or in several: `past` is what has been told so far.

    What was told before goes on if it is given, with the last day on which anything had happened.
    """

    def __init__(
        self,
        params: Params,
        rollover_hour: int,
        *,
        past: Past = MappingProxyType({}),
        last_day: int = 0,
        units: Container[str] | None = None,
    ) -> None:
        self._params = params
        self._rollover_hour = rollover_hour
        self._units = units
        self._days = dict(past)
        self.last_day = last_day

    @property
    def past(self) -> Past:
        """Return all days so far."""
        return dict(sorted(self._days.items()))

    def fold(
        self, before: Mapping[str, UnitState], events: Iterable[Event]
    ) -> Mapping[str, UnitState] | None:
        """Count later events; return the states after them, None if they go on with a day that was over."""
        told = events_by_unit(events)
        after = {}
        changes: list[Change] = []
        for unit, each in told.items():
            if self._units is None or unit in self._units:
                after[unit] = self._tell(unit, before.get(unit, UNSEEN), each, changes)
        if not changes:
            return before
        changes.sort(key=_day_of)
        if changes[0][0] < self.last_day:
            return None
        self._find_earliest(due_days(before), changes)
        self.last_day = changes[-1][0]
        return {**before, **after} if isinstance(before, dict) else Changed(before, after)

    def _tell(
        self, unit: str, state: UnitState, events: Iterable[UnitEvent], changes: list[Change]
    ) -> UnitState:
        """Count the answers of a unit, and note when it comes to be due; return its state after that."""
        for event in events:
            when = study_moment(event.at, self._rollover_hour)
            if isinstance(event, (Review, Cram)):
                if when.day not in self._days:
                    self._days[when.day] = Tally()
                self._days[when.day].add(unit, event, state, when.day)
            state = apply(state, unit, event, when, self._params)
            changes.append((when.day, unit, None if state.suspended else state.memory.due_day))
        return state

    def _find_earliest(self, due: dict[str, int | None], changes: Sequence[Change]) -> None:
        """Note for each day that is told of now when the first unit is due after it."""
        coming = [(day, unit) for unit, day in due.items() if day is not None]
        heapify(coming)
        left = iter(changes)
        change = next(left, None)
        for day in sorted(day for day in self._days if day >= changes[0][0]):
            while change is not None and change[0] <= day:
                _, unit, due_day = change
                due[unit] = due_day
                if due_day is not None:
                    heappush(coming, (due_day, unit))
                change = next(left, None)
            while coming and due[coming[0][1]] != coming[0][0]:  # it has moved since
                heappop(coming)
            self._days[day].earliest_due = coming[0][0] if coming else None


def _day_of(change: Change) -> int:
    return change[0]
