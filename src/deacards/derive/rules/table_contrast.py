"""A table whose columns are rivals (MSK | Kinesis): each row is a sheet, the rival's cell is the cue."""

from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import LONGEST, tidy
from deacards.derive.context import Spot
from deacards.derive.proposal import Piece, Proposal, Rule, Sheet
from deacards.derive.rules.table_keyed import is_keyed

_RIVALS = range(2, 5)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a sheet for each row."""
    grid = spot.grid
    if len(grid.header) not in _RIVALS or is_keyed(grid):
        return
    names = [header.text for header in grid.header]
    if not all(names):
        return
    for row in grid.rows:
        cells = [tidy(cell.text) for cell in row]
        if not all(cells):
            continue
        pieces: list[Piece] = []
        for name, cell in zip(names, cells, strict=True):
            pieces.append(Piece(f"{' | ' if pieces else ''}{name}: "))
            pieces.append(Piece(cell, hidden=words.count(cell) <= LONGEST))
        yield Sheet(tuple(pieces), (row[0].first, row[-1].last))


RULE = Rule("table-contrast", propose)
