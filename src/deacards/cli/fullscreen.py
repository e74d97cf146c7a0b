"""The review on the whole screen: the pieces put together for this system's terminal."""

import contextlib
import os
import sys
from datetime import datetime

from deacards.cli.desk import FileDesk
from deacards.collection import Collection
from deacards.review.keys import keymap
from deacards.review.screen import Manner, ScreenReview
from deacards.review.screenport import Terminal
from deacards.review.session import Session
from deacards.review.summary import summarise
from deacards.review.view import Render
from deacards.review.wording import summary_lines
from deacards.study.log import Log


def review(
    session: Session, log: Log, collection: Collection, *, until: datetime | None, is_typed: bool
) -> int:
    """Hold a session on the terminal, print its summary, and return the exit code."""
    table = collection.config.keys.model_dump()
    keys = keymap(table.pop("preset"), table)
    desk = FileDesk(collection.root, collection.reviews)
    screen = ScreenReview(session, log, _terminal(), desk, Manner(keys, is_typed=is_typed, until=until))
    code = screen.run(_warm_up)
    lines = summary_lines(summarise(screen.session, screen.session.moment(log.now())))
    with contextlib.suppress(OSError):  # a terminal that was closed
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    return code


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
