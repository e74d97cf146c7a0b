"""From the sections of a note to its outline; what takes no part in it is kept with the reason."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from deacards.derive import words
from deacards.derive.barren import ends_asking, why_barren
from deacards.derive.grid import holds_records, read_grid, words_of_queries
from deacards.derive.line import Line, read_line
from deacards.derive.outline import Break, Extra, Node, Point
from deacards.derive.phrasing import names_thing
from deacards.derive.reason import Reason
from deacards.derive.titles import SENTENCE_END, asks, is_short, names_what_follows, under_titles
from deacards.notes import blocks as note_blocks
from deacards.notes.blocks import (
    Block,
    Code,
    Directive,
    Html,
    Item,
    ItemList,
    Maths,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
    block_texts,
    with_inner,
)

_MOST_EXTRAS = 20
"""Blocks that can be shown with one answer; the rest of a longer run stands alone."""
_FENCE_IS_NO_CONTENT = {"mermaid", "dataview", "dataviewjs", "query", "button"}


class Passed(NamedTuple):
    """Lines of the note that take no part in the outline, and why."""

    lines: tuple[int, int]
    reason: Reason


class Outliner:
    """Builds the outline of a note, section by section in its order; `passed` gathers what is left out.

    `has_marks` tells whether any line is marked as a card. A comment that skips the next block may be the
    last thing above a heading: then that section is skipped.
    """

    def __init__(self, title: str = "", sections: tuple[Section, ...] = ()) -> None:
        self.passed: list[Passed] = []
        self.has_marks = False
        self._skips_next = False
        self._barren = why_barren(title)
        self._sections = sections
        self._words_of_queries: frozenset[str] | None = None

    def outline(self, section: Section) -> Point:
        """Return a section as a point: its heading, with its lines and its sub-sections under it."""
        asked = {(d.verb, d.scope) for d in section.blocks if isinstance(d, Directive)}
        title = Text(section.line, section.line, section.title)
        line = self._read(title) if section.title else Line("", section.line, section.line)
        if self._take_skip() or ("skip", "section") in asked:
            self._pass_section(section)
            return Point(line, heading=True)
        above, self._barren = self._barren, self._barren or why_barren(section.title)
        children = [*self._nodes(section.blocks, open_end=True), *map(self.outline, section.sections)]
        self._barren = above
        return Point(line, tuple(children), heading=True, only_marked=("only-marked", "section") in asked)

    def _read(self, text: Text, *, task: bool = False) -> Line:
        line = read_line(text, task=task, barren=self._barren)
        self.has_marks = self.has_marks or line.markup is not None
        return line

    def _take_skip(self) -> bool:
        skips, self._skips_next = self._skips_next, False
        return skips

    def _pass_section(self, section: Section) -> None:
        self.passed.append(Passed((section.line, section.line), Reason.SKIPPED))
        self.passed += [
            Passed(lines, Reason.SKIPPED) for block in section.blocks for lines in _lines_of(block)
        ]
        for inner in section.sections:
            self._pass_section(inner)

    def _nodes(
        self, blocks: Sequence[Block], above: Iterable[Node] = (), *, open_end: bool = False
    ) -> list[Node]:
        """Return `above` and the nodes of blocks that stand side by side after it."""
        nodes = list(above)
        for block in blocks:
            if not isinstance(block, Directive) and self._take_skip():
                self.passed += [Passed(lines, Reason.SKIPPED) for lines in _lines_of(block)]
                continue
            self._add(nodes, block)
        if not open_end:
            self._take_skip()
        return under_titles(nodes)

    def _add(self, nodes: list[Node], block: Block) -> None:
        match block:
            case Paragraph(texts):
                for n, text in enumerate(texts):
                    point = Point(self._read(text), extras=_images(text), prose=True, goes_on=n > 0)
                    _add_point(nodes, point)
            case ItemList(items, ordered):
                self._add_list(nodes, items, ordered=ordered)
            case Table():
                self._add_table(nodes, block)
            case Code() | Maths():
                self._attach(nodes, block)
            case Quote():
                self._add_quote(nodes, block)
            case note_blocks.Break(first, last):
                nodes.append(Break(first, last))
                self.passed.append(Passed((first, last), Reason.RULER))
            case Directive(first, last, verb, scope):
                self._skips_next = (verb, scope) == ("skip", "block")
                self.passed.append(Passed((first, last), Reason.COMMENT))
            case Html(first, last, html):
                is_comment = html.lstrip().startswith("<!--")
                self.passed.append(Passed((first, last), Reason.COMMENT if is_comment else Reason.HTML))

    def _add_table(self, nodes: list[Node], table: Table) -> None:
        """Add a table, unless its section is of no use or it only shows rows of a database."""
        if reason := self._barren or (Reason.SAMPLE if holds_records(table, self._queried) else None):
            self.passed += [Passed(lines, reason) for lines in _lines_of(table)]
        else:
            nodes.append(read_grid(table, self._take_caption(nodes, table)))

    def _queried(self) -> frozenset[str]:
        """Return the words of the queries in all of the note, read when a table first asks for them."""
        if self._words_of_queries is None:
            blocks = [block for section in with_inner(self._sections) for block in section.blocks]
            self._words_of_queries = frozenset(words_of_queries(blocks))
        return self._words_of_queries

    def _add_list(self, nodes: list[Node], items: tuple[Item, ...], *, ordered: bool) -> None:
        """Add a list: under the paragraph line that announces it, else beside what stands before it.

        A line under a question is its answer, and announces nothing.
        """
        titled = sum(len(item.texts) > 1 and is_short(item.texts[0].text) for item in items) > 1
        inner = [node for item in items for node in self._item_nodes(item, numbered=ordered, titled=titled)]
        above = nodes[-1] if nodes else None
        answers = isinstance(above, Point) and above.goes_on and any(map(asks, nodes[-2:-1]))
        if (
            isinstance(above, Point)
            and above.prose
            and not (above.children or answers)
            and _announces(above.line)
        ):
            above.children, above.ordered = tuple(inner), ordered
        else:
            nodes += inner

    def _item_nodes(self, item: Item, *, numbered: bool, titled: bool) -> list[Node]:
        """Return an item's point with its children, then its further lines as points of their own.

        In a `titled` list, whose items begin with names, or where one line follows a name, they are under it.
        """
        if not item.texts:
            return self._nodes(item.children)
        if self._barren is Reason.EXERCISE and ends_asking(item.texts[0].text):
            return self._answered(item, numbered=numbered, titled=titled)
        points: list[Node] = []
        for n, text in enumerate(item.texts):
            line = self._read(text, task=item.task is not None)
            _add_point(points, Point(line, extras=_images(text), numbered=numbered, goes_on=n > 0))
        head, *more = under_titles(points)
        children = item.children
        if more and children and isinstance(children[0], Table):
            self._add_table(more, children[0])
            children = children[1:]
        named = more and (titled or (len(more) == 1 and not children)) and names_what_follows(points[0])
        told, more = (more, []) if named else ([], more)
        first, *below = self._nodes(children, [head])
        ordered = any(isinstance(block, ItemList) and block.ordered for block in children)
        if not isinstance(first, Point):  # the item's line became the caption of its table
            return [first, *below, *more]
        return [_with_children(first, [*told, *below], ordered=ordered), *more]

    def _answered(self, item: Item, *, numbered: bool, titled: bool) -> list[Node]:
        """Return a question among exercises with what stands under it: an answer is worth knowing."""
        barren, self._barren = self._barren, None
        nodes = self._item_nodes(item, numbered=numbered, titled=titled)
        self._barren = barren
        return nodes

    def _add_quote(self, nodes: list[Node], quote: Quote) -> None:
        """Add a quote's lines; a callout with a title is a point of its own with the lines under it."""
        under = self._nodes(quote.blocks)
        if not quote.title:
            nodes += under
            return
        line = self._read(Text(quote.first, quote.first, quote.title))
        self.has_marks = True
        nodes.append(Point(line, children=tuple(under), callout=quote.kind))

    def _take_caption(self, nodes: list[Node], table: Table) -> str:
        """Take the short line right above a table as its caption; of list items only one that touches it."""
        above = nodes[-1] if nodes else None
        if not isinstance(above, Point) or above.children or above.extras or words.count(above.line.text) > 8:
            return ""
        line = above.line
        if not above.prose and table.header.cells[0].first > above.last + 1:
            return ""
        if SENTENCE_END.search(line.text) or line.waste or line.definition or line.markup:
            return ""
        nodes.pop()
        self.passed.append(Passed(line.lines, Reason.CAPTION))
        return line.label or line.text

    def _attach(self, nodes: list[Node], block: Code | Maths) -> None:
        """Hang a block on the point above it; without one it stands alone and makes no card."""
        above = nodes[-1] if nodes else None
        lines = (block.first, block.last)
        kind = Reason.CODE if isinstance(block, Code) else Reason.MATHS
        content = not isinstance(block, Code) or block.info.split(" ")[0].lower() not in _FENCE_IS_NO_CONTENT
        if isinstance(above, Point) and content and len(above.extras) < _MOST_EXTRAS:
            above.extras = (*above.extras, Extra(_fenced(block), lines, kind))
        else:
            self.passed.append(Passed(lines, kind))


