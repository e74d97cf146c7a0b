"""The queue of a day, made from what that day needs and from nothing else."""

import dataclasses
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.cardtype import CardType
from deacards.study import study as module
from deacards.study.snapshot import Changed, StateRows, state_row, waiting_units
from deacards.study.study import Study, Terms, candidates_of, has_several, todays_queue
from deacards.study.unit import Unit
from deacards_scheduler.queue import Limits, Order, due_queue, waits
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import NEW, AnkiLearning, Sm2State, UnitState

DAY = 100
DAYS = st.integers(DAY - 3, DAY + 3)
STATES = st.builds(
    UnitState,
    memory=st.just(NEW)
    | st.builds(Sm2State, st.integers(0, 3), st.just(250), st.integers(1, 9), DAYS)
    | st.builds(AnkiLearning, st.just(1), DAYS, st.none() | st.integers(0, 86_399)),
    reps=st.integers(0, 3),
    first_day=st.none() | DAYS,
    last_day=st.none() | DAYS,
    last_rating=st.none() | st.sampled_from(Rating),
    suspended=st.booleans(),
    buried_day=st.none() | DAYS,
    last_id=st.just("1"),
)


def unit_of(number: int) -> Unit:
    """Return one of thirty units; every third card has two."""
    card, deck = f"c{number // 2 if number % 3 else number}", f"D{number // 10}"
    return Unit(card, number % 2, CardType.BASIC, deck, f"cards/{deck}.yaml", 1, "?", ("!",))


UNITS = tuple({unit_of(number).id: unit_of(number) for number in range(30)}.values())
IDS = [unit.id for unit in UNITS]
LIMITS = st.builds(
    Limits,
    new_per_day=st.integers(0, 6),
    reviews_per_day=st.integers(0, 9),
    bury_siblings=st.booleans(),
    new_needs_room=st.booleans(),
    groups=st.sampled_from([{}, {"D1": Limits(1, 1)}, {"D0": Limits(0, 0), "D": Limits(2, 9)}]),
)


@given(st.dictionaries(st.sampled_from(IDS), STATES), LIMITS, st.integers(0, 4))
def test_queue_is_that_of_all_units(states: dict[str, UnitState], limits: Limits, spare: int) -> None:
    """However little is looked at, the queue is the one that all units and states would give."""
    whole = due_queue(candidates_of(UNITS, limits.groups), states, DAY, limits, "seed")
    rows = StateRows({unit: state_row(state) for unit, state in states.items()})
    with patch.object(module, "SPARE_UNITS", spare):
        assert todays_queue(UNITS, states, DAY, limits, "seed") == whole
        assert todays_queue(UNITS, rows, DAY, limits, "seed") == whole


@given(st.dictionaries(st.sampled_from(IDS), STATES), st.dictionaries(st.sampled_from(IDS), STATES))
def test_rows_are_states(before: dict[str, UnitState], changed: dict[str, UnitState]) -> None:
    """States kept as rows, some of them changed, are the same mapping; what waits is known without them."""
    rows = StateRows({unit: state_row(state) for unit, state in before.items()})
    assert dict(rows) == before
    merged = Changed(rows, changed)
    assert dict(merged) == {**before, **changed}
    assert len(merged) == len({**before, **changed})
    assert waiting_units(merged, DAY) == {
        u for u, state in {**before, **changed}.items() if waits(state, DAY)
    }


@pytest.mark.parametrize(("suspended", "several"), [("", True), ("c20/0", True), ("D2", False)])
def test_several_decks(suspended: str, several: bool) -> None:  # noqa: FBT001 - a case's answer
    """Decks count only if something of theirs could be asked."""
    units = [unit for unit in UNITS if unit.deck != "D1"]
    hidden = {unit.id for unit in units if suspended in (unit.id, unit.deck)}
    states = {unit: dataclasses.replace(UnitState(), suspended=True) for unit in hidden}
    study = Study(tuple(units), states, Terms(Sm2Params(), 4), Limits(), Order.MIXED, 8, ())
    assert has_several(study, DAY) is several
