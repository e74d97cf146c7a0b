"""A table of a note as a grid: each cell read as a line, without a column that only counts the rows."""

import re
from collections.abc import Callable, Iterable, Iterator

from deacards.derive.line import Line, read_line
from deacards.derive.outline import Grid
from deacards.notes.blocks import Block, Code, ItemList, Table, Text
from deacards.patterns import pattern

_COUNTER = pattern(
    r"(?:(?:s|sr|sl|ser)\b\.?\s?)?(?:no|nos|nr|num|n[°ºo])\.?|#|№|(?:serial )?numbers?|index|"
    r"nummer|numéro|número|numero|序号|编号|番号|",
    re.IGNORECASE,
)
"""The header of a column of running numbers."""
_RECORD = pattern(r"(?i:id)|[A-Za-z_]+_(?i:id)|(?i:id)_[A-Za-z_]+|[A-Za-z]*[a-z]I[Dd]")
"""The name of a key in a database."""
_QUERY = pattern(r"\s*(?:select|insert\s+into|update|delete\s+from|create\s+table)\s", re.IGNORECASE)
_IDENTIFIER = pattern(r"[^\W\d]\w*")


def read_grid(table: Table, caption: str) -> Grid:
    """Return a table with each cell read as a line."""
    header, rows = _cells(table.header.cells), tuple(_cells(row.cells) for row in table.rows)
    if len(header) > 2 and _counts(header[0].text, [row[0].text for row in rows]):
        header, rows = header[1:], tuple(row[1:] for row in rows)
    return Grid(header, rows, caption)


def holds_records(table: Table, queried: Callable[[], frozenset[str]]) -> bool:
    """Tell whether a table shows rows of a database.

    Its first column is their running `id`, or all its columns are named in the queries of the note.
    """
    names = [cell.text.strip("`* ") for cell in table.header.cells]
    if not names or not all(map(_IDENTIFIER.fullmatch, names)):
        return False
    if _RECORD.fullmatch(names[0]) and all(row.cells[0].text.strip("`* ").isdigit() for row in table.rows):
        return True
    return len(names) > 1 and queried().issuperset(map(str.lower, names))


def words_of_queries(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the words of the SQL in some blocks and the lists among them, in lower case."""
    for block in blocks:
        match block:
            case Code(info=info, text=text):
                if "sql" in info.lower() or _QUERY.match(text):
                    yield from _IDENTIFIER.findall(text.lower())
            case ItemList(items):
                for item in items:
                    yield from words_of_queries(item.children)
            case _:
                continue


def _cells(cells: tuple[Text, ...]) -> tuple[Line, ...]:
    return tuple(read_line(cell) for cell in cells)


def _counts(name: str, cells: list[str]) -> bool:
    """Tell whether a column says only which row of the table it is: the next one names the rows."""
    if len(cells) < 2 or _COUNTER.fullmatch(name.strip()) is None:
        return False
    return all(cell.strip(" .)") == str(n) for n, cell in enumerate(cells, 1))
