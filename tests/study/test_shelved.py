"""Units as a cache keeps them are the units that they were made of."""

import marshal

from hypothesis import given
from hypothesis import strategies as st

from deacards.study.shelved import ShelvedUnits
from deacards.study.study import Study, Terms
from deacards.study.unit import Unit
from deacards_scheduler.queue import Limits, Order
from deacards_scheduler.sm2 import Sm2Params

CASES = st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=9)


def units_of(cases: list[tuple[int, bool]]) -> list[Unit]:
    """Return a unit for each case: the number of its deck, and whether it is retired."""
    return [
        Unit(f"c{n}", n % 2, "basic", f"D{deck}", f"cards/{deck}.yaml", n, "?", ("!",), retired=retired)
        for n, (deck, retired) in enumerate(sorted(cases))
    ]


def study_of(units: "list[Unit] | ShelvedUnits") -> Study:
    """Return a study of units that nobody has answered."""
    return Study(units, {}, Terms(Sm2Params(), 4), Limits(), Order.MIXED, 8, ())


@given(CASES)
def test_kept_units_are_the_same(cases: list[tuple[int, bool]]) -> None:
    """In plain values and back, they have the same order, ids and slots."""
    units = units_of(cases)
    kept_bytes = marshal.dumps(ShelvedUnits.of(units).plain)
    plain = marshal.loads(kept_bytes)  # noqa: S302 - bytes of our own
    kept, made = study_of(ShelvedUnits.from_plain(plain)), study_of(units)
    assert list(kept.units) == units
    assert len(kept.units) == len(units)
    assert kept.slots == made.slots
    assert dict(kept.by_id) == made.by_id
    assert list(kept.by_id) == list(made.by_id)
    assert kept.units[1:] == tuple(units[1:])
    assert kept.active == made.active


def test_only_the_deck_that_is_asked_for_is_read() -> None:
    """One unit of a deck that is whole can be had while another deck's bytes are not even readable."""
    whole, broken = (row for row in ShelvedUnits.of(units_of([(0, False), (1, False)])).plain)
    kept = ShelvedUnits.from_plain([whole, (*broken[:-1], b"")])
    assert kept.by_id["c0/0"].prompt == "?"
    assert "c1/1" in kept.by_id
    assert len(kept.slots) == len(kept.by_id) == 2
