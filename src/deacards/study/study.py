"""A collection as study sees it: its units, what the log tells of them, and the terms that hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from deacards.problem import Problem
from deacards.study.unit import Unit
from deacards_scheduler.algorithm import Params
from deacards_scheduler.queue import Candidate, Limits
from deacards_scheduler.state import UnitState


@dataclass(frozen=True, slots=True)
class Terms:
    """How answers are taken; `practice` means that they change no schedule."""

    params: Params
    rollover_hour: int
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Study:
    """A collection as study sees it: `units` in note order (retired ones too), what the log tells of them.

    `problems` are those of the decks and the log: what they forbid to read is missing here.
    """

    units: tuple[Unit, ...]
    states: Mapping[str, UnitState]
    terms: Terms
    limits: Limits
    problems: tuple[Problem, ...]

    @property
    def active(self) -> tuple[Unit, ...]:
        """Return the units that may be asked: all but those of retired cards."""
        return tuple(unit for unit in self.units if not unit.retired)


def candidates_of(units: tuple[Unit, ...]) -> list[Candidate]:
    """Return units for the queue; those of one card are siblings."""
    return [Candidate(unit.id, unit.card) for unit in units]
