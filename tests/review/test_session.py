"""The session as a state machine: its order, its drills, its way back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.review import steps
from deacards.review.session import Left, Session
from deacards.review.steps import Stamp
from deacards.study.study import Terms
from deacards.study.unit import Unit
from deacards_scheduler.event import Cram, Event, Review
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import replay
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import UNSEEN, New, Sm2State, UnitState

PARAMS = Sm2Params()
NOON = datetime.fromisoformat("2026-10-21T12:00:00.000+02:00")
TODAY = NOON.toordinal()
UNITS = {
    f"{card}/0": Unit(card, 0, "basic", "D", "cards/d.yaml", 1, f"{card}?", (f"{card}!",)) for card in "abc"
}


def session(*waiting: str, practice: bool = False, known: dict[str, UnitState] | None = None) -> Session:
    """Return a session that asks units a/0, b/0, ... in the order of their letters."""
    return Session(
        Terms(PARAMS, 4, practice), UNITS, known or {}, tuple(f"{card}/0" for card in waiting), drill=()
    )


def stamps() -> Callable[[], Stamp]:
    """Return a maker of rising stamps."""
    numbers = count(1)
    return lambda: (f"{(n := next(numbers)):04x}", NOON + timedelta(seconds=n))


def play(start: Session, ratings: str) -> tuple[list[str], Session]:
    """Return which cards are asked while the digits of `ratings` are answered, and the session after that."""
    stamp, asked = stamps(), []
    for rating in ratings:
        assert start.current is not None
        asked.append(start.current.card)
        _, start = steps.answer(start, start.current.id, Rating(int(rating)), stamp(), 1000)
    return asked, start


@pytest.mark.parametrize(
    ("ratings", "asked"),
    [("343", "abc"), ("1333", "abca"), ("12333", "abcab"), ("3112133", "abcbcbc"), ("1324123", "abcaccc")],
)
def test_cards_below_good_come_back_until_known(ratings: str, asked: str) -> None:
    """After all others, Again and Hard return in the order of their failures, and again at the end."""
    got, after = play(session("a", "b", "c"), ratings)
    assert "".join(got) == asked
    assert after.current is None


def test_counts_of_what_is_left() -> None:
    """A new card leaves the new ones when answered, and is learning while it drills."""
    known = {"b/0": UnitState(Sm2State(1, 250, 1, TODAY), 1, TODAY - 1, TODAY - 1, Rating.GOOD)}
    start = session("a", "b", known=known)
    assert start.left() == Left(new=1, learning=0, due=1)
    assert play(start, "1")[1].left() == Left(new=0, learning=1, due=1)
    assert play(start, "133")[1].left() == Left(new=0, learning=0, due=0)


def test_shown_outcome_is_what_happens() -> None:
    """The state behind each button is the state after pressing it."""
    start = session("a")
    for rating, outcome in steps.outcomes(start, "a/0", NOON).items():
        _, after = steps.answer(start, "a/0", rating, ("1", NOON), 0)
        assert after.state("a/0") == outcome


def test_answer_is_an_event_of_facts() -> None:
    """The event tells the unit, the rating and the time it took."""
    event, _ = steps.answer(session("a"), "a/0", Rating.HARD, ("1", NOON), 5120)
    assert event == Review("1", NOON, "a/0", Rating.HARD, 5120)


def test_practice_changes_no_state() -> None:
    """In practice the events are of the kind cram, every outcome is the state as it is, drills go on."""
    start = session("a", practice=True)
    assert set(steps.outcomes(start, "a/0", NOON).values()) == {UNSEEN}
    event, after = steps.answer(start, "a/0", Rating.AGAIN, ("1", NOON), 0)
    assert isinstance(event, Cram)
    assert isinstance(after.state("a/0").memory, New)
    assert after.drill == ("a/0",)


def test_bury_and_suspend_take_the_card_away() -> None:
    """The card is asked no more, and its state says why."""
    _, buried = steps.bury(session("a", "b"), "a/0", ("1", NOON))
    assert buried.state("a/0").is_hidden(TODAY)
    assert not buried.state("a/0").is_hidden(TODAY + 1)
    _, suspended = steps.suspend(buried, "b/0", ("2", NOON))
    assert suspended.state("b/0").suspended
    assert suspended.current is None


def test_nothing_to_undo_at_the_start() -> None:
    """A session has no way back beyond its beginning."""
    assert steps.undo(session("a"), ("1", NOON)) is None


@given(st.lists(st.sampled_from("1234uuu-@"), max_size=40))
def test_session_agrees_with_its_log(keys: list[str]) -> None:
    """After any steps and undos, replaying the events written gives the states that the session has."""
    now, stamp = session("a", "b", "c"), stamps()
    written: list[Event] = []
    for key in keys:
        if key == "u":
            if (undone := steps.undo(now, stamp())) is None:
                continue
            event, now = undone
        elif (unit := now.current) is None:
            continue
        elif key == "-":
            event, now = steps.bury(now, unit.id, stamp())
        elif key == "@":
            event, now = steps.suspend(now, unit.id, stamp())
        else:
            event, now = steps.answer(now, unit.id, Rating(int(key)), stamp(), 10)
        written.append(event)
    assert replay(written, PARAMS, 4) == now.states()


@given(st.lists(st.sampled_from(Rating), max_size=15))
def test_undo_leads_back_to_the_start(ratings: list[Rating]) -> None:
    """As many undos as steps bring back the session as it began."""
    start = now = session("a", "b", "c")
    stamp = stamps()
    for rating in ratings:
        if now.current is not None:
            _, now = steps.answer(now, now.current.id, rating, stamp(), 10)
    while (undone := steps.undo(now, stamp())) is not None:
        _, now = undone
    assert now == start
