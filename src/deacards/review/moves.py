"""What some keys change on the screen alone: scrolling, and the letters of a typed answer."""

from dataclasses import replace

from deacards.review.keys import Action
from deacards.review.looks import LEAST_HEIGHT, Render, Screen
from deacards.review.view import count_lines, last_scroll

SCROLLS = {Action.DOWN: 1, Action.UP: -1, Action.PAGE_DOWN: 1, Action.PAGE_UP: -1}
_PAGES = (Action.PAGE_DOWN, Action.PAGE_UP)


def scrolled(screen: Screen, action: Action, size: tuple[int, int], render: Render) -> Screen:
    """Return the screen after a key that scrolls; `size` is in columns and rows."""
    last = last_scroll(screen, *size, render)
    page = max(1, size[1] - LEAST_HEIGHT)
    scroll = min(screen.scroll, last) + SCROLLS[action] * (page if action in _PAGES else 1)
    return replace(screen, scroll=max(0, min(scroll, last)))


def revealed(before: Screen, after: Screen, size: tuple[int, int], render: Render) -> Screen:
    """Return the screen with its answer, scrolled so that a long one begins at the top.

    A blank is filled where it is.
    """
    unit = after.session.current
    if unit is None or unit.solution:
        return replace(after, scroll=before.scroll)
    question = count_lines(before, size[0], render)
    return replace(after, scroll=min(question, last_scroll(after, *size, render)))


def typed_after(typed: str, key: str) -> str | None:
    """Return what is typed after a key; None where the person is done with typing."""
    match key:
        case "esc":
            return None
        case "backspace":
            return typed[:-1]
        case "ctrl-u":
            return ""
        case _:
            sign = " " if key == "space" else key
            return typed + sign if len(sign) == 1 else typed
