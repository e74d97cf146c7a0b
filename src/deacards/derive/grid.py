"""A table of a note as a grid: each cell read as a line, without a column that only counts the rows."""

import re

from deacards.derive.line import Line, read_line
from deacards.derive.outline import Grid
from deacards.notes.blocks import Table, Text
from deacards.patterns import pattern

_COUNTER = pattern(
    r"(?:(?:s|sr|sl|ser)\b\.?\s?)?(?:no|nos|nr|num|n[°ºo])\.?|#|№|(?:serial )?numbers?|index|"
    r"nummer|numéro|número|numero|序号|编号|番号|",
    re.IGNORECASE,
)
"""The header of a column of running numbers."""
_RECORD = pattern(r"(?i:id)|[A-Za-z_]+_(?i:id)|(?i:id)_[A-Za-z_]+|[A-Za-z]*[a-z]I[Dd]")
"""The name of a key in a database."""


def read_grid(table: Table, caption: str) -> Grid:
    """Return a table with each cell read as a line."""
    header, rows = _cells(table.header.cells), tuple(_cells(row.cells) for row in table.rows)
    if len(header) > 2 and _counts(header[0].text, [row[0].text for row in rows]):
        header, rows = header[1:], tuple(row[1:] for row in rows)
    return Grid(header, rows, caption)


def holds_records(table: Table) -> bool:
    """Tell whether a table shows rows of a database: its first column is their running `id`."""
    name = table.header.cells[0].text.strip("`* ") if table.header.cells else ""
    if _RECORD.fullmatch(name) is None:
        return False
    return all(row.cells[0].text.strip("`* ").isdigit() for row in table.rows if row.cells)


def _cells(cells: tuple[Text, ...]) -> tuple[Line, ...]:
    return tuple(read_line(cell) for cell in cells)


def _counts(name: str, cells: list[str]) -> bool:
    """Tell whether a column says only which row of the table it is: the next one names the rows."""
    if len(cells) < 2 or _COUNTER.fullmatch(name.strip()) is None:
        return False
    return all(cell.strip(" .)") == str(n) for n, cell in enumerate(cells, 1))
