"""How many cells of a terminal a text takes, and lines of text that keep to a width.

Widths are those of single code points, never too small: a family emoji that a terminal draws as one picture
counts as all its members, so that no line can be wider on the screen than it is here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import category, east_asian_width

TAB = "    "
VARIATION_EMOJI = "\ufe0f"  # makes the sign before it an emoji, which is one cell wider
ELLIPSIS = "…"
_NO_CELL = frozenset(["Mn", "Me", "Cf", "Cc", "Cs"])


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. `style` is what selects its look (SGR parameters such as `1;36`), "" for none."""

    text: str
    style: str = ""


Line = tuple[Span, ...]
"""A line of the screen, from its left edge; it ends where its text ends."""


def line_of(text: str, style: str = "") -> Line:
    """Return a line of one look."""
    return (Span(text, style),)


def text_of(line: Line) -> str:
    """Return a line without its looks."""
    return "".join(span.text for span in line)


def cell_width(text: str) -> int:
    """Return how many cells `text` takes; control characters take none."""
    if text.isascii():
        return len(text) if text.isprintable() else sum(sign.isprintable() for sign in text)
    return sum(map(_sign_width, text))


def clip(line: Line, width: int) -> Line:
    """Return `line` if it fits into `width` cells, else its beginning with an ellipsis."""
    if sum(cell_width(span.text) for span in line) <= width:
        return line
    kept: list[Span] = []
    room = width - 1
    for span in line:
        text = _head(span.text, room)
        room -= cell_width(text)
        kept.append(Span(text, span.style))
        if text != span.text:
            break
    return (*kept, Span(ELLIPSIS, kept[-1].style)) if width > 0 else ()


def wrap(line: Line, width: int) -> Iterator[Line]:
    """Yield `line` broken between words into lines of at most `width` cells (at least 1); never nothing.

    A word that is wider is broken where it must be.
    """
    row: list[Span] = []
    room = width
    for span in _words(line, width):
        size = cell_width(span.text)
        if size > room and row:
            if trimmed := _trimmed(row):
                yield trimmed
            row, room = [], width
            if span.text.isspace():
                continue
        row.append(span)
        room -= size
    yield _trimmed(row)


def _words(line: Line, width: int) -> Iterator[Span]:
    """Yield the words and the gaps of a line; what is wider than `width`, in pieces."""
    for span in line:
        word = ""
        for sign in span.text:
            breaks = (
                sign == " " or word == " " or _sign_width(sign) == 2
            )  # between wide signs lines may break
            if word and (breaks or cell_width(word + sign) > width):
                yield Span(word, span.style)
                word = ""
            word += sign
        if word:
            yield Span(word, span.style)


def _trimmed(row: Iterable[Span]) -> Line:
    """Return words as a line: neighbours of one look together, no gap at the end."""
    spans: list[Span] = []
    for span in row:
        if spans and spans[-1].style == span.style:
            spans[-1] = Span(spans[-1].text + span.text, span.style)
        else:
            spans.append(span)
    while spans and spans[-1].text != (rest := spans[-1].text.rstrip(" ")):
        spans[-1:] = [Span(rest, spans[-1].style)] if rest else []
    return tuple(spans)


def _head(text: str, width: int) -> str:
    """Return the beginning of `text` that fits into `width` cells."""
    for index, sign in enumerate(text):
        width -= _sign_width(sign)
        if width < 0:
            return text[:index]
    return text


def _sign_width(sign: str) -> int:
    """Return the cells of one code point."""
    if sign < "\x7f":
        return int(sign >= " ")
    if sign == VARIATION_EMOJI:
        return 1
    if category(sign) in _NO_CELL:
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1
