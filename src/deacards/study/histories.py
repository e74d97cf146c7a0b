"""What the log tells of each card as a whole: its reviews, and when it is due next."""

from collections.abc import Mapping
from datetime import date

from deacards.deck.card import CardId
from deacards.regenerate.describe import History
from deacards_scheduler.state import UnitState


def histories_of(states: Mapping[str, UnitState]) -> Mapping[CardId, History]:
    """Return the history of each reviewed card: all its reviews, and the first day that a unit is due."""
    found: dict[CardId, History] = {}
    for unit, state in states.items():
        card = unit.rpartition("/")[0]
        day = None if state.suspended else state.memory.due_day
        due = date.fromordinal(day) if day is not None else None
        before = found.get(card, History(0, None))
        days = [each for each in (before.due, due) if each is not None]
        found[card] = History(before.reviews + state.reps, min(days, default=None))
    return found
