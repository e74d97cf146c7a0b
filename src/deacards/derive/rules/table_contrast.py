"""A table whose columns are rivals (MSK | Kinesis): each row is a sheet, the rival's cell is the cue."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import LONGEST, tidy
from deacards.derive.context import Spot
from deacards.derive.proposal import Piece, Proposal, Rule, Sheet
from deacards.derive.rules.table_keyed import is_keyed
from deacards.patterns import pattern

_RIVALS = range(2, 5)
_CUE = pattern(r"[^\W_]")
_VERDICT = pattern(
    r"yes|no|true|false|ja|nein|oui|non|sí|vrai|faux|wahr|falsch|[tf]|是|否|对|错", re.IGNORECASE
)
"""A cell that could stand beside any other: it tells not which one is hidden."""


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a sheet for each row."""
    grid = spot.grid
    names = [header.text for header in grid.header]
    if len(names) not in _RIVALS or not all(names) or is_keyed(grid):
        return
    if len(grid.rows) == 1 and len(names) > 2:
        return  # one row of many columns is no comparison
    for row in grid.rows:
        cells = [tidy(cell.text) for cell in row]
        if all(cells):
            cues = [bool(_CUE.search(cell)) and not _VERDICT.fullmatch(cell) for cell in cells]
            lead = _common_lead(cells)
            pieces = [Piece(f"{lead} – ")] if lead else []
            for i, (name, cell) in enumerate(zip(names, cells, strict=True)):
                own = cell.removeprefix(lead).strip()
                pieces.append(Piece(f"{' | ' if i else ''}{name}: "))
                cued = sum(cues) > cues[i]
                pieces.append(Piece(own, hidden=cued and words.count(own) <= LONGEST))
            if any(piece.hidden for piece in pieces):
                yield Sheet(tuple(pieces), (row[0].first, row[-1].last))


def _common_lead(cells: list[str]) -> str:
    """Return the words that all cells begin with, if each goes on after them: they name the row."""
    parts = [cell.split(" ") for cell in cells]
    n = 0
    while all(len(part) > n + 1 for part in parts) and len({part[n].lower() for part in parts}) == 1:
        n += 1
    lead = " ".join(parts[0][:n])
    return lead if all(cell.startswith(lead) for cell in cells) and words.content(lead) else ""


RULE: Rule = Rule("table-contrast", propose)
