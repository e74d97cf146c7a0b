"""A collection as study sees it: its units, what the log tells of them, and the terms that hold."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from deacards.problem import Problem
from deacards.study.shelved import ShelvedUnits
from deacards.study.snapshot import waiting_units
from deacards.study.unit import AnySlot, Slot, Slotted, Unit, matching
from deacards_scheduler.queue import Candidate, Limits, Order, Queue, done_on, due_queue, is_due
from deacards_scheduler.state import UNSEEN, UnitState

if TYPE_CHECKING:  # of the algorithms only the one in use is imported
    from deacards_scheduler.algorithm import Params

SPARE_UNITS = 100
"""So many more new units are looked at than a day takes, since some are siblings of each other."""


class Terms(NamedTuple):
    """How answers are taken; `practice` means that they change no schedule."""

    params: "Params"
    rollover_hour: int
    practice: bool = False


class Setup(NamedTuple):
    """What the configuration says of study. `reviews` is the log's folder, relative to the root.

    A unit forgotten `leech_lapses` times is a leech, unless that is 0. `preset` names a set of keys, in which
    `keys` replaces those of some actions.
    """

    reviews: str
    terms: Terms
    limits: Limits
    order: Order
    leech_lapses: int
    preset: str = "anki"
    keys: Mapping[str, tuple[str, ...]] = {}


class Shelf(NamedTuple):
    """What study needs of a collection but for its log: the setup, all units in note order, the problems."""

    setup: Setup
    units: Sequence[Unit]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A collection as study sees it: `units` in note order (retired ones too), what the log tells of them.

    A unit forgotten `leech_lapses` times is a leech, unless that is 0. `problems` are those of the decks and
    the log: what they forbid to read is missing here.
    """

    units: Sequence[Unit]
    states: Mapping[str, UnitState]
    terms: Terms
    limits: Limits
    order: Order
    leech_lapses: int
    problems: tuple[Problem, ...]

    @property
    def active(self) -> tuple[Unit, ...]:
        """Return the units that may be asked: all but those of retired cards."""
        return tuple(unit for unit in self.units if not unit.retired)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Return the active units as the queue knows them: what a deck says may not have been read yet."""
        if isinstance(self.units, ShelvedUnits):
            return self.units.slots
        return tuple(Slot(unit.id, unit.card, unit.deck, unit.deck_path) for unit in self.active)

    @property
    def by_id(self) -> Mapping[str, Unit]:
        """Return the active units by their ids."""
        if isinstance(self.units, ShelvedUnits):
            return self.units.by_id
        return {unit.id: unit for unit in self.active}


def candidates_of(units: Collection[Slotted], groups: Collection[str] = ()) -> list[Candidate]:
    """Return units for the queue; those of one card are siblings.

    `groups` are patterns of decks (see `matching`); a unit belongs to the first that fits its own.
    """
    group_of: dict[str, str] = {}
    for pattern in groups:
        for unit in matching(units, pattern):
            group_of.setdefault(unit.id, pattern)
    return [Candidate(unit.id, unit.card, group_of.get(unit.id, "")) for unit in units]


def due_count(units: Container[str], states: Mapping[str, UnitState], day: int) -> int:
    """Return how many of some units will be due on `day` if none is answered until then."""
    waiting = waiting_units(states, day)
    return sum(unit in units and is_asked(states[unit], day) for unit in states if unit not in waiting)


def is_asked(state: UnitState, day: int) -> bool:
    """Return whether a unit is due on `day`, and not hidden then."""
    return is_due(state, day) and not state.is_hidden(day)


def has_several(study: Study, day: int) -> bool:
    """Return whether more than one deck has something that could be asked on `day`, whatever the limits."""
    waiting = waiting_units(study.states, day)
    awake = (slot for slot in study.slots if slot.id not in waiting)
    asking = (slot.deck for slot in awake if not study.states.get(slot.id, UNSEEN).is_hidden(day))
    first = next(asking, None)
    return any(deck != first for deck in asking)


def todays_queue(
    units: Collection[Slotted], states: Mapping[str, UnitState], day: int, limits: Limits, seed: str
) -> Queue:
    """Return the queue of units on `day`, as `due_queue` would of all of them.

    What waits for a later day is left out before anything is made of it, and so are new units that come after
    enough others: only if these do not fill the day, all are looked at.
    """
    waiting = waiting_units(states, day)
    awake = [unit for unit in units if unit.id not in waiting]
    known = {unit: states[unit] for unit in states if unit not in waiting}
    room = limits.new_per_day - done_on(day, known.values())[0]
    enough = 4 * limits.new_per_day + SPARE_UNITS
    for wanted in (_without_far(awake, known, enough), awake):
        queue = due_queue(candidates_of(wanted, limits.groups), known, day, limits, seed)
        if len(queue.new) >= room or len(wanted) == len(awake):
            break
    return queue


def _without_far(units: Iterable[AnySlot], known: Container[str], enough: int) -> list[AnySlot]:
    """Return the units that the log knows, and the first of the others."""
    fresh = 0
    kept = []
    for unit in units:
        if unit.id in known:
            kept.append(unit)
        elif fresh < enough:
            fresh += 1
            kept.append(unit)
    return kept
