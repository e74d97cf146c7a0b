"""Counts deck by deck: what a review now would ask, and no more."""

from deacards.study.counts import Counts, count_decks, leeches_of, total_of
from deacards.study.unit import Unit
from deacards_scheduler.queue import Limits
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import Sm2State, UnitState

DAY = 739_000


def unit(deck: str, card: str, ord_: int = 0) -> Unit:
    """Return a unit of a deck."""
    return Unit(card, ord_, "basic", deck, "cards/d.yaml", 1, "?", ("!",))


def state(due: int, last: int, rating: Rating = Rating.GOOD) -> UnitState:
    """Return the state of a unit due `due` days and last graded `last` days from today."""
    return UnitState(Sm2State(2, 250, 6, DAY + due), 2, DAY - 50, DAY + last, rating)


def test_counts_of_each_deck() -> None:
    """Siblings, limits and suspended units are counted as the queue takes them; decks keep their order."""
    units = (
        *(unit("B", f"n{i}") for i in range(3)),
        unit("B", "due"),
        unit("B", "due", 1),
        unit("A", "drill"),
        unit("A", "off"),
        unit("A", "later"),
    )
    states = {
        "due/0": state(-1, -7),
        "drill/0": state(1, 0, Rating.AGAIN),
        "off/0": UnitState(suspended=True),
        "later/0": state(4, -2),
    }
    counts = count_decks(units, states, DAY, Limits(new_per_day=2))
    assert counts == {
        "B": Counts(new=2, learning=0, due=1, suspended=0, total=5),
        "A": Counts(new=0, learning=1, due=0, suspended=1, total=3),
    }
    assert list(counts) == ["B", "A"]
    assert total_of(counts) == Counts(new=2, learning=1, due=1, suspended=1, total=8)


def test_no_decks() -> None:
    """Without decks there is nothing to study."""
    assert total_of(count_decks((), {}, DAY, Limits())) == Counts(0, 0, 0, 0, 0)


def test_leeches_are_those_forgotten_again_and_again() -> None:
    """The most forgotten come first; a suspended one is settled, and with 0 there are none."""
    units = tuple(Unit(card, 0, "basic", "D", "cards/d.yaml", 1, "?", ("!",)) for card in "abcd")
    lapses = {"a/0": 8, "b/0": 12, "c/0": 7, "d/0": 9}
    states = {
        unit: UnitState(Sm2State(0, 250, 1, DAY, times), suspended=unit == "d/0")
        for unit, times in lapses.items()
    }
    assert [unit.id for unit in leeches_of(units, states, 8)] == ["b/0", "a/0"]
    assert leeches_of(units, states, 0) == ()
