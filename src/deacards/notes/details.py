"""HTML's `<details>`: their marks among the blocks of a container, and what stands between two of them."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from deacards.notes.blocks import Block, Html, Quote
from deacards.patterns import pattern

OPENING: Final = pattern(
    r"\s*(?:<(?:b|p|div)\b[^>]*>\s*)?<details\b[^>]*>\s*(?:<summary\b[^>]*>(?P<title>.*?)</summary>)?"
    r"(?:\s*</(?:b|p)>)?",
    re.IGNORECASE | re.DOTALL,
)
CLOSING: Final = pattern(r"\s*</details>(?:\s*</(?:p|div)>)?\s*$", re.IGNORECASE)
_DEEPEST = 10


class DetailsMark(NamedTuple):
    """Where a `<details>` begins, with its summary, or where one ends."""

    first: int
    last: int
    title: str = ""
    closes: bool = False


def fold_details(parts: Iterable[Block | DetailsMark]) -> tuple[Block, ...]:
    """Return blocks with what stands between two marks as a callout; a mark without its twin is only HTML."""
    levels: list[list[Block]] = [[]]
    opened: list[DetailsMark] = []
    for part in parts:
        if not isinstance(part, DetailsMark):
            levels[-1].append(part)
        elif not part.closes and len(opened) < _DEEPEST:
            opened.append(part)
            levels.append([])
        elif part.closes and opened:
            inside, mark = levels.pop(), opened.pop()
            levels[-1].append(Quote(mark.first, part.last, "details", mark.title, tuple(inside)))
        else:
            levels[-1].append(_html(part))
    while opened:
        inside = levels.pop()
        levels[-1] += [_html(opened.pop()), *inside]
    return tuple(levels[0])


def _html(mark: DetailsMark) -> Html:
    return Html(mark.first, mark.last, "</details>" if mark.closes else f"<details> {mark.title}".rstrip())
