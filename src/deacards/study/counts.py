"""How much there is to study, deck by deck."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """The units of a deck: `new`, `learning` and `due` are what a review now would ask, within its limits."""

    new: int
    learning: int
    due: int
    suspended: int
    total: int


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
