"""YAML text as a tree of nodes that know their characters, read strictly and in bounded depth.

Built from libyaml's events and not by its own composer, which recurses (it kills the process at flow depth
50,000), keeps the last of two equal keys without a word, and reads `yes` as true.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from deacards.deck import codes
from deacards.deck.yamlfaults import TreeError, offset_of, refuse_unreadable, syntax_error

MAX_DEPTH = 12
"""Deeper than any deck goes: deck, cards, card, suggestion, list make five."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Scalar:
    """A leaf: `text` is what stands there, whatever YAML makes of it; `style` `'`, `"`, `|`, `>` or empty."""

    start: int
    end: int
    text: str
    style: str

    @property
    def is_null(self) -> bool:
        """Return whether nothing stands there, or a word that YAML reads as nothing."""
        return not self.style and self.text in _NULL


@dataclass(slots=True)
class Sequence:
    """A list; `flow` for `[a, b]`."""

    start: int
    end: int
    flow: bool
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in the file's order; `flow` for `{a: b}`."""

    start: int
    end: int
    flow: bool
    entries: list[tuple[Scalar, "Node"]] = field(default_factory=list)

    def entry(self, key: str) -> "tuple[Scalar, Node] | None":
        """Return the first entry of `key` with its node, None where it is missing."""
        return next((entry for entry in self.entries if entry[0].text == key), None)

    def get(self, key: str) -> "Node | None":
        """Return the value of `key`, None where it is missing."""
        entry = self.entry(key)
        return entry[1] if entry else None


Node = Scalar | Sequence | Mapping


def parse_tree(text: str) -> Node | None:
    """Return the tree of a YAML text, None when it holds nothing. Raises `TreeError` at the first fault.

    Aliases, tags, several documents and depth beyond `MAX_DEPTH` are faults: no deck needs them, and they
    are how a small file becomes a huge one. Equal keys are left for `duplicate_keys` to find.
    """
    refuse_unreadable(text)
    builder = _Builder()
    try:
        loader = yaml.CSafeLoader(text)
        try:
            while event := loader.get_event():
                builder.take(event)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as exc:
        raise syntax_error(text, exc) from exc
    root = builder.root
    return None if isinstance(root, Scalar) and root.is_null else root


def duplicate_keys(node: Node) -> Iterator[tuple[Scalar, Scalar]]:
    """Yield each key that stands a second time in its mapping, with the first one."""
    if isinstance(node, Mapping):
        seen: dict[str, Scalar] = {}
        for key, _ in node.entries:
            if (first := seen.setdefault(key.text, key)) is not key:
                yield key, first
    for child in children(node):
        if not isinstance(child, Scalar):
            yield from duplicate_keys(child)


def children(node: Node) -> list[Node]:
    """Return the nodes right under `node`, without keys."""
    match node:
        case Scalar():
            return []
        case Sequence():
            return node.items
        case Mapping():
            return [value for _, value in node.entries]


class _Builder:
    """Puts events together, one call each, without recursion."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[tuple[Sequence | Mapping, list[Scalar]]] = []  # with the key that awaits its value

    def take(self, event: yaml.Event) -> None:
        """Add what `event` tells. Raises `TreeError` for what a deck may not hold."""
        match event:
            case yaml.ScalarEvent():
                self._refuse_marks(event)
                self._place(
                    Scalar(
                        offset_of(event.start_mark), offset_of(event.end_mark), event.value, event.style or ""
                    )
                )
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_marks(event)
                self._start(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                node, _ = self._open.pop()
                node.end = offset_of(event.end_mark)
            case yaml.AliasEvent():
                raise TreeError(codes.ALIAS, offset_of(event.start_mark), _NO_ALIAS)
            case yaml.DocumentStartEvent() if self.root is not None:
                raise TreeError(codes.SEVERAL_DOCUMENTS, offset_of(event.start_mark), _ONE_DOCUMENT)

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        offset = offset_of(event.start_mark)
        if len(self._open) >= MAX_DEPTH:
            raise TreeError(codes.TOO_DEEP, offset, _TOO_DEEP)
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        node = kind(offset, offset, bool(event.flow_style))
        self._place(node)
        self._open.append((node, []))

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent, key = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key:
            parent.entries.append((key.pop(), node))
        elif isinstance(node, Scalar):
            key.append(node)
        else:
            raise TreeError(codes.WRONG_SHAPE, node.start, _NO_KEY)

    def _refuse_marks(
        self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> None:
        if event.anchor is None and event.tag is None:
            return
        offset = offset_of(event.start_mark)
        if event.anchor is not None:
            raise TreeError(codes.ALIAS, offset, _NO_ALIAS)
        raise TreeError(
            codes.YAML_TAG,
            offset,
            f"`{event.tag}` marks a YAML type, which no deck needs; if it is text, put it in quotes",
        )


_NO_ALIAS = "begins with `&` or `*`, which YAML takes for an anchor or alias; put the text in double quotes"
_NO_KEY = "a list or mapping stands here as a key; a text that begins with [ or { needs double quotes"
_ONE_DOCUMENT = "`---` begins a second document, but a file holds one deck; move it to a file of its own"
_TOO_DEEP = f"brackets or lists nest deeper than {MAX_DEPTH}; if it is text, put it in double quotes"
