"""What may stand in a deck file, as Pydantic models; what they let through comes out as records.

They are asked wherever a text comes from a person or from another program. Their names are those of the
records with `Model`; their fields those of the records, by the names that a deck file has for them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
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
    TypeAdapter,
    field_validator,
)
from typing_extensions import override

from deacards.deck import cloze
from deacards.deck.card import (
    BasicCard,
    Card,
    ClozeCard,
    ListCard,
    Origin,
    Retirement,
    ReversedCard,
    Suggestion,
    trim_block,
)
from deacards.deck.cardtype import CardType, Quality
from deacards.deck.deck import Deck


def _one(value: object) -> object:
    """Accept `context: Athena` for `context: [Athena]`."""
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = Annotated[str, StringConstraints(strip_whitespace=True)]
Block = Annotated[str, AfterValidator(trim_block)]
Tags = Annotated[tuple[Annotated[str, Field(pattern=r"^[^\s\u3000]+$")], ...], BeforeValidator(_one)]
Context = Annotated[tuple[Text, ...], BeforeValidator(_one)]
Count = Annotated[int, Field(ge=1)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{6}(-[0-9a-f]{6}){2,3}$")]
Remembered = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64} [0-9a-f]{6}-[0-9a-f]{6}$")]


class _Model(BaseModel):
    """What every part of a deck file shares: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    becomes: ClassVar[Callable[..., Any]]

    def record(self) -> Any:  # noqa: ANN401 - each model's own
        """Return what the model has let through."""
        return self.becomes(**vars(self))


_RECORDED = AfterValidator(lambda model: model.record())


class OriginModel(_Model):
    """The model of `from:`."""

    becomes = Origin

    line: Count
    last: Count | None = None
    rule: str
    made: Digest
    blanks: Count | None = None
    kept: Literal[True] | None = None


class RetirementModel(_Model):
    """The model of a card's `retired:`."""

    becomes = Retirement

    on: date
    reason: Literal["gone", "dismissed"]


class SuggestionModel(_Model):
    """The model of `suggestion:`."""

    becomes = Suggestion

    front: Text | None = None
    cloze: Text | None = None
    back: Text | None = None
    items: Annotated[tuple[Text, ...] | None, Field(alias="list", min_length=1)] = None
    ordered: bool | None = None
    reverse: Literal[True] | None = None
    context: Context | None = None
    extra: Block | None = None


class _CardModel(_Model):
    """The keys that cards of all types share."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    context: Context = ()
    extra: Block = ""
    hint: Line = ""
    tags: Tags = ()
    guid: Annotated[str, Field(max_length=256)] = ""
    quality: Quality = Quality.GOOD
    origin: Annotated[Annotated[OriginModel, _RECORDED] | None, Field(alias="from")] = None
    suggestion: Annotated[SuggestionModel, _RECORDED] | None = None
    retirement: Annotated[Annotated[RetirementModel, _RECORDED] | None, Field(alias="retired")] = None


class BasicModel(_CardModel):
    """The model of a question and its answer."""

    becomes = BasicCard

    front: Text
    back: Text


class ReversedModel(BasicModel):
    """The model of a pair that is asked both ways."""

    becomes = ReversedCard

    reverse: Literal[True]

    @override
    def record(self) -> ReversedCard:
        return ReversedCard(**{key: value for key, value in vars(self).items() if key != "reverse"})


class ClozeModel(_CardModel):
    """The model of a text with blanks."""

    becomes = ClozeCard

    cloze: Text

    @field_validator("cloze")
    @classmethod
    def _has_blank(cls, value: str) -> str:
        if not cloze.ords_of(value):
            raise ValueError("has no blank; mark the hidden words with {{c1::...}}")
        return value


class ListModel(_CardModel):
    """The model of a question with several answers."""

    becomes = ListCard

    front: Text
    items: Annotated[tuple[Text, ...], Field(alias="list", min_length=1)]
    ordered: bool = False


def _type_of(value: Any) -> str:  # noqa: ANN401 - Pydantic hands over whatever a person wrote
    """Return which model reads a card: by its keys, so that a person need not name the type."""
    if not isinstance(value, Mapping):
        return CardType.BASIC.value
    if "cloze" in value:
        return CardType.CLOZE.value
    if "list" in value:
        return CardType.LIST.value
    return (CardType.REVERSED if value.get("reverse") else CardType.BASIC).value


_CardModels = Annotated[
    Annotated[BasicModel, _RECORDED, Tag("basic")]
    | Annotated[ReversedModel, _RECORDED, Tag("reversed")]
    | Annotated[ClozeModel, _RECORDED, Tag("cloze")]
    | Annotated[ListModel, _RECORDED, Tag("list")],
    Discriminator(_type_of),
]


class DeckModel(_Model):
    """The model of a deck file."""

    becomes = Deck

    format: Literal[1]
    deck: Text
    source: Line | None = None
    tags: Tags = ()
    order: int | None = None
    rules: Count | None = None
    cards: tuple[_CardModels, ...] = ()
    retired: tuple[_CardModels, ...] = ()
    derived: tuple[Remembered, ...] = ()


def deck_of(value: object) -> Deck:
    """Return the deck that the keys of a file describe. Raises `ValidationError` with all that is wrong."""
    deck: Deck = DeckModel.model_validate(value).record()
    return deck


def card_of(value: Mapping[str, object]) -> Card:
    """Return the card that its keys describe. Raises `ValidationError`."""
    card: Card = _card_adapter().validate_python(value)
    return card


@cache
def _card_adapter() -> TypeAdapter[Any]:
    return TypeAdapter(_CardModels)
