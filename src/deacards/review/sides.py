"""The two sides of a card in lines: what it asks, and with the answer what it tells."""

from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING

from deacards.deck.cardtype import BLANK, CardType
from deacards.review.cells import Line, Span, line_of, wrap
from deacards.review.header import one_line
from deacards.review.looks import BOLD, DIM, REVERSE, STRONG, YELLOW, Render, Screen
from deacards.review.wording import prompt_of
from deacards.study.printable import printable
from deacards.study.unit import Unit

if TYPE_CHECKING:  # only an answer is compared
    from deacards.review.comparison import Comparison

PIECE_STYLES = {"right": "32", "wrong": "31;9", "missing": "33;4"}


def question(screen: Screen, unit: Unit, width: int, render: Render) -> list[Line]:
    """Return the context, the question with its blank, and the hint if it was asked for."""
    context = _breadcrumb(unit)
    lines = [*wrap(line_of(context, DIM), width), ()] if context else []
    if screen.is_shown and unit.solution:
        lines += _restyled(render(printable(unit.solution), width), {BOLD: STRONG})
    else:
        lines += _highlighted(render(prompt_of(unit), width))
    if unit.hint and not screen.is_shown:
        hint = f"Hint: {one_line(unit.hint)}" if screen.shows_hint else ""
        lines += [(), *wrap(line_of(hint, YELLOW), width)] if hint else []
    if screen.typed is not None and not screen.is_shown:
        lines += [(), *wrap((Span("› ", DIM), Span(printable(screen.typed)), Span(" ", REVERSE)), width)]
    return lines


def answer(screen: Screen, unit: Unit, width: int, render: Render) -> list[Line]:
    """Return what was typed, the answer and what else the card tells; nothing before it is shown."""
    if not screen.is_shown:
        return []
    lines: list[Line] = [(), line_of("─" * min(width, 24), DIM)]
    if screen.comparison is not None:
        suggested = f"  → {screen.comparison.rating.name.capitalize()}"
        lines += [*wrap((*_compared(screen.comparison), Span(suggested, DIM)), width), ()]
    if not unit.solution:
        lines += render(_answer_text(unit), width)
    if unit.extra.strip():
        lines += [(), *render(printable(unit.extra), width)]
    return lines if len(lines) > 2 else []


def _answer_text(unit: Unit) -> str:
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


def _breadcrumb(unit: Unit) -> str:
    """Return the context, unless the deck above says the same."""
    parts = [one_line(part) for part in unit.context]
    levels = one_line(unit.deck).casefold().split("::")
    return "" if [part.casefold() for part in parts] == levels[-len(parts) :] else " › ".join(parts)
