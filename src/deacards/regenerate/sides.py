"""The two sides of the matching: the derived cards that there are, and the drafts that the notes give now."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from deacards.deck.card import Card
from deacards.derive.draft import Draft
from deacards.notes.fingerprint import fingerprint
from deacards.regenerate.face import Face, Parts, face_of_draft, line_made, parts_made, parts_of


@dataclass(frozen=True, slots=True)
class Known:
    """A derived card: `number` counts them in the order of files; `home` is its deck file's path.

    `rank` is 0 for a card in use, 1 for one that is gone from the notes, 2 for one that was dismissed.
    `mark` is the fingerprint of the line that it came from, "" where that is not known.
    """

    number: int
    home: str
    card: Card
    rank: int
    parts: Parts
    mark: str

    @property
    def line(self) -> int:
        """Return the line of the note that the card came from."""
        return self.card.origin.line if self.card.origin else 0

    @property
    def rule(self) -> str:
        """Return the rule that made the card."""
        return self.card.origin.rule if self.card.origin else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft: `number` counts them in the order of sources; `home` is the path of the deck it belongs to."""

    number: int
    home: str
    draft: Draft
    face: Face
    parts: Parts
    mark: str

    @property
    def line(self) -> int:
        """Return the first line of the draft."""
        return self.draft.lines[0]

    @property
    def rule(self) -> str:
        """Return the rule that made the draft."""
        return self.draft.rule


Side = Known | Wanted


def known(number: int, home: str, card: Card, rank: int) -> Known:
    """Return a derived card as one side of the matching."""
    if card.origin is None:
        raise AssertionError(f"card {card.id} was written by hand")
    return Known(number, home, card, rank, parts_made(card.origin), line_made(card.origin))


def wanted(number: int, home: str, draft: Draft) -> Wanted:
    """Return a draft as the other side of the matching."""
    face = face_of_draft(draft)
    return Wanted(number, home, draft, face, parts_of(face), fingerprint(draft.written))


def is_settled(card: Known, draft: Wanted) -> bool:
    """Tell whether a card is all that its draft wants: `merge` would give back the card as it is."""
    origin = card.card.origin
    return (
        card.parts == draft.parts
        and card.mark == draft.mark
        and card.rule == draft.rule
        and not card.card.suggestion
        and origin is not None
        and origin.kept is None
    )


def by_line(side: Side) -> tuple[str, int, int]:
    """Return a key that sorts sides as they stand in the notes."""
    return side.home, side.line, side.number


S = TypeVar("S", Known, Wanted)


def grouped(sides: Iterable[S], key: Callable[[Side], Hashable]) -> Mapping[Hashable, list[S]]:
    """Return the sides that have one key together, in their order."""
    groups: dict[Hashable, list[S]] = defaultdict(list)
    for side in sides:
        groups[key(side)].append(side)
    return groups
