"""SM-2 in exact integer arithmetic.

Source: P. A. Wozniak, "Application of a computer to improve the results obtained in working with the
SuperMemo method", 1990, chapter 3.2. Floats would drift: grades 3,3,4,5,4,3 end in 174 days, not in 175.
"""

from dataclasses import dataclass
from enum import StrEnum

from deacards_scheduler.rating import Rating
from deacards_scheduler.state import New, Sm2State

FIRST_EASE = 250
LEAST_EASE = 130
FIRST_INTERVALS = (1, 6)
PASSING_GRADE = 3
EASE_CHANGES = (-80, -54, -32, -14, 0, 10)
"""In hundredths for grades 0 to 5: 0.1 - (5 - q)(0.08 + (5 - q) 0.02)."""


class Profile(StrEnum):
    """The two published sources, which contradict each other.

    TEXT is the article: fractions of a day are rounded up and a failure leaves the ease. DELPHI is Wozniak's
    program text: it rounds to the nearest day and every grade changes the ease.
    """

    TEXT = "text"
    DELPHI = "delphi"


@dataclass(frozen=True, slots=True)
class Sm2Params:
    """How SM-2 is to be read."""

    profile: Profile = Profile.TEXT


def answer(memory: New | Sm2State, rating: Rating, day: int, params: Sm2Params) -> Sm2State:
    """Return the memory after `rating` on study day `day`: Again is grade 2, Hard 3, Good 4, Easy 5."""
    return grade(memory, rating + 1, day, params)


def preview(memory: New | Sm2State, day: int, params: Sm2Params) -> dict[Rating, Sm2State]:
    """Return what each of the four ratings would make of `memory`, computed by `answer` itself."""
    return {rating: answer(memory, rating, day, params) for rating in Rating}


def grade(memory: New | Sm2State, quality: int, day: int, params: Sm2Params) -> Sm2State:
    """Return the memory after a grade `quality` of SM-2's own scale, 0 to 5.

    The interval grows by the ease from before this grade, and however late or early the answer is.
    """
    repetitions, ease, interval = _numbers(memory)
    if quality < PASSING_GRADE:
        repetitions, interval = 0, FIRST_INTERVALS[0]
    else:
        interval = next_interval(repetitions, ease, interval, params.profile)
        repetitions += 1
    return Sm2State(repetitions, next_ease(ease, quality, params.profile), interval, day + interval)


def next_interval(repetitions: int, ease: int, interval: int, profile: Profile) -> int:
    """Return the days until the next review after a success, `repetitions` successes having gone before."""
    if repetitions < len(FIRST_INTERVALS):
        return FIRST_INTERVALS[repetitions]
    whole, hundredths = divmod(interval * ease, 100)
    match profile:
        case Profile.TEXT:
            return whole + (hundredths > 0)
        case Profile.DELPHI:  # its Round takes halves to the even neighbour
            return whole + (hundredths > 50 or (hundredths == 50 and whole % 2))


def next_ease(ease: int, quality: int, profile: Profile) -> int:
    """Return the ease after a grade of 0 to 5, in hundredths, at least 130."""
    if quality < PASSING_GRADE and profile is Profile.TEXT:
        return ease
    return max(ease + EASE_CHANGES[quality], LEAST_EASE)


def set_due(memory: New | Sm2State, due_day: int, day: int) -> Sm2State:
    """Return `memory` due on `due_day`, as set on `day`; its next grade counts as if nothing had been set."""
    repetitions, ease, interval = _numbers(memory)
    return Sm2State(repetitions, ease, interval or max(due_day - day, 1), due_day)


def _numbers(memory: New | Sm2State) -> tuple[int, int, int]:
    """Return repetitions, ease and interval, those of the start for a new unit."""
    match memory:
        case New():
            return 0, FIRST_EASE, 0
        case Sm2State(repetitions, ease, interval):
            return repetitions, ease, interval
