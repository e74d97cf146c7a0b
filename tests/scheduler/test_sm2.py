"""SM-2 against published numbers, and the laws that hold for any grades."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards_scheduler import sm2
from deacards_scheduler.days import Moment
from deacards_scheduler.fuzz import spread
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Profile, Sm2Params
from deacards_scheduler.state import NEW, New, Sm2State

TABLE = Path(__file__).with_name("sm2_golden.txt")
PROFILES = st.sampled_from(Profile)
GRADES = st.lists(st.integers(0, 5), min_size=1, max_size=25)


def golden_cases() -> list[tuple[str, list[int], Profile, list[str]]]:
    """Return each case of the table once a profile: name, grades, profile, expected states."""
    cases = []
    for block in TABLE.read_text(encoding="utf-8").split("case ")[1:]:
        name, grades, *profiles = block.strip().splitlines()
        for line in profiles:
            profile, *states = line.split()
            cases.append((name, [int(g) for g in grades.split()[1:]], Profile(profile), states))
    return cases


def states_after(grades: list[int], profile: Profile) -> list[Sm2State]:
    """Return the state after each grade, every answer given on the day it is due."""
    memory: New | Sm2State = NEW
    states: list[Sm2State] = []
    for quality in grades:
        memory = sm2.grade(memory, quality, memory.due_day or 1, Sm2Params(profile))
        states.append(memory)
    return states


@pytest.mark.parametrize(("name", "grades", "profile", "expected"), golden_cases())
def test_golden_sequence(name: str, grades: list[int], profile: Profile, expected: list[str]) -> None:
    """Both profiles give exactly the published repetitions, ease and interval after every grade."""
    got = [f"{s.repetitions}/{s.ease_hundredths}/{s.interval_days}" for s in states_after(grades, profile)]
    assert got == expected, name


def test_golden_table_is_whole() -> None:
    """The table holds sixteen sequences for two profiles, a state for every grade."""
    cases = golden_cases()
    assert len(cases) == 32
    assert all(len(grades) == len(expected) for _, grades, _, expected in cases)


def test_floats_would_drift() -> None:
    """Grades 3,3,4,5,4,3 end in exactly 174 days, where floating point gives 175."""
    assert states_after([3, 3, 4, 5, 4, 3], Profile.TEXT)[-1].interval_days == 174


@given(GRADES, PROFILES)
def test_ease_never_falls_below_its_floor(grades: list[int], profile: Profile) -> None:
    """The ease is at least 1.30 after any grades."""
    assert all(state.ease_hundredths >= 130 for state in states_after(grades, profile))


@given(GRADES, st.integers(0, 2), PROFILES)
def test_failure_starts_again(grades: list[int], failure: int, profile: Profile) -> None:
    """A failure leaves no repetitions and comes back tomorrow; by the text it leaves the ease alone."""
    before = states_after(grades, profile)[-1]
    after = sm2.grade(before, failure, 100, Sm2Params(profile))
    assert (after.repetitions, after.interval_days, after.due_day) == (0, 1, 101)
    assert (after.ease_hundredths == before.ease_hundredths) or profile is Profile.DELPHI


@given(st.lists(st.integers(3, 5), min_size=2, max_size=15), PROFILES)
def test_intervals_grow_on_success(grades: list[int], profile: Profile) -> None:
    """From the first success on, every further success lengthens the interval, as long as there is time."""
    intervals = [state.interval_days for state in states_after(grades, profile)]
    assert all(earlier < later or later == sm2.MOST_DAYS for earlier, later in pairwise(intervals))


@given(PROFILES)
def test_a_calendar_holds_every_due_day(profile: Profile) -> None:
    """However often a card is known, it is due within the years that dates can tell, fuzz and all."""
    memory = sm2.fold(NEW, [(5, 800_000)] * 500, Sm2Params(profile))
    assert memory.interval_days == sm2.MOST_DAYS
    due = spread(memory, 800_000, "seed").due_day
    assert due is not None
    assert date.fromordinal(due).year > 4_000


@given(GRADES, PROFILES, st.integers(1, 10**6))
def test_preview_is_what_answer_does(grades: list[int], profile: Profile, day: int) -> None:
    """The four previewed states are those that answering gives, due an interval after the day."""
    memory, params = states_after(grades, profile)[-1], Sm2Params(profile)
    outcomes = sm2.preview(memory, Moment(day), params)
    assert outcomes == {rating: sm2.answer(memory, rating, Moment(day), params) for rating in Rating}
    assert all(state.due_day == day + state.interval_days for state in outcomes.values())


@pytest.mark.parametrize(
    ("rating", "quality"), [(Rating.AGAIN, 2), (Rating.HARD, 3), (Rating.GOOD, 4), (Rating.EASY, 5)]
)
def test_buttons_are_the_upper_grades(rating: Rating, quality: int) -> None:
    """Again is a failing grade, and Hard, Good and Easy are the three passing ones."""
    params = Sm2Params(Profile.DELPHI)
    assert sm2.answer(NEW, rating, Moment(1), params) == sm2.grade(NEW, quality, 1, params)


def test_lateness_earns_nothing() -> None:
    """The next interval grows from the last one, not from the days that really went by."""
    memory = Sm2State(repetitions=2, ease_hundredths=250, interval_days=6, due_day=100)
    assert sm2.answer(memory, Rating.GOOD, Moment(400), Sm2Params()) == Sm2State(3, 250, 15, 415)


def test_delphi_takes_halves_to_even() -> None:
    """Pascal's Round: 37.5 days become 38, 262.5 become 262; by the text both go up."""
    assert sm2.half_to_even(3750) == 38
    assert sm2.half_to_even(26250) == 262
    text = sm2.grade(Sm2State(5, 250, 105, 1), 4, 1, Sm2Params(Profile.TEXT))
    assert text.interval_days == 263


def test_due_day_set_by_hand_keeps_the_memory() -> None:
    """Only the due day moves; a new unit starts to be learned, with its first success still to come."""
    memory = Sm2State(repetitions=3, ease_hundredths=236, interval_days=15, due_day=100)
    assert sm2.set_due(memory, 120, 90) == Sm2State(3, 236, 15, 120)
    assert sm2.set_due(NEW, 120, 90) == Sm2State(0, 250, 30, 120)
