"""A deck: the cards of one note section, and those that left it."""

from dataclasses import dataclass

from deacards.deck.card import Card, CardId


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """One deck file.

    `deck` is the name that Anki knows, frozen at birth, with `::` between its levels. `source` is the note
    and section it was derived from (`notes/data-eng.md#athena`), None for a deck written by hand. `retired`
    holds cards that left the notes, each whole and with its `retirement`: restorable, the history untouched.
    `order` is the note's place among the notes, told by its front matter; notes without one come after.
    `rules` is the version of the rules that last changed the deck (see `derive.version`), None if none did.
    `derived` remembers which cards build made, each as its id and the digests of its text: one that is in no
    deck any more was deleted by hand, and stays deleted.
    """

    format: int = 1
    deck: str
    source: str | None = None
    tags: tuple[str, ...] = ()
    order: int | None = None
    rules: int | None = None
    cards: tuple[Card, ...] = ()
    retired: tuple[Card, ...] = ()
    derived: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """Return the path of the note that the deck comes from, empty for one written by hand."""
        return (self.source or "").partition("#")[0]

    def ids(self) -> tuple[CardId, ...]:
        """Return the ids of all cards, the retired ones included, in the file's order."""
        return tuple(card.id for card in (*self.cards, *self.retired))
