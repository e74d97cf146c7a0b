"""What regenerating would change: one value that `build` applies and that `diff` and `--dry-run` print."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from deacards.deck.card import Card
from deacards.deck.deck import Deck
from deacards.regenerate.face import face_of_card
from deacards.regenerate.merge import is_hand_edited


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


@dataclass(frozen=True, slots=True)
class Change:
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

    def kept_by_hand(self) -> int:
        """Return how many derived cards keep words that a hand gave them."""
        return sum(is_hand_edited(card) for deck in self.after.values() for card in deck.cards)


def change_of(kind: Kind, path: str, before: Card, after: Card, came_from: str = "") -> Change | None:
    """Return the change of a card that stays in use; None where only its line or rule is another.

    `kind` is what happened to its place: `EDITED` says that it stands where it stood.
    """
    if after.suggestion and after.suggestion != before.suggestion:
        return Change(Kind.CONFLICT, path, before, after, came_from)
    if kind is Kind.EDITED and face_of_card(before) == face_of_card(after):
        return None
    return Change(kind, path, before, after, came_from)


_MARKS = {
    Kind.ADDED: "+",
    Kind.EDITED: "~",
    Kind.MOVED: ">",
    Kind.REVIVED: "*",
    Kind.RETIRED: "-",
    Kind.CONFLICT: "!",
    Kind.DISMISSED: "x",
}


def describe(plan: Plan) -> Iterator[str]:
    """Yield the plan as lines to read: a deck's path, then a card a line, then what changes in it."""
    path = ""
    for change in plan.changes:
        if change.path != path:
            path = change.path
            yield path if path in plan.before else f"{path} (new)"
        card = change.after
        yield f"  {_MARKS[change.kind]} {card.id}  {_shown(card)}{_remark(change)}"
        yield from (f"      {line}" for line in _differences(change))


def summary(plan: Plan) -> str:
    """Return the plan's figures in one sentence, such as `3 added, 1 retired`; empty when nothing changes."""
    counts = Counter(change.kind for change in plan.changes)
    return ", ".join(f"{counts[kind]} {_word(kind, counts[kind])}" for kind in Kind if counts[kind])


def _word(kind: Kind, count: int) -> str:
    return "conflicts" if kind is Kind.CONFLICT and count > 1 else kind.value


def _shown(card: Card) -> str:
    """Return a card on one line."""
    answer = " · ".join(card.answer)
    return " ".join(f"{card.prompt} → {answer}".split()) if answer else " ".join(card.prompt.split())


def _remark(change: Change) -> str:
    match change.kind:
        case Kind.MOVED:
            return f"  (from {change.came_from})"
        case Kind.RETIRED:
            return "  (gone from the notes; its history stays)"
        case Kind.REVIVED:
            return "  (back in the notes)"
        case Kind.CONFLICT:
            return "  (changed in the note and by hand: yours stays)"
        case Kind.DISMISSED:
            return "  (you deleted it: it stays deleted)"
        case Kind.ADDED | Kind.EDITED:
            return ""


def _differences(change: Change) -> Iterator[str]:
    """Yield what a card said before, and what is suggested, where that differs."""
    if change.kind is Kind.CONFLICT and change.after.suggestion:
        for key, value in change.after.suggestion.model_dump(exclude_none=True, by_alias=True).items():
            yield f"suggestion: {key}: {' · '.join(value) if isinstance(value, tuple) else value}"
    if change.before and face_of_card(change.before) != face_of_card(change.after):
        if _shown(change.before) != _shown(change.after):
            yield f"was: {_shown(change.before)}"
        if change.before.context != change.after.context:
            yield f"under: {' › '.join(change.before.context)} → {' › '.join(change.after.context)}"
        if change.before.extra != change.after.extra:
            yield "with another extra"