def _add_point(nodes: list[Node], point: Point) -> None:
    """Add a point; pictures alone on a line belong to the point above them."""
    above = nodes[-1] if nodes else None
    if point.line.waste is Reason.IMAGE and isinstance(above, Point) and len(above.extras) < _MOST_EXTRAS:
        above.extras = (*above.extras, *point.extras)
    else:
        nodes.append(point)


def _announces(line: Line) -> bool:
    """Tell whether a paragraph's line introduces the list below it: a label, or a short plain heading."""
    if line.label or (words.asks(line.text) and line.waste is None):
        return True
    sentence = SENTENCE_END.search(line.text) or line.definition or not names_thing(line.text)
    return words.count(line.text) <= 6 and not sentence and line.waste is None


def _with_children(node: Point, below: list[Node], *, ordered: bool) -> Point:
    """Return a point with what is nested under it; a bare example goes with the answer instead."""
    if not below:
        return node
    node.ordered = ordered
    if node.line.label:
        node.children = (*node.children, *below)
        return node
    asides = tuple(
        Extra(n.line.text, n.line.lines, Reason.EXAMPLE)
        for n in below
        if isinstance(n, Point) and _is_aside(n)
    )
    children = [n for n in below if not (isinstance(n, Point) and _is_aside(n))]
    node.children = (*node.children, *children)
    node.extras = (*node.extras, *asides)
    return node


def _is_aside(point: Point) -> bool:
    """Tell whether a point is a bare example (`e.g. ...`)."""
    return point.line.example and not point.children and not point.line.markup


def _fenced(block: Code | Maths) -> str:
    match block:
        case Code(info=info, text=text):
            fence = "`" * max(3, 1 + max(map(len, re.findall(r"`{3,}", text)), default=0))
            return f"{fence}{info}\n{text.rstrip()}\n{fence}"
        case Maths(text=text):
            return f"$$\n{text.strip()}\n$$"


def _images(text: Text) -> tuple[Extra, ...]:
    lines = (text.first, text.last)
    return tuple(Extra(f"![{image.alt}]({image.target})", lines, Reason.IMAGE) for image in text.images)


def _lines_of(block: Block) -> Iterable[tuple[int, int]]:
    """Return the lines of a block, text by text where it has texts."""
    texts = [(text.first, text.last) for text in block_texts(block)]
    match block:
        case Paragraph() | ItemList() | Table():
            return texts
        case _:
            return [(block.first, block.last)]
