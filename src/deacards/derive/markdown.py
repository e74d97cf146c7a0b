"""Nodes of the outline written as Markdown again: the answer of a card that the author marked."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent

from deacards.derive.line import Line
from deacards.derive.outline import Break, Grid, Node, Point


def touching(nodes: Sequence[Node], start: int) -> Iterator[Node]:
    """Yield the nodes from `start` on that follow each other, and the node before, without an empty line."""
    for index in range(start, len(nodes)):
        node = nodes[index]
        if isinstance(node, Break) or (isinstance(node, Point) and node.heading):
            return
        if index and node.first > nodes[index - 1].last + 1:
            return
        yield node


def markdown(nodes: Iterable[Node]) -> str:
    """Return nodes as Markdown: paragraphs, nested lists, tables, and the code and images that they carry."""
    out: list[str] = []
    before: Node | None = None
    number = 0
    for node in nodes:
        number = number + 1 if isinstance(node, Point) and node.numbered and not node.goes_on else 0
        text = _written(node, number)
        if not text:
            continue
        if before is not None:
            out.append("\n" if _is_tight(before, node) else "\n\n")
        out.append(text)
        before = node
    return "".join(out)


def as_text(point: Point, *, alone: bool = False) -> Point:
    """Return a point as the first line of a text and no item; `alone` without what is nested under it."""
    children = () if alone else point.children
    return Point(
        point.line,
        children,
        ordered=point.ordered,
        extras=point.extras,
        prose=True,
        heading=point.heading,
        numbered=point.numbered,
        callout=point.callout,
    )


def under(point: Point) -> str:
    """Return what belongs to a point besides its own line, as Markdown."""
    parts = [*(extra.text for extra in point.extras), markdown(point.children)]
    return "\n\n".join(part for part in parts if part)


def _is_tight(before: Node, node: Node) -> bool:
    """Tell whether no empty line parts two nodes: items of a list, lines of a paragraph."""
    if not (isinstance(before, Point) and isinstance(node, Point)):
        return False
    items = not (before.prose or node.prose or before.callout or node.callout)
    return items or (node.goes_on and not (before.children or before.extras))


def _written(node: Node, number: int) -> str:
    match node:
        case Point():
            return _point(node, number)
        case Grid(header, rows, caption):
            table = [_row(header), "|" + " --- |" * len(header), *map(_row, rows)]
            return "\n".join([caption, ""] * bool(caption) + table)
        case Break():
            return ""


def _point(point: Point, number: int) -> str:
    """Return a point with what is under it, as an item where it is one."""
    if point.heading or point.callout:
        title = f"**{point.line.source}**" if point.line.source else ""
        return "\n\n".join(part for part in (title, under(point)) if part)
    is_item = not (point.prose or point.goes_on)
    mark = f"{number}. " if number else "- " if is_item else ""
    margin = " " * len(mark)
    parts = [f"{mark}{point.line.source}", *(indent(extra.text, margin) for extra in point.extras)]
    text = "\n\n".join(part for part in parts if part)
    below = markdown(point.children)
    if not below:
        return text
    joint = "\n" if is_item and not point.extras and not _has_blocks(point) else "\n\n"
    return f"{text}{joint}{indent(below, margin)}" if text else below


def _has_blocks(point: Point) -> bool:
    return not all(isinstance(child, Point) and not child.prose for child in point.children)


def _row(cells: Iterable[Line]) -> str:
    return "| " + " | ".join(cell.source.replace("|", "\\|") for cell in cells) + " |"
