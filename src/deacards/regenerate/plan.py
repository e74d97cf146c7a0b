"""What regenerating would change: one value that `build` applies and that `diff` and `--dry-run` print."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from deacards.deck.card import Card
from deacards.deck.deck import Deck
from deacards.regenerate.face import face_of_card


class Kind(StrEnum):
    """What happens to a card. A moved or revived one may be edited on the way.

    A dismissed one was deleted from its deck by hand: it stays out of use, and is kept to be restored.
    """

    ADDED = "added"
    EDITED = "edited"
    MOVED = "moved"
    REVIVED = "revived"
    RETIRED = "retired"
    CONFLICT = "conflict"
    DISMISSED = "dismissed"


class Change(NamedTuple):
    """One card that changes. `path` is its deck file afterwards, `came_from` the one before if another.

    `before` is None for a card that is added, or that was deleted by hand. In a conflict `after` has the new
    wording as `suggestion`.
    """

    kind: Kind
    path: str
    before: Card | None
    after: Card
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The decks by path `before` and `after`, and the cards that change, in the order of decks and cards."""

    before: Mapping[str, Deck]
    after: Mapping[str, Deck]
    changes: tuple[Change, ...]

    @property
    def changed_decks(self) -> Mapping[str, Deck]:
        """Return the decks to write, by path: new ones and those that differ, if only by a line number."""
        return {path: deck for path, deck in self.after.items() if deck != self.before.get(path)}

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is to be written."""
        return not self.changed_decks

    def count(self, kind: Kind) -> int:
        """Return how many cards change in this way."""
        return sum(change.kind is kind for change in self.changes)

    def waiting(self) -> Iterator[tuple[str, Card]]:
        """Yield each card with a suggestion that nobody took or deleted yet, new or old, and its path."""
        for path, deck in self.after.items():
            yield from ((path, card) for card in deck.cards if card.suggestion)

    def older_rules(self, path: str) -> int | None:
        """Return the version of the rules that a deck was made by, None if that is the present one."""
        deck = self.before.get(path)
        return deck.rules if deck and deck.rules and deck.rules != self.after[path].rules else None


def change_of(kind: Kind, path: str, before: Card, after: Card, came_from: str = "") -> Change | None:
    """Return the change of a card that stays in use; None where only its line or rule is another.

    `kind` is what happened to its place: `EDITED` says that it stands where it stood.
    """
    if after.suggestion and after.suggestion != before.suggestion:
        return Change(Kind.CONFLICT, path, before, after, came_from)
    if kind is Kind.EDITED and (before is after or face_of_card(before) == face_of_card(after)):
        return None
    return Change(kind, path, before, after, came_from)
