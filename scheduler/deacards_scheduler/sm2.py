"""SM-2 in exact integer arithmetic.

Source: P. A. Wozniak, "Application of a computer to improve the results obtained in working with the
SuperMemo method", 1990, chapter 3.2. Floats would drift: grades 3,3,4,5,4,3 end in 174 days, not in 175.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from deacards_scheduler.days import Moment
from deacards_scheduler.fuzz import Fuzz
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import New, Sm2State

FIRST_EASE = 250
LEAST_EASE = 130
FIRST_INTERVALS = (1, 6)
PASSING_GRADE = 3
MOST_DAYS = 1_000_000
"""The longest interval, some 2,700 years: the article knows none, but calendars end."""
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
    fuzz: Fuzz = Fuzz.OFF


def answer(memory: New | Sm2State, rating: Rating, when: Moment, params: Sm2Params) -> Sm2State:
    """Return the memory after `rating` at `when`: Again is grade 2, Hard 3, Good 4, Easy 5."""
    return grade(memory, rating + 1, when.day, params)


def preview(memory: New | Sm2State, when: Moment, params: Sm2Params) -> dict[Rating, Sm2State]:
    """Return what each of the four ratings would make of `memory`, computed by `answer` itself."""
    return {rating: answer(memory, rating, when, params) for rating in Rating}


def grade(memory: New | Sm2State, quality: int, day: int, params: Sm2Params) -> Sm2State:
    """Return the memory after a grade `quality` of SM-2's own scale, 0 to 5."""
    return fold(memory, [(quality, day)], params)


def fold(memory: New | Sm2State, grades: Iterable[tuple[int, int]], params: Sm2Params) -> Sm2State:
    """Return the memory after at least one (grade, study day), in order: many cost little more than one.

    The interval grows by the ease from before each grade, up to `MOST_DAYS`, and however late or early the
    answer is.
    """
    repetitions, ease, interval, lapses = _numbers(memory)
    is_text, day = params.profile is Profile.TEXT, 0
    for quality, day in grades:  # noqa: B007 - the last day is used below
        if quality < PASSING_GRADE:
            lapses += repetitions > 0
            repetitions, interval = 0, 1
            if is_text:
                continue
        else:
            if repetitions > 1:
                grown = interval * ease
                interval = min(-(-grown // 100) if is_text else half_to_even(grown), MOST_DAYS)
            else:
                interval = FIRST_INTERVALS[repetitions]
            repetitions += 1
        if change := EASE_CHANGES[quality]:
            ease = max(ease + change, LEAST_EASE)
    return Sm2State(repetitions, ease, interval, day + interval, lapses)


def half_to_even(hundredths: int) -> int:
    """Return hundredths of days in whole ones as Pascal's Round does: halves to the even neighbour."""
    whole, rest = divmod(hundredths, 100)
    return whole + (rest > 50 or (rest == 50 and whole % 2))


def set_due(memory: New | Sm2State, due_day: int, day: int) -> Sm2State:
    """Return `memory` due on `due_day`, as set on `day`; its next grade counts as if nothing had been set."""
    repetitions, ease, interval, lapses = _numbers(memory)
    return Sm2State(repetitions, ease, interval or max(due_day - day, 1), due_day, lapses)


def _numbers(memory: New | Sm2State) -> tuple[int, int, int, int]:
    """Return repetitions, ease, interval and lapses, those of the start for a new unit."""
    match memory:
        case New():
            return 0, FIRST_EASE, 0, 0
        case Sm2State(repetitions, ease, interval, _, lapses):
            return repetitions, ease, interval, lapses
