"""FSRS-6 against vectors and two other implementations, and the laws that hold for any answers."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards_scheduler import fsrs
from deacards_scheduler.days import Moment
from deacards_scheduler.fsrs import DEFAULT_WEIGHTS, MOST_STABILITY, FsrsParams
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import NEW, FsrsState, New

ANSWERS = st.lists(st.tuples(st.sampled_from(Rating), st.integers(-3, 3000)), min_size=1, max_size=20)
RETENTIONS = st.floats(0.7, 0.99)
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
History = list[tuple[Rating, int]]


def studied(answers: History, params: FsrsParams) -> list[FsrsState]:
    """Return the memory after each answer; the numbers are the days since the answer before."""
    memory: New | FsrsState = NEW
    day, states = START.toordinal(), []
    for rating, days in answers:
        day += days
        memory = fsrs.answer(memory, rating, Moment(day), params)
        states.append(memory)
    return states


def test_vectors(read_cases: Callable[[str], Any]) -> None:
    """With default weights every answer gives the known stability, difficulty and interval."""
    cases = read_cases("fsrs_vectors.txt")
    assert len(cases) == 7
    for name, answers, expected in cases:
        memory: New | FsrsState = NEW
        day, got = 1000, []
        for rating, late in answers:
            day = day if late == 0 else (memory.due_day or day) + (late or 0)
            memory = fsrs.answer(memory, rating, Moment(day), FsrsParams())
            got.append(f"{memory.stability:.4f}/{memory.difficulty:.4f}/{memory.interval_days}")
        assert got == expected, name


def random_history(rng: random.Random) -> tuple[History, FsrsParams]:
    """Return answers on the same day, early, on time and late, and parameters near the default ones."""
    weights = DEFAULT_WEIGHTS
    if rng.random() < 0.5:
        weights = tuple(weight * rng.uniform(1, 1.15) for weight in DEFAULT_WEIGHTS)
    params = FsrsParams(weights, rng.choice([0.8, 0.9, 0.95]))
    history: History = []
    memory: New | FsrsState = NEW
    day = days = 0
    for _ in range(12):
        rating = rng.choices(list(Rating), [2, 2, 5, 2])[0]
        history.append((rating, days))
        day += days
        memory = fsrs.answer(memory, rating, Moment(day + 1), params)
        days = round(memory.interval_days * rng.choice([0, 0, 0.2, 1, 1, 1.3, 2]))
        if memory.stability > MOST_STABILITY / 100:  # py-fsrs, unlike fsrs-rs, knows no upper bound
            break
    return history, params


def peers_states(history: History, params: FsrsParams) -> list[tuple[float, float, int]]:
    """Return stability, difficulty and interval after each answer, by py-fsrs."""
    import fsrs as peer

    scheduler = peer.Scheduler(
        params.weights, params.retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    card, now, states = peer.Card(card_id=1), START, []
    for rating, days in history:
        now += timedelta(days=days)
        card, _ = scheduler.review_card(card, peer.Rating(rating.value), now)
        assert card.stability is not None
        assert card.difficulty is not None
        states.append((card.stability, card.difficulty, (card.due - now).days))
    return states


def compare(seed: int, histories: int) -> tuple[int, int, float, float]:
    """Return how many answers were compared, how many intervals differ, and the worst relative differences.

    These are the one to py-fsrs and, in single precision, the one to fsrs-rs.
    """
    import fsrs_rs_python as rust

    rng = random.Random(seed)
    answers = differing = 0
    worst = worst_single = 0.0
    for _ in range(histories):
        history, params = random_history(rng)
        ours = studied(history, params)
        for mine, (stability, difficulty, days) in zip(ours, peers_states(history, params), strict=True):
            answers += 1
            differing += mine.interval_days != days
            worst = max(worst, abs(mine.stability / stability - 1), abs(mine.difficulty / difficulty - 1))
        item = rust.FSRSItem([rust.FSRSReview(rating.value, days) for rating, days in history])
        last = rust.FSRS(list(params.weights)).memory_state(item)
        worst_single = max(worst_single, abs(ours[-1].stability / last.stability - 1))
    return answers, differing, worst, worst_single


def test_agrees_with_two_peers() -> None:
    """py-fsrs gives the same intervals and memory; fsrs-rs the same memory within its single precision."""
    answers, differing, worst, worst_single = compare(seed=1, histories=150)
    assert answers > 1000
    assert differing == 0
    assert worst <= 1e-9
    assert worst_single <= 1e-5


@pytest.mark.soak
def test_campaign_against_two_peers() -> None:
    """The same over many more histories; the figures are printed."""
    answers, differing, worst, worst_single = compare(seed=2, histories=20_000)
    print(f"{answers} answers, {differing} intervals differ, worst {worst:.1e}, single {worst_single:.1e}")  # noqa: T201
    assert differing == 0
    assert worst <= 1e-9
    assert worst_single <= 1e-5


@given(ANSWERS, RETENTIONS)
def test_laws_of_every_state(answers: History, retention: float) -> None:
    """Stability and difficulty keep their bounds, intervals theirs, and no answer is due before tomorrow."""
    params = FsrsParams(retention=retention)
    for state in studied(answers, params):
        assert 0.001 <= state.stability <= 36500
        assert 1 <= state.difficulty <= 10
        assert 1 <= state.interval_days <= params.most_days
        assert state.due_day == state.last_day + state.interval_days


@given(ANSWERS)
def test_better_answers_last_longer(answers: History) -> None:
    """A better rating never leaves less stability; after a day a failure lowers it, a recall never does."""
    *_, memory = studied(answers, FsrsParams())
    outcomes = fsrs.preview(memory, Moment(memory.due_day), FsrsParams())
    stabilities = [outcome.stability for outcome in outcomes.values()]
    assert stabilities == sorted(stabilities)
    assert stabilities[0] <= memory.stability <= stabilities[1]


@given(ANSWERS, st.integers(0, 20))
def test_folding_is_answering_one_by_one(answers: History, cut: int) -> None:
    """Any split of a history folds to the same memory."""
    day, told = START.toordinal(), []
    for rating, days in answers:
        day += days
        told.append((rating, Moment(day)))
    head, tail = told[: max(cut % len(told), 1)], told[max(cut % len(told), 1) :]
    memory = fsrs.fold(NEW, head, FsrsParams())
    assert (fsrs.fold(memory, tail, FsrsParams()) if tail else memory) == studied(answers, FsrsParams())[-1]


@given(ANSWERS, RETENTIONS)
def test_due_where_recall_has_fallen_to_the_wanted(answers: History, retention: float) -> None:
    """On the due day recall is what was wanted, but for the rounding to whole days."""
    params = FsrsParams(retention=retention)
    *_, memory = studied(answers, params)
    if memory.stability < 1000:
        shifted = [fsrs.retrievability(memory, memory.due_day + shift, params) for shift in (-1, 0, 1)]
        assert shifted == sorted(shifted, reverse=True)
        assert shifted[2] <= retention
        assert memory.interval_days == 1 or shifted[0] >= retention


def test_due_day_set_by_hand() -> None:
    """Only the day moves; a new unit gets the stability that would have it wait so long."""
    memory = FsrsState(10.0, 5.0, 10, 1000, 1010)
    assert fsrs.set_due(memory, 1003, 1001, FsrsParams()) == FsrsState(10.0, 5.0, 10, 1000, 1003)
    made = fsrs.set_due(NEW, 1010, 1000, FsrsParams(retention=0.8))
    assert fsrs.interval_days(made.stability, FsrsParams(retention=0.8)) == made.interval_days == 10
