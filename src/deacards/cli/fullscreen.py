"""The review on the whole screen: the pieces put together for this system's terminal.

The first question is on the screen before anything is imported that only its answer needs.
"""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from deacards.cli import output
from deacards.cli.begin import Begun
from deacards.review.choice import Choice
from deacards.review.inline import inline_lines
from deacards.review.keys import Keymap, keymap
from deacards.review.looks import Render, Screen, first_screen
from deacards.review.screenport import Ended, Terminal
from deacards.review.session import Session
from deacards.review.view import view
from deacards.study.log import Log

if TYPE_CHECKING:
    from deacards.review.comparison import Comparison
    from deacards.review.screen import ScreenReview


class Evening(NamedTuple):
    """What is to be studied: `session` is what `choice` makes of the study if no deck is picked.

    `ready` is called when the first frame is on the screen.
    """

    begun: Begun
    choice: Choice
    session: Session
    log: Log
    until: datetime | None
    is_typed: bool
    ready: Callable[[], None]

    @property
    def keys(self) -> Keymap:
        """Return what each key does."""
        return keymap(self.begun.setup.preset, self.begun.setup.keys)


def review(evening: Evening) -> int:
    """Hold a session on the terminal, print its summary, and return the exit code."""
    terminal, code = _terminal(), 0
    session: Session | None = None
    screen: ScreenReview | None = None
    try:
        with terminal:
            session = _pick(evening, terminal)
            if session:
                first = first_screen(session, evening.keys, session.now, is_typed=evening.is_typed)
                terminal.paint(view(first, *terminal.size(), inline_lines))
                shown_at = evening.log.now()
                screen = _screen(evening, first, terminal)
                screen.run(shown_at)
    except Ended as end:
        code = end.code
    if session:
        _print_summary(evening, screen.session if screen else session, terminal.size()[0])
    return code


def _screen(evening: Evening, first: Screen, terminal: Terminal) -> "ScreenReview":
    """Return what holds the session: all that the first frame could do without is imported here."""
    evening.ready()
    render = _warm_up()
    from deacards.cli.desk import FileDesk
    from deacards.review.images import protocol_of
    from deacards.review.screen import Manner, ScreenReview

    begun = evening.begun
    desk = FileDesk(begun.root, begun.root / begun.setup.reviews)
    compare = _comparing() if evening.is_typed else None
    manner = Manner(render, compare, evening.until, protocol_of(os.environ))
    return ScreenReview(first, evening.log, terminal, desk, manner)


def _print_summary(evening: Evening, session: Session, width: int) -> None:
    """Print what the session came to."""
    from deacards.review.wording import summary_lines

    now = session.moment(evening.log.now())
    _print(summary_lines(evening.begun.sum_up(session, now), width))


def _pick(evening: Evening, terminal: Terminal) -> Session | None:
    """Return the session, of the deck that is picked if several have something to ask; None for none."""
    choice, session = evening.choice, evening.session
    if not evening.begun.is_wide:
        return session
    from deacards.review.choice import begin
    from deacards.review.picker import Picker, press, row_of, rows_of
    from deacards.review.picker import view as view_picker

    picker = Picker((row_of(session),))  # all decks can be chosen while the others are counted
    terminal.paint(view_picker(picker, *terminal.size()))
    evening.ready()
    study = evening.begun.study()
    picker = Picker(rows_of(study, session.now.day))
    while True:
        terminal.paint(view_picker(picker, *terminal.size()))
        match terminal.read():
            case "esc":
                return None
            case "enter" if picker.shown:
                row = picker.shown[picker.chosen]
                return begin(study, choice._replace(decks=row.decks), session.now) if row.name else session
            case key:
                picker = press(picker, key)


def _print(lines: list[str]) -> None:
    """Print lines on a terminal that may have been closed."""
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    except OSError:
        output.leave_stdout()


def _comparing() -> "Callable[[str, Sequence[str]], Comparison]":
    """Return what compares typed answers."""
    from deacards.review.typed import compare

    return compare


def _warm_up() -> Render:
    """Import what is too slow for the first frame, and return the better look of cards."""
    from deacards.review.markdown import markdown_lines

    return markdown_lines


if sys.platform == "win32":

    def _terminal() -> Terminal:
        """Return this process's console."""
        from deacards.review.windows import SystemConsole, WindowsTerminal

        return WindowsTerminal(SystemConsole(), colour=not os.environ.get("NO_COLOR"))

else:

    def _terminal() -> Terminal:
        """Return this process's terminal."""
        from deacards.review.terminal import PosixTerminal

        colour = not os.environ.get("NO_COLOR")
        return PosixTerminal(sys.stdin.fileno(), sys.stdout.fileno(), colour=colour)
