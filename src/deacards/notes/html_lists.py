"""Lists written in HTML (`<ul>`, `<ol>`, `<dl>`), read as if they were Markdown."""

import re
from dataclasses import dataclass, field

from deacards.notes.blocks import Block, Item, ItemList
from deacards.notes.html_text import TextGatherer
from deacards.notes.inline import read_text
from deacards.notes.lines import Reader
from deacards.patterns import pattern

_WHOLE = pattern(r"\s*<(ul|ol|dl)\b.*</\1>\s*$", re.IGNORECASE | re.DOTALL)
_SPACE = pattern(r"\s+")
_LISTS = frozenset({"ul", "ol", "dl"})
_ITEMS = frozenset({"li", "dt", "dd"})
_DEEPEST = 20  # lists within lists: what is deeper stays on this level


@dataclass(slots=True, eq=False, repr=False)
class _Item:
    """An item being read; `parts` is its inline Markdown, `lists` what is nested under it."""

    tag: str
    first: int
    last: int
    parts: list[str] = field(default_factory=list)
    lists: "list[_List]" = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class _List:
    ordered: bool
    items: list[_Item] = field(default_factory=list)


class _Lists(TextGatherer):
    """Gathers the items of nested lists; `top` are the outermost. `is_loose` where words stand outside."""

    def __init__(self) -> None:
        super().__init__()
        self.top: list[_List] = []
        self.is_loose = False
        self._open: list[_List] = []
        self._item: list[_Item | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        line = self.getpos()[0]
        if tag in _LISTS:
            self._begin(_List(tag == "ol"))
        elif tag in _ITEMS and self._open:
            self._item[-1] = item = _Item(tag, line, line)
            self._open[-1].items.append(item)
        elif tag not in {"p", "div"}:
            self.put(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS and self._open:
            self._open.pop()
            self._item.pop()
        elif tag in _ITEMS and self._item:
            self._item[-1] = None
        elif tag not in {"p", "div"}:
            self.put(f"</{tag}>")

    def _begin(self, found: _List) -> None:
        item = self._item[-1] if self._item else None
        deep = len(self._open) >= _DEEPEST
        if self._open and (item is None or deep):  # a list straight in a list goes on with it
            found = self._open[-1]
        else:
            (item.lists if item else self.top).append(found)
        self._open.append(found)
        self._item.append(None)

    def put(self, text: str) -> None:
        """Add to the item that is open; text beside the items makes it no list."""
        item = self._item[-1] if self._item else None
        if item is None:
            self.is_loose = self.is_loose or bool(text.strip())
            return
        item.parts.append(text)
        if text.strip():
            item.last = self.last_line(text)


def read_html_list(text: str, first: int, reader: Reader) -> tuple[Block, ...]:
    """Return the list in `text`, an HTML block that begins at line `first`; empty where it is no simple list.

    A term of a `<dl>` comes as `**term**: text`, or with its several texts nested under it.
    """
    if not _WHOLE.match(text):
        return ()
    lists = _Lists()
    lists.feed(text)
    if lists.is_loose:
        return ()
    return tuple(block for found in lists.top if (block := _block(found, first, reader)) is not None)


def _block(found: _List, first: int, reader: Reader) -> ItemList | None:
    items = [_made(item, first, reader) for item in _with_terms(found.items)]
    kept = tuple(item for item in items if item.texts or item.children)
    return ItemList(kept, found.ordered) if kept else None


def _with_terms(items: list[_Item]) -> list[_Item]:
    """Return items with the texts of a `<dl>` joined to their terms, or under them if there are several."""
    made: list[_Item] = []
    for item in items:
        if item.tag == "dd" and made and made[-1].tag == "dt":
            term = made[-1]
            if not term.lists:
                term.lists.append(_List(ordered=False))
            term.lists[0].items.append(item)
        else:
            made.append(item)
    for term in made:
        if term.tag != "dt" or not term.lists or len(term.lists[0].items) != 1:
            continue
        text = term.lists.pop(0).items[0]
        term.parts = ["**", *term.parts, "**: ", *text.parts]
        term.last = text.last
        term.lists += text.lists
    return made


def _made(item: _Item, first: int, reader: Reader) -> Item:
    source = _SPACE.sub(" ", "".join(item.parts)).strip()
    text = read_text(first + item.first - 1, first + item.last - 1, source, reader.refs)
    children = (_block(inner, first, reader) for inner in item.lists)
    texts = (text,) if text.text or text.links or text.images else ()
    return Item(texts, tuple(child for child in children if child is not None))
