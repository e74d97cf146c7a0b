"""A note as text: an indented dump of its sections and blocks, for golden cases and laws."""

from collections.abc import Callable, Iterator

import pytest

from deacards.notes.blocks import (
    Block,
    Break,
    Code,
    Directive,
    ItemList,
    Note,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
)
from deacards.notes.reader import read_note
from deacards.problem import Problem

Dump = Callable[[str], str]


@pytest.fixture
def dump() -> Dump:
    """Return a function from a note's text to the dump of what was read, problems at its end."""
    return _dump


def _dump(source: str) -> str:
    note = read_note("note.md", source.encode())
    if isinstance(note, Problem):
        return str(note)
    return "\n".join(_note(note))


def _note(note: Note) -> Iterator[str]:
    yield f"title: {note.title}"
    if note.matter:
        yield f"matter: {note.matter}"
    for section in note.sections:
        yield from _section(section, "")
    for problem in note.problems:
        yield str(problem)


def _section(section: Section, margin: str) -> Iterator[str]:
    yield f"{margin}{section.line} {'#' * section.level or '-'} {section.title} #{section.slug}"
    yield from _blocks(section.blocks, margin + "  ")
    for inner in section.sections:
        yield from _section(inner, margin + "  ")


def _blocks(blocks: tuple[Block, ...], margin: str) -> Iterator[str]:
    before: Block | None = None
    for block in blocks:
        if isinstance(before, ItemList) and isinstance(block, ItemList):
            yield f"{margin}~"  # one list ends, another begins
        yield from _block(block, margin)
        before = block


def _block(block: Block, margin: str) -> Iterator[str]:
    match block:
        case Paragraph(texts):
            yield from (f"{margin}{_text(text)}" for text in texts)
        case ItemList():
            yield from _list(block, margin)
        case Table(header, rows, repaired):
            yield f"{margin}table{' repaired' if repaired else ''}"
            for row in (header, *rows):
                yield f"{margin}  {row.cells[0].first} | {' | '.join(_words(cell) for cell in row.cells)} |"
        case Quote(first, last, kind, title, blocks):
            yield f"{margin}{_range(first, last)} quote {kind} {title}".rstrip()
            yield from _blocks(blocks, margin + "  ")
        case Break(first):
            yield f"{margin}{first} break"
        case Directive(first, last, verb, scope):
            yield f"{margin}{_range(first, last)} {verb} {scope}"
        case _:
            info = f" {block.info}" if isinstance(block, Code) and block.info else ""
            yield f"{margin}{_range(block.first, block.last)} {type(block).__name__.lower()}{info}"
            yield from (f"{margin}  : {line}".rstrip() for line in block.text.split("\n"))


def _list(block: ItemList, margin: str) -> Iterator[str]:
    mark = "1." if block.ordered else "-"
    for item in block.items:
        task = "" if item.task is None else "[x] " if item.task else "[ ] "
        yield f"{margin}{mark} {task}{' // '.join(map(_text, item.texts))}".rstrip()
        yield from _blocks(item.children, margin + "    ")


def _text(text: Text) -> str:
    return f"{_range(text.first, text.last)} {_words(text)}".rstrip()


def _words(text: Text) -> str:
    links = [f"<{link.words}={link.target}>" for link in text.links]
    images = [f"<!{image.alt}={image.target}>" for image in text.images]
    return " ".join([text.text, *links, *images]).strip()


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
