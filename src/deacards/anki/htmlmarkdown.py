"""The HTML of somebody's Anki field as the Markdown of a card, and what of it has no place there."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from deacards.anki.fieldhtml import cloze_html, field_html
from deacards.anki.htmltree import Element, parse_html, text_of
from deacards.anki.inlinerules import is_web

MediaPaths = Callable[[str], str]
"""From the name of a file in Anki to the path that a card calls it by, "" where there is no such file."""

_ANY_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_MARKUP = re.compile(r"[\\`*_~#+\-|<>=$!.&]")
_BRACKETS = {"[": "&#91;", "]": "&#93;"}
# What Anki reads in text: maths in its three spellings, and sounds. Nothing of it is escaped.
_SPECIAL = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|\[\$\](?P<latex>.+?)\[/\$\]"
    r"|\[\$\$\](?P<latexes>.+?)\[/\$\$\]|\[sound:(?P<sound>[^\]]+)\]",
    re.DOTALL,
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "strike": "~~", "del": "~~"}
_TAGS = frozenset(["u", "sub", "sup", "kbd", "mark"])
_CODE = frozenset(["code", "tt", "samp"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_PARAGRAPHS = frozenset(["p", *_HEADINGS])
_LINES = frozenset(["div", "section", "article", "center", "header", "footer", "dl", "dt", "dd", "figure"])
_LISTS = frozenset(["ul", "ol"])
_BLOCKS = _PARAGRAPHS | _LINES | _LISTS | {"pre", "table", "blockquote", "hr"}
# Shown as their content, as they add nothing but looks.
_PLAIN = frozenset(
    ["", "span", "font", "a", "small", "big", "ins", "abbr", "cite", "q", "tbody", "wbr", "o:p"]
)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"font-style:\s*italic")


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown, and the tags and files of the HTML that it could not keep, sorted."""

    markdown: str
    lost: tuple[str, ...]


def markdown_of(html: str, media: MediaPaths, *, is_cloze: bool = False) -> Converted:
    """Return a field's HTML as Markdown; `is_cloze` keeps its `{{c1::marks}}`.

    Signs that Markdown would read are escaped only in a field that needs it, so that most texts stay as
    people write them; bold, italic and code go where Markdown could not tell them from such signs.
    """
    root = parse_html(html)
    plain, careful, bare = (
        _Writer(media, escapes=escapes, has_marks=has_marks)
        for escapes, has_marks in ((False, True), (True, True), (True, False))
    )
    safe = bare.field(root)
    shown = _visible(safe, is_cloze=is_cloze)
    for writer in (plain, careful):
        text = writer.field(root)
        if _visible(text, is_cloze=is_cloze) == shown:
            return Converted(text, tuple(sorted(writer.lost)))
    return Converted(safe, tuple(sorted({*bare.lost, "bold, italic and code"})))


def _visible(markdown: str, *, is_cloze: bool) -> str:
    """Return the letters that a field shows."""
    html = cloze_html(markdown).html if is_cloze else field_html(markdown)
    return "".join(unescape(_ANY_TAG.sub(" ", html)).split())


