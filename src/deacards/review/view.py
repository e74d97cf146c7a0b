"""The review screen as lines: what is shown is a function of the state and the size, and of nothing else."""

from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING

from deacards.deck.cardtype import BLANK, CardType
from deacards.review.cells import Line, Span, cell_width, clip, line_of, text_of, wrap
from deacards.review.footer import footer
from deacards.review.keys import Action, key_of
from deacards.review.looks import BOLD, DIM, LEAST_HEIGHT, REVERSE, STRONG, YELLOW, Render, Screen, is_roomy
from deacards.review.session import Session
from deacards.review.wording import minutes_until, prompt_of
from deacards.study.printable import printable
from deacards.study.unit import FLAGGED, MARKED, Unit
from deacards_scheduler.state import New

if TYPE_CHECKING:  # only an answer is compared
    from deacards.review.comparison import Comparison
    from deacards.review.images import Picture

PIECE_STYLES = {"right": "32", "wrong": "31;9", "missing": "33;4"}
LEAST_WIDTH, NARROW = 20, 40
TEXT_WIDTH = 92
"""Longer lines are hard to read; on a wide screen the text stands in the middle."""


def view(screen: Screen, width: int, height: int, render: Render) -> tuple[Line, ...]:
    """Return exactly `height` lines of at most `width` cells."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        note = f"Too small: {LEAST_WIDTH}x{LEAST_HEIGHT} is needed."
        return _filled([clip(line_of(note), width)], height)
    margin, room = _columns(width)
    top, bottom = _header(screen, room), footer(screen, room, height)
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
    return (len(_header(screen, room)) + is_roomy(height) + at + 1, margin + 1), (columns, rows)


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
        lines = [*_question(screen, unit, width, render), *_answer(screen, unit, width, render)]
    # Who measures emoji otherwise may have made a line too wide: nothing of it is cut off.
    return list(chain.from_iterable(wrap(line, width) for line in lines))


def _rows(screen: Screen, width: int, height: int) -> int:
    """Return how many lines of the card can be seen."""
    _, room = _columns(width)
    return height - len(_header(screen, room)) - len(footer(screen, room, height)) - 2 * is_roomy(height)


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


def _header(screen: Screen, width: int) -> list[Line]:
    """Return the deck, what is left with the current queue in brackets, and how far the session is."""
    left = screen.session.left()
    unit = screen.session.current
    counts = {"new": left.new, "learning": left.learning, "due": left.due}
    here = _queue_of(screen.session, unit) if unit else ""
    plus = " + " if width >= NARROW else "+"
    figures = plus.join(f"[{n}]" if name == here else str(n) for name, n in counts.items())
    mode = "practice  " if screen.session.terms.practice else ""
    deck = _deck_title(unit) if unit else ""
    name = clip(line_of(deck, DIM), max(0, width - cell_width(mode + figures) - 2))
    gap = width - cell_width(text_of(name)) - cell_width(mode + figures)
    done = max(0, screen.asked - left.new - left.learning - left.due)
    full = round(width * done / screen.asked) if screen.asked else width
    bar = (Span("━" * full, "32"), Span("─" * (width - full), DIM))
    return [(*name, Span(" " * gap), Span(mode, DIM), Span(figures, BOLD)), bar]


def _deck_title(unit: Unit) -> str:
    """Return the deck's name, with a star for a marked card and a flag for a flagged one."""
    signs = (" ★" if MARKED in unit.tags else "") + (" ⚑" if FLAGGED in unit.tags else "")
    return _one_line(unit.deck).replace("::", " › ") + signs


def _breadcrumb(unit: Unit) -> str:
    """Return the context, unless the deck above says the same."""
    parts = [_one_line(part) for part in unit.context]
    levels = _one_line(unit.deck).casefold().split("::")
    return "" if [part.casefold() for part in parts] == levels[-len(parts) :] else " › ".join(parts)


def _one_line(text: str) -> str:
    """Return text without line breaks and runs of spaces, safe to print."""
    return " ".join(printable(text).split())


def _queue_of(session: Session, unit: Unit) -> str:
    if unit.id in session.drill:
        return "learning"
    return "new" if isinstance(session.state(unit.id).memory, New) else "due"


def _question(screen: Screen, unit: Unit, width: int, render: Render) -> list[Line]:
    """Return the context, the question with its blank, and the hint if it was asked for."""
    context = _breadcrumb(unit)
    lines = [*wrap(line_of(context, DIM), width), ()] if context else []
    if screen.is_shown and unit.solution:
        lines += _restyled(render(printable(unit.solution), width), {BOLD: STRONG})
    else:
        lines += _highlighted(render(prompt_of(unit), width))
    if unit.hint and not screen.is_shown:
        hint = f"Hint: {_one_line(unit.hint)}" if screen.shows_hint else ""
        lines += [(), *wrap(line_of(hint, YELLOW), width)] if hint else []
    if screen.typed is not None and not screen.is_shown:
        lines += [(), *wrap((Span("› ", DIM), Span(printable(screen.typed)), Span(" ", REVERSE)), width)]
    return lines


def _answer(screen: Screen, unit: Unit, width: int, render: Render) -> list[Line]:
    """Return what was typed, the answer and what else the card tells; nothing before it is shown."""
    if not screen.is_shown:
        return []
    lines: list[Line] = [(), line_of("─" * min(width, 24), DIM)]
    if screen.comparison is not None:
        suggested = f"  → {screen.comparison.rating.name.capitalize()}"
        lines += [*wrap((*_compared(screen.comparison), Span(suggested, DIM)), width), ()]
    if not unit.solution:
        lines += render(answer_text(unit), width)
    if unit.extra.strip():
        lines += [(), *render(printable(unit.extra), width)]
    return lines if len(lines) > 2 else []


def answer_text(unit: Unit) -> str:
    """Return the answer as Markdown: a list with its bullets or numbers."""
    if unit.type is not CardType.LIST:
        return "\n".join(map(printable, unit.answer))
    marks = [f"{n}. " if unit.ordered else "- " for n in range(1, len(unit.answer) + 1)]
    items = zip(marks, map(printable, unit.answer), strict=True)
    return "\n".join(mark + item.replace("\n", "\n" + " " * len(mark)) for mark, item in items)


def _compared(comparison: "Comparison") -> Line:
    """Return the typed answer beside the right one; what is wrong or missing stands in brackets."""
    brackets = {"right": "{}", "wrong": "[-{}-]", "missing": "[+{}+]"}
    return tuple(
        Span(
            brackets[piece.kind].format(printable(piece.text)),
            PIECE_STYLES[piece.kind] if piece.text.strip() else "",
        )
        for piece in comparison.pieces
    )


def _highlighted(lines: tuple[Line, ...]) -> list[Line]:
    """Return lines with each blank of a cloze in its own look."""
    return [tuple(chain.from_iterable(_blanks(span) for span in line)) for line in lines]


def _blanks(span: Span) -> list[Span]:
    parts = span.text.split(BLANK)
    if len(parts) == 1:
        return [span]
    marked = chain.from_iterable((Span(BLANK, STRONG), Span(part, span.style)) for part in parts)
    return [each for each in list(marked)[1:] if each.text]


def _restyled(lines: tuple[Line, ...], styles: Mapping[str, str]) -> list[Line]:
    return [tuple(Span(span.text, styles.get(span.style, span.style)) for span in line) for line in lines]


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
