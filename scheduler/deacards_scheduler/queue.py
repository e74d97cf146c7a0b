"""What to ask today, in which order: drills, due units, new ones, within the day's limits.

What was done today is read from the states, so a restart starts no new day.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from deacards_scheduler.digest import blake2b
from deacards_scheduler.state import UNSEEN, New, UnitState


class Candidate(NamedTuple):
    """A unit that may be asked; of the units with the same `siblings` only one is asked on a day.

    `group` names the further limits that hold for it, besides those for all.
    """

    unit: str
    siblings: str
    group: str = ""


class Order(StrEnum):
    """How new and due units follow each other."""

    MIXED = "mixed"
    DUE_FIRST = "due-first"
    NEW_FIRST = "new-first"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a day may bring. Drills have no limit: they end when they are known.

    With `new_needs_room` a new unit counts as a review too, so that a backlog is worked off before it grows.
    `groups` are the limits of units by their group; of these only the two numbers count.
    """

    new_per_day: int = 20
    reviews_per_day: int = 200
    bury_siblings: bool = True
    new_needs_room: bool = True
    groups: Mapping[str, "Limits"] = field(default_factory=dict)


class Queue(NamedTuple):
    """The units to ask today: `drill` after a low score today, `due` overdue first, `new` in note order."""

    drill: tuple[str, ...]
    due: tuple[str, ...]
    new: tuple[str, ...]

    def ordered(self, order: Order) -> tuple[str, ...]:
        """Return the due and the new units, each in its own order."""
        match order:
            case Order.MIXED:
                return self.mixed()
            case Order.DUE_FIRST:
                return self.due + self.new
            case Order.NEW_FIRST:
                return self.new + self.due

    def mixed(self) -> tuple[str, ...]:
        """Return the due and the new units, each in its order, the new ones spread evenly."""
        ranked = [
            ((i + 0.5) / len(part), unit) for part in (self.due, self.new) for i, unit in enumerate(part)
        ]
        return tuple(unit for _, unit in sorted(ranked, key=lambda pair: pair[0]))


def due_queue(
    candidates: Sequence[Candidate], states: Mapping[str, UnitState], day: int, limits: Limits, seed: str
) -> Queue:
    """Return what to ask on `day`; equal candidates, states and seeds give equal queues.

    `candidates` stand in note order, each unit once; `states` may hold more units than these, and all of them
    count against the limits. Hidden units are left out.
    """
    known = [(c, state) for c in candidates if not waits(state := states.get(c.unit, UNSEEN), day)]
    open_ = [(c, state) for c, state in known if not state.is_hidden(day)]
    drill = [c for c, state in open_ if state.is_drilling(day)]
    due = sorted(
        (pair for pair in open_ if is_due(pair[1], day)),
        key=lambda pair: (-overdueness(pair[1], day), tie_break(pair[0].unit, seed)),
    )
    new = [c for c, state in open_ if isinstance(state.memory, New)]
    new_done, reviews_done = done_on(day, states.values())
    asked = {_family(c, limits) for c, state in known if state.was_graded(day)}
    picking = _Picking(limits, asked.union(_family(c, limits) for c in drill), _done_by_group(known, day))
    picked_due = picking.pick((c for c, _ in due), limits.reviews_per_day - reviews_done, _reviews)
    new_room = limits.new_per_day - new_done
    if limits.new_needs_room:
        new_room = min(new_room, limits.reviews_per_day - reviews_done - new_done - len(picked_due))
    return Queue(tuple(c.unit for c in drill), picked_due, picking.pick(new, new_room, _news))


def waits(state: UnitState, day: int) -> bool:
    """Return whether a unit has nothing to do with `day`: due later, and not answered by then."""
    due_day = state.memory.due_day
    return due_day is not None and due_day > day and not state.was_graded(day)


def is_due(state: UnitState, day: int) -> bool:
    """Return whether a unit that was learned is due on `day` and has no grade of that day yet.

    A unit that drills is not due: it comes back when its time has come.
    """
    due_day = state.memory.due_day
    if due_day is None or due_day > day or state.was_graded(day):
        return False
    return not state.is_drilling(day)


def done_on(day: int, states: Iterable[UnitState]) -> tuple[int, int]:
    """Return how many units were learned anew on `day`, and how many others were reviewed."""
    graded = [state for state in states if state.last_day == day]
    new = sum(state.first_day == day for state in graded)
    return new, len(graded) - new


def tie_break(unit: str, seed: str) -> bytes:
    """Return a sort key that puts units in an arbitrary order, the same for the same seed."""
    return blake2b(unit.encode(), key=seed.encode()[:64], digest_size=8).digest()


def overdueness(state: UnitState, day: int) -> float:
    """Return how late a due unit is, as a part of its interval: a week is much after a day."""
    return (day - (state.memory.due_day or day)) / max(state.memory.interval_days, 1)


def _family(candidate: Candidate, limits: Limits) -> str:
    """Return the key of which only one unit is asked on a day."""
    return candidate.siblings if limits.bury_siblings else candidate.unit


def _done_by_group(known: Iterable[tuple[Candidate, UnitState]], day: int) -> dict[str, tuple[int, int]]:
    """Return of each group how many of its units were learned anew on `day`, and how many reviewed."""
    states: dict[str, list[UnitState]] = {}
    for candidate, state in known:
        if candidate.group and state.last_day == day:
            states.setdefault(candidate.group, []).append(state)
    return {group: done_on(day, graded) for group, graded in states.items()}


def _news(limits: Limits, done: tuple[int, int]) -> int:
    """Return how many new units a group may still have."""
    return limits.new_per_day - done[0]


def _reviews(limits: Limits, done: tuple[int, int]) -> int:
    """Return how many reviews a group may still have."""
    return limits.reviews_per_day - done[1]


class _Picking:
    """Units picked one by one: no two siblings, and no more than there is room for."""

    def __init__(self, limits: Limits, asked: set[str], done: Mapping[str, tuple[int, int]]) -> None:
        self._limits = limits
        self._asked = asked
        self._done = done

    def pick(
        self,
        candidates: Iterable[Candidate],
        room: int,
        room_of: Callable[[Limits, tuple[int, int]], int],
    ) -> tuple[str, ...]:
        """Return the first `room` units that may be asked, of each group no more than its own room."""
        rooms = {
            group: room_of(limits, self._done.get(group, (0, 0)))
            for group, limits in self._limits.groups.items()
        }
        picked: list[str] = []
        taken: Counter[str] = Counter()
        for candidate in candidates:
            if len(picked) >= room:
                break
            family, group = _family(candidate, self._limits), candidate.group
            if family in self._asked or taken[group] >= rooms.get(group, room):
                continue
            self._asked.add(family)
            taken[group] += 1
            picked.append(candidate.unit)
        return tuple(picked)
