"""The figures of one's study: pure functions of what happened and of what is known today."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from deacards.report.history import MATURE_DAYS, Past
from deacards.study.study import Study
from deacards.study.unit import Slotted, Unit
from deacards_scheduler.queue import is_due
from deacards_scheduler.state import UNSEEN, AnkiRelearning, AnkiReview, FsrsState, New, Sm2State, UnitState

FORECAST_DAYS = 30

INTERVAL_BOUNDS = (1, 2, 4, 7, 14, 21, 30, 60, 90, 180, 365)
"""An interval belongs to the last bound that it reaches, in days."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many were recalled."""

    recalled: int
    total: int

    @property
    def percent(self) -> float | None:
        """Return the share in per cent, None of nothing."""
        return 100 * self.recalled / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Retention:
    """True retention over the last `days`: only the first answer of a day to what had waited for days."""

    days: int
    young: Share
    mature: Share

    @property
    def all(self) -> Share:
        """Return both together."""
        return Share(self.young.recalled + self.mature.recalled, self.young.total + self.mature.total)


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one study day."""

    answers: int = 0
    units: int = 0
    new: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Streak:
    """Study days in a row; a day on which nothing was due breaks no row, and does not count."""

    current: int
    longest: int


@dataclass(frozen=True, slots=True)
class Leech:
    """A unit that was forgotten often."""

    unit: Unit
    lapses: int


@dataclass(frozen=True, slots=True)
class Stats:
    """All figures. `today` is the study day they are of; `window_days` how far back they look.

    `days` has each day of the window on which something was done. `forecast` counts what is due on each of
    the coming days, today first, with all that is overdue. `intervals` counts units by the bounds of
    `INTERVAL_BOUNDS`, `strengths` by ease (in tenths) or difficulty (whole), as `strength` tells: the
    algorithm has one of them. `hours` has reviews and how many were recalled, by hour. `cards` counts units
    by stage.
    """

    today: int
    window_days: int
    days: Mapping[int, Day]
    streak: Streak
    retention: tuple[Retention, ...]
    forecast: tuple[int, ...]
    leeches: tuple[Leech, ...]
    intervals: Mapping[int, int]
    strength: str
    strengths: Mapping[float, int]
    hours: tuple[Share, ...]
    cards: Mapping[str, int]


def compute(past: Past, study: Study, units: Collection[Slotted], today: int, window_days: int) -> Stats:
    """Return the figures on the study day `today` of `units`, active ones of the study."""
    window = {day: tally for day, tally in past.items() if today - window_days < day <= today}
    known = [study.states.get(unit.id, UNSEEN) for unit in units]
    spans = sorted({1, 7, 30, window_days} & set(range(1, window_days + 1)))
    strength, strengths = _strengths(known)
    return Stats(
        today=today,
        window_days=window_days,
        days={
            day: Day(tally.answers, tally.units, tally.new, tally.ms / 1000) for day, tally in window.items()
        },
        streak=streak_of(past, today),
        retention=tuple(_retention(window, today, span) for span in spans),
        forecast=_forecast(known, today),
        leeches=_leeches(units, study),
        intervals=_intervals(known),
        strength=strength,
        strengths=strengths,
        hours=_hours(window),
        cards=_stages(known),
    )


def streak_of(past: Past, today: int) -> Streak:
    """Return the rows of study days; today may still come. What was due and left undone ends a row."""
    studied = [day for day in past if day <= today]
    if not studied:
        return Streak(0, 0)
    row = longest = 0
    for day, following in zip(studied, [*studied[1:], today], strict=True):
        row += 1
        longest = max(longest, row)
        earliest, until = past[day].earliest_due, following - 1
        if day < until and earliest is not None and earliest <= until:
            row = 0
    return Streak(row, longest)


def _retention(past: Past, today: int, days: int) -> Retention:
    """Return the true retention of the last `days`, today included."""
    last = [tally for day, tally in past.items() if day > today - days]
    return Retention(days, _share([tally.young for tally in last]), _share([tally.mature for tally in last]))


def _share(counts: Iterable[Sequence[int]]) -> Share:
    """Return the sum of pairs of how many there were and how many were recalled."""
    asked, recalled = map(sum, zip((0, 0), *counts, strict=True))
    return Share(recalled, asked)


def _forecast(known: Iterable[UnitState], today: int) -> tuple[int, ...]:
    """Return how many units are due on each day to come, if each is answered on its day."""
    counts = [0] * FORECAST_DAYS
    for state in known:
        due = state.memory.due_day
        if due is None or state.suspended:
            continue
        if is_due(state, today) or state.is_drilling(today):
            counts[0] += 1
        elif today < due < today + FORECAST_DAYS:
            counts[due - today] += 1
    return tuple(counts)


def _leeches(units: Iterable[Slotted], study: Study) -> tuple[Leech, ...]:
    """Return the units that were forgotten too often, the worst first."""
    by_id = study.by_id
    found = [
        Leech(by_id[unit.id], state.lapses)
        for unit in units
        if (state := study.states.get(unit.id)) and state.is_leech(study.leech_lapses)
    ]
    return tuple(sorted(found, key=lambda leech: -leech.lapses))


def _intervals(known: Iterable[UnitState]) -> dict[int, int]:
    """Return how many units have an interval of each length, by `INTERVAL_BOUNDS`; all bounds are there."""
    counts = dict.fromkeys(INTERVAL_BOUNDS, 0)
    for state in known:
        if (days := state.memory.interval_days) > 0:
            counts[max(bound for bound in INTERVAL_BOUNDS if bound <= max(days, 1))] += 1
    return counts


def _strengths(known: Iterable[UnitState]) -> tuple[str, dict[float, int]]:
    """Return what the algorithm says of how easy units are: `ease`, `difficulty`, or "" for nothing yet."""
    ease, difficulty = Counter[float](), Counter[float]()
    for state in known:
        match state.memory:
            case Sm2State(ease_hundredths=hundredths):
                ease[hundredths // 10 / 10] += 1
            case AnkiReview(ease_thousandths=thousandths):
                ease[thousandths // 100 / 10] += 1
            case AnkiRelearning(review=AnkiReview(ease_thousandths=thousandths)):
                ease[thousandths // 100 / 10] += 1
            case FsrsState(difficulty=value):
                difficulty[float(int(value))] += 1
            case _:
                pass
    name = "ease" if ease else "difficulty" if difficulty else ""
    return name, dict(sorted((ease or difficulty).items()))


def _hours(past: Past) -> tuple[Share, ...]:
    """Return the true retention of each hour of the day."""
    tallies = past.values()
    return tuple(_share([tally.hours.get(hour, (0, 0)) for tally in tallies]) for hour in range(24))


def _stages(known: Iterable[UnitState]) -> dict[str, int]:
    """Return how many units are at each stage; a suspended one counts only as that."""
    counts = dict.fromkeys(("new", "learning", "young", "mature", "suspended"), 0)
    for state in known:
        counts[_stage(state)] += 1
    return counts


def _stage(state: UnitState) -> str:
    if state.suspended:
        return "suspended"
    if isinstance(state.memory, New):
        return "new"
    if state.memory.interval_days == 0:
        return "learning"
    return "mature" if state.memory.interval_days >= MATURE_DAYS else "young"
