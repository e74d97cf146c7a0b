"""A table of one row: each column is a question of its own."""

from collections.abc import Iterator

from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.rules.table_keyed import is_keyed


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a question for each column."""
    grid = spot.grid
    if len(grid.rows) != 1 or len(grid.header) < 3 or is_keyed(grid):
        return
    for header, cell in zip(grid.header, grid.rows[0], strict=True):
        answer = fit(cell.text)
        if header.text and answer:
            yield Question(f"{header.text}?", (answer,), (header.first, cell.last))


RULE: Rule = Rule("table-transposed", propose)
