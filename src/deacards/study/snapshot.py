"""What a log came to, kept in the user's cache folder: losing it costs time and nothing else.

A snapshot holds the states that the log's files led to up to some byte of each. It is of use only under the
settings and the program that it was made with, and only while the files still begin with those bytes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deacards.memory import collection_paused
from deacards.problem import Problem
from deacards.sealed import read_sealed, write_sealed
from deacards.study.log import Mark, damaged_line
from deacards_scheduler.queue import waits
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import (
    AnkiLearning,
    AnkiRelearning,
    AnkiReview,
    FsrsState,
    Memory,
    New,
    Sm2State,
    UnitState,
)

_KINDS: dict[str, type[Memory]] = {
    kind.__name__: kind for kind in (New, Sm2State, AnkiLearning, AnkiReview, AnkiRelearning, FsrsState)
}
Plain = dict[str, Any]
_RATINGS = [None, *Rating]
_SUSPENDED = 7
"""The place of `suspended` in a row, see `state_row`."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """States by unit, how far each file was read (by path, relative to the root), and the last event there.

    `newest` is its instant (seconds since 1970) and its id; `latest_id` is the greatest of all ids. With
    `has_alias` some unit has had another name, so that a new event's unit may not be the one that it names.
    `problems` are the lines that could not be read. The default is what nothing leads to.
    """

    marks: Mapping[str, Mark] = field(default_factory=dict)
    newest: tuple[float, str] = (0.0, "")
    latest_id: str = ""
    has_alias: bool = False
    problems: tuple[Problem, ...] = ()
    states: Mapping[str, UnitState] = field(default_factory=dict)


def read_snapshot(file: Path, key: str) -> Snapshot | None:
    """Return the snapshot in `file`, None when there is none, or it is damaged, or made under another key."""
    plain = read_plain(file, key)
    return snapshot_of(plain) if plain else None


def write_snapshot(file: Path, key: str, snapshot: Snapshot) -> None:
    """Keep a snapshot, if that can be."""
    write_sealed(file, key, plain_of(snapshot))


def read_plain(file: Path, key: str) -> Plain | None:
    """Return the plain values in `file`, None when there are none, or damaged, or kept under another key."""
    with collection_paused():
        plain: Plain | None = read_sealed(file, key)
    return plain


class StateRows(Mapping[str, UnitState]):
    """States by unit, each made from its row when it is asked for."""

    def __init__(self, rows: dict[str, tuple[Any, ...]]) -> None:
        self._rows = rows
        self._made: dict[str, UnitState] = {}

    def __getitem__(self, unit: str) -> UnitState:
        """Return the state of a unit. Raises `KeyError`."""
        if unit not in self._made:
            self._made[unit] = _state(*self._rows[unit][1:])
        return self._made[unit]

    def __iter__(self) -> Iterator[str]:
        """Yield the units."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many units there are."""
        return len(self._rows)

    def waiting(self, day: int) -> set[str]:
        """Return the units that have nothing to do with `day` (see `waits`); no state is made for it."""
        return {
            unit
            for unit, (due_day, _, _, _, _, last_day, *_) in self._rows.items()
            if due_day is not None and due_day > day and (last_day is None or last_day < day)
        }

    def due_days(self) -> dict[str, int | None]:
        """Return when each unit is due, None for never or while suspended; no state is made for it."""
        return {unit: None if row[_SUSPENDED] else row[0] for unit, row in self._rows.items()}

    def suspended(self) -> set[str]:
        """Return the units that are suspended; no state is made for it."""
        return {unit for unit, row in self._rows.items() if row[_SUSPENDED]}


