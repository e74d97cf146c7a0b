"""From blocks and headings to sections: which of them become decks, and their names."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from deacards.notes.blocks import Block, Break, ItemList, Paragraph, Section, Table, Text
from deacards.notes.directives import COMMENT, read_directive
from deacards.notes.marks import plain
from deacards.notes.parse import Heading
from deacards.notes.slugs import Slugs


@dataclass(slots=True, eq=False, repr=False)
class _Open:
    """A section being filled."""

    title: str
    slug: str
    level: int
    line: int
    blocks: list[Block] = field(default_factory=list)
    sections: list["_Open"] = field(default_factory=list)


def split_sections(
    parts: Sequence[Block | Heading], stem: str, name: str = ""
) -> tuple[str, tuple[Section, ...]]:
    """Return the note's title (empty where no heading is one) and the sections that become decks, in order.

    A single heading at the top with others under it is the title: its sub-sections are the decks, and the
    text straight under it is one more. Text before all headings is a section of level 0; in a note without
    headings it has the title `name`, else `stem`, the name of the file.
    """
    slugs = Slugs()
    loose, roots = _tree(parts, slugs)
    title = ""
    decks = roots
    if len(roots) == 1 and roots[0].sections:
        top = roots[0]
        title = top.title
        decks = top.sections
        if top.blocks:
            decks = [_Open(top.title, top.slug, top.level, top.line, top.blocks), *decks]
    elif roots and (len(roots) == 1 or _is_bare_title(roots)):
        title = roots[0].title
        decks = roots[1:] or roots
    if loose:
        first = _Open("" if roots else name or stem, slugs.next(stem), 0, _first_line(loose[0]), loose)
        decks = [first, *decks]
    return title, tuple(map(_closed, decks))


def _is_bare_title(roots: Sequence[_Open]) -> bool:
    first, *others = roots
    return not (first.blocks or first.sections) and all(first.level <= other.level for other in others)


def _tree(parts: Sequence[Block | Heading], slugs: Slugs) -> tuple[list[Block], list[_Open]]:
    """Return what stands before the first heading, and the sections of no other section."""
    loose: list[Block] = []
    roots: list[_Open] = []
    path: list[_Open] = []
    for part in parts:
        if not isinstance(part, Heading):
            blocks = path[-1].blocks if path else loose
            if blocks or not isinstance(part, Break):  # a ruler right under a heading parts nothing
                blocks.append(part)
            continue
        asked = COMMENT.search(part.text.text)
        title = " ".join(plain(COMMENT.sub("", part.text.text)).split())
        section = _Open(title, slugs.next(title), part.level, part.line)
        if asked and (directive := read_directive(asked["said"], part.line, part.line)):
            section.blocks.append(directive._replace(scope="section"))
        if part.text.links or part.text.images:
            section.blocks.append(
                Paragraph((Text(part.line, part.line, "", part.text.links, part.text.images),))
            )
        while path and path[-1].level >= part.level:
            path.pop()
        (path[-1].sections if path else roots).append(section)
        path.append(section)
    return loose, roots


def _closed(section: _Open) -> Section:
    inner = tuple(map(_closed, section.sections))
    return Section(section.title, section.slug, section.level, section.line, tuple(section.blocks), inner)


def _first_line(block: Block) -> int:
    match block:
        case Paragraph(texts):
            return texts[0].first
        case ItemList(items):
            return next((text.first for item in items for text in item.texts), 1)
        case Table(header):
            return header.cells[0].first
        case _:
            return block.first
