"""What the review screen needs of a terminal, whatever the system."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, Self

from deacards.review.cells import Line
from deacards.review.paint import NOTHING, Overlay

CELL = (8, 16)
"""A usual cell in pixels, for a terminal that does not tell."""
HANGUP = 128 + 1
RESIZED = "resized"
"""What `read` returns when the frame has to be drawn again."""


class Ended(Exception):  # noqa: N818 - it is no error
    """The session has to end: by a signal, or because the terminal is gone. `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Terminal(Protocol):
    """What the review screen needs of a terminal."""

    def __enter__(self) -> Self:
        """Take the terminal over."""

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was."""

    def size(self) -> tuple[int, int]:
        """Return the width and the height in cells."""

    def cell(self) -> tuple[int, int]:
        """Return the width and the height of a cell in pixels."""

    def features(self) -> Collection[int]:
        """Return what the terminal says it can do, by the numbers of its device attributes (DA1).

        The first call asks, and returns none; when the answer comes, `read` returns `RESIZED`.
        """

    def read(self) -> str:
        """Return the next key by its name, or `RESIZED`. Raises `Ended`."""

    def paint(self, frame: Sequence[Line], overlay: Overlay = NOTHING) -> None:
        """Show a frame, and over its empty rows a picture. Raises `Ended`."""

    def lend(self) -> AbstractContextManager[None]:
        """Return a context in which another program has the terminal."""
