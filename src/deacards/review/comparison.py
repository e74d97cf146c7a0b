"""What came of comparing a typed answer with the right one."""

from dataclasses import dataclass

from deacards_scheduler.rating import Rating


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the comparison: right text, text that is `wrong` there, or text that was `missing`."""

    text: str
    kind: str = "right"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, in reading order, and the rating to suggest."""

    pieces: tuple[Piece, ...]
    rating: Rating