class Changed(Mapping[str, UnitState]):
    """States by unit, some of which have changed."""

    def __init__(self, before: Mapping[str, UnitState], changed: Mapping[str, UnitState]) -> None:
        self._before = before
        self._changed = changed

    def __getitem__(self, unit: str) -> UnitState:
        """Return the state of a unit. Raises `KeyError`."""
        return self._changed[unit] if unit in self._changed else self._before[unit]

    def __iter__(self) -> Iterator[str]:
        """Yield the units."""
        yield from self._before
        yield from (unit for unit in self._changed if unit not in self._before)

    def __len__(self) -> int:
        """Return how many units there are."""
        return sum(1 for _ in self)

    def waiting(self, day: int) -> set[str]:
        """Return the units that have nothing to do with `day`."""
        changed = {unit for unit, state in self._changed.items() if waits(state, day)}
        return (waiting_units(self._before, day) - self._changed.keys()) | changed

    def due_days(self) -> dict[str, int | None]:
        """Return when each unit is due, None for never or while suspended."""
        return due_days(self._before) | {unit: _due_day(state) for unit, state in self._changed.items()}

    def suspended(self) -> set[str]:
        """Return the units that are suspended."""
        changed = {unit for unit, state in self._changed.items() if state.suspended}
        return (suspended_units(self._before) - self._changed.keys()) | changed


def waiting_units(states: Mapping[str, UnitState], day: int) -> set[str]:
    """Return the units that have nothing to do with `day`: due later, and not answered by then."""
    if isinstance(states, StateRows | Changed):
        return states.waiting(day)
    return {unit for unit, state in states.items() if waits(state, day)}


def suspended_units(states: Mapping[str, UnitState]) -> set[str]:
    """Return the units that are suspended."""
    if isinstance(states, StateRows | Changed):
        return states.suspended()
    return {unit for unit, state in states.items() if state.suspended}


def due_days(states: Mapping[str, UnitState]) -> dict[str, int | None]:
    """Return when each unit is due, None for never or while suspended."""
    if isinstance(states, StateRows | Changed):
        return states.due_days()
    return {unit: _due_day(state) for unit, state in states.items()}


def _due_day(state: UnitState) -> int | None:
    return None if state.suspended else state.memory.due_day


def plain_of(snapshot: Snapshot) -> Plain:
    """Return a snapshot as plain values."""
    return {
        "marks": {path: [mark.size, mark.lines, mark.tail] for path, mark in snapshot.marks.items()},
        "newest": snapshot.newest,
        "latest_id": snapshot.latest_id,
        "has_alias": snapshot.has_alias,
        "problems": [[problem.path, problem.line, problem.message] for problem in snapshot.problems],
        "states": {unit: state_row(state) for unit, state in snapshot.states.items()},
    }


def snapshot_of(plain: Plain) -> Snapshot:
    """Return the snapshot that `plain_of` made plain."""
    at, id_ = plain["newest"]
    return Snapshot(
        marks={path: Mark(*mark) for path, mark in plain["marks"].items()},
        newest=(at, id_),
        latest_id=plain["latest_id"],
        has_alias=plain["has_alias"],
        problems=tuple(damaged_line(*problem) for problem in plain["problems"]),
        states=StateRows(plain["states"]),
    )


def state_row(state: UnitState) -> tuple[object, ...]:
    """Return a state as plain values: when it is due, then all in the order that `_state` takes them."""
    return (
        state.memory.due_day,
        *(type(state.memory).__name__, _memory_row(state.memory)),
        *(state.reps, state.first_day, state.last_day, int(state.last_rating or 0)),
        *(state.suspended, state.buried_day, state.last_id),
    )


def _state(  # noqa: PLR0913, PLR0917 - a row's values
    kind: str,
    memory: list[Any],
    reps: int,
    first_day: int | None,
    last_day: int | None,
    rating: int,
    suspended: bool,  # noqa: FBT001
    buried_day: int | None,
    last_id: str,
) -> UnitState:
    """Return the state that a row tells."""
    if kind == AnkiRelearning.__name__:
        left, due_day, due_second, review = memory
        memory = [left, due_day, due_second, AnkiReview(*review)]
    made = _KINDS[kind](*memory)
    return UnitState(made, reps, first_day, last_day, _RATINGS[rating], suspended, buried_day, last_id)


def _memory_row(memory: Memory) -> list[object]:
    """Return the fields of a memory in their order."""
    values = [getattr(memory, name) for name in type(memory).__dataclass_fields__ if name in memory.__slots__]
    return [_memory_row(value) if isinstance(value, AnkiReview) else value for value in values]
