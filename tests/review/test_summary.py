"""What a session came to."""

from datetime import datetime

from deacards.review import steps
from deacards.review.session import Session
from deacards.review.summary import summarise
from deacards.study.study import Terms
from deacards.study.unit import Unit
from deacards_scheduler.days import Moment
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import Sm2State, UnitState

NOON = datetime.fromisoformat("2026-10-21T12:00:00.000+02:00")
TODAY = NOON.toordinal()


def unit(card: str) -> Unit:
    """Return a unit."""
    return Unit(card, 0, "basic", "D", "cards/d.yaml", 1, f"{card}?", (f"{card}!",))


def learned(due: int) -> UnitState:
    """Return the state of a unit learned ten days ago and due `due` days from today."""
    return UnitState(Sm2State(2, 250, 6, TODAY + due), 2, TODAY - 10, TODAY - 6, Rating.GOOD)


def test_figures_of_a_session() -> None:
    """First tries of what was due make the recall; new cards, drills and what was undone do not."""
    known = {"a/0": learned(0), "b/0": learned(-2), "later/0": learned(1), "much/0": learned(9)}
    units = {f"{card}/0": unit(card) for card in ("a", "b", "n", "later", "much", "left")}
    now = Session(Terms(Sm2Params(), 4), units, known, ("a/0", "b/0", "n/0", "left/0"))
    for number, (card, rating) in enumerate([("a", 1), ("b", 2), ("n", 3)]):
        _, now = steps.answer(now, f"{card}/0", Rating(rating), (str(number), NOON), 2500)
    undone = steps.undo(steps.answer(now, "left/0", Rating.AGAIN, ("x", NOON), 99_000)[1], ("y", NOON))
    assert undone is not None
    got = summarise(undone[1], Moment(TODAY))
    assert (got.units, got.new, got.seconds) == (3, 1, 7)
    assert (got.reviewed, got.recalled) == (2, 1)
    assert [each.card for each in got.hardest] == ["a", "b"]
    assert got.left == 3
    assert got.due_tomorrow == 3  # a failed, n was learned, and `later`


def test_drills_of_an_earlier_session_are_no_recall() -> None:
    """A card that only drills again today was tried already."""
    known = {"a/0": UnitState(Sm2State(0, 250, 1, TODAY + 1), 3, TODAY - 9, TODAY, Rating.AGAIN)}
    now = Session(Terms(Sm2Params(), 4), {"a/0": unit("a")}, known, (), drill=("a/0",))
    _, now = steps.answer(now, "a/0", Rating.GOOD, ("1", NOON), 1000)
    got = summarise(now, Moment(TODAY))
    assert (got.units, got.new, got.reviewed, got.hardest) == (1, 0, 0, ())
