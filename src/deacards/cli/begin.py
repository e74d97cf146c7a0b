"""The session that a review begins with: as it was prepared, or made of the whole study."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deacards.cli.ownlog import local_now
from deacards.cli.remember import Memory
from deacards.problem import Problem
from deacards.review.choice import Choice
from deacards.review.prepared import flat, prepare, prepared_of
from deacards.review.session import Session
from deacards.study.study import Setup, Study, has_several
from deacards_scheduler.days import Moment, study_moment

if TYPE_CHECKING:  # the decks and the log are opened when something is not prepared
    from deacards.cli.openstudy import Opened
    from deacards.review.summary import Summary

PREPARED = "prepared"


class Begun(NamedTuple):
    """A session that has begun, and what it is of.

    `root` is the collection's, absolute. `session` is None where there are no cards at all. With `is_wide`
    several decks have something to ask, and none was chosen. `keep`, called when there is time, keeps what a
    later one can begin with.
    """

    root: Path
    setup: Setup
    problems: tuple[Problem, ...]
    session: Session | None
    is_wide: bool
    study: Callable[[], Study]
    keep: Callable[[], None]

    def sum_up(self, session: Session, now: Moment) -> "Summary":
        """Return what a session came to; the hardest cards stand in the notes where it says."""
        from dataclasses import replace

        from deacards.review.choice import is_more
        from deacards.review.summary import summarise

        more = session.is_open() or is_more(self.study(), session)
        summary = summarise(session, now, is_more=more)
        if not summary.hardest:
            return summary
        from deacards.study.whereabouts import placed

        return replace(summary, hardest=placed(self.root, summary.hardest))


def begin_session(memory: Memory, choice: Choice) -> Begun:
    """Return the session of what `choice` leaves to be asked.

    Raises `ConfigError`, `LogError`, and `UsageError` when no deck is called like that.
    """
    now = local_now()
    return (_recalled(memory, now) if choice == Choice() else None) or _made(memory, choice, now)


def renew(memory: Memory) -> None:
    """Keep what `review` and `status` begin with next, if what is kept does not hold any more."""
    if memory.recall(PREPARED) is None:
        from deacards.cli.openstudy import open_study
        from deacards.cli.status import keep_status

        opened = open_study(memory)
        keep_status(memory, opened)
        keep_prepared(memory, opened)


def keep_prepared(memory: Memory, opened: "Opened") -> None:
    """Keep the session that a review of the whole study begins with."""
    from deacards.review.choice import begin

    study = opened.study
    if study.slots:
        session = begin(study, Choice(), study_moment(local_now(), study.terms.rollover_hour))
        memory.keep(PREPARED, opened.sight, flat(prepare(study, opened.setup, session)))


def _recalled(memory: Memory, now: datetime) -> Begun | None:
    """Return today's session as it was prepared, None if something has changed since."""
    kept = memory.recall(PREPARED)
    prepared = kept and prepared_of(kept.value)
    if not prepared:
        return None
    moment = study_moment(now, prepared.setup.terms.rollover_hour)
    if prepared.day != moment.day:
        return None

    @cache
    def study() -> Study:
        from deacards.cli.openstudy import open_study

        return open_study(memory).study

    session = prepared.session(moment, study)
    setup, problems, is_wide = prepared.setup, prepared.problems, prepared.is_wide
    return Begun(Path(memory.root), setup, problems, session, is_wide, study, lambda: None)


def _made(memory: Memory, choice: Choice, now: datetime) -> Begun:
    """Return the session of what `choice` leaves of the study."""
    from deacards.cli.openstudy import open_study
    from deacards.review.choice import begin

    opened = open_study(memory)
    study = opened.study
    moment = study_moment(now, study.terms.rollover_hour)
    session = begin(study, choice, moment) if study.slots else None
    is_narrow = choice.deck or choice.tag or choice.cram or choice.ahead_days
    is_wide = not is_narrow and has_several(study, moment.day)

    def keep() -> None:
        keep_prepared(memory, opened)

    return Begun(opened.root, opened.setup, study.problems, session, is_wide, lambda: study, keep)
