"""`deacards review`: study in the terminal."""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from io import StringIO, TextIOWrapper
from typing import NamedTuple, TextIO

import click

from deacards.cli import output
from deacards.cli.begin import Begun, begin_session, renew
from deacards.cli.ownlog import open_own_log
from deacards.cli.remember import open_memory
from deacards.memory import collection_paused
from deacards.problem import Severity
from deacards.review.choice import Choice
from deacards.review.session import Session
from deacards.study.log import Log


class Manner(NamedTuple):
    """How the person wants to be asked, whatever is asked.

    `ready` has to be called once there is something to read on the screen: until then only speed counts.
    """

    plain: bool
    typed: bool
    minutes: int | None
    device: str | None
    ready: Callable[[], None]


@click.command
@click.argument("deck", default="")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Ask at most N cards.")
@click.option(
    "--new", type=click.IntRange(min=0), metavar="N", help="Ask at most N new cards, even beyond today's."
)
@click.option("--time", type=click.IntRange(min=1), metavar="MINUTES", help="Stop after so many minutes.")
@click.option("--tag", default="", metavar="TAG", help="Ask only cards that have this tag.")
@click.option("--cram", is_flag=True, help="Practise every card; no schedule changes.")
@click.option(
    "--ahead",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="Practise what is due in DAYS; no schedule changes.",
)
@click.option("--type", "typed", is_flag=True, help="Type the answers and see what differs.")
@click.option("--plain", is_flag=True, help="Line by line, for a screen reader or a pipe.")
@click.option("--seed", metavar="TEXT", help="Decide the order of cards that are equally due.")
@click.option("--device", metavar="NAME", help="Log under this name instead of this computer's own.")
def command(  # noqa: PLR0913 - an option each
    *,
    deck: str,
    limit: int | None,
    new: int | None,
    time: int | None,
    tag: str,
    cram: bool,
    ahead: int | None,
    typed: bool,
    plain: bool,
    seed: str | None,
    device: str | None,
) -> int:
    """Study what is due.

    DECK is a part of a deck's name or of its file's, or a glob; without it all decks are studied. Every
    answer is on the disk before the next question.
    """
    if cram and ahead:
        raise click.UsageError("--cram and --ahead exclude each other; --cram asks those cards too")
    choice = Choice(deck, limit, new, cram, ahead or 0, seed, tag)
    with ExitStack() as paused:
        paused.enter_context(collection_paused())
        return _study(choice, Manner(plain, typed, time, device, paused.close))


def _study(choice: Choice, manner: Manner) -> int:
    """Open the collection, hold the session, and return the exit code."""
    memory = open_memory()
    begun = begin_session(memory, choice)
    output.show_problems(begun.problems)
    is_faulty = any(problem.severity is Severity.ERROR for problem in begun.problems)
    if begun.session is None:
        output.say("There are no cards to study. Next: deacards build")
        return int(is_faulty)
    log = open_own_log(begun.root / begun.setup.reviews, manner.device)
    code = _hold(begun, begun.session, log, choice, manner)
    renew(memory)  # also after a signal, such as that of a window which was closed
    return code or int(is_faulty)


def _hold(begun: Begun, session: Session, log: Log, choice: Choice, manner: Manner) -> int:
    """Hold the session, on the whole screen if there is one, and return the exit code."""
    until = None if manner.minutes is None else log.now() + timedelta(minutes=manner.minutes)

    def ready() -> None:
        manner.ready()
        begun.keep()

    if manner.plain or session.current is None or not _has_screen():
        from deacards.review.plain import PlainReview, Talk

        ready()
        talk = Talk(_input(), sys.stdout)
        return PlainReview(session, log, talk, until=until, is_typed=manner.typed).run(begun.sum_up)
    from deacards.cli.fullscreen import Evening, review

    return review(Evening(begun, choice, session, log, until, manner.typed, ready))


def _has_screen() -> bool:
    """Return whether both ends are a terminal that can do more than lines."""
    is_tty = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return (
        is_tty and os.environ.get("TERM", "") != "dumb" and (bool(os.environ.get("TERM")) or os.name == "nt")
    )


def _input() -> TextIO:
    """Return the standard input, with what is not text replaced; an empty one where it is closed."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return sys.stdin or StringIO()
