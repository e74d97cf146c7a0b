"""Fuzz: how far due days move, and that nothing but they do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards_scheduler.algorithm import Params
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.event import Review, SetDue
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.fuzz import Fuzz, balanced, chance, fuzz_range
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import replay
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import Sm2State, UnitState

START = datetime(2026, 10, 1, 12, tzinfo=UTC)
KINDS: list[type[Params]] = [Sm2Params, AnkiParams, FsrsParams]
RATINGS = st.lists(st.sampled_from(Rating), min_size=1, max_size=12)


def history(ratings: list[Rating], unit: str = "a/0") -> list[Review]:
    """Return answers ten days apart."""
    return [
        Review(f"{unit}{n:04}", START + timedelta(days=10 * n), unit, rating)
        for n, rating in enumerate(ratings)
    ]


@pytest.mark.parametrize(
    ("days", "bounds"),
    [
        *((1, (1, 1)), (2, (2, 2)), (3, (2, 4)), (5, (4, 6)), (10, (8, 12)), (20, (17, 23))),
        *((30, (27, 33)), (60, (55, 65)), (90, (84, 96)), (365, (345, 385))),
    ],
)
def test_range(days: int, bounds: tuple[int, int]) -> None:
    """Anki's ranges: nothing under three days, then wider by shares that shrink."""
    assert fuzz_range(days) == bounds


@given(RATINGS, st.sampled_from(KINDS), st.sampled_from([Fuzz.ON, Fuzz.BALANCE]))
def test_only_the_due_day_moves(ratings: list[Rating], kind: type[Params], fuzz: Fuzz) -> None:
    """Fuzz keeps the due day in the range of the interval, and what is remembered as it is without."""
    (exact,) = replay(history(ratings), kind(), 4).values()
    (moved,) = replay(history(ratings), kind(fuzz=fuzz), 4).values()
    if kind is not AnkiParams:  # there fuzz decides which answers are taken to be on time
        assert moved.memory.interval_days == exact.memory.interval_days
    shortest, longest = fuzz_range(moved.memory.interval_days)
    assert moved.last_day is not None
    if moved.returns_at is None and moved.memory.interval_days:
        assert shortest <= (moved.memory.due_day or 0) - moved.last_day <= longest


def test_chance_is_seeded_and_even() -> None:
    """The same seed gives the same number everywhere; many seeds fill the range evenly."""
    assert chance("a/0 019a") == chance("a/0 019a")
    tenths = [int(chance(f"seed {n}") * 10) for n in range(5000)]
    assert {tenths.count(n) // 100 for n in range(10)} <= {4, 5}


def test_units_learned_together_part() -> None:
    """Twenty units with one history fall on several days, each within its fuzz."""
    events = [event for n in range(20) for event in history([Rating.GOOD] * 3, f"u{n}/0")]
    due = {state.memory.due_day for state in replay(events, Sm2Params(fuzz=Fuzz.ON), 4).values()}
    assert len(due) > 3


def test_balance_takes_light_days() -> None:
    """Units that may fall on the same days share them evenly."""
    events = [event for n in range(50) for event in history([Rating.GOOD] * 3, f"u{n}/0")]
    due = [state.memory.due_day for state in replay(events, Sm2Params(fuzz=Fuzz.BALANCE), 4).values()]
    assert sorted(due.count(day) for day in set(due)) == [10] * 5  # 13 to 17 days


def test_balance_leaves_a_day_set_by_hand() -> None:
    """A person's word is not balanced away."""
    events = [*history([Rating.GOOD] * 3), SetDue("b", START + timedelta(days=21), "a/0", 800_000)]
    (state,) = replay(events, Sm2Params(fuzz=Fuzz.BALANCE), 4).values()
    assert state.memory.due_day == 800_000


def test_balance_does_not_hang_on_the_order_of_units() -> None:
    """The answers' order decides, not that of the mapping."""
    states = {
        f"u{n}/0": UnitState(Sm2State(3, 250, 15, 115), 3, 1, 100, last_id=f"{n * 7 % 10}") for n in range(10)
    }
    assert balanced(states) == balanced(dict(reversed(states.items())))
