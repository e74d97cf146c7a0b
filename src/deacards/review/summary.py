"""What a session came to, once it is over."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deacards.review.session import Session
from deacards.study.study import due_count, is_asked
from deacards.study.unit import Unit
from deacards_scheduler.days import DAY_SECONDS, Moment
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import UNSEEN

if TYPE_CHECKING:  # who only looked has no steps
    from deacards_scheduler.event import Cram, Review

HARDEST = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a session; what was undone does not count.

    `units` were answered, `new` of them for the first time ever. `recalled` of the `reviewed`, which had
    waited for their day, were scored Hard or better at the first try. `hardest` are the units scored below
    Good, those failed most often first. `left` were not asked; `due_tomorrow` comes back the day after.
    `returns_seconds` is the time until the next learning step of minutes ends, None without one.
    With `is_more` another session would ask something, of other decks perhaps.
    """

    units: int
    new: int
    seconds: int
    reviewed: int
    recalled: int
    hardest: tuple[Unit, ...]
    left: int
    due_tomorrow: int
    returns_seconds: int | None = None
    is_more: bool = False


def summarise(session: Session, now: Moment, *, is_more: bool = False) -> Summary:
    """Return what the session came to, `now`."""
    ratings: defaultdict[str, list[Rating]] = defaultdict(list)
    answers = _answers(session)
    for step in answers:
        ratings[step.unit].append(step.rating)
    before = {unit: session.known.get(unit, UNSEEN) for unit in ratings}
    reviewed = [unit for unit, state in before.items() if state.reps and not state.was_graded(now.day)]
    left = session.left()
    return Summary(
        units=len(ratings),
        new=sum(not state.reps for state in before.values()),
        seconds=sum(step.elapsed_ms for step in answers) // 1000,
        reviewed=len(reviewed),
        recalled=sum(ratings[unit][0] > Rating.AGAIN for unit in reviewed),
        hardest=tuple(session.units[unit] for unit in _hardest(ratings)),
        left=left.new + left.learning + left.due,
        due_tomorrow=_due_on(session, now.day + 1),
        returns_seconds=_seconds(now, session.returns_at),
        is_more=is_more,
    )


def _answers(session: Session) -> "list[Review | Cram]":
    """Return the answers that a session took."""
    if not session.steps:
        return []
    from deacards_scheduler.event import Cram, Review  # noqa: PLC0415 - see above

    return [step for step in session.steps if isinstance(step, Review | Cram)]


def _seconds(now: Moment, moment: Moment | None) -> int | None:
    """Return the seconds from `now` to `moment`."""
    return moment and (moment.day - now.day) * DAY_SECONDS + moment.second - now.second


def _hardest(ratings: dict[str, list[Rating]]) -> Iterable[str]:
    """Return the units scored below Good, most failures first, then most hard answers."""
    low = [unit for unit, given in ratings.items() if min(given) < Rating.GOOD]
    low.sort(key=lambda unit: (-ratings[unit].count(Rating.AGAIN), -ratings[unit].count(Rating.HARD)))
    return low[:HARDEST]


def _due_on(session: Session, day: int) -> int:
    """Return how many units will be due on `day`, those overdue by then included."""
    before = session.foreseen.get(day)
    if before is None:
        before = due_count(session.units, session.known, day)
    for unit in session.changed:
        if unit in session.units:
            before += is_asked(session.state(unit), day) - is_asked(session.known.get(unit, UNSEEN), day)
    return before
