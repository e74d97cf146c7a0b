"""Frames to the bytes that a terminal draws them from: only the rows that changed are sent."""

from collections.abc import Sequence
from typing import NamedTuple

from deacards.review.cells import Line

# Another screen, which leaves the shell's as it was; no cursor; what is too wide is cut, not wrapped.
ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J"
LEAVE = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l"
_NOT_COLOURS = frozenset("123479")  # bold, dim, italic, underlined, reversed, struck out


class Overlay(NamedTuple):
    """The sequences that draw a picture over a frame, and those that take it away."""

    show: str
    wipe: str


NOTHING = Overlay("", "")


def draw(before: Sequence[Line], after: Sequence[Line], *, colour: bool) -> str:
    """Return what turns the frame `before` (empty for a blank screen) into `after`, of as many rows."""
    rows = []
    for number, line in enumerate(after, 1):
        if number > len(before) or before[number - 1] != line:
            rows.append(f"\x1b[{number};1H{styled(line, colour=colour)}\x1b[K")
    return "".join(rows)


def styled(line: Line, *, colour: bool) -> str:
    """Return a line with the sequences that give its pieces their looks; without colours if so chosen."""
    parts = []
    for span in line:
        style = span.style if colour else _colourless(span.style)
        parts.append(f"\x1b[{style}m{span.text}\x1b[0m" if style else span.text)
    return "".join(parts)


def _colourless(style: str) -> str:
    return ";".join(code for code in style.split(";") if code in _NOT_COLOURS)


def draw_all(
    before: tuple[Sequence[Line], Overlay], after: tuple[Sequence[Line], Overlay], *, colour: bool
) -> str:
    """Return what turns a frame and the picture over it into another frame with its own picture.

    Where another picture was everything is drawn anew: nobody else knows what it has covered.
    """
    (old, was_over), (new, over) = before, after
    if over == was_over:
        return draw(old, new, colour=colour) + (over.show if not old else "")
    if was_over.show:
        return f"{was_over.wipe}\x1b[2J{draw((), new, colour=colour)}{over.show}"
    return draw(old, new, colour=colour) + over.show
