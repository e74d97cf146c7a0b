"""What to ask today, in which order: drills, due units, new ones, within the day's limits.

What was done today is read from the states, so a restart starts no new day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from deacards_scheduler.state import UNSEEN, New, UnitState


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be asked; of the units with the same `siblings` only one is asked on a day."""

    unit: str
    siblings: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a day may bring. Drills have no limit: they end when they are known."""

    new_per_day: int = 20
    reviews_per_day: int = 200
    bury_siblings: bool = True


@dataclass(frozen=True, slots=True)
class Queue:
    """The units to ask today: `drill` after a low score today, `due` overdue first, `new` in note order."""

    drill: tuple[str, ...]
    due: tuple[str, ...]
    new: tuple[str, ...]

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
    known = [(c, states.get(c.unit, UNSEEN)) for c in candidates]
    asked = {_group(c, limits) for c, state in known if state.was_graded(day)}
    open_ = [(c, state) for c, state in known if not state.is_hidden(day)]
    due = sorted(
        (pair for pair in open_ if is_due(pair[1], day)),
        key=lambda pair: (-_overdueness(pair[1], day), tie_break(pair[0].unit, seed)),
    )
    new = (pair for pair in open_ if isinstance(pair[1].memory, New))
    new_done, reviews_done = done_on(day, states.values())
    return Queue(
        drill=tuple(c.unit for c, state in open_ if state.is_drilling(day)),
        due=_pick((c for c, _ in due), limits.reviews_per_day - reviews_done, asked, limits),
        new=_pick((c for c, _ in new), limits.new_per_day - new_done, asked, limits),
    )


def is_due(state: UnitState, day: int) -> bool:
    """Return whether a unit that was learned is due on `day` and has no grade of that day yet."""
    due_day = state.memory.due_day
    return due_day is not None and due_day <= day and not state.was_graded(day)


def done_on(day: int, states: Iterable[UnitState]) -> tuple[int, int]:
    """Return how many units were learned anew on `day`, and how many others were reviewed."""
    graded = [state for state in states if state.last_day == day]
    new = sum(state.first_day == day for state in graded)
    return new, len(graded) - new


def tie_break(unit: str, seed: str) -> bytes:
    """Return a sort key that puts units in an arbitrary order, the same for the same seed."""
    return blake2b(unit.encode(), key=seed.encode()[:64], digest_size=8).digest()


def _overdueness(state: UnitState, day: int) -> float:
    """Return how late a due unit is, as a part of its interval: a week is much after a day."""
    return (day - (state.memory.due_day or day)) / max(state.memory.interval_days, 1)


def _group(candidate: Candidate, limits: Limits) -> str:
    """Return the key of which only one unit is asked on a day."""
    return candidate.siblings if limits.bury_siblings else candidate.unit


def _pick(candidates: Iterable[Candidate], room: int, asked: set[str], limits: Limits) -> tuple[str, ...]:
    """Return the first `room` units, no two of them siblings; adds their groups to `asked`."""
    picked: list[str] = []
    for candidate in candidates:
        if len(picked) >= room:
            break
        if (group := _group(candidate, limits)) not in asked:
            asked.add(group)
            picked.append(candidate.unit)
    return tuple(picked)
