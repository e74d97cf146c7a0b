"""What there is to study, counted deck by deck, and what is forgotten again and again."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from deacards.study.snapshot import suspended_units
from deacards.study.study import todays_queue
from deacards.study.unit import Slotted, Unit
from deacards_scheduler.queue import Limits
from deacards_scheduler.state import UNSEEN, UnitState


@dataclass(frozen=True, slots=True)
class Counts:
    """The units of a deck: `new`, `learning` and `due` are what a review now would ask, within its limits."""

    new: int
    learning: int
    due: int
    suspended: int
    total: int


def count_decks(
    units: Collection[Slotted], states: Mapping[str, UnitState], day: int, limits: Limits
) -> dict[str, Counts]:
    """Return the counts of each deck by its name, in the order of `units`, the active ones."""
    queue = todays_queue(units, states, day, limits, str(day))
    decks = {unit.id: unit.deck for unit in units}
    new, learning, due = (
        Counter(decks[unit] for unit in part) for part in (queue.new, queue.drill, queue.due)
    )
    hidden = suspended_units(states)
    suspended = Counter(deck for unit, deck in decks.items() if unit in hidden)
    return {
        deck: Counts(new[deck], learning[deck], due[deck], suspended[deck], total)
        for deck, total in Counter(decks.values()).items()
    }


def leeches_of(units: tuple[Unit, ...], states: Mapping[str, UnitState], lapses: int) -> tuple[Unit, ...]:
    """Return the units that were forgotten `lapses` times and are still asked, the most forgotten first."""
    leeches = [
        unit
        for unit in units
        if (state := states.get(unit.id, UNSEEN)).is_leech(lapses) and not state.suspended
    ]
    return tuple(sorted(leeches, key=lambda unit: -states[unit.id].lapses))


def total_of(counts: Mapping[str, Counts]) -> Counts:
    """Return the sum over all decks."""
    decks = counts.values()
    return Counts(
        new=sum(deck.new for deck in decks),
        learning=sum(deck.learning for deck in decks),
        due=sum(deck.due for deck in decks),
        suspended=sum(deck.suspended for deck in decks),
        total=sum(deck.total for deck in decks),
    )
