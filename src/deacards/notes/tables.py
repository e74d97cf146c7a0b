"""Tables as people type them: rows of pipes found among a paragraph's lines, and repaired."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from deacards.notes.blocks import Row, Table
from deacards.notes.lines import Reader
from deacards.patterns import pattern

_DELIMITER = pattern(r"\s*(?=.*[|])\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_OUTER = pattern(r"\s*\|.*\|\s*$")
_ESCAPE = pattern(r"\\.")
_ATOM = pattern(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)|\[\[[^\[\]]*\]\]|\$(?=\S)[^$]*?(?<=\S)\$(?!\d)")


class Piece(NamedTuple):
    """A run of a paragraph's lines: text, or a table's rows and which of them is the dashes (-1: none)."""

    start: int
    lines: tuple[str, ...]
    delimiter: int | None = None


def split_tables(lines: Sequence[str]) -> list[Piece]:
    """Return the runs of text and of table rows in `lines`, in order, none left out."""
    if not any("|" in line for line in lines):
        return [Piece(0, tuple(lines))]
    pieces: list[Piece] = []
    text = index = 0
    while index < len(lines):
        end, delimiter = _table_at(lines, index)
        if end == index:
            index += 1
            continue
        if text < index:
            pieces.append(Piece(text, tuple(lines[text:index])))
        pieces.append(Piece(index, tuple(lines[index:end]), delimiter))
        text = index = end
    if text < len(lines):
        pieces.append(Piece(text, tuple(lines[text:])))
    return pieces


def _table_at(lines: Sequence[str], start: int) -> tuple[int, int]:
    """Return the line after the table that begins at `start`, itself for none, and its row of dashes."""
    if "|" not in lines[start]:
        return start, -1
    after = lines[start + 1] if start + 1 < len(lines) else ""
    if _DELIMITER.match(after):
        delimiter = 1
    elif _DELIMITER.match(lines[start]) and "|" in after:
        delimiter = 0
    elif (
        _OUTER.match(lines[start])
        and _OUTER.match(after)
        and len(cells(lines[start])) == len(cells(after)) > 1
    ):
        delimiter = -1
    else:
        return start, -1
    end = start + 1 + max(delimiter, 0)
    while end < len(lines) and "|" in lines[end] and (delimiter >= 0 or _OUTER.match(lines[end])):
        end += 1
    return end, delimiter


def cells(line: str, *, count: int = 0) -> list[str]:
    """Return the cells of a row. A pipe within code, maths or a wikilink divides only if `count` needs it."""
    kept = _cut(line, atoms=True)
    if count and len(kept) != count:
        cut = _cut(line, atoms=False)
        return cut if len(cut) == count else kept
    return kept


def _cut(line: str, *, atoms: bool) -> list[str]:
    row = line.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    hidden = (_ATOM if atoms else _ESCAPE).sub(lambda atom: "." * len(atom[0]), row)
    ends = [pipe.start() for pipe in re.finditer(r"\|", hidden)]
    parts = zip([0, *(end + 1 for end in ends)], [*ends, len(row)], strict=True)
    return [row[start:end].replace("\\|", "|").strip() for start, end in parts]


def read_table(piece: Piece, first: int, indents: Sequence[int], reader: Reader) -> tuple[Table, str]:
    """Return the table and what was repaired in it: an empty string where Markdown sees the same table.

    `first` is the number of the line of the piece's first row, `indents` the rows' own indentation.
    """
    rows = [(first + n, line) for n, line in enumerate(piece.lines) if n != piece.delimiter]
    if piece.delimiter == 0:
        rows.insert(0, (first, "|" * (len(cells(piece.lines[0])) + 1)))
    expected = len(cells(rows[0][1]))
    split = [(line, cells(row, count=expected)) for line, row in rows]
    width = min(max(len(row) for _, row in split), 2 * expected + 2)  # else one long row would widen them all
    made = tuple(Row(tuple(reader.text(line, cell) for cell in _fitted(row, width))) for line, row in split)
    fault = _fault(piece, indents, width)
    return Table(made[0], made[1:], repaired=bool(fault)), fault


def _fitted(row: list[str], width: int) -> list[str]:
    kept = row if len(row) <= width else [*row[: width - 1], " | ".join(row[width - 1 :])]
    return kept + [""] * (width - len(kept))


def _fault(piece: Piece, indents: Sequence[int], width: int) -> str:
    if piece.delimiter != 1:
        return f"the {'header row' if piece.delimiter == 0 else 'row of dashes under the header'} is missing"
    if indents[1] >= 4 or (indents[0] >= 4 > indents[1]):
        return "the row of dashes is indented too far"
    if min(indents) < 0:
        return "its rows have less indentation than the text above"
    dashes = len(_cut(piece.lines[1], atoms=False))
    if dashes != len(_cut(piece.lines[0], atoms=False)):
        return "the row of dashes has another number of cells than the header"
    if max(len(_cut(line, atoms=False)) for line in piece.lines) > min(width, dashes):
        return "a row has more cells than the header, or a | in it needs a backslash"
    return ""
