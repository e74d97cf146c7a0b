"""Tables written in HTML, read as if their cells were Markdown."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from deacards.notes.blocks import Paragraph, Row, Table
from deacards.notes.lines import Reader

_WHOLE = re.compile(r"\s*<table\b.*</table>\s*$", re.IGNORECASE | re.DOTALL)
_SPACE = re.compile(r"\s+")
WIDEST = 50  # cells that `colspan` may ask for: as in a table of pipes, one cell must not blow up the rest


@dataclass(slots=True)
class _Cell:
    line: int
    heads: bool
    width: int
    parts: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The cell's content as inline Markdown, its list items parted by semicolons."""
        return _SPACE.sub(" ", "".join(self.parts)).replace(" ; ", "; ").strip().removeprefix("; ")


class _Cells(HTMLParser):
    """Gathers the cells of one table; `nested` tells that there is a table within."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[list[_Cell]] = []
        self.caption: list[str] = []
        self.depth = 0
        self._cell: _Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth = self.depth + 1
        elif tag == "tr":
            self.rows.append([])
            self._cell = None
        elif tag in {"td", "th"} and self.rows:
            span = dict(attrs).get("colspan") or ""
            width = min(int(span), WIDEST) if span.isdecimal() and len(span) < 4 else 1
            self._cell = _Cell(self.getpos()[0], tag == "th", max(width, 1))
            self.rows[-1].append(self._cell)
        elif tag == "li":
            self._put("; ")
        elif tag not in {"ul", "ol", "p", "div", "thead", "tbody"}:
            self._put(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._cell = None
        elif tag not in {"table", "thead", "tbody", "li", "ul", "ol", "p", "div"}:
            self._put(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._put(data)

    def handle_entityref(self, name: str) -> None:
        self._put(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._put(f"&#{name};")

    def _put(self, text: str) -> None:
        (self.caption if self._cell is None else self._cell.parts).append(text)


def read_html_table(text: str, first: int, reader: Reader) -> tuple[Paragraph | Table, ...]:
    """Return the table in `text`, an HTML block that begins at line `first`, after its caption if it has one.

    A first row of one wide cell is a caption. Empty where the block is anything but one simple table.
    """
    if not _WHOLE.match(text):
        return ()
    cells = _Cells()
    cells.feed(text)
    rows = [row for row in cells.rows if any(cell.source for cell in row)]
    if cells.depth != 1 or not rows:
        return ()
    captions = [reader.text(first, _SPACE.sub(" ", "".join(cells.caption)))]
    if len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].width > 1:
        captions.append(reader.text(first + rows[0][0].line - 1, rows[0][0].source))
        rows = rows[1:]
    width = max(sum(cell.width for cell in row) for row in rows)
    made = [_row(row, width, first, reader) for row in rows]
    if not all(cell.heads for cell in rows[0]):
        made.insert(0, _row([_Cell(rows[0][0].line, heads=True, width=1)], width, first, reader))
    kept = tuple(text for text in captions if text.text)
    table = Table(made[0], tuple(made[1:]))
    return (Paragraph(kept), table) if kept else (table,)


def _row(row: list[_Cell], width: int, first: int, reader: Reader) -> Row:
    """Return a row of `width` cells; a wide cell is followed by empty ones."""
    sources = [(cell.line, source) for cell in row for source in [cell.source, *[""] * (cell.width - 1)]]
    sources += [(row[-1].line, "")] * (width - len(sources))
    return Row(tuple(reader.text(first + line - 1, source) for line, source in sources))
