"""Where things stand in a YAML text: lines, ends of nodes, comments; and edits that keep all else."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deacards.deck.yamltree import Mapping, Node, Scalar, Sequence
from deacards.patterns import pattern

_COMMENT = pattern(r"(?:^|(?<=[\s\[\]{},]))#[^\r\n]*", re.MULTILINE)


class Edit(NamedTuple):
    """Put `text` in the place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """Return `text[start:end]` with the edits made, those at one place in their order; they don't overlap."""
    parts, at = [], start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:end]])


def line_start(text: str, offset: int) -> int:
    """Return where the line of `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line of `offset` ends, before its line break."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def break_before(text: str, start: int) -> int:
    """Return where the line break stands that ends the line before the one that begins at `start`."""
    return start - 2 if text[start - 2 : start] == "\r\n" else start - 1


def column(text: str, offset: int) -> int:
    """Return how many characters stand before `offset` on its line."""
    return offset - line_start(text, offset)


def end_of(text: str, node: Node) -> int:
    """Return where the last sign of `node` ends: YAML's own marks run on over comments and empty lines."""
    match node:
        case Scalar(style="|" | ">"):
            return node.start + len(text[node.start : node.end].rstrip())
        case Sequence(flow=False, items=[*_, last]) | Mapping(flow=False, entries=[*_, (_, last)]):
            return end_of(text, last)
        case _:
            return node.end


def comments(text: str, start: int, end: int, *inside: Node) -> list[str]:
    """Return the comments from `start` up to `end`, a stretch in which the nodes `inside` stand."""
    found, at = [], start
    for first, last in sorted(span for node in inside for span in _words(text, node)):
        if start <= first and last <= end:
            found += _COMMENT.findall(text[at:first])
            at = last
    return [comment.rstrip() for comment in (*found, *_COMMENT.findall(text[at:end]))]


def _words(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `node` in which a `#` begins no comment."""
    match node:
        case Scalar(style="|" | ">"):
            yield line_end(text, node.start), node.end  # its first line may end in a comment
        case Scalar():
            yield node.start, node.end
        case Sequence():
            for item in node.items:
                yield from _words(text, item)
        case Mapping():
            for key, value in node.entries:
                yield from _words(text, key)
                yield from _words(text, value)


def dash_of(text: str, items: Sequence, index: int) -> int:
    """Return where the line begins that holds the dash of a block list's item."""
    start = line_start(text, items.items[index].start)
    at = column(text, items.start)
    while start > items.start and text[start : start + at + 1].strip() != "-":
        start = line_start(text, start - 1)
    return start


def top_of(text: str, items: Sequence, index: int) -> int:
    """Return where an item begins with the comment lines right above it; the first item has none."""
    start = dash_of(text, items, index)
    if index:
        floor = end_of(text, items.items[index - 1])
        while (above := line_start(text, start - 1)) > floor and text[above:start].lstrip().startswith("#"):
            start = above
    return start


def gap_before(text: str, start: int, end: int) -> int:
    """Return from where lines are cut: the line break before them, or the one before an empty line.

    `start` is the beginning of the first line, `end` the end of the last. Where empty lines stand on both
    sides, one of them goes too.
    """
    cut = break_before(text, start)
    above = line_start(text, cut)
    below = text.find("\n", end) + 1
    has_gap_above = not text[above:cut].strip()
    has_gap_below = not below or not text[below : line_end(text, below)].strip()
    return break_before(text, above) if above and has_gap_above and has_gap_below else cut


def is_spaced(text: str, items: Sequence) -> bool:
    """Return whether an empty line stands between the first two items."""
    if len(items.items) < 2:
        return False
    between = text[end_of(text, items.items[0]) : items.items[1].start]
    return any(not line.strip() for line in between.split("\n")[1:-1])


def shifted(block: str, by: int) -> str:
    """Return lines moved to the right by so many columns, or to the left as far as they are indented."""
    if by >= 0:
        return re.sub(r"^(?=[^\r\n])", " " * by, block, flags=re.MULTILINE)
    return re.sub(rf"^ {{1,{-by}}}", "", block, flags=re.MULTILINE)
