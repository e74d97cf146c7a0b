"""A prepared session is the one that would begin anyway; all else is read when it is asked for."""

from collections.abc import Mapping

from deacards.review.choice import Choice, begin
from deacards.review.prepared import UNITS_AT_HAND, Ahead, Prepared, flat, prepare, prepared_of
from deacards.review.session import Session
from deacards.review.summary import summarise
from deacards.study.study import Setup, Study, Terms
from deacards.study.unit import Unit
from deacards_scheduler.days import Moment
from deacards_scheduler.queue import Limits, Order
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import Sm2State, UnitState

NOW = Moment(740_000, 3600)
TERMS = Terms(Sm2Params(), 4)
UNITS = tuple(
    Unit(f"c{number}", 0, "basic", f"D{number % 2}", "cards/d.yaml", number + 1, f"{number}?", ("!",))
    for number in range(90)
)
STATES = {
    f"c{number}/0": UnitState(Sm2State(2, 250, 6, NOW.day + number // 20 - 1), 2, 1, 9, Rating.GOOD)
    for number in range(60)
} | {"c60/0": UnitState(Sm2State(0, 250, 1, NOW.day + 1), 1, NOW.day, NOW.day, Rating.AGAIN)}
STUDY = Study(UNITS, STATES, TERMS, Limits(), Order.MIXED, 8, ())
SETUP = Setup("reviews", TERMS, Limits(), Order.MIXED, 8)


def kept() -> tuple[Session, Prepared]:
    """Return the session of the study, and what is left of it after a trip through bytes."""
    session = begin(STUDY, Choice(), NOW)
    prepared = prepared_of(flat(prepare(STUDY, SETUP, session)))
    assert prepared is not None
    return session, prepared


def test_prepared_session_is_the_same() -> None:
    """Setup, queue, counts, first cards and the closing words are those of the session itself."""
    session, prepared = kept()
    assert (prepared.day, prepared.setup, prepared.is_wide) == (NOW.day, SETUP, True)
    again = prepared.session(NOW, lambda: STUDY)
    assert (again.waiting, again.drill, again.terms) == (session.waiting, session.drill, session.terms)
    assert again.left() == session.left()
    assert again.current == session.current
    assert dict(again.units) == dict(session.units)
    assert summarise(again, NOW) == summarise(session, NOW)


def test_first_cards_need_no_study() -> None:
    """The first cards, all counts and the closing words come without the decks and the log."""

    def study() -> Study:
        raise AssertionError("nobody needs it yet")

    session, prepared = kept()
    again = prepared.session(NOW, study)
    first = session.waiting[:UNITS_AT_HAND]
    assert [again.units[unit] for unit in first] == [session.units[unit] for unit in first]
    assert len(session.waiting) > UNITS_AT_HAND
    assert again.left() == session.left()
    assert summarise(again, NOW).due_tomorrow == summarise(session, NOW).due_tomorrow > 0


def test_bytes_of_another_program() -> None:
    """What was packed by another program is as if nothing had been kept."""
    _, prepared = kept()
    assert prepared_of(flat(prepared).replace(b"deacards.study", b"deacards.xtudy")) is None


def test_ahead_fetches_once() -> None:
    """What is at hand is given at once; all is fetched for the first key that is not, or to count."""
    fetched = []

    def fetch() -> Mapping[str, int]:
        fetched.append(1)
        return {"a": 1, "b": 2}

    values = Ahead({"a": 1}, fetch)
    assert values["a"] == 1
    assert "a" in values
    assert not fetched
    assert (values["b"], values.get("c"), len(values), list(values)) == (2, None, 2, ["a", "b"])
    assert fetched == [1]
