"""The day's queue: its order, its limits, and siblings that wait."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards_scheduler.queue import Candidate, Limits, Order, Queue, done_on, due_queue
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import AnkiLearning, FsrsState, Sm2State, UnitState

DAY = 739_000
PLENTY = Limits(new_per_day=1000, reviews_per_day=1000)


def learned(due: int, interval: int = 10, last: int | None = None, **more: object) -> UnitState:
    """Return a unit due `due` days from today."""
    memory = Sm2State(repetitions=3, ease_hundredths=250, interval_days=interval, due_day=DAY + due)
    last_day = DAY - interval if last is None else DAY + last
    return UnitState(
        memory=memory, reps=3, first_day=DAY - 99, last_day=last_day, last_rating=Rating.GOOD, **more
    )


def candidates(*units: str) -> list[Candidate]:
    """Return candidates; units of one card are siblings."""
    return [Candidate(unit, unit.partition("/")[0]) for unit in units]


def queue(states: dict[str, UnitState], *new: str, limits: Limits = PLENTY, seed: str = "") -> Queue:
    """Return the queue of the units of `states` and the new ones."""
    return due_queue(candidates(*states, *new), states, DAY, limits, seed)


def test_overdue_first_by_its_part_of_the_interval() -> None:
    """A day late after one day comes before ten days late after a hundred; what is not due waits."""
    states = {
        "year/0": learned(-10, 100),
        "day/0": learned(-1, 1),
        "today/0": learned(0),
        "later/0": learned(1),
    }
    assert queue(states).due == ("day/0", "year/0", "today/0")


def test_new_in_note_order() -> None:
    """New units come in the order that they are given in."""
    assert queue({}, "c/0", "a/0", "b/0").new == ("c/0", "a/0", "b/0")


def test_limits_count_what_the_day_has_seen() -> None:
    """New and reviewed units of today use up their limits, units of other decks too."""
    seen = {
        "n/0": UnitState(first_day=DAY, last_day=DAY, last_rating=Rating.GOOD),
        "r/0": learned(9, last=0),
        "s/0": learned(9, last=0),
    }
    states = seen | {f"d{i}/0": learned(0) for i in range(5)}
    assert done_on(DAY, states.values()) == (1, 2)
    new = [f"n{i}/0" for i in range(5)]
    limits = Limits(new_per_day=3, reviews_per_day=4, new_needs_room=False)
    asked = due_queue(candidates(*states, *new), states, DAY, limits, "")
    assert (len(asked.new), len(asked.due)) == (2, 2)
    others = due_queue(candidates(*new), states, DAY, Limits(new_per_day=3), "")
    assert len(others.new) == 2
    spent = due_queue(candidates(*states, *new), states, DAY, Limits(new_per_day=0, reviews_per_day=1), "")
    assert (spent.new, spent.due) == ((), ())


def test_a_backlog_keeps_new_units_away() -> None:
    """A new unit takes a review's place, if any is left, unless new ones were asked for."""
    states = {f"d{i}/0": learned(0) for i in range(5)}
    limits = Limits(new_per_day=9, reviews_per_day=6)
    assert queue(states, "a/0", "b/0", limits=limits).new == ("a/0",)
    assert queue(states, "a/0", "b/0", limits=replace(limits, new_needs_room=False)).new == ("a/0", "b/0")


def test_groups_have_limits_of_their_own() -> None:
    """What one group has done or may not do leaves the others alone."""
    states = {"x1/0": UnitState(first_day=DAY, last_day=DAY), "x2/0": learned(0), "x3/0": learned(0)}
    units = [*states, "x4/0", "x5/0", "y1/0", "y2/0"]
    grouped = [Candidate(unit, unit, unit[0]) for unit in units]
    limits = Limits(9, 9, groups={"x": Limits(new_per_day=2, reviews_per_day=1)})
    asked = due_queue(grouped, states, DAY, limits, "")
    assert (asked.new, len(asked.due)) == (("x4/0", "y1/0", "y2/0"), 1)


def test_learning_steps_are_drills_until_their_day_is_over() -> None:
    """A step of minutes drills, today's or an older one; a step of days is due on its day."""
    states = {
        "now/0": UnitState(AnkiLearning(1, DAY, 3600), 1, DAY, DAY, Rating.GOOD),
        "old/0": UnitState(AnkiLearning(1, DAY - 1, 3600), 1, DAY - 1, DAY - 1, Rating.GOOD),
        "day/0": UnitState(AnkiLearning(1, DAY, None), 1, DAY - 1, DAY - 1, Rating.GOOD),
        "far/0": UnitState(AnkiLearning(1, DAY + 1, None), 1, DAY, DAY, Rating.GOOD),
    }
    asked = queue(states)
    assert (asked.drill, asked.due) == (("now/0", "old/0"), ("day/0",))


