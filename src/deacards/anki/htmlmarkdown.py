"""The HTML of somebody's Anki field as the Markdown of a card, and what of it has no place there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from deacards.anki.fieldhtml import cloze_html, field_html
from deacards.anki.htmllines import BLOCKS, HEADINGS, LISTS, PLAIN, LineWriter, MediaPaths
from deacards.anki.htmltree import Element, parse_html, text_of

_ANY_TAG = re.compile(r"<[^>]*>")


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


class _Writer(LineWriter):
    """Writes elements as Markdown in blocks."""

    def field(self, root: Element) -> str:
        """Return a whole field."""
        text = re.sub(r"\n{3,}", "\n\n", self._blocks(root.children)).strip()
        # A card of one line has no blocks: a list of one item there is its words.
        return text if "\n" in text else self.lines(root.children).strip()

    def _blocks(self, nodes: Sequence[Element | str]) -> str:
        """Return nodes as blocks: what stands in a line joined, a blank line around what needs one."""
        text = ""
        for is_block, group in _grouped(nodes):
            if is_block and isinstance(group[0], Element):
                block, gap = self._block(group[0])
            else:
                block, gap = self.lines(group), "\n"
            if block.strip():
                text = f"{text.rstrip(' ')}{gap if text else ''}{block}{gap if gap != chr(10) else ''}"
        return text.strip("\n")

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
            case tag if tag in HEADINGS:
                words = " ".join(self.inline(element.children).split())
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
        items = [item if item.tag in LISTS | {"li"} else Element("li", {}, [item]) for item in bare]
        for number, item in enumerate(items, start=1):
            mark = f"{number}. " if element.tag == "ol" else "- "
            is_list = item.tag in LISTS  # a list within a list and not in an item of it
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


def _grouped(nodes: Sequence[Element | str]) -> Iterator[tuple[bool, list[Element | str]]]:
    """Yield blocks one by one, and what stands between them together; a block within inline tags counts."""
    run: list[Element | str] = []
    for node in nodes:
        if isinstance(node, Element) and (node.tag in BLOCKS or _holds_block(node)):
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
    if element.tag not in PLAIN:
        return False
    waiting = list(element.children)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Element):
            if node.tag in BLOCKS:
                return True
            waiting += node.children if node.tag in PLAIN else []
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
