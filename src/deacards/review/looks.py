"""What the review screen shows, as a value: `view` makes frames of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deacards.review.cells import Line
from deacards.review.keys import Keymap
from deacards.review.session import Session
from deacards_scheduler.days import Moment
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import UnitState

if TYPE_CHECKING:  # only an answer is compared
    from deacards.review.comparison import Comparison
    from deacards.review.images import Picture

DIM, BOLD, STRONG, REVERSE, YELLOW = "2", "1", "1;36", "7", "33"
LEAST_HEIGHT = 8

Render = Callable[[str, int], tuple[Line, ...]]
"""Makes lines of at most so many cells of card Markdown that is safe to print."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the screen shows: a session, and what the person has asked to see of it.

    `asked` is how many units the session had at its start. `outcomes` are those of the current unit's
    ratings, shown with its answer. `typed` is what was typed so far, None without typing; `comparison` what
    came of it. `panel` covers the card. `scroll` counts the lines above the window, and may be too large.
    For a `picture` empty lines are left below the card.
    """

    session: Session
    keys: Keymap
    asked: int
    now: Moment
    outcomes: Mapping[Rating, UnitState] | None = None
    typed: str | None = None
    comparison: "Comparison | None" = None
    shows_hint: bool = False
    panel: tuple[Line, ...] | None = None
    scroll: int = 0
    message: str = ""
    picture: "Picture | None" = None

    @property
    def is_shown(self) -> bool:
        """Return whether the answer is shown."""
        return self.outcomes is not None


def is_roomy(height: int) -> bool:
    """Return whether empty lines can be spared around the card."""
    return height >= LEAST_HEIGHT + 4


def first_screen(session: Session, keys: Keymap, now: Moment, *, is_typed: bool) -> Screen:
    """Return what the screen shows when a session begins: its first question."""
    left = session.left()
    return Screen(session, keys, left.new + left.learning + left.due, now, typed="" if is_typed else None)
