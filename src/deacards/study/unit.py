"""The scheduled units of decks as plain values: what each asks, what it answers, where it is from.

This module imports nothing heavy: `units` makes these values from decks, and a cache keeps them.
"""

from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple, Protocol, TypeVar

from deacards.deck.cardtype import CardType
from deacards.problem import UsageError

MARKED, FLAGGED = "marked", "flagged"
"""The tags of cards that a person has marked, or flagged, while studying."""


class Slotted(Protocol):
    """What the queue knows of a unit, be that all or a part of it."""

    @property
    def id(self) -> str:
        """Return the id that the review log knows the unit by."""

    @property
    def card(self) -> str:
        """Return the id of its card."""

    @property
    def deck(self) -> str:
        """Return the name of its deck."""

    @property
    def deck_path(self) -> str:
        """Return the deck's file, relative to the collection's root."""


AnySlot = TypeVar("AnySlot", bound=Slotted)


class Slot(NamedTuple):
    """What the queue knows of a unit, and nothing else."""

    id: str
    card: str
    deck: str
    deck_path: str


class Unit(NamedTuple):
    """One question of one card: what the queue, the session and the listings know of it.

    `kind` is the value of the card's type. `prompt` is what is asked, a cloze with its blank in place;
    `answer` has an item of a list each, else one string, or the hidden spans of a cloze. `deck_path` and
    `note` are relative to the collection's root; the card stands at `deck_line` of its deck file. `note` is
    empty and `lines` (first and last, from 1) None for a card written by hand. `section` is the slug of the
    note's section. `solution` is the text of a cloze with the hidden spans of this unit in bold, empty for
    other types; `tags` are the deck's and the card's. By `fingerprint` the first of `lines` is found again
    wherever it stands now (see `whereabouts`).

    It is a tuple because thousands are made before the first card can be shown, and nothing is made faster.
    """

    card: str
    ord: int
    kind: str
    deck: str
    deck_path: str
    deck_line: int
    prompt: str
    answer: tuple[str, ...]
    context: tuple[str, ...] = ()
    extra: str = ""
    hint: str = ""
    note: str = ""
    section: str = ""
    lines: tuple[int, int] | None = None
    rule: str = ""
    quality: str = ""
    retired: bool = False
    solution: str = ""
    ordered: bool = False
    tags: tuple[str, ...] = ()
    fingerprint: str = ""

    @property
    def type(self) -> CardType:
        """Return the card's type."""
        return CardType(self.kind)

    @property
    def id(self) -> str:
        """Return the id that the review log knows the unit by."""
        return f"{self.card}/{self.ord}"

    @property
    def places(self) -> tuple[str, ...]:
        """Return where the card can be bettered: `notes/x.md:15`, if it is from a note, `cards/x.yaml:9`."""
        note = (f"{self.note}:{self.lines[0]}",) if self.lines else ()
        return (*note, f"{self.deck_path}:{self.deck_line}")


def matching(units: Collection[AnySlot], pattern: str) -> tuple[AnySlot, ...]:
    """Return the units whose deck, or deck file, holds `pattern`; with `*`, `?` or `[` it is a glob.

    Capitals and small letters are the same.
    """
    pattern = pattern.casefold()
    glob = pattern if any(sign in pattern for sign in "*?[") else f"*{pattern}*"
    fits: dict[tuple[str, str], bool] = {}
    for unit in units:
        names = unit.deck, unit.deck_path
        if names not in fits:
            fits[names] = any(fnmatchcase(name.casefold(), glob) for name in names)
    return tuple(unit for unit in units if fits[unit.deck, unit.deck_path])


def named(wanted: str, units: Sequence[Unit]) -> list[Unit]:
    """Return the units of the card, or the one unit, whose id is `wanted` or alone begins so.

    Raises `UsageError`.
    """
    found = [unit for unit in units if wanted in (unit.id, unit.card)]
    found = found or [unit for unit in units if unit.id.startswith(wanted)]
    ids = sorted({unit.card for unit in found})
    if not ids:
        raise UsageError(f"no card has the id {wanted!r}; all are listed by: deacards cards list")
    if len(ids) > 1:
        raise UsageError(f"{wanted!r} begins the ids of several cards: {', '.join(ids)}")
    return found