class _Writer:
    """Writes elements as Markdown."""

    def __init__(self, media: MediaPaths, *, escapes: bool, has_marks: bool) -> None:
        self._media = media
        self._escapes = escapes
        self._has_marks = has_marks
        self.lost: set[str] = set()
        self._within: list[str] = []

    def field(self, root: Element) -> str:
        """Return a whole field."""
        text = re.sub(r"\n{3,}", "\n\n", self._blocks(root.children)).strip()
        # A card of one line has no blocks: a list of one item there is its words.
        return text if "\n" in text else self._lines(root.children).strip()

    def _blocks(self, nodes: Sequence[Element | str]) -> str:
        """Return nodes as blocks: what stands in a line joined, a blank line around what needs one."""
        text = ""
        for is_block, group in _grouped(nodes):
            if is_block and isinstance(group[0], Element):
                block, gap = self._block(group[0])
            else:
                block, gap = self._lines(group), "\n"
            if block.strip():
                text = f"{text.rstrip(' ')}{gap if text else ''}{block}{gap if gap != chr(10) else ''}"
        return text.strip("\n")

    def _lines(self, nodes: Sequence[Element | str]) -> str:
        """Return inline nodes as lines without spaces around them."""
        return "\n".join(line.strip() for line in self._inline(nodes).split("\n")).strip("\n")

    def _block(self, element: Element) -> tuple[str, str]:  # noqa: PLR0911 - a case a tag
        """Return a block, and what parts it from its neighbours."""
        match element.tag:
            case "pre":
                return self._fence(element), "\n\n"
            case "ul" | "ol":
                return self._list(element), "\n\n"
            case "table":
                return self._table(element), "\n\n"
            case "blockquote":
                text = self._blocks(element.children)
                return text and "\n".join(f"> {line}".rstrip() for line in text.split("\n")), "\n\n"
            case "hr":
                return "---", "\n\n"
            case tag if tag in _HEADINGS:
                words = " ".join(self._inline(element.children).split())
                return words and f"**{words}**", "\n\n"
            case tag:
                return self._blocks(element.children), "\n\n" if tag == "p" else "\n"

    def _fence(self, element: Element) -> str:
        code = text_of(element).strip("\n")
        ticks = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
        names = [c.attributes.get("class", "") for c in element.children if isinstance(c, Element)]
        language = re.search(r"language-([\w+#-]+)", " ".join([element.attributes.get("class", ""), *names]))
        return f"{ticks}{language[1] if language else ''}\n{code}\n{ticks}"

    def _list(self, element: Element) -> str:
        lines: list[str] = []
        # What stands in a list and is no item of it, is one.
        bare = [
            Element("li", {}, [c]) if isinstance(c, str) else c for c in element.children if not _is_space(c)
        ]
        items = [item if item.tag in _LISTS | {"li"} else Element("li", {}, [item]) for item in bare]
        for number, item in enumerate(items, start=1):
            mark = f"{number}. " if element.tag == "ol" else "- "
            is_list = item.tag in _LISTS  # a list within a list and not in an item of it
            body = self._list(item) if is_list else self._blocks(item.children)
            indent = " " * len(mark)
            first, *rest = re.sub(r"\n\n(?=\s*(?:- |\d+\. ))", "\n", body).split("\n")
            lines.append(f"{indent if is_list else mark}{first}")
            lines += [f"{indent}{line}".rstrip() for line in rest]
        return "\n".join(lines)

    def _table(self, element: Element) -> str:
        rows = [[self._cell(cell) for cell in cells] for cells in _rows(element)]
        width = max(map(len, rows), default=0)
        if not width:
            return ""
        filled = [row + [""] * (width - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in filled]
        return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])

    def _cell(self, cell: Element) -> str:
        text = "<br>".join(line for line in self._blocks(cell.children).split("\n") if line)
        return text.replace("\\|", "|").replace("|", "\\|")

    def _inline(self, nodes: Sequence[Element | str]) -> str:
        return "".join(self._text(n) if isinstance(n, str) else self._element(n) for n in nodes)

    def _element(self, element: Element) -> str:  # noqa: PLR0911 - a case a kind of tag
        tag, inside = element.tag, element.children
        if tag in _MARKS:
            return self._marked(inside, _MARKS[tag])
        if tag in _TAGS:
            return self._marked(inside, f"<{tag}>", f"</{tag}>")
        if tag in _CODE:
            text = text_of(element)
            return _code(text) if self._has_marks else self._text(text)
        match tag:
            case "br":
                return "\n"
            case "img":
                return self._picture(element)
            case "a" if is_web(element.attributes.get("href", "")):
                href = re.sub(r"[\s<>()]", lambda sign: f"%{ord(sign[0]):02X}", element.attributes["href"])
                return f"[{self._inline(inside) or href}]({href})"
        if tag not in _PLAIN and tag not in _BLOCKS:
            self.lost.add(f"<{tag}>")
        return self._styled(element)

    def _marked(self, nodes: Sequence[Element | str], mark: str, end: str = "") -> str:
        """Return nodes between marks; what is bold already cannot become bolder."""
        if mark in self._within or not self._has_marks:
            return self._inline(nodes)
        self._within.append(mark)
        text = self._inline(nodes)
        self._within.pop()
        return _around(text, mark, end)

    def _styled(self, element: Element) -> str:
        """Return what is in an element, bold or italic where its style says so."""
        text = self._inline(element.children)
        style = element.attributes.get("style", "").lower()
        for pattern, mark in ((_BOLD, "**"), (_ITALIC, "*")):
            if pattern.search(style):
                text = _around(text, mark) if self._has_marks else text
        return text

    def _picture(self, element: Element) -> str:
        name = element.attributes.get("src", "")
        alt = _SPACE.sub(" ", element.attributes.get("alt", "")).replace("[", "(").replace("]", ")")
        if is_web(name):
            return f"![{alt}](<{name}>)"
        return self._medium(name, alt)

    def _medium(self, name: str, alt: str = "") -> str:
        path = self._media(name)
        if path:
            return f"![{alt}](<{path}>)" if re.search(r"[\s()]", path) else f"![{alt}]({path})"
        self.lost.add(f"the file {name}")
        return alt

    def _text(self, text: str) -> str:
        """Return text with Anki's maths and sounds as Markdown has them."""
        parts: list[str] = []
        at = 0
        for found in _SPECIAL.finditer(text):
            parts += [self._escaped(text[at : found.start()]), self._special(found)]
            at = found.end()
        return "".join([*parts, self._escaped(text[at:])])

    def _special(self, found: re.Match[str]) -> str:
        if sound := found["sound"]:
            return self._medium(sound)
        tex = _SPACE.sub(
            " ", found["inline"] or found["latex"] or found["display"] or found["latexes"]
        ).strip()
        return f"${tex}$" if found["inline"] or found["latex"] else f"$${tex}$$"

    def _escaped(self, text: str) -> str:
        text = _SPACE.sub(" ", text)
        if not self._escapes:
            return text
        text = _MARKUP.sub(r"\\\g<0>", text)
        return re.sub(r"[\[\]]", lambda sign: _BRACKETS[sign[0]], text)


