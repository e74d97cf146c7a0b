"""Tables written in HTML, read as if their cells were Markdown."""

import re
from dataclasses import dataclass, field

from deacards.notes.blocks import Paragraph, Row, Table
from deacards.notes.html_text import TextGatherer
from deacards.notes.inline import read_text
from deacards.notes.lines import Reader
from deacards.patterns import pattern

_WHOLE = pattern(r"\s*<table\b.*</table>\s*$", re.IGNORECASE | re.DOTALL)
_SPACE = pattern(r"\s+")
WIDEST = 50  # cells that `colspan` may ask for: as in a table of pipes, one cell must not blow up the rest
TALLEST = 200  # rows that `rowspan` may ask for


@dataclass(slots=True, eq=False, repr=False)
class _Cell:
    line: int
    last: int
    heads: bool
    width: int
    height: int
    parts: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The cell's content as inline Markdown, its list items parted by semicolons."""
        return _SPACE.sub(" ", "".join(self.parts)).replace(" ; ", "; ").strip().removeprefix("; ")


class _Cells(TextGatherer):
    """Gathers the cells of one table; `nested` tells that there is a table within."""

    def __init__(self) -> None:
        super().__init__()
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
            line, given = self.getpos()[0], dict(attrs)
            width = _span(given.get("colspan"), WIDEST)
            height = _span(given.get("rowspan"), TALLEST)
            self._cell = _Cell(line, line, tag == "th", width, height)
            self.rows[-1].append(self._cell)
        elif tag == "li":
            self.put("; ")
        elif tag not in {"ul", "ol", "p", "div", "thead", "tbody"}:
            self.put(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._cell = None
        elif tag not in {"table", "thead", "tbody", "li", "ul", "ol", "p", "div"}:
            self.put(f"</{tag}>")

    def put(self, text: str) -> None:
        """Add to the cell that is open, or to what stands above the table."""
        if self._cell is None:
            self.caption.append(text)
            return
        self._cell.parts.append(text)
        if text.strip():
            self._cell.last = self.last_line(text)


def _span(asked: str | None, most: int) -> int:
    """Return how many cells one stands for, as its attribute says."""
    asked = asked or ""
    return max(1, min(int(asked), most)) if asked.isdecimal() and len(asked) < 4 else 1


def read_html_table(text: str, first: int, reader: Reader) -> tuple[Paragraph | Table, ...]:
    """Return the table in `text`, an HTML block that begins at line `first`, after its caption if it has one.

    A first row of one wide cell is a caption. A cell over several columns or rows stands in each of them.
    Empty where the block is anything but one simple table.
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
    grid = _spread(rows)
    if not all(cell.heads for cell in rows[0]):
        line = rows[0][0].line
        grid.insert(0, [_Cell(line, line, heads=True, width=1, height=1)])
    width = max(map(len, grid))
    made = [_row(row, width, first, reader) for row in grid]
    kept = tuple(text for text in captions if text.text)
    table = Table(made[0], tuple(made[1:]))
    return (Paragraph(kept), table) if kept else (table,)


def _spread(rows: list[list[_Cell]]) -> list[list[_Cell]]:
    """Return the rows with each cell in every column and row that it stands for."""
    grid: list[list[_Cell]] = []
    above: dict[int, tuple[_Cell, int]] = {}  # column -> a cell that hangs down, and for how many rows
    for row in rows:
        made: list[_Cell] = []
        below: dict[int, tuple[_Cell, int]] = {}
        waiting = iter(row)
        while True:
            cell, height = above.get(len(made)) or (next(waiting, None), 0)
            if cell is None:
                break
            height = height or cell.height
            for _ in range(1 if len(made) in above else cell.width):
                if height > 1:
                    below[len(made)] = (cell, height - 1)
                made.append(cell)
        above = below
        grid.append(made)
    return grid


def _row(row: list[_Cell], width: int, first: int, reader: Reader) -> Row:
    """Return a row of `width` cells, empty ones at its end."""
    texts = [
        read_text(first + cell.line - 1, first + cell.last - 1, cell.source, reader.refs) for cell in row
    ]
    line = first + row[-1].last - 1
    return Row((*texts, *(reader.text(line, "") for _ in range(width - len(texts)))))
