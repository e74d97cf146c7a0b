"""The line on a terminal that says how far long work has come, and is gone when the work ends."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from deacards.progress import Progress, untold

PATIENCE_SECONDS = 0.7
"""Work that takes no longer says nothing: a line that flashes up disturbs more than it tells."""
PAUSE_SECONDS = 0.1
"""As fast as somebody can read numbers; more would only slow the work down."""
USUAL_WIDTH = 80
_ERASED = "\r\x1b[K"  # to the line's begin, and all of it away


class Line:
    """A line on `stream` that is written over each time there is news, `width()` columns at most.

    The `clock` counts seconds from anywhere; the work begins when the line is made.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float], width: Callable[[], int]) -> None:
        self._stream, self._clock, self._width = stream, clock, width
        self._begin = self._next = clock() + PATIENCE_SECONDS
        self._step = ""

    def show(self, step: str, done: int, total: int) -> None:
        """Show how far the work has come, if it is time to: a `Progress`. A new step is shown at once."""
        now = self._clock()
        if now < self._begin or (step == self._step and now < self._next):
            return
        self._step, self._next = step, now + PAUSE_SECONDS
        text = f"{step}: {done:,} of {total:,}" if done else step
        self._write(text[: self._width() - 1])  # in the last column some terminals begin a new line

    def erase(self) -> None:
        """Leave the terminal as it was before the line."""
        if self._step:
            self._step = ""
            self._write("")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):  # the terminal is gone, the work is not
            self._stream.write(f"{_ERASED}{text}")
            self._stream.flush()


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Yield what shows on stderr how far work has come; whatever ends it, the line is gone then.

    Nobody may print while the work goes on. Nothing is shown to the `quiet`, and where nobody looks.
    """
    if quiet or not _is_watched():
        yield untold
        return
    line = Line(sys.stderr, time.monotonic, _width)
    try:
        yield line.show
    finally:
        line.erase()


def _is_watched() -> bool:
    """Return whether stderr is a terminal that can erase a line, with a person in front of it."""
    can_erase = os.environ.get("TERM", "dumb") not in {"", "dumb"}
    return can_erase and not os.environ.get("CI") and sys.stderr.isatty()


def _width() -> int:
    """Return how wide the terminal is now."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL_WIDTH
    except OSError:
        return USUAL_WIDTH
