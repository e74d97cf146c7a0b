"""The kinds of card, apart from their models: who only asks cards need not know how they are validated."""

from enum import StrEnum

BLANK = "[...]"
"""What a cloze shows in place of what it hides, where it gives no hint."""


class CardType(StrEnum):
    """The four kinds of card; the value is what `cards list --json` prints."""

    BASIC = "basic"
    REVERSED = "reversed"
    CLOZE = "cloze"
    LIST = "list"
