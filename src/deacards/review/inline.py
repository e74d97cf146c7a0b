"""The first look of a card: its text in lines, with the commonest marks, before a Markdown library is there.

It shows all text; what it does not know (tables, code blocks, lists) it shows as written.
"""

import re
from collections.abc import Iterator

from deacards.review.cells import TAB, Line, Span, wrap

BOLD, CODE = "1", "36"
_MARK = re.compile(r"`([^`\n]+)`|(\*\*|__)(?=\S)(.+?)(?<=\S)\2")


def inline_lines(text: str, width: int) -> tuple[Line, ...]:
    """Return `text` in lines of at most `width` cells, with `code` and **strong** words marked."""
    if "$" in text:
        from deacards.review.maths import readable_maths  # noqa: PLC0415 - most first cards hold no maths

        text = readable_maths(text)
    return tuple(
        row for line in text.expandtabs(len(TAB)).split("\n") for row in wrap(tuple(_spans(line)), width)
    )


def _spans(text: str) -> Iterator[Span]:
    """Yield the pieces of one line."""
    at = 0
    for mark in _MARK.finditer(text):
        if mark.start() > at:
            yield Span(text[at : mark.start()])
        yield Span(mark[1], CODE) if mark[1] else Span(mark[3], BOLD)
        at = mark.end()
    yield Span(text[at:])
