"""How well an answer was remembered, as the four buttons tell it."""

from enum import IntEnum


class Rating(IntEnum):
    """The four buttons; the value is what the review log stores as `g`. AGAIN alone is a failure."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4
