"""The cards of a deck as records: immutable, one class per type.

What a person writes in a deck file becomes one of these only through `models`, which says what may stand
there; what derivation writes comes as it must be.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, NamedTuple

from deacards.deck import cloze
from deacards.deck.cardtype import CardType, Quality
from deacards.patterns import pattern

CardId = str
"""Up to 64 of the signs a-z A-Z 0-9 - _, for life."""

_OUTER_LINES = pattern(r"\A(?:[^\S\n]*\n)+")


def trim_block(value: str) -> str:
    """Return `value` without empty lines around it; the indentation of its first line means something."""
    return _OUTER_LINES.sub("", value.rstrip())


class Origin(NamedTuple):
    """Where a derived card came from: `from:` in the deck file.

    `line` is the first line of the note that made the card, `last` the last one when there are several, as
    they were when the card was last written; `rule` the rule that made it; `made` the digests of what
    derivation wrote (see `regenerate.merge`), by which a hand edit is told from an untouched field, and the
    fingerprint of the line, by which that is found again. `blanks` is the highest number that a cloze mark
    ever had, where the text no longer shows it. `kept` says that a person restored the card although no line
    gives it any more.
    """

    line: int
    rule: str
    made: str
    last: int | None = None
    blanks: int | None = None
    kept: Literal[True] | None = None

    @property
    def lines(self) -> tuple[int, int]:
        """Return the first and the last line."""
        return self.line, self.last or self.line


class Retirement(NamedTuple):
    """Why and when a card left its deck: `gone` from the notes, or `dismissed` by hand. Its history stays."""

    on: date
    reason: Literal["gone", "dismissed"]


class Suggestion(NamedTuple):
    """What derivation would write now where the note and a person's hand both changed a card.

    Holds the fields that differ, under their own names; it waits until it is taken or deleted.
    """

    front: str | None = None
    cloze: str | None = None
    back: str | None = None
    items: tuple[str, ...] | None = None
    ordered: bool | None = None
    reverse: Literal[True] | None = None
    context: tuple[str, ...] | None = None
    extra: str | None = None

    def given(self) -> dict[str, str | bool | tuple[str, ...]]:
        """Return the fields that it holds, by the names that a deck file has for them."""
        named = {"list" if name == "items" else name: value for name, value in self._asdict().items()}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """The fields that all types share. `tags` hold no spaces; `::` makes a hierarchy.

    `guid` is that of the Anki note that the card was imported from, "" for a card that was born here.
    """

    id: CardId
    context: tuple[str, ...] = ()
    extra: str = ""
    hint: str = ""
    tags: tuple[str, ...] = ()
    guid: str = ""
    quality: Quality = Quality.GOOD
    origin: Origin | None = None
    suggestion: Suggestion | None = None
    retirement: Retirement | None = None

    type: ClassVar[CardType]

    @property
    def prompt(self) -> str:
        """Return the field that is asked, as written (a cloze with its marks)."""
        raise NotImplementedError

    @property
    def answer(self) -> tuple[str, ...]:
        """Return the answer, one string per item; empty for a cloze, whose answers stand in the prompt."""
        raise NotImplementedError

    @property
    def ords(self) -> tuple[int, ...]:
        """Return the ords of the scheduled units `(id, ord)`, ascending; never empty."""
        return (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicCard(_Card):
    """A question and its answer."""

    front: str
    back: str
    type: ClassVar = CardType.BASIC

    @property
    def prompt(self) -> str:
        """Return the question."""
        return self.front

    @property
    def answer(self) -> tuple[str, ...]:
        """Return the answer."""
        return (self.back,)


class ReversedCard(BasicCard):
    """A pair that is asked both ways: ord 0 asks the front, ord 1 the back."""

    __slots__ = ()

    type: ClassVar = CardType.REVERSED

    @property
    def ords(self) -> tuple[int, ...]:
        """Return those of the two ways."""
        return (0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeCard(_Card):
    """A text with `{{c1::hidden}}` spans; each number is one scheduled unit, ord = number - 1."""

    cloze: str
    type: ClassVar = CardType.CLOZE

    @property
    def prompt(self) -> str:
        """Return the text with its marks."""
        return self.cloze

    @property
    def answer(self) -> tuple[str, ...]:
        """Return nothing: the answers stand in the text."""
        return ()

    @property
    def ords(self) -> tuple[int, ...]:
        """Return one for each number of a mark."""
        return cloze.ords_of(self.cloze)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCard(_Card):
    """A question whose answer is several items; `ordered` when their order is part of the answer."""

    front: str
    items: tuple[str, ...]
    ordered: bool = False
    type: ClassVar = CardType.LIST

    @property
    def prompt(self) -> str:
        """Return the question."""
        return self.front

    @property
    def answer(self) -> tuple[str, ...]:
        """Return the items."""
        return self.items


Card = BasicCard | ReversedCard | ClozeCard | ListCard
