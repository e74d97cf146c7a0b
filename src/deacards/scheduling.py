"""The tables of the configuration that tell how cards are scheduled."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

WEIGHTS = 21


class Table(BaseModel):
    """A table of the configuration: nothing unknown is accepted, and nothing is converted."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def array(value: object) -> object:
    """Return TOML's array as a tuple, anything else as it is."""
    return tuple(value) if isinstance(value, list) else value


def _weights(weights: tuple[float, ...]) -> tuple[float, ...]:
    """Refuse what can be no weights of FSRS-6."""
    if weights and len(weights) != WEIGHTS:
        raise ValueError(
            f"has {len(weights)} weights where FSRS-6 has {WEIGHTS}; write what deacards optimize printed"
        )
    return weights


Days = Annotated[int, Field(ge=1, le=36500)]
Share = Annotated[float, Field(ge=0, le=1)]
Minutes = Annotated[
    tuple[Annotated[float, Field(gt=0, le=60 * 24 * 365)], ...], Field(max_length=20), BeforeValidator(array)
]
Weights = Annotated[
    tuple[Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)], ...],
    BeforeValidator(array),
    AfterValidator(_weights),
]


class AnkiTable(Table):
    """`[scheduler.anki]`: the deck options of Anki's variant, under Anki's defaults. Steps are in minutes."""

    learning_steps: Minutes = (1, 10)
    relearning_steps: Minutes = (10,)
    graduating_days: Days = 1
    easy_days: Days = 4
    starting_ease: Annotated[float, Field(ge=1.3, le=5)] = 2.5
    hard_multiplier: Annotated[float, Field(ge=0.5, le=1.3)] = 1.2
    easy_bonus: Annotated[float, Field(ge=1, le=5)] = 1.3
    interval_multiplier: Annotated[float, Field(ge=0.5, le=2)] = 1
    lapse_multiplier: Share = 0
    least_lapse_days: Days = 1
    most_days: Days = 36500


class FsrsTable(Table):
    """`[scheduler.fsrs]`: the recall that cards are due at, and the weights, none for the default ones."""

    retention: Annotated[float, Field(ge=0.7, le=0.99)] = 0.9
    weights: Weights = ()
    most_days: Days = 36500


class SchedulerTable(Table):
    """`[scheduler]`: the algorithm, and what holds for all of them.

    `profile` says which of SM-2's published versions is meant. `fuzz` spreads due days a little; `balance`
    prefers days with little to do. A card forgotten `leech_lapses` times is told as a leech; 0 is never.
    """

    algorithm: Literal["sm2", "anki", "fsrs"] = "sm2"
    profile: Literal["text", "delphi"] = "text"
    fuzz: Literal["on", "off", "balance"] = "on"
    leech_lapses: Annotated[int, Field(ge=0, le=99)] = 8
    anki: AnkiTable = AnkiTable()
    fsrs: FsrsTable = FsrsTable()


class DeckTable(Table):
    """`[[decks]]`: limits for the decks that `match` fits, a part of their names or a glob."""

    match: Annotated[str, Field(min_length=1)]
    new_per_day: Annotated[int, Field(ge=0, le=9999)] | None = None
    reviews_per_day: Annotated[int, Field(ge=0, le=9999)] | None = None
