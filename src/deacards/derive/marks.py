"""Inline Markdown taken off a line, with what it marked kept as ranges of the bare text."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from deacards.patterns import pattern


class Range(NamedTuple):
    """Characters `start` to `end` (exclusive) of a line's text."""

    start: int
    end: int

    def touches(self, other: "Range") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Marked(NamedTuple):
    """A line without its emphasis marks.

    `strong` are the ranges that were bold or highlighted. `verbatim` are those of code spans, maths and
    struck-out words, which stay as written (with their marks) and are never cut.
    """

    text: str
    strong: tuple[Range, ...] = ()
    verbatim: tuple[Range, ...] = ()


class _Pair(NamedTuple):
    """An opening and a closing mark of the same kind: where each begins, and how long it is."""

    opens: int
    closes: int
    length: int
    is_strong: bool


# The lengths are bounded so that marks without their twins cost no search to the end of a huge line.
_VERBATIM = (
    r"(?<!`)(?P<ticks>`+)(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`)|\$\$.{1,2000}?\$\$"
    r"|\$(?=\S)[^$\n]{0,2000}?(?<=\S)\$(?!\d)|\\\(.{1,999}?\\\)|\\\[.{1,999}?\\\]|~~(?=\S).{1,999}?(?<=\S)~~"
)
_VERBATIM_SPAN = pattern(_VERBATIM)
_TOKEN = pattern(
    rf"(?P<verbatim>{_VERBATIM})|(?P<escape>\\.)|(?P<mark>\*{{1,3}}(?!\*)|(?<!_)_{{1,2}}(?!_)|(?<![=<>!])==(?![=>]))"
)
_MAY_BE_VERBATIM = pattern(r"[`$\\~]")
_MAY_BE_MARKED = pattern(r"[*_=`$\\~]")
_STRONG = frozenset({"***", "**", "__", "=="})


def verbatim_spans(source: str) -> tuple[Range, ...]:
    """Return the ranges of code spans, maths and struck-out words in a line of Markdown."""
    if not _MAY_BE_VERBATIM.search(source):
        return ()
    return tuple(Range(*match.span()) for match in _VERBATIM_SPAN.finditer(source))


def range_at(ranges: tuple[Range, ...], position: int) -> Range | None:
    """Return the one of the `ranges` (in order, apart) that `position` is in."""
    index = bisect_right(ranges, position, key=_start_of)
    return ranges[index - 1] if index and position < ranges[index - 1].end else None


def _start_of(part: Range) -> int:
    return part.start


def unmark(source: str) -> Marked:
    """Return the bare text of a line of inline Markdown."""
    if not _MAY_BE_MARKED.search(source):
        return Marked(source)
    verbatim: list[Range] = []
    pairs = sorted(_pairs(source, verbatim))
    cuts = sorted((at, pair.length) for pair in pairs for at in (pair.opens, pair.closes))
    text, moved = _cut(source, cuts)
    strong = [Range(moved(p.opens + p.length), moved(p.closes)) for p in pairs if p.is_strong]
    return Marked(text, tuple(strong), tuple(Range(moved(v.start), moved(v.end)) for v in verbatim))


def _pairs(source: str, verbatim: list[Range]) -> Iterator[_Pair]:
    """Yield the marks that belong together, inner ones first; what is verbatim is added to the list.

    A mark opens before a word and closes behind one; `_` only at the edge of a word, `*` not between digits.
    """
    opened: defaultdict[str, list[int]] = defaultdict(list)
    for match in _TOKEN.finditer(source):
        if match["verbatim"]:
            verbatim.append(Range(*match.span()))
            continue
        mark = match["mark"]
        if not mark:
            continue
        before, after = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
        waiting = opened[mark]
        closes = bool(before.strip()) and not _clings(mark, after)
        if closes and waiting and waiting[-1] + len(mark) < match.start():
            start = waiting.pop()
            yield _Pair(start, match.start(), len(mark), mark in _STRONG)
            for others in opened.values():  # marks never cross
                while others and others[-1] > start:
                    others.pop()
        elif after.strip() and not _clings(mark, before) and not (before.isdigit() and after.isdigit()):
            waiting.append(match.start())


def _clings(mark: str, neighbour: str) -> bool:
    """Tell whether a mark is part of a word or a comparison: `snake_case`, `a==b`."""
    return neighbour.isalnum() and (mark[0] == "_" or (mark[0] == "=" and neighbour.isascii()))


class _Moves:
    """Tells where a position of the old text is in the new one; asked in any order."""

    def __init__(self, cuts: list[tuple[int, int]]) -> None:
        self._ends: list[int] = []
        self._taken: list[int] = [0]
        for at, length in cuts:
            self._ends.append(at + length)
            self._taken.append(self._taken[-1] + length)

    def __call__(self, position: int) -> int:
        return position - self._taken[bisect_right(self._ends, position)]


def _cut(source: str, cuts: list[tuple[int, int]]) -> tuple[str, _Moves]:
    """Return `source` without the `(position, length)` pieces, and how positions move."""
    out: list[str] = []
    done = 0
    for at, length in cuts:
        out.append(source[done:at])
        done = at + length
    return "".join([*out, source[done:]]), _Moves(cuts)
