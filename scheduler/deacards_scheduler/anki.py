"""Anki's variant of SM-2 (its version 3 scheduler): learning steps, lapses, early and late reviews.

Written from its documented behaviour, in exact integers: ease in thousandths, multipliers in percent. Where
that ends in half a day it is rounded up; Anki's own single precision now and then falls to the other side.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from deacards_scheduler.days import DAY_SECONDS, Moment
from deacards_scheduler.fuzz import Fuzz, fuzz_range
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import AnkiLearning, AnkiRelearning, AnkiReview, AnkiState, New

LEAST_EASE = 1300
EASE_CHANGES = {Rating.AGAIN: -200, Rating.HARD: -150, Rating.GOOD: 0, Rating.EASY: 150}


@dataclass(frozen=True, slots=True)
class AnkiParams:
    """Anki's deck options, under the defaults that Anki has. Steps are in seconds and may be none."""

    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    graduating_days: int = 1
    easy_days: int = 4
    starting_ease: int = 2500
    hard_percent: int = 120
    easy_percent: int = 130
    interval_percent: int = 100
    lapse_percent: int = 0
    least_lapse_days: int = 1
    most_days: int = 36500
    fuzz: Fuzz = Fuzz.OFF


def answer(memory: New | AnkiState, rating: Rating, when: Moment, params: AnkiParams) -> AnkiState:
    """Return the memory after `rating` at `when`."""
    match memory:
        case New():
            return _learned(len(params.learning_steps), rating, when, params)
        case AnkiLearning(steps_left=left):
            return _learned(left, rating, when, params)
        case AnkiRelearning():
            return _relearned(memory, rating, when, params)
        case AnkiReview() if rating is Rating.AGAIN:
            return _lapsed(memory, when, params)
        case AnkiReview():
            elapsed = max(when.day - memory.last_day, 0)
            days = passing_intervals(memory.interval_days, memory.ease_thousandths, elapsed, params)[rating]
            ease = max(memory.ease_thousandths + EASE_CHANGES[rating], LEAST_EASE)
            return _due_after(days, replace(memory, ease_thousandths=ease), when)


def preview(memory: New | AnkiState, when: Moment, params: AnkiParams) -> dict[Rating, AnkiState]:
    """Return what each of the four ratings would make of `memory`, computed by `answer` itself."""
    return {rating: answer(memory, rating, when, params) for rating in Rating}


def fold(
    memory: New | AnkiState, answers: Iterable[tuple[Rating, Moment]], params: AnkiParams
) -> New | AnkiState:
    """Return the memory after answers in their order."""
    for rating, when in answers:
        memory = answer(memory, rating, when, params)
    return memory


def set_due(memory: New | AnkiState, due_day: int, day: int, params: AnkiParams) -> AnkiReview:
    """Return `memory` due on `due_day`, as set on `day`: steps end, and what was new counts as learned."""
    match memory:
        case New() | AnkiLearning():
            return AnkiReview(params.starting_ease, max(due_day - day, 1), day, due_day)
        case AnkiRelearning(review=review) | (AnkiReview() as review):
            return replace(review, due_day=due_day)


def passing_intervals(interval: int, ease: int, elapsed: int, params: AnkiParams) -> dict[Rating, int]:
    """Return the days that Hard, Good and Easy lead to, `elapsed` days after an answer that gave `interval`.

    Within the fuzz of the interval, if there is fuzz, an answer is neither early nor late.
    """
    current = max(interval, 1)
    earliest, latest = (current, current) if params.fuzz is Fuzz.OFF else fuzz_range(current)
    if elapsed < min(earliest, interval):
        return _early(current, ease, elapsed, params)
    return _on_time(interval, ease, max(elapsed - max(latest, interval), 0), params)


def _on_time(interval: int, ease: int, late: int, params: AnkiParams) -> dict[Rating, int]:
    """Return the intervals of an answer `late` days after its day: Hard earns nothing by it, Good half."""
    current, modifier = max(interval, 1), params.interval_percent
    least_hard = interval + 1 if params.hard_percent > 100 else 0
    hard = _days(current * params.hard_percent * modifier, 10_000, least_hard, params)
    least_good = hard + 1 if params.hard_percent > 100 else interval + 1
    good = _days((2 * current + late) * ease * modifier, 200_000, least_good, params)
    easy = _days((current + late) * ease * params.easy_percent * modifier, 10_000_000, good + 1, params)
    return {Rating.HARD: hard, Rating.GOOD: good, Rating.EASY: easy}


