"""What a note is made of: a tree of sections and blocks in which every piece knows its lines.

Lines count from 1 and are the file's own, front matter included. `text` is inline Markdown as the author
wrote it, but for links, which stand as their words, and images, which are taken out.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deacards.problem import Problem


class Link(NamedTuple):
    """A link out of a line: its words and where it goes (a wikilink too)."""

    words: str
    target: str


class Image(NamedTuple):
    """An image in a line: `target` as written, `alt` its text."""

    alt: str
    target: str


class Text(NamedTuple):
    """One logical line: what the author meant as one, with hard-wrapped lines joined by a space."""

    first: int
    last: int
    text: str
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()


class Paragraph(NamedTuple):
    """Lines without a marker. Each text is a fact of its own where the author broke the line on purpose."""

    texts: tuple[Text, ...]


class Item(NamedTuple):
    """A list item: its own lines, then what is nested under it. `task` is None where there is no checkbox."""

    texts: tuple[Text, ...]
    children: tuple["Block", ...] = ()
    task: bool | None = None


class ItemList(NamedTuple):
    """A list. `ordered` is true where its items are numbered."""

    items: tuple[Item, ...]
    ordered: bool = False


class Row(NamedTuple):
    """A row of a table; a cell's links and images are its own."""

    cells: tuple[Text, ...]


class Table(NamedTuple):
    """A table: every row has as many cells as the header. `repaired` where Markdown itself sees no table."""

    header: Row
    rows: tuple[Row, ...]
    repaired: bool = False


class Code(NamedTuple):
    """A fenced or indented block of code; `info` is its language, `text` its content."""

    first: int
    last: int
    info: str
    text: str


class Quote(NamedTuple):
    """A block quote, or a callout: `kind` is its lower-case type (`note`), else empty; `title` its title.

    HTML's `<details>` are callouts of the kind `details`, with their summary as title.
    """

    first: int
    last: int
    kind: str
    title: str
    blocks: tuple["Block", ...]


class Html(NamedTuple):
    """Raw HTML, `text` as written; comments too."""

    first: int
    last: int
    text: str


class Maths(NamedTuple):
    """Display mathematics, `text` without its `$$`."""

    first: int
    last: int
    text: str


class Break(NamedTuple):
    """A ruler across the page (`---`)."""

    first: int
    last: int


class Directive(NamedTuple):
    """A comment that tells what to leave out: `verb` is skip or only-marked, `scope` block, section, file."""

    first: int
    last: int
    verb: str
    scope: str


Block = Paragraph | ItemList | Table | Code | Quote | Html | Maths | Break | Directive


class Section(NamedTuple):
    """A heading and what stands under it, up to the next heading of its level or above.

    `title` is the heading's words without marks; `slug` is unique in the note; `level` is 1 to 6, or 0 for
    what stands before the first heading (then `title` is empty and `line` is the first line of the text).
    """

    title: str
    slug: str
    level: int
    line: int
    blocks: tuple[Block, ...]
    sections: tuple["Section", ...] = ()


class Note(NamedTuple):
    """A Markdown file, read. `path` is relative to the collection's root; `title` is never empty.

    `sections` are those that become decks, in order: each with its sub-sections inside. `matter` is the
    front matter. `problems` tells what was repaired or could not be understood. `lines` are those of the
    file, the first one is line 1.
    """

    path: str
    title: str
    matter: dict[str, object]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = ()

    def line(self, number: int) -> str:
        """Return a line of the file as it was read, "" for a number that no line has."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def with_inner(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield `sections` with those inside them, in order."""
    for section in sections:
        yield section
        yield from with_inner(section.sections)


def section_texts(sections: Iterable[Section]) -> Iterator[Text]:
    """Yield every text of `sections`, in order."""
    for section in with_inner(sections):
        for block in section.blocks:
            yield from block_texts(block)


def block_texts(block: Block) -> Iterator[Text]:
    """Yield the texts of a block, in order; code, HTML and maths have none."""
    match block:
        case Paragraph(texts):
            yield from texts
        case ItemList(items):
            for item in items:
                yield from item.texts
                for child in item.children:
                    yield from block_texts(child)
        case Table(header, rows):
            for row in (header, *rows):
                yield from row.cells
        case Quote(blocks=blocks):
            for child in blocks:
                yield from block_texts(child)
        case _:
            return
