"""A session prepared ahead: what the first cards of a day need, kept so that they need nothing else.

It holds what `begin` makes of a study that nobody has chosen a part of. All other units and states are read
when somebody asks for one of them, which is not before the first card is on the screen.
"""

import marshal
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from deacards.packing import pack, unpack
from deacards.problem import Problem
from deacards.review.session import Session
from deacards.study.snapshot import StateRows, state_row
from deacards.study.study import Setup, Study, due_count, has_several
from deacards.study.unit import Unit
from deacards_scheduler.days import Moment
from deacards_scheduler.state import UnitState

UNITS_AT_HAND = 20
"""While these are asked the others are read, for which a person takes no notice of a few milliseconds."""

Value = TypeVar("Value")


class Prepared(NamedTuple):
    """A session as it would begin on a study `day` from `rollover_hour` on, without what it may never need.

    `problems` are those of the decks and the log. With `is_wide` several decks have something to ask.
    """

    day: int
    setup: Setup
    problems: tuple[Problem, ...]
    is_wide: bool
    waiting: tuple[str, ...]
    drill: tuple[str, ...]
    due_tomorrow: int
    units: Mapping[str, Unit]
    states: Mapping[str, UnitState]

    def session(self, now: Moment, study: Callable[[], Study]) -> Session:
        """Return the session as it begins `now`, on this day; `study` is asked for what is not at hand."""
        return Session(
            terms=self.setup.terms,
            units=Ahead(self.units, lambda: study().by_id),
            known=Ahead(self.states, lambda: study().states),
            waiting=self.waiting,
            drill=self.drill,
            now=now,
            foreseen={self.day + 1: self.due_tomorrow},
        )


def prepare(study: Study, setup: Setup, session: Session) -> Prepared:
    """Return what to keep of a session that has just begun, of the whole study."""
    day, asked = session.now.day, (*session.drill, *session.waiting)
    return Prepared(
        day,
        setup,
        study.problems,
        has_several(study, day),
        session.waiting,
        session.drill,
        due_count(session.units, session.known, day + 1),
        {unit: session.units[unit] for unit in asked[: len(session.drill) + UNITS_AT_HAND]},
        {unit: session.state(unit) for unit in asked},
    )


def flat(prepared: Prepared) -> bytes:
    """Return what was prepared as bytes."""
    plain = prepared._asdict() | dict.fromkeys(("setup", "problems", "units", "states"))
    units = [tuple(unit) for unit in prepared.units.values()]
    rows = {unit: state_row(state) for unit, state in prepared.states.items()}
    return marshal.dumps((pack((prepared.setup, prepared.problems)), tuple(plain.values()), units, rows))


def prepared_of(data: bytes) -> Prepared | None:
    """Return what `flat` made into bytes; None if it is of another program."""
    packed, plain, units, rows = marshal.loads(data)  # noqa: S302 - plain values, of a whole file
    rest = unpack(packed)
    if rest is None:
        return None
    setup, problems = rest
    made = {unit.id: unit for unit in map(Unit._make, units)}
    return Prepared(*plain)._replace(setup=setup, problems=problems, units=made, states=StateRows(rows))


class Ahead(Mapping[str, Value], Generic[Value]):
    """Values by key, some of which are at hand; for any other all of them are fetched, once."""

    def __init__(self, at_hand: Mapping[str, Value], fetch: Callable[[], Mapping[str, Value]]) -> None:
        self._at_hand = at_hand
        self._fetch = fetch
        self._fetched: Mapping[str, Value] | None = None

    @property
    def _all(self) -> Mapping[str, Value]:
        if self._fetched is None:
            self._fetched = self._fetch()
        return self._fetched

    def __getitem__(self, key: str) -> Value:
        """Return a value. Raises `KeyError`."""
        return self._at_hand[key] if key in self._at_hand else self._all[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a value."""
        return key in self._at_hand or key in self._all

    def __iter__(self) -> Iterator[str]:
        """Yield the keys."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self._all)
