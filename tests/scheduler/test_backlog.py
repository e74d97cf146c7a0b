"""A backlog spread: level, most overdue first, nothing lost, and undone as it was done."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deacards_scheduler.backlog import due_counts, last_batch, spread_backlog
from deacards_scheduler.event import Event, Review, SetDue, Undo
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import replay
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import Sm2State, UnitState

DAY = 739_000
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def due(days: int, interval: int = 10) -> UnitState:
    """Return a unit due `days` from today."""
    return UnitState(Sm2State(3, 250, interval, DAY + days), 3, DAY - 99, DAY + days - interval)


def test_most_overdue_come_first() -> None:
    """What is late by the most of its interval keeps today."""
    states = {"year/0": due(-20, 365), "week/0": due(-20, 7), "month/0": due(-20, 30)}
    assert spread_backlog(states, DAY, 3) == {"week/0": DAY, "month/0": DAY + 1, "year/0": DAY + 2}


def test_days_that_are_full_get_nothing() -> None:
    """What falls due anyway counts."""
    states = {f"late{n}/0": due(-1) for n in range(4)} | {f"next{n}/0": due(1) for n in range(5)}
    plan = spread_backlog(states, DAY, 3)
    assert [list(plan.values()).count(DAY + n) for n in range(3)] == [2, 0, 2]


@given(st.lists(st.integers(-40, 40), max_size=60), st.integers(1, 30))
def test_level_and_whole(days: list[int], over: int) -> None:
    """Every due unit gets one of the days, no other moves, and none that took one is fuller than it must."""
    states = {f"{n}/0": due(late) for n, late in enumerate(days)}
    plan = spread_backlog(states, DAY, over)
    assert set(plan) == {unit for unit, state in states.items() if (state.memory.due_day or 0) <= DAY}
    assert all(DAY <= day < DAY + over for day in plan.values())
    own = due_counts(states.values(), DAY)
    taken = {day: list(plan.values()).count(day) for day in range(DAY, DAY + over)}
    totals = [own[day] + count for day, count in taken.items()]
    fullest = max((own[day] + count for day, count in taken.items() if count), default=0)
    assert fullest <= min(totals) + 1


def test_hidden_units_keep_their_day() -> None:
    """A suspended unit is not moved."""
    assert spread_backlog({"a/0": UnitState(Sm2State(3, 250, 9, DAY), suspended=True)}, DAY, 9) == {}


def test_the_last_batch_is_what_was_set_in_one_go() -> None:
    """Undoing it brings back the due days before; then the batch before that is the last one."""
    history: list[Event] = [Review(f"r{n}", NOON, f"{n}/0", Rating.GOOD) for n in range(4)]
    first = [SetDue(f"s{n}", NOON + timedelta(days=5), f"{n}/0", DAY + n) for n in range(4)]
    second = [SetDue(f"t{n}", NOON + timedelta(days=6), f"{n}/0", DAY + 9) for n in range(2)]
    assert last_batch(history) == ()
    assert set(last_batch([*second, *history, *first])) == set(second)
    undone = [Undo(f"u{n}", NOON + timedelta(days=7), event.id) for n, event in enumerate(second)]
    events = [*history, *first, *second, *undone]
    assert set(last_batch(events)) == set(first)
    assert replay(events, Sm2Params(), 4) == replay([*history, *first], Sm2Params(), 4)
