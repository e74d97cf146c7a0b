"""The review screen as lines: what is shown is a function of the state and the size, and of nothing else."""

from itertools import chain
from typing import TYPE_CHECKING

from deacards.review.cells import Line, Span, clip, line_of, wrap
from deacards.review.footer import footer
from deacards.review.header import header
from deacards.review.keys import Action, key_of
from deacards.review.looks import BOLD, DIM, LEAST_HEIGHT, Render, Screen, is_roomy
from deacards.review.sides import answer, question
from deacards.review.wording import minutes_until

if TYPE_CHECKING:  # few cards have a picture
    from deacards.review.images import Picture

LEAST_WIDTH = 20
TEXT_WIDTH = 92
"""Longer lines are hard to read; on a wide screen the text stands in the middle."""


def view(screen: Screen, width: int, height: int, render: Render) -> tuple[Line, ...]:
    """Return exactly `height` lines of at most `width` cells."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        note = f"Too small: {LEAST_WIDTH}x{LEAST_HEIGHT} is needed."
        return _filled([clip(line_of(note), width)], height)
    margin, room = _columns(width)
    top, bottom = header(screen, room), footer(screen, room, height)
    gap: list[Line] = [()] * is_roomy(height)
    body = _window(_all_lines(screen, room, render, height), screen.scroll, _rows(screen, width, height))
    lines = [*top, *gap, *body, *gap, *bottom]
    return _filled([clip((Span(" " * margin), *line) if line else (), width) for line in lines], height)


def last_scroll(screen: Screen, width: int, height: int, render: Render) -> int:
    """Return the largest number of lines that can stand above the window."""
    _, room = _columns(width)
    return max(0, len(_all_lines(screen, room, render, height)) - _rows(screen, width, height))


def picture_place(
    screen: Screen, width: int, height: int, render: Render
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return row and column (from 1) of the card's picture, and its columns and rows; None out of sight."""
    if screen.picture is None or screen.panel is not None or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return None
    margin, room = _columns(width)
    columns, rows = _picture_cells(screen.picture, room, height)
    seen, lines = _rows(screen, width, height), len(_all_lines(screen, room, render, height))
    at = lines - rows - min(screen.scroll, max(0, lines - seen))
    if at < 0 or at + rows > seen:
        return None
    return (len(header(screen, room)) + is_roomy(height) + at + 1, margin + 1), (columns, rows)


def _all_lines(screen: Screen, width: int, render: Render, height: int) -> list[Line]:
    """Return all lines of the card with the empty ones that its picture will cover."""
    lines = body_lines(screen, width, render)
    if screen.picture is None or screen.panel is not None:
        return lines
    _, rows = _picture_cells(screen.picture, width, height)
    return [*lines, *[()] * (rows + 1)]


def _picture_cells(picture: "Picture", width: int, height: int) -> tuple[int, int]:
    """Return the columns and rows of a picture: the half of the screen at most, the text keeps the rest."""
    from deacards.review.images import cells_of  # noqa: PLC0415 - few cards have a picture

    return cells_of(picture, width, max(1, height // 2))


def count_lines(screen: Screen, width: int, render: Render) -> int:
    """Return how many lines the card has, the hidden ones too."""
    _, room = _columns(width)
    return len(body_lines(screen, room, render))


def body_lines(screen: Screen, width: int, render: Render) -> list[Line]:
    """Return all lines of the card, or of the panel that covers it, the hidden ones too."""
    unit = screen.session.current
    if screen.panel is not None:
        lines = list(screen.panel)
    elif unit is None:
        lines = _end(screen, width)
    else:
        lines = [*question(screen, unit, width, render), *answer(screen, unit, width, render)]
    # Who measures emoji otherwise may have made a line too wide: nothing of it is cut off.
    return list(chain.from_iterable(wrap(line, width) for line in lines))


def _rows(screen: Screen, width: int, height: int) -> int:
    """Return how many lines of the card can be seen."""
    _, room = _columns(width)
    return height - len(header(screen, room)) - len(footer(screen, room, height)) - 2 * is_roomy(height)


def _columns(width: int) -> tuple[int, int]:
    """Return the left margin and the width of the text."""
    edge = 2 if width >= 40 else 0
    room = min(width - 2 * edge, TEXT_WIDTH)
    return (width - room) // 2 if width > TEXT_WIDTH else edge, room


def _filled(lines: list[Line], height: int) -> tuple[Line, ...]:
    return (*lines, *[()] * (height - len(lines)))[:height]


def _window(lines: list[Line], scroll: int, rows: int) -> tuple[Line, ...]:
    """Return `rows` of the lines; where more are below, the last row says how many."""
    scroll = max(0, min(scroll, len(lines) - rows))
    below = len(lines) - scroll - rows
    if below <= 0:
        return _filled(lines[scroll:], rows)
    return (*lines[scroll : scroll + rows - 1], line_of(f"↓ {below + 1} more", DIM))


def _end(screen: Screen, width: int) -> list[Line]:
    """Return what is said when there is nothing to ask."""
    returns = screen.session.returns_at
    if returns is None:
        text = "That was all for now."
    else:
        text = f"A card in learning comes back in {minutes_until(returns, screen.now)}."
    undo = f"  {key_of(screen.keys, Action.UNDO)} takes the last answer back." if screen.session.steps else ""
    end = f"{key_of(screen.keys, Action.QUIT)} ends.{undo}"
    return [*wrap(line_of(text, BOLD), width), *wrap(line_of(end, DIM), width)]
