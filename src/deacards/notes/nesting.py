"""List items nested as their indentation says, where CommonMark sees neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from deacards.notes.blocks import Block, Item, ItemList, Quote, Text
from deacards.notes.details import DetailsMark, fold_details

DEEPEST = 50  # one-space nesting deeper than this stays flat, so that nobody's recursion overflows


@dataclass(slots=True, eq=False, repr=False)
class OpenItem:
    """A list item being filled. Items of one list stand side by side among their container's entries."""

    column: int
    marker: str
    ordered: bool
    texts: tuple[Text, ...] = ()
    task: bool | None = None
    entries: "list[Entry]" = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class OpenQuote:
    """A quote or callout being filled; it ends at line `last`."""

    column: int
    first: int
    last: int
    kind: str = ""
    title: str = ""
    entries: "list[Entry]" = field(default_factory=list)


class Placed(NamedTuple):
    """A finished block that begins at `column` of its line."""

    column: int
    block: Block | DetailsMark


Entry = OpenItem | OpenQuote | Placed


def close(entries: Sequence[Entry], depth: int = 0) -> tuple[Block, ...]:
    """Return the blocks of a container: items nested by column and gathered into lists."""
    return fold_details(_gathered(_nested(entries, depth), depth))


def _nested(entries: Sequence[Entry], depth: int) -> list[Entry]:
    """Return `entries` with each moved into the item before it that has less indentation, if there is one."""
    top: list[Entry] = []
    items: list[OpenItem] = []
    for entry in entries:
        while items and (items[-1].column >= entry.column or depth + len(items) > DEEPEST):
            items.pop()
        (items[-1].entries if items else top).append(entry)
        if isinstance(entry, OpenItem):
            items.append(entry)
    return top


def _gathered(entries: Sequence[Entry], depth: int) -> Iterator[Block | DetailsMark]:
    for marker, group in groupby(
        entries, key=lambda entry: entry.marker if isinstance(entry, OpenItem) else ""
    ):
        if marker:
            items = [entry for entry in group if isinstance(entry, OpenItem)]
            yield ItemList(tuple(_item(item, depth) for item in items), ordered=items[0].ordered)
            continue
        for entry in group:
            if isinstance(entry, OpenQuote):
                blocks = close(entry.entries, depth + 1)
                yield Quote(entry.first, entry.last, entry.kind, entry.title, blocks)
            elif isinstance(entry, Placed):
                yield entry.block


def _item(item: OpenItem, depth: int) -> Item:
    return Item(item.texts, close(item.entries, depth + 1), item.task)