def _early(current: int, ease: int, elapsed: int, params: AnkiParams) -> dict[Rating, int]:
    """Return the intervals of an answer before its day, by what has `elapsed`; Easy earns half its bonus."""
    modifier, hard = params.interval_percent, params.hard_percent
    grown = max(elapsed * ease, current * 1000)
    bonus = 100 + params.easy_percent  # twice the half of it
    return {
        Rating.HARD: _days(max(2 * elapsed, current) * hard * modifier, 20_000, 0, params),
        Rating.GOOD: _days(grown * modifier, 100_000, 0, params),
        Rating.EASY: _days(grown * bonus * modifier, 20_000_000, 0, params),
    }


def _learned(left: int, rating: Rating, when: Moment, params: AnkiParams) -> AnkiLearning | AnkiReview:
    """Return what a learning step, or a new unit, becomes."""
    if step := _next_step(rating, left, params.learning_steps):
        return AnkiLearning(step[0], *_step_due(step[1], when))
    days = params.easy_days if rating is Rating.EASY else params.graduating_days
    return _due_after(_days(days, 1, 0, params), AnkiReview(params.starting_ease, 0, 0, 0), when)


def _lapsed(memory: AnkiReview, when: Moment, params: AnkiParams) -> AnkiRelearning | AnkiReview:
    """Return what a forgotten unit becomes."""
    ease = max(memory.ease_thousandths + EASE_CHANGES[Rating.AGAIN], LEAST_EASE)
    fallen = replace(memory, ease_thousandths=ease, lapses=memory.lapses + 1)
    review = _due_after(_fallen_days(memory, params), fallen, when)
    if step := _next_step(Rating.AGAIN, 0, params.relearning_steps):
        return AnkiRelearning(step[0], *_step_due(step[1], when), review)
    return review


def _relearned(
    memory: AnkiRelearning, rating: Rating, when: Moment, params: AnkiParams
) -> AnkiRelearning | AnkiReview:
    """Return what a relearning step becomes: neither the ease nor the lapses change."""
    review = memory.review
    if rating is Rating.AGAIN:
        review = replace(review, interval_days=_fallen_days(review, params))
    if step := _next_step(rating, memory.steps_left, params.relearning_steps):
        return AnkiRelearning(step[0], *_step_due(step[1], when), review)
    # Easy's day more may pass the most days by one, as it does in Anki.
    return _due_after(review.interval_days + (rating is Rating.EASY), review, when)


def _fallen_days(memory: AnkiReview, params: AnkiParams) -> int:
    """Return the interval that a failure leaves."""
    return _days(max(memory.interval_days, 1) * params.lapse_percent, 100, params.least_lapse_days, params)


def _next_step(rating: Rating, left: int, steps: tuple[int, ...]) -> tuple[int, int] | None:
    """Return how many steps are left after `rating`, and the next one's seconds; None when they are over."""
    if not steps:
        return None
    at = len(steps) - min(left, len(steps))
    match rating:
        case Rating.AGAIN:
            return len(steps), steps[0]
        case Rating.HARD:
            return len(steps) - at, _whole_days(_hard_seconds(at, steps))
        case Rating.GOOD if at + 1 < len(steps):
            return len(steps) - at - 1, steps[at + 1]
        case _:
            return None


def _hard_seconds(at: int, steps: tuple[int, ...]) -> int:
    """Return the seconds of Hard at step `at`: that step again, the first one stretched."""
    if at:
        return steps[at]
    if len(steps) > 1:
        return (steps[0] + steps[1]) // 2
    return min(steps[0] * 3 // 2, steps[0] + DAY_SECONDS)


def _whole_days(seconds: int) -> int:
    """Return `seconds`, rounded to whole days if they are more than one."""
    return (
        seconds if seconds <= DAY_SECONDS else (2 * seconds + DAY_SECONDS) // (2 * DAY_SECONDS) * DAY_SECONDS
    )


def _step_due(seconds: int, when: Moment) -> tuple[int, int | None]:
    """Return the day and second that a step ends at; only the day when it is not that of `when`."""
    end = when.later(seconds)
    return end.day, end.second if end.day == when.day else None


def _due_after(days: int, memory: AnkiReview, when: Moment) -> AnkiReview:
    """Return `memory` with a new interval that begins at `when`."""
    day = max(when.day, memory.last_day)
    return replace(memory, interval_days=days, last_day=day, due_day=day + days)


def _days(numerator: int, denominator: int, least: int, params: AnkiParams) -> int:
    """Return a fraction of days in whole ones, halves up, between `least` (at least 1) and the most."""
    return min(max((2 * numerator + denominator) // (2 * denominator), least, 1), params.most_days)
