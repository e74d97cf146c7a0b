"""The kinds of card, apart from the cards: who only asks them, or derives them, need not know more."""

from enum import StrEnum

BLANK = "[...]"
"""What a cloze shows in place of what it hides, where it gives no hint."""


class CardType(StrEnum):
    """The four kinds of card; the value is what `cards list --json` prints."""

    BASIC = "basic"
    REVERSED = "reversed"
    CLOZE = "cloze"
    LIST = "list"


class Quality(StrEnum):
    """What derivation thinks of a card; `review` asks the person to reword it."""

    GOOD = "good"
    REVIEW = "review"
