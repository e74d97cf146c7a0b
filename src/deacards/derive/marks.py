"""Inline Markdown taken off a line, with what it marked kept as ranges of the bare text."""

import re
from dataclasses import dataclass
from typing import NamedTuple


class Range(NamedTuple):
    """Characters `start` to `end` (exclusive) of a line's text."""

    start: int
    end: int

    def touches(self, other: "Range") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Marked:
    """A line without its emphasis marks.

    `strong` are the ranges that were bold or highlighted, `verbatim` those of code spans and maths, which
    stay as written (backticks and dollars included) and are never cut.
    """

    text: str
    strong: tuple[Range, ...] = ()
    verbatim: tuple[Range, ...] = ()


_VERBATIM = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))|(?P<maths>\$\$.+?\$\$|"
    r"\$(?=\S)[^$\n]*?(?<=\S)\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\])"
)
_STRONG = re.compile(r"(\*\*\*|\*\*|==)(?=\S)(?!=*>)(.+?)(?<=\S)\1|(?<!\w)(__)(?=\S)(.+?)(?<=\S)\3(?!\w)")
_EMPHASIS = re.compile(r"\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*|(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)")


def unmark(source: str) -> Marked:
    """Return the bare text of a line of inline Markdown."""
    if not any(mark in source for mark in "*_=`$\\"):
        return Marked(source)
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\ue000{len(held) - 1}\ue001"

    text = _VERBATIM.sub(hold, source)
    text, strong = _take_off(text, _STRONG, [])
    text, strong = _take_off(text, _EMPHASIS, strong, keeps=False)
    return _put_back(text, strong, held)


def _take_off(
    text: str, pattern: re.Pattern[str], ranges: list[Range], *, keeps: bool = True
) -> tuple[str, list[Range]]:
    """Return `text` without the marks of `pattern`, and the ranges moved along (and added to, if `keeps`)."""
    out: list[str] = []
    shifts: list[tuple[int, int]] = []  # (position in the old text, characters taken off before it)
    found: list[Range] = []
    done = taken = 0
    for match in pattern.finditer(text):
        inner = next(i for i in range(len(match.groups()), 0, -1) if match[i] is not None)
        start, end = match.span(inner)
        out += [text[done : match.start()], match[inner]]
        taken += start - match.start()
        shifts.append((start, taken))
        found.append(Range(start - taken, end - taken))
        taken += match.end() - end
        shifts.append((match.end(), taken))
        done = match.end()
    if not found:
        return text, ranges

    def moved(position: int) -> int:
        return position - max((t for at, t in shifts if at <= position), default=0)

    kept = [Range(moved(r.start), moved(r.end)) for r in ranges]
    return "".join([*out, text[done:]]), sorted(kept + found) if keeps else kept


def _put_back(text: str, strong: list[Range], held: list[str]) -> Marked:
    """Return the text with its verbatim pieces where their placeholders stand."""
    out: list[str] = []
    verbatim: list[Range] = []
    shifts: list[tuple[int, int]] = []
    length = done = 0
    for match in re.finditer("\ue000(\\d+)\ue001", text):
        piece = held[int(match[1])]
        out += [text[done : match.start()], piece]
        length += match.start() - done
        verbatim.append(Range(length, length + len(piece)))
        length += len(piece)
        done = match.end()
        shifts.append((match.end(), length - match.end()))

    def moved(position: int) -> int:
        return position + next((shift for at, shift in reversed(shifts) if at <= position), 0)

    return Marked(
        "".join([*out, text[done:]]),
        tuple(Range(moved(r.start), moved(r.end)) for r in strong),
        tuple(verbatim),
    )
