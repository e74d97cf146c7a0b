"""The review on the whole screen: the pieces put together for this system's terminal."""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deacards.cli.desk import FileDesk
from deacards.cli.openstudy import Opened
from deacards.review.choice import Choice, begin
from deacards.review.comparison import Comparison
from deacards.review.keys import keymap
from deacards.review.looks import Render
from deacards.review.screen import Manner, ScreenReview
from deacards.review.screenport import Ended, Terminal
from deacards.review.session import Session
from deacards.review.summary import summarise
from deacards.review.wording import summary_lines
from deacards.study.log import Log
from deacards.study.study import has_several


@dataclass(frozen=True, slots=True)
class Evening:
    """What is to be studied: `session` is what `choice` makes of the study if no deck is picked."""

    opened: Opened
    choice: Choice
    session: Session
    log: Log
    until: datetime | None
    is_typed: bool


def review(evening: Evening) -> int:
    """Hold a session on the terminal, print its summary, and return the exit code."""
    opened, log = evening.opened, evening.log
    keys = keymap(opened.setup.preset, opened.setup.keys)
    desk = FileDesk(opened.root, opened.root / opened.setup.reviews)
    manner = Manner(keys, _comparing() if evening.is_typed else None, evening.until)
    terminal, screen, code = _terminal(), None, 0
    try:
        with terminal:
            if session := _pick(evening, terminal):
                screen = ScreenReview(session, log, terminal, desk, manner)
                screen.run(_warm_up)
    except Ended as end:
        code = end.code
    if screen is not None:
        now = screen.session.moment(log.now())
        _print(summary_lines(summarise(screen.session, now), terminal.size()[0]))
    return code


def _pick(evening: Evening, terminal: Terminal) -> Session | None:
    """Return the session, of the deck that is picked if several have something to ask; None for none."""
    choice, session, study = evening.choice, evening.session, evening.opened.study
    is_narrow = choice.deck or choice.tag or choice.cram or choice.ahead_days
    if is_narrow or not has_several(study, session.now.day):
        return session
    from deacards.review.picker import Picker, press, row_of, rows_of, view

    picker = Picker((row_of(session),))  # all decks can be chosen while the others are counted
    terminal.paint(view(picker, *terminal.size()))
    picker = Picker(rows_of(study, session.now.day))
    while True:
        terminal.paint(view(picker, *terminal.size()))
        match terminal.read():
            case "esc":
                return None
            case "enter" if picker.shown:
                row = picker.shown[picker.chosen]
                return begin(study, replace(choice, decks=row.decks), session.now) if row.name else session
            case key:
                picker = press(picker, key)


def _print(lines: list[str]) -> None:
    """Print lines on a terminal that may have been closed."""
    with contextlib.suppress(OSError):
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


def _comparing() -> Callable[[str, Sequence[str]], Comparison]:
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
