"""The console of Windows: keys by `msvcrt`, frames by the same sequences as everywhere.

Ctrl-C comes as a key; the console has no signals for a new size or a hangup, so the size is asked for while
no key is pressed.
"""

import contextlib
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol, Self

from deacards.review.cells import Line
from deacards.review.keys import decode
from deacards.review.paint import ENTER, LEAVE, NOTHING, Overlay, draw_all
from deacards.review.screenport import CELL, RESIZED, Ended

INTERRUPTED = 130
_SPECIALS = {
    "H": "up",
    "P": "down",
    "K": "left",
    "M": "right",
    "I": "pgup",
    "Q": "pgdn",
    "G": "home",
    "O": "end",
}
_PREFIXES = ("\x00", "\xe0")
_ENABLE_SEQUENCES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
_STDOUT = -11
_POLL_SECONDS = 0.02


class Console(Protocol):
    """The part of the Windows console that is used here."""

    def has_key(self) -> bool:
        """Return whether a key was pressed."""

    def sign(self) -> str:
        """Return the next sign that a key sent, without showing it."""

    def wait(self, seconds: float) -> None:
        """Let time go by."""

    def write(self, text: str) -> None:
        """Write on the console."""

    def size(self) -> tuple[int, int]:
        """Return width and height in cells."""


class WindowsTerminal:
    """The console as the review screen uses it."""

    def __init__(self, console: Console, *, colour: bool) -> None:
        self._console = console
        self._colour = colour
        self._frame: Sequence[Line] = ()
        self._overlay = NOTHING
        self._size = console.size()

    def __enter__(self) -> Self:
        """Take the console over."""
        self._frame = ()
        self._console.write(ENTER)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the console as it was."""
        self._console.write(LEAVE)

    def size(self) -> tuple[int, int]:
        """Return the width and the height in cells."""
        self._size = self._console.size()
        return self._size

    def cell(self) -> tuple[int, int]:
        """Return the size of a usual cell in pixels."""
        return CELL

    def features(self) -> Collection[int]:
        """Return nothing: the console is not asked."""
        return ()

    def read(self) -> str:
        """Return the next key by its name, or `RESIZED`. Raises `Ended` for Ctrl-C."""
        while True:
            if self._console.size() != self._size:
                self._frame = ()
                self._console.write("\x1b[2J")
                return RESIZED
            if not self._console.has_key():
                self._console.wait(_POLL_SECONDS)
            elif key := self._key():
                return key

    def paint(self, frame: Sequence[Line], overlay: Overlay = NOTHING) -> None:
        """Show a frame."""
        self._console.write(draw_all((self._frame, self._overlay), (frame, overlay), colour=self._colour))
        self._frame, self._overlay = frame, overlay

    @contextlib.contextmanager
    def lend(self) -> Iterator[None]:
        """Give another program the console for a while."""
        self.__exit__()
        try:
            yield
        finally:
            self.__enter__()

    def _key(self) -> str:
        """Return the name of the key that was pressed, "" for one without. Raises `Ended` for Ctrl-C."""
        sign = self._console.sign()
        if sign in _PREFIXES:
            return _SPECIALS.get(self._console.sign(), "")
        if sign == "\x03":
            raise Ended(INTERRUPTED)
        if sign == "\x1b":
            return "esc"
        if "\ud800" <= sign <= "\udbff":  # half of a sign beyond the first 65,536
            sign = (sign + self._console.sign()).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        keys, _ = decode(sign)
        return keys[0] if keys else ""


if sys.platform == "win32":
    import ctypes
    import msvcrt
    import time

    class SystemConsole:
        """The console that the process was started in."""

        def __init__(self) -> None:
            kernel = ctypes.windll.kernel32
            handle, mode = kernel.GetStdHandle(_STDOUT), ctypes.c_uint32()
            if kernel.GetConsoleMode(handle, ctypes.byref(mode)):
                kernel.SetConsoleMode(handle, mode.value | _ENABLE_SEQUENCES)

        def has_key(self) -> bool:
            """Return whether a key was pressed."""
            return msvcrt.kbhit()

        def sign(self) -> str:
            """Return the next sign that a key sent."""
            return msvcrt.getwch()

        def wait(self, seconds: float) -> None:
            """Let time go by."""
            time.sleep(seconds)

        def write(self, text: str) -> None:
            """Write on the console."""
            sys.stdout.write(text)
            sys.stdout.flush()

        def size(self) -> tuple[int, int]:
            """Return width and height in cells."""
            width, height = os.get_terminal_size()
            return width, height
