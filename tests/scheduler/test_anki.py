"""Anki's variant against vectors from the engine, and the laws that hold under any options."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards_scheduler import anki
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.days import DAY_SECONDS, Moment
from deacards_scheduler.fuzz import Fuzz
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import NEW, AnkiLearning, AnkiRelearning, AnkiReview, AnkiState, New

ANSWERS = st.lists(st.tuples(st.sampled_from(Rating), st.integers(-40, 400)), min_size=1, max_size=20)
STEPS = st.lists(st.integers(1, 400_000), max_size=4).map(tuple)
PARAMS = st.builds(
    AnkiParams,
    learning_steps=STEPS,
    relearning_steps=STEPS,
    graduating_days=st.integers(1, 9),
    easy_days=st.integers(1, 20),
    starting_ease=st.integers(1300, 5000),
    hard_percent=st.integers(50, 130),
    easy_percent=st.integers(100, 300),
    interval_percent=st.integers(50, 200),
    lapse_percent=st.integers(0, 100),
    least_lapse_days=st.integers(1, 9),
    most_days=st.integers(10, 36500),
    fuzz=st.sampled_from(Fuzz),
)


def studied(
    answers: list[tuple[Rating, int | None]], params: AnkiParams
) -> list[tuple[Moment, New | AnkiState, AnkiState]]:
    """Return when each answer came, and the memory before and after it; days count from the due day."""
    memory: New | AnkiState = NEW
    steps = []
    for rating, late in answers:
        when = Moment((memory.due_day or 1000) + (late or 0), 3600)
        before, memory = memory, anki.answer(memory, rating, when, params)
        steps.append((when, before, memory))
    return steps


def written(before: New | AnkiState, after: AnkiState, when: Moment) -> str:
    """Return a state as the table writes it."""
    match after:
        case AnkiLearning(left, _, int(second)):
            return f"L{left}/{_clock(second - when.second)}"
        case AnkiRelearning(left, _, int(second), _):
            return f"R{left}/{_clock(second - when.second)}"
        case AnkiReview(ease, days):
            return f"{days}/{ease}" if ease != _ease(before) else str(days)
        case _:
            raise AssertionError(after)


def _ease(memory: New | AnkiState) -> int:
    match memory:
        case AnkiReview():
            return memory.ease_thousandths
        case AnkiRelearning():
            return -1  # a lapse is told with the ease that it left
        case _:
            return 2500


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def test_vectors(read_cases: Callable[[str], Any]) -> None:
    """Under default options every answer leads where it led in Anki."""
    cases = read_cases("anki_vectors.txt")
    assert len(cases) == 12
    for name, answers, expected in cases:
        steps = studied(answers, AnkiParams())
        got = [written(before, after, when) for when, before, after in steps]
        assert [_bare(g, e) for g, e in zip(got, expected, strict=True)] == expected, name


def _bare(got: str, expected: str) -> str:
    """Return a state without its ease where the table leaves it out, which it may if it is known."""
    return got if "/" in expected else got.partition("/")[0]


@given(ANSWERS, PARAMS)
def test_laws_of_every_state(answers: list[tuple[Rating, int]], params: AnkiParams) -> None:
    """The ease keeps its floor, lapses never fall, an interval is at least a day, due days lie ahead."""
    for when, before, after in studied(list(answers), params):
        assert after.lapses - before.lapses in {0, 1}
        assert after.due_day >= when.day
        if isinstance(after, AnkiReview):
            assert after.ease_thousandths >= 1300
            assert 1 <= after.interval_days <= params.most_days + 1
            assert after.due_day == after.last_day + after.interval_days


@given(ANSWERS, PARAMS, st.integers(0, DAY_SECONDS - 1))
def test_preview_is_what_answer_does(
    answers: list[tuple[Rating, int]], params: AnkiParams, second: int
) -> None:
    """The four previewed states are those that answering gives, and folding too."""
    *_, (_, _, memory) = studied(list(answers), params)
    when = Moment(memory.due_day, second)
    for rating, outcome in anki.preview(memory, when, params).items():
        assert (
            outcome
            == anki.answer(memory, rating, when, params)
            == anki.fold(memory, [(rating, when)], params)
        )


@given(st.integers(1, 400), st.integers(1300, 4000), st.integers(0, 900))
def test_better_answers_wait_longer(interval: int, ease: int, elapsed: int) -> None:
    """On time or late Hard grows the interval, Good and Easy more; early they give no less than Hard."""
    days = anki.passing_intervals(interval, ease, elapsed, AnkiParams())
    hard, good, easy = days[Rating.HARD], days[Rating.GOOD], days[Rating.EASY]
    if elapsed >= interval:
        assert interval < hard < good < easy
    else:
        assert hard <= good <= easy


def test_again_while_relearning_changes_neither_ease_nor_lapses() -> None:
    """Only the first failure counts."""
    *_, (_, _, memory) = studied([(Rating.EASY, 0), (Rating.AGAIN, 0), (Rating.AGAIN, 0)], AnkiParams())
    assert isinstance(memory, AnkiRelearning)
    assert (memory.review.ease_thousandths, memory.lapses) == (2300, 1)


@pytest.mark.parametrize(("second", "due"), [(80_000, (1000, 80_600)), (86_000, (1001, None))])
def test_a_step_over_the_end_of_the_day_is_due_on_the_next(second: int, due: tuple[int, int | None]) -> None:
    """What is learned just before the rollover comes back when that day's queue is made."""
    memory = anki.answer(NEW, Rating.GOOD, Moment(1000, second), AnkiParams())
    assert isinstance(memory, AnkiLearning)
    assert (memory.due_day, memory.due_second) == due


def test_fuzz_makes_no_answer_early_or_late() -> None:
    """A unit answered within the fuzz of its interval is taken to be on time."""
    exact, fuzzed = AnkiParams(), AnkiParams(fuzz=Fuzz.ON)
    on_time = anki.passing_intervals(10, 2500, 10, exact)
    assert {anki.passing_intervals(10, 2500, days, fuzzed)[Rating.EASY] for days in range(8, 13)} == {
        on_time[Rating.EASY]
    }
    assert anki.passing_intervals(10, 2500, 7, fuzzed) == anki.passing_intervals(10, 2500, 7, exact)


def test_due_day_set_by_hand() -> None:
    """Only the day moves; a unit in its steps has learned them."""
    review = AnkiReview(2350, 20, 1000, 1020, 2)
    assert anki.set_due(review, 1005, 1001, AnkiParams()) == AnkiReview(2350, 20, 1000, 1005, 2)
    relearning = AnkiRelearning(1, 1000, 60, review)
    assert anki.set_due(relearning, 1005, 1001, AnkiParams()) == AnkiReview(2350, 20, 1000, 1005, 2)
    assert anki.set_due(NEW, 1005, 1001, AnkiParams()) == AnkiReview(2500, 4, 1001, 1005)
