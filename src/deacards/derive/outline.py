"""The outline of a section: its lines as a tree of points and tables, whatever blocks they stood in.

A paragraph that introduces a list is the parent of its items, an item's further lines are points of their
own, and code, formulas and images hang on the point above them. So a rule needs to know one shape only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from deacards.derive import words
from deacards.derive.line import Line, read_line
from deacards.derive.phrasing import names_thing
from deacards.notes.blocks import (
    Block,
    Code,
    Html,
    Image,
    Item,
    ItemList,
    Maths,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A line with what is nested under it. `ordered` when its children are numbered.

    `extras` are Markdown blocks (code, formulas, images) that belong to the line. `prose` is true for a line
    of a paragraph, false for a list item; `heading` for a section's heading, whose children are its lines.
    """

    line: Line
    children: tuple["Node", ...] = ()
    ordered: bool = False
    extras: tuple[str, ...] = ()
    prose: bool = False
    heading: bool = False

    @property
    def points(self) -> tuple["Point", ...]:
        """Return the children that are points."""
        return tuple(node for node in self.children if isinstance(node, Point))

    @property
    def last(self) -> int:
        """Return the last line of the point and all that is under it."""
        return max([self.line.last, *(node.last for node in self.children)])


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, cell by cell. `caption` is the line that announces it, or empty."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""

    @property
    def last(self) -> int:
        """Return the last line of the table."""
        return max((cell.last for row in (self.header, *self.rows) for cell in row), default=0)


Node = Point | Grid

_SKIP = re.compile(r"<!--\s*deacards:\s*skip(?:\s+(block|section|file))?\s*-->", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?。！？;；,，]\s*$")
_FENCE_IS_NO_CONTENT = {"mermaid", "dataview", "dataviewjs", "query", "button"}


def outline(section: Section) -> tuple[Node, ...]:
    """Return the nodes of a section's own blocks (its sub-sections have outlines of their own)."""
    if skips(section.blocks, "section"):
        return ()
    return tuple(_nodes(section.blocks))


def skips(blocks: Iterable[Block], what: str) -> bool:
    """Tell whether `blocks` ask to leave out the whole `what` (section, file)."""
    return any(
        isinstance(block, Html)
        and (mark := _SKIP.search(block.text))
        and (mark[1] or "block").lower() == what
        for block in blocks
    )


def _nodes(blocks: tuple[Block, ...], above: Iterable[Node] = ()) -> list[Node]:
    """Return `above` and the nodes of blocks that stand side by side after it."""
    nodes = list(above)
    skip_next = False
    for block in blocks:
        if skip_next and not isinstance(block, Html):
            skip_next = False
            continue
        match block:
            case Paragraph(texts):
                nodes += [Point(read_line(t), extras=_images(t.images), prose=True) for t in texts]
            case ItemList(items, ordered):
                _add_list(nodes, items, ordered=ordered)
            case Table():
                nodes.append(_grid(block, _take_caption(nodes)))
            case Code() | Maths():
                _attach(nodes, block)
            case Quote(title=title, blocks=inner):
                _add_quote(nodes, block, title, inner)
            case Html(text=text):
                mark = _SKIP.search(text)
                skip_next = bool(mark and (mark[1] or "block").lower() == "block")
    return nodes


def _add_list(nodes: list[Node], items: tuple[Item, ...], *, ordered: bool) -> None:
    """Add a list: under the paragraph line that announces it, else beside what stands before it."""
    inner = [node for item in items for node in _item_nodes(item)]
    above = nodes[-1] if nodes else None
    if isinstance(above, Point) and above.prose and not above.children and _announces(above.line):
        nodes[-1] = replace(above, children=tuple(inner), ordered=ordered)
    else:
        nodes += inner


def _announces(line: Line) -> bool:
    """Tell whether a paragraph's line introduces the list below it: a label, or a short plain heading."""
    if line.label:
        return True
    sentence = _SENTENCE_END.search(line.text) or line.definition or not names_thing(line.text)
    return words.count(line.text) <= 6 and not sentence and line.waste is None


def _item_nodes(item: Item) -> list[Node]:
    """Return an item's point with its children, then its further lines as points of their own."""
    if not item.texts:
        return _nodes(item.children)
    points: list[Node] = [
        Point(read_line(text, task=item.task is not None), extras=_images(text.images)) for text in item.texts
    ]
    head, *more = points
    children = item.children
    if more and children and isinstance(children[0], Table):
        more.append(_grid(children[0], _take_caption(more)))
        children = children[1:]
    first, *below = _nodes(children, [head])
    ordered = any(isinstance(block, ItemList) and block.ordered for block in children)
    return [_with_children(first, below, ordered=ordered), *more]


def _with_children(node: Node, below: list[Node], *, ordered: bool) -> Node:
    """Return a point with what is nested under it; a bare example goes with the answer instead."""
    if not isinstance(node, Point):
        return node
    if node.line.label:
        return replace(node, children=(*node.children, *below), ordered=ordered)
    asides = [n.line.text for n in below if isinstance(n, Point) and _is_aside(n)]
    children = [n for n in below if not (isinstance(n, Point) and _is_aside(n))]
    extras = (*node.extras, *asides)
    return replace(node, children=(*node.children, *children), ordered=ordered, extras=extras)


def _is_aside(point: Point) -> bool:
    """Tell whether a point is a bare example (`e.g. ...`)."""
    return point.line.example and not point.children


def _add_quote(nodes: list[Node], quote: Quote, title: str, inner: tuple[Block, ...]) -> None:
    """Add a quote's lines; a callout with a title is a point of its own with the lines under it."""
    under = _nodes(inner)
    if not title:
        nodes += under
        return
    line = read_line(Text(quote.first, quote.first, title))
    nodes.append(Point(line, children=tuple(under)))


def _take_caption(nodes: list[Node]) -> str:
    """Take the short line right above a table as its caption."""
    above = nodes[-1] if nodes else None
    if not isinstance(above, Point) or above.children or words.count(above.line.text) > 8:
        return ""
    if _SENTENCE_END.search(above.line.text) or above.line.waste or above.line.definition:
        return ""
    nodes.pop()
    return above.line.label or above.line.text


def _grid(table: Table, caption: str) -> Grid:
    """Return a table with each cell read as a line."""

    def read(cells: tuple[Text, ...]) -> tuple[Line, ...]:
        return tuple(read_line(cell) for cell in cells)

    return Grid(read(table.header.cells), tuple(read(row.cells) for row in table.rows), caption)


def _attach(nodes: list[Node], block: Code | Maths) -> None:
    """Hang a block on the point above it; without one it stands alone and makes no card."""
    above = nodes[-1] if nodes else None
    if not isinstance(above, Point):
        return
    match block:
        case Code(info=info) if info.split(" ")[0].lower() in _FENCE_IS_NO_CONTENT:
            return
        case Code(info=info, text=text):
            extra = f"```{info}\n{text.rstrip()}\n```"
        case Maths(text=text):
            extra = f"$$\n{text.strip()}\n$$"
    nodes[-1] = replace(above, extras=(*above.extras, extra))


def _images(images: tuple[Image, ...]) -> tuple[str, ...]:
    return tuple(f"![{image.alt}]({image.target})" for image in images)


def walk(nodes: Iterable[Node]) -> Iterator[Point]:
    """Yield every point below `nodes`, parents first."""
    for node in nodes:
        if isinstance(node, Point):
            yield node
            yield from walk(node.children)
