"""The cards of a deck, as a person may write them: validated, immutable, one model per type."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    field_validator,
)
from typing_extensions import override

from deacards.deck import cloze
from deacards.deck.cardtype import CardType
from deacards.patterns import pattern

CardId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = Annotated[str, StringConstraints(strip_whitespace=True)]
Tagname = Annotated[str, Field(pattern=r"^[^\s\u3000]+$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{6}(-[0-9a-f]{6}){2,3}$")]
Remembered = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64} [0-9a-f]{6}-[0-9a-f]{6}$")]


def trim_block(value: str) -> str:
    """Return `value` without empty lines around it; the indentation of its first line means something."""
    return _OUTER_LINES.sub("", value.rstrip())


def _one(value: object) -> object:
    """Accept `context: Athena` for `context: [Athena]`."""
    return (value,) if isinstance(value, str) else value


_OUTER_LINES = pattern(r"\A(?:[^\S\n]*\n)+")
Block = Annotated[str, AfterValidator(trim_block)]
Tags = Annotated[tuple[Tagname, ...], BeforeValidator(_one)]
Context = Annotated[tuple[Text, ...], BeforeValidator(_one)]


class Model(BaseModel):
    """What every part of a deck file shares: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Origin(Model):
    """Where a derived card came from: `from:` in the deck file.

    `line` is the first line of the note that made the card, `last` the last one when there are several, as
    they were when the card was last written; `rule` the rule that made it; `made` the digests of what
    derivation wrote (see `regenerate.merge`), by which a hand edit is told from an untouched field, and the
    fingerprint of the line, by which that is found again. `blanks` is the highest number that a cloze mark
    ever had, where the text no longer shows it. `kept` says that a person restored the card although no line
    gives it any more.
    """

    line: Annotated[int, Field(ge=1)]
    last: Annotated[int, Field(ge=1)] | None = None
    rule: str
    made: Digest
    blanks: Annotated[int, Field(ge=1)] | None = None
    kept: Literal[True] | None = None

    @property
    def lines(self) -> tuple[int, int]:
        """Return the first and the last line."""
        return self.line, self.last or self.line


class Retirement(Model):
    """Why and when a card left its deck: `gone` from the notes, or `dismissed` by hand. Its history stays."""

    on: date
    reason: Literal["gone", "dismissed"]


class Suggestion(Model):
    """What derivation would write now where the note and a person's hand both changed a card.

    Holds the fields that differ, under their own names; it waits until it is taken or deleted.
    """

    front: Text | None = None
    cloze: Text | None = None
    back: Text | None = None
    items: Annotated[tuple[Text, ...] | None, Field(alias="list", min_length=1)] = None
    ordered: bool | None = None
    reverse: Literal[True] | None = None
    context: Annotated[tuple[Text, ...] | None, BeforeValidator(_one)] = None
    extra: Block | None = None


class Quality(StrEnum):
    """What derivation thinks of a card; `review` asks the person to reword it."""

    GOOD = "good"
    REVIEW = "review"


class _Card(Model):
    """The fields that all types share. `tags` hold no spaces; `::` makes a hierarchy.

    `guid` is that of the Anki note that the card was imported from, "" for a card that was born here.
    """

    id: CardId
    context: Context = ()
    extra: Block = ""
    hint: Line = ""
    tags: Tags = ()
    guid: Annotated[str, Field(max_length=256)] = ""
    quality: Quality = Quality.GOOD
    origin: Annotated[Origin | None, Field(alias="from")] = None
    suggestion: Suggestion | None = None
    retirement: Annotated[Retirement | None, Field(alias="retired")] = None

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


class BasicCard(_Card):
    """A question and its answer."""

    front: Text
    back: Text
    type: ClassVar = CardType.BASIC

    @property
    @override
    def prompt(self) -> str:
        return self.front

    @property
    @override
    def answer(self) -> tuple[str, ...]:
        return (self.back,)


class ReversedCard(BasicCard):
    """A pair that is asked both ways: ord 0 asks the front, ord 1 the back."""

    reverse: Literal[True]
    type: ClassVar = CardType.REVERSED

    @property
    @override
    def ords(self) -> tuple[int, ...]:
        return (0, 1)


class ClozeCard(_Card):
    """A text with `{{c1::hidden}}` spans; each number is one scheduled unit, ord = number - 1."""

    cloze: Text
    type: ClassVar = CardType.CLOZE

    @field_validator("cloze")
    @classmethod
    def _has_blank(cls, value: str) -> str:
        if not cloze.ords_of(value):
            raise ValueError("has no blank; mark the hidden words with {{c1::...}}")
        return value

    @property
    @override
    def prompt(self) -> str:
        return self.cloze

    @property
    @override
    def answer(self) -> tuple[str, ...]:
        return ()

    @property
    @override
    def ords(self) -> tuple[int, ...]:
        return cloze.ords_of(self.cloze)


class ListCard(_Card):
    """A question whose answer is several items; `ordered` when their order is part of the answer."""

    front: Text
    items: Annotated[tuple[Text, ...], Field(alias="list", min_length=1)]
    ordered: bool = False
    type: ClassVar = CardType.LIST

    @property
    @override
    def prompt(self) -> str:
        return self.front

    @property
    @override
    def answer(self) -> tuple[str, ...]:
        return self.items


def _tag_of(value: Any) -> str:  # noqa: ANN401 - Pydantic hands over whatever a person wrote
    """Return which model reads a card: by its keys, so that a person need not name the type."""
    if isinstance(value, _Card):
        return value.type.value
    if not isinstance(value, Mapping):
        return CardType.BASIC.value
    if "cloze" in value:
        return CardType.CLOZE.value
    if "list" in value:
        return CardType.LIST.value
    return (CardType.REVERSED if value.get("reverse") else CardType.BASIC).value


Card = Annotated[
    Annotated[BasicCard, Tag("basic")]
    | Annotated[ReversedCard, Tag("reversed")]
    | Annotated[ClozeCard, Tag("cloze")]
    | Annotated[ListCard, Tag("list")],
    Discriminator(_tag_of),
]
