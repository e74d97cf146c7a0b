"""The outline of a note: its lines as a tree of points and tables, whatever blocks they stood in.

A paragraph that introduces a list is the parent of its items, an item's further lines are points of their
own, and code, formulas and images hang on the point above them. So a rule needs to know one shape only.
"""

from typing import NamedTuple

from deacards.derive.line import Line
from deacards.derive.reason import Reason


class Extra(NamedTuple):
    """Markdown that is shown with the answer of a line (code, a formula, an image, an example), by `kind`."""

    text: str
    lines: tuple[int, int]
    kind: Reason


class Point:
    """A line with what is nested under it. `ordered` when its children are numbered.

    `extras` belong to the line. `prose` is true for a line of a paragraph, false for a list item, which is
    `numbered` or not; `goes_on` for a further line of either; `heading` for a section's heading, whose
    children are its lines. `callout` is the kind of the callout that the line is the title of, else empty.
    With `only_marked`, nothing below the point is asked but what the author marked as a card.
    """

    __slots__ = (
        "callout",
        "children",
        "extras",
        "goes_on",
        "heading",
        "line",
        "numbered",
        "only_marked",
        "ordered",
        "prose",
    )

    def __init__(  # noqa: PLR0913 - one for each thing that a point may be
        self,
        line: Line,
        children: tuple["Node", ...] = (),
        *,
        ordered: bool = False,
        extras: tuple[Extra, ...] = (),
        prose: bool = False,
        heading: bool = False,
        numbered: bool = False,
        goes_on: bool = False,
        callout: str = "",
        only_marked: bool = False,
    ) -> None:
        self.line = line
        self.children = children
        self.ordered = ordered
        self.extras = extras
        self.prose = prose
        self.heading = heading
        self.numbered = numbered
        self.goes_on = goes_on
        self.callout = callout
        self.only_marked = only_marked

    @property
    def points(self) -> tuple["Point", ...]:
        """Return the children that are points."""
        return tuple(node for node in self.children if isinstance(node, Point))

    @property
    def first(self) -> int:
        """Return the first line of the point."""
        return self.line.first

    @property
    def last(self) -> int:
        """Return the last line of the point and all that is under it, which stands in the note's order."""
        own = max([self.line.last, *(extra.lines[1] for extra in self.extras)])
        return max(own, self.children[-1].last) if self.children else own


class Grid(NamedTuple):
    """A table, cell by cell. `caption` is the line that announces it, or empty."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""

    @property
    def first(self) -> int:
        """Return the first line of the table."""
        return self.header[0].first

    @property
    def last(self) -> int:
        """Return the last line of the table."""
        return max((cell.last for row in (self.header, *self.rows) for cell in row), default=0)


class Break(NamedTuple):
    """A ruler: what stands on either side of it does not belong together."""

    first: int
    last: int


Node = Point | Grid | Break
