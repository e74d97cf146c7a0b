"""HTML as a tree, however it is broken: what Anki's editor and many years of pasting leave in a field."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

_VOID = frozenset(["br", "img", "hr", "input", "meta", "link", "wbr", "source", "col", "embed"])
_NO_TEXT = frozenset(["script", "style", "template", "iframe", "object", "svg"])
# Deeper than anybody writes; what is deeper stands beside instead of within.
_MOST_DEPTH = 60
# A tag that begins ends these, which have not been ended.
_ENDS = {"li": "li", "p": "p", "tr": "tr", "td": "td", "th": "td", "dt": "dt", "dd": "dd"}


@dataclass(slots=True)
class Element:
    """A tag with its attributes and what is in it: texts and elements, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)


def parse_html(html: str) -> Element:
    """Return the root of a field's HTML. Scripts and the like stay as empty elements: nothing runs here."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root


def text_of(element: Element) -> str:
    """Return all text in an element, a line break for each `<br>` and between blocks."""
    parts: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        if node.tag == "br" or (node.tag in {"div", "p"} and parts):
            parts.append("\n")
        waiting += reversed(node.children)
    return "".join(parts)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]
        self._skipped = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            return
        if tag in _ENDS and self._open[-1].tag == _ENDS[tag]:
            self._open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag in _NO_TEXT:
            self._skipped = tag
        elif tag not in _VOID and len(self._open) < _MOST_DEPTH:
            self._open.append(element)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped = "" if tag == self._skipped else self._skipped
            return
        if any(element.tag == tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    @override
    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._open[-1].children.append(data)