def test_a_failure_drills_under_fsrs_and_hard_does_not() -> None:
    """Hard is a recall there."""
    memory = FsrsState(1.0, 5.0, 1, DAY, DAY + 1)
    states = {f"{rating.name}/0": UnitState(memory, 1, DAY, DAY, rating) for rating in Rating}
    assert queue(states).drill == ("AGAIN/0",)


def test_siblings_of_a_drill_wait() -> None:
    """Its answer would give theirs away."""
    states = {"a/0": UnitState(AnkiLearning(1, DAY - 1, 3600), 1, DAY - 1, DAY - 1, Rating.GOOD)}
    assert queue(states, "a/1", "b/0").new == ("b/0",)


@pytest.mark.parametrize(
    ("order", "asked"), [(Order.MIXED, "abXc"), (Order.DUE_FIRST, "abcX"), (Order.NEW_FIRST, "Xabc")]
)
def test_order_of_new_and_due(order: Order, asked: str) -> None:
    """The new units come among the due ones, after or before them."""
    assert "".join(Queue((), tuple("abc"), ("X",)).ordered(order)) == asked


def test_siblings_wait_for_another_day() -> None:
    """Of one card, one unit a day: a due one before a new one, none after one was graded today."""
    states = {"a/0": learned(0), "a/1": learned(-5), "b/0": learned(9, last=0), "b/1": learned(0)}
    asked = queue(states, "a/2", "c/0", "c/1")
    assert (asked.due, asked.new) == (("a/1",), ("c/0",))
    free = queue(states, "a/2", "c/0", "c/1", limits=Limits(1000, 1000, bury_siblings=False))
    assert (len(free.due), len(free.new)) == (3, 3)


def test_hidden_units_are_left_out() -> None:
    """Neither suspended units nor those buried today are asked; a bury ends with its day."""
    states = {
        "s/0": learned(0, suspended=True),
        "b/0": learned(0, buried_day=DAY),
        "o/0": learned(0, buried_day=DAY - 1),
        "n/0": UnitState(suspended=True),
    }
    assert queue(states) == Queue(drill=(), due=("o/0",), new=())


def test_drills_of_today_return() -> None:
    """A unit scored below Good today is asked again, whatever the limits, as neither due nor new."""
    low = UnitState(Sm2State(0, 250, 1, DAY + 1), 1, DAY, DAY, Rating.HARD)
    asked = queue({"a/0": low}, limits=Limits(0, 0))
    assert asked == Queue(drill=("a/0",), due=(), new=())


def test_seed_decides_ties() -> None:
    """Equally overdue units come in an order that the seed alone decides."""
    states = {f"c{i}/0": learned(0) for i in range(30)}
    first = queue(states, seed="monday").due
    assert first == due_queue(candidates(*reversed(states)), states, DAY, PLENTY, "monday").due
    assert first != queue(states, seed="tuesday").due
    assert sorted(first) == sorted(states)


def test_new_units_are_spread_among_the_due() -> None:
    """A mixed queue keeps both orders and puts the new units evenly between the due ones."""
    assert "".join(Queue((), tuple("abcdef"), tuple("XY")).mixed()) == "abXcdeYf"
    assert Queue((), (), ("X", "Y")).mixed() == ("X", "Y")


@given(
    st.lists(st.sampled_from("dn"), max_size=30).map(enumerate).map(list),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_queue_is_within_limits_and_names_each_once(
    kinds: list[tuple[int, str]], new_limit: int, review_limit: int
) -> None:
    """No queue exceeds its limits, and no unit stands in it twice."""
    states = {f"{i}/0": learned(-i) for i, kind in kinds if kind == "d"}
    new = [f"{i}/0" for i, kind in kinds if kind == "n"]
    asked = queue(states, *new, limits=Limits(new_limit, review_limit))
    assert len(asked.new) == min(len(new), new_limit, review_limit - len(asked.due))
    assert len(asked.due) == min(len(states), review_limit)
    assert len({*asked.mixed()}) == len(asked.mixed())
