"""What happened, as the review log tells it: facts only, never what an algorithm made of them.

`id` is unique over all devices; `at` is an aware instant in the local time of the person; `unit` is the
scheduled unit, `cardid/ord`.
"""

from dataclasses import dataclass
from datetime import datetime

from deacards_scheduler.rating import Rating


@dataclass(frozen=True, slots=True)
class _Stamped:
    """What all events share: which one it is, and when it happened."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Review(_Stamped):
    """An answer; `elapsed_ms` is the time from the question to the rating."""

    unit: str
    rating: Rating
    elapsed_ms: int = 0


@dataclass(frozen=True, slots=True)
class Cram(_Stamped):
    """An answer that was only practice and changes no state."""

    unit: str
    rating: Rating
    elapsed_ms: int = 0


@dataclass(frozen=True, slots=True)
class Suspend(_Stamped):
    """The unit is not asked until it is unsuspended."""

    unit: str


@dataclass(frozen=True, slots=True)
class Unsuspend(_Stamped):
    """The unit is asked again."""

    unit: str


@dataclass(frozen=True, slots=True)
class Bury(_Stamped):
    """The unit is not asked for the rest of its study day."""

    unit: str


@dataclass(frozen=True, slots=True)
class Reset(_Stamped):
    """The unit is as if it were new."""

    unit: str


@dataclass(frozen=True, slots=True)
class SetDue(_Stamped):
    """The unit is due on a study day that a person chose."""

    unit: str
    due_day: int


@dataclass(frozen=True, slots=True)
class Undo(_Stamped):
    """The event `ref` is as if it had never happened."""

    ref: str


@dataclass(frozen=True, slots=True)
class Alias(_Stamped):
    """What is told of `unit`, before and after, is told of `new`."""

    unit: str
    new: str


@dataclass(frozen=True, slots=True)
class Unknown(_Stamped):
    """An event of a kind that this version does not know: kept, and without effect."""

    kind: str


UnitEvent = Review | Cram | Suspend | Unsuspend | Bury | Reset | SetDue
"""The events of one unit."""

Event = UnitEvent | Undo | Alias | Unknown