def _grouped(nodes: Sequence[Element | str]) -> Iterator[tuple[bool, list[Element | str]]]:
    """Yield blocks one by one, and what stands between them together; a block within inline tags counts."""
    run: list[Element | str] = []
    for node in nodes:
        if isinstance(node, Element) and (node.tag in _BLOCKS or _holds_block(node)):
            if run:
                yield False, run
                run = []
            yield True, [node]
        else:
            run.append(node)
    if run:
        yield False, run


def _holds_block(element: Element) -> bool:
    """Tell whether a plain element has a block in it, so that it is none but a box."""
    if element.tag not in _PLAIN:
        return False
    waiting = list(element.children)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Element):
            if node.tag in _BLOCKS:
                return True
            waiting += node.children if node.tag in _PLAIN else []
    return False


def _is_space(node: Element | str) -> bool:
    return isinstance(node, str) and not node.strip()


def _rows(element: Element) -> Iterator[list[Element]]:
    """Yield the cells of each row of a table."""
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.tag == "tr":
            yield [cell for cell in child.children if isinstance(cell, Element) and cell.tag in {"td", "th"}]
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _around(text: str, mark: str, end: str = "") -> str:
    """Return `text` between marks that touch it, line by line; the spaces around it stay outside."""
    lines = []
    for line in text.split("\n"):
        bare = line.strip()
        lines.append(line.replace(bare, f"{mark}{bare}{end or mark}", 1) if bare else line)
    return "\n".join(lines)


def _code(text: str) -> str:
    """Return code in a line, within as many ticks as it takes."""
    text = _SPACE.sub(" ", text)
    if not text.strip():
        return text
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"
